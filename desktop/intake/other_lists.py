"""A sheet handed to the wrong import: which list it is instead, and where that is taken in."""

import re
from collections.abc import Sequence

from desktop.intake.headings import Header, spell
from desktop.intake.reading import Column, address
from desktop.intake.words import resource_table
from desktop.problems import Problem

_FEWEST_DAYS = 2
_DATED = re.compile(r"\d{1,2}[月./-]\d{1,2}日?(?:上午|下午)?$")
"""A heading that ends with a day; a title above it may have been joined to it."""


def belongs_elsewhere(sheet: str, header: Header, columns: Sequence[Column]) -> Problem | None:
    """Give the problem of a sheet whose headings are those of another list; None when they are of no other."""
    fields = {column.field for column in columns}
    written = {spell(text): at for at, text in reversed(list(enumerate(header.texts))) if text}
    lists = {each["own"]: each for each in resource_table("headings")["lists"]}
    for own, each in lists.items():
        found = [word for word in each["headings"] if spell(word) in written]
        if own not in fields and found:
            at = min(written[spell(word)] for word in found)
            return _problem(sheet, f"有“{found[0]}”列", each, address(at, header.row))
    days = [at for at, text in enumerate(header.texts) if _DATED.search(spell(text))]
    attendance = lists["offline_hours"]
    if len(days) >= _FEWEST_DAYS and attendance["own"] not in fields:
        return _problem(sheet, "日期是横排的", attendance, address(days[0], header.row))
    return None


def _problem(sheet: str, seen: str, other: dict[str, str], where: str) -> Problem:
    return Problem(
        "other_list",
        f"这张表{seen}，像是{other['title']}，不是这里要的表，整张表未读取。",
        f"请到{other['where']}导入这份文件。",
        sheet,
        where,
    )
