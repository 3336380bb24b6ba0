"""What a checked workbook looks like before it is taken in: counts, problems, recognised columns, the rows."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from desktop.filings import ComparedRow, Comparison
from desktop.intake import Reading
from desktop.problems import Problem
from ui.cells import Column, PageModel, text_of
from ui.parts import Empty, clear, label, restyle, role
from ui.sections import ScrollPage
from ui.table import ListView

SHOWN = 2000
PREVIEWED = 100
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
    """Shows a Reading: what is sound, what is wrong and where, and what was understood of the headings."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit
        self._figures = QHBoxLayout()
        self._figures.setSpacing(10)
        self.notes = label(name="muted", wrap=True)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("核对结果的各页")
        self.problems = ListView(PROBLEM_COLUMNS, "问题清单")
        self._model = PageModel(PROBLEM_COLUMNS, self)
        self.problems.setModel(self._model)
        self.whole = label(name="", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 8)
        layout.setSpacing(8)
        layout.addLayout(self._figures)
        layout.addWidget(self.notes)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.whole)
        self.problems.selectionModel().currentRowChanged.connect(
            lambda index, _old: self._tell_whole(index.row())
        )

    def show_reading(self, reading: Reading, compared: Comparison | None = None) -> None:
        """Show what a workbook brought."""
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
        place = f"工作表“{reading.sheet}”，表头在第 {reading.header_row} 行。" if reading.sheet else ""
        change = change_words(compared, self._unit) if compared is not None else ""
        self.notes.setText("　".join(part for part in (place, change, *reading.notes) if part))
        role(self.notes, "warn" if compared is not None and compared.removed else "muted")
        restyle(self.notes)
        rows = [_row(each, "须改正") for each in reading.problems] + [
            _row(each, "提醒") for each in reading.warnings
        ]
        self._model.show_rows(rows[:SHOWN])
        while self.tabs.count():
            self.tabs.removeTab(0)
        if rows:
            self.tabs.addTab(self.problems, f"问题 {len(rows):,}")
        else:
            empty = Empty()
            empty.say("没有发现问题", "每一行都可以导入", "fa6s.circle-check")
            self.tabs.addTab(empty, "问题")
        if compared is not None and compared.rows:
            self.tabs.addTab(changes_page(compared), f"将有的变化 {len(compared.rows):,}")
        self.tabs.addTab(mapping_page(reading), f"识别的列 {len([m for m in reading.mapping if m.field])}")
        self.tabs.addTab(self._rows_page(reading), "数据预览")
        self.problems.fit_columns()
        self.whole.setVisible(bool(rows))
        if rows:
            self.problems.setCurrentIndex(self._model.index(0, 0))

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
        used = {each.field for each in reading.mapping}
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
        model.show_rows([_Preview(row.values) for row in reading.rows[:PREVIEWED]])
        view.setModel(model)
        return view


class _Preview:
    """A row whose attributes c0, c1, … are its values."""

    def __init__(self, values: tuple[object, ...]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        value = self._values[int(name[1:])]
        return "、".join(map(str, value)) if isinstance(value, tuple) else text_of(value)


def mapping_page(reading: Reading) -> ScrollPage:
    """Which column was taken for what, so that a wrong guess is seen before it does harm."""
    page = ScrollPage()
    titles = {column.field: column.title for column in reading.columns}
    for each in reading.mapping:
        taken = f"→　{titles[each.field]}" if each.field in titles else "→　不导入"
        sure = "" if each.confidence >= 0.9 or not each.field else "　（请核对）"
        page.put(label(f"{each.letter} 列　{each.heading}　{taken}{sure}", "" if each.field else "muted"))
    missing = [
        c.title for c in reading.columns if c.required and c.field not in {m.field for m in reading.mapping}
    ]
    if missing:
        page.put(label(f"没有找到：{'、'.join(missing)}", "bad"))
    return page


def _row(problem: Problem, kind: str) -> ProblemRow:
    return ProblemRow(kind, problem.where, problem.name, problem.what, problem.remedy)


CHANGE_TONES = {"added": "good", "changed": "info", "removed": "warn"}
CHANGES = {"added": "新增", "changed": "更新", "removed": "移出"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One person whom the workbook would add, change or take off."""

    kind: str
    word: str
    name: str
    id_number: str
    cells: str
    hint: str


CHANGE_COLUMNS = (
    Column("word", "变化", 78, tone=lambda row: CHANGE_TONES.get(row.kind, "still")),
    Column("name", "姓名", 84),
    Column("id_number", "身份证号", 164, rank=1),
    Column("cells", "内容（原来 → 现在）", 220, grows=True),
    Column("hint", "提示", 180, grows=True, rank=2),
)


def change_words(compared: Comparison, unit: str) -> str:
    """What a workbook would change, in one line."""
    parts = [f"新增 {compared.added:,}", f"更新 {compared.changed:,}", f"不变 {compared.unchanged:,}"]
    if compared.removed:
        parts.append(f"移出 {compared.removed:,}")
    said = f"导入后：{'、'.join(parts)} {unit}。"
    return f"第 {compared.round} 轮报送。{said}" if compared.round > 1 else said


def changes_page(compared: Comparison) -> ListView:
    """Row by row: who is added, changed or taken off, the old value beside the new."""
    view = ListView(CHANGE_COLUMNS, "将有的变化")
    model = PageModel(CHANGE_COLUMNS, view)
    model.show_rows([_change(row) for row in compared.rows[:SHOWN]])
    view.setModel(model)
    return view


def _change(row: ComparedRow) -> ChangeRow:
    if row.kind == "added":
        cells = "；".join(f"{cell.title} {cell.new}" for cell in row.cells if cell.new)
    else:
        cells = "；".join(f"{cell.title} {cell.old or '空'} → {cell.new or '空'}" for cell in row.cells)
    hints = "；".join(part for part in (*row.told, *row.decided, row.hint) if part)
    return ChangeRow(row.kind, CHANGES.get(row.kind, row.kind), row.name, row.id_number, cells, hints)
