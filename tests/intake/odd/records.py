"""Records of a class as senders bring them: class hours in parts, platform exports, certificates, bank answers."""

from decimal import Decimal

from tests.intake.made import AB, HEAD, Made, book, people

DAY = "2020-03-16"

RECORDS = (
    Made(
        "hours_of_theory_and_of_practice",
        book(
            [
                [*HEAD, "日期", "理论课时", "实操课时"],
                [*people(1)[0], DAY, 4, 4],
                [*people(2)[1], DAY, "4课时", "/"],
                [*people(3)[2], DAY, "", 2.5],
                [*people(4)[3], DAY, "很多", 2],
            ],
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["D 列“理论课时”没有写明线上还是线下，与 E 列“实操课时”相加后按线下课时读取，请核对"],
        problems=[("D5", "number")],
        sound=3,
        values={"offline_hours": [Decimal(8), Decimal(4), Decimal("2.5")]},
    ),
    Made(
        "hours_of_theory_beside_those_online",
        book([[*HEAD, "日期", "线上课时", "理论课时", "实操课时"], [*people(1)[0], DAY, 4, 4, 2]]),
        columns="attendance",
        mapping={**AB, "day": "C", "online_hours": "D", "offline_hours": "F"},
        notes=["E 列“理论课时”没有写明线上还是线下，没有读取"],
        sound=1,
        values={"online_hours": [Decimal(4)], "offline_hours": [Decimal(2)]},
    ),
    Made(
        "hours_in_parts_and_their_sum",
        book([[*HEAD, "日期", "理论课时", "实操课时", "总课时"], [*people(1)[0], DAY, 4, 3, 7]]),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["F 列“总课时”没有写明线上还是线下，没有读取"],
        sound=1,
        values={"offline_hours": [Decimal(7)]},
    ),
    Made(
        "hours_of_two_kinds_of_practice",
        book([[*HEAD, "日期", "面授课时", "实操课时"], [*people(1)[0], DAY, 2, 6]]),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["D 列“面授课时”、E 列“实操课时”相加后按“线下课时”读取，请核对。"],
        sound=1,
        values={"offline_hours": [Decimal(8)]},
    ),
)
