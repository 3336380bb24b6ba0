"""The rows of a sign-in sheet with its days across: one record a person and day, told at the cell where they meet."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

from desktop.intake.book import Sheet
from desktop.intake.cells import checker
from desktop.intake.checking import Checker, Fault, Setting
from desktop.intake.crosstab import HOURS, PERSON, is_footer
from desktop.intake.day_cells import ABSENT, ATTENDED, HALF, LATE, PRESENT, Cell, DayCells, says_hours
from desktop.intake.halves import Halves, Place, holds
from desktop.intake.headings import lexicon
from desktop.intake.legend import Legend
from desktop.intake.mapping import Layout
from desktop.intake.packed import Rows
from desktop.intake.reading import Column, DayColumn, Row, address, letter
from desktop.intake.rows import Cells, Faults, Taker
from desktop.intake.second_heading import Other, SecondHeading
from desktop.intake.words import plain
from desktop.problems import Problem

MOST_RECORDS = 1_000_000
_SHOWN = 8
_MOST_PARTS = 6
"""So many rows may be one person's day."""
_PARTS = frozenset({"上午", "下午", "晚上", "晚间", "中午", "签到", "签退", "AM", "PM"})
_BESIDE = 4
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)?[一二三四五六日天]")


class _People(Taker):
    """Checks the names and numbers of the people, and keeps what each row came to."""

    def __init__(
        self, layout: Layout, columns: tuple[Column, ...], day: date, sheet: Sheet, *, skip_hidden: bool
    ) -> None:
        super().__init__(layout, columns, day, sheet, skip_hidden=skip_hidden)
        self.checked: dict[int, tuple[tuple[object, ...], bool]] = {}

    def keep(
        self, values: Sequence[Sequence[object]], numbers: list[int], faults: Faults, left_out: set[int]
    ) -> None:
        """Keep a person under the number of the row, and whether a fault keeps the person out."""
        for row, record in enumerate(zip(*values, strict=True)):
            if row not in left_out:
                found = faults.get(row)
                self.checked[numbers[row]] = (
                    record,
                    bool(found) and self.tell(numbers[row], record, found or []),
                )


class DayTaker:
    """Takes the rows of a sheet whose days stand across, and gives what a Taker of the long list would."""

    def __init__(
        self,
        layout: Layout,
        columns: tuple[Column, ...],
        day: date,
        sheet: Sheet,
        *,
        skip_hidden: bool = False,
    ) -> None:
        self.rows = Rows()
        self.columns = columns
        self.total = self.faulty = 0
        self._layout = layout
        self._day = day
        by_field = {column.field: column for column in columns}
        has_number = "id_number" in layout.sources
        people = tuple(
            replace(by_field[name], key=name == ("id_number" if has_number else "name"), required=True)
            for name in PERSON
            if name in layout.sources
        )
        own = replace(
            layout, sources={name: layout.sources[name] for name in PERSON if name in layout.sources}
        )
        self._people = _People(own, people, day, sheet, skip_hidden=skip_hidden)
        self._name_at = layout.sources["name"][0].column if "name" in layout.sources else 0
        self._cells: dict[int, Cells] = {}
        self._parts: dict[int, list[tuple[int, Cells]]] = {}
        self._person = 0
        self._same_person = {
            number
            for top, column, bottom in sheet.down
            if column == self._name_at and top >= layout.header.row
            for number in range(top + 2, min(bottom + 1, top + _MOST_PARTS) + 1)
        }
        self._days = [each for each in layout.header.days if each.day is not None]
        self._aside = {each.column for each in self._days}
        self._read = DayCells(by_field, day)
        self._halves = Halves(self._days, sheet, layout.header.row, self._name_at + _BESIDE)
        for row in sheet.head[: layout.header.row - layout.header.rows]:
            self.legend.read(row, self._name_at)
        self._day_check: Checker = checker(Setting(by_field["day"], day))
        self._lost = sheet.lost
        self._passed_over: list[int] = []
        self._notes: list[str] = []
        self._blank = 0
        self.block = 0
        self._second = SecondHeading(layout, columns)
        self._closed = False
        self._headings: list[int] = []
        self._names = lexicon(columns)

    @property
    def legend(self) -> Legend:
        """What the sheet says of its signs."""
        return self._read.legend

    @property
    def problems(self) -> list[Problem]:
        """What keeps people or days out."""
        return self._people.problems

    @property
    def warnings(self) -> list[Problem]:
        """What should be looked at."""
        return self._people.warnings

    @property
    def notes(self) -> list[str]:
        """What is said of the sheet as a whole."""
        return [*self._notes, *self._people.notes]

    @property
    def hidden(self) -> set[int]:
        """The rows that the sender cannot see."""
        return self._people.hidden

    @property
    def people(self) -> frozenset[int]:
        """The numbers of the rows that hold a person, or a further part of the person's days."""
        more = (number for parts in self._parts.values() for number, _ in parts)
        return frozenset((*self._people.checked, *more))

    def take(self, first: int, rows: Sequence[Cells]) -> None:
        """Take the next rows of the sheet, the first of which has the number `first`; below other headings none is sound."""
        while (other := self.take_until(first, rows)) is not None:
            self.go_on(other)
            rows, first = rows[other.top - first :], other.top

    def go_on(self, other: Other) -> None:
        """Have the rows below other headings taken as before where those above will do, else only kept out."""
        self._second.pass_over(other.number)
        if other.said:
            self._closed = True
            self._people.go_on(other)

    def take_until(self, first: int, rows: Sequence[Cells]) -> Other | None:
        """Take rows up to other headings than those above, and tell of those; None when all were taken."""
        other = self._next_heading(first, rows)
        self._take(first, rows if other is None else rows[: other.top - first])
        return other

    def _next_heading(self, first: int, rows: Sequence[Cells]) -> Other | None:
        """Give the first row whose cell of a name holds a heading, where the rows below it may be of other days."""
        kept = [(number, row) for number, row in enumerate(rows, first) if any(row)]
        for at, (_, row) in enumerate(kept):
            if self._is_heading(row) and (other := self._second.other(kept, at)) is not None:
                return other
        return None

    def _is_heading(self, row: Cells) -> bool:
        name = row[self._name_at] if self._name_at < len(row) else ""
        sense = self._names.sense(name) if name != "" else None
        return sense is not None and sense.field == "name"

    def _take(self, first: int, rows: Sequence[Cells]) -> None:
        own: list[Cells] = []
        for number, row in enumerate(rows, first):
            footer = any(row) and (
                self.legend.read(row, self._name_at, self._aside)
                or is_footer(row, self._name_at)
                or self._is_weekdays(row)
            )
            if footer:
                self._passed_over.append(number)
            heading = not self._closed and any(row) and self._is_heading(row)
            if heading:
                self._headings.append(number)
            goes_on = not footer and self._goes_on(number, row)
            if goes_on:
                self._parts.setdefault(self._person, []).append((number, row))
            elif any(row) and not footer:
                self._person = number
            own.append([] if footer or goes_on or heading else row)
        self._people.take(first, own)
        for number, row in enumerate(own, first):
            if number in self._people.checked:
                self._cells[number] = row

    def _is_weekdays(self, row: Cells) -> bool:
        """Tell whether a row only names the days of the week below the days."""
        held = [row[each.column] for each in self._days if each.column < len(row) and row[each.column] != ""]
        return bool(held) and all(isinstance(cell, str) and _WEEKDAY.fullmatch(plain(cell)) for cell in held)

    def _goes_on(self, number: int, row: Cells) -> bool:
        """Tell whether a row is a further part of the day (下午) of the person above: no name of its own, the name merged or a part named."""
        name = row[self._name_at] if self._name_at < len(row) else ""
        if not self._person or not any(row) or str(name).strip():
            return False
        return number in self._same_person or any(
            isinstance(cell, str) and plain(cell) in _PARTS for cell in row[: self._name_at + _BESIDE]
        )

    def _rows_of(self, number: int) -> list[tuple[int, Cells]]:
        """Give the row of a person and those of the further parts of the day."""
        return [(number, self._cells[number]), *self._parts.get(number, ())]

    def _all_cells(self) -> Iterator[Cells]:
        for number in self._cells:
            for _, cells in self._rows_of(number):
                yield cells

    def end(self) -> None:
        """Make a record of each person and day, after the last piece."""
        self._people.end()
        for numbers, reason in (
            (self._headings, "是重复的表头"),
            (self._passed_over, "是表下的合计、签名或说明"),
        ):
            if numbers:
                self._notes.append(f"第 {'、'.join(map(str, numbers[:10]))} 行{reason}，已跳过。")
        if len(self._cells) * len(self._days) > MOST_RECORDS:
            self._layout.problems.append(_too_many(self._layout.sheet))
            return
        used = [each for each in self._days if any(holds(cells, each) for cells in self._all_cells())]
        self._read.know(
            [cells[each.column] for each in used if each.column < len(cells)] for cells in self._all_cells()
        )
        if self.legend.note:
            self._notes.append(self.legend.note)
        self._halves.know(self._all_cells(), used, in_rows=bool(self._parts))
        in_hours = self._in_hours(used)
        if in_hours:
            self._map_hours(told=all(each.field for each in used))
        wrong = self._wrong_days(used)
        by_day: dict[date, list[DayColumn]] = {}
        for each in used:
            if each.day is not None:
                by_day.setdefault(each.day, []).append(each)
        self.rows.extend(self._records(by_day, wrong, in_hours=in_hours))
        self._say(used, by_day)

    def _records(
        self, by_day: Mapping[date, Sequence[DayColumn]], wrong: Container[date], *, in_hours: bool
    ) -> Iterator[Row]:
        """Give the faultless records, person by person, and count the others."""
        for number, (person, grave) in self._people.checked.items():
            before = self.total
            for day, columns in by_day.items():
                bad = grave or day in wrong
                yield from self._unfold(number, person, day, columns, in_hours=in_hours, bad=bad)
            if grave and self.total == before:
                self.total += 1
                self.faulty += 1

    def _in_hours(self, used: Sequence[DayColumn]) -> bool:
        """Tell whether the numbers of the sheet are class hours: any above 1, or one with its unit."""
        return any(
            says_hours(cells[each.column])
            for cells in self._all_cells()
            for each in used
            if holds(cells, each)
        )

    def _map_hours(self, *, told: bool) -> None:
        """Take the columns for class hours; where nothing says of which kind they are, for those taught face to face."""
        chosen = {each.column: each.field or HOURS[1] for each in self._days}
        sources = self._layout.sources
        moved = [source for source in sources.get("state", ()) if source.column in chosen]
        for source in moved:
            name = chosen[source.column]
            sure = source if told else replace(source, confidence=min(source.confidence, 0.5))
            sources[name] = (*sources.get(name, ()), sure)
        sources.pop("state", None)
        if not told:
            self._notes.append(
                "各格填的是课时，没有写明线上还是线下，按线下课时读取，请核对；是线上课时的，请在“识别的列”中改正。"
            )

    def _wrong_days(self, used: Sequence[DayColumn]) -> set[date]:
        """Tell of days that cannot be, at their headings; their records are kept out."""
        wrong = set()
        for each in used:
            _, faults = self._day_check([each.day])
            if faults and each.day is not None and each.day not in wrong:
                self._tell_of_day(each, faults[0][1])
                wrong.add(each.day)
        return wrong

    def _unfold(
        self,
        number: int,
        person: tuple[object, ...],
        day: date,
        columns: Sequence[DayColumn],
        *,
        in_hours: bool,
        bad: bool,
    ) -> Iterator[Row]:
        """Give the record of one person and day from the cells of that day, if they make a faultless one."""
        name = str(person[0]) if isinstance(person[0], str) else ""
        said: list[tuple[Place, Cell]] = []
        lost = False
        hours = dict.fromkeys(HOURS, Decimal(0))
        for (row, cells), each in product(self._rows_of(number), columns):
            if not holds(cells, each):
                if address(each.column, row) in self._lost:
                    self._tell(row, each, "state", _LOST, name)
                    lost = True
                continue
            cell, fault = self._read.read(cells[each.column], each, name, in_hours=in_hours)
            if fault is not None:
                self._tell(row, each, "state", fault, name)
                bad = bad or not fault.warning
            said.append(((row, each), cell))
            hours[each.field or HOURS[1]] += cell[1] or 0
        if not said and not lost:
            self._blank += not bad
            return
        self.total += 1
        if bad or lost:
            self.faulty += 1
            return
        states = {place: cell[0] for place, cell in said if cell[0]}
        state = self._day_state(states, name, taught=any(hours.values()))
        if state in ATTENDED and len(states) == len(said):
            places = ((row, cells, each) for (row, cells), each in product(self._rows_of(number), columns))
            if (missed := self._halves.missed(places)) is not None:
                self._tell(*missed[0], "state", missed[1], name)
                state = LATE
        given = {column: value or None for column, value in hours.items()}
        known: Mapping[str, object] = dict(
            zip((column.field for column in self._people.columns), person, strict=True)
        ) | {"day": day, "state": state, **given}
        values = tuple(known.get(column.field) for column in self.columns)
        yield Row(self._layout.sheet, number, values, self.block)

    def _day_state(self, states: Mapping[Place, str], name: str, *, taught: bool) -> str | None:
        """Give the state of a whole day from those of its parts; a day of two halves that differ is told."""
        kinds = set(states.values())
        missed = next((place for place, state in states.items() if state not in ATTENDED), None)
        if kinds & ATTENDED and missed is not None:
            self._tell(*missed, "state", HALF, name)
            return LATE
        if kinds & ATTENDED:
            return LATE if LATE in kinds else PRESENT
        if taught or not kinds:
            return None
        return kinds.pop() if len(kinds) == 1 else ABSENT

    def _tell_of_day(self, column: DayColumn, fault: Fault) -> None:
        """Tell of a day at the cell that names it."""
        where = self._layout.header.told or address(column.column, self._layout.header.row)
        self.problems.append(Problem(fault.code, fault.what, fault.remedy, self._layout.sheet, where, "day"))

    def _tell(self, number: int, column: DayColumn, field: str, fault: Fault, name: str) -> None:
        where = address(column.column, number)
        problem = Problem(fault.code, fault.what, fault.remedy, self._layout.sheet, where, field, name)
        (self.warnings if fault.warning else self.problems).append(problem)

    def _say(self, used: Sequence[DayColumn], by_day: Mapping[date, object]) -> None:
        if not by_day:
            return
        first, last = min(by_day), max(by_day)
        people = len(self._people.checked)
        told = self._layout.header.told
        self._notes.insert(
            0,
            f"这是一天的签到表：{people} 人，日期是 {first}（{f'写在 {told}' if told else '表中没有写明'}），每人读作一行。"
            if first == last
            else f"这是日期横排的签到表：{people} 人、{len(by_day)} 天（{first} 至 {last}），每人每天读作一行。",
        )
        if self._blank:
            self._notes.append(f"有 {self._blank} 处人天是空白的，没有登记；缺勤的请填“缺”。")
        empty = [letter(each.column) for each in self._days if each not in used]
        if empty:
            more = " 等" if len(empty) > _SHOWN else ""
            self._notes.append(f"{'、'.join(empty[:_SHOWN])}{more} 列没有任何签到，没有登记。")
        if "id_number" not in self._layout.sources:
            self._notes.append("表中没有身份证号列，按姓名对应花名册。")


_LOST = Fault(
    "formula_error",
    "单元格的公式没有结果，没有内容可读。",
    "请改正公式，或直接填写出勤情况。",
)


def _too_many(sheet: str) -> Problem:
    return Problem(
        "too_many",
        f"签到表展开后超过 {MOST_RECORDS:,} 人天，整张表未读取。",
        "请按班级拆成几个文件后分别导入。",
        sheet,
        "A1",
        "day",
    )
