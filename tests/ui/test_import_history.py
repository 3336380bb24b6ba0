"""What was left out of a list can be had from the window, at once and later; the history tells each list whole."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.hands import button, look_at, press
from tests.ui.looking import clipped, looks_well, nameless, outside
from tests.ui.staging import Stage
from tests.ui.test_mending import people, wizard, workbook
from ui.batches_page import BatchesPage
from ui.import_kinds import ROSTER_KIND
from ui.import_wizard import DONE, ImportWizard

__all__ = ["wizard"]


def names_in(path: Path) -> list[Any]:
    return [row[0] for row in load_workbook(path)["花名册"].iter_rows(min_row=2, values_only=True)]


def import_sound_rows(stage: Stage, wizard: Any, file: Path) -> None:
    wizard.check(file)
    stage.settle()
    press(wizard, "先导入正确的 4 人")
    stage.settle()
    assert wizard.pages.currentIndex() == DONE


def test_the_rows_left_out_are_saved_from_the_result_and_from_the_history(
    stage: Stage, wizard: Any, tmp_path: Path
):
    stage.window.resize(1366, 728)
    rows = people(6)
    rows[1][1], rows[4][2] = "12", "1380"
    file = workbook(tmp_path / "花名册.xlsx", rows)
    import_sound_rows(stage, wizard, file)
    assert wizard.outcome.text().endswith("另有2行有误，未导入。")
    looks_well(wizard, "import-result")
    stage.dialogs.files.append(tmp_path / "剩余.xlsx")
    press(wizard, "保存未导入的行")
    stage.settle()
    assert names_in(tmp_path / "剩余.xlsx") == [rows[1][0], rows[4][0]]
    assert "未导入的行已保存到" in wizard.banner.text.text()
    press(wizard, "关闭")
    stage.settle()

    screen = stage.window.front
    screen.reload()
    stage.settle()
    look_at(screen, "导入")
    stage.settle()
    stage.picture("import-history")
    page = screen.findChild(BatchesPage)
    line = page.table.current
    assert line.rows == line.new + line.changed + line.unchanged + line.waiting + line.faulty == 6
    heads = range(page.table.model().columnCount())
    shown = {
        page.table.model().headerData(at, Qt.Orientation.Horizontal)
        for at in heads
        if not page.table.isColumnHidden(at)
    }
    assert {"行数", "新增", "更新", "不变", "退回", "有误"} <= shown
    assert nameless(stage.window) == clipped(stage.window) == outside(stage.window) == []
    [record] = [each.text() for each in page.findChildren(QLabel) if each.text().startswith("该单位共报送")]
    assert "有误" in record
    file.unlink()
    stage.dialogs.files += [tmp_path / "又一次.xlsx", tmp_path / "原样.xlsx"]
    press(screen, "保存未导入的行")
    stage.settle()
    press(screen, "保存原文件")
    stage.settle()
    assert names_in(tmp_path / "又一次.xlsx") == [rows[1][0], rows[4][0]]
    assert names_in(tmp_path / "原样.xlsx") == [row[0] for row in rows]

    again = ImportWizard(stage.seat, ROSTER_KIND, screen.shown.id, screen.shown.title, screen)
    again.open()
    again.check(tmp_path / "原样.xlsx")
    stage.settle()
    assert "这份文件已于" in again.check_page.notes.text()
    assert "再次导入不会改变任何数据" in again.check_page.notes.text()


def test_nothing_is_offered_where_nothing_was_left_out(stage: Stage, wizard: Any, tmp_path: Path):
    wizard.check(workbook(tmp_path / "花名册.xlsx", people(4)))
    stage.settle()
    press(wizard, "导入 4 人")
    stage.settle()
    assert wizard.pages.currentIndex() == DONE
    assert not wizard.result_page.rest.isVisible()
    press(wizard, "关闭")
    stage.settle()
    screen = stage.window.front
    screen.reload()
    stage.settle()
    look_at(screen, "导入")
    stage.settle()
    assert not button(screen, "保存未导入的行").isEnabled()
    assert button(screen, "保存原文件").isEnabled()
