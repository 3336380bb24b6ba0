"""What went to the province and came back; and, at the province's end, what was received."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Money, Uid


class Package(Base):
    """A package (上报包) made here for the province."""

    __tablename__ = "package"

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    sequence: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64), default="")
    file_name: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime]
    records: Mapped[int]
    control_sum: Mapped[Money]
    state: Mapped[str] = mapped_column(String(20), default="sent")
    receipt_digest: Mapped[str | None] = mapped_column(String(64))
    receipt_at: Mapped[datetime | None]
    accepted: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    items: Mapped[list["PackageRecord"]] = relationship(back_populates="package")


class PackageRecord(Base):
    """One record in one package, and what the province said of it."""

    __tablename__ = "package_record"
    __table_args__ = (
        UniqueConstraint("package_id", "uid"),
        Index("ix_package_record_uid", "uid", "state"),
    )

    id: Mapped[Key]
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"))
    kind: Mapped[str] = mapped_column(String(20))
    uid: Mapped[str] = mapped_column(String(36))
    number: Mapped[str] = mapped_column(String(60), default="")
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20), default="sent")
    reason: Mapped[str] = mapped_column(String(500), default="")
    package: Mapped[Package] = relationship(back_populates="items")


class ReceivedPackage(Base):
    """A package as the province's end received it, with the very receipt that was given for it."""

    __tablename__ = "received_package"

    id: Mapped[Key]
    uid: Mapped[str] = mapped_column(String(36), index=True)
    sender: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[datetime]
    receipt_name: Mapped[str] = mapped_column(String(255))
    receipt: Mapped[bytes] = mapped_column(LargeBinary)


class ReceivedRecord(Base):
    """A record as the province's end took it in or rejected it."""

    __tablename__ = "received_record"
    __table_args__ = (UniqueConstraint("package_id", "uid"), Index("ix_received_record_uid", "uid", "state"))

    id: Mapped[Key]
    package_id: Mapped[int] = mapped_column(ForeignKey("received_package.id"))
    kind: Mapped[str] = mapped_column(String(20))
    uid: Mapped[str] = mapped_column(String(36))
    digest: Mapped[str] = mapped_column(String(64))
    natural_key: Mapped[str] = mapped_column(String(200), default="", index=True)
    payload: Mapped[str]
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
