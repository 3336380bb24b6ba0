"""A second row of headings among the records: a repetition of the first, or the beginning of another list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.intake.book import Cells
from desktop.intake.day_headings import mark_of
from desktop.intake.headings import lexicon
from desktop.intake.mapping import Layout
from desktop.intake.reading import Column, letter
from desktop.intake.words import plain

_OTHER = "请把两种表头的内容分成两张工作表，或按同样的表头排好各列后重新提交。"
_FOREIGN = "请把这一部分移到另一张工作表，本表只留要登记的人员。"
_FEWEST = 2
_MOST_PASSED = 100
_MOST_TITLES = 5
_SIGNED = ("签名", "签字", "盖章", "合计", "人数", "小计", "总计", "审核", "制表", "填表")


@dataclass(frozen=True, slots=True)
class Other:
    """A row of other headings among the records: its number, and the first of the rows that hold only its titles.

    `said` is why the rows below cannot be read under the headings above; "" where those would do. With `foreign` they are
    about somebody else, whatever their headings.
    """

    number: int
    top: int
    said: str
    foreign: bool = False

    @property
    def remedy(self) -> str:
        """Give what helps where the rows below are kept out."""
        return _FOREIGN if self.foreign else _OTHER


def titles_above(kept: Sequence[tuple[int, Cells]], at: int) -> Sequence[tuple[int, Cells]]:
    """Give the rows right above a row that are titles: of one cell, or with labels in them; not who signed above."""
    top = at
    while (
        top
        and at - top < _MOST_TITLES
        and kept[top][0] - kept[top - 1][0] <= 2
        and _is_title(kept[top - 1][1])
    ):
        top -= 1
    return kept[top:at]


def _is_title(cells: Cells) -> bool:
    texts = [plain(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    labelled = any(":" in text for text in texts)
    if labelled and any(word in text for text in texts for word in _SIGNED):
        return False
    return labelled or sum(1 for cell in cells if cell != "") == 1


class SecondHeading:
    """Tells of a row whether it holds headings by which the rows below it would have to be read otherwise."""

    def __init__(self, layout: Layout, columns: tuple[Column, ...]) -> None:
        self._header = layout.header
        self._known = lexicon(columns)
        self._fields = {source.column: name for name, sources in layout.sources.items() for source in sources}
        self._days = {each.column: each.day for each in layout.header.days}
        self._beside = layout.span != (0, None)
        self._passed: set[int] = set()

    def other(self, kept: Sequence[tuple[int, Cells]], at: int) -> Other | None:
        """Give what a row begins by its headings; None for any other row, and for a mere repetition."""
        number, cells = kept[at]
        if number in self._passed or not self.is_heading(cells):
            return None
        titles = titles_above(kept, at)
        top = titles[0][0] if titles else number
        about = self._about_others(titles)
        if about:
            return Other(number, top, f"“{about}”说的是别人，第 {number} 行以下的行没有登记。", foreign=True)
        said = self._said(number, cells)
        return None if said is None else Other(number, top, said)

    def _about_others(self, titles: Sequence[tuple[int, Cells]]) -> str:
        """Give the title that speaks of teachers, guardians and the like; "" when there is none."""
        texts = [
            plain(cell) for _, cells in titles for cell in cells if isinstance(cell, str) and cell.strip()
        ]
        others = (
            text for text in texts if ":" not in text and any(word in text for word in self._known.others)
        )
        return next(others, "")[:20]

    def _said(self, number: int, cells: Cells) -> str | None:
        """Give what is said of the rows from this one on; "" where they may be read as before, None for no such heading."""
        found = list(self._different(cells))
        if not found:
            more = len(self._passed) < _MOST_PASSED and (self._days or self._beside or self._adds(cells))
            return "" if more else None
        changes = "、".join(
            f"{letter(column)} 列“{self._was(column)[:20] or '空白'}”变成“{now[:20]}”"
            for column, now in found[:3]
        ) + ("等" if len(found) > 3 else "")
        return f"第 {number} 行是另一种表头（{changes}），它以下的行不能按原来的表头读取，没有登记。"

    def pass_over(self, number: int) -> None:
        """Take a row for a repetition of the headings from now on."""
        self._passed.add(number)

    def is_heading(self, cells: Cells) -> bool:
        """Tell whether a row speaks as headings do: two of them at their places, or nothing but headings."""
        texts = {at: plain(cell) for at, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
        same = [at for at in self._fields if (was := self._was(at)) and texts.get(at) == plain(was)]
        if len(same) >= _FEWEST or (self._days and any(at not in self._days for at in same)):
            return True
        if self._days:
            return False
        understood = {
            at: sense for at, text in texts.items() if (sense := self._known.sense(text)) is not None
        }
        read = [at for at in self._fields if at < len(cells) and cells[at] != ""]
        if len(read) >= _FEWEST and all(at in understood for at in read):
            return True
        return self._known.required <= {each.field for each in understood.values()}

    def _was(self, column: int) -> str:
        return self._header.texts[column] if column < len(self._header.texts) else ""

    def _different(self, cells: Cells) -> Iterator[tuple[int, str]]:
        """Give the columns over which something else stands now, each with its new heading."""
        for at, cell in enumerate(cells):
            if at in self._days:
                if self._day_differs(at, cell):
                    yield at, _shown(cell)
                continue
            if not isinstance(cell, str) or not plain(cell) or plain(cell) == plain(self._was(at)):
                continue
            sense = self._known.sense(cell, near=True)
            name = sense.field if sense is not None else ""
            if name != self._fields.get(at, "") and (at in self._fields or name in self._fields.values()):
                yield at, _shown(cell)

    def _adds(self, cells: Cells) -> bool:
        """Tell whether a heading stands here for a field that has none above."""
        senses = [
            self._known.sense(cell)
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and plain(cell) != plain(self._was(at))
        ]
        return any(each is not None and each.field not in ("", *self._fields.values()) for each in senses)

    def _day_differs(self, at: int, cell: object) -> bool:
        day, mark = self._days[at], mark_of(cell)
        if day is None or mark is None or not mark.day:
            return False
        return mark.day != day.day or mark.month not in (0, day.month) or mark.year not in (0, day.year)


def _shown(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).split(" 00:00")[0]
