"""Fields that must agree within a row: sex and number, beginning and end of the contract, absence and class hours."""

from collections.abc import Callable, Sequence
from datetime import date

from desktop import identity
from desktop.intake.checking import Fault

Found = list[tuple[int, Fault]]


def _sex_against_number(numbers: Sequence[object], sexes: Sequence[object]) -> Found:
    found = []
    for row, (number, sex) in enumerate(zip(numbers, sexes, strict=True)):
        if sex is None or type(number) is not str or len(number) != 18:
            continue
        if (number[16] in "13579") is not (sex == identity.MALE):
            told = identity.sex_of(number) if number[16].isdigit() else ""
            found.append(
                (
                    row,
                    Fault(
                        "sex",
                        f"性别填“{sex}”，身份证号第 17 位表明是“{told}”，两者不符。",
                        "请对照身份证核对性别和号码，改正写错的一个。",
                    ),
                )
            )
    return found


def _end_against_start(starts: Sequence[object], ends: Sequence[object]) -> Found:
    return [
        (
            row,
            Fault(
                "contract_span",
                f"合同终止日期 {end} 早于开始日期 {start}，合同期限不成立。",
                "请对照劳动合同核对两个日期。",
            ),
        )
        for row, (start, end) in enumerate(zip(starts, ends, strict=True))
        if isinstance(start, date) and isinstance(end, date) and end < start
    ]


def _hours_against_state(states: Sequence[object], hours: Sequence[object]) -> Found:
    return [
        (
            row,
            Fault(
                "absent_hours", "出勤情况是缺勤，却填了课时，两者不符。", "请核对当天是否到课，改正其中一项。"
            ),
        )
        for row, (state, hour) in enumerate(zip(states, hours, strict=True))
        if state == "absent" and hour
    ]


COMPARED: tuple[tuple[str, str, Callable[[Sequence[object], Sequence[object]], Found]], ...] = (
    ("id_number", "sex", _sex_against_number),
    ("contract_from", "contract_until", _end_against_start),
    ("state", "online_hours", _hours_against_state),
    ("state", "offline_hours", _hours_against_state),
)
"""Pairs of fields that must agree within a row; the fault is shown at the second."""
