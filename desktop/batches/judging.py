"""Faults that only the record can show, told like any other: placed at their cell, the row kept out."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.intake import Reading, Row
from desktop.intake.packed import Rows
from desktop.intake.reading import in_order
from desktop.problems import Problem


def problem(reading: Reading, row: Row, field: str, code: str, what: str, remedy: str) -> Problem:
    """Return a fault placed at the cell from which a row's field was read."""
    at = next((at for at, column in enumerate(reading.columns) if column.field == "name"), None)
    name = row.values[at] if at is not None else ""
    return Problem(
        code,
        what,
        remedy,
        row.sheet,
        reading.place(row, field),
        field,
        name if isinstance(name, str) else "",
    )


def judged(
    reading: Reading, faults: Sequence[tuple[Row, Problem]], remarks: Sequence[Problem] = ()
) -> Reading:
    """Return the reading with the rows that have a fault kept out and told, and further remarks among its warnings.

    The reading that was handed in stays as it is.
    """
    if not faults and not remarks:
        return reading
    wrong = {row for row, _ in faults}
    numbers = {row.number for row in wrong}
    return replace(
        reading,
        rows=Rows(row for row in reading.rows if row.number not in numbers or row not in wrong),
        problems=in_order((*reading.problems, *(each for _, each in faults))),
        warnings=in_order((*reading.warnings, *remarks)),
        faulty=reading.faulty + len(wrong),
    )
