"""Arithmetic of days and the way figures are put into a clerk's words."""

import calendar
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
HUNDRED = Decimal(100)


def months_after(day: date, months: int) -> date:
    """Give the same day so many months later, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if day.day > 28:
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return date(year, month, day.day)


def months_between(first: date, later: date) -> int:
    """Give the whole calendar months from the month of `first` to the month of `later`."""
    return (later.year - first.year) * 12 + later.month - first.month


def age_on(born: date, day: date) -> int:
    """Give the full years of age on a day; who was born on 29 February grows older on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def in_fen(amount: Decimal) -> Decimal:
    """Give an amount of yuan rounded half up to the fen."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """Give an amount in a sentence: 1000元, 1234.50元."""
    return f"{plain(amount) if amount == amount.to_integral_value() else in_fen(amount)}元"


def plain(number: Decimal | int) -> str:
    """Give a number without needless zeros and without an exponent: 40, 37.5."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Give a part of a whole in per cent with at most two places, for showing; 0 when there is no whole."""
    return (part * HUNDRED / whole).quantize(FEN, ROUND_HALF_UP) if whole else Decimal(0)


def in_words(day: date) -> str:
    """Give a day as an official paper writes it: 2020年3月6日."""
    return f"{day.year}年{day.month}月{day.day}日"
