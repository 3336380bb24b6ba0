"""What a clerk sees of filings: the list, kept to a state, and the roster of one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from db.filings import Filing, FindingRecord, Trainee
from db.registers import Employer, Institution, Person
from desktop.codes import codes, title
from desktop.identity import mask_id, mask_phone
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


REFUSED, DECLINED, NOT_TAKEN_IN = "refused", "declined", "不予受理"
"""A filing that was not even taken in is kept as refused without a day of acceptance, and is shown apart."""
APPLICANT = func.coalesce(Employer.name, Institution.name, Person.name)


def lines(desk: Desk, query: PageQuery) -> Page[FilingLine]:
    """Return a page of filings found by number, title or applicant; `state` keeps one of `states`."""
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
        taken_in = (
            Filing.accepted_on.is_(None) if query.state == DECLINED else Filing.accepted_on.is_not(None)
        )
        refused = query.state in {DECLINED, REFUSED}
        state = (Filing.state == REFUSED) & taken_in if refused else Filing.state == query.state
        chosen = chosen.where(state)
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
    never_taken_in = filing.state == REFUSED and filing.accepted_on is None
    return NOT_TAKEN_IN if never_taken_in else title("filing_states", filing.state)


def states() -> tuple[tuple[str, str], ...]:
    """Return (code, title) of the states that a list of filings can be kept to, not taken in apart from refused."""
    return tuple(
        each
        for code in codes("filing_states")
        for each in ((code.code, code.title), *(((DECLINED, NOT_TAKEN_IN),) if code.code == REFUSED else ()))
    )


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
