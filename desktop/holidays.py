"""The years of the working-day calendar: which are known, and writing one in when the State Council has announced it."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from desktop import audit, calendar, files
from desktop.audit import OTHER
from desktop.calendar import Year, read_year
from desktop.problems import Refused, Unreadable
from desktop.workspace import CALENDAR, SYSTEM, Desk

NAMES = ("元旦", "春节", "清明", "劳动", "端午", "国庆")
"""The holidays that every year has as days of their own; 中秋 may fall into 国庆."""
LARGEST, MOST_YEARS = 200_000, 30
"""How large one year's table may be, in bytes, and how many years one package may bring."""


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


def bring(desk: Desk, file: Path) -> tuple[Year, ...]:
    """Write in the years of a file: one year's table, or a zip that holds several; all of them, or none.

    Done by a handler. Raises Unreadable when the zip is damaged, too large or holds no year's table, or as `add`.
    """
    if file.suffix.lower() != ".zip":
        return (add(desk, file),)
    with TemporaryDirectory() as folder:
        new = [each for each in _unpacked(file, Path(folder)) if not _is_known(desk, each)]
        if not new:
            raise Refused(f"“{file.name}”里的放假安排都已经导入过，内容相同。", "无需再次导入。")
        for each in new:
            _looked_at(desk, each)
        return tuple(add(desk, each) for each in new)


def _is_known(desk: Desk, file: Path) -> bool:
    target = desk.workspace.folder / CALENDAR / file.name
    return target.exists() and target.read_bytes() == file.read_bytes()


def _unpacked(file: Path, folder: Path) -> list[Path]:
    """The tables of years that a zip holds, whatever folders they lie in, written into `folder`."""
    found = []
    try:
        with zipfile.ZipFile(file) as packed:
            for each in packed.infolist():
                name = PurePosixPath(each.filename).name
                if re.fullmatch(r"[0-9]{4}\.toml", name) and each.file_size <= LARGEST:
                    target = folder / name
                    target.write_bytes(packed.read(each))
                    found.append(target)
    except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError, zlib.error) as fault:
        raise Unreadable(f"“{file.name}”不是完整的 zip 文件，没有导入。", "请重新取得后再导入。") from fault
    if not found or len(found) > MOST_YEARS:
        raise Unreadable(
            f"“{file.name}”里没有可用的放假安排，没有导入。",
            f"里面应当是 2027.toml 这样以年份命名的文件，最多 {MOST_YEARS} 个。",
        )
    return sorted(found)


def save_sample(desk: Desk, path: Path) -> Path:
    """Write the file of the newest known year to `path`, to be made into the next year's."""
    newest = max(desk.calendar.years)
    own = desk.workspace.folder / CALENDAR / f"{newest}.toml"
    source = own if own.exists() else calendar.FOLDER / f"{newest}.toml"
    return files.write(path, source.read_bytes())


def add(desk: Desk, file: Path) -> Year:
    """Write a year's table into the workspace, where it counts from now on and goes before a bundled one.

    Done by a handler, or at the terminal of the machine. Raises Unreadable when the table is wrong or not whole.
    """
    if desk.clerk != SYSTEM:
        desk.needs("handler", "经办")
    year = _looked_at(desk, file)
    target = desk.workspace.folder / CALENDAR / f"{year.year}.toml"
    audit.record(
        desk, "导入放假安排", OTHER, "calendar", str(year.year), 年份=year.year, 依据="、".join(year.cites)
    )
    files.write(target, file.read_bytes())
    desk.workspace.forget_calendar()
    return year


def _looked_at(desk: Desk, file: Path) -> Year:
    """The year that a file holds; raises Unreadable when it is wrong or not whole, Refused when it is known already."""
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
    return year
