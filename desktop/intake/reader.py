"""The reading child: opens one workbook under limits and hands its sheets to the parent, piece by piece.

Started as `python -m desktop.intake.reader PATH` (frozen: `zhipei --read-sheets PATH`). A crafted file may take this
process down, never the window. Each frame on stdout is four bytes of length and a pickle of plain tuples; the parent
asks for a sheet's rows by a line `rows N` on stdin and ends with `quit` or by closing the pipe.
"""

import gc
import os
import pickle
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.intake.container import MIB, Container, Unfit, examine

HEAD = 60
"""Rows of each sheet that are shown to the parent first, to judge what the sheet is."""
CHUNK = 2000
FIXED_MEMORY = 256 * MIB
LONGEST_LINE = 1 * MIB
KEPT_CELLS = 3_000_000

Rows = Iterable[list[Any]]


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
    book = _Text(path) if container.kind == "text" else _Workbook(path, container)
    book.announce(send)
    send("ready")
    for command in commands:
        word, _, which = command.strip().partition(" ")
        if word != "rows":
            return
        first = 1
        piece: list[list[Any]] = []
        for row in book.rows(int(which)):
            piece.append(row)
            if len(piece) == CHUNK:
                send("rows", first, piece)
                first += len(piece)
                piece = []
        if piece:
            send("rows", first, piece)
        send("end")


class _Workbook:
    """An .xlsx, .xlsm, .xls or .et file, opened by calamine."""

    def __init__(self, path: Path, container: Container) -> None:
        import python_calamine

        self._calamine = python_calamine
        self._container = container
        self._kept: dict[int, Any] = {}
        self._cells = 0
        self._book: Any = _opened(lambda: python_calamine.CalamineWorkbook.from_path(str(path)))

    def announce(self, send: Callable[..., None]) -> None:
        """Tell of each sheet its name, whether it is hidden, its size, its first rows and what is merged there."""
        visible = self._calamine.SheetVisibleEnum.Visible
        worksheet = self._calamine.SheetTypeEnum.WorkSheet
        send("book", self._container.kind, self._container.macros)
        for index, about in enumerate(self._book.sheets_metadata):
            if about.typ != worksheet:
                continue
            sheet = self._sheet(index)
            head = [row for row, _ in zip(self._padded(sheet), range(HEAD), strict=False)]
            merged = [
                area for area in sheet.merged_cell_ranges or () if area[0][0] < HEAD and area[1][1] < 1000
            ][:2000]
            height = sheet.total_height + 1 if sheet.start else 0
            seen = self._container.extent(index)
            aside = (seen.hidden_rows, seen.hidden_columns, seen.lost)
            send("sheet", index, about.name, about.visible != visible, height, head, merged, *aside)

    def rows(self, index: int) -> Rows:
        """Give all rows of a sheet from its first, columns from A."""
        return self._padded(self._sheet(index))

    def _sheet(self, index: int) -> Any:
        if index in self._kept:
            return self._kept[index]
        sheet = _opened(lambda: self._book.get_sheet_by_index(index))
        self._cells += sheet.height * sheet.width
        if self._cells > KEPT_CELLS:
            self._kept.clear()
            self._cells = sheet.height * sheet.width
        self._kept[index] = sheet
        return sheet

    @staticmethod
    def _padded(sheet: Any) -> Rows:
        """Calamine leaves out the empty columns on the left; addresses need them."""
        left = sheet.start[1] if sheet.start else 0
        if not left:
            rows: Rows = sheet.iter_rows()
            return rows
        return ([""] * left + row for row in sheet.iter_rows())


def _opened(open_: Callable[[], Any]) -> Any:
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

    def announce(self, send: Callable[..., None]) -> None:
        """Tell of the one sheet, named after the file as a spreadsheet program would name it."""
        head: list[list[Any]] = []
        total = 0
        for row in self.rows(0):
            if total < HEAD:
                head.append(row)
            total += 1
            if total == HEAD:
                total += self._lines_left()
                break
        send("book", "text", False)
        send("sheet", 0, self._path.stem[:31], False, total, head, [], set(), set(), {})

    def _lines_left(self) -> int:
        """Guess from the size how many lines follow; only the progress bar needs it."""
        seen = size = 0
        for line in self._lines():
            size += len(line.encode(self._encoding))
            seen += 1
            if seen == HEAD:
                break
        return max(0, self._path.stat().st_size * seen // max(size, 1) - seen)

    def rows(self, _index: int) -> Iterator[list[Any]]:
        """Give all rows from the first line on; a cell that runs over several lines counts as one row."""
        import csv

        lines = self._lines()
        if self._skip:
            next(lines)
            yield []
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
        first = [line for line, _ in zip(self._lines(), range(20), strict=False)]
        if first and first[0].lower().startswith("sep=") and len(first[0].strip()) == 5:
            return first[0].strip()[4], True
        best, most = ",", 0
        for candidate in (",", "\t", ";", "|"):
            counts = sorted(line.count(candidate) for line in first)
            usual = counts[len(counts) // 2] if counts else 0
            if usual > most:
                best, most = candidate, usual
        return best, False


def _encoding(path: Path) -> str:
    """Give the encoding in which the whole file can be read: its mark, else UTF-8, else GB18030."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
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
