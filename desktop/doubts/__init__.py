"""Doubts (疑点): what an auditor would find, found before the money leaves; each disposed of with a reason, remembered."""

from desktop.doubts.finding import Coverage, Evidence, Hit, county
from desktop.doubts.flags import FLAGS, Flag, Variant, flag

__all__ = ["FLAGS", "Coverage", "Evidence", "Flag", "Hit", "Variant", "county", "flag"]
