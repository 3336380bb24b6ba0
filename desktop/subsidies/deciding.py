"""Applying for and deciding on a subsidy: the application, cuts by hand, two levels of approval (J13, J14)."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select

from db.base import new_uid
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop import audit, doubts, materials
from desktop.codes import grounds, title
from desktop.filings.entry import find as find_filing
from desktop.filings.review import days, give_opinion
from desktop.moves import demand, named, take
from desktop.pages import listed
from desktop.policy import Decision, Strength
from desktop.problems import Refused
from desktop.subsidies.assessing import assess, decisions, lower, manual
from desktop.subsidies.gathering import ADVANCE, ALLOWANCE, WHOLE
from desktop.subsidies.moves import MOVES
from desktop.subsidies.resharing import reshare
from desktop.subsidies.sharing import BY_HAND
from desktop.subsidies.stages import may_apply
from desktop.workspace import Desk

PAYEES = {
    "enterprise": "employer",
    "delegated": "employer",
    "institution": "institution",
    "individual": "person",
}


def apply(desk: Desk, filing_id: int, *, advance: bool = False) -> int:
    """Enter the subsidy application of a finished filing with all its lines worked out; returns the claim's id.

    An apprenticeship may have an `advance` while its class goes on; its application at the end is the settlement.
    Refused while the class is not finished, when a claim is already there, or with the policy's own
    sentence when a local value is missing.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = find_filing(desk, filing_id)
    stage = may_apply(desk, filing, advance=advance)
    claim = Claim(
        uid=new_uid(),
        number=desk.number("补"),
        filing_id=filing.id,
        stage=stage,
        payee_kind=PAYEES[filing.case_kind],
        applied_on=desk.today,
        policy_version=desk.policy.version,
    )
    desk.session.add(claim)
    desk.session.flush()
    _work_out(desk, claim)
    audit.record(
        desk,
        "登记补贴申请",
        audit.HANDLING,
        "claim",
        claim.uid,
        claim.number,
        **({} if stage == WHOLE else {"环节": title("claim_stages", stage)}),
        人数=len({line.person_id for line in claim.lines}),
        金额=str(sum((line.amount for line in claim.lines), Decimal(0))),
    )
    return claim.id


def _work_out(desk: Desk, claim: Claim) -> None:
    """Work out the lines, and lay out the checklist that these lines ask for."""
    assess(desk, claim)
    with_allowance = any(line.scheme == ALLOWANCE for line in claim.lines)
    stages = ("claim", "allowance") if with_allowance else ("claim",)
    if claim.stage == ADVANCE:
        stages = (ADVANCE,)
    filing = claim.filing
    materials.lay_out(desk, "claim", claim.id, filing.case_kind, filing.training_type, stages)


def recompute(desk: Desk, claim_id: int) -> None:
    """Work a claim's lines out again, after attendance, certificates or policy values were put right."""
    desk.needs("handler", title("roles", "handler"))
    claim = find(desk, claim_id)
    if claim.state != "draft":
        raise Refused(
            f"本申请{title('claim_states', claim.state)}，不能重新核算。", "如需重算，请先退回经办。"
        )
    _work_out(desk, claim)
    audit.record(
        desk, "重新核算", audit.HANDLING, "claim", claim.uid, claim.number, 政策=claim.policy_version[:8]
    )


def cut(desk: Desk, line_id: int, amount: Decimal, reason: str) -> None:
    """Cut a line by hand to `amount` yuan (zero refuses it) with the reason; only while it is being handled."""
    desk.needs("handler", title("roles", "handler"))
    line = desk.session.get(ClaimLine, line_id)
    if line is None:
        raise Refused("没有找到这一行。", "请刷新后再试。")
    if line.claim.state != "draft":
        raise Refused(f"本申请{title('claim_states', line.claim.state)}，不能核减。", "请先退回经办。")
    if len(reason.strip()) < 5:
        raise Refused("没有写明核减原因。", "请写明依据和情况，至少5个字。")
    if not line.amount:
        raise Refused("这一行本来就不予补贴，没有可以核减的金额。", "请核对所选的行。")
    if not 0 <= amount < line.amount or amount != round(amount, 2):
        raise Refused(
            f"核减后的金额应不小于 0 元、小于 {line.amount} 元，且不超过两位小数。", "请重新填写金额。"
        )
    note = {
        "rule": BY_HAND,
        "title": "人工核减",
        "strength": "must",
        "sentence": reason.strip(),
        "remedy": "",
        "facts": {},
    }
    lower(line, amount, [{**note, "document": "", "number": "", "clause": ""}])
    if not amount:
        desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id == line.id))
        reshare(desk, line.claim)
    claim = line.claim
    audit.record(
        desk,
        "人工核减",
        audit.HANDLING,
        "claim",
        claim.uid,
        claim.number,
        金额=str(amount),
        原因=reason.strip(),
    )


def submit(desk: Desk, claim_id: int) -> None:
    """Hand a claim to the reviewer."""
    claim = find(desk, claim_id)
    demand(desk, claim, named(MOVES, "submit"))
    claim.due_on = desk.calendar.add_working_days(desk.today, days(desk, "claim_review_days"))
    take(desk, claim, named(MOVES, "submit"))
    doubts.check(desk, "claim", claim.id)


def review(desk: Desk, claim_id: int, opinion: str) -> None:
    """First level: a reviewer who did not handle the case agrees with the lines as they stand today."""
    claim = find(desk, claim_id)
    doubts.check(desk, "claim", claim.id)
    demand(desk, claim, named(MOVES, "review"))
    _unchanged(desk, claim)
    take(desk, claim, named(MOVES, "review"), 意见=opinion.strip(), 疑点=doubts.fact(desk, claim))
    give_opinion(desk, "claim", claim.id, "复核", "同意", opinion)


def approve(desk: Desk, claim_id: int, opinion: str) -> None:
    """Second level: the director approves; from here on the lines are granted and may be published."""
    claim = find(desk, claim_id)
    doubts.check(desk, "claim", claim.id)
    demand(desk, claim, named(MOVES, "approve"))
    _unchanged(desk, claim)
    take(desk, claim, named(MOVES, "approve"), 意见=opinion.strip(), 疑点=doubts.fact(desk, claim))
    claim.decided_on = desk.today
    for line in claim.lines:
        if line.state == "proposed":
            line.state = "granted"
    give_opinion(desk, "claim", claim.id, "审批", "同意", opinion)


def send_back(desk: Desk, claim_id: int, reason: str) -> None:
    """Send a claim back to its handler with the reason; by whoever has it to decide."""
    claim = find(desk, claim_id)
    if not reason.strip():
        raise Refused("没有填写退回原因。", "请写明需要补充或更正的内容。")
    move = named(MOVES, "send_back_up" if claim.state == "reviewed" else "send_back")
    take(desk, claim, move, 原因=reason.strip())
    give_opinion(desk, "claim", claim.id, "审批" if move.code == "send_back_up" else "复核", "退回", reason)


def resume(desk: Desk, claim_id: int) -> None:
    """Take a returned claim up again; its lines are worked out anew."""
    claim = find(desk, claim_id)
    take(desk, claim, named(MOVES, "resume"))
    _work_out(desk, claim)


def refuse(desk: Desk, claim_id: int, ground: str, opinion: str) -> None:
    """Refuse a claim as a whole on one of the listed grounds; its allowance days become free again."""
    claim = find(desk, claim_id)
    known = {each.code: each for each in grounds(desk.workspace.region, "claim")}
    if ground not in known:
        raise Refused("不予补贴必须选择文件列明的理由，不能只写文字。", "请从理由目录中选择一项。")
    take(desk, claim, named(MOVES, "refuse"), 理由=known[ground].title)
    claim.refusal_ground, claim.decided_on = ground, desk.today
    lines = select(ClaimLine.id).where(ClaimLine.claim_id == claim.id)
    desk.session.execute(delete(AllowanceDay).where(AllowanceDay.line_id.in_(lines)))
    for line in claim.lines:
        line.state, line.amount = "refused", Decimal(0)
    give_opinion(desk, "claim", claim.id, "复核", "不予补贴", f"{known[ground].title}。{opinion.strip()}")


def find(desk: Desk, claim_id: int) -> Claim:
    """Return the claim, or refuse when there is none."""
    claim = desk.session.get(Claim, claim_id)
    if claim is None:
        raise Refused("没有找到这件补贴申请。", "请刷新列表后再试。")
    return claim


def _unchanged(desk: Desk, claim: Claim) -> None:
    """Refuse when the facts or the policy moved under a claim since its lines were worked out."""
    kept = {(line.trainee_id, line.scheme): line for line in claim.lines}
    days: dict[int, set[date]] = defaultdict(set)
    held = select(AllowanceDay).where(AllowanceDay.line_id.in_(listed(line.id for line in claim.lines)))
    for row in desk.session.scalars(held):
        days[row.line_id].add(row.day)
    moved: list[str] = []
    for each in decisions(desk, claim):
        line = kept.pop((each.trainee.id, each.scheme), None)
        if _moved(line, days[line.id] if line else set(), each.decision):
            moved.append(each.trainee.person.name)
    moved += [line.trainee.person.name for line in kept.values() if line.amount]
    if moved:
        names = "、".join(moved[:5]) + ("等" if len(moved) > 5 else "")
        raise Refused(
            f"核算后情况有变，{names}共{len(moved)}行与现在的核算结果不一致，不能同意。",
            "请退回经办重新核算后再审批。",
        )


def _moved(line: ClaimLine | None, days: set[date], decision: Decision) -> bool:
    """Whether a decision made now differs from the line as it is kept, apart from what was cut by hand."""
    if line is None:
        return bool(decision.amount)
    if line.amount != decision.amount and not (manual(line) and line.amount < decision.amount):
        return True
    if line.amount and days != set(decision.granted_days):
        return True
    told = {(each["rule"], tuple(sorted(each["facts"].items()))) for each in line.findings}
    return any(
        (each.rule, tuple(sorted(each.facts.items()))) not in told
        for each in decision.findings
        if each.strength is Strength.PRINCIPLE
    )
