"""The materials of a case as its papers list them: what the region asks for, and what of it has come in."""

from datetime import date

from desktop.codes import Material, materials
from desktop.forms.facts import MaterialLine
from desktop.materials import MaterialLine as Checked
from desktop.subsidies.deciding import find as find_claim
from desktop.subsidies.gathering import ADVANCE
from desktop.workspace import Desk


def handed_in(
    desk: Desk,
    lines: tuple[Checked, ...],
    kind: str,
    stages: tuple[str, ...],
    training_type: str,
    by: date | None = None,
) -> tuple[MaterialLine, ...]:
    """Return what is asked for and whatever else came in, each in the form in which it is asked for.

    `by` is the day of the paper: what came in after it was not there yet (none: whatever has come in).
    """
    known: dict[str, Material] = {
        item.code: item
        for stage in stages
        for item in materials(desk.workspace.region, kind, stage, training_type)
    }
    return tuple(
        MaterialLine(
            title=line.title,
            kind=known[line.code].form if line.code in known else "",
            received=there(line, by),
            note=line.note,
        )
        for line in lines
        if line.required or there(line, by)
    )


def stages_of(desk: Desk, claim_id: int) -> tuple[str, ...]:
    """Return the stages whose materials a claim asks for: an apprenticeship's advance has a list of its own."""
    return (ADVANCE,) if find_claim(desk, claim_id).stage == ADVANCE else ("claim", "allowance")


def there(line: Checked, by: date | None) -> bool:
    """Say whether a material had come in by a day."""
    return line.received_on is not None and (by is None or line.received_on <= by)


def last_day(handed_in_on: date, lines: tuple[Checked, ...]) -> date:
    """Return the day on which the last of the materials came in, at the earliest that of the application."""
    return max([handed_in_on, *(line.received_on for line in lines if line.received_on)])
