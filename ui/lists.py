"""A choice of many from a long list: a filter above ticks, and what is ticked told in words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.fields import Choices, Field
from ui.parts import label
from ui.theme import icon

HEIGHT = 150


class ListField(Field):
    """Any number of codes from a long table, found by typing."""

    def __init__(self, choices: Choices, *, required: bool = False) -> None:
        super().__init__(required=required)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入名称查找")
        self.search.addAction(icon("fa6s.magnifying-glass", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setFixedHeight(HEIGHT)
        self.told = label("未选", "caption", wrap=True)
        for code, title in choices:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self.search, self.list, self.told):
            column.addWidget(part)
        self.row.addLayout(column, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(lambda _item: self._tell())

    @property
    def editor(self) -> QWidget:
        """The filter, where the keyboard begins."""
        return self.search

    @property
    def value(self) -> tuple[Any, ...]:
        """The codes that are ticked."""
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in self._items() if self._on(item))

    def fill(self, value: Any) -> None:
        """Tick these codes and no others."""
        for item in self._items():
            chosen = item.data(Qt.ItemDataRole.UserRole) in (value or ())
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)

    def name_as(self, title: str, help_text: str) -> None:
        """Name the filter and the list."""
        self.search.setAccessibleName(f"查找{title}")
        self.list.setAccessibleName(title)
        self.list.setAccessibleDescription(help_text)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _on(self, item: QListWidgetItem) -> bool:
        return item.checkState() == Qt.CheckState.Checked

    def _filter(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.strip() not in item.text())

    def _tell(self) -> None:
        names = [item.text() for item in self._items() if self._on(item)]
        self.told.setText(f"已选 {len(names)} 项：{'、'.join(names)}" if names else "未选")
        self.changed.emit()
