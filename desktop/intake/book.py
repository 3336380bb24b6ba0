"""A workbook as the parent sees it: read in a child process with limits, sheet by sheet, cancelled when asked."""

import io
import os
import pickle
import queue
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.files import called
from desktop.intake.faults import unreadable
from desktop.intake.reading import Cancelled

_PATIENCE = 120.0
"""Seconds without a word from the child before it is given up; its own limits end it much sooner."""
_GLANCE = 0.1
_LONGEST_FRAME = 1 << 30
_AHEAD = 8

Cells = list[Any]
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet before its rows are read: its first rows (columns from A) and the cells merged among them.

    Of sheets whose names look alike the later ones are called by their place as well; `written` is the name in the file.
    `hidden_rows` and `hidden_columns` count from 1; `lost` gives by address the cells whose content reads as blank:
    `error` for an error value, `empty` for a formula without result; `down` are all areas merged over several rows:
    the first row, the column and the last row, from 0.
    """

    index: int
    name: str
    hidden: bool
    total: int
    head: list[Cells]
    merged: list[Area]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    down: list[tuple[int, int, int]] = field(default_factory=list)
    written: str = ""


def _told_apart(sheets: list[Sheet]) -> list[Sheet]:
    """Give the sheets under names of which no two look alike: by blanks or case alone nobody tells them apart."""
    taken: set[str] = set()
    found = []
    for sheet in sheets:
        name, place = sheet.name, sheet.index + 1
        while "".join(name.split()).casefold() in taken:
            name, place = f"{sheet.name}（第 {place} 张）", place + 1
        taken.add("".join(name.split()).casefold())
        found.append(replace(sheet, name=name, written=sheet.name))
    return found


class _Plain(pickle.Unpickler):
    """Takes nothing from the child but plain values and the types of datetime."""

    def find_class(self, module: str, name: str) -> Any:
        """Give a type of datetime; anything else in a frame ends the reading."""
        if module == "datetime" and name in {"date", "datetime", "time", "timedelta"}:
            return super().find_class(module, name)
        message = f"{module}.{name}"
        raise pickle.UnpicklingError(message)


class Book:
    """A workbook that a child is opening: `open` waits for its sheets, leaving the `with` block ends the child.

    Raises Unreadable and Cancelled.
    """

    def __init__(self, path: Path, cancelled: Callable[[], bool] | None = None) -> None:
        _must_be_a_file(path)
        self._cancelled = cancelled
        self._frames: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
        self._ended = False
        self._process = _start(path)
        self._listener = threading.Thread(target=self._listen, name="workbook", daemon=True)
        self._listener.start()
        self.kind = ""
        self.ending = path.suffix.lower()
        self.macros = False
        self.sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child and wait until it is gone."""
        self._ended = True
        self._process.kill()
        with suppress(queue.Empty):  # the listener may stand before a full queue
            while True:
                self._frames.get_nowait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, list[Cells]]]:
        """Give the rows of a sheet in pieces: the number of the first (from 1), and the cells of each."""
        self._say(f"rows {sheet.index}\n")
        while (frame := self._next())[0] == "rows":
            yield frame[1], frame[2]

    def open(self) -> None:
        """Wait until the child has looked at the file, and note its sheets."""
        while (frame := self._next())[0] != "ready":
            if frame[0] == "book":
                _, self.kind, self.macros = frame
            else:
                self.sheets.append(Sheet(*frame[1:]))
        self.sheets = _told_apart(self.sheets)

    def _say(self, command: str) -> None:
        if self._process.stdin is None:
            raise unreadable("crashed")
        try:
            self._process.stdin.write(command.encode("ascii"))
            self._process.stdin.flush()
        except OSError as error:
            raise unreadable("crashed") from error

    def _next(self) -> tuple[Any, ...]:
        """Give the child's next frame; raises Unreadable when it reports a fault, falls silent or dies."""
        until = time.monotonic() + _PATIENCE
        content: bytes | None = None
        while True:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled("已取消读取，没有写入任何内容。", "需要时可以重新选择文件导入。")
            try:
                content = self._frames.get(timeout=_GLANCE)
                break
            except queue.Empty:
                if time.monotonic() > until:
                    raise unreadable("slow") from None
        if content is None:
            raise unreadable("slow" if self._process.wait() in _OUT_OF_TIME else "crashed")
        try:
            frame: tuple[Any, ...] = _Plain(io.BytesIO(content)).load()
        except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError) as error:
            raise unreadable("crashed") from error
        if frame[0] == "fault":
            raise unreadable(frame[1], frame[2])
        return frame

    def _listen(self) -> None:
        """Carry frames from the pipe to the queue until the child closes it; None marks the end."""
        pipe = self._process.stdout
        try:
            while pipe is not None and len(length := pipe.read(4)) == 4:
                size = struct.unpack("<I", length)[0]
                content = pipe.read(size) if size < _LONGEST_FRAME else b""
                if len(content) != size:
                    break
                self._put(content)
        except (OSError, ValueError):
            pass  # the pipe was closed under us: the same as its end
        self._put(None)

    def _put(self, content: bytes | None) -> None:
        while not self._ended:
            with suppress(queue.Full):
                self._frames.put(content, timeout=_GLANCE)
                return


_OUT_OF_TIME = (-24,)
"""How a child ends that used up its seconds (SIGXCPU)."""


def _must_be_a_file(path: Path) -> None:
    details = {"name": called(path)}
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise unreadable("folder", details)
        if not stat.S_ISREG(mode):
            raise unreadable("special", details)
        with path.open("rb"):
            pass
    except PermissionError as error:
        raise unreadable("denied", details) from error
    except (OSError, ValueError) as error:
        raise unreadable("missing", details) from error


def _start(path: Path) -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--read-sheets", str(path.resolve())]
    else:
        command = [sys.executable, "-m", "desktop.intake.reader", str(path.resolve())]
    root = str(Path(__file__).resolve().parents[2])
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    }
    return subprocess.Popen(  # noqa: S603 - our own program, by its own path
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
