"""What a file is by its content, and whether it is fit to be opened at all: looked at before any parser sees it.

Runs in the reading child (desktop/intake/reader.py), so it brings in little. A file that is not fit raises Unfit with a
code that `desktop.intake.faults` turns into a sentence.
"""

import re
import zipfile
import zlib
from html import unescape
from pathlib import Path
from typing import IO

from desktop.intake.extent import Extent

MIB = 1 << 20
LOOKED_AT = 4096
"""So many bytes of a file's beginning tell what it is."""
MOST_BYTES = 200 * MIB
MOST_UNPACKED = 1500 * MIB
MOST_ENTRIES = 2000
MOST_DIRECTORY = 4 * MIB
MOST_RATIO = 150
SMALL = 8 * MIB
"""A part this small may be packed as tightly as it likes."""
MOST_COLUMNS = 1000
MOST_SHEETS = 255
MOST_AREA = 4_000_000
"""Cells of the rectangle that a reader lays out in memory, empty ones too."""
LONG, LONG_ROWS = 16 * MIB, 30_000
"""A workbook with a sheet larger than this is read in pieces: in little memory, each checked while the next is read."""
CELL_BYTES = 80
LONG_TEXT, MOST_TEXT = 32 << 10, 256 << 10
"""So many bytes without any mark are a text that is cut when it is read, or that no spreadsheet can hold (32,767 signs)."""
OLE_BYTES = 128 * MIB

_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gz 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3", "数据库文件"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (
    ("EncryptedPackage", "encrypted", ""),
    ("WordDocument", "foreign", "Word 文档"),
    ("PowerPoint Document", "foreign", "PowerPoint 文稿"),
)
_ZIP_KINDS = (("word/", "Word 文档"), ("ppt/", "PowerPoint 文稿"), ("OFD.xml", "OFD 版式文件"))

_ELEMENT = re.compile(rb"<[A-Za-z_\x80-\xff]")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*([\"'])(.*?)\2")
_OVERLAP = 400
_TAIL = 66_000


class Unfit(Exception):
    """The file cannot be opened; `code` says why, `details` fill the sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Container:
    """What a file is (`xlsx`, `xls` or `text`), the memory its reader may need, and what else was seen."""

    def __init__(self, kind: str, *, memory: int = 0, unpacked: int = 0, macros: bool = False) -> None:
        self.kind = kind
        self.memory = memory
        self.unpacked = unpacked
        self.macros = macros
        self.long = False
        self.wordy = False
        self.extents: dict[str, Extent] = {}
        self.sheets: list[tuple[str, bool, str]] = []

    def extent(self, index: int) -> Extent:
        """Give what was seen of a sheet by its place in the workbook; nothing for kinds that are not looked into."""
        return self.extents.get(self.sheets[index][2] if index < len(self.sheets) else "", Extent())


def examine(path: Path) -> Container:
    """Say what a file is and how much its reader may take; raises Unfit when it must not be opened."""
    size = path.stat().st_size
    if size == 0:
        raise Unfit("empty")
    if size > MOST_BYTES:
        raise Unfit("too_large", size=size // MIB, most=MOST_BYTES // MIB)
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        if start.startswith(b"PK"):
            return _examine_zip(path, file, size)
        if start.startswith(_OLE):
            return _examine_ole(file)
    for magic, name in _MAGIC:
        if start.startswith(magic):
            raise Unfit("foreign", name=name)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        raise Unfit("markup")
    body = start.rstrip(b"\x00\x1a\r\n ")  # old programs fill the end of a text so
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (not body or b"\x00" in body) and not marked and not unmarked(start):
        raise Unfit("binary")
    return Container("text", memory=200 * MIB, unpacked=size)


def unmarked(start: bytes) -> tuple[str, ...]:
    """Give the UTF-16 of a text without its mark: digits, commas and line ends have a zero in one of their two bytes."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 20 * max(even, odd) < len(start) or max(even, odd) < 4 * min(even, odd):
        return ()
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = start[: len(start) // 2 * 2].decode(encoding, "ignore").rstrip("\x00\x1a")
    return (encoding,) if all(each >= " " or each in "\t\r\n" for each in text) else ()


def _examine_ole(file: IO[bytes]) -> Container:
    """Old workbooks: the parts have plain names inside; what they unpack to is bounded by the memory limit.

    A short file that asks for much is damaged: one wrong address lays a sheet of millions of cells out.
    """
    file.seek(0)
    content = file.read()
    for name, code, said in _OLE_KINDS:
        if name.encode("utf-16-le") in content:
            raise Unfit(code, name=said)
    return Container("xls", memory=min(OLE_BYTES, 8 * len(content)), unpacked=len(content))


def _examine_zip(path: Path, file: IO[bytes], size: int) -> Container:
    _check_directory(file, size)
    try:
        with zipfile.ZipFile(path) as archive:
            return _examine_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, UnicodeError) as error:
        raise Unfit("damaged") from error
    except RuntimeError as error:  # zipfile's way to say that a part wants a password
        raise Unfit("encrypted") from error


def _check_directory(file: IO[bytes], size: int) -> None:
    """Read the end of the archive by hand, so that a directory of millions of entries is never built."""
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Unfit("damaged")
    entries = int.from_bytes(tail[end + 10 : end + 12], "little")
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise Unfit("bomb")


def _examine_parts(archive: zipfile.ZipFile) -> Container:
    parts = archive.infolist()
    names = [part.filename.replace("\\", "/") for part in parts]
    if len({name.lower() for name in names}) != len(names) or any(".." in name.split("/") for name in names):
        raise Unfit("damaged")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit("bomb")
    if "xl/workbook.xml" not in names:
        _refuse_other_archive(names)
    found = Container("xlsx", macros=any(name.endswith("vbaProject.bin") for name in names))
    for part, name in zip(parts, names, strict=True):
        if part.flag_bits & 1:
            raise Unfit("encrypted")
        if not name.endswith((".xml", ".rels")):
            continue
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found.extents[name] = extent = Extent()
            size, wordy = _scan(archive, part, extent)
            found.long = found.long or size > LONG or extent.rows > LONG_ROWS
        else:
            size, wordy = _scan(archive, part, None)
        found.wordy = found.wordy or wordy
        found.unpacked += size
    found.sheets = _sheets(archive, names)
    must_be_few(len(found.sheets))
    found.memory = sum(_memory_of(archive, name, found) for name in found.extents)
    return found


def must_be_few(sheets: int) -> None:
    """Refuse a workbook of more sheets than anybody looks through: each is read in search of its headings."""
    if sheets > MOST_SHEETS:
        raise Unfit("too_many_sheets", sheets=sheets, most=MOST_SHEETS)


def _refuse_other_archive(names: list[str]) -> None:
    for start, said in _ZIP_KINDS:
        if any(name.startswith(start) for name in names):
            raise Unfit("foreign", name=said)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Unfit("other_workbook")
    raise Unfit("foreign", name="压缩包")


def _memory_of(archive: zipfile.ZipFile, name: str, found: Container) -> int:
    """Refuse a sheet whose rectangle is mostly nothing; give the bytes that laying it out takes.

    In a long workbook each piece is judged when it is read.
    """
    extent = found.extents[name]
    if extent.columns > MOST_COLUMNS:
        raise Unfit("sparse", address=extent.farthest)
    if found.long:
        return 0
    if extent.area > MOST_AREA:  # rows that were only coloured reach far, but hold nothing
        exact = Extent(exact=True)
        _scan(archive, archive.getinfo(name), exact)
        if exact.area > MOST_AREA:
            raise Unfit("sparse", address=exact.farthest)
        extent.rows, extent.columns = exact.rows, exact.columns
    return extent.area * CELL_BYTES


def _scan(archive: zipfile.ZipFile, part: zipfile.ZipInfo, extent: Extent | None) -> tuple[int, bool]:
    """Unpack one part without keeping it; give its true size, whether a text in it is too long for a cell.

    Fills in how far its cells reach.
    """
    declared, part.file_size = part.file_size, MOST_UNPACKED + 1  # read to the true end, whatever is declared
    packed = max(part.compress_size, 1)
    size = 0
    wordy = False
    texts = extent is not None or part.filename.endswith("sharedStrings.xml")
    carried = b""
    rooted = False
    try:
        with archive.open(part) as stream:
            while piece := stream.read(MIB):
                size += len(piece)
                if size > MOST_UNPACKED or (size > SMALL and size > packed * MOST_RATIO):
                    raise Unfit("bomb")
                piece = carried + piece
                if size == len(piece) and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
                    raise Unfit("damaged")
                if not rooted:  # a document type can only stand before the first element
                    root = _ELEMENT.search(piece)
                    rooted = root is not None
                    if b"<!DOCTYPE" in piece[: root.start() if root else None]:
                        raise Unfit("dtd")
                if texts and _unmarked_for(piece, MOST_TEXT):
                    raise Unfit("long_text")
                wordy = wordy or (texts and _unmarked_for(piece, LONG_TEXT))
                if extent is not None:
                    extent.look_at(piece)
                carried = piece[-_OVERLAP:]
    finally:
        part.file_size = declared
    if size != declared:
        raise Unfit("damaged")
    return size, wordy


def _unmarked_for(piece: bytes, length: int) -> bool:
    """Tell whether a stretch of so many bytes, counted from the beginning of a piece, has no tag in it."""
    ends = range(length, len(piece) + 1, length)
    return any(piece.find(b"<", end - length, end) < 0 for end in ends)


def _sheets(archive: zipfile.ZipFile, names: list[str]) -> list[tuple[str, bool, str]]:
    """Give of each sheet, in the order of the workbook, its name, whether it is hidden, and its part ("" if none)."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
            given = {name: value for name, _, value in _ATTRIBUTE.findall(tag)}
            target = given.get("Target", "")
            targets[given.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = []
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        given = {name: value for name, _, value in _ATTRIBUTE.findall(tag)}
        identity = next((value for name, value in given.items() if name.endswith(":id")), None)
        hidden = given.get("state", "visible") != "visible"
        found.append((unescape(given.get("name", "")), hidden, targets.get(identity, "")))
    return found
