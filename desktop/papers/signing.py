"""Who signed what: opinions and names on papers, taken from the trail."""

from typing import Any

from sqlalchemy import select

from db.audit import AuditEntry
from desktop.forms.facts import Opinion
from desktop.workspace import Desk


def entry(desk: Desk, uid: str, deed: str) -> AuditEntry | None:
    """The last time a deed was done on a record."""
    chosen = select(AuditEntry).where(AuditEntry.subject_uid == uid, AuditEntry.deed == deed)
    return desk.session.scalar(chosen.order_by(AuditEntry.id.desc()).limit(1))


def first(desk: Desk, uid: str, deed: str) -> AuditEntry | None:
    """The first time a deed was done on a record."""
    chosen = select(AuditEntry).where(AuditEntry.subject_uid == uid, AuditEntry.deed == deed)
    return desk.session.scalar(chosen.order_by(AuditEntry.id).limit(1))


def who(desk: Desk, uid: str, deed: str) -> str:
    """The name of who did a deed on a record, or nothing."""
    found = entry(desk, uid, deed)
    return found.account_name if found else ""


def answered_by(desk: Desk, uid: str, deed: str) -> dict[str, Any]:
    """Return whom the receiver of a letter turns to, by the fields of letters: who did the deed, telephone, address."""
    contact = desk.workspace.contact
    return {"handler": who(desk, uid, deed), "phone": contact("phone"), "address": contact("address")}


def signed(desk: Desk, uid: str, deed: str, text: str) -> Opinion:
    """The handler's box: who took the step and when; empty, to be written in by hand, before it was taken."""
    found = entry(desk, uid, deed)
    return Opinion(text, found.account_name, found.day) if found else Opinion()
