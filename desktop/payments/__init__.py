"""Payments (拨付): the batch, its release by a second person, the bank's answer (J14)."""

from desktop.payments.bank_results import (
    BankComparison,
    BankLine,
    compare_bank_result,
    take_bank_result,
)
from desktop.payments.columns import BANK_RESULT
from desktop.payments.funds import Fund
from desktop.payments.paying import MOVES, Settlement, payable, prepare, release, settle, withdraw
from desktop.payments.questions import (
    BatchRow,
    BatchSheet,
    OrderRow,
    funds,
    lines,
    moves,
    order_workbook,
    orders,
    sheet,
)

__all__ = [
    "BANK_RESULT",
    "MOVES",
    "BankComparison",
    "BankLine",
    "BatchRow",
    "BatchSheet",
    "Fund",
    "OrderRow",
    "Settlement",
    "compare_bank_result",
    "funds",
    "lines",
    "moves",
    "order_workbook",
    "orders",
    "payable",
    "prepare",
    "release",
    "settle",
    "sheet",
    "take_bank_result",
    "withdraw",
]
