"""How single values are written in a record: days, class hours, citations, and what every record begins with."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def citation(cites: Mapping[str, Any]) -> dict[str, str]:
    """Where a rule or value stands."""
    return {name: str(cites[name]) for name in ("document", "number", "clause")}


def head(kind: str, uid: str, number: str) -> dict[str, Any]:
    """What every record begins with."""
    return {"uid": uid, "kind": kind, "number": number}


def iso(day: date | None) -> str | None:
    """A day as 2020-04-01, or nothing."""
    return day.isoformat() if day else None


def hours(amount: Decimal) -> str:
    """Class hours as the agreed decimal text: 8, 8.5."""
    whole = amount.quantize(Decimal(1))
    return str(whole) if whole == amount else str(amount.quantize(Decimal("0.1")))
