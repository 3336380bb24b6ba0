"""Editors read what clerks write, and say in a sentence what they cannot read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.days import DateField, read_day
from ui.fields import ChoiceField, DecimalField, ManyField, NumberField, PickField, TextField
from ui.form import Form
from ui.grid import GridColumn, GridField

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    "text",
    ["20260318", "2026-3-18", "2026-03-18", "2026/3/18", "2026.3.18", "2026年3月18日", "3-18", " 3月18日 "],
)
def test_a_day_may_be_written_in_every_usual_way(text: str):
    assert read_day(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["20260230", "2026-13-01", "明天", "18", "2026-3", ""])
def test_what_is_no_day_is_not_taken_for_one(text: str):
    assert read_day(text, TODAY) is None


def test_a_day_steps_with_the_arrows_and_is_tidied_when_left(qtbot: QtBot):
    field = DateField(today=TODAY)
    qtbot.addWidget(field)
    field.show()
    field.line.setText("3-18")
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value == date(2026, 3, 19)
    assert field.line.text() == "2026-03-19"
    field.line.setText("2月30日")
    assert "读不出" in field.fault()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1200", "1200"), ("1,200.5", "1200.5"), ("１２００", "1200"), ("0.01", "0.01")],
)
def test_money_is_read_with_separators_and_full_width_digits(qtbot: QtBot, text: str, value: str):
    field = DecimalField()
    qtbot.addWidget(field)
    field.line.setText(text)
    assert field.value == Decimal(value)
    assert field.fault() == ""


@pytest.mark.parametrize("text", ["12.345", "一千", "-5", "1e3"])
def test_money_that_cannot_be_money_is_told(qtbot: QtBot, text: str):
    field = DecimalField()
    qtbot.addWidget(field)
    field.line.setText(text)
    assert field.value is None
    assert "数字" in field.fault()


def test_a_number_below_the_least_is_told(qtbot: QtBot):
    field = NumberField(required=True, least=1)
    qtbot.addWidget(field)
    assert field.fault() == "此项必填。"
    field.line.setText("0")
    assert "不能小于 1" in field.fault()
    field.line.setText("36")
    assert (field.value, field.fault()) == (36, "")


def test_nothing_is_chosen_until_the_clerk_chooses(qtbot: QtBot):
    field = ChoiceField([("a", "甲"), ("b", "乙")], required=True)
    qtbot.addWidget(field)
    assert field.value is None
    assert field.fault() == "此项必填。"
    field.fill("b")
    assert field.value == "b"


def test_a_record_is_picked_by_its_whole_name_only(qtbot: QtBot):
    field = PickField([(1, "青禾机电制造有限公司"), (2, "织锦纺织股份有限公司")], required=True)
    qtbot.addWidget(field)
    line = field.box.lineEdit()
    assert line is not None
    line.setText("青禾")
    assert field.value is None
    assert "登记簿中没有" in field.fault()
    line.setText("织锦纺织股份有限公司")
    assert (field.value, field.fault()) == (2, "")


def test_many_are_ticked(qtbot: QtBot):
    field = ManyField([("a", "甲"), ("b", "乙"), ("c", "丙")], required=True)
    qtbot.addWidget(field)
    assert field.fault() == "此项必填。"
    field.fill(("a", "c"))
    assert field.value == ("a", "c")


def a_grid() -> GridField:
    return GridField(
        (
            GridColumn("title", "课程", lambda: TextField(required=True)),
            GridColumn("part", "性质", lambda: ChoiceField([("t", "理论"), ("p", "实操")], first=True)),
            GridColumn("hours", "课时", lambda: DecimalField(required=True, places=1, money=False)),
        ),
        "添加课程",
    )


def test_a_grid_leaves_out_empty_rows_and_names_the_row_that_is_wrong(qtbot: QtBot):
    grid = a_grid()
    qtbot.addWidget(grid)
    assert grid.value == ()
    assert grid.fault() == ""
    grid.fill(
        (
            {"title": "钳工基础", "part": "t", "hours": Decimal(8)},
            {"title": "实训", "part": "p", "hours": None},
        )
    )
    assert "第 2 行“课时”" in grid.fault()
    grid.fill(({"title": "钳工基础", "part": "p", "hours": Decimal("8.5")},))
    assert grid.value == ({"title": "钳工基础", "part": "p", "hours": Decimal("8.5")},)
    assert grid.fault() == ""


def a_form(qtbot: QtBot) -> Form:
    form = Form()
    form.section("一")
    form.add("name", "名称", TextField(required=True))
    form.add("people", "人数", NumberField(required=True, least=1))
    form.add("note", "说明", TextField())
    qtbot.addWidget(form)
    with qtbot.waitActive(form, timeout=60_000):
        form.show()
        form.activateWindow()
    return form


def test_enter_goes_to_the_next_field(qtbot: QtBot):
    form = a_form(qtbot)
    form.field("name").setFocus()
    QTest.keyClick(form.field("name").editor, Qt.Key.Key_Return)
    assert form.field("people").editor.hasFocus()
    QTest.keyClick(form.field("people").editor, Qt.Key.Key_Return)
    assert form.field("note").editor.hasFocus()


def test_a_form_tells_everything_that_is_wrong_at_once_and_stands_on_the_first(qtbot: QtBot):
    form = a_form(qtbot)
    faults = form.faults()
    assert [title for title, _wrong in faults] == ["名称", "人数"]
    assert form.field("name").editor.hasFocus()
    assert form.field("people").editor.property("fault") is True
    form.field("people").fill(5)
    assert not form.field("people").editor.property("fault"), "the mark goes as soon as it is right"


def test_leaving_a_field_never_blocks(qtbot: QtBot):
    form = a_form(qtbot)
    people: Any = form.field("people")
    people.line.setFocus()
    people.line.setText("三十")
    form.field("note").setFocus()
    assert form.field("note").editor.hasFocus()
    assert people.line.property("fault") is True


def test_a_form_knows_whether_something_was_typed(qtbot: QtBot):
    form = a_form(qtbot)
    form.fill({"name": "电工班", "people": 30})
    assert not form.dirty
    form.field("note").fill("改了")
    assert form.dirty
