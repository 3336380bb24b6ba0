"""One worker: `python -m tests.faults.worker SEED FOLDER SAVED CORPUS SLOW CASE…` tells each case as a line of JSON.

It ends early, well, after a case that took much memory: a process keeps its highest mark, the next shall have its own.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import traceback
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from desktop.intake.face import check_face
from desktop.intake.faults import SENTENCES
from tests.benchmarks.measure import _tree
from tests.faults.damage import bomb, damaged_bytes, damaged_parts, damaged_text, renamed
from tests.faults.intake import MOST_MIB
from tests.faults.lists import KINDS, made_list
from tests.intake.made import TODAY


@dataclass(frozen=True, slots=True)
class Limits:
    """What all cases of a worker share: the seed, folders to work in, to keep in, to take from, and what is slow."""

    seed: str
    folder: Path
    saved: Path
    seeds: Path
    slow: float


@cache
def corpus(folder: Path) -> tuple[tuple[str, str, bytes], ...]:
    """Give the odd workbooks of the tests: ending, kind, content."""
    return tuple((each.suffix, each.suffixes[0][1:], each.read_bytes()) for each in sorted(folder.iterdir()))


def make(rng: Random, folder: Path, seeds: Path) -> tuple[Path, str, str]:
    """Write the file of a case; give it, its kind and how it was made."""
    ending, kind, content = rng.choice(corpus(seeds))
    how = rng.choices(("list", "parts", "bytes", "text", "bomb"), (25, 40, 20, 14, 1))[0]
    other = rng.choice(corpus(seeds))[2]
    if how == "list":
        ending, (kind, content) = ".xlsx", made_list(rng)
        if rng.random() < 0.5:
            content, how = damaged_parts(content, rng, other), "list, parts"
    elif how == "parts":
        content = damaged_parts(content, rng, other)
    elif how == "bytes":
        content = damaged_bytes(content, rng, other)
    elif how == "text":
        ending, kind, content = rng.choice(
            [each for each in corpus(seeds) if each[0] in {".csv", ".txt", ".tsv"}]
        )
        content = damaged_text(content, rng, other)
    else:
        ending, content = ".xlsx", bomb(rng)
    path = folder / f"名单{ending}"
    path.write_bytes(content)
    return (renamed(path, rng) if rng.random() < 0.05 else path), kind, how


def one(case: int, limits: Limits) -> dict[str, object]:
    """Run one case; keep its file when it broke."""
    folder = limits.folder
    rng = Random(f"{limits.seed}:{case}")
    path, kind, how = make(rng, folder, limits.seeds)
    annotated = folder / "批注.xlsx" if rng.random() < 0.15 else None
    arguments = Namespace(
        file=path, kind=kind, region="anhui" if rng.random() < 0.2 else None, type="on_job", day=TODAY,
        json=rng.random() < 0.8, annotated=annotated, remainder=annotated and folder / "剩余.xlsx", year=None, held=None, map=None,
    )  # fmt: skip
    trace, status = "", 2
    begun = time.monotonic()
    try:
        with watched() as held:
            text, status = check_face(arguments, KINDS[kind])
        text.encode()
        trace = _wrong(text, arguments, path)
    except Exception:  # noqa: BLE001 - the very thing that is counted
        trace = traceback.format_exc()
    seconds = time.monotonic() - begun
    peak = held[0] / 1024
    slow, above = seconds > limits.slow, peak > MOST_MIB
    if trace or slow or above:
        limits.saved.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, limits.saved / f"{limits.seed}-{case}{path.suffix}")
    for file in (path, annotated, *folder.glob("剩余*.xlsx")):
        if file is not None:
            file.unlink(missing_ok=True)
    outcome = "fault" if trace else ("clean", "problems", "unreadable")[status]
    told = {"case": case, "made": how, "status": outcome, "seconds": seconds, "peak_mib": peak}
    return {**told, "slow": slow, "above": above, "trace": trace}


@contextmanager
def watched() -> Iterator[list[int]]:
    """Give the most that this process and those it starts held together since the block began, in KiB.

    Each counts with its own highest mark, so that nothing between two looks is missed but the last moment of a child.
    A child that has not yet begun its own program still shares this one's memory, and is not counted twice.
    """
    ours = _words(os.getpid())

    def begun(pid: int) -> bool:
        return pid == os.getpid() or _words(pid) != ours

    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # making the file is no part of the case
    peak, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(0.01):
            peak[0] = max(peak[0], sum(map(_highest, filter(begun, _tree(os.getpid())))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        ended.set()
        watcher.join()
        peak[0] = max(peak[0], _highest(os.getpid()))


def _words(pid: int) -> bytes:
    """Give the words that a process was started with; none when it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _highest(pid: int) -> int:
    """Give the highest mark of a process; 0 when it has ended."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/status").read_text(encoding="ascii").split("VmHWM:")[1].split()[0])
    return 0


def _wrong(text: str, arguments: Namespace, path: Path) -> str:
    """Say what a well-ended check still got wrong; "" when nothing."""
    if "本程序处理这个文件时出错" in text:
        return text
    if SENTENCES["crashed"][0] in text:
        return _last_words(path)
    if not arguments.json:
        return ""
    checked = json.loads(text)
    for sheet in checked["sheets"]:
        counts = sheet["counts"]
        if counts["rows"] != counts["sound"] + counts["faulty"]:
            return f"counts do not add up: {counts}"
        for problem in (*sheet["problems"], *sheet["warnings"]):
            if not problem["message"].endswith(("。", "）")) or not problem["remedy"].endswith("。"):
                return f"no sentence: {problem}"
    return "" if checked["sheets"] or (checked["sentence"] and checked["remedy"]) else "no sentence"


def _last_words(path: Path) -> str:
    """Read a file again at which the parser's process ended, to see whether that was a fault of our own in it."""
    said = subprocess.run(
        [sys.executable, "-m", "desktop.intake.reader", str(path)],
        input=b"rows 0\nrows 1\nrows 2\nquit\n",
        capture_output=True,
        check=False,
    )
    return said.stderr.decode(errors="replace") if b"Traceback" in said.stderr else ""


def main(words: list[str]) -> int:
    """Run the cases named by the words."""
    limits = Limits(words[0], *map(Path, words[1:4]), float(words[4]))
    for case in map(int, words[5:]):
        told = one(case, limits)
        print(json.dumps(told), flush=True)
        if told["above"]:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
