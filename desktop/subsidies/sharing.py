"""An apprenticeship (J15) is paid as a whole: what the class comes to, what was advanced, and who shares in it."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.filings import Filing, Trainee
from db.payments import PaymentLine, PaymentOrder
from db.subsidies import Claim, ClaimLine
from desktop.policy import (
    ApprenticeFacts,
    LineFacts,
    Policy,
    Strength,
    decide_apprenticeship,
    decide_training,
)
from desktop.problems import Refused
from desktop.subsidies.gathering import ADVANCE, TRAINING
from desktop.subsidies.recalling import Facts

APPRENTICESHIP = "apprenticeship"
BY_HAND, OBJECTION = "by_hand", "objection"
"""What people, not rules, hold against a line."""
FEN = Decimal("0.01")
Row = tuple[Trainee, str, Facts]


def shared(policy: Policy, session: Session, claim: Claim, rows: Iterable[Row]) -> list[Row]:
    """Return the facts of an apprenticeship's lines with the class as a whole and each line's part in it.

    Whom a binding rule refuses has no part, nor has whom a person put at nothing. An advance is for the people on the
    roster, as many as were planned at most; a settlement for those who finished, less what was paid in advance.
    """
    known = list(rows)
    lines = [(trainee.id, facts) for trainee, _, facts in known if isinstance(facts, LineFacts)]
    if not lines:
        return known
    parts = iter(parted(policy, _whole(session, claim, lines[0][1]), lines, struck(claim)))
    return [
        (trainee, scheme, next(parts) if isinstance(facts, LineFacts) else facts)
        for trainee, scheme, facts in known
    ]


def parted(
    policy: Policy, whole: ApprenticeFacts, lines: Sequence[tuple[int, LineFacts]], out: Container[int]
) -> list[LineFacts]:
    """Return the facts of the lines (by trainee) with each one's part in the class; those `out` have none."""
    standing = [
        trainee not in out and _standing(policy, facts, whole, len(lines)) for trainee, facts in lines
    ]
    count = sum(standing)
    whole = (
        replace(whole, planned_people=min(whole.planned_people, count))
        if whole.finished_people is None
        else replace(whole, finished_people=count)
    )
    places = [place if stands else 0 for place, stands in zip(accumulate(standing), standing, strict=True)]
    return [
        replace(facts, apprenticeship=whole, place=place, sharers=count)
        for (_, facts), place in zip(lines, places, strict=True)
    ]


def struck(claim: Claim) -> frozenset[int]:
    """Return the trainees whose line of the training subsidy a person put at nothing: by hand, or on an objection."""
    return frozenset(
        line.trainee_id
        for line in claim.lines
        if line.scheme == TRAINING
        and not line.amount
        and any(each["rule"] in {BY_HAND, OBJECTION} for each in line.findings)
    )


def due(policy: Policy, whole: ApprenticeFacts, people: int) -> Decimal:
    """Return what a class comes to for so many who finished, in yuan, whatever was paid in advance."""
    facts = replace(whole, finished_people=people, advanced=Decimal(0))
    return decide_apprenticeship(policy, facts).amount


def _standing(policy: Policy, facts: LineFacts, whole: ApprenticeFacts, people: int) -> bool:
    """Whether nothing that binds stands against a line."""
    decision = decide_training(policy, replace(facts, apprenticeship=whole, place=1, sharers=people))
    return not any(each.strength is Strength.MUST for each in decision.findings)


def _whole(session: Session, claim: Claim, line: LineFacts) -> ApprenticeFacts:
    filing = claim.filing
    years = years_of(filing)
    spent = filing.planned_people * years
    return ApprenticeFacts(
        level=filing.level,
        occupation=filing.occupation,
        category=line.category,
        opened_on=line.opened_on,
        planned_people=filing.planned_people,
        years=years,
        finished_people=None if claim.stage == ADVANCE else filing.planned_people,
        advanced=Decimal(0) if claim.stage == ADVANCE else advanced(session, filing.id),
        cost=(filing.budget / spent).quantize(FEN) if filing.budget else None,
    )


def years_of(filing: Filing) -> int:
    """Return the years by which an apprenticeship is paid, or refuse when they are not recorded."""
    if not filing.years:
        raise Refused(
            "备案中没有登记培养年限，企业新型学徒制补贴按年计算，无法核定。",
            "请在“备案 → 修改”的“培养年限”中填写；已经同意的备案不能改动，请重新备案。",
        )
    return filing.years


def advanced(session: Session, filing_id: int) -> Decimal:
    """Return what was paid in advance for a filing's class, in yuan."""
    paid = session.scalar(
        select(func.sum(PaymentLine.amount))
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.filing_id == filing_id, Claim.stage == ADVANCE, PaymentOrder.state == "paid")
    )
    return paid or Decimal(0)


def owing(session: Session, claim_id: int) -> bool:
    """Return whether anything that a claim was granted has not been paid yet."""
    paid = (
        select(PaymentLine.id)
        .join(PaymentOrder)
        .where(PaymentLine.line_id == ClaimLine.id, PaymentOrder.state == "paid")
        .exists()
    )
    chosen = select(ClaimLine.id).where(ClaimLine.claim_id == claim_id, ClaimLine.amount > 0, ~paid)
    return session.scalar(chosen.limit(1)) is not None
