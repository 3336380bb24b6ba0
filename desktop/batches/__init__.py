"""Batches (导入批次): each workbook taken in once, its counts, its source, and what it replaced."""

from desktop.batches.judging import judged, problem
from desktop.batches.mappings import forget, keep_mapping, remembered
from desktop.batches.pouring import pour
from desktop.batches.questions import (
    BatchLine,
    BatchSheet,
    SenderRecord,
    history,
    rounds,
    senders,
    sheet,
    source,
)
from desktop.batches.taking import (
    COUNTED,
    KINDS,
    RETURNED,
    TAKEN,
    UNDONE,
    Subject,
    Taken,
    begin,
    finish,
    hand_back,
    kept_problems,
    latest,
    taken_before,
)
from desktop.batches.undoing import find, later, left, made, made_by, remember, undo

__all__ = [
    "COUNTED",
    "KINDS",
    "RETURNED",
    "TAKEN",
    "UNDONE",
    "BatchLine",
    "BatchSheet",
    "SenderRecord",
    "Subject",
    "Taken",
    "begin",
    "find",
    "finish",
    "forget",
    "hand_back",
    "history",
    "judged",
    "keep_mapping",
    "kept_problems",
    "later",
    "latest",
    "left",
    "made",
    "made_by",
    "pour",
    "problem",
    "remember",
    "remembered",
    "rounds",
    "senders",
    "sheet",
    "source",
    "taken_before",
    "undo",
]
