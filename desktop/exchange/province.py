"""The province's end: packages come in, in order and once; each gets one receipt, and always the same one."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from db.base import new_uid
from db.exchange import ReceivedPackage, ReceivedRecord
from desktop import audit
from desktop.exchange import parties, receipts
from desktop.exchange.inspection import Package, Verdict, inspect
from desktop.exchange.jsonl import canonical
from desktop.exchange.judging import Judged, judge
from desktop.exchange.manifest import RECEIPT, REPORT, Head, Party
from desktop.exchange.package import compose, place, verify
from desktop.exchange.receipts import ACCEPTED, Receipt
from desktop.problems import Refused
from desktop.workspace import STORE, SYSTEM, Desk, Workspace


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file handed in: a sentence, and the receipt with where it lies if there is one."""

    file: Path
    ok: bool
    sentence: str
    again: bool = False
    receipt_path: Path | None = None
    receipt: Receipt | None = None


def receive(
    files: Iterable[Path], inbox: Path, out: Path, clock: Callable[[], datetime] = datetime.now
) -> tuple[Received, ...]:
    """Take packages into the store in `inbox` and write their receipts into `out`.

    The order of `files` does not matter: each sender's packages are taken by sequence. A file that is no
    sound package, is meant for somebody else, or comes before its turn is answered by a sentence and leaves
    the store as it was. A package taken in before gets the very receipt it got then.
    """
    looked = [(path, verify(path)) for path in files]
    workspace: Workspace | None = None
    results: list[Received] = []
    try:
        for path, verdict in sorted(looked, key=_turn):
            if verdict.package is None:
                results.append(Received(path, False, verdict.reason))
                continue
            try:
                workspace = workspace or _store(inbox, verdict.package, clock)
                results.append(_take(workspace, path, verdict, out))
            except Refused as no:
                results.append(Received(path, False, f"{no.sentence}{no.remedy}"))
    finally:
        if workspace is not None:
            workspace.close()
    return tuple(results)


def _turn(looked: tuple[Path, Verdict]) -> tuple[str, int, str]:
    """Where a file stands in the line: by sender and sequence, unreadable ones first."""
    path, verdict = looked
    about = verdict.manifest
    return (about["sender"]["code"], about["sequence"], path.name) if about else ("", 0, path.name)


def _store(inbox: Path, package: Package, clock: Callable[[], datetime]) -> Workspace:
    """Open the province's own store, made for the region of the first package that comes."""
    if (inbox / STORE).exists():
        return Workspace.open(inbox, clock)
    about = package.manifest
    own = parties.province(about["region"])
    _for_us(own, about["region"], about["practice"], package)
    return Workspace.create(
        inbox,
        region=about["region"],
        bureau=own.name,
        county=own.code,
        practice=about["practice"],
        clock=clock,
    )


def _for_us(own: Party, region: str, practice: bool, package: Package) -> None:  # noqa: FBT001
    """Refuse what was made for somebody else."""
    about = package.manifest
    if about["kind"] != REPORT:
        raise Refused("这是回执，不是上报包；回执不再回复，也不收入。", "请在报送单位的工作站导入这份回执。")
    if about["receiver"]["code"] != own.code or about["region"] != region:
        receiver = about["receiver"]
        raise Refused(
            f"这一包是报给{receiver['name']}（{receiver['code']}）的，不是报给{own.name}的，没有收入。",
            "请送交写明的接收单位。",
        )
    if about["practice"] != practice:
        raise Refused("演练数据与真实数据不能收入同一个库，这一包没有收入。", "请为演练另设一个收件文件夹。")


def _take(workspace: Workspace, path: Path, verdict: Verdict, out: Path) -> Received:
    package = verdict.package
    if package is None:
        raise Refused(verdict.reason)
    _for_us(parties.county(workspace), workspace.region, workspace.practice, package)
    with workspace.desk(SYSTEM) as desk:
        kept = desk.session.scalar(select(ReceivedPackage).where(ReceivedPackage.digest == package.digest))
        again = kept is not None
        if kept is None:
            _in_order(desk, package)
            kept = _keep(desk, package, "" if verdict.readable else verdict.reason)
        name, blob, day = kept.receipt_name, kept.receipt, kept.received_at
    written = place(out, blob)
    answered = inspect(blob).package
    receipt = receipts.parse(answered) if answered else None
    return Received(
        path, True, _sentence(package, receipt, day if again else None, name), again, written.path, receipt
    )


def _in_order(desk: Desk, package: Package) -> None:
    """Refuse a package whose turn it is not."""
    about = package.manifest
    sender, sequence = about["sender"], about["sequence"]
    last = desk.session.scalar(
        select(ReceivedPackage)
        .where(ReceivedPackage.sender == sender["code"])
        .order_by(ReceivedPackage.sequence.desc())
        .limit(1)
    )
    if desk.session.scalar(select(ReceivedPackage.id).where(ReceivedPackage.uid == about["uid"])) is not None:
        raise Refused(
            f"{sender['name']}的第 {sequence} 包用了已收过的包标识而内容不同，没有收入。",
            "请报送单位核对包台账。",
        )
    reached = last.sequence if last else 0
    if sequence <= reached:
        raise Refused(
            f"{sender['name']}的第 {sequence} 包已收到过内容不同的另一份，这一份没有收入。",
            "请报送单位核对包台账，把新内容编入下一包。",
        )
    if sequence > reached + 1:
        missing = f"第 {reached + 1} 包" + (f"至第 {sequence - 1} 包" if sequence > reached + 2 else "")
        raise Refused(
            f"{sender['name']}的第 {sequence} 包先到了，缺少{missing}，这一包暂不收入。",
            "请先收齐前面的包，再收这一包。",
        )
    if last is not None and about["previous"] != last.digest:
        raise Refused(
            f"{sender['name']}的第 {sequence} 包所记的上一包不是本处收到的那一份，没有收入。",
            "请报送单位核对是否恢复过旧备份、重做过上一包。",
        )


def _keep(desk: Desk, package: Package, reason: str) -> ReceivedPackage:
    """Judge a package and keep it with its records and its receipt, all in the desk's transaction."""
    judged = [] if reason else judge(desk.session, package)
    about = package.manifest
    name, blob = _receipt(desk, package, judged, reason)
    row = ReceivedPackage(
        uid=about["uid"],
        sender=about["sender"]["code"],
        sequence=about["sequence"],
        digest=package.digest,
        received_at=desk.now,
        receipt_name=name,
        receipt=blob,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.session.add_all(
        ReceivedRecord(
            package_id=row.id,
            kind=one.record.kind,
            uid=one.record.uid,
            digest=one.record.digest,
            natural_key=one.natural_key,
            payload=canonical(one.record.fields).decode(),
            state=one.answer.state,
            reason=one.answer.reason,
        )
        for one in judged
    )
    accepted = sum(one.answer.state == ACCEPTED for one in judged)
    audit.record(
        desk,
        "收入上报包",
        audit.OTHER,
        "received_package",
        row.uid,
        about["number"],
        报送单位=about["sender"]["code"],
        序号=about["sequence"],
        接收=accepted,
        退回=len(judged) - accepted,
    )
    return row


def _receipt(desk: Desk, package: Package, judged: list[Judged], reason: str) -> tuple[str, bytes]:
    """Name and bytes of the receipt; receipts to one county are numbered and linked like its packages."""
    about = package.manifest
    sender = about["sender"]["code"]
    before = desk.session.scalar(
        select(ReceivedPackage.receipt)
        .where(ReceivedPackage.sender == sender)
        .order_by(ReceivedPackage.id.desc())
        .limit(1)
    )
    count = desk.session.scalar(select(func.count()).where(ReceivedPackage.sender == sender)) or 0
    now = desk.now.astimezone() if desk.now.tzinfo is None else desk.now
    head = Head(
        uid=new_uid(),
        kind=RECEIPT,
        sender=Party(desk.workspace.county, desk.workspace.bureau),
        receiver=Party(sender, about["sender"]["name"]),
        region=desk.workspace.region,
        sequence=count + 1,
        previous=hashlib.sha256(before).hexdigest() if before else None,
        created_at=now,
        number=desk.number("回"),
        practice=desk.workspace.practice,
        anchor=audit.head(desk.session),
    )
    answers = [one.answer for one in judged]
    blob = compose(head, receipts.rows(package, new_uid(), now, answers, reason))
    verdict = inspect(blob)
    if verdict.package is None or not verdict.ok:
        raise Refused(f"回执没有生成：{verdict.reason}", "这一包没有收入，请把这句话告诉技术人员。")
    return f"{verdict.package.name}.zip", blob


def _sentence(package: Package, receipt: Receipt | None, before: datetime | None, name: str) -> str:
    about = package.manifest
    what = f"{about['sender']['name']}第 {about['sequence']} 包"
    if receipt is None:
        return f"{what}的回执已写成 {name}。"
    if not receipt.readable:
        told = f"不能读取：{receipt.reason}"
    else:
        told = f"共 {len(receipt.answers)} 条记录，接收 {len(receipt.answers) - len(receipt.rejected)} 条"
        told += f"，退回 {len(receipt.rejected)} 条。" if receipt.rejected else "。"
    if before is not None:
        return f"{what}已于 {before:%Y-%m-%d %H:%M} 收入过，没有改变任何数据，重新给出同一份回执 {name}。当时结果：{told}"
    return f"{what}已收入，{told}回执 {name}。"
