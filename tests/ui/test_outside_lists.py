"""A list of what others have paid is shown beside the other lists, and taken back in the window when it was wrong."""

from pathlib import Path

from sqlalchemy import select

from db.registers import Person
from desktop import doubts, intake
from tests.ui.hands import choose, press, write
from tests.ui.looking import clipped
from tests.ui.staging import SCREENS_OUT, Stage


def test_a_wrong_list_is_taken_back_from_the_scope_of_the_checks(stage: Stage, tmp_path: Path):
    with stage.workspace.desk(stage.seat.clerk) as desk:
        who = desk.session.scalars(select(Person)).first()
        file = tmp_path / "已享受.csv"
        file.write_text(
            f"姓名,身份证号,补贴项目,发放日期\n{who.name},{who.id_number},职业培训补贴,2019-06-28\n"
        )
        found = intake.read(file, doubts.COLUMNS["benefit"], day=stage.seat.today)
        doubts.take_list(desk, "benefit", found, source="邻县人社局", as_of=stage.seat.today)
    stage.go("doubts")
    press(stage.window, "核查范围")
    scope = stage.dialog()
    assert clipped(scope) == []
    scope.grab().save(str(SCREENS_OUT / "doubts-lists.png"))
    press(scope, "撤下名单")
    asking = stage.dialog()
    choose(asking, "名单", f"已享受补贴名单　邻县人社局　截至{stage.seat.today}　1行")
    write(asking, "撤下原因", "导入的是另一个县的名单")
    asking.grab().save(str(SCREENS_OUT / "doubts-list-back.png"))
    press(asking, "撤下")
    stage.settle()
    assert stage.dialogs_in_sight() == []
    with stage.workspace.reading(stage.seat.clerk) as desk:
        (line,) = [each for each in doubts.lists(desk) if each.kind == "benefit"]
    assert line.withdrawn_on == stage.seat.today
