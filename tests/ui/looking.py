"""Looking at a window as a person would: what is visible, what it is called, whether its text fits."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.ui.staging import SCREENS_OUT

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Every control that a person can see and reach."""
    for each in window.findChildren(QWidget):
        if isinstance(each, CONTROLS) and each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield each


def nameless(window: QWidget) -> list[str]:
    """The controls for which a screen reader has no name."""
    return [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in controls(window)
        if not (each.accessibleName() or _own_text(each)) and not _is_part(each)
    ]


def _own_text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _is_part(widget: QWidget) -> bool:
    """Whether the control belongs to another one, which has the name (the line of a combo box, a clear button)."""
    parent = widget.parentWidget()
    return isinstance(parent, (QComboBox, QLineEdit, QAbstractItemView, QTabBar)) or (
        parent is not None and isinstance(parent.parentWidget(), QComboBox)
    )


def clipped(window: QWidget) -> list[str]:
    """The labels and buttons whose text is wider than the place they have."""
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible():
            continue
        if (
            isinstance(each, QLabel)
            and each.text()
            and not each.wordWrap()
            and each.textFormat() != Qt.TextFormat.RichText
        ):
            need = QFontMetrics(each.font()).horizontalAdvance(each.text())
            if need > each.contentsRect().width() + 1:
                found.append(f"label “{each.text()}” needs {need}, has {each.contentsRect().width()}")
        elif isinstance(each, QAbstractButton) and each.text() and not isinstance(each, QToolButton):
            need = each.sizeHint().width()
            if need > each.width() + 1:
                found.append(f"button “{each.text()}” needs {need}, has {each.width()}")
        if isinstance(each, QLabel) and each.text() and each.wordWrap():
            need_high = each.heightForWidth(each.width())
            if need_high > each.height() + 2:
                found.append(f"text “{each.text()[:20]}” needs {need_high} high, has {each.height()}")
    return found


def outside(window: QWidget) -> list[str]:
    """The controls that stick out of the window."""
    frame = window.rect()
    found = []
    for each in controls(window):
        corner = each.mapTo(window, each.rect().topLeft())
        if corner.x() + each.width() > frame.width() + 1:
            found.append(
                f"{type(each).__name__} “{each.accessibleName()}” ends at {corner.x() + each.width()}"
            )
    return found


def looks_well(dialog: QWidget, name: str) -> None:
    """A dialog is named, unclipped and within a small screen; its picture is kept."""
    dialog.grab().save(str(SCREENS_OUT / f"dialog-{name}.png"))
    assert nameless(dialog) == []
    assert clipped(dialog) == []
    assert outside(dialog) == []
    assert dialog.width() <= 1093
    assert dialog.height() <= 614
