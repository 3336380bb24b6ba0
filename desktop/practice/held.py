"""The classes of a made-up county, one after the other, as rows: rosters, attendance, certificates, claims, payment."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import DeclarativeBase

from db.classes import Attendance, Certificate, TrainingClass
from db.doubts import OutsideEntry
from db.filings import CourseItem, Filing, Trainee, Trainer
from db.notices import Notice, NoticeLine
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Person
from db.subsidies import Claim, ClaimLine
from desktop.practice.bulk import Rows, write_all
from desktop.practice.crowd import somebody
from desktop.practice.standards import BASIS, STANDARDS

FIRST_WEEK = date(2020, 3, 16)
LATER_WEEK = 199
"""The week from the first on in which the county's last classes begin: those of 2024, under the law of then."""
FEWEST_LATER = 4
CLASS_SIZE = 40
SPARE = 5  # so many more people are planned for than sit in a class

PRE_JOB, ON_JOB, SKILLS = "pre_job", "on_job", "employment_skills"
FUND = "employment"
KINDS = (PRE_JOB, SKILLS, ON_JOB, SKILLS)
OCCUPATIONS = (
    "4-10-01-05",
    "4-03-02-01",
    "6-05-01-03",
    "4-10-01-06",
    "4-03-02-02",
    "4-10-03-01",
    "6-18-02-04",
    "4-12-01-01",
    "4-14-02-01",
    "5-01-02-01",
)
JOBLESS = ("unemployed", "rural_transfer", "hard_to_employ", "zero_employment")
LISTS = {
    kind: number
    for number, kind in enumerate(
        ("death", "pension", "payroll", "student", "insured", "dishonest", "benefit"), 1
    )
}
"""The outside lists of a made-up county, one of each kind: the id of each."""


@dataclass(slots=True)
class Held:
    """One class of the made-up county: where its rows begin, and when and by whom it is held."""

    id: int
    size: int
    type: str
    occupation: str
    level: str
    lane: int
    employer: int
    week: int
    opened: date
    first_line: int
    notice: int = 0
    guests: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the class: Monday to Wednesday."""
        return tuple(self.opened + timedelta(days=day) for day in range(3))

    @property
    def ended(self) -> date:
        """Its last day."""
        return self.opened + timedelta(days=4)

    @property
    def later(self) -> bool:
        """Whether it is one of the last classes, under the law of 2024."""
        return self.week >= LATER_WEEK

    @property
    def employed(self) -> bool:
        """Whether a company trains its own people."""
        return self.type in (PRE_JOB, ON_JOB)

    @property
    def applied(self) -> date:
        """The day of the claim, after the certificates."""
        return self.ended + timedelta(days=10)

    @property
    def decided(self) -> date:
        """The day on which the claim is approved."""
        return self.ended + timedelta(days=17)


@dataclass(slots=True)
class Known:
    """Somebody who may come again: number, last week in class, how often he came, and for which occupations."""

    number: int
    person: int
    week: int
    times: int
    occupations: tuple[str, ...]


def plan(lines: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (number, size, lane, week) of the classes that hold so many lines; a lane holds one class in two weeks.

    One in a hundred, four at least, is held in 2024, long after the others and before the job begins.
    """
    sizes: list[int] = []
    left = lines
    while left > 0:
        size = min(left, CLASS_SIZE - 10 + len(sizes) * 7 % 21)
        sizes.append(size)
        left -= size
    lanes = lanes_for(len(sizes))
    last = len(sizes) - max(FEWEST_LATER, len(sizes) // 100)
    for number, size in enumerate(sizes):
        place, begins = (number, 0) if number < last else (number - last, LATER_WEEK)
        yield number, size, place % lanes, begins + place // lanes * 2 + place % 2


def lanes_for(classes: int) -> int:
    """Return how many classes are held side by side."""
    return max(3, classes // 75)


WRITTEN: dict[str, tuple[type[DeclarativeBase], str]] = {
    "person": (Person, "id uid id_number name sex born phone address bank account"),
    "filing": (
        Filing,
        (
            "id uid number state case_kind training_type title county channel employer_id institution_id contact"
            " phone occupation level planned_people starts_on ends_on site budget filed_on accepted_on decided_on"
        ),
    ),
    "item": (CourseItem, "filing_id position title content part mode hours"),
    "trainer": (Trainer, "filing_id position name title courses"),
    "class": (TrainingClass, "id uid number filing_id opened_on ended_on"),
    "trainee": (
        Trainee,
        "id uid filing_id person_id source position groups employer_name hired_on contract_from contract_until",
    ),
    "attendance": (Attendance, "trainee_id day state online_hours offline_hours source"),
    "certificate": (Certificate, "id uid trainee_id type number level issued_on issuer source"),
    "claim": (Claim, "id uid number filing_id state payee_kind applied_on decided_on policy_version"),
    "line": (
        ClaimLine,
        "id uid claim_id trainee_id person_id scheme state occupation level asked amount basis findings sentence",
    ),
    "entry": (OutsideEntry, "list_id number name unit since source"),
    "notice": (Notice, "id uid number state title place working_days posted_on ends_on closed_on"),
    "notice_line": (NoticeLine, "id uid notice_id line_id position amount"),
    "batch": (
        PaymentBatch,
        "id uid number notice_id scheme fund state total count prepared_on prepared_by released_on released_by",
    ),
    "order": (
        PaymentOrder,
        "id uid batch_id position payee_kind payee_uid payee bank account amount people state settled_on",
    ),
    "paid": (PaymentLine, "order_id line_id amount"),
}
"""What is written of each table, those referred to first; other columns get their default or nothing."""


@dataclass
class Writer:
    """Writes class after class; a seed gives the same county again. `rows` wait for their tables by name."""

    connection: Connection
    dice: random.Random
    employers: int
    lanes: int
    held: list[Held] = field(default_factory=list)
    persons: int = 0
    lines: int = 0
    staff: dict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))
    jobless: list[Known] = field(default_factory=list)
    serials: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self.rows = {
            table: Rows(self.connection, model, *fields.split()) for table, (model, fields) in WRITTEN.items()
        }

    def write(self) -> None:
        """Write what waits for all tables."""
        write_all(tuple(self.rows.values()))

    def hold(self, size: int, lane: int, week: int) -> Held:
        """Write one class with everything that became of it, up to the claim."""
        number = len(self.held)
        kind = KINDS[number % len(KINDS)] if week < LATER_WEEK else PRE_JOB
        level = {PRE_JOB: "none", ON_JOB: "4"}.get(kind, "4" if number // 4 % 3 == 0 else "5")
        one = Held(
            id=number + 1,
            size=size,
            type=kind,
            occupation=OCCUPATIONS[(number // 4 + lane) % len(OCCUPATIONS)],
            level=level,
            lane=lane,
            employer=number * 7919 % self.employers + 1,
            week=week,
            opened=FIRST_WEEK + timedelta(weeks=week),
            first_line=self.lines + 1,
        )
        self.held.append(one)
        self._file(one)
        amounts = [self.sit(one, place, known) for place, known in enumerate(self._who(one), 1)]
        self._claim(one, amounts)
        if len(self.rows["trainee"].waiting) > 20_000:
            self.write()
        return one

    def _file(self, one: Held) -> None:
        name = f"演练第{one.id}期{one.occupation}培训班"
        day = one.opened.isoformat()
        case = {PRE_JOB: "enterprise", ON_JOB: "delegated"}.get(one.type, "institution")
        self.rows["filing"].add(
            *(
                one.id,
                uid(1, one.id),
                f"备〔{one.opened.year}〕{one.id:06d}号",
                "finished",
                case,
                one.type,
                name,
            ),
            *("999901", "online", one.employer if one.employed else None),
            *(None if one.type == PRE_JOB else one.lane + 1, "演练联系人", f"0000-77{one.lane:05d}"),
            *(one.occupation, one.level, one.size + SPARE, day, one.ended.isoformat()),
            *(
                f"演练培训场地{one.lane + 1}号",
                one.size * 100_000,
                (one.opened - timedelta(days=10)).isoformat(),
            ),
            *((one.opened - timedelta(days=10)).isoformat(), (one.opened - timedelta(days=4)).isoformat()),
        )
        self.rows["class"].add(
            one.id,
            uid(2, one.id),
            f"班〔{one.opened.year}〕{one.id:06d}号",
            one.id,
            day,
            one.ended.isoformat(),
        )
        self.rows["item"].add(one.id, 1, "基础理论", "skill", "theory", "online_recorded", 50)
        self.rows["item"].add(one.id, 2, "安全生产", "safety", "theory", "online_live", 30)
        self.rows["item"].add(one.id, 3, "实操训练", "skill", "practice", "offline", 160)
        self.rows["trainer"].add(one.id, 1, f"演练教师{one.lane + 1}甲", "讲师", "理论")
        self.rows["trainer"].add(one.id, 2, f"演练教师{one.lane + 1}乙", "技师", "实操")

    def _who(self, one: Held) -> Iterator[Known]:
        """Yield the class's people: some who came before, long enough ago and for another occupation; others new."""
        pool = self.staff[one.employer] if one.employed else self.jobless
        again = 0 if one.type == PRE_JOB else min(10, one.size // 3)
        for _ in range(one.size):
            known = self._again(one, pool) if again else None
            again -= known is not None
            if known is None:
                self.persons += 1
                known = self._new(one)
            known.week, known.times = one.week, known.times + 1
            known.occupations += (one.occupation,)
            if known.times < 3:
                pool.append(known)
            yield known

    def _again(self, one: Held, pool: list[Known]) -> Known | None:
        for _ in range(3):
            if not pool:
                return None
            at = self.dice.randrange(len(pool))
            known = pool[at]
            if known.week + 10 < one.week and one.occupation not in known.occupations:
                pool[at] = pool[-1]
                pool.pop()
                return known
        return None

    def _new(self, one: Held) -> Known:
        number = self.persons
        who = somebody(number)
        self.rows["person"].add(
            *(number, uid(3, number), who.id_number, who.name, who.sex, who.born.isoformat(), who.phone),
            *(who.address, "演练县农村商业银行", who.account),
        )
        if one.employed:
            since = (one.opened - timedelta(days=60)).isoformat()
            self.rows["entry"].add(
                LISTS["insured"],
                who.id_number,
                who.name,
                employer_name(one.employer),
                since,
                f"参保!{number}",
            )
        return Known(number, number, -99, 0, ())

    def sit(
        self, one: Held, place: int, known: Known, group: str = "", *, sound: bool = False
    ) -> tuple[int, int]:
        """Write one line with attendance and certificate; returns (line, fen granted).

        One in fourteen missed a day or failed, unless the line is to be `sound`.
        """
        self.lines += 1
        line = self.lines
        chance = 1.0 if sound else self.dice.random()
        missed, failed = chance < 0.04, 0.04 <= chance < 0.07
        group = group or ("employee" if one.employed else JOBLESS[known.number % 4])
        hired = (one.opened - timedelta(days=30 + known.number % 50)).isoformat() if one.employed else None
        self.rows["trainee"].add(
            *(line, uid(4, line), one.id, known.person, f"花名册!{place + 2}", place, group),
            *(employer_name(one.employer) if one.employed else "", hired, hired),
            (one.opened + timedelta(days=1000)).isoformat() if one.employed else None,
        )
        for at, day in enumerate(one.days):
            away = missed and at == 2
            late = not away and (known.number + at) % 29 == 0
            state = "absent" if away else "late" if late else "present"
            online, offline = (0, 0) if away else (28, 52) if at < 2 else (24, 56)
            self.rows["attendance"].add(
                line, day.isoformat(), state, online, offline, f"考勤!{place * 3 + at}"
            )
        if not failed:
            self._certify(one, line, place)
        return line, 0 if missed or failed else STANDARDS[one.level]

    def _certify(self, one: Held, line: int, place: int) -> None:
        issued = one.ended + timedelta(days=7)
        if one.level == "none":
            kind, number = "completion", f"演训{one.opened.year}{one.id:06d}{place:03d}"
        else:
            series = f"{800_000 + one.lane:06d}{issued:%y}{one.level}"
            self.serials[series] += 1
            kind, number = "skill_level", f"S000099{series}{self.serials[series]:06d}"
        issuer = f"演练评价中心{one.lane + 1}"
        self.rows["certificate"].add(
            line, uid(5, line), line, kind, number, one.level, issued.isoformat(), issuer, f"证书!{place + 2}"
        )

    def _claim(self, one: Held, amounts: list[tuple[int, int]]) -> None:
        payee = "institution" if one.type == SKILLS else "employer"
        self.rows["claim"].add(
            *(one.id, uid(6, one.id), f"补〔{one.applied.year}〕{one.id:06d}号", one.id, "approved", payee),
            *(one.applied.isoformat(), one.decided.isoformat(), "演练"),
        )
        persons = [row[3] for row in self.rows["trainee"].waiting[-len(amounts) :]]
        for (line, amount), person in zip(amounts, persons, strict=True):
            self.line(one, line, person, amount)

    def line(self, one: Held, line: int, person: int, amount: int) -> None:
        """Write a claim line: granted, or refused when the amount is nothing."""
        state = "granted" if amount else "refused"
        says = "按标准核定。" if amount else "未取得证书或出勤不足，不予补贴。"
        self.rows["line"].add(
            *(line, uid(7, line), one.id, line, person, "training", state, one.occupation, one.level),
            *(STANDARDS[one.level], amount, BASIS[one.level], "[]", says),
        )


def employer_name(number: int) -> str:
    """Return the name of an employer of the made-up county."""
    return f"演练县第{number}企业有限公司"


def uid(kind: int, number: int) -> str:
    """Return an identifier of the form the store keeps, the same for the same row."""
    return f"01900000-{kind:04x}-7000-8000-{number:012x}"
