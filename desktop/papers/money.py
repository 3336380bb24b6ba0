"""What stands on the papers of publicity and payment (J14)."""

from datetime import date

from desktop import notices, payments
from desktop.forms import notice as notice_form
from desktop.forms import notice_report as report_form
from desktop.forms import payment_batch as payment_form
from desktop.forms.facts import Opinion
from desktop.notices.publishing import find as find_notice
from desktop.pages import PageQuery
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)


def notice(desk: Desk, notice_id: int) -> notice_form.Facts:
    """Return what stands on the publicity notice (公示) with its list; only what may be public ever reaches the form (J14)."""
    row = find_notice(desk, notice_id)
    if row.posted_on is None or row.ends_on is None:
        raise Refused("还没有张贴公示，起止日期未定，不能打印。", "请先办理“张贴公示”。")
    lines = notices.public_lines(desk, notice_id, EVERY_LINE).rows
    return notice_form.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        subject=_subject(row.posted_on),
        documents=notices.documents(desk, notice_id),
        first_day=row.posted_on,
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
            )
            for line in lines
        ),
    )


def notice_report(desk: Desk, notice_id: int) -> report_form.Facts:
    """Return what stands on the closing statement (公示情况说明) of a notice: objections, what became of them, the sum."""
    sheet = notices.sheet(desk, notice_id)
    if sheet.closed_on is None or sheet.posted_on is None:
        raise Refused("公示还没有结束，没有情况说明。", "请在公示期满后办理“结束公示”。")
    lines = notices.public_lines(desk, notice_id, EVERY_LINE).rows
    return report_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        subject=_subject(sheet.posted_on),
        place=sheet.place,
        first_day=sheet.posted_on,
        last_day=sheet.ends_on,
        working_days=sheet.working_days,
        lines=sheet.lines,
        amount=sheet.published,
        objections=tuple(
            report_form.Objected(
                each.position,
                each.text.rstrip("。") + "。",
                f"{each.answer.rstrip('。')}，{each.outcome}".removeprefix("，"),
            )
            for each in sheet.objections
        ),
        withdrawn=sum(line.state == "withdrawn" for line in lines),
        confirmed=sheet.payable,
        issued_on=sheet.closed_on,
    )


def _subject(posted_on: date) -> str:
    return f"{posted_on.year}年职业培训补贴"


def payment_batch(desk: Desk, batch_id: int) -> payment_form.Facts:
    """Return what stands on the payment sheet (资金拨付审批表) of a batch with every payee."""
    sheet, batch = payments.sheet(desk, batch_id), find_batch(desk, batch_id)
    published = notices.sheet(desk, sheet.notice_id)
    upheld = sum(each.outcome == "异议成立" for each in published.objections)
    raised = len(published.objections)
    return payment_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        scheme=sheet.scheme_title,
        fund="",
        notice_number=sheet.notice_number,
        posted_on=published.posted_on,
        ends_on=published.ends_on,
        working_days=published.working_days,
        objections=f"收到异议{raised}件，{upheld}件成立已撤出，其余不成立" if raised else "公示期满无异议",
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
        handler=Opinion("", sheet.prepared_by, sheet.prepared_on),
        cashier=Opinion("", sheet.released_by, sheet.released_on) if sheet.released_on else Opinion(),
        maker=sheet.prepared_by,
        checker=sheet.released_by,
    )
