"""The one place that writes our own workbooks: titled, typed, and with no cell that could turn into a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from desktop.files import writing

MONEY, TEXT, DAY = "#,##0.00", "@", "yyyy-mm-dd"
THIN = Side(style="thin", color="B8C0CC")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E8EEF7")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a workbook of ours: heading, width in characters, and the text under it in the total row."""

    heading: str
    width: int
    total: Decimal | int | str | None = None


def write_workbook(
    path: Path,
    title: str,
    notes: Sequence[str],
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
) -> Path:
    """Write one sheet: title, notes, headings, rows, totals; money as numbers, identity numbers and accounts as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = f"A{len(notes) + 3}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{len(notes) + 2}:{len(notes) + 2}"
    heading = WriteOnlyCell(sheet, title)
    heading.font = Font(name="宋体", size=16, bold=True)
    sheet.append([heading])
    for note in notes:
        sheet.append([_cell(sheet, note, framed=False)])
    sheet.append([_cell(sheet, column.heading, head=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if any(column.total is not None for column in columns):
        sheet.append(
            [_cell(sheet, "" if column.total is None else column.total, head=True) for column in columns]
        )
    with writing(path) as file:
        book.save(file)
    return path


def _cell(sheet: WriteOnlyWorksheet, value: Any, *, head: bool = False, framed: bool = True) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.font = Font(name="宋体", size=11, bold=head)
    if framed:
        cell.border = FRAME
    if head:
        cell.fill = HEAD
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = TEXT
    elif isinstance(value, Decimal):
        cell.number_format = MONEY
    elif isinstance(value, date):
        cell.number_format = DAY
    return cell
