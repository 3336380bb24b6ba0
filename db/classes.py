"""The class (班期), who attended when, and the certificates earned."""

from datetime import date

from sqlalchemy import Computed, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import NEVER_AGAIN, Base, Hours, Key, Uid
from db.filings import Filing


class TrainingClass(Base):
    """The class (班期) that an approved filing opens."""

    __tablename__ = "training_class"

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), unique=True)
    opened_on: Mapped[date]
    ended_on: Mapped[date | None]
    filing: Mapped[Filing] = relationship()


class Attendance(Base):
    """One trainee's day in class: present or not, class hours online and offline, and the row that says so."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("trainee_id", "day"),
        Index("ix_attendance_hours", "trainee_id", "online_hours", "offline_hours"),
        Index("ix_attendance_long", "trainee_id", sqlite_where=text("online_hours + offline_hours > 80")),
        Index("ix_attendance_away", "trainee_id", "day", "state", sqlite_where=text("state <> 'present'")),
        NEVER_AGAIN,
    )

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    online_hours: Mapped[Hours]
    offline_hours: Mapped[Hours]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    source: Mapped[str] = mapped_column(String(80), default="")


class Certificate(Base):
    """A certificate (J8) that a trainee earned in a class."""

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_issuer", "issuer", "issued_on"), NEVER_AGAIN)

    id: Mapped[Key]
    uid: Mapped[Uid]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), unique=True)
    type: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(60), unique=True)
    plain_number: Mapped[str] = mapped_column(
        String(60), Computed("replace(replace(upper(number), ' ', ''), '-', '')", persisted=False), index=True
    )
    level: Mapped[str] = mapped_column(String(10))
    issued_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(String(200))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    source: Mapped[str] = mapped_column(String(80), default="")
