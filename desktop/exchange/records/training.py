"""The training as records: the filing with its plan, the class, its trainees with their hours, their certificates."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.classes import Attendance, Certificate, TrainingClass
from db.filings import Filing, FindingRecord, Material, Opinion, Trainee
from desktop.classes.questions import PRESENT
from desktop.exchange.records.fields import citation, head, hours, iso
from desktop.money import fen_of
from desktop.pages import listed


def filings(session: Session, chosen: Collection[Filing]) -> list[dict[str, Any]]:
    """The filings with plan, checklist, findings and opinions (J12)."""
    ids = [filing.id for filing in chosen]
    checklist, told = materials(session, "filing", ids), opinions(session, "filing", ids)
    found = _findings(session, ids)
    return [
        {
            **_plan(filing),
            "materials": checklist[filing.id],
            "findings": found[filing.id],
            "opinions": told[filing.id],
        }
        for filing in chosen
    ]


def _plan(filing: Filing) -> dict[str, Any]:
    """The filing with every part of its plan (J12)."""
    parties = ("employer", "institution", "platform", "person")
    copied = ["title", "case_kind", "training_type", "county", "channel", "targets", "occupation", "level"]
    copied += ["programme", "years", "planned_people", "site", "facilities", "budget_note", "assessment"]
    days = ("starts_on", "ends_on", "filed_on", "accepted_on", "decided_on")
    return {
        **head("filing", filing.uid, filing.number or ""),
        **{name: getattr(filing, name) for name in copied},
        **{name: iso(getattr(filing, name)) for name in days},
        **{name: (party.uid if (party := getattr(filing, name)) else None) for name in parties},
        "budget_fen": fen_of(filing.budget),
        "courses": [
            {
                "title": one.title,
                "content": one.content,
                "part": one.part,
                "mode": one.mode,
                "hours": hours(one.hours),
            }
            for one in filing.items
        ],
        "trainers": [
            {"name": one.name, "title": one.title, "courses": one.courses, "full_time": one.full_time}
            for one in filing.trainers
        ],
    }


def classes(
    session: Session, held: Collection[TrainingClass], roster: Collection[Trainee]
) -> dict[str, list[dict[str, Any]]]:
    """Classes, their trainees with totals of attendance, and the certificates earned (J8)."""
    of_filing = {row.filing_id: row for row in held}
    present = Attendance.state.in_(PRESENT)
    days: dict[int, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Trainee.filing_id, func.count(Attendance.day.distinct()))
            .join(Attendance, Attendance.trainee_id == Trainee.id)
            .where(Trainee.filing_id.in_(listed(of_filing)), present)
            .group_by(Trainee.filing_id)
        )
    }
    attended = {
        row[0]: row
        for row in session.execute(
            select(
                Attendance.trainee_id,
                func.count(Attendance.day.distinct()).filter(present),
                func.sum(Attendance.online_hours),
                func.sum(Attendance.offline_hours),
            )
            .where(Attendance.trainee_id.in_(listed(row.id for row in roster)))
            .group_by(Attendance.trainee_id)
        )
    }
    people: dict[int, int] = defaultdict(int)
    for row in roster:
        people[row.filing_id] += 1
    earned = session.scalars(
        select(Certificate).where(Certificate.trainee_id.in_(listed(row.id for row in roster)))
    )
    certificates = {row.trainee_id: row for row in earned}
    nothing = (0, 0, Decimal(0), Decimal(0))
    return {
        "class": [_class(row, people[row.filing_id], days.get(row.filing_id, 0)) for row in held],
        "trainee": [_trainee(row, of_filing[row.filing_id], attended.get(row.id, nothing)) for row in roster],
        "certificate": [
            _certificate(certificates[row.id], row, of_filing[row.filing_id].number)
            for row in roster
            if row.id in certificates
        ],
    }


def _class(row: TrainingClass, people: int, held: int) -> dict[str, Any]:
    return {
        **head("class", row.uid, row.number),
        "filing": row.filing.uid,
        "opened_on": iso(row.opened_on),
        "ended_on": iso(row.ended_on or row.filing.ends_on),
        "people": people,
        "training_days": held,
    }


def _trainee(row: Trainee, course: TrainingClass, attended: Any) -> dict[str, Any]:
    return {
        **head("trainee", row.uid, course.number),
        "class": course.uid,
        "person": row.person.uid,
        "position": row.position,
        "groups": [code for code in row.groups.split(",") if code],
        "employer_name": row.employer_name,
        "hired_on": iso(row.hired_on),
        "contract_from": iso(row.contract_from),
        "contract_until": iso(row.contract_until),
        "attended_days": attended[1],
        "online_hours": hours(attended[2]),
        "offline_hours": hours(attended[3]),
    }


def _certificate(row: Certificate, trainee: Trainee, number: str) -> dict[str, Any]:
    return {
        **head("certificate", row.uid, number),
        "trainee": trainee.uid,
        "type": row.type,
        "certificate_number": row.number,
        "level": row.level,
        "issued_on": iso(row.issued_on),
        "issuer": row.issuer,
    }


def materials(session: Session, kind: str, ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The materials checklists of cases, by case."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in session.scalars(
        select(Material)
        .where(Material.case_kind == kind, Material.case_id.in_(listed(ids)))
        .order_by(Material.id)
    ):
        told = {"code": row.code, "required": row.required, "received_on": iso(row.received_on)}
        found[row.case_id].append({**told, "sha256": row.digest})
    return found


def opinions(session: Session, kind: str, ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """What was said of cases in order of time, by case."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in session.scalars(
        select(Opinion)
        .where(Opinion.case_kind == kind, Opinion.case_id.in_(listed(ids)))
        .order_by(Opinion.id)
    ):
        told = {"step": row.step, "verdict": row.verdict, "text": row.text, "by": row.account_name}
        found[row.case_id].append({**told, "on": row.at.date().isoformat()})
    return found


def _findings(session: Session, filing_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """What the rules said of a filing as a whole; what they said of one person stands with the person's line."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in session.scalars(
        select(FindingRecord)
        .where(
            FindingRecord.case_kind == "filing",
            FindingRecord.case_id.in_(listed(filing_ids)),
            FindingRecord.trainee_id.is_(None),
        )
        .order_by(FindingRecord.id)
    ):
        found[row.case_id].append(
            {
                "rule": row.rule,
                "title": row.title,
                "strength": row.strength,
                "sentence": row.sentence,
                "citation": citation(row.cites),
                "accepted_reason": row.accepted_reason,
            }
        )
    return found
