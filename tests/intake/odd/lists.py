"""Other lists than rosters: attendance, certificates, what a bank answers."""

from datetime import date
from decimal import Decimal

from tests.intake.made import AB, HEAD, Made, book, people

LISTS = (
    Made(
        "attendance_with_hours_of_no_kind",
        book(
            [
                [*HEAD, "日期", "课时"],
                [*people(1)[0], "2020-03-16", 4],
                [*people(2)[1], "2020-03-16", "6课时"],
            ]
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "D"},
        notes=["D 列“课时”没有写明线上还是线下，按线下课时读取，请核对"],
        sound=2,
        values={"offline_hours": [Decimal(4), Decimal(6)]},
    ),
    Made(
        "attendance_with_the_hours_of_the_course",
        book([[*HEAD, "日期", "出勤情况", "总课时"], [*people(1)[0], "2020-03-16", "√", 40]]),
        columns="attendance",
        mapping={**AB, "day": "C", "state": "D"},
        notes=["E 列“总课时”没有写明线上还是线下，没有读取"],
        sound=1,
    ),
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
        "certificates_without_their_type",
        book(
            [
                ["序号", "姓名", "身份证号", "证书编号", "职业（工种）", "等级", "发证日期"],
                [1, *people(1)[0], "Y000134000001200500001", "电工", "初级", "2020-05-20"],
            ]
        ),
        columns="certificates",
        mapping={
            "name": "B",
            "id_number": "C",
            "certificate_number": "D",
            "occupation": "E",
            "level": "F",
            "issued_on": "G",
        },
        sound=1,
        values={"certificate_number": ["Y000134000001200500001"]},
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
            ("C3", "certificate_type_other"),
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
        "ten_thousands_in_the_upper_heading",
        book(
            [
                ["收款信息", None, "发放(万元)", None],
                ["户名", "账号", "金额", "结果"],
                ["张建国", "6228480402564890018", 0.08, "成功"],
            ],
            merged=["A1:B1", "C1:D1"],
        ),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D"},
        header=2,
        sound=1,
        values={"amount": [Decimal(800)]},
        notes=["已换算成元"],
    ),
    Made(
        "ten_thousands_named_above_the_table",
        book(
            [
                ["发放结果", None, "单位：万元"],
                ["户名", "账号", "金额", "结果"],
                ["张建国", "6228480402564890018", 0.08, "成功"],
                ["李秀英", "6228480402564890018", "800元", "成功"],
            ]
        ),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D"},
        header=2,
        sound=2,
        values={"amount": [Decimal(800), Decimal(800)]},
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
