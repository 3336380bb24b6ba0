"""Every benchmark still runs, small, and prints the figures under the agreed names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.measure import Benchmark, Result, load, names, stopwatch

ROOT = Path(__file__).resolve().parents[1]
KEYS = ["name", "rows", "ours_s", "floor_s", "peer_s", "ratio_floor", "ratio_peer", "peak_mib"]


@pytest.mark.parametrize("name", [*names(), "intake:annotate"])
def test_a_small_run_prints_the_agreed_record(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", name, "--rows", "60", "--runs", "1", "--json"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert list(record) == KEYS
    assert (record["name"], record["rows"]) == (name, 60)
    assert record["ours_s"] > 0
    assert record["peak_mib"] > 10
    assert (record["floor_s"] is None) == (load(name).floor is None)
    assert (record["peer_s"] is None) == (load(name).peer is None)


def test_ratios_are_ours_over_the_other() -> None:
    record = Result("x", 10, ours_s=3.0, floor_s=2.0, peer_s=None, peak_mib=12.34).as_record()
    assert record["ratio_floor"] == 1.5
    assert record["ratio_peer"] is None
    assert record["peak_mib"] == 12.3


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        load("measure")


def test_the_watch_stops_when_the_block_fails() -> None:
    with pytest.raises(ValueError, match="x"), stopwatch() as watch:
        raise ValueError("x")
    assert watch.seconds > 0


def test_a_benchmark_needs_no_floor_and_no_peer() -> None:
    bare = Benchmark("t", prepare=lambda rows, folder: None, ours=lambda rows, folder: 1.0)
    assert bare.floor is bare.peer is None
