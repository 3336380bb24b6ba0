"""Lines: how a text is cut, squeezed and spread to a width by the rules of Chinese typesetting.

No line begins with a closing mark (，。） …) or ends with an opening one (（《 …); figures and Latin words stay whole
when they fit; two marks that meet give up the blank half between them; a closing mark may give up its blank
half at the end of a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from desktop.forms.faces import Face, Office, office, width, widths
from desktop.forms.page import Sheet

STOPS = "，。、；：）》〉】」』〕］”’"
OPENS = "（《〈【「『〔［“‘"
NOT_FIRST = frozenset(STOPS + "！？…—％℃·%,.;:!?)]}")
NOT_LAST = frozenset(OPENS + "￥¥$([{№第")
HALF = 500
TIGHTER = 0.035
"""How much closer, in parts of the size, characters may stand so that a paragraph does not end in a stub."""
LOOSEST = 4
"""How many characters a line may lack and still be spread to the margin; a line with a long word is left short."""
STUB = 3
WIDEST = 24
"""How many characters a line of a narrow cell has at most: in a wider one a short last line is no eyesore."""
PAUSES = frozenset("，。、；：）》”")
MIDDLE = 0.38
"""How far above its baseline a line's optical middle lies, in parts of the size."""

_WORD = re.compile(
    r"[0-9][0-9,.]*[年月日号元人天时条章项]|[一二三四五六七八九十]+（[一二三四五六七八九十]+）|"
    r"[0-9A-Za-z*][0-9A-Za-z*.,:/%+\-_@#&']*[0-9A-Za-z*%]|——|……|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: face, size and the distance from line to line, in points."""

    face: Face
    size: float
    leading: float

    def at(self, size: float) -> "Type":
        """Give the same type in another size, the leading in proportion."""
        return replace(self, size=size, leading=self.leading * size / self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its parts with the step back after each (thousandths of the size), spread by `spacing` points."""

    parts: tuple[tuple[str, int], ...]
    width: float
    spacing: float = 0.0

    @property
    def text(self) -> str:
        """The line's characters."""
        return "".join(part for part, _ in self.parts)

    def draw(self, sheet: Sheet, x: float, baseline: float, face: Face, size: float) -> None:
        """Draw the line from x on."""
        sheet.texts(x, baseline, self.parts, face, size, spacing=self.spacing)


def _step_back(left: str, right: str) -> int:
    """Give how much nearer two characters stand than set solid, in thousandths."""
    if left in STOPS and (right in STOPS or right in OPENS):
        return HALF
    return HALF if left in OPENS and right in OPENS else 0


def _squeezed(text: str) -> tuple[tuple[str, int], ...]:
    """Cut a text where two of its marks meet."""
    parts, start = [], 0
    for place in range(1, len(text)):
        back = _step_back(text[place - 1], text[place])
        if back:
            parts.append((text[start:place], back))
            start = place
    return (*parts, (text[start:], 0))


def _measure(text: str, face: Face, size: float) -> float:
    """Give the width of a text with its marks squeezed."""
    backs = sum(_step_back(left, right) for left, right in pairwise(text))
    return width(text, face, size) - backs * size / 1000


def line(text: str, face: Face, size: float) -> Line:
    """Give a text as one line, however long, marks squeezed."""
    return Line(_squeezed(text), _measure(text, face, size))


def _units(text: str) -> Iterator[str]:
    """Give the pieces between which a line may be cut."""
    unit, closed = "", False
    for word in _WORD.findall(text):
        if unit and closed and word[0] not in NOT_FIRST:
            yield unit
            unit = ""
        unit += word
        closed = word[-1] not in NOT_LAST
    if unit:
        yield unit


def _cut(unit: str, room: float, face: Face, size: float) -> tuple[str, str]:
    """Cut a unit that is wider than a line after the last character that fits (at least one)."""
    taken, used = 0, 0.0
    table = widths(face)
    while taken < len(unit):
        used += table[unit[taken]] * size / 1000
        if used > room and taken:
            break
        taken += 1
    return unit[:taken], unit[taken:]


def _end(text: str) -> float:
    """Give what a closing mark at the end of a line can give up, in parts of the size."""
    return HALF / 1000 if text and text[-1] in STOPS else 0.0


def _filled(text: str, face: Face, size: float, room: float, indent: float) -> Iterator[str]:
    """Give the lines' texts, the first shorter by `indent`."""
    width(text, face, size)  # refuses what cannot be drawn, naming it
    current, space = "", room - indent
    for piece in _units(text):
        unit = piece
        if current and _measure(current + unit, face, size) - _end(unit) * size > space + 0.01:
            yield current
            current, space = "", room
        while _measure(unit, face, size) - _end(unit) * size > space + 0.01 and len(unit) > 1:
            head, unit = _cut(unit, space, face, size)
            if not unit:
                unit = head
                break
            yield head
            space = room
        current += unit.lstrip(" ") if not current else unit
    yield current


def _spread(text: str, face: Face, size: float, room: float) -> Line:
    """Give a line set to the full width, its slack shared among the gaps."""
    natural = _measure(text, face, size)
    slack = room - natural + _end(text) * size * (natural > room)
    gaps = len(text) - 1
    spacing = slack / gaps if gaps > 0 and abs(slack) < size * LOOSEST else 0.0
    return Line(_squeezed(text), natural + spacing * max(gaps, 0), spacing)


def wrap(
    text: str, face: Face, size: float, room: float, *, indent: float = 0.0, spread: bool = False
) -> tuple[Line, ...]:
    """Give the lines of a text in `room` points; a line end in the text starts a new paragraph.

    `indent` shortens each paragraph's first line (the caller moves it); `spread` sets all lines but a paragraph's
    last to the full width. Raises Refused for a character that no face draws.
    """
    return _wrapped(text, face, size, room, indent, office(), spread=spread)


@lru_cache(maxsize=20_000)
def _wrapped(
    text: str, face: Face, size: float, room: float, indent: float, _dress: Office, *, spread: bool
) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        texts = list(_filled(paragraph, face, size, room, indent))
        if spread and len(texts) > 1 and len(texts[-1]) <= STUB:
            closer = list(_filled(paragraph, face, size, room * (1 + TIGHTER), indent))
            texts = closer if len(closer) < len(texts) else texts
        for number, each in enumerate(texts):
            own = room - (indent if number == 0 else 0.0)
            full = number < len(texts) - 1 or width(each, face, size) > own
            lines.append(_spread(each, face, size, own) if spread and full else line(each, face, size))
    return tuple(lines)


def balanced(text: str, face: Face, size: float, room: float) -> tuple[Line, ...]:
    """Give the lines of a text in `room`, as few as needed and each about as long as the others."""
    lines = wrap(text, face, size, room)
    if "\n" in text or len(lines) == 1:
        return lines
    narrower = room
    while narrower > 2 * size:
        tried = wrap(text, face, size, narrower - size)
        if len(tried) > len(lines):
            break
        lines, narrower = tried, narrower - size
    return lines


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text made to fit a cell: its lines and the size they are set in."""

    lines: tuple[Line, ...]
    size: float


def fit(
    text: str, face: Face, size: float, room: float, least: float = 0.88, several: float | None = None
) -> Fitted:
    """Give a text that fits a cell `room` points wide.

    It stands on one line, smaller if need be but not below `least` of the size; otherwise on several lines of
    `several` of the size (`least`, unless said).
    """
    if "\n" not in text:
        natural = width(text, face, size)
        if natural <= room:
            return Fitted((Line(((text, 0),), natural),), size)
        if natural * least <= room:
            smaller = int(size * room / natural * 20) / 20
            return Fitted((Line(((text, 0),), width(text, face, smaller)),), smaller)
    smaller = round(size * (several or least), 2)
    lines = wrap(text, face, smaller, room)
    two = len(lines) == 2 and len(lines[0].text) <= WIDEST
    short = len(lines[-1].text) <= (max(STUB, len(lines[0].text) // 3) if two else STUB)
    if short and len(lines) == 2:
        lines = _parted(text, face, smaller, room) or balanced(text, face, smaller, room)
    elif short:
        lines = balanced(text, face, smaller, room)
    return Fitted(lines, smaller)


def _parted(text: str, face: Face, size: float, room: float) -> tuple[Line, ...]:
    """Give a text on two lines cut after a mark, the marks nearest its middle first; nothing when none will do."""
    middle = len(text) / 2
    places = [at for at in range(1, len(text)) if text[at - 1] in PAUSES and text[at] not in NOT_FIRST]
    for at in sorted(places, key=lambda each: abs(each - middle)):
        parts = text[:at], text[at:]
        longest = max(_measure(part, face, size) - _end(part) * size for part in parts)
        if longest <= room and min(map(len, parts)) > STUB:
            return tuple(line(part, face, size) for part in parts)
    return ()
