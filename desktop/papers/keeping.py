"""How many years a case's records are kept, as the region's policy has it."""

from collections.abc import Iterable
from datetime import date

from desktop.workspace import Desk


def years_kept(desk: Desk, on: date, cases: Iterable[tuple[str, str]]) -> str:
    """Return for how many years the cases, each by its training type and kind, are kept, by the policy of a day.

    An empty text, to be written in by hand, where the region states none or the cases differ.
    """
    years = set()
    for training_type, kind in cases:
        kept = desk.policy.find("retention_years", on, training_type=training_type, case_kind=kind)
        years.add("" if kept is None or kept.value is None else f"{kept.value}")
    return years.pop() if len(years) == 1 else ""
