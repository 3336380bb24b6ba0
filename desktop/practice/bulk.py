"""Writing very many rows: by the thousand in one statement each, in the order in which tables refer to each other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import DeclarativeBase

TOGETHER = 5000


class Rows:
    """Rows of one table on their way to the store; columns not named get their default or nothing."""

    def __init__(self, connection: Connection, model: type[DeclarativeBase], *fields: str) -> None:
        table = model.__table__
        if not isinstance(table, Table):
            message = f"{model.__name__} is no table"
            raise TypeError(message)
        self.connection = connection
        self.waiting: list[tuple[Any, ...]] = []
        others = [
            column
            for column in table.columns
            if column.name not in fields and column.computed is None and not column.nullable
        ]
        others = [column for column in others if not column.primary_key]
        self.rest = tuple(_default(column) for column in others)
        names = ", ".join(f'"{name}"' for name in (*fields, *(column.name for column in others)))
        blanks = ", ".join("?" * (len(fields) + len(others)))
        self.sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({blanks})'  # noqa: S608 - names of our own tables

    def add(self, *row: Any) -> None:
        """Keep a row for writing."""
        self.waiting.append((*row, *self.rest))

    def write(self) -> None:
        """Write what waits."""
        if self.waiting:
            self.connection.exec_driver_sql(self.sql, self.waiting)
            self.waiting.clear()


def _default(column: Any) -> Any:
    default = column.default.arg if column.default is not None and column.default.is_scalar else None
    if default is not None:
        return int(default) if isinstance(default, bool) else default
    kind = column.type.python_type if hasattr(column.type, "python_type") else str
    return 0 if kind in (int, bool) else "[]" if "JSON" in str(column.type) else ""


@contextmanager
def indexed_afterwards(connection: Connection) -> Iterator[None]:
    """Let all indexes but those of keys go, and make them anew at the end, which takes half the time."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    indexes = found.all()
    for name, _ in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        connection.exec_driver_sql(sql)


def write_all(tables: Sequence[Rows]) -> None:
    """Write what waits in all tables, in the order given: those referred to come first."""
    for table in tables:
        table.write()
