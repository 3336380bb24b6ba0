"""What a clerk sees of notices: the list, one notice whole with its clock, its lines and objections."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, or_, select

from db.classes import TrainingClass
from db.filings import Filing
from db.notices import Notice, NoticeLine, Objection
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop.audit import TrailLine, trail
from desktop.codes import title
from desktop.identity import mask_id
from desktop.moves import Offer, offers
from desktop.notices.posting import EvidenceLine, evidence_lines
from desktop.notices.publishing import MOVES, ON_THE_LIST, OUTCOMES, find, name_of
from desktop.pages import Page, PageQuery, like, page
from desktop.subsidies.gathering import ALLOWANCE
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as the list shows it."""

    id: int
    number: str
    title: str
    people: int
    amount: Decimal
    posted_on: date | None
    ends_on: date | None
    state: str
    state_title: str
    objections: int


POSTED = func.coalesce(NoticeLine.posted_amount, NoticeLine.amount)
"""What the list said of a line when it went up."""
STANDING = case((NoticeLine.state != "withdrawn", NoticeLine.amount), else_=0)
"""What stands of it now: nothing once an objection took it off."""


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line as it is made public: never more than this (number masked, no account, phone, address or group).

    `amount` is what the list said when it went up, `standing` what is left of it after objections, in yuan.
    """

    id: int
    position: int
    name: str
    id_number: str
    holder: str
    occupation_title: str
    level_title: str
    class_number: str
    scheme: str
    scheme_title: str
    amount: Decimal
    standing: Decimal
    state: str
    state_title: str


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """What an enterprise or institution is to be paid for one class, as it is made public: name, people, amount.

    `standing` and `people_left` are what objections left of amount and people.
    """

    scheme_title: str
    payee: str
    occupation_title: str
    class_number: str
    people: int
    amount: Decimal
    people_left: int
    standing: Decimal


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection and what became of it."""

    id: int
    position: int
    name: str
    received_on: date
    received_by: str
    raised_by: str
    text: str
    outcome: str
    answer: str
    handled_by: str
    handled_on: date | None


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """One notice whole; `days_left` are working days still to run."""

    id: int
    uid: str
    number: str
    title: str
    place: str
    state: str
    state_title: str
    working_days: int
    posted_on: date | None
    ends_on: date | None
    closed_on: date | None
    taken_down_on: date | None
    days_left: int
    people: int
    lines: int
    published: Decimal
    payable: Decimal
    claims: tuple[str, ...]
    objections: tuple[ObjectionLine, ...]
    evidence: tuple[EvidenceLine, ...]
    history: tuple[TrailLine, ...]
    moves: tuple[Offer, ...]


def lines(desk: Desk, query: PageQuery) -> Page[NoticeRow]:
    """Return a page of notices with people, money and open objections."""
    listed = (
        select(
            NoticeLine.notice_id,
            func.count(func.distinct(ClaimLine.person_id)).label("people"),
            func.sum(POSTED).label("amount"),
            func.sum(case((NoticeLine.state == "objected", 1), else_=0)).label("objected"),
        )
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .group_by(NoticeLine.notice_id)
        .subquery()
    )
    chosen = select(Notice, listed.c.people, listed.c.amount, listed.c.objected).join(
        listed, listed.c.notice_id == Notice.id
    )
    if query.state:
        chosen = chosen.where(Notice.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Notice.number.like(pattern, escape="\\"), Notice.title.like(pattern, escape="\\"))
        )
    sortable = {
        "number": Notice.number,
        "title": Notice.title,
        "people": listed.c.people,
        "amount": listed.c.amount,
        "posted_on": Notice.posted_on,
        "ends_on": Notice.ends_on,
        "state_title": Notice.state,
        "objections": listed.c.objected,
    }
    return page(
        desk.session, query, chosen, sortable, Notice.id, lambda row: _row(*row), {"amount": listed.c.amount}
    )


def _row(notice: Notice, people: int, amount: Decimal, objected: int) -> NoticeRow:
    return NoticeRow(
        notice.id,
        notice.number,
        notice.title,
        people,
        amount,
        notice.posted_on,
        notice.ends_on,
        notice.state,
        title("notice_states", notice.state),
        objected,
    )


def public_lines(desk: Desk, notice_id: int, query: PageQuery) -> Page[PublicLine]:
    """Return a page of what a notice makes public."""
    chosen = (
        select(
            NoticeLine,
            ClaimLine,
            POSTED,
            STANDING,
            Person.name,
            Person.id_number,
            _holder().label("holder"),
            TrainingClass.number,
        )
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .join(Person, Person.id == ClaimLine.person_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .where(NoticeLine.notice_id == notice_id)
    )
    if query.state:
        chosen = chosen.where(NoticeLine.state == query.state)
    if query.text.strip():
        chosen = chosen.where(Person.name.like(like(query.text), escape="\\"))
    sortable = {
        "position": NoticeLine.position,
        "name": Person.name,
        "holder": _holder(),
        "scheme_title": ClaimLine.scheme,
        "amount": POSTED,
        "standing": STANDING,
        "state_title": NoticeLine.state,
    }
    ordered = (
        query
        if query.sort
        else PageQuery(query.text, query.state, "position", False, query.offset, query.limit)
    )
    sums = {"amount": POSTED, "standing": STANDING}
    return page(desk.session, ordered, chosen, sortable, NoticeLine.id, lambda row: _public(*row), sums)


def public_units(desk: Desk, notice_id: int) -> tuple[PublicUnit, ...]:
    """Return what a notice makes public of the enterprises and institutions that are paid, class by class."""
    name = case((Claim.payee_kind == "employer", Employer.name), else_=Institution.name)
    kind = (ClaimLine.scheme, name, ClaimLine.occupation, TrainingClass.number)
    rows = desk.session.execute(
        select(
            *kind,
            func.count(ClaimLine.person_id.distinct()),
            func.sum(POSTED),
            func.count(case((NoticeLine.state != "withdrawn", ClaimLine.person_id)).distinct()),
            func.sum(STANDING),
        )
        .select_from(NoticeLine)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .where(
            NoticeLine.notice_id == notice_id,
            Claim.payee_kind.in_(("employer", "institution")),
            ClaimLine.scheme != ALLOWANCE,
        )
        .group_by(*kind)
        .order_by(func.min(NoticeLine.position))
    )
    return tuple(
        PublicUnit(title("schemes", scheme), payee, title("occupations", occupation), number, *figures)
        for scheme, payee, occupation, number, *figures in rows
    )


def _public(
    row: NoticeLine,
    line: ClaimLine,
    posted: Decimal,
    standing: Decimal,
    name: str,
    id_number: str,
    holder: str,
    number: str,
) -> PublicLine:
    return PublicLine(
        row.id,
        row.position,
        name,
        mask_id(id_number),
        holder,
        title("occupations", line.occupation),
        title("levels", line.level),
        number,
        line.scheme,
        title("schemes", line.scheme),
        posted,
        standing,
        row.state,
        title("notice_line_states", row.state),
    )


def _holder() -> ColumnElement[str]:
    """The organisation behind a filing; a self-directed learner's own name is not repeated."""
    employer = select(Employer.name).where(Employer.id == Filing.employer_id).scalar_subquery()
    institution = select(Institution.name).where(Institution.id == Filing.institution_id).scalar_subquery()
    return func.coalesce(employer, institution, "自主学习")


def sheet(desk: Desk, notice_id: int) -> NoticeSheet:
    """Return one notice whole."""
    notice = find(desk, notice_id)
    people, lines, published, payable = _sums(desk, notice_id)
    claims = desk.session.scalars(
        select(Claim.number)
        .join(ClaimLine)
        .join(NoticeLine, NoticeLine.line_id == ClaimLine.id)
        .where(NoticeLine.notice_id == notice_id)
        .distinct()
    )
    running = notice.state == "posted" and notice.ends_on is not None and notice.ends_on >= desk.today
    return NoticeSheet(
        id=notice.id,
        uid=notice.uid,
        number=notice.number,
        title=notice.title,
        place=notice.place,
        state=notice.state,
        state_title=title("notice_states", notice.state),
        working_days=notice.working_days,
        posted_on=notice.posted_on,
        ends_on=notice.ends_on,
        closed_on=notice.closed_on,
        taken_down_on=notice.taken_down_on,
        days_left=desk.calendar.working_days(desk.today, notice.ends_on) if running and notice.ends_on else 0,
        people=people,
        lines=lines,
        published=published,
        payable=payable,
        claims=tuple(claims),
        objections=_objections(desk, notice_id),
        evidence=evidence_lines(desk, notice_id),
        history=trail(desk.session, notice.uid),
        moves=moves(desk, notice_id),
    )


def _sums(desk: Desk, notice_id: int) -> tuple[int, int, Decimal, Decimal]:
    """People and lines of a notice, what it said in all, and what may be paid of it: no line an objection holds."""
    payable = case((NoticeLine.state.in_(ON_THE_LIST), NoticeLine.amount), else_=0)
    row = desk.session.execute(
        select(
            func.count(func.distinct(ClaimLine.person_id)),
            func.count(NoticeLine.id),
            func.sum(POSTED),
            func.sum(payable),
        )
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(NoticeLine.notice_id == notice_id)
    ).one()
    people, lines, published, left = row
    return people, lines, published or Decimal(0), left or Decimal(0)


def first_day(desk: Desk, posted_on: date) -> date:
    """Return the first day that counts of the period of a notice posted then: the next working day."""
    return desk.calendar.add_working_days(posted_on, 1)


def documents(desk: Desk, notice_id: int) -> tuple[str, ...]:
    """Return the documents that the published amounts rest on, each with its number."""
    rows = desk.session.scalars(
        select(ClaimLine.basis)
        .join(NoticeLine, NoticeLine.line_id == ClaimLine.id)
        .where(NoticeLine.notice_id == notice_id)
    )
    named = (
        f"《{row['document']}》" + (f"（{row['number']}）" if row["number"] else "") for row in rows if row
    )
    return tuple(dict.fromkeys(named))


def moves(desk: Desk, notice_id: int) -> tuple[Offer, ...]:
    """Return the moves that lead on from where the notice is."""
    return offers(desk, find(desk, notice_id), MOVES)


def _objections(desk: Desk, notice_id: int) -> tuple[ObjectionLine, ...]:
    rows = desk.session.execute(
        select(Objection, NoticeLine.position, Person.name)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .join(Person, Person.id == ClaimLine.person_id)
        .where(NoticeLine.notice_id == notice_id)
        .order_by(Objection.id)
    )
    return tuple(
        ObjectionLine(
            row.id,
            position,
            name,
            row.received_on,
            name_of(desk, row.received_by),
            row.raised_by or "匿名",
            row.text,
            OUTCOMES.get(row.outcome or "", "待处理"),
            row.answer,
            name_of(desk, row.handled_by),
            row.handled_on,
        )
        for row, position, name in rows
    )
