"""Working out a claim's lines: the policy's decision on each trainee, and keeping it with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select

from db.base import new_uid
from db.filings import Trainee
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop import editions
from desktop.codes import entry
from desktop.filings.findings import is_key_enterprise, keep
from desktop.policy import (
    AllowanceFacts,
    Decision,
    Finding,
    LineFacts,
    Policy,
    Strength,
    TraineeFacts,
    Value,
    decide_allowance,
    decide_training,
    explain,
    scheme_open,
    unchecked,
)
from desktop.subsidies.gathering import ADVANCE, ALLOWANCE, TRAINING, Known, gather
from desktop.subsidies.recalling import Facts, common, own
from desktop.subsidies.sharing import APPRENTICESHIP, BY_HAND, shared
from desktop.workspace import Desk

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Decided:
    """What the policy decides for a trainee under a scheme, and what he would get but for days paid elsewhere."""

    trainee: Trainee
    scheme: str
    facts: Facts
    decision: Decision
    asked: Decimal


def assess(desk: Desk, claim: Claim) -> None:
    """Work out every line of a claim anew under the policy in force; what a clerk cut by hand stays cut.

    Raises the policy's own refusal when a value is missing: then nothing of the claim is kept.
    """
    by_hand = {(line.trainee_id, line.scheme): (line.amount, manual(line)) for line in claim.lines}
    decided = _at_the_standard(tuple(decisions(desk, claim)))
    _clear(desk, claim)
    editions.keep(desk)
    claim.known = next((common(each.facts) for each in decided if isinstance(each.facts, LineFacts)), None)
    lines: list[ClaimLine] = []
    days: list[tuple[ClaimLine, date]] = []
    for each in decided:
        line = _line(claim, each)
        amount, notes = by_hand.get((line.trainee_id, line.scheme), (line.amount, []))
        if notes and (amount < line.amount or not amount):
            lower(line, amount, notes)
        lines.append(line)
        days += [(line, day) for day in each.decision.granted_days if line.amount]
    desk.session.bulk_save_objects(lines)
    chosen = select(ClaimLine.uid, ClaimLine.id).where(ClaimLine.claim_id == claim.id)
    ids = {row.uid: row.id for row in desk.session.execute(chosen)}
    if days:
        rows = [{"person_id": line.person_id, "day": day, "line_id": ids[line.uid]} for line, day in days]
        desk.session.execute(insert(AllowanceDay), rows)
    found = [(finding, each.trainee.id) for each in decided for finding in each.decision.findings]
    told: list[tuple[Finding, int | None]] = [each for each in found if each[0].strength != Strength.MUST]
    lines_of = ((each.facts, each.decision) for each in decided if isinstance(each.facts, LineFacts))
    told += [(finding, None) for finding in unchecked(desk.policy, lines_of)]
    keep(desk, "claim", claim.id, told)
    claim.policy_version = desk.policy.version
    desk.session.flush()
    desk.session.expire(claim, ["lines"])


def _at_the_standard(decided: tuple[Decided, ...]) -> tuple[Decided, ...]:
    """A refused trainee was applied for like the others of the class: at the standard that they get.

    An apprenticeship is applied for as a whole, of which he is no part.
    """
    standard = max((each.asked for each in decided if each.scheme == TRAINING), default=Decimal(0))
    return tuple(replace(each, asked=standard) if _left_out(each) else each for each in decided)


def _left_out(decided: Decided) -> bool:
    """Whether a line of the training subsidy was refused that stands for itself."""
    facts = decided.facts
    return not decided.asked and isinstance(facts, LineFacts) and facts.apprenticeship is None


def decisions(desk: Desk, claim: Claim) -> Iterator[Decided]:
    """Return what the policy decides for each trainee under each scheme the region has."""
    policy = desk.policy
    for trainee, scheme, facts in facts_of(desk, claim, policy):
        if isinstance(facts, LineFacts):
            decision = decide_training(policy, facts)
            yield Decided(trainee, scheme, facts, decision, decision.amount)
        else:
            yield _allowance(policy, trainee, facts)


def facts_of(desk: Desk, claim: Claim, policy: Policy) -> Iterator[tuple[Trainee, str, Facts]]:
    """Return what is known now of each trainee of a claim, under each scheme that a policy has for him."""
    rows = _known_of(desk, claim, policy)
    if claim.filing.training_type == APPRENTICESHIP:
        yield from shared(policy, desk.session, claim, rows)
    else:
        yield from rows


def _known_of(desk: Desk, claim: Claim, policy: Policy) -> Iterator[tuple[Trainee, str, Facts]]:
    """What is known of each trainee himself, apart from what his class is paid as a whole."""
    known = gather(desk, claim)
    if not known.trainees:
        return
    same = _of_the_class(claim, known)
    for trainee in known.trainees:
        facts = replace(
            same,
            trainee=known.facts[trainee.id],
            attended_hours=known.hours.get(trainee.id, Decimal(0)),
            certificate=known.certificates.get(trainee.id),
            history=known.history.get(trainee.person_id, ()),
        )
        yield trainee, TRAINING, facts
        if claim.stage != ADVANCE and wants_allowance(policy, facts.opened_on, facts.trainee):
            yield trainee, ALLOWANCE, _days_of(known, trainee, facts)


def _of_the_class(claim: Claim, known: Known) -> LineFacts:
    """What the lines of a claim have in common; the trainee's own part is put in afterwards."""
    filing = claim.filing
    cost = (filing.budget / filing.planned_people).quantize(FEN) if filing.budget else None
    return LineFacts(
        trainee=next(iter(known.facts.values())),
        case_kind=filing.case_kind,
        training_type=filing.training_type,
        occupation=filing.occupation,
        category=str(entry("occupations", filing.occupation).fields.get("category", "")),
        level=filing.level,
        opened_on=known.opened.opened_on,
        ended_on=known.ended_on,
        applied_on=claim.applied_on,
        planned_hours=known.planned,
        attended_hours=Decimal(0),
        certificate=None,
        number=known.opened.number,
        key_enterprise=is_key_enterprise(filing),
        programme=filing.programme,
        class_attendance=known.poorest,
        practice_county=filing.practice_county,
        cost=cost,
        elsewhere_as_of=known.elsewhere_as_of,
    )


def _days_of(known: Known, trainee: Trainee, line: LineFacts) -> AllowanceFacts:
    return AllowanceFacts(
        trainee=line.trainee,
        opened_on=line.opened_on,
        ended_on=line.ended_on,
        applied_on=line.applied_on,
        attended_days=known.days.get(trainee.id, ()),
        paid_days=known.paid_days.get(trainee.person_id, frozenset()),
        attended_hours=line.attended_hours,
        told=known.told_days.get(trainee.person_id, ()),
        elsewhere_as_of=known.elsewhere_as_of,
    )


def _allowance(policy: Policy, trainee: Trainee, facts: AllowanceFacts) -> Decided:
    decision = decide_allowance(policy, facts)
    asked = decide_allowance(policy, replace(facts, paid_days=frozenset())) if facts.paid_days else decision
    return Decided(trainee, ALLOWANCE, facts, decision, asked.amount)


def wants_allowance(policy: Policy, day: date, facts: TraineeFacts) -> bool:
    """Return whether a person belongs to one of the groups for whom the region has a living allowance (J11)."""
    return scheme_open(policy, ALLOWANCE, day) and bool(facts.groups & allowance_groups(policy, day))


def allowance_groups(policy: Policy, day: date) -> frozenset[str]:
    """Return the groups that the policy names for the living allowance."""
    named = policy.value("allowance_groups", day).value
    return frozenset(named) if isinstance(named, tuple) else frozenset()


def _clear(desk: Desk, claim: Claim) -> None:
    lines = select(ClaimLine.id).where(ClaimLine.claim_id == claim.id)
    desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id.in_(lines)))
    desk.session.execute(delete(ClaimLine).where(ClaimLine.claim_id == claim.id))
    desk.session.expire(claim, ["lines"])


def _line(claim: Claim, decided: Decided) -> ClaimLine:
    decision, trainee = decided.decision, decided.trainee
    return ClaimLine(
        uid=new_uid(),
        claim_id=claim.id,
        trainee_id=trainee.id,
        person_id=trainee.person_id,
        scheme=decided.scheme,
        state="proposed" if decision.outcome == "granted" else str(decision.outcome),
        occupation=claim.filing.occupation,
        level=claim.filing.level,
        days=decision.days,
        asked=decided.asked,
        amount=decision.amount,
        basis=basis_of(decision.basis) if decision.basis else None,
        findings=[finding_of(each) for each in decision.findings],
        sentence=explain(decision),
        known=own(decided.facts, claim.known or {}),
    )


def lower(line: ClaimLine, amount: Decimal, notes: list[dict[str, Any]]) -> None:
    """Put a line down to `amount` yuan for the reasons that a clerk wrote; zero refuses it."""
    words = "；".join(each["sentence"].rstrip("。") for each in notes)
    line.sentence = f"人工核减，核定{amount:,.2f}元：{words}。核减前：{line.sentence}"
    line.findings = [*line.findings, *notes]
    line.amount = amount
    line.state = "cut" if amount else "refused"


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


def manual(line: ClaimLine) -> list[dict[str, Any]]:
    """Return what a clerk wrote when cutting the line by hand."""
    return [each for each in line.findings if each["rule"] == BY_HAND]
