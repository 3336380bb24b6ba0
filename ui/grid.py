"""Rows of editors inside a form: the courses of a plan, its trainers, the occupations of a qualification."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.fields import ChoiceField, Field, FlagField, is_blank
from ui.parts import label, role
from ui.theme import button, tool


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a sub-grid: the entry's name, its heading, how its editor is made, and its share of width."""

    name: str
    title: str
    make: Callable[[], Field]
    share: int = 1


class GridField(Field):
    """A sub-grid as one field of a form: its value is a tuple of mappings, one for each row that is not empty."""

    def __init__(
        self,
        columns: Sequence[GridColumn],
        add_title: str,
        *,
        required: bool = False,
        summary: Callable[[tuple[dict[str, Any], ...]], str] | None = None,
    ) -> None:
        super().__init__(required=required)
        self._columns = tuple(columns)
        self._summary = summary
        self._lines: list[list[Field]] = []
        self._removers: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(5)
        for at, column in enumerate(self._columns):
            self._grid.addWidget(role(QLabel(column.title), "caption"), 0, at)
            self._grid.setColumnStretch(at, column.share)
        self._add = button(add_title, icon_name="fa6s.plus", role="link")
        self._add.clicked.connect(lambda: self._grow(stand=True))
        self._said = label(name="muted")
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(self._said)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(5)
        inside.addLayout(self._grid)
        inside.addLayout(foot)
        self.row.addLayout(inside, 1)
        self.changed.connect(self._say)
        self._grow()

    @property
    def editor(self) -> QWidget:
        """The first cell, or the button that adds a row."""
        return self._lines[0][0].editor if self._lines else self._add

    @property
    def value(self) -> tuple[dict[str, Any], ...]:
        """The rows in which anything stands."""
        rows = [
            {column.name: field.value for column, field in zip(self._columns, line, strict=True)}
            for line in self._lines
        ]
        return tuple(row for row, line in zip(rows, self._lines, strict=True) if not _is_empty(line))

    def fill(self, value: Any) -> None:
        """Show these rows; without any, one empty row."""
        while self._lines:
            self._shrink(len(self._lines) - 1)
        for row in value or ():
            line = self._grow()
            for column, field in zip(self._columns, line, strict=True):
                field.fill(row[column.name])
        if not self._lines:
            self._grow()
        self._say()

    def name_as(self, title: str, help_text: str) -> None:
        """The cells have names of their own; the whole is named as a group."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(help_text)

    def misread(self) -> str:
        """What is wrong in which row."""
        for at, line in enumerate(self._lines, start=1):
            if _is_empty(line):
                continue
            for column, field in zip(self._columns, line, strict=True):
                wrong = field.fault()
                field.mark(bool(wrong))
                if wrong:
                    return f"第 {at} 行“{column.title}”：{wrong}"
        return ""

    def _grow(self, *, stand: bool = False) -> list[Field]:
        line = [column.make() for column in self._columns]
        remove = tool("fa6s.trash-can", f"删除第 {len(self._lines) + 1} 行")
        remove.clicked.connect(lambda: self._shrink(self._lines.index(line)))
        self._lines.append(line)
        self._removers.append(remove)
        for column, field in zip(self._columns, line, strict=True):
            field.changed.connect(self.changed)
            field.editor.setAccessibleName(f"{column.title}，第 {len(self._lines)} 行")
        self._lay_out()
        if stand:
            line[0].setFocus(Qt.FocusReason.TabFocusReason)
            self.changed.emit()
        return line

    def _shrink(self, at: int) -> None:
        for widget in (*self._lines.pop(at), self._removers.pop(at)):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lay_out()
        self.changed.emit()

    def _lay_out(self) -> None:
        previous: QWidget | None = None
        for at, (line, remove) in enumerate(zip(self._lines, self._removers, strict=True), start=1):
            for place, widget in enumerate((*line, remove)):
                self._grid.addWidget(widget, at, place)
                here = widget.editor if isinstance(widget, Field) else widget
                if previous is not None:
                    QWidget.setTabOrder(previous, here)
                previous = here
        if previous is not None:
            QWidget.setTabOrder(previous, self._add)

    def _say(self) -> None:
        self._said.setText(self._summary(self.value) if self._summary else f"共 {len(self.value)} 行")


def _is_empty(line: Sequence[Field]) -> bool:
    """Whether nothing was typed in the row: what is only chosen from a list does not make a row."""
    typed = [field for field in line if not isinstance(field, (ChoiceField, FlagField))]
    return all(is_blank(field.value) and not field.misread() for field in typed)
