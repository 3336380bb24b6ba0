"""A plain .xlsx of a workbook that is none: the cells of an .xls or a text file, ready to be marked."""

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, count, islice
from typing import Any
from xml.sax.saxutils import quoteattr

from desktop.files import MAKER
from desktop.intake.book import Area, Book, Sheet
from desktop.intake.extent import MOST_ROWS
from desktop.intake.parts import (
    BOOK_TYPE,
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET_TYPE,
    STYLES,
    STYLES_TYPE,
    UNHOLDABLE,
    WORKBOOK,
    Flow,
    Package,
    as_text,
)
from desktop.intake.reading import address, letter
from desktop.problems import Refused

TEXT, DAY, MOMENT, CLOCK, SPAN = 1, 2, 3, 4, 5
"""The formats of cells (places in the styles below) beside 0, the general one."""
PLAIN = range(6)

_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt '
    'numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="hh:mm:ss"/><numFmt numFmtId="167" formatCode="[h]:mm:ss"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"{applied}/>'
        for number, applied in ((0, ""), *((n, ' applyNumberFormat="1"') for n in (49, 164, 165, 166, 167)))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_CORE = "docProps/core.xml"
_MAKER = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{MAKER}</dc:creator></cp:coreProperties>'
)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - the first day of every spreadsheet's own clock
_WIDEST, _SAMPLE = 60, 200


def plain_copy(book: Book) -> Package:
    """Give the package of an .xlsx with the same sheets, rows and values as a workbook, open until that is written."""
    return new_package([(sheet.name, partial(_sheet, book, sheet), sheet.hidden) for sheet in book.sheets])


def new_package(sheets: Sequence[tuple[str, Flow, bool]]) -> Package:
    """Give the package of an .xlsx with some sheets: of each the name, its XML, and whether it is hidden."""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/{WORKBOOK}" ContentType="{BOOK_TYPE}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="{WORKBOOK}"/><Relationship Id="rId2" '
            f'Type="{PACKAGE}/relationships/metadata/core-properties" Target="{_CORE}"/></Relationships>'
        ),
        WORKBOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets></sheets></workbook>',
    }
    package = Package((name, content.encode()) for name, content in parts.items())
    package.add(_CORE, _MAKER, "application/vnd.openxmlformats-package.core-properties+xml")
    package.add(STYLES, _STYLES, STYLES_TYPE)
    package.relate(WORKBOOK, "styles", STYLES)
    lines = []
    taken: set[str] = set()
    for number, (name, flow, hidden) in enumerate(sheets, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        package.add(part, flow, SHEET_TYPE)
        state = ' state="hidden"' if hidden else ""
        identity = package.relate(WORKBOOK, "worksheet", part)
        free = _free(holdable_name(name), taken)
        lines.append(f'<sheet name={quoteattr(free)} sheetId="{number}"{state} r:id="{identity}"/>')
    package.put(WORKBOOK, package.text(WORKBOOK).replace("</sheets>", "".join(lines) + "</sheets>"))
    return package


def holdable_name(name: str) -> str:
    """Give a sheet's name without what no sheet may be called by."""
    kept = "".join("_" if character in "[]:*?/\\" else character for character in UNHOLDABLE.sub("", name))
    return kept[:31].strip("'") or "Sheet1"


def _free(name: str, taken: set[str]) -> str:
    """Give a name that no sheet before has, and note it."""
    choices = chain((name,), (f"{name[:27]}({number})" for number in count(2)))
    free = next(choice for choice in choices if choice.lower() not in taken)
    taken.add(free.lower())
    return free


def _sheet(book: Book, sheet: Sheet) -> Iterator[bytes]:
    """Give the XML of a sheet, some rows at a time."""
    rows = (numbered for first, piece in book.rows(sheet) for numbered in enumerate(piece, first))
    first = list(islice(rows, _SAMPLE))
    yield f'<worksheet xmlns="{MAIN}">{_widths([values for _, values in first])}<sheetData>'.encode()
    numbered = chain(first, rows)
    while body := "".join(row(number, values) for number, values in islice(numbered, _SAMPLE)):
        yield body.encode()
    yield f"</sheetData>{_merges(sheet.merged)}</worksheet>".encode()


def row(
    number: int, values: Sequence[Any], marked: Container[int] = (), styles: Sequence[int] = PLAIN
) -> str:
    """Give a row in XML, its cells in the columns of `marked` (from 0) in `styles`; Refused where no sheet has it."""
    if number > MOST_ROWS:
        raise Refused(
            f"文件超过 {MOST_ROWS} 行，一张工作表放不下，没有写出文件。",
            "请把文件拆成几份后分别检查，或只保存问题清单。",
        )
    cells = (
        cell(column, number, value, styles if column in marked else PLAIN)
        for column, value in enumerate(values)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _merges(merged: Sequence[Area]) -> str:
    areas = "".join(
        f'<mergeCell ref="{address(left, top + 1)}:{address(right, bottom + 1)}"/>'
        for (top, left), (bottom, right) in merged
    )
    return f'<mergeCells count="{len(merged)}">{areas}</mergeCells>' if merged else ""


def _widths(rows: Sequence[Sequence[Any]]) -> str:
    """Give column widths by the content of the first rows; a Chinese character takes two places."""
    widths: list[int] = []
    for row in rows:
        for column, value in enumerate(row):
            text = str(value)
            need = len(text) + sum(1 for character in text if character > "\u2e7f") + 2
            if column == len(widths):
                widths.append(8)
            widths[column] = max(widths[column], min(need, _WIDEST))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


class Lost(str):
    """A cell whose content is lost: `error` where a formula failed, `empty` where its result was not saved."""

    __slots__ = ()


def cell(column: int, row: int, value: Any, styles: Sequence[int] = PLAIN) -> str:
    """Give one cell in XML, typed as its value; text never turns into a number or a formula.

    `styles` are the places of the formats, as they stand above.
    """
    where = f'r="{letter(column)}{row}"'
    if isinstance(value, Lost):
        content = "<v>#N/A</v>" if value == "error" else "<f>NA()</f>"
        return f'<c {where} s="{styles[0]}" t="e">{content}</c>'
    if isinstance(value, datetime | date | time | timedelta):
        serial, style = _serial(value)
        return f'<c {where} s="{styles[style]}"><v>{serial!r}</v></c>'
    if isinstance(value, str) and value != "":
        return f'<c {where} s="{styles[TEXT]}" t="inlineStr"><is><t xml:space="preserve">{as_text(value)}</t></is></c>'
    where += f' s="{styles[0]}"' if styles[0] else ""
    if value == "":
        return f"<c {where}/>" if styles[0] else ""
    if isinstance(value, bool):
        return f'<c {where} t="b"><v>{int(value)}</v></c>'
    return f"<c {where}><v>{value!r}</v></c>"


def _serial(value: datetime | date | time | timedelta) -> tuple[float, int]:
    if isinstance(value, time):
        span = timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        return span / timedelta(days=1), CLOCK
    if isinstance(value, timedelta):
        return value / timedelta(days=1), SPAN
    if isinstance(value, datetime):
        return (value - _SERIAL_ZERO) / timedelta(days=1), MOMENT
    return float((value - _SERIAL_ZERO.date()).days), DAY
