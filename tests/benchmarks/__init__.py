"""Benchmarks: what we built beside its floor and a peer, run as `python -m tests.benchmarks NAME --rows N`.

A benchmark is one module in this folder, named for what it measures (`notice.py`, `roster.py`), with one
object called `BENCHMARK`:

    from pathlib import Path

    from tests.benchmarks.measure import Benchmark, stopwatch

    def prepare(rows: int, folder: Path) -> None:
        (folder / "roster.xlsx").write_bytes(...)      # what all three parts start from, never timed

    def ours(rows: int, folder: Path) -> float:
        from desktop import intake                     # imports stand outside the timed block

        with stopwatch() as watch:
            intake.read(folder / "roster.xlsx")        # only the work that is compared
        assert ...                                     # that the work was really done: a check, untimed
        return watch.seconds

    BENCHMARK = Benchmark(title="...", prepare=prepare, ours=ours, floor=floor, peer=peer)

- `prepare(rows, folder)` runs once per size, in a process of its own, and leaves files in the empty `folder`.
- `ours`, `floor` and `peer` take the same `(rows, folder)` and return the seconds of their own inner work.
  `floor` is the least that any program must do for this result; `peer` is the usual way; either may be None.
- Each call runs in a fresh process. Runs are interleaved (ours, floor, peer, ours, …) and the median counts.
- Parts of one size share `folder`, so each writes under a name of its own and replaces what a former run left.
- Memory is that of one more run of `ours`, untimed: the most that its process and its children held together.
- Import heavy libraries inside the parts, not at the top of the module: each part then pays only for its own.

Several sizes at once show growth: `python -m tests.benchmarks notice --rows 5000 50000 --only ours`.
"""
