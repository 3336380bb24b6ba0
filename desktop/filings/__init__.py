"""Filings (备案): from the application through correction to approval or refusal (J12, A1)."""

from desktop.batches import Cell, ComparedRow, Comparison, Taken
from desktop.filings.columns import ROSTER
from desktop.filings.comparing import compare, hand_back
from desktop.filings.entry import FilingEntry, ItemEntry, TrainerEntry, change, draft, entry_of
from desktop.filings.findings import FindingLine, accept_finding, finding_lines
from desktop.filings.judging import check_roster
from desktop.filings.moves import MOVES
from desktop.filings.questions import FilingLine, TraineeLine, lines, roster_numbers, states, trainees
from desktop.filings.review import (
    accept,
    approve,
    archive,
    ask_correction,
    decline,
    recheck,
    refuse,
    take_correction,
)
from desktop.filings.roster import drop_trainee, file_roster, is_partial
from desktop.filings.undoing import rests_on, undo_roster
from desktop.filings.whole import (
    CorrectionLine,
    FilingSheet,
    ItemLine,
    OpinionLine,
    TrainerLine,
    moves,
    opinions,
    sheet,
)

__all__ = [
    "MOVES",
    "ROSTER",
    "Cell",
    "ComparedRow",
    "Comparison",
    "CorrectionLine",
    "FilingEntry",
    "FilingLine",
    "FilingSheet",
    "FindingLine",
    "ItemEntry",
    "ItemLine",
    "OpinionLine",
    "Taken",
    "TraineeLine",
    "TrainerEntry",
    "TrainerLine",
    "accept",
    "accept_finding",
    "approve",
    "archive",
    "ask_correction",
    "change",
    "check_roster",
    "compare",
    "decline",
    "draft",
    "drop_trainee",
    "entry_of",
    "file_roster",
    "finding_lines",
    "hand_back",
    "is_partial",
    "lines",
    "moves",
    "opinions",
    "recheck",
    "refuse",
    "rests_on",
    "roster_numbers",
    "sheet",
    "states",
    "take_correction",
    "trainees",
    "undo_roster",
]
