"""Small parts every screen is made of: labels with a role, pills, banners, empty states, facts in two columns."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.problems import Refused
from ui.theme import TONES, button, picture, tool

W = TypeVar("W", bound=QWidget)
STAYS_MS = 8000


def role(widget: W, name: str) -> W:
    """Give a widget the role by which the style sheet knows it."""
    widget.setProperty("role", name)
    return widget


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def reveal(widget: QWidget, shown: bool) -> None:
    """Show or hide a part; one that has no place yet will be shown with its place, never as a window of its own."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """A label with a role; `wrap` lets it use several lines. The text can be selected and copied."""
    made = QLabel(text)
    if name:
        role(made, name)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    return role(QFrame(), "rule")


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget: QWidget | None = item.widget()
        inner: QLayout | None = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            clear(inner)


class Pill(QFrame):
    """A state in words, with the ground and the icon of its tone."""

    def __init__(self, text: str = "", tone: str = "still") -> None:
        super().__init__()
        self._icon = QLabel()
        self._text = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 9, 1)
        layout.setSpacing(5)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.say(text, tone)

    def say(self, text: str, tone: str) -> None:
        """Show a state."""
        _ground, ink, icon_name = TONES[tone]
        self._icon.setPixmap(picture(icon_name, ink, 11))
        self._text.setText(text)
        self.setProperty("tone", tone)
        self._text.setProperty("ink", tone)
        restyle(self)
        restyle(self._text)
        reveal(self, bool(text))


class Banner(QFrame):
    """A calm strip that says what happened: a deed done, or a refusal with its remedy. It can be closed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self.text = label(name="", wrap=True)
        self.remedy = label(name="", wrap=True)
        self._close = tool("fa6s.xmark", "关闭提示")
        self._close.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.text)
        words.addWidget(self.remedy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 8, 7)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, text: str, tone: str = "good", remedy: str = "") -> None:
        """Show a sentence; a good one goes away by itself, others stay until closed."""
        _ground, ink, icon_name = TONES[tone]
        self._icon.setPixmap(picture(icon_name, ink, 16))
        self.text.setText(text)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.setProperty("tone", tone)
        restyle(self)
        for words in (self.text, self.remedy):
            words.setProperty("ink", tone)
            restyle(words)
        self.setAccessibleName(f"提示：{text}{remedy}")
        self.show()
        if tone == "good":
            self._timer.start(STAYS_MS)
        else:
            self._timer.stop()

    def refuse(self, refused: Refused) -> None:
        """Show what was refused, and what helps."""
        self.say(refused.sentence, "warn", refused.remedy)

    def dismiss(self) -> None:
        """Take the strip away."""
        self.hide()
        self.closed.emit()


class Empty(QFrame):
    """What a list shows when it has no rows: why, and what to do."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "plain")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._head = label(name="section")
        self._words = label(name="muted", wrap=True)
        self.button = button("", role="primary")
        self.button.clicked.connect(self.asked)
        self.button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for part in (self._icon, self._head, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)

    def say(self, head: str, words: str = "", icon_name: str = "fa6s.inbox") -> None:
        """Show why there is nothing."""
        self._icon.setPixmap(picture(icon_name, "edge", 34))
        self._head.setText(head)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def offer(self, title: str) -> None:
        """Offer one thing to do; `asked` tells that it was chosen."""
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.button.setVisible(bool(title))


class Facts(QWidget):
    """Names and values in aligned columns; empty values show a dash, long ones wrap."""

    def __init__(self, facts: Iterable[tuple[str, str]], columns: int = 2) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        at = 0
        for name, value in facts:
            wide = len(value) > 18
            if wide and at % columns:
                at += columns - at % columns
            line, place = divmod(at, columns)
            grid.addWidget(role(QLabel(name), "name"), line, place * 2, Qt.AlignmentFlag.AlignTop)
            span = columns * 2 - 1 if wide else 1
            shown = label(value or "—", wrap=True)
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, line, place * 2 + 1, 1, span)
            at += columns if wide else 1
        for place in range(columns):
            grid.setColumnMinimumWidth(place * 2, 62)
            grid.setColumnStretch(place * 2 + 1, 1)
