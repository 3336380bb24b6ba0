"""Columns that somebody names for fields beforehand, as a clerk does in the window: 身份证号=C, 姓名=学员姓名."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.intake.day_headings import Span
from desktop.intake.headings import lexicon, spell
from desktop.intake.reading import Column, Reading, letter
from desktop.intake.workbook import read, read_sheets
from desktop.problems import Refused, Unreadable

_LETTERS = re.compile(r"([A-Za-z]{1,3})列?").fullmatch
_SPAN = re.compile(r"([A-Za-z]{1,3})[:-]([A-Za-z]{1,3})列?").fullmatch
_WIDEST, _MOST_AT_ONCE = 16_384, 400
OPTION = "--map"

Again = Callable[[str | None, Mapping[int, str]], Reading]
"""Reads one sheet (the fitting one when None) as a clerk says: column from 0 to field."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field, and the words for its column: letters or a heading."""

    field: str
    title: str
    column: str


def choices(words: Sequence[str], columns: Sequence[Column]) -> tuple[Choice, ...]:
    """Give what each `字段=列` says; Refused, with how it is written, where one cannot be understood."""
    found: list[Choice] = []
    several = {
        column.field for column in columns if column.kind in ("groups", "hours") or column.field == "state"
    }
    for word in words:
        name, sign, place = unicodedata.normalize("NFKC", word).partition("=")
        if not (sign and name.strip() and place.strip()):
            raise Refused(
                f"{OPTION} 后面的“{word}”没有写成“字段=列”，没有检查。",
                f"例如 {OPTION} 身份证号=C，或 {OPTION} 身份证号=公民身份号码。",
            )
        column = _field(name.strip(), columns)
        if column.field not in several and any(each.field == column.field for each in found):
            raise Refused(f"{OPTION} 给“{column.title}”指定了两次列，没有检查。", "每个字段请只指定一列。")
        places = _each(place.strip())
        if len(places) > 1 and column.field not in several:
            raise Refused(
                f"“{column.title}”只能取一列，{OPTION} 却写了“{place.strip()}”，没有检查。", "请只写一列。"
            )
        found += [Choice(column.field, column.title, each) for each in places]
    return tuple(found)


def _each(place: str) -> list[str]:
    """Give the columns that are meant: all from C to F where C:F is written, else the one."""
    span = _SPAN(place)
    if span is None:
        return [place]
    first, last = _by_letters(span[1]), _by_letters(span[2])
    if first is None or last is None or not first <= last <= first + _MOST_AT_ONCE:
        raise Refused(f"{OPTION} 里的“{place}”不是从左到右的几列，没有检查。", "几列请写成 C:F 这样。")
    return [letter(at) for at in range(first, last + 1)]


def _field(name: str, columns: Sequence[Column]) -> Column:
    sense = lexicon(tuple(columns)).sense(name)
    for column in columns:
        if name == column.field or (sense is not None and sense.field == column.field):
            return column
    raise Refused(
        f"没有“{name}”这个字段，没有检查。", f"可以写：{'、'.join(column.title for column in columns)}。"
    )


def read_chosen(
    path: Path,
    columns: tuple[Column, ...],
    wanted: Sequence[Choice],
    *,
    day: date,
    around: Span | None = None,
) -> list[Reading]:
    """Give a Reading of each sheet that looks like the list, as `read_sheets`, with the columns that were named.

    A sheet without a column that was named stays as it was understood. Refused when no sheet has it, or when two
    fields were given one column; raises Unreadable as `read`.
    """

    def again(sheet: str | None, mapping: Mapping[int, str]) -> Reading:
        return read(path, columns, day=day, sheet=sheet, mapping=mapping, around=around)

    try:
        readings = read_sheets(path, columns, day=day, around=around)
    except Unreadable:
        places = {at: each.field for each in wanted if (at := _by_letters(each.column)) is not None}
        if len(places) < len(wanted):
            raise
        return [again(None, places)]
    found = [{each: _column(each, reading) for each in wanted} for reading in readings]
    for each in wanted:
        if all(places[each] is None for places in found):
            raise _no_such_column(each, readings)
    return [
        _read_again(reading, {each: at for each, at in places.items() if at is not None}, again)
        for reading, places in zip(readings, found, strict=True)
    ]


def _column(choice: Choice, reading: Reading) -> int | None:
    """Give the column of a sheet that is meant, from 0: by its heading, its letters or the last row of its heading.

    None when the sheet has none such.
    """
    at = _by_letters(choice.column)
    width = max(len(reading.headings), *(len(row) for row in reading.sample), 0, 0)
    there = [at] if at is not None and at < width else []
    headed = _headed(choice, reading.headings) or there or _headed(choice, reading.lowest)
    if len(headed) > 1:
        raise Refused(
            f"工作表“{reading.sheet}”有 {len(headed)} 列的标题都是“{choice.column}”，分不清指哪一列，没有检查。",
            f"请写列的字母，例如 {OPTION} {choice.title}={letter(headed[0])}。",
        )
    return headed[0] if headed else None


def _headed(choice: Choice, headings: Sequence[str]) -> list[int]:
    return [at for at, text in enumerate(headings) if text and spell(text) == spell(choice.column)]


def _by_letters(word: str) -> int | None:
    match = _LETTERS(word)
    if match is None:
        return None
    at = 0
    for each in match[1].upper():
        at = at * 26 + ord(each) - 64
    return at - 1 if at <= _WIDEST else None


def _no_such_column(choice: Choice, readings: Sequence[Reading]) -> Refused:
    reading = readings[0]
    listed = "、".join(
        f"{letter(at)} 列“{' '.join(text.split())}”" for at, text in enumerate(reading.headings) if text
    )
    sheets = "、".join(f"“{each.sheet}”" for each in readings)
    return Refused(
        f"工作表{sheets}里没有“{choice.column}”这一列，“{choice.title}”无处可取，没有检查。",
        f"{OPTION} 可以写列的字母或标题：{listed}。" if listed else f"{OPTION} 请写列的字母，例如 C。",
    )


def _in_one_list(reading: Reading, one: int, other: int) -> bool:
    """Tell whether two columns are of the same list, where lists stand beside each other."""
    lists = [each for each in reading.lists if each.header_row == reading.header_row]
    return any(each.holds(one) and each.holds(other) for each in lists)


def _read_again(reading: Reading, places: Mapping[Choice, int], again: Again) -> Reading:
    """Give a sheet read with some of its columns named and the others as they were understood."""
    if not places:
        return reading
    taken: dict[int, str] = {}
    for each, at in places.items():
        if at in taken:
            raise Refused(
                f"{OPTION} 把 {letter(at)} 列指定给了两个字段，没有检查。",
                "一列只能作一个字段，请改正后重试。",
            )
        taken[at] = each.field
    others = {
        each.column: each.field
        for each in reading.mapping
        if not any(
            named.field == each.field and _in_one_list(reading, at, each.column)
            for named, at in places.items()
        )
    }
    sure = {(each.column, each.field): each.confidence for each in reading.mapping}
    found = again(reading.sheet, {**others, **taken})
    found.mapping = tuple(
        each
        if taken.get(each.column) == each.field
        else replace(each, confidence=sure.get((each.column, each.field), each.confidence))
        for each in found.mapping
    )
    by_title: dict[str, list[str]] = {}
    for each, at in places.items():
        by_title.setdefault(each.title, []).append(letter(at))
    said = "，".join(f"“{title}”取自 {'、'.join(letters)} 列" for title, letters in by_title.items())
    found.notes.insert(0, f"按指定的列读取：{said}。")
    return found
