"""Moments and lengths of time: 2020-03-16 08:30:12, 8:30 beside a day of its own, 1小时30分, 45 (分钟)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from desktop.intake.checking import (
    Checked,
    Checker,
    Fault,
    Parsed,
    Setting,
    clean,
    is_blank,
    missing,
    remembering,
)
from desktop.intake.dates import BEIJING, NoDay, days_in

_CLOCK = re.compile(
    r"(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|[AP]M)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2}|半)?\s*[:分]?\s*"
    r"(?P<second>\d{1,2})?(?:\.\d+)?\s*秒?\s*(?P<after>AM|PM)?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_DIGITS = re.compile(r"(?:19|20)[0-9]{6}[ T]?[0-9]{4}(?:[0-9]{2})?")
_LATER = frozenset({"下午", "傍晚", "晚上", "PM"})
_OFFSET = re.compile(r".*\d{2}:\d{2}.*(?:Z|\+\d{2}(?::?\d{2})?)|.*T\d{2}:\d{2}.*-\d{2}:?\d{2}")
"""A moment with its offset from UTC; 08:30-10:30 is none, but a span."""
_LENGTH = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)(?:个?小时|时|h))?(?:(?P<minutes>\d+(?:\.\d+)?)(?:分钟|分|min|m|'))?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)(?:秒钟|秒|s|\"))?",
    re.IGNORECASE,
)
_WATCH = re.compile(r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?")
_BARE = re.compile(r"\d+(?:\.\d+)?")
_UNITS = (("秒", 1), ("小时", 3600), ("分", 60))
_LESSONS = re.compile("课时|学时(?!长)")
_TAUGHT = re.compile(r"(\d+(?:\.\d+)?)个?(?:课时|学时)")
_MOST_LESSONS = 24
_USUAL = {16, 19}
EARLIEST = 1990
_LARGEST_SERIAL = 1e9
_LONGEST = 24 * 3600
"""Nobody learns longer at a stretch than a day has seconds."""


def moments(setting: Setting) -> Checker:
    """Check a column of moments: a datetime, or a time where the cell names no day; of a span the one that is asked for."""
    title, latest = setting.column.title, datetime.combine(setting.day, time.max)

    def parse(cell: object) -> Parsed:
        if isinstance(cell, str) and is_blank(clean(cell)):
            return missing(setting)
        try:
            found = _moment(cell) if setting.span is None else _of_span(cell, setting.span)
        except NoDay as error:
            return None, Fault("moment", f"{title}：{error.reason}，无法登记。", error.remedy)
        if isinstance(found, datetime) and found > latest:
            return (None if setting.span else found), Fault(
                "future",
                f"{title} {found} 晚于今天（{setting.day}），不能登记。",
                "请对照原始记录核对时间后改正。",
            )
        return found, None

    def check(cells: Sequence[object]) -> Checked:
        together = _all_usual(cells)
        if together and max(together) <= latest and min(together).year >= EARLIEST:
            return list(together), []
        out: list[object] = []
        faults: list[tuple[int, Fault]] = []
        for place, cell in enumerate(cells):
            at_once = cell if type(cell) is datetime else _usual(cell)
            if at_once is not None and at_once <= latest and at_once.year >= EARLIEST:
                out.append(at_once)
                continue
            value, fault = parse(cell)
            out.append(value)
            if fault is not None:
                faults.append((place, fault))
        return out, faults

    return check if setting.span is None else remembering(parse)


def _all_usual(cells: Sequence[object]) -> list[datetime]:
    """A whole piece in the writing that platforms use, one moment for equal cells; nothing when any is written otherwise."""
    texts = [cell for cell in dict.fromkeys(cells) if type(cell) is str and len(cell) in _USUAL]
    try:
        known: dict[object, datetime] = dict(zip(texts, map(datetime.fromisoformat, texts), strict=True))
        found = [known[cell] for cell in cells]
    except (ValueError, KeyError):
        return []
    return [] if any(moment.tzinfo for moment in known.values()) else found


def _usual(cell: object) -> datetime | None:
    """A moment in the writing that platforms use, at once; None for any other."""
    if type(cell) is str and len(cell) in _USUAL and cell[4] == "-" and cell[10] in " T":
        try:
            found = datetime.fromisoformat(cell)
        except ValueError:
            return None
        return None if found.tzinfo else found
    return None


def _moment(cell: object) -> datetime | time:
    if isinstance(cell, datetime):
        return datetime.combine(days_in(cell)[0], cell.time())
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta):
        return _of_day(cell)
    if isinstance(cell, date):
        raise NoDay(f"“{cell}”只有日期，没有时刻", _WRITE_SO)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_number(float(cell))
    return _from_text(unicodedata.normalize("NFKC", clean(cell)))


def _of_span(cell: object, which: int) -> datetime | time | None:
    """The first or the second of the moments that a cell names, the second on the first's day or the next; None for none."""
    text = unicodedata.normalize("NFKC", clean(cell)) if isinstance(cell, str) else ""
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) != 2:
        return None if which else _moment(cell)
    first, second = _from_text(text[: clocks[0].end()]), _from_text(text[clocks[0].end() :].lstrip(_BETWEEN))
    after_noon = clocks[0]["half"] is not None and first.hour >= NOON and clocks[1]["half"] is None
    if after_noon and second.hour < NOON:
        second = second.replace(hour=second.hour + NOON)
    if isinstance(first, datetime) and not isinstance(second, datetime):
        second = datetime.combine(first.date(), second)
        second += timedelta(days=int(second < first))
    return second if which else first


NOON = 12
_BETWEEN = " -~—–至到,;"


def _from_text(text: str) -> datetime | time:
    written = _by_machine(text)
    if written is not None:
        return written
    clocks = list(_CLOCK.finditer(text))
    if not clocks:
        raise NoDay(f"“{text[:30]}”里没有时刻", _WRITE_SO)
    if len(clocks) > 1:
        raise NoDay(
            f"“{text[:30]}”里有 {len(clocks)} 个时刻，无法确定是哪一个", "请分成两列，每格只写一个时刻。"
        )
    match = clocks[0]
    clock = _clock(match, text)
    rest = (text[: match.start()] + " " + text[match.end() :]).replace("T", " ").strip(" ,;")
    if not rest:
        return clock
    found = days_in(rest)
    if len(found) != 1:
        raise NoDay(f"“{text[:30]}”里不止一个日期", _WRITE_SO)
    return datetime.combine(found[0], clock)


def _by_machine(text: str) -> datetime | None:
    """A moment as programs write it: with an offset from UTC, as 14 digits, or as seconds since 1970; in Beijing time."""
    if _STAMP.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), BEIJING).replace(tzinfo=None)
    if _DIGITS.fullmatch(text):
        text = re.sub("[^0-9]", "", text)
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]} {text[8:10]}:{text[10:12]}:{text[12:] or '00'}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is not None and not _OFFSET.fullmatch(text):
        return None
    if found.tzinfo is not None:
        return found.astimezone(BEIJING).replace(tzinfo=None)
    return found if len(text) > 10 else None


_WRITE_SO = "请写成 2020-03-16 08:30:00 这样的日期和时刻。"


def _clock(match: re.Match[str], text: str) -> time:
    hour = int(match["hour"])
    half = {each.upper() for each in (match["half"], match["after"]) if each}
    if hour == 12 and half & {"上午", "凌晨", "晚上"}:
        raise NoDay(f"“{text[:30]}”分不清是中午还是零点", "请按 24 小时制写，例如 12:30 或 00:30。")
    if hour == 12 and "AM" in half:
        hour = 0
    if (half & _LATER and hour < 12) or ("中午" in half and hour < 5):
        hour += 12
    minute = 30 if match["minute"] == "半" else int(match["minute"] or 0)
    try:
        return time(hour, minute, int(match["second"] or 0))
    except ValueError:
        raise NoDay(f"“{text[:30]}”不是真实的时刻", "请对照原始记录核对后改正。") from None


def _from_number(number: float) -> datetime | time:
    """A serial number with a fraction is a moment, a fraction alone a time of day."""
    seconds = round((number % 1) * 86_400)
    if 0 < number < 1:
        return _of_day(timedelta(seconds=seconds))
    written = _by_machine(f"{number:.0f}") if number > _LARGEST_SERIAL and not number % 1 else None
    if written is not None:
        return written
    if number < 20_000 or not number % 1:
        raise NoDay(f"数字 {number:.15g} 不是时刻", _WRITE_SO)
    return datetime.combine(days_in(float(int(number)))[0], time()) + timedelta(seconds=seconds)


def _of_day(span: timedelta) -> time:
    if not timedelta(0) <= span < timedelta(days=1):
        raise NoDay("时刻超出一天", "请写成 08:30:00 这样的时刻。")
    return (datetime.combine(date.min, time()) + span).time()


def lengths(setting: Setting) -> Checker:
    """Check a column of lengths of time: whole seconds (int), or class hours (Decimal) where heading or cell says so.

    A bare number is in the heading's unit, else in minutes. How long a class hour is, the policy says, not the sheet.
    """
    title = setting.column.title
    unit = next((seconds for word, seconds in _UNITS if word in setting.heading), 60)
    in_lessons = _LESSONS.search(setting.heading) is not None

    def parse(cell: object) -> Parsed:
        if isinstance(cell, str) and is_blank(clean(cell)):
            return missing(setting)
        lessons = _lessons(cell, in_lessons=in_lessons)
        if lessons is not None:
            said = f"{title}{lessons:f}课时，一次学习不合常理。"
            wrong = Fault("length", said, "请核对单位（课时、分钟、小时或秒）。")
            return (lessons, None) if lessons <= _MOST_LESSONS else (None, wrong)
        seconds = _seconds(cell, unit)
        if seconds is None:
            return None, Fault(
                "length",
                f"{title}“{clean(cell)[:20]}”不是时长，无法计算。",
                "请填分钟数，或写成 1:30:00、1小时30分。",
            )
        if seconds > _LONGEST:
            return None, Fault(
                "length",
                f"{title}“{clean(cell)[:20]}”超过一天，不合常理。",
                "请核对单位（分钟、小时或秒）。",
            )
        if unit == 60 and isinstance(cell, float) and 0 < cell < 1 and round(cell, 2) != cell:
            return None, Fault(
                "length",
                f"{title}“{cell:.5g}”不像分钟数，可能是一天的几分之几（{cell * 1440:.0f} 分钟），无法计算。",
                "请核对后填分钟数，或写成 1:30:00。",
            )
        return seconds, None

    return remembering(parse)


def _lessons(cell: object, *, in_lessons: bool) -> Decimal | None:
    """The class hours in a cell: a number with their unit, or a bare one below a heading that names it."""
    if isinstance(cell, bool) or not isinstance(cell, float | int | str):
        return None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))
    named = _TAUGHT.fullmatch(text)
    if named is not None:
        return Decimal(named[1])
    return Decimal(text) if in_lessons and _BARE.fullmatch(text) else None


def _seconds(cell: object, unit: int) -> int | None:
    if isinstance(cell, timedelta):
        return round(cell.total_seconds())
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _bounded(cell * unit) if cell >= 0 else None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(cell)))
    if _BARE.fullmatch(text):
        return _bounded(float(text) * unit)
    watch = _WATCH.fullmatch(text)
    if watch:
        parts = [int(part) for part in watch.groups() if part is not None]
        scales = (60, 1) if len(parts) == 2 and parts[0] > 23 else (3600, 60, 1)
        return sum(part * scale for part, scale in zip(parts, scales, strict=False))
    match = _LENGTH.fullmatch(text)
    if not text or match is None:
        return None
    named = {"hours": 3600, "minutes": 60, "seconds": 1}
    return _bounded(sum(float(match[name] or 0) * scale for name, scale in named.items()))


def _bounded(seconds: float) -> int:
    """Whole seconds; a number beyond all reason stays one, without running over."""
    return round(min(seconds, 1e12))
