"""Forms as rows of label, editor and help: required marks, faults shown while typing, Enter goes to the next."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.fields import Field, is_blank
from ui.parts import label, reveal, role
from ui.theme import TOKENS

LABEL_WIDTH = 104


class Row(QWidget):
    """A label, its editor, and one line under it for help or for what is wrong."""

    def __init__(self, title: str, field: Field, help_text: str = "") -> None:
        super().__init__()
        self.title = title
        self.field = field
        self._help = help_text
        self._touched = False
        mark = f' <span style="color:{TOKENS["bad"]}">*</span>' if field.required else ""
        self._label = QLabel(f"{title}{mark}")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setWordWrap(True)
        role(self._label, "name")
        self._label.setBuddy(field.editor)
        self._under = role(QLabel(help_text), "caption")
        self._under.setWordWrap(True)
        reveal(self._under, bool(help_text))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, 0, 1)
        grid.addWidget(self._under, 1, 1)
        grid.setColumnStretch(1, 1)
        self._label.setContentsMargins(0, 5, 0, 0)
        field.name_as(title, help_text)
        field.changed.connect(self._look_again)
        field.left.connect(self._leave)

    def show_fault(self) -> str:
        """Show what is wrong, if anything, and return it."""
        self._touched = True
        wrong = self.field.fault()
        self.field.mark(bool(wrong))
        self._under.setText(f"⚠ {wrong}" if wrong else self._help)
        role(self._under, "bad" if wrong else "caption")
        self._under.style().unpolish(self._under)
        self._under.style().polish(self._under)
        self._under.setVisible(bool(wrong or self._help))
        return wrong

    def forget(self) -> None:
        """Show nothing as wrong until the field is touched again."""
        self._touched = False
        self.field.mark(False)
        self._under.setText(self._help)
        self._under.setVisible(bool(self._help))

    def _look_again(self) -> None:
        if self._touched or self.field.misread():
            self.show_fault()

    def _leave(self) -> None:
        if self._touched or self.field.misread() or not is_blank(self.field.value):
            self.show_fault()


class Form(QScrollArea):
    """A scrolling form of sections and rows, two rows side by side where they are short.

    `edited` tells that a value has changed since `settle`, `settled` that what stands here is saved.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self, *, columns: int = 2) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._columns = columns
        self._rows: dict[str, Row] = {}
        self._inside = role(QWidget(), "plain")
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(20, 14, 20, 18)
        self._layout.setSpacing(6)
        self._grid: QGridLayout | None = None
        self._at = 0
        self._layout.addStretch(1)
        self.setWidget(self._inside)
        self.dirty = False

    def section(self, title: str, words: str = "") -> QLabel:
        """Begin a section; returns its heading, for the index beside the form."""
        heading = label(title, "heading")
        heading.setContentsMargins(0, 8 if self._rows else 0, 0, 0)
        self._insert(heading)
        if words:
            self._insert(label(words, "caption", wrap=True))
        self._grid = None
        return heading

    def add(self, name: str, title: str, field: Field, help_text: str = "", *, wide: bool = False) -> Field:
        """Add a row; `wide` gives it the whole width. Returns the field."""
        row = Row(title, field, help_text)
        self._rows[name] = row
        wide = wide or self._columns == 1
        if self._grid is None:
            self._begin_grid()
        if wide and self._at % self._columns:
            self._at += self._columns - self._at % self._columns
        line, place = divmod(self._at, self._columns)
        if self._grid is not None:
            self._grid.addWidget(row, line, place, 1, self._columns if wide else 1, Qt.AlignmentFlag.AlignTop)
        self._at += self._columns if wide else 1
        for editor in (field.editor, *field.findChildren(QLineEdit), *field.findChildren(QCheckBox)):
            editor.installEventFilter(self)
        field.changed.connect(self._tell)
        return field

    def place(self, widget: QWidget) -> None:
        """Put any widget into the form, over its whole width."""
        self._insert(widget)
        self._grid = None

    def fields(self) -> Iterator[tuple[str, Field]]:
        """The fields by name, in order."""
        return ((name, row.field) for name, row in self._rows.items())

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self._rows[name].field

    def row(self, name: str) -> Row:
        """The row of a name, to show or hide it."""
        return self._rows[name]

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the fields that are shown, by name."""
        return {name: row.field.value for name, row in self._rows.items() if not row.isHidden()}

    def fill(self, values: dict[str, Any]) -> None:
        """Put values into the fields and take them as the saved state."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].field.fill(value)
                self._rows[name].forget()
        self.settle()

    def settle(self) -> None:
        """Take what stands here as saved."""
        self.dirty = False
        self.settled.emit()

    def faults(self) -> list[tuple[str, str]]:
        """Show everything that is wrong, stand on the first of it, and return (title, sentence) of all."""
        found = []
        first: Row | None = None
        for row in self._rows.values():
            if row.isHidden():
                continue
            wrong = row.show_fault()
            if wrong:
                found.append((row.title, wrong))
                first = first or row
        if first is not None:
            self.ensureWidgetVisible(first, 20, 60)
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def bring(self, widget: QWidget) -> None:
        """Scroll so that a part of the form stands at the top."""
        self.verticalScrollBar().setValue(widget.mapTo(self._inside, QPoint(0, 0)).y() - 8)

    def start(self) -> None:
        """Stand on the first field."""
        for row in self._rows.values():
            if not row.isHidden() and row.field.isEnabled():
                row.field.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next field, as in the programs clerks know."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            single = isinstance(watched, (QLineEdit, QComboBox, QCheckBox))
            if single and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.focusNextChild()
                return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 20, 40)
        return super().eventFilter(watched, event)

    def _begin_grid(self) -> None:
        holder = QFrame()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(8)
        for place in range(self._columns):
            self._grid.setColumnStretch(place, 1)
        self._at = 0
        self._insert(holder)

    def _insert(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, widget)

    def _tell(self) -> None:
        self.dirty = True
        self.edited.emit()
