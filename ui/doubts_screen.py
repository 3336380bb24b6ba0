"""疑点: every doubt of the county by severity, rule, state, stage and institution, with its evidence, disposed of by the batch."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop import doubts
from desktop.doubts import (
    FLAGS,
    CaseDoubt,
    Coverage,
    DisposalLine,
    DoubtRow,
    DoubtSheet,
    Only,
    Outcome,
    SideBySide,
)
from desktop.moves import Offer
from desktop.pages import Page, PageQuery
from desktop.workspace import Desk
from ui.cells import Column
from ui.dialogs import Wording
from ui.disposing import WAITING, OutcomeDialog, dispose_of, tell_one
from ui.doubts_coverage import CoverageDialog, import_list, in_short
from ui.doubts_evidence import EvidencePage, disposals_page
from ui.doubts_page import TONES
from ui.filing_form import choices
from ui.parts import label
from ui.screen import ListScreen
from ui.seat import Seat
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button

SCREENS_OF = {"filing": "filings", "claim": "subsidies", "payment_batch": "payments"}
MOST = 100_000
ALL = "全部"
CERTAINTY_TONES = {"exact": "info", "suspected": "still"}
COLUMNS = (
    Column("severity_title", "程度", 74, tone=lambda row: "bad" if row.severity == "hard" else "warn"),
    Column("certainty_title", "把握", 74, tone=lambda row: CERTAINTY_TONES[row.certainty]),
    Column("flag_title", "事项", 118, sort="flag", rank=1),
    Column("subject", "对象", 120, grows=True),
    Column("number", "案件", 140, rank=2),
    Column("sentence", "疑点", 150, grows=True, sort="-", rank=5),
    Column("institution", "培训机构", 150, rank=6),
    Column("stage_title", "环节", 76, rank=4),
    Column("found_on", "发现日期", 96, rank=7),
    Column("state_title", "状态", 88, tone=lambda row: TONES.get(row.state, "still")),
)
Shown = tuple[CaseDoubt, DoubtSheet, SideBySide]


class DoubtFilters(QWidget):
    """What the list is kept to beside its state and text: severity, certainty, rule, stage and institution."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        flags = [(each.code, f"{each.code} {each.title}") for each in FLAGS]
        for name, title, offered in (
            ("severity", "程度", choices("doubt_severities")),
            ("certainty", "把握", choices("doubt_certainties")),
            ("flag", "事项", flags),
            ("stage", "环节", choices("doubt_stages")),
            ("institution_id", "机构", []),
        ):
            box = QComboBox()
            box.setAccessibleName(f"按{title}筛选")
            box.setMaxVisibleItems(20)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(3)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.view().setMinimumWidth(240)
            self._boxes[name] = box
            box.setPlaceholderText(title)
            box.setToolTip(f"按{title}筛选")
            self._offer(name, offered)
            box.currentIndexChanged.connect(lambda at, box=box: self._choose(box, at))
            row.addWidget(box, 3 if name in {"flag", "institution_id"} else 2)

    @property
    def only(self) -> Only:
        """What is chosen now."""
        chosen = {name: box.currentData() for name, box in self._boxes.items()}
        return Only(**{name: value for name, value in chosen.items() if value is not None})

    def offer_institutions(self, known: Sequence[tuple[int, str]]) -> None:
        """Offer the institutions that have filed classes; what is chosen stays chosen."""
        self._offer("institution_id", known)

    def _offer(self, name: str, offered: Sequence[tuple[object, str]]) -> None:
        box = self._boxes[name]
        here = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(ALL)
        for code, title in offered:
            box.addItem(title, code)
        box.setCurrentIndex(-1 if here is None else box.findData(here))
        box.blockSignals(False)

    def _choose(self, box: QComboBox, at: int) -> None:
        """Tell what is chosen; with all of them the box shows again what it is for."""
        if at == 0:
            box.setCurrentIndex(-1)
        else:
            self.changed.emit()


class DoubtsScreen(ListScreen):
    """The doubts about all cases, the open and hard ones first, with the evidence of the one stood on."""

    def __init__(self, seat: Seat) -> None:
        self.filters = DoubtFilters()
        table = PagedTable(
            seat.work,
            seat.fetching(lambda desk, query: doubts.across(desk, query, self.filters.only)),
            COLUMNS,
            "疑点列表",
            states=choices("doubt_states"),
            empty=("没有疑点", "受理、复核、审批和拨付时自动核查；也可以点“核查在办件”再查一遍"),
        )
        super().__init__(seat, table, SheetView("疑点", forward=("dispose",)), _ask, self._render)
        self.moves = {"dispose": lambda shown: self._dispose([shown[0]])}
        self.covered = label(name="caption", wrap=True)
        table.search.setPlaceholderText("输入案件编号、姓名或疑点内容查找")
        table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.top.insertWidget(1, self.filters)
        table.top.addWidget(self.covered)
        many = button("批量处理", icon_name="fa6s.list-check", tip="用同一理由处理选中的或筛选出的全部疑点")
        many.clicked.connect(self.dispose_many)
        table.bar.addWidget(many)
        self.filters.changed.connect(table.first_page)
        table.opened.disconnect()
        table.opened.connect(self.go_to_case)
        table.shown.connect(self._summarise)

    def buttons(self) -> list[QPushButton]:
        """What could be checked, taking in a list, and a round over everything under way."""
        scope = button("核查范围", icon_name="fa6s.list")
        scope.clicked.connect(self.show_coverage)
        take = button("导入外部名单", icon_name="fa6s.file-import")
        may = self.seat.may("handler") or self.seat.may("reviewer")
        take.setEnabled(may)
        take.setToolTip("死亡、养老待遇、财政供养等名单" if may else "需要“经办”或“复核”岗位")
        take.clicked.connect(lambda: import_list(self.seat, self))
        again = button("核查在办件", role="primary", icon_name="fa6s.magnifying-glass")
        again.setToolTip("对等待审核、审批和拨付的全部案件重新核查一遍")
        again.clicked.connect(self.sweep)
        return [scope, take, again]

    def refresh(self) -> None:
        """Ask again for the list, the institutions, and what cannot be checked."""
        super().refresh()
        self.seat.ask(
            lambda desk: (doubts.institutions(desk), doubts.covered(desk)),
            self._show_known,
            owner=self,
            key=(id(self), "known"),
        )

    # showing

    def _show_known(self, known: tuple[tuple[tuple[int, str], ...], tuple[Coverage, ...]]) -> None:
        offered, covered = known
        self.filters.offer_institutions(offered)
        self.covered.setText(in_short(covered))

    def _summarise(self, page: Page[CaseDoubt]) -> None:
        kept = "筛选出" if self.filters.only or self.table.query.text or self.table.query.state else "共"
        self.summarise(f"{kept} {page.total:,} 条")
        if not page.total and self.filters.only:
            self.table.empty.say("没有找到", "换一个条件，或选“全部”再找", "fa6s.magnifying-glass")

    def _render(self, shown: Shown) -> None:
        row, sheet, told = shown
        head = Head(
            number=row.number,
            title=f"{row.flag} {row.flag_title}",
            state=row.state_title,
            tone=TONES.get(row.state, "still"),
            identity=("doubt", row.id, row.state, self.seat.clerk.id),
            figures=(
                ("程度", row.severity_title),
                ("把握", row.certainty_title),
                ("对象", row.subject.partition("《")[0]),
                ("环节", row.stage_title),
            ),
        )
        tabs = [
            Tab("证据", lambda: EvidencePage(row, sheet, told)),
            Tab("处理经过", lambda: disposals_page(sheet.disposals), len(sheet.disposals)),
        ]
        extras = [
            Extra("打开案件", "fa6s.arrow-up-right-from-square", lambda: self.go_to_case(row)),
            Extra("只看本件", "fa6s.filter", lambda: self._only_case(row)),
        ]
        why_not = self._why_not(row)
        attached = next((each for each in sheet.disposals if each.file), None)
        if attached is not None:
            extras.append(Extra("另存附件", "fa6s.paperclip", lambda: self._save_file(attached)))
        self.sheet.show_case(head, tabs, [Offer("dispose", "处理", not why_not, why_not)], extras)

    def _save_file(self, line: DisposalLine) -> None:
        """Save the file that went with the last disposal that has one."""

        def save(target: Path) -> None:
            self.seat.ask(
                lambda desk: doubts.save_file(desk, line.id, target),
                lambda _none: self.seat.tell(f"已另存为 {target.name}。"),
                owner=self,
            )

        self.seat.dialogs.save_file(self, "另存附件", line.file, "全部文件 (*)", save)

    def _why_not(self, row: CaseDoubt) -> str:
        """What keeps this clerk from disposing of a doubt, told beforehand; the desk decides."""
        if row.state == "gone":
            return "这条疑点已经消除，不需要处理。"
        may = any(self.seat.may(role) for role in ("handler", "reviewer", "director"))
        return "" if may else "需要“经办”“复核”或“负责人”岗位。"

    def show_coverage(self) -> None:
        """Show the lists of other offices and what each rule could look at."""
        self.seat.ask(
            lambda desk: (doubts.lists(desk), doubts.covered(desk)),
            lambda told: CoverageDialog(*told, self).open(),
            owner=self,
        )

    def go_to_case(self, row: CaseDoubt) -> None:
        """Show the case that a doubt is about."""
        self.wanted.emit(SCREENS_OF[row.case_kind], row.case_id, row.number)

    def _only_case(self, row: CaseDoubt) -> None:
        self.table.show_only(row.number)
        self.table.first_page()

    # doing

    @property
    def chosen(self) -> list[CaseDoubt]:
        """The rows that are selected on this page."""
        rows = self.table.view.selectionModel().selectedRows()
        return [self.table.rows[at] for at in sorted(index.row() for index in rows)]

    def dispose_many(self) -> None:
        """Dispose of what is selected, or of everything the filter leaves that still waits, with one reason."""
        chosen, query, only = self.chosen, self.table.query, self.filters.only
        if not chosen:
            self.seat.tell("没有选中疑点。", "info", "按住 Ctrl 或 Shift 可以选多条。")
            return

        def rows(desk: Desk, which: str) -> Sequence[DoubtRow]:
            if which == "chosen":
                return chosen
            found = doubts.across(desk, PageQuery(query.text, query.state, limit=MOST), only).rows
            return [row for row in found if row.state in WAITING]

        which = (("chosen", f"选中的 {len(chosen)} 条"), ("all", "筛选出的全部待处理疑点"))
        words = "每条分别记录；不能这样处理的逐条说明原因，其余照常处理。"
        wording = Wording("批量处理疑点", "处理", words, width=600)
        dispose_of(self.seat, self, wording, rows, self._tell_each, which)

    def _dispose(self, chosen: Sequence[CaseDoubt]) -> None:
        wording = Wording(f"处理疑点：{chosen[0].flag_title}", "处理", chosen[0].sentence, width=600)
        dispose_of(
            self.seat,
            self,
            wording,
            lambda _desk, _which: chosen,
            lambda _rows, outcomes: tell_one(self.seat, outcomes),
        )

    def _tell_each(self, rows: Sequence[DoubtRow], outcomes: tuple[Outcome, ...]) -> None:
        if not outcomes:
            self.seat.tell("没有待处理的疑点。", "info")
            return
        OutcomeDialog(rows, outcomes, self).open()

    def sweep(self) -> None:
        """Check every case that waits for a decision anew."""
        work = self.seat.work
        self.seat.act(
            lambda desk: doubts.sweep(desk, progress=work.progress, cancelled=work.is_cancelled),
            lambda swept: self.seat.tell(swept.sentence, "warn" if swept.open else "good"),
            title="正在核查在办件",
        )


def _ask(desk: Desk, doubt_id: int) -> Shown:
    return doubts.in_case(desk, doubt_id), doubts.sheet(desk, doubt_id), doubts.side_by_side(desk, doubt_id)
