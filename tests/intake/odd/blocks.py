"""Cells merged over several rows, and second headings that are not those above."""

from datetime import date

from tests.intake.made import AB, HEAD, Made, book, people

P = people(6)
RURAL = "农村转移就业劳动者"

BLOCKS = (
    Made(
        "employer_group_and_day_merged_downwards",
        book(
            [
                ["单位名称", *HEAD, "人员类别", "入职日期"],
                ["甲公司", *P[0], RURAL, "2020.3.6"],
                [None, *P[1], None, None],
                ["乙公司", *P[2], None, None],
                [None, *P[3], None, None],
            ],
            merged=["A2:A3", "A4:A5", "D2:D5", "E2:E5"],
        ),
        mapping={"employer": "A", "name": "B", "id_number": "C", "groups": "D", "hired_on": "E"},
        sound=4,
        notes=["有 4 处向下合并的单元格"],
        values={
            "employer": ["甲公司", "甲公司", "乙公司", "乙公司"],
            "groups": [("rural_transfer",)] * 4,
            "hired_on": [date(2020, 3, 6)] * 4,
        },
    ),
    Made(
        "bank_accounts_merged_downwards_stay_the_first_persons",
        book([[*HEAD, "银行账号"], [*P[0], "6228480402564890018"], [*P[1], None]], merged=["C2:C3"]),
        mapping={**AB, "account": "C"},
        sound=2,
        values={"account": ["6228480402564890018", None]},
    ),
    Made(
        "one_person_merged_over_several_days",
        book(
            [
                [*HEAD, "日期", "出勤情况"],
                [*P[0], "2020-03-06", "出勤"],
                [None, None, "2020-03-07", "缺勤"],
                [*P[1], "2020-03-06", "出勤"],
            ],
            merged=["A2:A3", "B2:B3"],
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D"},
        sound=3,
        values={"name": [P[0][0], P[0][0], P[1][0]], "state": ["present", "absent", "present"]},
    ),
    Made(
        "halves_of_a_day_below_each_other",
        book(
            [
                ["2020年3月签到表"],
                [*HEAD, "时段", "6日", "7日"],
                [*P[0], "上午", "√", "√"],
                [None, None, "下午", "√", "×"],
                [*P[1], "上午", "×", "√"],
                [None, None, "下午", "×", "√"],
            ],
            merged=["A3:A4", "B3:B4", "A5:A6", "B5:B6"],
        ),
        columns="attendance",
        mapping={**AB, "state": "DE"},
        header=2,
        warnings=[("E4", "half_day")],
        sound=4,
        values={"state": ["present", "late", "absent", "present"]},
    ),
    Made(
        "second_headings_with_two_columns_swapped",
        book(
            [
                [*HEAD, "入职日期", "参保日期"],
                [*P[0], "2020-03-06", "2020-04-01"],
                [*HEAD, "参保日期", "入职日期"],
                [*P[1], "2020-04-01", "2020-03-06"],
                [*P[2], "2020-04-01", "2020-03-06"],
            ]
        ),
        mapping={**AB, "hired_on": "C", "insured_from": "D"},
        problems=[("A3", "other_heading"), ("A4", "other_heading"), ("A5", "other_heading")],
        sound=1,
    ),
    Made(
        "second_headings_written_another_way",
        book(
            [
                [*HEAD, "入职日期"],
                [*P[0], "2020-03-06"],
                ["姓名", "身份证号码", "入职时间"],
                [*P[1], "2020-03-07"],
            ]
        ),
        mapping={**AB, "hired_on": "C"},
        sound=2,
        notes=["第 3 行是重复的表头"],
    ),
    Made(
        "second_headings_with_other_days",
        book(
            [
                ["2020年签到表"],
                [*HEAD, "3月6日", "3月7日"],
                [*P[0], "√", "√"],
                [*HEAD, "3月8日", "3月9日"],
                [*P[1], "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CD"},
        header=2,
        problems=[("A4", "other_heading"), ("A5", "other_heading")],
        sound=2,
    ),
    Made(
        "weekdays_below_the_days",
        book(
            [
                ["2020年4月份考勤表"],
                [*HEAD, 1, 2, 3],
                ["星期", None, "三", "四", "五"],
                [*P[0], "√", "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=3,
    ),
    Made(
        "a_telephone_below_the_numbers",
        book([[*HEAD, "入职日期"], [*P[0], "2020-03-06"], ["填表人：张三", "联系电话：13800000000", None]]),
        mapping={**AB, "hired_on": "C"},
        sound=1,
        notes=["第 3 行是说明文字"],
    ),
)
