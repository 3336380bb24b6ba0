"""A list that comes again, in the window: what was handed back, and what it changes, side by side."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop import classes, filings
from desktop.workspace import Workspace
from tests import builders
from tests.builders import PEOPLE
from tests.ui.hands import look_at, press
from tests.ui.looking import looks_well
from tests.ui.staging import Stage
from tests.ui.test_mending import people, wizard, workbook
from ui.import_kinds import LEARNING_KINDS
from ui.import_wizard import ImportWizard

__all__ = ["wizard"]


def test_a_mended_roster_stands_beside_the_one_handed_back(stage: Stage, wizard: Any, tmp_path: Path):
    rows = people(6)
    sent = [list(row) for row in rows]
    sent[1][1] = sent[1][1][:-1] + ("1" if sent[1][1][-1] != "1" else "2")
    sent[2][2] = "1380"
    wizard.check(workbook(tmp_path / "花名册.xlsx", sent))
    stage.settle()
    press(wizard, "登记退回")
    stage.settle()
    mended = [list(row) for row in (rows[3], rows[0], rows[2], rows[1])]
    mended[1][2] = "13911112222"
    wizard.check(workbook(tmp_path / "花名册-改.xlsx", mended))
    stage.settle()
    look_at(wizard, "将有的变化")
    stage.settle()
    looks_well(wizard, "import-again-roster")
    page = wizard.check_page
    assert "第 2 轮报送" in page.notes.text()
    assert "上一轮所报的 2 人本次没有" in page.notes.text()
    shown = page.tabs.currentWidget().rows
    assert [(row.word, row.name) for row in shown] == [
        ("新增（已改）", "演练甲"),
        ("新增（已改）", "演练丙"),
        ("新增（已改）", "演练乙"),
        ("未再报", "演练戊"),
        ("未再报", "演练己"),
    ]
    assert "13800000000 → 13911112222" in shown[0].cells
    assert "C4" in shown[1].hint


SESSIONS = ("姓名", "身份证号", "学习开始时间", "学习结束时间", "课程名称")


def export(path: Path, *rows: tuple[builders.Trainee, str, str]) -> Path:
    made = Workbook()
    made.active.title = "学习记录"
    made.active.append(list(SESSIONS))
    for one, start, end in rows:
        made.active.append(
            [one.name, one.id_number, f"2023-10-23 {start}:00", f"2023-10-23 {end}:00", "基础理论"]
        )
    made.save(path)
    return path


def test_records_sent_again_replace_the_ones_before_unless_the_clerk_keeps_them(
    open_stage: Callable[[Workspace, str], Stage], tmp_path: Path
):
    first, second, third = PEOPLE[:3]
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
            class_id = filings.sheet(desk, county.ids["filing"]).class_id or 0
        stage = open_stage(county.workspace, "jingban")
        kind = next(each for each in LEARNING_KINDS if each.code == "sessions")

        def wizard_with(path: Path) -> Any:
            made = ImportWizard(stage.seat, kind, class_id, "护理员班", stage.window)
            made.open()
            made.check(path)
            stage.settle()
            return made

        sent = [(first, "08:00", "10:00"), (second, "08:00", "10:00"), (third, "08:00", "10:00")]
        made = wizard_with(export(tmp_path / "零.xlsx", sent[0], sent[1], (third, "11:00", "10:00")))
        press(made, "登记退回")
        stage.settle()
        assert "已登记第 1 轮退回" in made.banner.text.text()
        made.close()
        made = wizard_with(export(tmp_path / "一.xlsx", *sent))
        assert "第 2 轮报送" in made.check_page.notes.text()
        [shown] = made.check_page.tabs.widget(1).rows
        assert (shown.name, "D4" in shown.hint) == (third.name, True), (
            "the two others come as they came before"
        )
        assert not made.check_page.takes_out.isVisible()
        press(made, "导入 3 条")
        stage.settle()
        press(made, "关闭")
        again = export(tmp_path / "二.xlsx", (first, "20:00", "21:00"), (second, "08:00", "09:30"), sent[2])
        made = wizard_with(again)
        look_at(made, "将有的变化")
        stage.settle()
        looks_well(made, "import-again-sessions")
        page = made.check_page
        assert page.takes_out.isVisible()
        assert page.takes_out.isChecked()
        assert "同一平台重报同一人同一天" in page.takes_out.text()
        assert [(row.word, row.name) for row in page.tabs.currentWidget().rows] == [
            ("更新", second.name),
            ("新增", first.name),
            ("移出", first.name),
        ]
        assert "2023-10-23 08:00 基础理论　结束时间 2023-10-23 10:00 → 2023-10-23 09:30" in page.whole.text()
        press(made, "移出本次没有的")
        press(made, "导入 3 条")
        stage.settle()
        assert "按经办的选择仍然保留" in made.outcome_notes.text()
        made.close()
        made = wizard_with(export(tmp_path / "三.xlsx", (first, "20:00", "21:30"), *sent[1:]))
        press(made, "导入 3 条")
        stage.settle()
        assert "移出1段" in made.outcome.text()
        with county.reading(day=county.days.ended) as desk:
            hours = classes.hours(desk, class_id, builders.ALL).rows
        assert {line.name: int(line.minutes) for line in hours} == {
            first.name: 90,
            second.name: 120,
            third.name: 120,
        }
