"""Who may take a claim from which state to which, and what must hold."""

from sqlalchemy import func, select

from db.filings import FindingRecord, Material
from db.subsidies import Claim, ClaimLine
from desktop.audit import DECIDING, HANDLING, who_did, who_had
from desktop.codes import title
from desktop.doubts import no_open_doubt
from desktop.filings.findings import uids_of
from desktop.moves import Move
from desktop.policy import Strength
from desktop.subsidies.gathering import SETTLEMENT
from desktop.subsidies.sharing import advanced
from desktop.workspace import Desk


def materials_are_complete(desk: Desk, claim: Claim) -> str:
    """Every required material of the application has been received (J13)."""
    missing = desk.session.scalars(
        select(Material.code).where(
            Material.case_kind == "claim",
            Material.case_id == claim.id,
            Material.required,
            Material.received_on.is_(None),
        )
    ).all()
    return f"缺少材料：{'、'.join(title('materials', code) for code in missing)}。" if missing else ""


def something_is_granted(desk: Desk, claim: Claim) -> str:
    """A claim without a single line to pay has to be refused, not approved; not so what an advance has paid already."""
    total = desk.session.scalar(select(func.sum(ClaimLine.amount)).where(ClaimLine.claim_id == claim.id))
    if total or (claim.stage == SETTLEMENT and advanced(desk.session, claim.filing_id)):
        return ""
    return "没有一个人员符合补贴条件。"


def findings_are_settled(desk: Desk, claim: Claim) -> str:
    """Each finding "in principle" was accepted with a written reason."""
    open_ = desk.session.scalars(
        select(FindingRecord.sentence).where(
            FindingRecord.case_kind == "claim",
            FindingRecord.case_id == claim.id,
            FindingRecord.strength == Strength.PRINCIPLE,
            FindingRecord.accepted_by.is_(None),
        )
    ).all()
    return f"有 {len(open_)} 条“原则上”的要求未说明理由，例如：{open_[0]}" if open_ else ""


def not_the_handler(desk: Desk, claim: Claim) -> str:
    """Whoever handled the claim, its filing or its class may not decide on it."""
    if desk.clerk.id in who_had(desk.session, HANDLING, uids_of(desk, claim)):
        return f"{desk.clerk.name}经办过本件或其备案、班级，须由他人审批。"
    return ""


def not_the_reviewer(desk: Desk, claim: Claim) -> str:
    """The two levels are two people; whoever merely sent the claim back before may still approve it."""
    if desk.clerk.id in who_did(desk.session, REVIEW, claim.uid):
        return f"{desk.clerk.name}复核过本件，须由他人审批。"
    return ""


REVIEW = "复核同意"

MOVES: tuple[Move[Claim], ...] = (
    Move(
        "submit",
        "提交复核",
        ("draft",),
        "submitted",
        "handler",
        HANDLING,
        (materials_are_complete,),
    ),
    Move(
        "review",
        REVIEW,
        ("submitted",),
        "reviewed",
        "reviewer",
        DECIDING,
        (not_the_handler, findings_are_settled, something_is_granted, no_open_doubt),
    ),
    Move(
        "approve",
        "审批同意",
        ("reviewed",),
        "approved",
        "director",
        DECIDING,
        (not_the_handler, not_the_reviewer, findings_are_settled, something_is_granted, no_open_doubt),
    ),
    Move("send_back", "退回经办", ("submitted",), "returned", "reviewer", DECIDING, (not_the_handler,)),
    Move("send_back_up", "退回经办", ("reviewed",), "returned", "director", DECIDING, (not_the_handler,)),
    Move("resume", "重新办理", ("returned",), "draft", "handler", HANDLING),
    Move("refuse", "不予补贴", ("submitted",), "refused", "reviewer", DECIDING, (not_the_handler,)),
)
