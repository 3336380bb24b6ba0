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
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

Flow = Callable[[], Iterator[bytes]]
"""Gives a part from its beginning, piece by piece, as often as it is called."""

_TYPES = "[Content_Types].xml"
_PIECE = 1 << 20
MOST_TEXT, MOST_FLOW = 16 << 20, 64 << 20
"""Bytes of a part that is taken as text, and of comments or shapes: a larger one is nobody's own work."""
_SMALL, _MOST_RATIO = 8 << 20, 150
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
_BOOK_TYPES = re.compile(
    r"application/vnd\.(?:ms-excel\.(?:sheet|template|addin)\.macroEnabled|"
    r"openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template))\.main\+xml"
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


UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def as_text(words: str) -> str:
    """Give words as a text in XML: without what no workbook can hold, and `_x0041_` as it stands, not as an A."""
    return escape(_CODE.sub("_x005F_", UNHOLDABLE.sub("", words)), {"\r": "&#13;"})


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
        strict = _STRICT_MAIN in self.text(WORKBOOK)
        self.main, self.office = (_STRICT_MAIN, _STRICT_OFFICE) if strict else (MAIN, OFFICE)
        self._styles = next(
            (part for kind, part in self.relations(WORKBOOK).values() if kind == "styles"), STYLES
        )

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> "Package":
        """Give the parts of an .xlsx that was found fit to open; the archive stays open until they are written.

        Raises ValueError when a part that no parser looked at is packed more tightly than anything real.
        """
        parts = [info for info in archive.infolist() if not info.is_dir()]
        if any(info.file_size > max(_SMALL, info.compress_size * _MOST_RATIO) for info in parts):
            raise ValueError("ratio")
        return cls((info.filename, partial(_unpacked, archive, info)) for info in parts)

    def write(self, file: BinaryIO, settle: Callable[[], object]) -> None:
        """Write the package; raises what zipfile raises of the parts that are brought up.

        The list of content types comes first, as readers expect; the styles last, after `settle()`: which of them the
        cells need is known only when the sheets were written.
        """
        names = [_TYPES, *(name for name in self._parts if name not in {_TYPES, self._styles})]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                self._write_part(archive, name)
            settle()
            self._write_part(archive, self._styles)

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
        """Give a part as text, "" when there is none; raises ValueError when it is too long to be held whole."""
        if name not in self._parts:
            return ""
        held: list[bytes] = []
        size = 0
        for piece in self.pieces(name):
            size += len(piece)
            if size > MOST_TEXT:
                raise ValueError(name)
            held.append(piece)
        return b"".join(held).decode("utf-8-sig")

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
        names = {name.lower(): name for name in self._parts}
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
                target = names.get(target.lower(), target)
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
        line = f'<{prefix}Relationship Id="{identity}" Type="{self.office}/{kind}" Target="/{target}"/>'
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

    def become(self, ending: str) -> None:
        """Be a workbook of the kind that its name will end in: .xlsx, which takes no macros, or .xlsm.

        Raises ValueError when an .xlsx is to hold sheets made of old macros.
        """
        macros = ending == ".xlsm"
        types = _BOOK_TYPES.sub(MACRO_BOOK_TYPE if macros else BOOK_TYPE, self.text(_TYPES))
        if macros:
            self.put(_TYPES, types)
            return
        if "vnd.ms-excel.macrosheet" in types or "vnd.ms-excel.intlmacrosheet" in types:
            raise ValueError("macrosheet")
        self.put(_TYPES, re.sub(r"<(?:\w+:)?Override\b[^>]*vbaProject[^>]*>", "", types))
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
            f'xmlns:r="{self.office}" r:id="{identity}"/>'
        )
        xml = re.sub(rf"(<{prefix}sheets\b[^>]*>)", lambda found: found[1] + line, xml, count=1)
        xml = re.sub(r'localSheetId="(\d+)"', lambda found: f'localSheetId="{int(found[1]) + 1}"', xml)
        xml = re.sub(r'\s(?:activeTab|firstSheet)="\d+"', "", xml)
        self.put(WORKBOOK, xml)
        for _, each in self.sheets():
            if each != part and each in self._parts:
                self.change(each, _deselected)

    def drop_sheet(self, place: int) -> None:
        """Take the sheet at a place out of the workbook, and the names kept for it alone."""
        xml = self.text(WORKBOOK)
        tag = list(_SHEET.finditer(xml))[place]
        identity = next(value for name, value in attributes(tag[1]).items() if name.endswith(":id"))
        _, part = self.relations(WORKBOOK)[identity]
        closing = re.compile(r"\s*</(?:\w+:)?sheet\s*>").match(xml, tag.end())
        xml = (
            xml[: tag.start()] + xml[closing.end() if closing and not tag[0].endswith("/>") else tag.end() :]
        )
        own = rf'<((?:\w+:)?definedName)\b[^>]*\blocalSheetId="{place}"[^>]*>.*?</\1>'
        xml = re.sub(own, "", xml, flags=re.DOTALL)
        xml = re.sub(r"<((?:\w+:)?definedNames)\b[^>]*>\s*</\1>", "", xml)
        self.put(WORKBOOK, _LOCAL.sub(lambda found: _moved(found, place), xml))
        self._forget(part)
        name = relations_part(WORKBOOK)
        self.put(name, re.sub(rf'<(?:\w+:)?Relationship\b[^>]*\bId="{identity}"[^>]*>', "", self.text(name)))

    def _forget(self, part: str) -> None:
        self._parts.pop(part, None)
        self._parts.pop(relations_part(part), None)
        types = rf'<(?:\w+:)?Override\b[^>]*\bPartName="/{re.escape(part)}"[^>]*>'
        self.put(_TYPES, re.sub(types, "", self.text(_TYPES), flags=re.IGNORECASE))

    def style(self, section: str, items: Sequence[str], *, anew: bool = False) -> int:
        """Add items to a section of the styles (fonts, fills, borders, cellXfs); give the index of the first.

        Where they follow one another already they are not added a second time, unless `anew`.
        """
        if self._styles not in self._parts:
            self.add(self._styles, _EMPTY_STYLES, STYLES_TYPE)
            self.relate(WORKBOOK, "styles", self._styles)
        xml = self.text(self._styles)
        prefix = prefix_of(xml, "styleSheet")
        xml = re.sub(rf"<{prefix}{section}\b[^>]*/>", f"<{prefix}{section}></{prefix}{section}>", xml)
        found = re.search(rf"<{prefix}{section}\b[^>]*>(.*?)</{prefix}{section}>", xml, re.DOTALL)
        if found is None:
            at = self._place_for(xml, prefix, section)
            xml = f"{xml[:at]}<{prefix}{section}></{prefix}{section}>{xml[at:]}"
            self.put(self._styles, xml)
            return self.style(section, items, anew=anew)
        inside = found[1]
        known = children(inside, prefix, section)
        fresh = [item.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}") for item in items]
        for place in () if anew else range(len(known) - len(fresh) + 1):
            if known[place : place + len(fresh)] == fresh:
                return place
        count = len(known) + len(fresh)
        whole = f'<{prefix}{section} count="{count}">{inside}{"".join(fresh)}</{prefix}{section}>'
        self.put(self._styles, xml[: found.start()] + whole + xml[found.end() :])
        return len(known)

    def styles(self, section: str) -> list[str]:
        """Give the items of a section of the styles in their order, without prefixes; a place is what others name."""
        xml = self.text(self._styles)
        prefix = prefix_of(xml, "styleSheet")
        found = re.search(rf"<{prefix}{section}\b[^>]*>(.*?)</{prefix}{section}>", xml, re.DOTALL)
        if found is None:
            return []
        return [
            each.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</")
            for each in children(found[1], prefix, section)
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


_LOCAL = re.compile(r'localSheetId="(\d+)"')


def _moved(found: re.Match[str], place: int) -> str:
    """Give the place of a name's sheet once the sheet at `place` is gone."""
    at = int(found[1])
    return f'localSheetId="{at - (at > place)}"'


_SELECTED = re.compile(rb"(\btabSelected=)([\"'])(?:1|true)[\"']")


def _deselected(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give a sheet not selected: with two, what is typed goes into both."""
    head = b""
    for piece in pieces:
        head += piece
        if (end := head.find(b"sheetData")) >= 0:
            head = _SELECTED.sub(rb"\1\g<2>0\2", head[:end]) + head[end:]
            break
    yield head
    yield from pieces


_CHILD = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}


def children(inside: str, prefix: str, section: str) -> list[str]:
    """Give the child elements of a section of the styles."""
    tag = prefix + _CHILD[section]
    return [found[0] for found in re.finditer(rf"<{tag}\b(?:[^>]*/>|[^>]*>.*?</{tag}>)", inside, re.DOTALL)]
