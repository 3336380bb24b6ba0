"""Old workbooks (.xls) made by hand: a BIFF8 stream inside a compound file, as small as the two formats allow."""

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _text(row: int, column: int, value: str) -> bytes:
    """Give a LABEL record: text in the cell itself."""
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def _figure(row: int, column: int, value: float) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def _stream(cells: bytes, *, password: bool = False) -> bytes:
    """Give the workbook stream: globals with one sheet, then the sheet."""
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if password:
        opening += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    name = "花名册"
    sheet_name = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    at = len(opening) + 4 + 6 + len(sheet_name) + 4
    listing = _record(0x0085, struct.pack("<IBB", at, 0, 0) + sheet_name)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A)
    return opening + listing + _record(0x000A) + sheet


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", title, len(title), kind, 1, FREE, FREE, child, bytes(16), 0, 0, 0, start, size
    )


def _compound(stream: bytes) -> bytes:
    """Give a compound file that holds one stream named Workbook."""
    stream = stream.ljust(4096, b"\x00")
    sectors = -(-len(stream) // SECTOR)
    tables = -(-(sectors + 1) // 127)
    table = [FAT] * tables + [END] + [*range(tables + 2, tables + 1 + sectors), END]
    table += [FREE] * (tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6s", 0x3E, 3, 0xFFFE, 9, 6, bytes(6))
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, tables + 1, len(stream))
    return b"".join(
        (
            header.ljust(SECTOR, b"\x00"),
            struct.pack(f"<{len(table)}I", *table),
            directory.ljust(SECTOR, b"\x00"),
            stream.ljust(sectors * SECTOR, b"\x00"),
        )
    )


def old_book(
    rows: Sequence[Sequence[str | float]],
    *,
    far: tuple[int, int] | None = None,
    password: bool = False,
    name: str = "名单.xls",
) -> Callable[[Path], Path]:
    """Give what writes an .xls with these rows, and one more cell at `far`, into a folder."""

    def make(folder: Path) -> Path:
        cells = b"".join(
            _text(row, column, value) if isinstance(value, str) else _figure(row, column, value)
            for row, line in enumerate(rows)
            for column, value in enumerate(line)
            if value != ""
        )
        if far is not None:
            cells += _text(*far, "x")
        path = folder / name
        path.write_bytes(_compound(_stream(cells, password=password)))
        return path

    return make
