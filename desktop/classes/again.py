"""A list of a class that comes again: which records of the same sender it names, and which it no longer does."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UniqueConstraint, delete, func, select, type_coerce
from sqlalchemy.types import NullType

from db.base import Base
from db.batches import ImportBatch
from db.bulk import table_of
from db.classes import Attendance, Certificate
from db.filings import Trainee
from db.learning import LearningInteraction, LearningRegistration, LearningSession, LearningTest, SignIn
from desktop import batches
from desktop.batches import Subject
from desktop.intake import Reading
from desktop.pages import listed
from desktop.workspace import Desk

Key = tuple[Any, ...]
Record = tuple[Any, ...]

MOST_KNOWN = 100_000
"""With more records of a kind in one class a list is not held against them one by one, and nothing of them is taken out."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: its table, what tells its records apart, what is compared, and what a list says anew as a whole.

    `scope` is the part of a trainee's records that a later list replaces: the day and the course of a session, say.
    None where only a whole list that comes again replaces an earlier one. `raw` tells that values are compared as the
    store keeps them.
    """

    model: type[Base]
    keys: tuple[str, ...]
    compared: tuple[str, ...]
    scope: tuple[str, ...] | None = None
    raw: bool = False


def _exported(model: type[Base], *scope: str) -> Kind:
    """A kind of export: what its table holds once is one record, and all the rest is compared."""
    table = table_of(model)
    [alone] = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    keys = tuple(column.name for column in alone.columns)
    passed = ("id", "batch_id", "row", *keys)
    return Kind(
        model,
        keys,
        tuple(each.name for each in table.c if each.name not in passed),
        ("trainee_id", *scope),
        raw=True,
    )


AGAIN = {
    "attendance": Kind(Attendance, ("trainee_id", "day"), ("state", "online_hours", "offline_hours")),
    "certificates": Kind(Certificate, ("trainee_id",), ("type", "number", "level", "issued_on", "issuer")),
    "registration": _exported(LearningRegistration),
    "sign_in": _exported(SignIn, "at", "course"),
    "sessions": _exported(LearningSession, "started_at", "course"),
    "tests": _exported(LearningTest, "taken_at", "title"),
    "interaction": _exported(LearningInteraction, "at", "course"),
}
"""What is compared of each kind; of a moment in a scope the day alone counts."""

MOMENTS = frozenset({"at", "started_at", "taken_at"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A record that is in: its id, the batch it came with (None for what was entered by hand), and its values."""

    id: int
    batch_id: int | None
    values: dict[str, Any]


@dataclass(slots=True)
class Again:
    """The records of a class that are in, while a list goes through that may name them again.

    `own` are the batches of the same sender: only their records can be replaced. `beyond` tells that there are too many
    to be held one by one: then none is known here, and nothing goes.
    """

    kind: Kind
    known: dict[Key, Standing]
    own: frozenset[int]
    named: set[int] = field(default_factory=set)
    scopes: set[Key] = field(default_factory=set)
    beyond: bool = False

    def see(self, values: dict[str, Any]) -> Standing | None:
        """Note a record of the list; returns the one that is in under the same key."""
        found = self.known.get(tuple(values[name] for name in self.kind.keys))
        if found is not None:
            self.named.add(found.id)
        if self.kind.scope is not None:
            self.scopes.add(self._scope(values))
        return found

    def gone(self) -> list[Standing]:
        """Return what the list no longer names: of batches it sends again, and within what it says anew.

        A batch is sent again when the list names at least half of its records.
        """
        there = Counter(each.batch_id for each in self.known.values())
        named = Counter(each.batch_id for each in self.known.values() if each.id in self.named)
        resent = {key for key in self.own if named[key] and 2 * named[key] >= there[key]}
        return [
            each
            for each in self.known.values()
            if each.id not in self.named
            and each.batch_id in self.own
            and (each.batch_id in resent or self.says_anew(each))
        ]

    def says_anew(self, record: Standing) -> bool:
        """Tell whether the list has records of its own where this one stood."""
        return self.kind.scope is not None and self._scope(record.values) in self.scopes

    def _scope(self, values: dict[str, Any]) -> Key:
        names = self.kind.scope or ()
        return tuple(str(values[name])[:10] if name in MOMENTS else values[name] for name in names)


def standing(desk: Desk, place: Subject, kind: str, sender: str) -> Again | None:
    """Return the records of a kind that a class has; None where there are none."""
    about, table = AGAIN[kind], table_of(AGAIN[kind].model)
    here = table.c.trainee_id.in_(select(Trainee.id).where(Trainee.filing_id == place.filing_id))
    count = desk.session.scalar(select(func.count()).select_from(table).where(here)) or 0
    if not 0 < count <= MOST_KNOWN:
        return Again(about, {}, frozenset(), beyond=True) if count else None
    names = (*about.keys, *about.compared)
    told = (type_coerce(table.c[name], NullType()) if about.raw else table.c[name] for name in names)
    known: dict[Key, Standing] = {}
    for key, batch_id, *values in desk.session.execute(
        select(table.c.id, table.c.batch_id, *told).where(here)
    ):
        one = dict(zip(names, values, strict=True))
        known[tuple(one[name] for name in about.keys)] = Standing(key, batch_id, one)
    own = select(ImportBatch.id).where(
        ImportBatch.kind == kind,
        ImportBatch.subject_kind == place.kind,
        ImportBatch.subject_id == place.id,
        ImportBatch.sender == sender.strip(),
        ImportBatch.state == batches.TAKEN,
    )
    return Again(about, known, frozenset(desk.session.scalars(own)))


def held_against(
    desk: Desk, place: Subject, kind: str, sender: str, records: Iterable[dict[str, Any]]
) -> Again | None:
    """Return the records of a kind that a class has, those of a list already seen; None where there are none."""
    there = standing(desk, place, kind, sender)
    if there is not None and not there.beyond:
        for each in records:
            there.see(each)
    return there


def drops(there: Again | None, verdict: Reading, *, keep: bool) -> bool:
    """Tell whether taking a list in takes anything out."""
    return there is not None and not keep and not verdict.faulty and bool(there.gone())


def names_of(kind: str) -> tuple[str, ...]:
    """Return what the values of a record are called, in the order of the table."""
    return tuple(each.name for each in table_of(AGAIN[kind].model).c if each.name not in ("id", "batch_id"))


def watched(again: Again, records: Iterable[Record], kind: str) -> Iterator[Record]:
    """Give records on, each seen."""
    names = names_of(kind)
    for record in records:
        again.see(dict(zip(names, record, strict=True)))
        yield record


def take_out(
    desk: Desk, batch: ImportBatch, again: Again | None, verdict: Reading, *, keep: bool
) -> tuple[int, list[str]]:
    """Take out what a list no longer names, kept for taking the batch back; returns how many, and what is told of it.

    Nothing goes while a faulty row may be the one that names it, or when the clerk says that it stays.
    """
    if again is not None and again.beyond:
        return 0, [f"本班已有的这类记录超过 {MOST_KNOWN:,} 条，没有与本次逐条对照，也没有移出。"]
    gone = again.gone() if again is not None else []
    if not gone or again is None:
        return 0, []
    if keep or verdict.faulty:
        why = "按经办的选择" if keep else "因为还有行有误"
        return 0, [f"以前导入而本次没有的 {len(gone)} 条，{why}仍然保留。"]
    table, ids = table_of(again.kind.model), [each.id for each in gone]
    batches.remember(desk, batch, again.kind.model, ids)
    desk.session.execute(delete(table).where(table.c.id.in_(listed(ids))))
    batches.left(desk, batch, again.kind.model)
    return len(ids), [f"以前导入而本次没有的 {len(ids)} 条已移出，撤销本次导入即可恢复。"]
