"""The kinds of list that can be taken in: the columns, how a file is held against its case, and the deed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop import classes, filings
from desktop.batches import Subject, Taken
from desktop.filings import Comparison
from desktop.intake import Column, Reading
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class ImportKind:
    """What is taken in: its code and name, the columns it may bring, the deed, and what one row is called.

    `judge` holds a reading against its case; `compare` says what it would change; `hand_back` notes that a
    faulty file goes back to its sender and returns the round. A kind without one of them has None.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    take: Callable[[Desk, int, Reading, bool], Taken]
    unit: str
    judge: Callable[[Desk, int, Reading], Reading]
    compare: Callable[[Desk, int, Reading], Comparison] | None = None
    hand_back: Callable[[Desk, int, Reading], int] | None = None


ROSTER_KIND = ImportKind(
    "roster",
    "花名册",
    filings.ROSTER,
    lambda desk, case_id, reading, sound: filings.file_roster(desk, case_id, reading, only_sound=sound),
    "人",
    lambda _desk, _case_id, reading: reading,
    filings.compare,
    filings.hand_back,
)
ATTENDANCE_KIND = ImportKind(
    "attendance",
    "考勤表",
    classes.ATTENDANCE,
    lambda desk, case_id, reading, sound: classes.take_attendance(desk, case_id, reading, only_sound=sound),
    "行",
    classes.check_attendance,
)
CERTIFICATES_KIND = replace(
    ATTENDANCE_KIND,
    code="certificates",
    title="证书表",
    columns=classes.CERTIFICATES,
    take=lambda desk, case_id, reading, sound: classes.take_certificates(
        desk, case_id, reading, only_sound=sound
    ),
    unit="本",
    judge=classes.check_certificates,
)


def subject_of(kind: str, case_id: int, filing_id: int) -> Subject:
    """What a list of a kind is about: a roster belongs to its filing, the others to their class."""
    return Subject("filing" if kind == "roster" else "training_class", case_id, filing_id)
