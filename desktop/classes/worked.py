"""How long somebody learned on a day, from sessions that may overlap and run past midnight: plain values, no store."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)


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
    """Return what counts on each day: time covered once however many sessions cover it, never more than was counted.

    A session that runs past midnight is cut there; what the platform counted of it is shared out by length.
    """
    by_day: dict[date, list[tuple[datetime, datetime, float]]] = defaultdict(list)
    for stretch in stretches:
        for start, end, credited in _cut(stretch):
            by_day[start.date()].append((start, end, credited))
    return {day: _of_a_day(parts) for day, parts in sorted(by_day.items())}


def _cut(stretch: Stretch) -> Iterable[tuple[datetime, datetime, float]]:
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


def _of_a_day(parts: list[tuple[datetime, datetime, float]]) -> Worked:
    spans = sum((end - start).total_seconds() for start, end, _ in parts)
    credited = sum(counted for _, _, counted in parts)
    covered = 0.0
    reached = min(start for start, _, _ in parts)
    for start, end, _ in sorted(parts):
        covered += max(0.0, (end - max(start, reached)).total_seconds())
        reached = max(reached, end)
    counts = min(covered, credited)
    return Worked(round(counts), round(spans - covered), round(covered - counts), len(parts))
