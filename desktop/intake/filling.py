"""Marks in a sheet: faulty cells filled, everything else as it was."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from desktop.intake.marks import Marks, column_of
from desktop.intake.notes import comment
from desktop.intake.parts import Package, prefix_of
from desktop.intake.reading import address

_AFTER_LEGACY = frozenset(
    (
        b"legacyDrawingHF",
        b"drawingHF",
        b"picture",
        b"oleObjects",
        b"controls",
        b"AlternateContent",
        b"webPublishItems",
        b"tableParts",
        b"extLst",
    )
)
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?([\w.-]+)(?:[^>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+(/?)>")


def mark(
    package: Package,
    part: str,
    marks: Marks,
    restyle: Callable[[int, bool], int],
    worn: Mapping[int, int],
) -> None:
    """Fill and comment the marked cells of a sheet; `restyle(index, warning)` gives the filled form of a format.

    Marks of an earlier round are taken away: `worn` gives for their formats what the cells had before. The sheet itself
    is gone through when the package is written, some rows at a time.
    """
    identity = comment(package, part, marks)
    if marks or worn:
        package.change(
            part, partial(_marked, marks=marks, restyle=restyle, worn=worn, link=(package.office, identity))
        )


def _marked(
    pieces: Iterator[bytes],
    marks: Marks,
    restyle: Callable[[int, bool], int],
    worn: Mapping[int, int],
    link: tuple[str, str],
) -> Iterator[bytes]:
    """Give a sheet with its marked cells filled, and with a link to its comments' shapes if that has an identity."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        if b"sheetData" in waiting:
            break
    prefix = prefix_of(waiting.decode("latin-1"), "worksheet").encode("latin-1")
    start, end = b"<" + prefix + b"row", b"</" + prefix + b"sheetData>"
    filler = _Filler(prefix, marks, restyle, worn, waiting[: waiting.find(b"sheetData")])
    while (close := waiting.find(end)) < 0 and (piece := next(pieces, b"")):
        whole = waiting.rfind(start)
        if whole > 0:
            yield filler.fill(waiting[:whole])
            waiting = waiting[whole:]
        waiting += piece
    if close < 0:
        close = _without_rows(waiting)
        yield waiting[:close]
    else:
        yield b"".join((filler.fill(waiting[:close]), filler.rest(), end))
        close += len(end)
    rest: Iterator[bytes] = chain((waiting[close:],), pieces)
    if link[1]:
        office, identity = link[0].encode(), link[1].encode()
        rest = _linked(rest, b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>' % (prefix, office, identity))
    yield from rest


def _without_rows(sheet: bytes) -> int:
    """Give where the rows would end of a sheet that has none; raises ValueError when there is no place for them."""
    found = re.search(rb"sheetData\b[^>]*/>", sheet)
    if found is None:
        raise ValueError("sheetData")
    return found.end()


def _linked(pieces: Iterator[bytes], line: bytes) -> Iterator[bytes]:
    """Give what follows the rows of a sheet with one element more, where the schema wants that.

    Raises ValueError when the end does not fit the beginning.
    """
    waiting = b""
    depth = 0
    for piece in pieces:
        waiting += piece
        done = 0
        for tag in _TAG.finditer(waiting):
            if not depth and (tag[1] or tag[2] in _AFTER_LEGACY):
                yield waiting[: tag.start()] + line + waiting[tag.start() :]
                yield from pieces
                return
            depth += -1 if tag[1] else 0 if tag[3] else 1
            done = tag.end()
        yield waiting[:done]
        waiting = waiting[done:]
    raise ValueError(depth)


class _Filler:
    """Changes the format of each marked cell in the rows that come by; a cell that was not there is put in.

    `head` is the sheet before its rows, which may give formats to whole columns.
    """

    def __init__(
        self,
        prefix: bytes,
        marks: Marks,
        restyle: Callable[[int, bool], int],
        worn: Mapping[int, int],
        head: bytes,
    ) -> None:
        self._rows = re.compile(rb"<%brow\b((?:[^>]*?\br=[\"'](\d+)[\"'])?[^>]*?)(/?)>" % prefix)
        self._cells = re.compile(rb"<%bc\b([^>]*?)(/?)>" % prefix)
        worn_ones = b"|".join(b"%d" % each for each in worn)
        self._worn = (
            re.compile(rb"(<%bc\b[^>]*?\bs=[\"'])(%b)(?=[\"'])" % (prefix, worn_ones)) if worn else None
        )
        self._before = worn
        self._columns = [tuple(map(int, found)) for found in _styled_columns(head)]
        self._end = b"</" + prefix + b"row>"
        self._prefix = prefix
        self._marked = marks
        self._restyle = restyle
        self._number = 0
        self._last = 0

    def fill(self, xml: bytes) -> bytes:
        """Give some whole rows, marked."""
        if self._worn is not None:
            xml = self._worn.sub(lambda found: b"%b%d" % (found[1], self._before[int(found[2])]), xml)
        out: list[bytes] = []
        done = 0
        for found in self._rows.finditer(xml):
            self._number = int(found[2]) if found[2] else self._number + 1
            self._last = max(self._last, self._number)
            warned = self._marked.row(self._number)
            if not warned:
                continue
            if found[3]:
                out += (xml[done : found.end() - 2], b">")
                row, done = b"", found.end()
            else:
                out.append(xml[done : found.end()])
                done = xml.index(self._end, found.end())
                row = xml[found.end() : done]
                done += len(self._end)
            out += (self._fill_row(row, warned, _row_style(found[1])), self._end)
        out.append(xml[done:])
        return b"".join(out)

    def rest(self) -> bytes:
        """Give the marked rows below the last one, each with its marked cells alone."""
        out: list[bytes] = []
        for number in self._marked.after(self._last):
            self._number = number
            cells = self._fill_row(b"", self._marked.row(self._number), None)
            out.append(b'<%brow r="%d">%b%b' % (self._prefix, self._number, cells, self._end))
        return b"".join(out)

    def _fill_row(self, row: bytes, warned: Mapping[int, bool], style: int | None) -> bytes:
        out: list[bytes] = []
        done = 0
        column = -1
        waiting = list(warned)
        for found in self._cells.finditer(row):
            given = re.search(rb"\br=[\"']([A-Z]+)\d+[\"']", found[1])
            column = column_of(given[1]) if given else column + 1
            while waiting and waiting[0] < column:
                out += (row[done : found.start()], self._fresh(waiting[0], warned[waiting[0]], style))
                done = found.start()
                waiting.pop(0)
            if waiting and waiting[0] == column:
                waiting.pop(0)
                old = re.search(rb"\bs=[\"'](\d+)[\"']", found[1])
                filled = self._restyle(int(old[1]) if old else 0, warned[column])
                kept = re.sub(rb"\s*\bs=[\"']\d+[\"']", b"", found[1])
                out += (
                    row[done : found.start()],
                    b'<%bc%b s="%d"%b>' % (self._prefix, kept, filled, found[2]),
                )
                done = found.end()
            if not waiting:
                break
        out.append(row[done:])
        out += [self._fresh(each, warned[each], style) for each in waiting]
        return b"".join(out)

    def _fresh(self, column: int, warning: bool, style: int | None) -> bytes:  # noqa: FBT001 - of two values
        """Give a cell that was not there, in the format of its row, or else of its column."""
        if style is None:
            style = next((form for first, last, form in self._columns if first <= column + 1 <= last), 0)
        where = address(column, self._number).encode()
        return b'<%bc r="%b" s="%d"/>' % (self._prefix, where, self._restyle(style, warning))


def _styled_columns(head: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give the first, the last and the format of the columns that have one of their own."""
    for tag in re.findall(rb"<(?:\w+:)?col\b([^>]*)>", head):
        given = dict(re.findall(rb"\b(min|max|style)=[\"'](\d+)[\"']", tag))
        if len(given) == 3:
            yield given[b"min"], given[b"max"], given[b"style"]


def _row_style(attributes: bytes) -> int | None:
    """Give the format of a row's blank cells; None when it has none of its own."""
    style = re.search(rb"\bs=[\"'](\d+)[\"']", attributes)
    own = re.search(rb"\bcustomFormat=[\"'](?:1|true)[\"']", attributes)
    return int(style[1]) if style and own else None
