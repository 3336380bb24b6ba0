"""Long lists that tell a day in parts, or tell of a day nothing at all: they are read whole, or asked about."""

from datetime import date, time

from tests.intake.made import AB, HEAD, Made, book, people

P = people(4)
DAY = "2020-03-06"
ABC = {**AB, "day": "C"}


def _state(*values: str | None) -> dict[str, list[str | None]]:
    return {"state": list(values)}


PARTS_OF_DAY = [
    Made(
        "a_long_list_with_halves_of_the_day",
        book(
            [
                [*HEAD, "日期", "上午", "下午"],
                [*P[0], DAY, "√", "√"],
                [*P[1], DAY, "√", "×"],
                [*P[2], DAY, "√", None],
                [*P[3], DAY, "事假", "病假"],
                [*P[0], "2020-03-07", "？", "√"],
                [*P[1], "2020-03-07", None, None],
            ]
        ),
        columns="attendance",
        mapping={**ABC, "state": "DE"},
        problems=[("D6", "state"), ("D7", "missing")],
        warnings=[("D3", "half_day"), ("D4", "half_day")],
        sound=4,
        values=_state("present", "late", "late", "leave"),
    ),
    Made(
        "a_long_list_with_clock_times_of_both_halves",
        book(
            [
                [*HEAD, "日期", "上午签到", "上午签退", "下午签到", "下午签退"],
                [*P[0], DAY, "8:30", "11:30", time(14), "17:00"],
                [*P[1], DAY, "8:30", "11:30", None, None],
            ]
        ),
        columns="attendance",
        mapping={**ABC, "state": "DEFG"},
        warnings=[("D3", "half_day")],
        sound=2,
        values=_state("present", "late"),
    ),
    Made(
        "a_long_list_with_a_half_that_was_not_held",
        book([[*HEAD, "日期", "上午", "下午"], *([*each, DAY, "√", None] for each in P)]),
        columns="attendance",
        mapping={**ABC, "state": "D"},
        sound=4,
        values=_state(*["present"] * 4),
    ),
    Made(
        "a_long_list_of_clocking_in_with_weekdays_behind_short_years",
        book(
            [
                [*HEAD, "日期", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果"],
                [*P[0], "20-03-06 星期五", "08:20", "正常", "17:35", "正常"],
                [*P[1], "20-03-06 (周五)", "08:20", "正常", "16:35", "早退"],
                [*P[2], "20-03-06 星期四", "08:20", "正常", "17:35", "正常"],
                [*P[3], "20-03-06", "08:20", "正常", "17:35", "正常"],
            ]
        ),
        columns="attendance",
        mapping={**ABC, "state": "EG"},
        problems=[("C4", "date"), ("C5", "date")],
        sound=2,
        values={**_state("present", "late"), "day": [date(2020, 3, 6)] * 2},
    ),
    Made(
        "a_long_list_with_a_state_left_blank",
        book([[*HEAD, "日期", "出勤情况"], [*P[0], DAY, "√"], [*P[1], DAY, None]]),
        columns="attendance",
        mapping={**ABC, "state": "D"},
        problems=[("D3", "missing")],
        sound=1,
    ),
    Made(
        "a_long_list_that_does_not_tell_who_came",
        book([[*HEAD, "日期", "教室"], [*P[0], DAY, "201"]]),
        columns="attendance",
        mapping=ABC,
        problems=[("A1", "column_missing")],
    ),
    Made(
        "moments_of_signing_in_beside_class_hours",
        book(
            [
                [*HEAD, "课程", "签到时间", "签退时间", "学时"],
                [*P[0], "电工基础", "2020-03-06 08:30:12", "2020-03-06 11:30:40", 4],
            ]
        ),
        columns="attendance",
        mapping={**AB, "offline_hours": "F"},
        problems=[("D1", "other_list")],
    ),
]
