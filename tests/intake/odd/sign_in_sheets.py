"""Sign-in sheets whose days stand across: as training classes keep them."""

from datetime import date

from tests.intake.made import AB, HEAD, IDS, NAMES, Made, book, people, text

P = people(6)
MARCH = [["2020年3月焊工班签到表"]]


def _state(*values: str | None) -> dict[str, list[str | None]]:
    return {"state": list(values)}


SIGN_IN_SHEETS = [
    Made(
        "days_across_below_a_day_that_may_be_the_forms_own",
        book([["签到表", None, None, date(2019, 12, 30)], [*HEAD, "3月6日", "3月7日"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        notes=["按 2019 年读取，请核对"],
        sound=2,
        values={"day": [date(2019, 3, 6), date(2019, 3, 7)]},
    ),
    Made(
        "days_across_with_halves_below",
        book(
            [
                ["2020年3月焊工班学员签到表"],
                ["序号", *HEAD, "3月6日", None, "3月7日", None, "备注"],
                [None, None, None, "上午", "下午", "上午", "下午"],
                [1, *P[0], "√", "√", "√", "√"],
                [2, *P[1], "✓", "事假", "到", "迟到10分钟"],
                [3, *P[2], 1, 1, None, "周俊"],
                ["应到人数", None, None, 3, 3, 3, 3],
                ["授课教师签名："],
            ],
            merged=["D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3"],
        ),
        columns="attendance",
        mapping={"name": "B", "id_number": "C", "state": "DEFG"},
        problems=[("G6", "state")],
        warnings=[("E5", "half_day")],
        sound=5,
        header=3,
        notes=["3 人、2 天（2020-03-06 至 2020-03-07）", "第 7、8 行是表下的合计、签名或说明"],
        values={
            **_state("present", "present", "late", "late", "present"),
            "day": [date(2020, 3, 6), date(2020, 3, 7)] * 2 + [date(2020, 3, 6)],
        },
    ),
    Made(
        "days_across_as_3_dot_6_in_number_cells",
        book(
            [
                *MARCH,
                [*HEAD, 3.9, 3.1, 3.11, "出勤天数"],
                [*P[0], "√", "√", "√", 3],
                [*P[1], "√", "缺", "旷课", 1],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        sound=6,
        header=2,
        values={
            **_state("present", "present", "present", "present", "absent", "absent"),
            "day": [date(2020, 3, 9), date(2020, 3, 10), date(2020, 3, 11)] * 2,
        },
    ),
    Made(
        "days_across_alone_under_a_month",
        book([["电工班2020年3月考勤表"], [*HEAD, 28, 29, 30, 31, 1], [*P[0], "√", "√", "√", "病假", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CDEFG"},
        sound=5,
        header=2,
        values={"day": [*(date(2020, 3, at) for at in (28, 29, 30, 31)), date(2020, 4, 1)]},
    ),
    Made(
        "days_across_below_their_month",
        book(
            [
                [*HEAD, "2020年3月", None, "2020年4月"],
                [None, None, "30日", "31日", "1日"],
                [*P[0], "√", "√", "√"],
            ],
            merged=["C1:D1", "A1:A2", "B1:B2"],
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        sound=3,
        header=2,
        values={"day": [date(2020, 3, 30), date(2020, 3, 31), date(2020, 4, 1)]},
    ),
    Made(
        "days_across_as_dates_and_over_new_year",
        book(
            [
                ["2019年12月起"],
                [*HEAD, date(2019, 12, 30), "12月31日（周二）", "1月2日"],
                [*P[0], "√", "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        sound=3,
        header=2,
        values={"day": [date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 2)]},
    ),
    Made(
        "days_across_with_class_hours",
        book(
            [
                ["线下实训签到表（2020年4月）"],
                [*HEAD, "4月1日", "4月2日"],
                [*P[0], 4, "3.5课时"],
                [*P[1], "请假", 0],
                [*P[2], "4节", 30],
            ]
        ),
        columns="attendance",
        mapping={**AB, "offline_hours": "CD"},
        problems=[("D5", "number")],
        sound=5,
        header=2,
        values=_state(None, None, "leave", "absent", None),
    ),
    Made(
        "days_across_with_class_hours_of_no_kind",
        book([["2020年4月签到表"], [*HEAD, "4.1", "4.2"], [*P[0], 4, 8]]),
        columns="attendance",
        mapping={**AB, "offline_hours": "CD"},
        sound=2,
        header=2,
        notes=["没有写明线上还是线下"],
    ),
    Made(
        "days_across_online_and_offline_side_by_side",
        book(
            [
                ["2020年4月学时登记"],
                [*HEAD, "4月1日", None, "4月2日", None],
                [None, None, "线上", "线下", "线上", "线下"],
                [*P[0], 2, 4, 2, None],
            ],
            merged=["C2:D2", "E2:F2"],
        ),
        columns="attendance",
        mapping={**AB, "online_hours": "CE", "offline_hours": "DF"},
        sound=2,
        header=3,
    ),
    Made(
        "days_across_without_a_year",
        book([["签到表"], [*HEAD, "3月6日", "3月7日"], [*P[0], "√", "√"], [*P[1], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("C2", "year_missing")],
        header=2,
    ),
    Made(
        "days_across_with_a_day_that_is_none",
        book([*MARCH, [*HEAD, "2月29日", "2月30日"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("D2", "date")],
        header=2,
    ),
    Made(
        "days_across_one_of_them_still_to_come",
        book([["2020年"], [*HEAD, "5月31日", "6月2日", "6月3日"], [*P[0], "√", "√", None]]),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        problems=[("D2", "future")],
        sound=1,
        header=2,
        notes=["E 列没有任何签到"],
    ),
    Made(
        "days_across_with_a_number_wrong_and_a_person_twice",
        book(
            [
                *MARCH,
                [*HEAD, "3月6日", "3月7日"],
                [*P[0], "√", "√"],
                [NAMES[1], "123", "√", "√"],
                [*P[0], "√", "×"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("B4", "id_length"), ("B5", "repeated")],
        sound=2,
        header=2,
    ),
    Made(
        "days_across_with_names_alone",
        book(
            [
                *MARCH,
                ["序号", "姓名", "3月6日", "3月7日"],
                [1, NAMES[0], NAMES[0], "签名"],
                [2, NAMES[1], "8:25-11:30", None],
            ]
        ),
        columns="attendance",
        mapping={"name": "B", "state": "CD"},
        sound=3,
        header=2,
        notes=["按姓名对应花名册", "有 1 处人天是空白的"],
        values={"id_number": [None, None, None]},
    ),
    Made(
        "days_across_in_a_text_file",
        text(
            [
                ["2020年3月签到"],
                [*HEAD, "3月6日", "", "3月7日", ""],
                ["", "", "上午", "下午", "上午", "下午"],
                [*P[0], "√", "√", "√", ""],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDEF"},
        sound=2,
        header=3,
    ),
    Made(
        "days_across_and_the_number_without_a_heading",
        book([*MARCH, ["姓名", None, "3月6日", "3月7日"], *([*P[at], "√", "√"] for at in range(4))]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        sound=8,
        header=2,
        values={"id_number": [IDS[at // 2] for at in range(8)]},
    ),
    Made(
        "times_of_signing_in_given_as_attendance",
        book([[*HEAD, "日期", "签到时间", "签退时间"], [*P[0], "2020-03-06", "8:25", "11:30"]]),
        columns="attendance",
        mapping={**AB, "day": "C"},
        problems=[("D1", "other_list")],
    ),
    Made(
        "bare_days_below_the_day_the_form_was_filled_in",
        book([["电工班签到表", None, "填表日期：2020年5月8日"], [*HEAD, "6日", "7日"], [*P[0], "√", "√"]]),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        problems=[("C2", "year_missing")],
        header=2,
    ),
    Made(
        "a_month_in_the_title_and_the_form_made_in_another_year",
        book(
            [
                ["制表日期：", "2020年1月5日", "制表人：张三"],
                ["2019年12月电工班签到表"],
                [*HEAD, "30日", "31日"],
                [*P[0], "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=3,
        sound=2,
        values={"day": [date(2019, 12, 30), date(2019, 12, 31)]},
    ),
]
