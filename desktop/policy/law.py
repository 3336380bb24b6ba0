"""The law of one day: which values hold, which rules act on which kind of case, each look-up made once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.codes import entry
from desktop.policy.facts import Checked, Citation, Finding, Value
from desktop.policy.rule import Acting
from desktop.policy.values import Missing, ValueMissing, applies, scope_words

Asked = str | frozenset[str]
_NO_FACTS: Mapping[str, str] = {}
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
    """What holds on one day; a hundred thousand lines of a few kinds cost a handful of searches.

    `day_that_counts` says which of a class's days chooses its law; `kept` is for answers made once by others.
    """

    __slots__ = (
        "_answers",
        "_duties",
        "_held",
        "_keys",
        "_missing",
        "_rules",
        "day",
        "day_that_counts",
        "kept",
        "on",
    )

    def __init__(
        self,
        day: date,
        values: Sequence[Value],
        missing: Sequence[Missing],
        rules: Sequence[Acting],
        on: "Callable[[date], Law]",
    ) -> None:
        self.day = day
        self.on = on
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
        self._rules = rules
        self._answers: dict[tuple[Any, ...], Value | None] = {}
        self._duties: dict[Kind, Duties] = {}
        self.kept: dict[tuple[Any, ...], Any] = {}
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
        """Give the value that holds, as `find`; raises ValueMissing when none is set."""
        found = self.find(name, **asked)
        if found is None:
            raise self._absent(name, asked)
        return found

    def whole(self, name: str, **asked: Asked) -> int:
        """Give a value that is a whole number; raises ValueMissing when none is set."""
        return int(number(self.value(name, **asked)))

    def by_group(self, name: str) -> bool:
        """Say whether the values of a name differ by a person's groups on this day."""
        return "group" in self._keys.get(name, ())

    def duties(self, kind: Kind) -> "Duties":
        """Give the rules that act on a kind of case; a limit to groups is left to the person."""
        duties = self._duties.get(kind)
        if duties is None:
            duties = self._duties[kind] = _duties(self, self._rules, kind)
        return duties

    def _absent(self, name: str, asked: Mapping[str, Asked]) -> ValueMissing:
        gaps = [gap for gap in self._missing if gap.name == name and applies(gap.scope, asked)]
        gap = max(gaps, key=lambda gap: len(gap.scope), default=None)
        shown = {*_SHOWN, *gap.scope} if gap else _SHOWN
        case = {key: (one,) for key, one in asked.items() if key in shown and one and isinstance(one, str)}
        called = entry("policy_values", name).title + (f"（{scope_words(case)}）" if case else "")
        return ValueMissing(name, called, self.day, gap.cites if gap else None)


class Bound:
    """A rule in force, bound to a day's law and a kind of case: the values it consults are looked up once."""

    __slots__ = ("_by", "_listed", "_numbers", "_values", "acting", "asked", "check", "cuts", "groups", "law")

    def __init__(self, acting: Acting, law: Law, kind: Kind) -> None:
        self.acting = acting
        self.law = law
        self.asked = kind._asdict()
        self.check = acting.rule.check
        self.cuts = acting.rule.cuts
        self.groups = frozenset(acting.scope.get("group", ()))
        self._values: dict[str, Value] = {}
        self._numbers: dict[str, Decimal | int] = {}
        self._listed: dict[str, frozenset[str]] = {}
        self._by: dict[tuple[str, str, date], Value | None] = {}

    def find(self, name: str) -> Value | None:
        """Give the value that holds for this kind of case, or None."""
        return self._values.get(name) or self.law.find(name, **self.asked)

    def of_sex(self, name: str, sex: str, day: date) -> Value | None:
        """Give the value that holds on a day for one sex, or None."""
        try:
            return self._by[name, sex, day]
        except KeyError:
            self._by[name, sex, day] = self.law.on(day).find(name, sex=sex)
            return self._by[name, sex, day]

    def value(self, name: str) -> Value:
        """Give the value that holds for this kind of case; raises ValueMissing when none is set."""
        try:
            return self._values[name]
        except KeyError:
            self._values[name] = self.law.value(name, **self.asked)
            return self._values[name]

    def number(self, name: str) -> Decimal | int:
        """Give a value that is a number; raises ValueMissing when none is set."""
        try:
            return self._numbers[name]
        except KeyError:
            self._numbers[name] = number(self.value(name))
            return self._numbers[name]

    def whole(self, name: str) -> int:
        """Give a value that is a whole number; raises ValueMissing when none is set."""
        return int(self.number(name))

    def listed(self, name: str) -> frozenset[str]:
        """Give a value that is a list of codes; empty when none is set."""
        try:
            return self._listed[name]
        except KeyError:
            found = self.find(name)
            chosen = frozenset(found.value if found and isinstance(found.value, tuple) else ())
            self._listed[name] = chosen
            return chosen

    def concerns(self, groups: frozenset[str]) -> bool:
        """Say whether the rule concerns a person of such groups."""
        return not self.groups or not self.groups.isdisjoint(groups)

    def finding(
        self,
        sentence: str,
        remedy: str,
        facts: Mapping[str, str] = _NO_FACTS,
        *,
        subject: str = "",
        cites: Citation | None = None,
    ) -> Finding:
        """Give what the rule says; `cites` is the clause of the value that was passed over, if there is one."""
        acting = self.acting
        rule = acting.rule
        return Finding(
            rule.code, rule.title, acting.strength, sentence, remedy, cites or acting.cites, facts, subject
        )


class Duties(NamedTuple):
    """The rules that act on one kind of case on one day, by what they look at, and all of them as they are kept."""

    teaching: tuple[Bound, ...]
    plan: tuple[Bound, ...]
    case: tuple[Bound, ...]
    person: tuple[Bound, ...]
    line: tuple[Bound, ...]
    history: tuple[Bound, ...]
    days: tuple[Bound, ...]
    on_line: tuple[Checked, ...]
    on_days: tuple[Checked, ...]


def _duties(law: Law, rules: Sequence[Acting], kind: Kind) -> Duties:
    asked = kind._asdict()
    acting = [each for each in rules if applies(each.of_case, asked)]
    sights = {
        sight: tuple(each for each in acting if each.rule.looks_at == sight)
        for sight in ("teaching", "plan", "case", "person", "line", "history", "days")
    }
    on_line = [each for each in acting if each.rule.looks_at in {"case", "person", "line", "history"}]
    bound = {sight: tuple(Bound(each, law, kind) for each in chosen) for sight, chosen in sights.items()}
    return Duties(
        **bound,
        on_line=tuple(each.checked for each in on_line),
        on_days=tuple(each.checked for each in sights["days"]),
    )


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
