"""Working days, from the holidays that the State Council announces each autumn; a year not announced is not guessed.

The tables are resources/calendar/<year>.toml; docs/decisions/rules-as-toml.md says why they are data.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.problems import Refused, Unreadable

FOLDER = Path(__file__).parents[1] / "resources" / "calendar"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One year's arrangement: days off by holiday name, weekend days worked instead, and the notices that say so."""

    year: int
    off: Mapping[date, str]
    worked: frozenset[date]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known, and where a further one is to be written."""

    years: Mapping[int, Year]
    folder: Path

    def working_day(self, day: date) -> bool:
        """Say whether the bureau works on `day`; raises Refused for a year without a table."""
        year = self._year(day.year)
        return day in year.worked or (day.weekday() < SATURDAY and day not in year.off)

    def add_working_days(self, day: date, n: int) -> date:
        """Give the n-th working day, counting from the day after `day`; `n` = 0 gives `day` itself.

        This is how a publicity period (J14) and the term of each step (A7) run. Raises Refused when the count
        reaches a year without a table, ValueError when `n` is negative.
        """
        if n < 0:
            raise ValueError(f"working days are counted forward, not {n}")
        while n:
            day += timedelta(days=1)
            n -= self.working_day(day)
        return day

    def working_days(self, day: date, until: date) -> int:
        """Count the working days after `day` up to and with `until`; negative when `until` lies before `day`.

        `add_working_days(day, n) == until` implies `working_days(day, until) == n`. Raises Refused as above.
        """
        if until < day:
            return -self.working_days(until, day)
        return sum(
            self.working_day(day + timedelta(days=ahead)) for ahead in range(1, (until - day).days + 1)
        )

    def with_own(self, folder: Path) -> "Calendar":
        """Give the calendar with the years in a further folder, which go before the same years here.

        A year that is missing is to be written there. Raises Unreadable for a file that is wrong.
        """
        return Calendar(MappingProxyType({**self.years, **read(folder).years}), folder)

    def _year(self, year: int) -> Year:
        if year not in self.years:
            raise Refused(
                f"工作日历里没有{year}年的放假安排，涉及{year}年的工作日和期限无法计算。",
                f"请把国务院办公厅公布的{year}年放假和调休日期写入文件 {self.folder / f'{year}.toml'}"
                "（格式照程序自带的往年文件），或在“设置”中导入，再重新办理。",
            )
        return self.years[year]


def read(folder: Path) -> Calendar:
    """Give the calendar written in a folder of <year>.toml; raises Unreadable with the file and what is wrong in it."""
    years = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].toml")):
        year = read_year(path)
        if str(year.year) != path.stem:
            raise _wrong(path, ValueError(f"文件名与 year = {year.year} 不符"))
        years[year.year] = year
    return Calendar(MappingProxyType(years), folder)


def read_year(path: Path) -> Year:
    """Give one year's table, whatever its file is called; raises Unreadable with what is wrong in it."""
    try:
        return _year(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as fault:
        raise _wrong(path, fault) from fault


def _wrong(path: Path, fault: Exception) -> Unreadable:
    return Unreadable(
        f"工作日历文件 {path.name} 有误（{_said(fault)}），工作日无法计算。",
        f"请照往年的日历文件改正 {path}。",
    )


def _year(table: Mapping[str, Any]) -> Year:
    year = int(table["year"])
    off: dict[date, str] = {}
    worked: set[date] = set()
    for holiday in table["holiday"]:
        name = str(holiday["name"])
        off |= {_day(day, year): name for day in holiday["days"]}
        worked |= {_day(day, year) for day in holiday["work"]}
    for day in sorted(worked):
        if day.weekday() < SATURDAY:
            raise ValueError(f"调休上班日 {day} 不是周六或周日")
        if day in off:
            raise ValueError(f"{day} 既写为放假又写为上班")
    cites = tuple(f"《{cite['document']}》（{cite['number']}）" for cite in table["cites"])
    return Year(year, MappingProxyType(off), frozenset(worked), cites)


def _day(day: object, year: int) -> date:
    # A TOML date-time is a datetime, which is a date too; only a plain date will do.
    if type(day) is not date:
        raise ValueError(f"{day} 不是日期")
    if day.year != year:
        raise ValueError(f"{day} 不在{year}年")
    return day


def _said(fault: Exception) -> str:
    if isinstance(fault, KeyError):
        return f"缺少 {fault.args[0]}"
    return str(fault)


@cache
def bundled() -> Calendar:
    """Give the calendar that came with the program, read once."""
    return read(FOLDER)


def working_day(day: date) -> bool:
    """Say whether the bureau works on `day`; raises Refused for a year without a table."""
    return bundled().working_day(day)


def add_working_days(day: date, n: int) -> date:
    """Give the n-th working day, counting from the day after `day`; raises Refused for a year without a table."""
    return bundled().add_working_days(day, n)


def working_days(day: date, until: date) -> int:
    """Count the working days after `day` up to and with `until`; raises Refused for a year without a table."""
    return bundled().working_days(day, until)
