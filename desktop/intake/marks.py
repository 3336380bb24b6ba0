"""Marks in a sheet: faulty cells filled and commented, everything else as it was."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from desktop.intake.parts import COMMENTS_TYPE, MAIN, OFFICE, VML_TYPE, Package, prefix_of
from desktop.intake.reading import address

AUTHOR = "职培工作站"
_AFTER_LEGACY = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
)
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


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said at one cell: row from 1, column from 0, the text, and whether it is only a warning."""

    row: int
    column: int
    text: str
    warning: bool


def mark(package: Package, part: str, marks: Sequence[Mark], restyle: Callable[[int, bool], int]) -> None:
    """Fill and comment the marked cells of a sheet; `restyle(index, warning)` gives the filled form of a format."""
    xml = package.parts[part].decode("latin-1")  # every byte one character: what is put in is plain ASCII
    by_row: dict[int, list[Mark]] = {}
    for each in marks:
        by_row.setdefault(each.row, []).append(each)
    xml = _fill(xml, by_row, restyle)
    package.parts[part] = _comment(package, part, xml, marks).encode("latin-1")


def _fill(xml: str, by_row: Mapping[int, list[Mark]], restyle: Callable[[int, bool], int]) -> str:
    """Give the sheet with the format of each marked cell changed; a cell that was not there is put in."""
    prefix = prefix_of(xml, "worksheet")
    rows = re.compile(rf"<{prefix}row\b([^>]*?)(/?)>")
    out: list[str] = []
    done = 0
    number = 0
    for found in rows.finditer(xml):
        given = re.search(r"\br=[\"'](\d+)[\"']", found[1])
        number = int(given[1]) if given else number + 1
        if number not in by_row:
            continue
        out.append(xml[done : found.start()])
        if found[2]:
            cells, done = "", found.end()
        else:
            done = xml.index(f"</{prefix}row>", found.end())
            cells = xml[found.end() : done]
            done += len(f"</{prefix}row>")
        filled = _fill_row(cells, prefix, number, by_row[number], restyle)
        out.append(f"<{prefix}row{found[1]}>{filled}</{prefix}row>")
    out.append(xml[done:])
    return "".join(out)


def _fill_row(
    cells: str, prefix: str, number: int, marks: Sequence[Mark], restyle: Callable[[int, bool], int]
) -> str:
    grave = {
        each.column: all(other.warning for other in marks if other.column == each.column) for each in marks
    }
    out: list[str] = []
    done = 0
    column = -1
    waiting = sorted(grave)
    for found in re.finditer(rf"<{prefix}c\b([^>]*?)(/?)>", cells):
        given = re.search(r"\br=[\"']([A-Z]+)\d+[\"']", found[1])
        column = _column(given[1]) if given else column + 1
        while waiting and waiting[0] < column:
            missing = waiting.pop(0)
            out.append(cells[done : found.start()])
            done = found.start()
            out.append(f'<{prefix}c r="{address(missing, number)}" s="{restyle(0, grave[missing])}"/>')
        if waiting and waiting[0] == column:
            waiting.pop(0)
            old = re.search(r"\bs=[\"'](\d+)[\"']", found[1])
            style = restyle(int(old[1]) if old else 0, grave[column])
            kept = re.sub(r"\s*\bs=[\"']\d+[\"']", "", found[1])
            out.append(f'{cells[done : found.start()]}<{prefix}c{kept} s="{style}"{found[2]}>')
            done = found.end()
    out.append(cells[done:])
    out += [f'<{prefix}c r="{address(each, number)}" s="{restyle(0, grave[each])}"/>' for each in waiting]
    return "".join(out)


def _column(letters: str) -> int:
    column = 0
    for each in letters:
        column = column * 26 + ord(each) - 64
    return column - 1


def _comment(package: Package, part: str, xml: str, marks: Sequence[Mark]) -> str:
    """Put the marks' texts into the comments of a sheet; give the sheet, with its link to their shapes."""
    texts: dict[tuple[int, int], list[str]] = {}
    for each in marks:
        texts.setdefault((each.row, each.column), []).append(each.text)
    kinds = dict(package.relations(part).values())
    comments = kinds.get("comments", "")
    if comments not in package.parts:
        comments = package.free_name("xl/comments{}.xml")
        package.add(comments, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>', COMMENTS_TYPE)
        package.relate(part, "comments", comments)
    fresh = _write_comments(package, comments, texts)
    drawing = kinds.get("vmlDrawing", "")
    prefix = prefix_of(xml, "worksheet")
    if drawing not in package.parts or f"<{prefix}legacyDrawing " not in xml:
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.add(drawing, _VML, VML_TYPE)
        xml = _link(xml, prefix, package.relate(part, "vmlDrawing", drawing))
    _draw(package, drawing, fresh)
    return xml


def _write_comments(
    package: Package, part: str, texts: Mapping[tuple[int, int], list[str]]
) -> list[tuple[int, int]]:
    """Add the texts, those at a cell that has a comment behind it; give the cells that need a new shape."""
    xml = package.text(part)
    prefix = prefix_of(xml, "comments")
    for tag in ("authors", "commentList"):
        xml = re.sub(rf"<{prefix}{tag}\s*/>", f"<{prefix}{tag}></{prefix}{tag}>", xml)
    author = len(re.findall(rf"<{prefix}author\b", xml))
    xml = xml.replace(f"</{prefix}authors>", f"<{prefix}author>{AUTHOR}</{prefix}author></{prefix}authors>")
    fresh = []
    lines = []
    for (row, column), said in sorted(texts.items()):
        where = address(column, row)
        run = f'<{prefix}r><{prefix}t xml:space="preserve">{{}}</{prefix}t></{prefix}r>'
        text = escape("\n".join(said))
        old = re.search(rf'<{prefix}comment\b[^>]*\bref="{where}".*?</{prefix}text>', xml, re.DOTALL)
        if old is not None:
            at = old.end() - len(f"</{prefix}text>")
            xml = xml[:at] + run.format(f"\n{AUTHOR}：{text}") + xml[at:]
            continue
        fresh.append((row, column))
        lines.append(
            f'<{prefix}comment ref="{where}" authorId="{author}"><{prefix}text>{run.format(text)}</{prefix}text>'
            f"</{prefix}comment>"
        )
    package.put(part, xml.replace(f"</{prefix}commentList>", "".join(lines) + f"</{prefix}commentList>"))
    return fresh


def _link(xml: str, prefix: str, identity: str) -> str:
    """Give the sheet with the element that names its comments' shapes, where the schema wants it."""
    line = f'<{prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{identity}"/>'
    body = max(xml.rfind(f"</{prefix}sheetData>"), xml.rfind(f"<{prefix}sheetData/>"), 0)
    later = [
        found.start()
        for each in _AFTER_LEGACY
        if (found := re.compile(rf"<(?:\w+:)?{each}\b").search(xml, body)) is not None
    ]
    at = min(later, default=xml.rindex(f"</{prefix}worksheet>"))
    return xml[:at] + line + xml[at:]


def _draw(package: Package, part: str, cells: Sequence[tuple[int, int]]) -> None:
    xml = package.text(part)
    used = [int(number) for number in re.findall(r"_x0000_s(\d+)", xml)]
    first = max([1025, *(number + 1 for number in used)])
    shapes = "".join(
        _SHAPE.format(
            number=first + order,
            order=order + 1,
            left=column + 1,
            right=column + 5,
            top=max(row - 2, 0),
            bottom=max(row - 2, 0) + 5,
            row=row - 1,
            column=column,
        )
        for order, (row, column) in enumerate(cells)
    )
    package.put(part, re.sub(r"</xml>\s*$", lambda _: shapes + "</xml>", xml))
