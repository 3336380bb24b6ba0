"""What a clerk sees of the exchange: what is ready to report, what came back, every package and its records."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, or_, select

from db.exchange import Package, PackageRecord
from db.filings import Filing
from db.subsidies import Claim
from desktop.audit import TrailLine, trail
from desktop.exchange import schemas
from desktop.exchange.outgoing import OUTBOX, ready
from desktop.pages import Page, PageQuery, like, page
from desktop.problems import Refused
from desktop.workspace import Desk

PACKAGE_STATES = {"sent": "待回执", "accepted": "全部接收", "partly": "部分退回", "rejected": "全部退回"}
RECORD_STATES = {"sent": "待回执", "accepted": "已接收", "rejected": "已退回"}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the next package would hold, and what keeps the rest: applications ready, packages without a receipt."""

    ready: int
    unanswered: int
    reopened: tuple["Reopened", ...]


@dataclass(frozen=True, slots=True)
class Reopened:
    """A filing or claim (`kind`) that the province sent back: to be corrected and then put right."""

    kind: str
    case_id: int
    number: str
    title: str
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package as the list shows it."""

    id: int
    number: str
    sequence: int
    made_at: datetime
    records: int
    control_sum: Decimal
    state: str
    state_title: str
    accepted: int
    rejected: int
    receipt_at: datetime | None
    file_name: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """How many records of a kind a package holds, and what became of them."""

    kind: str
    title: str
    records: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a package, and the province's reason if it came back."""

    id: int
    kind: str
    kind_title: str
    number: str
    uid: str
    state: str
    state_title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackageSheet:
    """One package whole."""

    line: PackageRow
    uid: str
    digest: str
    previous: str
    path: Path
    kinds: tuple[KindRow, ...]
    history: tuple[TrailLine, ...]


def outlook(desk: Desk) -> Outlook:
    """Return what waits to be reported and what waits for somebody."""
    waiting = desk.session.scalar(select(func.count()).select_from(Package).where(Package.state == "sent"))
    filings = [
        Reopened("filing", row.id, row.number or "", row.title, row.reopened_on, row.reopened_reason)
        for row in desk.session.scalars(
            select(Filing).where(Filing.reopened_on.is_not(None)).order_by(Filing.id)
        )
        if row.reopened_on
    ]
    claims = [
        Reopened("claim", row.id, row.number, row.filing.title, row.reopened_on, row.reopened_reason)
        for row in desk.session.scalars(
            select(Claim).where(Claim.reopened_on.is_not(None)).order_by(Claim.id)
        )
        if row.reopened_on
    ]
    return Outlook(len(ready(desk)), waiting or 0, (*filings, *claims))


def lines(desk: Desk, query: PageQuery) -> Page[PackageRow]:
    """Return a page of packages, found by number or file name; `state` keeps one state."""
    chosen = select(Package)
    if query.state:
        chosen = chosen.where(Package.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Package.number.like(pattern, escape="\\"), Package.file_name.like(pattern, escape="\\"))
        )
    names = ("number", "sequence", "made_at", "records", "control_sum", "accepted", "rejected", "receipt_at")
    sortable = {name: getattr(Package, name) for name in names} | {"state_title": Package.state}
    sums = {"records": Package.records, "control_sum": Package.control_sum}
    return page(desk.session, query, chosen, sortable, Package.id, lambda row: _row(row[0]), sums)


def sheet(desk: Desk, package_id: int) -> PackageSheet:
    """Return one package whole."""
    row = desk.session.get(Package, package_id)
    if row is None:
        raise Refused("没有找到这个上报包。", "请刷新列表后再试。")
    counts = {
        (kind, state): number
        for kind, state, number in desk.session.execute(
            select(PackageRecord.kind, PackageRecord.state, func.count())
            .where(PackageRecord.package_id == row.id)
            .group_by(PackageRecord.kind, PackageRecord.state)
        )
    }
    kinds = tuple(
        KindRow(
            kind,
            schemas.title(kind),
            sum(counts.get((kind, state), 0) for state in RECORD_STATES),
            counts.get((kind, "accepted"), 0),
            counts.get((kind, "rejected"), 0),
        )
        for kind in schemas.KINDS
        if any(held == kind for held, _ in counts)
    )
    path = desk.workspace.folder / OUTBOX / row.file_name
    return PackageSheet(
        _row(row), row.uid, row.digest, row.previous, path, kinds, trail(desk.session, row.uid)
    )


def record_lines(desk: Desk, package_id: int, query: PageQuery) -> Page[RecordRow]:
    """Return a page of a package's records, found by number, identifier or reason; `state` keeps one state."""
    chosen = select(PackageRecord).where(PackageRecord.package_id == package_id)
    if query.state:
        chosen = chosen.where(PackageRecord.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        found = (PackageRecord.number, PackageRecord.uid, PackageRecord.reason)
        chosen = chosen.where(or_(*(each.like(pattern, escape="\\") for each in found)))
    sortable = {
        "kind_title": PackageRecord.kind,
        "number": PackageRecord.number,
        "state_title": PackageRecord.state,
        "reason": PackageRecord.reason,
    }
    return page(desk.session, query, chosen, sortable, PackageRecord.id, lambda row: _record(row[0]))


def _row(row: Package) -> PackageRow:
    return PackageRow(
        row.id,
        row.number,
        row.sequence,
        row.made_at,
        row.records,
        row.control_sum,
        row.state,
        PACKAGE_STATES[row.state],
        row.accepted,
        row.rejected,
        row.receipt_at,
        row.file_name,
    )


def _record(row: PackageRecord) -> RecordRow:
    return RecordRow(
        row.id,
        row.kind,
        schemas.title(row.kind),
        row.number,
        row.uid,
        row.state,
        RECORD_STATES[row.state],
        row.reason,
    )
