"""The papers of a case: facts gathered from the record and handed to the form that prints them.

What is drawn here is a draft: 草稿 stands across it, it has no number and no code. `issuing` makes the real ones.
"""

from desktop.papers.cases import Case
from desktop.papers.catalogue import PAPERS, Paper, named, of_case
from desktop.papers.drawing import (
    application,
    case_of,
    correction,
    draft,
    draw,
    filing_approval,
    mark,
    notice,
    payment_batch,
    subsidy_approval,
)
from desktop.papers.house import (
    OfficeFonts,
    Phrase,
    add_font,
    office_fonts,
    phrases,
    reword,
    sample,
    use_office_fonts,
    uses_office_fonts,
)
from desktop.papers.house import problems as house_problems

__all__ = [
    "PAPERS",
    "Case",
    "OfficeFonts",
    "Paper",
    "Phrase",
    "add_font",
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
    "office_fonts",
    "payment_batch",
    "phrases",
    "reword",
    "sample",
    "subsidy_approval",
    "use_office_fonts",
    "uses_office_fonts",
]
