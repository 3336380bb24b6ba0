"""What upheld objections changed of a list that is up: which lines, to what, and whether a paper was issued before (J14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select

from db.audit import AuditEntry
from db.notices import Notice, NoticeLine, Objection
from db.subsidies import ClaimLine
from desktop.notices.publishing import ANSWERING, OUTCOMES, find
from desktop.notices.questions import PublicLine, PublicUnit, public_lines, public_units
from desktop.pages import PageQuery
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
UPHELD = "upheld"


@dataclass(frozen=True, slots=True)
class Correction:
    """What of a list no longer stands as it went up: lines taken off or lowered, units with less, since when."""

    changed: tuple[PublicLine, ...]
    units: tuple[PublicUnit, ...]
    standing: Decimal
    on: date | None

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.changed)


def correction(desk: Desk, notice_id: int) -> Correction:
    """Return what objections changed of a notice; it is empty, and false, while the list stands as it went up."""
    found = public_lines(desk, notice_id, EVERY_LINE)
    answered = (
        select(Objection.handled_on)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .where(NoticeLine.notice_id == notice_id, Objection.outcome == UPHELD)
    )
    return Correction(
        changed=tuple(line for line in found.rows if line.standing != line.amount),
        units=tuple(unit for unit in public_units(desk, notice_id) if unit.standing != unit.amount),
        standing=found.sums["standing"],
        on=max((day for day in desk.session.scalars(answered) if day), default=None),
    )


def nothing_changed(desk: Desk, notice_id: int) -> str:
    """Return that a list stands as it went up, or an empty string."""
    changed = select(NoticeLine.id).where(
        NoticeLine.notice_id == notice_id,
        or_(NoticeLine.state == "withdrawn", NoticeLine.posted_amount.is_not(None)),
    )
    return "" if desk.session.scalar(changed.limit(1)) else "名单没有因异议撤出或者调整的行。"


def changed_since(desk: Desk, notice_id: int, head: str) -> str:
    """Return that a list was changed by objections after the trail had `head`, or an empty string."""
    lines = _taken_off(desk, notice_id, head)
    return f"出具后名单有更正（经核实异议，{lines}撤出），以更正公示为准。" if lines else ""


def changed_again_since(desk: Desk, notice_id: int, head: str) -> str:
    """Return that a correction lacks what objections changed after the trail had `head`, or an empty string."""
    lines = _taken_off(desk, notice_id, head)
    return f"出具后又有更正（经核实异议，{lines}撤出），应当作废后重新出具更正公示。" if lines else ""


def _taken_off(desk: Desk, notice_id: int, head: str) -> str:
    places = _upheld(desk, find(desk, notice_id).uid, head)
    return f"第{'、'.join(map(str, places))}行" if places else ""


def claim_changed_since(desk: Desk, claim_id: int, head: str) -> str:
    """Return that objections took lines off a claim after the trail had `head`, or an empty string."""
    listed = desk.session.execute(
        select(Notice.uid, NoticeLine.position)
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(ClaimLine.claim_id == claim_id)
    ).all()
    by_notice: dict[str, set[int]] = {}
    for uid, position in listed:
        by_notice.setdefault(uid, set()).add(position)
    taken = sum(len(own & set(_upheld(desk, uid, head))) for uid, own in by_notice.items())
    return f"出具后又有{taken}行因公示异议成立不予补贴，应当作废后重新出具。" if taken else ""


def _upheld(desk: Desk, notice_uid: str, head: str) -> list[int]:
    """The places on a notice of which an objection was upheld after the trail had `head`."""
    then = select(AuditEntry.id).where(AuditEntry.digest == head).scalar_subquery()
    chosen = select(AuditEntry.details).where(
        AuditEntry.subject_uid == notice_uid,
        AuditEntry.deed == ANSWERING,
        AuditEntry.id > func.coalesce(then, 0),
    )
    told = desk.session.scalars(chosen)
    return sorted({int(each["序号"]) for each in told if each["结论"] == OUTCOMES[UPHELD]})
