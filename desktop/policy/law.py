"""The law between two changes of a policy: which values hold, and which rules act."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.codes import entry
from desktop.policy.facts import Value
from desktop.policy.rule import Acting
from desktop.policy.values import Missing, ValueMissing, applies, scope_words

Asked = str | frozenset[str]
_SHOWN = frozenset({"training_type", "level"})


class Kind(NamedTuple):
    """What cases must share for the same rules and values to hold; empty where it is not known or not asked."""

    training_type: str = ""
    case_kind: str = ""
    level: str = ""
    occupation: str = ""
    programme: str = ""
    category: str = ""


class Law:
    """What holds from one change of the policy to the next, `since` its first day.

    `day_that_counts` says which of a class's days chooses its law; `bound` keeps the rules made ready for each
    kind of case (desktop/policy/bound.py), so that a hundred thousand lines cost a handful of searches.
    """

    __slots__ = ("_answers", "_held", "_keys", "_missing", "bound", "day_that_counts", "rules", "since")

    def __init__(
        self, since: date, values: Sequence[Value], missing: Sequence[Missing], rules: Sequence[Acting]
    ) -> None:
        self.since = since
        self.rules = rules
        self._held: dict[str, list[Value]] = {}
        for value in values:
            self._held.setdefault(value.name, []).append(value)
        for held in self._held.values():
            held.sort(key=_precedence)
        self._keys = {
            name: tuple({key: None for value in held for key in value.scope})
            for name, held in self._held.items()
        }
        self._missing = missing
        self._answers: dict[tuple[Any, ...], Value | None] = {}
        self.bound: dict[tuple[str, ...], Any] = {}
        chosen = self.find("applicable_day")
        self.day_that_counts = str(chosen.value) if chosen else "opened_on"

    def find(self, name: str, **asked: Asked) -> Value | None:
        """Give the value that holds: the bureau's own, then its county's, its city's, the region's; narrower first.

        A person of several groups gets the value most in his favour. None when no value is set.
        """
        held = self._held.get(name)
        if held is None:
            return None
        key = (name, *[asked.get(scope) for scope in self._keys[name]])
        try:
            return self._answers[key]
        except KeyError:
            answer = next((value for value in held if applies(value.scope, asked)), None)
            self._answers[key] = answer
            return answer

    def value(self, name: str, **asked: Asked) -> Value:
        """Give the value that holds, as `find`; raises ValueMissing, dated `since`, when none is set."""
        found = self.find(name, **asked)
        if found is None:
            raise self._absent(name, asked)
        return found

    def by_group(self, name: str) -> bool:
        """Say whether the values of a name differ by a person's groups."""
        return "group" in self._keys.get(name, ())

    def _absent(self, name: str, asked: Mapping[str, Asked]) -> ValueMissing:
        gaps = [gap for gap in self._missing if gap.name == name and applies(gap.scope, asked)]
        gap = max(gaps, key=lambda gap: len(gap.scope), default=None)
        shown = {*_SHOWN, *gap.scope} if gap else _SHOWN
        case = {key: (one,) for key, one in asked.items() if key in shown and one and isinstance(one, str)}
        called = entry("policy_values", name).title + (f"（{scope_words(case)}）" if case else "")
        return ValueMissing(name, called, self.since, gap.cites if gap else None)


def _precedence(value: Value) -> tuple[bool, int, int, Decimal]:
    """Order values: the bureau's own first, then the nearer authority's, the narrower, the more in one's favour."""
    return not value.local, -len(value.county), -len(value.scope), -(value.amount or Decimal(0))


def number(value: Value) -> Decimal | int:
    """Give what a value says where it is a number: an amount, a share, a count."""
    if value.amount is not None:
        return value.amount
    if isinstance(value.value, int | Decimal):
        return value.value
    raise TypeError(f"{value.name} is no number")
