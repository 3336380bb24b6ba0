"""Damaged and mutated workbooks through `zhipei roster check` and its sisters, by the thousand, counted.

Each case is made from its number and the seed alone, and goes through the command's own face with the parser in its
child process, one after another in a worker process; several workers run beside each other. A worker that falls silent
is ended and its case counts as a hang.
"""

import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.faults.lists import KINDS
from tests.intake.odd import ALL

ROOT = Path(__file__).resolve().parents[2]
SAVED = ROOT / "out" / "faults"
SLOW = 5.0
"""Seconds after which a case counts as a hang."""
SILENT = 60.0
"""Seconds without a word after which a worker is ended."""
MOST_MIB = 300
"""What program and parser may hold together while they read one hostile file."""
SHARE = 50
"""Cases that one worker takes; the next is a fresh process."""


@dataclass
class Figures:
    """What became of the cases; `broken` names those that failed, by number."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    tracebacks: int = 0
    hangs: int = 0
    above: int = 0
    slowest: float = 0.0
    peak_mib: float = 0.0
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Tell whether nothing broke."""
        return not (self.tracebacks or self.hangs or self.above)

    def add(self, told: dict[str, object]) -> None:
        """Count one case as its worker told it."""
        self.cases += 1
        self.outcomes[str(told["status"])] += 1
        seconds, peak, trace = float(str(told["seconds"])), float(str(told["peak_mib"])), str(told["trace"])
        self.slowest, self.peak_mib = max(self.slowest, seconds), max(self.peak_mib, peak)
        self.tracebacks += bool(trace)
        self.hangs += bool(told["slow"])
        self.above += bool(told["above"])
        if trace or told["slow"] or told["above"]:
            last = trace.strip().splitlines()[-1:]
            self.broken.append(
                f"case {told['case']} ({told['made']}): {seconds:.1f} s, {peak:.0f} MiB {''.join(last)}"
            )

    def lines(self) -> Iterator[str]:
        """Give the figures as they are printed."""
        yield f"cases {self.cases} in {self.seconds:.0f} s"
        for status in ("clean", "problems", "unreadable", "fault"):
            yield f"{status} {self.outcomes[status]}"
        yield f"tracebacks {self.tracebacks}"
        yield f"hangs over {SLOW:.0f} s {self.hangs} (slowest {self.slowest:.2f} s)"
        yield f"above {MOST_MIB} MiB {self.above} (peak {self.peak_mib:.0f} MiB)"
        yield from self.broken


def run(
    cases: Sequence[int], *, seed: int, jobs: int = 2, saved: Path = SAVED, slow: float = SLOW
) -> Figures:
    """Run cases by their numbers and give the figures; files of those that broke are kept in `saved`."""
    figures = Figures()
    waiting: queue.SimpleQueue[Sequence[int]] = queue.SimpleQueue()
    share = min(SHARE, -(-len(cases) // jobs))
    for at in range(0, len(cases), share):
        waiting.put(cases[at : at + share])
    lock = threading.Lock()
    started = time.monotonic()

    def work(folder: Path) -> None:
        while True:
            try:
                these = waiting.get_nowait()
            except queue.Empty:
                return
            for told in _share(these, [str(seed), str(folder), str(saved), str(corpus), str(slow)]):
                with lock:
                    figures.add(told)

    with tempfile.TemporaryDirectory(prefix="zhipei-faults-") as scratch:
        corpus = Path(scratch) / "corpus"
        make_corpus(corpus)
        threads = [threading.Thread(target=work, args=(Path(scratch) / str(job),)) for job in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    figures.seconds = time.monotonic() - started
    figures.broken.sort()
    return figures


def make_corpus(folder: Path) -> None:
    """Write the odd workbooks of the tests into a folder, each under its number and kind."""
    folder.mkdir(parents=True)
    for name, content in _corpus():
        (folder / name).write_bytes(content)


@cache
def _corpus() -> tuple[tuple[str, bytes], ...]:
    found = []
    for number, made in enumerate(ALL):
        with tempfile.TemporaryDirectory() as scratch:
            path = made.make(Path(scratch))
            kind = made.columns if made.columns in KINDS else made.columns.replace("_", "-")
            found.append((f"{number:03d}.{kind}{path.suffix}", path.read_bytes()))
    return tuple(found)


def _share(cases: Sequence[int], words: Sequence[str]) -> Iterator[dict[str, object]]:
    """Run cases in workers until each has been told; one that kills or silences its worker is told for it."""
    left = list(cases)
    seed, folder, saved = words[0], Path(words[1]), Path(words[2])
    while left:
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.faults.worker", *words, *map(str, left)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
            for told in _lines(worker):
                left.remove(int(str(told["case"])))
                yield told
        if left and worker.returncode != 0:
            case = left.pop(0)
            silent = worker.returncode == -9
            _keep(folder, saved, seed, case)
            yield {
                "case": case, "made": "?", "status": "fault", "seconds": SILENT if silent else 0.0, "peak_mib": 0.0,
                "slow": silent, "above": False,
                "trace": "" if silent else f"the worker ended with {worker.returncode}",
            }  # fmt: skip
        shutil.rmtree(folder)


def _lines(worker: "subprocess.Popen[str]") -> Iterator[dict[str, object]]:
    """Give what a worker tells, line by line; it is ended when it is silent for too long."""
    watch = threading.Timer(SILENT, worker.kill)
    watch.start()
    lines: Iterable[str] = worker.stdout or ()
    for line in lines:
        watch.cancel()
        yield json.loads(line)
        watch = threading.Timer(SILENT, worker.kill)
        watch.start()
    watch.cancel()


def _keep(folder: Path, saved: Path, seed: str, case: int) -> None:
    saved.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("名单*"):
        shutil.copyfile(file, saved / f"{seed}-{case}{file.suffix}")
