"""What was done, by whom, in which order: entries that are only ever added; and the yearly numbering of cases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key


class AuditEntry(Base):
    """One deed: who, when, what, on which record, with a digest that links it to the entry before."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_uid", "id"),)

    id: Mapped[Key]
    at: Mapped[datetime]
    day: Mapped[date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    account_name: Mapped[str] = mapped_column(String(60))
    deed: Mapped[str] = mapped_column(String(60))
    part: Mapped[str] = mapped_column(String(20))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_uid: Mapped[str] = mapped_column(String(36))
    subject_number: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


AUDIT_TRIGGERS = tuple(
    f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END"
    for verb in ("UPDATE", "DELETE")
)
"""Statements that make the audit table append-only; a migration that rebuilds the table must run them again."""


@event.listens_for(AuditEntry.__table__, "after_create")
def guard(_table: object, connection: Connection, **_of_the_event: object) -> None:
    """Make the triggers wherever the table is made, in a migrated store and in one made from the models alike."""
    for trigger in AUDIT_TRIGGERS:
        connection.exec_driver_sql(trigger)


class Sequence(Base):
    """The last number given in a year to a kind of case; taken in the case's own transaction, so no gaps."""

    __tablename__ = "sequence"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Setting(Base):
    """One fact about the workspace itself: region, bureau, county code, practice mark."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
