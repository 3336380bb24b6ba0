"""Classes (班期): opening, attendance, certificates, end (J8, J9, J13)."""

from desktop.classes.attendance import check_attendance, mark, take_attendance
from desktop.classes.certificates import check_certificates, check_numbers, take_certificates
from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.classes.comparing import compare_records, hand_back_records
from desktop.classes.hours import HoursLine, Process, Trace, hours, process, traces
from desktop.classes.learning import check_learning, take_learning
from desktop.classes.learning_columns import LEARNING
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
from desktop.classes.undoing import rests_on, undo_records

__all__ = [
    "ATTENDANCE",
    "CERTIFICATES",
    "LEARNING",
    "ClassLine",
    "ClassSheet",
    "DayLine",
    "HoursLine",
    "Process",
    "Trace",
    "TraineeProgress",
    "check_attendance",
    "check_certificates",
    "check_learning",
    "check_numbers",
    "compare_records",
    "days_of",
    "finish",
    "hand_back_records",
    "hours",
    "lines",
    "mark",
    "open_class",
    "process",
    "rests_on",
    "sheet",
    "take_attendance",
    "take_certificates",
    "take_learning",
    "traces",
    "trainees",
    "undo_records",
]
