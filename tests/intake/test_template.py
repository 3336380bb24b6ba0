"""The blank lists: filled in as they ask, they are read without a question."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.filings.columns import ROSTER
from desktop.intake import Column, problem_list, read, remainder, template
from desktop.payments.columns import BANK_RESULT
from tests.intake.made import TODAY

KINDS = {"花名册": ROSTER, "考勤表": ATTENDANCE, "证书表": CERTIFICATES, "银行结果表": BANK_RESULT}


def test_our_own_workbooks_name_the_program_as_their_maker_and_nothing_else(tmp_path: Path):
    asked, filled, listed, left = (tmp_path / f"{name}.xlsx" for name in ("空表", "填好", "问题", "剩余"))
    template(ROSTER, asked, title="花名册")
    workbook = load_workbook(asked)
    workbook["花名册"].cell(3, 1, "1")
    workbook["花名册"].cell(3, 2, "张三")
    workbook.save(filled)
    reading = read(filled, ROSTER, day=TODAY)
    problem_list(reading, listed)
    remainder(reading, left)
    for path in (asked, listed, left):
        with ZipFile(path) as parts:
            core = parts.read("docProps/core.xml").decode()
            assert "openpyxl" not in "".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
        assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["职培工作站"]
        assert not re.search("lastModifiedBy|created|modified", core)


def _value(column: Column) -> object:
    if column.kind == "date":
        return date.fromisoformat(column.sample)
    return float(column.sample) if column.kind in {"hours", "money"} else column.sample


@pytest.mark.parametrize("title", KINDS)
def test_a_filled_template_is_read_whole(title: str, tmp_path: Path):
    columns = KINDS[title]
    path = tmp_path / f"{title}.xlsx"
    template(columns, path, title=title)
    workbook = load_workbook(path)
    for place, column in enumerate(columns, 1):
        workbook[title].cell(3, place, _value(column))
    workbook.save(path)
    reading = read(path, columns, day=date(2020, 12, 31))
    assert not reading.problems
    assert {mapped.field: mapped.confidence for mapped in reading.mapping} == {
        column.field: 1.0 for column in columns
    }
    assert reading.header_row == 2
    assert None not in reading.rows[0].values


def test_a_template_left_blank_is_no_list(tmp_path: Path):
    template(ROSTER, tmp_path / "空白.xlsx", title="花名册")
    reading = read(tmp_path / "空白.xlsx", ROSTER, day=TODAY)
    assert [problem.code for problem in reading.problems] == ["no_rows"]
    assert reading.total == 0


def test_numbers_are_typed_as_text_and_checked_as_they_are_typed(tmp_path: Path):
    template(ROSTER, tmp_path / "空白.xlsx", title="花名册")
    workbook = load_workbook(tmp_path / "空白.xlsx")
    sheet = workbook["花名册"]
    fields = {column.field: place for place, column in enumerate(ROSTER, 1)}
    letters = {name: sheet.cell(2, place).column_letter for name, place in fields.items()}
    for name in ("id_number", "account", "phone"):
        assert sheet.column_dimensions[letters[name]].number_format == "@"
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in sheet.data_validations.dataValidation
    }
    assert "10X98765432" in rules[letters["id_number"]].formula1
    assert rules[letters["level"]].type == "list"
    assert all(rule.prompt and rule.error for rule in rules.values())
    assert all(
        len(rule.formula1) <= 255 and len(rule.error) <= 255 and len(rule.prompt) <= 255
        for rule in rules.values()
    )
    assert [each.value for each in sheet[2]][:2] == ["姓名*", "身份证号*"]


def test_the_help_explains_every_column(tmp_path: Path):
    template(ROSTER, tmp_path / "空白.xlsx", title="花名册")
    workbook = load_workbook(tmp_path / "空白.xlsx")
    rows = list(workbook["填写说明"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == [column.title for column in ROSTER]
    assert all(row[2] for row in rows)
    assert workbook["可选项"].sheet_state == "hidden"
