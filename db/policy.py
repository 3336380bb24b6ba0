"""Policy values that a bureau enters itself, where the province leaves them to the locality."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, String
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
