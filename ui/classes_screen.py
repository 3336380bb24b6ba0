"""班级: the classes, one class with its trainees' hours and certificates, and its end."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import classes, subsidies
from desktop.classes import ClassSheet, TraineeProgress
from desktop.workspace import Desk
from ui.batches_page import BatchesPage
from ui.case_pages import history_page
from ui.cells import CENTRE, RIGHT, Column, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.evidence_page import EvidencePage
from ui.fields import ChoiceField, DecimalField
from ui.import_kinds import ATTENDANCE_KIND, CERTIFICATES_KIND, LEARNING_KINDS, subject_of
from ui.import_wizard import ImportWizard
from ui.process_page import ProcessPage
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import percent, tone_of

STATES = (("open", "已开班"), ("finished", "已结业"), ("archived", "归档"))
ATTENDANCE_STATES = (("present", "出勤"), ("late", "迟到"), ("leave", "请假"), ("absent", "缺勤"))


def hours(value: Decimal) -> str:
    """Class hours without needless places."""
    return f"{value.normalize():f}"


def columns(seat: Seat) -> tuple[Column, ...]:
    """The columns of the list of classes."""
    return (
        Column("number", "班级编号", 140),
        Column("title", "培训项目", 120, grows=True),
        Column("holder", "承训单位", 150, grows=True, rank=2),
        Column("people", "人数", 50, align=RIGHT, rank=1),
        Column("opened_on", "开班日期", 96, align=CENTRE, rank=3),
        Column(
            "planned_end",
            "计划结束",
            96,
            align=CENTRE,
            rank=2,
            tone=lambda row: "bad" if row.ended_on is None and row.planned_end < seat.today else "",
        ),
        Column("certificates", "证书", 52, align=RIGHT, rank=1),
        Column("state_title", "状态", 88, tone=lambda row: tone_of(row.state)),
    )


CLAIMS = {
    "whole": ("申请补贴", "按现行政策逐人核算；"),
    "advance": (
        "申请预支",
        "企业新型学徒制：按名册人数、每人每年标准和可预支的比例核算全班预支款，结业后在结算中扣减；",
    ),
    "settlement": (
        "申请结算",
        "企业新型学徒制：按取得证书的结业人数、每人每年标准和培养年限核算，减去已经拨付的预支款；",
    ),
}
"""The applications a class may have: what the button says, and how the amount is reckoned."""

TRAINEE_COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("name", "姓名", 80),
    Column("id_number", "身份证号", 158, rank=2, sort="-"),
    Column("days", "天数", 50, align=RIGHT),
    Column("online_hours", "线上", 54, align=RIGHT, show=hours, rank=3),
    Column("offline_hours", "线下", 54, align=RIGHT, show=hours, rank=3),
    Column("hours", "课时", 54, align=RIGHT, show=hours, rank=1),
    Column("share", "出勤率", 84, show=percent, tone=lambda row: "warn" if row.low else ""),
    Column("certificate", "证书编号", 120, grows=True),
    Column("issued_on", "发证日期", 96, align=CENTRE, rank=4),
)
DAY_COLUMNS = (
    Column("day", "日期", 100, align=CENTRE),
    Column("state", "考勤", 60, align=CENTRE),
    Column("online_hours", "线上课时", 80, align=RIGHT, show=hours),
    Column("offline_hours", "线下课时", 80, align=RIGHT, show=hours),
    Column("source", "来源", 140, grows=True),
)


class ClassesScreen(ListScreen):
    """The list of classes with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(classes.lines),
            columns(seat),
            "班级列表",
            states=STATES,
            empty=("还没有班级", "备案同意后，在“备案”中办理开班"),
        )
        sheet = SheetView("班级", forward=("finish", "apply"))
        super().__init__(seat, table, sheet, classes.sheet, self._render)
        self.moves = {"finish": self._finish}
        self.trainees: PagedTable | None = None
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 个班"))

    def _render(self, sheet: ClassSheet) -> None:
        total = sheet.planned_hours * sheet.people
        share = percent(sheet.attended_hours / total) if total else "—"
        low = ((f"低于 {sheet.least_share:.0%}", f"{sheet.low_attendance} 人"),) if sheet.least_share else ()
        head = Head(
            number=sheet.number,
            title=sheet.title,
            state=sheet.state_title,
            tone=tone_of(sheet.state),
            identity=("class", sheet.id, sheet.state, self.seat.clerk.id),
            figures=(
                ("学员", f"{sheet.people} 人"),
                ("上课天数", f"{sheet.days} 天"),
                ("总出勤率", share),
                *low,
                ("已取证", f"{sheet.certificates} 人"),
            ),
        )
        tabs = [
            Tab("学员", lambda: self._trainees(sheet), sheet.people),
            Tab("概况", lambda: overview(sheet)),
            Tab("学习", lambda: ProcessPage(self.seat, sheet.id)),
            Tab("佐证", lambda: self._evidence(sheet)),
            Tab("导入", lambda: self._batches(sheet)),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        self.sheet.show_case(
            head, tabs, [m for m in sheet.moves if m.code in self.moves], self._extras(sheet)
        )

    def _extras(self, sheet: ClassSheet) -> list[Extra]:
        extras = [Extra("看备案", "fa6s.file-signature", lambda: self._go_to_filing(sheet))]
        if sheet.claim_id is not None:
            extras.append(Extra("看补贴", "fa6s.hand-holding-dollar", lambda: self._go_to_claim(sheet)))
        if not self.seat.may("handler"):
            return extras
        if sheet.state == "open":
            extras.append(Extra("导入考勤", "fa6s.file-import", lambda: self._import(sheet, ATTENDANCE_KIND)))
            extras.append(Extra("导入平台记录", "fa6s.laptop-file", lambda: self._choose_records(sheet)))
        if sheet.state in {"open", "finished"}:
            extras.append(Extra("导入证书", "fa6s.award", lambda: self._import(sheet, CERTIFICATES_KIND)))
        if sheet.may_claim:
            verb, _ = CLAIMS[sheet.may_claim]
            extras.append(Extra(verb, "fa6s.hand-holding-dollar", lambda: self._apply(sheet)))
        return extras

    def _trainees(self, sheet: ClassSheet) -> QWidget:
        table = list_page(
            self.seat,
            lambda desk, query: classes.trainees(desk, sheet.id, query),
            TRAINEE_COLUMNS,
            "学员",
            empty=("名册为空", ""),
        )
        days = button("每日考勤", icon_name="fa6s.calendar-days", tip="看选中学员每天的考勤，登记或更正一天")
        days.clicked.connect(lambda: self._show_days(sheet, table.current))
        table.bar.addWidget(days)
        table.opened.connect(lambda row: self._show_days(sheet, row))
        self.trainees = table
        return table

    def _evidence(self, sheet: ClassSheet) -> QWidget:
        may = self.seat.may("handler") and sheet.state != "archived"
        return EvidencePage(self.seat, "class", sheet.id, may_add=may)

    def _batches(self, sheet: ClassSheet) -> QWidget:
        subject = subject_of("attendance", sheet.id, sheet.filing_id)
        return BatchesPage(self.seat, subject, ("attendance", "certificates", *classes.LEARNING))

    def _show_days(self, sheet: ClassSheet, trainee: TraineeProgress | None) -> None:
        if trainee is not None:
            self.seat.ask(
                lambda desk: classes.days_of(desk, trainee.id),
                lambda days: self._open_days(sheet, trainee, days),
                owner=self,
            )

    def _open_days(self, sheet: ClassSheet, trainee: TraineeProgress, days: tuple[Any, ...]) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: classes.mark(
                    desk,
                    trainee.id,
                    values["day"],
                    values["state"],
                    values["online"] or Decimal(0),
                    values["offline"] or Decimal(0),
                ),
                lambda _done: self.seat.tell(f"已登记 {trainee.name} {values['day']} 的考勤。"),
                dialog=dialog,
            )

        if sheet.state != "open" or not self.seat.may("handler"):
            asks = []
            verb = "关闭"
        else:
            verb = "登记"
            asks = [
                Ask("day", "日期", DateField(required=True, today=self.seat.today)),
                Ask("state", "考勤", ChoiceField(ATTENDANCE_STATES, required=True, first=True)),
                Ask("online", "线上课时", DecimalField(places=1, money=False)),
                Ask("offline", "线下课时", DecimalField(places=1, money=False)),
            ]
        words = f"已登记 {len(days)} 天，共 {hours(trainee.hours)} 课时，出勤率 {percent(trainee.share)}"
        dialog = self.seat.dialogs.form(
            self,
            Wording(f"{trainee.name}的每日考勤", verb, words, width=600),
            asks,
            submit if asks else close,
        )
        dialog.leave.setVisible(bool(asks))
        dialog.show_above(SmallTable(DAY_COLUMNS, days, "每日考勤", most=8))

    def _choose_records(self, sheet: ClassSheet) -> None:
        """Ask which records of the learning platform come, then take them in like any list."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            dialog.finish()
            self._import(sheet, values["kind"])

        field = ChoiceField([(kind, kind.title) for kind in LEARNING_KINDS], required=True, first=True)
        words = "线上平台导出的注册、签到、学习、测试、互动记录，一种一种导入；学时按学习记录重新计算。"
        wording = Wording("导入平台记录", "下一步", words)
        self.seat.dialogs.form(self, wording, [Ask("kind", "哪一种记录", field)], submit)

    def _import(self, sheet: ClassSheet, kind: Any) -> None:
        wizard = ImportWizard(self.seat, kind, sheet.id, f"{sheet.number} {sheet.title}", self)
        wizard.open()

    def _finish(self, sheet: ClassSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: classes.finish(desk, sheet.id, values["day"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已结业，可以导入证书并申请补贴。"),
                dialog=dialog,
            )

        field = DateField(required=True, today=self.seat.today)
        field.fill(self.seat.today)
        wording = Wording(f"结业：{sheet.title}", "结业", "结业后不能再登记考勤；证书仍可导入。")
        self.seat.dialogs.form(self, wording, [Ask("day", "结业日期", field)], submit)

    def _apply(self, sheet: ClassSheet) -> None:
        verb, words = CLAIMS[sheet.may_claim]

        def deed(desk: Desk) -> int:
            return subsidies.apply(desk, sheet.filing_id, advance=sheet.may_claim == "advance")

        def done(claim_id: int) -> None:
            self.wanted.emit("subsidies", claim_id, "")
            self.seat.tell("补贴申请已生成，每个人的金额和依据见“明细”。")

        wording = Wording(
            f"{verb}：{sheet.title}", verb, f"{words}缺少标准时会指出缺的是哪一项、到哪里填写。"
        )
        self.seat.dialogs.confirm(self, wording, lambda: self.seat.act(deed, done, title="正在逐人核算补贴"))

    def _go_to_claim(self, sheet: ClassSheet) -> None:
        self.wanted.emit("subsidies", sheet.claim_id, sheet.claim_number)

    def _go_to_filing(self, sheet: ClassSheet) -> None:
        self.wanted.emit("filings", sheet.filing_id, sheet.filing_number)


def close(dialog: FormDialog, _values: dict[str, Any]) -> None:
    """Close a dialog that only shows something."""
    dialog.finish()


def overview(sheet: ClassSheet) -> ScrollPage:
    """The facts of a class."""
    page = ScrollPage()
    page.put(
        facts_section(
            "班级",
            (
                ("备案编号", sheet.filing_number),
                ("承训单位", sheet.holder),
                ("职业工种", sheet.occupation_title),
                ("培训等级", sheet.level_title),
                ("开班日期", text_of(sheet.opened_on)),
                ("结业日期", text_of(sheet.ended_on)),
                ("计划结束", text_of(sheet.planned_end)),
                ("计划课时", hours(sheet.planned_hours)),
                ("已学课时", f"{hours(sheet.attended_hours)}（全班合计）"),
            ),
        )
    )
    return page
