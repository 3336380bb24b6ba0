"""Publicity notices (公示): the list, the clock, objections, closing (J14)."""

from desktop.notices.correcting import (
    Correction,
    changed_again_since,
    changed_since,
    claim_changed_since,
    correction,
    nothing_changed,
)
from desktop.notices.posting import SHOWS, EvidenceLine, due_down, evidence_lines, keep_evidence, take_down
from desktop.notices.public import list_workbook, withheld
from desktop.notices.publishing import MOVES, answer, close, object_to, post, prepare, publishable
from desktop.notices.questions import (
    NoticeRow,
    NoticeSheet,
    ObjectionLine,
    PublicLine,
    PublicUnit,
    documents,
    first_day,
    lines,
    moves,
    public_lines,
    public_units,
    sheet,
)

__all__ = [
    "MOVES",
    "SHOWS",
    "Correction",
    "EvidenceLine",
    "NoticeRow",
    "NoticeSheet",
    "ObjectionLine",
    "PublicLine",
    "PublicUnit",
    "answer",
    "changed_again_since",
    "changed_since",
    "claim_changed_since",
    "close",
    "correction",
    "documents",
    "due_down",
    "evidence_lines",
    "first_day",
    "keep_evidence",
    "lines",
    "list_workbook",
    "moves",
    "nothing_changed",
    "object_to",
    "post",
    "prepare",
    "public_lines",
    "public_units",
    "publishable",
    "sheet",
    "take_down",
    "withheld",
]
