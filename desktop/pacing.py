"""How far a long deed is, told while it goes on; whoever listens may stop it, and then nothing of it stays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

EVERY = 500
"""So many rows are gone through between two tellings: far less than a second."""

Listener = Callable[[int, int], None]


class Pace:
    """Counts the passes of a deed over its rows and tells them as one run from nothing to all rows.

    `listener(done, total)` may raise to stop the deed. Without one nothing is counted.
    """

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self._rows = 0
        self._passes = 1
        self._past = 0

    def expect(self, rows: int, passes: int) -> None:
        """Say how many rows the deed is about, and about how often it goes through them."""
        self._rows, self._passes, self._past = rows, passes, 0

    def through(self, items: Iterable[T], of: int) -> Iterator[T]:
        """Give `of` items one after another as one pass, telling how far the deed is."""
        if self.listener is None:
            yield from items
            return
        for at, item in enumerate(items):
            if at % EVERY == 0:
                self._tell(at / of if of else 0.0)
            yield item
        self._past += 1
        self._tell(0.0)

    def heard(self, items: Iterable[T]) -> tuple[T, ...]:
        """Give the items as a tuple of which every pass is told."""
        found = tuple(items)
        return found if self.listener is None else _Heard(found, self)

    def _tell(self, share: float) -> None:
        if self.listener is not None:
            done = int(self._rows * (self._past + share) / self._passes)
            self.listener(min(done, max(self._rows - 1, 0)), self._rows)


class _Heard(tuple[T, ...]):  # noqa: SLOT001 - a tuple has no room for a named slot
    """Items of which every pass is told to a pace."""

    _pace: Pace

    def __new__(cls, items: Sequence[T], pace: Pace) -> "_Heard[T]":
        made = super().__new__(cls, items)
        made._pace = pace
        return made

    def __iter__(self) -> Iterator[T]:
        return self._pace.through(super().__iter__(), len(self))
