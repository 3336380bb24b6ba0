"""Notes at the cells of a sheet: what is said joins the sender's own, and our own of an earlier round go.

Comments stand in one part, the shapes that show them in another; both are gone through piece by piece.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from desktop.intake.marks import Cell, Marks, column_of
from desktop.intake.parts import COMMENTS_TYPE, MOST_FLOW, VML_TYPE, Package, as_text, prefix_of
from desktop.intake.reading import address

AUTHOR = "职培工作站"
_OURS = re.compile(f"(?:\r?\n|&#10;|&#xA;|_x000a_){AUTHOR}：.*", re.DOTALL | re.IGNORECASE)
_LEGACY = re.compile(rb"<(?:\w+:)?legacyDrawing\b[^>]*?:id=[\"']([^\"']*)[\"']")
_SHAPE_TYPE = re.compile(rb"<\w+:shapetype\b[^>]*\bid=[\"']_x0000_t202[\"']")
_PLACE = re.compile(rb"<\w+:(Row|Column)>\s*([0-9]{1,7})\s*</")
_BOUND = re.compile(r"\bxmlns:(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_OVERLAP, _HEAD = 400, 4_000
_TOGETHER = 500
"""So many comments or shapes are made at a time."""
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = (
    '<{v}shapetype id="_x0000_t202" coordsize="21600,21600" {o}spt="202" path="m,l,21600r21600,l21600,xe"><{v}stroke '
    'joinstyle="miter"/><{v}path gradientshapeok="t" {o}connecttype="rect"/></{v}shapetype>'
)
_SHAPE = (
    '<{v}shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:220pt;height:90pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" {o}insetmode="auto"><{v}fill '
    'color2="#ffffe1"/><{v}shadow on="t" color="black" obscured="t"/><{v}path {o}connecttype="none"/><{v}textbox '
    'style="mso-direction-alt:auto"><div style="text-align:left"></div></{v}textbox><{x}ClientData ObjectType="Note">'
    "<{x}MoveWithCells/><{x}SizeWithCells/><{x}Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</{x}Anchor>"
    "<{x}AutoFill>False</{x}AutoFill><{x}Row>{row}</{x}Row><{x}Column>{column}</{x}Column></{x}ClientData></{v}shape>"
)
_VML = (
    f"<xml {' '.join(f'xmlns:{name}={chr(34)}{space}{chr(34)}' for name, space in _NAMESPACES.items())}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)


@dataclass(slots=True)
class _Seen:
    """What stands in the comments of a sheet: whose they are, by author's number, and at which cells."""

    prefix: str
    authors: int = 0
    us: int | None = None
    shared: bool = False
    theirs: set[Cell] = field(default_factory=set)
    gone: set[Cell] = field(default_factory=set)


def comment(package: Package, part: str, said: Marks) -> str:
    """Put what is said into the comments of a sheet; give the identity of a fresh drawing that it must be linked to.

    Our own comments of an earlier round are taken out, also where nothing is said now. Raises ValueError when the parts
    do not fit each other.
    """
    kinds = package.relations(part)
    comments = next(
        (target for kind, target in kinds.values() if kind == "comments" and target in package), ""
    )
    if not comments:
        if not len(said):
            return ""
        comments = package.free_name("xl/comments{}.xml")
        package.add(
            comments, f'<comments xmlns="{package.main}"><authors/><commentList/></comments>', COMMENTS_TYPE
        )
        package.relate(part, "comments", comments)
    seen = _look(package, comments, said)
    if not len(said) and not seen.gone and not seen.shared:
        return ""
    package.change(comments, partial(_comments, seen=seen, said=said))
    drawn = any(kind == "vmlDrawing" for kind, _ in kinds.values())
    legacy = _legacy(package, part) if drawn else ""
    drawing = kinds.get(legacy, ("", ""))[1]
    if legacy and drawing not in package:
        raise ValueError(legacy)
    identity = ""
    if drawing not in package and len(said):
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add(drawing, _VML, VML_TYPE)
        identity = package.relate(part, "vmlDrawing", drawing)
    if drawing in package:
        package.change(drawing, partial(_shapes, seen=seen, said=said, drawing=_drawing(package, drawing)))
    return identity


def _legacy(package: Package, part: str) -> str:
    """Give the identity by which a sheet names the drawing of its comments' shapes, "" when it names none."""
    carried = b""
    for piece in package.pieces(part):
        if found := _LEGACY.search(carried + piece):
            return found[1].decode()
        carried = piece[-_OVERLAP:]
    return ""


def _cut(pieces: Iterable[bytes], closing: bytes) -> Iterator[bytes]:
    """Give a part cut behind each closing tag; the last piece is what follows the last of them.

    Raises ValueError when the part is larger than any that people make.
    """
    waiting = b""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_FLOW:
            raise ValueError(size)
        *whole, waiting = (waiting + piece).split(closing)
        yield from (each + closing for each in whole)
    yield waiting


def _look(package: Package, part: str, said: Marks) -> _Seen:
    """See what comments a sheet has: of the sender's own those where something is said, of ours all."""
    seen = _Seen(prefix_of(next(package.pieces(part), b"")[:_HEAD].decode("latin-1"), "comments"))
    head = True
    for chunk in _cut(package.pieces(part), _closing(seen)):
        opening = _opening(seen).search(chunk)
        if head:
            names = re.findall(
                rf"<{seen.prefix}author\b[^>]*?(?:/>|>([^<]*)<)",
                chunk[: opening and opening.start()].decode(),
            )
            seen.authors = len(names)
            seen.us = names.index(AUTHOR) if AUTHOR in names else None
            head = False
        if opening is not None and (cell := _cell(opening[1])):
            if seen.us is not None and _author(opening[1]) == seen.us:
                seen.gone.add(cell)
            elif cell in said:
                seen.theirs.add(cell)
            seen.shared = seen.shared or f"{AUTHOR}：".encode() in chunk
    return seen


def _opening(seen: _Seen) -> re.Pattern[bytes]:
    return re.compile(rb"<%bcomment\b([^>]*)>" % seen.prefix.encode())


def _closing(seen: _Seen) -> bytes:
    return f"</{seen.prefix}comment>".encode()


def _cell(attributes: bytes) -> Cell | None:
    found = re.search(rb"\bref=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']", attributes)
    if found is None:
        return None
    return int(found[2]), column_of(found[1])


def _author(attributes: bytes) -> int:
    found = re.search(rb"\bauthorId=[\"']([0-9]{1,7})[\"']", attributes)
    return int(found[1]) if found else -1


def _comments(pieces: Iterator[bytes], seen: _Seen, said: Marks) -> Iterator[bytes]:
    """Give the comments with what is said, behind the sender's own at a cell that has one."""
    closing, pattern = _closing(seen), _opening(seen)
    head = True
    left = set(seen.theirs)
    for chunk in _cut(pieces, closing):
        opening = pattern.search(chunk) if chunk.endswith(closing) else None
        start = opening.start() if opening else 0 if chunk.endswith(closing) else len(chunk)
        before = chunk[:start].decode()
        if head:
            before = _with_us(before, seen)
            head = False
        if not chunk.endswith(closing):
            yield from _with(before, f"</{seen.prefix}commentList>", _fresh(seen, said))
            return
        cell = _cell(opening[1]) if opening else None
        yield before.encode()
        if cell is None or cell not in seen.gone or opening is None or _author(opening[1]) != seen.us:
            words = ""
            if cell in left and cell is not None:
                left.discard(cell)
                words = said.said(*cell)
            yield (
                _joined(chunk[start:].decode(), seen.prefix, words).encode()
                if words or seen.shared
                else chunk[start:]
            )


def _with_us(head: str, seen: _Seen) -> str:
    """Give the beginning of the comments with us among their authors; raises ValueError where authors have no place."""
    for tag in ("authors", "commentList"):
        head = re.sub(rf"<{seen.prefix}{tag}\s*/>", f"<{seen.prefix}{tag}></{seen.prefix}{tag}>", head)
    if seen.us is None:
        seen.us = seen.authors
        before, end, after = head.partition(f"</{seen.prefix}authors>")
        if not end:
            raise ValueError("authors")
        head = f"{before}<{seen.prefix}author>{AUTHOR}</{seen.prefix}author>{end}{after}"
    return head


def _joined(xml: str, prefix: str, words: str) -> str:
    """Give a comment of the sender's without what we said in it before, and with what is said now."""
    text = re.compile(rf"(<{prefix}t\b[^>]*>)([^<]*)(</{prefix}t>)")
    for found in text.finditer(xml):
        if _OURS.search(found[2]):
            end = xml.rfind(f"</{prefix}text>")
            kept = _OURS.sub("", found[2])
            run = xml.rfind(f"<{prefix}r>", 0, found.start())
            inside = run >= 0 and f"</{prefix}r>" not in xml[run : found.start()]
            if not kept and inside:
                xml = xml[:run] + xml[end:]
            else:
                xml = xml[: found.start()] + found[1] + kept + found[3] + f"</{prefix}r>" * inside + xml[end:]
            break
    if not words:
        return xml
    xml = re.sub(rf"<{prefix}text\s*/>", f"<{prefix}text></{prefix}text>", xml)
    before, end_tag, after = xml.rpartition(f"</{prefix}text>")
    return f"{before}{_run(prefix, f'{chr(10)}{AUTHOR}：{words}')}{end_tag}{after}"


def _run(prefix: str, words: str) -> str:
    return f'<{prefix}r><{prefix}t xml:space="preserve">{as_text(words)}</{prefix}t></{prefix}r>'


def _fresh(seen: _Seen, said: Marks) -> Iterator[str]:
    """Give the comments at cells that have none of the sender's own."""
    prefix = seen.prefix
    for row, column in said.cells():
        if (row, column) not in seen.theirs:
            opening = f'<{prefix}comment ref="{address(column, row)}" authorId="{seen.us}"><{prefix}text>'
            yield f"{opening}{_run(prefix, said.said(row, column))}</{prefix}text></{prefix}comment>"


def _with(xml: str, before: str, more: Iterator[str]) -> Iterator[bytes]:
    """Give a part with more of its like put in before its last tag; raises ValueError when it has none."""
    head, tag, tail = xml.rpartition(before)
    if not tag:
        raise ValueError(before)
    yield head.encode()
    while some := "".join(islice(more, _TOGETHER)):
        yield some.encode()
    yield (tag + tail).encode()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What stands in a drawing: its prefixes, the first number that no shape has yet, whether it tells a note's shape."""

    prefixes: Mapping[str, str]
    first: int
    typed: bool

    @property
    def closing(self) -> bytes:
        """Give what ends a shape."""
        return f"</{self.prefixes['v']}shape>".encode()


def _drawing(package: Package, part: str) -> _Drawing:
    """See what stands in a drawing; raises ValueError when it names no namespace of shapes."""
    root = re.search(rb"<xml\b[^>]*>", next(package.pieces(part), b""))
    bound = {space: f"{name}:" for name, space in _BOUND.findall(root[0].decode() if root else "")}
    if not bound.keys() >= set(_NAMESPACES.values()):
        raise ValueError(part)
    drawing = _Drawing({name: bound[space] for name, space in _NAMESPACES.items()}, 1025, typed=False)
    first, typed = 1025, False
    for chunk in _cut(package.pieces(part), drawing.closing):
        first = max(first, *(int(number) + 1 for number in re.findall(rb"_x0000_s([0-9]{1,9})", chunk)), 0)
        typed = typed or _SHAPE_TYPE.search(chunk) is not None
    return replace(drawing, first=first, typed=typed)


def _shapes(pieces: Iterator[bytes], seen: _Seen, said: Marks, drawing: _Drawing) -> Iterator[bytes]:
    """Give the shapes without those of comments that are gone, and with one for each that is new."""
    opening = re.compile(rf"<{drawing.prefixes['v']}shape\s".encode())
    for chunk in _cut(pieces, drawing.closing):
        if not chunk.endswith(drawing.closing):
            yield from _with(chunk.decode(), "</xml>", _fresh_shapes(seen, said, drawing))
            return
        *_, start = (len(chunk), *(found.start() for found in opening.finditer(chunk)))
        places = {name: int(value) for name, value in _PLACE.findall(chunk[start:])}
        at = (places.get(b"Row", -1) + 1, places.get(b"Column", -1))
        note = b'ObjectType="Note"' in chunk[start:]
        yield chunk[:start] if note and at in seen.gone else chunk


def _fresh_shapes(seen: _Seen, said: Marks, drawing: _Drawing) -> Iterator[str]:
    if not drawing.typed and len(said):
        yield _TYPE.format(**drawing.prefixes)
    new = (cell for cell in said.cells() if cell not in seen.theirs)
    for order, (row, column) in enumerate(new):
        yield _SHAPE.format(
            **drawing.prefixes,
            number=drawing.first + order,
            order=order + 1,
            left=column + 1,
            right=column + 5,
            top=max(row - 2, 0),
            bottom=max(row - 2, 0) + 5,
            row=row - 1,
            column=column,
        )
