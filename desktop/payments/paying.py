"""Paying what a closed notice allows: the batch, its release by a second person, and what the bank says (J14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from db.base import new_uid
from db.filings import Filing
from db.notices import Notice, NoticeLine
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop import audit, doubts
from desktop.audit import DECIDING, HANDLING, PAYING, who_had
from desktop.codes import title
from desktop.identity import mask_account
from desktop.moves import Move, named, take
from desktop.notices.publishing import ON_THE_LIST
from desktop.pages import listed
from desktop.payments.funds import chosen_fund
from desktop.problems import Refused
from desktop.workspace import Desk

ALLOWANCE = "allowance"
HOLDS = ("pending", "paid")


@dataclass(frozen=True, slots=True)
class Payee:
    """Whom an order pays and where."""

    kind: str
    uid: str
    name: str
    bank: str
    account: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the bank says of one order; `reason` for a returned one."""

    order_id: int
    paid: bool
    day: date
    reason: str = ""


def not_the_preparer(desk: Desk, batch: PaymentBatch) -> str:
    """Preparing and releasing a payment are two people's work."""
    return f"{desk.clerk.name}编制了本批次，须由他人复核拨付。" if batch.prepared_by == desk.clerk.id else ""


def not_an_approver(desk: Desk, batch: PaymentBatch) -> str:
    """Who decided on a claim or its filing does not also release its money."""
    rows = desk.session.execute(
        select(Claim.uid, Filing.uid)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(PaymentLine, PaymentLine.line_id == ClaimLine.id)
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .where(PaymentOrder.batch_id == batch.id)
        .distinct()
    )
    if desk.clerk.id in who_had(desk.session, DECIDING, (uid for row in rows for uid in row)):
        return f"{desk.clerk.name}审批过本批次中的备案或补贴申请，不能再由本人拨付。"
    return ""


def not_who_entered_a_payee(desk: Desk, batch: PaymentBatch) -> str:
    """Who entered or changed a payee, and so its account, does not also release money to it."""
    if desk.clerk.id in who_had(desk.session, HANDLING, (order.payee_uid for order in batch.orders)):
        return f"{desk.clerk.name}登记或修改过本批次中的收款方，须由他人复核拨付。"
    return ""


def paid_only_once(desk: Desk, batch: PaymentBatch) -> str:
    """No line of the batch is under way or paid in another one."""
    other, own = aliased(PaymentLine), aliased(PaymentOrder)
    twice = (
        select(func.count())
        .select_from(PaymentLine)
        .join(own, own.id == PaymentLine.order_id)
        .join(other, (other.line_id == PaymentLine.line_id) & (other.id != PaymentLine.id))
        .join(PaymentOrder, PaymentOrder.id == other.order_id)
        .where(own.batch_id == batch.id, PaymentOrder.state.in_(HOLDS))
    )
    count = desk.session.scalar(twice)
    return f"有 {count} 行已在其他付款单中。" if count else ""


def totals_tie(desk: Desk, batch: PaymentBatch) -> str:
    """Orders, lines and the closed list agree to the fen."""
    orders, lines, published = sums(desk.session, batch)
    if not batch.total == orders == lines == published:
        return f"批次合计{batch.total}、付款单合计{orders}、明细合计{lines}、公示合计{published}不一致。"
    return ""


def sums(session: Session, batch: PaymentBatch) -> tuple[Decimal, Decimal, Decimal]:
    """Return yuan of a batch's orders, of their lines, and of these lines as they stand on the closed list."""
    orders = session.scalar(select(func.sum(PaymentOrder.amount)).where(PaymentOrder.batch_id == batch.id))
    paying = (
        select(func.sum(PaymentLine.amount), func.sum(NoticeLine.amount))
        .select_from(PaymentLine)
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .outerjoin(
            NoticeLine,
            (NoticeLine.line_id == PaymentLine.line_id)
            & (NoticeLine.notice_id == batch.notice_id)
            & NoticeLine.state.in_(ON_THE_LIST),
        )
        .where(PaymentOrder.batch_id == batch.id)
    )
    lines, published = session.execute(paying).one()
    nothing = Decimal(0)
    return orders or nothing, lines or nothing, published or nothing


MOVES: tuple[Move[PaymentBatch], ...] = (
    Move(
        "release",
        "复核拨付",
        ("draft",),
        "released",
        "cashier",
        PAYING,
        (
            *(not_the_preparer, not_an_approver, not_who_entered_a_payee, paid_only_once, totals_tie),
            *(doubts.no_open_doubt, doubts.doubts_are_signed_off),
        ),
    ),
    Move("withdraw", "撤销批次", ("draft",), "withdrawn", "cashier", PAYING),
    Move("settle", "登记银行结果", ("released",), "settled", "cashier", PAYING),
)


def payable(desk: Desk) -> tuple[tuple[int, str, str, int, Decimal], ...]:
    """Return (notice id, number, scheme, lines, yuan) of every closed notice and scheme with lines still to pay."""
    rows = desk.session.execute(
        select(Notice.id, Notice.number, ClaimLine.scheme, func.count(), func.sum(NoticeLine.amount))
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(Notice.state == "closed", NoticeLine.state.in_(ON_THE_LIST), ~_is_held())
        .group_by(Notice.id, ClaimLine.scheme)
        .order_by(Notice.id, ClaimLine.scheme.desc())
    )
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def prepare(desk: Desk, notice_id: int, scheme: str, fund: str = "") -> int:
    """Make the batch of all lines of a closed notice under one scheme that are neither paid nor under way.

    Training subsidy goes to the enterprise or institution, one order each; the allowance to each person. `fund` is
    where the money comes from; that of the policy when it is empty. Refused when neither says it, or, naming all of
    them, when a payee has no account.
    """
    if not desk.clerk.roles & {"handler", "cashier"}:
        desk.needs("cashier", title("roles", "cashier"))
    notice = desk.session.get(Notice, notice_id)
    if notice is None or notice.state != "closed":
        raise Refused(
            "只有公示结束且无异议的名单才能拨付。", "请等公示期满、异议处理完毕并结束公示后再编制。"
        )
    by_payee = _by_payee(desk, notice, scheme)
    types = {row.line.claim.filing.training_type for rows in by_payee.values() for row in rows}
    fund = chosen_fund(desk, scheme, types, fund)
    batch = PaymentBatch(
        uid=new_uid(),
        number=desk.number("付"),
        notice_id=notice_id,
        scheme=scheme,
        fund=fund,
        total=sum((row.amount for rows in by_payee.values() for row in rows), Decimal(0)),
        count=len(by_payee),
        prepared_on=desk.today,
        prepared_by=desk.clerk.id,
    )
    desk.session.add(batch)
    desk.session.flush()
    _write_orders(desk.session, batch, by_payee)
    audit.record(
        desk,
        "编制拨付批次",
        PAYING,
        "payment_batch",
        batch.uid,
        batch.number,
        笔数=batch.count,
        金额=str(batch.total),
        资金渠道=title("fund_sources", batch.fund),
    )
    doubts.check(desk, "payment_batch", batch.id)
    return batch.id


def _by_payee(desk: Desk, notice: Notice, scheme: str) -> dict[Payee, list[NoticeLine]]:
    """Return what each payee gets of a closed notice; refused when nothing is left or an account is missing."""
    rows = desk.session.scalars(
        select(NoticeLine)
        .join(ClaimLine, ClaimLine.id == NoticeLine.line_id)
        .where(
            NoticeLine.notice_id == notice.id,
            NoticeLine.state.in_(ON_THE_LIST),
            ClaimLine.scheme == scheme,
            ~_is_held(),
        )
        .order_by(NoticeLine.position)
        .options(joinedload(NoticeLine.line).joinedload(ClaimLine.claim).joinedload(Claim.filing))
    ).all()
    if not rows:
        raise Refused(f"{notice.number}没有待拨付的{title('schemes', scheme)}。", "请刷新后查看拨付情况。")
    persons = _persons(desk.session, [row.line.person_id for row in rows])
    by_payee: dict[Payee, list[NoticeLine]] = defaultdict(list)
    for row in rows:
        by_payee[_payee(persons, row.line, scheme)].append(row)
    without = [payee.name for payee in by_payee if not payee.account or not payee.bank]
    if without:
        raise Refused(
            f"以下收款方没有登记开户银行或账号，没有编制：{'、'.join(without[:20])}。", "请先在登记册中补全。"
        )
    return by_payee


def release(desk: Desk, batch_id: int) -> None:
    """Release a batch for payment: by a cashier who neither prepared it, nor decided on any of its claims."""
    batch = find(desk, batch_id)
    doubts.check(desk, "payment_batch", batch.id)
    told = {"笔数": batch.count, "金额": str(batch.total), "疑点": doubts.fact(desk, batch)}
    take(desk, batch, named(MOVES, "release"), **told)
    batch.released_on, batch.released_by = desk.today, desk.clerk.id


def withdraw(desk: Desk, batch_id: int, reason: str) -> None:
    """Take back a batch that was made wrongly and not yet released; its lines can be paid in another one.

    The batch keeps its number and its orders stay readable.
    """
    batch = find(desk, batch_id)
    if not reason.strip():
        raise Refused("没有写明撤销的原因，没有撤销。", "请写明原因。")
    take(desk, batch, named(MOVES, "withdraw"), 原因=reason.strip())
    for order in batch.orders:
        order.state = "withdrawn"
    doubts.let_go(desk, "payment_batch", batch.id)


def settle(desk: Desk, batch_id: int, results: Sequence[Settlement]) -> None:
    """Record what the bank says of orders; the batch is settled once every order has an answer."""
    desk.needs("cashier", title("roles", "cashier"))
    batch = find(desk, batch_id)
    if batch.state != "released":
        raise Refused(f"本批次{title('payment_states', batch.state)}，不能登记银行结果。", "请先复核拨付。")
    orders = {order.id: order for order in batch.orders if order.state == "pending"}
    if not results or len({each.order_id for each in results}) < len(results):
        raise Refused("没有可以登记的结果，或同一笔有两个结果，没有登记。", "请核对后重新登记。")
    for result in results:
        _must_fit(desk, batch, orders.get(result.order_id), result)
    for result in results:
        order = orders[result.order_id]
        order.state = "paid" if result.paid else "returned"
        order.settled_on = result.day
        order.reason = "" if result.paid else result.reason.strip()
    paid = [orders[each.order_id] for each in results if each.paid]
    details = {
        "成功笔数": len(paid),
        "成功金额": str(sum((order.amount for order in paid), Decimal(0))),
        "退回笔数": len(results) - len(paid),
    }
    if all(order.state != "pending" for order in batch.orders):
        take(desk, batch, named(MOVES, "settle"), **details)
    else:
        desk.session.flush()
        audit.record(desk, "登记银行结果", PAYING, "payment_batch", batch.uid, batch.number, **details)


def _must_fit(desk: Desk, batch: PaymentBatch, order: PaymentOrder | None, result: Settlement) -> None:
    """Refuse a result that cannot be that of a pending order of the batch."""
    if order is None:
        raise Refused("结果中有不属于本批次、或已有结果的付款单，没有登记。", "请核对后重新登记。")
    if not result.paid and not result.reason.strip():
        raise Refused(
            f"第{order.position}笔（{order.payee}）退回，但没有写明原因，没有登记。",
            "请填写银行给出的退回原因。",
        )
    if batch.released_on and not batch.released_on <= result.day <= desk.today:
        raise Refused(
            f"第{order.position}笔的日期{result.day}不在拨付日{batch.released_on}与今天之间，没有登记。",
            "请核对银行回单日期。",
        )


def find(desk: Desk, batch_id: int) -> PaymentBatch:
    """Return the batch, or refuse when there is none."""
    batch = desk.session.get(PaymentBatch, batch_id)
    if batch is None:
        raise Refused("没有找到这个拨付批次。", "请刷新列表后再试。")
    return batch


def _is_held() -> Exists:
    """A line is held by an order that is under way or paid; a returned order lets it go."""
    return (
        select(PaymentLine.id)
        .join(PaymentOrder)
        .where(PaymentLine.line_id == ClaimLine.id, PaymentOrder.state.in_(HOLDS))
        .exists()
    )


def _persons(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    return {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(listed(ids))))}


def _payee(persons: Mapping[int, Person], line: ClaimLine, scheme: str) -> Payee:
    filing: Filing = line.claim.filing
    if scheme == ALLOWANCE or line.claim.payee_kind == "person":
        person = persons[line.person_id]
        return Payee("person", person.uid, person.name, person.bank, person.account)
    party: Employer | Institution | None = (
        filing.employer if line.claim.payee_kind == "employer" else filing.institution
    )
    if party is None:
        raise Refused(f"{line.claim.number}没有收款单位。", "请核对备案的申请主体。")
    return Payee(
        line.claim.payee_kind, party.uid, party.account_name or party.name, party.bank, party.account
    )


def _write_orders(session: Session, batch: PaymentBatch, by_payee: Mapping[Payee, list[NoticeLine]]) -> None:
    """Enter an order for each payee with the lines it pays, however many thousand there are."""
    session.bulk_save_objects(
        [_order(batch.id, at, payee, rows) for at, (payee, rows) in enumerate(by_payee.items(), 1)]
    )
    chosen = select(PaymentOrder.id).where(PaymentOrder.batch_id == batch.id).order_by(PaymentOrder.position)
    paid = zip(session.scalars(chosen), by_payee.values(), strict=True)
    session.bulk_save_objects(
        [
            PaymentLine(order_id=order_id, line_id=row.line_id, amount=row.amount)
            for order_id, rows in paid
            for row in rows
        ]
    )


def _order(batch_id: int, position: int, payee: Payee, rows: list[NoticeLine]) -> PaymentOrder:
    return PaymentOrder(
        uid=new_uid(),
        batch_id=batch_id,
        position=position,
        payee_kind=payee.kind,
        payee_uid=payee.uid,
        payee=payee.name,
        bank=payee.bank,
        account=payee.account,
        amount=sum((row.amount for row in rows), Decimal(0)),
        people=len({row.line.person_id for row in rows}),
    )


def shown_account(order: PaymentOrder) -> str:
    """Return an order's account as a screen shows it."""
    return mask_account(order.account)
