"""The rules of a law made ready for one kind of case, so that asking them again costs next to nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop.policy.facts import Checked, Citation, Decision, Finding
from desktop.policy.law import Kind, Law
from desktop.policy.rule import Acting
from desktop.policy.values import applies

_NO_FACTS: Mapping[str, str] = {}
_SIGHTS = ("teaching", "plan", "case", "person", "line", "history", "days")
_ON_LINE = frozenset({"case", "person", "line", "history"})
Ready = tuple[Callable[..., Finding | None], "Bound"]


class Bound:
    """A rule in force for one kind of case; what it consults is an attribute: `rule.hire_window_months`.

    Such an attribute is a number, a word or a set of codes, as the name asks; looked up once and then kept. A
    value that the rule may do without is None when it is not set; one that it needs raises ValueMissing. `kept`
    is for what a check works out once.
    """

    def __init__(self, acting: Acting, law: Law, law_on: Callable[[date], Law], kind: Kind) -> None:
        self.acting = acting
        self.law = law
        self.law_on = law_on
        self.asked: Mapping[str, str] = kind._asdict()
        self.cuts = acting.rule.cuts
        self.groups = frozenset(acting.scope.get("group", ()))
        self.kept: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        rule = self.__dict__["acting"].rule
        if name not in rule.values and name not in rule.optional:
            raise AttributeError(name)
        look = self.law.find if name in rule.optional else self.law.value
        value = look(name, **self.asked)
        content = None if value is None else value.amount if value.amount is not None else value.value
        self.__dict__[name] = frozenset(content) if isinstance(content, tuple) else content
        return self.__dict__[name]

    def cites(self, name: str) -> Citation:
        """Give the clause that sets a value which this rule consults."""
        return self.law.value(name, **self.asked).cites

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


class Duties:
    """The rules that act on one kind of case, by what they look at; each comes with its check.

    Rules that concern some groups of persons only stand in `grouped`. `granted` keeps, by day, the decision on a
    line of this kind to which nothing is objected: it is the same for every such line.
    """

    __slots__ = ("by_sight", "granted", "grouped", "kind", "line", "on_days", "on_early", "on_line", "person")

    def __init__(self, law: Law, law_on: Callable[[date], Law], kind: Kind) -> None:
        asked = kind._asdict()
        acting = [each for each in law.rules if applies(each.of_case, asked)]
        bound = [Bound(each, law, law_on, kind) for each in acting]
        self.kind = kind
        self.by_sight: dict[str, tuple[Ready, ...]] = {
            sight: tuple(
                (each.acting.rule.check, each) for each in bound if each.acting.rule.looks_at == sight
            )
            for sight in _SIGHTS
        }
        self.person = tuple(each for each in self.by_sight["person"] if not each[1].groups)
        self.line = tuple(
            each for sight in ("case", "line") for each in self.by_sight[sight] if not each[1].groups
        )
        self.grouped = any(each.groups for each in bound if each.acting.rule.looks_at in _ON_LINE)
        self.on_line = tuple(_checked(each) for each in acting if each.rule.looks_at in _ON_LINE)
        early = _ON_LINE - {"line"}
        self.on_early = tuple(_checked(each) for each in acting if each.rule.looks_at in early)
        self.on_days = tuple(_checked(each) for each in acting if each.rule.looks_at == "days")
        self.granted: dict[date, Decision] = {}


def _checked(acting: Acting) -> Checked:
    return Checked(acting.rule.code, acting.rule.title, acting.strength, acting.cites)
