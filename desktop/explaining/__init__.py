"""Every amount laid open: facts with the sheet and row they came from, rules, values, versions, clauses."""

from desktop.explaining.parts import AnnexRow, Explained, Fact, Lack, Law, RuleAsked, Source
from desktop.explaining.questions import annex, decide, known, line, people_said
from desktop.explaining.words import Knot, flat, reason, tree, words
from desktop.forms.facts import places

__all__ = [
    "AnnexRow",
    "Explained",
    "Fact",
    "Knot",
    "Lack",
    "Law",
    "RuleAsked",
    "Source",
    "annex",
    "decide",
    "flat",
    "known",
    "line",
    "people_said",
    "places",
    "reason",
    "tree",
    "words",
]
