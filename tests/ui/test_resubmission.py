"""A list that comes again, in the window: what was handed back, and what it changes, side by side."""

from pathlib import Path
from typing import Any

from tests.ui.hands import look_at, press
from tests.ui.looking import looks_well
from tests.ui.staging import Stage
from tests.ui.test_mending import people, wizard, workbook

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
