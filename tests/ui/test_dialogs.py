"""Dialogs and forms fit, name their fields, keep what was typed when the desk refuses, and never lose anything silently."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.problems import Refused
from tests.ui.hands import button, choose, look_at, press, table_of, write
from tests.ui.looking import clipped, looks_well, nameless, outside
from tests.ui.staging import Stage, said_by_qt
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import LongField, TextField
from ui.first_start import make_workspace
from ui.import_kinds import ATTENDANCE_KIND, CERTIFICATES_KIND, ROSTER_KIND
from ui.import_wizard import ImportWizard
from ui.login import LoginDialog
from ui.policy_local import local_facts
from ui.work import Work


def standing_on(stage: Stage, code: str, state: str) -> Any:
    screen = stage.go(code)
    at = next(at for at, row in enumerate(screen.table.rows) if row.state == state)
    screen.table.choose_row(at)
    stage.settle()
    return screen


@pytest.mark.parametrize(
    ("login", "code", "state", "move"),
    [
        ("jingban", "filings", "accepted", "ask_correction"),
        ("fuhe", "filings", "accepted", "approve"),
        ("fuhe", "filings", "accepted", "refuse"),
        ("fuhe", "filings", "draft", "decline"),
        ("jingban", "filings", "correcting", "take_correction"),
        ("jingban", "filings", "finished", "archive"),
        ("fuhe", "subsidies", "approved", "review"),
        ("fuhe", "subsidies", "approved", "send_back"),
        ("fuhe", "subsidies", "approved", "refuse"),
    ],
)
def test_the_dialog_of_a_move_fits_and_names_its_fields(
    stage: Stage, qtlog: Any, login: str, code: str, state: str, move: str
):
    stage.window.resize(1093, 614)
    stage.sit(login)
    screen = standing_on(stage, code, state)
    screen.moves[move](screen.shown)
    looks_well(stage.dialog(), f"{code}-{move}")
    assert said_by_qt(qtlog) == []


@pytest.mark.parametrize(
    "kind", [ROSTER_KIND, ATTENDANCE_KIND, CERTIFICATES_KIND], ids=lambda kind: kind.title
)
def test_the_import_wizard_fits(stage: Stage, kind: Any):
    wizard = ImportWizard(stage.seat, kind, 1, "备〔2020〕0001号 青禾机电新录用员工岗前培训班", stage.window)
    wizard.open()
    looks_well(stage.dialog(), f"import-{kind.title}")


def test_the_import_wizard_tells_every_problem_and_writes_nothing(stage: Stage, done_county: Path):
    screen = standing_on(stage, "filings", "draft")
    before = screen.shown
    wizard = ImportWizard(stage.seat, ROSTER_KIND, before.id, before.title, screen)
    wizard.open()
    wizard.check(done_county / "handed-in" / "花名册-有误.xlsx")
    dialog = stage.dialog()
    looks_well(dialog, "import-problems")
    rows = dialog.check_page._model.rows
    assert len(rows) == len(dialog.reading.problems) + len(dialog.reading.warnings)
    assert all(row.where and row.what and row.remedy for row in rows)
    assert not dialog.take_button.isEnabled()
    assert "2 人" in button(dialog, "先导入正确的 2 人").text()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    stage.settle()
    assert dialog.pages.currentIndex() == 1, "F8 does not take in what is faulty"
    dialog.reject()
    screen.reload()
    stage.settle()
    assert screen.shown.people == before.people


def test_a_file_that_is_no_workbook_is_refused_inside_the_wizard(stage: Stage, tmp_path: Path):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is not a workbook")
    wizard = ImportWizard(stage.seat, ROSTER_KIND, 1, "", stage.window)
    wizard.open()
    wizard.check(broken)
    stage.settle()
    assert wizard.banner.isVisible()
    assert wizard.banner.text.text()
    assert wizard.pages.currentIndex() == 0


def test_a_refusal_stays_beside_what_was_typed(stage: Stage):
    def deed(_desk: Any) -> None:
        raise Refused("理由太短，审计时说明不了问题。", "请写明依据和情况。")

    def submit(dialog: FormDialog, _values: dict[str, Any]) -> None:
        stage.seat.act(deed, dialog=dialog)

    stage.seat.dialogs.form(
        stage.window, Wording("说明理由", "记录理由"), [Ask("text", "理由", LongField(required=True))], submit
    )
    dialog = stage.dialog()
    write(dialog, "理由", "短")
    press(dialog, "记录理由")
    stage.settle()
    assert dialog.isVisible()
    assert dialog.banner.text.text() == "理由太短，审计时说明不了问题。"
    assert dialog.banner.remedy.text() == "请写明依据和情况。"
    assert dialog.form.values == {"text": "短"}
    assert button(dialog, "记录理由").isEnabled(), "it can be tried again"


def test_what_is_missing_is_told_before_the_desk_is_asked(stage: Stage):
    asked: list[Any] = []
    stage.seat.dialogs.form(
        stage.window,
        Wording("登记", "登记"),
        [Ask("name", "名称", TextField(required=True))],
        lambda _dialog, values: asked.append(values),
    )
    dialog = stage.dialog()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert asked == []
    assert "1 处" in dialog.banner.text.text()


def test_typed_things_are_not_lost_by_going_elsewhere(stage: Stage):
    screen = stage.go("filings")
    press(stage.window, "登记备案")
    stage.settle()
    stage.picture("filing-editor-1366")
    assert nameless(stage.window) == []
    write(stage.window, "培训项目名称", "电工班")
    stage.window.go("ledger")
    assert stage.window.front is screen, "the window stays and asks"
    dialog = stage.dialog()
    press(dialog, "取消")
    assert screen.editor.form.values["title"] == "电工班"
    press(stage.window, "返回")
    press(stage.dialog(), "放弃修改")
    stage.settle()
    assert screen.editor is None


def test_the_filing_form_fits_a_small_screen(stage: Stage, qtlog: Any):
    stage.window.resize(1093, 614)
    screen = standing_on(stage, "filings", "draft")
    press(stage.window, "修改")
    stage.settle()
    bar = screen.editor.form.verticalScrollBar()
    for at in range(0, bar.maximum() + 1, 300):
        bar.setValue(at)
        stage.settle()
        assert clipped(stage.window) == []
        assert outside(stage.window) == []
    assert nameless(stage.window) == []
    assert said_by_qt(qtlog) == []


def test_registers_refuse_a_wrong_code_inside_the_dialog(stage: Stage):
    screen = stage.go("registers")
    press(stage.window, "登记企业")
    dialog = stage.dialog()
    looks_well(dialog, "employer")
    write(dialog, "名称", "演练县测试有限公司")
    write(dialog, "信用代码", "91999901MA0P1A0014")
    press(dialog, "保存")
    stage.settle()
    assert "信用代码" in dialog.banner.text.text()
    dialog.reject()
    for at, name in ((1, "institution"), (2, "platform")):
        screen.tabs.setCurrentIndex(at)
        stage.settle()
        screen.current.edit_card(None, None)
        looks_well(stage.dialog(), name)
        stage.dialog().reject()


def test_a_local_value_is_proposed_by_one_and_confirmed_by_another(stage: Stage):
    screen = stage.go("policy")
    look_at(screen, "本地政策值")
    stage.settle()
    screen.local.propose(None)
    looks_well(stage.dialog(), "local-value")
    stage.dialog().reject()
    gap = next(each for each in _gaps(stage) if "training_type" in each.scope)
    screen.local.propose(gap)
    dialog = stage.dialog()
    write(dialog, "取值", "1,500")
    write(dialog, "执行日期", "2020-1-1")
    write(dialog, "文件名称", "演练县补贴标准（演练文件）")
    write(dialog, "条款", "第二条")
    press(dialog, "提出")
    stage.settle()
    assert stage.dialogs_in_sight() == []
    stage.sit("fuhe")
    press(screen, "确认")
    press(stage.dialog(), "确认")
    stage.settle()
    assert gap.title not in {each.title for each in _gaps(stage)}


def _gaps(stage: Stage) -> tuple[Any, ...]:
    found: list[Any] = []
    stage.seat.ask(local_facts, found.append, owner=stage.window)
    stage.settle()
    return found[0].gaps


def test_every_other_page_of_registers_and_settings_looks_well(stage: Stage, qtlog: Any):
    stage.window.resize(1093, 614)
    for code in ("registers", "settings"):
        screen = stage.go(code)
        for at in range(screen.tabs.count()):
            screen.tabs.setCurrentIndex(at)
            stage.picture(f"{code}-{at + 1}-1093")
            assert nameless(stage.window) == []
            assert clipped(stage.window) == []
            assert outside(stage.window) == []
    assert said_by_qt(qtlog) == []


def test_the_check_finds_the_practice_county_sound(stage: Stage):
    screen = stage.go("settings")
    look_at(screen, "数据检查")
    stage.settle()
    press(screen, "立即检查")
    stage.settle()
    texts = [each.text() for each in screen.checks.findChildren(type(stage.window.title)) if each.isVisible()]
    assert sum("相符" in text and "不相符" not in text for text in texts) >= 6
    assert not any("不相符" in text for text in texts)


def test_a_clerk_changes_seat_in_a_practice_county_without_a_password(stage: Stage):
    stage.window.navigation.switch.click()
    dialog = stage.dialog()
    looks_well(dialog, "login")
    reviewer = next(each for each in dialog.names if "复核" in each.text())
    reviewer.click()
    stage.settle()
    assert "reviewer" in stage.seat.clerk.roles
    assert "复核" in stage.window._who.text()


def test_a_real_workspace_asks_for_the_password(qtbot: Any, tmp_path: Path):
    people = (
        {"login": "zhang", "name": "张敏", "roles": ("handler",), "password": "correct-horse-1"},
        {"login": "li", "name": "李国强", "roles": ("reviewer", "director"), "password": "correct-horse-2"},
    )
    values = {
        "folder": str(tmp_path / "own"),
        "region": "jiangsu",
        "bureau": "某县人社局",
        "county": "999901",
    }
    workspace = make_workspace(values, people)
    work = Work(tmp_path / "reports")
    dialog = LoginDialog(workspace, work)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.names) == 2, timeout=60_000)
    dialog.names[0].click()
    dialog.password.setText("wrong-password")
    dialog.enter.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=60_000)
    assert dialog.clerk is None
    dialog.password.setText("correct-horse-1")
    dialog.enter.click()
    qtbot.waitUntil(lambda: dialog.clerk is not None, timeout=60_000)
    assert dialog.clerk.name == "张敏"
    work.close()
    workspace.close()


def test_a_doubt_holds_the_approval_until_it_is_disposed_of_with_a_reason(stage: Stage):
    stage.window.resize(1093, 614)
    stage.sit("fuhe")
    screen = standing_on(stage, "filings", "accepted")
    look_at(screen.sheet, "疑点")
    stage.settle()
    press(screen.sheet, "核查疑点")
    stage.settle()
    table = table_of(screen.sheet)
    waiting = [row for row in table.rows if row.state == "open"]
    assert waiting
    assert not screen.sheet.moves["approve"].isEnabled()
    assert "疑点" in screen.sheet.moves["approve"].toolTip()
    assert clipped(stage.window) == []
    stage.picture("filings-doubts-1093")
    for _each in waiting:
        table_of(screen.sheet).choose_row(0)
        press(screen.sheet, "处理")
        dialog = stage.dialog()
        choose(dialog, "结论", "已说明：有证据，不影响")
        write(dialog, "理由", "已与两家单位核对课表，上课时间不冲突")
        write(dialog, "证据", "两班课程表及教师签到")
        press(dialog, "处理")
        stage.settle()
    assert screen.sheet.moves["approve"].isEnabled()
