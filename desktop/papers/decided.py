"""The lines of a claim as they were when the director signed: an objection upheld later takes nothing off that paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from db.notices import NoticeLine, Objection
from db.subsidies import Claim, ClaimLine
from desktop.codes import title
from desktop.policy import explain
from desktop.subsidies import LineRow, SchemeTotal
from desktop.subsidies.deciding import find as find_claim
from desktop.subsidies.resharing import shared_without
from desktop.subsidies.sharing import BY_HAND, OBJECTION, struck
from desktop.workspace import Desk


def as_signed(desk: Desk, claim_id: int) -> dict[int, ClaimLine]:
    """Return, by its id, each line that an objection took off or lowered after the decision, as it was decided.

    What it was granted is what was put up. The lines returned are copies that no session knows.
    """
    posted = func.coalesce(NoticeLine.posted_amount, NoticeLine.amount)
    listed = (
        select(ClaimLine, posted, NoticeLine.posted_amount)
        .join(NoticeLine, NoticeLine.line_id == ClaimLine.id)
        .where(ClaimLine.claim_id == claim_id, ClaimLine.amount < posted)
    )
    upheld = (
        select(NoticeLine.line_id)
        .join(Objection, Objection.notice_line_id == NoticeLine.id)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(
            ClaimLine.claim_id == claim_id,
            Objection.outcome == "upheld",
            Objection.handled_on >= Claim.decided_on,
        )
    )
    taken = set(desk.session.scalars(upheld))
    rows = desk.session.execute(listed).all() if taken else []
    said = _said_then(desk, claim_id, taken) if any(lowered is not None for *_, lowered in rows) else {}
    return {
        line.id: _then(line, amount, said.get(line.id, line.sentence))
        for line, amount, lowered in rows
        if line.id in taken or lowered is not None
    }


def _said_then(desk: Desk, claim_id: int, taken: set[int]) -> dict[int, str]:
    """What was said of each line of an apprenticeship before objections took some of them off, by the line's id."""
    claim = find_claim(desk, claim_id)
    out = struck(claim) - {line.trainee_id for line in claim.lines if line.id in taken}
    return {
        line.id: explain(decision)
        for line, _, decision in shared_without(desk, claim, out)
        if not any(each["rule"] == BY_HAND for each in line.findings)
    }


def _then(line: ClaimLine, amount: Decimal, sentence: str) -> ClaimLine:
    then = ClaimLine(
        **{each.key: getattr(line, each.key) for each in ClaimLine.__mapper__.column_attrs}
        | {
            "amount": amount,
            "sentence": sentence,
            "state": "cut" if amount < line.asked else "granted",
            "findings": [each for each in line.findings if each["rule"] != OBJECTION],
        }
    )
    set_committed_value(then, "claim", line.claim)
    return then


def rows_then(rows: Sequence[LineRow], then: Mapping[int, ClaimLine]) -> tuple[LineRow, ...]:
    """Return the rows with those of `then` as they were decided."""
    return tuple(_row(row, then[row.id]) if row.id in then else row for row in rows)


def _row(row: LineRow, line: ClaimLine) -> LineRow:
    musts = (each["sentence"].rstrip("。") for each in line.findings if each["strength"] == "must")
    return replace(
        row,
        amount=line.amount,
        state=line.state,
        state_title=title("line_states", line.state),
        reason="；".join(musts),
    )


def total_then(total: SchemeTotal, rows: Sequence[LineRow]) -> SchemeTotal:
    """Return a scheme's total as its rows add up."""
    own = [row for row in rows if row.scheme == total.scheme]
    cut, refused = (sum(row.state == state for row in own) for state in ("cut", "refused"))
    return replace(
        total,
        amount=sum((row.amount for row in own), Decimal(0)),
        granted=len(own) - cut - refused,
        cut=cut,
        refused=refused,
    )
