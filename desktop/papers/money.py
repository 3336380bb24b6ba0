"""What stands on the papers of payment and of what was paid (J14)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from db.filings import Filing
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop import doubts, notices, payments
from desktop import ledger as books
from desktop.codes import title
from desktop.forms import ledger as ledger_form
from desktop.forms import payment_batch as payment_form
from desktop.forms import return_slip as slip_form
from desktop.forms.facts import BY_HAND, Opinion, day
from desktop.notices.publishing import OUTCOMES
from desktop.papers.keeping import years_kept
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.workspace import Desk


def payment_batch(desk: Desk, batch_id: int) -> payment_form.Facts:
    """Return what stands on the payment sheet (资金拨付审批表) of a batch with every payee."""
    sheet, batch = payments.sheet(desk, batch_id), find_batch(desk, batch_id)
    published = notices.sheet(desk, sheet.notice_id)
    checked, say = doubts.case_sheet(desk, "payment_batch", batch_id), payment_form.WORDING.say
    signed = checked.signature
    signed_off = Opinion(say("signed_off"), signed.who, signed.on) if signed else BY_HAND
    released = (
        Opinion(say("released"), sheet.released_by, sheet.released_on) if sheet.released_on else BY_HAND
    )
    return payment_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        scheme=sheet.scheme_title,
        fund=sheet.fund_title,
        notice_number=sheet.notice_number,
        first_day=notices.first_day(desk, published.posted_on) if published.posted_on else None,
        ends_on=published.ends_on,
        working_days=published.working_days,
        objections=_objections(published.objections),
        doubts=say(
            "doubts", number=signed.number, day=day(signed.on), who=signed.who, digest=signed.digest[:32]
        )
        if signed
        else "",
        note=_paid_again(desk, batch_id),
        prepared_on=sheet.prepared_on,
        total=sheet.total,
        payees=tuple(
            payment_form.Payee(
                name=order.payee,
                kind="个人" if order.payee_kind == "person" else "单位",
                bank=order.bank,
                account=order.account,
                people=order.people,
                amount=order.amount,
            )
            for order in batch.orders
        ),
        handler=Opinion(say("prepared"), sheet.prepared_by, sheet.prepared_on),
        reviewer=signed_off,
        cashier=released,
        maker=sheet.prepared_by,
        checker=sheet.released_by,
    )


def _objections(raised: Sequence[notices.ObjectionLine]) -> str:
    """What became of the objections to a list: none was raised, none held, all held, or some of them."""
    count, upheld = len(raised), sum(each.outcome == OUTCOMES["upheld"] for each in raised)
    case = {0: "objections_dismissed", count: "objections_upheld"}.get(upheld, "objections_some")
    told = {"raised": count, "upheld": upheld, "rest": count - upheld}
    return payment_form.WORDING.say(case if count else "undisputed", **told)


def _paid_again(desk: Desk, batch_id: int) -> str:
    """What a batch pays once more: the orders that came back before it, by their batch and place; nothing if none."""
    own, before = aliased(PaymentOrder), aliased(PaymentLine)
    came_back = desk.session.execute(
        select(PaymentBatch.number, PaymentOrder.position)
        .join(PaymentOrder, PaymentOrder.batch_id == PaymentBatch.id)
        .join(before, before.order_id == PaymentOrder.id)
        .join(PaymentLine, PaymentLine.line_id == before.line_id)
        .join(own, own.id == PaymentLine.order_id)
        .where(own.batch_id == batch_id, PaymentOrder.state == "returned", PaymentBatch.id < batch_id)
        .distinct()
        .order_by(PaymentBatch.id, PaymentOrder.position)
    ).all()
    places: dict[str, list[str]] = {}
    for number, position in came_back:
        places.setdefault(number, []).append(str(position))
    orders = "、".join(f"{number}第{'、'.join(each)}笔" for number, each in places.items())
    return payment_form.WORDING.say("again", orders=orders) if orders else ""


def find_order(desk: Desk, order_id: int) -> PaymentOrder:
    """Return the payment order, or refuse when there is none."""
    row = desk.session.get(PaymentOrder, order_id)
    if row is None:
        raise Refused("没有找到这笔付款。", "请刷新后再试。")
    return row


def order_number(order: PaymentOrder) -> str:
    """Return what an order is called: the number of its batch and its place in it."""
    return f"{order.batch.number}第{order.position}笔"


def return_slip(desk: Desk, order_id: int) -> slip_form.Facts:
    """Return what stands on the slip of a returned order (退票重发单): the account then, and the one registered now."""
    order = find_order(desk, order_id)
    if order.state != "returned":
        raise Refused("这笔付款没有被银行退回，没有退票重发单。", "请先登记银行结果。")
    return slip_form.Facts(
        bureau=desk.workspace.bureau,
        number=order_number(order),
        batch_number=order.batch.number,
        scheme=title("schemes", order.batch.scheme),
        payee=order.payee,
        amount=order.amount,
        paid_on=order.batch.released_on,
        returned_on=order.settled_on,
        reason=order.reason,
        before=slip_form.Account(order.payee, order.bank, order.account),
        after=_account_now(desk, order),
    )


def _account_now(desk: Desk, order: PaymentOrder) -> slip_form.Account:
    """The payee's account as it is registered now; empty, to be written in, while it is still the one that failed."""
    if order.payee_kind == "person":
        person = desk.session.scalars(select(Person).where(Person.uid == order.payee_uid)).one()
        now = slip_form.Account(person.name, person.bank, person.account)
    else:
        party: Employer | Institution
        if order.payee_kind == "employer":
            party = desk.session.scalars(select(Employer).where(Employer.uid == order.payee_uid)).one()
        else:
            party = desk.session.scalars(select(Institution).where(Institution.uid == order.payee_uid)).one()
        now = slip_form.Account(party.account_name or party.name, party.bank, party.account)
    same = (now.name, now.bank, now.number) == (order.payee, order.bank, order.account)
    return slip_form.Account("", "", "") if same else now


def ledger(desk: Desk, batch_id: int) -> ledger_form.Facts:
    """Return the real-name ledger (实名制台账) of what a batch paid, line by line."""
    batch = find_batch(desk, batch_id)
    lines = books.real_names(desk, batch_id)
    if not lines:
        raise Refused("本批次还没有登记到账的付款，没有台账。", "请先登记银行结果。")
    return ledger_form.Facts(
        bureau=desk.workspace.bureau,
        scope=f"拨付批次{batch.number}　{title('schemes', batch.scheme)}　资金渠道：{title('fund_sources', batch.fund)}",
        lines=tuple(
            ledger_form.Paid(
                name=line.name,
                id_number=line.id_number,
                class_number=line.class_number,
                scheme=line.scheme_title,
                payee=line.payee,
                paid_on=line.paid_on,
                amount=line.amount,
            )
            for line in lines
        ),
        maker=desk.clerk.name,
        made_on=desk.today,
        years=years_kept(desk, desk.today, _filings_paid(desk, batch_id)),
    )


def _filings_paid(desk: Desk, batch_id: int) -> list[tuple[str, str]]:
    """The training types and kinds of the filings that a batch pays for."""
    chosen = (
        select(Filing.training_type, Filing.case_kind)
        .join(Claim, Claim.filing_id == Filing.id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(PaymentLine, PaymentLine.line_id == ClaimLine.id)
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .where(PaymentOrder.batch_id == batch_id)
        .distinct()
    )
    return [(training_type, kind) for training_type, kind in desk.session.execute(chosen)]
