"""The base of all tables: naming convention, stable identifiers, and the types that keep money and hours exact."""

import os
import time
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables of the store."""

    metadata = MetaData(naming_convention=NAMES)


class Scaled(TypeDecorator[Decimal]):
    """A Decimal kept as an integer of its smallest unit; a finer value is refused, never rounded."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Give the store its integer."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            message = f"{value} has more than {self.places} decimal places"
            raise ValueError(message)
        return int(scaled)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Give the program its Decimal."""
        return None if value is None else Decimal(value).scaleb(-self.places)


Money = Annotated[Decimal, mapped_column(Scaled(2))]
"""Yuan in Python, fen in the store."""

Hours = Annotated[Decimal, mapped_column(Scaled(1))]
"""Class hours (课时) to a tenth."""

Key = Annotated[int, mapped_column(Integer, primary_key=True)]

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""For tables whose rows a batch may take off: their numbers are never given again, so that each can come back."""


_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
"""The hexadecimal digit that holds the variant of RFC 9562 and two bits of chance, by a digit of chance."""


def new_uid() -> str:
    """Return a UUID version 7: unique on every machine, ordered by the time it was made (RFC 9562)."""
    return new_uids(1)[0]


def new_uids(count: int) -> list[str]:
    """Return UUIDs of one moment, ascending: many rows at once then go into their index one after another."""
    stamp = f"{time.time_ns() // 1_000_000:012x}"
    head, chance = f"{stamp[:8]}-{stamp[8:]}-7", os.urandom(10 * count).hex()
    parts = (chance[at : at + 19] for at in range(0, 20 * count, 20))
    return sorted(f"{head}{part[:3]}-{_VARIANT[part[3]]}{part[4:7]}-{part[7:]}" for part in parts)


Uid = Annotated[str, mapped_column(String(36), unique=True, default=new_uid)]
"""The identifier by which other machines know the record."""
