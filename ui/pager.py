"""Under a list: how many there are, what they add up to, and the turning of pages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton

from desktop.pages import Page, PageQuery
from ui.cells import money
from ui.parts import role
from ui.theme import tool

SIZES = (("适合窗口", 0), ("每页 50 行", 50), ("每页 100 行", 100), ("每页 200 行", 200))


class Pager(QFrame):
    """Shows count and sums and turns pages; `moved` carries the offset of the page wanted."""

    moved = Signal(int)
    size_chosen = Signal(int)

    def __init__(self, sums: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.rows_a_page = 100
        self._sums = dict(sums)
        self._offset = 0
        self._step = 100
        self._total = 0
        self.count = role(QLabel("共 0 条"), "muted")
        self.place = role(QLabel("第 1 页"), "muted")
        self._back = [
            self._turner("fa6s.angles-left", "首页", lambda: 0),
            self._turner("fa6s.angle-left", "上一页（Ctrl+PageUp）", lambda: self._offset - self._step),
        ]
        self._on = [
            self._turner("fa6s.angle-right", "下一页（Ctrl+PageDown）", lambda: self._offset + self._step),
            self._turner("fa6s.angles-right", "末页", lambda: (self._total - 1) // self._step * self._step),
        ]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 6, 2)
        layout.setSpacing(2)
        layout.addWidget(self.count)
        layout.addStretch(1)
        for part in (*self._back, self.place, *self._on, self._size_button()):
            layout.addWidget(part)
        self._enable()

    def show_page(self, query: PageQuery, page: Page[Any]) -> None:
        """Show where the page lies among all that match."""
        self._offset, self._step, self._total = query.offset, query.limit, page.total
        words = [f"共 {page.total:,} 条"]
        words += [
            f"{title} {money(Decimal(page.sums[name]))}"
            for name, title in self._sums.items()
            if name in page.sums
        ]
        self.count.setText("　".join(words))
        last = max(1, -(-page.total // query.limit))
        self.place.setText(f"{query.offset // query.limit + 1} / {last} 页")
        self._enable()

    def turn(self, step: int) -> None:
        """Turn one page back (-1) or on (1), when there is one."""
        chosen = self._back[1] if step < 0 else self._on[0]
        if chosen.isEnabled():
            chosen.click()

    def _turner(self, icon_name: str, name: str, target: Any) -> QToolButton:
        made = tool(icon_name, name)
        made.clicked.connect(lambda: self.moved.emit(max(0, target())))
        return made

    def _size_button(self) -> QToolButton:
        made = tool("fa6s.table-list", "每页行数")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        group = QActionGroup(menu)
        for title, size in SIZES:
            action = QAction(title, menu)
            action.setCheckable(True)
            action.setChecked(size == self.rows_a_page)
            action.triggered.connect(lambda _on=False, size=size: self._choose_size(size))
            group.addAction(action)
            menu.addAction(action)
        made.setMenu(menu)
        return made

    def _choose_size(self, size: int) -> None:
        self.rows_a_page = size
        self.size_chosen.emit(0)

    def _enable(self) -> None:
        for turner in self._back:
            turner.setEnabled(self._offset > 0)
        for turner in self._on:
            turner.setEnabled(self._offset + self._step < self._total)
