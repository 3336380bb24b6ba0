"""A list of rows that are all there, shown page by page: of a list of many thousands none is left out."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.pages import Page, PageQuery
from ui.cells import Column
from ui.pager import Pager
from ui.parts import role
from ui.rows import RowsView


class PagedRows(QFrame):
    """Shows rows by the page with how many there are and their sums; `picked` carries the one stood on.

    `made` turns a row into what its line shows, for the page in sight alone.
    """

    picked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        sums: Mapping[str, str] | None = None,
        made: Callable[[Any], Any] = lambda row: row,
    ) -> None:
        super().__init__()
        role(self, "plain")
        self._sums = dict(sums or {})
        self._made = made
        self._all: tuple[Any, ...] = ()
        self._empty = ("没有记录", "")
        self.list = RowsView(columns, name)
        self.pager = Pager(self._sums)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.pager)
        self.setFocusProxy(self.list)
        self.list.picked.connect(self.picked)
        self.list.view.turned.connect(self.pager.turn)
        self.pager.moved.connect(self._show)
        self.pager.size_chosen.connect(self._show)

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows of the page in sight."""
        return self.list.rows

    def show_rows(self, rows: Sequence[Any], empty: tuple[str, str]) -> None:
        """Show the first page of some rows."""
        self._all, self._empty = tuple(rows), empty
        self._show(0)

    def _show(self, offset: int) -> None:
        query = PageQuery(offset=offset, limit=self.pager.rows_a_page)
        chosen = self._all[offset : offset + query.limit]
        sums = {name: sum((getattr(row, name) for row in self._all), Decimal(0)) for name in self._sums}
        self.pager.show_page(query, Page(chosen, len(self._all), sums))
        self.list.show_rows([self._made(row) for row in chosen], self._empty)
