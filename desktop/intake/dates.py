"""Days in every usual writing: 2020.3.6, 20200306, 2020年3月6日, serial numbers, real dates, two days in one cell."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

from desktop.intake.words import INVISIBLE

EARLIEST, LATEST = 1900, 2100
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 73_051)
"""Serial numbers that are taken for days: 1954-10-03 to 2100-01-01."""

_DAY = re.compile(
    r"(?<!\d)(\d{4})\s*[-年./·,、。_\\]\s*(\d{1,2})\s*[-月./·,、。_\\]\s*(\d{1,2})(?:\s*[日号]|(?!\d))"
)
_SHORT_END = re.compile(
    r"^(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})[日号]?[-~至到]+(?:(\d{1,2})[-月./])?(\d{1,2})[日号]?$"
)
"""A span whose last day leaves out what it has in common with the first: 2020年3月6日至8日."""
_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_ASIDE = re.compile(
    r"T?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[秒分]?|(?:星期|周|礼拜)[一二三四五六日天]|上午|下午|晚上|[AP]M"
    r"|[-~—–至到起止从由自()（）.。、,\s]"
)
"""What may stand beside a day without changing it: a clock time, a weekday, the marks of a span."""
_MONTH = re.compile(r"\d{4}(?:年|[-./])?(?:0?[1-9]|1[0-2])月?")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}年?")
_NO_YEAR = re.compile(r"\d{1,2}[-月./]\d{1,2}[日号]?(?:[-~至到]+(?:\d{1,2}[-月./])?\d{1,2}[日号]?)?")
_YEAR_LAST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2}")
_DASHES = str.maketrans(dict.fromkeys("—–―‐‑‒−﹣", "-"))
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|\+\d{2}:?\d{2})")
BEIJING = timezone(timedelta(hours=8))
_SHORT_YEAR = re.compile(r"\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?")
_WEEKDAY = re.compile(r"[\s(]*(?:星期|周|礼拜)([一二三四五六日天])\)?$")
_WEEKDAYS = "一二三四五六日"
_BLANKS = re.compile(r"\s+")
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DAY = re.compile(r"([0-9]{4})年([0-9十]{1,3})月([0-9十]{1,3})[日号]")


class NoDay(ValueError):
    """The cell names no single real day; `reason` and `remedy` say why and what helps."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


_WRITE_SO = "请写成 2020-03-06 这样的年月日。"


def days_in(cell: object) -> list[date]:
    """Give the days that a cell names, in its order: one, or two for a span; raises NoDay."""
    if isinstance(cell, datetime):
        return [_plausible(cell.date())]
    if isinstance(cell, date):
        return [_plausible(cell)]
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return [_from_number(float(cell))]
    if not isinstance(cell, str):
        raise NoDay("单元格里不是日期", _WRITE_SO)
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", cell)).translate(_DASHES)
    return _from_text(_BLANKS.sub(" ", text).strip(" '‘’`"))


def _from_number(number: float) -> date:
    whole = int(number)
    if whole in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=whole)
    if number == whole and 10_000_000 <= whole <= 99_999_999:
        return _real(whole // 10_000, whole // 100 % 100, whole % 100)
    written = f"{number:.15g}"
    if _MONTH.fullmatch(written):
        raise NoDay(f"“{written}”缺少日", "请补上几日，例如 2020-03-06，并把单元格设为日期或文本格式。")
    raise NoDay(f"数字 {written} 不是日期", _WRITE_SO)


def _from_text(text: str) -> list[date]:
    if (weekday := _WEEKDAY.search(text)) and _SHORT_YEAR.fullmatch(before := text[: weekday.start()]):
        return [_of_short_year(before, weekday[1])]
    if _ZONED.fullmatch(text):
        return [_plausible(_in_beijing(text))]
    if short := _SHORT_END.fullmatch(text.replace(" ", "")):
        year, month, day, last_month, last_day = (int(each or 0) for each in short.groups())
        return [_real(year, month, day), _real(year, last_month or month, last_day)]
    for pattern, form in ((_DAY, text), (_DIGITS, text), (_CHINESE_DAY, text.translate(_CHINESE))):
        matches = pattern.findall(form)
        if not matches:
            continue
        found = [_real(int(year), _ten(month), _ten(day)) for year, month, day in matches]
        if len(found) > 2:
            raise NoDay("一个单元格里有两个以上日期", "请只写一个日期。")
        if _ASIDE.sub("", pattern.sub("", form)):
            raise NoDay(f"“{text[:30]}”里除日期外还有别的内容", "请只写日期，其他内容写到备注列。")
        return found
    raise NoDay(*_why_not(_WEEKDAY.sub("", text)))


def _of_short_year(text: str, weekday: str) -> date:
    """Give the day of a year of two places whose weekday stands behind it and agrees: 20-03-06 星期五."""
    year, month, day = (int(each) for each in re.findall(r"\d+", text))
    found = _real(2000 + year, month, day)
    if _WEEKDAYS[found.weekday()] != weekday.replace("天", "日"):
        raise NoDay(
            f"“{text}”的年份只有两位，{found} 又不是星期{weekday}，无法确定是哪一天",
            "请写四位年份，例如 2020-03-06。",
        )
    return found


def _in_beijing(text: str) -> date:
    """Give the day of a moment that a program wrote with its offset from UTC: the evening before may be meant."""
    try:
        return datetime.fromisoformat(text).astimezone(BEIJING).date()
    except (ValueError, OverflowError):
        raise NoDay(f"“{text[:30]}”不是真实的日期", "请对照原件核对后改正。") from None


def _why_not(text: str) -> tuple[str, str]:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(float(text)) in _SERIALS:
        day = _SERIAL_ZERO + timedelta(days=int(float(text)))
        return (
            f"“{text}”像是日期的序列值（{day.isoformat()}）",
            "请核对后改写为年月日，并把单元格设为日期格式。",
        )
    if _SHORT_YEAR.fullmatch(text):
        return f"“{text}”的年份只有两位，无法确定是哪一年", "请写四位年份，例如 2020-03-06。"
    if _MONTH.fullmatch(text):
        return f"“{text[:20]}”缺少日", "请补上几日，例如 2020-03-06。"
    if _YEAR_ALONE.fullmatch(text):
        return f"“{text}”只有年份，缺少月和日", "请补上月和日，例如 2020-03-06。"
    if _YEAR_LAST.fullmatch(text):
        return f"“{text}”的年份写在最后，分不清哪个是月、哪个是日", "请按年月日的顺序写成 2020-03-06。"
    if _NO_YEAR.fullmatch(text.replace(" ", "")):
        return f"“{text[:20]}”没有写年份，无法确定是哪一年", "请写全年月日，例如 2020-03-06。"
    return f"“{text[:30]}”不是可识别的日期", _WRITE_SO


def _ten(number: str) -> int:
    """Give the number behind 3, 十, 十2, 2十 or 2十3 (Chinese digits were turned before)."""
    if "十" not in number:
        return int(number)
    tens, _, ones = number.partition("十")
    return (int(tens) if tens else 1) * 10 + (int(ones) if ones else 0)


def _real(year: int, month: int, day: int) -> date:
    try:
        return _plausible(date(year, month, day))
    except NoDay:
        raise
    except ValueError:
        raise NoDay(f"{year}年{month}月{day}日不是真实的日期", "请对照原件核对后改正。") from None


def _plausible(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise NoDay(f"年份 {day.year} 不合常理", "请对照原件核对年份后改正。")
    return day
