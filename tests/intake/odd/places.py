"""Where the list stands in its sheet: titles above, blanks around, totals and notes below."""

from tests.intake.made import AB, HEAD, Made, book, people

PLACES = (
    Made("plain", book([HEAD, *people(3)]), mapping=AB, sound=3),
    Made(
        "titles_above",
        book(
            [
                ["某某县企业职工线上培训花名册"],
                ["填报单位：某某公司（盖章）", "", "填表时间：2020年6月1日"],
                [],
                HEAD,
                *people(2),
            ],
            merged=["A1:F1"],
        ),
        mapping=AB,
        header=4,
        sound=2,
    ),
    Made(
        "form_lines_above",
        book(
            [
                ["单位名称", "某某公司", "联系电话", "13800000000"],
                [],
                ["序号", "姓名", "身份证号", "联系电话"],
                *([n, *row, f"1380000000{n}"] for n, row in enumerate(people(2), 1)),
            ]
        ),
        mapping={"name": "B", "id_number": "C", "phone": "D"},
        header=3,
        sound=2,
    ),
    Made(
        "blank_rows_and_columns",
        book(
            [[], ["", *HEAD], [], *(["", *row] for row in people(2)), [], ["", *people(3)[2]], ["", " ", ""]]
        ),
        mapping={"name": "B", "id_number": "C"},
        header=2,
        sound=3,
    ),
    Made(
        "starts_far_right_and_down",
        book([*[[]] * 6, ["", "", "", *HEAD], ["", "", "", *people(1)[0]]]),
        mapping={"name": "D", "id_number": "E"},
        header=7,
        sound=1,
    ),
    Made(
        "serial_numbers_without_people",
        book([["序号", *HEAD], [1, *people(1)[0]], [2], [3], ["4"]]),
        mapping={"name": "B", "id_number": "C"},
        sound=1,
        notes=["只有序号"],
    ),
    Made(
        "totals_and_notes_at_the_end",
        book(
            [
                ["序号", *HEAD],
                *([n, *row] for n, row in enumerate(people(2), 1)),
                ["合计", "2 人"],
                [],
                ["注：以上人员均为本单位职工，已签订劳动合同。"],
                ["填表人：某某", "", "审核人：某某"],
            ],
            merged=["A6:F6"],
        ),
        mapping={"name": "B", "id_number": "C"},
        sound=2,
        notes=["是合计", "说明文字"],
    ),
    Made(
        "totals_in_the_name_column",
        book([HEAD, *people(2), ["合 计：", "2人"], ["备注：请核对"]]),
        mapping=AB,
        sound=2,
        notes=["第 4 行是合计", "第 5 行是说明文字"],
    ),
    Made(
        "headings_repeated_on_each_page",
        book([["序号", *HEAD], [1, *people(1)[0]], ["序号", *HEAD], [2, *people(2)[1]], ["第1页 共1页"]]),
        mapping={"name": "B", "id_number": "C"},
        sound=2,
        notes=["第 3 行是重复的表头"],
    ),
)
