"""Mending in place and entering by hand, by the keyboard and the visible controls, with real files and stores."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from sqlalchemy import select

from db.registers import Person
from desktop import batches, filings
from desktop.batches import Subject
from desktop.identity import make_practice_id
from desktop.pages import PageQuery
from tests.ui.hands import choose, editor, look_at, press, write
from tests.ui.looking import looks_well
from tests.ui.staging import SCREENS_OUT, Stage
from ui.dialogs import FormDialog
from ui.import_kinds import ROSTER_KIND
from ui.import_wizard import CHECK, DONE, MEND, ImportWizard

HEAD = ("姓名", "身份证号", "联系电话", "人员类别")


def number(order: int) -> str:
    return make_practice_id(order % 1000, date(1980 + order // 1000, 1 + order % 12, 3), "女")


def people(count: int) -> list[list[str]]:
    return [
        [f"演练{'甲乙丙丁戊己庚辛壬癸'[at % 10]}", number(at), "13800000000", "企业职工"]
        for at in range(count)
    ]


def workbook(path: Path, rows: list[list[str]], head: tuple[str, ...] = HEAD) -> Path:
    made = Workbook()
    made.active.title = "花名册"
    for row in (head, *rows):
        made.active.append(list(row))
    made.save(path)
    return path


@pytest.fixture
def wizard(stage: Stage) -> Any:
    screen = stage.go("filings")
    screen.table.choose_row(next(at for at, row in enumerate(screen.table.rows) if row.state == "draft"))
    stage.settle()
    made = ImportWizard(stage.seat, ROSTER_KIND, screen.shown.id, screen.shown.title, screen)
    made.open()
    stage.settle()
    return made


def key(wizard: Any, code: Any, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or wizard, code, held)
    QApplication.processEvents()


def types(grid: Any, text: str) -> None:
    """Type into the cell the grid stands on, and Enter."""
    QTest.keyClick(grid, Qt.Key.Key_F2)
    line = next((each for each in grid.findChildren(QLineEdit) if each.isVisible()), None)
    assert line is not None, "no editor came up"
    line.selectAll()
    line.insert(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()


def roster_of(stage: Stage, filing_id: int) -> list[str]:
    with stage.workspace.reading(stage.seat.clerk) as desk:
        return [row.name for row in filings.trainees(desk, filing_id, PageQuery(limit=10_000)).rows]


def test_a_faulty_file_is_mended_in_place_and_taken_in(stage: Stage, wizard: Any, tmp_path: Path):
    rows = people(6)
    rows[1][1] = rows[1][1][:-1] + ("1" if rows[1][1][-1] != "1" else "2")
    rows[3][2] = "1380000"
    rows[5][1] = rows[4][1]
    path = workbook(tmp_path / "花名册.xlsx", rows)
    before = path.read_bytes()
    wizard.check(path)
    stage.settle()
    assert (wizard.reading.total, wizard.reading.faulty) == (6, 3)
    key(wizard, Qt.Key.Key_F2)
    stage.settle()
    assert wizard.pages.currentIndex() == MEND
    mends_three_cells(stage, wizard)
    key(wizard, Qt.Key.Key_F8)
    stage.settle()
    assert wizard.pages.currentIndex() == CHECK
    key(wizard, Qt.Key.Key_F8)
    stage.settle()
    assert wizard.pages.currentIndex() == DONE
    assert "新增6人" in wizard.outcome.text()
    assert path.read_bytes() == before
    filing_id = wizard._case_id
    with stage.workspace.reading(stage.seat.clerk) as desk:
        [line] = batches.rounds(desk, "roster", Subject("filing", filing_id, filing_id))
        kept = batches.sheet(desk, line.id).mended
    assert [(each["address"], each["was"], each["now"]) for each in kept] == [
        ("B3", rows[1][1], number(1)),
        ("C5", "1380000", "13900000003"),
        ("B7", rows[4][1], number(5)),
    ]
    the_history_tells_it_and_takes_it_back(stage, wizard, filing_id)


def mends_three_cells(stage: Stage, wizard: Any) -> None:
    page, grid = wizard.mend_page, wizard.mend_page.grid
    looks_well(wizard, "mend-in-place")
    assert "校验" in page.whole.text()
    types(grid, number(1))
    stage.settle()
    assert page.reading.faulty == 2
    key(wizard, Qt.Key.Key_F4)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 2)
    types(grid, "13900000003")
    stage.settle()
    key(wizard, Qt.Key.Key_F4)
    assert grid.currentIndex().row() == 5
    types(grid, number(5))
    stage.settle()
    assert page.said.text() == "共 6 人，没有错误，手工改动 3 格"
    key(wizard, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert page.reading.faulty == 1, "the last change alone is taken back"
    key(wizard, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    stage.settle()


def the_history_tells_it_and_takes_it_back(stage: Stage, wizard: Any, filing_id: int) -> None:
    press(wizard, "关闭")
    stage.settle()
    screen = stage.window.front
    screen.reload()
    stage.settle()
    look_at(screen, "导入")
    stage.settle()
    assert "手工改正 3 格" in shown(screen)
    stage.picture("mended-history")
    press(screen, "撤销这次导入")
    press(asked(stage), "撤销导入")
    stage.settle()
    assert roster_of(stage, filing_id) == []


def test_only_the_faulty_rows_are_shown_when_asked(stage: Stage, wizard: Any, tmp_path: Path):
    rows = people(40)
    rows[7][1] = "12"
    rows[30][1] = "34"
    wizard.check(workbook(tmp_path / "花名册.xlsx", rows))
    stage.settle()
    press(wizard, "逐格改正")
    stage.settle()
    page = wizard.mend_page
    key(wizard, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert [page.model.number(row) for row in range(page.model.rowCount())] == [9, 32]
    key(wizard, Qt.Key.Key_F6)
    assert page.list.hasFocus()
    key(wizard, Qt.Key.Key_Down)
    assert page.model.number(page.grid.currentIndex().row()) == 32
    key(wizard, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.model.rowCount() == 40


def test_one_cell_of_ten_thousand_rows_is_mended_under_the_hand(stage: Stage, wizard: Any, tmp_path: Path):
    lines = [",".join(HEAD), *(",".join(row) for row in people(10_000))]
    lines[5_000] = lines[5_000].replace("13800000000", "1380")
    path = tmp_path / "长.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    wizard.check(path)
    stage.settle()
    press(wizard, "逐格改正")
    stage.settle()
    page = wizard.mend_page
    assert page.grid.currentIndex().row() == 4_999
    types(page.grid, "13800000001")
    stage.settle()
    assert page.reading.faulty == 0


def test_five_thousand_rows_are_pasted_as_one_step_and_taken_in(stage: Stage, wizard: Any):
    there = len(roster_of(stage, wizard._case_id))
    press(wizard, "手工录入…")
    stage.settle()
    page = wizard.mend_page
    copied = "\n".join("\t".join(row) for row in [list(HEAD), *people(5_000)])
    QGuiApplication.clipboard().setText(copied)
    key(wizard, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert (page.reading.total, page.reading.faulty) == (5_000, 0)
    looks_well(wizard, "hand-pasted")
    press(page, "撤销")
    stage.settle()
    assert page.reading.total == 0
    press(page, "重做")
    stage.settle()
    press(wizard, "核对")
    stage.settle()
    looks_well(wizard, "hand-checked")
    press(wizard, "导入 5,000 人")
    stage.settle()
    assert wizard.pages.currentIndex() == DONE
    assert len(roster_of(stage, wizard._case_id)) == there + 5_000
    with stage.workspace.reading(stage.seat.clerk) as desk:
        last = batches.rounds(desk, "roster", Subject("filing", wizard._case_id, wizard._case_id))[-1]
    assert last.file_name == "手工录入"


def test_taking_in_tells_how_far_it_is_and_stops_with_nothing_written(
    stage: Stage, wizard: Any, tmp_path: Path
):
    path = tmp_path / "长.csv"
    path.write_text("\n".join(",".join(row) for row in [list(HEAD), *people(4_000)]), encoding="utf-8")
    before = roster_of(stage, wizard._case_id)
    wizard.check(path)
    stage.settle()
    told: list[tuple[int, int]] = []

    def stop(job: Any, done: int, total: int) -> None:
        told.append((done, total))
        if done > total // 4:
            job.cancel()

    stage.work.progressed.connect(stop)
    press(wizard, "导入 4,000 人")
    stage.settle()
    assert {total for _, total in told} == {4_000}
    assert told[-1][0] < 4_000, "it stopped before its end"
    assert wizard.pages.currentIndex() == CHECK
    assert roster_of(stage, wizard._case_id) == before
    assert wizard.take_button.isEnabled(), "it can be taken in after all"


def test_one_person_is_entered_with_what_the_number_tells(stage: Stage, wizard: Any):
    with stage.workspace.reading(stage.seat.clerk) as desk:
        person = desk.session.scalars(select(Person).where(Person.phone != "")).first()
        assert person is not None
        held, name, phone = person.id_number, person.name, person.phone
    press(wizard, "手工录入…")
    stage.settle()
    key(wizard, Qt.Key.Key_F3)
    form = asked(stage)
    write(form, "身份证号", held[:17] + ("0" if held[17] != "0" else "1"))
    stage.settle()
    assert "校验码" in shown(form)
    write(form, "身份证号", held)
    stage.settle()
    assert f"已登记：{name}" in shown(form)
    assert f"{held[6:10]} 年" in shown(form)
    assert editor(form, "联系电话").text() == phone
    assert editor(form, "姓名").text() == name
    looks_well(form, "hand-form")
    press(form, "加入表格")
    stage.settle()
    assert (wizard.mend_page.reading.total, wizard.mend_page.reading.faulty) == (1, 0)
    wizard.reject()
    press(asked(stage), "取消")
    assert wizard.isVisible(), "what was typed is not lost by one key"
    wizard.reject()
    press(asked(stage), "放弃")
    stage.settle()
    assert stage.dialogs_in_sight() == []


def asked(stage: Stage) -> FormDialog:
    """The small dialog in front of the wizard."""
    stage.settle()
    [found] = [each for each in stage.dialogs_in_sight() if isinstance(each, FormDialog)]
    return found


def shown(form: Any) -> str:
    return "".join(each.text() for each in form.findChildren(QLabel) if each.isVisible())


def test_two_alike_columns_are_asked_about_and_the_answer_is_used_again(
    stage: Stage, wizard: Any, tmp_path: Path
):
    rows = [
        [name, at, other] for (name, at, *_), (_, other, *_) in zip(people(3), people(9)[3:6], strict=True)
    ]
    head = ("姓名", "身份证号", "身份证号码")
    wizard.check(workbook(tmp_path / "花名册.xlsx", rows, head))
    stage.settle()
    assert not wizard.reading.rows
    looks_well(wizard, "mapping-asked")
    press(wizard, "身份证号取 C 列")
    press(wizard, "按这个对应重新核对")
    stage.settle()
    assert [row.values[1] for row in wizard.reading.rows] == [row[2] for row in rows]
    press(wizard, "导入 3 人")
    stage.settle()
    again = ImportWizard(stage.seat, ROSTER_KIND, wizard._case_id, "", stage.window)
    wizard.accept()
    again.open()
    again.check(workbook(tmp_path / "第二次.xlsx", [*rows, ["演练辛", number(7), number(8)]], head))
    stage.settle()
    assert len(again.reading.rows) == 4
    look_at(again, "识别的列")
    looks_well(again, "mapping-remembered")
    assert "沿用上次的对应关系" in shown(again)
    press(again, "不再沿用，重新识别")
    stage.settle()
    assert not again.reading.rows
    choose(again, "A 列作为", "不导入")
    assert SCREENS_OUT.exists()
