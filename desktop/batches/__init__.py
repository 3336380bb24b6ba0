"""Batches (导入批次): each workbook taken in once, its counts, its source, and what it replaced."""

from desktop.batches.taking import KINDS, Subject, Taken, begin, finish, latest, taken_before

__all__ = ["KINDS", "Subject", "Taken", "begin", "finish", "latest", "taken_before"]
