"""The papers of a case: gathering its facts and handing them to the form that prints them."""

from decimal import Decimal

from desktop import filings, notices
from desktop.codes import codes, grounds, title
from desktop.codes import entry as code_entry
from desktop.filings.entry import find as find_filing
from desktop.forms import application as application_form
from desktop.forms import correction as correction_form
from desktop.forms import notice as notice_form
from desktop.forms.facts import CourseLine, MaterialLine, Opinion, TrainerLine
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
PRACTICE = "演练"


def mark(desk: Desk) -> str:
    """What is printed across a paper that is not a real one."""
    return PRACTICE if desk.workspace.practice else ""
