"""Taking in the province's receipt: records settle, and what was rejected reopens its case."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from db.exchange import Package, PackageRecord
from db.filings import Filing
from db.subsidies import Claim
from desktop import audit
from desktop.codes import title
from desktop.exchange import package as packages
from desktop.exchange import parties, receipts, schemas
from desktop.exchange.cases import OF_THE_CLAIM, claims_of
from desktop.exchange.inspection import Package as Sealed
from desktop.exchange.receipts import ACCEPTED, REJECTED, Answer, Receipt
from desktop.problems import Refused
from desktop.workspace import Desk

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """What a receipt brought: counts, the rejected records, the cases that are open again, and the sentence to show."""

    package_id: int
    package_number: str
    accepted: int
    rejected: tuple[Answer, ...]
    reopened: tuple[str, ...]
    again: bool
    sentence: str


def take_receipt(desk: Desk, path: Path) -> Settled:
    """Take in the province's receipt for one of our packages.

    The same receipt a second time changes nothing and gives the same answer. Refused when it answers no
    package of ours, is for somebody else, or does not answer exactly the records that were sent; Unreadable
    when the file is no sound receipt.
    """
    desk.needs("handler", title("roles", "handler"))
    sealed = packages.read(path)
    receipt = receipts.parse(sealed)
    row = _answered(desk, sealed, receipt)
    items = {item.uid: item for item in row.items}
    if row.receipt_digest is not None:
        if row.receipt_digest != receipt.digest:
            raise Refused(
                f"{row.number}已导入过另一份回执，这一份没有导入。",
                "请向省级核实以哪一份为准，不要手工改动。",
            )
        return _settled(row, receipt, _cases(desk, row, receipt), again=True)
    _match(row, items, receipt)
    for item in items.values():
        item.state, item.reason = REJECTED, receipt.reason[:LONGEST_REASON]
    for answer in receipt.answers:
        items[answer.uid].state, items[answer.uid].reason = answer.state, answer.reason
    row.state, row.receipt_digest, row.receipt_at = receipt.outcome, receipt.digest, desk.now
    row.rejected = len(items) - sum(item.state == ACCEPTED for item in items.values())
    row.accepted = len(items) - row.rejected
    desk.session.flush()
    cases = _cases(desk, row, receipt)
    _reopen(desk, cases)
    audit.record(
        desk,
        "导入省级回执",
        audit.OTHER,
        "package",
        row.uid,
        row.number,
        接收=row.accepted,
        退回=row.rejected,
    )
    return _settled(row, receipt, cases, again=False)


def put_right(desk: Desk, kind: str, case_id: int, note: str) -> None:
    """Close the reopening of a filing or claim (`kind`) once it has been corrected: it goes into the next package."""
    desk.needs("handler", title("roles", "handler"))
    case = _case(desk, kind, case_id)
    if case is None or case.reopened_on is None:
        raise Refused("这一件没有被省级退回，不需要更正重报。", "请刷新列表后再看。")
    if not note.strip():
        raise Refused("没有写明更正了什么。", "请写明更正内容，审计时要用。")
    case.reopened_on, case.reopened_reason = None, ""
    desk.session.flush()
    audit.record(desk, "更正完毕待重报", audit.HANDLING, kind, case.uid, case.number, 更正=note.strip())


def _answered(desk: Desk, sealed: Sealed, receipt: Receipt) -> Package:
    """The package of ours that the receipt answers."""
    about = sealed.manifest
    own = parties.county(desk.workspace)
    province = parties.province(desk.workspace.region)
    if about["receiver"]["code"] != own.code or about["practice"] != desk.workspace.practice:
        raise Refused(
            f"这份回执是给{about['receiver']['name']}的{'演练' if about['practice'] else '正式'}数据的，没有导入。",
            "请在对应的工作区导入。",
        )
    if about["sender"]["code"] != province.code:
        raise Refused(f"这份回执不是{province.name}发出的，没有导入。", "请核对回执的来源。")
    row = desk.session.scalar(select(Package).where(Package.uid == receipt.package_uid))
    if row is None or row.digest != receipt.package_digest or row.sequence != receipt.sequence:
        raise Refused(
            "这份回执所答的数据包不是本机生成的，没有导入。", "请检查是否恢复过旧备份，或拿错了回执。"
        )
    return row


def _match(row: Package, items: dict[str, PackageRecord], receipt: Receipt) -> None:
    """Refuse a receipt that does not answer exactly what was sent."""
    given = {answer.uid: (answer.kind, answer.digest) for answer in receipt.answers}
    sent = {uid: (item.kind, item.digest) for uid, item in items.items()}
    if receipt.readable and given != sent:
        raise Refused(f"回执逐条答复的记录与{row.number}所报的不一致，没有导入。", "请省级重新生成回执。")


@dataclass(frozen=True, slots=True)
class _Case:
    """A filing or claim with the reasons for which it is open again."""

    kind: str
    row: Filing | Claim
    reasons: tuple[str, ...]


def _cases(desk: Desk, row: Package, receipt: Receipt) -> tuple[_Case, ...]:
    """The cases behind the rejected records of a package; none if the package could not be read as a whole."""
    rejected = [item for item in row.items if item.state == REJECTED] if receipt.readable else []
    claims = claims_of(desk.session, rejected)
    found: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for item in rejected:
        for claim_id in sorted(claims[item.uid]):
            claim = desk.session.get_one(Claim, claim_id)
            key = ("claim", claim.id) if item.kind in OF_THE_CLAIM else ("filing", claim.filing_id)
            found[key][f"{schemas.title(item.kind)}：{item.reason}"] = None
    opened = ((kind, _case(desk, kind, case_id), reasons) for (kind, case_id), reasons in found.items())
    return tuple(_Case(kind, case, tuple(reasons)) for kind, case, reasons in opened if case is not None)


def _case(desk: Desk, kind: str, case_id: int) -> Filing | Claim | None:
    return desk.session.get(Filing, case_id) if kind == "filing" else desk.session.get(Claim, case_id)


def _reopen(desk: Desk, cases: tuple[_Case, ...]) -> None:
    """Open the cases again, each with every reason the province gave."""
    for case in cases:
        reason = "；".join(case.reasons)[:LONGEST_REASON]
        case.row.reopened_on, case.row.reopened_reason = desk.today, reason
        desk.session.flush()
        audit.record(desk, "省级退回重开", audit.OTHER, case.kind, case.row.uid, case.row.number, 原因=reason)


def _settled(row: Package, receipt: Receipt, cases: tuple[_Case, ...], *, again: bool) -> Settled:
    reopened = tuple(case.row.number or case.row.uid for case in cases)
    if not receipt.readable:
        told = f"省级不能读取这一包：{receipt.reason}全部记录将随下一包重报。"
    elif not receipt.rejected:
        told = f"{row.accepted} 条记录全部接收。"
    else:
        told = (
            f"接收 {row.accepted} 条，退回 {row.rejected} 条；{'、'.join(reopened)}已重新打开，请更正后重报。"
        )
    when = f"{row.receipt_at:%Y-%m-%d %H:%M}" if row.receipt_at else ""
    before = (
        f"这份回执已于 {when} 导入过，没有改变任何数据。当时结果："
        if again
        else f"{row.number}的回执已导入："
    )
    return Settled(row.id, row.number, row.accepted, receipt.rejected, reopened, again, before + told)
