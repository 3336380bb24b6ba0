"""The sender's own workbook handed back: a copy with faulty cells marked and a first sheet that lists every problem.

Nothing but the marks differs: the parts of an .xlsx are changed where a mark belongs and copied otherwise, so widths,
formats, formulas, pictures and other sheets stay. An .xls or a text file comes back as an .xlsx of the same content.
"""

import re
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from desktop import collecting
from desktop.files import writing
from desktop.intake.book import Book, Cells, Sheet
from desktop.intake.listing import HEADINGS, TITLE, WIDTHS, lines, summary
from desktop.intake.marks import Mark, mark
from desktop.intake.parts import MAIN, SHEET_TYPE, Package
from desktop.intake.plain_copy import plain_copy
from desktop.intake.reading import Reading, letter
from desktop.intake.workbook import digest
from desktop.problems import Refused

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DISORDER = (LookupError, ValueError, zipfile.BadZipFile, zlib.error)
"""What comes of parts that are missing, cut short or not text, which the parser passed over."""
_LETTERS = tuple(map(letter, range(len(HEADINGS))))
_MOST_LINKS = 65_000
"""A sheet takes no more links than this; the lines after it go without."""
_TOGETHER = 500
"""So many lines of the list are made at a time."""


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
    with collecting.paused(), Book(path_in) as book:
        book.open()
        if book.kind == "xlsx":
            try:
                _copy(book, path_in, readings, path_out)
            except _DISORDER:
                _copy(book, None, readings, path_out)
        else:
            _copy(book, None, readings, path_out)


def _copy(book: Book, archive: Path | None, readings: Sequence[Reading], path_out: Path) -> None:
    """Write the marked copy of an open workbook: of the parts of its archive, or without one of its content alone."""
    before = _contents(book, plainly=archive is None)
    title = ""

    def verify(written: Path) -> None:
        book.close()  # one parser at a time
        with Book(written) as copy:
            copy.open()
            if len(copy.sheets) != len(before) + 1 or _contents(copy, title) != before:
                raise Refused(
                    "标注后的副本与原表不完全一致，没有写出，原文件未被改动。",
                    "请改用单独的问题清单，并把文件交给维护人员。",
                )

    with ExitStack() as open_:
        if archive is None:
            package = plain_copy(book)
        else:
            package = Package.of(open_.enter_context(zipfile.ZipFile(archive)))
        if path_out.suffix.lower() != ".xlsm":
            package.drop_macros()
        title, settle = _mark_all(package, readings, book, named_alike=archive is not None)
        with writing(path_out, verify) as file:
            package.write(file, settle)


def _mark_all(
    package: Package, readings: Sequence[Reading], book: Book, *, named_alike: bool
) -> tuple[str, Callable[[], object]]:
    """Mark every sheet and put the list first; give the name of the list, and what is to be done before the styles.

    The sheets have the places that they have in the book; `named_alike` when they also have the names written there.
    """
    places = {sheet.name: sheet.index for sheet in book.sheets}
    twins = {sheet.name for sheet in book.sheets if named_alike and sheet.written != sheet.name}
    styles = _list_styles(package)
    fills = package.style("fills", [_fill("FFFFC7CE"), _fill("FFFFEB9C")])
    formats = package.cell_styles()
    fresh: dict[tuple[int, bool], int] = {}
    added: list[str] = []

    def restyle(old: int, warning: bool) -> int:  # noqa: FBT001 - the two values of one dimension
        if (old, warning) not in fresh:
            fresh[old, warning] = len(formats) + len(added)
            added.append(_filled(formats[old] if old < len(formats) else "<xf/>", fills + warning))
        return fresh[old, warning]

    parts = [part for _, part in package.sheets()]
    marks: dict[str, dict[Mark, None]] = {}
    for each in readings:
        if each.sheet in places:
            marks.setdefault(parts[places[each.sheet]], {}).update(dict.fromkeys(_marks(each)))
    for part, found in marks.items():
        if found:
            mark(package, part, list(found), restyle)
    title = _free_title(package)
    part = package.free_name("xl/worksheets/problems{}.xml")
    package.add(part, partial(_list_sheet, readings, styles, twins), SHEET_TYPE)
    package.put_first(title, part)
    return title, lambda: package.style("cellXfs", added) if added else None


def _marks(reading: Reading) -> Iterator[Mark]:
    for problems, warning in ((reading.problems, False), (reading.warnings, True)):
        for problem in problems:
            found = _ADDRESS.fullmatch(problem.address)
            if found is not None:
                column = 0
                for each in found[1]:
                    column = column * 26 + ord(each) - 64
                yield Mark(int(found[2]), column - 1, problem.what, problem.remedy, warning)


def _fill(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def _filled(old: str, fill: int) -> str:
    """Give a cell format with another fill, all else as it was."""
    opening = re.match(r"<xf\b([^>]*?)(/?)>", old)
    given = opening[1] if opening else ""
    given = re.sub(r'\s*\b(?:fillId|applyFill)="[^"]*"', "", given)
    rest = old[opening.end() :] if opening and not opening[2] else "</xf>"
    return f'<xf{given} fillId="{fill}" applyFill="1">{rest}'


def _free_title(package: Package) -> str:
    taken = {name.lower() for name, _ in package.sheets()}
    choices = [TITLE, *(f"{TITLE}{number}" for number in range(2, 1000))]
    return next(choice for choice in choices if choice.lower() not in taken)


def _list_styles(package: Package) -> dict[str, int]:
    """Add the formats of the list: title, heading, framed and wrapped text, link; give their places."""
    fonts = package.style(
        "fonts",
        [
            '<font><b/><sz val="16"/><name val="宋体"/></font>',
            '<font><b/><sz val="11"/><name val="宋体"/></font>',
            '<font><sz val="11"/><name val="宋体"/></font>',
            '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="宋体"/></font>',
        ],
    )
    grey = package.style("fills", [_fill("FFE8EEF7")])
    side = '<{0} style="thin"><color rgb="FFB8C0CC"/></{0}>'
    sides = "".join(side.format(each) for each in ("left", "right", "top", "bottom"))
    border = package.style("borders", [f"<border>{sides}<diagonal/></border>"])
    wrapped = '<alignment vertical="top" wrapText="1"/>'

    def form(font: int, fill: int, frame: int, inside: str) -> str:
        ids = f'numFmtId="0" fontId="{fonts + font}" fillId="{fill}" borderId="{frame}" xfId="0"'
        return f'<xf {ids} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{inside}</xf>'

    first = package.style(
        "cellXfs",
        [
            form(0, 0, 0, ""),
            form(1, grey, border, wrapped),
            form(2, 0, border, wrapped),
            form(3, 0, border, wrapped),
        ],
    )
    return {"title": first, "head": first + 1, "text": first + 2, "link": first + 3}


def _list_sheet(readings: Sequence[Reading], styles: dict[str, int], twins: set[str]) -> Iterator[bytes]:
    """Give the XML of the list: title, counts, headings, one line a problem with a link to its cell.

    No link leads to a sheet of `twins`, whose name another sheet before it has.
    """
    rows = [_row(1, [TITLE], styles["title"])]
    rows += [_row(number, [summary(each)], 0) for number, each in enumerate(readings, 2)]
    top = len(rows) + 1
    rows.append(_row(top, HEADINGS, styles["head"]))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1)
    )
    yield (
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{top}" topLeftCell="A{top + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
        f"{''.join(rows)}"
    ).encode()
    links: list[str] = []
    listed = chain.from_iterable(map(lines, readings))
    numbered = enumerate(listed, 1)
    while some := list(islice(numbered, _TOGETHER)):
        rows = []
        for number, line in some:
            linked = _ADDRESS.fullmatch(str(line[2])) is not None and line[1] not in twins
            linked = linked and len(links) < _MOST_LINKS
            link = styles["link"] if linked else None
            rows.append(_row(top + number, [number, *line[1:]], styles["text"], link=link))
            if linked:
                target = "'" + str(line[1]).replace("'", "''") + f"'!{line[2]}"
                links.append(
                    f'<hyperlink ref="C{top + number}" location={quoteattr(target)} '
                    f"display={quoteattr(str(line[2]))}/>"
                )
        yield "".join(rows).encode()
    shown = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    yield (
        f'</sheetData>{shown}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, values: Sequence[int | str], style: int, *, link: int | None = None) -> str:
    cells = []
    for column, value in enumerate(values):
        where = f'r="{_LETTERS[column]}{number}" s="{link if link is not None and column == 2 else style}"'
        if isinstance(value, int):
            cells.append(f"<c {where}><v>{value}</v></c>")
        else:
            cells.append(f'<c {where} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _contents(book: Book, without: str = "", *, plainly: bool = False) -> "list[array[int]]":
    """Give for each sheet but one the sums of its filled rows, which tell two sheets apart that differ in any cell.

    `plainly` leaves out of texts the marks that no .xlsx can hold.
    """
    return [
        array("q", (_sum(number, cells) for number, cells in _filled_rows(book, sheet, plainly=plainly)))
        for sheet in book.sheets
        if sheet.name != without
    ]


def _filled_rows(book: Book, sheet: Sheet, *, plainly: bool) -> Iterator[tuple[int, Cells]]:
    for first, rows in book.rows(sheet):
        for number, row in enumerate(rows, first):
            kept = (
                [_UNHOLDABLE.sub("", each) if type(each) is str else each for each in row] if plainly else row
            )
            if kept.count("") < len(kept):
                yield number, kept


def _sum(number: int, cells: Cells) -> int:
    """Give the sum of a row: equal cells, equal sums, whatever blank cells stand between and behind them."""
    told = [pair for pair in enumerate(cells) if pair[1] != ""]
    if -1 in cells:  # which Python sums like -2
        told = [(column, "-1" if value == -1 else value) for column, value in told]
    return hash((number, *told))
