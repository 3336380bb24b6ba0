"""Subsidy applications (补贴申请): lines with amounts and clauses, two levels of approval (J10, J11, J13)."""

from desktop.subsidies.deciding import (
    apply,
    approve,
    cut,
    recompute,
    refuse,
    resume,
    review,
    send_back,
    submit,
)
from desktop.subsidies.moves import MOVES
from desktop.subsidies.questions import (
    ClaimRow,
    ClaimSheet,
    LineRow,
    LineSheet,
    SchemeTotal,
    claim_lines,
    explanation,
    lines,
    moves,
    sheet,
    standard,
)
from desktop.subsidies.repaying import Overpayment, RepaymentRow, strike_repayment, take_repayment

__all__ = [
    "MOVES",
    "ClaimRow",
    "ClaimSheet",
    "LineRow",
    "LineSheet",
    "Overpayment",
    "RepaymentRow",
    "SchemeTotal",
    "apply",
    "approve",
    "claim_lines",
    "cut",
    "explanation",
    "lines",
    "moves",
    "recompute",
    "refuse",
    "resume",
    "review",
    "send_back",
    "sheet",
    "standard",
    "strike_repayment",
    "submit",
    "take_repayment",
]
