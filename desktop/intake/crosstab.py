"""Sign-in sheets with the days across: people down, 3月6日 上午 | 下午 … across, marks or class hours where they meet.

Such a sheet is recognised by its headings and read into one record a person and day; every problem points to the cell
of the sheet as the sender made it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.intake.book import Cells, Sheet
from desktop.intake.day_headings import Mark, Span, days_of, joined, mark_of, told_by
from desktop.intake.headings import EXACT, KNOWN, SYNONYM, Header, Sense, lexicon
from desktop.intake.mapping import Layout, Source, map_people
from desktop.intake.reading import Column, DayColumn, address
from desktop.intake.words import plain, row_words
from desktop.problems import Problem

PERSON = ("name", "id_number")
HOURS = ("online_hours", "offline_hours")
CELLS = ("state", *HOURS)
"""What the cells below a day may hold."""

_DEEPEST = 3
_COLON = re.compile("[:：]")
_LOOKED_AT = 30
_FEWEST = 2
_BY_TITLE, _BY_CASE = 0.9, 0.7
_ONLINE, _OFFLINE = ("线上", "网络", "在线", "直播"), ("线下", "面授", "实操", "实训")


def has_days_across(columns: Sequence[Column]) -> bool:
    """Tell whether a kind of list may come with its days across: one row a person and day, with a state or hours."""
    fields = {column.field for column in columns}
    return {*PERSON, "day", *CELLS} <= fields


def recognise(sheet: Sheet, columns: tuple[Column, ...], around: Span | None = None) -> Header | None:
    """Give the headings of a sheet whose days stand across, or None when it is no such sheet.

    `around` are the days that the sheet is about where its titles name no year or month; a day that stays unknown is
    None in the header's `days`.
    """
    best: tuple[tuple[int, int, int], int, list[Mark | None]] | None = None
    for top, block in headed_by_names(sheet, columns):
        if best is not None and top > best[1] - best[0][2]:
            break
        marks = _marks(block)
        found = [each for each in marks if each is not None]
        weight = (len(found), sum(1 for each in found if each.label), -len(block))
        enough = len(found) >= _FEWEST or any(each.month and not each.short for each in found)
        if enough and (best is None or weight > best[0]):
            best = (weight, top, marks)
    return None if best is None else _header(sheet, columns, best[1], -best[0][2], best[2], around)


def headed_by_names(sheet: Sheet, columns: tuple[Column, ...]) -> Iterator[tuple[int, list[Cells]]]:
    """Give the rows at the beginning of a sheet that may be headings with a column of names, each with the first one's place."""
    known = lexicon(columns)
    named = [any(_is_name(known.sense(cell)) for cell in row) for row in sheet.head[:_LOOKED_AT]]
    for top in range(len(named)):
        for depth in range(1, _DEEPEST + 1):
            block = _block(sheet, top, depth) if any(named[top : top + depth]) else None
            if block is not None and _has_names(block, columns):
                yield top, block


def _block(sheet: Sheet, top: int, depth: int) -> list[Cells] | None:
    """Give some rows of a sheet as headings: what is merged across stands in every column that it spans."""
    rows = [list(row) for row in sheet.head[top : top + depth]]
    if len(rows) < depth:
        return None
    width = max(len(row) for row in rows)
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (first, left), (_, right) in sheet.merged:
        if top <= first < top + depth and left < width:
            spread = min(right + 1, width) - left
            rows[first - top][left : left + spread] = [rows[first - top][left]] * spread
    for upper, lower in pairwise(rows):
        for column in range(1, width):  # a .csv keeps only the first cell of what was merged
            below = mark_of(lower[column])
            beside = upper[column - 1]
            if (
                upper[column] != ""
                or below is None
                or below.month
                or (type(beside) is str and _COLON.search(beside))
            ):
                continue
            if mark_of(beside):
                upper[column] = beside
    return rows


def _has_names(block: Sequence[Cells], columns: tuple[Column, ...]) -> bool:
    """Tell whether a column of names begins in these rows, and none of its people."""
    known = lexicon(columns)
    for column in range(len(block[0])):
        texts = [row[column] for row in block if row[column] != ""]
        senses = [known.sense(text) for text in texts]
        if any(map(_is_name, senses)):
            return all(sense is not None and sense.field in ("name", KNOWN) for sense in senses)
    return False


def _is_name(sense: Sense | None) -> bool:
    return sense is not None and sense.field == "name"


def _marks(block: Sequence[Cells]) -> list[Mark | None]:
    """Give of each column what its headings say of a day; None for a column that is about anything else."""
    found: list[Mark | None] = []
    for column in range(len(block[0])):
        cells = [row[column] for row in block if row[column] != ""]
        marks = [mark_of(cell) for cell in cells]
        told = [each for each in marks if each is not None]
        whole = joined(told)
        found.append(whole if marks and marks[-1] is not None and whole.day else None)
    if (
        sum(1 for each in found if each is not None and each.bare) <= _FEWEST
    ):  # a number or two may be anything
        return [None if each is None or each.bare else each for each in found]
    return found


def _header(
    sheet: Sheet,
    columns: tuple[Column, ...],
    top: int,
    depth: int,
    marks: Sequence[Mark | None],
    around: Span | None,
) -> Header:
    block = _block(sheet, top, depth) or []
    known = lexicon(columns)
    titles = {column.field: column.title for column in columns}
    above = [cell for row in sheet.head[:top] for cell in row]
    beside = [cell for row in block for cell, mark in zip(row, marks, strict=False) if mark is None]
    told = told_by([*above, *beside, sheet.name])
    at = [column for column, mark in enumerate(marks) if mark is not None]
    dated = [mark for mark in marks if mark is not None]
    days = days_of(dated, told, around)
    whole = "".join(str(cell) for cell in above if isinstance(cell, str)) + sheet.name
    texts, senses, made = [], [], []
    for column in range(len(marks)):
        cells = [row[column] for row in block if row[column] != ""]
        texts.append(" ".join(dict.fromkeys(_shown(cell) for cell in cells)))
        found = [known.sense(cell, near=True) for cell in cells]
        senses.append(next((sense for sense in found if sense is not None), None))
    for column, mark, day in zip(at, dated, days, strict=True):
        sure = SYNONYM if mark.year else _BY_TITLE if told.year and (mark.month or told.month) else _BY_CASE
        field = hours_meant(mark.label, whole)
        senses[column] = Sense(field or "state", titles[field or "state"], sure)
        made.append(DayColumn(column, day, mark.label, field))
    for column, sense in enumerate(senses):
        if sense is not None and sense.field not in (*PERSON, KNOWN) and column not in at:
            senses[column] = Sense(KNOWN, sense.title, EXACT)
    score = float(len(made) + 2)
    return Header(top + depth, depth, tuple(texts), tuple(senses), score, tuple(made))


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:g}"
    return str(cell) if isinstance(cell, str) else str(cell)[:10]


def hours_meant(label: str, title: str) -> str:
    """Give which class hours are meant where a heading or a title says so; "" when neither does."""
    for words in (label, title):
        online, offline = any(each in words for each in _ONLINE), any(each in words for each in _OFFLINE)
        if online != offline:
            return HOURS[0] if online else HOURS[1]
    return ""


def lay_out_days(
    sheet: Sheet, header: Header, columns: tuple[Column, ...], by_hand: Mapping[int, str] | None
) -> Layout:
    """Give the layout of a sheet whose days stand across; `by_hand` is the clerk's own mapping, column to field."""
    if by_hand is not None:
        kept = [each for each in header.days if by_hand.get(each.column) in CELLS]
        said = {each.column: by_hand[each.column] for each in kept if by_hand[each.column] in HOURS}
        header = replace(header, days=tuple(replace(each, field=said.get(each.column, "")) for each in kept))
    people = tuple(column for column in columns if column.field in PERSON)
    layout = map_people(sheet, header, people, by_hand)
    sources: dict[str, list[Source]] = {}
    for each in header.days:
        sense = header.senses[each.column]
        sure = 1.0 if by_hand is not None else sense.confidence if sense is not None else _BY_CASE
        name = by_hand[each.column] if by_hand is not None else "state"
        sources.setdefault(name, []).append(Source(each.column, header.texts[each.column], sure))
    layout.header = header
    layout.sources |= {name: tuple(found) for name, found in sources.items()}
    _say_whence_the_year(layout, sheet)
    unknown = next((each for each in header.days if each.day is None), None)
    if header.trouble is not None:
        layout.problems.append(header.trouble)
    elif unknown is not None:
        layout.problems.append(_no_day(sheet, header, unknown))
    return layout


def _say_whence_the_year(layout: Layout, sheet: Sheet) -> None:
    """Say of a year that only a day above the table tells, which may be that of the form, that it was taken from there."""
    header = layout.header
    told = told_by([*(cell for row in sheet.head[: header.row - header.rows] for cell in row), sheet.name])
    if told.loose and not told.year and header.told is None:
        bare = [
            each
            for each in header.days
            if each.day is not None
            and each.day.year == told.loose
            and str(told.loose) not in header.texts[each.column]
        ]
        if bare:
            layout.notes.append(
                f"日期没有写年份，表格上方只有一个日期是 {told.loose} 年的，按 {told.loose} 年读取，请核对。"
            )


def _no_day(sheet: Sheet, header: Header, column: DayColumn) -> Problem:
    """Ask for the year or month that nothing tells, or tell of a day that is none."""
    text = header.texts[column.column]
    where = address(column.column, header.row)
    if all(each.day is None for each in header.days):
        return Problem(
            "year_missing",
            f"横排的日期（“{text}”等）没有写明是哪年哪月，标题里也没有，整张表未读取。",
            "请在标题中写明年月（如“2020年3月签到表”）后重新提交，或指明年份再核对。",
            sheet.name,
            where,
            "day",
        )
    return Problem(
        "date",
        f"表头“{text}”不是真实的日期，整张表未读取。",
        "请改正这一列的日期。",
        sheet.name,
        where,
        "day",
    )


def is_footer(cells: Sequence[object], name_at: int) -> bool:
    """Tell whether a row below the people is none of them: 应到人数, 教师签名, 备注 and the like."""
    opening = next((plain(str(cell)) for cell in cells[: name_at + 1] if str(cell).strip()), "")
    return any(word in opening for word in row_words("footers"))
