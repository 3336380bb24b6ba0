"""What a clerk sees of subsidy applications: the list, one claim whole, its lines, and why each amount is what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select

from db.classes import Certificate, TrainingClass
from db.filings import Filing, Trainee
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop import materials
from desktop.audit import TrailLine, trail
from desktop.codes import title
from desktop.filings.findings import FindingLine, finding_lines
from desktop.filings.whole import OpinionLine, opinions, training_words
from desktop.identity import mask_id
from desktop.materials import MaterialLine
from desktop.moves import Offer, offers
from desktop.pages import Page, PageQuery, like, page
from desktop.problems import Refused
from desktop.subsidies.deciding import find
from desktop.subsidies.gathering import WHOLE
from desktop.subsidies.moves import MOVES
from desktop.subsidies.repaying import Overpayment, overpayment
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as the list shows it; amounts in yuan."""

    id: int
    number: str
    title: str
    applicant: str
    people: int
    asked: Decimal
    amount: Decimal
    state: str
    state_title: str
    applied_on: date
    due_on: date | None
    reopened: bool


@dataclass(frozen=True, slots=True)
class SchemeTotal:
    """What a claim brings under one scheme."""

    scheme: str
    title: str
    people: int
    asked: Decimal
    amount: Decimal
    granted: int
    cut: int
    refused: int


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One claim whole; `overpayment` tells what an apprenticeship was paid too much in advance, if it was."""

    id: int
    uid: str
    number: str
    state: str
    state_title: str
    filing_id: int
    filing_number: str
    class_number: str
    class_id: int
    title: str
    training_type_title: str
    occupation_title: str
    level_title: str
    applicant: str
    credit_code: str
    contact: str
    phone: str
    payee: str
    bank: str
    account: str
    opened_on: date
    ended_on: date
    applied_on: date
    due_on: date | None
    decided_on: date | None
    policy_version: str
    totals: tuple[SchemeTotal, ...]
    asked: Decimal
    amount: Decimal
    people: int
    reopened_reason: str
    materials: tuple[MaterialLine, ...]
    findings: tuple[FindingLine, ...]
    opinions: tuple[OpinionLine, ...]
    history: tuple[TrailLine, ...]
    moves: tuple[Offer, ...]
    overpayment: Overpayment | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a claim: person (number masked), scheme, amounts, and the sentence that explains them."""

    id: int
    position: int
    name: str
    id_number: str
    scheme: str
    scheme_title: str
    days: int
    certificate: str
    asked: Decimal
    amount: Decimal
    state: str
    state_title: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineSheet:
    """Why a line's amount is what it is: the value, its day and clause, and every finding."""

    name: str
    scheme_title: str
    sentence: str
    basis: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]


APPLICANT = func.coalesce(Employer.name, Institution.name, Person.name)


def lines(desk: Desk, query: PageQuery) -> Page[ClaimRow]:
    """Return a page of claims found by number, title or applicant, with the sums of what was asked and granted."""
    sums = (
        select(
            ClaimLine.claim_id,
            func.count(func.distinct(ClaimLine.person_id)).label("people"),
            func.sum(ClaimLine.asked).label("asked"),
            func.sum(ClaimLine.amount).label("amount"),
        )
        .group_by(ClaimLine.claim_id)
        .subquery()
    )
    chosen = (
        select(Claim, Filing.title, APPLICANT.label("applicant"), sums.c.people, sums.c.asked, sums.c.amount)
        .join(Filing, Filing.id == Claim.filing_id)
        .outerjoin(sums, sums.c.claim_id == Claim.id)
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(Person, Person.id == Filing.person_id)
    )
    if query.state:
        chosen = chosen.where(Claim.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(*(each.like(pattern, escape="\\") for each in (Claim.number, Filing.title, APPLICANT)))
        )
    sortable = {
        "number": Claim.number,
        "title": Filing.title,
        "applicant": APPLICANT,
        "people": sums.c.people,
        "asked": sums.c.asked,
        "amount": sums.c.amount,
        "state_title": Claim.state,
        "applied_on": Claim.applied_on,
        "due_on": Claim.due_on,
    }
    totals = {"asked": sums.c.asked, "amount": sums.c.amount}
    return page(desk.session, query, chosen, sortable, Claim.id, lambda row: _row(*row), totals)


def _row(
    claim: Claim, name: str, applicant: str, people: int | None, asked: Decimal | None, amount: Decimal | None
) -> ClaimRow:
    return ClaimRow(
        claim.id,
        claim.number,
        name + _stage_words(claim),
        applicant,
        people or 0,
        asked or Decimal(0),
        amount or Decimal(0),
        claim.state,
        title("claim_states", claim.state),
        claim.applied_on,
        claim.due_on if claim.state in ("submitted", "reviewed") else None,
        claim.reopened_on is not None,
    )


def claim_lines(desk: Desk, claim_id: int, query: PageQuery) -> Page[LineRow]:
    """Return a page of a claim's lines; `state` keeps one line state."""
    chosen = (
        select(ClaimLine, Trainee.position, Person.name, Person.id_number, Certificate.number)
        .join(Trainee, Trainee.id == ClaimLine.trainee_id)
        .join(Person, Person.id == ClaimLine.person_id)
        .outerjoin(Certificate, Certificate.trainee_id == Trainee.id)
        .where(ClaimLine.claim_id == claim_id)
    )
    if query.state:
        chosen = chosen.where(ClaimLine.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Person.name.like(pattern, escape="\\"), Person.id_number.like(pattern, escape="\\"))
        )
    sortable = {
        "position": Trainee.position,
        "name": Person.name,
        "scheme_title": ClaimLine.scheme,
        "days": ClaimLine.days,
        "asked": ClaimLine.asked,
        "amount": ClaimLine.amount,
        "state_title": ClaimLine.state,
    }
    ordered = (
        query
        if query.sort
        else PageQuery(query.text, query.state, "position", False, query.offset, query.limit)
    )
    sums = {"asked": ClaimLine.asked, "amount": ClaimLine.amount}
    return page(desk.session, ordered, chosen, sortable, ClaimLine.id, lambda row: line_row(*row), sums)


def line_row(line: ClaimLine, position: int, name: str, id_number: str, certificate: str | None) -> LineRow:
    """Return one line as it is shown and printed."""
    return LineRow(
        line.id,
        position,
        name,
        mask_id(id_number),
        line.scheme,
        title("schemes", line.scheme),
        line.days,
        certificate or "",
        line.asked,
        line.amount,
        line.state,
        title("line_states", line.state),
        line.sentence,
        "；".join(each["sentence"].rstrip("。") for each in line.findings if each["strength"] == "must"),
    )


def explanation(desk: Desk, line_id: int) -> LineSheet:
    """Return why a line's amount is what it is."""
    line = desk.session.get(ClaimLine, line_id)
    if line is None:
        raise Refused("没有找到这一行。", "请刷新后再试。")
    return LineSheet(
        line.trainee.person.name,
        title("schemes", line.scheme),
        line.sentence,
        line.basis or {},
        tuple(line.findings),
    )


def sheet(desk: Desk, claim_id: int) -> ClaimSheet:
    """Return one claim whole."""
    claim = find(desk, claim_id)
    filing = claim.filing
    opened = desk.session.scalars(select(TrainingClass).where(TrainingClass.filing_id == filing.id)).one()
    party = filing.employer or filing.institution
    totals = scheme_totals(desk, claim_id)
    return ClaimSheet(
        id=claim.id,
        uid=claim.uid,
        number=claim.number,
        state=claim.state,
        state_title=title("claim_states", claim.state),
        filing_id=filing.id,
        filing_number=filing.number or "",
        class_number=opened.number,
        class_id=opened.id,
        title=filing.title,
        training_type_title=training_words(filing) + _stage_words(claim),
        occupation_title=title("occupations", filing.occupation),
        level_title=title("levels", filing.level),
        applicant=party.name if party else (filing.person.name if filing.person else ""),
        credit_code=party.credit_code if party else "",
        contact=filing.contact,
        phone=filing.phone,
        payee=(party.account_name or party.name) if party else (filing.person.name if filing.person else ""),
        bank=party.bank if party else (filing.person.bank if filing.person else ""),
        account=party.account if party else (filing.person.account if filing.person else ""),
        opened_on=opened.opened_on,
        ended_on=opened.ended_on or filing.ends_on,
        applied_on=claim.applied_on,
        due_on=claim.due_on,
        decided_on=claim.decided_on,
        policy_version=claim.policy_version,
        totals=totals,
        asked=sum((each.asked for each in totals), Decimal(0)),
        amount=sum((each.amount for each in totals), Decimal(0)),
        people=len({line.person_id for line in claim.lines}),
        reopened_reason=claim.reopened_reason,
        materials=materials.checklist(desk, "claim", claim.id),
        findings=finding_lines(desk, "claim", claim.id),
        opinions=opinions(desk, "claim", claim.id),
        history=trail(desk.session, claim.uid),
        moves=moves(desk, claim_id),
        overpayment=overpayment(desk, claim),
    )


def _stage_words(claim: Claim) -> str:
    return "" if claim.stage == WHOLE else f"（{title('claim_stages', claim.stage)}）"


def scheme_totals(desk: Desk, claim_id: int) -> tuple[SchemeTotal, ...]:
    """Return people and money of a claim by scheme, the training subsidy first."""
    rows = desk.session.execute(
        select(
            ClaimLine.scheme,
            ClaimLine.state,
            func.count().label("people"),
            func.sum(ClaimLine.asked).label("asked"),
            func.sum(ClaimLine.amount).label("amount"),
        )
        .where(ClaimLine.claim_id == claim_id)
        .group_by(ClaimLine.scheme, ClaimLine.state)
    ).all()
    schemes = sorted({row.scheme for row in rows}, reverse=True)
    return tuple(_total(scheme, [row for row in rows if row.scheme == scheme]) for scheme in schemes)


def _total(scheme: str, rows: list[Any]) -> SchemeTotal:
    by_state = {row.state: row.people for row in rows}
    return SchemeTotal(
        scheme=scheme,
        title=title("schemes", scheme),
        people=sum(by_state.values()),
        asked=sum((row.asked for row in rows), Decimal(0)),
        amount=sum((row.amount for row in rows), Decimal(0)),
        granted=by_state.get("granted", 0) + by_state.get("proposed", 0),
        cut=by_state.get("cut", 0),
        refused=by_state.get("refused", 0),
    )


def standard(desk: Desk, claim_id: int, scheme: str) -> str:
    """Return the policy value that a scheme's lines rest on, as a phrase with its clause."""
    basis = desk.session.scalar(
        select(ClaimLine.basis).where(
            ClaimLine.claim_id == claim_id, ClaimLine.scheme == scheme, ClaimLine.amount > 0
        )
    )
    if not basis:
        return ""
    number = f"（{basis['number']}）" if basis["number"] else ""
    return f"{basis['amount']}{basis['unit']}，《{basis['document']}》{number}{basis['clause']}"


def moves(desk: Desk, claim_id: int) -> tuple[Offer, ...]:
    """Return the moves that lead on from where the claim is, each allowed to this clerk or with the reason why not."""
    return offers(desk, find(desk, claim_id), MOVES)
