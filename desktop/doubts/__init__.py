"""Doubts (疑点): what an auditor would find, found before the money leaves; each disposed of with a reason, remembered."""

from desktop.doubts.columns import COLUMNS
from desktop.doubts.finding import Coverage, Evidence, Hit, county
from desktop.doubts.flags import FLAGS, Flag, Variant, flag
from desktop.doubts.lists import ListLine, lists, take_list
from desktop.doubts.quality import Quality, QualityYear, quality
from desktop.doubts.questions import (
    CaseSheet,
    DisposalLine,
    DoubtRow,
    DoubtSheet,
    FlagResult,
    case_sheet,
    lines,
    sheet,
)
from desktop.doubts.running import (
    Checked,
    Outcome,
    check,
    dispose,
    doubts_are_signed_off,
    fact,
    no_open_doubt,
    run,
    sign_off,
)

__all__ = [
    "COLUMNS",
    "FLAGS",
    "CaseSheet",
    "Checked",
    "Coverage",
    "DisposalLine",
    "DoubtRow",
    "DoubtSheet",
    "Evidence",
    "Flag",
    "FlagResult",
    "Hit",
    "ListLine",
    "Outcome",
    "Quality",
    "QualityYear",
    "Variant",
    "case_sheet",
    "check",
    "county",
    "dispose",
    "doubts_are_signed_off",
    "fact",
    "flag",
    "lines",
    "lists",
    "no_open_doubt",
    "quality",
    "run",
    "sheet",
    "sign_off",
    "take_list",
]
