"""The publicity notice (公示): its lines, its clock, and the objections raised."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Money, Uid
from db.subsidies import ClaimLine


class Notice(Base):
    """A list of approved lines put up for the public (J14)."""

    __tablename__ = "notice"

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    working_days: Mapped[int]
    posted_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    taken_down_on: Mapped[date | None]
    lines: Mapped[list["NoticeLine"]] = relationship(back_populates="notice")


class NoticeLine(Base):
    """One approved line on a notice: what is to be paid of it, and what the list said if that was more.

    `posted_amount` stays empty while the amount is still the one that was made public.
    """

    __tablename__ = "notice_line"
    __table_args__ = (
        UniqueConstraint("notice_id", "line_id"),
        Index("ix_notice_line_amount", "line_id", "amount", "state"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"))
    position: Mapped[int]
    amount: Mapped[Money]
    posted_amount: Mapped[Money | None]
    state: Mapped[str] = mapped_column(String(20), default="listed")
    notice: Mapped[Notice] = relationship(back_populates="lines")
    line: Mapped[ClaimLine] = relationship()


class Objection(Base):
    """An objection (异议) to one line, by name or anonymous, and what became of it."""

    __tablename__ = "objection"

    id: Mapped[Key]
    uid: Mapped[Uid]
    notice_line_id: Mapped[int] = mapped_column(ForeignKey("notice_line.id"), index=True)
    received_on: Mapped[date]
    received_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    raised_by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    handled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    handled_on: Mapped[date | None]


class NoticeEvidence(Base):
    """A picture or page that shows that a notice was up, or that it was taken down."""

    __tablename__ = "notice_evidence"

    id: Mapped[Key]
    uid: Mapped[Uid]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    shows: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(ForeignKey("evidence_file.digest"))
    day: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    kept_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
