"""A long list asked page by page: the question's form and the answer's."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Select, SQLColumnExpression, column, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")
Chosen: TypeAlias = Select[*tuple[Any, ...]]
"""A selection with any columns."""

ROWS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What a list is asked: text to find, state to keep, column to sort by, and which rows."""

    text: str = ""
    state: str = ""
    sort: str = ""
    descending: bool = False
    offset: int = 0
    limit: int = ROWS_A_PAGE


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, with the number of all rows that match and their sums by column."""

    rows: tuple[T, ...]
    total: int
    sums: Mapping[str, Decimal] = field(default_factory=dict)


def page(
    session: Session,
    query: PageQuery,
    chosen: Chosen,
    sortable: Mapping[str, SQLColumnExpression[Any]],
    key: SQLColumnExpression[Any],
    line: Callable[[Any], T],
    sums: Mapping[str, SQLColumnExpression[Any]] | None = None,
) -> Page[T]:
    """Return one page of `chosen`, sorted and counted in SQL; `key` breaks ties so that pages never overlap.

    `sortable` maps a column's name, as the window knows it, to what the store sorts by; `line` turns
    a row into the frozen value that is shown; `sums` are added up over all rows that match.
    """
    totals = dict(sums or {})
    inner: Chosen = chosen.order_by(None).with_only_columns(
        *(value.label(name) for name, value in totals.items()), key.label("k")
    )
    counted = inner.subquery()
    head = session.execute(
        select(func.count(), *(func.sum(counted.c[name]) for name in totals)).select_from(counted)
    ).one()
    order = sortable.get(query.sort)
    ordering = [] if order is None else [order.desc() if query.descending else order.asc()]
    tie = key.desc() if query.descending or order is None else key.asc()
    rows = session.execute(chosen.order_by(*ordering, tie).offset(query.offset).limit(query.limit)).all()
    added = {name: head[1 + at] or Decimal(0) for at, name in enumerate(totals)}
    return Page(tuple(line(row) for row in rows), int(head[0]), added)


def like(text: str) -> str:
    """Return `text` as a LIKE pattern that finds it anywhere, with the wildcards it holds taken literally."""
    escaped = text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def listed(values: Iterable[str | int]) -> Select[Any]:
    """Return `values` as a subquery for IN: one JSON parameter, so that any number of them uses the index."""
    return select(func.json_each(json.dumps(list(values))).table_valued(column("value")).c.value)
