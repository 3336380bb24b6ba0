"""A policy laid open: what holds on a day, by which clause, what is left to the locality, and what changes when."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from desktop.codes import entry
from desktop.policy.facts import Value
from desktop.policy.figures import in_words
from desktop.policy.region import Policy
from desktop.policy.rule import Acting
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


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the policy changes: what begins, and what held for the last time the day before."""

    day: date
    begins: tuple[str, ...]
    ended: tuple[str, ...]


def show(policy: Policy, day: date, name: str = "") -> tuple[Shown, ...]:
    """Give every value in force on a day and every value left to the locality, or those of one name only.

    Raises Refused for a name that no policy knows.
    """
    if name:
        entry("policy_values", name)
    entries: Iterable[Value | Missing] = (*policy.values_on(day), *policy.missing_on(day))
    return tuple(_shown(each) for each in entries if name in {"", each.name})


def timeline(policy: Policy) -> tuple[Change, ...]:
    """Give the days on which the policy changes, in order, with the titles of what begins and what has ended."""
    begins: dict[date, list[str]] = {}
    ended: dict[date, list[str]] = {}
    entries: tuple[Value | Acting, ...] = (*policy.values, *policy.rules)
    for each in entries:
        begins.setdefault(each.since, []).append(_line(each))
        if each.until is not None:
            ended.setdefault(each.until + timedelta(days=1), []).append(_line(each))
    return tuple(
        Change(day, tuple(begins.get(day, ())), tuple(ended.get(day, ())))
        for day in sorted(begins.keys() | ended.keys())
    )


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


def _line(each: Value | Acting) -> str:
    if isinstance(each, Value):
        return f"{each.title}：{value_words(each)}"
    words = scope_words(each.scope)
    return f"规则：{each.rule.title}" + (f"（{words}）" if words else "")
