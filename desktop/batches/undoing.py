"""What a batch replaced, kept row by row as the store has it, so that the batch can be taken back whole.

The images are made and put back by SQLite itself (one JSON object a row), so that every type comes back as it was.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    UniqueConstraint,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    union_all,
    update,
)

from db.audit import AuditEntry
from db.base import Base
from db.batches import ImportBatch, ImportChange
from db.bulk import table_of
from desktop.batches.taking import TAKEN, UNDONE
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

_CHANGE = table_of(ImportChange)
_BATCH = table_of(ImportBatch).name


def remember(desk: Desk, batch: ImportBatch, model: type[Base], ids: Iterable[int]) -> None:
    """Keep rows as they are, before the batch changes them or takes them off."""
    table = table_of(model)
    images = select(literal(batch.id), literal(table.name), table.c.id, _image(table)).where(
        table.c.id.in_(listed(ids))
    )
    desk.session.execute(insert(_CHANGE).from_select(["batch_id", "record", "record_id", "before"], images))


def left(desk: Desk, batch: ImportBatch, model: type[Base]) -> frozenset[int]:
    """Keep the remembered rows as the batch left them, forget those it left alone; returns those it changed."""
    table = table_of(model)
    own = (_CHANGE.c.batch_id == batch.id, _CHANGE.c.record == table.name, _CHANGE.c.before.is_not(None))
    now = select(_image(table)).where(table.c.id == _CHANGE.c.record_id).scalar_subquery()
    desk.session.execute(update(_CHANGE).where(*own).values(after=now))
    desk.session.execute(delete(_CHANGE).where(*own, text("before = after")))
    changed = select(_CHANGE.c.record_id).where(*own, text("after IS NOT NULL"))
    return frozenset(desk.session.scalars(changed))


def made(desk: Desk, batch: ImportBatch, model: type[Base], ids: Iterable[int]) -> None:
    """Keep which rows the batch made in a table whose rows do not carry their batch."""
    statement = text(
        "INSERT INTO import_change (batch_id, record, record_id) SELECT :batch, :record, value FROM json_each(:ids)"
    )
    desk.session.execute(
        statement, {"batch": batch.id, "record": table_of(model).name, "ids": json.dumps(list(ids))}
    )


def found_again(desk: Desk, batch: ImportBatch, model: type[Base], ids: Iterable[int]) -> None:
    """Keep which earlier batches entered rows that came again the same: these rest on both, and so does the batch."""
    table = table_of(model)
    earlier = select(table.c.batch_id).where(table.c.id.in_(listed(ids)), table.c.batch_id.is_not(None))
    made(desk, batch, ImportBatch, desk.session.scalars(earlier.distinct()))


def rests(desk: Desk, batch: ImportBatch, *models: type[Base]) -> list[str]:
    """Return which later batches rest on one, each as a clerk says it."""
    return [
        f"之后又于{each.taken_on}导入了“{each.file_name}”，其中有这份文件的行，须先撤销那一份"
        for each in later(desk, batch, *models)
    ]


def later(desk: Desk, batch: ImportBatch, *models: type[Base]) -> tuple[ImportBatch, ...]:
    """Return the later batches for the same subject that rest on this one, the newest first.

    These are the ones that changed, took off or found again what it entered, or that entered what would be in the
    way of what it took off; a batch of other rows rests on nothing of it.
    """
    tables = [table_of(model) for model in models]
    own, change = _CHANGE.alias(), _CHANGE.c
    whose = tuple_(change.record, change.record_id)
    entered = select(own.c.record, own.c.record_id).where(own.c.batch_id == batch.id, own.c.record != _BATCH)
    after = (
        ImportBatch.kind == batch.kind,
        ImportBatch.subject_kind == batch.subject_kind,
        ImportBatch.subject_id == batch.subject_id,
        ImportBatch.state == TAKEN,
        ImportBatch.id > batch.id,
    )
    touched = select(change.batch_id).where(
        change.batch_id.in_(select(ImportBatch.id).where(*after)),
        change.record.in_([table.name for table in tables])
        & ((func.json_extract(change.before, "$.batch_id") == batch.id) | whose.in_(entered))
        | (change.record == _BATCH) & (change.record_id == batch.id),
    )
    in_the_way = [_in_the_way(batch, table) for table in tables if "batch_id" in table.c]
    chosen = select(ImportBatch).where(*after, ImportBatch.id.in_(union_all(touched, *in_the_way)))
    return tuple(desk.session.scalars(chosen.order_by(ImportBatch.id.desc())))


def _in_the_way(batch: ImportBatch, table: Table) -> Select[Any]:
    """The batches whose rows stand where rows that this one took off would have to go."""
    uniques = [
        each for each in table.constraints if isinstance(each, UniqueConstraint) and "uid" not in each.columns
    ]
    same = [
        and_(
            *(column == func.json_extract(_CHANGE.c.before, f"$.{column.name}") for column in unique.columns)
        )
        for unique in uniques
    ]
    taken_off = (*_own(batch, table), text("before IS NOT NULL"), text("after IS NULL"))
    return select(table.c.batch_id).where(*taken_off, or_(*same), table.c.batch_id != batch.id)


def find(desk: Desk, batch_id: int) -> ImportBatch:
    """Return the batch, or refuse when there is none."""
    batch = desk.session.get(ImportBatch, batch_id)
    if batch is None:
        raise Refused("没有找到这个导入批次。", "请刷新后再试。")
    return batch


def made_by(desk: Desk, batch: ImportBatch, model: type[Base]) -> frozenset[int]:
    """Return the rows that the batch made and that still carry it, in a table whose rows do."""
    table = table_of(model)
    changed = select(_CHANGE.c.record_id).where(*_own(batch, table))
    return frozenset(
        desk.session.scalars(
            select(table.c.id).where(table.c.batch_id == batch.id, table.c.id.not_in(changed))
        )
    )


def changed_by(desk: Desk, batch: ImportBatch, model: type[Base]) -> frozenset[int]:
    """Return the rows that the batch changed."""
    chosen = select(_CHANGE.c.record_id).where(*_own(batch, table_of(model)), text("after IS NOT NULL"))
    return frozenset(desk.session.scalars(chosen))


def undo(desk: Desk, batch: ImportBatch, *models: type[Base]) -> None:
    """Take back what the batch did in `models`, those that refer to others first, and mark it undone.

    A field that somebody changed since keeps what it has now. Rows of a table that does not know its batch are
    taken off only where nothing refers to them and no deed has named them since. The capability has asked
    before whether anything rests on the batch, and leaves the entry.
    """
    for model in models:
        table = table_of(model)
        _put_back_changed(desk, batch, table)
        if "batch_id" in table.c:
            desk.session.execute(delete(table).where(table.c.batch_id == batch.id))
        else:
            _take_off_made(desk, batch, table)
    for model in reversed(models):
        _put_back_taken_off(desk, batch, table_of(model))
    batch.state, batch.undone_on, batch.undone_by = UNDONE, desk.today, desk.clerk.id
    desk.reread()


def _put_back_changed(desk: Desk, batch: ImportBatch, table: Table) -> None:
    def image(which: Any, name: str) -> Any:
        return func.json_extract(which, f"$.{name}")

    values = {
        column.name: case(
            (column.is_(image(_CHANGE.c.after, column.name)), image(_CHANGE.c.before, column.name)),
            else_=column,
        )
        for column in _kept(table)
        if column.name != "id"
    }
    desk.session.execute(
        update(table)
        .values(values)
        .where(table.c.id == _CHANGE.c.record_id, *_own(batch, table), text("before IS NOT NULL"))
        .where(text("after IS NOT NULL"))
    )


def _take_off_made(desk: Desk, batch: ImportBatch, table: Table) -> None:
    chosen = select(_CHANGE.c.record_id).where(*_own(batch, table), text("before IS NULL"))
    free: list[ColumnElement[bool]] = [table.c.id.in_(chosen)]
    free += [~select(literal(1)).where(column == table.c.id).exists() for column in _referring(table)]
    if "uid" in table.c:
        free.append(~select(literal(1)).where(AuditEntry.subject_uid == table.c.uid).exists())
    desk.session.execute(delete(table).where(*free))


def _put_back_taken_off(desk: Desk, batch: ImportBatch, table: Table) -> None:
    """Put back what was taken off, except where the same was entered by hand since: that stays as it is now."""
    columns = _kept(table)
    rows = select(*(func.json_extract(_CHANGE.c.before, f"$.{column.name}") for column in columns)).where(
        *_own(batch, table), text("before IS NOT NULL"), text("after IS NULL")
    )
    putting = insert(table).prefix_with("OR IGNORE")
    desk.session.execute(putting.from_select([column.name for column in columns], rows))


def _own(batch: ImportBatch, table: Table) -> tuple[Any, ...]:
    return _CHANGE.c.batch_id == batch.id, _CHANGE.c.record == table.name


def _kept(table: Table) -> list[Any]:
    return [column for column in table.c if column.computed is None]


def _image(table: Table) -> Any:
    return func.json_object(*(part for column in _kept(table) for part in (literal(column.name), column)))


def _referring(table: Table) -> list[Any]:
    """Return every column of the store that refers to a table's rows."""
    return [
        key.parent
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    ]
