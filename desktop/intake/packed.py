"""Rows of a reading in little memory: kept column by column, those after the first ones packed."""

import pickle
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat
from typing import NamedTuple, overload

from desktop.intake.reading import Row

OPEN = 50_000
"""So many rows are kept as they are: most rosters are shorter, and are gone through several times."""
PIECE = 2_000


class Piece(NamedTuple):
    """Some rows of one list of a sheet: their numbers, and the values of each column in the order of the kind's columns."""

    sheet: str
    numbers: Sequence[int]
    columns: Sequence[Sequence[object]]
    block: int = 0

    def rows(self) -> Iterator[Row]:
        """Give the same row by row."""
        return map(Row, repeat(self.sheet), self.numbers, zip(*self.columns, strict=True), repeat(self.block))


class Rows(Sequence[Row]):
    """Rows in order: added at the end, counted, gone through by rows or by columns as often as one likes."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._pieces: list[Piece | bytes] = []
        self._ends: list[int] = []
        self.extend(rows)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(piece.rows() for piece in self.pieces())

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        which = bisect_right(self._ends, at)
        piece = _opened(self._pieces[which])
        within = at - (self._ends[which - 1] if which else 0)
        return Row(
            piece.sheet, piece.numbers[within], tuple(column[within] for column in piece.columns), piece.block
        )

    def pieces(self) -> Iterator[Piece]:
        """Give the rows by columns, some thousand at a time."""
        return map(_opened, self._pieces)

    def take(self, piece: Piece) -> None:
        """Add rows at the end, by columns."""
        if piece.numbers:
            self._pieces.append(piece if len(self) < OPEN else _packed(piece))
            self._ends.append(len(self) + len(piece.numbers))

    def extend(self, rows: Iterable[Row]) -> None:
        """Add rows at the end."""
        for (sheet, block), of_list in groupby(rows, lambda row: (row.sheet, row.block)):
            while some := list(islice(of_list, PIECE)):
                _, numbers, values, _ = zip(*some, strict=True)
                self.take(Piece(sheet, numbers, tuple(zip(*values, strict=True)), block))

    def clear(self) -> None:
        """Take all rows out."""
        self._pieces, self._ends = [], []


def pieces(rows: Sequence[Row]) -> Iterator[Piece]:
    """Give any rows by columns, some thousand at a time."""
    return (rows if isinstance(rows, Rows) else Rows(rows)).pieces()


def _packed(piece: Piece) -> bytes:
    return zlib.compress(pickle.dumps(tuple(piece), 5), 1)


def _opened(piece: Piece | bytes) -> Piece:
    """Give back what this process packed itself."""
    if isinstance(piece, Piece):
        return piece
    return Piece(*pickle.loads(zlib.decompress(piece)))  # noqa: S301 - our own bytes, never a file's
