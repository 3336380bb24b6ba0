"""Mending in place: the cells of a sheet as the sender wrote them, changed by hand and checked again at once.

A draft holds every row with what its checks came to. A change has only the changed rows checked again, by the checks
that read the file; what compares rows with each other (a person named twice) is held over all of them.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from desktop.intake.book import Cells, Sheet
from desktop.intake.checking import Fault, clean
from desktop.intake.mapping import Layout
from desktop.intake.packed import OPEN, Rows
from desktop.intake.reading import Column, Mended, Reading, Row, address, in_order, letter
from desktop.intake.rows import Faults, Taker, keys_of, repeated, same_person
from desktop.problems import Refused

MOST_ROWS = OPEN
"""So many rows can be mended in the window; a longer file goes back to its sender or to a spreadsheet."""

TYPED = "手工录入"
"""What a list is called that was typed or pasted, in place of a file's name."""

Place = tuple[int, int]
"""A cell: the number of its row (from 1) and its column (from 0)."""

Changes = Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column of a draft: where it stands in the sheet, and the field that it was taken for."""

    column: int
    letter: str
    title: str
    field: str
    required: bool


@dataclass(slots=True)
class _State:
    """What a row came to: its values, its faults by the place of their column, and whether it is passed over."""

    record: tuple[object, ...]
    faults: list[tuple[int, Fault]]
    row: Row | None = None
    passed_over: bool = False


class _Sifter(Taker):
    """Keeps what each row came to by itself, without holding the rows against each other."""

    def __init__(self, layout: Layout, columns: tuple[Column, ...], day: date, sheet: Sheet) -> None:
        super().__init__(layout, columns, day, sheet)
        self.states: dict[int, _State] = {}

    def find_repeated(
        self, values: list[Sequence[object]], numbers: list[int], faults: Faults, left_out: set[int]
    ) -> None:
        """Leave it to the draft, which sees all rows."""

    def keep(
        self, values: Sequence[Sequence[object]], numbers: list[int], faults: Faults, left_out: set[int]
    ) -> None:
        """Keep what each row came to, under its number."""
        for row, record in enumerate(zip(*values, strict=True)):
            self.states[numbers[row]] = _State(record, faults.get(row, []), passed_over=row in left_out)


class Draft:
    """The rows of one sheet under a clerk's hands; the file itself is never touched.

    `reading` is what the sender's own cells come to. `columns` are the columns that are read, in the order of the
    sheet, `numbers` the rows that hold anything.
    """

    def __init__(
        self,
        layout: Layout,
        columns: tuple[Column, ...],
        day: date,
        sheet: Sheet,
        rows: Mapping[int, Cells],
        base: Reading,
    ) -> None:
        self._layout = layout
        self._fields = columns
        self._day = day
        self._sheet = sheet
        self._rows = dict(rows)
        self._base = base
        self._own: dict[Place, object] = {}
        self._changed: dict[Place, str] = {}
        self.columns = _columns(layout, columns)
        self._width = max((each.column for each in self.columns), default=-1) + 1
        self._keys = keys_of(columns, layout)
        self._at_name = next((at for at, column in enumerate(columns) if column.field == "name"), None)
        self._states: dict[int, _State] = {}
        self._check(sorted(self._rows))
        self.reading = self._gathered()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the rows that hold anything, from the first."""
        return tuple(sorted(self._rows))

    def texts(self, number: int) -> list[str]:
        """Give the cells of a row as texts, in the order of `columns`."""
        cells = self._rows.get(number, [])
        return [
            clean(cells[each.column]) if each.column < len(cells) and cells[each.column] != "" else ""
            for each in self.columns
        ]

    def values(self, number: int) -> dict[str, object]:
        """Give what the cells of a row came to, by field: all that have no fault of their own."""
        state = self._states.get(number)
        if state is None:
            return {}
        wrong = {at for at, fault in state.faults if not fault.warning}
        named = enumerate(zip(self._fields, state.record, strict=True))
        return {column.field: value for at, (column, value) in named if at not in wrong}

    def changed(self, changes: Changes) -> Reading:
        """Give what the sheet comes to with these cells in place of the sender's; only other rows than before are checked.

        `changes` are all changes against the sender's own cells: one that is left out is taken back. A row whose cells
        are all empty is none; a row after the last is a new one.
        """
        self._look_for_room(changes)
        touched = {
            place
            for place in self._changed.keys() | changes.keys()
            if self._changed.get(place) != changes.get(place)
        }
        for number, column in touched:
            self._put(number, column, changes.get((number, column)))
        self._changed = dict(changes)
        self._check(sorted({number for number, _ in touched}))
        self.reading = self._gathered()
        return self.reading

    def passed_over(self) -> frozenset[int]:
        """Give the rows that were taken for a total, a note or a heading, and so for no record."""
        return frozenset(number for number, state in self._states.items() if state.passed_over)

    def _look_for_room(self, changes: Changes) -> None:
        last = max((number for number, _ in changes), default=0)
        if last > MOST_ROWS + self._layout.header.row:
            raise Refused(
                f"一次最多录入 {MOST_ROWS:,} 行，第 {last:,} 行没有录入。",
                "请分几次录入，或改用表格文件导入。",
            )

    def _put(self, number: int, column: int, text: str | None) -> None:
        cells = self._rows.setdefault(number, [""] * self._width)
        if len(cells) <= column:
            cells.extend([""] * (column + 1 - len(cells)))
        own = self._own.setdefault((number, column), cells[column])
        cells[column] = own if text is None else text

    def _check(self, numbers: Sequence[int]) -> None:
        """Check rows again, those that follow each other in one piece."""
        for number in numbers:
            self._states.pop(number, None)
        mended = {address(column, number) for number, column in self._changed}
        lost = {where: how for where, how in self._sheet.lost.items() if where not in mended}
        sifter = _Sifter(self._layout, self._fields, self._day, replace(self._sheet, lost=lost))
        for _, piece in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            run = [number for _, number in piece]
            sifter.take(run[0], [self._rows[number] for number in run])
        for number, state in sifter.states.items():
            if not any(not fault.warning for _, fault in state.faults):
                state.row = Row(self._layout.sheet, number, state.record)
        self._states.update(sifter.states)

    def _gathered(self) -> Reading:
        """Put together what all rows came to."""
        teller = Taker(self._layout, self._fields, self._day, replace(self._sheet, lost={}))
        twice = self._twice()
        sound: list[Row] = []
        total = faulty = 0
        for number in sorted(self._states):
            state = self._states[number]
            if state.passed_over:
                continue
            total += 1
            again = twice.get(number)
            found = [*state.faults, again] if again else state.faults
            if found and teller.tell(number, state.record, found):
                faulty += 1
            elif state.row is not None:
                sound.append(state.row)
        whole = self._layout.problems
        mended = self._mended()
        return replace(
            self._base,
            digest=self._digest() if self._base.path is None else self._base.digest,
            rows=Rows() if whole else Rows(sound),
            problems=[*whole, *in_order(teller.problems)],
            warnings=in_order(teller.warnings),
            total=total,
            faulty=total if whole else faulty,
            mended=mended,
        )

    def _twice(self) -> dict[int, tuple[int, Fault]]:
        """Find the rows whose key stands in an earlier row."""
        found: dict[int, tuple[int, Fault]] = {}
        if not self._keys:
            return found
        names = "和".join(self._fields[place].title for place in self._keys)
        seen: dict[tuple[object, ...], int] = {}
        for number in sorted(self._states):
            state = self._states[number]
            key = tuple(state.record[place] for place in self._keys)
            wrong = any(place in self._keys and not fault.warning for place, fault in state.faults)
            if state.passed_over or None in key or wrong:
                continue
            earlier = seen.setdefault(key, number)
            if earlier != number:
                both = (self._name(earlier), self._name(number))
                found[number] = (self._keys[0], repeated(names, earlier, number, both))
        return found

    def _name(self, number: int) -> object:
        """Give the name in a row, where one key should have one name."""
        if self._at_name is None or not same_person(self._fields, self._keys):
            return None
        return self._states[number].record[self._at_name]

    def _mended(self) -> tuple[Mended, ...]:
        """Tell what differs from the sender's file; what was typed from the start differs from nothing."""
        if self._base.path is None:
            return ()
        fields = {each.column: each.field for each in self.columns}
        found = []
        for (number, column), text in sorted(self._changed.items()):
            own = self._own[number, column]
            was = clean(own) if own != "" else ""
            if was != text:
                found.append(Mended(address(column, number), fields.get(column, ""), was, text))
        return tuple(found)

    def _digest(self) -> str:
        """Give the digest of what was typed, so that the same list twice is known."""
        rows = [(number, self.texts(number)) for number in sorted(self._states)]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _columns(layout: Layout, columns: tuple[Column, ...]) -> tuple[DraftColumn, ...]:
    by_field = {column.field: column for column in columns}
    found: dict[int, DraftColumn] = {}
    for name, sources in layout.sources.items():
        for source in sources:
            column = by_field[name]
            each = DraftColumn(source.column, letter(source.column), column.title, name, column.required)
            found.setdefault(source.column, each)
    return tuple(found[place] for place in sorted(found))
