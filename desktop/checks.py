"""`zhipei check`: the store is sound, the trail is whole, and money ties from application to package, to the fen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.audit import Sequence
from db.backup import damage
from db.classes import TrainingClass
from db.exchange import Package, PackageRecord
from db.filings import Correction, EvidenceFile, Filing
from db.issuing import IssuedPaper
from db.notices import Notice, NoticeLine
from db.payments import PaymentBatch, PaymentLine, PaymentOrder, Repayment
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop import audit, editions, evidence, issuing, ledger
from desktop.files import digest
from desktop.notices.publishing import ON_THE_LIST
from desktop.payments.paying import sums
from desktop.policy import LineFacts
from desktop.subsidies.gathering import TRAINING
from desktop.subsidies.recalling import recall
from desktop.subsidies.repaying import overpayment, repaid_in_all
from desktop.subsidies.sharing import advanced, due
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, and what is wrong with it; sound when `faults` is empty."""

    title: str
    figure: str
    faults: tuple[str, ...] = ()


def check(desk: Desk) -> tuple[Check, ...]:
    """Check the workspace at whose desk this is asked; reads only.

    A store that is damaged is told and nothing more: what would be read from it proves nothing.
    """
    sound = Check("数据文件完整性", "页校验、结构、外键", tuple(damage(desk.workspace.engine)))
    if sound.faults:
        return (sound, Check("其余各项", "数据文件损坏，未再核对", ("请用最近的备份恢复后重新核对",)))
    return (
        sound,
        Check("审计链", f"末尾摘要 {audit.head(desk.session)[:12]}", tuple(audit.faults(desk.session))),
        _numbers(desk),
        _published(desk),
        _batches(desk),
        _ledger(desk),
        _allowance(desk),
        _advances(desk),
        _packages(desk),
        _evidence(desk),
        _papers(desk),
    )


NUMBERED: dict[str, InstrumentedAttribute[Any]] = {
    "备": Filing.number,
    "补正": Correction.number,
    "班": TrainingClass.number,
    "补": Claim.number,
    "示": Notice.number,
    "付": PaymentBatch.number,
    "报": Package.number,
    "印": IssuedPaper.number,
}


def _numbers(desk: Desk) -> Check:
    """Every number given in a year belongs to a case: none is missing, none was given twice."""
    faults = []
    given = desk.session.scalars(select(Sequence).where(Sequence.kind.in_(NUMBERED))).all()
    for row in given:
        column = NUMBERED[row.kind]
        there = desk.session.scalar(
            select(func.count()).where(column.startswith(f"{row.kind}〔{row.year}〕", autoescape=True))
        )
        if there != row.last:
            faults.append(f"{row.kind}〔{row.year}〕编到{row.last:04d}号，实有{there}件")
    return Check("案号", f"{sum(row.last for row in given)} 个", tuple(faults))


def _published(desk: Desk) -> Check:
    """What stands on lists and was not withdrawn equals what was granted for the same lines (J14)."""
    rows = desk.session.execute(
        select(NoticeLine.id, NoticeLine.position, NoticeLine.amount, ClaimLine.amount.label("granted"))
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(NoticeLine.state.in_((*ON_THE_LIST, "objected")))
    ).all()
    faults = tuple(
        f"公示第{row.position}行{row.amount}元，核定{row.granted}元"
        for row in rows
        if row.amount != row.granted
    )
    twice = desk.session.scalars(
        select(NoticeLine.line_id).group_by(NoticeLine.line_id).having(func.count() > 1)
    ).all()
    faults += tuple(f"明细{line_id}公示两次" for line_id in twice)
    return Check(
        "公示与核定", f"{len(rows)} 行，{sum((row.amount for row in rows), Decimal(0)):,.2f} 元", faults
    )


def _batches(desk: Desk) -> Check:
    """Each batch equals its orders, its lines and the published amounts of those lines."""
    faults: list[str] = []
    batches = desk.session.scalars(select(PaymentBatch).where(PaymentBatch.state != "withdrawn")).all()
    for batch in batches:
        orders, lines, published = sums(desk.session, batch)
        if not batch.total == orders == lines == published:
            faults.append(f"{batch.number}：批次{batch.total}，付款单{orders}，明细{lines}，公示{published}")
    return Check(
        "拨付与公示",
        f"{len(batches)} 批，{sum((b.total for b in batches), Decimal(0)):,.2f} 元",
        tuple(faults),
    )


def _ledger(desk: Desk) -> Check:
    """The ledger equals the paid orders, and no line was paid twice."""
    count, amount = ledger.total(desk)
    paid = desk.session.scalar(
        select(func.sum(PaymentOrder.amount)).where(PaymentOrder.state == "paid")
    ) or Decimal(0)
    faults = [] if amount == paid else [f"台账{amount}元，已拨付{paid}元"]
    twice = desk.session.scalars(
        select(PaymentLine.line_id)
        .join(PaymentOrder)
        .where(PaymentOrder.state.in_(("pending", "paid")))
        .group_by(PaymentLine.line_id)
        .having(func.count() > 1)
    ).all()
    faults += [f"明细{line_id}被拨付两次" for line_id in twice]
    back = repaid_in_all(desk)
    told = f"，退回 {back:,.2f} 元" if back else ""
    return Check("台账与拨付", f"{count} 行，{amount:,.2f} 元{told}", tuple(faults))


def _allowance(desk: Desk) -> Check:
    """The days kept for the allowance are as many as the live lines say (J11)."""
    kept = desk.session.scalar(select(func.count()).select_from(AllowanceDay)) or 0
    said = (
        desk.session.scalar(
            select(func.sum(ClaimLine.days)).where(ClaimLine.scheme == "allowance", ClaimLine.amount > 0)
        )
        or 0
    )
    return Check("生活费天数", f"{kept} 人天", () if kept == said else (f"登记{kept}人天，明细{said}人天",))


def _advances(desk: Desk) -> Check:
    """Each settlement of an apprenticeship subtracts what was paid in advance for the same class, to the fen (J15).

    With the advance it comes to no more than the standard for those who share in it, and no more came back than was
    advanced too much.
    """
    settled = desk.session.scalars(
        select(Claim).where(Claim.stage == "settlement", Claim.state == "approved")
    ).all()
    faults = []
    for claim in settled:
        taken = Decimal((claim.known or {}).get("apprenticeship", {}).get("advanced", 0))
        paid = advanced(desk.session, claim.filing_id)
        if taken != paid:
            faults.append(f"{claim.number}结算时减去预支{taken}元，实际已拨付预支{paid}元")
        faults += _beyond(desk, claim, paid)
    back = select(Claim).join(Repayment, Repayment.claim_id == Claim.id).distinct()
    for claim in desk.session.scalars(back):
        found = overpayment(desk, claim)
        if found is None or found.left < 0:
            over = found.over if found else Decimal(0)
            faults.append(f"{claim.number}多预支{over}元，登记退回的超过此数")
    return Check("学徒制预支与结算", f"{len(settled)} 件结算", tuple(faults))


def _beyond(desk: Desk, claim: Claim, paid: Decimal) -> list[str]:
    """What an advance and a settlement come to beyond what is due for those whom the settlement pays."""
    lines = [line for line in claim.lines if line.scheme == TRAINING and line.amount]
    facts = recall(lines[0]) if lines else None
    if not isinstance(facts, LineFacts) or facts.apprenticeship is None:
        return []
    policy = editions.of(desk, claim.policy_version) or desk.policy
    most = due(policy, facts.apprenticeship, len(lines))
    granted = sum((line.amount for line in lines), Decimal(0))
    if granted + paid <= most:
        return []
    return [f"{claim.number}核定{granted}元，加上预支{paid}元，超过{len(lines)}人应补的{most}元"]


def _packages(desk: Desk) -> Check:
    """Sequence numbers have no gap, and each package's records are as many as it says."""
    rows = desk.session.scalars(select(Package).order_by(Package.sequence)).all()
    faults = [f"缺少第{at}包" for at, row in enumerate(rows, 1) if row.sequence != at][:1]
    counted = select(PackageRecord.package_id, func.count().label("records")).group_by(
        PackageRecord.package_id
    )
    counts = {row.package_id: row.records for row in desk.session.execute(counted)}
    faults += [
        f"{row.number}应有{row.records}条，实有{counts.get(row.id, 0)}条"
        for row in rows
        if row.records != counts.get(row.id, 0)
    ]
    missing = [
        row.file_name for row in rows if not (desk.workspace.folder / "outbox" / row.file_name).is_file()
    ]
    changed = [
        row.file_name
        for row in rows
        if row.file_name not in missing
        and digest(desk.workspace.folder / "outbox" / row.file_name) != row.digest
    ]
    faults += [f"发件箱中的{name}与登记的不一致" for name in changed]
    figure = f"{len(rows)} 包，控制金额 {sum((row.control_sum for row in rows), Decimal(0)):,.2f} 元"
    return Check("上报包", figure + (f"，{len(missing)} 包已移走" if missing else ""), tuple(faults))


def _evidence(desk: Desk) -> Check:
    """Every kept file is there and is what it was (J8)."""
    rows = desk.session.scalars(select(EvidenceFile)).all()
    faults: list[str] = []
    for row in rows:
        if not evidence.path(desk.workspace, row.digest).is_file():
            faults.append(f"缺少{row.name}")
        elif not evidence.whole(desk.workspace, row.digest):
            faults.append(f"{row.name}内容有变")
    left = len(evidence.unnamed(desk))
    also = f"，另有 {left} 份没有登记，是中断的办理留下的" if left else ""
    return Check("佐证文件", f"{len(rows)} 份{also}", tuple(faults))


def _papers(desk: Desk) -> Check:
    """Every copy of every issued paper can be shown again byte for byte, as the trail says it was issued."""
    papers, copies = issuing.count(desk)
    return Check("文书原件", f"{papers} 件 {copies} 份", issuing.faults(desk))
