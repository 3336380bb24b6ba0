"""Sharing an apprenticeship's subsidy anew among those who are left when a person takes somebody off."""

from collections.abc import Container
from dataclasses import replace
from decimal import Decimal

from db.subsidies import Claim, ClaimLine
from desktop import editions
from desktop.policy import Decision, LineFacts, decide_training, explain
from desktop.subsidies.assessing import finding_of, lower, manual
from desktop.subsidies.gathering import TRAINING
from desktop.subsidies.recalling import common, own, recall
from desktop.subsidies.sharing import APPRENTICESHIP, parted, struck
from desktop.workspace import Desk


def reshare(desk: Desk, claim: Claim) -> tuple[ClaimLine, ...]:
    """Share what an apprenticeship comes to among those whom nobody took off; returns the lines with a new amount.

    It rests on the facts and the law that were kept with the lines. What was decided is only ever lowered by it.
    """
    out = struck(claim)
    decided = shared_without(desk, claim, out)
    left = sum((line.amount for line, _, _ in decided), Decimal(0))
    due = sum((each.amount for _, _, each in decided), Decimal(0))
    if not decided or (due > left and claim.state != "draft"):
        return ()
    claim.known = common(decided[0][1])
    changed = []
    for line, facts, decision in decided:
        line.known = own(facts, claim.known)
        if line.trainee_id not in out and _put(claim, line, decision):
            changed.append(line)
    desk.session.flush()
    return tuple(changed)


def shared_without(
    desk: Desk, claim: Claim, out: Container[int]
) -> list[tuple[ClaimLine, LineFacts, Decision]]:
    """Return what each line of an apprenticeship comes to when the trainees `out` have no part; empty for other claims."""
    if claim.filing.training_type != APPRENTICESHIP:
        return []
    policy = editions.of(desk, claim.policy_version) or desk.policy
    lines = sorted(
        (line for line in claim.lines if line.scheme == TRAINING), key=lambda each: each.trainee.position
    )
    known = [(line.trainee_id, facts) for line in lines if isinstance(facts := recall(line), LineFacts)]
    whole = known[0][1].apprenticeship if known else None
    if whole is None or len(known) < len(lines):
        return []
    whole = replace(whole, planned_people=claim.filing.planned_people)
    if whole.finished_people is not None:
        whole = replace(whole, finished_people=claim.filing.planned_people)
    parts = parted(policy, whole, known, out)
    return [(line, facts, decide_training(policy, facts)) for line, facts in zip(lines, parts, strict=True)]


def _put(claim: Claim, line: ClaimLine, decision: Decision) -> bool:
    """Give a line what is decided of it now, what a clerk cut by hand stays cut; tells whether the amount moved."""
    before, notes, live = line.amount, manual(line), line.state
    line.sentence, line.amount = explain(decision), decision.amount
    if claim.state == "draft":
        line.asked = decision.amount
    if decision.outcome == "refused":
        line.state = "refused"
    elif live == "refused":
        line.state = "proposed"
    if notes and before < line.amount:
        line.findings = [finding_of(each) for each in decision.findings]
        lower(line, before, notes)
    return line.amount != before
