"""What stands among the rows of a list and is none of its records."""

from datetime import date

from tests.intake.made import AB, HEAD, Made, book, people

P = people(6)
BC = {"name": "B", "id_number": "C"}

LAYOUTS = (
    Made(
        "columns_numbered_below_the_headings",
        book([["序号", *HEAD, "工种"], ["甲", "1", "2", "3"], [1, *P[0], "电工"]]),
        mapping={**BC, "occupation": "D"},
        sound=1,
        notes=["第 2 行是各列的编号，已跳过"],
    ),
    Made(
        "columns_numbered_with_figures_and_formulas",
        book([[*HEAD, "性别", "备注"], [1, 2, 3, "4=2+3"], [*P[0], "男", None], [*P[1], "女", 2]]),
        mapping={**AB, "sex": "C"},
        sound=2,
        notes=["第 2 行是各列的编号"],
    ),
    Made(
        "an_example_left_in_from_the_template",
        book([["序号", *HEAD], ["示例", "张三", "99990119900506039X"], [1, *P[0]]]),
        mapping=BC,
        sound=1,
        notes=["第 2 行是填写示例，已跳过"],
        values={"name": [P[0][0]]},
    ),
    Made(
        "an_example_named_as_such_in_the_name",
        book([HEAD, ["张三（示例）", "99990119900506039X"], P[0]]),
        mapping=AB,
        sound=1,
        notes=["第 2 行是填写示例"],
    ),
    Made(
        "titles_above_headings_that_come_again",
        book([["一班花名册"], HEAD, P[0], P[1], ["二班花名册"], HEAD, P[2]]),
        mapping=AB,
        header=2,
        sound=3,
        notes=["第 5 行是标题", "第 6 行是重复的表头"],
    ),
    Made(
        "who_checked_the_list_and_when_below_it",
        book([["序号", *HEAD], [1, *P[0]], [], ["审核人：李四", None, "2020年3月6日"]]),
        mapping=BC,
        sound=1,
        notes=["第 4 行是说明文字"],
    ),
    Made(
        "records_of_days_without_the_numbers_of_people",
        book(
            [
                ["姓名", "日期", "出勤"],
                [P[0][0], "2020-03-06", "√"],
                [P[0][0], "2020-03-07", "√"],
                [P[1][0], "2020-03-06", "√"],
            ]
        ),
        columns="attendance",
        mapping={"name": "A", "day": "B", "state": "C"},
        problems=[("A1", "column_missing")],
    ),
    Made(
        "the_day_in_a_cell_above_halves_in_two_rows_of_headings",
        book(
            [
                ["培训签到表"],
                ["班级：电工班", None, "日期：2020年3月6日"],
                ["序号", *HEAD, "上午", None, "下午", None],
                [None, None, None, "签到时间", "签退时间", "签到时间", "签退时间"],
                [1, *P[0], "8:30", "11:30", "14:00", "17:00"],
                ["授课教师（签名）：", None, None, "班主任（签名）："],
            ],
            merged=["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"],
        ),
        columns="attendance",
        mapping={**BC, "state": "DEFG"},
        header=4,
        sound=1,
        notes=["日期是 2020-03-06（写在 C2）"],
        values={"day": [date(2020, 3, 6)]},
    ),
)
