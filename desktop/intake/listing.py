"""The problem list (问题清单) as a workbook of its own, to be sent back with the faulty file."""

from pathlib import Path
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from desktop.files import writing
from desktop.intake.listed import HEADINGS, TITLE, WIDTHS, lines, summary
from desktop.intake.made import new_book
from desktop.intake.reading import Reading

_THIN = Side(style="thin", color="B8C0CC")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEAD_FILL = PatternFill("solid", fgColor="E8EEF7")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def problem_list(reading: Reading, path_out: Path) -> None:
    """Write all problems of a reading to an .xlsx file: number, sheet, address, field, name, problem, remedy, kind.

    A reading without problems gives a list that says so. Raises OSError when the file cannot be written.
    """
    book = new_book()
    sheet = book.create_sheet(TITLE)
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"
    sheet.append([_plain(sheet, TITLE, Font(size=16, bold=True))])
    sheet.append([_plain(sheet, summary(reading))])
    sheet.append([_framed(sheet, heading, head=True) for heading in HEADINGS])
    for line in lines(reading):
        sheet.append([_framed(sheet, value) for value in line])
    with writing(path_out) as file:
        book.save(file)


def _plain(sheet: Any, text: str, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.data_type = "s"
    cell.value = text
    if font is not None:
        cell.font = font
    return cell


def _framed(sheet: Any, value: int | str, *, head: bool = False) -> Any:
    """Give a framed cell; text that begins like a formula stays text."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.border = FRAME
    cell.alignment = _WRAPPED
    if head:
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
    return cell
