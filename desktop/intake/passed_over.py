"""Rows of a list that are no record: totals, notes, titles, headings again, numbers of columns, examples."""

import re
from collections.abc import Collection, Iterator, Sequence

from desktop.intake.book import Cells, Sheet
from desktop.intake.checking import clean
from desktop.intake.foot import REASON, Foot
from desktop.intake.mapping import Layout, Source
from desktop.intake.reading import Column
from desktop.intake.second_heading import SecondHeading
from desktop.intake.words import plain, row_words

_COLON = re.compile(r"[(:].*$")
_LONG = 12
_FIRST = 3
"""So many rows below the headings may be numbers of columns, or examples."""
_LABELLED = re.compile(r"[^\d:]{0,6}(?:电话|手机|日期|时间|地址|传真)[^\d:]{0,4}:")
"""A note's own label before its figures: 联系电话：138…."""
_DAY = re.compile(r"\d年\d{1,2}月")
_PAGE = re.compile(r"[第共]\d+页")
_FIGURE = re.compile(r"[-+0-9.,%]+")
_OF_COLUMN = re.compile(r"[甲乙丙丁戊己庚辛壬癸A-Z]|\(?\d{1,2}\)?|\d{1,2}=[-+*/×÷()\d]+|栏次|列次|序号|项目")
_UNIT = re.compile(r"\(?(?:单位:)?(?:元|万元|人|人次|天|课时|学时|小时|岁|年|月|个月|分|%)\)?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'/()]*")
_HOW = re.compile(r"必填|选填|必须|可不填|下拉|格式|填写|自动|一致|不填|例如|如:|限\d+字|[Yy]{4}")
"""What a row below the headings says that asks for something, and is nobody's."""
_FEWEST_DIGITS = 12
_TALLEST = 10
_EXAMPLE = re.compile(r"(?:示例|样例|范例|举例|例):.*|.*\((?:示例|样例|范例|例|示范)\)")

_REPEATED = "是重复的表头"
_TITLE = "是标题"
_BEGINS = frozenset({_REPEATED, _TITLE})
"""What stands at the top of a page, below the foot of the one before."""
_SHOWN = 10


def rows_said(numbers: Sequence[int]) -> str:
    """Give the numbers of rows in order; of many only the first, and how many there are."""
    shown = "、".join(map(str, sorted(numbers)[:_SHOWN]))
    return shown if len(numbers) <= _SHOWN else f"{shown} 等 {len(numbers)}"


class PassedOver:
    """Tells which rows of one list are no record, and remembers them with the reason.

    `needed` are the columns that every record fills, each with where they stand in the sheet.
    """

    def __init__(
        self,
        layout: Layout,
        needed: Sequence[tuple[Column, tuple[Source, ...]]],
        second: SecondHeading,
        sheet: Sheet,
    ) -> None:
        self._headings = {
            source.column: plain(source.heading) for found in layout.sources.values() for source in found
        }
        self._headings = {column: text for column, text in self._headings.items() if text}
        self._needed = needed
        self._name = next((found[0].column for name, found in layout.sources.items() if name == "name"), None)
        self._second = second
        self._foot = Foot(layout, needed)
        self._days = bool(layout.header.days)
        self._going_on = _going_on(
            sheet, layout.header.row, [source.column for _, found in needed for source in found]
        )
        self._beginning = range(layout.header.first_data_row, layout.header.first_data_row + _FIRST)
        self._skipped: dict[str, list[int]] = {}

    @property
    def notes(self) -> list[str]:
        """What is said of the rows that were passed over."""
        return [
            f"第 {rows_said(numbers)} 行{reason}，已跳过。"
            for reason, numbers in sorted(self._skipped.items(), key=lambda pair: min(pair[1]))
        ]

    def among(self, kept: Sequence[tuple[int, Cells]], faulty: Collection[int]) -> set[int]:
        """Give the places of the rows that are no record, and note them; faultless ones are held only to be examples."""
        first = sum(1 for number, _ in kept[:_FIRST] if number in self._beginning)
        found: set[int] = set()
        faulty = {*faulty, *self._named_as_headed(kept)} if self._days else faulty
        nobody = len(kept)
        for at in sorted({*range(first), *faulty}, reverse=True):
            last = nobody == at + 1 or kept[at + 1][0] > kept[at][0] + 1
            reason = self._over(kept, at, faulty=at in faulty, last=last)
            if reason is None:
                continue
            found.add(at)
            if reason:
                self._skipped.setdefault(reason, []).append(kept[at][0])
            if last or reason in _BEGINS:
                nobody = at
        return found

    def _named_as_headed(self, kept: Sequence[tuple[int, Cells]]) -> Iterator[int]:
        """Give the places of the rows whose name is the heading of the names: where days stand across, nothing else is wrong there."""
        name = self._name
        if name is not None and (heading := self._headings.get(name)):
            for at, (_, cells) in enumerate(kept):
                if name < len(cells) and plain(str(cells[name])) == heading:
                    yield at

    def _over(self, kept: Sequence[tuple[int, Cells]], at: int, *, faulty: bool, last: bool) -> str | None:
        """Give the reason to pass over a row; "" for one that only seems to hold anything, None for a record.

        With `last` nobody stands below it, or nothing right below it.
        """
        number, cells = kept[at]
        filled = [(place, cell) for place, cell in enumerate(cells) if cell != "" and str(cell).strip()]
        if not filled:
            return ""
        reason = self._at_the_beginning(filled) if number in self._beginning else ""
        if faulty and number in self._going_on:
            reason = "是上一行的续行（姓名和号码向下合并），没有另作一人"
        if faulty and not reason:
            reason = self._reason(filled, cells, kept[at + 1][1] if at + 1 < len(kept) else [])
        if faulty and last and not reason and self._foot.holds(cells, kept[at - 1][1] if at else []):
            reason = REASON
        return reason or None

    def _at_the_beginning(self, filled: Sequence[tuple[int, object]]) -> str:
        """Give the reason to pass over one of the first rows: it numbers the columns, or shows how to fill them in."""
        texts = {place: plain(clean(cell)) for place, cell in filled}
        if len(texts) > 1 and all(map(_OF_COLUMN.fullmatch, texts.values())):
            return "是各列的编号"
        for said, reason in ((_UNIT, "是各列的单位"), (_LATIN, "是英文的表头")):
            if all(map(said.fullmatch, texts.values())):
                return reason
        if len(texts) > 1 and 2 * sum(1 for text in texts.values() if _HOW.search(text)) >= len(texts):
            return "是填写要求"
        words = row_words("samples")
        if any(text.strip(":()") in words for place, text in texts.items() if place not in self._headings):
            return "是填写示例"
        name = texts.get(self._name, "") if self._name is not None else ""
        return "是填写示例" if _EXAMPLE.fullmatch(name) else ""

    def _reason(self, filled: Sequence[tuple[int, object]], cells: Cells, below: Cells) -> str:
        """Give the reason to pass over a faulty row; `below` is the next one that holds anything."""
        mapped = [(place, cell) for place, cell in filled if place in self._headings]
        same = sum(1 for place, cell in mapped if plain(str(cell)) == self._headings[place])
        if same >= 2 or (same and same == len(mapped)) or self._second.is_heading(cells):
            return _REPEATED
        if len(filled) == 1 and self._second.is_heading(below):
            return _TITLE
        texts = [
            (place, text)
            for place, cell in filled
            if (text := plain(str(cell))) and not _FIGURE.fullmatch(text)
        ]
        at, opening = texts[0] if texts else (-1, "")
        if _COLON.sub("", opening) in row_words("totals") and not self._has_number(cells):
            return "是合计"
        if any(_speaks(column, found, cells, at) for column, found in self._needed):
            return ""
        if not texts:
            return "" if mapped else "只有序号"
        if opening.startswith(tuple(row_words("notes"))) or _PAGE.match(opening):
            return "是说明文字"
        if len(filled) == 1 and len(opening) > _LONG:
            return "是说明文字"
        return "是说明文字" if not mapped and len(filled) <= 2 else ""

    def _has_number(self, cells: Cells) -> bool:
        """Tell whether something like a citizen number stands where it should."""
        return any(
            column.kind == "id_number"
            and source.column < len(cells)
            and sum(map(str.isdigit, str(cells[source.column]))) >= _FEWEST_DIGITS
            for column, found in self._needed
            for source in found
        )


def _going_on(sheet: Sheet, header: int, columns: Sequence[int]) -> frozenset[int]:
    """Give the rows of which every required cell is merged with that of the record above it, below the headings."""
    covered: dict[int, set[int]] = {}
    for top, column, bottom in sheet.down:
        if column in columns and top >= header and bottom - top <= _TALLEST:
            for number in range(top + 2, bottom + 2):
                covered.setdefault(number, set()).add(column)
    return frozenset(number for number, found in covered.items() if found == set(columns))


def _speaks(column: Column, sources: Sequence[Source], cells: Cells, opening: int) -> bool:
    """Tell whether a required cell, other than the one that opens the row, holds what it should: not just a remark."""
    for source in sources:
        if source.column == opening or source.column >= len(cells):
            continue
        text = plain(str(cells[source.column]))
        if not text:
            continue
        if column.kind in {"name", "payee"}:
            return ":" not in text
        label = _LABELLED.match(text) or (column.kind == "id_number" and _DAY.search(text))
        return any(character.isdigit() for character in text) and not label
    return False
