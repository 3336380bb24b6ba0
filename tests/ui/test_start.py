"""From nothing to a window: the practice county, the bureau's own workspace, one that is there, and one that is not."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import accounts
from desktop.workspace import SYSTEM, Workspace
from tests.ui.hands import choose, press, write
from tests.ui.looking import clipped, nameless, outside
from tests.ui.staging import SCREENS_OUT, ChosenFiles, said_by_qt
from ui import start
from ui.application import make_practice
from ui.first_start import FirstStart
from ui.main_window import MainWindow
from ui.work import Work


@pytest.fixture
def wizard(qtbot: QtBot, tmp_path: Path) -> Any:
    work = Work(tmp_path / "reports")
    made = FirstStart(work, make_practice, ChosenFiles())
    qtbot.addWidget(made)
    made.show()
    yield made
    work.close()
    if made.workspace is not None:
        made.workspace.close()


def test_both_pages_look_well(wizard: FirstStart, qtlog: Any):
    for at in (0, 1):
        wizard.pages.setCurrentIndex(at)
        QApplication.processEvents()
        wizard.grab().save(str(SCREENS_OUT / f"first-start-{at + 1}.png"))
        assert nameless(wizard) == []
        assert clipped(wizard) == []
        assert outside(wizard) == []
    assert said_by_qt(qtlog) == []


def test_practising_makes_a_county_and_opens_it_again_the_next_time(
    wizard: FirstStart, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ui.first_start.documents", lambda: tmp_path)
    press(wizard, "先练一练")
    qtbot.waitUntil(lambda: wizard.workspace is not None, timeout=60_000)
    assert wizard.workspace is not None
    assert wizard.workspace.practice
    again = make_practice(tmp_path / "职培演练-anhui", "anhui", wizard._work)
    assert again.practice
    again.close()


def test_a_bureau_enters_itself_and_two_people(wizard: FirstStart, qtbot: QtBot, tmp_path: Path):
    press(wizard, "新建本单位的工作区")
    press(wizard, "建立工作区")
    assert "补正" in wizard.banner.text.text()
    write(wizard, "单位全称", "某县人力资源和社会保障局")
    write(wizard, "区划代码", "999901")
    choose(wizard, "政策地区", "江苏省")
    write(wizard, "存放位置", str(tmp_path / "own"))
    write(wizard, "登录名，第 1 行", "zhang")
    write(wizard, "姓名，第 1 行", "张敏")
    write(wizard, "密码，第 1 行", "correct-horse-1")
    grid: Any = wizard.form.field("people")
    grid._lines[0][3].fill(("handler",))
    press(wizard, "建立工作区")
    assert "两名" in wizard.banner.text.text()
    press(wizard, "添加人员")
    write(wizard, "登录名，第 2 行", "li")
    write(wizard, "姓名，第 2 行", "李国强")
    write(wizard, "密码，第 2 行", "correct-horse-2")
    grid._lines[1][3].fill(("reviewer", "director"))
    press(wizard, "建立工作区")
    qtbot.waitUntil(lambda: wizard.workspace is not None, timeout=60_000)
    workspace = wizard.workspace
    assert workspace is not None
    assert (workspace.region, workspace.practice) == ("jiangsu", False)
    with workspace.reading(SYSTEM) as desk:
        assert [line.name for line in accounts.lines(desk)] == ["张敏", "李国强"]


def test_an_existing_workspace_is_opened_and_an_empty_folder_refused(
    wizard: FirstStart, qtbot: QtBot, county: Path, tmp_path: Path
):
    empty = tmp_path / "empty"
    empty.mkdir()
    dialogs: Any = wizard._dialogs
    dialogs.files = [empty, county]
    press(wizard, "打开已有的工作区")
    qtbot.waitUntil(lambda: "没有工作区" in wizard.banner.text.text(), timeout=60_000)
    press(wizard, "打开已有的工作区")
    qtbot.waitUntil(lambda: wizard.workspace is not None, timeout=60_000)


def test_start_opens_the_window_on_a_workspace_and_ends_when_it_is_closed(county: Path, qtbot: QtBot):
    seen: list[str] = []

    def look_and_close() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, MainWindow) and each.isVisible():
                seen.append(each.windowTitle())
                each.close()

    timer = QTimer()
    timer.timeout.connect(look_and_close)
    timer.start(400)
    assert start(county) == 0
    timer.stop()
    assert seen
    assert "演练" in seen[0]


def test_start_says_why_a_workspace_cannot_be_opened(county: Path, qtbot: QtBot, tmp_path: Path):
    shutil.copytree(county, tmp_path / "broken")
    (tmp_path / "broken" / "store.key").unlink()
    said: list[str] = []

    def read_and_close() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QMessageBox) and each.isVisible():
                said.append(each.text() + each.informativeText())
                each.close()

    timer = QTimer()
    timer.timeout.connect(read_and_close)
    timer.start(200)
    assert start(tmp_path / "broken") == 1
    timer.stop()
    assert "密钥文件" in said[0]
    assert Workspace.open(county)
