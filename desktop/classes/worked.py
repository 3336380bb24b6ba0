"""How long somebody learned on a day, from sessions that may overlap and run past midnight: plain values, no store."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import pairwise

DAY = timedelta(days=1)
Part = tuple[datetime, datetime, float]
"""A session or what of it lies in one day: its start, its end, the seconds that count of it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One session: from when to when, and the seconds of it that the platform itself counts, if it says."""

    start: datetime
    end: datetime
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """One day's learning in seconds: what counts, and how much fell away because sessions overlap or idled."""

    seconds: int
    overlapping: int
    idle: int
    sessions: int


def worked(stretches: Iterable[Stretch]) -> dict[date, Worked]:
    """Return what counts on each day: each moment once however many sessions cover it, of each session what was counted.

    A session of which the platform counts ten minutes gives ten minutes at most, whatever overlaps at another hour.
    One that runs past midnight is cut there; what the platform counted of it is shared out by length.
    """
    by_day: dict[date, list[Part]] = defaultdict(list)
    for stretch in stretches:
        for part in _cut(stretch):
            by_day[part[0].date()].append(part)
    return {day: _of_a_day(sorted(parts)) for day, parts in sorted(by_day.items())}


def _cut(stretch: Stretch) -> Iterable[Part]:
    """The parts of a session by day, each with the seconds that count of it."""
    whole = (stretch.end - stretch.start).total_seconds()
    counted = whole if stretch.counted is None else min(stretch.counted, whole)
    start = stretch.start
    while start < stretch.end:
        end = min(stretch.end, datetime.combine(start.date() + DAY, time()))
        yield start, end, counted * (end - start).total_seconds() / whole
        start = end
    if not whole:
        yield stretch.start, stretch.end, 0.0


def _of_a_day(parts: list[Part]) -> Worked:
    spans = sum((end - start).total_seconds() for start, end, _ in parts)
    covered = 0.0
    reached = parts[0][0]
    for start, end, _ in parts:
        covered += max(0.0, (end - max(start, reached)).total_seconds())
        reached = max(reached, end)
    counts = _placed(parts)
    return Worked(round(counts), round(spans - covered), round(covered - counts), len(parts))


def _placed(parts: list[Part]) -> float:
    """The most seconds that can have been learned: what counts of each part laid into its own span, no second twice.

    From one beginning or end to the next, the part that ends first is served first, so that nothing that could still
    find its place is lost.
    """
    edges = sorted({edge for start, end, _ in parts for edge in (start, end)})
    waiting: list[tuple[datetime, float]] = []
    placed, coming = 0.0, 0
    for now, then in pairwise(edges):
        while coming < len(parts) and parts[coming][0] <= now:
            heappush(waiting, parts[coming][1:])
            coming += 1
        free = (then - now).total_seconds()
        while waiting and free > 0:
            end, left = heappop(waiting)
            if end <= now:
                continue
            used = min(free, left)
            placed, free = placed + used, free - used
            if left > used:
                heappush(waiting, (end, left - used))
    return placed
