"""The decision capsule: one decision in one small file, worked out again anywhere, under the law of then and of today.

The file is JSON in UTF-8. It holds what was known (without citizen number or account), the law whole (packed, under
its digest), which rule said what, the result, and a digest over all of it. No store is needed to work it out again.
"""

from desktop.capsules.making import capsule, export
from desktop.capsules.parts import Recomputed, Result, Verdict
from desktop.capsules.recomputing import recompute

__all__ = ["Recomputed", "Result", "Verdict", "capsule", "export", "recompute"]
