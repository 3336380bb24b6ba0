"""The lists of one sheet, one below or beside the other: each is read under its own headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop import identity
from desktop.intake.beside import WHOLE, cut_out
from desktop.intake.book import Cells, Sheet
from desktop.intake.crosstab import PERSON
from desktop.intake.headings import TRIMMED, Header, lexicon
from desktop.intake.mapping import Layout
from desktop.intake.packed import Rows
from desktop.intake.reading import Block, Column, address, in_order, letter
from desktop.intake.recognising import header_of, layouts
from desktop.intake.rows import Taker
from desktop.intake.second_heading import Other
from desktop.intake.unfolding import DayTaker
from desktop.problems import Problem

_LOOKED_AT = 60
"""So many rows below other headings are looked at to understand them."""
_MOST = 100
_LATER = timedelta(days=31)
_SHOWN = 8


@dataclass(slots=True)
class _List:
    """One list of the sheet: how it is read, by whom, and the first row of its headings with the titles above them."""

    layout: Layout
    taker: Taker | DayTaker
    top: int
    follows: bool

    @property
    def name(self) -> str:
        """Give what tells this list from the others where it is not alone."""
        beside = f"{_letters(self.layout)} 列" if self.layout.span != WHOLE else ""
        return f"第 {self.layout.header.row} 行以下{beside}：" if self.follows else beside and f"{beside}："


class Blocks:
    """Takes the rows of a sheet piece by piece, whatever lists stand in it, and puts together what they came to."""

    def __init__(
        self,
        sheet: Sheet,
        found: Sequence[Layout],
        columns: tuple[Column, ...],
        day: date,
        *,
        skip_hidden: bool,
    ) -> None:
        self.rows = Rows()
        self._sheet = sheet
        self._columns = columns
        self._day = day
        self._skip_hidden = skip_hidden
        self._lists: list[_List] = []
        self._now: list[_List] = []
        self._waiting: tuple[int, list[Cells], Other] | None = None
        self._aside: Other | None = None
        self._asides: list[Problem] = []
        self._begin(found, found[0].header.row - found[0].header.rows + 1)

    def take(self, first: int, rows: list[Cells]) -> None:
        """Take the next rows of the sheet, the first of which has the number `first`."""
        if self._waiting is not None:
            (start, held, other), self._waiting = self._waiting, None
            gap = first - start - len(held)
            if gap <= _LOOKED_AT:
                first, rows = start, [*held, *([] for _ in range(gap)), *rows]
            else:
                self._go_on(start, held, other)
        self._go_on(first, rows, self._take_until(first, rows), wait=True)

    def end(self) -> None:
        """Take what was held back, and have every list ended; what one list says of its signs holds for all."""
        if self._waiting is not None:
            self._go_on(*self._waiting)
        across = [each.taker for each in self._lists if isinstance(each.taker, DayTaker)]
        explained = [pair for each in across for pair in each.legend.pairs()]
        for taker in across:
            taker.legend.take(explained)
        for each in self._lists:
            each.taker.end()

    @property
    def first(self) -> list[Layout]:
        """The layouts under the uppermost headings."""
        return [each.layout for each in self._lists if not each.follows]

    @property
    def until(self) -> int:
        """The last row before other headings; the last of all where there are none."""
        return next((each.top - 1 for each in self._lists if each.follows), 1 << 32)

    @property
    def total(self) -> int:
        """The records of all lists."""
        return sum(each.taker.total for each in self._lists)

    @property
    def faulty(self) -> int:
        """The records that are kept out."""
        return sum(each.taker.faulty for each in self._lists)

    @property
    def told(self) -> int:
        """How much there is to say of all lists: problems, and what should be looked at."""
        return sum(len(each.taker.problems) + len(each.taker.warnings) for each in self._lists)

    @property
    def hidden(self) -> list[int]:
        """The rows that the sender cannot see."""
        return sorted(set().union(*(each.taker.hidden for each in self._lists)))

    @property
    def whole(self) -> list[Problem]:
        """What keeps the whole sheet out."""
        return list(dict.fromkeys(each for one in self._lists for each in one.layout.problems))

    @property
    def problems(self) -> list[Problem]:
        """What keeps records out, in the order of the cells."""
        return in_order(self._told("problems"))

    @property
    def warnings(self) -> list[Problem]:
        """What should be looked at, in the order of the cells."""
        return in_order((*self._told("warnings"), *self._asides))

    @property
    def notes(self) -> list[str]:
        """What is said of the lists, each by its name where there are several."""
        said: dict[str, str] = {}
        for each in self._lists:
            for note in (*each.layout.notes, *each.taker.notes):
                said.setdefault(note, f"{each.name}{note}")
        return [*self._about_several(), *said.values()]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The lists as a reading tells of them; none where there is but one."""
        return tuple(
            Block(
                each.top,
                each.layout.header.row,
                each.layout.mapping,
                each.layout.header.days,
                each.layout.span,
                each.taker.total,
            )
            for each in self._lists
            if len(self._lists) > 1
        )

    def _told(self, what: str) -> list[Problem]:
        if len(self._lists) == 1:
            return list(getattr(self._lists[0].taker, what))
        return list(dict.fromkeys(each for one in self._lists for each in getattr(one.taker, what)))

    def _about_several(self) -> Iterator[str]:
        tops = dict.fromkeys(each.layout.header.row for each in self._lists)
        for row in tops:
            lists = [each for each in self._lists if each.layout.header.row == row]
            if len(lists) > 1:
                where = "、".join(f"{_letters(each.layout)} 列" for each in lists)
                counts = "、".join(f"{each.taker.total} 行" for each in lists)
                yield f"第 {row} 行的表头下有 {len(lists)} 份名单左右并排（{where}），都已读取，分别有 {counts}。"
            if lists[0].follows and not lists[0].layout.header.days:
                said = "、".join(_columns_of(lists[0].layout, self._columns))
                total = sum(each.taker.total for each in lists)
                yield f"第 {row} 行是另一种表头，它以下的 {total} 行按这个表头读取（{said}），请核对。"

    def _begin(self, found: Sequence[Layout], top: int) -> None:
        """Begin the lists under one row of headings."""
        follows = bool(self._lists)
        self._now = []
        for layout in found:
            taker = _taker(layout, self._columns, self._day, self._sheet, skip_hidden=self._skip_hidden)
            taker.block, taker.rows = len(self._lists), self.rows
            if isinstance(taker, Taker) and self._lists and isinstance(self._lists[0].taker, Taker):
                taker.follow(self._lists[0].taker)
            self._lists.append(_List(layout, taker, top, follows))
            self._now.append(self._lists[-1])

    def _go_on(self, first: int, rows: list[Cells], other: Other | None, *, wait: bool = False) -> None:
        """Take rows from other headings on, from one to the next; with `wait` until too few are there to understand them."""
        while other is not None:
            rows, first = rows[other.top - first :], other.top
            if wait and len(rows) < _LOOKED_AT:
                self._waiting = (first, rows, other)
                return
            if begun := self._understood(first, rows, other):
                self._begin(begun, first)
                rows, first = rows[begun[0].header.row + 1 - first :], begun[0].header.row + 1
            elif self._is_aside(other, rows[other.number - first :]):
                self._leave_aside(other, rows[other.number - first])
                rows, first = rows[other.number + 1 - first :], other.number + 1
            else:
                for each in self._now:
                    each.taker.go_on(other)
            other = self._take_until(first, rows)

    def _take_until(self, first: int, rows: list[Cells]) -> Other | None:
        """Have every list take its part of the rows, all of them up to the same other headings."""
        if self._aside is not None:
            at = self._end_of_aside(rows)
            rows, first = rows[at:], first + at
        other: Other | None = None
        for each in self._now:
            whole = each.layout.span == WHOLE
            own = rows if whole else [cut_out(row, each.layout.span) for row in rows]
            if other is not None:
                each.taker.take(first, own[: other.top - first])
            else:
                other = each.taker.take_until(first, own)
        return other

    def _is_aside(self, other: Other, rows: Sequence[Cells]) -> bool:
        """Tell whether other headings begin a table of anything but people: no heading for them, and no citizen number below."""
        known = lexicon(self._columns)
        senses = [known.sense(cell, near=True) for cell in rows[0]]
        near = rows[:_LOOKED_AT]
        at, headed = self._next_people(near)
        return (
            bool(other.said)
            and not other.foreign
            and len(self._asides) < _MOST
            and "id_number" in known.required
            and not any(each is not None and each.field in known.required for each in senses)
            and (headed or at == len(near))
            and not any(each.layout.problems or each.layout.header.days for each in self._now)
        )

    def _leave_aside(self, other: Other, headings: Cells) -> None:
        """Leave out a table that is no list, and tell of it."""
        words = [str(cell) for cell in headings if cell != ""]
        shown = "、".join(" ".join(each.split())[:10] for each in words[:3]) + (
            "等" if len(words) > 3 else ""
        )
        at = next(at for at, cell in enumerate(headings) if cell != "")
        self._aside = other
        self._asides.append(
            Problem(
                "other_table",
                f"第 {other.number} 行以下是另一张表（{shown}），没有姓名和身份证号，没有读取。",
                "请核对；里面如有要登记的人员，请按名单的表头排好后重新提交。",
                self._sheet.name,
                address(at, other.number),
            )
        )

    def _end_of_aside(self, rows: Sequence[Cells]) -> int:
        """Give the place of the row with which a table that is no list ends: headings of a list, or a citizen number."""
        at, headed = self._next_people(rows)
        if at < len(rows) and self._aside is not None:
            if not headed:
                for each in self._now:
                    each.taker.go_on(self._aside)
            self._aside = None
        return at

    def _next_people(self, rows: Sequence[Cells]) -> tuple[int, bool]:
        """Give the place of the first row that is about people, and whether it holds the headings of a list."""
        known = lexicon(self._columns)
        for at, row in enumerate(rows):
            if known.required <= {each.field for each in map(known.sense, row) if each is not None}:
                return at, True
            if any(isinstance(cell, str) and identity.ID_SHAPE(identity.tidy(cell)) for cell in row):
                return at, False
        return len(rows), False

    def _understood(self, first: int, rows: list[Cells], other: Other) -> list[Layout]:
        """Give the layouts of the lists below other headings; none where they are not understood for sure."""
        before = [each.layout for each in self._now]
        if other.foreign or any(each.problems for each in before) or len(self._lists) >= _MOST:
            return []
        at = other.number - first
        view = replace(
            self._sheet,
            head=rows[: self._reach(rows, at)],
            merged=[
                ((top - first + 1, left), (bottom - first + 1, right))
                for (top, left), (bottom, right) in self._sheet.merged
                if top + 1 >= first
            ],
        )
        days = [each.day for each in before[0].header.days if each.day is not None]
        around = (min(days), max(days) + _LATER) if days else None
        header = header_of(view, self._columns, around)
        if header is None or not header.row - header.rows <= at < header.row:
            return []
        found = layouts(view, header, self._columns)
        if not all(self._sure(each) for each in found) or _alike(found, before):
            return []
        for each in found:
            each.header = _moved(each.header, first - 1)
        return found

    def _reach(self, rows: Sequence[Cells], at: int) -> int:
        """Tell how many rows may be looked at before yet other headings come."""
        known = lexicon(self._columns)
        needed = known.required if not self._now[0].layout.header.days else {"name"}
        for number in range(at + 3, min(len(rows), at + _LOOKED_AT)):
            senses = [known.sense(cell) for cell in rows[number]]
            if needed <= {each.field for each in senses if each is not None}:
                return number
        return at + _LOOKED_AT

    def _sure(self, layout: Layout) -> bool:
        """Tell whether headings leave no doubt: nothing to be asked, and what must be is written out."""
        needed = {"name"} if layout.header.days else lexicon(self._columns).required
        return not layout.problems and all(
            source.confidence >= TRIMMED for name in needed for source in layout.sources[name]
        )


def _taker(
    layout: Layout, columns: tuple[Column, ...], day: date, sheet: Sheet, *, skip_hidden: bool
) -> Taker | DayTaker:
    if layout.header.days and not layout.problems:
        return DayTaker(layout, columns, day, sheet, skip_hidden=skip_hidden)
    people = {name: found for name, found in layout.sources.items() if name in PERSON}
    read = replace(layout, sources=people) if layout.header.days else layout
    return Taker(read, columns, day, sheet, skip_hidden=skip_hidden)


def _alike(found: Sequence[Layout], before: Sequence[Layout]) -> bool:
    """Tell whether other headings say what those above say: the same columns, the same days."""
    return [_said(each) for each in found] == [_said(each) for each in before]


def _said(layout: Layout) -> object:
    columns = {name: [each.column for each in sources] for name, sources in layout.sources.items()}
    people = {name: columns.get(name) for name in PERSON} if layout.header.days else columns
    return people, [(each.column, each.day) for each in layout.header.days]


def _moved(header: Header, by: int) -> Header:
    """Give headings that were found some rows down as they stand in the sheet."""
    told = header.told
    if told:
        letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", told).groups()  # type: ignore[union-attr]
        told = f"{letters}{int(digits) + by}"
    return replace(header, row=header.row + by, told=told)


def _letters(layout: Layout) -> str:
    columns = sorted(source.column for sources in layout.sources.values() for source in sources)
    return f"{letter(columns[0])}—{letter(columns[-1])}"


def _columns_of(layout: Layout, columns: Sequence[Column]) -> Iterator[str]:
    """Give what each column of a list was taken for, the first of them."""
    titles = {column.field: column.title for column in columns}
    lines = list(layout.mapping)
    for each in lines[:_SHOWN]:
        yield f"{each.letter} 列{titles[each.field]}"
    if len(lines) > _SHOWN:
        yield "等"
