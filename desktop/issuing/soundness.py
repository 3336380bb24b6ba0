"""Whether what was kept of issued papers is what the ledger says, and the ledger what the trail says."""

from collections.abc import Iterator

from sqlalchemy import func, select

from db.audit import AuditEntry
from db.issuing import IssuedCopy, IssuedPaper
from desktop.issuing.making import fetch
from desktop.problems import Refused
from desktop.workspace import Desk

ISSUING, REPRINTING = "出具文书", "补打文书"


def count(desk: Desk) -> tuple[int, int]:
    """Return how many papers and how many copies the ledger holds."""
    ask = desk.session.scalar
    return ask(select(func.count(IssuedPaper.id))) or 0, ask(select(func.count(IssuedCopy.id))) or 0


def faults(desk: Desk) -> tuple[str, ...]:
    """Return where kept bytes, ledger and trail do not agree; reads every paper."""
    return tuple(_faults(desk))


def _faults(desk: Desk) -> Iterator[str]:
    texts, files = _trail(desk)
    for row in desk.session.scalars(select(IssuedPaper).order_by(IssuedPaper.id)):
        if texts.get(row.number) != row.text_digest:
            yield f"{row.number}的内容摘要与留痕不符。"
        for copy in row.copies:
            if copy.digest not in files.get(row.number, frozenset()):
                yield f"{row.number}第{copy.copy}份的文件摘要与留痕不符。"
            try:
                fetch(desk, copy)
            except Refused as refusal:
                yield f"{row.number}第{copy.copy}份：{refusal.sentence}"


def _trail(desk: Desk) -> tuple[dict[str, str], dict[str, set[str]]]:
    """What the trail says was issued: by number the digest of the text, and those of the copies."""
    texts: dict[str, str] = {}
    files: dict[str, set[str]] = {}
    chosen = select(AuditEntry.deed, AuditEntry.details).where(AuditEntry.deed.in_((ISSUING, REPRINTING)))
    for deed, details in desk.session.execute(chosen):
        number = str(details["文书"])
        files.setdefault(number, set()).update(str(details["文件摘要"]).split("、"))
        if deed == ISSUING:
            texts[number] = str(details["内容摘要"])
    return texts, files
