"""What stands among the rows of a list and is none of its records."""

from collections.abc import Sequence
from datetime import date

from tests.intake.made import AB, HEAD, Made, book, people

P = people(6)
BC = {"name": "B", "id_number": "C"}
_CONTRACT = ["2020-01-01", "2022-12-31"]
_DAYS = {"contract_from": [date(2020, 1, 1)] * 2, "contract_until": [date(2022, 12, 31)] * 2}


def _two_columns(name: str, above: str, below: Sequence[str], merged: Sequence[str]) -> Made:
    """Give a list whose contracts begin in one column and end in the next, below one heading for both."""
    rows = [[number, *P[number], *_CONTRACT, None] for number in range(2)]
    headings = ["序号", *HEAD, above, None, "备注"]
    lower = [[None, None, None, *below, None]] if below else []
    return Made(
        f"contract_over_two_columns_{name}",
        book([["花名册"], headings, *lower, *rows], merged=["A1:F1", *merged]),
        mapping={**BC, "contract_from": "D", "contract_until": "E"},
        header=3 if below else 2,
        sound=2,
        values=_DAYS,
    )


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
    Made(
        "groups_ticked_below_their_own_headings",
        book(
            [
                ["序号", *HEAD, "人员类别（打√）", None, None, "是否残疾人"],
                [None, None, None, "企业职工", "农民工", "退役军人", None],
                [1, *P[0], "√", None, None, "否"],
                [2, *P[1], None, "√", "√", "是"],
                [3, *P[2], None, "1", "0", None],
            ],
            merged=["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"],
        ),
        mapping={**BC, "groups": "DEFG"},
        header=2,
        sound=3,
        values={
            "groups": [
                ("employee",),
                ("rural_transfer", "veteran", "disabled"),
                ("rural_transfer",),
            ]
        },
    ),
    Made(
        "a_tick_that_is_none",
        book([[*HEAD, "退役军人", "脱贫户"], [*P[0], "？", None]]),
        mapping={**AB, "groups": "CD"},
        problems=[("C2", "groups")],
    ),
    Made(
        "headings_in_traditional_characters",
        book(
            [
                ["序號", "姓　名\n（必填）", "身份證\n號碼", "聯繫電話", "單位名稱", "入職日期"],
                [1, *P[0], "13800000000", "甲公司", "2020.3.6"],
            ]
        ),
        mapping={**BC, "phone": "D", "employer": "E", "hired_on": "F"},
        sound=1,
    ),
    Made(
        "headings_in_english_and_chinese",
        book([["No.", "Name 姓名", "ID No. 身份证号", "联系电话\nTel."], [1, *P[0], "13800000000"]]),
        mapping={**BC, "phone": "D"},
        sound=1,
    ),
    Made(
        "units_beside_the_title_and_a_contract_in_two_halves",
        book(
            [
                ["某县企业职工岗前培训花名册"],
                ["填报单位：甲公司（盖章）", None, None, None, None, "单位：人、万元"],
                ["序号", "基本情况", None, None, "劳动合同", None],
                [None, "姓名", "性别", "身份证号码", "起", "止"],
                [1, P[0][0], "男", P[0][1], "2020.3.1", "2023.2.28"],
                ["单位负责人：   填表人：   联系电话：13800000000"],
            ],
            merged=["A1:F1", "A3:A4", "B3:D3", "E3:F3"],
        ),
        mapping={
            "name": "B",
            "sex": "C",
            "id_number": "D",
            "contract_from": "E",
            "contract_until": "F",
        },
        header=4,
        sound=1,
        notes=["第 6 行是说明文字"],
    ),
    Made(
        "what_is_asked_for_below_the_headings",
        book(
            [
                ["序号", *HEAD, "入职日期", "人员类别"],
                [None, "必填", "必填，18位", "格式：2020-03-06", "下拉选择"],
                [1, *P[0], "2020-03-06", "企业职工"],
            ]
        ),
        mapping={**BC, "hired_on": "D", "groups": "E"},
        sound=1,
        notes=["第 2 行是填写要求"],
    ),
    Made(
        "english_headings_and_units_below_the_chinese_ones",
        book(
            [
                ["序号", *HEAD, "联系电话", "年龄"],
                ["No.", "Name", "ID No.", "Tel", "Age"],
                [None, None, None, None, "（岁）"],
                [1, *P[0], "13800000000", 30],
            ]
        ),
        mapping={**BC, "phone": "D"},
        sound=1,
        notes=["第 2 行是英文的表头", "第 3 行是各列的单位"],
    ),
    Made(
        "a_person_in_two_rows_with_the_name_and_number_merged",
        book(
            [
                ["序号", *HEAD, "联系电话"],
                [1, *P[0], "13800000000"],
                [None, None, None, "13800000001"],
                [2, *P[1], "13800000002"],
            ],
            merged=["A2:A3", "B2:B3", "C2:C3"],
        ),
        mapping={**BC, "phone": "D"},
        sound=2,
        notes=["第 3 行是上一行的续行"],
    ),
    Made(
        "sums_to_the_left_of_the_list",
        book(
            [
                ["统计", "人数", None, "序号", *HEAD],
                ["电工", 2, None, 1, *P[0]],
                ["合计", 2, None, 2, P[1][0], P[1][1][:17]],
            ]
        ),
        mapping={"name": "E", "id_number": "F"},
        problems=[("F3", "id_length")],
        sound=1,
    ),
    *(
        _two_columns(f"{shape}_{at}", above, below, merged)
        for shape, merged in (("all_merged", ["A2:A3", "B2:B3", "C2:C3", "D2:E2"]), ("merged", ["D2:E2"]))
        for at, (above, below) in enumerate(
            [
                ("合同期限", ["起", "止"]),
                ("劳动合同期限", ["起始时间", "终止时间"]),
                ("劳动合同起止时间", ["开始日期", "结束日期"]),
                ("劳动合同", ["开始", "结束"]),
            ]
        )
    ),
    _two_columns("not_merged", "合同期限", ["起", "止"], []),
    _two_columns("of_no_words", "合同期限", ["甲", "乙"], ["A2:A3", "B2:B3", "C2:C3", "D2:E2"]),
    _two_columns("in_one_row", "合同期限", [], ["D2:E2"]),
    Made(
        "both_days_in_one_cell_over_two_columns",
        book(
            [["序号", *HEAD, "合同期限", None], [1, *P[0], "2020-01-01至2022-12-31", None]],
            merged=["D1:E1", "D2:E2"],
        ),
        mapping={**BC, "contract_from": "D", "contract_until": "D"},
        sound=1,
        values={"contract_until": [date(2022, 12, 31)]},
    ),
    *(
        Made(
            f"a_heading_above_names_somebody_else_{at}",
            book(
                [
                    ["序号", own, None, other, None, "培训工种"],
                    [None, *HEAD, *HEAD, None],
                    *([n, *P[n], *P[n + 3], "电工"] for n in range(3)),
                ],
                merged=["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
            ),
            mapping={**BC, "occupation": "F"},
            header=2,
            sound=3,
            values={"name": [P[n][0] for n in range(3)]},
            notes=["已认出但本表不取的列："],
        )
        for at, (own, other) in enumerate(
            [
                ("学徒信息", "企业导师信息"),
                ("徒弟", "带教师傅"),
                ("学徒基本情况", "企业导师（师傅）情况"),
                ("学员信息", "监护人信息"),
            ]
        )
    ),
    *(
        Made(
            f"who_was_replaced_beside_who_came_{at}",
            book(
                [
                    ["人员变更表"],
                    ["序号", gone, None, come, None, "变更原因"],
                    [None, *HEAD, *HEAD, None],
                    *([n, *P[n], *P[n + 3], "离职"] for n in range(3)),
                ],
                merged=["B2:C2", "D2:E2"],
            ),
            mapping={"name": "D", "id_number": "E"},
            header=3,
            sound=3,
            values={"name": [P[n + 3][0] for n in range(3)]},
        )
        for at, (gone, come) in enumerate(
            [("原学员", "变更后学员"), ("变更前", "变更后"), ("被替换人员信息", "替换后人员信息")]
        )
    ),
    Made(
        "who_was_replaced_beside_who_came_in_one_row",
        book(
            [
                ["变更前姓名", "变更前身份证号", "变更后姓名", "变更后身份证号"],
                *([*P[n], *P[n + 3]] for n in range(3)),
            ]
        ),
        mapping={"name": "C", "id_number": "D"},
        sound=3,
    ),
)
