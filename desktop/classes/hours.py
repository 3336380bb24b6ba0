"""Hours worked out from sessions beside what the sender claims, each figure with the file and row it comes from (J5, J8)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.batches import ImportBatch
from db.classes import Attendance
from db.filings import Trainee
from db.learning import LearningInteraction, LearningRegistration, LearningSession, LearningTest, SignIn
from db.registers import Person
from desktop.classes.running import find
from desktop.classes.sources import told
from desktop.classes.worked import Stretch, Worked, worked
from desktop.identity import mask_id
from desktop.pages import Page, PageQuery, listed
from desktop.policy import ValueMissing, class_hours
from desktop.problems import Refused
from desktop.workspace import Desk

NOTHING = Worked(0, 0, 0, 0)
DIFFERENT, SHORT = "different", "short"
HALF = Decimal("0.5")
"""A claim may be above what was worked out by half a class hour: platforms and classes round."""


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One trainee's day: minutes and class hours worked out from sessions, beside the online hours claimed.

    `hours` and `difference` (claimed less worked out) are None while no value says how long a class hour is;
    `overlapping` and `idle` are the minutes that fell away. The number is masked. `source` is where the claim was read:
    file, sheet and row.
    """

    trainee_id: int
    position: int
    name: str
    id_number: str
    day: date
    sessions: int
    minutes: Decimal
    overlapping: int
    idle: int
    hours: Decimal | None
    claimed: Decimal
    difference: Decimal | None
    sign_ins: int
    source: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What one trainee's sessions come to over all days, beside the online hours claimed; `hours` as in HoursLine."""

    minutes: Decimal
    hours: Decimal | None
    claimed: Decimal


@dataclass(frozen=True, slots=True)
class Trace:
    """One session behind a figure: when, how long, on what, and the file, sheet and row that say so."""

    started_at: datetime
    ended_at: datetime
    minutes: Decimal
    counted: Decimal | None
    course: str
    device: str
    ip: str
    file_name: str
    sheet: str
    row: int
    batch_id: int


@dataclass(frozen=True, slots=True)
class Process:
    """How complete a class's learning records are: records and trainees by kind, who has none, whole hours.

    `lacking` names the trainees without any record of a kind; `hours_missing` says why class hours cannot be told.
    """

    records: Mapping[str, int]
    trainees: Mapping[str, int]
    lacking: Mapping[str, tuple[str, ...]]
    people: int
    minutes: Decimal
    hours: Decimal | None
    claimed: Decimal
    hours_missing: str


RECORDS: dict[str, type[Base]] = {
    "registration": LearningRegistration,
    "sign_in": SignIn,
    "sessions": LearningSession,
    "tests": LearningTest,
    "interaction": LearningInteraction,
}


def hours(desk: Desk, class_id: int, query: PageQuery) -> Page[HoursLine]:
    """Return a page of trainees' days with sessions or claimed online hours, in roster order, found by name.

    `state` keeps those that differ (`different`), or those where more is claimed than was worked out (`short`).
    """
    opened = find(desk, class_id)
    lines = _lines(desk, opened.filing_id, opened.opened_on)
    if query.text.strip():
        lines = [line for line in lines if query.text.strip() in line.name]
    if query.state == DIFFERENT:
        lines = [line for line in lines if line.difference]
    if query.state == SHORT:
        lines = [line for line in lines if line.difference is not None and line.difference > HALF]
    if query.sort:
        lines.sort(
            key=lambda line: (getattr(line, query.sort) is None, getattr(line, query.sort)),
            reverse=query.descending,
        )
    return Page(
        tuple(lines[query.offset : query.offset + query.limit]),
        len(lines),
        {
            "minutes": sum((line.minutes for line in lines), Decimal(0)),
            "claimed": sum((line.claimed for line in lines), Decimal(0)),
        },
    )


def traces(desk: Desk, trainee_id: int, day: date) -> tuple[Trace, ...]:
    """Return the sessions behind a trainee's day, in order, each with the file and row it was read from."""
    start, end = datetime.combine(day, time()), datetime.combine(day + timedelta(days=1), time())
    rows = desk.session.execute(
        select(LearningSession, ImportBatch.file_name, ImportBatch.sheet)
        .join(ImportBatch, ImportBatch.id == LearningSession.batch_id)
        .where(
            LearningSession.trainee_id == trainee_id,
            LearningSession.started_at < end,
            LearningSession.ended_at >= start,
        )
        .order_by(LearningSession.started_at)
    )
    return tuple(
        Trace(
            row.started_at,
            row.ended_at,
            minutes((row.ended_at - row.started_at).total_seconds()),
            None if row.seconds is None else minutes(row.seconds),
            row.course,
            row.device,
            row.ip,
            file_name,
            sheet,
            row.row,
            row.batch_id,
        )
        for row, file_name, sheet in rows
    )


def learned(desk: Desk, trainee_id: int, opened_on: date) -> Learned | None:
    """Return what a trainee's sessions come to, beside the online hours claimed; None without any session."""
    columns = (LearningSession.started_at, LearningSession.ended_at, LearningSession.seconds)
    rows = desk.session.execute(select(*columns).where(LearningSession.trainee_id == trainee_id))
    days = worked(Stretch(*row) for row in rows).values()
    if not days:
        return None
    known, _ = _length(desk, opened_on)
    taught = (class_hours(desk.policy, day.seconds // 60, opened_on) for day in days)
    online = select(func.sum(Attendance.online_hours)).where(Attendance.trainee_id == trainee_id)
    return Learned(
        minutes(sum(day.seconds for day in days)),
        sum(taught, Decimal(0)) if known else None,
        desk.session.scalar(online) or Decimal(0),
    )


def process(desk: Desk, class_id: int) -> Process:
    """Return how complete a class's learning records are, by kind (J5's functions, J9's evidence)."""
    opened = find(desk, class_id)
    roster = desk.session.execute(
        select(Trainee.id, Person.name).join(Person).where(Trainee.filing_id == opened.filing_id)
    )
    names = {row.id: row.name for row in roster}
    records: dict[str, int] = {}
    having: dict[str, set[int]] = {}
    for kind, model in RECORDS.items():
        own = model.__table__.c.trainee_id
        counted = desk.session.execute(
            select(own, func.count()).where(own.in_(listed(names))).group_by(own)
        ).all()
        records[kind] = sum(row[1] for row in counted)
        having[kind] = {row[0] for row in counted}
    lines = _lines(desk, opened.filing_id, opened.opened_on)
    known = [line.hours for line in lines if line.hours is not None]
    return Process(
        records=records,
        trainees={kind: len(there) for kind, there in having.items()},
        lacking={
            kind: tuple(name for key, name in names.items() if key not in there)
            for kind, there in having.items()
        },
        people=len(names),
        minutes=sum((line.minutes for line in lines), Decimal(0)),
        hours=sum(known, Decimal(0)) if len(known) == len(lines) else None,
        claimed=sum((line.claimed for line in lines), Decimal(0)),
        hours_missing=_length(desk, opened.opened_on)[1],
    )


def worked_by_trainee(session: Session, filing_id: int) -> dict[int, dict[date, Worked]]:
    """Return what each trainee of a filing learned by day, for those who have sessions."""
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    columns = (
        LearningSession.trainee_id,
        LearningSession.started_at,
        LearningSession.ended_at,
        LearningSession.seconds,
    )
    for trainee_id, start, end, seconds in session.execute(
        select(*columns)
        .join(Trainee, Trainee.id == LearningSession.trainee_id)
        .where(Trainee.filing_id == filing_id)
    ):
        stretches[trainee_id].append(Stretch(start, end, seconds))
    return {trainee_id: worked(own) for trainee_id, own in stretches.items()}


def minutes(seconds: float) -> Decimal:
    """Return seconds as minutes, to a tenth, cut."""
    return (Decimal(int(seconds)) / 60).quantize(Decimal("0.1"), "ROUND_DOWN")


def _lines(desk: Desk, filing_id: int, opened_on: date) -> list[HoursLine]:
    learned = worked_by_trainee(desk.session, filing_id)
    claimed = _claimed(desk.session, filing_id)
    signed = _signed(desk.session, filing_id)
    known, _ = _length(desk, opened_on)
    found = []
    roster = desk.session.execute(
        select(Trainee.id, Trainee.position, Person.name, Person.id_number)
        .join(Person)
        .where(Trainee.filing_id == filing_id)
        .order_by(Trainee.position)
    )
    for trainee in roster:
        own, said = learned.get(trainee.id, {}), claimed.get(trainee.id, {})
        for day in sorted({*own, *(day for day, (online, _) in said.items() if online)}):
            counts, (online, source) = own.get(day, NOTHING), said.get(day, (Decimal(0), ""))
            taught = class_hours(desk.policy, counts.seconds // 60, opened_on) if known else None
            found.append(
                HoursLine(
                    trainee.id,
                    trainee.position,
                    trainee.name,
                    mask_id(trainee.id_number),
                    day,
                    counts.sessions,
                    minutes(counts.seconds),
                    counts.overlapping // 60,
                    counts.idle // 60,
                    taught,
                    online,
                    None if taught is None else online - taught,
                    signed.get((trainee.id, day), 0),
                    source,
                )
            )
    return found


def _claimed(session: Session, filing_id: int) -> dict[int, dict[date, tuple[Decimal, str]]]:
    found: dict[int, dict[date, tuple[Decimal, str]]] = defaultdict(dict)
    columns = (Attendance.trainee_id, Attendance.day, Attendance.online_hours, Attendance.source)
    for trainee_id, day, online, source, file_name in session.execute(
        select(*columns, ImportBatch.file_name)
        .join(Trainee, Trainee.id == Attendance.trainee_id)
        .outerjoin(ImportBatch, ImportBatch.id == Attendance.batch_id)
        .where(Trainee.filing_id == filing_id)
    ):
        found[trainee_id][day] = (online, told(source, file_name))
    return found


def _signed(session: Session, filing_id: int) -> dict[tuple[int, date], int]:
    day = func.date(SignIn.at)
    rows = session.execute(
        select(SignIn.trainee_id, day, func.count())
        .join(Trainee, Trainee.id == SignIn.trainee_id)
        .where(Trainee.filing_id == filing_id)
        .group_by(SignIn.trainee_id, day)
    )
    return {(trainee_id, date.fromisoformat(on)): count for trainee_id, on, count in rows}


def _length(desk: Desk, day: date) -> tuple[bool, str]:
    """Whether the policy says how long a class hour is, else the sentence that says what is missing."""
    try:
        class_hours(desk.policy, 0, day)
    except ValueMissing as missing:
        return False, missing.sentence
    except Refused as refused:
        return False, refused.sentence
    return True, ""
