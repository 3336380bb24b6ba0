"""What a clerk sees of filings: the list, one filing whole, its roster, and the moves that may be taken now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select

from db.batches import ImportBatch
from db.classes import TrainingClass
from db.filings import Correction, Filing, FindingRecord, Opinion, Trainee
from db.registers import Employer, Institution, Person
from desktop import materials
from desktop.audit import TrailLine, trail
from desktop.batches import COUNTED, KINDS
from desktop.codes import title
from desktop.filings.entry import find
from desktop.filings.findings import OFFLINE, FindingLine, finding_lines
from desktop.filings.moves import MOVES
from desktop.identity import mask_id, mask_phone
from desktop.materials import MaterialLine
from desktop.moves import Offer, offers
from desktop.pages import Page, PageQuery, like, page
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing as the list shows it."""

    id: int
    number: str
    title: str
    applicant: str
    kind: str
    training_type: str
    people: int
    starts_on: date
    ends_on: date
    state: str
    state_title: str
    due_on: date | None
    reopened: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One course of the plan in words."""

    title: str
    content: str
    part: str
    mode: str
    hours: Decimal
    online: bool


@dataclass(frozen=True, slots=True)
class TrainerLine:
    """One trainer of the plan in words."""

    name: str
    title: str
    courses: str
    full_time: str


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion as it is shown and printed."""

    step: str
    verdict: str
    text: str
    who: str
    day: date


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """The correction notice of a filing."""

    id: int
    number: str
    issued_on: date
    due_on: date
    defects: tuple[dict[str, str], ...]
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """One person on the roster; number and phone are masked."""

    id: int
    position: int
    name: str
    id_number: str
    sex: str
    phone: str
    groups: str
    employer: str
    hired_on: date | None
    contract: str
    findings: int
    source: str


@dataclass(frozen=True, slots=True)
class FilingSheet:
    """One filing, whole, as it is shown and printed."""

    id: int
    uid: str
    number: str
    state: str
    state_title: str
    case_kind: str
    case_kind_title: str
    training_type: str
    training_type_title: str
    title: str
    county: str
    channel: str
    applicant: str
    credit_code: str
    applicant_address: str
    institution: str
    platform: str
    contact: str
    phone: str
    targets: str
    occupation: str
    occupation_title: str
    level: str
    level_title: str
    planned_people: int
    people: int
    starts_on: date
    ends_on: date
    items: tuple[ItemLine, ...]
    hours: Decimal
    online_hours: Decimal
    online_share: Decimal
    trainers: tuple[TrainerLine, ...]
    site: str
    facilities: str
    budget: Decimal
    budget_note: str
    assessment: str
    filed_on: date
    accepted_on: date | None
    due_on: date | None
    decided_on: date | None
    refusal_ground: str
    class_number: str
    class_id: int | None
    reopened_reason: str
    materials: tuple[MaterialLine, ...]
    findings: tuple[FindingLine, ...]
    opinions: tuple[OpinionLine, ...]
    corrections: tuple[CorrectionLine, ...]
    imports: tuple[str, ...]
    history: tuple[TrailLine, ...]
    moves: tuple[Offer, ...]


APPLICANT = func.coalesce(Employer.name, Institution.name, Person.name)


def lines(desk: Desk, query: PageQuery) -> Page[FilingLine]:
    """Return a page of filings found by number, title or applicant; `state` keeps one state."""
    people = (
        select(func.count())
        .select_from(Trainee)
        .where(Trainee.filing_id == Filing.id)
        .correlate(Filing)
        .scalar_subquery()
    )
    chosen = (
        select(Filing, APPLICANT.label("applicant"), people.label("people"))
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(Person, Person.id == Filing.person_id)
    )
    if query.state:
        chosen = chosen.where(Filing.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(*(each.like(pattern, escape="\\") for each in (Filing.number, Filing.title, APPLICANT)))
        )
    sortable = {
        "number": Filing.number,
        "title": Filing.title,
        "applicant": APPLICANT,
        "kind": Filing.case_kind,
        "training_type": Filing.training_type,
        "people": func.coalesce(func.nullif(people, 0), Filing.planned_people),
        "starts_on": Filing.starts_on,
        "ends_on": Filing.ends_on,
        "state_title": Filing.state,
        "due_on": Filing.due_on,
    }
    return page(desk.session, query, chosen, sortable, Filing.id, lambda row: _line(*row))


def _line(filing: Filing, applicant: str, people: int) -> FilingLine:
    return FilingLine(
        filing.id,
        filing.number or "",
        filing.title,
        applicant,
        title("case_kinds", filing.case_kind),
        title("training_types", filing.training_type),
        people or filing.planned_people,
        filing.starts_on,
        filing.ends_on,
        filing.state,
        state_words(filing),
        filing.due_on if filing.state in ("accepted", "correcting") else None,
        filing.reopened_on is not None,
    )


def state_words(filing: Filing) -> str:
    """Return the state in words; a filing that was refused before it was accepted says so."""
    never_taken_in = filing.state == "refused" and filing.accepted_on is None
    return "不予受理" if never_taken_in else title("filing_states", filing.state)


def trainees(desk: Desk, filing_id: int, query: PageQuery) -> Page[TraineeLine]:
    """Return a page of a filing's roster."""
    found = (
        select(func.count())
        .select_from(FindingRecord)
        .where(FindingRecord.trainee_id == Trainee.id)
        .correlate(Trainee)
        .scalar_subquery()
    )
    chosen = (
        select(Trainee, Person, found.label("found"))
        .join(Person, Person.id == Trainee.person_id)
        .where(Trainee.filing_id == filing_id)
    )
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Person.name.like(pattern, escape="\\"), Person.id_number.like(pattern, escape="\\"))
        )
    sortable = {
        "position": Trainee.position,
        "name": Person.name,
        "id_number": Person.id_number,
        "sex": Person.sex,
        "employer": Trainee.employer_name,
        "hired_on": Trainee.hired_on,
        "findings": found,
    }
    ordered = (
        query
        if query.sort
        else PageQuery(query.text, query.state, "position", False, query.offset, query.limit)
    )
    return page(desk.session, ordered, chosen, sortable, Trainee.id, lambda row: _trainee(*row))


def roster_numbers(desk: Desk, filing_id: int) -> tuple[str, ...]:
    """Return the citizen numbers on a filing's roster, in order; for matching workbooks, never for showing."""
    chosen = (
        select(Person.id_number)
        .join(Trainee)
        .where(Trainee.filing_id == filing_id)
        .order_by(Trainee.position)
    )
    return tuple(desk.session.scalars(chosen))


def _trainee(row: Trainee, person: Person, found: int) -> TraineeLine:
    term = (
        f"{row.contract_from or ''} 至 {row.contract_until or ''}"
        if row.contract_from or row.contract_until
        else ""
    )
    return TraineeLine(
        row.id,
        row.position,
        person.name,
        mask_id(person.id_number),
        person.sex,
        mask_phone(person.phone),
        "、".join(title("groups", code) for code in row.groups.split(",") if code),
        row.employer_name,
        row.hired_on,
        term,
        found,
        row.source,
    )


def sheet(desk: Desk, filing_id: int) -> FilingSheet:
    """Return one filing whole."""
    filing = find(desk, filing_id)
    party = filing.employer or filing.institution
    hours = sum((item.hours for item in filing.items), Decimal(0))
    online = sum((item.hours for item in filing.items if item.mode != OFFLINE), Decimal(0))
    opened = desk.session.scalar(select(TrainingClass).where(TrainingClass.filing_id == filing.id))
    people = desk.session.scalar(
        select(func.count()).select_from(Trainee).where(Trainee.filing_id == filing.id)
    )
    return FilingSheet(
        id=filing.id,
        uid=filing.uid,
        number=filing.number or "",
        state=filing.state,
        state_title=state_words(filing),
        case_kind=filing.case_kind,
        case_kind_title=title("case_kinds", filing.case_kind),
        training_type=filing.training_type,
        training_type_title=training_words(filing),
        title=filing.title,
        county=filing.county,
        channel=title("channels", filing.channel),
        applicant=party.name if party else (filing.person.name if filing.person else ""),
        credit_code=party.credit_code
        if party
        else (mask_id(filing.person.id_number) if filing.person else ""),
        applicant_address=party.address if party else "",
        institution=filing.institution.name if filing.institution else "",
        platform=filing.platform.name if filing.platform else "",
        contact=filing.contact,
        phone=filing.phone,
        targets=filing.targets,
        occupation=filing.occupation,
        occupation_title=title("occupations", filing.occupation),
        level=filing.level,
        level_title=title("levels", filing.level),
        planned_people=filing.planned_people,
        people=people or 0,
        starts_on=filing.starts_on,
        ends_on=filing.ends_on,
        items=tuple(
            ItemLine(
                row.title,
                title("content_categories", row.content),
                title("parts", row.part),
                title("modes", row.mode),
                row.hours,
                row.mode != OFFLINE,
            )
            for row in filing.items
        ),
        hours=hours,
        online_hours=online,
        online_share=online / hours if hours else Decimal(0),
        trainers=tuple(
            TrainerLine(row.name, row.title, row.courses, "专职" if row.full_time else "兼职")
            for row in filing.trainers
        ),
        site=filing.site,
        facilities=filing.facilities,
        budget=filing.budget,
        budget_note=filing.budget_note,
        assessment=filing.assessment,
        filed_on=filing.filed_on,
        accepted_on=filing.accepted_on,
        due_on=filing.due_on,
        decided_on=filing.decided_on,
        refusal_ground=title("refusal_grounds", filing.refusal_ground) if filing.refusal_ground else "",
        class_number=opened.number if opened else "",
        class_id=opened.id if opened else None,
        reopened_reason=filing.reopened_reason,
        materials=materials.checklist(desk, "filing", filing.id),
        findings=finding_lines(desk, "filing", filing.id),
        opinions=opinions(desk, "filing", filing.id),
        corrections=_corrections(desk, filing.id),
        imports=_imports(desk, filing.id),
        history=trail(desk.session, filing.uid, *([opened.uid] if opened else [])),
        moves=moves(desk, filing_id),
    )


def training_words(filing: Filing) -> str:
    """Return the training type as it is shown and printed, with the kind of entrepreneurship or years of apprenticeship."""
    called = title("training_types", filing.training_type)
    more = title("programmes", filing.programme) if filing.programme else ""
    more = f"{filing.years}年" if filing.years else more
    return f"{called}：{more}" if more else called


def moves(desk: Desk, filing_id: int) -> tuple[Offer, ...]:
    """Return the moves that lead on from where the filing is, each allowed to this clerk or with the reason why not."""
    return offers(desk, find(desk, filing_id), MOVES)


def opinions(desk: Desk, case_kind: str, case_id: int) -> tuple[OpinionLine, ...]:
    """Return what was said of a case, in order."""
    rows = desk.session.scalars(
        select(Opinion).where(Opinion.case_kind == case_kind, Opinion.case_id == case_id).order_by(Opinion.id)
    )
    return tuple(
        OpinionLine(row.step, row.verdict, row.text, row.account_name, row.at.date()) for row in rows
    )


def _corrections(desk: Desk, filing_id: int) -> tuple[CorrectionLine, ...]:
    rows = desk.session.scalars(
        select(Correction).where(Correction.filing_id == filing_id).order_by(Correction.id)
    )
    return tuple(
        CorrectionLine(row.id, row.number, row.issued_on, row.due_on, tuple(row.defects), row.answered_on)
        for row in rows
    )


def _imports(desk: Desk, filing_id: int) -> tuple[str, ...]:
    rows = desk.session.scalars(
        select(ImportBatch).where(ImportBatch.filing_id == filing_id).order_by(ImportBatch.id.desc())
    )
    return tuple(
        f"{row.taken_on} {KINDS[row.kind]} {row.file_name}："
        + "，".join(f"{name}{number}" for key, name in COUNTED.items() if (number := getattr(row, key)))
        for row in rows
    )
