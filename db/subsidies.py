"""The subsidy application (补贴申请) and its lines, one per trainee and scheme."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Money, Uid
from db.filings import Filing, Trainee


class Claim(Base):
    """An application for training subsidy and living allowance, grown out of a finished filing (J13).

    `stage` is advance or settlement for an apprenticeship (J15), whole for any other training. `known` is what its
    lines had in common when they were worked out, as plain facts.
    """

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_state", "state", "due_on"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20), default="whole")
    state: Mapped[str] = mapped_column(String(20), default="draft")
    payee_kind: Mapped[str] = mapped_column(String(20))
    applied_on: Mapped[date]
    due_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    refusal_ground: Mapped[str | None] = mapped_column(String(30))
    policy_version: Mapped[str] = mapped_column(String(64))
    reopened_on: Mapped[date | None]
    reopened_reason: Mapped[str] = mapped_column(String(500), default="")
    known: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    filing: Mapped[Filing] = relationship()
    lines: Mapped[list["ClaimLine"]] = relationship(back_populates="claim")


class ClaimLine(Base):
    """What one trainee brings under one scheme: asked, granted, by which policy value, with which findings.

    `known` is what was known of the trainee when the line was worked out, beyond what the claim's lines share.
    """

    __tablename__ = "claim_line"
    __table_args__ = (
        UniqueConstraint("claim_id", "trainee_id", "scheme"),
        Index("ix_claim_line_person", "person_id", "scheme", "occupation", "level", "state"),
        Index("ix_claim_line_over", "claim_id", sqlite_where=text("amount > asked")),
        Index("ix_claim_line_standard", "claim_id", "scheme", "state", "asked"),
        Index("ix_claim_line_trainee", "trainee_id", "amount"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scheme: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    occupation: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(10))
    days: Mapped[int] = mapped_column(default=0)
    asked: Mapped[Money]
    amount: Mapped[Money]
    basis: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sentence: Mapped[str] = mapped_column(String(1000), default="")
    known: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    claim: Mapped[Claim] = relationship(back_populates="lines")
    trainee: Mapped[Trainee] = relationship()


class AllowanceDay(Base):
    """One day for which one person gets the living allowance; the store itself refuses the same day twice (J11)."""

    __tablename__ = "allowance_day"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"), index=True)
