"""What a clerk sees of payments: the batches, one batch whole with its orders, and the payment order workbook."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import ScalarSelect, func, or_, select

from db.filings import Filing
from db.notices import Notice, NoticeLine
from db.payments import PaymentBatch, PaymentOrder
from db.subsidies import Claim, ClaimLine
from desktop import audit
from desktop.audit import TrailLine, trail
from desktop.codes import title
from desktop.moves import Offer, offers
from desktop.notices.publishing import name_of
from desktop.pages import Page, PageQuery, like, page
from desktop.payments.funds import Fund, fund_by_policy
from desktop.payments.paying import MOVES, find, shown_account
from desktop.problems import Refused
from desktop.sheets import SheetColumn, write_workbook
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch as the list shows it."""

    id: int
    number: str
    notice_number: str
    scheme_title: str
    fund_title: str
    count: int
    total: Decimal
    paid: Decimal
    returned: int
    state: str
    state_title: str
    prepared_on: date


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order; the account is masked."""

    id: int
    position: int
    payee: str
    payee_kind: str
    bank: str
    account: str
    people: int
    amount: Decimal
    state: str
    state_title: str
    settled_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class BatchSheet:
    """One batch whole."""

    id: int
    uid: str
    number: str
    notice_id: int
    notice_number: str
    scheme: str
    scheme_title: str
    fund: str
    fund_title: str
    state: str
    state_title: str
    count: int
    people: int
    total: Decimal
    paid: Decimal
    returned: Decimal
    prepared_on: date
    prepared_by: str
    released_on: date | None
    released_by: str
    history: tuple[TrailLine, ...]
    moves: tuple[Offer, ...]


def lines(desk: Desk, query: PageQuery) -> Page[BatchRow]:
    """Return a page of payment batches."""
    paid = _sum("paid")
    returned = (
        select(func.count())
        .where(PaymentOrder.batch_id == PaymentBatch.id, PaymentOrder.state == "returned")
        .correlate(PaymentBatch)
        .scalar_subquery()
    )
    chosen = select(PaymentBatch, Notice.number, paid.label("paid"), returned.label("returned")).join(Notice)
    if query.state:
        chosen = chosen.where(PaymentBatch.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        payee = select(PaymentOrder.id).where(
            PaymentOrder.batch_id == PaymentBatch.id, PaymentOrder.payee.like(pattern, escape="\\")
        )
        chosen = chosen.where(or_(PaymentBatch.number.like(pattern, escape="\\"), payee.exists()))
    sortable = {
        "number": PaymentBatch.number,
        "notice_number": Notice.number,
        "scheme_title": PaymentBatch.scheme,
        "fund_title": PaymentBatch.fund,
        "count": PaymentBatch.count,
        "total": PaymentBatch.total,
        "paid": paid,
        "returned": returned,
        "state_title": PaymentBatch.state,
        "prepared_on": PaymentBatch.prepared_on,
    }
    return page(
        desk.session,
        query,
        chosen,
        sortable,
        PaymentBatch.id,
        lambda row: _row(*row),
        {"total": PaymentBatch.total},
    )


def _sum(state: str) -> ScalarSelect[Decimal]:
    return (
        select(func.coalesce(func.sum(PaymentOrder.amount), 0))
        .where(PaymentOrder.batch_id == PaymentBatch.id, PaymentOrder.state == state)
        .correlate(PaymentBatch)
        .scalar_subquery()
    )


def _row(batch: PaymentBatch, notice_number: str, paid: Decimal, returned: int) -> BatchRow:
    return BatchRow(
        batch.id,
        batch.number,
        notice_number,
        title("schemes", batch.scheme),
        title("fund_sources", batch.fund),
        batch.count,
        batch.total,
        paid,
        returned,
        batch.state,
        title("payment_states", batch.state),
        batch.prepared_on,
    )


def orders(desk: Desk, batch_id: int, query: PageQuery) -> Page[OrderRow]:
    """Return a page of a batch's orders."""
    chosen = select(PaymentOrder).where(PaymentOrder.batch_id == batch_id)
    if query.state:
        chosen = chosen.where(PaymentOrder.state == query.state)
    if query.text.strip():
        chosen = chosen.where(PaymentOrder.payee.like(like(query.text), escape="\\"))
    names = ("position", "payee", "bank", "people", "amount", "state", "settled_on")
    sortable = {name: getattr(PaymentOrder, name) for name in names} | {"state_title": PaymentOrder.state}
    ordered = (
        query
        if query.sort
        else PageQuery(query.text, query.state, "position", False, query.offset, query.limit)
    )
    sums = {"amount": PaymentOrder.amount}
    return page(desk.session, ordered, chosen, sortable, PaymentOrder.id, lambda row: _order(row[0]), sums)


def _order(row: PaymentOrder) -> OrderRow:
    return OrderRow(
        row.id,
        row.position,
        row.payee,
        row.payee_kind,
        row.bank,
        shown_account(row),
        row.people,
        row.amount,
        row.state,
        title("order_states", row.state),
        row.settled_on,
        row.reason,
    )


def sheet(desk: Desk, batch_id: int) -> BatchSheet:
    """Return one batch whole."""
    batch = find(desk, batch_id)
    by_state = {
        state: sum((order.amount for order in batch.orders if order.state == state), Decimal(0))
        for state in ("paid", "returned")
    }
    return BatchSheet(
        id=batch.id,
        uid=batch.uid,
        number=batch.number,
        notice_id=batch.notice_id,
        notice_number=batch.notice.number,
        scheme=batch.scheme,
        scheme_title=title("schemes", batch.scheme),
        fund=batch.fund,
        fund_title=title("fund_sources", batch.fund),
        state=batch.state,
        state_title=title("payment_states", batch.state),
        count=batch.count,
        people=sum(order.people for order in batch.orders),
        total=batch.total,
        paid=by_state["paid"],
        returned=by_state["returned"],
        prepared_on=batch.prepared_on,
        prepared_by=name_of(desk, batch.prepared_by),
        released_on=batch.released_on,
        released_by=name_of(desk, batch.released_by),
        history=trail(desk.session, batch.uid),
        moves=moves(desk, batch_id),
    )


def moves(desk: Desk, batch_id: int) -> tuple[Offer, ...]:
    """Return the moves that lead on from where the batch is."""
    return offers(desk, find(desk, batch_id), MOVES)


def funds(desk: Desk, notice_id: int, scheme: str) -> Fund | None:
    """Return the fund that the policy names for what a closed notice has under a scheme; None: the clerk has to say."""
    types = select(Filing.training_type).distinct()
    chosen = (
        types.join(Claim, Claim.filing_id == Filing.id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(NoticeLine, NoticeLine.line_id == ClaimLine.id)
        .where(NoticeLine.notice_id == notice_id, ClaimLine.scheme == scheme)
    )
    return fund_by_policy(desk, scheme, desk.session.scalars(chosen).all())


def order_workbook(desk: Desk, batch_id: int, path: Path) -> Path:
    """Write the payment order workbook that goes to finance or the bank; only once the batch is released.

    It tells names and accounts, so the trail tells who took it.
    """
    batch = find(desk, batch_id)
    if batch.state not in ("released", "settled"):
        raise Refused("本批次还没有复核拨付，或已经撤销，不能导出付款单。", "请先由财务人员复核拨付。")
    columns = (
        SheetColumn("序号", 6, "合计"),
        SheetColumn("收款人（开户名）", 36),
        SheetColumn("开户银行", 34),
        SheetColumn("银行账号", 26),
        SheetColumn("人数", 8, sum(order.people for order in batch.orders)),
        SheetColumn("金额（元）", 16, batch.total),
        SheetColumn("用途", 24),
        SheetColumn("付款单标识", 40),
    )
    use = title("schemes", batch.scheme)
    rows = (
        (order.position, order.payee, order.bank, order.account, order.people, order.amount, use, order.uid)
        for order in batch.orders
    )
    notes = (
        f"批次：{batch.number}　公示：{batch.notice.number}　项目：{use}　资金渠道：{title('fund_sources', batch.fund)}",
        f"笔数：{batch.count}　金额合计：{batch.total:,.2f} 元　复核拨付日期：{batch.released_on}",
    )
    written = write_workbook(path, "付款单", notes, columns, rows)
    audit.record(
        desk,
        "导出付款单",
        audit.OTHER,
        "payment_batch",
        batch.uid,
        batch.number,
        笔数=batch.count,
        金额=str(batch.total),
    )
    return written
