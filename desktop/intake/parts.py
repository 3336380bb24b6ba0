"""The parts of an .xlsx package, changed where a mark belongs and left byte for byte everywhere else."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from typing import BinaryIO
from xml.sax.saxutils import escape

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Flow = Callable[[], Iterator[bytes]]
"""Gives a part from its beginning, piece by piece, as often as it is called."""

_TYPES = "[Content_Types].xml"
_PIECE = 1 << 20
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*?)/?>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*?)/?>")
_SECTIONS = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
)
_EMPTY_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs><cellStyles count="1"><cellStyle name="Normal" '
    'xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def attributes(tag: str) -> dict[str, str]:
    """Give the attributes of a tag, their entities resolved."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def prefix_of(xml: str, root: str) -> str:
    """Give the prefix, with its colon, that a part's root element and so all its own elements carry; mostly ""."""
    found = re.search(rf"<(\w+:)?{root}\b", xml)
    return (found[1] or "") if found else ""


def relations_part(part: str) -> str:
    """Give the part in which the relations of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """The parts of a workbook by name, in their order; text parts are asked for and put back as text.

    A part is held whole only once it was put in; the others are brought up piece by piece while the package is written.
    """

    def __init__(self, parts: Iterable[tuple[str, bytes | Flow]]) -> None:
        self._parts: dict[str, bytes | Flow] = dict(parts)

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> "Package":
        """Give the parts of an .xlsx that was found fit to open; the archive stays open until they are written."""
        return cls(
            (info.filename, partial(_unpacked, archive, info))
            for info in archive.infolist()
            if not info.is_dir()
        )

    def write(self, file: BinaryIO, settle: Callable[[], object]) -> None:
        """Write the package; raises what zipfile raises of the parts that are brought up.

        The list of content types comes first, as readers expect; the styles last, after `settle()`: which of them the
        cells need is known only when the sheets were written.
        """
        names = [_TYPES, *(name for name in self._parts if name not in {_TYPES, STYLES})]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                self._write_part(archive, name)
            settle()
            self._write_part(archive, STYLES)

    def _write_part(self, archive: zipfile.ZipFile, name: str) -> None:
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as part:
            for piece in self.pieces(name):
                part.write(piece)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a part piece by piece; raises KeyError when there is none."""
        part = self._parts[name]
        return iter((part,)) if isinstance(part, bytes) else part()

    def text(self, name: str) -> str:
        """Give a part as text, "" when there is none."""
        return b"".join(self.pieces(name)).decode("utf-8-sig") if name in self._parts else ""

    def put(self, name: str, content: str | Flow) -> None:
        """Keep a part's text, or the way to bring it up."""
        self._parts[name] = content.encode() if isinstance(content, str) else content

    def change(self, name: str, how: Callable[[Iterator[bytes]], Iterator[bytes]]) -> None:
        """Let a part pass through `how` when it is brought up; raises KeyError when there is none."""
        before = self._parts[name]
        self._parts[name] = lambda: how(iter((before,)) if isinstance(before, bytes) else before())

    def free_name(self, pattern: str) -> str:
        """Give the first name of a pattern with {} that no part has yet."""
        taken = {name.lower() for name in self._parts}
        return next(
            name for number in range(1, 100_000) if (name := pattern.format(number)).lower() not in taken
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give by its id the kind (the end of the type) and the target part of each relation of a part."""
        found = {}
        for tag in _RELATION.findall(self.text(relations_part(part))):
            given = attributes(tag)
            target = given.get("Target", "")
            if given.get("TargetMode") != "External":
                target = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.join(posixpath.dirname(part), target)
                )
                target = posixpath.normpath(target)
            found[given.get("Id", "")] = (given.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another part and give its id."""
        known = self.relations(part)
        identity = next(name for number in range(1, 100_000) if (name := f"rIdZ{number}") not in known)
        name = relations_part(part)
        xml = self.text(name) or f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
        xml = re.sub(r"<((?:\w+:)?Relationships)\b([^>]*)/>", r"<\1\2></\1>", xml)
        prefix = prefix_of(xml, "Relationships")
        base = re.search(r'Type="(http[^"]*/relationships)/', xml) if part.startswith("xl/") else None
        line = f'<{prefix}Relationship Id="{identity}" Type="{base[1] if base else OFFICE}/{kind}" Target="/{target}"/>'
        self.put(name, xml.replace(f"</{prefix}Relationships>", f"{line}</{prefix}Relationships>"))
        return identity

    def add(self, name: str, content: str | Flow, content_type: str) -> None:
        """Add a part of a content type."""
        self.put(name, content)
        types = self.text(_TYPES)
        prefix = prefix_of(types, "Types")
        if name.endswith(".vml"):
            if re.search(r'Extension="vml"', types, re.IGNORECASE):
                return
            line = f'<{prefix}Default Extension="vml" ContentType="{content_type}"/>'
            opening = re.search(rf"<{prefix}Types\b[^>]*>", types)
            at = opening.end() if opening else 0
            self.put(_TYPES, types[:at] + line + types[at:])
            return
        line = f'<{prefix}Override PartName="/{name}" ContentType="{content_type}"/>'
        self.put(_TYPES, types.replace(f"</{prefix}Types>", f"{line}</{prefix}Types>"))

    def drop_macros(self) -> None:
        """Take the macro project out, so that the copy may be called .xlsx."""
        types = re.sub(r"<(?:\w+:)?Override\b[^>]*vbaProject[^>]*>", "", self.text(_TYPES))
        types = re.sub(
            r"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml", BOOK_TYPE, types
        )
        self.put(_TYPES, types)
        for name in [name for name in self._parts if "vbaproject" in name.lower()]:
            del self._parts[name]
        name = relations_part(WORKBOOK)
        self.put(name, re.sub(r"<(?:\w+:)?Relationship\b[^>]*/vbaProject\"[^>]*>", "", self.text(name)))

    def sheets(self) -> list[tuple[str, str]]:
        """Give the name and the part of each sheet, in the order of the workbook; two may have one name."""
        relations = self.relations(WORKBOOK)
        found = []
        for tag in _SHEET.findall(self.text(WORKBOOK)):
            given = attributes(tag)
            identity = next((value for name, value in given.items() if name.endswith(":id")), "")
            found.append((given.get("name", ""), relations.get(identity, ("", ""))[1]))
        return found

    def put_first(self, name: str, part: str) -> None:
        """Make a part the first sheet of the workbook and the one that opens; names kept for one sheet stay with it."""
        identity = self.relate(WORKBOOK, "worksheet", part)
        xml = self.text(WORKBOOK)
        prefix = prefix_of(xml, "workbook")
        numbers = [int(number) for number in re.findall(r'\bsheetId="(\d+)"', xml)]
        line = (
            f'<{prefix}sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{max(numbers, default=0) + 1}" '
            f'xmlns:r="{OFFICE}" r:id="{identity}"/>'
        )
        xml = re.sub(rf"(<{prefix}sheets\b[^>]*>)", lambda found: found[1] + line, xml, count=1)
        xml = re.sub(r'localSheetId="(\d+)"', lambda found: f'localSheetId="{int(found[1]) + 1}"', xml)
        xml = re.sub(r'\s(?:activeTab|firstSheet)="\d+"', "", xml)
        self.put(WORKBOOK, xml)
        for _, each in self.sheets():
            if each != part and each in self._parts:
                self.change(each, _deselected)

    def style(self, section: str, items: Sequence[str]) -> int:
        """Add items to a section of the styles (fonts, fills, borders, cellXfs); give the index of the first."""
        if STYLES not in self._parts:
            self.add(STYLES, _EMPTY_STYLES, STYLES_TYPE)
            self.relate(WORKBOOK, "styles", STYLES)
        xml = self.text(STYLES)
        prefix = prefix_of(xml, "styleSheet")
        xml = re.sub(rf"<{prefix}{section}\b[^>]*/>", f"<{prefix}{section}></{prefix}{section}>", xml)
        found = re.search(rf"<{prefix}{section}\b[^>]*>(.*?)</{prefix}{section}>", xml, re.DOTALL)
        if found is None:
            at = self._place_for(xml, prefix, section)
            xml = f"{xml[:at]}<{prefix}{section}></{prefix}{section}>{xml[at:]}"
            self.put(STYLES, xml)
            return self.style(section, items)
        inside = found[1]
        count = len(children(inside, prefix, section))
        fresh = "".join(
            item.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}") for item in items
        )
        whole = f'<{prefix}{section} count="{count + len(items)}">{inside}{fresh}</{prefix}{section}>'
        self.put(STYLES, xml[: found.start()] + whole + xml[found.end() :])
        return count

    def cell_styles(self) -> list[str]:
        """Give the formats of cells (xf) in their order, without prefixes; the index is what a cell names."""
        xml = self.text(STYLES)
        prefix = prefix_of(xml, "styleSheet")
        found = re.search(rf"<{prefix}cellXfs\b[^>]*>(.*?)</{prefix}cellXfs>", xml, re.DOTALL)
        if found is None:
            return []
        return [
            each.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</")
            for each in children(found[1], prefix, "cellXfs")
        ]

    @staticmethod
    def _place_for(xml: str, prefix: str, section: str) -> int:
        later: Iterable[str] = _SECTIONS[_SECTIONS.index(section) + 1 :]
        for each in (*later, "colors", "extLst"):
            found = re.search(rf"<{prefix}{each}\b", xml)
            if found:
                return found.start()
        return xml.rindex(f"</{prefix}styleSheet>")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _deselected(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give a sheet not selected: with two, what is typed goes into both."""
    head = b""
    for piece in pieces:
        head += piece
        if (end := head.find(b"sheetData")) >= 0:
            head = head[:end].replace(b'tabSelected="1"', b'tabSelected="0"') + head[end:]
            break
    yield head
    yield from pieces


_CHILD = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}


def children(inside: str, prefix: str, section: str) -> list[str]:
    """Give the child elements of a section of the styles."""
    tag = prefix + _CHILD[section]
    return [found[0] for found in re.finditer(rf"<{tag}\b(?:[^>]*/>|[^>]*>.*?</{tag}>)", inside, re.DOTALL)]
