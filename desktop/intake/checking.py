"""How the cells of one column are checked, a piece of the sheet at a time; the kinds stand in cells.py.

A checker takes the cells of one column in some rows and gives the values, None where the sender gave nothing, and the
faults by position. It is made once for a column of a sheet, so that it may remember what it has seen.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.intake.reading import Column
from desktop.intake.words import INVISIBLE, plain, row_words
from desktop.problems import Problem


class Fault(NamedTuple):
    """What is wrong with a cell; a warning keeps the row in."""

    code: str
    what: str
    remedy: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a checker must know beside its column: today, 万元 in the heading, which day of a span, the heading itself."""

    column: Column
    day: date
    ten_thousands: bool = False
    span: int | None = None
    heading: str = ""


Parsed = tuple[object, Fault | None]
Parse = Callable[[object], Parsed]
Checked = tuple[list[object], list[tuple[int, Fault]]]
Checker = Callable[[Sequence[object]], Checked]

_MOST_REMEMBERED = 50_000
_WORTH_WHILE = 3
"""Equal cells are looked at together where there are so many to each."""
_LOST = re.compile(r"\d(?:\.\d+)?[Ee]\+\d+|\d\.\d+[Ee]\d+")
_POINT = re.compile(r"\d{16,}\.0+")
_FORMULA_TEXT = re.compile(r'="?([^"]*)"?')
_BLANK = re.compile("[\\s\u3000\u00a0]+")
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def remembering(parse: Parse) -> Checker:
    """Check a column whose cells repeat: each writing is looked at once."""
    good: dict[object, object] = {}
    bad: dict[object, Parsed] = {}

    def check(cells: Sequence[object]) -> Checked:
        out = list(map(good.get, cells))
        faults: list[tuple[int, Fault]] = []
        if None in out:
            for place, value in enumerate(out):
                if value is not None:
                    continue
                cell = cells[place]
                parsed = bad.get(cell)
                if parsed is None and cell in good:  # met first in this very piece
                    out[place] = good[cell]
                    continue
                if parsed is None:
                    parsed = parse(cell)
                    if len(good) + len(bad) > _MOST_REMEMBERED:
                        good.clear()
                        bad.clear()
                    if parsed[0] is not None and parsed[1] is None:
                        good[cell] = parsed[0]
                    else:
                        bad[cell] = parsed
                out[place] = parsed[0]
                if parsed[1] is not None:
                    faults.append((place, parsed[1]))
        return out, faults

    return check


def passing(usual: Callable[[str], object], parse: Parse) -> Checker:
    """Check a column whose cells may all differ: those written as usual pass at once, equal ones together."""

    def check(cells: Sequence[object]) -> Checked:
        distinct = dict.fromkeys(cells)
        if len(distinct) * _WORTH_WHILE > len(cells):
            return check_each(cells)
        ones = tuple(distinct)
        values, found = check_each(ones)
        known = dict(zip(ones, values, strict=True))
        told_of = {ones[place]: fault for place, fault in found}
        faults = (
            [(place, told_of[cell]) for place, cell in enumerate(cells) if cell in told_of] if found else []
        )
        return list(map(known.__getitem__, cells)), faults

    def check_each(cells: Sequence[object]) -> Checked:
        out: list[object] = []
        faults: list[tuple[int, Fault]] = []
        keep = out.append
        for place, cell in enumerate(cells):
            if type(cell) is str and usual(cell):
                keep(cell)
                continue
            value, fault = parse(cell)
            keep(value)
            if fault is not None:
                faults.append((place, fault))
        return out, faults

    return check


def told(problem: Problem | None) -> Fault | None:
    """Give a number's problem as the fault of a cell."""
    return None if problem is None else Fault(problem.code, problem.what, problem.remedy)


def clean(cell: object) -> str:
    """Give a cell as text on one line, without invisible marks and outer blanks; full-width digits made half."""
    if isinstance(cell, str):
        text = _BLANK.sub(" ", INVISIBLE.sub("", cell)).strip(" '‘’`")
        if text.startswith("=") and (match := _FORMULA_TEXT.fullmatch(text)):
            text = match[1]
        return unicodedata.normalize("NFC", text).translate(_WIDE)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def missing(setting: Setting) -> Parsed:
    """Give the answer for a cell without content."""
    if not setting.column.required:
        return None, None
    title = setting.column.title
    return None, Fault("missing", f"缺少{title}，这一行不能登记。", f"请填写{title}。")


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, or one of the marks that stand for nothing (无, /, —)."""
    return not text or plain(text) in row_words("blanks")


def too_long(text: str, setting: Setting) -> Fault | None:
    """Give the fault of a text that is longer than its column may be."""
    if len(text) <= setting.column.longest:
        return None
    return Fault(
        "too_long",
        f"{setting.column.title}有 {len(text)} 个字，超过 {setting.column.longest} 个字，无法登记。",
        "请缩短内容，多余的写到备注列。",
    )


def digits_lost(cell: object, title: str, places: str) -> Fault | None:
    """Tell of a number cell that cannot hold so many digits, or of text that was one once (3.2E+17)."""
    if isinstance(cell, str):
        text = cell.strip()
        if _POINT.fullmatch(text):
            shown = f"{title}带有小数点和 0，是由数字格式转成的，末尾数位可能已经改变，不能采用。"
        elif _LOST.fullmatch(text):
            shown = f"{title}已变成“{text}”，末尾数位已经丢失，无法还原。"
        else:
            return None
    elif isinstance(cell, float | int) and not isinstance(cell, bool):
        shown = f"{title}是数字格式，末尾数位或开头的 0 可能已经丢失，不能采用。"
    else:
        shown = f"{title}单元格是日期或其他格式，内容已经改变，不能采用。"
    return Fault("number_cell", shown, f"请先把该列设为文本格式，再按原件重新录入{places}。")
