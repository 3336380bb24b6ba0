"""Sign-in sheets of one day: 姓名 | 上午 | 下午 | 签名 below, and the day in the title, beside 日期：, or in the sheet's name.

Such a sheet is recognised by its headings; nothing in its rows names a day. Where the sheet leaves the day out, or
names two, it is asked for.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.intake.book import Cells, Sheet
from desktop.intake.crosstab import CELLS, PERSON, headed_by_names, hours_meant
from desktop.intake.dates import NoDay, days_in
from desktop.intake.day_headings import FULL, LABELS, Mark, Span, Told, days_of, told_by
from desktop.intake.headings import EXACT, KNOWN, TRIMMED, Header, Sense, lexicon
from desktop.intake.headless import is_day
from desktop.intake.mapping import cells_of
from desktop.intake.reading import Column, DayColumn, address
from desktop.intake.words import plain
from desktop.problems import Problem

_PART = re.compile(
    r"上午|下午|晚上|早上|中午|晚间|全天|AM|PM|签到|签退|签名|签字|到课|出勤|考勤|课时|学时", re.IGNORECASE
)
_WHOSE = re.compile(r"学员|本人|参训人员|人员|确认|栏|[12一二]")
_MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_MONTH_DAY_LABELLED = re.compile(r"(?<![\d.])(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?(?![\d.])")
_LABEL = re.compile(r"(?:日期|时间)\s*[:：]?\s*$")
_OTHER_DAY = re.compile(
    r"(?:制表|填表|打印|填报|报送|上报|开班|结业|开始|结束|起止|截止|备案|编制|印发|发文|编号|批次|审核|出生)[^,，;；\s]*$"
)
"""What a day above a table is of when it is not the day of the lesson."""
_UNTIL = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[-~—–至到]+\s*\d|起)")
"""What follows a day that only begins a span."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A day that stands above the table, as far as it is written out, and the cell where it stands."""

    mark: Mark
    where: str


def recognise(sheet: Sheet, columns: tuple[Column, ...], around: Span | None = None) -> Header | None:
    """Give the headings of a sign-in sheet of one day, or None when it is no such sheet.

    `around` are the days that the sheet is about where it names no year; a span of one day is that of a sheet which
    names none. The header's `trouble` asks for a day that stays unknown, `told` is the cell that names the day.
    """
    best: tuple[tuple[int, int, int], int, list[Cells]] | None = None
    for top, block in headed_by_names(sheet, columns):
        if best is not None and top > best[1] + len(best[2]):
            break
        parts = _parts(block, columns)
        told = sum(1 for row in block for cell, part in zip(row, parts, strict=True) if part and cell != "")
        weight = (sum(parts), told, -len(block))
        if weight[0] and (best is None or weight > best[0]):
            best = (weight, top, block)
    if best is None:
        return None
    header = _header(sheet, columns, best[1], best[2])
    return None if header is None else _dated(sheet, header, best[1], around)


def _parts(block: Sequence[Cells], columns: tuple[Column, ...]) -> list[bool]:
    """Tell of each column whether it says if somebody was there: 上午, 签名, 出勤情况, 课时."""
    known = lexicon(columns)
    found = []
    for column in range(len(block[0])):
        cells = [row[column] for row in block if isinstance(row[column], str) and row[column] != ""]
        fields = {sense.field for cell in cells if (sense := known.sense(cell)) is not None} - {KNOWN}
        text = _WHOSE.sub("", plain("".join(str(cell) for cell in cells)))
        said = not fields and _PART.search(text) is not None and not LABELS.sub("", text)
        found.append((bool(fields) and fields <= set(CELLS)) or said)
    return found


def _header(sheet: Sheet, columns: tuple[Column, ...], top: int, block: Sequence[Cells]) -> Header | None:
    """Give the headings with the columns of the day; None when a column holds days of its own."""
    known = lexicon(columns)
    parts = _parts(block, columns)
    titles = {column.field: column.title for column in columns}
    title = "".join(cell for row in sheet.head[:top] for cell in row if isinstance(cell, str)) + sheet.name
    texts, senses, made = [], [], []
    sample = sheet.head[top + len(block) :]
    for column, part in enumerate(parts):
        cells = [str(row[column]) for row in block if row[column] != ""]
        text = " ".join(dict.fromkeys(cells))
        found = [known.sense(cell, near=True) for cell in cells]
        sense = next((each for each in found if each is not None), None)
        if (sense is not None and sense.field == "day") or (
            (part or sense is None) and _holds_days(sample, column)
        ):
            return None
        if part:
            field = (
                sense.field if sense is not None and sense.field in CELLS[1:] else hours_meant(text, title)
            )
            sense = Sense(field or "state", titles[field or "state"], TRIMMED)
            made.append(DayColumn(column, None, LABELS.sub(lambda each: each[0], plain(text)), field))
        elif sense is not None and sense.field not in (*PERSON, KNOWN):
            sense = Sense(KNOWN, sense.title, EXACT)
        texts.append(text)
        senses.append(sense)
    row = top + len(block)
    return Header(row, len(block), tuple(texts), tuple(senses), float(len(made) + 1), tuple(made))


def _holds_days(sample: Sequence[Cells], column: int) -> bool:
    filled = [cell for cell in cells_of(sample, column) if cell != ""]
    return bool(filled) and sum(map(is_day, filled)) * 2 > len(filled)


def _dated(sheet: Sheet, header: Header, top: int, around: Span | None) -> Header:
    """Give the headings with the day that the sheet names, or with the question for it."""
    named = list(_named(sheet, top))
    whole = [each for each in named if each.mark.year] or named
    known = {(each.mark.month, each.mark.day) for each in whole}
    if any((each.mark.month, each.mark.day) not in known for each in named):
        whole = named
    told = told_by([*(cell for row in sheet.head[:top] for cell in row), sheet.name])
    days = {day: each.where for each in reversed(whole) if (day := _day(each.mark, told, around)) is not None}
    if len(days) == 1:
        (day, where), *_ = days.items()
        return replace(header, days=tuple(replace(each, day=day) for each in header.days), told=where)
    if around is not None and around[0] == around[1]:
        return replace(header, days=tuple(replace(each, day=around[0]) for each in header.days), told="")
    where = whole[-1].where if whole else address(header.days[0].column, header.row)
    return replace(header, told="", trouble=_trouble(sheet.name, where, sorted(days), partly=bool(whole)))


def _day(mark: Mark, told: Told, around: Span | None) -> date | None:
    return days_of([mark], told if not mark.year else Told(), around)[0]


def _named(sheet: Sheet, top: int) -> Iterator[_Named]:
    """Give the days above the table, with their cells; those in the sheet's name where there are none."""
    found = False
    for number, row in enumerate(sheet.head[:top], 1):
        before = ""
        for column, cell in enumerate(row):
            for mark in _marks(cell, before):
                found = True
                yield _Named(mark, address(column, number))
            before = str(cell) if cell != "" else before
    if not found:
        for mark in _marks(sheet.name, "日期："):
            yield _Named(mark, address(0, 1))


def _marks(cell: object, before: str) -> Iterator[Mark]:
    """Give the days that one cell names as those of the lesson; `before` is what stands left of it."""
    if isinstance(cell, str):
        yield from _in_text(unicodedata.normalize("NFKC", cell), unicodedata.normalize("NFKC", before))
    elif isinstance(cell, date | datetime):
        if not _OTHER_DAY.search(plain(before).rstrip(":")):
            yield Mark(cell.year, cell.month, cell.day)
    elif isinstance(cell, float | int) and _LABEL.search(before) and not _OTHER_DAY.search(plain(before)):
        try:
            day = days_in(cell)[0]
        except NoDay:
            return
        yield Mark(day.year, day.month, day.day)


def _in_text(text: str, before: str) -> Iterator[Mark]:
    matches = list(FULL.finditer(text))
    if not matches:
        labelled = (
            _LABEL.search(before)
            if text[:1].isdigit()
            else _LABEL.search(text.rstrip("0123456789./-月日号 "))
        )
        matches = list((_MONTH_DAY_LABELLED if labelled else _MONTH_DAY).finditer(text))
    end = 0
    spanned = False
    for match in matches:
        label = text[end : match.start()] if text[end : match.start()].strip() else ("" if end else before)
        begins = _UNTIL.match(text, match.end()) is not None
        if not (begins or spanned or _OTHER_DAY.search(label.rstrip().rstrip(":").rstrip())):
            numbers = [int(each) for each in match.groups() if each is not None]
            year, month, day = numbers if len(numbers) == 3 else (0, *numbers)
            yield Mark(year, month, day)
        spanned = begins
        end = match.end()


def _trouble(sheet: str, where: str, days: Sequence[date], *, partly: bool) -> Problem:
    if len(days) > 1:
        said = "、".join(map(str, days))
        return Problem(
            "day_unclear",
            f"表格上方写了几个日期（{said}），分不清哪一个是上课的日期，整张表未读取。",
            "请只留上课的日期，或指明日期再核对。",
            sheet,
            where,
            "day",
        )
    if partly:
        return Problem(
            "year_missing",
            "表格上方的日期没有写明是哪一年，或不是真实的日期，整张表未读取。",
            "请写明年月日（如“2020年3月6日签到表”）后重新提交，或指明日期再核对。",
            sheet,
            where,
            "day",
        )
    return Problem(
        "day_missing",
        "这张签到表没有写明是哪一天的，没有“日期”列，标题里也没有日期，整张表未读取。",
        "请在标题中写明日期（如“2020年3月6日签到表”）后重新提交，或指明日期再核对。",
        sheet,
        where,
        "day",
    )
