"""One filing whole, as it is shown and printed: what was applied for, the plan, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from db.batches import ImportBatch
from db.classes import TrainingClass
from db.filings import Correction, CourseItem, Filing, Opinion, Trainee
from desktop import materials
from desktop.audit import TrailLine, trail
from desktop.batches import COUNTED, KINDS
from desktop.codes import title
from desktop.filings.entry import find
from desktop.filings.findings import OFFLINE, FindingLine, finding_lines
from desktop.filings.moves import MOVES
from desktop.filings.questions import state_words
from desktop.identity import mask_id
from desktop.materials import MaterialLine
from desktop.moves import Offer, offers
from desktop.workspace import Desk


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


def sheet(desk: Desk, filing_id: int) -> FilingSheet:
    """Return one filing whole."""
    filing = find(desk, filing_id)
    opened = desk.session.scalar(select(TrainingClass).where(TrainingClass.filing_id == filing.id))
    people = desk.session.scalar(
        select(func.count()).select_from(Trainee).where(Trainee.filing_id == filing.id)
    )
    return FilingSheet(
        id=filing.id,
        uid=filing.uid,
        number=filing.number or "",
        people=people or 0,
        class_number=opened.number if opened else "",
        class_id=opened.id if opened else None,
        **_applied_for(filing),
        **_plan(filing),
        **_progress(filing),
        materials=materials.checklist(desk, "filing", filing.id),
        findings=finding_lines(desk, "filing", filing.id),
        opinions=opinions(desk, "filing", filing.id),
        corrections=_corrections(desk, filing.id),
        imports=_imports(desk, filing.id),
        history=trail(desk.session, filing.uid, *([opened.uid] if opened else [])),
        moves=moves(desk, filing_id),
    )


def _applied_for(filing: Filing) -> dict[str, Any]:
    """Who applies and how, by the fields of the sheet; a worker who applies himself has a citizen number for a code."""
    party, person = filing.employer or filing.institution, filing.person
    own_number = mask_id(person.id_number) if person else ""
    return {
        "case_kind": filing.case_kind,
        "case_kind_title": title("case_kinds", filing.case_kind),
        "county": filing.county,
        "channel": title("channels", filing.channel),
        "applicant": party.name if party else (person.name if person else ""),
        "credit_code": party.credit_code if party else own_number,
        "applicant_address": party.address if party else "",
        "contact": filing.contact,
        "phone": filing.phone,
        "filed_on": filing.filed_on,
    }


def _plan(filing: Filing) -> dict[str, Any]:
    """The plan of the training, by the fields of the sheet (J6, J7, J12)."""
    hours, online = _hours(filing.items), _hours(row for row in filing.items if row.mode != OFFLINE)
    return {
        "training_type": filing.training_type,
        "training_type_title": training_words(filing),
        "title": filing.title,
        "institution": filing.institution.name if filing.institution else "",
        "platform": filing.platform.name if filing.platform else "",
        "targets": filing.targets,
        "occupation": filing.occupation,
        "occupation_title": title("occupations", filing.occupation),
        "level": filing.level,
        "level_title": title("levels", filing.level),
        "planned_people": filing.planned_people,
        "starts_on": filing.starts_on,
        "ends_on": filing.ends_on,
        "items": tuple(map(_item, filing.items)),
        "hours": hours,
        "online_hours": online,
        "online_share": online / hours if hours else Decimal(0),
        "trainers": tuple(
            TrainerLine(row.name, row.title, row.courses, "专职" if row.full_time else "兼职")
            for row in filing.trainers
        ),
        "site": filing.site,
        "facilities": filing.facilities,
        "budget": filing.budget,
        "budget_note": filing.budget_note,
        "assessment": filing.assessment,
    }


def _hours(items: Iterable[CourseItem]) -> Decimal:
    return sum((item.hours for item in items), Decimal(0))


def _item(row: CourseItem) -> ItemLine:
    return ItemLine(
        row.title,
        title("content_categories", row.content),
        title("parts", row.part),
        title("modes", row.mode),
        row.hours,
        row.mode != OFFLINE,
    )


def _progress(filing: Filing) -> dict[str, Any]:
    """How far a filing is, by the fields of the sheet."""
    ground = filing.refusal_ground
    return {
        "state": filing.state,
        "state_title": state_words(filing),
        "accepted_on": filing.accepted_on,
        "due_on": filing.due_on,
        "decided_on": filing.decided_on,
        "refusal_ground": title("refusal_grounds", ground) if ground else "",
        "reopened_reason": filing.reopened_reason,
    }


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
