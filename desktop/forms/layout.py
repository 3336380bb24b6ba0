"""Pages from bands: what stands on which page, headings repeated, nothing torn apart that belongs together.

A paper is a list of sections; a section is a list of bands, strips of the page that are never cut. The number of
pages is known before the first is drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Protocol

from desktop.forms.faces import KAI
from desktop.forms.page import HEIGHT, MM, WIDTH, Sheet
from desktop.problems import Refused


class Group(Protocol):
    """What several bands have in common on each page: a table's frame and its repeated heading."""

    @property
    def tail(self) -> float:
        """Points kept free under the group's last band on each page, for what `close` draws there."""

    def heading(self, band: "Band") -> "Sequence[Band]":
        """Bands to repeat above this one, with which the group goes on on a new page."""

    def close(self, sheet: Sheet, bands: "Sequence[Placed]") -> None:
        """Draw what spans the group's bands on one page, e.g. the outer frame."""


class Band(Protocol):
    """A strip of a page, `height` points high, that is drawn whole."""

    @property
    def height(self) -> float:
        """Points from its top to its bottom."""

    @property
    def keep(self) -> bool:
        """Whether the band after it must stand on the same page."""

    @property
    def group(self) -> Group | None:
        """The table it belongs to."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A band and where its upper edge stands."""

    band: Band
    top: float

    @property
    def bottom(self) -> float:
        """Where its lower edge stands."""
        return self.top + self.band.height


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of an A4 page that text may fill, as margins in points."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from margin to margin."""
        return WIDTH - self.left - self.right

    @property
    def floor(self) -> float:
        """How far down the page text may go."""
        return HEIGHT - self.bottom


FORM = Frame(left=25 * MM, right=20 * MM, top=24 * MM, bottom=22 * MM)
WIDE = Frame(left=18 * MM, right=18 * MM, top=24 * MM, bottom=22 * MM)
"""For lists with many columns."""
OFFICIAL = Frame(left=28 * MM, right=26 * MM, top=37 * MM, bottom=35 * MM)
"""GB/T 9704: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page stands: its number in the paper (from 1), how many there are, its number in the section."""

    number: int
    count: int
    within: int


Furniture = Callable[[Sheet, Frame, Spot], None]
"""What stands outside the frame of each page of a section: running heads, page numbers."""


@dataclass(frozen=True, slots=True)
class Section:
    """Bands that fill pages of one frame; a section starts on a new page."""

    bands: Sequence[Band]
    frame: Frame
    furniture: Furniture


@dataclass(slots=True)
class _Filler:
    """Fills the pages of one section, band by band."""

    frame: Frame
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    y: float = 0.0
    group: Group | None = None

    def __post_init__(self) -> None:
        self.y = self.frame.top

    def fits(self, bands: Sequence[Band]) -> bool:
        """Whether the bands, and what their last group draws under them, fit on the page."""
        height = bands[0].height if len(bands) == 1 else sum(band.height for band in bands)
        if bands[0].group is not self.group and self.group is not None:
            height += self.group.tail
        last = bands[-1].group
        return self.y + height + (last.tail if last is not None else 0.0) <= self.frame.floor + 0.01

    def new_page(self, first: Band) -> None:
        goes_on = first.group if first.group is self.group else None
        self.pages.append([])
        self.y, self.group = self.frame.top, None
        for band in goes_on.heading(first) if goes_on else ():
            self.put(band)

    def put(self, band: Band) -> None:
        if band.group is not self.group:
            self.y += self.group.tail if self.group is not None else 0.0
            self.group = band.group
        self.pages[-1].append(Placed(band, self.y))
        self.y += band.height


def _chains(bands: Sequence[Band]) -> list[Sequence[Band]]:
    """Cut the bands into chains that stay together; most are of one band."""
    chains: list[Sequence[Band]] = []
    start = 0
    for place, band in enumerate(bands):
        if not band.keep:
            chains.append(bands[start : place + 1])
            start = place + 1
    if start < len(bands):
        chains.append(bands[start:])
    return chains


def _filled(section: Section) -> list[list[Placed]]:
    """Give the section's pages; raises Refused when one band is higher than a page."""
    filler = _Filler(section.frame)
    for chain in _chains(section.bands):
        if filler.fits(chain):
            for band in chain:
                filler.put(band)
            continue
        if filler.pages[-1]:
            filler.new_page(chain[0])
        for band in chain:
            if filler.pages[-1] and not filler.fits([band]):
                filler.new_page(band)
            if not filler.fits([band]):
                raise Refused("有一项内容长得一页放不下，文书不能打印。", "请缩短该项文字，或改为附件另附。")
            filler.put(band)
    return filler.pages


def render(
    sections: Sequence[Section], *, title: str, author: str, mark: str = "", on: date | None = None
) -> bytes:
    """Give the PDF of the sections, page after page; `mark` is set pale across each page, `on` is the paper's own day."""
    filled = [(section, _filled(section)) for section in sections]
    count = sum(len(pages) for _, pages in filled)
    sheet = Sheet(title, author, on=on)
    number = 0
    for section, pages in filled:
        for within, page in enumerate(pages, start=1):
            number += 1
            if mark:
                sheet.mark(mark, KAI, 110)
            section.furniture(sheet, section.frame, Spot(number, count, within))
            _draw(sheet, page)
            sheet.end_page()
    return sheet.finish()


def _draw(sheet: Sheet, page: Sequence[Placed]) -> None:
    for placed in page:
        placed.band.draw(sheet, placed.top)
    for _, run in groupby(page, key=lambda placed: id(placed.band.group)):
        bands = list(run)
        group = bands[0].band.group
        if group is not None:
            group.close(sheet, bands)
