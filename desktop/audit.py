"""The trail of deeds: one entry each, in the deed's own transaction, each linked to the one before by a digest."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audit import AuditEntry
from desktop.pages import listed
from desktop.workspace import Desk

HANDLING, DECIDING, PAYING, OTHER = "handling", "deciding", "paying", "other"
"""The parts a clerk can have in a case; who had one of them may not take certain others."""

START = "0" * 64
"""What the first entry is linked to."""

NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{12,19}|1[3-9][0-9]{9})(?![0-9A-Za-z])")
"""Citizen numbers, accounts and telephones that a clerk may write into a reason."""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One deed as the history of a case shows it."""

    at: datetime
    who: str
    deed: str
    details: str


def record(
    desk: Desk, deed: str, part: str, kind: str, uid: str, number: str | None = None, **details: Any
) -> None:
    """Add the entry for a deed just done; `details` are plain values, without personal data.

    What a clerk wrote freely may be among them: citizen numbers, accounts and telephones in it are hidden,
    because an entry can never be taken back. Raises RuntimeError at a desk that is for reading only.
    """
    if not desk.session.connection().get_execution_options().get("writes"):
        message = f"“{deed}” is a deed: it needs Workspace.desk, at Workspace.reading it would be lost"
        raise RuntimeError(message)
    previous = desk.session.scalar(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)) or START
    entry = AuditEntry(
        at=desk.now,
        day=desk.today,
        account_id=desk.clerk.id or None,
        account_name=desk.clerk.name,
        deed=deed,
        part=part,
        subject_kind=kind,
        subject_uid=uid,
        subject_number=number or "",
        details={name: _hidden(value) for name, value in details.items()},
        previous=previous,
    )
    entry.digest = digest_of(entry)
    desk.session.add(entry)
    desk.session.flush()


def _hidden(value: Any) -> Any:
    return NUMBERS.sub(lambda found: f"****{found[0][-4:]}", value) if isinstance(value, str) else value


def digest_of(entry: AuditEntry) -> str:
    """Return the SHA-256 that an entry must carry: over its own words and the digest of the entry before."""
    words = [
        entry.previous,
        entry.at.isoformat(),
        entry.day.isoformat(),
        entry.account_id,
        entry.account_name,
        entry.deed,
        entry.part,
        entry.subject_kind,
        entry.subject_uid,
        entry.subject_number,
        entry.details,
    ]
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(session: Session) -> list[str]:
    """Return where the chain is broken, in order; empty when every entry is as it was written."""
    found: list[str] = []
    previous = START
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000))
    for number, entry in enumerate(entries, 1):
        if entry.id != number:
            found.append(f"审计记录第 {number} 条缺失或次序有变。")
            break
        if entry.previous != previous or entry.digest != digest_of(entry):
            found.append(f"审计记录第 {number} 条（{entry.day}，{entry.deed}）与链不符，内容可能被改动。")
            break
        previous = entry.digest
    return found


def head(session: Session) -> str:
    """Return the digest of the newest entry, which papers and packages carry as an anchor."""
    return session.scalar(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)) or START


def who_had(session: Session, part: str, uids: Iterable[str]) -> frozenset[int]:
    """Return the accounts that had `part` (handling, deciding, paying) in any of the records."""
    chosen = select(AuditEntry.account_id).where(
        AuditEntry.subject_uid.in_(listed(uids)), AuditEntry.part == part
    )
    return frozenset(who for who in session.scalars(chosen.distinct()) if who is not None)


def who_did(session: Session, deed: str, uid: str) -> frozenset[int]:
    """Return the accounts that did one deed on a record."""
    chosen = select(AuditEntry.account_id).where(AuditEntry.subject_uid == uid, AuditEntry.deed == deed)
    return frozenset(who for who in session.scalars(chosen.distinct()) if who is not None)


def trail(session: Session, *uids: str) -> tuple[TrailLine, ...]:
    """Return what was done to the records, newest first."""
    chosen = select(AuditEntry).where(AuditEntry.subject_uid.in_(uids)).order_by(AuditEntry.id.desc())
    return tuple(
        TrailLine(
            entry.at,
            entry.account_name,
            entry.deed,
            "；".join(f"{name}：{value}" for name, value in entry.details.items()),
        )
        for entry in session.scalars(chosen)
    )
