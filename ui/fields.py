"""The editors of a form: each knows its value, says what is wrong with it while it is typed, and never blocks."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.parts import restyle

Choices = Sequence[tuple[Any, str]]
Check = Callable[[Any], str]


def is_blank(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", ())


class Field(QWidget):
    """One editor: `value` is typed (None when empty or unreadable), `fault` says what is wrong, in a sentence."""

    changed = Signal()
    left = Signal()

    def __init__(self, *, required: bool = False, check: Check | None = None) -> None:
        super().__init__()
        self.required = required
        self.check = check
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    @property
    def editor(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """What stands in the editor, as the desktop wants it."""
        raise NotImplementedError

    def fill(self, value: Any) -> None:
        """Put a value into the editor."""
        raise NotImplementedError

    def misread(self) -> str:
        """What is wrong with the writing itself, empty when it can be read."""
        return ""

    def fault(self) -> str:
        """What is wrong with the value as it stands, empty when nothing is."""
        wrong = self.misread()
        if wrong:
            return wrong
        value = self.value
        if is_blank(value):
            return "此项必填。" if self.required else ""
        return self.check(value) if self.check else ""

    def name_as(self, title: str, help_text: str) -> None:
        """Tell a screen reader what the editor is for."""
        self.editor.setAccessibleName(f"{title}（必填）" if self.required else title)
        self.editor.setAccessibleDescription(help_text)

    def mark(self, wrong: bool) -> None:
        """Show, or no longer show, that the value is wrong."""
        if bool(self.editor.property("fault")) != wrong:
            self.editor.setProperty("fault", wrong)
            restyle(self.editor)

    def adopt(self, editor: QWidget) -> None:
        """Make `editor` the one that takes the keyboard, and hear when it is left."""
        self.row.addWidget(editor, 1)
        self.setFocusProxy(editor)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the keyboard leaves the editor."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class TextField(Field):
    """A line of text."""

    def __init__(
        self, *, required: bool = False, check: Check | None = None, hint: str = "", longest: int = 200
    ) -> None:
        super().__init__(required=required, check=check)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setMaxLength(longest)
        self.line.textChanged.connect(self.changed)
        self.adopt(self.line)

    @property
    def editor(self) -> QLineEdit:
        """The line."""
        return self.line

    @property
    def value(self) -> Any:
        """The text without spaces around it."""
        return self.line.text().strip()

    def fill(self, value: Any) -> None:
        """Put a text into the line."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class NumberField(TextField):
    """A whole number, typed with or without thousands separators."""

    def __init__(
        self, *, required: bool = False, check: Check | None = None, hint: str = "", least: int = 0
    ) -> None:
        super().__init__(required=required, check=check, hint=hint, longest=12)
        self.least = least

    @property
    def value(self) -> int | None:
        """The number, None when there is none."""
        text = _plain(self.line.text())
        return int(text) if re.fullmatch(r"\d{1,9}", text) else None

    def misread(self) -> str:
        """Whether it is a number, and not too small."""
        if not self.line.text().strip():
            return ""
        if self.value is None:
            return "应为整数，例如 30。"
        return f"不能小于 {self.least}。" if self.value < self.least else ""


class DecimalField(TextField):
    """A decimal number with up to `places` places: yuan (2) or class hours (1)."""

    def __init__(
        self,
        *,
        required: bool = False,
        check: Check | None = None,
        hint: str = "",
        places: int = 2,
        money: bool = True,
    ) -> None:
        super().__init__(required=required, check=check, hint=hint, longest=16)
        self.places = places
        self.money = money
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.connect(self._tidy)

    @property
    def value(self) -> Decimal | None:
        """The number, None when there is none."""
        text = _plain(self.line.text())
        if not re.fullmatch(rf"\d{{1,10}}(\.\d{{1,{self.places}}})?", text):
            return None
        try:
            return Decimal(text)
        except InvalidOperation:
            return None

    def fill(self, value: Any) -> None:
        """Put a number into the line."""
        self.line.setText("" if value is None else self._written(Decimal(value)))

    def misread(self) -> str:
        """Whether it is a number with few enough places."""
        if not self.line.text().strip() or self.value is not None:
            return ""
        sample = "1200.00" if self.money else "8 或 8.5"
        return f"应为数字，最多 {self.places} 位小数，例如 {sample}。"

    def _written(self, value: Decimal) -> str:
        return f"{value:,.2f}" if self.money else f"{value.normalize():f}"

    def _tidy(self) -> None:
        if self.value is not None:
            self.line.setText(self._written(self.value))


class LongField(Field):
    """A text of several lines; Tab leaves it."""

    def __init__(
        self, *, required: bool = False, check: Check | None = None, hint: str = "", lines: int = 3
    ) -> None:
        super().__init__(required=required, check=check)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(lines * 21 + 14)
        self.text.textChanged.connect(self.changed)
        self.adopt(self.text)

    @property
    def editor(self) -> QPlainTextEdit:
        """The text editor."""
        return self.text

    @property
    def value(self) -> str:
        """The text without spaces around it."""
        return self.text.toPlainText().strip()

    def fill(self, value: Any) -> None:
        """Put a text into the editor."""
        self.text.setPlainText(value or "")


class ChoiceField(Field):
    """One of several codes, shown by title; nothing is chosen until the clerk chooses, unless `first`."""

    def __init__(
        self, choices: Choices, *, required: bool = False, check: Check | None = None, first: bool = False
    ) -> None:
        super().__init__(required=required, check=check)
        self.box = QComboBox()
        self.box.setMaxVisibleItems(12)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self._codes: list[Any] = []
        self._first = first
        self.offer(choices)
        self.box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.adopt(self.box)

    @property
    def editor(self) -> QComboBox:
        """The combo box."""
        return self.box

    @property
    def value(self) -> Any:
        """The chosen code, None when nothing is chosen."""
        at = self.box.currentIndex()
        return self._codes[at] if 0 <= at < len(self._codes) else None

    def offer(self, choices: Choices) -> None:
        """Offer other codes; what was chosen stays chosen when it is still offered."""
        kept = self.value if self._codes else None
        self.box.blockSignals(True)
        self.box.clear()
        blank: list[tuple[Any, str]] = (
            [] if self._first else [(None, "请选择" if self.required else "（无）")]
        )
        offered = [*blank, *choices]
        self._codes = [code for code, _title in offered]
        self.box.addItems([title for _code, title in offered])
        self.box.blockSignals(False)
        self.fill(kept)

    def fill(self, value: Any) -> None:
        """Choose a code."""
        if value in self._codes:
            self.box.setCurrentIndex(self._codes.index(value))
        elif self._codes:
            self.box.setCurrentIndex(0)


class PickField(ChoiceField):
    """One record of a register, found by typing any part of its name."""

    def __init__(self, choices: Choices = (), *, required: bool = False, check: Check | None = None) -> None:
        super().__init__(choices, required=required, check=check)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer, line = self.box.completer(), self.box.lineEdit()
        if completer is not None and line is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            line.setPlaceholderText("输入名称查找")
        self.box.editTextChanged.connect(lambda _text: self.changed.emit())
        self.fill(None)

    @property
    def value(self) -> Any:
        """The id of the record whose name stands in the line, None when there is none."""
        at = (
            self.box.findText(self.box.currentText(), Qt.MatchFlag.MatchExactly)
            if self.box.isEditable()
            else -1
        )
        return self._codes[at] if at >= 0 else None

    def fill(self, value: Any) -> None:
        """Choose a record by its id."""
        if value is not None and value in self._codes:
            self.box.setCurrentIndex(self._codes.index(value))
        else:
            self.box.setCurrentIndex(-1 if self.box.isEditable() else 0)
            if self.box.isEditable():
                self.box.setEditText("")

    def misread(self) -> str:
        """Whether the name is in the register."""
        text = self.box.currentText().strip()
        return "登记簿中没有这个名称，请从列表中选择或先登记。" if text and self.value is None else ""


class FlagField(Field):
    """Yes or no."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box = QCheckBox(title)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.adopt(self.box)

    @property
    def editor(self) -> QCheckBox:
        """The check box."""
        return self.box

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def fill(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))


class ManyField(Field):
    """Any number of codes, as tick boxes in columns."""

    def __init__(self, choices: Choices, *, required: bool = False, columns: int = 2) -> None:
        super().__init__(required=required)
        self._boxes: list[tuple[Any, QCheckBox]] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        for at, (code, title) in enumerate(choices):
            box = QCheckBox(title)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes.append((code, box))
            grid.addWidget(box, at // columns, at % columns)
        self.row.addLayout(grid, 1)
        if self._boxes:
            self.setFocusProxy(self._boxes[0][1])

    @property
    def editor(self) -> QWidget:
        """The first box."""
        return self._boxes[0][1] if self._boxes else self

    def name_as(self, title: str, help_text: str) -> None:
        """Name each box after the whole and itself."""
        for _code, box in self._boxes:
            box.setAccessibleName(f"{title}：{box.text()}")
            box.setAccessibleDescription(help_text)

    @property
    def value(self) -> tuple[Any, ...]:
        """The codes that are ticked."""
        return tuple(code for code, box in self._boxes if box.isChecked())

    def fill(self, value: Any) -> None:
        """Tick these codes and no others."""
        for code, box in self._boxes:
            box.setChecked(code in (value or ()))


def _plain(text: str) -> str:
    return text.strip().translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,")).replace(",", "")
