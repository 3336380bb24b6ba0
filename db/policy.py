"""Policy values that a bureau enters itself, and every state of the policy that a decision was made under."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Scaled, Uid


class LocalValue(Base):
    """One local value with the bureau's own citation: proposed by one account, in force once another confirms."""

    __tablename__ = "local_value"

    id: Mapped[Key]
    uid: Mapped[Uid]
    name: Mapped[str] = mapped_column(String(80))
    scope: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    since: Mapped[date]
    until: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(Scaled(2))
    value: Mapped[str | None] = mapped_column(String(500))
    document: Mapped[str] = mapped_column(String(200))
    document_number: Mapped[str] = mapped_column(String(100))
    clause: Mapped[str] = mapped_column(String(100))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_on: Mapped[date]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_on: Mapped[date | None]


class PolicyEdition(Base):
    """A policy as it stood when something was decided under it: its files and the local values, packed."""

    __tablename__ = "policy_edition"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    region: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_on: Mapped[date]
