"""The faulty rows of a workbook alone, in its own layout: what still has to be mended once the rest was taken in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from desktop.files import writing
from desktop.intake.book import Book, Cells
from desktop.intake.downward import filled
from desktop.intake.listed import HEADINGS, TITLE, WIDTHS, lines
from desktop.intake.paint import Paint
from desktop.intake.parts import MAIN
from desktop.intake.plain_copy import PLAIN, new_package, row
from desktop.intake.problem_sheet import MOST_LINES
from desktop.intake.reading import Block, Reading, column_of
from desktop.intake.workbook import digest
from desktop.problems import Refused

_ADDRESS = re.compile(r"([A-Z]*)([0-9]+)")
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
    moved: dict[int, int] = {}
    styles: list[int] = []
    package = new_package(
        [
            (reading.sheet, partial(_rest, reading, faulty, moved, styles), False),
            (TITLE, partial(_list, reading, moved), False),
        ]
    )
    paint = Paint(package)
    styles += [paint.marked(each, warning=False) for each in PLAIN]
    with writing(path_out) as file:
        package.write(file, paint.settle)
    return reading.faulty if whole else len(faulty.keys() & moved.keys())


def _marked(reading: Reading) -> dict[int, tuple[int, ...]]:
    """The columns with a fault, by row."""
    found: dict[int, tuple[int, ...]] = {}
    for each in reading.problems:
        if match := _ADDRESS.fullmatch(each.address):
            found[int(match[2])] = (*found.get(int(match[2]), ()), column_of(match[1]))
    return found


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


def _rest(
    reading: Reading, faulty: Mapping[int, set[Block]], moved: dict[int, int], styles: Sequence[int]
) -> Iterator[bytes]:
    """The XML of the rows, faulty cells in `styles`; notes in `moved` which row stands where now."""
    width = 2 + max((line.column for each in reading.lists for line in each.mapping), default=0)
    yield (
        f'<worksheet xmlns="{MAIN}"><cols><col min="1" max="{width}" width="{_WIDTH}" customWidth="1"/></cols>'
        "<sheetData>"
    ).encode()
    marked = _marked(reading)
    headings = _headings(reading)
    if headings:
        yield row(1, headings).encode()
    for at, (number, cells) in enumerate(_kept(reading, faulty), 2 if headings else 1):
        moved[number] = at
        yield row(at, cells, marked.get(number, ()), styles).encode()
    yield b"</sheetData></worksheet>"


def _list(reading: Reading, moved: Mapping[int, int]) -> Iterator[bytes]:
    """The XML of the list of problems; addresses are those of this file."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{each}" customWidth="1"/>' for n, each in enumerate(WIDTHS, 1)
    )
    yield f'<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>'.encode()
    yield row(1, HEADINGS).encode()
    shown = islice((line for line in lines(reading) if _place(str(line[2]), moved)), MOST_LINES)
    for at, line in enumerate(shown, 2):
        number, sheet, address, *said = map(str, line)
        yield row(at, (number, sheet, _place(address, moved), *said)).encode()
    yield b"</sheetData></worksheet>"


def _place(address: str, moved: Mapping[int, int]) -> str:
    """The address at which a cell stands now; "" when its row was left out."""
    match = _ADDRESS.fullmatch(address)
    return f"{match[1]}{moved[int(match[2])]}" if match and int(match[2]) in moved else ""
