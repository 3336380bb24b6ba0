"""What could be wrong with a case: lists from other offices, checks made, doubts found, and what became of each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Money, Uid


class OutsideList(Base):
    """A list that another office keeps (deaths, pensions, public payroll, pupils, insured staff, benefits), as of a day.

    One that was taken back has no lines any more.
    """

    __tablename__ = "outside_list"
    __table_args__ = (Index("ix_outside_list_kind", "kind", "as_of"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]
    taken_on: Mapped[date]
    file_name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    faulty: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    withdrawn_on: Mapped[date | None]


class OutsideEntry(Base):
    """One line of such a list: a person by number, or a unit by credit code, and from when to when it holds."""

    __tablename__ = "outside_entry"
    __table_args__ = (
        Index("ix_outside_entry_number", "number", "list_id"),
        Index("ix_outside_entry_unit", "list_id", "unit"),
    )

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("outside_list.id"))
    number: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(80), default="")


class OutsideBenefit(Base):
    """One line of a list of what was paid elsewhere: to whom, which subsidy for what, from which fund, on which day.

    `since` and `until` are the days it was for; occupation, level and fund are empty where the list is silent.
    """

    __tablename__ = "outside_benefit"
    __table_args__ = (Index("ix_outside_benefit_number", "number", "list_id"),)

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("outside_list.id"))
    number: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(200), default="")
    scheme: Mapped[str] = mapped_column(String(20))
    programme: Mapped[str] = mapped_column(String(30), default="")
    occupation: Mapped[str] = mapped_column(String(20), default="")
    level: Mapped[str] = mapped_column(String(10), default="")
    amount: Mapped[Money | None]
    paid_on: Mapped[date]
    since: Mapped[date | None]
    until: Mapped[date | None]
    fund: Mapped[str] = mapped_column(String(20), default="")
    certificate: Mapped[str] = mapped_column(String(200), default="")
    office: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(80), default="")


class DoubtCheck(Base):
    """The last check of a case at one stage: what could not be checked, its digest, and who signed it off under which number."""

    __tablename__ = "doubt_check"
    __table_args__ = (UniqueConstraint("case_kind", "case_id", "stage"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    stage: Mapped[str] = mapped_column(String(20))
    checked_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lines: Mapped[int]
    found: Mapped[int]
    coverage: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signed_on: Mapped[date | None]
    signed_digest: Mapped[str] = mapped_column(String(64), default="")
    signed_number: Mapped[str] = mapped_column(String(40), default="")


class Disposal(Base):
    """What somebody decided on a doubt, why and on what evidence; remembered when the same matter comes up again."""

    __tablename__ = "disposal"
    __table_args__ = (Index("ix_disposal_fingerprint", "fingerprint", "verdict"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    flag: Mapped[str] = mapped_column(String(10))
    variant: Mapped[str] = mapped_column(String(30))
    fingerprint: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500))
    evidence: Mapped[str] = mapped_column(String(500), default="")
    digest: Mapped[str | None] = mapped_column(ForeignKey("evidence_file.digest"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_on: Mapped[date]


class Doubt(Base):
    """A doubt (疑点) about a case: which red flag, on which rows it rests, the sentence, and where it stands."""

    __tablename__ = "doubt"
    __table_args__ = (
        UniqueConstraint("case_kind", "case_id", "fingerprint"),
        Index("ix_doubt_state", "state", "flag"),
        Index("ix_doubt_fingerprint", "fingerprint"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    stage: Mapped[str] = mapped_column(String(20))
    flag: Mapped[str] = mapped_column(String(10))
    variant: Mapped[str] = mapped_column(String(30))
    severity: Mapped[str] = mapped_column(String(10))
    certainty: Mapped[str] = mapped_column(String(10))
    fingerprint: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20), default="open")
    found_on: Mapped[date]
    seen_on: Mapped[date]
    disposal_id: Mapped[int | None] = mapped_column(ForeignKey("disposal.id"), index=True)
    disposal: Mapped[Disposal | None] = relationship()
