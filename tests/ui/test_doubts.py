"""疑点 through the window: found and kept to, seen side by side, disposed of by the batch with each told, lists taken in."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from sqlalchemy import select

from db.filings import Trainee
from desktop import doubts, filings, intake
from desktop.pages import PageQuery
from tests.ui.hands import choose, editor, look_at, press, table_of, write
from tests.ui.looking import clipped, nameless
from tests.ui.staging import Stage, clerk_of
from ui.disposing import OutcomeDialog
from ui.quality import Bars, QualityPage

EVERY = PageQuery(limit=1000)


@pytest.fixture
def screen(stage: Stage) -> Any:
    return stage.go("doubts")


def mark(screen: Any, *places: int) -> None:
    """Click on rows of the list, the further ones with Ctrl held."""
    view = screen.table.view
    for at, place in enumerate(places):
        spot = view.visualRect(view.model().index(place, 1)).center()
        held = Qt.KeyboardModifier.ControlModifier if at else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, spot)
    QApplication.processEvents()


def states(stage: Stage) -> dict[int, str]:
    with stage.workspace.reading(stage.seat.clerk) as desk:
        return {row.id: row.state for row in doubts.across(desk, EVERY).rows}


def test_the_list_is_kept_to_what_is_chosen(stage: Stage, screen: Any):
    every = screen.table.rows
    choose(screen, "按程度筛选", "重大")
    stage.settle()
    assert {row.id for row in screen.table.rows} == {row.id for row in every if row.severity == "hard"}
    choose(screen, "按把握筛选", "确凿")
    stage.settle()
    kept = [row.id for row in every if (row.severity, row.certainty) == ("hard", "exact")]
    assert {row.id for row in screen.table.rows} == set(kept)
    flag = screen.table.rows[0]
    choose(screen, "按事项筛选", f"{flag.flag} {flag.flag_title}")
    stage.settle()
    assert {row.flag for row in screen.table.rows} == {flag.flag}
    choose(screen, "按环节筛选", "拨付")
    choose(screen, "按机构筛选", next(row.institution for row in every if row.institution))
    stage.settle()
    expected = [
        row
        for row in every
        if (row.severity, row.flag, row.case_kind) == ("hard", flag.flag, "payment_batch")
    ]
    assert len(screen.table.rows) <= len(expected)
    choose(screen, "按环节筛选", "备案审核")
    choose(screen, "按事项筛选", "R5 死亡或残疾日期不符")
    stage.settle()
    assert screen.table.rows == ()
    assert "没有找到" in [each.text() for each in screen.table.empty.findChildren(QLabel)]
    assert "筛选出" in stage.window.summary.text()
    for name in ("程度", "把握", "事项", "环节", "机构"):
        choose(screen, f"按{name}筛选", "全部")
    stage.settle()
    assert [row.id for row in screen.table.rows] == [row.id for row in every]


def test_the_rows_of_a_doubt_stand_next_to_each_other_and_lead_to_the_case(stage: Stage, screen: Any):
    at = next(n for n, row in enumerate(screen.table.rows) if row.case_kind == "filing")
    screen.table.choose_row(at)
    stage.settle()
    row = screen.table.current
    with stage.workspace.reading(stage.seat.clerk) as desk:
        told = doubts.side_by_side(desk, row.id)
    page = screen.sheet.findChild(type(screen.sheet.tabs.currentWidget().layout().itemAt(0).widget()))
    model = page.table.model()
    shown = [
        [model.index(line, at).data() for at in range(model.columnCount())]
        for line in range(model.rowCount())
    ]
    assert [line[0] for line in shown] == [each.name for each in told.rows]
    assert [line[2] for line in shown] == [each.values[0] or "—" for each in told.rows]
    assert screen.sheet.moves["dispose"].isEnabled()
    stage.sit("caiwu")
    assert "岗位" in screen.sheet.moves["dispose"].toolTip()
    press(screen.sheet, "打开案件")
    stage.settle()
    assert stage.window.front is stage.window.screens["filings"]
    assert stage.window.front.shown.id == row.case_id


def test_many_are_disposed_of_with_one_reason_and_each_is_told(stage: Stage, screen: Any, tmp_path: Path):
    waiting = [at for at, row in enumerate(screen.table.rows) if row.state == "open"][:3]
    ids = [screen.table.rows[at].id for at in waiting]
    assert len(ids) == 3
    mark(screen, *waiting)
    press(screen, "批量处理")
    dialog = stage.dialog()
    assert clipped(dialog) == []
    choose(dialog, "范围", "选中的 3 条")
    choose(dialog, "结论", "已说明：有证据，不影响")
    write(dialog, "理由", "已核对两班课程表，课次错开，不冲突")
    stage.dialogs.files = [tmp_path / "课程表.pdf"]
    stage.dialogs.files[0].write_bytes(b"%PDF-1.4 practice")
    press(dialog, "选择文件")
    assert editor(dialog, "佐证文件").text() == "课程表.pdf"
    dialog.grab().save(str(Path(__file__).resolve().parents[2] / "out" / "screens" / "doubts-dispose.png"))
    press(dialog, "处理")
    told = stage.dialog()
    assert isinstance(told, OutcomeDialog)
    assert [row.done for row in told.table.rows] == ["已处理"] * 3
    press(told, "关闭")
    stage.settle()
    assert {states(stage)[each] for each in ids} == {"explained"}
    stage.dialogs.files = [tmp_path / "另存.pdf"]
    screen.table.choose_row(next(at for at, row in enumerate(screen.table.rows) if row.id == ids[0]))
    stage.settle()
    press(screen.sheet, "另存附件")
    stage.settle()
    assert (tmp_path / "另存.pdf").read_bytes() == b"%PDF-1.4 practice"


def test_what_cannot_be_disposed_of_so_stays_and_says_why(stage: Stage, screen: Any):
    before = states(stage)
    waiting = {key for key, state in before.items() if state == "open"}
    mark(screen, 0)
    press(screen, "批量处理")
    dialog = stage.dialog()
    choose(dialog, "范围", "筛选出的全部待处理疑点")
    choose(dialog, "结论", "已移出：人员或行已经移出")
    write(dialog, "理由", "已经从名册中移出这些人员")
    press(dialog, "处理")
    told = stage.dialog()
    assert nameless(told) == []
    assert clipped(told) == []
    told.grab().save(str(Path(__file__).resolve().parents[2] / "out" / "screens" / "doubts-outcomes.png"))
    assert len(told.table.rows) == len(waiting)
    hindered = [row for row in told.table.rows if row.why_not]
    assert hindered
    assert "移出" in hindered[0].why_not
    press(told, "关闭")
    after = states(stage)
    assert {key for key in waiting if after[key] == "open"}
    assert {key: state for key, state in after.items() if key not in waiting} == {
        key: state for key, state in before.items() if key not in waiting
    }


def test_a_list_of_another_office_is_taken_in_and_everything_under_way_checked_anew(
    stage: Stage, screen: Any, tmp_path: Path
):
    assert "未能核查：没有" in screen.covered.text()
    with stage.workspace.reading(stage.seat.clerk) as desk:
        case = next(row for row in filings.lines(desk, EVERY).rows if row.state == "accepted" and row.people)
        person = desk.session.scalars(select(Trainee).where(Trainee.filing_id == case.id)).first().person
    file = tmp_path / "死亡人员.csv"
    file.write_text(
        f"姓名,身份证号码,死亡日期\n{person.name},{person.id_number},2019-01-05\n", encoding="utf-8"
    )
    stage.dialogs.files = [file]
    press(stage.window, "导入外部名单")
    dialog = stage.dialog()
    choose(dialog, "名单", "死亡人员名单")
    write(dialog, "提供单位", "演练县民政局")
    write(dialog, "截至日期", str(stage.seat.today))
    press(dialog, "选择文件")
    wizard = stage.dialog()
    press(wizard, "选择文件…")
    stage.settle()
    assert wizard.pages.currentIndex() == 1, wizard.banner.text.text()
    press(wizard, "导入 1 行")
    stage.settle()
    assert "已导入" in wizard.outcome.text()
    press(wizard, "关闭")
    stage.settle()
    assert f"死亡（截至{stage.seat.today}）" in screen.covered.text()
    press(stage.window, "核查在办件")
    stage.settle()
    assert "已核查在办的" in stage.window.banner.text.text()
    write(screen, "查找疑点列表", person.name)
    stage.settle()
    assert "R5" in {row.flag for row in screen.table.rows}
    press(stage.window, "核查范围")
    dialog = stage.dialog()
    assert [row.state for row in dialog.table.rows][-1] == "已核查"
    assert clipped(dialog) == []


def test_an_institutions_card_shows_its_record_by_year_and_what_the_score_is_made_of(stage: Stage):
    screen = stage.go("registers")
    look_at(screen, "培训机构")
    stage.settle()
    page = screen.current
    with stage.workspace.reading(stage.seat.clerk) as desk:
        known = {row.id: doubts.quality(desk, row.id) for row in page.table.rows}
    at = next(at for at, row in enumerate(page.table.rows) if known[row.id].years)
    page.table.choose_row(at)
    stage.settle()
    quality = known[page.table.current.id]
    look_at(page.sheet, "质量")
    stage.settle()
    shown = page.sheet.findChild(QualityPage)
    assert [(row.year, row.score) for row in shown.table.rows] == [
        (each.year, each.score) for each in reversed(quality.years)
    ]
    texts = [each.text() for each in shown.findChildren(QLabel)]
    for each in quality.years[-1].deductions:
        assert f"· {each.sentence}" in texts
    told = {bar.accessibleName().split("：")[0] for bar in shown.findChildren(Bars)}
    assert told == {"得分", "每百行问题", "退回次数", "查实疑点"}
    assert clipped(stage.window) == []
    stage.picture("registers-quality")


def standing(stage: Stage) -> tuple[Any, int]:
    """The filings with an accepted case in front whose doubts were all explained, the reviewer sitting there."""
    with stage.workspace.reading(stage.seat.clerk) as desk:
        case = next(row for row in filings.lines(desk, EVERY).rows if row.state == "accepted" and row.people)
    with stage.workspace.desk(stage.seat.clerk) as desk:
        doubts.run(desk, "filing", case.id)
        rows = doubts.lines(desk, EVERY, kind="filing", case_id=case.id).rows
        waiting = [row.id for row in rows if row.state == "open"]
        doubts.dispose(desk, waiting, "explained", "已与两家单位核对课表，课次错开", "两班课程表")
    stage.sit("fuhe")
    stage.window.go("filings", case.id, case.number)
    stage.settle()
    return stage.window.front, case.id


def test_a_step_is_held_back_before_it_is_tried_with_the_way_to_the_doubts(stage: Stage, tmp_path: Path):
    screen, filing_id = standing(stage)
    assert screen.sheet.moves["approve"].isEnabled(), screen.sheet.moves["approve"].toolTip()
    with stage.workspace.desk(clerk_of(stage.workspace, "jingban")) as desk:
        person = desk.session.scalars(select(Trainee).where(Trainee.filing_id == filing_id)).first().person
        file = tmp_path / "死亡人员.csv"
        file.write_text(f"姓名,身份证号码,死亡日期\n{person.name},{person.id_number},2019-01-05\n")
        found = intake.read(file, doubts.COLUMNS["death"], day=stage.seat.today)
        doubts.take_list(desk, "death", found, source="演练县民政局", as_of=stage.seat.today)
    press_f5(stage)
    held = screen.sheet.moves["approve"]
    assert not held.isEnabled()
    assert "条疑点没有处理，其中" in held.toolTip()
    assert "上次核查以后新出现的" in held.toolTip()
    assert clipped(stage.window) == []
    stage.picture("filings-held-back")
    way = next(each for each in screen.sheet.findChildren(QPushButton) if each.text().startswith("处理疑点"))
    assert way.isVisible()
    way.click()
    stage.settle()
    assert screen.sheet.tabs.tabText(screen.sheet.tabs.currentIndex()).startswith("疑点")
    press(screen.sheet, "核查疑点")
    stage.settle()
    assert "R5" in {row.flag for row in table_of(screen.sheet).rows if row.state == "open"}


def press_f5(stage: Stage) -> None:
    """Ask again for what is shown."""
    QTest.keyClick(stage.window, Qt.Key.Key_F5)
    stage.settle()
