"""What a clerk sees of classes: the list, one class with its trainees' hours and certificates, one trainee's days."""

import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Row, Subquery, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from db.batches import ImportBatch
from db.classes import Attendance, Certificate, TrainingClass
from db.filings import CourseItem, Filing, Trainee
from db.registers import Employer, Institution, Person
from db.subsidies import Claim
from desktop.audit import TrailLine, trail
from desktop.classes.attendance import title_of_state
from desktop.classes.running import find
from desktop.classes.sources import told
from desktop.codes import title
from desktop.filings.moves import MOVES
from desktop.identity import mask_id
from desktop.moves import Offer, offers
from desktop.pages import Chosen, Page, PageQuery, like, page
from desktop.workspace import Desk

PRESENT = ("present", "late")


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class as the list shows it."""

    id: int
    filing_id: int
    number: str
    title: str
    holder: str
    people: int
    opened_on: date
    ended_on: date | None
    planned_end: date
    state: str
    state_title: str
    certificates: int


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """One class whole; `least_share` is the attendance the policy asks for, 0 where it asks for none.

    `claim_id` and `claim_number` are those of the claim that grew out of it, None and "" before.
    """

    id: int
    uid: str
    filing_id: int
    number: str
    filing_number: str
    title: str
    holder: str
    occupation_title: str
    level_title: str
    opened_on: date
    ended_on: date | None
    planned_end: date
    state: str
    state_title: str
    people: int
    days: int
    planned_hours: Decimal
    attended_hours: Decimal
    certificates: int
    least_share: Decimal
    low_attendance: int
    claim_id: int | None
    claim_number: str
    may_claim: str
    history: tuple[TrailLine, ...]
    moves: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class TraineeProgress:
    """One trainee of a class: days and class hours attended, share of the plan, certificate; number masked."""

    id: int
    position: int
    name: str
    id_number: str
    days: int
    online_hours: Decimal
    offline_hours: Decimal
    hours: Decimal
    share: Decimal
    low: bool
    certificate: str
    certificate_type: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class DayLine:
    """One trainee's day, with the file and the row it comes from."""

    day: date
    state: str
    online_hours: Decimal
    offline_hours: Decimal
    source: str


HOLDER = func.coalesce(Institution.name, Employer.name, Person.name)


def lines(desk: Desk, query: PageQuery) -> Page[ClassLine]:
    """Return a page of classes found by number, title or holder; `state` is that of the filing."""
    people = (
        select(func.count(Trainee.id))
        .where(Trainee.filing_id == Filing.id)
        .correlate(Filing)
        .scalar_subquery()
    )
    earned = (
        select(func.count(Certificate.id))
        .join(Trainee)
        .where(Trainee.filing_id == Filing.id)
        .correlate(Filing)
        .scalar_subquery()
    )
    chosen = (
        select(TrainingClass, Filing, HOLDER.label("holder"), people.label("people"), earned.label("earned"))
        .join(Filing, Filing.id == TrainingClass.filing_id)
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(Person, Person.id == Filing.person_id)
    )
    if query.state:
        chosen = chosen.where(Filing.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        found = (each.like(pattern, escape="\\") for each in (TrainingClass.number, Filing.title, HOLDER))
        chosen = chosen.where(or_(*found))
    sortable = {
        "number": TrainingClass.number,
        "title": Filing.title,
        "holder": HOLDER,
        "people": people,
        "opened_on": TrainingClass.opened_on,
        "ended_on": TrainingClass.ended_on,
        "planned_end": Filing.ends_on,
        "state_title": Filing.state,
        "certificates": earned,
    }
    return page(desk.session, query, chosen, sortable, TrainingClass.id, lambda row: _line(*row))


def _line(opened: TrainingClass, filing: Filing, holder: str, people: int, earned: int) -> ClassLine:
    return ClassLine(
        opened.id,
        filing.id,
        opened.number,
        filing.title,
        holder,
        people,
        opened.opened_on,
        opened.ended_on,
        filing.ends_on,
        filing.state,
        title("filing_states", filing.state),
        earned,
    )


def sheet(desk: Desk, class_id: int) -> ClassSheet:
    """Return one class whole."""
    opened = find(desk, class_id)
    filing = opened.filing
    planned = planned_hours(desk.session, filing.id)
    party = filing.institution or filing.employer
    days = desk.session.scalar(
        select(func.count(func.distinct(Attendance.day))).join(Trainee).where(Trainee.filing_id == filing.id)
    )
    least = _least_share(desk, opened)
    people, hours, low, earned = _figures(desk, filing.id, planned, least)
    claims = select(Claim).where(Claim.filing_id == filing.id, Claim.state != "refused")
    claim = desk.session.scalars(claims.order_by(Claim.id.desc())).first()
    return ClassSheet(
        id=opened.id,
        uid=opened.uid,
        filing_id=filing.id,
        number=opened.number,
        filing_number=filing.number or "",
        title=filing.title,
        holder=party.name if party else (filing.person.name if filing.person else ""),
        occupation_title=title("occupations", filing.occupation),
        level_title=title("levels", filing.level),
        opened_on=opened.opened_on,
        ended_on=opened.ended_on,
        planned_end=filing.ends_on,
        state=filing.state,
        state_title=title("filing_states", filing.state),
        people=people,
        days=days or 0,
        planned_hours=planned,
        attended_hours=hours,
        certificates=earned,
        least_share=least,
        low_attendance=low,
        claim_id=claim.id if claim else None,
        claim_number=(claim.number or "") if claim else "",
        may_claim=_may_claim(filing, claim),
        history=trail(desk.session, opened.uid, filing.uid),
        moves=offers(desk, filing, [move for move in MOVES if move.code in ("open", "finish", "archive")]),
    )


def _may_claim(filing: Filing, latest: Claim | None) -> str:
    """Which application comes next: `advance`, `settlement` or `whole`; empty for none now."""
    if filing.training_type != "apprenticeship":
        return "whole" if filing.state == "finished" and latest is None else ""
    if filing.state == "open":
        return "" if latest else "advance"
    waits = latest is None or latest.stage == "advance"
    return "settlement" if filing.state == "finished" and waits else ""


def _least_share(desk: Desk, opened: TrainingClass) -> Decimal:
    """The attendance that the policy asks of each trainee of a class, 0 where it asks for none."""
    filing = opened.filing
    least = desk.policy.find(
        "attendance_share", opened.opened_on, training_type=filing.training_type, case_kind=filing.case_kind
    )
    per_cent = least.value if least is not None and isinstance(least.value, int | Decimal) else 0
    return Decimal(per_cent) / 100


def _figures(desk: Desk, filing_id: int, planned: Decimal, least: Decimal) -> tuple[int, Decimal, int, int]:
    """People, class hours attended, people below the least share of the plan, and certificates."""
    attended = _attended(filing_id)
    hours = func.coalesce(attended.c.online + attended.c.offline, 0)
    tenths = type_coerce(hours, Integer)
    low = case((tenths * 100 < math.ceil(planned * 1000 * least), 1), else_=0)
    row = desk.session.execute(
        select(func.count(), func.sum(hours), func.sum(low), func.count(Certificate.id))
        .select_from(Trainee)
        .outerjoin(attended, attended.c.trainee_id == Trainee.id)
        .outerjoin(Certificate, Certificate.trainee_id == Trainee.id)
        .where(Trainee.filing_id == filing_id)
    ).one()
    return row[0], row[1] or Decimal(0), row[2] or 0, row[3]


def trainees(desk: Desk, class_id: int, query: PageQuery) -> Page[TraineeProgress]:
    """Return a page of a class's trainees with what they attended and earned."""
    opened = find(desk, class_id)
    filing_id = opened.filing_id
    planned, least = planned_hours(desk.session, filing_id), _least_share(desk, opened)
    attended = _attended(filing_id)
    hours = func.coalesce(attended.c.online + attended.c.offline, 0)
    chosen: Chosen = (
        select(
            Trainee.id,
            Trainee.position,
            Person.name,
            Person.id_number,
            attended.c.days,
            attended.c.online,
            attended.c.offline,
            Certificate.number,
            Certificate.type,
            Certificate.issued_on,
        )
        .join(Person, Person.id == Trainee.person_id)
        .outerjoin(attended, attended.c.trainee_id == Trainee.id)
        .outerjoin(Certificate, Certificate.trainee_id == Trainee.id)
        .where(Trainee.filing_id == filing_id)
    )
    if query.text.strip():
        pattern = like(query.text)
        found = (each.like(pattern, escape="\\") for each in (Person.name, Person.id_number))
        chosen = chosen.where(or_(*found))
    sortable = {
        "position": Trainee.position,
        "name": Person.name,
        "id_number": Person.id_number,
        "days": attended.c.days,
        "online_hours": attended.c.online,
        "offline_hours": attended.c.offline,
        "hours": hours,
        "share": hours,
        "certificate": Certificate.number,
        "certificate_type": Certificate.type,
        "issued_on": Certificate.issued_on,
    }
    ordered = query if query.sort else replace(query, sort="position", descending=False)
    return page(
        desk.session, ordered, chosen, sortable, Trainee.id, lambda row: _progress(row, planned, least)
    )


def _attended(filing_id: int) -> Subquery:
    """Days present and class hours of each trainee of a filing."""
    return (
        select(
            Attendance.trainee_id,
            func.sum(case((Attendance.state.in_(PRESENT), 1), else_=0)).label("days"),
            func.sum(Attendance.online_hours).label("online"),
            func.sum(Attendance.offline_hours).label("offline"),
        )
        .join(Trainee, Trainee.id == Attendance.trainee_id)
        .where(Trainee.filing_id == filing_id)
        .group_by(Attendance.trainee_id)
        .subquery()
    )


def days_of(desk: Desk, trainee_id: int) -> tuple[DayLine, ...]:
    """Return one trainee's days in order."""
    rows = desk.session.execute(
        select(Attendance, ImportBatch.file_name)
        .outerjoin(ImportBatch, ImportBatch.id == Attendance.batch_id)
        .where(Attendance.trainee_id == trainee_id)
        .order_by(Attendance.day)
    )
    return tuple(
        DayLine(
            row.day,
            title_of_state(row.state),
            row.online_hours,
            row.offline_hours,
            told(row.source, file_name),
        )
        for row, file_name in rows
    )


def planned_hours(session: Session, filing_id: int) -> Decimal:
    """Return the class hours that the plan of a filing has."""
    total = session.scalar(select(func.sum(CourseItem.hours)).where(CourseItem.filing_id == filing_id))
    return total or Decimal(0)


def _progress(row: Row[Any], planned: Decimal, least: Decimal) -> TraineeProgress:
    online, offline = row.online or Decimal(0), row.offline or Decimal(0)
    hours = online + offline
    return TraineeProgress(
        id=row.id,
        position=row.position,
        name=row.name,
        id_number=mask_id(row.id_number),
        days=row.days or 0,
        online_hours=online,
        offline_hours=offline,
        hours=hours,
        share=hours / planned if planned else Decimal(0),
        low=hours < planned * least,
        certificate=row.number or "",
        certificate_type=title("certificate_types", row.type) if row.type else "",
        issued_on=row.issued_on,
    )
