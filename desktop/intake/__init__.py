"""Intake: any workbook to rows, with every problem told by address and remedy; nothing is written here."""

from desktop.intake.reading import Cancelled, Column, Mapped, Reading, Row
from desktop.intake.workbook import read, read_sheets

__all__ = ["Cancelled", "Column", "Mapped", "Reading", "Row", "read", "read_sheets"]
