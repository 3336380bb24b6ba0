"""Marks in a sheet: faulty cells filled and commented, everything else as it was."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple
from xml.sax.saxutils import escape

from desktop.intake.parts import COMMENTS_TYPE, MAIN, OFFICE, VML_TYPE, Flow, Package, prefix_of
from desktop.intake.reading import address

AUTHOR = "职培工作站"
_AFTER_LEGACY = re.compile(
    rb"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|AlternateContent|webPublishItems|tableParts|"
    rb"extLst)\b"
)
_LEGACY = re.compile(rb"<(?:\w+:)?legacyDrawing ")
_OVERLAP = 100
_TOGETHER = 500
"""So many comments or shapes are made at a time."""
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    'o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:220pt;height:90pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill '
    'color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox '
    'style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


Cell = tuple[int, int]
"""Row from 1, column from 0."""
Restyle = Callable[[int, bool], int]


class Mark(NamedTuple):
    """What is said at one cell: row from 1, column from 0, what is wrong, what helps, whether it is only a warning."""

    row: int
    column: int
    what: str
    remedy: str
    warning: bool


def mark(package: Package, part: str, marks: Sequence[Mark], restyle: Restyle) -> None:
    """Fill and comment the marked cells of a sheet; `restyle(index, warning)` gives the filled form of a format.

    The sheet itself is gone through when the package is written, some rows at a time.
    """
    cells: dict[int, dict[int, bool]] = {}
    said: dict[Cell, list[Mark]] = {}
    for each in marks:
        row = cells.setdefault(each.row, {})
        row[each.column] = row.get(each.column, True) and each.warning
        said.setdefault((each.row, each.column), []).append(each)
    identity = _comment(package, part, said)
    package.change(part, partial(_marked, cells=cells, restyle=restyle, identity=identity))


def _marked(
    pieces: Iterator[bytes], cells: Mapping[int, Mapping[int, bool]], restyle: Restyle, identity: str
) -> Iterator[bytes]:
    """Give a sheet with its marked cells filled, and with a link to its comments' shapes if they have an `identity`."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        if b"sheetData" in waiting:
            break
    prefix = prefix_of(waiting.decode("latin-1"), "worksheet").encode("latin-1")
    start, end = b"<" + prefix + b"row", b"</" + prefix + b"sheetData>"
    filler = _Filler(prefix, cells, restyle)
    while (close := waiting.find(end)) < 0 and (piece := next(pieces, b"")):
        whole = waiting.rfind(start)
        if whole > 0:
            yield filler.fill(waiting[:whole])
            waiting = waiting[whole:]
        waiting += piece
    close = len(waiting) if close < 0 else close
    rest = b"".join(chain((filler.fill(waiting[:close]), waiting[close:]), pieces if identity else ()))
    yield _linked(rest, prefix, identity) if identity else rest
    yield from pieces


class _Filler:
    """Changes the format of each marked cell in the rows that come by; a cell that was not there is put in."""

    def __init__(self, prefix: bytes, cells: Mapping[int, Mapping[int, bool]], restyle: Restyle) -> None:
        self._rows = re.compile(rb"<%brow\b(?:[^>]*?\br=[\"'](\d+)[\"'])?[^>]*?(/?)>" % prefix)
        self._cells = re.compile(rb"<%bc\b([^>]*?)(/?)>" % prefix)
        self._end = b"</" + prefix + b"row>"
        self._prefix = prefix
        self._marked = cells
        self._restyle = restyle
        self._number = 0

    def fill(self, xml: bytes) -> bytes:
        """Give some whole rows, marked."""
        out: list[bytes] = []
        done = 0
        for found in self._rows.finditer(xml):
            self._number = int(found[1]) if found[1] else self._number + 1
            if self._number not in self._marked:
                continue
            if found[2]:
                out += (xml[done : found.end() - 2], b">")
                row, done = b"", found.end()
            else:
                out.append(xml[done : found.end()])
                done = xml.index(self._end, found.end())
                row = xml[found.end() : done]
                done += len(self._end)
            out += (self._fill_row(row, self._marked[self._number]), self._end)
        out.append(xml[done:])
        return b"".join(out)

    def _fill_row(self, row: bytes, warned: Mapping[int, bool]) -> bytes:
        out: list[bytes] = []
        done = 0
        column = -1
        waiting = sorted(warned)
        for found in self._cells.finditer(row):
            given = re.search(rb"\br=[\"']([A-Z]+)\d+[\"']", found[1])
            column = _column(given[1]) if given else column + 1
            while waiting and waiting[0] < column:
                out += (row[done : found.start()], self._fresh(waiting[0], warned[waiting[0]]))
                done = found.start()
                waiting.pop(0)
            if waiting and waiting[0] == column:
                waiting.pop(0)
                old = re.search(rb"\bs=[\"'](\d+)[\"']", found[1])
                style = self._restyle(int(old[1]) if old else 0, warned[column])
                kept = re.sub(rb"\s*\bs=[\"']\d+[\"']", b"", found[1])
                out += (
                    row[done : found.start()],
                    b'<%bc%b s="%d"%b>' % (self._prefix, kept, style, found[2]),
                )
                done = found.end()
            if not waiting:
                break
        out.append(row[done:])
        out += [self._fresh(each, warned[each]) for each in waiting]
        return b"".join(out)

    def _fresh(self, column: int, warning: bool) -> bytes:  # noqa: FBT001 - one of the two values of one dimension
        where = address(column, self._number).encode()
        return b'<%bc r="%b" s="%d"/>' % (self._prefix, where, self._restyle(0, warning))


def _column(letters: bytes) -> int:
    column = 0
    for each in letters:
        column = column * 26 + each - 64
    return column - 1


def _comment(package: Package, part: str, said: Mapping[Cell, Sequence[Mark]]) -> str:
    """Put what is said into the comments of a sheet; give the identity of a fresh drawing that it must be linked to."""
    kinds = dict(package.relations(part).values())
    comments = kinds.get("comments", "")
    if comments not in package:
        comments = package.free_name("xl/comments{}.xml")
        package.add(comments, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>', COMMENTS_TYPE)
        package.relate(part, "comments", comments)
    fresh = _write_comments(package, comments, said)
    drawing = kinds.get("vmlDrawing", "")
    identity = ""
    if drawing not in package or not _has_drawing(package, part):
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add(drawing, _VML, VML_TYPE)
        identity = package.relate(part, "vmlDrawing", drawing)
    _draw(package, drawing, fresh)
    return identity


def _has_drawing(package: Package, part: str) -> bool:
    carried = b""
    for piece in package.pieces(part):
        if _LEGACY.search(carried + piece):
            return True
        carried = piece[-_OVERLAP:]
    return False


def _write_comments(package: Package, part: str, said: Mapping[Cell, Sequence[Mark]]) -> list[Cell]:
    """Add what is said, at a cell that has a comment behind it; give the cells that need a new shape."""
    xml = package.text(part)
    prefix = prefix_of(xml, "comments")
    for tag in ("authors", "commentList"):
        xml = re.sub(rf"<{prefix}{tag}\s*/>", f"<{prefix}{tag}></{prefix}{tag}>", xml)
    author = len(re.findall(rf"<{prefix}author\b", xml))
    xml = xml.replace(f"</{prefix}authors>", f"<{prefix}author>{AUTHOR}</{prefix}author></{prefix}authors>")
    run = f'<{prefix}r><{prefix}t xml:space="preserve">{{}}</{prefix}t></{prefix}r>'
    there = set()
    out: list[str] = []
    done = 0
    end = f"</{prefix}text>"
    for found in re.finditer(
        rf'<{prefix}comment\b[^>]*\bref="([A-Z]{{1,3}})([0-9]{{1,7}})".*?{end}', xml, re.DOTALL
    ):
        cell = (int(found[2]), _column(found[1].encode()))
        if cell in said and cell not in there:
            there.add(cell)
            at = found.end() - len(end)
            out += (xml[done:at], run.format(f"\n{AUTHOR}：{_text(said[cell])}"))
            done = at
    out.append(xml[done:])
    fresh = sorted(said.keys() - there)
    opening = f'" authorId="{author}"><{prefix}text>'
    closing = f"{end}</{prefix}comment>"
    lines = partial(
        map,
        lambda cell: (
            f'<{prefix}comment ref="{address(cell[1], cell[0])}{opening}{run.format(_text(said[cell]))}{closing}'
        ),
    )
    package.put(part, _with("".join(out), f"</{prefix}commentList>", lambda: lines(fresh)))
    return fresh


def _text(marks: Sequence[Mark]) -> str:
    return escape("\n".join(f"{each.what}{each.remedy}" for each in marks))


def _with(xml: str, before: str, more: Callable[[], Iterator[str]]) -> Flow:
    """Give the way to bring up a part with more of its like put in before its last tag."""
    head, tag, tail = xml.rpartition(before)

    def flow() -> Iterator[bytes]:
        yield head.encode()
        lines = more()
        while some := "".join(islice(lines, _TOGETHER)):
            yield some.encode()
        yield (tag + tail).encode()

    return flow


def _linked(xml: bytes, prefix: bytes, identity: str) -> bytes:
    """Give the end of a sheet with the element that names its comments' shapes, where the schema wants it."""
    line = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>' % (prefix, OFFICE.encode(), identity.encode())
    body = max(xml.rfind(b"</" + prefix + b"sheetData>"), xml.rfind(b"<" + prefix + b"sheetData/>"), 0)
    later = _AFTER_LEGACY.search(xml, body)
    at = later.start() if later else xml.rindex(b"</" + prefix + b"worksheet>")
    return xml[:at] + line + xml[at:]


def _draw(package: Package, part: str, cells: Sequence[Cell]) -> None:
    xml = package.text(part)
    used = [int(number) for number in re.findall(r"_x0000_s(\d+)", xml)]
    first = max([1025, *(number + 1 for number in used)])

    def shapes() -> Iterator[str]:
        for order, (row, column) in enumerate(cells):
            yield _SHAPE.format(
                number=first + order,
                order=order + 1,
                left=column + 1,
                right=column + 5,
                top=max(row - 2, 0),
                bottom=max(row - 2, 0) + 5,
                row=row - 1,
                column=column,
            )

    package.put(part, _with(xml, "</xml>", shapes))
