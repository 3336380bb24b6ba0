"""A policy laid open: what holds on a day, by which clause, and what is left to the locality."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desktop.codes import entry
from desktop.policy.facts import Value
from desktop.policy.figures import in_words
from desktop.policy.region import Policy
from desktop.policy.values import Missing, scope_words, value_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as it is shown: what it is called, what it says, for whom, since when, and the clause.

    `figure` is empty for a value that is missing on purpose.
    """

    name: str
    title: str
    figure: str
    scope: str
    since: date
    until: date | None
    cites: str
    local: bool
    county: str
    note: str

    def as_record(self) -> dict[str, Any]:
        """Give the value as JSON can hold it: days as ISO text."""
        return asdict(self) | {
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }

    def __str__(self) -> str:
        """Give the value as one line of text."""
        period = f"自{in_words(self.since)}" + (f"至{in_words(self.until)}" if self.until else "起")
        figure = self.figure or "由本地登记"
        return f"{'本地 ' if self.local else ''}{self.title}：{figure}（{period}）{self.cites}"


def show(policy: Policy, day: date, name: str = "") -> tuple[Shown, ...]:
    """Give every value in force on a day and every value left to the locality, or those of one name only.

    Raises Refused for a name that no policy knows.
    """
    if name:
        entry("policy_values", name)
    entries: Iterable[Value | Missing] = (*policy.values_on(day), *policy.missing_on(day))
    return tuple(_shown(each) for each in entries if name in {"", each.name})


def _shown(each: Value | Missing) -> Shown:
    told = each if isinstance(each, Value) else None
    return Shown(
        name=each.name,
        title=each.title,
        figure=value_words(told) if told else "",
        scope=scope_words(each.scope),
        since=each.since,
        until=each.until,
        cites=str(each.cites),
        local=told is not None and told.local,
        county=told.county if told else "",
        note=each.note,
    )
