"""What a workbook may bring (Column), and what one brought (Reading with its Rows and problems)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from desktop.problems import Problem, Refused

UNREAD = frozenset({"two_candidates", "column_missing", "no_heading"})
"""Problems with which no row of a sheet is read; each is answered by saying which column is what."""


EARLIER = re.compile(r"与第 ([0-9]+) 行相同")
"""What a problem of the code `repeated` says of the earlier row."""


class Cancelled(Refused):
    """The clerk stopped the reading; nothing was kept of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a kind of list may have: its field, its official heading, and how its cells are read.

    `kind` names the reader of the cells (see `desktop.intake.cells.KINDS`). `synonyms` are headings seen in the wild,
    best first. All columns marked `key` together tell one row from another. `longest` is the most characters.
    `words` are further writings of a coded column's cells, each with its code. With `old_numbers` a citizen number
    of 15 places is taken as the one of 18 that it became, with `masked` one of which some places are hidden is passed on
    for whoever knows the people. A required column may be left out where one of the fields `instead` is there; `lacking`
    says what else helps where it is left out.
    """

    field: str
    title: str
    kind: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    sample: str = ""
    key: bool = False
    longest: int = 200
    words: tuple[tuple[str, str], ...] = ()
    old_numbers: bool = False
    masked: bool = False
    instead: tuple[str, ...] = ()
    lacking: str = ""


class Row(NamedTuple):
    """One faultless row: its sheet, its number there (from 1), and its values in the order of the kind's columns.

    Values are str, date, Decimal, or a tuple of codes for 人员类别; None where the sender gave nothing. `block` is the
    place of its list among those of the sheet.
    """

    sheet: str
    number: int
    values: tuple[object, ...]
    block: int = 0


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which field a column of the sheet was taken for: `column` counts from 0, `confidence` goes up to 1."""

    column: int
    letter: str
    heading: str
    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A column that holds one day of everybody, or a part of it (上午): the day (None when nothing tells it), its label.

    `field` is what its numbers are (`online_hours`, `offline_hours`), "" when nothing says so.
    """

    column: int
    day: date | None
    label: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One of several lists in a sheet, below or beside each other: its headings' rows, its columns, its mapping.

    `top` is the first of the rows that belong to its headings, a title above them included, `header_row` the last;
    `columns` are the first and the last of its columns (from 0; None where the list has the whole width), `total` the
    records in it.
    """

    top: int
    header_row: int
    mapping: tuple[Mapped, ...]
    days: tuple[DayColumn, ...] = ()
    columns: tuple[int, int | None] = (0, None)
    total: int = 0

    def holds(self, column: int) -> bool:
        """Tell whether a column (from 0) is one of this list's."""
        first, last = self.columns
        return first <= column and (last is None or column <= last)


@dataclass(frozen=True, slots=True)
class Mended:
    """One cell that a clerk put right by hand: its address, what the sender wrote there, and what counts now."""

    address: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """What clerks said of one sender's lists before: by layout of headings, which column is which field."""

    sender: str = ""
    layouts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetFace:
    """One sheet of a workbook as it was judged: its name, how much it looks like the list, about how many rows it has.

    `likeness` is `list` when every required column has its heading, `partly` when some headings are known, `guessed`
    when there are none but the columns can be told by what they hold, `none` when not even that; `rows` counts those below the headings by the sheet's extent.
    """

    name: str
    hidden: bool
    rows: int
    likeness: str


@dataclass
class Reading:
    """What a file brought: the mapping, the faultless rows, all problems, and remarks for the clerk.

    `total` counts the rows that hold a record, `faulty` those kept out of `rows`. `warnings` are problems that
    keep nothing out. `header_row` counts from 1. `digest` is the SHA-256 of the file, `path` where it was read
    (None for what was typed or pasted). `mended` are the cells put right by hand since. `layout` tells headings
    from other headings ("" when there are none); `by_hand` says that a clerk said which column is what, `remembered`
    that he had said so before. `headings` are those of all columns, `sample` the cells of the first records, so that
    a clerk can say which column is what. `sheets` are those a clerk may choose from, in the order of the workbook;
    `hidden` counts the rows of the sheet that hold something and that the sender cannot see, `skip_hidden` says that
    they were left out. `days` are the columns of a sheet whose days stand across: several rows then have one number. `held` is the day that
    somebody said a sign-in sheet is of, where the sheet itself names none. `blocks` are the lists of a sheet that has
    several, each under its own headings; `mapping` is then that of the uppermost headings. `lowest` is the last row of
    headings as it stands, where there are several rows of them.
    """

    file_name: str
    digest: str
    sheet: str
    header_row: int
    mapping: tuple[Mapped, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    faulty: int = 0
    notes: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    path: Path | None = None
    mended: tuple[Mended, ...] = ()
    headings: tuple[str, ...] = ()
    sample: tuple[tuple[object, ...], ...] = ()
    layout: str = ""
    by_hand: bool = False
    remembered: bool = False
    sheets: tuple[SheetFace, ...] = ()
    hidden: int = 0
    skip_hidden: bool = False
    days: tuple[DayColumn, ...] = ()
    held: date | None = None
    blocks: tuple[Block, ...] = ()
    lowest: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Tell whether every row may be taken in as it stands."""
        return not self.problems

    @property
    def unread(self) -> bool:
        """Tell whether the sheet as a whole was not read, so that none of its rows is judged on its own."""
        return not self.rows and any(each.code in UNREAD for each in self.problems)

    @property
    def lists(self) -> tuple[Block, ...]:
        """Give the lists of the sheet; the only one where there are not several."""
        return self.blocks or (Block(1, self.header_row, self.mapping, self.days, total=self.total),)

    def list_at(self, number: int, column: int) -> Block | None:
        """Give the list in which a cell stands (row from 1, column from 0); None above the first and between them."""
        above = [each for each in self.lists if each.header_row < number]
        nearest = max((each.header_row for each in above), default=0)
        return next((each for each in above if each.header_row == nearest and each.holds(column)), None)

    def mapping_of(self, row: Row) -> tuple[Mapped, ...]:
        """Give how the columns of a row's own list were taken."""
        return self.blocks[row.block].mapping if self.blocks else self.mapping

    def place(self, row: Row, name: str) -> str:
        """Give the address of the cell from which a row's field was read; its number alone where there is none."""
        letters = next((each.letter for each in self.mapping_of(row) if each.field == name), "")
        days = self.blocks[row.block].days if self.blocks else self.days
        if days and name not in ("name", "id_number"):
            at = next((at for at, column in enumerate(self.columns) if column.field == "day"), 0)
            column = next((each.column for each in days if each.day == row.values[at]), 0)
            letters = letter(column)
        return f"{letters}{row.number}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems of one sheet in the order of their cells: row by row, from the left; those without a cell first."""
    return sorted(problems, key=_cell)


_MOST_COLUMNS = 1 << 15


def _cell(problem: Problem) -> int:
    """Give a number that grows with the cell of a problem."""
    letters = problem.address.rstrip("0123456789")
    row = problem.address[len(letters) :]
    return int(row or 0) * _MOST_COLUMNS + column_of(letters[:3]) + 1


def letter(column: int) -> str:
    """Give the letters of a column that counts from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_of(letters: str) -> int:
    """Give the column of letters, from 0: A is 0, AA is 26; -1 for none."""
    column = 0
    for each in letters:
        column = column * 26 + ord(each) - 64
    return column - 1


def address(column: int, row: int) -> str:
    """Give a cell's address from a column that counts from 0 and a row that counts from 1: (1, 12) is B12."""
    return f"{letter(column)}{row}"
