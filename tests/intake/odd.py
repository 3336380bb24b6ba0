"""The odd workbooks: each named for what is odd about it, with the mapping and the problems it must give."""

from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.intake.made import HEAD, IDS, NAMES, Made, book, cell, packed, people, sheet_xml, text
from tests.intake.old import old_book

AB = {"name": "A", "id_number": "B"}
OLD = "999901900506039"


def _hide_sheet(workbook: Workbook) -> None:
    workbook["旧表"].sheet_state = "hidden"


def _hide_rows(workbook: Workbook) -> None:
    for row in (3, 4):
        workbook.active.row_dimensions[row].hidden = True
    workbook.active.column_dimensions["C"].hidden = True


def _colour_far_rows(workbook: Workbook) -> None:
    for row in range(10, 400):
        for column in range(1, 40):
            workbook.active.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")


def _formula(workbook: Workbook) -> None:
    workbook.active["C2"] = "=1/0"


LAYOUTS = (
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
        "two_row_merged_headings",
        book(
            [
                ["序号", "姓名", "身份证号", "联系方式", "", "劳动合同", ""],
                ["", "", "", "手机号码", "固定电话", "起始日期", "终止日期"],
                *(
                    [n, *row, "13812345678", "0000-1234567", "2020.1.1", "2022.12.31"]
                    for n, row in enumerate(people(2))
                ),
            ],
            merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"],
        ),
        mapping={"name": "B", "id_number": "C", "phone": "D", "contract_from": "F", "contract_until": "G"},
        header=2,
        sound=2,
        values={"contract_until": [date(2022, 12, 31)] * 2},
    ),
    Made(
        "two_row_headings_in_csv",
        text(
            [
                ["姓名", "身份证号", "劳动合同", ""],
                ["", "", "开始日期", "结束日期"],
                [*people(1)[0], "2020-01-01", "2022-12-31"],
            ]
        ),
        mapping={**AB, "contract_from": "C", "contract_until": "D"},
        header=2,
        sound=1,
    ),
    Made(
        "stars_blanks_and_brackets_in_headings",
        book(
            [
                ["姓  名*", "身份证\n号码（18位）＊", "联系电话：", "入职日期(yyyy-mm-dd)"],
                [*people(1)[0], "13812345678", "2020-03-06"],
            ]
        ),
        mapping={**AB, "phone": "C", "hired_on": "D"},
        sound=1,
    ),
    Made(
        "full_width_headings",
        book(
            [["姓　名", "公民身份号码", "职业（工种）", "职业（工种）等级"], [*people(1)[0], "电工", "四级"]]
        ),
        mapping={**AB, "occupation": "C", "level": "D"},
        sound=1,
        values={"level": ["4"]},
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
    Made(
        "two_number_columns_that_agree",
        book([["姓名", "18位身份证号", "身份证号"], [*people(1)[0], IDS[0]], [*people(2)[1], ""]]),
        mapping=AB,
        sound=2,
        notes=["未取 C 列"],
    ),
    Made(
        "two_number_columns_old_and_new",
        book(
            [
                ["姓名", "身份证号", "18位身份证号"],
                [NAMES[0], OLD, IDS[0]],
                [NAMES[1], OLD[:-1] + "2", IDS[1]],
            ]
        ),
        mapping={"name": "A", "id_number": "C"},
        sound=2,
        notes=["取自 C 列"],
    ),
    Made(
        "two_number_columns_that_differ",
        book([["姓名", "18位身份证号", "身份证号"], [*people(1)[0], IDS[5]], [*people(2)[1], IDS[1]]]),
        mapping={"name": "A"},
        problems=[("B1", "two_candidates")],
        sound=0,
    ),
    Made(
        "a_teacher_in_the_list",
        book(
            [
                ["培训教师", "教师身份证号", "姓名", "身份证号码", "联系人电话"],
                *(["钱老师", IDS[9], *row, "13800000000"] for row in people(2)),
            ]
        ),
        mapping={"name": "C", "id_number": "D"},
        sound=2,
        notes=["教师身份证号"],
    ),
    Made(
        "only_the_teachers_number",
        book([["姓名", "教师身份证号", "联系电话"], [NAMES[0], IDS[9], "13812345678"]]),
        mapping={"name": "A", "phone": "C"},
        problems=[
            ("A1", "column_missing"),
        ],
        sound=0,
    ),
    Made(
        "number_column_without_heading",
        book([["姓名", ""], *people(4)]),
        mapping=AB,
        sound=4,
        notes=["按内容判断为“身份证号”"],
    ),
    Made(
        "misspelt_headings",
        book([["姓名", "身分证号码", "联系电活"], [*people(1)[0], "13812345678"]]),
        mapping={**AB, "phone": "C"},
        sound=1,
        notes=["按“身份证号”读取"],
    ),
    Made(
        "number_heading_of_another_kind",
        book([["员工姓名", "参训人员身份证号码"], *people(1)]),
        mapping=AB,
        sound=1,
    ),
    Made(
        "several_columns_of_groups",
        book(
            [
                ["姓名", "身份证号", "特殊人群标识1", "特殊人群标识2", "特殊人群标识3"],
                [*people(1)[0], "残疾人", "", "低保户"],
                [*people(2)[1], "企业职工", "", ""],
            ]
        ),
        mapping={**AB, "groups": "CDE"},
        sound=2,
        values={"groups": [("disabled", "low_income"), ("employee",)]},
    ),
    Made(
        "phones_of_two_kinds",
        book([["姓名", "身份证号", "联系方式", "手机号码"], [*people(1)[0], "0000-1234567", "13812345678"]]),
        mapping={**AB, "phone": "D"},
        sound=1,
        notes=["未取 C 列"],
    ),
    Made(
        "contract_span_in_one_cell",
        book(
            [
                ["姓名", "身份证号", "劳动合同期限"],
                [*people(1)[0], "2020.1.1-2022.12.31"],
                [*people(2)[1], "2020年1月1日至2022年12月31日"],
            ]
        ),
        mapping={**AB, "contract_from": "C", "contract_until": "C"},
        sound=2,
        values={"contract_from": [date(2020, 1, 1)] * 2, "contract_until": [date(2022, 12, 31)] * 2},
    ),
    Made(
        "list_on_the_second_sheet",
        book([["填表说明"], ["一、请如实填写。"]], title="说明", more={"学员名单": [HEAD, *people(2)]}),
        mapping=AB,
        sound=2,
    ),
    Made(
        "two_sheets_alike",
        book([HEAD, *people(2)], title="一班", more={"二班": [HEAD, *people(3)[2:]]}),
        mapping=AB,
        sound=2,
        notes=["另有工作表也像同类名单：“二班”"],
    ),
    Made(
        "hidden_sheet_beside",
        book(
            [HEAD, *people(1)],
            more={"旧表": [[*HEAD, "联系电话"], [*people(2)[1], "13812345678"]]},
            change=_hide_sheet,
        ),
        mapping=AB,
        sound=1,
        notes=["“旧表”（隐藏）"],
    ),
    Made(
        "coloured_rows_beyond_the_list",
        book([HEAD, *people(2)], change=_colour_far_rows),
        mapping=AB,
        sound=2,
    ),
    Made(
        "wrong_dimension_as_wps_writes_it",
        packed(
            sheet_xml(
                "".join(
                    f'<row r="{number}">{cell(f"A{number}", row[0])}{cell(f"B{number}", row[1])}</row>'
                    for number, row in enumerate([HEAD, *people(2)], 1)
                ),
                before='<dimension ref="A1:A1"/>',
            )
        ),
        mapping=AB,
        sound=2,
    ),
    Made(
        "cells_without_addresses",
        packed(
            sheet_xml(
                "".join(
                    "<row>"
                    + "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row)
                    + "</row>"
                    for row in [HEAD, *people(2)]
                )
            )
        ),
        mapping=AB,
        sound=2,
    ),
    Made(
        "macro_workbook",
        packed(
            sheet_xml(
                "".join(
                    f'<row r="{number}">{cell(f"A{number}", row[0])}{cell(f"B{number}", row[1])}</row>'
                    for number, row in enumerate([HEAD, *people(1)], 1)
                )
            ),
            {"xl/vbaProject.bin": b"\x00macro"},
            name="名单.xlsm",
        ),
        mapping=AB,
        sound=1,
        notes=["宏没有运行"],
    ),
    Made("old_workbook", old_book([["某某公司花名册"], HEAD, *people(2)]), mapping=AB, header=2, sound=2),
    Made(
        "old_workbook_of_wps",
        old_book([["", *HEAD], ["", *people(1)[0]]], name="名单.et"),
        mapping={"name": "B", "id_number": "C"},
        sound=1,
    ),
    Made(
        "old_workbook_with_numbers_as_figures",
        old_book([HEAD, [NAMES[0], float(IDS[0][:17])], people(2)[1]]),
        mapping=AB,
        problems=[("B2", "number_cell")],
        sound=1,
    ),
    Made("utf_8_text", text([HEAD, *people(2)]), mapping=AB, sound=2),
    Made("utf_8_text_with_mark", text([HEAD, *people(2)], encoding="utf-8-sig"), mapping=AB, sound=2),
    Made(
        "gb_18030_text",
        text([HEAD, *people(1), ["张䶮", IDS[2]]], encoding="gb18030"),
        mapping=AB,
        sound=2,
        values={"name": ["张建国", "张䶮"]},
    ),
    Made(
        "utf_16_text",
        text([HEAD, *people(2)], encoding="utf-16", delimiter="\t", ending="txt"),
        mapping=AB,
        sound=2,
    ),
    Made("tabs", text([HEAD, *people(2)], delimiter="\t", ending="tsv"), mapping=AB, sound=2),
    Made("semicolons", text([HEAD, *people(2)], delimiter=";"), mapping=AB, sound=2),
    Made(
        "delimiter_named_in_the_first_line",
        text([HEAD, *people(2)], delimiter="|", before="sep=|\r\n"),
        mapping=AB,
        header=2,
        sound=2,
    ),
    Made(
        "ragged_lines",
        text(
            [
                ["姓名", "身份证号", "联系电话", "学历"],
                people(1)[0],
                [*people(2)[1], "13812345678", "高中", "", "多余"],
            ]
        ),
        mapping={**AB, "phone": "C", "education": "D"},
        sound=2,
    ),
    Made(
        "line_breaks_inside_cells",
        text([["姓名", "身份证\n号码"], [NAMES[0], IDS[0]], [NAMES[1] + "\n", IDS[1] + "\r\n"]]),
        mapping=AB,
        sound=2,
    ),
)

CELLS = (
    Made(
        "numbers_written_every_which_way",
        book(
            [
                HEAD,
                [NAMES[0], f" {IDS[0]} "],
                [NAMES[1], f"'{IDS[1]}"],
                [NAMES[2], " ".join((IDS[2][:6], IDS[2][6:14], IDS[2][14:]))],
                [NAMES[3], "".join(chr(ord(place) + 0xFEE0) for place in IDS[3])],
                [NAMES[4], f"\u200b{IDS[4]}\ufeff"],
                [NAMES[5], "99990119900506039x"],
                [NAMES[6], f'="{IDS[6]}"'],
                [NAMES[7], f"\t{IDS[7]}"],
            ],
            change=lambda workbook: setattr(workbook.active["B8"], "data_type", "s"),
        ),
        mapping=AB,
        sound=8,
        values={"id_number": [*IDS[:5], "99990119900506039X", *IDS[6:8]]},
    ),
    Made(
        "number_kept_as_a_figure",
        book([HEAD, people(1)[0], [NAMES[1], int(IDS[1][:17] + "1")]]),
        mapping=AB,
        problems=[("B3", "number_cell")],
        sound=1,
    ),
    Made(
        "number_lost_in_a_text_file",
        text([HEAD, people(1)[0], [NAMES[1], "9.99901E+17"]]),
        mapping=AB,
        problems=[("B3", "number_cell")],
        sound=1,
    ),
    Made(
        "number_with_lost_end",
        book([HEAD, people(1)[0], [NAMES[1], IDS[1][:15] + "000"]]),
        mapping=AB,
        problems=[("B3", "id_check_digit")],
        sound=1,
    ),
    Made(
        "every_fault_of_a_number",
        book(
            [
                HEAD,
                [NAMES[0], ""],
                [NAMES[1], IDS[1][:17]],
                [NAMES[2], OLD],
                [NAMES[3], "999901199013010012"],
                [NAMES[4], "999901203001010012"],
                [NAMES[5], IDS[5][:17] + ("1" if IDS[5][17] != "1" else "2")],
                [NAMES[6], "99990119900506O39X"],
                [NAMES[7], "无"],
                [NAMES[8], date(1990, 5, 6)],
            ]
        ),
        mapping=AB,
        problems=[
            ("B2", "id_missing"),
            ("B3", "id_length"),
            ("B4", "id_old"),
            ("B5", "id_birth"),
            ("B6", "id_future"),
            ("B7", "id_check_digit"),
            ("B8", "id_characters"),
            ("B9", "id_missing"),
            ("B10", "number_cell"),
        ],
        sound=0,
    ),
    Made(
        "sex_against_number",
        book(
            [
                ["姓名", "身份证号", "性别"],
                [*people(1)[0], "男"],
                [*people(2)[1], "男"],
                [*people(3)[2], "男性"],
                [*people(4)[3], "2"],
            ]
        ),
        mapping={**AB, "sex": "C"},
        problems=[("C3", "sex")],
        sound=3,
    ),
    Made(
        "same_number_twice",
        book([HEAD, *people(3), [NAMES[5], IDS[0]], [NAMES[6], IDS[0]]]),
        mapping=AB,
        problems=[("B5", "repeated"), ("B6", "repeated")],
        sound=3,
    ),
    Made(
        "names_of_every_kind",
        book(
            [
                HEAD,
                ["张 三", IDS[0]],
                ["阿依古丽·买买提", IDS[1]],
                ["阿依古丽•买买提", IDS[2]],
                ["阿依古丽 . 买买提", IDS[3]],
                ["𠮷野家", IDS[4]],
                ["张㼆", IDS[5]],
                ["　王五　", IDS[6]],
                ["John Smith", IDS[7]],
                ["⾦⼀", IDS[8]],
                ["李\ue81e", IDS[9]],
            ]
        ),
        mapping=AB,
        sound=10,
        values={
            "name": [
                "张三",
                *["阿依古丽·买买提"] * 3,
                "𠮷野家",
                "张㼆",
                "王五",
                "John Smith",
                "金一",
                "李龴",
            ],
        },
    ),
    Made(
        "names_that_are_none",
        book(
            [
                HEAD,
                ["", IDS[0]],
                ["张", IDS[1]],
                ["张三1", IDS[2]],
                ["张?", IDS[3]],
                ["张\ue000", IDS[4]],
                [12, IDS[5]],
                ["/", IDS[6]],
                ["张三、李四", IDS[7]],
            ]
        ),
        mapping=AB,
        problems=[
            ("A2", "missing"),
            ("A3", "name"),
            ("A4", "name"),
            ("A5", "name_garbled"),
            ("A6", "name_garbled"),
            ("A7", "name"),
            ("A8", "missing"),
            ("A9", "name"),
        ],
        sound=0,
    ),
    Made(
        "phones",
        book(
            [
                [*HEAD, "联系电话"],
                [*people(1)[0], 13812345678],
                [*people(2)[1], "138-1234-5678"],
                [*people(3)[2], "+86 13812345678"],
                [*people(4)[3], "12345678901"],
                [*people(5)[4], "1381234567"],
                [*people(6)[5], ""],
                [*people(7)[6], "13812345678/13912345678"],
            ]
        ),
        mapping={**AB, "phone": "C"},
        problems=[("C5", "phone"), ("C6", "phone"), ("C8", "phone")],
        sound=4,
        values={"phone": ["13812345678"] * 3 + [None]},
    ),
    Made(
        "accounts",
        book(
            [
                [*HEAD, "银行卡号"],
                [*people(1)[0], "6228 4804 0256 4890 018"],
                [*people(2)[1], "6228480402564890019"],
                [*people(3)[2], 6228480402564890018],
                [*people(4)[3], "622848040"],
                [*people(5)[4], "1203000009200038888"],
                [*people(6)[5], "6.22848E+18"],
            ]
        ),
        mapping={**AB, "account": "C"},
        problems=[("C4", "number_cell"), ("C5", "account"), ("C7", "number_cell")],
        warnings=[("C3", "account_luhn")],
        sound=3,
    ),
    Made(
        "days_in_every_writing",
        book(
            [
                [*HEAD, "入职日期"],
                [*people(1)[0], "2020.3.6"],
                [*people(2)[1], "20200306"],
                [*people(3)[2], "2020年3月6日"],
                [*people(4)[3], "2020-03-06"],
                [*people(5)[4], date(2020, 3, 6)],
                [*people(6)[5], datetime.fromisoformat("2020-03-06T08:30")],
                [*people(7)[6], 43896],
                [*people(8)[7], 20200306],
                [*people(9)[8], "２０２０／３／６"],
                [*people(10)[9], "2020-03-06 00:00:00"],
                [NAMES[0], IDS[10], "二〇二〇年三月六日"],
            ]
        ),
        mapping={**AB, "hired_on": "C"},
        sound=11,
        values={"hired_on": [date(2020, 3, 6)] * 11},
    ),
    Made(
        "days_that_are_none",
        book(
            [
                [*HEAD, "入职日期"],
                [*people(1)[0], "2020.2.30"],
                [*people(2)[1], "2020年3月"],
                [*people(3)[2], "20.3.6"],
                [*people(4)[3], "3/6/2020"],
                [*people(5)[4], "去年"],
                [*people(6)[5], 12],
                [*people(7)[6], "2020.3.6-2020.3.20"],
                [*people(8)[7], "1020-03-06"],
            ]
        ),
        mapping={**AB, "hired_on": "C"},
        problems=[(f"C{row}", "date") for row in range(2, 10)],
        sound=0,
    ),
    Made(
        "contract_ends_before_it_starts",
        book(
            [
                [*HEAD, "合同开始日期", "合同终止日期"],
                [*people(1)[0], "2020-03-06", "2020-03-05"],
                [*people(2)[1], "2020-03-06", "无固定期限"],
            ]
        ),
        mapping={**AB, "contract_from": "C", "contract_until": "D"},
        problems=[("D2", "contract_span")],
        sound=1,
        values={"contract_until": [None]},
    ),
    Made(
        "levels_in_every_writing",
        book(
            [
                [*HEAD, "等级"],
                *(
                    [NAMES[place % 10], IDS[place], written]
                    for place, written in enumerate(
                        (
                            "初级",
                            "初级工",
                            "五级",
                            5,
                            "中级工/四级",
                            "高级（三级）",
                            "技师",
                            "二级/技师",
                            "高级技师",
                            "1",
                            "专项职业能力",
                            "无",
                            "",
                        )
                    )
                ),
            ]
        ),
        mapping={**AB, "level": "C"},
        sound=13,
        values={"level": ["5", "5", "5", "5", "4", "3", "2", "2", "1", "1", "special", "none", None]},
    ),
    Made(
        "groups_in_every_writing",
        book(
            [
                [*HEAD, "人员类别"],
                [*people(1)[0], "企业职工"],
                [*people(2)[1], "退役军人、残疾人"],
                [*people(3)[2], "低保户，就业困难人员"],
                [*people(4)[3], "建档立卡贫困劳动力;农民工/退役军人"],
                [*people(5)[4], "城乡未继续升学的应届初高中毕业生（两后生）"],
                [*people(6)[5], "技工院校高级工班、预备技师班和特殊教育院校职业教育类毕业生"],
                [*people(7)[6], "外星人"],
                [*people(8)[7], "退役军入"],
            ]
        ),
        mapping={**AB, "groups": "C"},
        problems=[("C8", "groups"), ("C9", "groups")],
        sound=6,
        values={
            "groups": [
                ("employee",),
                ("veteran", "disabled"),
                ("low_income", "hard_to_employ"),
                ("poor_household", "rural_transfer", "veteran"),
                ("school_leaver",),
                ("senior_class",),
            ]
        },
    ),
    Made(
        "texts_tidied_but_kept",
        book(
            [
                [*HEAD, "工作单位", "家庭住址", "学历"],
                [*people(1)[0], " 某某（江苏）有限公司 ", "某县\n某镇  １２号\u200b", "—"],
            ]
        ),
        mapping={**AB, "employer": "C", "address": "D", "education": "E"},
        sound=1,
        values={"employer": ["某某（江苏）有限公司"], "address": ["某县 某镇 12号"], "education": [None]},
    ),
    Made(
        "text_too_long",
        book([[*HEAD, "家庭住址"], [*people(1)[0], "某" * 201]]),
        mapping={**AB, "address": "C"},
        problems=[("C2", "too_long")],
        sound=0,
    ),
    Made(
        "several_faults_in_a_row_are_all_told",
        book([[*HEAD, "性别", "联系电话", "等级"], ["", IDS[0], "女", "1", "特级大师"]]),
        mapping={**AB, "sex": "C", "phone": "D", "level": "E"},
        problems=[("A2", "missing"), ("C2", "sex"), ("D2", "phone"), ("E2", "level")],
        sound=0,
    ),
    Made(
        "error_values_and_formulas_without_result",
        packed(
            sheet_xml(
                f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}{cell("C1", "联系电话")}{cell("D1", "学历")}</row>'
                f'<row r="2">{cell("A2", NAMES[0])}{cell("B2", IDS[0])}<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
                f'<row r="3">{cell("A3", NAMES[1])}<c r="B3" s="0"><f>A1&amp;B1</f><v></v></c></row>'
                f'<row r="4">{cell("A4", NAMES[2])}{cell("B4", IDS[2])}<c r="D4" t="str"><f>""</f><v></v></c></row>'
                f'<row r="5">{cell("A5", NAMES[3])}{cell("B5", IDS[3])}<c r="F5" t="e"><v>#REF!</v></c></row>'
            )
        ),
        mapping={**AB, "phone": "C", "education": "D"},
        problems=[("C2", "formula_error"), ("B3", "formula_empty")],
        sound=2,
    ),
    Made(
        "hidden_rows_and_columns",
        book([[*HEAD, "备注"], *people(4)], change=_hide_rows),
        mapping=AB,
        sound=4,
        notes=["有 2 个隐藏的行（第 3、4 行），已照常读取", "隐藏的列（C）"],
    ),
    Made(
        "error_cell_beside",
        book([[*HEAD, "学历"], [*people(1)[0], "=1/0"]], change=_formula),
        mapping={**AB, "education": "C"},
        problems=[("C2", "formula_empty")],
        sound=0,
    ),
)

OTHER_LISTS = (
    Made(
        "attendance_by_day",
        book(
            [
                ["学员姓名", "身份证号码", "上课日期", "考勤结果", "线上学时", "线下学时"],
                [*people(1)[0], "2020.4.1", "√", "4课时", 2],
                [*people(1)[0], "2020.4.2", "迟到", 4, ""],
                [*people(2)[1], "2020.4.1", "请假", "", ""],
                [*people(2)[1], "2020.4.2", "旷课", 0, 0],
            ]
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D", "online_hours": "E", "offline_hours": "F"},
        sound=4,
        values={"state": ["present", "late", "leave", "absent"]},
    ),
    Made(
        "attendance_with_faults",
        book(
            [
                ["姓名", "身份证号", "日期", "出勤情况", "线上课时"],
                [*people(1)[0], "2020.4.1", "出勤", 4],
                [*people(1)[0], "2020-04-01", "出勤", 4],
                [*people(2)[1], "2020-07-01", "出勤", 4],
                [*people(2)[1], "2020-04-02", "缺勤", 4],
                [*people(2)[1], "2020-04-03", "出勤", 25],
                [*people(2)[1], "2020-04-04", "出勤", 1.25],
                [*people(2)[1], "2020-04-05", "睡觉", "很多"],
                [*people(2)[1], "", "出勤", 4],
            ]
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D", "online_hours": "E"},
        problems=[
            ("B3", "repeated"),
            ("C4", "future"),
            ("E5", "absent_hours"),
            ("E6", "number"),
            ("E7", "number"),
            ("D8", "state"),
            ("E8", "number"),
            ("C9", "missing"),
        ],
        sound=1,
    ),
    Made(
        "certificates",
        book(
            [
                ["姓名", "证件号码", "证书类别", "证书编号", "发证日期", "发证机构", "职业名称", "证书等级"],
                [
                    *people(1)[0],
                    "职业技能等级证书",
                    "Y000134000001200500001",
                    "2020-05-20",
                    "某某评价中心",
                    "电工",
                    "五级",
                ],
                [
                    *people(2)[1],
                    "合格证",
                    " ＨＧ2020 - 0001",
                    date(2020, 5, 20),
                    "某某学校",
                    "养老护理员",
                    "",
                ],
            ]
        ),
        columns="certificates",
        mapping={
            **AB,
            "certificate_type": "C",
            "certificate_number": "D",
            "issued_on": "E",
            "issuer": "F",
            "occupation": "G",
            "level": "H",
        },
        sound=2,
        values={
            "certificate_type": ["skill_level", "completion"],
            "certificate_number": ["Y000134000001200500001", "HG2020-0001"],
        },
    ),
    Made(
        "certificates_with_faults",
        book(
            [
                ["姓名", "身份证号", "证书类型", "证书编号", "发证日期"],
                [*people(1)[0], "培训合格证书", 2001000000500012, "2020-05-20"],
                [*people(2)[1], "毕业证书", "HG20200001", "2020-05-20"],
                [*people(3)[2], "培训合格证书", "HG20200002", "2020-06-02"],
                [*people(4)[3], "培训合格证书", "HG20200003", "2020-05-20"],
                [*people(5)[4], "培训合格证书", "HG20200003", "2020-05-20"],
            ]
        ),
        columns="certificates",
        mapping={**AB, "certificate_type": "C", "certificate_number": "D", "issued_on": "E"},
        problems=[
            ("D2", "number_cell"),
            ("C3", "certificate_type"),
            ("E4", "future"),
            ("D6", "repeated"),
        ],
        sound=1,
    ),
    Made(
        "bank_result",
        book(
            [
                ["序号", "收款人户名", "收款人账号", "交易金额（元）", "交易状态", "失败原因", "交易日期"],
                [1, "张建国", "6228480402564890018", "1,200.00", "成功", "", "20200520"],
                [
                    2,
                    "演练县博学职业培训学校",
                    "1203000009200038888",
                    57600,
                    "退票",
                    "账号与户名不符",
                    "20200520",
                ],
                ["合计", "", "", 58800, "", "", ""],
            ]
        ),
        columns="bank_result",
        mapping={"name": "B", "account": "C", "amount": "D", "result": "E", "reason": "F", "day": "G"},
        sound=2,
        notes=["是合计"],
    ),
    Made(
        "amounts_in_ten_thousands",
        book(
            [
                ["户名", "账号", "金额（万元）", "结果"],
                ["张建国", "6228480402564890018", 0.12, "成功"],
                ["李秀英", "6228480402564890018", "0.06", "成功"],
            ]
        ),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D"},
        sound=2,
    ),
    Made(
        "amounts_that_are_none",
        book(
            [
                ["户名", "账号", "金额", "结果"],
                ["张建国", "6228480402564890018", "一千元", "成功"],
                ["张建国", "6228480402564890018", -5, "成功"],
                ["张建国", "6228480402564890018", 1.005, "成功"],
                ["张建国", "6228480402564890018", "", "成功"],
            ]
        ),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D"},
        problems=[("C2", "number"), ("C3", "number"), ("C4", "number"), ("C5", "missing")],
        sound=0,
    ),
)

ALL = (*LAYOUTS, *CELLS, *OTHER_LISTS)
