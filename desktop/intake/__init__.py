"""Intake: any workbook to rows, with every problem told by address and remedy; nothing is written to the store.

Each name is brought in when it is first asked for: the reading child starts from this package too, and must start at
once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.intake.annotated import annotate
    from desktop.intake.asking import Candidate, ColumnFace, Question, faces, questions
    from desktop.intake.checked import check, told
    from desktop.intake.drafting import blank_draft, block, draft
    from desktop.intake.listing import problem_list
    from desktop.intake.mending import MOST_ROWS, Draft, DraftColumn
    from desktop.intake.own import OWN_WORDS, with_own
    from desktop.intake.reading import (
        Block,
        Cancelled,
        Column,
        Mapped,
        Mended,
        Reading,
        Remembered,
        Row,
        SheetFace,
    )
    from desktop.intake.remainder import remainder
    from desktop.intake.template import template
    from desktop.intake.words import speaker
    from desktop.intake.workbook import read, read_sheets

__all__ = [
    "MOST_ROWS",
    "OWN_WORDS",
    "Block",
    "Cancelled",
    "Candidate",
    "Column",
    "ColumnFace",
    "Draft",
    "DraftColumn",
    "Mapped",
    "Mended",
    "Question",
    "Reading",
    "Remembered",
    "Row",
    "SheetFace",
    "annotate",
    "blank_draft",
    "block",
    "check",
    "draft",
    "faces",
    "problem_list",
    "questions",
    "read",
    "read_sheets",
    "remainder",
    "speaker",
    "template",
    "told",
    "with_own",
]

_LATE = {
    "annotate": "desktop.intake.annotated",
    **dict.fromkeys(("Candidate", "ColumnFace", "Question", "faces", "questions"), "desktop.intake.asking"),
    "check": "desktop.intake.checked",
    "told": "desktop.intake.checked",
    "problem_list": "desktop.intake.listing",
    **dict.fromkeys(("MOST_ROWS", "Draft", "DraftColumn"), "desktop.intake.mending"),
    **dict.fromkeys(("blank_draft", "block", "draft"), "desktop.intake.drafting"),
    **dict.fromkeys(
        ("Block", "Cancelled", "Column", "Mapped", "Mended", "Reading", "Remembered", "Row", "SheetFace"),
        "desktop.intake.reading",
    ),
    **dict.fromkeys(("OWN_WORDS", "with_own"), "desktop.intake.own"),
    "read": "desktop.intake.workbook",
    "read_sheets": "desktop.intake.workbook",
    "remainder": "desktop.intake.remainder",
    "speaker": "desktop.intake.words",
    "template": "desktop.intake.template",
}


def __getattr__(name: str) -> Any:
    """Give one of the names above, from the module that has it."""
    if name not in _LATE:
        raise AttributeError(name)
    found = getattr(import_module(_LATE[name]), name)
    globals()[name] = found
    return found
