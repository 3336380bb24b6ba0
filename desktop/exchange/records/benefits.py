"""The benefit as records: the application, its lines, the closed notices they stood on, the settled payments."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.accounts import Account
from db.doubts import DoubtCheck
from db.filings import FindingRecord, Trainee
from db.notices import Notice, NoticeLine, Objection
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop.exchange.records.fields import citation, head, iso
from desktop.exchange.records.training import materials, opinions
from desktop.money import fen_of
from desktop.pages import listed
from desktop.problems import Refused


def claims(
    session: Session, chosen: Collection[Claim], roster: Iterable[Trainee]
) -> dict[str, list[dict[str, Any]]]:
    """The applications and their lines, each with what was found and why it was accepted (J10, J11, J13)."""
    ids = [claim.id for claim in chosen]
    checklist, told = materials(session, "claim", ids), opinions(session, "claim", ids)
    trainees = {row.id: row for row in roster}
    reasons = _reasons(session, ids)
    days: dict[int, list[str]] = defaultdict(list)
    lines = [line.id for claim in chosen for line in claim.lines]
    for line_id, day in session.execute(
        select(AllowanceDay.line_id, AllowanceDay.day)
        .where(AllowanceDay.line_id.in_(listed(lines)))
        .order_by(AllowanceDay.day)
    ):
        days[line_id].append(day.isoformat())
    return {
        "claim": [
            {
                **head("claim", claim.uid, claim.number),
                "filing": claim.filing.uid,
                "stage": claim.stage,
                "payee_kind": claim.payee_kind,
                "applied_on": iso(claim.applied_on),
                "decided_on": iso(claim.decided_on),
                "policy_version": claim.policy_version,
                "lines": len(claim.lines),
                "asked_fen": sum(fen_of(line.asked) for line in claim.lines),
                "granted_fen": sum(fen_of(line.amount) for line in claim.lines),
                "materials": checklist[claim.id],
                "opinions": told[claim.id],
            }
            for claim in chosen
        ],
        "line": [
            _line(claim, line, trainees[line.trainee_id], days[line.id], reasons)
            for claim in chosen
            for line in claim.lines
        ],
    }


def _reasons(session: Session, claim_ids: Collection[int]) -> dict[tuple[int, int | None, str], str]:
    """Why findings "in principle" were accepted, by application, trainee and rule (J7)."""
    chosen = select(FindingRecord).where(
        FindingRecord.case_kind == "claim",
        FindingRecord.case_id.in_(listed(claim_ids)),
        FindingRecord.accepted_by.is_not(None),
    )
    return {(row.case_id, row.trainee_id, row.rule): row.accepted_reason for row in session.scalars(chosen)}


def _line(
    claim: Claim,
    line: ClaimLine,
    trainee: Trainee,
    days: list[str],
    reasons: Mapping[tuple[int, int | None, str], str],
) -> dict[str, Any]:
    return {
        **head("line", line.uid, claim.number),
        "claim": claim.uid,
        "trainee": trainee.uid,
        "person": trainee.person.uid,
        "scheme": line.scheme,
        "outcome": line.state,
        "occupation": line.occupation,
        "level": line.level,
        "programme": claim.filing.programme,
        "days": days,
        "asked_fen": fen_of(line.asked),
        "granted_fen": fen_of(line.amount),
        "basis": _basis(line.basis) if line.basis else None,
        "findings": [
            {
                "rule": one["rule"],
                "title": one["title"],
                "strength": one["strength"],
                "sentence": one["sentence"],
                "citation": citation(one),
                "accepted_reason": reasons.get((claim.id, trainee.id, one["rule"]), ""),
            }
            for one in line.findings
        ],
        "sentence": line.sentence,
    }


def _basis(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": value["name"],
        "title": value["title"],
        "amount_fen": fen_of(Decimal(value["amount"])) if value["amount"] else None,
        "since": value["since"],
        "local": value["local"],
        "citation": citation(value),
    }


def notices(session: Session, claim_ids: Collection[int]) -> list[dict[str, Any]]:
    """The closed notices on which a line of the applications stood, each with all its lines."""
    chosen = (
        select(NoticeLine.notice_id)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(ClaimLine.claim_id.in_(listed(claim_ids)))
    )
    closed = session.scalars(select(Notice).where(Notice.id.in_(chosen), Notice.state == "closed")).all()
    objections: dict[int, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Objection.notice_line_id, func.count())
            .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
            .where(NoticeLine.notice_id.in_(listed(row.id for row in closed)))
            .group_by(Objection.notice_line_id)
        )
    }
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row, uid in session.execute(
        select(NoticeLine, ClaimLine.uid)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(NoticeLine.notice_id.in_(listed(row.id for row in closed)))
        .order_by(NoticeLine.notice_id, NoticeLine.position)
    ):
        state = "withdrawn" if row.state == "withdrawn" else "cleared"
        told = {"line": uid, "amount_fen": fen_of(row.amount), "state": state}
        lines[row.notice_id].append({**told, "objections": objections.get(row.id, 0)})
    return [
        {
            **head("notice", row.uid, row.number),
            "title": row.title,
            "place": row.place,
            "working_days": row.working_days,
            "posted_on": iso(row.posted_on),
            "ends_on": iso(row.ends_on),
            "closed_on": iso(row.closed_on),
            "lines": lines[row.id],
        }
        for row in closed
    ]


def orders(session: Session, claim_ids: Collection[int]) -> list[PaymentOrder]:
    """The orders of which the bank has given the result and that pay a line of the applications."""
    chosen = (
        select(PaymentLine.order_id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .where(ClaimLine.claim_id.in_(listed(claim_ids)))
    )
    return list(
        session.scalars(
            select(PaymentOrder)
            .where(PaymentOrder.id.in_(chosen), PaymentOrder.state.in_(("paid", "returned")))
            .options(
                selectinload(PaymentOrder.lines).joinedload(PaymentLine.line),
                joinedload(PaymentOrder.batch).joinedload(PaymentBatch.notice),
            )
        )
    )


def doubt_sheets(session: Session, orders: Iterable[PaymentOrder]) -> dict[int, dict[str, Any]]:
    """The signed sheet of doubts of each batch of the orders, by the batch's id: number, digest, by whom and when."""
    rows = session.execute(
        select(DoubtCheck, Account.name)
        .join(Account, Account.id == DoubtCheck.signed_by)
        .where(
            DoubtCheck.case_kind == "payment_batch",
            DoubtCheck.case_id.in_(listed({order.batch_id for order in orders})),
        )
    )
    return {
        row.case_id: {
            "number": row.signed_number,
            "digest": row.signed_digest,
            "by": name,
            "on": iso(row.signed_on),
        }
        for row, name in rows
    }


def payment(order: PaymentOrder, sheets: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """An order with the lines it pays, its result, and the signed sheet of doubts of its batch."""
    batch = order.batch
    return {
        **head("payment", order.uid, batch.number),
        "batch": batch.uid,
        "notice": batch.notice.uid,
        "scheme": batch.scheme,
        "fund": batch.fund,
        "position": order.position,
        "payee_kind": order.payee_kind,
        "payee_uid": order.payee_uid,
        "payee": order.payee,
        "bank": order.bank,
        "account": order.account,
        "amount_fen": fen_of(order.amount),
        "people": order.people,
        "lines": [{"line": one.line.uid, "amount_fen": fen_of(one.amount)} for one in order.lines],
        "doubt_sheet": _sheet_of(batch, sheets),
        "released_on": iso(batch.released_on),
        "result": order.state,
        "settled_on": iso(order.settled_on),
        "reason": order.reason,
    }


def _sheet_of(batch: PaymentBatch, sheets: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    if batch.id not in sheets:
        raise Refused(
            f"拨付批次{batch.number}没有签核的疑点核查表，不能上报。", "请核对该批次的疑点核查和拨付记录。"
        )
    return dict(sheets[batch.id])
