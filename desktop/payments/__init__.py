"""Payments (拨付): the batch, its release by a second person, the bank's answer (J14)."""

from desktop.payments.columns import BANK_RESULT
from desktop.payments.paying import MOVES, Settlement, payable, prepare, release, settle
from desktop.payments.questions import (
    BatchRow,
    BatchSheet,
    OrderRow,
    lines,
    moves,
    order_workbook,
    orders,
    sheet,
)

__all__ = [
    "BANK_RESULT",
    "MOVES",
    "BatchRow",
    "BatchSheet",
    "OrderRow",
    "Settlement",
    "lines",
    "moves",
    "order_workbook",
    "orders",
    "payable",
    "prepare",
    "release",
    "settle",
    "sheet",
]
