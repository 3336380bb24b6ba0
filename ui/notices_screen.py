"""公示: the notices with their working-day clock, the public list, and the objections raised against it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop import notices
from desktop.notices import NoticeSheet, ObjectionLine, PublicLine
from ui.case_pages import EVIDENCE_PATTERN, history_page
from ui.cells import CENTRE, RIGHT, Column, money, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ChoiceField, LongField, ManyField, TextField
from ui.filing_form import choices
from ui.objections import ObjectionsPage
from ui.papers import PapersPage, open_papers
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import ScrollPage, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import tone_of

OUTCOMES = (("dismissed", "异议不成立，继续公示"), ("upheld", "异议成立，撤出并取消补贴"))
Publishable = tuple[tuple[int, str, str, int, Decimal], ...]


def columns(seat: Seat) -> tuple[Column, ...]:
    """The columns of the list of notices."""
    return (
        Column("number", "公示编号", 140),
        Column("title", "标题", 120, grows=True, rank=2),
        Column("people", "人数", 54, align=RIGHT, rank=1),
        Column("amount", "公示金额", 110, align=RIGHT, grows=True),
        Column("posted_on", "张贴日期", 96, align=CENTRE, rank=3),
        Column("ends_on", "公示截止", 96, align=CENTRE, rank=1, tone=lambda row: _ends(row, seat.today)),
        Column(
            "objections",
            "异议",
            60,
            show=lambda n: f"{n} 件" if n else "",
            tone=lambda r: "warn" if r.objections else "",
            rank=2,
        ),
        Column("state_title", "状态", 92, tone=lambda row: tone_of(row.state)),
    )


def _ends(row: Any, today: date) -> str:
    return "good" if row.state == "posted" and row.ends_on and row.ends_on < today else ""


LINE_COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("name", "姓名", 76),
    Column("id_number", "身份证号", 158, rank=1, sort="-"),
    Column("holder", "申报单位", 120, grows=True, rank=4),
    Column("occupation_title", "职业工种", 100, rank=3, sort="-"),
    Column("scheme_title", "项目", 104, rank=2),
    Column("amount", "公示金额", 92, align=RIGHT, grows=True),
    Column("standing", "可拨付", 92, align=RIGHT, rank=1),
    Column("state_title", "状态", 100, tone=lambda row: tone_of(row.state)),
)


class NoticesScreen(ListScreen):
    """The list of notices with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(notices.lines),
            columns(seat),
            "公示列表",
            states=choices("notice_states"),
            sums={"amount": "合计"},
            empty=("还没有公示", "补贴申请审批同意后，点“编制公示名单”"),
        )
        sheet = SheetView("公示", forward=("post", "close"))
        super().__init__(seat, table, sheet, notices.sheet, self._render)
        self.moves = {"post": self._post, "close": self._close}
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 份"))

    def buttons(self) -> list[QPushButton]:
        """Making a new list."""
        new = button("编制公示名单", role="primary", icon_name="fa6s.plus")
        new.setEnabled(self.seat.may("handler"))
        new.setToolTip("把已审批、未公示的申请编成一份名单" if self.seat.may("handler") else "需要“经办”岗位")
        new.clicked.connect(lambda: self.seat.ask(notices.publishable, self._choose_claims, owner=self))
        return [new]

    # showing

    def _render(self, sheet: NoticeSheet) -> None:
        open_objections = sum(1 for each in sheet.objections if each.handled_on is None)
        if sheet.state == "posted":
            clock = f"还剩 {sheet.days_left} 个工作日" if sheet.days_left else "已届满"
        else:
            clock = text_of(sheet.ends_on)
        head = Head(
            number=sheet.number,
            title=sheet.title,
            state=sheet.state_title,
            tone=tone_of(sheet.state),
            identity=("notice", sheet.id, sheet.state, self.seat.clerk.id),
            figures=(
                ("公示期", f"{sheet.working_days} 个工作日"),
                ("截止", clock),
                ("人数", f"{sheet.people} 人"),
                ("公示金额", money(sheet.published)),
                ("可拨付", money(sheet.payable)),
            ),
        )
        tabs = [
            Tab("名单", lambda: self._list(sheet), sheet.lines),
            Tab("异议", lambda: self._objections(sheet), open_objections),
            Tab("概况", lambda: overview(sheet)),
            Tab("文书", lambda: PapersPage(self.seat, "notice", sheet.id)),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        self.sheet.show_case(head, tabs, sheet.moves, self._extras(sheet))

    def _objections(self, sheet: NoticeSheet) -> QWidget:
        def show(each: ObjectionLine) -> None:
            open_papers(
                self.seat, self, ("objection", each.id), f"异议处理单：第 {each.position} 号 {each.name}"
            )

        return ObjectionsPage(sheet.objections, self._answer, show)

    def _extras(self, sheet: NoticeSheet) -> list[Extra]:
        extras = []
        if sheet.posted_on is not None:
            extras.append(Extra("导出名单", "fa6s.file-export", lambda: self._export(sheet)))
        if sheet.posted_on is not None and self.seat.may("handler"):
            extras.append(Extra("收存凭证", "fa6s.camera", lambda: self._keep_evidence(sheet)))
        if sheet.state == "closed" and sheet.taken_down_on is None and self.seat.may("handler"):
            extras.append(Extra("登记撤下", "fa6s.eraser", lambda: self._take_down(sheet)))
        return extras

    def _list(self, sheet: NoticeSheet) -> QWidget:
        table = list_page(
            self.seat,
            lambda desk, query: notices.public_lines(desk, sheet.id, query),
            LINE_COLUMNS,
            "公示名单",
            states=choices("notice_line_states"),
            sums={"amount": "公示合计", "standing": "可拨付"},
        )
        if sheet.state == "posted":
            raise_one = button("登记异议", icon_name="fa6s.hand", tip="对选中的一行登记异议，处理前不拨付")
            raise_one.clicked.connect(lambda: self._object(table.current))
            table.bar.addWidget(raise_one)
        return table

    # doing

    def _export(self, sheet: NoticeSheet) -> None:
        def write(path: Path) -> None:
            self.seat.ask(
                lambda desk: notices.list_workbook(desk, sheet.id, path),
                lambda done: self.seat.tell(f"名单已导出到 {done}，已检查不含不应公开的内容。"),
                owner=self,
            )

        name = f"公示名单-{sheet.number}.xlsx"
        self.seat.dialogs.save_file(self, "导出公示名单", name, "Excel 工作簿 (*.xlsx)", write)

    def _keep_evidence(self, sheet: NoticeSheet) -> None:
        def keep(path: Path) -> None:
            def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
                self.seat.act(
                    lambda desk: notices.keep_evidence(
                        desk, sheet.id, values["shows"], path, values["day"], values["note"]
                    ),
                    lambda _done: self.seat.tell(f"已收存凭证“{path.name}”。"),
                    dialog=dialog,
                )

            day = DateField(required=True, today=self.seat.today)
            day.fill(self.seat.today)
            asks = [
                Ask("shows", "说明", ChoiceField(tuple(notices.SHOWS.items()), required=True, first=True)),
                Ask("day", "拍摄日期", day),
                Ask("note", "备注", TextField()),
            ]
            self.seat.dialogs.form(self, Wording(f"收存凭证：{path.name}", "收存"), asks, submit)

        self.seat.dialogs.open_file(self, "选择照片或网页文件", EVIDENCE_PATTERN, keep)

    def _take_down(self, sheet: NoticeSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: notices.take_down(desk, sheet.id, values["day"]),
                lambda _done: self.seat.tell(f"已登记 {sheet.number} 撤下。"),
                dialog=dialog,
            )

        day = DateField(required=True, today=self.seat.today)
        day.fill(self.seat.today)
        words = "公示期满后，张贴和网上的名单都应撤下，不长期公开个人信息。"
        self.seat.dialogs.form(
            self, Wording("登记撤下", "登记", words), [Ask("day", "撤下日期", day)], submit
        )

    def _choose_claims(self, found: Publishable) -> None:
        if not found:
            self.seat.tell("没有可以公示的申请。", "info", "补贴申请审批同意后才能编制公示名单。")
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: notices.prepare(desk, values["claims"], values["place"]),
                lambda _id: self.seat.tell("公示名单已编制，核对后张贴。"),
                dialog=dialog,
            )

        offered = [
            (key, f"{number}　{title}　{count} 行　{money(amount)} 元")
            for key, number, title, count, amount in found
        ]
        field = ManyField(offered, required=True, columns=1)
        field.fill([key for key, *_rest in found])
        asks = [
            Ask("claims", "补贴申请", field),
            Ask("place", "公示地点", TextField(), "张贴地点或网站栏目，张贴时必须写明"),
        ]
        words = "名单只含姓名、隐去出生日期的身份证号、单位、项目和金额。"
        self.seat.dialogs.form(self, Wording("编制公示名单", "编制", words, width=640), asks, submit)

    def _post(self, sheet: NoticeSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: notices.post(desk, sheet.id, values["place"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已张贴，从下一个工作日起计算公示期。"),
                dialog=dialog,
            )

        field = TextField(required=True)
        field.fill(sheet.place)
        words = f"{sheet.people} 人，{money(sheet.published)} 元，公示 {sheet.working_days} 个工作日。"
        self.seat.dialogs.form(
            self, Wording("张贴公示", "张贴", words), [Ask("place", "公示地点", field)], submit
        )

    def _close(self, sheet: NoticeSheet) -> None:
        words = f"公示期满且异议已处理，可拨付 {money(sheet.payable)} 元。"
        self.seat.dialogs.confirm(
            self,
            Wording(f"结束公示 {sheet.number}", "结束公示", words),
            lambda: self.seat.act(
                lambda desk: notices.close(desk, sheet.id),
                lambda _done: self.seat.tell(f"{sheet.number} 公示结束，可以拨付。"),
            ),
        )

    def _object(self, row: PublicLine | None) -> None:
        if row is None:
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: notices.object_to(desk, row.id, values["raised_by"], values["text"]),
                lambda _id: self.seat.tell(
                    f"已登记对第 {row.position} 号 {row.name} 的异议，由他人调查处理。"
                ),
                dialog=dialog,
            )

        asks = [
            Ask("raised_by", "反映人", TextField(longest=100), "匿名的不填"),
            Ask("text", "反映内容", LongField(required=True, lines=4)),
        ]
        wording = Wording(
            f"登记异议：第 {row.position} 号 {row.name}", "登记异议", "处理完毕前，这一行不能拨付。"
        )
        self.seat.dialogs.form(self, wording, asks, submit)

    def _answer(self, objection: ObjectionLine) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: notices.answer(desk, objection.id, values["outcome"], values["text"]),
                lambda _done: self.seat.tell("异议已处理。"),
                dialog=dialog,
            )

        asks = [
            Ask("outcome", "结论", ChoiceField(OUTCOMES, required=True)),
            Ask("text", "调查结果", LongField(required=True, lines=4)),
        ]
        words = f"{objection.raised_by}反映：{objection.text}"
        wording = Wording(f"处理异议：第 {objection.position} 号 {objection.name}", "记录结论", words)
        self.seat.dialogs.form(self, wording, asks, submit)


def overview(sheet: NoticeSheet) -> ScrollPage:
    """The facts of a notice."""
    page = ScrollPage()
    facts = (
        ("公示地点", sheet.place),
        ("公示期", f"{sheet.working_days} 个工作日"),
        ("张贴日期", text_of(sheet.posted_on)),
        ("公示截止", text_of(sheet.ends_on)),
        ("结束日期", text_of(sheet.closed_on)),
        ("公示行数", f"{sheet.lines} 行"),
        ("撤下日期", text_of(sheet.taken_down_on)),
        ("所含申请", "、".join(sheet.claims)),
    )
    page.put(facts_section("公示", facts))
    kept = [
        (f"{each.shows_title}凭证", f"{each.file_name}　{each.day} {each.kept_by}") for each in sheet.evidence
    ]
    page.put(facts_section("凭证", kept or [("凭证", "还没有收存张贴的照片或网页")], 1))
    return page
