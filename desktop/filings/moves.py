"""Who may take a filing from which state to which, and what must hold."""

from sqlalchemy import select

from db.filings import Correction, Filing, FindingRecord, Material, Trainee
from db.payments import PaymentLine, PaymentOrder
from db.subsidies import Claim, ClaimLine
from desktop.audit import DECIDING, HANDLING
from desktop.codes import title
from desktop.doubts import no_open_doubt
from desktop.moves import Move, somebody_else
from desktop.policy import Strength
from desktop.workspace import Desk


def plan_is_whole(desk: Desk, filing: Filing) -> str:
    """A filing without courses or roster, or without what its type of training is reckoned by, cannot be judged (J12)."""
    if filing.training_type == "entrepreneurship" and not filing.programme:
        return "创业培训没有选择类别，补贴标准和享受次数都按类别确定，请在“修改备案申请”中选择。"
    if filing.training_type == "apprenticeship" and not filing.years:
        return "企业新型学徒制没有填写培养年限，补贴按年计算，请在“修改备案申请”中填写。"
    if not filing.items:
        return "培训计划没有课程。"
    if desk.session.scalar(select(Trainee.id).where(Trainee.filing_id == filing.id).limit(1)) is None:
        return "还没有导入花名册。"
    return ""


def materials_are_complete(desk: Desk, filing: Filing) -> str:
    """Every required material of the checklist has been received (J12)."""
    missing = desk.session.scalars(
        select(Material.code).where(
            Material.case_kind == "filing",
            Material.case_id == filing.id,
            Material.required,
            Material.received_on.is_(None),
        )
    ).all()
    return f"缺少材料：{'、'.join(title('materials', code) for code in missing)}。" if missing else ""


def findings_are_settled(desk: Desk, filing: Filing) -> str:
    """No rule that must hold is broken, and each one "in principle" was accepted with a written reason (J7)."""
    chosen = select(FindingRecord).where(
        FindingRecord.case_kind == "filing", FindingRecord.case_id == filing.id
    )
    found = desk.session.scalars(chosen).all()
    hard = [each for each in found if each.strength == Strength.MUST]
    if hard:
        return f"有 {len(hard)} 条不符合规定，例如：{hard[0].sentence}"
    soft = [each for each in found if each.strength == Strength.PRINCIPLE and each.accepted_by is None]
    return f"有 {len(soft)} 条“原则上”的要求未说明理由，例如：{soft[0].sentence}" if soft else ""


def told_only_once(desk: Desk, filing: Filing) -> str:
    """Defects are told once and all together."""
    told = desk.session.scalar(select(Correction.number).where(Correction.filing_id == filing.id).limit(1))
    return f"已于{told}一次性告知，不得再次要求补正。" if told else ""


def nothing_is_under_way(desk: Desk, filing: Filing) -> str:
    """What was claimed for the class is refused, or granted and paid to the last line (J8: then the years count)."""
    if filing.reopened_on is not None:
        return "本件被省级退回，还没有更正。"
    claims = select(Claim).where(Claim.filing_id == filing.id, Claim.state != "refused")
    for claim in desk.session.scalars(claims):
        if claim.state != "approved" or claim.reopened_on is not None:
            return f"补贴申请{claim.number}还没有办完。"
        paid = (
            select(PaymentLine.id)
            .join(PaymentOrder)
            .where(PaymentLine.line_id == ClaimLine.id, PaymentOrder.state == "paid")
            .exists()
        )
        owing = select(ClaimLine.id).where(ClaimLine.claim_id == claim.id, ClaimLine.amount > 0, ~paid)
        if desk.session.scalar(owing.limit(1)) is not None:
            return f"补贴申请{claim.number}还有没拨付的金额。"
        if claim.stage == "advance" and not _settled(desk, filing):
            return f"预支的补贴（{claim.number}）还没有结算。"
    return ""


def _settled(desk: Desk, filing: Filing) -> bool:
    """Whether an apprenticeship's settlement was decided, for or against."""
    chosen = select(Claim.id).where(
        Claim.filing_id == filing.id, Claim.stage == "settlement", Claim.state.in_(("approved", "refused"))
    )
    return desk.session.scalar(chosen.limit(1)) is not None


def _uid(filing: Filing) -> str:
    return filing.uid


not_the_handler = somebody_else(HANDLING, _uid)

MOVES: tuple[Move[Filing], ...] = (
    Move("accept", "受理", ("draft",), "accepted", "handler", HANDLING, (plan_is_whole,)),
    Move("decline", "不予受理", ("draft",), "refused", "reviewer", DECIDING, (not_the_handler,)),
    Move(
        "ask_correction",
        "一次性告知补正",
        ("accepted",),
        "correcting",
        "handler",
        HANDLING,
        (told_only_once,),
    ),
    Move("take_correction", "收到补正", ("correcting",), "accepted", "handler", HANDLING, (plan_is_whole,)),
    Move(
        "approve",
        "同意备案",
        ("accepted",),
        "approved",
        "reviewer",
        DECIDING,
        (not_the_handler, plan_is_whole, materials_are_complete, findings_are_settled, no_open_doubt),
    ),
    Move(
        "refuse", "不予同意", ("accepted", "correcting"), "refused", "reviewer", DECIDING, (not_the_handler,)
    ),
    Move("open", "开班", ("approved",), "open", "handler", HANDLING),
    Move("finish", "结业", ("open",), "finished", "handler", HANDLING),
    Move("archive", "归档", ("finished",), "archived", "handler", HANDLING, (nothing_is_under_way,)),
)
