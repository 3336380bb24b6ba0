"""Working out a claim's lines: the facts of each trainee, the policy's decision, and keeping both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from db.base import new_uid
from db.classes import Attendance, Certificate, TrainingClass
from db.filings import Filing, FindingRecord, Trainee
from db.registers import Person
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop.classes.questions import PRESENT, planned_hours
from desktop.codes import entry
from desktop.filings.findings import record_of, trainee_facts
from desktop.pages import listed
from desktop.policy import (
    AllowanceFacts,
    CertificateFacts,
    Decision,
    Finding,
    LineFacts,
    PastBenefit,
    Policy,
    Strength,
    TraineeFacts,
    Value,
    decide_allowance,
    decide_training,
    explain,
    scheme_open,
)
from desktop.workspace import Desk

TRAINING, ALLOWANCE = "training", "allowance"
LIVE = ("proposed", "granted", "cut")


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of a claim's trainees, fetched in a handful of questions however many they are."""

    trainees: tuple[Trainee, ...]
    facts: Mapping[int, TraineeFacts]
    hours: Mapping[int, Decimal]
    days: Mapping[int, tuple[date, ...]]
    certificates: Mapping[int, CertificateFacts]
    history: Mapping[int, tuple[PastBenefit, ...]]
    paid_days: Mapping[int, frozenset[date]]


def assess(desk: Desk, claim: Claim) -> None:
    """Work out every line of a claim anew under the policy in force; what a clerk cut by hand stays cut.

    Raises the policy's own refusal when a value is missing: then nothing of the claim is kept.
    """
    by_hand = {(line.trainee_id, line.scheme): line for line in claim.lines if manual(line)}
    _clear(desk, claim)
    lines: list[ClaimLine] = []
    days: list[tuple[ClaimLine, date]] = []
    findings: list[FindingRecord] = []
    for trainee, scheme, decision in decisions(desk, claim):
        line = _line(claim, trainee, scheme, decision)
        before = by_hand.get((trainee.id, scheme))
        if before is not None and before.amount < line.amount:
            line.state, line.amount = before.state, before.amount
            line.findings = [*line.findings, *manual(before)]
        lines.append(line)
        days += [(line, day) for day in decision.granted_days if line.amount]
        findings += [
            record_of(each, "claim", claim.id, trainee.id)
            for each in decision.findings
            if each.strength != Strength.MUST
        ]
    desk.session.add_all(lines)
    _keep_findings(desk, claim, findings)
    desk.session.flush()
    desk.session.add_all(
        AllowanceDay(person_id=line.person_id, day=day, line_id=line.id) for line, day in days
    )
    claim.policy_version = desk.policy.version
    desk.session.flush()
    desk.session.expire(claim, ["lines"])


def decisions(desk: Desk, claim: Claim) -> Iterator[tuple[Trainee, str, Decision]]:
    """Return what the policy decides for each trainee under each scheme the region has."""
    filing = claim.filing
    known = gather(desk, claim)
    opened = desk.session.scalars(select(TrainingClass).where(TrainingClass.filing_id == filing.id)).one()
    ended = opened.ended_on or filing.ends_on
    planned = planned_hours(desk.session, filing.id)
    policy = desk.policy
    category = str(entry("occupations", filing.occupation).fields.get("category", ""))
    for trainee in known.trainees:
        facts = LineFacts(
            trainee=known.facts[trainee.id],
            case_kind=filing.case_kind,
            training_type=filing.training_type,
            occupation=filing.occupation,
            category=category,
            level=filing.level,
            opened_on=opened.opened_on,
            ended_on=ended,
            applied_on=claim.applied_on,
            planned_hours=planned,
            attended_hours=known.hours.get(trainee.id, Decimal(0)),
            certificate=known.certificates.get(trainee.id),
            history=known.history.get(trainee.person_id, ()),
        )
        yield trainee, TRAINING, decide_training(policy, facts)
        if wants_allowance(policy, opened.opened_on, known.facts[trainee.id]):
            days = AllowanceFacts(
                trainee=known.facts[trainee.id],
                opened_on=opened.opened_on,
                ended_on=ended,
                applied_on=claim.applied_on,
                attended_days=known.days.get(trainee.id, ()),
                paid_days=known.paid_days.get(trainee.person_id, frozenset()),
            )
            yield trainee, ALLOWANCE, decide_allowance(policy, days)


def wants_allowance(policy: Policy, day: date, facts: TraineeFacts) -> bool:
    """Return whether a person belongs to one of the groups for whom the region has a living allowance (J11)."""
    return scheme_open(policy, ALLOWANCE, day) and bool(facts.groups & allowance_groups(policy, day))


def allowance_groups(policy: Policy, day: date) -> frozenset[str]:
    """Return the groups that the policy names for the living allowance."""
    named = policy.value("allowance_groups", day).value
    return frozenset(named) if isinstance(named, tuple) else frozenset()


def gather(desk: Desk, claim: Claim) -> Known:
    """Fetch what is known of the trainees of a claim."""
    session, filing = desk.session, claim.filing
    trainees = tuple(
        session.scalars(
            select(Trainee)
            .where(Trainee.filing_id == filing.id)
            .order_by(Trainee.position)
            .options(selectinload(Trainee.person).selectinload(Person.groups))
        )
    )
    hours: dict[int, Decimal] = defaultdict(Decimal)
    days: dict[int, list[date]] = defaultdict(list)
    attended = session.execute(
        select(
            Attendance.trainee_id,
            Attendance.day,
            Attendance.state,
            Attendance.online_hours,
            Attendance.offline_hours,
        )
        .where(Attendance.trainee_id.in_(listed(row.id for row in trainees)))
        .order_by(Attendance.day)
    )
    for row in attended:
        hours[row.trainee_id] += row.online_hours + row.offline_hours
        if row.state in PRESENT:
            days[row.trainee_id].append(row.day)
    earned = session.scalars(
        select(Certificate).where(Certificate.trainee_id.in_(listed(t.id for t in trainees)))
    )
    certificates = {
        row.trainee_id: CertificateFacts(
            type=row.type, number=row.number, issued_on=row.issued_on, level=row.level
        )
        for row in earned
    }
    return Known(
        trainees=trainees,
        facts={row.id: trainee_facts(row) for row in trainees},
        hours=hours,
        days={key: tuple(value) for key, value in days.items()},
        certificates=certificates,
        history=_history(desk, claim, [row.person_id for row in trainees]),
        paid_days=_paid_days(desk, claim, [row.person_id for row in trainees]),
    )


def _history(desk: Desk, claim: Claim, persons: list[int]) -> dict[int, tuple[PastBenefit, ...]]:
    rows = desk.session.execute(
        select(ClaimLine, Claim, TrainingClass, Filing.ends_on)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .where(
            ClaimLine.person_id.in_(listed(persons)),
            ClaimLine.claim_id != claim.id,
            ClaimLine.scheme == TRAINING,
            ClaimLine.state.in_(LIVE),
            Claim.state != "refused",
        )
    )
    found: dict[int, list[PastBenefit]] = defaultdict(list)
    for line, other, held, ends_on in rows:
        found[line.person_id].append(
            PastBenefit(
                number=held.number,
                scheme=line.scheme,
                occupation=line.occupation,
                level=line.level,
                starts_on=held.opened_on,
                ends_on=held.ended_on or ends_on,
                decided_on=other.decided_on or other.applied_on,
            )
        )
    return {key: tuple(value) for key, value in found.items()}


def _paid_days(desk: Desk, claim: Claim, persons: list[int]) -> dict[int, frozenset[date]]:
    rows = desk.session.execute(
        select(AllowanceDay.person_id, AllowanceDay.day)
        .join(ClaimLine, ClaimLine.id == AllowanceDay.line_id)
        .where(AllowanceDay.person_id.in_(listed(persons)), ClaimLine.claim_id != claim.id)
    )
    found: dict[int, set[date]] = defaultdict(set)
    for row in rows:
        found[row.person_id].add(row.day)
    return {key: frozenset(value) for key, value in found.items()}


def _clear(desk: Desk, claim: Claim) -> None:
    lines = select(ClaimLine.id).where(ClaimLine.claim_id == claim.id)
    desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id.in_(lines)))
    desk.session.execute(delete(ClaimLine).where(ClaimLine.claim_id == claim.id))
    desk.session.expire(claim, ["lines"])


def _keep_findings(desk: Desk, claim: Claim, findings: list[FindingRecord]) -> None:
    own = (FindingRecord.case_kind == "claim", FindingRecord.case_id == claim.id)
    accepted = {
        (row.rule, row.trainee_id, tuple(sorted(row.facts.items())))
        for row in desk.session.scalars(
            select(FindingRecord).where(*own, FindingRecord.accepted_by.is_not(None))
        )
    }
    desk.session.execute(delete(FindingRecord).where(*own, FindingRecord.accepted_by.is_(None)))
    desk.session.add_all(
        row
        for row in findings
        if (row.rule, row.trainee_id, tuple(sorted(row.facts.items()))) not in accepted
    )


def _line(claim: Claim, trainee: Trainee, scheme: str, decision: Decision) -> ClaimLine:
    basis = decision.basis
    asked = _asked(decision, scheme)
    return ClaimLine(
        uid=new_uid(),
        claim_id=claim.id,
        trainee_id=trainee.id,
        person_id=trainee.person_id,
        scheme=scheme,
        state="proposed" if decision.outcome == "granted" else str(decision.outcome),
        occupation=claim.filing.occupation,
        level=claim.filing.level,
        days=decision.days,
        asked=asked,
        amount=decision.amount,
        basis=basis_of(basis) if basis else None,
        findings=[finding_of(each) for each in decision.findings],
        sentence=explain(decision),
    )


def _asked(decision: Decision, scheme: str) -> Decimal:
    if decision.basis is None or decision.basis.amount is None:
        return decision.amount
    return decision.amount if scheme == ALLOWANCE and decision.amount else decision.basis.amount


def basis_of(value: Value) -> dict[str, Any]:
    """Return a policy value as it is kept with a line: name, amount, day and clause."""
    return {
        "name": value.name,
        "title": value.title,
        "since": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else "",
        "amount": str(value.amount) if value.amount is not None else "",
        "unit": value.unit,
        "local": value.local,
        "document": value.cites.document,
        "number": value.cites.number,
        "clause": value.cites.clause,
    }


def finding_of(finding: Finding) -> dict[str, Any]:
    """Return a finding as it is kept with a line."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "strength": str(finding.strength),
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "facts": dict(finding.facts),
        "document": finding.cites.document,
        "number": finding.cites.number,
        "clause": finding.cites.clause,
    }


BY_HAND = "by_hand"


def manual(line: ClaimLine) -> list[dict[str, Any]]:
    """Return what a clerk wrote when cutting the line by hand."""
    return [each for each in line.findings if each["rule"] == BY_HAND]
