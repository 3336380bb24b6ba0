"""Packages to the province and receipts back, so that nothing is typed twice (A11)."""

from desktop.exchange.incoming import Settled, put_right, take_receipt
from desktop.exchange.inspection import Package, Record, Verdict
from desktop.exchange.manifest import Head, Party
from desktop.exchange.outgoing import Packed, copy_out, pack, ready
from desktop.exchange.package import Written, place, read, verify, write
from desktop.exchange.province import Received, receive
from desktop.exchange.questions import (
    KindRow,
    Outlook,
    PackageRow,
    PackageSheet,
    RecordRow,
    Reopened,
    lines,
    outlook,
    record_lines,
    sheet,
)

__all__ = [
    "Head",
    "KindRow",
    "Outlook",
    "Package",
    "PackageRow",
    "PackageSheet",
    "Packed",
    "Party",
    "Received",
    "Record",
    "RecordRow",
    "Reopened",
    "Settled",
    "Verdict",
    "Written",
    "copy_out",
    "lines",
    "outlook",
    "pack",
    "place",
    "put_right",
    "read",
    "ready",
    "receive",
    "record_lines",
    "sheet",
    "take_receipt",
    "verify",
    "write",
]
