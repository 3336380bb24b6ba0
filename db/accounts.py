"""Who works here."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Key, Uid


class Account(Base):
    """A named person who works at this workstation (no shared and no built-in accounts)."""

    __tablename__ = "account"

    id: Mapped[Key]
    uid: Mapped[Uid]
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    roles: Mapped[list[str]] = mapped_column(JSON)
    password: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
