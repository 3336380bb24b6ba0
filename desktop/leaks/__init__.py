"""Nothing personal leaves with a public file: the finished PDF or workbook is opened again and searched (J14)."""

from desktop.leaks.searching import Leak, Withheld, check, checking, scan

__all__ = ["Leak", "Withheld", "check", "checking", "scan"]
