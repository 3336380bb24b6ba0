"""What is merged downwards: the first of the merged rows keeps the content, the others are given it before they are read."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.intake.book import Cells, Sheet
from desktop.intake.reading import Column, Mapped, address

_SHARED = frozenset({"text", "date", "code", "level", "sex", "groups", "occupation", "credit_code"})
"""Kinds of cells that several rows may share; sums, accounts and numbers are each row's own."""
_PERSON = frozenset({"name", "id_number"})


def may_share(columns: Sequence[Column]) -> frozenset[str]:
    """Give the fields whose merged cells count for every row; a person only where one person has several rows."""
    alone = [column.field for column in columns if column.key] in (["id_number"], ["name"], [])
    return frozenset(
        column.field
        for column in columns
        if column.kind in _SHARED or (column.field in _PERSON and not alone)
    )


class Downward:
    """Gives the rows of one sheet what is merged over them, piece by piece, and counts the areas."""

    def __init__(self, sheet: Sheet, columns: set[int], first: int) -> None:
        self._begins: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom in sheet.down:
            if left in columns and top + 1 >= first:
                self._begins.setdefault(top + 1, []).append((left, bottom + 1))
        self._open: dict[int, tuple[int, object]] = {}
        self._filled: dict[str, None] = {}

    def fill(self, first: int, rows: Sequence[Cells]) -> None:
        """Fill rows of the sheet in their place, the first of which has the number `first`; a blank row stays one."""
        if not self._begins:
            return
        for number, row in enumerate(rows, first):
            for column, (last, held) in list(self._open.items()):
                if number > last:
                    del self._open[column]
                elif any(row) and (column >= len(row) or row[column] == ""):
                    row.extend([""] * (column + 1 - len(row)))
                    row[column] = held
            for column, last in self._begins.get(number, ()):
                if column < len(row) and row[column] != "":
                    self._open[column] = (last, row[column])
                    self._filled[address(column, number)] = None

    @property
    def note(self) -> str:
        """What is said of the areas that were filled; "" when there was none."""
        if not self._filled:
            return ""
        shown = "、".join(list(self._filled)[:10]) + ("等" if len(self._filled) > 10 else "")
        return f"有 {len(self._filled)} 处向下合并的单元格（{shown}），其中的内容按所占的每一行读取，请核对。"


def filled(
    pieces: Iterable[tuple[int, list[Cells]]],
    sheet: Sheet,
    lists: Iterable[tuple[int, Sequence[Mapped]]],
    columns: Sequence[Column],
) -> Iterator[tuple[int, list[Cells]]]:
    """Give the rows of a sheet with what is merged over them; `lists` are the first records' numbers, each with the mapping."""
    shared = may_share(columns)
    downwards = [
        Downward(sheet, {each.column for each in mapping if each.field in shared}, first)
        for first, mapping in lists
    ]
    for number, rows in pieces:
        for downward in downwards:
            downward.fill(number, rows)
        yield number, rows
