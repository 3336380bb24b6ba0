"""Days across the top of a sheet: 3月6日, 3.6, 6日, real dates, a month above its days, 上午 and 下午 below them."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.intake.dates import NoDay, days_in
from desktop.intake.words import plain

Span = tuple[date, date]
"""The first and the last day of what a sheet is about."""

FULL = re.compile(
    r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?|(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"
)
_YEAR_MONTH = re.compile(r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*月?(?:份)?(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月(?:份)?")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[日号]?(?![\d年月])")
_YEAR = re.compile(r"(20\d\d)(?=\s*年|\s*[-./]\s*\d)")
_ASIDE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日天]|礼拜[一二三四五六日天]|第[\d一二三四五六七八九十]+[天次讲节课期]"
)
_FORMS_OWN = r"(?:(?:填表|填报|填写|制表|打印|报送|上报|编制|审核|印发|备案)(?:日期|时间|日)?|(?:^|(?<=\s))日期)\s*:?\s*"
_FORMS_OWN_DAY = re.compile(_FORMS_OWN + r"20\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*[日号]?")
_FORMS_OWN_LABEL = re.compile(_FORMS_OWN + "$")
"""The day on which a form was filled in, with its label or as the label alone."""
_LESSONS_LABEL = re.compile(
    r"(?:培训|上课|开班|开课|学习|课程|起止)\S{0,4}(?:日期|时间|期间|期限|月份)?\s*:?\s*$|(?:时间|期间|月份)\s*:?\s*$"
)
"""What stands left of a day that is the lessons' own."""
LABELS = re.compile(
    r"上午|下午|晚上|早上|中午|晚间|全天|[上下早中晚]|AM|PM|签到|签退|签名|签字|到课|出勤|考勤|课时|学时|小时|线上|线下|网络"
    r"|在线|直播|面授|理论|实操|实训|日期|时间|情况|记录|培训|课程|[()\[\]【】、/,;:·\s-]",
    re.IGNORECASE,
)
"""What may stand beside a day, or below it, without making the column something else."""

_PART = re.compile(
    r"(?:上午|下午|晚上|早上|中午|晚间)(?:签到|签退|签名|签字|到课|出勤|考勤|打卡)?(?:情况|状态|结果|时间|记录)?"
    r"|[上下]班\d?打卡(?:结果|状态)"
)


def is_part(heading: str) -> bool:
    """Tell whether a heading names a part of a day, in which somebody was there or not."""
    return _PART.fullmatch(plain(heading)) is not None


def in_parts(headings: Collection[str]) -> bool:
    """Tell whether several columns are the parts of one day."""
    return len(headings) > 1 and all(map(is_part, headings))


@dataclass(frozen=True, slots=True)
class Mark:
    """What the heading cells of one column say of a day: 0 for what they leave out; `label` is what stands beside it.

    `short` says that a number cell may have lost a 0 at its end (3.10 is 3.1), `bare` that the day is a
    number alone.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    label: str = ""
    short: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What titles above a table say of its days: the first year and month that they name, 0 for none.

    `loose` is the year of a day that stands there by itself: it may be the day on which the form was filled in.
    """

    year: int = 0
    month: int = 0
    loose: int = 0


def mark_of(cell: object) -> Mark | None:
    """Give what one heading cell says of a day; None when it says anything else."""
    if isinstance(cell, bool) or cell in ("", None):
        return None
    if isinstance(cell, date):
        return Mark(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float):
        return _of_number(float(cell))
    return _of_text(unicodedata.normalize("NFKC", cell).strip()) if isinstance(cell, str) else None


def _of_number(number: float) -> Mark | None:
    if number == int(number) and 1 <= number <= 31:
        return Mark(day=int(number), bare=True)
    if 1 < number < 13:
        month, _, day = f"{number:.10g}".partition(".")
        return Mark(month=int(month), day=int(day), short=len(day) == 1) if 1 <= int(day) <= 31 else None
    try:
        day_ = days_in(number)[0]
    except NoDay:
        return None
    return Mark(day_.year, day_.month, day_.day)


def _of_text(text: str) -> Mark | None:
    rest, found = text, Mark()
    for pattern, names in (
        (FULL, ("year", "month", "day")),
        (_YEAR_MONTH, ("year", "month")),
        (_MONTH_DAY, ("month", "day")),
        (_MONTH, ("month",)),
    ):
        match = pattern.search(rest)
        if match is not None:
            numbers = [int(each) for each in match.groups() if each is not None]
            said = dict(zip(names, numbers, strict=True))
            found = Mark(said.get("year", 0), said.get("month", 0), said.get("day", 0))
            rest = rest[: match.start()] + rest[match.end() :]
            break
    rest = _ASIDE.sub("", rest)
    if not found.day and (match := _DAY.search(rest)) is not None:
        found = replace(found, day=int(match[1]), bare=match[0].isdigit() and not found.month)
        rest = rest[: match.start()] + rest[match.end() :]
    if LABELS.sub("", rest) or found.month > 12 or found.day > 31:
        return None
    return replace(found, label=re.sub(r"\s+", "", rest))


def joined(marks: Sequence[Mark]) -> Mark:
    """Give what the heading cells of a column say together, from the uppermost."""
    found = Mark()
    for each in marks:
        found = Mark(
            each.year or found.year,
            each.month or found.month,
            each.day or found.day,
            found.label + each.label,
            each.short or found.short,
            (each.bare or found.bare) and not (each.month or found.month),
        )
    return found


def told_by(texts: Sequence[object]) -> Told:
    """Give the year and the month that titles name, cell by cell; the day on which the form was filled in is none of them."""
    year = month = loose = 0
    before = ""
    for cell in texts:
        beside, before = before, (unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else "")
        forms_own = _FORMS_OWN_LABEL.search(beside) is not None
        if cell == "":
            before = beside
        elif isinstance(cell, date | datetime):
            if _LESSONS_LABEL.search(beside):
                year = year or cell.year
            loose = loose or (0 if forms_own else cell.year)
        elif isinstance(cell, str) and not (forms_own and before[:1].isdigit()):
            text = _FORMS_OWN_DAY.sub(" ", before)
            day = FULL.fullmatch(text.strip())
            if day is not None and not _LESSONS_LABEL.search(beside):
                loose = loose or int(day[1] or day[4])
                continue
            whole = _YEAR_MONTH.search(text)
            if whole is not None and not month and 1 <= int(whole[2]) <= 12:
                month = int(whole[2])
            named, alone = _YEAR.search(text), _MONTH.search(text)
            year = year or (int(named[1]) if named else 0)
            month = month or (int(alone[1]) if alone and 1 <= int(alone[1]) <= 12 else 0)
    return Told(year, month, loose)


def days_of(marks: Sequence[Mark], told: Told, around: Span | None) -> list[date | None]:
    """Give the day of each column, in order: a year or month left out comes from the titles, else from `around`.

    None for a day that is not real, or whose year or month nothing tells; a new month or year begins where the numbers
    begin again.
    """
    found: list[date | None] = []
    before: date | None = None
    for each in marks:
        day = _day_of(each, told, around, before)
        found.append(day)
        before = day or before
    return found


def _day_of(mark: Mark, told: Told, around: Span | None, before: date | None) -> date | None:
    day = mark.day
    if mark.short and before is not None and (before.month, before.day) > (mark.month, day):
        day = day * 10 if before.month == mark.month and day * 10 <= 31 else day
    month = mark.month
    year = mark.year
    if before is not None and not month:
        month = before.month + (day < before.day)
        year, month = (before.year + 1, 1) if month == 13 else (before.year, month)
    if before is not None and not year:
        year = before.year + (month < before.month - 6)
    if not month and not told.month and around is not None:
        return _first_on(day, around, year or told.year)
    month = month or told.month
    year = year or told.year
    if not year and around is not None:
        years = range(around[0].year, around[1].year + 1)
        year = min(years, key=lambda each: _apart(_real(each, month, day), around))
    year = year or told.loose
    return _real(year, month, day) if year and month else None


def _first_on(day: int, around: Span, year: int) -> date | None:
    """Give the first day with this number that lies in a span; in a month of its beginning where none does."""
    first, last = around
    months = [divmod(first.year * 12 + first.month - 1 + at, 12) for at in range(13)]
    days = [_real(y, m + 1, day) for y, m in months if not year or y == year]
    inside = [each for each in days if each is not None and first <= each <= last]
    return inside[0] if inside else next((each for each in days if each is not None), None)


def _apart(day: date | None, around: Span) -> int:
    if day is None:
        return 1 << 30
    return max((around[0] - day).days, (day - around[1]).days, 0)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
