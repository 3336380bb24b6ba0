"""Those whom the cases speak of, each entered once: persons, employers, institutions, platforms."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Uid


class Person(Base):
    """A trainee or applicant, known by the 18-place citizen number."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_name", "name", "born"),
        Index("ix_person_born", "sex", "born"),
        Index("ix_person_phone", "phone"),
        Index("ix_person_account", "account"),
        Index("ix_person_address", "address", sqlite_where=text("address <> ''")),
        Index("ix_person_old_number", "id_number", sqlite_where=text("length(id_number) = 15")),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    id_number: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    sex: Mapped[str] = mapped_column(String(1))
    born: Mapped[date]
    phone: Mapped[str] = mapped_column(String(20), default="")
    education: Mapped[str] = mapped_column(String(40), default="")
    household: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    bank: Mapped[str] = mapped_column(String(100), default="")
    account: Mapped[str] = mapped_column(String(40), default="")
    groups: Mapped[list["PersonGroup"]] = relationship(back_populates="person")


class PersonGroup(Base):
    """That a person belongs to a group of trainees (J2, J11), on which evidence, from when to when."""

    __tablename__ = "person_group"
    __table_args__ = (Index("ix_person_group_person", "person_id", "group"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group: Mapped[str] = mapped_column(String(30))
    evidence: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    person: Mapped[Person] = relationship(back_populates="groups")


class Organisation:
    """What an employer, an institution and a platform's operator have in common."""

    id: Mapped[Key]
    uid: Mapped[Uid]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    credit_code: Mapped[str] = mapped_column(String(18), unique=True)
    county: Mapped[str] = mapped_column(String(6))
    address: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Employer(Organisation, Base):
    """An enterprise (企业) whose staff is trained."""

    __tablename__ = "employer"

    bank: Mapped[str] = mapped_column(String(100), default="")
    account_name: Mapped[str] = mapped_column(String(200), default="")
    account: Mapped[str] = mapped_column(String(40), default="", index=True)
    key_enterprise: Mapped[bool] = mapped_column(default=False)


class Institution(Organisation, Base):
    """A training institution (培训机构, J4)."""

    __tablename__ = "institution"

    kind: Mapped[str] = mapped_column(String(40), default="")
    bank: Mapped[str] = mapped_column(String(100), default="")
    account_name: Mapped[str] = mapped_column(String(200), default="")
    account: Mapped[str] = mapped_column(String(40), default="", index=True)
    qualifications: Mapped[list["Qualification"]] = relationship(back_populates="institution")


class Qualification(Base):
    """What an institution may teach: the document, the occupations, and how long it holds (J4)."""

    __tablename__ = "qualification"

    id: Mapped[Key]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    document: Mapped[str] = mapped_column(String(200))
    occupations: Mapped[list[str]] = mapped_column(JSON)
    since: Mapped[date]
    until: Mapped[date | None]
    institution: Mapped[Institution] = relationship(back_populates="qualifications")


class Platform(Organisation, Base):
    """An online training platform with the four capabilities that J5 asks for, and where its listing comes from."""

    __tablename__ = "platform"

    source: Mapped[str] = mapped_column(String(200), default="")
    capabilities: Mapped[list[str]] = mapped_column(JSON)
    evidence: Mapped[str] = mapped_column(String(500), default="")
    since: Mapped[date]
    until: Mapped[date | None]
