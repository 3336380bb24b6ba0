"""The real-name ledger (实名制台账, J14): what was paid to or for whom, by class and batch, searched and exported."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from db.classes import Certificate, TrainingClass
from db.filings import Filing
from db.notices import Notice
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person
from db.subsidies import Claim, ClaimLine
from desktop import audit
from desktop.codes import title
from desktop.identity import mask_id
from desktop.pages import Chosen, Page, PageQuery, like, page
from desktop.sheets import SheetColumn, write_workbook
from desktop.subsidies.repaying import repaid_in_all
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One payment to or for one person; the number is masked on the screen."""

    id: int
    name: str
    id_number: str
    scheme_title: str
    training_type: str
    occupation: str
    level: str
    certificate: str
    class_number: str
    holder: str
    claim_number: str
    notice_number: str
    batch_number: str
    payee: str
    fund_title: str
    amount: Decimal
    paid_on: date


HOLDER: ColumnElement[str] = func.coalesce(Employer.name, Institution.name, "自主学习")


def lines(desk: Desk, query: PageQuery) -> Page[LedgerLine]:
    """Return a page of the ledger found by name, number, class, batch or organisation; `state` keeps one scheme."""
    sortable = {
        "name": Person.name,
        "id_number": Person.id_number,
        "scheme_title": ClaimLine.scheme,
        "occupation": ClaimLine.occupation,
        "class_number": TrainingClass.number,
        "holder": HOLDER,
        "batch_number": PaymentBatch.number,
        "fund_title": PaymentBatch.fund,
        "amount": PaymentLine.amount,
        "paid_on": PaymentOrder.settled_on,
    }
    sums = {"amount": PaymentLine.amount}
    return page(
        desk.session,
        query,
        _chosen(query),
        sortable,
        PaymentLine.id,
        lambda row: _line(row, full=False),
        sums,
    )


def export(desk: Desk, path: Path, query: PageQuery) -> Path:
    """Write the ledger, as far as it matches `query`, to a workbook with full numbers; that is itself a deed."""
    rows = desk.session.execute(_chosen(query).order_by(PaymentLine.id)).all()
    found = [_line(row, full=True) for row in rows]
    total = sum((line.amount for line in found), Decimal(0))
    columns = (
        SheetColumn("序号", 6, "合计"),
        SheetColumn("姓名", 12),
        SheetColumn("身份证号", 22),
        SheetColumn("补贴项目", 16),
        SheetColumn("培训类型", 16),
        SheetColumn("职业（工种）", 18),
        SheetColumn("等级", 10),
        SheetColumn("证书编号", 26),
        SheetColumn("班期", 20),
        SheetColumn("申报单位", 30),
        SheetColumn("补贴申请", 20),
        SheetColumn("公示", 20),
        SheetColumn("拨付批次", 20),
        SheetColumn("收款人", 30),
        SheetColumn("金额（元）", 14, total),
        SheetColumn("拨付日期", 12),
        SheetColumn("资金渠道", 26),
    )
    values = ((at, *_cells(line)) for at, line in enumerate(found, 1))
    back = repaid_in_all(desk)
    told = f"　另有学徒制多预支退回 {back:,.2f} 元，不在各行中" if back else ""
    notes = (f"{desk.workspace.bureau}　共 {len(found)} 行　导出日期：{desk.today}{told}",)
    # The entry first: a workbook full of numbers never leaves without one.
    audit.record(
        desk, "导出台账", audit.OTHER, "ledger", desk.workspace.county, 行数=len(found), 金额=str(total)
    )
    return write_workbook(path, "实名制台账", notes, columns, values)


def real_names(desk: Desk, batch_id: int) -> tuple[LedgerLine, ...]:
    """Return what one batch paid with full numbers, for the printed ledger; issuing that is the deed."""
    chosen = _chosen(PageQuery()).where(PaymentBatch.id == batch_id).order_by(PaymentLine.id)
    return tuple(_line(row, full=True) for row in desk.session.execute(chosen))


def total(desk: Desk) -> tuple[int, Decimal]:
    """Return how many payments the ledger holds, and their sum in yuan."""
    counted = select(func.count(PaymentLine.id), func.sum(PaymentLine.amount)).join(PaymentOrder)
    count, amount = desk.session.execute(counted.where(PaymentOrder.state == "paid")).one()
    return count, amount or Decimal(0)


def _chosen(query: PageQuery) -> Chosen:
    chosen: Chosen = (
        select(
            PaymentLine,
            PaymentOrder,
            PaymentBatch.number.label("batch"),
            PaymentBatch.fund,
            Notice.number.label("notice"),
            ClaimLine,
            Claim.number.label("claim"),
            Filing.training_type,
            TrainingClass.number.label("held"),
            Person.name,
            Person.id_number,
            HOLDER.label("holder"),
            Certificate.number.label("certificate"),
        )
        .join(PaymentOrder, PaymentOrder.id == PaymentLine.order_id)
        .join(PaymentBatch, PaymentBatch.id == PaymentOrder.batch_id)
        .join(Notice, Notice.id == PaymentBatch.notice_id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Filing, Filing.id == Claim.filing_id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .join(Person, Person.id == ClaimLine.person_id)
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(Certificate, Certificate.trainee_id == ClaimLine.trainee_id)
        .where(PaymentOrder.state == "paid")
    )
    if query.state:
        chosen = chosen.where(ClaimLine.scheme == query.state)
    if query.text.strip():
        pattern = like(query.text)
        searched = (Person.name, Person.id_number, TrainingClass.number, PaymentBatch.number, HOLDER)
        chosen = chosen.where(or_(*(each.like(pattern, escape="\\") for each in searched)))
    return chosen


def _line(row: Any, *, full: bool) -> LedgerLine:
    line: ClaimLine = row.ClaimLine
    return LedgerLine(
        id=row.PaymentLine.id,
        name=row.name,
        id_number=row.id_number if full else mask_id(row.id_number),
        scheme_title=title("schemes", line.scheme),
        training_type=title("training_types", row.training_type),
        occupation=title("occupations", line.occupation),
        level=title("levels", line.level),
        certificate=row.certificate or "",
        class_number=row.held,
        holder=row.holder,
        claim_number=row.claim,
        notice_number=row.notice,
        batch_number=row.batch,
        payee=row.PaymentOrder.payee,
        fund_title=title("fund_sources", row.fund),
        amount=row.PaymentLine.amount,
        paid_on=row.PaymentOrder.settled_on,
    )


def _cells(line: LedgerLine) -> tuple[Any, ...]:
    return (
        line.name,
        line.id_number,
        line.scheme_title,
        line.training_type,
        line.occupation,
        line.level,
        line.certificate,
        line.class_number,
        line.holder,
        line.claim_number,
        line.notice_number,
        line.batch_number,
        line.payee,
        line.amount,
        line.paid_on,
        line.fund_title,
    )
