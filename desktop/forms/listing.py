"""Long lists: one line a person or payee, the heading on every page, sums at the foot, any number of rows."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import TypeVar

from desktop.forms.faces import HEI, SONG, width
from desktop.forms.layout import Band, Placed
from desktop.forms.page import HEIGHT, MM, Sheet
from desktop.forms.typeset import MIDDLE, Fitted, Type, fit

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
HEAD = Type(HEI, 9.5, 12.5)
BODY = Type(SONG, 9.5, 12.5)
PADDING = 2.6
ROW = 8.6 * MM
V = TypeVar("V")
THIN, THICK = 0.4, 1.0
LEAST, FIGURES = 0.88, 0.7
"""How small a text may be set to stay on one line, in parts of its size; figures, which are never cut, smaller."""
MOST_REMEMBERED = 20_000
TOGETHER = 4
"""How many rows at the end of a list stand on one page, so that its last page never holds a single line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: heading, width in millimetres, and where in the cell a text stands.

    In a column of `names` those of two characters are as wide as those of three.
    """

    title: str
    millimetres: float
    align: float = CENTRE
    names: bool = False


def spaced(name: str) -> str:
    """Give a name of two Chinese characters with an ideographic space between them, as lists of names have it.

    A space that is really there is found and copied as one, by every reader; a mere gap is not.
    """
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and all(map(_is_han, name)) else name


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under the rows of each page, from the rows themselves: e.g. 本页小计."""

    cells: Callable[[Sequence[Sequence[str]]], Sequence[tuple[str, int]]]


@dataclass(frozen=True, eq=False)
class Listing:
    """A list's columns and where they stand; its rows are bands of it.

    `several` is the size of texts that need more than one line, in parts of the type's size.
    """

    left: float
    columns: Sequence[Column]
    type: Type = BODY
    row_height: float = ROW
    foot: Foot | None = None
    several: float | None = None

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Where the columns begin and the last one ends, in points from the left edge of the page."""
        return tuple(accumulate((each.millimetres * MM for each in self.columns), initial=self.left))

    @property
    def tail(self) -> float:
        """The height of the foot, if there is one."""
        return self.row_height if self.foot else 0.0

    @cached_property
    def rooms(self) -> tuple[float, ...]:
        """How wide a text may be in each column, in points."""
        return tuple(column.millimetres * MM - 2 * PADDING for column in self.columns)

    def head(self, *, keep: bool = False) -> "Merged":
        """Give the row of headings."""
        titles = [(column.title, 1) for column in self.columns]
        return Merged(self, titles, height=self.row_height + 1 * MM, keep=keep, heads=True)

    def heading(self, band: Band) -> Sequence[Band]:
        """Give the row of headings."""
        return [self.head()]

    def codes(self, sheet: Sheet) -> tuple[Mapping[str, str], ...]:
        """Give, for each column, what looks up the operators that set a text in it."""
        return tuple(_Memory(partial(_codes, self, number, sheet)) for number in range(len(self.columns)))

    def fitted(self, number: int, text: str) -> Fitted:
        """Give a text as it is set in column `number`."""
        column, kind = self.columns[number], self.type
        shown = spaced(text) if column.names else text
        least = FIGURES if column.align == RIGHT or text.isdecimal() else LEAST
        return fit(shown, kind.face, kind.size, self.rooms[number], least, self.several or LEAST)

    def rows(self, rows: Iterable[Sequence[str]]) -> list["Row"]:
        """Give a band for each row of texts, as many as there are columns; raises Refused for an undrawable one."""
        heights = [_Memory(partial(_height, self, number)).__getitem__ for number in range(len(self.columns))]
        made: list[Row] = []
        for cells in rows:
            needed = max([height(text) for height, text in zip(heights, cells, strict=True)])
            made.append(Row(self, cells, max(self.row_height, needed)))
        return made

    def all(
        self,
        rows: Iterable[Sequence[str]],
        total: Sequence[tuple[str, int]] | None = None,
        *,
        keep: bool = False,
    ) -> list[Band]:
        """Give the whole list: headings, rows, and the sum, which never stands alone on a page.

        `total` are (text, number of columns it spans); `keep` ties the end of the list to what follows.
        """
        made = self.rows(rows)
        bands: list[Band] = [self.head(keep=True), *made]
        for place in range(max(len(made) - TOGETHER, 0), len(made) - 1):
            made[place].keep = made[place].height <= 2 * self.row_height
        if made and (total is not None or keep):
            made[-1].keep = True
        if total is not None:
            bands.append(Merged(self, total, self.row_height, keep=keep, final=True))
        return bands

    def close(self, sheet: Sheet, bands: Sequence[Placed]) -> None:
        """Draw the frame, the rules between rows and columns, the foot of the page, and the sum."""
        left, right = self.edges[0], self.edges[-1]
        rows = [placed for placed in bands if isinstance(placed.band, Row)]
        paths = [f"{left:.2f} {HEIGHT - y:.2f} m {right:.2f} {HEIGHT - y:.2f} l" for y in _tops(bands)]
        if rows:
            ends = f"{HEIGHT - rows[0].top:.2f}", f"{HEIGHT - rows[-1].bottom:.2f}"
            paths += [f"{x:.2f} {ends[0]} m {x:.2f} {ends[1]} l" for x in self.edges[1:-1]]
        if paths:
            sheet.write(f"{THIN} w {' '.join(paths)} S")
        bottom = bands[-1].bottom
        last = bands[-1].band
        final = last if isinstance(last, Merged) and last.final else None
        below: list[Merged] = [final] if final else []
        whole = final is not None and bands[0].band.keep  # the first heading is kept, a repeated one is not
        if self.foot and rows and not whole:
            below.insert(
                0, Merged(self, self.foot.cells([_cells(each.band) for each in rows]), self.row_height)
            )
        y = bands[-1].top if final else bottom
        for each in below:
            each.draw_at(sheet, y)
            sheet.rule(left, y, right, y, THIN)
            y += each.height
        sheet.box(left, bands[0].top, right - left, (y if below else bottom) - bands[0].top, THICK)


def _tops(bands: Sequence[Placed]) -> list[float]:
    """Give where the rules between the rows stand."""
    return [placed.top for placed in bands[1:]]


def _cells(band: Band) -> Sequence[str]:
    return band.cells if isinstance(band, Row) else ()


class _Memory(dict[str, V]):
    """What is known of the texts of one column, each worked out once however often it stands there."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> V:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[text] = made = self._make(text)
        return made


def _height(listing: Listing, number: int, text: str) -> float:
    """How high the row must be for a text: nothing for one that fits on a line."""
    kind = listing.type
    fitted = listing.fitted(number, text)
    lines = len(fitted.lines)
    return lines * kind.leading * fitted.size / kind.size + 2 * PADDING if lines > 1 else 0.0


def _codes(listing: Listing, number: int, sheet: Sheet, text: str) -> str:
    """The operators that set a text, from the left end of its column on the row's middle line to the next column's."""
    kind, room = listing.type, listing.rooms[number]
    own = listing.columns[number].align
    fitted = listing.fitted(number, text)
    face, size, lines = kind.face, fitted.size, fitted.lines
    leading = kind.leading * size / kind.size
    align = LEFT if len(lines) > 1 and own == CENTRE else own
    y = leading * (len(lines) - 1) / 2 - size * MIDDLE
    at_x = at_y = 0.0
    parts = [sheet.select(face, size)] if size != kind.size else []
    for each in lines:
        x = PADDING + align * (room - each.width)
        parts.append(f"{x - at_x:.2f} {y - at_y:.2f} Td {sheet.shown(each.parts, face, size)}")
        at_x, at_y, y = x, y, y - leading
    parts.append(f"{room + 2 * PADDING - at_x:.2f} {-at_y:.2f} Td")
    if size != kind.size:
        parts.append(sheet.select(face, kind.size))
    return " ".join(parts)


@dataclass(slots=True)
class Row:
    """One row of a list."""

    group: Listing
    cells: Sequence[str]
    height: float
    keep: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the row's texts; the rules around them are the list's."""
        group = self.group
        columns = sheet.remembered(group, group.codes)
        codes = [column[text] for column, text in zip(columns, self.cells, strict=True)]
        start = f"BT {sheet.select(group.type.face, group.type.size)} {group.left:.2f}"
        sheet.write(f"{start} {HEIGHT - top - self.height / 2:.2f} Td {' '.join(codes)} ET")


def draw_lines(
    sheet: Sheet, fitted: Fitted, kind: Type, place: tuple[float, float, float, float], align: float
) -> None:
    """Draw lines in the middle of a place (left, top, width, height), each aligned on its own."""
    left, top, room, height = place
    leading = kind.leading * fitted.size / kind.size
    y = top + (height - leading * len(fitted.lines)) / 2 + leading / 2 + fitted.size * MIDDLE
    for each in fitted.lines:
        if each.parts[0][0]:
            each.draw(sheet, left + align * (room - each.width), y, kind.face, fitted.size)
        y += leading


@dataclass(frozen=True, slots=True)
class Merged:
    """A row whose cells may span several columns: sums and, with `heads`, the headings, which are centred.

    The `final` one is the sum of the whole list.
    """

    group: Listing
    cells: Sequence[tuple[str, int]]
    height: float
    keep: bool = False
    heads: bool = False
    final: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the row; the sum is left to the list, which knows whether a foot comes before it."""
        if not self.final:
            self.draw_at(sheet, top)

    def draw_at(self, sheet: Sheet, top: float) -> None:
        """Draw the row's texts and the rules between its cells."""
        for text, left, right, align in self._placed():
            room = right - left - 2 * PADDING
            fitted = fit(text, HEAD.face, HEAD.size, room, FIGURES if align == RIGHT else LEAST, LEAST)
            draw_lines(sheet, fitted, HEAD, (left + PADDING, top, room, self.height), align)
            if right < self.group.edges[-1]:
                sheet.rule(right, top, right, top + self.height, THIN)

    def _placed(self) -> Iterator[tuple[str, float, float, float]]:
        """Give each text with the edges of its cell; a sum too wide for its column takes room from the cell before it."""
        edges = self.group.edges
        spans = [span for _, span in self.cells]
        starts = [*accumulate(spans, initial=0)]
        for number, (text, span) in enumerate(self.cells):
            column = self.group.columns[starts[number]]
            if self.heads or span > 1 or column.align != RIGHT or not number:
                continue
            needed = width(text, HEAD.face, HEAD.size) + 2 * PADDING
            first = starts[number - 1] + 1
            while edges[starts[number + 1]] - edges[starts[number]] < needed and starts[number] > first:
                starts[number] -= 1
        for number, (text, span) in enumerate(self.cells):
            right = starts[number + 1]
            align = CENTRE if self.heads or span > 1 else self.group.columns[right - 1].align
            yield text, edges[starts[number]], edges[right], align
