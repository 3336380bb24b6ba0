"""Runs the parts of a benchmark in processes of their own and says how they compare."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("ours", "floor", "peer")
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
Part = Callable[[int, Path], float | None]
"""Gives the seconds that it took, None when it is not run at that size (it says so itself)."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What a benchmark module offers: a title and its parts (see the docstring of this package)."""

    title: str
    prepare: Callable[[int, Path], None]
    ours: Part
    floor: Part | None = None
    peer: Part | None = None


@dataclass(slots=True)
class Watch:
    """A stopped watch: the seconds of the block it stood over."""

    seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Watch]:
    """Give a watch that shows, after the block, how long the block took."""
    watch = Watch()
    start = time.perf_counter()
    try:
        yield watch
    finally:
        watch.seconds = time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of one benchmark at one size, in seconds, and the peak memory of ours in MiB."""

    name: str
    rows: int
    ours_s: float
    floor_s: float | None
    peer_s: float | None
    peak_mib: float

    def as_record(self) -> dict[str, str | int | float | None]:
        """Give the figures under the names that every benchmark prints."""

        def ratio(other: float | None) -> float | None:
            return round(self.ours_s / other, 3) if other else None

        def rounded(seconds: float | None) -> float | None:
            return None if seconds is None else round(seconds, 4)

        return {
            "name": self.name,
            "rows": self.rows,
            "ours_s": rounded(self.ours_s),
            "floor_s": rounded(self.floor_s),
            "peer_s": rounded(self.peer_s),
            "ratio_floor": ratio(self.floor_s),
            "ratio_peer": ratio(self.peer_s),
            "peak_mib": round(self.peak_mib, 1),
        }


@dataclass(slots=True)
class _Size:
    """One size of a benchmark while it is being measured."""

    rows: int
    folder: Path
    seconds: dict[str, list[float]] = field(default_factory=dict)
    peak_kib: int = 0


class Failed(Exception):
    """A part ended with an error; what it said stands above."""


def _tree(pid: int) -> Iterator[int]:
    """Give a process and all that descend from it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                for child in (task / "children").read_text().split():
                    yield from _tree(int(child))


def _resident_kib(pid: int) -> int:
    """Give what a process holds in memory now; 0 when it has ended."""
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KIB
    return 0


def _watch_memory(pid: int, ended: threading.Event, peak: list[int]) -> None:
    while not ended.wait(0.01):
        peak[0] = max(peak[0], sum(_resident_kib(each) for each in _tree(pid)))


def _run(name: str, part: str, size: _Size, *, memory: bool = False) -> float | None:
    """Run one part in a fresh process; give the seconds it reports, and note the memory when asked."""
    command = [sys.executable, "-m", "tests.benchmarks.measure", name, part, str(size.rows), str(size.folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    ended = threading.Event()
    peak = [0]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stdin=subprocess.DEVNULL
        ) as process,
    ):
        watcher = threading.Thread(target=_watch_memory, args=(process.pid, ended, peak))
        if memory:
            watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if memory:
            ended.set()
            watcher.join()
            # ru_maxrss is the largest single process of the tree; the sampled sum can only add to it.
            size.peak_kib = max(peak[0], usage.ru_maxrss)
        said.seek(0)
        lines = said.read().decode().splitlines()
    if process.returncode != 0 or not lines:
        raise Failed(f"{name}: {part} at {size.rows} rows ended with {process.returncode}")
    seconds = json.loads(lines[-1])["seconds"]
    return None if seconds is None else float(seconds)


def measure(name: str, sizes: list[int], runs: int, only: tuple[str, ...] = PARTS) -> list[Result]:
    """Measure a benchmark at each size: medians of `runs` interleaved runs; raises Failed when a part does."""
    benchmark = load(name)
    parts = [part for part in PARTS if part in only and getattr(benchmark, part) is not None]
    with tempfile.TemporaryDirectory(prefix="zhipei-bench-") as scratch:
        measured = [_Size(rows, Path(scratch) / str(rows)) for rows in sizes]
        for size in measured:
            size.folder.mkdir()
            _run(name, "prepare", size)
            if "ours" in parts:
                _run(name, "ours", size, memory=True)  # also warms the file cache for all parts
        for _ in range(runs):
            for size in measured:
                for part in parts:
                    seconds = _run(name, part, size)
                    if seconds is not None:
                        size.seconds.setdefault(part, []).append(seconds)
    return [_result(name, size) for size in measured]


def _result(name: str, size: _Size) -> Result:
    def middle(part: str) -> float | None:
        seconds = size.seconds.get(part)
        return median(seconds) if seconds else None

    return Result(
        name=name,
        rows=size.rows,
        ours_s=middle("ours") or 0.0,
        floor_s=middle("floor"),
        peer_s=middle("peer"),
        peak_mib=size.peak_kib / 1024,
    )


def load(name: str) -> Benchmark:
    """Give the benchmark of that name, or `module:variant`; raises KeyError when there is none."""
    stem, _, variant = name.partition(":")
    if stem not in names():
        raise KeyError(name)
    module = importlib.import_module(f"tests.benchmarks.{stem}")
    found = module.VARIANTS[variant] if variant else module.BENCHMARK
    if not isinstance(found, Benchmark):
        raise TypeError(f"tests/benchmarks/{name}.py: BENCHMARK is no Benchmark")
    return found


def variants(name: str) -> list[str]:
    """Give the names of a benchmark's variants, those that its module lists as VARIANTS."""
    module = importlib.import_module(f"tests.benchmarks.{name}")
    return [f"{name}:{each}" for each in getattr(module, "VARIANTS", {})]


def names() -> list[str]:
    """Give the names of all benchmarks, from the files in this folder."""
    ours = {"__init__", "__main__", "measure"}
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in ours)


def _one_part() -> None:
    """Run one part here and print its seconds as the last line: the child's end of `_run`."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.measure")
    parser.add_argument("name")
    parser.add_argument("part", choices=("prepare", *PARTS))
    parser.add_argument("rows", type=int)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    benchmark = load(wanted.name)
    seconds = getattr(benchmark, wanted.part)(wanted.rows, wanted.folder)
    print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    # The module runs as __main__ here; parts are built from the importable one, so hand over to it.
    importlib.import_module("tests.benchmarks.measure")._one_part()
