"""A list of rows that are all there: a view over them, and words in its place when there are none."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.cells import Column, PageModel
from ui.parts import Empty
from ui.table import ListView


class RowsView(QStackedWidget):
    """Shows rows; `picked` carries the one the clerk stands on (None when there is none), `opened` the one entered."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self.view = ListView(columns, name)
        self._model = PageModel(columns, self)
        self.view.setModel(self._model)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.empty = Empty()
        self.addWidget(self.view)
        self.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self.view.opened.connect(lambda at: self.opened.emit(self._model.rows[at]))
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now.row()))

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows."""
        return self._model.rows

    @property
    def current(self) -> Any:
        """The row the clerk stands on, None when there is none."""
        at = self.view.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def show_rows(
        self,
        rows: Sequence[Any],
        empty: tuple[str, str] = ("没有记录", ""),
        *,
        same: Callable[[Any, Any], bool] | None = None,
        choose: bool = True,
    ) -> None:
        """Show rows; the one that is the `same` as before stays chosen, otherwise the first is if one should be."""
        here = self.current
        self._model.show_rows(rows)
        self.view.fit_columns()
        self.empty.say(*empty)
        self.setCurrentWidget(self.view if rows else self.empty)
        if not rows:
            self.picked.emit(None)
            return
        if not choose:
            return
        kept = (
            at for at, row in enumerate(rows) if here is not None and same is not None and same(here, row)
        )
        self.choose_row(next(kept, 0))

    def choose_row(self, at: int) -> None:
        """Stand on a row, counted from 0."""
        if 0 <= at < len(self._model.rows):
            self.view.setCurrentIndex(self._model.index(at, 0))

    def _tell(self, at: int) -> None:
        if 0 <= at < len(self._model.rows):
            self.picked.emit(self._model.rows[at])
