"""A second row of headings among the records: a repetition of the first, or the beginning of another table."""

from collections.abc import Iterator

from desktop.intake.book import Cells
from desktop.intake.day_headings import mark_of
from desktop.intake.headings import lexicon
from desktop.intake.mapping import Layout
from desktop.intake.reading import Column, letter
from desktop.intake.words import plain

OTHER_HEADING = "请把两种表头的内容分成两张工作表，或按同样的表头排好各列后重新提交。"
_FEWEST = 2


class SecondHeading:
    """Tells of a row whether it holds headings by which the rows below it would have to be read otherwise."""

    def __init__(self, layout: Layout, columns: tuple[Column, ...]) -> None:
        self._header = layout.header
        self._known = lexicon(columns)
        self._fields = {source.column: name for name, sources in layout.sources.items() for source in sources}
        self._days = {each.column: each.day for each in layout.header.days}

    def said(self, number: int, cells: Cells) -> str:
        """Give what is said of the rows from this one on; "" when the row is no such heading."""
        if not self.is_heading(cells):
            return ""
        found = list(self._different(cells))
        if not found:
            return ""
        column, now = found[0]
        was = self._header.texts[column] if column < len(self._header.texts) else ""
        change = f"{letter(column)} 列“{was[:20] or '空白'}”变成“{now[:20]}”"
        return f"第 {number} 行是另一种表头（{change}），它以下的行不能按原来的表头读取，没有登记。"

    def is_heading(self, cells: Cells) -> bool:
        """Tell whether a row speaks as headings do: two of them at their places, or nothing but headings."""
        texts = {at: plain(cell) for at, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
        header = self._header.texts
        same = [
            at
            for at in self._fields
            if at < len(header) and header[at] and texts.get(at) == plain(header[at])
        ]
        if len(same) >= _FEWEST:
            return True
        read = [at for at in self._fields if at < len(cells) and cells[at] != ""]
        understood = [at for at in read if at in texts and self._known.sense(texts[at]) is not None]
        if self._days:
            return bool(same) and any(
                self._day_differs(at, cells[at]) for at in self._days if at < len(cells)
            )
        return len(understood) >= _FEWEST and len(understood) == len(read)

    def _different(self, cells: Cells) -> Iterator[tuple[int, str]]:
        """Give the columns over which something else stands now, each with its new heading."""
        for at, cell in enumerate(cells):
            if at in self._days:
                if self._day_differs(at, cell):
                    yield at, _shown(cell)
                continue
            if not isinstance(cell, str) or not plain(cell):
                continue
            was = self._header.texts[at] if at < len(self._header.texts) else ""
            if plain(cell) == plain(was):
                continue
            sense = self._known.sense(cell)
            name = sense.field if sense is not None else ""
            if name != self._fields.get(at, "") and (at in self._fields or name in self._fields.values()):
                yield at, _shown(cell)

    def _day_differs(self, at: int, cell: object) -> bool:
        day, mark = self._days[at], mark_of(cell)
        if day is None or mark is None or not mark.day:
            return False
        return mark.day != day.day or mark.month not in (0, day.month) or mark.year not in (0, day.year)


def _shown(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).split(" 00:00")[0]
