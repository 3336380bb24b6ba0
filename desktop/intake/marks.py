"""What is said at which cells of a sheet: the problems and warnings of a reading, by the cells that people see."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from desktop.intake.extent import MOST_ROWS
from desktop.problems import Problem

Cell = tuple[int, int]
"""Row from 1, column from 0."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_COLUMNS, _ORDER = 14, 29
"""Bits of a column's place, and of a problem's place in its list with its kind: with a row they fit 64."""


class Marks:
    """What is said at the cells of one sheet, in little memory: the cells in order, at each its problems."""

    def __init__(self) -> None:
        self._told: list[Problem] = []
        self._keys = array("Q")

    def add(self, problems: Iterable[Problem], *, warning: bool, shown: Callable[[int, int], Cell]) -> None:
        """Add problems or warnings; `shown(row, column)` gives the cell that a reader sees at a place."""
        for problem in problems:
            found = _ADDRESS.fullmatch(problem.address)
            if found is not None and int(found[2]) <= MOST_ROWS:
                row, column = shown(int(found[2]), column_of(found[1].encode()))
                self._keys.append(_key(row, column) | len(self._told) << 1 | warning)
                self._told.append(problem)
        self._keys = array("Q", sorted(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def cells(self) -> Iterator[Cell]:
        """Give each marked cell once, in order: row from 1, column from 0."""
        for cell, _ in groupby(key >> _ORDER for key in self._keys):
            yield cell >> _COLUMNS, cell & (1 << _COLUMNS) - 1

    def __contains__(self, cell: Cell) -> bool:
        return bool(self._at(_key(*cell), _key(cell[0], cell[1] + 1)))

    def row(self, number: int) -> dict[int, bool]:
        """Give the marked columns of a row in order, each with whether all that is said there are warnings."""
        found: dict[int, bool] = {}
        for key in self._at(_key(number, 0), _key(number + 1, 0)):
            column = key >> _ORDER & (1 << _COLUMNS) - 1
            found[column] = found.get(column, True) and bool(key & 1)
        return found

    def said(self, row: int, column: int) -> str:
        """Give what is said at a cell: problems, each with its remedy, on a line of their own."""
        told = (
            self._told[(key & (1 << _ORDER) - 1) >> 1]
            for key in self._at(_key(row, column), _key(row, column + 1))
        )
        return "\n".join(dict.fromkeys(f"{each.what}{each.remedy}" for each in told))

    def after(self, number: int) -> list[int]:
        """Give the marked rows below a row."""
        rows = (
            key >> _COLUMNS + _ORDER for key in self._keys[bisect_left(self._keys, _key(number + 1, 0)) :]
        )
        return [row for row, _ in groupby(rows)]

    def _at(self, first: int, end: int) -> "array[int]":
        start = bisect_left(self._keys, first)
        return self._keys[start : bisect_left(self._keys, end, start)]


def _key(row: int, column: int) -> int:
    return (row << _COLUMNS) + column << _ORDER


def column_of(letters: bytes) -> int:
    """Give the place of a column, from 0, by its letters."""
    column = 0
    for each in letters:
        column = column * 26 + each - 64
    return column - 1
