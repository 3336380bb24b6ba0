"""The plain facts a rule may look at, and the results it may give: no tables, no clock, no window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an authority said so: the document, its number (文号) and the clause."""

    document: str
    number: str
    clause: str

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.clause}"


class Strength(StrEnum):
    """How hard a rule binds: `must` cannot be passed over, `principle` with a written reason, `notice` informs."""

    MUST = "must"
    PRINCIPLE = "principle"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Value:
    """One dated policy value: an amount in yuan or a plain value, its scope, and the clause that sets it.

    `terms` say how the value is to be read (a limit's window, an amount's unit of reckoning and cap); `note`
    tells what the document leaves open and on what practice the value rests. `county` is the beginning of the
    county codes for which a city or county has set it; empty for the whole region.
    """

    name: str
    title: str
    since: date
    until: date | None
    cites: Citation
    amount: Decimal | None = None
    value: int | Decimal | str | bool | tuple[str, ...] | None = None
    unit: str = ""
    at_least: bool = False
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    local: bool = False
    terms: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one case or one trainee: a sentence, the facts it rests on, and the clause."""

    rule: str
    title: str
    strength: Strength
    sentence: str
    remedy: str
    cites: Citation
    facts: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""


@dataclass(frozen=True, slots=True)
class CourseItem:
    """One course of the plan: theory or practice, online or not, in class hours, with its content (J6) if known."""

    part: str
    online: bool
    hours: Decimal
    content: str = ""


@dataclass(frozen=True, slots=True)
class TraineeFacts:
    """A person on a roster as the rules see them; `key` leads back to the roster row, `sex` is 男 or 女.

    `evidenced` are the groups for which evidence is at hand; None when every group listed has it.
    `places` are the counties of household, residence and work: codes, or words for one of no known code; empty, or
    with an empty one among them, for what is not recorded. `insured_from` is the first day of the social insurance
    with the employer; None when it is not recorded.
    """

    key: str
    name: str
    sex: str
    born: date
    groups: frozenset[str] = frozenset()
    hired_on: date | None = None
    contract_from: date | None = None
    contract_until: date | None = None
    evidenced: frozenset[str] | None = None
    places: frozenset[str] = frozenset()
    insured_from: date | None = None


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """An institution's or a platform's standing: is it in the register, from when to when, for what."""

    name: str
    registered: bool
    valid_from: date | None
    valid_until: date | None
    occupations: frozenset[str] = frozenset()
    capabilities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """A filing (备案) as the rules see it; `key_enterprise` is a listed (困难) enterprise of A3."""

    case_kind: str
    training_type: str
    county: str
    applicant_county: str
    occupation: str
    level: str
    filed_on: date
    starts_on: date
    ends_on: date
    planned_people: int
    items: tuple[CourseItem, ...]
    trainees: tuple[TraineeFacts, ...]
    institution: ProviderFacts | None = None
    platform: ProviderFacts | None = None
    key_enterprise: bool = False
    programme: str = ""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A trainee's certificate: type, level, number and the day it was issued."""

    type: str
    number: str
    issued_on: date
    level: str


@dataclass(frozen=True, slots=True)
class PastBenefit:
    """An earlier or concurrent class for which the same person was, or is to be, subsidised; here or elsewhere.

    `settled` is False while it is only claimed: of two open claims the one that opened first goes before. `fund` is
    where the money came from, empty when nobody said. What was paid elsewhere is `told` by a list: which, its day,
    the file and the row; it is `undated` when only the day of payment is known, then all days are that one.
    """

    number: str
    scheme: str
    occupation: str
    level: str
    starts_on: date
    ends_on: date
    decided_on: date
    programme: str = ""
    settled: bool = True
    fund: str = ""
    told: str = ""
    undated: bool = False


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One trainee of one finished class, as the rules on the training subsidy see them.

    `planned_hours` and `attended_hours` are class hours; `history` holds every other class of the person
    that was subsidised or is being claimed, in any order. `number` is the class's own. `practice_county` is
    where the practice took place (J10), `class_attendance` the share in per cent of the class that was there
    on its poorest day, `cost` what the training cost for one person in yuan; each may be unknown. `elsewhere_as_of`
    is the day of the newest list of what was paid elsewhere; without one nobody could look there.
    `apprenticeship` is the class where it is paid as a whole (J15): what that comes to is shared evenly by so many
    `sharers`, of whom the line is the `place`th, counted from 1; 0 for one who has no part in it.
    """

    trainee: TraineeFacts
    case_kind: str
    training_type: str
    occupation: str
    category: str
    level: str
    opened_on: date
    ended_on: date
    applied_on: date
    planned_hours: Decimal
    attended_hours: Decimal
    certificate: CertificateFacts | None
    history: tuple[PastBenefit, ...] = ()
    number: str = ""
    key_enterprise: bool = False
    programme: str = ""
    practice_county: str = ""
    class_attendance: Decimal | None = None
    cost: Decimal | None = None
    elsewhere_as_of: date | None = None
    apprenticeship: "ApprenticeFacts | None" = None
    place: int = 0
    sharers: int = 0

    @property
    def early(self) -> bool:
        """Say whether an advance is asked while the class is still going on."""
        return self.apprenticeship is not None and self.apprenticeship.finished_people is None


@dataclass(frozen=True, slots=True)
class AllowanceFacts:
    """One trainee's attended days, as the rules on the living allowance see them.

    `paid_days` are days for which the person already gets the allowance from any class; `attended_hours`
    are needed only where the policy turns hours into days. `told` are the lists that told of days paid elsewhere,
    `elsewhere_as_of` is the day of the newest of them, None when there was none.
    """

    trainee: TraineeFacts
    opened_on: date
    ended_on: date
    applied_on: date
    attended_days: tuple[date, ...]
    paid_days: frozenset[date] = frozenset()
    attended_hours: Decimal | None = None
    told: tuple[str, ...] = ()
    elsewhere_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ApprenticeFacts:
    """An apprenticeship class (企业新型学徒制, J15): people planned and finished, years, and what was advanced.

    `finished_people` is None before the end, when an advance is asked; `advanced` is what was paid then, in yuan.
    `cost` is what the enterprise pays the school for one apprentice a year, in yuan; None when it is not recorded.
    """

    level: str
    occupation: str
    category: str
    opened_on: date
    planned_people: int
    years: int
    finished_people: int | None = None
    advanced: Decimal = Decimal(0)
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project bought as a whole (项目制): what it is, and how many people passed of how many planned."""

    training_type: str
    occupation: str
    category: str
    level: str
    opened_on: date
    planned_people: int
    passed_people: int


@dataclass(frozen=True, slots=True)
class TeachingFacts:
    """A county's technical schools teaching online (A9): schools, classes and students in all and reached.

    `weekday_hours` gives, by class, the class hours of its thinnest weekday.
    """

    schools: int
    schools_online: int
    classes: int
    classes_online: int
    classes_with_plan: int
    students: int
    students_online: int
    weekday_hours: Mapping[str, Decimal] = field(default_factory=dict)


class Outcome(StrEnum):
    """What became of a line: granted in full, cut to less than asked, or refused."""

    GRANTED = "granted"
    CUT = "cut"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an amount's arithmetic: the value it takes, how it reckons, and what comes out in yuan."""

    value: Value
    figures: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Checked:
    """One rule that was asked: its code and title, how hard it binds, and the clause that puts it in force."""

    rule: str
    title: str
    strength: Strength
    cites: Citation


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy grants for one line, with the value it used and every finding that bears on it.

    `day` is the day whose law was applied, `version` the policy's digest, `checked` every rule that was asked,
    `steps` the arithmetic where the amount is more than the value itself.
    """

    outcome: Outcome
    amount: Decimal
    basis: Value | None
    findings: tuple[Finding, ...]
    days: int = 0
    granted_days: tuple[date, ...] = ()
    day: date | None = None
    version: str = ""
    checked: tuple[Checked, ...] = ()
    steps: tuple[Step, ...] = ()
