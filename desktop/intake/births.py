"""A day of birth that stands beside a citizen number and says another day than the number does."""

from collections.abc import Sequence
from datetime import date

from desktop import identity
from desktop.intake.checking import Fault
from desktop.intake.dates import NoDay, days_in
from desktop.intake.headings import Header

TITLE = "出生日期"


def birth_column(header: Header) -> tuple[int, bool] | None:
    """Give the column (from 0) that holds the day of birth, and whether it holds the month alone; None without one."""
    for place, sense in enumerate(header.senses):
        if sense is not None and not sense.field and sense.title == TITLE:
            heading = header.texts[place]
            return place, "年月" in heading and "日" not in heading
    return None


def against_number(
    numbers: Sequence[object], births: Sequence[object], *, month_alone: bool
) -> list[tuple[int, Fault]]:
    """Give by row a warning where the two days differ; a cell that names no day says nothing."""
    found = []
    for row, (number, cell) in enumerate(zip(numbers, births, strict=True)):
        if cell == "" or type(number) is not str or len(number) != 18:
            continue
        told, born = _day(cell), identity.born_of(number[6:14])
        if told is None or born is None or told == born:
            continue
        if month_alone and (told.year, told.month) == (born.year, born.month):
            continue
        what = f"出生日期填“{told}”，身份证号表明是“{born}”，两者不符。"
        remedy = "请对照身份证核对出生日期和号码。"
        found.append((row, Fault("born", what, remedy, warning=True)))
    return found


def _day(cell: object) -> date | None:
    try:
        days = days_in(cell)
    except NoDay:
        return None
    return days[0] if len(days) == 1 else None
