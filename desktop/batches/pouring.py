"""Entering rows by the hundred thousand: a piece at a time, new ones and changed ones told apart by the store itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    delete,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.engine import Connection

from db.base import Base
from db.batches import ImportBatch
from db.bulk import table_of
from desktop import collecting
from desktop.batches.undoing import left, made, remember
from desktop.workspace import Desk

PIECE = 20_000

Record = tuple[Any, ...]


def pour(
    desk: Desk,
    batch: ImportBatch,
    model: type[Base],
    keys: Sequence[str],
    rows: Iterable[Record],
    *,
    known: bool,
    progress: Callable[[int], None] | None = None,
) -> dict[str, int]:
    """Enter `rows` into a table whose rows carry their batch; returns how many were new, changed, unchanged.

    A row holds the values of all columns but id and batch_id in the table's order, as the store keeps them. Rows with
    the same `keys` are the same record. Against earlier files the later one counts: what differs is changed, and what
    it replaces is kept with the batch. Within one file the first row counts, and the others are among the unchanged:
    who pours tells of those that differ from it, and counts them as faulty instead. `known` tells that earlier rows
    may be there. `progress` gets the number of rows entered so far.
    """
    table = table_of(model)
    names = [column.name for column in table.c if column.name not in ("id", "batch_id")]
    connection = desk.session.connection()
    incoming = _incoming(connection, table, names, keys)
    put = str(insert(incoming).prefix_with("OR IGNORE").compile(connection, column_keys=names))
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    again: set[int] = set()
    done = 0
    with collecting.paused():
        for piece in _pieces(rows):
            connection.exec_driver_sql(put, piece)
            changed = _renew(desk, batch, model, incoming, keys) if known else 0
            again |= _found_again(connection, batch, table, incoming, keys) if known else set()
            fresh = _enter(connection, batch, table, incoming, names)
            connection.execute(delete(incoming))
            counts["new"] += fresh
            counts["changed"] += changed
            counts["unchanged"] += len(piece) - fresh - changed
            done += len(piece)
            if progress is not None:
                progress(done)
    connection.execute(text(f"DROP TABLE {incoming.name}"))
    if known:
        left(desk, batch, model)
        made(desk, batch, ImportBatch, again)
    return counts


def _pieces(rows: Iterable[Record]) -> Iterator[list[Record]]:
    steady = iter(rows)
    while piece := list(islice(steady, PIECE)):
        yield piece


def _incoming(connection: Connection, table: Table, names: Sequence[str], keys: Sequence[str]) -> Table:
    """Return a table of this connection alone that holds one piece, each record once."""
    columns = [Column(name, table.c[name].type) for name in names]
    incoming = Table(
        f"incoming_{table.name}",
        MetaData(),
        Column("place", Integer, primary_key=True),
        *columns,
        UniqueConstraint(*keys),
        prefixes=["TEMPORARY"],
    )
    incoming.create(connection)
    return incoming


def _same(table: Table, incoming: Table, keys: Sequence[str]) -> list[Any]:
    return [table.c[name] == incoming.c[name] for name in keys]


def _renew(desk: Desk, batch: ImportBatch, model: type[Base], incoming: Table, keys: Sequence[str]) -> int:
    """Bring earlier records up to date that come with other values; returns how many."""
    table = table_of(model)
    rest = [column.name for column in incoming.c if column.name not in (*keys, "place", "row")]
    differs = or_(*(table.c[name].is_distinct_from(incoming.c[name]) for name in rest))
    fits = (*_same(table, incoming, keys), table.c.batch_id != batch.id, differs)
    ids = list(desk.session.scalars(select(table.c.id).where(*fits)))
    if not ids:
        return 0
    remember(desk, batch, model, ids)
    values = {name: incoming.c[name] for name in (*rest, "row")}
    desk.session.execute(
        update(table).values(**values, batch_id=batch.id).where(*fits),
        execution_options={"synchronize_session": False},
    )
    return len(ids)


def _found_again(
    connection: Connection, batch: ImportBatch, table: Table, incoming: Table, keys: Sequence[str]
) -> set[int]:
    """The earlier batches of which records came again as they are."""
    chosen = select(table.c.batch_id).where(*_same(table, incoming, keys), table.c.batch_id != batch.id)
    return set(connection.scalars(chosen.distinct()))


def _enter(
    connection: Connection, batch: ImportBatch, table: Table, incoming: Table, names: Sequence[str]
) -> int:
    chosen = select(*(incoming.c[name] for name in names), literal(batch.id)).order_by(incoming.c.place)
    entering = insert(table).prefix_with("OR IGNORE").from_select([*names, "batch_id"], chosen)
    return connection.execute(entering).rowcount
