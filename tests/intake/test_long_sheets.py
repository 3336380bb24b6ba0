"""Sheets read in pieces give what the same sheets give read whole."""

from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from desktop.filings.columns import ROSTER
from desktop.intake import long_sheets, read
from desktop.intake.container import Unfit, examine
from desktop.intake.long_sheets import LongWorkbook
from desktop.problems import Unreadable
from tests.intake.made import HEAD, IDS, NAMES, PARTS, TODAY, Made, book, cell, packed, people, sheet_xml
from tests.intake.odd import ALL


def _whole(path: Path, index: int) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    with path.open("rb") as file:
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(index)
    left = sheet.start[1] if sheet.start else 0
    return [[""] * left + row for row in sheet.iter_rows()]


def _in_pieces(path: Path, index: int) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for first, piece in LongWorkbook(path, examine(path)).pieces(index):
        assert first > len(rows)
        rows += [[] for _ in range(len(rows) + 1, first)]
        rows += piece
    return rows


def _agree(path: Path, index: int = 0) -> None:
    for number, (one, other) in enumerate(
        zip_longest(_in_pieces(path, index), _whole(path, index), fillvalue=[]), 1
    ):
        cells = list(zip_longest(one, other, fillvalue=""))
        assert [pair[0] for pair in cells] == [pair[1] for pair in cells], number


ZIPPED = [made for made in ALL if made.make.__qualname__.split(".")[0] in {"book", "packed"}]
"""The odd workbooks that hold their sheets as XML; the others are texts or of the old kind."""


@pytest.mark.parametrize("made", ZIPPED, ids=lambda made: made.name)
def test_every_odd_workbook_reads_alike(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = made.make(tmp_path)
    monkeypatch.setattr(long_sheets, "PIECE", 700)  # so that even these are cut
    monkeypatch.setattr(long_sheets, "MIB", 900)
    _agree(path)


def _rich(workbook: Workbook) -> None:
    sheet = workbook.active
    sheet["A2"] = CellRichText("张", TextBlock(InlineFont(b=True), "建"), "国")
    sheet["C2"] = "甲 & 乙 <丙>"
    sheet["C3"] = "  两边有空格  "
    sheet["C4"] = "一行\n又一行"
    sheet["D2"] = True
    sheet["E2"] = 12.5


def test_formatted_runs_entities_and_blanks_read_alike(tmp_path: Path):
    path = book([[*HEAD, "备注"], *people(6)], change=_rich)(tmp_path)
    _agree(path)
    assert _in_pieces(path, 0)[1][0] == "张建国"


def test_characters_told_by_their_code_read_alike(tmp_path: Path):
    texts = (
        "张_x0041_国",
        "_x005F_x0041_",
        "一行_x000D_\n又一行",
        "_xD83D_",
        "_X0041_",
        "一&#10;二&#13;三",
        "甲\r\n乙\r丙",
    )
    strings = (
        "".join(f"<si><t>{each}</t></si>" for each in texts) + "<si><r><t>_x004</t></r><r><t>1_</t></r></si>"
    )
    numbered = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>{at - 1}</v></c></row>' for at in range(1, 9))
    path = _with_strings(numbered, f"<sst>{strings}</sst>", tmp_path)
    _agree(path)
    assert [row[0] for row in _in_pieces(path, 0)][:2] == ["张A国", "_x0041_"]


def _with_strings(rows: str, strings: str, folder: Path) -> Path:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = PARTS["[Content_Types].xml"].replace("</Types>", named)
    return packed(sheet_xml(rows), {"[Content_Types].xml": types, "xl/sharedStrings.xml": strings})(folder)


def test_gaps_between_rows_keep_their_numbers(tmp_path: Path):
    rows = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}</row>'
    rows += f'<row r="500">{cell("C500", "x")}</row><row r="70000">{cell("A70000", NAMES[0])}</row>'
    _agree(packed(sheet_xml(rows))(tmp_path))


def test_a_piece_that_spans_too_much_is_refused(tmp_path: Path):
    rows = f'<row r="1">{cell("A1", "姓名")}</row><row r="900000">{cell("Z900000", "x")}</row>'
    path = packed(sheet_xml(rows))(tmp_path)
    with pytest.raises(Unfit) as caught:
        _in_pieces(path, 0)
    assert caught.value.code == "sparse"


def test_parts_are_found_by_their_names_in_any_case(tmp_path: Path):
    body = f'<row r="1">{cell("A1", "姓名")}<c r="B1" t="s"><v>0</v></c></row>'
    types = PARTS["[Content_Types].xml"]
    strings = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/SharedStrings.xml" ContentType="{strings}"/></Types>'
    parts = {
        "[Content_Types].xml": types.replace("</Types>", named),
        "xl/SharedStrings.xml": "<sst><si><t>身份证号</t></si></sst>",
    }
    path = packed(sheet_xml(body), parts)(tmp_path)
    _agree(path)
    assert _in_pieces(path, 0) == [["姓名", "身份证号"]]


def test_a_string_that_is_not_there_is_damage(tmp_path: Path):
    path = packed(sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))(tmp_path)
    with pytest.raises(Unfit) as caught:
        _in_pieces(path, 0)
    assert caught.value.code == "damaged"


def test_a_long_list_is_read_to_its_last_row(tmp_path: Path):
    people_at = [*range(2, 42), 151_001]
    body = "".join(
        f'<row r="{row}">{cell(f"A{row}", NAMES[row % 10])}{cell(f"B{row}", IDS[row % 40])}</row>'
        for row in people_at
    )
    head = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}</row>'
    path = packed(sheet_xml(head + body))(tmp_path)
    assert examine(path).long
    reading = read(path, ROSTER, day=TODAY)
    assert reading.total == 41
    assert [row.number for row in reading.rows] == [*range(2, 42)]
    assert [(problem.code, problem.address) for problem in reading.problems] == [("repeated", "B151001")]


def test_a_far_cell_in_a_long_list_ends_in_a_sentence(tmp_path: Path):
    body = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(2, 160_000))
    path = packed(sheet_xml(f'<row r="1">{cell("A1", "姓名")}{cell("XFD1", "身份证号")}</row>{body}'))(
        tmp_path
    )
    with pytest.raises(Unreadable) as caught:
        read(path, ROSTER, day=TODAY)
    assert "XFD1" in caught.value.sentence
