"""Packages to the province and receipts back, so that nothing is typed twice (A11)."""

from desktop.exchange.inspection import Package, Record, Verdict
from desktop.exchange.manifest import Head, Party
from desktop.exchange.package import Written, place, read, verify, write

__all__ = ["Head", "Package", "Party", "Record", "Verdict", "Written", "place", "read", "verify", "write"]
