"""How headings are written: over two rows, with marks, misspelt, two for one field, somebody else's, none at all."""

from datetime import date

from tests.intake.made import AB, HEAD, IDS, NAMES, OLD, Made, book, people, text

HEADINGS = (
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
        "a_landline_beside_the_mobile",
        book(
            [
                [*HEAD, "联系电话", "手机号码"],
                [*people(1)[0], "0516-8888888", "13800000001"],
                [*people(2)[1], None, "13800000002"],
            ]
        ),
        mapping={"name": "A", "id_number": "B", "phone": "D"},
        sound=2,
        notes=["“联系电话”取自 D 列“手机号码”，未取 C 列"],
    ),
    Made(
        "two_mobiles_of_one_person",
        book(
            [
                [*HEAD, "联系电话", "手机号码"],
                [*people(1)[0], "13800000003", "13800000001"],
                [*people(2)[1], "13800000004", "13800000002"],
            ]
        ),
        mapping={"name": "A", "id_number": "B", "phone": "C"},
        sound=2,
        notes=["未取 D 列，内容不一致，请核对"],
    ),
    Made(
        "two_accounts_of_one_person",
        book(
            [
                [*HEAD, "银行卡号", "社会保障卡银行账号"],
                [*people(1)[0], "6228480402564890018", "6217000010001234562"],
                [*people(2)[1], None, "6217000010001234563"],
            ]
        ),
        mapping={"name": "A", "id_number": "B"},
        problems=[("C1", "two_candidates")],
    ),
    Made(
        "two_addresses_and_a_bank_number_near_an_account",
        book(
            [
                [*HEAD, "家庭住址", "通讯地址", "银行卡号", "银行行号"],
                [*people(1)[0], "某县某镇某村1号", "某县某路2号", "6228480402564890018", "103301000001"],
            ]
        ),
        mapping={"name": "A", "id_number": "B", "address": "C", "account": "E"},
        sound=1,
        notes=["“家庭住址”取自 C 列“家庭住址”，未取 D 列，内容不一致，请核对"],
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
)
