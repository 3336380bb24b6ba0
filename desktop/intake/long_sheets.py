"""Sheets too long to be laid out at once: cut into pieces, each parsed as a small workbook of its own.

The parser lays a whole sheet out in memory before it gives the first row; a list of a million sign-ins does not fit.
So the sheet's XML is cut between rows, and shared strings are taken out of the parser's hands: their cells reach it as
marked texts and are looked up here. Runs in the reading child.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

from desktop.intake.container import MIB, Container, Unfit
from desktop.intake.extent import Extent

PIECE = MIB
MOST_PIECE_AREA = 2_000_000
MOST_STRINGS = 256 * MIB
MARK = "\uf8ff\uf8fe"
_MARKED = MARK.encode()

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
}
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr{{}}/><sheets><sheet name="1" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_SHARED = b' t="s"><v>'
_INSTEAD = b' t="str"><v>' + _MARKED
_SHARED_ODDLY = re.compile(rb"\bt=[\"']s[\"']([^>]*>\s*<(?:\w+:)?v>)")
_ROW_NUMBER = re.compile(rb"row\b[^>]*?\br=[\"']([0-9]{1,9})[\"']")
_FORMATS = re.compile(rb"<(\w+:)?(numFmts|cellXfs)\b[^>]*>.*?</(?:\w+:)?\2>", re.DOTALL)
_PLAIN_STRING = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
_ANY_STRING = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(r"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_RUN = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_CODE = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_MERGE = re.compile(rb"mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")


class LongWorkbook:
    """An .xlsx whose sheets are given piece by piece; the same to the reader as a workbook opened whole."""

    def __init__(self, path: Path, container: Container) -> None:
        self._archive = zipfile.ZipFile(path)
        self._parts = {each.filename.replace("\\", "/").lower(): each for each in self._archive.infolist()}
        self._container = container
        self._frame = self._small_parts()
        self._strings = self._shared_strings()

    def sheets(self) -> Iterator[tuple[int, str, bool, int, list[Any]]]:
        """Give of each sheet its place, name, whether it is hidden, its rows, and what is merged in it."""
        for index, (name, hidden, part) in enumerate(self._container.sheets):
            if part.startswith("xl/worksheets/"):
                extent = self._container.extent(index)
                yield index, name, hidden, extent.rows, _merged(extent)

    def pieces(self, index: int) -> Iterator[tuple[int, list[list[Any]]]]:
        """Give the rows of a sheet in pieces, each with the number of its first row."""
        following = 1
        strays = bool(self._container.extent(index).farthest)
        for xml, rows in self._cut(self._container.sheets[index][2]):
            numbers = [int(number) for number in _ROW_NUMBER.findall(rows)]
            if strays or not numbers or (max(numbers) - min(numbers) + 1) * 26 > MOST_PIECE_AREA:
                _must_be_dense(xml, min(numbers, default=1))
            first, left, cells = self._parsed(xml)
            start = first + 1 if numbers else following + first
            if cells:
                pad = [""] * left
                yield start, [pad + row for row in cells] if left else cells
            following = max(numbers, default=following + len(cells) + first - 1) + 1

    def _part(self, name: str) -> zipfile.ZipInfo:
        """Give a part by its name in any case, as spreadsheet programs find it."""
        try:
            return self._parts[name.lower()]
        except KeyError as error:
            raise Unfit("damaged") from error

    def _small_parts(self) -> dict[str, bytes]:
        """Give what each small workbook needs beside its sheet: the clock it counts days by, and the formats."""
        workbook = self._archive.read(self._part("xl/workbook.xml"))
        styles = self._archive.read(self._part("xl/styles.xml")) if "xl/styles.xml" in self._parts else b""
        clock = ' date1904="1"' if re.search(rb"\bdate1904=[\"'](?:1|true)[\"']", workbook) else ""
        kept = [found[0].replace(found[1] or b"\x00", b"") for found in _FORMATS.finditer(styles)]
        parts = {name: text.encode() for name, text in _FIXED.items()}
        parts["xl/workbook.xml"] = _WORKBOOK.format(clock).encode()
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">'.encode() + b"".join(kept) + b"</styleSheet>"
        return parts

    def _shared_strings(self) -> list[str]:
        """Give the strings that cells name by number."""
        found: list[str] = []
        if "xl/sharedstrings.xml" not in self._parts:
            return found
        part = self._part("xl/sharedStrings.xml")
        if part.file_size > MOST_STRINGS:
            raise Unfit("too_big")
        with self._archive.open(part) as stream:
            waiting = b""
            while piece := stream.read(MIB):
                waiting += piece
                end = max(waiting.rfind(b"</si>") + 5, waiting.rfind(b":si>") + 4, waiting.rfind(b"si/>") + 4)
                if end > 5:
                    found += _strings_in(waiting[:end].decode("utf-8"))
                    waiting = waiting[end:]
        return found

    def _cut(self, part: str) -> Iterator[tuple[bytes, bytes]]:
        """Give a sheet as small sheets: for each its whole XML and the rows in it."""
        with self._archive.open(self._part(part)) as stream:
            waiting = b""
            while (at := waiting.find(b"sheetData")) < 0 or waiting.find(b">", at) < 0:
                piece = stream.read(MIB)
                if not piece:
                    return
                waiting += piece
            begin = waiting.rfind(b"<", 0, at)
            prefix = waiting[begin + 1 : at]
            root = waiting.find(b"<" + prefix + b"worksheet")
            if root < 0:
                raise Unfit("damaged")
            opening = waiting[root : waiting.find(b">", root) + 1] + b"<" + prefix + b"sheetData>"
            closing = b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
            waiting = waiting[waiting.find(b">", at) + 1 :]
            start_tag, end_tag = b"<" + prefix + b"row", b"</" + prefix + b"sheetData>"
            while True:
                piece = stream.read(PIECE)
                waiting += piece
                end = waiting.find(end_tag)
                cut = end if end >= 0 else waiting.rfind(start_tag)
                if cut > 0:
                    rows = waiting[:cut]
                    yield opening + rows + closing, rows
                    waiting = waiting[cut:]
                if end >= 0 or not piece:
                    return

    def _parsed(self, xml: bytes) -> tuple[int, int, list[list[Any]]]:
        """Give the first row and column (from 0) and the cells of a small sheet."""
        from desktop.intake.reader import opened

        sheet_xml = xml.replace(_SHARED, _INSTEAD)
        shared = len(sheet_xml) > len(xml)
        if b't="s"' in sheet_xml or b"t='s'" in sheet_xml:
            sheet_xml = _SHARED_ODDLY.sub(rb't="str"\1' + _MARKED, sheet_xml)
            shared = True
        sheet = opened(lambda: _workbook_of(self._frame, sheet_xml).get_sheet_by_index(0))
        cells: list[list[Any]] = opened(sheet.to_python)
        if shared:
            try:
                columns = [self._looked_up(column) for column in zip(*cells, strict=True)]
            except (IndexError, ValueError) as error:
                raise Unfit("damaged") from error
            cells = list(map(list, zip(*columns, strict=True)))
        first, left = sheet.start or (0, 0)
        return first, left, cells

    def _looked_up(self, column: Sequence[Any]) -> Sequence[Any]:
        """Give the cells of a column with its marked texts replaced by the strings that they name."""
        strings = self._strings
        with suppress(TypeError):  # not all are texts
            numbers = "".join(column).split(MARK)
            if len(numbers) == len(column) + 1 and not numbers[0]:  # each is a marked one
                return [strings[int(number)] for number in numbers[1:]]
        return [strings[int(cell[2:])] if type(cell) is str and cell[:2] == MARK else cell for cell in column]


def _must_be_dense(xml: bytes, top: int) -> None:
    """Refuse a piece whose few cells, the first in row `top`, span a rectangle that would not fit."""
    extent = Extent()
    extent.look_at(xml)
    if (extent.rows - top + 1) * max(extent.columns, 26) > MOST_PIECE_AREA:
        extent = Extent(exact=True)
        extent.look_at(xml)
        if (extent.rows - top + 1) * extent.columns > MOST_PIECE_AREA:
            raise Unfit("sparse", address=extent.farthest)


def _workbook_of(frame: dict[str, bytes], sheet: bytes) -> Any:
    from python_calamine import CalamineWorkbook

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in frame.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    file.seek(0)
    return CalamineWorkbook.from_filelike(file)


def _strings_in(text: str) -> list[str]:
    """Give the shared strings in a piece of their part; formatted runs joined, phonetic hints left out."""
    if "<!" in text:
        raise Unfit("damaged")
    if "\r" in text:  # XML takes any line end for one
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _PLAIN_STRING.findall(text)
    if len(plain) == text.count("</si>") and ":si" not in text and "<si/>" not in text:
        return list(map(_meant, plain)) if "&" in text or "_x" in text else plain
    return [_joined(each) for each in _ANY_STRING.findall(text)]


def _meant(text: str) -> str:
    """Give a text as it is meant: entities resolved, and `_x0041_` as the character that it stands for."""
    text = unescape(text) if "&" in text else text
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _joined(xml: str) -> str:
    if "rPh" in xml:
        xml = _PHONETIC.sub("", xml)
    return "".join(map(_meant, _RUN.findall(xml)))


def _merged(extent: Extent) -> list[Any]:
    """Give the merged areas of a sheet as the parser gives them: rows and columns from 0."""

    def column(letters: bytes) -> int:
        value = 0
        for each in letters:
            value = value * 26 + each - 64
        return value - 1

    return [
        ((int(top) - 1, column(left)), (int(bottom) - 1, column(right)))
        for left, top, right, bottom in _MERGE.findall(extent.tail)
    ]
