"""The faulty rows of a workbook alone, in its own layout: what still has to be mended once the rest was taken in."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from desktop.files import writing
from desktop.intake.book import Book, Cells
from desktop.intake.downward import filled
from desktop.intake.listed import HEADINGS, TITLE, lines
from desktop.intake.made import new_book
from desktop.intake.paint import RED
from desktop.intake.parts import UNHOLDABLE
from desktop.intake.plain_copy import holdable_name
from desktop.intake.reading import Block, Reading, column_of
from desktop.intake.workbook import digest
from desktop.problems import Refused

_ADDRESS = re.compile(r"([A-Z]*)([0-9]+)")
_MARKED = PatternFill("solid", fgColor=RED)
_WIDTH = 18


def remainder(reading: Reading, path_out: Path) -> int:
    """Write the rows that were kept out, under the sender's own headings, to an .xlsx file; returns how many.

    Columns stand where they stood, faulty cells are filled, a second sheet lists the problems; when no row could be
    taken in, all are there. Where the sender gave no headings the official ones come first, for a few rows alone do
    not tell what their columns are. Refused when there is no faulty row, or when the workbook is no longer the one
    that was read.
    """
    faulty = _faulty(reading)
    whole = bool(reading.faulty) and not reading.rows
    if not (faulty or whole) or reading.path is None:
        raise Refused("没有需要改正的行，没有写出文件。", "有误的行才会另存。")
    if not reading.path.is_file() or digest(reading.path) != reading.digest:
        raise Refused("原文件在检查之后被移走或改动过，没有写出文件。", "请重新检查后再另存。")
    if path_out.resolve() == reading.path.resolve():
        raise Refused("剩余行不能写在原文件上，原文件未被改动。", "请换一个文件名或文件夹。")
    book = new_book()
    sheet = book.create_sheet(holdable_name(reading.sheet))
    for place in range(
        1, 1 + max((line.column for each in reading.lists for line in each.mapping), default=0) + 1
    ):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    moved: dict[int, int] = {}
    marked = {each.address for each in reading.problems}
    headings = _headings(reading)
    if headings:
        sheet.append([_cell(sheet, heading, marked=False) for heading in headings])
    for at, (number, cells) in enumerate(_kept(reading, faulty), 2 if headings else 1):
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
    return reading.faulty if whole else len(faulty.keys() & moved.keys())


def _headings(reading: Reading) -> list[str]:
    """The official headings of a list that has none of its own; nothing when it has."""
    if reading.header_row:
        return []
    titles = {column.field: column.title for column in reading.columns}
    named = {each.column: titles[each.field] for each in reading.mapping}
    return [named.get(column, "") for column in range(max(named, default=-1) + 1)]


def _faulty(reading: Reading) -> dict[int, set[Block]]:
    """The rows that have a fault, each with the lists in which it stands; what is wrong with headings is none of theirs."""
    found: dict[int, set[Block]] = {}
    for each in reading.problems:
        match = _ADDRESS.fullmatch(each.address)
        own = reading.list_at(int(match[2]), column_of(match[1])) if match else None
        if match and own is not None:
            found.setdefault(int(match[2]), set()).add(own)
    return found


def _kept(reading: Reading, faulty: Mapping[int, set[Block]]) -> Iterator[tuple[int, Cells]]:
    """The headings of each list that has faulty rows, with what stands above, and these rows, as the workbook has them."""
    if reading.path is None:
        return
    first = min(faulty.keys() | {row.number for row in reading.rows[:1]}, default=0)
    used = set().union(*faulty.values())
    headings = {number for each in used for number in range(each.top, each.header_row + 1)}
    from_the_first = any(each.header_row == reading.header_row for each in used)
    with Book(reading.path) as book:
        book.open()
        chosen = next(sheet for sheet in book.sheets if sheet.name == reading.sheet)
        left_out = chosen.hidden_rows if reading.skip_hidden else frozenset()
        lists = [(each.header_row + 1, each.mapping) for each in reading.lists]
        for start, rows in filled(book.rows(chosen), chosen, lists, reading.columns):
            for number, cells in enumerate(rows, start):
                above = number <= reading.header_row or (number < first and number not in left_out)
                if not reading.rows:
                    if any(cells) and number not in left_out:
                        yield number, cells
                elif number in faulty:
                    yield (
                        number,
                        [
                            cell if any(each.holds(at) for each in faulty[number]) else ""
                            for at, cell in enumerate(cells)
                        ],
                    )
                elif number in headings or (above and from_the_first):
                    yield number, cells


def _cell(sheet: Any, value: object, marked: bool) -> Any:  # noqa: FBT001 - the two looks of a cell
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
        cell.value = UNHOLDABLE.sub("", value)
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
        match = _ADDRESS.fullmatch(shown[2])
        if match and int(match[2]) in moved:
            shown[2] = f"{match[1]}{moved[int(match[2])]}"
            sheet.append([_cell(sheet, value, marked=False) for value in shown])
