"""What one cell of a sign-in sheet says of a day: a mark, a remark, a signature, a clock time, or class hours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from desktop.intake.cells import checker
from desktop.intake.checking import Fault, Setting, clean
from desktop.intake.crosstab import HOURS
from desktop.intake.legend import Legend, doubtful, sign_of, signs_of
from desktop.intake.reading import Column, DayColumn
from desktop.intake.words import plain, values

PRESENT, LATE, ABSENT = "present", "late", "absent"
ATTENDED = frozenset({PRESENT, LATE})
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d+)?)(?:个)?(?:课时|学时|小时|节|h|H)?")
_UNIT = re.compile(r"课时|学时|小时|节|[hH]")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")

Cell = tuple[str | None, Decimal | None]
"""What a cell says: a state, class hours, or both unknown."""

HALF = Fault(
    "half_day",
    "这一天有一半时间到课、一半没有，按迟到（早退）登记。",
    "请核对当天的课时，必要时在班级中改正。",
    warning=True,
)


class DayCells:
    """Reads the cells of a sheet whose days stand across."""

    def __init__(self, columns: Mapping[str, Column], day: date) -> None:
        self._state = checker(Setting(columns["state"], day))
        self._hours = {name: checker(Setting(columns[name], day)) for name in HOURS}
        self._own = {sign_of(word) for word, _ in columns["state"].words}
        self._doubtful: frozenset[str] = frozenset()
        self.legend = Legend()

    def know(self, rows: Iterable[Sequence[object]]) -> None:
        """Look at all cells of the sheet, so that a sign which nothing explains is told at each of them."""
        signs: set[str] = set().union(*map(signs_of, rows))
        self._doubtful = self.legend.unexplained(signs) - self._own

    def read(
        self, cell: object, column: DayColumn, name: str, *, in_hours: bool
    ) -> tuple[Cell, Fault | None]:
        """Give what a cell says, and what is wrong with it."""
        number = _number(cell)
        if number is not None and in_hours:
            if not number:
                return (ABSENT, None), None
            found, faults = self._hours[column.field or HOURS[1]]([cell])
            hours = found[0] if isinstance(found[0], Decimal) else None
            return (None, hours), faults[0][1] if faults else None
        if number is not None and 0 < number < 1:
            return (LATE, None), HALF
        sign = sign_of(cell)
        said = self.legend.code_of(sign)
        if said is not None or sign in self._doubtful:
            return (said, None), None if said is not None else doubtful(sign)
        found, faults = self._state([cell])
        if isinstance(found[0], str) and not faults:
            return (found[0], None), None
        text = plain(clean(cell))
        state = PRESENT if isinstance(cell, datetime | time | timedelta) else state_in(text, name)
        return (state, None), None if state else faults[0][1] if faults else None


def says_hours(cell: object) -> bool:
    """Tell whether a cell can only mean class hours: a number above 1, or one with its unit."""
    number = _number(cell)
    return number is not None and (number > 1 or _UNIT.search(str(cell)) is not None)


def _number(cell: object) -> Decimal | None:
    """Give the number that a cell holds, with or without a unit of class hours; None when it is anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float | int):
        return Decimal(str(cell)) if abs(cell) < 1_000 else None
    found = _NUMBER.fullmatch(plain(cell)) if isinstance(cell, str) else None
    return Decimal(found[1]) if found else None


def state_in(text: str, name: str) -> str | None:
    """Give the state behind a longer remark (事假半天, 迟到10分钟), a signature or a clock time; None when there is none."""
    if text == plain(name) or _CLOCK.search(text):
        return PRESENT
    written = sorted(values("state").items(), key=lambda pair: -len(pair[0]))
    low = text.casefold()
    for word, code in written:
        if len(word) > 1 and word in low:
            return code
    marks = {code for character in low for word, code in written if word == character}
    return marks.pop() if len(marks) == 1 and len(low) <= 4 and not _HAN_NAME.fullmatch(text) else None
