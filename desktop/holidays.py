"""The years of the working-day calendar: which are known, and writing one in when the State Council has announced it."""

from dataclasses import dataclass
from pathlib import Path

from desktop import audit, files
from desktop.audit import OTHER
from desktop.calendar import Year, read_year
from desktop.problems import Refused, Unreadable
from desktop.workspace import CALENDAR, SYSTEM, Desk

NAMES = ("元旦", "春节", "清明", "劳动", "端午", "国庆")
"""The holidays that every year has as days of their own; 中秋 may fall into 国庆."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One known year: days off, weekend days worked instead, by which notice, and whether the bureau wrote it in."""

    year: int
    off: int
    worked: int
    cites: tuple[str, ...]
    own: bool


def years(desk: Desk) -> tuple[YearLine, ...]:
    """Return the years the calendar knows, in order."""
    own = {path.stem for path in (desk.workspace.folder / CALENDAR).glob("*.toml")}
    return tuple(
        YearLine(each.year, len(each.off), len(each.worked), each.cites, str(each.year) in own)
        for _, each in sorted(desk.calendar.years.items())
    )


def add(desk: Desk, file: Path) -> Year:
    """Write a year's table into the workspace, where it counts from now on and goes before a bundled one.

    Done by a handler, or at the terminal of the machine. Raises Unreadable when the table is wrong or not whole.
    """
    if desk.clerk != SYSTEM:
        desk.needs("handler", "经办")
    year = read_year(file)
    missing = [name for name in NAMES if not any(name in said for said in year.off.values())]
    if missing:
        raise Unreadable(
            f"{year.year}年的放假安排不全，缺少{'、'.join(missing)}，没有导入。",
            "请对照国务院办公厅的通知补全后再导入。",
        )
    if not year.cites:
        raise Unreadable(
            f"{year.year}年的放假安排没有写明通知的名称和文号，没有导入。", "请补写 [[cites]] 后再导入。"
        )
    target = desk.workspace.folder / CALENDAR / f"{year.year}.toml"
    if target.exists() and target.read_bytes() == file.read_bytes():
        raise Refused(f"{year.year}年的放假安排已经导入过，内容相同。", "无需再次导入。")
    audit.record(
        desk, "导入放假安排", OTHER, "calendar", str(year.year), 年份=year.year, 依据="、".join(year.cites)
    )
    files.write(target, file.read_bytes())
    desk.workspace.forget_calendar()
    return year
