"""What an explanation is made of: facts with where they came from, rules, values, the law. References, no words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.policy import Asked, Citation, Decision, Finding


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `kind` is row (of a workbook), hand, identity, register or case.

    `file`, `sheet` and `rows` lead to the cells of the workbook that was kept under `digest`, `batch_id` to how it
    was taken in; `called` names the register's entry or the number of the case.
    """

    kind: str
    called: str = ""
    file: str = ""
    sheet: str = ""
    rows: tuple[int, ...] = ()
    taken_on: date | None = None
    digest: str = ""
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the rules saw it, by its name among the facts of a line, and where it came from."""

    name: str
    value: object
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """One rule that was put to the line, with the facts it looked at; its values and its word stand in `asked`."""

    asked: Asked
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """The law a line was decided under: region, digest of the policy, the day whose law counts.

    `kept` is False when that policy was not kept and the one in force today stands in for it.
    """

    region: str
    version: str
    day: date
    kept: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """Why not, and what is missing: what stands in the way of a line, and the facts it rests on."""

    finding: Finding
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a line's amount is what it is: the `sentence` that a clerk would say, the `clauses` it rests on, the rest.

    `recalled` is False for a line that was kept without its facts: those of today stand in for them. `ties` says
    whether the policy and the facts come to the amount that is kept. `by_hand` holds what people decided against it: a cut, an objection upheld, the refusal of the claim. `beside` are facts that no rule looked at: what the learning
    records say of the hours claimed.
    """

    line_id: int
    person: str
    scheme: str
    state: str
    asked: Decimal
    amount: Decimal
    sentence: str
    clauses: tuple[Citation, ...]
    law: Law
    decision: Decision | None
    rules: tuple[RuleAsked, ...]
    reckoned_from: tuple[Fact, ...]
    lacks: tuple[Lack, ...]
    by_hand: tuple[str, ...]
    beside: tuple[Fact, ...]
    recalled: bool
    ties: bool


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One row of an approval sheet's annex: all lines of a scheme that one sentence explains, by their places.

    `amount` is what each of the `people` gets, in yuan; `clauses` are those the sentence rests on.
    """

    places: str
    people: int
    name: str
    scheme: str
    state: str
    amount: Decimal
    sentence: str
    clauses: tuple[Citation, ...]
