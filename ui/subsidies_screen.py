"""补贴: the applications, one with its lines and the reason for each amount, and the two levels of approval."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import explaining, subsidies
from desktop.codes import grounds
from desktop.identity import mask_account, mask_phone
from desktop.subsidies import ClaimSheet, LineRow
from ui.case_pages import MaterialsPage, history_page
from ui.cells import CENTRE, RIGHT, Column, money, text_of
from ui.dialogs import Ask, FormDialog, Wording
from ui.doubts_ahead import foresee
from ui.doubts_page import DoubtsPage
from ui.evidence_page import EvidencePage
from ui.explain import ExplainDialog
from ui.fields import DecimalField, LongField
from ui.filing_deeds import FilingDeeds
from ui.filing_form import choices
from ui.papers import PapersPage, open_papers
from ui.put_right import put_right
from ui.repayments import RepaymentsPage
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import FindingsPage, ScrollPage, SmallTable, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import due_tone, due_words, tone_of

REVIEWED = "经复核，人员、学时、证书和金额无误，同意报审批。"
APPROVED = "同意按核定金额予以补贴。"
PERSONAL = "生活费补贴不予或者核减的，给本人出具告知书；告知申请单位的在“文书”页"


def columns(seat: Seat) -> tuple[Column, ...]:
    """The columns of the list of applications."""
    return (
        Column("number", "申请编号", 140),
        Column("title", "培训项目", 110, grows=True),
        Column("applicant", "申请单位", 150, grows=True, rank=3),
        Column("people", "人数", 50, align=RIGHT, rank=2),
        Column("amount", "核定金额", 104, align=RIGHT, rank=1),
        Column("applied_on", "申请日期", 96, align=CENTRE, rank=4),
        Column("state_title", "状态", 88, tone=lambda row: tone_of(row.state)),
        Column(
            "due_on",
            "办理期限",
            92,
            show=lambda day: due_words(day, seat.today),
            tone=lambda row: due_tone(row.due_on, seat.today),
            rank=2,
        ),
    )


LINE_COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("name", "姓名", 76),
    Column("id_number", "身份证号", 158, rank=4, sort="-"),
    Column("scheme_title", "项目", 104, rank=1),
    Column("days", "天数", 48, align=RIGHT, show=lambda days: str(days) if days else "", rank=2),
    Column("asked", "标准金额", 92, align=RIGHT, rank=2),
    Column("amount", "核定金额", 92, align=RIGHT),
    Column("state_title", "结论", 92, tone=lambda row: tone_of(row.state)),
    Column("reason", "原因", 130, grows=True, rank=3, sort="-"),
)


class SubsidiesScreen(ListScreen):
    """The list of subsidy applications with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(subsidies.lines),
            columns(seat),
            "补贴申请列表",
            states=choices("claim_states"),
            sums={"amount": "核定合计"},
            empty=("还没有补贴申请", "班级结业并导入证书后，在“班级”中点“申请补贴”"),
        )
        sheet = SheetView(
            "补贴申请",
            forward=("submit", "review", "approve", "resume"),
            back=("send_back", "send_back_up", "refuse"),
        )
        super().__init__(seat, table, sheet, subsidies.sheet, self._render)
        self.moves = {
            "submit": self._submit,
            "review": self._review,
            "approve": self._approve,
            "send_back": self._send_back,
            "send_back_up": self._send_back,
            "resume": self._resume,
            "refuse": self._refuse,
        }
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 件"))

    # showing

    def _render(self, sheet: ClaimSheet) -> None:
        refused = sum(each.refused for each in sheet.totals)
        head = Head(
            number=sheet.number,
            title=sheet.title,
            state=sheet.state_title,
            tone=tone_of(sheet.state),
            identity=("claim", sheet.id, sheet.state, self.seat.clerk.id),
            figures=(
                ("申请单位", sheet.applicant),
                ("人数", f"{sheet.people} 人"),
                ("标准合计", money(sheet.asked)),
                ("核定合计", money(sheet.amount)),
                ("不予补贴", f"{refused} 行"),
            ),
            note=f"省平台退回，需要更正：{sheet.reopened_reason}" if sheet.reopened_reason else "",
        )
        missing = sum(1 for line in sheet.materials if line.required and line.received_on is None)
        open_findings = sum(1 for each in sheet.findings if not each.accepted_by)
        tabs = [
            Tab("概况", lambda: overview(sheet)),
            Tab("明细", lambda: self._lines(sheet), sheet.people),
            Tab("核查", lambda: FindingsPage(sheet.findings, self._accepting(sheet)), open_findings),
            Tab("材料", lambda: self._materials(sheet), missing),
            Tab("佐证", lambda: self._evidence(sheet)),
            Tab("疑点", lambda: DoubtsPage(self.seat, "claim", sheet.id)),
            Tab("文书", lambda: PapersPage(self.seat, "claim", sheet.id)),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        if sheet.overpayment is not None:
            over = sheet.overpayment
            page = Tab("退款", lambda: RepaymentsPage(self.seat, sheet.id, over), len(over.rows))
            tabs.insert(-2, page)
        extras = [Extra("看班级", "fa6s.chalkboard-user", lambda: self._go_to_class(sheet))]
        if sheet.state == "draft" and self.seat.may("handler"):
            extras.append(Extra("重新核算", "fa6s.calculator", lambda: self._recompute(sheet)))
        if sheet.reopened_reason and self.seat.may("handler"):
            extras.append(Extra("更正完毕", "fa6s.check", lambda: put_right(self.seat, self, "claim", sheet)))
        self.sheet.show_case(head, tabs, sheet.moves, extras)
        foresee(self, "claim", sheet)

    def _materials(self, sheet: ClaimSheet) -> QWidget:
        may = self.seat.may("handler") and sheet.state in {"draft", "returned"}
        return MaterialsPage(self.seat, ("claim", sheet.id, sheet.uid), sheet.materials, may_receive=may)

    def _evidence(self, sheet: ClaimSheet) -> QWidget:
        return EvidencePage(self.seat, "claim", sheet.id, may_add=self.seat.may("handler"))

    def _accepting(self, sheet: ClaimSheet) -> Any:
        judging = sheet.state in {"submitted", "reviewed"} and self.seat.may("reviewer")
        return FilingDeeds(self.seat, self).accept_finding if judging else None

    def _lines(self, sheet: ClaimSheet) -> QWidget:
        table = list_page(
            self.seat,
            lambda desk, query: subsidies.claim_lines(desk, sheet.id, query),
            LINE_COLUMNS,
            "补贴明细",
            states=choices("line_states"),
            sums={"amount": "核定"},
            empty=("没有明细", ""),
        )
        why = button(
            "金额说明",
            icon_name="fa6s.circle-question",
            tip="看这一行金额的标准、文号、条款和核查结果（回车）",
        )
        why.clicked.connect(lambda: self._explain(table.current))
        table.bar.addWidget(why)
        if sheet.state == "draft" and self.seat.may("handler"):
            cut = button("核减", icon_name="fa6s.scissors", tip="写明原因，减少或取消这一行的金额")
            cut.clicked.connect(lambda: self._cut(table.current))
            table.bar.addWidget(cut)
        if sheet.state == "approved":
            told = button("告知本人", icon_name="fa6s.envelope", tip=PERSONAL)
            told.clicked.connect(lambda: self._tell_person(table.current))
            told.setEnabled(False)
            table.picked.connect(lambda row: told.setEnabled(_is_told(row)))
            table.bar.addWidget(told)
        table.opened.connect(self._explain)
        return table

    def _explain(self, row: LineRow | None) -> None:
        if row is not None:
            self.seat.ask(
                lambda desk: explaining.line(desk, row.id),
                lambda told: ExplainDialog(self.seat, row, told, self).open(),
                owner=self,
            )

    def _tell_person(self, row: LineRow | None) -> None:
        if row is not None and _is_told(row):
            open_papers(self.seat, self, ("line", row.id), f"不予补贴告知书：{row.name}")

    # doing

    def _cut(self, row: LineRow | None) -> None:
        if row is None:
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: subsidies.cut(desk, row.id, values["amount"], values["reason"]),
                lambda _done: self.seat.tell(f"已核减 {row.name} 的{row.scheme_title}。"),
                dialog=dialog,
            )

        asks = [
            Ask("amount", "核减后金额", DecimalField(required=True), "填 0 表示不予补贴"),
            Ask("reason", "核减原因", LongField(required=True)),
        ]
        wording = Wording(f"核减：{row.name}", "核减", f"{row.scheme_title}　现核定 {money(row.amount)} 元")
        self.seat.dialogs.form(self, wording, asks, submit)

    def _recompute(self, sheet: ClaimSheet) -> None:
        self.seat.act(
            lambda desk: subsidies.recompute(desk, sheet.id),
            lambda _done: self.seat.tell("已按现行政策和最新数据重新核算。"),
            title="正在逐人核算补贴",
        )

    def _submit(self, sheet: ClaimSheet) -> None:
        words = f"{sheet.people} 人，核定 {money(sheet.amount)} 元。提交后由他人复核。"
        self.seat.dialogs.confirm(
            self,
            Wording(f"提交复核：{sheet.title}", "提交复核", words),
            lambda: self.seat.act(
                lambda desk: subsidies.submit(desk, sheet.id),
                lambda _done: self.seat.tell(f"{sheet.number} 已提交复核。"),
            ),
        )

    def _review(self, sheet: ClaimSheet) -> None:
        self._agree(sheet, "复核同意", REVIEWED, subsidies.review)

    def _approve(self, sheet: ClaimSheet) -> None:
        self._agree(sheet, "审批同意", APPROVED, subsidies.approve)

    def _agree(self, sheet: ClaimSheet, verb: str, text: str, deed: Any) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: deed(desk, sheet.id, values["text"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已{verb}。"),
                dialog=dialog,
            )

        words = f"{sheet.people} 人，核定 {money(sheet.amount)} 元。"
        self.seat.dialogs.reason(self, Wording(f"{verb}：{sheet.title}", verb, words), submit, text=text)

    def _send_back(self, sheet: ClaimSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: subsidies.send_back(desk, sheet.id, values["text"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已退回经办。", "info"),
                dialog=dialog,
            )

        wording = Wording(
            f"退回经办：{sheet.title}", "退回经办", "经办人员更正后重新核算、重新提交。", danger=True
        )
        self.seat.dialogs.reason(self, wording, submit, prompt="退回原因")

    def _resume(self, sheet: ClaimSheet) -> None:
        wording = Wording(f"重新办理：{sheet.title}", "重新办理", "回到草稿并重新核算，已有的人工核减保留。")
        self.seat.dialogs.confirm(
            self,
            wording,
            lambda: self.seat.act(
                lambda desk: subsidies.resume(desk, sheet.id),
                lambda _done: self.seat.tell("已回到草稿。"),
                title="正在逐人核算补贴",
            ),
        )

    def _refuse(self, sheet: ClaimSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: subsidies.refuse(desk, sheet.id, values["ground"], values["text"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已作不予补贴处理。", "info"),
                dialog=dialog,
            )

        listed = [(each.code, each.title) for each in grounds(self.seat.workspace.region, "claim")]
        wording = Wording(
            f"不予补贴：{sheet.title}", "不予补贴", "整件不予补贴，须有文件列明的理由。", danger=True
        )
        self.seat.dialogs.reason(self, wording, submit, prompt="情况说明", grounds=listed)

    def _go_to_class(self, sheet: ClaimSheet) -> None:
        self.wanted.emit("classes", sheet.class_id, sheet.class_number)


def _is_told(row: LineRow | None) -> bool:
    """Whether a line's outcome is told to the person himself: his living allowance was refused or cut."""
    return row is not None and row.scheme == "allowance" and row.state in {"cut", "refused"}


TOTAL_COLUMNS = (
    Column("title", "项目", 110, grows=True),
    Column("people", "人次", 54, align=RIGHT),
    Column("asked", "标准金额", 104, align=RIGHT),
    Column("amount", "核定金额", 104, align=RIGHT),
    Column("cut", "核减", 50, align=RIGHT, rank=1),
    Column("refused", "不予", 50, align=RIGHT),
)


def overview(sheet: ClaimSheet) -> ScrollPage:
    """Totals by scheme, and the facts of the application."""
    page = ScrollPage()
    page.put(SmallTable(TOTAL_COLUMNS, sheet.totals, "分项合计"))
    page.put(
        facts_section(
            "申请",
            (
                ("申请单位", sheet.applicant),
                ("信用代码", sheet.credit_code),
                ("联系人", sheet.contact),
                ("联系电话", mask_phone(sheet.phone)),
                ("备案编号", sheet.filing_number),
                ("班级编号", sheet.class_number),
                ("培训类型", sheet.training_type_title),
                ("职业工种", sheet.occupation_title),
                ("培训等级", sheet.level_title),
                ("培训时间", f"{sheet.opened_on} 至 {sheet.ended_on}"),
                ("申请日期", text_of(sheet.applied_on)),
                ("办理期限", text_of(sheet.due_on)),
                ("审批日期", text_of(sheet.decided_on)),
                ("政策版本", sheet.policy_version[:8]),
            ),
        )
    )
    page.put(
        facts_section(
            "收款",
            (("收款人", sheet.payee), ("开户银行", sheet.bank), ("银行账号", mask_account(sheet.account))),
        )
    )
    for said in sheet.opinions:
        page.put(
            facts_section(f"{said.step}意见", ((said.verdict, f"{said.text}（{said.who} {said.day}）"),), 1)
        )
    return page
