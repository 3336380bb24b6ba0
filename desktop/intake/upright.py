"""Sheets that are no list: a form of one person with its labels beside the values, or a list turned on its side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop import identity
from desktop.intake.book import Cells, Sheet
from desktop.intake.headings import Lexicon, lexicon
from desktop.intake.reading import Column

_BESIDE = 3
"""So many cells may stand between a label and its value."""
_SEVERAL = 2


class _Label(NamedTuple):
    """A label in a sheet: its row and column, and the values that stand to the right of it up to the next label."""

    row: int
    column: int
    values: list[object]


def forms(sheets: Sequence[Sheet], columns: tuple[Column, ...]) -> tuple[str, Mapping[str, str | int]] | None:
    """Give what a workbook holds in place of a list, `form` or `on_its_side`, with its figures; None for anything else."""
    known = lexicon(columns)
    numbered = [column.field for column in columns if column.required and column.kind == "id_number"]
    if not numbered or "name" not in known.required:
        return None
    found = [told for sheet in sheets if (told := _told(sheet, known, numbered[0])) is not None]
    if not found:
        return None
    name, people = found[0]
    if people >= _SEVERAL:
        return "on_its_side", {"people": people}
    return "form", {"name": name, "count": sum(1 for _, each in found if each < _SEVERAL)}


def _told(sheet: Sheet, known: Lexicon, numbered: str) -> tuple[str, int] | None:
    """Give the first name in a sheet whose labels stand left of the values, and how many people it holds."""
    names = list(_labels(sheet.head, known, "name"))
    numbers = [
        each
        for each in _labels(sheet.head, known, numbered)
        if isinstance(each.values[0], str) and identity.ID_SHAPE(identity.tidy(each.values[0]))
    ]
    if not names or not numbers:
        return None
    together = names[0].column == numbers[0].column
    return str(names[0].values[0])[:20], min(len(names[0].values), len(numbers[0].values)) if together else 1


def _labels(rows: Sequence[Cells], known: Lexicon, field: str) -> Iterator[_Label]:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sense = known.sense(cell)
            if sense is not None and sense.field == field:
                values = list(_values(cells[column + 1 :], known))
                if values:
                    yield _Label(row, column, values)


def _values(cells: Cells, known: Lexicon) -> Iterator[object]:
    blank = 0
    for cell in cells:
        blank = blank + 1 if cell == "" else 0
        if blank >= _BESIDE or known.sense(cell) is not None:
            return
        if cell != "":
            yield cell
