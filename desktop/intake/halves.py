"""The halves of a day on a sign-in sheet: which cell is which, and which half somebody left blank."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from desktop.intake.book import Cells, Sheet
from desktop.intake.checking import Fault, clean, is_blank
from desktop.intake.day_cells import HALF
from desktop.intake.reading import DayColumn
from desktop.intake.words import plain

MORNING, AFTERNOON = "上午", "下午"
_LABEL = re.compile(r"(?P<morning>上午|早上|AM|^[上早]$)|(?P<afternoon>下午|PM|^下$)", re.IGNORECASE)
_MOST_MERGED = 6

Place = tuple[int, DayColumn]
"""Where a part of a day stands: the number of its row, and its column."""


def half_of(label: str) -> str:
    """Give the half of the day that a label names; "" when it names none, or both."""
    found = {MORNING if match["morning"] else AFTERNOON for match in _LABEL.finditer(label)}
    return found.pop() if len(found) == 1 else ""


def half_blank(signed: str, blank: str) -> Fault:
    """Give the warning about a day of which one half is signed and the other left blank."""
    return HALF._replace(what=f"这一天{signed}到课，{blank}是空白的，按迟到（早退）登记。")


def holds(cells: Cells, column: DayColumn) -> bool:
    """Tell whether a row says anything in a column."""
    cell = cells[column.column] if column.column < len(cells) else ""
    return cell != "" and not is_blank(clean(cell))


class Halves:
    """Tells the halves of the days of one sheet; `opening` is how many cells of a row may name its half."""

    def __init__(self, days: Sequence[DayColumn], sheet: Sheet, below: int, opening: int) -> None:
        self._columns = {each.column: half_of(each.label) for each in days}
        self._opening = opening
        self._in_rows = False
        self._held: set[tuple[date | None, str]] = set()
        self._merged = _merged_over(sheet, below)

    def know(self, rows: Iterable[Cells], used: Sequence[DayColumn], *, in_rows: bool) -> None:
        """Look at all cells of the sheet: a half that is blank for everybody was not held."""
        self._in_rows = in_rows
        self._held = {(each.day, self._columns[each.column]) for each in used}
        if in_rows:
            self._held = {
                (each.day, self._half(cells, each)) for cells in rows for each in used if holds(cells, each)
            }

    def missed(self, places: Iterable[tuple[int, Cells, DayColumn]]) -> tuple[Place, Fault] | None:
        """Give where somebody who signed one half of a day left the other blank, with what is said of it."""
        signed: set[str] = set()
        blank: dict[str, Place] = {}
        for row, cells, each in places:
            half = self._half(cells, each)
            if holds(cells, each) or (row, each.column) in self._merged:
                signed.add(half)
            elif (each.day, half) in self._held:
                blank.setdefault(half, (row, each))
        for one, other in ((MORNING, AFTERNOON), (AFTERNOON, MORNING)):
            if one in signed and other in blank and other not in signed:
                return blank[other], half_blank(one, other)
        return None

    def _half(self, cells: Cells, column: DayColumn) -> str:
        """Give the half in which a cell stands, by what heads its column or opens its row."""
        half = self._columns[column.column]
        if half or not self._in_rows:
            return half
        said = (half_of(plain(cell)) for cell in cells[: self._opening] if isinstance(cell, str))
        return next((half for half in said if half), "")


def _merged_over(sheet: Sheet, below: int) -> set[tuple[int, int]]:
    """Give the cells below the headings that a merged cell above or left of them speaks for: row from 1, column from 0."""
    found = {
        (row + 1, column)
        for (top, left), (bottom, right) in sheet.merged
        if top >= below and right > left
        for row in range(top, min(bottom, top + _MOST_MERGED) + 1)
        for column in range(left + 1, right + 1)
    }
    for top, column, bottom in sheet.down:
        if top >= below:
            found.update((row + 1, column) for row in range(top + 1, min(bottom, top + _MOST_MERGED) + 1))
    return found
