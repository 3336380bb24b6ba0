"""A new class of 1,000 against the county's history, and the whole county at once: every red flag, in words.

`rows` are lines of history. The county with its class is made once and kept under out/counties (a million lines: some
four minutes, 2 GB). The floor asks the same questions near the class in bare SQL written by hand, over the same
encrypted store; the peer asks them in the whole county in DuckDB, over the same rows. `prepare` holds all three to the
same answers, line by line, and ours to the list of what was planted, and says so.

- `doubts`: the class in a workstation that is in use: each part asks once before the clock starts, then again.
- `doubts:first`: the class in a workstation that was just opened, with nothing of the store in memory.
- `doubts:county`: the whole county, in a fresh process.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Benchmark, stopwatch


@contextmanager
def _desk(folder: Path) -> Iterator[Any]:
    """Give a desk for questions on the county's last day."""
    from desktop.practice.lines import LAST_DAY
    from desktop.workspace import SYSTEM, Workspace

    workspace = Workspace.open(folder / "workspace")
    with workspace.reading(SYSTEM, datetime.combine(LAST_DAY, time(9))) as desk:
        yield desk
    workspace.close()


def _class(folder: Path) -> tuple[list[int], list[int]]:
    """Give the lines and filings of the new class."""
    from tests.doubts.large import bare, class_of

    connection = bare(folder)
    lines, filing = class_of(connection)
    connection.close()
    return lines, [filing]


def prepare(rows: int, folder: Path) -> None:
    """Make the county, and see that ours, the floor and the peer find the same near the class and in the whole."""
    import duckdb

    from desktop import doubts
    from desktop.doubts.finding import hits, reading
    from tests.doubts.bare import answers, differences, near, whole
    from tests.doubts.large import bare, county

    made = county(rows)
    if (made / "agreed").is_file():
        print((made / "agreed").read_text(encoding="utf-8"), file=sys.stderr)
        return
    lines, filings = _class(made)
    with _desk(made) as desk:
        close = answers(hits(reading(desk), lines, filings))
        everything = doubts.county(desk)
    store, duck = bare(made), duckdb.connect(str(made / "duck.db"), read_only=True)
    assert differences(close, near(store, lines, filings)[0]) == {}
    assert differences(answers(everything), whole(duck)[0]) == {}
    store.close()
    duck.close()
    told = _planted(made, everything)
    (made / "agreed").write_text(told, encoding="utf-8")
    print(told, file=sys.stderr)


def _planted(made: Path, everything: Any) -> str:
    """Say how many of the planted violations were found, and that no clean line or class was."""
    from tests.doubts.large import planted_in, untouched_hits

    planted = planted_in(made)
    found = {}
    for hit in everything:
        found.setdefault(hit.variant, []).append((set(hit.lines), set(hit.filings)))
    missed = [
        each
        for each in planted
        if not any(
            set(each.filings) <= filings and (not lines or set(each.lines) <= lines)
            for lines, filings in found.get(each.variant, ())
        )
    ]
    false = untouched_hits(made, planted, everything)
    assert not missed, missed[:3]
    assert not false, false[:3]
    return (
        f"planted {len(planted)}, found {len(planted) - len(missed)}, hard findings on clean lines {len(false)};"
        f" {len(everything)} doubts in all, the same lines and classes by bare SQL and by DuckDB"
    )


def _ours(rows: int, *, again: bool) -> float:
    from desktop.doubts.finding import hits, reading
    from tests.doubts.large import county

    made = county(rows)
    lines, filings = _class(made)
    with _desk(made) as desk:
        read = reading(desk)
        if again:
            hits(read, lines, filings)
        _sweep()
        with stopwatch() as watch:
            found = hits(read, lines, filings)
    assert found, "a class with something doubtful in it"
    return watch.seconds


def _floor(rows: int, *, again: bool) -> float:
    from tests.doubts.bare import near
    from tests.doubts.large import bare, county

    made = county(rows)
    lines, filings = _class(made)
    connection = bare(made)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # the store is open, as ours is
    if again:
        near(connection, lines, filings)
    _sweep()
    with stopwatch() as watch:
        found, _ = near(connection, lines, filings)
    assert found
    connection.close()
    return watch.seconds


def _sweep() -> None:
    """Let nothing that was left behind before be swept in the middle of what is timed."""
    gc.collect()
    gc.freeze()


def ours_in_use(rows: int, folder: Path) -> float:
    """Look for doubts near the class, asked before."""
    return _ours(rows, again=True)


def floor_in_use(rows: int, folder: Path) -> float:
    """Ask the bare questions near the class, asked before."""
    return _floor(rows, again=True)


def ours_first(rows: int, folder: Path) -> float:
    """Look for doubts near the class in a store just opened."""
    return _ours(rows, again=False)


def floor_first(rows: int, folder: Path) -> float:
    """Ask the bare questions near the class in a store just opened."""
    return _floor(rows, again=False)


def ours_county(rows: int, folder: Path) -> float:
    """Look for doubts in the whole county."""
    from desktop import doubts
    from tests.doubts.large import county

    with _desk(county(rows)) as desk:
        with stopwatch() as watch:
            found = doubts.county(desk)
        assert found
    return watch.seconds


def peer_county(rows: int, folder: Path) -> float:
    """Ask DuckDB about the whole county, from its own file."""
    import duckdb

    from tests.doubts.bare import whole
    from tests.doubts.large import county

    connection = duckdb.connect(str(county(rows) / "duck.db"), read_only=True)
    with stopwatch() as watch:
        found, _ = whole(connection)
    assert found
    connection.close()
    return watch.seconds


BENCHMARK = Benchmark(
    title="疑点：1,000 人的新班期对全部历史（秒）", prepare=prepare, ours=ours_in_use, floor=floor_in_use
)
VARIANTS = {
    "first": Benchmark(
        title="疑点：同一班期，刚打开的工作站（秒）", prepare=prepare, ours=ours_first, floor=floor_first
    ),
    "county": Benchmark(
        title="疑点：全县一次核查（秒）", prepare=prepare, ours=ours_county, peer=peer_county
    ),
}
