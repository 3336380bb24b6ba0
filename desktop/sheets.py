"""The one place that writes our own workbooks: titled, typed, and with no cell that could turn into a formula."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from desktop.files import MAKER, writing

MONEY, TEXT, DAY = "#,##0.00", "@", "yyyy-mm-dd"
THIN = Side(style="thin", color="B8C0CC")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
LOOKS = {
    "title": (Font(name="宋体", size=16, bold=True), None, None, None),
    "note": (Font(name="宋体", size=11), None, None, None),
    "head": (
        Font(name="宋体", size=11, bold=True),
        FRAME,
        PatternFill("solid", fgColor="E8EEF7"),
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    ),
    "body": (Font(name="宋体", size=11), FRAME, None, None),
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a workbook of ours: heading, width in characters, and the text under it in the total row."""

    heading: str
    width: int
    total: Decimal | int | str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook of ours: title, notes under it, columns, rows."""

    title: str
    notes: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]


def write_workbook(
    path: Path,
    title: str,
    notes: Sequence[str],
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    verify: Callable[[Path], None] | None = None,
) -> Path:
    """Write one sheet: title, notes, headings, rows, totals; money as numbers, identity numbers and accounts as text.

    `verify` is shown the finished file before it takes its place, and raises to refuse it.
    """
    return write_sheets(path, (Sheet(title, notes, columns, rows),), verify=verify)


def write_sheets(
    path: Path, sheets: Sequence[Sheet], *, verify: Callable[[Path], None] | None = None
) -> Path:
    """Write several sheets, each as `write_workbook` writes its one."""
    # Before anything is written: a row that fails leaves nothing half open.
    bodies = [[tuple(row) for row in each.rows] for each in sheets]
    book = Workbook(write_only=True)
    book.properties.creator = MAKER
    book.properties.__elements__ = ("creator",)  # neither the user nor the hour is written beside it
    for style in _styles():
        book.add_named_style(style)
    for each, body in zip(sheets, bodies, strict=True):
        _fill(book.create_sheet(each.title[:31]), each, body)
    with writing(path, verify) as file:
        book.save(file)
    return path


def _fill(sheet: WriteOnlyWorksheet, given: Sheet, body: Sequence[Sequence[Any]]) -> None:
    for at, column in enumerate(given.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    first = len(given.notes) + 2
    sheet.freeze_panes = f"A{first + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{first}:{first}"
    sheet.append([_cell(sheet, given.title, "title")])
    for note in given.notes:
        sheet.append([_cell(sheet, note, "note")])
    sheet.append([_cell(sheet, column.heading, "head") for column in given.columns])
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    if any(column.total is not None for column in given.columns):
        sheet.append(
            [_cell(sheet, "" if column.total is None else column.total, "head") for column in given.columns]
        )


def _cell(sheet: WriteOnlyWorksheet, value: Any, look: str = "body") -> WriteOnlyCell:
    plain = isinstance(value, str)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if plain else value)
    shown = (
        TEXT if plain else MONEY if isinstance(value, Decimal) else DAY if isinstance(value, date) else "0"
    )
    cell.style = f"{look} {shown}"
    if plain:
        cell.data_type = "s"  # never a formula, whatever a name begins with
    return cell


def _styles() -> Iterator[NamedStyle]:
    """Every look with every way of showing a value; a cell names its style, which is far quicker than making it."""
    for look, (font, border, fill, alignment) in LOOKS.items():
        for shown in (TEXT, MONEY, DAY, "0"):
            style = NamedStyle(f"{look} {shown}", font=font, number_format=shown)
            if border:
                style.border = border
            if fill:
                style.fill, style.alignment = fill, alignment
            yield style
