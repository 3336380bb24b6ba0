"""From the cells of a sheet to its records: checked column by column, a piece of the sheet at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress, zip_longest

from desktop.intake.agreement import COMPARED
from desktop.intake.births import against_number, birth_column
from desktop.intake.book import Sheet
from desktop.intake.cells import checker
from desktop.intake.checking import Checker, Fault, Setting, clean
from desktop.intake.day_headings import in_parts
from desktop.intake.downward import Downward, may_share
from desktop.intake.mapping import Layout, Source
from desktop.intake.packed import Piece, Rows
from desktop.intake.parts_of_day import alone_telling, asking, explained, joined, parts_checker
from desktop.intake.passed_over import PassedOver
from desktop.intake.reading import Column, address, letter
from desktop.intake.second_heading import Other, SecondHeading
from desktop.intake.words import plain, row_words
from desktop.problems import Problem

Cells = list[object]

Faults = dict[int, list[tuple[int, Fault]]]
"""The faults of a piece of the sheet: by row, each with the place of its column in the list."""

_APART = 1 << 32
"""Tells the rows of one list of a sheet from those of another that stands beside it."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of the list with its sources in this sheet and the checker made for them."""

    place: int
    column: Column
    sources: tuple[Source, ...]
    check: Checker


class Taker:
    """Takes the rows of one sheet, piece by piece, and keeps the faultless ones, the problems and the counts."""

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
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.notes: list[str] = []
        self.total = 0
        self.faulty = 0
        self.columns = columns
        self._layout = layout
        self._doubted: frozenset[str] = frozenset()
        alone = alone_telling(columns, layout.sources)
        if alone == {"state"}:
            columns = self._with_signs(sheet)
        self._fields = [
            _Field(
                place, column, sources, self._checker_of(column, sources, day, needed=column.field in alone)
            )
            for place, column in enumerate(columns)
            if (sources := layout.sources.get(column.field))
        ]
        self._keys = keys_of(columns, layout)
        self.block = 0
        self.seen: dict[object, int] = {}
        self.named: dict[int, object] = {}
        self._birth = birth_column(layout.header) if "id_number" in layout.sources else None
        self._places = {column.field: place for place, column in enumerate(columns)}
        self.hidden: set[int] = set()
        self._out_of_sight = sheet.hidden_rows
        self._skip_hidden = skip_hidden
        self._lost = self._lost_cells(sheet)
        shared = may_share(columns)
        own = {each.column for item in self._fields if item.column.field in shared for each in item.sources}
        self._second = SecondHeading(layout, columns)
        needed = [(item.column, item.sources) for item in self._fields if item.column.required]
        self._passed = PassedOver(layout, needed, self._second, sheet)
        self._other: Other | None = None
        self.downward = Downward(sheet, own, layout.header.first_data_row)

    def _checker_of(self, column: Column, sources: tuple[Source, ...], day: date, *, needed: bool) -> Checker:
        """Give the checker of a field; of several columns that tell the parts of a day the one for all of them."""
        setting = _setting(replace(column, required=column.required or needed), sources[0], day)
        headings = [source.heading for source in sources]
        check = parts_checker(setting, headings) if in_parts(headings) else checker(setting)
        return asking(check, self._doubted) if column.field == "state" else check

    def _with_signs(self, sheet: Sheet) -> tuple[Column, ...]:
        """Give the columns with what the sheet itself says of the signs of attendance."""
        aside = [source.column for source in self._layout.sources["state"]]
        legend, self._doubted = explained(sheet.head, aside)
        if legend.note:
            self.notes.append(legend.note)
        words = tuple(pair for pair in legend.pairs() if legend.code_of(pair[0]))
        return tuple(
            replace(each, words=(*each.words, *words)) if each.field == "state" else each
            for each in self.columns
        )

    def follow(self, earlier: "Taker") -> None:
        """Hold the keys of this list against those of an earlier one in the sheet."""
        self.seen, self.named = earlier.seen, earlier.named

    def take(self, first: int, rows: Sequence[Cells]) -> None:
        """Take the next rows of the sheet, the first of which has the number `first`; below other headings none is sound."""
        while (other := self.take_until(first, rows)) is not None:
            self.go_on(other)
            rows, first = rows[other.top - first :], other.top

    def go_on(self, other: Other) -> None:
        """Have the rows below other headings taken as before where those above will do, else only kept out."""
        if other.said:
            self._other = other
        else:
            self._second.pass_over(other.number)

    def take_until(self, first: int, rows: Sequence[Cells]) -> Other | None:
        """Take rows up to other headings than those above, and tell of those; None when all were taken."""
        self.downward.fill(first, rows)
        kept = self._filled(first, rows)
        if self._other is not None:
            from_ = self._other.number
            self._keep_out([pair for pair in kept if pair[0] >= from_], from_)
            kept = [pair for pair in kept if pair[0] < self._other.top]
        return self._take(kept) if kept else None

    def _filled(self, first: int, rows: Sequence[Cells]) -> list[tuple[int, Cells]]:
        """Give the rows that hold anything, and that count where hidden ones do not."""
        kept = [(number, row) for number, row in enumerate(rows, first) if any(row)]
        if self._out_of_sight:
            self.hidden.update(number for number, _ in kept if number in self._out_of_sight)
            if self._skip_hidden:
                kept = [(number, row) for number, row in kept if number not in self._out_of_sight]
        return kept

    def _take(self, kept: list[tuple[int, Cells]]) -> Other | None:
        numbers = [number for number, _ in kept]
        cells = [row for _, row in kept]
        across = list(zip_longest(*cells, fillvalue=""))
        values: list[Sequence[object]] = [(None,) * len(cells)] * len(self.columns)
        faults: Faults = {}
        for item in self._fields:
            values[item.place], found = item.check(_column(across, item.sources, len(cells)))
            for row, fault in found:
                faults.setdefault(row, []).append((item.place, fault))
        other = self._second_heading(kept, faults)
        if other is not None:
            if kept[0][0] < other.top:
                self._take([pair for pair in kept if pair[0] < other.top])
            return other
        self._compare(values, faults)
        self._compare_births(values, across, faults)
        if self._lost:
            self._tell_what_was_lost(numbers, faults)
        left_out = self._passed.among(kept, faults)
        for row in left_out:
            faults.pop(row, None)
        self.find_repeated(values, numbers, faults, left_out)
        self.keep(values, numbers, faults, left_out)
        return None

    def _second_heading(self, kept: list[tuple[int, Cells]], faults: Faults) -> Other | None:
        """Give the first row that holds other headings than those above, with the titles right above it."""
        for row in sorted(faults):
            if (other := self._second.other(kept, row)) is not None:
                return other
        return None

    def _keep_out(self, kept: list[tuple[int, Cells]], from_: int) -> None:
        """Keep out rows that stand below other headings, each with the reason; the headings themselves are no record."""
        if self._other is None or not kept:
            return
        place = self._fields[0].place if self._fields else 0
        fault = Fault("other_heading", self._other.said, self._other.remedy)
        numbers = [number for number, _ in kept]
        values: list[Sequence[object]] = [(None,) * len(kept)] * len(self.columns)
        headings = {row for row, number in enumerate(numbers) if number == from_}
        for row in headings:
            self.tell(numbers[row], (None,) * len(self.columns), [(place, fault)])
        faults: Faults = {row: [(place, fault)] for row in range(len(kept)) if row not in headings}
        self.keep(values, numbers, faults, headings)

    def end(self) -> None:
        """Say which rows were passed over, after the last piece."""
        self.notes += self._passed.notes
        if self.downward.note:
            self.notes.append(self.downward.note)

    def _lost_cells(self, sheet: Sheet) -> dict[int, list[tuple[int, str]]]:
        """Give by row the fields whose cells lost their content, and how."""
        if not sheet.lost:
            return {}
        places = {letter(source.column): item.place for item in self._fields for source in item.sources}
        found: dict[int, list[tuple[int, str]]] = {}
        for where, how in sheet.lost.items():
            letters = where.rstrip("0123456789")
            if letters in places:
                found.setdefault(int(where[len(letters) :]), []).append((places[letters], how))
        return found

    def _tell_what_was_lost(self, numbers: list[int], faults: Faults) -> None:
        for row, number in enumerate(numbers):
            for place, how in self._lost.get(number, ()):
                others = [pair for pair in faults.get(row, []) if pair[0] != place]
                faults[row] = [*others, (place, _lost(how, self.columns[place].title))]

    def _compare(self, values: list[Sequence[object]], faults: Faults) -> None:
        """Hold the values of a row against each other: sex and number, beginning and end of the contract."""
        present = {item.column.field for item in self._fields}
        for first, second, compare in COMPARED:
            if first in present and second in present:
                one, other = self._places[first], self._places[second]
                for row, fault in compare(values[one], values[other]):
                    if not any(place == one for place, _ in faults.get(row, ())):
                        faults.setdefault(row, []).append((other, fault))

    def _compare_births(
        self, values: list[Sequence[object]], across: list[tuple[object, ...]], faults: Faults
    ) -> None:
        """Hold a day of birth beside the citizen number against it; shown at the number."""
        if self._birth is None:
            return
        place = self._places["id_number"]
        column, month_alone = self._birth
        births = _cells(across, column, len(values[place]))
        for row, fault in against_number(values[place], births, month_alone=month_alone):
            if not any(at == place for at, _ in faults.get(row, ())):
                faults.setdefault(row, []).append((place, fault))

    def find_repeated(
        self, values: list[Sequence[object]], numbers: list[int], faults: Faults, left_out: set[int]
    ) -> None:
        """Find records whose key stood in an earlier row of the sheet."""
        if not self._keys:
            return
        keys: Sequence[object] = values[self._keys[0]]
        apart = self.block * _APART
        marks = [number + apart for number in numbers] if apart else numbers
        names_of = values[self._places["name"]] if same_person(self.columns, self._keys) else ()
        self.named.update(zip(marks, names_of, strict=False))
        if len(self._keys) > 1:
            keys = list(zip(*(values[place] for place in self._keys), strict=True))
        fresh = dict(zip(keys, marks, strict=True))
        if not faults and not left_out and len(fresh) == len(keys) and self.seen.keys().isdisjoint(fresh):
            self.seen.update(fresh)
            return
        names = "和".join(self.columns[place].title for place in self._keys)
        for row, key in enumerate(keys):
            parts = key if isinstance(key, tuple) else (key,)
            if (
                row in left_out
                or None in parts
                or any(place in self._keys and not fault.warning for place, fault in faults.get(row, ()))
            ):
                continue
            earlier = self.seen.setdefault(key, marks[row])
            if earlier != marks[row]:
                both = (self.named.get(earlier), self.named.get(marks[row]))
                fault = repeated(names, earlier % _APART, numbers[row], both)
                faults.setdefault(row, []).append((self._keys[0], fault))

    def keep(
        self, values: Sequence[Sequence[object]], numbers: list[int], faults: Faults, left_out: set[int]
    ) -> None:
        """Keep the faultless rows of a piece, of which `values` are the columns; note what is wrong with the others."""
        self.total += len(numbers) - len(left_out)
        faulty = {
            row
            for row in sorted(faults)
            if self.tell(numbers[row], tuple(column[row] for column in values), faults[row])
        }
        self.faulty += len(faulty)
        if out := faulty | left_out:
            sound = [row not in out for row in range(len(numbers))]
            numbers = list(compress(numbers, sound))
            values = [list(compress(column, sound)) for column in values]
        self.rows.take(Piece(self._layout.sheet, numbers, values, self.block))

    def tell(self, number: int, record: tuple[object, ...], found: list[tuple[int, Fault]]) -> bool:
        """Note what is wrong with a row; True when any of it keeps the row out."""
        name = record[self._places["name"]] if "name" in self._places else None
        grave = False
        for place, fault in sorted(found, key=lambda pair: pair[0]):
            column = self.columns[place]
            problem = Problem(
                fault.code,
                fault.what,
                fault.remedy,
                self._layout.sheet,
                address(self._layout.sources[column.field][0].column, number),
                column.field,
                name if isinstance(name, str) else "",
            )
            (self.warnings if fault.warning else self.problems).append(problem)
            grave = grave or not fault.warning
        return grave


def keys_of(columns: Sequence[Column], layout: Layout) -> list[int]:
    """Give the places of the columns by which a row is known; none where the sheet lacks one of them."""
    keys = [place for place, column in enumerate(columns) if column.key]
    return keys if all(columns[place].field in layout.sources for place in keys) else []


def same_person(columns: Sequence[Column], keys: Sequence[int]) -> bool:
    """Tell whether the key of a list is the citizen number alone, so that one key has one name."""
    return [columns[place].field for place in keys] == ["id_number"] and any(
        column.field == "name" for column in columns
    )


def repeated(names: str, earlier: int, number: int, both: tuple[object, object] = (None, None)) -> Fault:
    """Give the fault of a row whose key stood in an earlier row; `names` are the titles of the key's fields.

    `both` are the people's names in the two rows, where one key should have one name.
    """
    if None not in both and both[0] != both[1]:
        return Fault(
            "repeated",
            f"{names}与第 {earlier} 行相同，姓名却不同（“{both[0]}”和“{both[1]}”），不能登记。",
            f"请对照身份证核对第 {earlier} 行和第 {number} 行，改正写错的号码或姓名。",
        )
    return Fault(
        "repeated",
        f"{names}与第 {earlier} 行相同，同一条不能登记两次。",
        f"请核对第 {earlier} 行和第 {number} 行，删去多余的一行，或改正写错的内容。",
    )


def _lost(how: str, title: str) -> Fault:
    if how == "error":
        return Fault(
            "formula_error",
            f"{title}单元格显示的是公式错误（如 #N/A），没有内容可读。",
            "请改正公式，或直接填写内容。",
        )
    return Fault(
        "formula_empty",
        f"{title}单元格的公式没有保存计算结果，读出来是空的，不能登记。",
        "请用 WPS 表格或 Excel 打开后保存一次，或把公式粘贴为数值。",
    )


def _setting(column: Column, source: Source, day: date) -> Setting:
    return Setting(column, day, source.ten_thousands, source.span, source.heading)


def _column(across: Sequence[Sequence[object]], sources: tuple[Source, ...], height: int) -> Sequence[object]:
    """Give the cells of one field; where several columns feed it, their contents joined by 、."""
    found = [_said_by(source, _cells(across, source.column, height)) for source in sources]
    if len(found) == 1:
        return found[0]
    if in_parts([source.heading for source in sources]):
        return joined(found)
    return ["、".join(str(cell) for cell in cells if cell != "") for cells in zip(*found, strict=True)]


def _said_by(source: Source, cells: Sequence[object]) -> Sequence[object]:
    """Give the cells of a column, each tick as what it stands for: the word above it, or nothing."""
    if not source.word:
        return cells
    ticks = dict.fromkeys(row_words("ticks"), source.word) | dict.fromkeys(row_words("crosses"), "")
    return [ticks.get(plain(clean(cell)), cell) if cell != "" else "" for cell in cells]


def _cells(across: Sequence[Sequence[object]], column: int, height: int) -> Sequence[object]:
    return across[column] if column < len(across) else ("",) * height
