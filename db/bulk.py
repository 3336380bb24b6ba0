"""Thousands of rows in a few statements, past the unit of work: for lists that come from a file."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Date, Dialect, Table
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from db.base import Base, new_uids

PIECE = 5_000
"""Rows handed to the driver at once, so that a long list is never held twice."""


def table_of(model: type[Base]) -> Table:
    """Return the table of a class of the store."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(model)
    return table


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what makes a value one that the driver takes, None where the driver takes it as it is."""
    if isinstance(kind, Date):  # the text that the dialect would write, in a sixth of the time
        return _iso
    return kind.dialect_impl(dialect).bind_processor(dialect)


@cache
def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def insert_rows(
    session: Session, model: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Put rows into a table, values in the order of `columns`, each column's type honoured; returns how many.

    Each row gets a new uid where its table has one; other defaults made in Python are not filled in.
    """
    table, connection = table_of(model), session.connection()
    dialect = connection.dialect
    binders = [_binder(table.c[name].type, dialect) for name in columns]
    stored = [*columns, "uid"] if "uid" in table.c else columns
    names, marks = ", ".join(f'"{name}"' for name in stored), ", ".join("?" * len(stored))
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own table's names
    waiting, count = iter(rows), 0
    while piece := list(islice(waiting, PIECE)):
        across: list[Iterable[Any]] = list(zip(*piece, strict=True))
        for place, bind in enumerate(binders):
            if bind is not None:
                across[place] = map(bind, across[place])
        if len(stored) > len(columns):
            across.append(new_uids(len(piece)))
        connection.exec_driver_sql(statement, list(zip(*across, strict=True)))
        count += len(piece)
    return count
