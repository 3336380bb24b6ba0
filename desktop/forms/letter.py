"""Official text by GB/T 9704: title, addressee, paragraphs of 28 characters, annexes, signature, page number.

Also the heads and feet of forms, which follow the offices' habit instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.forms.faces import BOLD, FANG, HEI, KAI, SONG, TITLE
from desktop.forms.facts import day
from desktop.forms.layout import OFFICIAL, Band, Frame, Furniture, Spot
from desktop.forms.page import MM, WIDTH, Sheet
from desktop.forms.typeset import MIDDLE, Line, Type, balanced, line, wrap

PER_LINE, LINES = 28, 22
EM = OFFICIAL.width / PER_LINE
"""The width of one character of the body: 3号, 28 to a line."""
PITCH = 225 * MM / LINES
"""The distance from line to line: 22 to a page."""
BREAK = "\n"
"""Stands for the telephones in the phrase that names them, until they are set."""
CLOSER, CLOSED = 0.15, 0.5
"""How much closer, in parts, lines may stand to bring a text onto one page; and the free space between its parts."""

BODY = Type(FANG, EM, PITCH)
HEADING = Type(HEI, EM, PITCH)
SUBHEADING = Type(KAI, EM, PITCH)
HEADLINE = Type(TITLE, 22, 33)
FORM_TITLE = Type(TITLE, 20, 30)
NOTE = Type(SONG, 10.5, 17)
SMALL = Type(SONG, 9, 13)
STRONG = Type(BOLD, 10.5, 17)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text that stands `x` points from the left edge of the page."""

    line: Line
    type: Type
    x: float
    height: float
    keep: bool = False
    group: None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the line in the middle of its band."""
        baseline = top + self.height / 2 + self.type.size * MIDDLE
        self.line.draw(sheet, self.x, baseline, self.type.face, self.type.size)


@dataclass(frozen=True, slots=True)
class Beside:
    """One line with a text at the left and one at the right of the frame."""

    left: Line
    right: Line
    type: Type
    frame: Frame
    height: float
    keep: bool = True
    group: None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw both texts."""
        baseline = top + self.height / 2 + self.type.size * MIDDLE
        right = WIDTH - self.frame.right - self.right.width
        for each, x in ((self.left, self.frame.left), (self.right, right)):
            if each.text:
                each.draw(sheet, x, baseline, self.type.face, self.type.size)


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space."""

    height: float
    keep: bool = True
    group: None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Across:
    """A thin rule from margin to margin, e.g. above the slip that the receiver signs."""

    frame: Frame
    height: float = 14.0
    keep: bool = True
    group: None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the rule in the middle of its band, dashed, as where a slip is cut off; on a page of its own it is not."""
        if top - self.frame.top < self.height:
            return
        y = top + self.height / 2
        sheet.write("[3 3] 0 d")
        sheet.rule(self.frame.left, y, WIDTH - self.frame.right, y, 0.5)
        sheet.write("[] 0 d")


def beside(left: str, right: str, frame: Frame, *, height: float = 20, keep: bool = True) -> list[Band]:
    """Give a text at the left and one at the right of a line, or one above the other when they do not fit."""
    kind = NOTE
    at_right = line(right, kind.face, kind.size)
    room = frame.width - at_right.width - 2 * kind.size
    at_left = line(left, kind.face, kind.size)
    if at_left.width <= room:
        return [Beside(at_left, at_right, kind, frame, height, keep=keep)]
    above: list[Band] = [
        Words(each, kind, frame.left, kind.leading, keep=True)
        for each in wrap(left, kind.face, kind.size, frame.width)
    ]
    if height > kind.leading + 4:
        above.insert(0, Gap((height - kind.leading) / 2))
    return [*above, Beside(line("", kind.face, kind.size), at_right, kind, frame, height, keep=keep)]


def title(text: str, frame: Frame, kind: Type = HEADLINE) -> list[Band]:
    """Give a centred title, on as many lines as it needs, each about as long as the others."""
    lines = balanced(text, kind.face, kind.size, frame.width - 2 * kind.size)
    middle = frame.left + frame.width / 2
    return [Words(each, kind, middle - each.width / 2, kind.leading, keep=True) for each in lines]


def form_head(text: str, left: str, right: str, frame: Frame) -> list[Band]:
    """Give a form's title and the line above its table."""
    return [*title(text, frame, FORM_TITLE), Gap(6), *beside(left, right, frame)]


def paragraph(
    text: str, *, frame: Frame = OFFICIAL, kind: Type = BODY, indent: float = 2.0, keep: bool = False
) -> list[Band]:
    """Give a paragraph of running text; its first two and its last two lines stay together.

    `indent` is counted in characters; `keep` ties it to what follows.
    """
    first = indent * kind.size
    lines = wrap(text, kind.face, kind.size, frame.width, indent=first, spread=True)
    last = len(lines) - 1
    return [
        Words(
            each,
            kind,
            frame.left + (first if number == 0 else 0.0),
            kind.leading,
            keep=keep if number == last else number == 0 or number == last - 1,
        )
        for number, each in enumerate(lines)
    ]


def hanging(
    head: str, text: str, *, frame: Frame = OFFICIAL, kind: Type = BODY, indent: float = 2.0
) -> list[Band]:
    """Give a text whose lines all stand to the right of its head, e.g. 附件： and a name."""
    start = line(head, kind.face, kind.size)
    left = frame.left + indent * kind.size
    lines = wrap(text, kind.face, kind.size, frame.width - indent * kind.size - start.width)
    bands: list[Band] = []
    for number, each in enumerate(lines):
        if number:
            bands.append(Words(each, kind, left + start.width, kind.leading))
        else:
            joined = line(head + each.text, kind.face, kind.size)
            bands.append(Words(joined, kind, left, kind.leading, keep=len(lines) > 1))
    return bands


def calling(head: str, phones: str) -> list[Band]:
    """Give the line to call, e.g. 联系电话：, with `phones` where `head` has its break; further ones stand below the first."""
    before, _, after = head.partition(BREAK)
    return hanging(before, phones + after)


def reached(both: str, first: str, head: str, phones: str) -> list[Band]:
    """Give a contact and its telephones on one line, as `both` has them, where there is room, else each on its own."""
    if line(both, BODY.face, BODY.size).width <= OFFICIAL.width - 2 * BODY.size or not phones:
        return paragraph(both)
    return [*paragraph(first), *calling(head, phones)]


def signed(
    bands: Sequence[Band], office: str, on: date | None, *, frame: Frame = OFFICIAL, tied: int = 2
) -> list[Band]:
    """Give the text with the office's name above the day, the day four characters from the right edge.

    The signature never stands alone on a page: the last `tied` bands of the text come with it.
    """
    kind = BODY
    dated = line(day(on), kind.face, kind.size)
    named = line(office, kind.face, kind.size)
    right = WIDTH - frame.right - 4 * kind.size
    x = min(right - (dated.width + named.width) / 2, WIDTH - frame.right - 2 * kind.size - named.width)
    return [
        *bands[:-tied],
        *(replace(each, keep=True) if isinstance(each, Words) else each for each in bands[-tied:]),
        Gap(2 * kind.leading),
        Words(named, kind, max(x, frame.left), kind.leading, keep=True),
        Words(dated, kind, right - dated.width, kind.leading),
    ]


def one_page(bands: Sequence[Band], frame: Frame = OFFICIAL) -> list[Band]:
    """Give the text with its lines a little closer when that brings it, signature and all, onto one page.

    GB/T 9704 asks for this rather than for a page that holds little but the signature.
    """
    over = sum(band.height for band in bands) - (frame.floor - frame.top)
    gaps = sum(band.height for band in bands if isinstance(band, Gap))
    lines = sum(band.height for band in bands if isinstance(band, Words))
    if not 0 < over <= gaps * CLOSED + lines * CLOSER:
        return list(bands)
    # Lines and free space give way together, lines no further than they may.
    even = (over + 0.1) / (lines + gaps)
    closer = min(even, CLOSER)
    closed = (over + 0.1 - lines * closer) / gaps if gaps else 0.0
    return [
        replace(band, height=band.height * (1 - closed))
        if isinstance(band, Gap)
        else replace(band, height=band.height * (1 - closer))
        if isinstance(band, Words)
        else band
        for band in bands
    ]


def annexes(names: Sequence[str]) -> list[Band]:
    """Give the list of annexes below the text: one line free, two characters in, no mark at the end."""
    if not names:
        return []
    bands: list[Band] = [Gap(PITCH)]
    for number, name in enumerate(names, start=1):
        numbered = f"{number}. " if len(names) > 1 else ""
        bands += hanging(("附件：" if number == 1 else "　　　") + numbered, name)
    return bands


def official_number(sheet: Sheet, frame: Frame, spot: Spot) -> None:
    """Draw the page number — 1 — of an official paper, 4号, odd pages at the right, even at the left; 第X页 共Y页 between."""
    text = line(f"— {spot.number} —", SONG, 14)
    edge = WIDTH - frame.right - EM - text.width if spot.number % 2 else frame.left + EM
    y = frame.floor + 7 * MM + 10
    text.draw(sheet, edge, y, SONG, 14)
    _count(sheet, spot, y)


def _count(sheet: Sheet, spot: Spot, y: float) -> None:
    """Draw 第X页 共Y页 in the middle of the foot."""
    text = line(f"第{spot.number}页　共{spot.count}页", SMALL.face, SMALL.size)
    text.draw(sheet, (WIDTH - text.width) / 2, y, SMALL.face, SMALL.size)


def form_foot(name: str) -> Furniture:
    """Give the foot of a form: 第X页 共Y页 and, from a part's second page on, its name and number above the table."""

    def draw(sheet: Sheet, frame: Frame, spot: Spot) -> None:
        _count(sheet, spot, frame.floor + 10 * MM)
        if spot.within > 1:
            head = line(f"{name}（续）", SMALL.face, SMALL.size)
            head.draw(sheet, frame.left, frame.top - 4 * MM, SMALL.face, SMALL.size)

    return draw
