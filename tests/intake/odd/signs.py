"""Sign-in sheets whose signs or halves of a day may be mistaken: legends of their own, blanks beside signatures."""

from datetime import date

from tests.intake.made import AB, HEAD, Made, book, people

P = people(3)
MARCH = ["2020年3月焊工班考勤表"]
DAYS = [*HEAD, "2日", "3日", "4日"]
HALVES = [*HEAD, "上午签到", "下午签到"]
DAY = "2020-03-06"
TITLE = ["2020年3月6日签到表"]


def _state(*values: str | None) -> dict[str, list[str | None]]:
    return {"state": list(values)}


SIGNS = [
    Made(
        "signs_explained_below_the_table",
        book([MARCH, DAYS, [*P[0], "√", "○", "×"], ["注：出勤√  请假○  旷课×"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=3,
        notes=["“√”是出勤、“○”是请假、“×”是缺勤，按此读取", "第 4 行是表下的"],
        values=_state("present", "leave", "absent"),
    ),
    Made(
        "signs_explained_before_their_words_under_another_label",
        book([MARCH, DAYS, [*P[0], "√", "◯", "×"], ["符号：√出勤 ○请假 ×旷课"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=3,
        values=_state("present", "leave", "absent"),
    ),
    Made(
        "signs_explained_above_the_table_in_words_of_our_own_codes",
        book([MARCH, ["出勤：√、事假：○、病假：△、迟到：☆"], DAYS, [*P[0], "○", "△", "☆"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=3,
        sound=3,
        values=_state("leave", "leave", "late"),
    ),
    Made(
        "signs_explained_cell_by_cell_and_beside_the_people",
        book(
            [
                MARCH,
                DAYS,
                [*P[0], "√", "○", "△", None, "☆为早退，○为病假"],
                [*P[1], "√", "○", "☆"],
                ["说明：", "√", "出勤", "△", "请假"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=6,
        values=_state("present", "leave", "leave", "present", "leave", "late"),
    ),
    Made(
        "signs_that_nothing_explains",
        book([MARCH, DAYS, [*P[0], "√", "○", "△"], [*P[1], "√", "√", "×"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        problems=[("D3", "sign"), ("E3", "sign")],
        sound=4,
    ),
    Made(
        "signs_of_which_one_is_explained_in_two_ways",
        book([MARCH, ["√出勤 ○请假"], DAYS, [*P[0], "√", "○", None], ["注：√出勤 ○迟到"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=3,
        problems=[("D4", "sign")],
        sound=1,
    ),
    Made(
        "circles_alone_for_those_who_came",
        book([MARCH, DAYS, [*P[0], "○", "○", "×"]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=3,
        values=_state("present", "present", "absent"),
    ),
    Made(
        "signs_explained_once_below_two_lists",
        book(
            [
                MARCH,
                [*HEAD, "2日", "3日"],
                [*P[0], "√", "○"],
                [],
                [*HEAD, "4日", "5日"],
                [*P[0], "√", "○"],
                ["注：√出勤 ○请假"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        sound=4,
        values=_state("present", "leave", "present", "leave"),
    ),
    Made(
        "half_a_day_left_blank",
        book(
            [
                TITLE,
                HALVES,
                [*P[0], P[0][0], P[0][0]],
                [*P[1], P[1][0], None],
                [*P[2], "请假", None],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        warnings=[("D4", "half_day")],
        sound=3,
        values=_state("present", "late", "leave"),
    ),
    Made(
        "half_a_day_left_blank_by_everybody",
        book([TITLE, HALVES, *([*each, each[0], None] for each in P)]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        sound=3,
        values=_state("present", "present", "present"),
    ),
    Made(
        "half_a_day_left_blank_below_days_and_a_signature_across_both",
        book(
            [
                ["2020年3月签到表"],
                [*HEAD, "3月6日", None, "3月7日", None],
                [None, None, "上午", "下午", "上午", "下午"],
                [*P[0], "√", None, "√", "√"],
                [*P[1], "√", "√", None, "√"],
                [*P[2], P[2][0], None, "√", "√"],
            ],
            merged=["C2:D2", "E2:F2", "C6:D6"],
        ),
        columns="attendance",
        mapping={**AB, "state": "CDEF"},
        header=3,
        warnings=[("D4", "half_day"), ("E5", "half_day")],
        sound=6,
        values={
            **_state("late", "present", "present", "late", "present", "present"),
            "day": [date(2020, 3, 6), date(2020, 3, 7)] * 3,
        },
    ),
    Made(
        "half_a_day_left_blank_in_a_row_of_its_own",
        book(
            [
                MARCH,
                ["姓名", "时段", "3月6日", "3月7日"],
                [P[0][0], "上午", "√", "√"],
                [None, "下午", None, "√"],
                [P[1][0], "上午", "√", "√"],
                [None, "下午", "√", "√"],
            ],
            merged=["A3:A4", "A5:A6"],
        ),
        columns="attendance",
        mapping={"name": "A", "state": "CD"},
        header=2,
        warnings=[("C4", "half_day")],
        sound=4,
        values=_state("late", "present", "present", "present"),
    ),
    Made(
        "signs_of_a_long_list_explained_below_it",
        book([[*HEAD, "日期", "出勤情况"], [*P[0], DAY, "√"], [*P[1], DAY, "○"], ["注：√出勤 ○请假"]]),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D"},
        sound=2,
        notes=["“○”是请假，按此读取"],
        values=_state("present", "leave"),
    ),
    Made(
        "signs_of_a_long_list_that_nothing_explains",
        book([[*HEAD, "日期", "上午", "下午"], [*P[0], DAY, "√", "√"], [*P[1], DAY, "√", "○"]]),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "DE"},
        problems=[("D3", "sign")],
        sound=1,
    ),
]
