"""Publicity notices (公示): the list, the clock, objections, closing (J14)."""

from desktop.notices.publishing import MOVES, answer, close, object_to, post, prepare, publishable
from desktop.notices.questions import (
    NoticeRow,
    NoticeSheet,
    ObjectionLine,
    PublicLine,
    documents,
    lines,
    moves,
    public_lines,
    sheet,
)

__all__ = [
    "MOVES",
    "NoticeRow",
    "NoticeSheet",
    "ObjectionLine",
    "PublicLine",
    "answer",
    "close",
    "documents",
    "lines",
    "moves",
    "object_to",
    "post",
    "prepare",
    "public_lines",
    "publishable",
    "sheet",
]
