"""Classes (班期): opening, attendance, certificates, end (J8, J9, J13)."""

from desktop.classes.attendance import mark, take_attendance
from desktop.classes.certificates import take_certificates
from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.classes.questions import (
    ClassLine,
    ClassSheet,
    DayLine,
    TraineeProgress,
    days_of,
    lines,
    sheet,
    trainees,
)
from desktop.classes.running import finish, open_class

__all__ = [
    "ATTENDANCE",
    "CERTIFICATES",
    "ClassLine",
    "ClassSheet",
    "DayLine",
    "TraineeProgress",
    "days_of",
    "finish",
    "lines",
    "mark",
    "open_class",
    "sheet",
    "take_attendance",
    "take_certificates",
    "trainees",
]
