"""The print ledger: papers issued under a number, and every copy of them that was made."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Uid


class IssuedPaper(Base):
    """One paper issued for a case: what it said (digest of its text) and the head of the audit trail at that moment."""

    __tablename__ = "issued_paper"
    __table_args__ = (Index("ix_issued_paper_case", "case_kind", "case_id"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    form: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(100))
    case_kind: Mapped[str] = mapped_column(String(30))
    case_id: Mapped[int]
    case_uid: Mapped[str] = mapped_column(String(36))
    case_number: Mapped[str] = mapped_column(String(60))
    pages: Mapped[int]
    text_digest: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str] = mapped_column(String(20), default="valid")
    void_reason: Mapped[str] = mapped_column(Text, default="")
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    copies: Mapped[list["IssuedCopy"]] = relationship(back_populates="paper", order_by="IssuedCopy.copy")


class IssuedCopy(Base):
    """One copy of a paper; its bytes lie sealed in the folder of papers under `digest`."""

    __tablename__ = "issued_copy"
    __table_args__ = (UniqueConstraint("paper_id", "copy"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.id"))
    copy: Mapped[int]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str] = mapped_column(String(20), default="waiting")
    place: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    paper: Mapped[IssuedPaper] = relationship(back_populates="copies")
