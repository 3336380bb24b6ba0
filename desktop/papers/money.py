"""What stands on the papers of publicity and payment (J14)."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from db.filings import Filing
from db.notices import NoticeLine, Objection
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop import doubts, notices, payments
from desktop import ledger as books
from desktop.codes import title
from desktop.forms import ledger as ledger_form
from desktop.forms import notice as notice_form
from desktop.forms import notice_change as change_form
from desktop.forms import notice_report as report_form
from desktop.forms import objection as objection_form
from desktop.forms import payment_batch as payment_form
from desktop.forms import return_slip as slip_form
from desktop.forms.facts import BY_HAND, Opinion, day
from desktop.money import yuan_text
from desktop.notices.publishing import OUTCOMES, name_of
from desktop.notices.publishing import find as find_notice
from desktop.pages import PageQuery
from desktop.papers.keeping import years_kept
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
_NUMBERED = re.compile("〔([0-9]{4})〕([0-9]+)号")


def notice(desk: Desk, notice_id: int) -> notice_form.Facts:
    """Return what stands on the publicity notice (公示) with its list; only what may be public ever reaches the form (J14)."""
    row = find_notice(desk, notice_id)
    if row.posted_on is None or row.ends_on is None:
        raise Refused("还没有张贴公示，起止日期未定，不能打印。", "请先办理“张贴公示”。")
    lines = notices.public_lines(desk, notice_id, EVERY_LINE).rows
    correction = notices.correction(desk, notice_id)
    return notice_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=_subject(row.number),
        documents=notices.documents(desk, notice_id),
        first_day=notices.first_day(desk, row.posted_on),
        last_day=row.ends_on,
        working_days=row.working_days,
        department=desk.workspace.contact("department"),
        address=desk.workspace.contact("address"),
        postcode=desk.workspace.contact("postcode"),
        phones=tuple(filter(None, desk.workspace.contact("phone").split("、"))),
        issued_on=row.posted_on,
        persons=tuple(
            notice_form.PersonLine(
                scheme=line.scheme_title,
                name=line.name,
                masked_id=line.id_number,
                unit=line.holder,
                occupation=line.occupation_title,
                class_number=line.class_number,
                amount=line.amount,
                position=line.position,
            )
            for line in lines
        ),
        units=tuple(
            notice_form.UnitLine(
                scheme=unit.scheme_title,
                unit=unit.payee,
                occupation=unit.occupation_title,
                class_number=unit.class_number,
                people=unit.people,
                amount=unit.amount,
            )
            for unit in notices.public_units(desk, notice_id)
        ),
        changed=notice_form.Changed(
            change_form.places([line.position for line in correction.changed]), correction.standing
        )
        if correction
        else None,
    )


def notice_change(desk: Desk, notice_id: int) -> change_form.Facts:
    """Return what stands on the correction (更正公示) of a notice: what upheld objections changed since it went up."""
    row, correction = find_notice(desk, notice_id), notices.correction(desk, notice_id)
    if row.posted_on is None or row.ends_on is None or not correction:
        raise Refused("公示名单没有因异议撤出或者调整的行，没有更正公示。", "异议成立的，处理后再出具。")
    return change_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=_subject(row.number),
        first_day=notices.first_day(desk, row.posted_on),
        last_day=row.ends_on,
        persons=tuple(
            change_form.PersonChange(
                position=line.position,
                name=line.name,
                masked_id=line.id_number,
                unit=line.holder,
                scheme=line.scheme_title,
                before=line.amount,
                after=line.standing,
                withdrawn=line.state == "withdrawn",
            )
            for line in correction.changed
        ),
        units=tuple(
            change_form.UnitChange(
                unit=unit.payee,
                scheme=unit.scheme_title,
                class_number=unit.class_number,
                people_before=unit.people,
                people_after=unit.people_left,
                before=unit.amount,
                after=unit.standing,
            )
            for unit in correction.units
        ),
        before=notices.sheet(desk, notice_id).published,
        after=correction.standing,
        department=desk.workspace.contact("department"),
        address=desk.workspace.contact("address"),
        postcode=desk.workspace.contact("postcode"),
        phones=tuple(filter(None, desk.workspace.contact("phone").split("、"))),
        issued_on=correction.on,
    )


def notice_report(desk: Desk, notice_id: int) -> report_form.Facts:
    """Return what stands on the closing statement (公示情况说明) of a notice: objections, what became of them, the sum."""
    sheet = notices.sheet(desk, notice_id)
    if sheet.closed_on is None or sheet.posted_on is None:
        raise Refused("公示还没有结束，没有情况说明。", "请在公示期满后办理“结束公示”。")
    correction = notices.correction(desk, notice_id)
    return report_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        subject=_subject(sheet.number),
        place=sheet.place,
        first_day=notices.first_day(desk, sheet.posted_on),
        last_day=sheet.ends_on,
        working_days=sheet.working_days,
        lines=sheet.lines,
        amount=sheet.published,
        objections=tuple(
            report_form.Objected(
                each.position,
                each.text.rstrip("。") + "。",
                _became(each.answer.rstrip("。"), each.outcome),
            )
            for each in sheet.objections
        ),
        withdrawn=sum(line.state == "withdrawn" for line in correction.changed),
        lowered=sum(line.state != "withdrawn" for line in correction.changed),
        confirmed=sheet.payable,
        issued_on=sheet.closed_on,
    )


def _became(answer: str, outcome: str) -> str:
    """What became of an objection, its outcome said once."""
    return answer if outcome in answer else f"{answer}，{outcome}".removeprefix("，")


def _subject(number: str) -> str:
    """What is published: the year and which of its batches, as the notice's number tells them."""
    year, place = _NUMBERED.findall(number)[0]
    return f"{year}年第{int(place)}批职业培训补贴"


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


def find_objection(desk: Desk, objection_id: int) -> Objection:
    """Return the objection, or refuse when there is none."""
    row = desk.session.get(Objection, objection_id)
    if row is None:
        raise Refused("没有找到这件异议。", "请刷新后再试。")
    return row


def objection_number(desk: Desk, row: Objection) -> str:
    """Return what an objection is called: the number of its notice, and which of that notice's it is."""
    line = desk.session.get_one(NoticeLine, row.notice_line_id)
    earlier = (
        select(Objection.id)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .where(NoticeLine.notice_id == line.notice_id, Objection.id <= row.id)
    )
    return f"{line.notice.number}异议第{len(desk.session.scalars(earlier).all())}件"


def objection(desk: Desk, objection_id: int) -> objection_form.Facts:
    """Return what stands on the sheet of an objection (异议处理单); an anonymous one stays so."""
    row = find_objection(desk, objection_id)
    line = desk.session.get_one(NoticeLine, row.notice_line_id)
    claimed = line.line
    return objection_form.Facts(
        bureau=desk.workspace.bureau,
        number=objection_number(desk, row),
        notice_number=line.notice.number,
        line=line.position,
        listed="　".join(
            (claimed.trainee.person.name, title("schemes", claimed.scheme), f"{yuan_text(line.amount)}元")
        ),
        received_on=row.received_on,
        channel="",
        raised_by=row.raised_by,
        contact="",
        text=row.text,
        receiver=Opinion("", name_of(desk, row.received_by), row.received_on),
        handler=Opinion(row.answer, name_of(desk, row.handled_by), row.handled_on),
        outcome=objection_form.WORDING.say(row.outcome) if row.outcome else "",
    )


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
