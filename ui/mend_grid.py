"""The grid in which cells are mended or a list is typed: texts that change in steps, each of which can be taken back."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.intake import DraftColumn
from ui.cells import DISPLAY, LEFT, PADDING, TIP, TONE, Index
from ui.theme import colour

EDIT = int(Qt.ItemDataRole.EditRole)
SPARE = 30
"""So many empty rows stand below a list that is typed."""

Step = Sequence[tuple[int, int, str]]
"""Cells of one step: place of the row, place of the column, text."""

GROUNDS = {"bad": "bad_ground", "warn": "warn_ground", "mended": "info_ground"}


class DraftModel(QAbstractTableModel):
    """The cells of a draft as texts; `edited` says that any has changed.

    `edits` holds every cell that differs from what it was at first, by number of row and column. With `grows`, rows
    are added below as they are needed.
    """

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[DraftColumn],
        numbers: Sequence[int],
        texts: Sequence[list[str]],
        *,
        grows: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.numbers = list(numbers)
        self.grows = grows
        self.edits: dict[tuple[int, int], str] = {}
        self.steps = QUndoStack(self)
        self._texts = [list(row) for row in texts]
        self._first: dict[tuple[int, int], str] = {}
        self._shown: list[int] = list(range(len(self.numbers)))
        self._marks: Mapping[tuple[int, int], tuple[str, str]] = {}
        self._faulty: frozenset[int] = frozenset()
        self._passed: frozenset[int] = frozenset()
        if grows:
            self._grow(SPARE)

    # what the page asks and says

    def text(self, row: int, column: int) -> str:
        """The text of a shown cell."""
        return self._texts[self._shown[row]][column]

    def number(self, row: int) -> int:
        """The sheet's number of a shown row."""
        return self.numbers[self._shown[row]]

    def own_text(self, number: int, column: int) -> str:
        """What stood at first in a cell that was changed, by number of row and column."""
        return self._first.get((number, column), "")

    def row_of(self, number: int) -> int:
        """The shown row that has a number; -1 when it is not shown."""
        at = bisect_left(self.numbers, number)
        if at == len(self.numbers) or self.numbers[at] != number:
            return -1
        row = bisect_left(self._shown, at)
        return row if row < len(self._shown) and self._shown[row] == at else -1

    def mark(
        self,
        marks: Mapping[tuple[int, int], tuple[str, str]],
        faulty: frozenset[int],
        passed: frozenset[int],
    ) -> None:
        """Show these cells (number of row, column) as wrong or doubtful, with what is wrong; rows likewise."""
        self._marks, self._faulty, self._passed = marks, faulty, passed
        if self._shown and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._shown) - 1)

    def show_only(self, numbers: Iterable[int] | None) -> None:
        """Show only the rows with these numbers; None for all."""
        self.beginResetModel()
        if numbers is None:
            self._shown = list(range(len(self.numbers)))
        else:
            wanted = set(numbers)
            self._shown = [at for at, number in enumerate(self.numbers) if number in wanted]
        self.endResetModel()

    def change(self, title: str, cells: Step) -> int:
        """Change shown cells as one step that can be taken back; returns how many differ from what stood there."""
        kept = [
            (self._shown[row], column, text)
            for row, column, text in cells
            if self._texts[self._shown[row]][column] != text
        ]
        if kept:
            before = [(at, column, self._texts[at][column]) for at, column, _ in kept]
            self.steps.push(_Change(self, title, before, kept))
        return len(kept)

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> tuple[int, int]:
        """Put a block of cells from a cell on as one step; returns how many rows it had and how many found no room."""
        if self.grows:
            self._grow(row + len(block) + SPARE - len(self._shown))
        room = block[: len(self._shown) - row]
        cells = [
            (row + down, column + across, text)
            for down, line in enumerate(room)
            for across, text in enumerate(line[: len(self.columns) - column])
        ]
        self.change(f"粘贴 {len(room)} 行", cells)
        return len(block), len(block) - len(room)

    def put(self, cells: Step) -> None:
        """Put texts into cells by their own place, and keep count of what differs; steps call this."""
        for at, column, text in cells:
            place = (self.numbers[at], self.columns[column].column)
            own = self._first.setdefault(place, self._texts[at][column])
            self._texts[at][column] = text
            if text == own:
                self.edits.pop(place, None)
            else:
                self.edits[place] = text
        if self.grows:
            lowest = max((at for at, _, _ in cells), default=0)
            self._grow(lowest + SPARE - len(self._shown))
        rows = sorted({at for at, _, _ in cells})
        if rows:
            first, last = bisect_left(self._shown, rows[0]), bisect_left(self._shown, rows[-1])
            if first < len(self._shown):
                end = min(last, len(self._shown) - 1)
                self.dataChanged.emit(self.index(first, 0), self.index(end, len(self.columns) - 1))
        self.edited.emit()

    def stand_below(self) -> int:
        """The first row of a typed list in which nothing stands."""
        at = len(self._texts)
        while at and not any(self._texts[at - 1]):
            at -= 1
        return at

    def _grow(self, count: int) -> None:
        """Add empty rows below; while only some rows are shown, none is added."""
        if count <= 0 or len(self._shown) != len(self.numbers):
            return
        there = len(self.numbers)
        self.beginInsertRows(QModelIndex(), there, there + count - 1)
        following = self.numbers[-1] + 1 if self.numbers else 1
        self.numbers.extend(range(following, following + count))
        self._texts.extend([""] * len(self.columns) for _ in range(count))
        self._shown.extend(range(there, there + count))
        self.endInsertRows()

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The rows that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns of the sheet that are read."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """The text of a cell, what is wrong with it, and how it is to look."""
        if role in {DISPLAY, EDIT}:
            return self._texts[self._shown[index.row()]][index.column()]
        if role in {TONE, TIP}:
            place = (self.number(index.row()), self.columns[index.column()].column)
            changed = place in self.edits and not self.grows
            tone, words = self._marks.get(place, ("mended" if changed else "", ""))
            return tone if role == TONE else words or None
        return None

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed into a cell as one step."""
        if role != EDIT:
            return False
        self.change("改动一格", [(index.row(), index.column(), str(value).strip())])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The title of a column with its letter, or the number of a row, marked when it is faulty or passed over."""
        if orientation == Qt.Orientation.Horizontal:
            column = self.columns[section]
            if role == DISPLAY:
                return f"{column.title}{' *' if column.required else ''}"
            return f"{column.letter} 列" if role == TIP else None
        if role == DISPLAY:
            number = self.number(section)
            sign = "⚠ " if number in self._faulty else "跳过 " if number in self._passed else ""
            return f"{sign}{number}"
        return None


class _Change(QUndoCommand):
    """One step: some cells with what stood in them before and what stands in them after."""

    def __init__(self, model: DraftModel, title: str, before: Step, after: Step) -> None:
        super().__init__(title)
        self._model = model
        self._before, self._after = before, after

    def redo(self) -> None:
        """Put in what was typed."""
        self._model.put(self._after)

    def undo(self) -> None:
        """Put back what stood there."""
        self._model.put(self._before)


class GridPainter(QStyledItemDelegate):
    """Paints a cell of the grid: its ground tells what is wrong or mended, a corner repeats it without colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        stands = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        rect = option.rect  # type: ignore[attr-defined]
        tone = index.data(TONE) or ""
        ground = "chosen" if chosen and not stands else GROUNDS.get(tone, "paper")
        painter.fillRect(rect, colour(ground))
        if tone in {"bad", "warn"}:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), colour(tone))
        text = index.data(DISPLAY)
        if text:
            painter.setPen(colour("bad" if tone == "bad" else "ink"))
            room = rect.adjusted(PADDING, 0, -PADDING, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, LEFT, shown)
        if stands:
            painter.setPen(colour("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill an editor once: a check that ends while the clerk types must not take the typed text away."""
        if not editor.property("filled"):
            super().setEditorData(editor, index)
            editor.setProperty("filled", True)


class GridView(QTableView):
    """The grid: typing begins at once, Enter goes down, Delete empties, Ctrl+C and Ctrl+V speak with a spreadsheet."""

    pasted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(GridPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(26)
        side.setMinimumWidth(58)
        head.setHighlightSections(False)
        head.setFixedHeight(30)
        head.setStretchLastSection(True)

    @property
    def draft(self) -> DraftModel:
        """The model, as what it is."""
        model = self.model()
        if not isinstance(model, DraftModel):
            raise TypeError(type(model).__name__)
        return model

    def stand_on(self, row: int, column: int) -> None:
        """Stand on a cell and bring it into sight."""
        index = self.draft.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter, go on to the cell below."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._move_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty, go down; everything else as in any table."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            chosen = [(at.row(), at.column(), "") for at in self.selectedIndexes()]
            self.draft.change(f"清空 {len(chosen)} 格", chosen)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.state() != QAbstractItemView.State.EditingState:
                self._move_down()
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen cells as a spreadsheet takes them."""
        chosen = {(at.row(), at.column()) for at in self.selectedIndexes()}
        rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
        return "\n".join(
            "\t".join(self.draft.text(row, column) if (row, column) in chosen else "" for column in columns)
            for row in rows
        )

    def _move_down(self) -> None:
        here = self.currentIndex()
        if here.isValid() and here.row() + 1 < self.draft.rowCount():
            self.stand_on(here.row() + 1, here.column())
