"""拨付: the payment batches, one with its orders, its release by a second person, and the bank's answer."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop import payments
from desktop.codes import title as code_title
from desktop.pages import PageQuery
from desktop.payments import BatchSheet, Fund, OrderRow, Settlement
from desktop.workspace import Desk
from ui.batches_page import BatchesPage
from ui.case_pages import history_page
from ui.cells import CENTRE, RIGHT, Column, money, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.doubts_ahead import foresee
from ui.doubts_page import DoubtsPage
from ui.fields import ChoiceField, LongField
from ui.filing_form import choices
from ui.import_kinds import BANK_KIND, subject_of
from ui.import_wizard import ImportWizard
from ui.papers import PapersPage, open_papers
from ui.parts import label
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import ScrollPage, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import tone_of

COLUMNS = (
    Column("number", "批次编号", 140),
    Column("scheme_title", "项目", 110, grows=True, rank=1),
    Column("fund_title", "资金渠道", 150, rank=4),
    Column("notice_number", "公示编号", 140, rank=3),
    Column("count", "笔数", 52, align=RIGHT, rank=2),
    Column("total", "金额", 110, align=RIGHT),
    Column("paid", "已到账", 110, align=RIGHT, rank=3),
    Column(
        "returned",
        "退票",
        62,
        show=lambda n: f"{n} 笔" if n else "",
        tone=lambda r: "bad" if r.returned else "",
        rank=2,
    ),
    Column("prepared_on", "编制日期", 96, align=CENTRE, rank=5),
    Column("state_title", "状态", 104, tone=lambda row: tone_of(row.state)),
)
ORDER_COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("payee", "收款人", 120, grows=True),
    Column("bank", "开户银行", 140, grows=True, rank=3),
    Column("account", "账号", 150, rank=2, sort="-"),
    Column("people", "人数", 50, align=RIGHT, rank=2),
    Column("amount", "金额", 100, align=RIGHT),
    Column(
        "state_title", "状态", 88, tone=lambda row: "bad" if row.state == "returned" else tone_of(row.state)
    ),
    Column("settled_on", "日期", 96, align=CENTRE, rank=4),
    Column("reason", "退回原因", 110, rank=5, sort="-"),
)
EVERY = 1_000_000
Payable = tuple[tuple[tuple[int, str, str, int, Decimal], Fund | None], ...]
"""What can be paid, each with the fund that the policy names for it."""


def payable(desk: Desk) -> Payable:
    """Return every closed notice and scheme with lines to pay, and the fund that the policy names for it."""
    return tuple((each, payments.funds(desk, each[0], each[2])) for each in payments.payable(desk))


class PaymentsScreen(ListScreen):
    """The list of payment batches with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(payments.lines),
            COLUMNS,
            "拨付批次列表",
            states=choices("payment_states"),
            sums={"total": "合计"},
            empty=("还没有拨付批次", "公示结束后，点“编制拨付批次”"),
        )
        sheet = SheetView("拨付批次", forward=("release", "settle"))
        super().__init__(seat, table, sheet, payments.sheet, self._render)
        self.moves = {"release": self._release, "settle": self._settle_rest, "withdraw": self._withdraw}
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 批"))

    def buttons(self) -> list[QPushButton]:
        """Making a new batch."""
        may = self.seat.may("handler") or self.seat.may("cashier")
        new = button("编制拨付批次", role="primary", icon_name="fa6s.plus")
        new.setEnabled(may)
        new.setToolTip("把公示结束、未拨付的名单编成批次" if may else "需要“经办”或“财务”岗位")
        new.clicked.connect(lambda: self.seat.ask(payable, self._choose_notice, owner=self))
        return [new]

    # showing

    def _render(self, sheet: BatchSheet) -> None:
        head = Head(
            number=sheet.number,
            title=f"{sheet.scheme_title}（{sheet.notice_number}）",
            state=sheet.state_title,
            tone=tone_of(sheet.state),
            identity=("payment", sheet.id, sheet.state, self.seat.clerk.id),
            figures=(
                ("笔数", f"{sheet.count} 笔"),
                ("人数", f"{sheet.people} 人"),
                ("批次金额", money(sheet.total)),
                ("已到账", money(sheet.paid)),
                ("退票", money(sheet.returned)),
                ("资金渠道", sheet.fund_title),
            ),
            note="有付款被退回：更正账户后重新编制批次拨付，退回的款项不会重复支付。"
            if sheet.returned
            else "",
        )
        tabs = [
            Tab("付款单", lambda: self._orders(sheet), sheet.count),
            Tab("概况", lambda: overview(sheet)),
            Tab("疑点", lambda: DoubtsPage(self.seat, "payment_batch", sheet.id)),
            Tab("文书", lambda: PapersPage(self.seat, "payment", sheet.id)),
            Tab("导入", lambda: self._imports(sheet)),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        extras = []
        if sheet.state in ("released", "settled"):
            extras.append(Extra("导出付款单", "fa6s.file-export", lambda: self._export(sheet)))
        if sheet.state == "released" and self.seat.may("cashier"):
            extras.append(Extra("导入银行结果", "fa6s.file-import", lambda: self._import(sheet)))
        self.sheet.show_case(head, tabs, [_named(offer) for offer in sheet.moves], extras)
        foresee(self, "payment_batch", sheet)

    def _orders(self, sheet: BatchSheet) -> QWidget:
        table = list_page(
            self.seat,
            lambda desk, query: payments.orders(desk, sheet.id, query),
            ORDER_COLUMNS,
            "付款单",
            states=choices("order_states"),
            sums={"amount": "合计"},
        )
        if sheet.state == "released" and self.seat.may("cashier"):
            back = button("登记退票", icon_name="fa6s.rotate-left", tip="银行退回选中的一笔，写明原因")
            back.clicked.connect(lambda: self._return(sheet, table.current))
            table.bar.addWidget(back)
        slip = button("退票重发单", icon_name="fa6s.file-lines", tip="银行退回的一笔，审批后更正账户重发")
        slip.clicked.connect(lambda: self._slip(table.current))
        slip.setEnabled(False)
        table.picked.connect(lambda row: slip.setEnabled(row is not None and row.state == "returned"))
        table.bar.addWidget(slip)
        return table

    def _slip(self, row: OrderRow | None) -> None:
        if row is not None and row.state == "returned":
            open_papers(self.seat, self, ("order", row.id), f"退票重发单：第 {row.position} 笔 {row.payee}")

    def _imports(self, sheet: BatchSheet) -> QWidget:
        return BatchesPage(self.seat, subject_of("bank_result", sheet.id, None), ("bank_result",))

    # doing

    def _import(self, sheet: BatchSheet) -> None:
        ImportWizard(self.seat, BANK_KIND, sheet.id, f"{sheet.number} {sheet.scheme_title}", self).open()

    def _choose_notice(self, found: Payable) -> None:
        if not found:
            self.seat.tell("没有可以拨付的名单。", "info", "公示期满并结束公示后才能编制拨付批次。")
            return
        offered = [
            (
                (notice_id, scheme),
                f"{number}　{code_title('schemes', scheme)}　{count} 行　{money(amount)} 元",
            )
            for (notice_id, number, scheme, count, amount), _fund in found
        ]
        named = {(notice_id, scheme): fund for (notice_id, _, scheme, _, _), fund in found}
        field = ChoiceField(offered, required=True, first=True)
        source = ChoiceField(choices("fund_sources"), required=True)
        why = label("", "muted", wrap=True)

        def by_policy() -> None:
            fund = named.get(field.value)
            source.fill(fund.code if fund else None)
            why.setText(f"依据{fund.cites}，可以改选" if fund else "政策没有写明这项补贴从哪里列支，请选择")

        field.changed.connect(by_policy)
        by_policy()
        words = "培训补贴拨给企业或机构，生活费补贴拨给本人；金额与公示名单逐分核对。"

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            notice_id, scheme = values["batch"]
            self.seat.act(
                lambda desk: payments.prepare(desk, notice_id, scheme, values["fund"]),
                lambda _id: self.seat.tell("拨付批次已编制，由财务人员复核拨付。"),
                dialog=dialog,
            )

        wording = Wording("编制拨付批次", "编制", words, width=620)
        asks = [Ask("batch", "名单和项目", field), Ask("fund", "资金渠道", source)]
        self.seat.dialogs.form(self, wording, asks, submit).show_above(why)

    def _release(self, sheet: BatchSheet) -> None:
        words = f"{sheet.count} 笔，合计 {money(sheet.total)} 元。提交后可导出付款单送财政或银行。"
        self.seat.dialogs.confirm(
            self,
            Wording(f"复核拨付 {sheet.number}", "复核拨付", words),
            lambda: self.seat.act(
                lambda desk: payments.release(desk, sheet.id),
                lambda _done: self.seat.tell(f"{sheet.number} 已提交拨付。"),
            ),
        )

    def _withdraw(self, sheet: BatchSheet) -> None:
        words = "撤销后，其中的名单可以重新编制批次；批次编号保留。"

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: payments.withdraw(desk, sheet.id, given["text"]),
                lambda _none: self.seat.tell(f"{sheet.number} 已撤销。"),
                dialog=dialog,
            )

        wording = Wording(f"撤销 {sheet.number}", "撤销", words, danger=True)
        self.seat.dialogs.reason(self, wording, submit, prompt="撤销原因")

    def _settle_rest(self, sheet: BatchSheet) -> None:
        def settle(desk: Desk, day: date) -> int:
            waiting = payments.orders(desk, sheet.id, PageQuery(state="pending", limit=EVERY)).rows
            payments.settle(desk, sheet.id, [Settlement(order.id, paid=True, day=day) for order in waiting])
            return len(waiting)

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: settle(desk, values["day"]),
                lambda count: self.seat.tell(f"已登记 {count} 笔到账，进入实名制台账。"),
                dialog=dialog,
            )

        field = DateField(required=True, today=self.seat.today)
        field.fill(self.seat.today)
        words = "把还没有结果的付款单全部登记为到账。被退回的，请先在“付款单”中选中登记退票。"
        self.seat.dialogs.form(
            self, Wording("其余全部到账", "登记到账", words), [Ask("day", "到账日期", field)], submit
        )

    def _return(self, sheet: BatchSheet, row: OrderRow | None) -> None:
        if row is None or row.state != "pending":
            self.seat.tell("请选中一笔待拨付的付款单。", "info")
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            result = Settlement(row.id, paid=False, day=values["day"], reason=values["reason"])
            self.seat.act(
                lambda desk: payments.settle(desk, sheet.id, [result]),
                lambda _done: self.seat.tell(f"已登记第 {row.position} 笔退票。", "info"),
                dialog=dialog,
            )

        day = DateField(required=True, today=self.seat.today)
        day.fill(self.seat.today)
        asks = [Ask("day", "退回日期", day), Ask("reason", "退回原因", LongField(required=True, lines=2))]
        words = f"{row.payee}　{money(row.amount)} 元"
        self.seat.dialogs.form(
            self, Wording(f"登记退票：第 {row.position} 笔", "登记退票", words), asks, submit
        )

    def _export(self, sheet: BatchSheet) -> None:
        def write(path: Path) -> None:
            self.seat.act(
                lambda desk: payments.order_workbook(desk, sheet.id, path),
                lambda done: self.seat.tell(f"付款单已保存到 {done}"),
            )

        name = f"付款单-{sheet.number}.xlsx"
        self.seat.dialogs.save_file(self, "导出付款单", name, "Excel 工作簿 (*.xlsx)", write)


def _named(offer: Any) -> Any:
    """The move that settles a batch, under the name of what the button does here."""
    return (
        type(offer)(offer.code, "其余全部到账", offer.allowed, offer.why_not)
        if offer.code == "settle"
        else offer
    )


def overview(sheet: BatchSheet) -> ScrollPage:
    """The facts of a batch."""
    page = ScrollPage()
    facts = (
        ("公示编号", sheet.notice_number),
        ("项目", sheet.scheme_title),
        ("资金渠道", sheet.fund_title),
        ("编制", f"{sheet.prepared_by} {text_of(sheet.prepared_on)}"),
        ("复核拨付", f"{sheet.released_by} {text_of(sheet.released_on)}".strip()),
        ("笔数", f"{sheet.count} 笔"),
        ("人数", f"{sheet.people} 人"),
        ("批次金额", f"{money(sheet.total)} 元"),
        ("已到账", f"{money(sheet.paid)} 元"),
        ("退票", f"{money(sheet.returned)} 元"),
    )
    page.put(facts_section("批次", facts))
    return page
