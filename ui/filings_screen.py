"""备案: the filings, one filing with its plan, roster, findings, materials and papers, and the moves on it."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop import filings
from desktop.filings import FilingSheet
from ui.batches_page import BatchesPage
from ui.case_pages import MaterialsPage, history_page
from ui.cells import CENTRE, RIGHT, Column
from ui.doubts_ahead import foresee
from ui.doubts_page import DoubtsPage
from ui.evidence_page import EvidencePage
from ui.filing_deeds import FilingDeeds
from ui.filing_form import FilingEditor, Known, known
from ui.filing_pages import ROSTER_COLUMNS, overview, plan_page
from ui.import_kinds import ROSTER_KIND, subject_of
from ui.import_wizard import ImportWizard
from ui.papers import PapersPage
from ui.put_right import put_right
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import FindingsPage
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import due_tone, due_words, tone_of

UNDER_REVIEW = ("draft", "accepted", "correcting")


def columns(seat: Seat) -> tuple[Column, ...]:
    """The columns of the list of filings."""
    return (
        Column("number", "备案编号", 140, show=lambda number: number or "未编号"),
        Column("title", "培训项目", 150, grows=True),
        Column("applicant", "申请人", 150, grows=True, rank=2),
        Column("kind", "类别", 110, rank=4),
        Column("training_type", "培训类型", 120, rank=5),
        Column("people", "人数", 50, align=RIGHT, rank=2),
        Column("starts_on", "开始日期", 96, align=CENTRE, rank=3),
        Column("state_title", "状态", 88, tone=lambda row: tone_of(row.state)),
        Column(
            "due_on",
            "办理期限",
            92,
            show=lambda day: due_words(day, seat.today),
            tone=lambda row: due_tone(row.due_on, seat.today),
            rank=1,
        ),
    )


class FilingsScreen(ListScreen):
    """The list of filings with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(filings.lines),
            columns(seat),
            "备案列表",
            states=filings.states(),
            empty=("还没有备案", "点“登记备案”录入企业或机构报来的申请"),
        )
        sheet = SheetView(
            "备案",
            forward=("accept", "take_correction", "approve", "open", "archive"),
            back=("ask_correction", "refuse", "decline"),
        )
        super().__init__(seat, table, sheet, filings.sheet, self._render)
        self.deeds = FilingDeeds(seat, self)
        self.moves = {
            "accept": self.deeds.accept,
            "ask_correction": self.deeds.ask_correction,
            "take_correction": self.deeds.take_correction,
            "approve": self.deeds.approve,
            "refuse": self.deeds.refuse,
            "decline": self.deeds.decline,
            "open": self.deeds.open_class,
            "archive": self.deeds.archive,
        }
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 件"))

    def buttons(self) -> list[QPushButton]:
        """Entering a new filing."""
        if self.editor is not None:
            return []
        new = button("登记备案", role="primary", icon_name="fa6s.plus")
        new.setEnabled(self.seat.may("handler"))
        new.setToolTip("录入一件新的备案申请" if self.seat.may("handler") else "需要“经办”岗位")
        new.clicked.connect(lambda: self._open_editor(None))
        return [new]

    # showing

    def _render(self, sheet: FilingSheet) -> None:
        head = Head(
            number=sheet.number,
            title=sheet.title,
            state=sheet.state_title,
            tone=tone_of(sheet.state),
            identity=("filing", sheet.id, sheet.state, self.seat.clerk.id),
            figures=(
                ("申请人", sheet.applicant),
                ("人数", f"{sheet.people or sheet.planned_people} 人"),
                ("课时", f"{sheet.hours.normalize():f}"),
                ("培训时间", f"{sheet.starts_on:%m-%d} 至 {sheet.ends_on:%m-%d}"),
            ),
            note=f"省平台退回，需要更正：{sheet.reopened_reason}" if sheet.reopened_reason else "",
        )
        changeable = sheet.state in {"draft", "correcting"}
        missing = sum(1 for line in sheet.materials if line.required and line.received_on is None)
        open_findings = sum(1 for each in sheet.findings if not each.accepted_by)
        tabs = [
            Tab("概况", lambda: overview(sheet)),
            Tab("课程师资", lambda: plan_page(sheet)),
            Tab("名册", lambda: self._roster(sheet), sheet.people),
            Tab("核查", lambda: FindingsPage(sheet.findings, self._accepting(sheet)), open_findings),
            Tab("材料", lambda: self._materials(sheet), missing),
            Tab("佐证", lambda: self._evidence(sheet)),
            Tab("疑点", lambda: DoubtsPage(self.seat, "filing", sheet.id)),
            Tab("文书", lambda: PapersPage(self.seat, "filing", sheet.id)),
            Tab(
                "导入", lambda: BatchesPage(self.seat, subject_of("roster", sheet.id, sheet.id), ("roster",))
            ),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        extras = []
        if changeable and self.seat.may("handler"):
            extras = [
                Extra("修改", "fa6s.pen", lambda: self._open_editor(sheet.id)),
                Extra("导入花名册", "fa6s.file-import", lambda: self._import(sheet)),
            ]
        if sheet.state in UNDER_REVIEW and (self.seat.may("handler") or self.seat.may("reviewer")):
            extras.append(Extra("重新核查", "fa6s.list-check", lambda: self.deeds.recheck(sheet)))
        if sheet.class_id is not None:
            extras = [Extra("看班级", "fa6s.chalkboard-user", lambda: self._go_to_class(sheet))]
        if sheet.reopened_reason and self.seat.may("handler"):
            extras.append(
                Extra("更正完毕", "fa6s.check", lambda: put_right(self.seat, self, "filing", sheet))
            )
        offers = [offer for offer in sheet.moves if offer.code in self.moves]
        self.sheet.show_case(head, tabs, offers, extras)
        foresee(self, "filing", sheet)

    def _roster(self, sheet: FilingSheet) -> QWidget:
        table = list_page(
            self.seat,
            lambda desk, query: filings.trainees(desk, sheet.id, query),
            ROSTER_COLUMNS,
            "花名册",
            empty=("还没有花名册", "点下面的“导入花名册”，从企业报来的表格导入"),
        )
        if sheet.people and sheet.state in UNDER_REVIEW and self.seat.may("handler"):
            drop = button("移出", icon_name="fa6s.user-minus", tip="把选中的人移出花名册，写明原因")
            drop.clicked.connect(lambda: self.deeds.drop(table.current))
            table.bar.addWidget(drop)
        return table

    def _materials(self, sheet: FilingSheet) -> QWidget:
        may = self.seat.may("handler") and sheet.state in {"draft", "accepted", "correcting"}
        return MaterialsPage(self.seat, ("filing", sheet.id, sheet.uid), sheet.materials, may_receive=may)

    def _evidence(self, sheet: FilingSheet) -> QWidget:
        may = self.seat.may("handler") and sheet.state != "archived"
        return EvidencePage(self.seat, "filing", sheet.id, may_add=may)

    def _accepting(self, sheet: FilingSheet) -> Any:
        return self.deeds.accept_finding if self.seat.may("reviewer") and sheet.state == "accepted" else None

    # doing

    def _open_editor(self, filing_id: int | None) -> None:
        def show(facts: Known) -> None:
            self.edit(FilingEditor(self.seat, facts, filing_id))

        self.seat.ask(lambda desk: known(desk, filing_id), show, owner=self)

    def _import(self, sheet: FilingSheet) -> None:
        ImportWizard(self.seat, ROSTER_KIND, sheet.id, sheet.title, self).open()

    def _go_to_class(self, sheet: FilingSheet) -> None:
        if sheet.class_id is not None:
            self.wanted.emit("classes", sheet.class_id, sheet.class_number)
