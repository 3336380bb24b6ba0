"""What a filing and a line have in common: the class that a trainee attends."""

from datetime import date
from typing import NamedTuple

from desktop.policy.facts import FilingFacts, LineFacts


class Case(NamedTuple):
    """The class as the rules on persons see it, before it opens and after it ends alike."""

    opened_on: date
    training_type: str
    key_enterprise: bool


def of_filing(filing: FilingFacts) -> Case:
    """Give the class that a filing plans."""
    return Case(filing.starts_on, filing.training_type, filing.key_enterprise)


def of_line(line: LineFacts) -> Case:
    """Give the class that a line belongs to."""
    return Case(line.opened_on, line.training_type, line.key_enterprise)
