"""Doubts (疑点): what an auditor would find, found before the money leaves; each disposed of with a reason, remembered."""

from desktop.doubts.across import CaseDoubt, Only, across, in_case, institutions
from desktop.doubts.ahead import Ahead, ahead
from desktop.doubts.columns import COLUMNS
from desktop.doubts.finding import Coverage, Evidence, Hit, county
from desktop.doubts.flags import FLAGS, Flag, Variant, flag
from desktop.doubts.lists import ListLine, lists, take_list, withdraw_list
from desktop.doubts.quality import Deduction, Quality, QualityYear, quality
from desktop.doubts.questions import (
    CaseSheet,
    DisposalLine,
    DoubtRow,
    DoubtSheet,
    FlagResult,
    case_sheet,
    lines,
    save_file,
    sheet,
)
from desktop.doubts.running import (
    Checked,
    Outcome,
    check,
    dispose,
    let_go,
    no_open_doubt,
    run,
)
from desktop.doubts.sides import Compared, SideBySide, side_by_side
from desktop.doubts.signing import (
    Signature,
    doubts_are_signed_off,
    fact,
    not_signed_yet,
    sign_off,
    signature,
)
from desktop.doubts.sweeping import Swept, covered, sweep

__all__ = [
    "COLUMNS",
    "FLAGS",
    "Ahead",
    "CaseDoubt",
    "CaseSheet",
    "Checked",
    "Compared",
    "Coverage",
    "Deduction",
    "DisposalLine",
    "DoubtRow",
    "DoubtSheet",
    "Evidence",
    "Flag",
    "FlagResult",
    "Hit",
    "ListLine",
    "Only",
    "Outcome",
    "Quality",
    "QualityYear",
    "SideBySide",
    "Signature",
    "Swept",
    "Variant",
    "across",
    "ahead",
    "case_sheet",
    "check",
    "county",
    "covered",
    "dispose",
    "doubts_are_signed_off",
    "fact",
    "flag",
    "in_case",
    "institutions",
    "let_go",
    "lines",
    "lists",
    "no_open_doubt",
    "not_signed_yet",
    "quality",
    "run",
    "save_file",
    "sheet",
    "side_by_side",
    "sign_off",
    "signature",
    "sweep",
    "take_list",
    "withdraw_list",
]
