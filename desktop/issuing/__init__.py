"""Issuing papers: numbered and sealed copies, the print ledger, and the check of what is held against it (J8, J16)."""

from desktop.issuing.code import EXAMPLE
from desktop.issuing.making import (
    Issued,
    confirm_printed,
    issue,
    report_spoiled,
    reprint,
    save_as,
    void,
)
from desktop.issuing.questions import CopyLine, PaperRow, PaperSheet, content, lines, of_case, sheet
from desktop.issuing.sending import (
    Ready,
    Sent,
    Waiting,
    issued_for_many,
    last_sent,
    note_sent,
    ready,
    waiting,
)
from desktop.issuing.soundness import count, faults
from desktop.issuing.verifying import Difference, Verdict, verify, verify_code, verify_file

__all__ = [
    "EXAMPLE",
    "CopyLine",
    "Difference",
    "Issued",
    "PaperRow",
    "PaperSheet",
    "Ready",
    "Sent",
    "Verdict",
    "Waiting",
    "confirm_printed",
    "content",
    "count",
    "faults",
    "issue",
    "issued_for_many",
    "last_sent",
    "lines",
    "note_sent",
    "of_case",
    "ready",
    "report_spoiled",
    "reprint",
    "save_as",
    "sheet",
    "verify",
    "verify_code",
    "verify_file",
    "void",
    "waiting",
]
