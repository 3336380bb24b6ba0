"""Tables of facts: labels and values side by side, a title down the side of each part, room to sign.

A table is 24 units wide. The title of a part takes two of them, written downwards; the cells of a row share the
other 22 (or all 24 in a row without a title).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from desktop.forms.faces import HEI, SONG
from desktop.forms.layout import Band, Frame, Placed
from desktop.forms.listing import CENTRE, FIGURES, LEFT, RIGHT, THICK, THIN, draw_lines
from desktop.forms.page import MM, Sheet
from desktop.forms.typeset import MIDDLE, Fitted, Type, fit, line, wrap

UNITS = 24
SIDE = 2
LABEL = Type(HEI, 10, 14)
VALUE = Type(SONG, 10.5, 15.5)
PADDING = 4.0
ROW = 9 * MM
LINES_TOGETHER = 10
STEP, LEAST_STEP = 12.5, 11.0
CLOSE, LOWER = 4.0, 0.2
"""Points that stay free in a row that is made lower, and by how much it may be, in parts of its height."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a row: how many units it takes, how it is set, where it stands."""

    text: str
    span: int
    type: Type = VALUE
    align: float = LEFT
    least: float = 0.85
    several: float = 1.0


def label(text: str, span: int = 4) -> Cell:
    """Give the cell that names what stands beside it."""
    return Cell(text, span, LABEL, CENTRE, several=0.95)


def value(text: str, span: int, align: float = LEFT) -> Cell:
    """Give the cell of a fact; an empty fact leaves the cell blank, to be written in by hand."""
    return Cell(text, span, VALUE, align)


@dataclass(frozen=True)
class Grid:
    """A table of facts on a page, `left` and `width` in points."""

    left: float
    width: float
    tail: float = 0.0

    def unit(self, count: float) -> float:
        """Give the width of so many units."""
        return self.width * count / UNITS

    def heading(self, band: Band) -> Sequence[Band]:
        """Give the head of the inner list that a row belongs to, if any."""
        return band.repeats if isinstance(band, GridRow) else ()

    def row(
        self,
        *cells: Cell,
        side: str = "",
        height: float = ROW,
        repeats: Sequence["GridRow"] = (),
        keep: bool = False,
    ) -> "GridRow":
        """Give a row whose cells take together 22 units (24 without a title at the side)."""
        fitted = [
            fit(
                cell.text,
                cell.type.face,
                cell.type.size,
                self.unit(cell.span) - 2 * PADDING,
                cell.least,
                cell.several,
            )
            for cell in cells
        ]
        needed = max(
            len(each.lines) * cell.type.leading * each.size / cell.type.size
            for cell, each in zip(cells, fitted, strict=True)
        )
        return GridRow(self, cells, fitted, max(height, needed + 7), side, tuple(repeats), keep=keep)

    def facts(self, pairs: Sequence[tuple[str, str]], *, side: str = "", across: int = 2) -> list["GridRow"]:
        """Give rows of label and value, `across` pairs a row; the last row's value takes what is left."""
        whole = UNITS - SIDE if side else UNITS
        rows: list[GridRow] = []
        for start in range(0, len(pairs), across):
            part = pairs[start : start + across]
            cells: list[Cell] = []
            left = whole
            for place, (name, text) in enumerate(part, start=1):
                room = left - 4 if place == len(part) else whole // across - 4
                cells += [label(name), value(text, room)]
                left -= 4 + room
            rows.append(self.row(*cells, side=side))
        return rows

    def text(self, name: str, text: str, *, side: str = "", height: float = ROW) -> list["GridRow"]:
        """Give a labelled text of any length; a very long one goes on in rows joined to the first."""
        whole = UNITS - SIDE if side else UNITS
        room = self.unit(whole - 4) - 2 * PADDING
        lines = wrap(text, VALUE.face, VALUE.size, room)
        rows: list[GridRow] = []
        for start in range(0, len(lines), LINES_TOGETHER):
            part = Fitted(lines[start : start + LINES_TOGETHER], VALUE.size)
            cells = (label(name if not start else ""), value("", whole - 4))
            named = fit(cells[0].text, LABEL.face, LABEL.size, self.unit(4) - 2 * PADDING, 0.85, 0.95)
            beside = 0.0 if start else max(len(named.lines) * LABEL.leading + 7, height)
            high = max(len(part.lines) * VALUE.leading + 7, beside)
            rows.append(GridRow(self, cells, [named, part], high, side, joined=bool(start)))
        return rows

    def lists(
        self, columns: Sequence[tuple[str, int, float]], rows: Sequence[Sequence[str]], *, side: str = ""
    ) -> list["GridRow"]:
        """Give an inner list; `columns` are (heading, units, where texts stand); its head repeats on a new page.

        A list of nothing has one row to be written in by hand.
        """
        head = self.row(*(label(title, span) for title, span, _ in columns), side=side, keep=True)
        made = [
            self.row(
                *(
                    Cell(text, span, VALUE, at, FIGURES if at == RIGHT else 0.85)
                    for text, (_, span, at) in zip(row, columns, strict=True)
                ),
                side=side,
                height=7.6 * MM,
                repeats=(head,),
            )
            for row in rows or [("",) * len(columns)]
        ]
        return [head, *made]

    def opinion(self, side: str, text: str, signing: Sequence[str], *, height: float = 27 * MM) -> "Signed":
        """Give a box with an opinion and, at its foot on the right, the lines to be signed."""
        room = self.unit(UNITS - SIDE) - 2 * PADDING - 8
        lines = wrap(text, VALUE.face, VALUE.size, room, indent=2 * VALUE.size, spread=True) if text else ()
        needed = len(lines) * VALUE.leading + len(signing) * 20 + 18
        return Signed(self, side, Fitted(lines, VALUE.size), tuple(signing), max(height, needed))

    def close(self, sheet: Sheet, bands: Sequence[Placed]) -> None:
        """Draw the frame, the rules between the rows, and the titles at the side."""
        right = self.left + self.width
        inner = self.left + self.unit(SIDE)
        for above, below in pairwise(bands):
            if not _joined(below.band):
                goes_on = bool(_side(below.band)) and _side(below.band) == _side(above.band)
                sheet.rule(inner if goes_on else self.left, below.top, right, below.top, THIN)
        for side, run in groupby(bands, key=lambda placed: _side(placed.band)):
            if side:
                part = list(run)
                sheet.rule(inner, part[0].top, inner, part[-1].bottom, THIN)
                self._draw_side(sheet, side, part[0].top, part[-1].bottom)
        sheet.box(self.left, bands[0].top, self.width, bands[-1].bottom - bands[0].top, THICK)

    def _draw_side(self, sheet: Sheet, side: str, top: float, bottom: float) -> None:
        """Write a title downwards, one character a line where there is room, otherwise two."""
        high = bottom - top - 6
        per = 1 if len(side) * LEAST_STEP <= high else 2
        parts = [side[start : start + per] for start in range(0, len(side), per)]
        step = min(STEP, high / len(parts))
        size = min(LABEL.size, step)
        y = (top + bottom - len(parts) * step) / 2 + step / 2 + size * MIDDLE
        for part in parts:
            single = line(part, LABEL.face, size)
            single.draw(sheet, self.left + (self.unit(SIDE) - single.width) / 2, y, LABEL.face, size)
            y += step


def signed(bands: Sequence[Band], opinions: Sequence["Signed"]) -> list[Band]:
    """Give a table and the boxes to sign below it; the boxes stand together and never without the table's last row."""
    last = [replace(each, keep=True) if isinstance(each, GridRow) else each for each in bands[-1:]]
    return [*bands[:-1], *last, *(replace(each, keep=True) for each in opinions[:-1]), *opinions[-1:]]


def snug(bands: Sequence[Band], frame: Frame) -> list[Band]:
    """Give the bands with their rows a little lower when that brings them all onto one page.

    No row gets lower than its text asks for, and none by more than a fifth: rather that than a page with one row
    and the boxes to sign.
    """
    over = sum(band.height for band in bands) - (frame.floor - frame.top)
    spare = sum(band.spare for band in bands if isinstance(band, GridRow))
    if not 0 < over <= spare:
        return list(bands)
    part = (over + 0.1) / spare
    return [
        replace(band, height=band.height - band.spare * part) if isinstance(band, GridRow) else band
        for band in bands
    ]


def _side(band: Band) -> str:
    return band.side if isinstance(band, GridRow | Signed) else ""


def _joined(band: Band) -> bool:
    return isinstance(band, GridRow) and band.joined


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of cells, fitted and measured."""

    group: Grid
    cells: Sequence[Cell]
    fitted: Sequence[Fitted]
    height: float
    side: str = ""
    repeats: tuple["GridRow", ...] = ()
    joined: bool = False
    keep: bool = False

    @property
    def spare(self) -> float:
        """How much lower the row may become."""
        needed = max(
            len(each.lines) * cell.type.leading * each.size / cell.type.size
            for cell, each in zip(self.cells, self.fitted, strict=True)
        )
        return max(min(self.height - needed - CLOSE, self.height * LOWER), 0.0)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the texts and the rules between the cells."""
        grid = self.group
        x = grid.left + (grid.unit(SIDE) if self.side else 0.0)
        for number, (cell, fitted) in enumerate(zip(self.cells, self.fitted, strict=True)):
            width = grid.unit(cell.span)
            if number:
                sheet.rule(x, top, x, top + self.height, THIN)
            place = (x + PADDING, top, width - 2 * PADDING, self.height)
            draw_lines(sheet, fitted, cell.type, place, cell.align)
            x += width


@dataclass(frozen=True, slots=True)
class Signed:
    """A box with a text at its head and lines to sign at its foot."""

    group: Grid
    side: str
    fitted: Fitted
    signing: tuple[str, ...]
    height: float
    keep: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the opinion and the lines to sign."""
        grid = self.group
        x = grid.left + grid.unit(SIDE) + PADDING + 4
        y = top + 7 + VALUE.leading / 2 + VALUE.size * MIDDLE
        for number, each in enumerate(self.fitted.lines):
            each.draw(sheet, x + (2 * VALUE.size if not number else 0), y, VALUE.face, VALUE.size)
            y += VALUE.leading
        right = grid.left + grid.width - 12
        y = top + self.height - 8 - 20 * (len(self.signing) - 1)
        for text in self.signing:
            single = line(text, VALUE.face, VALUE.size)
            single.draw(sheet, right - single.width, y, VALUE.face, VALUE.size)
            y += 20
