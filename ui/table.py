"""The paged list: sorted, filtered and counted by the store, shown a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.pages import Page, PageQuery
from ui.cells import CellPainter, Column, PageModel
from ui.chips import StateChips
from ui.pager import Pager
from ui.parts import Empty
from ui.theme import icon
from ui.work import Work

ROW_HEIGHT = 27
TYPING_PAUSE_MS = 250

Fetch = Callable[[PageQuery], Page[Any]]


class ListView(QTableView):
    """A table view that shows whole rows, fits its columns to its width, and says when a row is opened."""

    opened = Signal(int)
    turned = Signal(int)
    resized = Signal()

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.setAccessibleName(name)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.hide()
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setFixedHeight(30)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def minimumSizeHint(self) -> QSize:
        """Room for a few rows."""
        return QSize(200, 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Ctrl+PageUp and Ctrl+PageDown turn the page."""
        key, held = event.key(), event.modifiers()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif held & Qt.KeyboardModifier.ControlModifier and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()
        self.resized.emit()

    def fit_columns(self) -> None:
        """Show as many columns as fit, those of low rank first, and give what is left to those that grow."""
        room = self.viewport().width()
        shown: set[int] = set()
        used = 0
        for at in sorted(range(len(self._columns)), key=lambda at: (self._columns[at].rank, at)):
            column = self._columns[at]
            if not column.rank or used + column.width <= room:
                shown.add(at)
                used += column.width
        growing = [at for at in shown if self._columns[at].grows] or [max(shown, default=0)]
        extra = (room - used) // len(growing)
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, at not in shown)
            self.setColumnWidth(at, max(48, column.width + (extra if at in growing else 0)))


class PagedTable(QFrame):
    """A list with its filter, its chips, its rows and its pager.

    `fetch` runs on the worker thread and returns one page; `picked` carries the row the clerk stands on
    (None when the list is empty), `opened` the row on which Enter or a double click fell.
    """

    picked = Signal(object)
    opened = Signal(object)
    shown = Signal(object)

    def __init__(
        self,
        work: Work,
        fetch: Fetch,
        columns: Sequence[Column],
        name: str,
        *,
        states: Sequence[tuple[str, str]] = (),
        sums: Mapping[str, str] | None = None,
        empty: tuple[str, str] = ("还没有记录", ""),
    ) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self._work = work
        self._fetch = fetch
        self._columns = tuple(columns)
        self._offset = 0
        self._sort = ""
        self._descending = False
        self._wanted: object = None
        self._empty_words = empty
        self._model = PageModel(columns, self)
        self.view = ListView(columns, name)
        self.view.setModel(self._model)
        self.search = QLineEdit()
        self.chips = StateChips(states) if states else None
        self.pager = Pager(sums or {})
        self.empty = Empty()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._assemble(name)
        self._connect()

    def _assemble(self, name: str) -> None:
        self.search.setPlaceholderText("输入编号、名称或姓名查找")
        self.search.setToolTip("在本列表中查找（Ctrl+F）")
        self.search.setAccessibleName(f"查找{name}")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("fa6s.magnifying-glass", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.top = top = QVBoxLayout()
        top.setContentsMargins(10, 7, 10, 7)
        top.setSpacing(6)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.bar.addWidget(self.search, 1)
        top.addLayout(self.bar)
        if self.chips:
            top.addWidget(self.chips)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.pager)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._search_now)
        self._pause.timeout.connect(self.first_page)
        if self.chips:
            self.chips.chosen.connect(lambda _state: self.first_page())
        self.pager.moved.connect(self._go_to)
        self.pager.size_chosen.connect(self._go_to)
        self.view.turned.connect(self.pager.turn)
        self.view.opened.connect(lambda row: self.opened.emit(self._model.rows[row]))
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.selectionModel().currentRowChanged.connect(self._tell_picked)

    # what a screen calls

    @property
    def query(self) -> PageQuery:
        """What the list asks at this moment."""
        return PageQuery(
            text=self.search.text().strip(),
            state=self.chips.current if self.chips else "",
            sort=self._sort,
            descending=self._descending,
            offset=self._offset,
            limit=self._limit(),
        )

    @property
    def current(self) -> Any:
        """The row the clerk stands on, None when the list is empty."""
        at = self.view.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows of the page that is shown."""
        return self._model.rows

    def refresh(self, keep: object = None) -> None:
        """Ask again for the page that is shown; the row with id `keep` (or the present one) stays chosen."""
        here = self.current
        self._wanted = keep if keep is not None else getattr(here, "id", None)
        query = self.query
        self._work.ask(
            lambda: self._fetch(query),
            lambda page: self._show(query, page),
            owner=self,
            key=self,
            title="正在读取列表",
        )

    def first_page(self) -> None:
        """Ask for the first page with the filter as it stands."""
        self._go_to(0)

    def show_only(self, text: str, state: str = "") -> None:
        """Set the filter without asking yet."""
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        if self.chips:
            self.chips.blockSignals(True)
            self.chips.choose(state)
            self.chips.blockSignals(False)
        self._offset = 0

    def choose_row(self, at: int) -> None:
        """Stand on a row of the page, counted from 0."""
        if 0 <= at < len(self._model.rows):
            self.view.setCurrentIndex(self._model.index(at, 0))

    # answers and gestures

    def _limit(self) -> int:
        if self.pager.rows_a_page:
            return self.pager.rows_a_page
        return max(5, self.view.viewport().height() // ROW_HEIGHT)

    def _go_to(self, offset: int) -> None:
        self._offset = offset
        self.refresh()

    def _search_now(self) -> None:
        self._pause.stop()
        self.first_page()
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _sort_by(self, section: int) -> None:
        key = self._columns[section].sort_key
        if not key:
            return
        self._descending = not self._descending if key == self._sort else False
        self._sort = key
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        )
        self.first_page()

    def _show(self, query: PageQuery, page: Page[Any]) -> None:
        if not page.rows and page.total and query.offset:
            self._go_to((page.total - 1) // query.limit * query.limit)
            return
        self._model.show_rows(page.rows)
        self.view.fit_columns()
        self.pager.show_page(query, page)
        self._show_emptiness(query, page)
        wanted = next((at for at, row in enumerate(page.rows) if getattr(row, "id", None) == self._wanted), 0)
        self.shown.emit(page)
        if page.rows:
            self.view.setCurrentIndex(self._model.index(wanted, 0))
        else:
            self.picked.emit(None)

    def _show_emptiness(self, query: PageQuery, page: Page[Any]) -> None:
        filtered = bool(query.text or query.state)
        if filtered:
            self.empty.say("没有找到", "换一个词，或选“全部”再找", "fa6s.magnifying-glass")
        else:
            self.empty.say(*self._empty_words)
        self._stack.setCurrentWidget(self.empty if not page.rows else self.view)

    def _tell_picked(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(self._model.rows[now.row()])
