"""What a rule is, and how a region puts it in force."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desktop.policy.facts import Citation, Finding, Strength
from desktop.policy.values import Scope

RULE_SCOPES = ("training_type", "case_kind", "level", "occupation", "programme")
"""What a rule may be limited to, besides groups of persons."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, what it looks at, and the names of the values it consults.

    `looks_at` is `plan` (a filing as a whole), `case` (a filing or a line, apart from the person), `person` (a
    trainee of a filing or a line), `line` (a line of a training claim), `history` (such a line with earlier or other
    classes), `days` (a line of an allowance claim) or `teaching` (a county's technical schools). `check` gets the
    rule as it is bound on the day and those facts, and gives a Finding or None. Values in `optional` may be absent
    without stopping a claim. A rule that `cuts` takes days away and refuses nothing. `lacks` gives the names of the
    facts without which the rule stays silent on a line: then it was not checked, and that is said.
    """

    code: str
    title: str
    looks_at: str
    check: Callable[..., Finding | None]
    values: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    cuts: bool = False
    lacks: Callable[..., tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """A rule as a region puts it in force: since when, how hard it binds, for which cases, by which clause.

    `county` is the beginning of the county codes in which it acts; empty for the whole region.
    """

    rule: Rule
    since: date
    until: date | None
    strength: Strength
    cites: Citation
    scope: Scope = field(default_factory=dict)
    note: str = ""
    county: str = ""

    @property
    def of_case(self) -> Scope:
        """The kinds of case it acts on, without its groups of persons."""
        return {key: codes for key, codes in self.scope.items() if key != "group"}
