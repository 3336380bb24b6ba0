"""What a person does at the window: press what can be seen, write into what is labelled, choose from what is offered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from ui.table import PagedTable


def button(scope: QWidget, text: str) -> QAbstractButton:
    """The visible button that bears these words; there must be exactly one."""
    found = [
        each
        for each in scope.findChildren(QAbstractButton)
        if each.isVisible() and text in {each.text().split("（")[0].strip(), each.accessibleName()}
    ]
    seen = sorted(
        {each.text() for each in scope.findChildren(QAbstractButton) if each.isVisible() and each.text()}
    )
    assert len(found) == 1, f"{len(found)} buttons “{text}” among {seen}"
    return found[0]


def press(scope: QWidget, text: str) -> None:
    """Press a button with the mouse; one that is not enabled cannot be pressed."""
    found = button(scope, text)
    assert found.isEnabled(), f"“{text}” is not enabled: {found.toolTip()}"
    scroll_to(found)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def scroll_to(widget: QWidget) -> None:
    """Scroll so that the widget can be seen, as one does before pressing it."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
    QApplication.processEvents()


def editor(scope: QWidget, label: str) -> QWidget:
    """The visible editor that is called by a label."""
    names = {label, f"{label}（必填）"}
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    found = [
        each
        for each in scope.findChildren(QWidget)
        if isinstance(each, kinds) and each.isVisible() and each.accessibleName() in names
    ]
    assert len(found) == 1, f"{len(found)} editors “{label}”"
    return found[0]


def write(scope: QWidget, label: str, text: str) -> None:
    """Write into an editor as an input method does, replacing what stands there."""
    found = editor(scope, label)
    found.setFocus()
    if isinstance(found, QLineEdit):
        found.selectAll()
        found.insert(text)
    elif isinstance(found, QPlainTextEdit):
        found.selectAll()
        found.insertPlainText(text)
    elif isinstance(found, QComboBox):
        line = found.lineEdit()
        assert line is not None, f"“{label}” is chosen from, not written into"
        line.selectAll()
        line.insert(text)


def choose(scope: QWidget, label: str, title: str) -> None:
    """Choose from a list by what it says."""
    found = editor(scope, label)
    assert isinstance(found, QComboBox)
    at = found.findText(title)
    assert at >= 0, (
        f"“{label}” does not offer “{title}” but {[found.itemText(n) for n in range(found.count())]}"
    )
    found.setCurrentIndex(at)


def look_at(scope: QWidget, title: str) -> None:
    """Bring a page to the front by its tab."""
    for bar in scope.findChildren(QTabBar):
        if not bar.isVisible():
            continue
        for at in range(bar.count()):
            if bar.tabText(at).split(" ")[0] == title:
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
                return
    raise AssertionError(f"no page “{title}”")


def table_of(page: QWidget) -> PagedTable:
    """The list on a page."""
    found = [each for each in page.findChildren(PagedTable) if each.isVisible()]
    assert len(found) == 1
    return found[0]
