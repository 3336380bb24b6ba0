"""Everything can be reached and done without a mouse, in the order in which it is seen."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.hands import press
from tests.ui.looking import controls
from tests.ui.staging import Stage
from ui.screens import SCREENS


@pytest.fixture
def active(stage: Stage) -> Stage:
    stage.window.activateWindow()
    assert QTest.qWaitForWindowActive(stage.window, 5000)
    stage.settle()
    return stage


@pytest.fixture
def walked(looked_at: Stage) -> Stage:
    """The shared window with the keyboard in it."""
    looked_at.window.activateWindow()
    assert QTest.qWaitForWindowActive(looked_at.window, 5000)
    looked_at.settle()
    return looked_at


def hit(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    where = QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, key, held)
    QApplication.processEvents()


def walk(stage: Stage) -> list[QWidget]:
    """Go round by the tabulator and return what the keyboard stood on, in order."""
    first = QApplication.focusWidget()
    assert first is not None
    seen = [first]
    for _step in range(200):
        hit(Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        if here is first:
            return seen
        seen.append(here)
    raise AssertionError("the tabulator does not come round")


def test_alt_and_a_digit_bring_every_screen_to_the_front(walked: Stage):
    for spec in SCREENS:
        hit(Qt.Key(ord(spec.key)), Qt.KeyboardModifier.AltModifier)
        walked.settle()
        assert walked.window.title.text() == spec.title


@pytest.mark.parametrize("code", [spec.code for spec in SCREENS])
def test_the_tabulator_goes_round_every_control_of_a_screen(walked: Stage, code: str):
    walked.go(code)
    seen = walk(walked)
    assert len(seen) == len(set(map(id, seen)))
    wanted = [
        each
        for each in controls(walked.window)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not _has_a_proxy(each)
    ]
    missed = [f"{type(each).__name__} “{each.accessibleName()}”" for each in wanted if each not in seen]
    assert [each for each in missed if not each.startswith("Place")] == []


def _has_a_proxy(widget: QWidget) -> bool:
    """Whether the keyboard goes to another part in its stead, or moves to it by arrows as within a group."""
    group = getattr(widget, "group", None)
    grouped = group() if callable(group) else None
    return widget.focusProxy() is not None or (
        grouped is not None and grouped.exclusive() and not widget.isChecked()  # type: ignore[attr-defined]
    )


def test_the_tabulator_follows_the_eye(walked: Stage):
    walked.go("filings")
    order = [each.accessibleName() for each in walk(walked)]
    screen = walked.window.front
    begin = order.index("登记备案")
    order = order[begin:] + order[:begin]
    places = [
        order.index("登记备案"),
        order.index("查找备案列表"),
        order.index("状态：全部"),
        order.index("备案列表"),
        order.index("每页行数"),
        order.index(screen.sheet.tabs.tabBar().accessibleName()),
    ]
    assert places == sorted(places)
    last = [name for name in order if name in {"修改", "导入花名册", "工作台"}]
    assert last == ["修改", "导入花名册", "工作台"], "the case, then its deeds, then round to the navigation"


def test_the_list_is_walked_with_arrows_and_the_detail_follows(walked: Stage):
    screen = walked.go("filings")
    first = screen.shown.id
    hit(Qt.Key.Key_Down)
    walked.settle()
    assert screen.shown.id != first
    hit(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.sheet.tabs.tabBar() or screen.sheet.isAncestorOf(
        QApplication.focusWidget()
    )


def test_f6_goes_from_part_to_part_and_ctrl_f_into_the_filter(walked: Stage):
    screen = walked.go("filings")
    hit(Qt.Key.Key_F6)
    assert screen.sheet.isAncestorOf(QApplication.focusWidget())
    hit(Qt.Key.Key_F6)
    assert walked.window.navigation.isAncestorOf(QApplication.focusWidget())
    hit(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is screen.table.view
    hit(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is screen.table.search


def test_f8_takes_the_move_forward_and_confirms_it(active: Stage):
    screen = active.go("filings")
    at = next(at for at, row in enumerate(screen.table.rows) if row.state == "correcting")
    screen.table.choose_row(at)
    active.settle()
    hit(Qt.Key.Key_F8)
    dialog = active.dialog()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    active.settle()
    assert screen.shown.state == "accepted"


def test_f9_opens_the_correction_notice(active: Stage):
    screen = active.go("filings")
    at = next(at for at, row in enumerate(screen.table.rows) if row.state == "accepted")
    screen.table.choose_row(at)
    active.settle()
    hit(Qt.Key.Key_F9)
    assert active.dialog().windowTitle() == "一次性告知补正"


def test_f5_asks_again_and_f1_opens_the_page_of_the_screen(walked: Stage):
    screen = walked.go("notices")
    asked: list[Any] = []
    screen.table.shown.connect(asked.append)
    hit(Qt.Key.Key_F5)
    walked.settle()
    assert len(asked) == 1
    hit(Qt.Key.Key_F1)
    help_window = walked.window._help
    assert help_window is not None
    assert help_window.isVisible()
    assert help_window.pages.currentItem().text() == "公示"
    assert "公示" in help_window.text.toPlainText()
    help_window.close()


def test_a_filing_is_entered_by_keys_alone(active: Stage):
    screen = active.go("filings")
    press(active.window, "登记备案")
    active.settle()
    form = screen.editor.form
    form.field("employer_id").setFocus()
    names = []
    for _step in range(9):
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.accessibleName())
        hit(Qt.Key.Key_Return)
    assert names[:8] == [
        "申请企业（必填）",
        "联系人",
        "联系电话",
        "申报日期（必填）",
        "培训项目名称（必填）",
        "培训类型（必填）",
        "职业（工种）（必填）",
        "培训等级（必填）",
    ]
