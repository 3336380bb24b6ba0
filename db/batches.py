"""What was taken in from workbooks: each file once as a batch, and what its rows replaced."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Uid


class ImportBatch(Base):
    """One workbook taken in or handed back: from whom, how its columns were read, what became of each row.

    The store itself refuses a batch whose counts do not add up to its rows; `removed` are rows of an earlier
    batch which this one no longer names; `mended` are the cells a clerk put right by hand against the file.
    `remarks` are what kept no row out, `notes` what the clerk was told when it was taken in; `after_entry` is the last entry of the trail when the workbook came, so that
    what was decided since can be told from what was decided before.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint("new + changed + unchanged + faulty = rows", name="adds_up"),
        Index("ix_import_batch_digest", "digest", "kind"),
        Index("ix_import_batch_subject", "kind", "subject_kind", "subject_id"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    sender: Mapped[str] = mapped_column(String(200), default="")
    file_name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(60))
    header_row: Mapped[int] = mapped_column(default=0)
    mapping: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    taken_on: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    rows: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    mended: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    remarks: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    after_entry: Mapped[int] = mapped_column(default=0)
    undone_on: Mapped[date | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ImportMapping(Base):
    """Which column a clerk took for which field of a sender's list with such headings: proposed the next time.

    `layout` is a digest of the headings; `fields` gives by column (from 0, as JSON keeps it) the field.
    """

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "sender", "layout"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    sender: Mapped[str] = mapped_column(String(200))
    layout: Mapped[str] = mapped_column(String(64))
    fields: Mapped[dict[str, str]] = mapped_column(JSON)


class ImportChange(Base):
    """A row that a batch replaced, took off or made elsewhere: as it was before, and as the batch left it.

    `before` is empty for a row that the batch made, `after` for one that it took off. A row that carries its
    batch's id itself is not repeated here when the batch made it. An earlier batch whose rows came again the same
    stands here by its own number (`record` import_batch).
    """

    __tablename__ = "import_change"
    __table_args__ = (Index("ix_import_change_batch", "batch_id", "record"),)

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    record: Mapped[str] = mapped_column(String(30))
    record_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
