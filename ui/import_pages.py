"""What a checked workbook looks like before it is taken in: counts, problems, recognised columns, the rows."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from desktop.filings import Comparison
from desktop.intake import Reading, speaker
from desktop.payments import BankComparison, BankLine
from desktop.problems import Problem
from ui.cells import CENTRE, RIGHT, Column, PageModel, money, text_of
from ui.import_changes import change_whole, change_words, changes_page
from ui.import_choices import ChoiceRow, Way
from ui.import_kinds import Compared, ImportKind
from ui.import_mapping import MappingPage
from ui.paged_rows import PagedRows
from ui.parts import Empty, clear, label, restyle, role
from ui.table import ListView

SHOWN = 2000
PREVIEWED = 100
UNSETTLED = {
    "two_candidates",
    "column_missing",
    "year_missing",
    "day_missing",
    "day_unclear",
    "other_list",
    "no_heading",
}
IN_HEADINGS = {"two_candidates", "column_missing", "no_heading"}
LONG_CELLS = {"id_number": 170, "account": 180, "payee": 160}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem as the table shows it."""

    kind: str
    where: str
    name: str
    what: str
    remedy: str


PROBLEM_COLUMNS = (
    Column("kind", "类别", 76, tone=lambda row: "bad" if row.kind == "须改正" else "warn"),
    Column("where", "位置", 104),
    Column("name", "姓名", 72, rank=1),
    Column("what", "问题", 200, grows=True),
    Column("remedy", "办法", 200, grows=True),
)


class CheckPage(QWidget):
    """Shows a Reading: what is sound, what is wrong and where, and what was understood of the headings.

    `again` carries the Way in which the clerk wants the file read, `forgotten` that the remembered mapping goes.
    """

    again = Signal(object)
    forgotten = Signal()

    def __init__(self, kind: ImportKind) -> None:
        super().__init__()
        self._unit = kind.unit
        self._replaces = kind.replaces
        self.takes_out = QCheckBox()
        self.takes_out.setAccessibleName("移出本次没有的")
        self.takes_out.hide()
        self.choices = ChoiceRow(kind.title)
        self.choices.chosen.connect(self.again)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(10)
        self.notes = label(name="muted", wrap=True)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("核对结果的各页")
        self.tabs.setUsesScrollButtons(False)
        self.problems = ListView(PROBLEM_COLUMNS, "问题清单")
        self._model = PageModel(PROBLEM_COLUMNS, self)
        self.problems.setModel(self._model)
        self.whole = label(name="", wrap=True)
        self._changes: PagedRows | None = None
        self.tabs.currentChanged.connect(self._tell_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 8)
        layout.setSpacing(8)
        layout.addLayout(self._figures)
        layout.addWidget(self.notes)
        layout.addWidget(self.choices)
        layout.addWidget(self.takes_out)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.whole)
        self.problems.selectionModel().currentRowChanged.connect(
            lambda index, _old: self._tell_whole(index.row())
        )

    @property
    def keeps(self) -> bool:
        """Whether the clerk says that what the workbook no longer names is to stay."""
        return not self.takes_out.isHidden() and not self.takes_out.isChecked()

    def _ask_about_removed(self, removed: int) -> None:
        what = f"移出以前有而本次没有的 {removed:,} {self._unit}"
        self.takes_out.setText(f"{what}（{self._replaces}；不勾选则保留）")
        self.takes_out.setChecked(True)
        self.takes_out.setVisible(removed > 0)

    def show_reading(self, reading: Reading, compared: Compared | None = None, before: str = "") -> None:
        """Show what a workbook brought; `before` says when the file came before."""
        self.choices.show_reading(reading)
        self._ask_about_removed(compared.removed if isinstance(compared, Comparison) else 0)
        clear(self._figures)
        for title, number, tone in (
            ("识别到", reading.total, "still"),
            ("可以导入", len(reading.rows), "good"),
            ("有误", reading.faulty, "bad" if reading.faulty else "still"),
            ("提醒", len(reading.warnings), "warn" if reading.warnings else "still"),
        ):
            self._figures.addWidget(
                self._figure(title, f"{number:,} {'处' if title == '提醒' else self._unit}", tone)
            )
        headed = f"表头在第 {reading.header_row} 行" if any(reading.headings) else "没有表头"
        place = f"工作表“{reading.sheet}”，{headed}。" if reading.path else "手工录入。"
        change = _words(compared, self._unit) if compared is not None else ""
        self.notes.setText("　".join(part for part in (before, place, change, *reading.notes) if part))
        warned = isinstance(compared, Comparison) and (compared.removed or compared.dropped)
        role(self.notes, "warn" if warned or before else "muted")
        restyle(self.notes)
        rows = [_row(each, "须改正") for each in reading.problems] + [
            _row(each, "提醒") for each in reading.warnings
        ]
        self._model.show_rows(rows[:SHOWN])
        if len(rows) > SHOWN:
            more = f"下面列出前 {SHOWN:,} 处问题，全部 {len(rows):,} 处请点“保存问题清单”。"
            self.notes.setText("　".join(part for part in (self.notes.text(), more) if part))
        self._changes = None
        while self.tabs.count():
            self.tabs.removeTab(0)
        if rows:
            self.tabs.addTab(self.problems, f"问题 {len(rows):,}")
        else:
            empty = Empty()
            empty.say("没有发现问题", "每一行都可以导入", "fa6s.circle-check")
            self.tabs.addTab(empty, "问题")
        if isinstance(compared, BankComparison):
            self.tabs.addTab(bank_page(compared), f"逐笔对照 {len(compared.lines):,}")
        elif compared is not None and compared.rows:
            self._changes = changes_page(compared)
            self._changes.picked.connect(lambda row: self.whole.setText(change_whole(row) if row else ""))
            self.tabs.addTab(self._changes, f"将有的变化 {len(compared.rows):,}")
        mapping = self._mapping_page(reading) if reading.path is not None else None
        if mapping is not None:
            self.tabs.addTab(mapping, f"识别的列 {len([m for m in reading.mapping if m.field])}")
        self.tabs.addTab(self._rows_page(reading), "数据预览")
        if mapping is not None and any(each.code in IN_HEADINGS for each in reading.problems):
            self.tabs.setCurrentWidget(mapping)
        self.problems.fit_columns()
        self.whole.setVisible(bool(rows) or self._changes is not None)
        if rows:
            self.problems.setCurrentIndex(self._model.index(0, 0))

    def _mapping_page(self, reading: Reading) -> MappingPage:
        page = MappingPage(reading)
        page.chosen.connect(
            lambda mapping: self.again.emit(Way(reading.sheet, mapping, reading.skip_hidden, reading.held))
        )
        page.forgotten.connect(self.forgotten)
        return page

    def _tell_tab(self, at: int) -> None:
        """Tell in full what is chosen on the page that comes in sight."""
        page = self.tabs.widget(at)
        if page is self.problems:
            self._tell_whole(self.problems.currentIndex().row())
        elif self._changes is not None and page is self._changes:
            self.whole.setText(change_whole(self._changes.list.current))
        else:
            self.whole.clear()

    def _tell_whole(self, at: int) -> None:
        """Tell the chosen problem in full: a table cell may be too narrow for it."""
        if 0 <= at < len(self._model.rows):
            row: ProblemRow = self._model.rows[at]
            who = f"（{row.name}）" if row.name else ""
            self.whole.setText(f"{row.where}{who}　{row.what}　办法：{row.remedy}")

    def _figure(self, title: str, number: str, tone: str) -> QFrame:
        card = QFrame()
        card.setProperty("tone", tone)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(0)
        figure = role(QLabel(number), "amount")
        layout.addWidget(figure)
        layout.addWidget(label(title, "caption"))
        return card

    def _rows_page(self, reading: Reading) -> QWidget:
        used = {each.field for each in reading.mapping} | ({"day"} if reading.days else set())
        places = [at for at, column in enumerate(reading.columns) if column.field in used]
        columns = tuple(
            Column(
                f"c{at}",
                reading.columns[at].title,
                LONG_CELLS.get(reading.columns[at].kind, 104),
                sort="-",
                rank=min(order, 9),
                grows=True,
            )
            for order, at in enumerate(places)
        )
        view = ListView(columns or (Column("c0", "", 100),), "数据预览")
        model = PageModel(columns, view)
        spoken = [speaker(column) for column in reading.columns]
        model.show_rows(
            [
                _Preview(tuple(say(value) for say, value in zip(spoken, row.values, strict=True)))
                for row in reading.rows[:PREVIEWED]
            ]
        )
        view.setModel(model)
        return view


class _Preview:
    """A row whose attributes c0, c1, … are its values."""

    def __init__(self, values: tuple[object, ...]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        value = self._values[int(name[1:])]
        return "、".join(map(str, value)) if isinstance(value, tuple) else text_of(value)


def _words(compared: Compared, unit: str) -> str:
    return bank_words(compared) if isinstance(compared, BankComparison) else change_words(compared, unit)


def _row(problem: Problem, kind: str) -> ProblemRow:
    return ProblemRow(kind, problem.where, problem.name, problem.what, problem.remedy)


BANK_COLUMNS = (
    Column("row", "行", 46, align=RIGHT),
    Column("position", "付款单", 60, align=CENTRE, show=lambda at: f"第{at}笔" if at else "—"),
    Column("payee", "收款人", 120, grows=True),
    Column("account", "账号", 140, rank=2),
    Column("amount", "金额", 100, align=RIGHT),
    Column("result_title", "结果", 76),
    Column("reason", "银行说明", 120, rank=3, grows=True),
    Column("verdict", "对照", 180, grows=True, tone=lambda row: row.tone),
)


@dataclass(frozen=True, slots=True)
class BankRow:
    """One row of the bank's file as the table shows it."""

    row: int
    position: int
    payee: str
    account: str
    amount: Any
    result_title: str
    reason: str
    verdict: str
    tone: str


def bank_words(compared: BankComparison) -> str:
    """What a bank's file says of its batch, in one line."""
    parts = [f"到账 {compared.paid:,} 笔 {money(compared.paid_amount)} 元"]
    if compared.returned:
        parts.append(f"退回 {compared.returned:,} 笔 {money(compared.returned_amount)} 元")
    if compared.known:
        parts.append(f"已登记过 {compared.known:,} 笔")
    if compared.waiting:
        parts.append(f"导入后还有 {len(compared.waiting):,} 笔没有结果")
    return f"与付款单相符：{'，'.join(parts)}。"


def bank_page(compared: BankComparison) -> PagedRows:
    """Row by row: which order each row of the bank's file is about, and what differs."""
    view = PagedRows(BANK_COLUMNS, "银行结果与付款单逐笔对照", made=_bank_row)
    view.show_rows(compared.lines, ("没有可以对照的行", ""))
    return view


def _bank_row(line: BankLine) -> BankRow:
    if line.faults:
        verdict, tone = "；".join(each.what for each in line.faults), "bad"
    elif line.known:
        verdict, tone = "以前已登记，结果相同", "still"
    else:
        verdict, tone = "相符", "good"
    about = (line.row, line.position, line.payee, line.account, line.amount, line.result_title, line.reason)
    return BankRow(*about, verdict, tone)
