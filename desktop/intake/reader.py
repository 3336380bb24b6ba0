"""The reading child: opens one workbook under limits and hands its sheets to the parent, piece by piece.

Started as `python -m desktop.intake.reader PATH` (frozen: `zhipei --read-sheets PATH`). A crafted file may take this
process down, never the window. Each frame on stdout is four bytes of length and a pickle of plain tuples; the parent
asks for a sheet's rows by a line `rows N` on stdin and ends with `quit` or by closing the pipe.
"""

import gc
import os
import pickle
import re
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.intake.container import LOOKED_AT, MIB, Container, Unfit, examine, must_be_few, unmarked

if TYPE_CHECKING:
    from desktop.intake.long_sheets import LongWorkbook

HEAD = 60
"""Rows of each sheet that are shown to the parent first, to judge what the sheet is."""
CHUNK = 2000
FIXED_MEMORY = 256 * MIB
LONGEST_LINE = 1 * MIB
LONGEST_TEXT = 32_767
"""Signs in a cell; what is longer is cut after one more, so that it is still seen to be too long."""
KEPT_CELLS = 3_000_000
MOST_AREAS = 200_000
_ENDINGS = {"xlsx": frozenset({".xlsx", ".xlsm"}), "xls": frozenset({".xls"})}
_DIALECT = 20
"""Lines by which a delimiter is told."""
_RARE = "，；、^~: "
_RUNS = re.compile("[ \u3000]+")

Piece = tuple[int, list[list[Any]]]
"""The number of a row (from 1), and the cells of that row and of those after it."""
SheetFacts = tuple[int, str, bool, int, list[Any]]
"""A sheet's place in the workbook, its name, whether it is hidden, its rows, the areas merged in it."""


def main(arguments: list[str]) -> int:
    """Read the workbook named by the first word, frame by frame; always 0, troubles are frames as well."""
    gc.disable()  # rows make no cycles, and this process ends soon
    _limit(1 << 30, 60)
    out = open(1, "wb", closefd=False)  # noqa: SIM115 - the bare descriptor: a frozen window has no sys.stdout
    commands = open(0, encoding="ascii", closefd=False)  # noqa: SIM115

    def send(*frame: object) -> None:
        content = pickle.dumps(frame, 5)
        out.write(struct.pack("<I", len(content)) + content)
        out.flush()

    try:
        _serve(Path(arguments[0]), send, commands)
    except Unfit as unfit:
        send("fault", unfit.code, unfit.details)
    except MemoryError:
        send("fault", "too_big", {})
    except BrokenPipeError:
        os._exit(0)  # the parent has gone; there is nobody to tell
    except OSError:
        send("fault", "damaged", {})
    return 0


def _limit(memory: int, seconds: int) -> None:
    """Bound what this process may take, where the system can do that."""
    try:
        import resource
    except ImportError:
        from desktop.intake.job import confine

        confine(memory, seconds)
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):
            _, hard = resource.getrlimit(what)
            wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (wanted, hard))


def _serve(path: Path, send: Callable[..., None], commands: Iterable[str]) -> None:
    container = examine(path)
    _limit(FIXED_MEMORY + container.memory * 2, 10 + container.unpacked // (4 * MIB))
    book = _book(path, container)
    pieces = _short(book.pieces) if container.wordy else book.pieces
    send("book", container.kind, container.macros)
    for index, name, hidden, height, merged in book.sheets():
        head = list(islice(_rows(pieces(index)), HEAD))
        seen = container.extent(index)
        near = [area for area in merged if area[0][0] < HEAD and area[1][1] < 1000][:2000]
        down = [(top, left, bottom) for (top, left), (bottom, _) in merged if bottom > top and left < 1000]
        out_of_sight = (seen.hidden_rows, seen.hidden_columns)
        send("sheet", index, name, hidden, height, head, near, *out_of_sight, seen.lost, down[:MOST_AREAS])
    send("ready")
    for command in commands:
        word, _, which = command.strip().partition(" ")
        if word != "rows":
            return
        for first, rows in pieces(int(which)):
            for place in range(0, len(rows), CHUNK):
                send("rows", first + place, rows[place : place + CHUNK])
        send("end")


def _short(pieces: Callable[[int], Iterator[Piece]]) -> Callable[[int], Iterator[Piece]]:
    """Give the pieces of a sheet with every text cut to what a cell may hold."""

    def short(index: int) -> Iterator[Piece]:
        for first, rows in pieces(index):
            yield first, [[_cut(cell) for cell in row] for row in rows]

    return short


def _cut(cell: Any) -> Any:
    return cell[: LONGEST_TEXT + 1] if type(cell) is str and len(cell) > LONGEST_TEXT else cell


def _book(path: Path, container: Container) -> "_Workbook | _Text | LongWorkbook":
    if container.kind == "text":
        return _Text(path)
    names = [name for name, _, _ in container.sheets]
    if container.long or len(set(names)) < len(names):  # the parser takes the first of two that have one name
        from desktop.intake.long_sheets import LongWorkbook

        return LongWorkbook(path, container)
    return _Workbook(path, container.kind)


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Any]]:
    """Give all rows from the first of the sheet; rows that the pieces leave out are blank."""
    following = 1
    for first, rows in pieces:
        yield from ([] for _ in range(following, first))
        yield from rows
        following = first + len(rows)


class _Workbook:
    """An .xlsx, .xlsm, .xls or .et file, opened whole by calamine."""

    def __init__(self, path: Path, kind: str) -> None:
        import python_calamine

        self._calamine = python_calamine
        self._kept: dict[int, Any] = {}
        self._cells = 0
        workbook = python_calamine.CalamineWorkbook
        if path.suffix.lower() in _ENDINGS[kind]:
            self._book: Any = opened(lambda: workbook.from_path(str(path)))
        else:  # the parser believes the ending; from a stream it looks for itself
            with path.open("rb") as file:
                self._book = opened(lambda: workbook.from_filelike(file))

    def sheets(self) -> Iterator[SheetFacts]:
        """Give of each sheet its place, name, whether it is hidden, its rows, and what is merged in it."""
        visible = self._calamine.SheetVisibleEnum.Visible
        worksheet = self._calamine.SheetTypeEnum.WorkSheet
        known = [pair for pair in enumerate(self._book.sheets_metadata) if pair[1].typ == worksheet]
        must_be_few(len(known))
        for index, about in known:
            sheet = self._sheet(index)
            if len(self._kept) == len(known):
                self._book = None  # every sheet is laid out: what they share need not be held beside them
            height = sheet.total_height + 1 if sheet.start else 0
            yield index, about.name, about.visible != visible, height, sheet.merged_cell_ranges or []

    def pieces(self, index: int) -> Iterator[Piece]:
        """Give the rows of a sheet in pieces, each with the number of its first row; columns from A."""
        sheet = self._sheet(index)
        pad = [""] * (
            sheet.start[1] if sheet.start else 0
        )  # calamine leaves out the empty columns on the left
        rows = sheet.iter_rows()
        first = 1
        while piece := list(islice(rows, CHUNK)):
            yield first, [pad + row for row in piece] if pad else piece
            first += len(piece)

    def _sheet(self, index: int) -> Any:
        if index in self._kept:
            return self._kept[index]
        sheet = opened(lambda: self._book.get_sheet_by_index(index))
        self._cells += sheet.height * sheet.width
        if self._cells > KEPT_CELLS:
            self._kept.clear()
            self._cells = sheet.height * sheet.width
        self._kept[index] = sheet
        return sheet


def opened(open_: Callable[[], Any]) -> Any:
    """Open something with calamine; whatever it says or does becomes Unfit."""
    from python_calamine import PasswordError

    try:
        return open_()
    except PasswordError as error:
        raise Unfit("encrypted") from error
    except MemoryError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Unfit("damaged") from error  # calamine's own errors, and its panics


class _Text:
    """A .csv, .tsv or .txt file: encoding and delimiter are found by looking."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._encoding = _encoding(path)
        self._delimiter, self._skip = self._dialect()

    def sheets(self) -> Iterator[SheetFacts]:
        """Give the one sheet, named after the file as a spreadsheet program would name it."""
        begun = sum(1 for _ in islice(_rows(self.pieces(0)), HEAD))
        yield 0, self._path.stem[:31], False, begun + (self._lines_left() if begun == HEAD else 0), []

    def _lines_left(self) -> int:
        """Guess from the size how many lines follow; only the progress bar needs it."""
        seen = size = 0
        for line in self._lines():
            size += len(line.encode(self._encoding))
            seen += 1
            if seen == HEAD:
                break
        return max(0, self._path.stat().st_size * seen // max(size, 1) - seen)

    def pieces(self, _index: int) -> Iterator[Piece]:
        """Give all rows from the first line on; a cell that runs over several lines counts as one row."""
        first = 1
        rows = self._rows()
        while piece := list(islice(rows, CHUNK)):
            yield first, piece
            first += len(piece)

    def _rows(self) -> Iterator[list[Any]]:
        import csv

        lines = self._lines()
        if self._skip:
            next(lines)
            yield []
        if self._delimiter == " ":
            lines = (_RUNS.sub(" ", line.strip(" \u3000")) for line in lines)
        try:
            for row in csv.reader(lines, delimiter=self._delimiter):
                if len(row) > 1000:
                    raise Unfit("not_a_table")
                yield row
        except csv.Error as error:
            raise Unfit("open_quote") from error

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self._encoding, newline="") as file:
            while line := file.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise Unfit("not_a_table")
                yield line.replace("\x00", "").replace("\x1a", "")

    def _dialect(self) -> tuple[str, bool]:
        """Give the delimiter that cuts the first lines most evenly, and whether the first line only names it."""
        first = [line for line, _ in zip(self._lines(), range(_DIALECT), strict=False)]
        if first and first[0].lower().startswith("sep=") and len(first[0].strip()) == 5:
            return first[0].strip()[4], True
        best, most = ",", 0
        for candidate in (",", "\t", ";", "|"):
            counts = sorted(line.count(candidate) for line in first)
            usual = counts[len(counts) // 2] if counts else 0
            if usual > most:
                best, most = candidate, usual
        return (best, False) if most else (_other_delimiter(first) or best, False)


def _other_delimiter(lines: list[str]) -> str:
    """Give a rarer delimiter that cuts every line into as many cells; "" when none does."""
    texts = [line.strip() for line in lines[: len(lines) - (len(lines) == _DIALECT)] if line.strip()]
    for candidate in _RARE if len(texts) > 1 else "":
        counts = {len(_RUNS.split(text)) if candidate == " " else text.count(candidate) + 1 for text in texts}
        if len(counts) == 1 and counts != {1}:
            return candidate
    return ""


def _encoding(path: Path) -> str:
    """Give the encoding in which the whole file can be read: its mark, else its zero bytes, UTF-8, GB18030."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else (*unmarked(start), "utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(MIB):
                    pass
        except UnicodeError:
            continue
        return encoding
    raise Unfit("encoding")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
