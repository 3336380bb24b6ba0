"""Mending a sign-in sheet in place: people down, days across, every cell where the sender put it.

What a cell comes to depends on the whole sheet (marks or class hours), so after a change the whole sheet is read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from desktop import collecting
from desktop.intake.book import Cells, Sheet
from desktop.intake.mapping import Layout
from desktop.intake.mending import Draft
from desktop.intake.reading import Column, DayColumn, Reading, address, in_order
from desktop.intake.unfolding import DayTaker


class DayDraft(Draft):
    """A sign-in sheet under a clerk's hands: one row a person, one column a day or part of it."""

    def __init__(
        self,
        layout: Layout,
        columns: tuple[Column, ...],
        day: date,
        sheet: Sheet,
        rows: Mapping[int, Cells],
        base: Reading,
    ) -> None:
        self._passed: frozenset[int] = frozenset()
        self._remarks: list[str] | None = None
        super().__init__(layout, columns, day, sheet, rows, base)
        days = {each.column: each for each in layout.header.days}
        self.columns = tuple(
            replace(each, title=_title(days[each.column]), required=False) if each.column in days else each
            for each in self.columns
        )

    def passed_over(self) -> frozenset[int]:
        """Give the rows that stand below the people: a total, signatures, a note."""
        return self._passed

    def _check(self, numbers: Sequence[int]) -> None:
        """Leave it to the reading of the whole sheet."""

    def _gathered(self) -> Reading:
        """Read the whole sheet as it stands now."""
        mended = {address(column, number) for number, column in self._changed}
        lost = {where: how for where, how in self._sheet.lost.items() if where not in mended}
        layout = replace(self._layout, sources=dict(self._layout.sources), problems=[], notes=[])
        taker = DayTaker(layout, self._fields, self._day, replace(self._sheet, lost=lost))
        with collecting.paused():
            for _, piece in groupby(enumerate(sorted(self._rows)), lambda pair: pair[1] - pair[0]):
                run = [number for _, number in piece]
                taker.take(run[0], [self._rows[number] for number in run])
            taker.end()
        self._passed = frozenset(self._rows) - taker.people
        if self._remarks is None:
            self._remarks = [each for each in self._base.notes if each not in taker.notes]
        if layout.problems:
            taker.rows.clear()
        return replace(
            self._base,
            rows=taker.rows,
            problems=[*layout.problems, *in_order(taker.problems)],
            warnings=in_order(taker.warnings),
            notes=[*self._remarks, *taker.notes],
            mapping=layout.mapping,
            total=taker.total,
            faulty=taker.total if layout.problems else taker.faulty,
            mended=self._mended(),
        )


def _title(column: DayColumn) -> str:
    """Give a day as it stands over its column: 3月6日 上午."""
    day = f"{column.day.month}月{column.day.day}日" if column.day is not None else ""
    return f"{day} {column.label}".strip()
