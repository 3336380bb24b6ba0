"""Cells merged over several rows, and second headings that are not those above."""

from datetime import date

from tests.intake.made import AB, HEAD, Made, book, people

P = people(6)
SIXTH = date(2020, 3, 6)
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
        sound=3,
        notes=["第 3 行是另一种表头，它以下的 2 行按这个表头读取（A 列姓名、B 列身份证号、C 列参保日期"],
        values={"hired_on": [SIXTH] * 3, "insured_from": [date(2020, 4, 1)] * 3},
    ),
    Made(
        "second_list_with_other_columns_below_a_title",
        book(
            [
                ["甲公司花名册"],
                [*HEAD, "联系电话"],
                [*P[0], "13800000000"],
                [*P[1], "1380"],
                [],
                ["乙公司花名册"],
                ["序号", "身份证号码", "姓名", "性别", "入职时间", "手机"],
                [1, P[2][1], P[2][0], "男", "2020.3.6", "13800000001"],
                [2, P[3][1][:17], P[3][0], "女", "2020.3.6", "13800000002"],
                [3, P[0][1], P[0][0], "男", "2020.3.6", None],
            ]
        ),
        mapping={**AB, "phone": "C"},
        header=2,
        problems=[("C4", "phone"), ("B9", "id_length"), ("B10", "repeated")],
        sound=2,
        notes=["第 7 行是另一种表头，它以下的 3 行按这个表头读取（B 列身份证号、C 列姓名、D 列性别"],
        values={"phone": ["13800000000", "13800000001"], "hired_on": [None, SIXTH]},
    ),
    Made(
        "second_list_with_more_columns_than_the_first",
        book(
            [
                HEAD,
                P[0],
                [*HEAD, "入职日期", "联系电话"],
                [*P[1], "2020-03-06", "13800000000"],
                HEAD,
                P[2],
            ]
        ),
        mapping=AB,
        sound=3,
        notes=["第 3 行是另一种表头", "第 3 行以下：第 5 行是重复的表头"],
        values={"hired_on": [None, SIXTH, None], "phone": [None, "13800000000", None]},
    ),
    Made(
        "second_headings_in_two_rows",
        book(
            [
                [*HEAD, "联系电话"],
                [*P[0], "13800000000"],
                ["身份证号", "姓名", "合同", None],
                [None, None, "合同开始日期", "合同终止日期"],
                [P[1][1], P[1][0], "2020-03-06", "2023-03-05"],
            ],
            merged=["A3:A4", "B3:B4", "C3:D3"],
        ),
        mapping={**AB, "phone": "C"},
        sound=2,
        values={"contract_from": [None, SIXTH], "contract_until": [None, date(2023, 3, 5)]},
    ),
    Made(
        "second_headings_that_lack_the_numbers",
        book(
            [
                [*HEAD, "入职日期"],
                [*P[0], "2020-03-06"],
                ["姓名", "联系电话", "备注"],
                [P[1][0], "13800000000", None],
            ]
        ),
        mapping={**AB, "hired_on": "C"},
        problems=[("A3", "other_heading"), ("A4", "other_heading")],
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
        sound=4,
        notes=["第 4 行以下：这是日期横排的签到表：1 人、2 天（2020-03-08 至 2020-03-09）"],
        values={"day": [date(2020, 3, each) for each in (6, 7, 8, 9)]},
    ),
    Made(
        "second_week_of_more_days_than_the_first",
        book(
            [
                ["2020年3月签到表"],
                ["姓名", "5日", "6日"],
                [P[0][0], "√", "√"],
                [P[1][0], "√", "×"],
                ["姓名", "9日", "10日", "11日"],
                [P[0][0], "√", "√", "√"],
                [P[1][0], "×", "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={"name": "A", "state": "BC"},
        header=2,
        sound=10,
        values={"day": [date(2020, 3, each) for each in (5, 6, 5, 6, 9, 10, 11, 9, 10, 11)]},
    ),
    Made(
        "the_same_days_of_another_month_below_its_own_title",
        book(
            [
                ["2020年3月考勤表"],
                [*HEAD, 1, 2, 3],
                [*P[0], "√", "√", "√"],
                ["2020年4月考勤表"],
                [*HEAD, 1, 2, 3],
                [*P[0], "√", "√", "×"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "state": "CDE"},
        header=2,
        sound=6,
        values={"day": [date(2020, month, each) for month in (3, 4) for each in (1, 2, 3)]},
    ),
    Made(
        "sign_in_sheets_of_two_days_one_below_the_other",
        book(
            [
                ["2020年3月6日签到表"],
                ["姓名", "上午", "下午"],
                [P[0][0], "√", "√"],
                [P[1][0], "√", "×"],
                [],
                ["2020年3月7日签到表"],
                ["姓名", "上午", "下午"],
                [P[0][0], "√", "√"],
            ]
        ),
        columns="attendance",
        mapping={"name": "A", "state": "BC"},
        header=2,
        warnings=[("C4", "half_day")],
        sound=3,
        notes=["日期是 2020-03-06（写在 A1）", "日期是 2020-03-07（写在 A6）"],
        values={"day": [SIXTH, SIXTH, date(2020, 3, 7)], "name": [P[0][0], P[1][0], P[0][0]]},
    ),
    Made(
        "sign_in_sheet_with_its_headings_again_on_the_next_page",
        book(
            [
                ["2020年3月6日签到表"],
                ["姓名", "签名"],
                [P[0][0], P[0][0]],
                ["姓名", "签名"],
                [P[1][0], P[1][0]],
            ]
        ),
        columns="attendance",
        mapping={"name": "A", "state": "B"},
        header=2,
        sound=2,
        notes=["第 4 行是重复的表头"],
        values={"name": [P[0][0], P[1][0]]},
    ),
    Made(
        "two_lists_beside_each_other",
        book(
            [
                ["甲公司花名册"],
                ["序号", *HEAD, "序号", *HEAD],
                [1, *P[0], 3, *P[2]],
                [2, *P[1], 4, P[3][0], P[3][1][:17]],
                [None, None, None, 5, *P[4]],
            ]
        ),
        mapping={"name": "BE", "id_number": "CF"},
        header=2,
        problems=[("F4", "id_length")],
        sound=4,
        notes=["第 2 行的表头下有 2 份名单左右并排（B—C 列、E—F 列），都已读取，分别有 2 行、3 行"],
        values={"name": [P[0][0], P[1][0], P[2][0], P[4][0]]},
    ),
    Made(
        "somebody_in_both_lists_beside_each_other",
        book([[*HEAD, None, *HEAD], [*P[0], None, *P[0]], [*P[1], None, *P[2]]]),
        mapping={"name": "AD", "id_number": "BE"},
        problems=[("E2", "repeated")],
        sound=3,
    ),
    Made(
        "people_beside_somebody_else",
        book(
            [
                ["组员", None, "搭档", None],
                [*HEAD, *HEAD],
                [*P[0], *P[2]],
                [*P[1], *P[3]],
            ],
            merged=["A1:B1", "C1:D1"],
        ),
        mapping={},
        header=2,
        problems=[("A2", "two_candidates"), ("B2", "two_candidates")],
    ),
    Made(
        "names_and_signatures_beside_each_other",
        book(
            [
                ["2020年3月6日签到表"],
                ["序号", "姓名", "签名", "序号", "姓名", "签名"],
                [1, P[0][0], P[0][0], 3, P[2][0], P[2][0]],
                [2, P[1][0], None, 4, P[3][0], P[3][0]],
            ]
        ),
        columns="attendance",
        mapping={"name": "BE", "state": "CF"},
        header=2,
        sound=3,
        values={"name": [P[0][0], P[2][0], P[3][0]]},
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
    Made(
        "sign_in_sheets_with_what_is_told_between_title_and_headings",
        book(
            [
                row
                for day in (6, 7)
                for row in (
                    [f"2020年3月{day}日签到表"],
                    ["班级：电工班", None, "地点：实训室"],
                    ["序号", "姓名", "签名"],
                    [1, P[0][0], P[0][0]],
                    [2, P[1][0], P[1][0]],
                    ["教师签名：王五"],
                )
            ]
        ),
        columns="attendance",
        mapping={"name": "B", "state": "C"},
        header=3,
        sound=4,
        notes=["日期是 2020-03-06（写在 A1）", "日期是 2020-03-07（写在 A7）"],
        values={"day": [SIXTH, SIXTH, date(2020, 3, 7), date(2020, 3, 7)]},
    ),
    Made(
        "headings_again_with_a_wrong_character",
        book(
            [
                [*HEAD, "入职日期"],
                [*P[0], "2020-03-06"],
                ["姓 名", "身份征号", "入职日期"],
                [*P[1], "2020-03-06"],
            ]
        ),
        mapping={**AB, "hired_on": "C"},
        sound=2,
        notes=["第 3 行是重复的表头"],
    ),
    Made(
        "teachers_below_the_trainees",
        book(
            [
                ["学员名单"],
                [*HEAD, "联系电话"],
                [*P[0], "13800000000"],
                ["培训教师"],
                [*HEAD, "联系电话"],
                [*P[5], "13800000009"],
            ]
        ),
        mapping={**AB, "phone": "C"},
        header=2,
        problems=[("A5", "other_heading"), ("A6", "other_heading")],
        sound=1,
    ),
    Made(
        "sums_by_trade_below_the_list",
        book(
            [
                ["序号", *HEAD, "工种"],
                [1, *P[0], "电工"],
                [2, *P[1], "电工"],
                [],
                ["工种", "人数", "补贴标准", "金额"],
                ["电工", 2, 800, 1600],
                ["合计", 2, None, 1600],
                ["序号", *HEAD, "工种"],
                [3, *P[2], "焊工"],
            ]
        ),
        mapping={"name": "B", "id_number": "C", "occupation": "D"},
        warnings=[("A5", "other_table")],
        sound=3,
    ),
    Made(
        "sums_by_trade_with_a_person_far_below",
        book(
            [
                ["序号", *HEAD, "工种"],
                [1, *P[0], "电工"],
                ["工种", "人数", "补贴标准", "金额"],
                *([["电工", 2, 800, 1600]] * 70),
                [2, *P[1], "焊工"],
            ]
        ),
        mapping={"name": "B", "id_number": "C", "occupation": "D"},
        warnings=[("A3", "other_table")],
        problems=[("B74", "other_heading")],
        sound=1,
    ),
    Made(
        "two_groups_beside_each_other",
        book(
            [
                ["一班", None, None, None, "二班", None, None],
                ["序号", *HEAD, None, "序号", *HEAD],
                [1, *P[0], None, 1, *P[2]],
                [2, *P[1], None, 2, *P[3]],
                ["合计", 2, None, None, "合计", 2],
            ]
        ),
        mapping={"name": "BF", "id_number": "CG"},
        header=2,
        sound=4,
    ),
    Made(
        "one_list_below_two_beside_each_other",
        book(
            [
                ["序号", *HEAD, "序号", *HEAD],
                [1, *P[0], 2, *P[1]],
                ["序号", *HEAD, "序号", *HEAD],
                [3, *P[2], None, None, None],
                ["序号", *HEAD, "联系电话"],
                [4, *P[3], "13800000000"],
            ]
        ),
        mapping={"name": "BE", "id_number": "CF"},
        sound=4,
        values={"phone": [None, None, None, "13800000000"]},
    ),
)
