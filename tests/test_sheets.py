"""Our own workbooks: text stays text, money is a number with two places, and nothing turns into a formula."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop.sheets import SheetColumn, write_workbook

COLUMNS = (
    SheetColumn("姓名", 10, "合计"),
    SheetColumn("账号", 20),
    SheetColumn("金额", 12, Decimal("3.30")),
    SheetColumn("日期", 12),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "表.xlsx"


def cells(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active]


def test_title_notes_headings_rows_and_totals_stand_in_order(path: Path):
    rows = [("甲", "6200000000000001", Decimal("1.10"), date(2023, 1, 2)), ("乙", "6", Decimal("2.20"), None)]
    assert write_workbook(path, "台账", ("注一", "注二"), COLUMNS, rows) == path
    found = cells(path)
    assert [row[0] for row in found] == ["台账", "注一", "注二", "姓名", "甲", "乙", "合计"]
    assert found[-1][2] == 3.3


def test_numbers_that_identify_stay_text_and_money_is_a_number(path: Path):
    write_workbook(
        path, "表", (), COLUMNS, [("甲", "99990119900506039X", Decimal("1200.00"), date(2023, 1, 2))]
    )
    row = load_workbook(path).active[3]
    assert [cell.data_type for cell in row] == ["s", "s", "n", "d"]
    assert [cell.number_format for cell in row[1:]] == ["@", "#,##0.00", "yyyy-mm-dd"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x", '=HYPERLINK("http://x","y")', "'=1"])
def test_no_cell_turns_into_a_formula(path: Path, text: str):
    write_workbook(path, "表", (text,), COLUMNS, [(text, text, Decimal(0), None)])
    cell = load_workbook(path).active["A4"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_characters_that_a_workbook_cannot_hold_are_left_out(path: Path):
    write_workbook(path, "表", (), COLUMNS, [("甲\x00\x0b乙", "6", Decimal(0), None)])
    assert cells(path)[2][0] == "甲乙"


def test_a_workbook_says_which_program_made_it_and_neither_user_nor_hour(path: Path):
    write_workbook(path, "表", (), COLUMNS, [("甲", "6", Decimal(0), None)])
    with ZipFile(path) as parts:
        said = parts.read("docProps/core.xml").decode()
    assert re.findall(r">([^<]+)<", said) == ["职培工作站"]


def test_an_error_on_the_way_leaves_no_workbook(path: Path):
    def rows():
        yield ("甲", "6", Decimal(0), None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_workbook(path, "表", (), COLUMNS, rows())
    assert list(path.parent.iterdir()) == []
