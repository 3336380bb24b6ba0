"""The filing (备案) with its plan, roster, materials, findings and opinions."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import NEVER_AGAIN, Base, Hours, Key, Money, Uid
from db.batches import ImportBatch
from db.registers import Employer, Institution, Person, Platform


class Filing(Base):
    """An application to hold a training, with every part of the training plan (J12) as a field."""

    __tablename__ = "filing"
    __table_args__ = (
        Index("ix_filing_state", "state", "due_on"),
        Index("ix_filing_site", "site", "starts_on", "ends_on"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    case_kind: Mapped[str] = mapped_column(String(20))
    training_type: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(200))
    county: Mapped[str] = mapped_column(String(6))
    channel: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    targets: Mapped[str] = mapped_column(String(500), default="")
    occupation: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(10))
    programme: Mapped[str] = mapped_column(String(30), default="")
    years: Mapped[int | None]
    planned_people: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    site: Mapped[str] = mapped_column(String(200), default="")
    practice_county: Mapped[str] = mapped_column(String(6), default="")
    facilities: Mapped[str] = mapped_column(String(500), default="")
    budget: Mapped[Money]
    budget_note: Mapped[str] = mapped_column(String(500), default="")
    assessment: Mapped[str] = mapped_column(String(500), default="")
    filed_on: Mapped[date]
    accepted_on: Mapped[date | None]
    due_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    refusal_ground: Mapped[str | None] = mapped_column(String(30))
    reopened_on: Mapped[date | None]
    reopened_reason: Mapped[str] = mapped_column(String(500), default="")

    employer: Mapped[Employer | None] = relationship()
    institution: Mapped[Institution | None] = relationship()
    platform: Mapped[Platform | None] = relationship()
    person: Mapped[Person | None] = relationship()
    items: Mapped[list["CourseItem"]] = relationship(
        order_by="CourseItem.position", cascade="all, delete-orphan"
    )
    trainers: Mapped[list["Trainer"]] = relationship(
        order_by="Trainer.position", cascade="all, delete-orphan"
    )


class CourseItem(Base):
    """One course of the plan: content category (J6), mode (J7), theory or practice, class hours."""

    __tablename__ = "course_item"

    id: Mapped[Key]
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(String(30))
    part: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(20))
    hours: Mapped[Hours]


class Trainer(Base):
    """A trainer (师资) of the plan."""

    __tablename__ = "trainer"
    __table_args__ = (Index("ix_trainer_name", "name"),)

    id: Mapped[Key]
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(100), default="")
    courses: Mapped[str] = mapped_column(String(200), default="")
    full_time: Mapped[bool] = mapped_column(default=True)


class Trainee(Base):
    """A person on the roster (花名册) of a filing, with what the roster said, and the row that said it."""

    __tablename__ = "trainee"
    __table_args__ = (
        UniqueConstraint("filing_id", "person_id"),
        Index("ix_trainee_person", "person_id", "filing_id", "groups"),
        NEVER_AGAIN,
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey(ImportBatch.id), index=True)
    source: Mapped[str] = mapped_column(String(80), default="")
    position: Mapped[int]
    groups: Mapped[str] = mapped_column(String(200), default="")
    employer_name: Mapped[str] = mapped_column(String(200), default="")
    hired_on: Mapped[date | None]
    contract_from: Mapped[date | None]
    contract_until: Mapped[date | None]
    insured_from: Mapped[date | None]
    household_place: Mapped[str] = mapped_column(String(100), default="")
    home_place: Mapped[str] = mapped_column(String(100), default="")
    work_place: Mapped[str] = mapped_column(String(100), default="")
    person: Mapped[Person] = relationship()


class Material(Base):
    """One item of the materials checklist of a filing or a claim (J9, J12, J13)."""

    __tablename__ = "material"
    __table_args__ = (UniqueConstraint("case_kind", "case_id", "code"),)

    id: Mapped[Key]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    required: Mapped[bool]
    received_on: Mapped[date | None]
    digest: Mapped[str | None] = mapped_column(ForeignKey("evidence_file.digest"), index=True)
    note: Mapped[str] = mapped_column(String(200), default="")


class EvidenceFile(Base):
    """A file kept once under its SHA-256 digest in the workspace's evidence folder (J8)."""

    __tablename__ = "evidence_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    media: Mapped[str] = mapped_column(String(80), default="")
    kept_on: Mapped[date]


class EvidenceUse(Base):
    """What a kept file is evidence of: a case, and where it is told a person and a material of the checklist."""

    __tablename__ = "evidence_use"
    __table_args__ = (Index("ix_evidence_use_case", "case_kind", "case_id"),)

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(ForeignKey("evidence_file.digest"), index=True)
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    material: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(255))
    note: Mapped[str] = mapped_column(String(200), default="")
    added_on: Mapped[date]
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class FindingRecord(Base):
    """What a rule said about a case, and, for a rule "in principle", who accepted it with which reason."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_case", "case_kind", "case_id"), NEVER_AGAIN)

    id: Mapped[Key]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainee.id"), index=True)
    rule: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(100))
    strength: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    cites: Mapped[dict[str, str]] = mapped_column(JSON)
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_on: Mapped[date | None]
    accepted_reason: Mapped[str] = mapped_column(String(500), default="")


class Opinion(Base):
    """What someone with the right to decide said of a case at one step."""

    __tablename__ = "opinion"
    __table_args__ = (Index("ix_opinion_case", "case_kind", "case_id"),)

    id: Mapped[Key]
    case_kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int]
    step: Mapped[str] = mapped_column(String(30))
    verdict: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(500))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    account_name: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


class Correction(Base):
    """A correction notice (补正告知书): every defect told at once, and when it was answered."""

    __tablename__ = "correction"

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    issued_on: Mapped[date]
    due_on: Mapped[date]
    defects: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    answered_on: Mapped[date | None]
