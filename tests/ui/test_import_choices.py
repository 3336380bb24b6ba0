"""What a workbook leaves to the clerk is chosen in the window: another sheet, hidden rows; and days typed by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop import classes
from desktop.pages import PageQuery
from desktop.workspace import Workspace
from tests import builders
from tests.ui.hands import choose, editor, look_at, press
from tests.ui.looking import looks_well
from tests.ui.staging import Stage
from tests.ui.test_mending import HEAD, asked, people, roster_of, types, wizard
from ui.import_kinds import ROSTER_KIND
from ui.import_wizard import DONE, ImportWizard

__all__ = ["wizard"]


def workbook(path: Path) -> Path:
    """Two lists and a page of words; two rows of the first list are hidden."""
    made = Workbook()
    made.active.title = "填表说明"
    made.active.append(["请如实填写"])
    for title, rows in (("一班", people(6)[:4]), ("二班", people(6)[1:])):
        sheet = made.create_sheet(title)
        for row in (HEAD, *rows):
            sheet.append(list(row))
    made["一班"].row_dimensions[3].hidden = made["一班"].row_dimensions[5].hidden = True
    made.save(path)
    return path


def test_another_sheet_is_chosen_and_what_was_mended_is_not_lost_unasked(
    stage: Stage, wizard: Any, tmp_path: Path
):
    wizard.check(workbook(tmp_path / "两个班.xlsx"))
    stage.settle()
    box: Any = editor(wizard, "读取的工作表")
    assert [box.itemText(at) for at in range(box.count())] == [
        "填表说明（没有认出表头，约 1 行）",
        "一班（像花名册，4 行）",
        "二班（像花名册，约 5 行）",
    ]
    assert box.currentText().startswith("一班")
    looks_well(wizard, "import-choices")
    choose(wizard, "读取的工作表", "二班（像花名册，约 5 行）")
    stage.settle()
    assert (wizard.reading.sheet, len(wizard.reading.rows)) == ("二班", 5)
    assert not wizard.check_page.choices.skip.isVisible(), "nothing is hidden on this sheet"
    press(wizard, "逐格改正")
    stage.settle()
    types(wizard.mend_page.grid, "演练改")
    stage.settle()
    press(wizard, "核对")
    stage.settle()
    choose(wizard, "读取的工作表", "一班（像花名册，约 4 行）")
    press(asked(stage), "取消")
    assert editor(wizard, "读取的工作表").currentText().startswith("二班")
    assert wizard.reading.rows[0].values[0] == "演练改"
    choose(wizard, "读取的工作表", "一班（像花名册，约 4 行）")
    press(asked(stage), "放弃")
    stage.settle()
    assert (wizard.reading.sheet, wizard.reading.mended) == ("一班", ())
    choose(wizard, "读取的工作表", "填表说明（没有认出表头，约 1 行）")
    stage.settle()
    assert wizard.reading.problems, "its columns are asked about"
    assert not wizard.take_button.isEnabled()
    choose(wizard, "读取的工作表", "二班（像花名册，约 5 行）")
    stage.settle()
    press(wizard, "导入 5 人")
    stage.settle()
    assert wizard.pages.currentIndex() == DONE
    assert len(roster_of(stage, wizard._case_id)) == 5


def test_hidden_rows_are_taken_or_passed_over_as_the_clerk_says(stage: Stage, wizard: Any, tmp_path: Path):
    path = workbook(tmp_path / "两个班.xlsx")
    wizard.check(path)
    stage.settle()
    assert wizard.check_page.choices.take.isChecked()
    press(wizard, "跳过隐藏的行")
    stage.settle()
    assert [row.number for row in wizard.reading.rows] == [2, 4]
    press(wizard, "导入 2 人")
    stage.settle()
    assert len(roster_of(stage, wizard._case_id)) == 2
    again = ImportWizard(stage.seat, ROSTER_KIND, wizard._case_id, "", stage.window)
    wizard.accept()
    again.open()
    again.check(path)
    stage.settle()
    press(again, "跳过隐藏的行")
    stage.settle()
    press(again, "导入隐藏的行")
    stage.settle()
    press(again, "导入 4 人")
    stage.settle()
    assert "新增2人" in again.outcome.text(), "the same file with its hidden rows is not the same list"
    assert len(roster_of(stage, again._case_id)) == 4


def test_the_columns_of_a_list_without_headings_are_proposed_and_confirmed(
    stage: Stage, wizard: Any, tmp_path: Path
):
    made = Workbook()
    for row in people(4):
        made.worksheets[0].append(list(row))
    made.save(tmp_path / "无表头.xlsx")
    wizard.check(tmp_path / "无表头.xlsx")
    stage.settle()
    assert [each.code for each in wizard.reading.problems] == ["no_heading"]
    assert not wizard.take_button.isEnabled()
    looks_well(wizard, "no-headings")
    press(wizard.check_page, "按这个对应重新核对")
    stage.settle()
    assert len(wizard.reading.rows) == 4
    press(wizard, "导入 4 人")
    stage.settle()
    assert wizard.pages.currentIndex() == DONE


def test_days_of_attendance_are_typed_by_hand_and_taken_in(open_stage: Callable[[Workspace, str], Stage]):
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended):
            stage = open_stage(county.workspace, "jingban")
        screen = stage.go("classes")
        press(screen, "导入考勤")
        wizard: Any = stage.dialog()
        press(wizard, "手工录入…")
        stage.settle()
        page, day = wizard.mend_page, f"{county.days.opened}"
        typed = (
            (builders.PEOPLE[0].name, builders.PEOPLE[0].id_number, day, "出勤", "2", "6"),
            (builders.PEOPLE[1].name, builders.PEOPLE[1].id_number, day, "缺勤", "", "6"),
        )
        for row, cells in enumerate(typed):
            for column, text in enumerate(cells):
                page.grid.stand_on(row, column)
                types(page.grid, text)
        stage.settle()
        assert (page.reading.total, page.reading.faulty) == (2, 1), "nobody is absent for six hours"
        page.grid.stand_on(1, 5)
        types(page.grid, "")
        stage.settle()
        looks_well(wizard, "hand-attendance")
        press(wizard, "核对")
        stage.settle()
        press(wizard, "导入 2 行")
        stage.settle()
        assert "新增2人天" in wizard.outcome.text(), wizard.banner.text.text()
        with stage.workspace.reading(stage.seat.clerk) as desk:
            rows = classes.trainees(desk, screen.shown.id, PageQuery(limit=10)).rows
            days = [each for row in rows for each in classes.days_of(desk, row.id)]
        found = sorted((f"{each.day}", each.state, str(each.offline_hours)) for each in days)
        assert found == [(day, "出勤", "6.0"), (day, "缺勤", "0.0")]


def test_a_sign_in_sheet_with_its_days_across_is_taken_into_its_class(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path
):
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended):
            stage = open_stage(county.workspace, "jingban")
        path = tmp_path / "签到表.xlsx"
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.append(["焊工班学员签到表"])
        sheet.append(["序号", "姓名", "10月23日", None, "10月24日", None])
        sheet.append([None, None, "上午", "下午", "上午", "下午"])
        for at, person in enumerate(builders.PEOPLE, 1):
            sheet.append([at, person.name, "√", "√", "√", "请假" if at == 2 else "√"])
        sheet.append(["教师签名"])
        for area in ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "A1:F1"):
            sheet.merge_cells(area)
        workbook.save(path)
        screen = stage.go("classes")
        press(screen, "导入考勤")
        wizard: Any = stage.dialog()
        wizard.check(path)
        stage.settle()
        people = len(builders.PEOPLE)
        assert (wizard.reading.total, wizard.reading.faulty) == (2 * people, 0)
        assert [(each.address, each.code) for each in wizard.reading.warnings] == [("F5", "half_day")]
        looks_well(wizard, "days-across")
        look_at(wizard.check_page, "识别的列")
        looks_well(wizard, "days-across-columns")
        look_at(wizard.check_page, "数据预览")
        looks_well(wizard, "days-across-rows")
        press(wizard, "逐格改正")
        stage.settle()
        page = wizard.mend_page
        last = len(page.model.columns) - 1
        page.grid.stand_on(1, last)
        types(page.grid, "？？")
        stage.settle()
        assert [each.where for each in page._faults] == ["F5"]
        looks_well(wizard, "days-across-mended")
        press(page, "撤销")
        stage.settle()
        assert page.reading.mended == ()
        page.grid.stand_on(1, last)
        types(page.grid, "√")
        stage.settle()
        assert (page.reading.faulty, page.reading.warnings) == (0, [])
        press(wizard, "核对")
        stage.settle()
        press(wizard, f"导入 {2 * people} 行")
        stage.settle()
        assert f"新增{2 * people}人天" in wizard.outcome.text(), wizard.banner.text.text()


def test_the_day_of_a_sign_in_sheet_that_names_none_is_asked_in_the_window(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path
):
    made = Workbook()
    for row in (
        ["焊工班学员签到表"],
        ["姓名", "身份证号", "上午", "签名"],
        *([each.name, each.id_number, "√", each.name] for each in builders.PEOPLE[:2]),
    ):
        made.worksheets[0].append(row)
    made.save(tmp_path / "签到.xlsx")
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended):
            stage = open_stage(county.workspace, "jingban")
        press(stage.go("classes"), "导入考勤")
        wizard: Any = stage.dialog()
        wizard.check(tmp_path / "签到.xlsx")
        stage.settle()
        assert [each.code for each in wizard.reading.problems] == ["day_missing"]
        assert not wizard.take_button.isEnabled()
        line: Any = editor(wizard, "签到表的日期")
        line.setText(f"{county.days.opened}")
        looks_well(wizard, "import-held")
        press(wizard, "按这一天核对")
        stage.settle()
        assert wizard.reading.held == county.days.opened
        assert line.text() == f"{county.days.opened}", "it can still be changed"
        press(wizard, "导入 2 行")
        stage.settle()
        assert wizard.pages.currentIndex() == DONE
