"""Reporting to the province: the next package of everything that is settled and not yet accepted (A11)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Exists, Select, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.base import new_uid
from db.exchange import Package, PackageRecord
from db.filings import Filing
from db.payments import PaymentLine, PaymentOrder
from db.subsidies import Claim, ClaimLine
from desktop import audit, files
from desktop.codes import title
from desktop.exchange import bag, parties, schemas
from desktop.exchange.cases import claims_of
from desktop.exchange.inspection import inspect
from desktop.exchange.jsonl import digest_of
from desktop.exchange.manifest import REPORT, Head
from desktop.exchange.package import compose, place
from desktop.exchange.records import Rows, family
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

OUTBOX = "outbox"
STANDING = ("sent", "accepted")


@dataclass(frozen=True, slots=True)
class Packed:
    """A package just made: its row, its number, where it lies, and how many records of each kind it holds."""

    id: int
    number: str
    path: Path
    digest: str
    counts: dict[str, int]
    lines_total: Decimal
    payments_total: Decimal

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        held = "、".join(f"{schemas.title(kind)} {count}" for kind, count in self.counts.items())
        return (
            f"{self.number}已生成并读回核对：{held}；核准补贴 {self.lines_total} 元，"
            f"已拨付 {self.payments_total} 元。文件 {self.path.name}，摘要 {self.digest[:16]}。"
        )


def ready(desk: Desk) -> tuple[int, ...]:
    """The applications to report now: approved, every granted line paid, nothing of them waiting to be put right.

    An application waits for another with which it shares a payment, so that each payment travels with all it pays; an
    apprenticeship's advance waits until its settlement is approved, when nothing of the class can change any more.
    """
    session = desk.session
    paid = (
        select(PaymentLine.id)
        .join(PaymentOrder)
        .where(PaymentLine.line_id == ClaimLine.id, PaymentOrder.state == "paid")
        .exists()
    )
    owing = select(ClaimLine.id).where(ClaimLine.claim_id == Claim.id, ClaimLine.amount > 0, ~paid).exists()
    settled = (
        select(Claim.id, Claim.uid)
        .join(Filing, Filing.id == Claim.filing_id)
        .where(Claim.state == "approved", Claim.reopened_on.is_(None), Filing.reopened_on.is_(None), ~owing)
        .where(or_(Claim.stage != "advance", Filing.state == "archived", _settled()))
    )
    fresh = set(session.scalars(settled.where(~_stands(Claim.uid)).with_only_columns(Claim.id)))
    back = (
        select(PackageRecord)
        .join(Package)
        .where(Package.rejected > 0, PackageRecord.state == "rejected", ~_stands(PackageRecord.uid))
    )
    again = set().union(*claims_of(session, session.scalars(back)).values())
    chosen = fresh | set(
        session.scalars(settled.where(Claim.id.in_(listed(again))).with_only_columns(Claim.id))
    )
    reported = select(Claim.id).where(_stands(Claim.uid))
    while waiting := _sharing(session, chosen, reported):
        chosen -= waiting
    return tuple(sorted(chosen))


def _stands(uid: InstrumentedAttribute[str]) -> Exists:
    """Whether the province has accepted a record or is being sent it."""
    row = aliased(PackageRecord)
    return select(row.id).where(row.uid == uid, row.state.in_(STANDING)).exists()


def _settled() -> Exists:
    """Whether the settlement of an apprenticeship was approved."""
    other = aliased(Claim)
    chosen = select(other.id).where(
        other.filing_id == Claim.filing_id, other.stage == "settlement", other.state == "approved"
    )
    return chosen.exists()


def _sharing(session: Session, chosen: set[int], reported: Select[int]) -> set[int]:
    """Those of the chosen applications that share a payment with one neither chosen nor reported."""
    theirs = (
        select(PaymentLine.order_id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .where(ClaimLine.claim_id.in_(listed(chosen)))
    )
    pairs = session.execute(
        select(PaymentLine.order_id, ClaimLine.claim_id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .where(PaymentLine.order_id.in_(theirs))
        .distinct()
    )
    together: dict[int, set[int]] = defaultdict(set)
    for order_id, claim_id in pairs:
        together[order_id].add(claim_id)
    others = set().union(*together.values()) - chosen
    missing = others - set(session.scalars(reported.where(Claim.id.in_(listed(others)))))
    return {claim_id for claims in together.values() if claims & missing for claim_id in claims & chosen}


def pack(desk: Desk) -> Packed:
    """Make the next package in the workspace's outbox and keep what went into it; Refused if there is nothing to report.

    It is linked to the package before by number and digest. An application always travels with all its lines.
    """
    desk.needs("handler", title("roles", "handler"))
    rows = _unsent(desk.session, family(desk.session, ready(desk)))
    if not any(rows.values()):
        raise Refused(
            "没有需要上报的内容：没有新拨付完毕的补贴申请，也没有更正完毕的退回记录。",
            "补贴全部拨付到账后，或退回的记录更正完毕后，再生成上报包。",
        )
    last = desk.session.scalar(select(Package).order_by(Package.sequence.desc()).limit(1))
    head = Head(
        uid=new_uid(),
        kind=REPORT,
        sender=parties.county(desk.workspace),
        receiver=parties.province(desk.workspace.region),
        region=desk.workspace.region,
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else None,
        created_at=desk.now,
        number=desk.number("报"),
        practice=desk.workspace.practice,
        anchor=audit.head(desk.session),
    )
    blob = compose(head, rows)
    _make_way(desk, blob)
    written = place(desk.workspace.folder / OUTBOX, blob)
    control = written.manifest["control"]
    row = Package(
        uid=head.uid,
        number=head.number,
        sequence=head.sequence,
        digest=written.digest,
        previous=head.previous or "",
        file_name=written.path.name,
        made_at=desk.now,
        records=sum(map(len, rows.values())),
        control_sum=_yuan(control["payments"]["fen"]),
        receipt_digest=None,
        receipt_at=None,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.session.execute(
        insert(PackageRecord), [_item(row.id, one) for kind in rows.values() for one in kind]
    )
    audit.record(
        desk, "生成上报包", audit.OTHER, "package", row.uid, row.number, 序号=row.sequence, 记录数=row.records
    )
    counts = {kind: len(rows[kind]) for kind in schemas.KINDS if rows.get(kind)}
    lines, payments = _yuan(control["lines"]["fen"]), _yuan(control["payments"]["fen"])
    return Packed(row.id, row.number, written.path, written.digest, counts, lines, payments)


def copy_out(desk: Desk, package_id: int, folder: Path) -> Path:
    """Put a package made earlier into another folder (a stick), read back and verified; returns where it lies."""
    row = desk.session.get(Package, package_id)
    if row is None:
        raise Refused("没有找到这个上报包。", "请刷新列表后再试。")
    own = desk.workspace.folder / OUTBOX / row.file_name
    if not own.is_file() or files.digest(own) != row.digest:
        raise Refused(
            f"发件箱中的“{row.file_name}”不见了或被改动过，不能复制。",
            "请从备份或原介质取回这个文件放回发件箱。",
        )
    written = place(folder, own.read_bytes())
    audit.record(desk, "复制上报包", audit.OTHER, "package", row.uid, row.number, 文件=row.file_name)
    return written.path


def _unsent(session: Session, rows: Rows) -> Rows:
    """What the province neither has nor is being sent; an application that goes takes all its lines along."""
    uids = [one["uid"] for kind in rows.values() for one in kind]
    standing = set(
        session.scalars(
            select(PackageRecord.uid).where(
                PackageRecord.uid.in_(listed(uids)), PackageRecord.state.in_(STANDING)
            )
        )
    )
    going = {claim["uid"] for claim in rows.get("claim", ()) if claim["uid"] not in standing}
    return {
        kind: [one for one in of_kind if one["uid"] not in standing or one.get("claim") in going]
        for kind, of_kind in rows.items()
    }


def _make_way(desk: Desk, blob: bytes) -> None:
    """Set aside a file of the same name that a broken-off earlier attempt left behind: no record knows it."""
    verdict = inspect(blob)
    if verdict.manifest is None:
        raise Refused(f"数据包没有生成：{verdict.reason}", "请把这句话告诉技术人员；原有数据没有改动。")
    path = desk.workspace.folder / OUTBOX / f"{bag.name(verdict.manifest)}.zip"
    if path.exists():
        path.replace(path.with_name(f"{path.stem}-{files.digest(path)[:8]}.abandoned"))


def _item(package_id: int, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "package_id": package_id,
        "kind": record["kind"],
        "uid": record["uid"],
        "number": record["number"],
        "digest": digest_of(record),
        "state": "sent",
        "reason": "",
    }


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
