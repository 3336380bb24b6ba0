"""Which tone a state has: one table for all screens, so that a colour means the same everywhere."""

from datetime import date
from decimal import Decimal

STATES: dict[str, str] = {
    "draft": "still",
    # filings
    "accepted": "info",
    "correcting": "warn",
    "approved": "good",
    "refused": "bad",
    "open": "info",
    "finished": "good",
    "archived": "still",
    # claims and their lines
    "submitted": "info",
    "reviewed": "info",
    "returned": "warn",
    "proposed": "info",
    "granted": "good",
    "cut": "warn",
    # notices and their lines
    "posted": "info",
    "closed": "good",
    "listed": "info",
    "objected": "warn",
    "cleared": "good",
    "withdrawn": "bad",
    # payments and orders
    "released": "info",
    "settled": "good",
    "pending": "info",
    "paid": "good",
    # packages and their records
    "sent": "info",
    "received": "good",
    "partly": "warn",
    "rejected": "bad",
}

BATCH_TONES = {"taken": "good", "returned": "warn", "undone": "still"}


def tone_of(state: str) -> str:
    """The tone of a state, still when it is not known."""
    return STATES.get(state, "still")


def due_words(due: date | None, today: date) -> str:
    """A due day as it is shown: marked in words when it has passed or is today."""
    if due is None:
        return ""
    if due < today:
        return f"{due:%m-%d} 逾期"
    return "今日到期" if due == today else f"{due:%m-%d} 到期"


def due_tone(due: date | None, today: date) -> str:
    """The tone of a due day."""
    if due is None:
        return ""
    return "bad" if due < today else "warn" if due == today else ""


def percent(share: Decimal) -> str:
    """A share between 0 and 1 in per cent with one place."""
    return f"{share * 100:.1f}%"
