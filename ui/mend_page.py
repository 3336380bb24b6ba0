"""Mending in place and entering by hand: the grid with the problems beside it, checked again after every change."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.intake import Draft, Reading, block
from desktop.problems import Problem, Refused
from ui.cells import Column, PageModel
from ui.import_kinds import ImportKind
from ui.mend_grid import DraftModel, GridView
from ui.parts import label, restyle, role
from ui.seat import Seat
from ui.table import ListView
from ui.theme import button

SHOWN = 2000
WIDE = {
    "id_number": 172,
    "account": 176,
    "name": 84,
    "sex": 52,
    "employer": 170,
    "address": 190,
    "payee": 150,
}
KEYS = "F4 下一处　Shift+F4 上一处　F6 问题与表格间切换　Ctrl+Z 撤销　Ctrl+Y 重做　Ctrl+V 粘贴　F8 核对"


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem beside the grid: its cell, whether it keeps the row out, and what is wrong."""

    place: tuple[int, int]
    where: str
    tone: str
    what: str
    remedy: str


FAULT_COLUMNS = (
    Column("where", "单元格", 92, tone=lambda row: row.tone),
    Column("what", "问题", 160, grows=True),
)


class MendPage(QWidget):
    """The cells of a draft under the clerk's hands; `judged` carries what they come to after every change."""

    judged = Signal(object)

    def __init__(self, seat: Seat, kind: ImportKind, case_id: int) -> None:
        super().__init__()
        self._seat = seat
        self._kind = kind
        self._case_id = case_id
        self._faults: list[Fault] = []
        self.draft: Draft | None = None
        self.model: DraftModel | None = None
        self.reading: Reading | None = None
        self.grid = GridView(f"{kind.title}的各行")
        self.list = ListView(FAULT_COLUMNS, "这份表格的问题")
        self._list_model = PageModel(FAULT_COLUMNS, self)
        self.list.setModel(self._list_model)
        self.only = QCheckBox("只看有误的行（Ctrl+L）")
        self.back = button("上一处", icon_name="fa6s.arrow-up", tip="上一处问题（Shift+F4）")
        self.next = button("下一处", icon_name="fa6s.arrow-down", tip="下一处问题（F4）")
        self.undo = button("撤销", icon_name="fa6s.rotate-left")
        self.redo = button("重做", icon_name="fa6s.rotate-right")
        self.person = button("单人录入（F3）", icon_name="fa6s.user-plus")
        self.said = label(name="strong")
        self.whole = label(name="", wrap=True)
        self.whole.setMinimumHeight(40)
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for part in (self.back, self.next, self.undo, self.redo, self.person, self.only):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.said)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.grid)
        halves.addWidget(self.list)
        halves.setStretchFactor(0, 5)
        halves.setStretchFactor(1, 2)
        halves.setSizes([820, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 6)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(halves, 1)
        layout.addWidget(self.whole)
        layout.addWidget(label(KEYS, "caption"))

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.step(forward=False))
        self.next.clicked.connect(lambda: self.step(forward=True))
        self.undo.clicked.connect(lambda: self._step_back(forward=False))
        self.redo.clicked.connect(lambda: self._step_back(forward=True))
        self.only.toggled.connect(self._filter)
        self.grid.pasted.connect(self.paste)
        self.list.opened.connect(lambda _row: self.grid.setFocus())
        self.list.clicked.connect(lambda index: self._go_to(index.row()))
        self.list.selectionModel().currentRowChanged.connect(self._follow)
        for keys, deed in (
            ("F4", lambda: self.step(forward=True)),
            ("Shift+F4", lambda: self.step(forward=False)),
            ("Ctrl+L", self.only.toggle),
            ("Ctrl+Z", self.undo.click),
            ("Ctrl+Y", self.redo.click),
            ("Ctrl+Shift+Z", self.redo.click),
            ("F6", self._switch),
        ):
            found = QShortcut(QKeySequence(keys), self, deed)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what the wizard calls

    def show_draft(self, draft: Draft, texts: list[list[str]], *, by_hand: bool) -> None:
        """Show the cells of a draft; typed `by_hand`, rows are added as they are needed."""
        self.draft = draft
        self.model = DraftModel(draft.columns, draft.numbers, texts, grows=by_hand, parent=self)
        self.grid.setModel(self.model)
        for at, column in enumerate(draft.columns):
            self.grid.setColumnWidth(at, WIDE.get(column.field, 118))
        self.model.edited.connect(self._recheck)
        steps = self.model.steps
        steps.canUndoChanged.connect(self.undo.setEnabled)
        steps.canRedoChanged.connect(self.redo.setEnabled)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.only.setChecked(False)
        self.person.setVisible(by_hand and any(column.field == "id_number" for column in draft.columns))
        self.grid.selectionModel().currentChanged.connect(self._tell_cell)
        self.show_reading(draft.reading, draft.passed_over())
        if self._faults:
            self._go_to(0)
        elif self.model.rowCount():
            self.grid.stand_on(0, 0)
        self.grid.setFocus()

    def clear(self) -> None:
        """Forget the draft and what was changed in it."""
        self.draft = self.model = self.reading = None
        self._faults = []
        self.grid.setModel(None)

    @property
    def touched(self) -> bool:
        """Whether anything was changed or typed."""
        return self.model is not None and bool(self.model.edits)

    def paste(self, text: str) -> None:
        """Put what was copied from a spreadsheet where the clerk stands, as one step."""
        model, here = self.model, self.grid.currentIndex()
        if model is None or not text:
            return
        row, column = (here.row(), here.column()) if here.isValid() else (0, 0)
        cells = block(text)
        if model.grows:
            arranged = block(text, self._kind.columns)
            if len(arranged) < len(cells):
                cells, column = arranged, 0
        count, left_out = model.paste(row, column, cells)
        words = f"已粘贴 {count - left_out:,} 行，可整体撤销。"
        if left_out:
            words += f"下面没有位置的 {left_out:,} 行没有粘贴。"
        self.whole.setText(words)

    def append(self, values: dict[str, str]) -> None:
        """Put one person or row below the others, as one step."""
        model = self.model
        if model is not None and self.draft is not None:
            self.only.setChecked(False)
            row = model.stand_below()
            line = [values.get(column.field, "") for column in self.draft.columns]
            model.paste(row, 0, [line])
            self.grid.stand_on(row, 0)

    def step(self, *, forward: bool) -> None:
        """Go to the next problem, or back to the one before; after the last comes the first."""
        model = self.model
        if model is None or not self._faults:
            return
        here = self.grid.currentIndex()
        place = (model.number(here.row()), model.columns[here.column()].column) if here.isValid() else (0, -1)
        places = [each.place for each in self._faults]
        at = bisect_right(places, place) if forward else bisect_left(places, place) - 1
        self._go_to(at % len(places))
        self.grid.setFocus()

    def _step_back(self, *, forward: bool) -> None:
        if self.model is not None:
            (self.model.steps.redo if forward else self.model.steps.undo)()

    # checking

    def _recheck(self) -> None:
        draft, model = self.draft, self.model
        if draft is None or model is None:
            return
        edits = dict(model.edits)
        seat, kind, case_id = self._seat, self._kind, self._case_id

        def run() -> tuple[Reading, frozenset[int]]:
            changed = draft.changed(edits)
            with seat.workspace.reading(seat.clerk) as desk:
                return kind.judge(desk, case_id, changed), draft.passed_over()

        seat.work.ask(
            run,
            lambda found: self.show_reading(*found),
            title="正在核对改动",
            owner=self,
            key=(id(self), "recheck"),
            refused=self._refuse,
        )

    def _refuse(self, refused: Refused) -> None:
        self.whole.setText(f"{refused.sentence}{refused.remedy}")

    def show_reading(self, reading: Reading, passed: frozenset[int]) -> None:
        """Mark what is wrong now, in the grid and beside it."""
        self.reading = reading
        faults = [_fault(each, "bad") for each in reading.problems]
        faults += [_fault(each, "warn") for each in reading.warnings]
        self._faults = sorted(faults, key=lambda each: each.place)
        marks = {each.place: (each.tone, f"{each.what}{each.remedy}") for each in reversed(self._faults)}
        bad = frozenset(each.place[0] for each in self._faults if each.tone == "bad")
        if self.model is not None:
            self.model.mark(marks, bad, passed)
        self._list_model.show_rows(self._faults[:SHOWN])
        self._say(reading)
        self._tell_cell(self.grid.currentIndex(), QModelIndex())
        self.judged.emit(reading)

    def _say(self, reading: Reading) -> None:
        unit = self._kind.unit
        edited = len(self.model.edits) if self.model is not None and not self.model.grows else 0
        parts = [f"共 {reading.total:,} {unit}"]
        if not reading.total:
            parts = ["可以逐格录入，也可以从表格整块粘贴（带表头也行）"]
        else:
            parts.append(f"{reading.faulty:,} {unit}有误" if reading.faulty else "没有错误")
        parts += [f"手工改动 {edited:,} 格"] if edited else []
        self.said.setText("，".join(parts))
        role(self.said, "bad" if reading.faulty else "good" if reading.total else "muted")
        restyle(self.said)
        for part in (self.back, self.next, self.only):
            part.setEnabled(bool(self._faults) or (part is self.only and self.only.isChecked()))

    # moving about

    def _filter(self, only: bool) -> None:
        model = self.model
        if model is None:
            return
        here = self.grid.currentIndex()
        number, column = (model.number(here.row()), here.column()) if here.isValid() else (0, 0)
        model.show_only({each.place[0] for each in self._faults} if only else None)
        row = max(0, model.row_of(number))
        if row < model.rowCount():
            self.grid.stand_on(row, column)

    def _go_to(self, at: int) -> None:
        """Stand on the cell of a problem; a row that is not shown comes into sight."""
        model = self.model
        if model is None or not 0 <= at < len(self._faults):
            return
        number, column = self._faults[at].place
        if model.row_of(number) < 0:
            self.only.setChecked(False)
        row = model.row_of(number)
        across = next((n for n, each in enumerate(model.columns) if each.column == column), 0)
        if row >= 0:
            self.grid.stand_on(row, across)

    def _follow(self, index: QModelIndex, _old: QModelIndex) -> None:
        if self.list.hasFocus():
            self._go_to(index.row())

    def _switch(self) -> None:
        (self.grid if self.list.hasFocus() else self.list).setFocus()

    def _tell_cell(self, index: QModelIndex, _old: QModelIndex) -> None:
        """Tell in full what is wrong with the cell the clerk stands on, and what the sender wrote there."""
        model = self.model
        if model is None or not index.isValid() or index.row() >= model.rowCount():
            return
        number, column = model.number(index.row()), model.columns[index.column()]
        found = [each for each in self._faults if each.place == (number, column.column)]
        own = "" if model.grows else model.own_text(number, column.column)
        changed = (
            f"　单位原来填的是“{own or '空'}”。"
            if (number, column.column) in model.edits and not model.grows
            else ""
        )
        told = "　".join(f"{each.what}{each.remedy}" for each in found)
        self.whole.setText(f"第 {number} 行 {column.title}　{told}{changed}".strip())
        role(self.whole, "bad" if any(each.tone == "bad" for each in found) else "muted")
        restyle(self.whole)


def _fault(problem: Problem, tone: str) -> Fault:
    letters = problem.address.rstrip("0123456789")
    digits = problem.address[len(letters) :]
    column = 0
    for each in letters:
        column = column * 26 + ord(each) - 64
    return Fault((int(digits or 0), column - 1), problem.address, tone, problem.what, problem.remedy)
