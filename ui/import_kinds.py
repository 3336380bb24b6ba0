"""The kinds of list that can be taken in: the columns, how a file is held against its case, and the deed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop import classes, filings, payments
from desktop.batches import KINDS, Subject, Taken
from desktop.filings import Comparison
from desktop.intake import Column, Reading
from desktop.payments import BankComparison
from desktop.workspace import Desk

Compared = Comparison | BankComparison


@dataclass(frozen=True, slots=True)
class ImportKind:
    """What is taken in: its code and name, the columns it may bring, the deed, and what one row is called.

    `judge` holds a reading against its case; `compare` says what it would change; `hand_back` notes that a
    faulty file goes back to its sender and returns the round. A kind without one of them has None. `take_keeping` is
    the deed where what the file no longer names is to stay, `replaces` says what that is. `typed` says that it may also
    be entered by hand, `mends` that its cells may be put right here (never what a bank answered); `from_whom` is whose
    file it is.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    take: Callable[[Desk, int, Reading, bool], Taken]
    unit: str
    judge: Callable[[Desk, int, Reading], Reading]
    compare: Callable[[Desk, int, Reading], Compared | None] | None = None
    hand_back: Callable[[Desk, int, Reading], int] | None = None
    typed: bool = True
    mends: bool = True
    from_whom: str = "单位"
    take_keeping: Callable[[Desk, int, Reading, bool], Taken] | None = None
    replaces: str = ""


WHOLE_LIST = "同一单位重报的表，以本次为准"
OF_PLATFORM = "同一平台重报同一人同一天（同一课程）的记录，以本次为准"


def _of_class(kind: str, take: Callable[..., Taken], judge: Callable[[Desk, int, Reading], Reading]) -> Any:
    """What the lists of a class have in common: the deed with and without taking out, the comparison, handing back."""
    return {
        "take": lambda desk, case_id, reading, sound: take(desk, case_id, reading, only_sound=sound),
        "take_keeping": lambda desk, case_id, reading, sound: take(
            desk, case_id, reading, only_sound=sound, keep=True
        ),
        "judge": judge,
        "compare": lambda desk, case_id, reading: classes.compare_records(desk, case_id, kind, reading),
        "hand_back": lambda desk, case_id, reading: classes.hand_back_records(desk, case_id, kind, reading),
    }


ROSTER_KIND = ImportKind(
    "roster",
    "花名册",
    filings.ROSTER,
    lambda desk, case_id, reading, sound: filings.file_roster(desk, case_id, reading, only_sound=sound),
    "人",
    filings.check_roster,
    filings.compare,
    filings.hand_back,
    take_keeping=lambda desk, case_id, reading, sound: filings.file_roster(
        desk, case_id, reading, only_sound=sound, keep=True
    ),
    replaces="花名册以本次为准",
)
ATTENDANCE_KIND = ImportKind(
    code="attendance",
    title="考勤表",
    columns=classes.ATTENDANCE,
    unit="行",
    replaces=WHOLE_LIST,
    **_of_class("attendance", classes.take_attendance, classes.check_attendance),
)
CERTIFICATES_KIND = ImportKind(
    code="certificates",
    title="证书表",
    columns=classes.CERTIFICATES,
    unit="本",
    replaces=WHOLE_LIST,
    **_of_class("certificates", classes.take_certificates, classes.check_certificates),
)
BANK_KIND = ImportKind(
    "bank_result",
    "银行结果",
    payments.BANK_RESULT,
    lambda desk, case_id, reading, sound: payments.take_bank_result(desk, case_id, reading, only_sound=sound),
    "笔",
    lambda desk, case_id, reading: payments.compare_bank_result(desk, case_id, reading).reading,
    payments.compare_bank_result,
    typed=False,
    mends=False,
    from_whom="银行",
)


def _learning(code: str) -> ImportKind:
    def take(desk: Desk, case_id: int, reading: Reading, *, only_sound: bool, keep: bool = False) -> Taken:
        return classes.take_learning(
            desk, case_id, code, reading, only_sound=only_sound, keep=keep, progress=desk.pace.listener
        )

    return ImportKind(
        code=code,
        title=KINDS[code],
        columns=classes.LEARNING[code],
        unit="条",
        typed=False,
        from_whom="平台",
        replaces=OF_PLATFORM,
        **_of_class(
            code,
            take,
            lambda desk, case_id, reading: classes.check_learning(desk, case_id, code, reading),
        ),
    )


LEARNING_KINDS = tuple(_learning(code) for code in classes.LEARNING)


def subject_of(kind: str, case_id: int, filing_id: int | None) -> Subject:
    """What a list of a kind is about: its filing, its class or its payment batch."""
    if kind == "bank_result":
        return Subject("payment_batch", case_id)
    return Subject("filing" if kind == "roster" else "training_class", case_id, filing_id)
