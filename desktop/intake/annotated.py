"""The sender's own workbook handed back: a copy with faulty cells marked and a first sheet that lists every problem.

Nothing but the marks differs: the parts of an .xlsx are changed where a mark belongs and copied otherwise, so widths,
formats, formulas, pictures and other sheets stay. An .xls or a text file comes back as an .xlsx of the same content.
"""

import zipfile
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from desktop import collecting
from desktop.files import writing
from desktop.intake.book import Book, Cells, Sheet
from desktop.intake.filling import mark
from desktop.intake.listed import HEADINGS, TITLE
from desktop.intake.marks import Marks
from desktop.intake.paint import Paint
from desktop.intake.parts import SHEET_TYPE, UNHOLDABLE, Package
from desktop.intake.plain_copy import plain_copy
from desktop.intake.problem_sheet import is_problem_sheet, list_sheet, list_styles
from desktop.intake.reading import Reading
from desktop.intake.workbook import digest
from desktop.problems import Refused

_DISORDER = (LookupError, ValueError, zipfile.BadZipFile, zlib.error)
"""What comes of parts that are missing, cut short or not text, which the parser passed over."""


def annotate(path_in: Path, reading: Reading | Sequence[Reading], path_out: Path) -> None:
    """Write a copy of a workbook with the problems of one or more of its sheets marked, to an .xlsx file.

    Faulty cells are filled (red for errors, yellow for warnings) and commented; the first sheet 问题清单 lists number,
    sheet, address (a link to the cell), field, name, problem, remedy. Raises Refused when the file is no longer the one
    that was read or when the copy would differ in anything but the marks, OSError when it cannot be written. A workbook
    whose parts are not as they should be comes back as a copy of its content alone.
    """
    readings = [reading] if isinstance(reading, Reading) else list(reading)
    if path_out.resolve() == path_in.resolve():
        raise Refused("标注副本不能写在原文件上，原文件未被改动。", "请换一个文件名或文件夹。")
    if any(digest(path_in) != each.digest for each in readings):
        raise Refused("原文件在检查之后被改动过，没有写出标注副本。", "请重新检查后再写出。")
    with collecting.paused():
        with Book(path_in) as book:
            book.open()
            with suppress(*_DISORDER):
                _copy(book, path_in if book.kind == "xlsx" else None, readings, path_out)
                return
        with Book(path_in) as book:
            book.open()
            _copy(book, None, readings, path_out)


def _copy(book: Book, archive: Path | None, readings: Sequence[Reading], path_out: Path) -> None:
    """Write the marked copy of an open workbook: of the parts of its archive, or without one of its content alone."""
    former = [] if archive is None else _former_lists(book)
    before = _contents(book, {sheet.index for sheet in former}, plainly=archive is None)

    def verify(written: Path) -> None:
        book.close()  # one parser at a time
        with Book(written) as copy:
            copy.open()
            if len(copy.sheets) != len(before) + 1 or _contents(copy, {0}) != before:
                raise Refused(
                    "标注后的副本与原表不完全一致，没有写出，原文件未被改动。",
                    "请改用单独的问题清单，并把文件交给维护人员。",
                )

    with ExitStack() as open_:
        if archive is None:
            package = plain_copy(book)
        else:
            package = Package.of(open_.enter_context(zipfile.ZipFile(archive)))
        package.become(path_out.suffix.lower())
        settle = _mark_all(package, readings, book, former, named_alike=archive is not None)
        if archive is not None:
            book.close()  # all that is still needed stands in the parts
        with writing(path_out, verify) as file:
            package.write(file, settle)


def _former_lists(book: Book) -> list[Sheet]:
    """Give the lists of problems that stand in a workbook since an earlier round, unless the sender wrote beside them."""
    return [
        sheet for sheet in book.sheets if is_problem_sheet(sheet.head) and not _written_beside(book, sheet)
    ]


def _written_beside(book: Book, sheet: Sheet) -> int:
    """Count the rows of a list in which somebody wrote at the right of what we write."""
    return sum(any(row[len(HEADINGS) :]) for _, rows in book.rows(sheet) for row in rows)


def _mark_all(
    package: Package, readings: Sequence[Reading], book: Book, former: Sequence[Sheet], *, named_alike: bool
) -> Callable[[], None]:
    """Mark every sheet and put the list first, in place of `former` ones; give what is to be done before the styles.

    The sheets have the places that they have in the book; `named_alike` when they also have the names written there.
    """
    written = package.sheets()
    names = {sheet.name: written[sheet.index][0] for sheet in book.sheets}
    if named_alike:
        names = {name: each for name, each in names.items() if name == each}
    styles = list_styles(package)
    paint = Paint(package)
    for sheet in book.sheets:
        if sheet in former:
            continue
        marks = Marks()
        shown = _Shown(sheet)
        for each in readings:
            if each.sheet == sheet.name:
                marks.add(each.problems, warning=False, shown=shown.at)
                marks.add(each.warnings, warning=True, shown=shown.at)
        part = written[sheet.index][1]
        if part in package:
            mark(package, part, marks, paint.marked, paint.worn)
    for sheet in reversed(former):
        package.drop_sheet(sheet.index)
    part = package.free_name("xl/worksheets/problems{}.xml")
    package.add(part, partial(list_sheet, readings, styles, names, package.main), SHEET_TYPE)
    package.put_first(_free_title(package), part)
    return paint.settle


class _Shown:
    """Tells which cell of a sheet is seen at a place: of cells merged downward only the first."""

    def __init__(self, sheet: Sheet) -> None:
        self._down: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom in sorted(sheet.down):
            self._down.setdefault(left, []).append((top + 1, bottom + 1))

    def at(self, row: int, column: int) -> tuple[int, int]:
        """Give the row (from 1) and the column (from 0) of the cell that is seen at a place."""
        areas = self._down.get(column, ())
        place = bisect_right(areas, (row, 1 << 30)) - 1
        return (areas[place][0] if place >= 0 and row <= areas[place][1] else row), column


def _free_title(package: Package) -> str:
    taken = {name.lower() for name, _ in package.sheets()}
    choices = [TITLE, *(f"{TITLE}{number}" for number in range(2, 1000))]
    return next(choice for choice in choices if choice.lower() not in taken)


def _contents(book: Book, without: AbstractSet[int], *, plainly: bool = False) -> "list[array[int]]":
    """Give for each sheet but some the sums of its filled rows, which tell two sheets apart that differ in any cell.

    `without` are the places of the others. `plainly` leaves out of texts the marks that no .xlsx can hold.
    """
    return [
        array("q", (_sum(number, cells) for number, cells in _filled_rows(book, sheet, plainly=plainly)))
        for sheet in book.sheets
        if sheet.index not in without
    ]


def _filled_rows(book: Book, sheet: Sheet, *, plainly: bool) -> Iterator[tuple[int, Cells]]:
    for first, rows in book.rows(sheet):
        for number, row in enumerate(rows, first):
            kept = (
                [UNHOLDABLE.sub("", each) if type(each) is str else each for each in row] if plainly else row
            )
            if kept.count("") < len(kept):
                yield number, kept


def _sum(number: int, cells: Cells) -> int:
    """Give the sum of a row: equal cells, equal sums, whatever blank cells stand between and behind them."""
    told = [pair for pair in enumerate(cells) if pair[1] != ""]
    if -1 in cells:  # which Python sums like -2
        told = [(column, "-1" if value == -1 else value) for column, value in told]
    return hash((number, *told))
