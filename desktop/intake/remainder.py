"""The faulty rows of a workbook alone, in its own layout: what still has to be mended once the rest was taken in."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from desktop.files import writing
from desktop.intake.book import Book, Cells
from desktop.intake.downward import filled
from desktop.intake.listed import HEADINGS, TITLE, WIDTHS, lines
from desktop.intake.paint import Paint
from desktop.intake.parts import MAIN
from desktop.intake.plain_copy import PLAIN, Lost, new_package, row
from desktop.intake.problem_sheet import MOST_LINES
from desktop.intake.reading import EARLIER, Block, Reading, address, column_of
from desktop.intake.second_heading import titles_above
from desktop.intake.workbook import digest
from desktop.problems import Refused

_ADDRESS = re.compile(r"([A-Z]*)([0-9]+)")
_ROW = re.compile(r"第 ([0-9]+) 行")
_WIDTH = 18
_ABOVE = 6
"""So many rows above other headings are looked at for their titles."""

Standing = dict[int, set[Block]]
"""Rows, each with the lists in which it stands."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left over of a sheet: the rows that have a fault, the headings of other lists among them, what they repeat.

    `repeated` are the rows that others repeat, each with the first of these, `wrong` the lists whose headings are faulty,
    `explained` those whose feet explain the signs in them.
    """

    rows: Standing = field(default_factory=dict)
    headings: Standing = field(default_factory=dict)
    repeated: dict[int, int] = field(default_factory=dict)
    wrong: set[Block] = field(default_factory=set)
    explained: set[Block] = field(default_factory=set)

    @property
    def beside(self) -> dict[int, int]:
        """The sound rows that stand by to be compared, each with the first of those that repeat it."""
        return {number: later for number, later in self.repeated.items() if number not in self.rows}

    def records(self, moved: Mapping[int, int]) -> int:
        """Give how many faulty records were written, of several lists beside each other one each."""
        return sum(len(lists) for number, lists in self.rows.items() if number in moved)


def remainder(reading: Reading, path_out: Path) -> int:
    """Write the records that were kept out, under the sender's own headings, to an .xlsx file; returns how many.

    Columns stand where they stood, faulty cells are filled, a second sheet lists the problems; when no row could be
    taken in, all are there. Handed in as it is the file has the same faults: a row that repeats another has that one
    beside it, people of whom a title says that they are none of the list's keep their title. Where the sender gave no
    headings the official ones come first, for a few rows alone do not tell what their columns are. Refused when there
    is no faulty row, or when the workbook is no longer the one that was read.
    """
    left = _left(reading)
    whole = bool(reading.faulty) and not reading.rows
    if not (left.rows or left.wrong or whole) or reading.path is None:
        raise Refused("没有需要改正的行，没有写出文件。", "有误的行才会另存。")
    if not reading.path.is_file() or digest(reading.path) != reading.digest:
        raise Refused("原文件在检查之后被移走或改动过，没有写出文件。", "请重新检查后再另存。")
    if path_out.resolve() == reading.path.resolve():
        raise Refused("剩余行不能写在原文件上，原文件未被改动。", "请换一个文件名或文件夹。")
    moved: dict[int, int] = {}
    styles: list[int] = []
    package = new_package(
        [
            (reading.sheet, partial(_rest, reading, left, moved, styles), False),
            (TITLE, partial(_list, reading, left, moved), False),
        ]
    )
    paint = Paint(package)
    styles += [paint.marked(each, warning=False) for each in PLAIN]
    with writing(path_out) as file:
        package.write(file, paint.settle)
    across = any(each.days for each in reading.lists)  # several records then stand in one row
    return reading.faulty if whole or across else left.records(moved)


def beside(reading: Reading) -> int:
    """Give how many sound rows stand in the rest beside those that repeat them."""
    return len(_left(reading).beside) if reading.rows else 0


def _marked(reading: Reading) -> dict[int, tuple[int, ...]]:
    """The columns with a fault, by row."""
    found: dict[int, tuple[int, ...]] = {}
    for each in reading.problems:
        if match := _ADDRESS.fullmatch(each.address):
            found[int(match[2])] = (*found.get(int(match[2]), ()), column_of(match[1]))
    return found


def _headings(reading: Reading) -> list[str]:
    """The official headings of a list that has none of its own; nothing when it has."""
    if reading.header_row or any(each.code == "no_heading" for each in reading.problems):
        return []  # what is only guessed is nobody's heading yet
    titles = {column.field: column.title for column in reading.columns}
    named = {each.column: titles[each.field] for each in reading.mapping}
    return [named.get(column, "") for column in range(max(named, default=-1) + 1)]


def _left(reading: Reading) -> _Left:
    """Find what is left over; a fault of a list's own headings, such as a day to come, is one of all its rows."""
    left = _Left()
    for each in reading.problems:
        match = _ADDRESS.fullmatch(each.address)
        if not match:
            continue
        number, column = int(match[2]), column_of(match[1])
        own = reading.list_at(number, column)
        left.wrong.update(one for one in reading.lists if one.header_row == number and one.holds(column))
        if own is None or any(one.header_row == number for one in left.wrong):
            continue
        said = _ROW.search(each.what) if each.code == "other_heading" else None
        if said is not None:
            left.headings.setdefault(int(said[1]), set()).add(own)
        if said is None or int(said[1]) != number:
            left.rows.setdefault(number, set()).add(own)
        if each.code == "sign":
            left.explained.add(own)
        if each.code == "repeated" and (earlier := EARLIER.search(each.what)):
            left.repeated.setdefault(int(earlier[1]), number)
    return left


def _kept(reading: Reading, left: _Left) -> Iterator[tuple[int, Cells]]:
    """The headings of each list that has faulty rows, with what stands above, and these rows, as the workbook has them."""
    if reading.path is None:
        return
    chosen = _standing(reading, left)
    first = min(chosen.keys() | {row.number for row in reading.rows[:1]}, default=0)
    used = left.wrong.union(*chosen.values())
    headings = {number for each in used for number in range(each.top, each.header_row + 1)}
    from_the_first = any(each.header_row == reading.header_row for each in used)
    sound = {row.number for row in reading.rows} if left.explained else ()
    recent: deque[tuple[int, Cells]] = deque(maxlen=_ABOVE)
    for number, cells in _cells(reading):
        for each in left.wrong if number in sound else left.wrong | left.explained:
            if any(cells) and reading.list_at(number, each.columns[0]) == each:
                chosen.setdefault(number, set()).add(each)
        above = number <= reading.header_row or number < first
        if not reading.rows or number in headings or (above and from_the_first and number not in chosen):
            if any(cells) or reading.rows:
                yield number, cells
        elif number in chosen:
            kept = [*recent, (number, cells)]
            titles = titles_above(kept, len(kept) - 1) if number in left.headings else []
            yield from ((at, _own(each, chosen[number])) for at, each in (*titles, kept[-1]))
        elif any(cells):
            recent.append((number, cells))
            continue
        if any(cells):
            recent.clear()


def _standing(reading: Reading, left: _Left) -> Standing:
    """Give every row that is known to be kept for what stands in it, each with the lists whose cells are kept."""
    chosen: Standing = {}
    for number, lists in (*left.rows.items(), *left.headings.items()):
        chosen.setdefault(number, set()).update(lists)
    for number in left.repeated:
        columns = {line.column for each in reading.lists for line in each.mapping}
        found = {reading.list_at(number, column) for column in columns}
        chosen.setdefault(number, set()).update(each for each in found if each is not None)
    return chosen


def _own(cells: Cells, lists: set[Block]) -> Cells:
    """Give the cells of a row that stand in some lists; the others are blank."""
    return [cell if any(each.holds(at) for each in lists) else "" for at, cell in enumerate(cells)]


def _cells(reading: Reading) -> Iterator[tuple[int, Cells]]:
    """Give the rows of the sheet by number, without those left out because nobody sees them; lost cells as such."""
    if reading.path is None:
        return
    marked = _marked(reading)
    with Book(reading.path) as book:
        book.open()
        chosen = next(sheet for sheet in book.sheets if sheet.name == reading.sheet)
        left_out = chosen.hidden_rows if reading.skip_hidden else frozenset()
        lists = [(each.header_row + 1, each.mapping) for each in reading.lists]
        for start, rows in filled(book.rows(chosen), chosen, lists, reading.columns):
            for number, cells in enumerate(rows, start):
                if number in left_out and number > reading.header_row:
                    continue
                for column in marked.get(number, ()) if chosen.lost else ():
                    how = chosen.lost.get(address(column, number))
                    if how is not None and column < len(cells) and cells[column] == "":
                        cells[column] = Lost(how)
                yield number, cells


def _rest(reading: Reading, left: _Left, moved: dict[int, int], styles: Sequence[int]) -> Iterator[bytes]:
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
    for at, (number, cells) in enumerate(_kept(reading, left), 2 if headings else 1):
        moved[number] = at
        yield row(at, cells, marked.get(number, ()), styles).encode()
    yield b"</sheetData></worksheet>"


def _list(reading: Reading, left: _Left, moved: Mapping[int, int]) -> Iterator[bytes]:
    """The XML of the list of problems; addresses, and the rows that are spoken of, are those of this file."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{each}" customWidth="1"/>' for n, each in enumerate(WIDTHS, 1)
    )
    yield f'<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>'.encode()
    yield row(1, HEADINGS).encode()
    shown = (line for line in lines(reading) if _place(str(line[2]), moved))
    for at, line in enumerate(islice(chain(shown, _compared(reading, left, moved)), MOST_LINES), 1):
        _, sheet, place, item, name, what, remedy, nature = map(str, line)
        texts = (_in_this_file(text, moved) for text in (what, remedy))
        yield row(at + 1, (str(at), sheet, _place(place, moved), item, name, *texts, nature)).encode()
    yield b"</sheetData></worksheet>"


def _compared(reading: Reading, left: _Left, moved: Mapping[int, int]) -> Iterator[tuple[int | str, ...]]:
    """Give a line of the list for each row that stands by to be compared."""
    for number, later in sorted(left.beside.items()):
        if number in moved:
            above = [each for each in reading.lists if each.header_row < number and each.mapping]
            place = f"{above[-1].mapping[0].letter if above else 'A'}{number}"
            what = f"这一行没有错误，附在这里与第 {later} 行对照。"
            remedy = "两行是同一条的，请删去多余的一行；不是的，请改正写错的一行。"
            yield 0, reading.sheet, place, "", "", what, remedy, "提醒"


def _in_this_file(text: str, moved: Mapping[int, int]) -> str:
    """Give a sentence with the rows of which it speaks as they stand here; one that is not here is one of the sender's."""
    return _ROW.sub(
        lambda match: f"第 {moved[int(match[1])]} 行" if int(match[1]) in moved else f"原表第 {match[1]} 行",
        text,
    )


def _place(address: str, moved: Mapping[int, int]) -> str:
    """The address at which a cell stands now; "" when its row was left out."""
    match = _ADDRESS.fullmatch(address)
    return f"{match[1]}{moved[int(match[2])]}" if match and int(match[2]) in moved else ""
