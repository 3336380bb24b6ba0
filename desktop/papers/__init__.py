"""The papers of a case: facts gathered from the record and handed to the form that prints them.

What is drawn here is a draft: 草稿 stands across it, it has no number and no code. `issuing` makes the real ones.
"""

from desktop.papers.drawing import (
    PAPERS,
    Case,
    Paper,
    application,
    case_of,
    correction,
    draft,
    draw,
    filing_approval,
    mark,
    named,
    notice,
    of_case,
    payment_batch,
    subsidy_approval,
)
from desktop.papers.house import Phrase, phrases, reword, use_office_fonts, uses_office_fonts
from desktop.papers.house import problems as house_problems

__all__ = [
    "PAPERS",
    "Case",
    "Paper",
    "Phrase",
    "application",
    "case_of",
    "correction",
    "draft",
    "draw",
    "filing_approval",
    "house_problems",
    "mark",
    "named",
    "notice",
    "of_case",
    "payment_batch",
    "phrases",
    "reword",
    "subsidy_approval",
    "use_office_fonts",
    "uses_office_fonts",
]
