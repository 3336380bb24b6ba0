"""Lists without any headings: what each column holds tells what it may be; proposed to the clerk, never taken as read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop import identity
from desktop.intake.book import Sheet
from desktop.intake.checking import clean
from desktop.intake.dates import NoDay, days_in
from desktop.intake.headings import BY_CONTENT, Header
from desktop.intake.mapping import Layout, Source, cells_of
from desktop.intake.reading import Column, address, letter
from desktop.intake.words import plain, values
from desktop.problems import Problem

_MOSTLY = 0.8
_TOLD = frozenset({"id_number", "phone", "account", "serial", "date", "moment"})
"""Kinds that only a list holds: without one of them a sheet is words, not a list."""
_FEWEST = 2
_WIDEST, _SAMPLED = 60, 30
"""So many columns and rows are looked at."""
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff·]{4,12}")
_ACCOUNT = re.compile(r"[0-9]{12,19}")
_SERIAL = re.compile(r"(?=(?:[A-Z]*[0-9]){8})[A-Z0-9]{10,30}")
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns of a sheet without headings may be: the rows above its first record, and the column of each field."""

    above: int
    fields: tuple[tuple[str, int], ...]

    @property
    def header(self) -> Header:
        """Give the headings of such a sheet: none."""
        return Header(self.above, 0, (), (), 0.0)


def guess(sheet: Sheet, columns: Sequence[Column]) -> Guess | None:
    """Give what the columns of a sheet hold, as far as it can be told; None when it does not look like a list.

    A kind of cells that several columns hold, or that several fields may have, is told for none.
    """
    rows = [row for row in sheet.head if sum(1 for cell in row if cell != "") >= _FEWEST][:_SAMPLED]
    width = min(max((len(row) for row in rows), default=0), _WIDEST)
    found: list[tuple[str, int]] = []
    taken: set[int] = set()
    for column in sorted(columns, key=lambda each: _ORDER.get(each.kind, 99)):
        look = _looks(column)
        if look is None or not _alone(column, columns):
            continue
        like = [
            at for at in range(width) if at not in taken and _mostly(cells_of(rows, at), look, column.kind)
        ]
        if len(like) == 1 or (like and column.kind == "name"):
            found.append((column.field, like[0]))
            taken.add(like[0])
    told = {column.kind for column in columns for field, _ in found if column.field == field}
    if len(found) < _FEWEST or not told & _TOLD:
        return None
    looks = [(at, _looks(column)) for column in columns for field, at in found if column.field == field]
    for number, row in enumerate(sheet.head):
        fits = sum(1 for at, look in looks if at < len(row) and row[at] != "" and look and look(row[at]))
        if fits >= _FEWEST:
            return Guess(number, tuple(sorted(found, key=lambda pair: pair[1])))
    return None


def _alone(column: Column, columns: Sequence[Column]) -> bool:
    """Tell whether cells of this kind can be meant for this column only: no other has it, or this one alone must be."""
    alike = [each for each in columns if each.kind == column.kind]
    needed = [each for each in alike if each.required]
    return column.kind == "code" or len(alike) == 1 or needed == [column]


def ask(sheet: Sheet, found: Guess, columns: Sequence[Column]) -> Layout:
    """Give the layout that is proposed for a sheet without headings, with the problem that asks for it."""
    layout = Layout(sheet.name, found.header)
    titles = {column.field: column.title for column in columns}
    for field, at in found.fields:
        layout.sources[field] = (Source(at, "", BY_CONTENT),)
    said = "、".join(f"{letter(at)} 列是{titles[field]}" for field, at in found.fields)
    layout.problems.append(
        Problem(
            "no_heading",
            f"这张表没有表头，按内容推测{said}，还没有人核对，整张表未读取。",
            "请核对各列的含义后重新核对，或请对方在第一行补上各列标题后重新提交。",
            sheet.name,
            address(found.fields[0][1], found.above + 1),
            found.fields[0][0],
        )
    )
    return layout


def _mostly(cells: Sequence[object], look: Callable[[object], bool], kind: str) -> bool:
    filled = [cell for cell in cells if cell != ""]
    fit = [cell for cell in filled if look(cell)]
    if kind == "name" and len(set(map(str, fit))) < 0.6 * len(fit):  # a word that repeats is no name
        return False
    return bool(fit) and len(fit) >= _MOSTLY * len(filled) and 2 * len(filled) >= len(cells)


def _looks(column: Column) -> Callable[[object], bool] | None:
    """Give what tells a cell of a column at sight; None where nothing does."""
    table = column.field if column.kind == "code" else column.kind
    if column.kind in {"code", "sex", "level", "groups", "occupation"}:
        return lambda cell: _in_table(table, cell)
    return _AT_SIGHT.get(column.kind)


def _in_table(table: str, cell: object) -> bool:
    text = plain(clean(cell)).casefold()
    return not text.isdigit() and len(text) > (table not in {"sex", "state"}) and text in values(table)


def _is_number_of_person(cell: object) -> bool:
    return isinstance(cell, str) and bool(identity.ID_SHAPE(identity.tidy(cell)))


def _is_phone(cell: object) -> bool:
    return identity.check_phone(identity.tidy(clean(cell)))[1] is None


def _is_account(cell: object) -> bool:
    text = identity.tidy(clean(cell))
    return bool(_ACCOUNT.fullmatch(text)) and not _is_number_of_person(text) and not _is_phone(text)


def _is_serial(cell: object) -> bool:
    text = plain(clean(cell)).upper()
    return (
        isinstance(cell, str)
        and bool(_SERIAL.fullmatch(text))
        and not (_is_number_of_person(text) or _is_phone(text))
    )


def is_day(cell: object) -> bool:
    """Tell a day, or a moment of one, at sight."""
    if isinstance(cell, datetime | date):
        return True
    try:
        return (
            isinstance(cell, str)
            and len(cell) >= 6
            and not _is_number_of_person(cell)
            and bool(days_in(cell))
        )
    except NoDay:
        return False


def _is_moment(cell: object) -> bool:
    return (
        isinstance(cell, time)
        or (isinstance(cell, datetime) and bool(cell.hour or cell.minute))
        or (isinstance(cell, str) and bool(_CLOCK.search(cell)))
    )


def _is_name(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    text = plain(cell)
    return bool(_NAME.fullmatch(text)) and not any(
        text in values(each) for each in ("sex", "level", "groups", "state")
    )


def _is_credit_code(cell: object) -> bool:
    text = plain(clean(cell)).upper()
    return bool(_CREDIT.fullmatch(text)) and not _is_number_of_person(text)


_AT_SIGHT: dict[str, Callable[[object], bool]] = {
    "id_number": _is_number_of_person,
    "phone": _is_phone,
    "account": _is_account,
    "credit_code": _is_credit_code,
    "serial": _is_serial,
    "moment": _is_moment,
    "date": is_day,
    "name": _is_name,
    "payee": _is_name,
}
_ORDER = {
    kind: at
    for at, kind in enumerate((*_AT_SIGHT, "sex", "level", "groups", "code", "occupation"))
    if kind not in {"name", "payee"}
}
"""The kinds from the plainest; names are looked for when every other word has been taken."""
