"""Sign-in sheets of one day: as they are printed, signed and typed, the day above the table or nowhere."""

from datetime import date, time

from tests.intake.made import AB, HEAD, NAMES, Made, book, people, text

P = people(4)
SIXTH = date(2020, 3, 6)
TITLE = ["2020年3月6日签到表"]
HALVES = ["序号", *HEAD, "上午", "下午", "签名"]
BC = {"name": "B", "id_number": "C"}


def _days(count: int, day: date = SIXTH) -> dict[str, list[date]]:
    return {"day": [day] * count}


ONE_DAY = [
    Made(
        "one_day_in_the_title_and_another_beside_it",
        book([["3月6日签到表", None, "2019-12-30"], [*HEAD, "上午", "下午"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        problems=[("C1", "day_unclear")],
    ),
    Made(
        "one_day_named_in_the_title",
        book(
            [
                ["2020年3月6日焊工培训班学员签到表"],
                HALVES,
                [1, *P[0], "√", "√", P[0][0]],
                [2, *P[1], "√", "缺", P[1][0]],
                [3, *P[2], "？", "√", None],
                [4, P[3][0], "123", "√", "√", None],
                ["授课教师签名："],
            ],
            merged=["A1:F1"],
        ),
        columns="attendance",
        mapping={**BC, "state": "DEF"},
        problems=[("D5", "state"), ("C6", "id_length")],
        warnings=[("E4", "half_day")],
        sound=2,
        header=2,
        notes=["这是一天的签到表：4 人，日期是 2020-03-06（写在 A1）", "第 7 行是表下的合计、签名或说明"],
        values={"state": ["present", "late"], **_days(2)},
    ),
    Made(
        "one_day_beside_its_label_and_not_the_day_of_printing",
        book(
            [
                ["培训签到表"],
                ["班级：焊工班", None, "日期：2020.3.6", None, "制表日期：2020年3月9日"],
                ["培训时间：2020年3月1日至2020年3月31日"],
                [*HEAD, "签名"],
                [*P[0], P[0][0]],
                [*P[1], "已签到"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "C"},
        sound=2,
        header=4,
        notes=["写在 C2"],
        values={"state": ["present"] * 2, **_days(2)},
    ),
    Made(
        "one_day_as_a_date_in_the_next_cell",
        book(
            [
                ["签到日期", SIXTH, "开班日期", date(2020, 3, 1)],
                [*HEAD, "出勤情况"],
                [*P[0], "√"],
                [*P[1], "请假"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "C"},
        sound=2,
        header=2,
        notes=["写在 B1"],
        values={"state": ["present", "leave"], **_days(2)},
    ),
    Made(
        "one_day_with_names_and_signatures_alone",
        book(
            [
                ["签到表（2020年3月6日）"],
                ["序号", "姓名", "学员签字"],
                [1, NAMES[0], NAMES[0]],
                [2, NAMES[1], None],
                [3, NAMES[2], NAMES[3]],
            ]
        ),
        columns="attendance",
        mapping={"name": "B", "state": "C"},
        problems=[("C5", "state")],
        sound=1,
        header=2,
        notes=["按姓名对应花名册", "有 1 处人天是空白的"],
        values=_days(1),
    ),
    Made(
        "one_day_with_clock_times_in_two_rows_of_headings",
        book(
            [
                ["3月6日线下实训签到表", None, None, None, None, "2020年"],
                [*HEAD, "上午", None, "下午", None],
                [None, None, "签到", "签退", "签到", "签退"],
                [*P[0], time(8, 25), "11:30", "14:00", time(17, 0)],
            ],
            merged=["C2:D2", "E2:F2", "A2:A3", "B2:B3"],
        ),
        columns="attendance",
        mapping={**AB, "state": "CDEF"},
        sound=1,
        header=3,
        values={"state": ["present"], **_days(1)},
    ),
    Made(
        "one_day_with_class_hours_and_the_day_in_the_sheets_name",
        book([["线上课时登记"], [*HEAD, "课时"], [*P[0], 4], [*P[1], 40]], title="2020-3-6"),
        columns="attendance",
        mapping={**AB, "online_hours": "C"},
        problems=[("C4", "number")],
        sound=1,
        header=2,
        values=_days(1),
    ),
    Made(
        "one_day_alone_as_a_heading",
        book([["2020年签到表"], [*HEAD, "3月6日"], [*P[0], "√"], [*P[1], "缺"]]),
        columns="attendance",
        mapping={**AB, "state": "C"},
        sound=2,
        header=2,
        values={"state": ["present", "absent"], **_days(2)},
    ),
    Made(
        "one_day_in_a_text_file",
        text([["考勤日期：20200306", "", ""], [*HEAD, "考勤"], [*P[0], "√"]]),
        columns="attendance",
        mapping={**AB, "state": "C"},
        sound=1,
        header=2,
        values=_days(1),
    ),
    Made(
        "one_day_that_nothing_names",
        book([["焊工班签到表"], [*HEAD, "上午", "下午"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("C2", "day_missing")],
        header=2,
    ),
    Made(
        "one_day_without_a_year",
        book([["3月6日签到表"], [*HEAD, "上午", "下午"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("A1", "year_missing")],
        header=2,
    ),
    Made(
        "one_day_or_another",
        book([TITLE, ["日期：2020年3月7日"], [*HEAD, "签名"], [*P[0], "√"]]),
        columns="attendance",
        mapping={**AB, "state": "C"},
        problems=[("A2", "day_unclear")],
        header=3,
    ),
    Made(
        "one_day_still_to_come",
        book([["2020年6月2日签到表"], [*HEAD, "签名"], [*P[0], "√"]]),
        columns="attendance",
        mapping={**AB, "state": "C"},
        problems=[("A1", "future")],
        header=2,
    ),
    Made(
        "a_title_with_a_day_above_records_that_name_their_own",
        book([TITLE, [*HEAD, "哪天", "签名"], [*P[0], "2020-03-05", "√"], [*P[1], date(2020, 3, 4), "√"]]),
        columns="attendance",
        mapping=AB,
        problems=[("A2", "column_missing")],
        header=2,
    ),
]
