"""An apprenticeship under a draft: who shares in the class then, and what its advance would have come to."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from db.subsidies import Claim, ClaimLine
from desktop.policy import LineFacts, Policy
from desktop.problems import Refused
from desktop.subsidies.gathering import TRAINING
from desktop.subsidies.recalling import Facts
from desktop.subsidies.sharing import parted, struck

Known = list[tuple[ClaimLine, Facts | None]]


def shared_anew(policy: Policy, claim: Claim, known: Known, risen: Mapping[int, Decimal]) -> Known:
    """Return the lines with their facts, an apprenticeship's shared among those who pass under `policy`.

    `risen` is how much more the policy would have given in advance, by filing; the settlement subtracts that too.
    Facts stay as they were kept where the policy lacks what it takes to tell who passes.
    """
    lines = [
        (line, facts)
        for line, facts in known
        if line.scheme == TRAINING and isinstance(facts, LineFacts) and facts.apprenticeship is not None
    ]
    whole = lines[0][1].apprenticeship if lines else None
    if whole is None:
        return known
    filing = claim.filing
    before = max(whole.advanced + risen.get(filing.id, Decimal(0)), Decimal(0))
    whole = replace(whole, planned_people=filing.planned_people, advanced=before)
    lines.sort(key=lambda each: each[0].trainee.position)
    of = [(line.trainee_id, facts) for line, facts in lines]
    try:
        parts = parted(policy, whole, of, struck(claim))
    except Refused:
        return known
    by_line = {line.id: part for (line, _), part in zip(lines, parts, strict=True)}
    return [(line, by_line.get(line.id, facts)) for line, facts in known]
