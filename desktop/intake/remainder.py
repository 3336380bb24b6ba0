"""The faulty rows of a workbook alone, in its own layout: what still has to be mended once the rest was taken in."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from desktop.files import writing
from desktop.intake.book import Book, Cells
from desktop.intake.downward import filled
from desktop.intake.listing import HEADINGS, TITLE, lines
from desktop.intake.made import new_book
from desktop.intake.reading import Reading
from desktop.intake.workbook import digest
from desktop.problems import Refused

_ROW = re.compile(r"[A-Z]*([0-9]+)")
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKED = PatternFill("solid", fgColor="FFFFC7CE")
_WIDTH = 18


def remainder(reading: Reading, path_out: Path) -> int:
    """Write the rows that were kept out, under the sender's own headings, to an .xlsx file; returns how many.

    Columns stand where they stood, faulty cells are filled, a second sheet lists the problems. Refused when there is no
    faulty row, or when the workbook is no longer the one that was read.
    """
    faulty = _rows_of(reading)
    if not faulty or reading.path is None:
        raise Refused("没有需要改正的行，没有写出文件。", "有误的行才会另存。")
    if not reading.path.is_file() or digest(reading.path) != reading.digest:
        raise Refused("原文件在检查之后被移走或改动过，没有写出文件。", "请重新检查后再另存。")
    if path_out.resolve() == reading.path.resolve():
        raise Refused("剩余行不能写在原文件上，原文件未被改动。", "请换一个文件名或文件夹。")
    book = new_book()
    sheet = book.create_sheet(reading.sheet[:31])
    for place in range(1, 1 + max((each.column for each in reading.mapping), default=0) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    moved: dict[int, int] = {}
    marked = {each.address for each in reading.problems}
    for at, (number, cells) in enumerate(_kept(reading, faulty), 1):
        moved[number] = at
        sheet.append(
            [
                _cell(sheet, value, f"{get_column_letter(place)}{number}" in marked)
                for place, value in enumerate(cells, 1)
            ]
        )
    _list_problems(book, reading, moved)
    with writing(path_out) as file:
        book.save(file)
    return len(faulty & moved.keys())


def _rows_of(reading: Reading) -> set[int]:
    """The numbers of the rows that have a fault; what is wrong with the headings is none of theirs."""
    found = {int(match[1]) for each in reading.problems if (match := _ROW.fullmatch(each.address))}
    return {number for number in found if number > reading.header_row}


def _kept(reading: Reading, faulty: set[int]) -> Iterator[tuple[int, Cells]]:
    """The rows above the first record, and the faulty ones, as the workbook has them."""
    first = min(faulty | {row.number for row in reading.rows[:1]})
    if reading.path is None:
        return
    with Book(reading.path) as book:
        book.open()
        chosen = next(sheet for sheet in book.sheets if sheet.name == reading.sheet)
        left_out = chosen.hidden_rows if reading.skip_hidden else frozenset()
        first_record = reading.header_row + 1
        pieces = filled(book.rows(chosen), chosen, first_record, reading.columns, reading.mapping)
        for start, rows in pieces:
            for number, cells in enumerate(rows, start):
                above = number <= reading.header_row or (number < first and number not in left_out)
                if above or number in faulty:
                    yield number, cells


def _cell(sheet: Any, value: object, marked: bool) -> Any:  # noqa: FBT001 - the two looks of a cell
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
        cell.value = _UNHOLDABLE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = "yyyy-mm-dd hh:mm:ss"
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    if marked:
        cell.fill = _MARKED
    return cell


def _list_problems(book: Any, reading: Reading, moved: dict[int, int]) -> None:
    """Put the list of problems on a second sheet; addresses are those of this file."""
    sheet = book.create_sheet(TITLE)
    sheet.append([_cell(sheet, heading, marked=False) for heading in HEADINGS])
    for line in lines(reading):
        shown = [str(value) for value in line]
        match = re.fullmatch(r"([A-Z]*)([0-9]+)", shown[2])
        if match and int(match[2]) in moved:
            shown[2] = f"{match[1]}{moved[int(match[2])]}"
            sheet.append([_cell(sheet, value, marked=False) for value in shown])
