"""政策 → 从宽处理: what was accepted "in principle" with a reason: by rule, clerk and institution, and one by one; as paper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop import overrides
from desktop.overrides import Override, Report
from desktop.problems import Refused
from ui.cells import CENTRE, RIGHT, Column
from ui.days import DateField
from ui.papers import PapersPage
from ui.parts import clear, label, role
from ui.rows import RowsView
from ui.seat import Seat
from ui.theme import button

COUNTS_HEIGHT = 176
NONE = ("没有从宽处理", "这段时间没有对“原则上”的要求说明理由通过的")
ENTRY_COLUMNS = (
    Column("day", "同意日期", 98, align=CENTRE),
    Column("rule_title", "要求", 130, grows=True),
    Column("case_number", "案件", 138),
    Column("institution", "机构或者企业", 130, grows=True, rank=1),
    Column("person", "学员", 72, rank=3),
    Column("clerk", "同意人", 76),
    Column("reason", "理由", 200, grows=True),
    Column("sentence", "情况", 160, grows=True, rank=2),
)


def count_columns(title: str) -> tuple[Column, ...]:
    """The columns of a count under one heading."""
    return (
        Column("title", title, 120, grows=True),
        Column("accepted", "次数", 62, align=RIGHT),
        Column("cases", "件数", 62, align=RIGHT),
    )


class OverridesPage(QFrame):
    """The report of a period on one page, its paper on another."""

    summary = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self.since = self._day("同意日期起", date(seat.today.year, 1, 1))
        self.until = self._day("同意日期止", seat.today)
        self.by_rule = RowsView(count_columns("按要求"), "按要求")
        self.by_clerk = RowsView(count_columns("按同意人"), "按同意人")
        self.by_institution = RowsView(count_columns("按机构"), "按机构")
        self.entries = RowsView(ENTRY_COLUMNS, "从宽处理明细")
        self._found: Report | None = None
        self.told = label(name="section")
        self.everything = button("显示全部", role="link")
        self.everything.clicked.connect(lambda: self._narrow(lambda _each: True, ""))
        self.by_rule.opened.connect(lambda row: self._narrow(lambda each: each.rule == row.key, row.title))
        self.by_clerk.opened.connect(
            lambda row: self._narrow(lambda each: str(each.clerk_id) == row.key, row.title)
        )
        self.by_institution.opened.connect(
            lambda row: self._narrow(lambda each: each.institution == row.key, row.title)
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("从宽处理的各页")
        self.paper = QFrame()
        role(self.paper, "plain")
        self._papers: PapersPage | None = None
        self._paper_of: tuple[date, date] | None = None
        self._in_paper = QVBoxLayout(self.paper)
        self._in_paper.setContentsMargins(0, 0, 0, 0)
        self._assemble()

    def _day(self, name: str, day: date) -> DateField:
        made = DateField(required=True, today=self._seat.today)
        made.name_as(name, "")
        made.fill(day)
        made.setFixedWidth(142)
        return made

    def _assemble(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(label("同意日期", "name"))
        bar.addWidget(self.since)
        bar.addWidget(label("至", "muted"))
        bar.addWidget(self.until)
        look = button("查询", icon_name="fa6s.magnifying-glass")
        look.clicked.connect(self.refresh)
        bar.addWidget(look)
        bar.addStretch(1)
        bar.addWidget(label("“原则上”的要求，说明理由并由没有经办该件的人同意后通过的", "caption"))
        counts = QWidget()
        row = QHBoxLayout(counts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for each in (self.by_rule, self.by_clerk, self.by_institution):
            row.addWidget(each, 1)
        counts.setFixedHeight(COUNTS_HEIGHT)
        page = role(QFrame(), "plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(counts)
        column.addLayout(self._heading())
        column.addWidget(self.entries, 1)
        self.tabs.addTab(page, "统计和明细")
        self.tabs.addTab(self.paper, "文书")
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.tabs, 1)

    def _heading(self) -> QHBoxLayout:
        """What the list below shows, and the way back to all of it."""
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        self.everything.hide()
        row.addWidget(self.told)
        row.addWidget(self.everything)
        row.addStretch(1)
        row.addWidget(label("双击或按回车，只看一项", "caption"))
        return row

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day, None when one of them cannot be read or there can be no report of them."""
        since, until = self.since.value, self.until.value
        for field in (self.since, self.until):
            field.mark(field.value is None)
        if since is None or until is None:
            self._seat.tell("起止日期读不出，没有查询。", "warn", "请按 2026-03-18 的样子填写。")
            return None
        try:
            overrides.period_key(since, until)
        except Refused as refused:
            self._seat.tell_refusal(refused)
            return None
        return since, until

    def buttons(self) -> list[QPushButton]:
        """Exporting the report."""
        export = button("导出 Excel", role="primary", icon_name="fa6s.file-export")
        export.setToolTip("三种统计和逐条理由写成工作簿；导出会记入办理记录")
        export.clicked.connect(self.export)
        return [export]

    def refresh(self) -> None:
        """Ask what was accepted in the period."""
        period = self.period
        if period is None:
            return
        self._seat.ask(
            lambda desk: overrides.report(desk, *period), self._show, owner=self, key=(id(self), "report")
        )
        self._show_paper(period)

    def start(self) -> None:
        """Stand in the list."""
        self.entries.view.setFocus(Qt.FocusReason.TabFocusReason)

    def show_period(self, since: date, until: date) -> None:
        """Show the paper of a period."""
        self.since.fill(since)
        self.until.fill(until)
        self.tabs.setCurrentWidget(self.paper)
        self.refresh()

    def export(self) -> None:
        """Write the report to a workbook."""
        period = self.period
        if period is None:
            return

        def write(path: Path) -> None:
            self._seat.act(
                lambda desk: overrides.write(desk, *period, path),
                lambda done: self._seat.tell(f"从宽处理情况已导出到 {done}"),
                title="正在导出从宽处理情况",
            )

        name = f"从宽处理情况-{period[0]}至{period[1]}.xlsx"
        self._seat.dialogs.save_file(self, "导出从宽处理情况", name, "Excel 工作簿 (*.xlsx)", write)

    def _show(self, found: Report) -> None:
        cases = len({(each.case_kind, each.case_id) for each in found.entries})
        self.summary.emit(
            f"{found.since} 至 {found.until} 从宽处理 {len(found.entries):,} 次，涉及 {cases:,} 件"
        )
        for view, counts in (
            (self.by_rule, found.by_rule),
            (self.by_clerk, found.by_clerk),
            (self.by_institution, found.by_institution),
        ):
            view.show_rows(counts, ("没有", ""), choose=False)
        self._found = found
        self._narrow(lambda _each: True, "")

    def _narrow(self, keep: Callable[[Override], bool], words: str) -> None:
        """List what is counted under one heading, or all of it."""
        kept = [each for each in self._found.entries if keep(each)] if self._found else []
        self.entries.show_rows(kept, NONE)
        self.told.setText(f"{words}　{len(kept)} 次" if words else f"全部 {len(kept)} 次")
        self.everything.setVisible(bool(words))

    def _turn(self) -> None:
        if self.tabs.currentWidget() is self.paper and (period := self.period) is not None:
            self._show_paper(period)

    def _show_paper(self, period: tuple[date, date]) -> None:
        """Show the paper of the period once its page is in front."""
        if self.tabs.currentWidget() is not self.paper:
            return
        if self._papers is not None and self._paper_of == period:
            self._papers.refresh()
            return
        clear(self._in_paper)
        self._paper_of = period
        self._papers = PapersPage(self._seat, "period", overrides.period_key(*period))
        self._in_paper.addWidget(self._papers)
