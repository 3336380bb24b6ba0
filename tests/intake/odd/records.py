"""Records of a class as senders bring them: class hours in parts, platform exports, certificates, bank answers."""

from datetime import date, datetime, time
from decimal import Decimal

from tests.intake.made import AB, HEAD, IDS, NAMES, Made, book, people, text

DAY = "2020-03-16"
at = datetime.fromisoformat

RECORDS = (
    Made(
        "hours_of_theory_and_of_practice",
        book(
            [
                [*HEAD, "日期", "理论课时", "实操课时"],
                [*people(1)[0], DAY, 4, 4],
                [*people(2)[1], DAY, "4课时", "/"],
                [*people(3)[2], DAY, "", 2.5],
                [*people(4)[3], DAY, "很多", 2],
            ],
        ),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["D 列“理论课时”没有写明线上还是线下，与 E 列“实操课时”相加后按线下课时读取，请核对"],
        problems=[("D5", "number")],
        sound=3,
        values={"offline_hours": [Decimal(8), Decimal(4), Decimal("2.5")]},
    ),
    Made(
        "hours_of_theory_beside_those_online",
        book([[*HEAD, "日期", "线上课时", "理论课时", "实操课时"], [*people(1)[0], DAY, 4, 4, 2]]),
        columns="attendance",
        mapping={**AB, "day": "C", "online_hours": "D", "offline_hours": "F"},
        notes=["E 列“理论课时”没有写明线上还是线下，没有读取"],
        sound=1,
        values={"online_hours": [Decimal(4)], "offline_hours": [Decimal(2)]},
    ),
    Made(
        "hours_in_parts_and_their_sum",
        book([[*HEAD, "日期", "理论课时", "实操课时", "总课时"], [*people(1)[0], DAY, 4, 3, 7]]),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["F 列“总课时”没有写明线上还是线下，没有读取"],
        sound=1,
        values={"offline_hours": [Decimal(7)]},
    ),
    Made(
        "hours_of_two_kinds_of_practice",
        book([[*HEAD, "日期", "面授课时", "实操课时"], [*people(1)[0], DAY, 2, 6]]),
        columns="attendance",
        mapping={**AB, "day": "C", "offline_hours": "DE"},
        notes=["D 列“面授课时”、E 列“实操课时”相加后按“线下课时”读取，请核对。"],
        sound=1,
        values={"offline_hours": [Decimal(8)]},
    ),
    Made(
        "platform_sessions_below_a_title_in_seconds",
        book(
            [
                ["某某培训平台学员学习明细（2020年3月）"],
                [
                    "序号",
                    "学员姓名",
                    "身份证号",
                    "课程名称",
                    "进入时间",
                    "退出时间",
                    "有效学习时长(秒)",
                    "IP",
                ],
                [1, *people(1)[0], "安全生产", "2020/3/16 8:00:00", "2020/3/16 9:00:00", 3600, "192.0.2.1"],
                [2, *people(2)[1], "安全生产", at("2020-03-16 08:00"), "2020年3月16日 9时", "3000秒", ""],
                [3, *people(3)[2], "安全生产", "2020-03-16", "2020-03-16 09:00", "很久", ""],
                ["合计", "", "", "", "", "", 6600, ""],
            ],
            merged=["A1:H1"],
            title="学习明细",
        ),
        columns="sessions",
        mapping={
            "name": "B",
            "id_number": "C",
            "course": "D",
            "started_at": "E",
            "ended_at": "F",
            "seconds": "G",
            "ip": "H",
        },
        problems=[("E5", "moment"), ("G5", "length")],
        sound=2,
        header=2,
        notes=["是合计"],
        values={
            "started_at": [at("2020-03-16 08:00")] * 2,
            "ended_at": [at("2020-03-16 09:00")] * 2,
            "seconds": [3600, 3000],
        },
    ),
    Made(
        "platform_sessions_in_seconds_since_1970",
        text(
            [
                ["用户编号", "姓名", "身份证号", "start_time", "end_time"],
                ["7", *people(1)[0], "1584316800", "1584320400"],
                ["8", *people(2)[1], "1584316800000", "1584320400000"],
            ],
            delimiter="\t",
            ending="txt",
        ),
        columns="sessions",
        mapping={"name": "B", "id_number": "C", "started_at": "D", "ended_at": "E"},
        sound=2,
        values={"started_at": [at("2020-03-16 08:00")] * 2, "ended_at": [at("2020-03-16 09:00")] * 2},
    ),
    Made(
        "platform_sessions_with_hidden_numbers",
        book(
            [
                ["真实姓名", "证件号码", "学习开始时间", "学习结束时间"],
                [NAMES[0], f"{IDS[0][:6]}********{IDS[0][14:]}", "2020-03-16 08:00", "2020-03-16 09:00"],
                [NAMES[1], f"***{IDS[1][14:]}", "2020-03-16 08:00", "2020-03-16 09:00"],
                [NAMES[2], f"{IDS[2][:17]}*", "2020-03-16 08:00", "2020-03-16 09:00"],
            ]
        ),
        columns="sessions",
        mapping={**AB, "started_at": "C", "ended_at": "D"},
        problems=[("B4", "id_characters")],
        sound=2,
        values={"id_number": [f"{IDS[0][:6]}********{IDS[0][14:]}", f"{'*' * 14}{IDS[1][14:]}"]},
    ),
    Made(
        "platform_sessions_with_phones_for_numbers",
        book(
            [
                ["学员姓名", "手机号", "课件名称", "学习时段", "观看时长"],
                [NAMES[0], 13800000001, "第一讲", "2020-03-16 08:00-10:00", "1:45:00"],
                [NAMES[1], "138****0002", "第一讲", "2020-03-16 23:30至00:30", "1小时"],
                [NAMES[2], "", "第一讲", "2020-03-16", "45"],
            ]
        ),
        columns="sessions",
        mapping={
            "name": "A",
            "phone": "B",
            "course": "C",
            "started_at": "D",
            "ended_at": "D",
            "seconds": "E",
        },
        problems=[("D4", "moment")],
        sound=2,
        values={
            "started_at": [at("2020-03-16 08:00"), at("2020-03-16 23:30")],
            "ended_at": [at("2020-03-16 10:00"), at("2020-03-17 00:30")],
            "seconds": [6300, 3600],
        },
    ),
    Made(
        "platform_sessions_in_class_hours",
        book(
            [
                [*HEAD, "学习日期", "开始学习时间", "获得学时"],
                [*people(1)[0], "2020.3.16", "8:00", 2],
                [*people(2)[1], "2020.3.16", "上午8:30", "1.5学时"],
                [*people(3)[2], "2020.3.16", "8:30", 45],
            ]
        ),
        columns="sessions",
        mapping={**AB, "day": "C", "started_at": "D", "seconds": "E"},
        problems=[("E4", "length")],
        sound=2,
        values={"seconds": [Decimal(2), Decimal("1.5")], "started_at": [time(8), time(8, 30)]},
    ),
    Made(
        "platform_totals_by_day",
        book([[*HEAD, "学习日期", "累计学习时长(分钟)"], [*people(1)[0], DAY, 95]]),
        columns="sessions",
        mapping={**AB, "day": "C", "seconds": "D"},
        problems=[("A1", "column_missing")],
    ),
    Made(
        "platform_sign_ins_and_outs",
        text(
            [
                ["姓名", "身份证号", "打卡时间", "打卡类型", "设备型号", "登录IP"],
                [*people(1)[0], "2020-03-16 08:25:31", "上班打卡", "安卓", "192.0.2.1"],
                [*people(1)[0], "2020-03-16 11:32:05", "签退", "安卓", "192.0.2.1"],
                [*people(2)[1], "2020-03-16T08:26:00+08:00", "签到", "", ""],
            ],
            encoding="gb18030",
        ),
        columns="sign_in",
        mapping={**AB, "at": "C", "action": "D", "device": "E", "ip": "F"},
        sound=3,
        values={
            "at": [at("2020-03-16 08:25:31"), at("2020-03-16 11:32:05"), at("2020-03-16 08:26")],
            "action": ["in", "out", "in"],
        },
    ),
    Made(
        "platform_tests_with_the_mark_to_pass",
        book(
            [
                ["姓名", "身份证号", "考试科目", "得分", "及格线", "考试用时", "交卷时间", "结果"],
                [*people(1)[0], "理论", 88.5, 60, "30分钟", "2020-03-20 10:00", "及格"],
                [*people(2)[1], "理论", "缺考", 60, "", "2020-03-20 10:00", "不合格"],
            ]
        ),
        columns="tests",
        mapping={**AB, "title": "C", "score": "D", "taken_at": "G", "passed": "H"},
        problems=[("D3", "number")],
        notes=["E 列“及格线”、F 列“考试用时”"],
        sound=1,
        values={"score": [Decimal("88.50")], "passed": ["yes"]},
    ),
    Made(
        "platform_registrations",
        book(
            [
                ["学员", "", "账号信息", "", ""],
                ["真实姓名", "身份证号码", "手机号", "注册时间", "实名认证"],
                [*people(1)[0], "13800000001", "2020-03-10 10:00", "已认证"],
                [*people(2)[1], "1380000000", "2020-03-10", "未认证"],
            ],
            merged=["A1:B1", "C1:E1"],
        ),
        columns="registration",
        header=2,
        mapping={**AB, "phone": "C", "registered_at": "D", "verified": "E"},
        problems=[("C4", "phone"), ("D4", "moment")],
        sound=1,
    ),
    Made(
        "platform_questions",
        book(
            [
                ["学员", "身份证号", "提问内容", "提问时间"],
                [*people(1)[0], "灭火器多久检查一次？", "2020-03-17 10:05"],
            ]
        ),
        columns="interaction",
        mapping={**AB, "content": "C", "at": "D"},
        sound=1,
        values={"at": [at("2020-03-17 10:05")]},
    ),
    Made(
        "certificates_of_the_highest_levels",
        book(
            [
                ["姓名", "身份证号", "技能等级证书编号", "取证时间", "评价机构", "工种", "技能等级"],
                [*people(1)[0], "Y00013400000120T000001", "2020年5月20日", "某某集团", "电工", "特级技师"],
                [*people(2)[1], "y 0001 34000001 20 3 000002", "20200520", "某某集团", "电工", "高级工/三级"],
            ]
        ),
        columns="certificates",
        mapping={
            **AB,
            "certificate_number": "C",
            "issued_on": "D",
            "issuer": "E",
            "occupation": "F",
            "level": "G",
        },
        sound=2,
        values={
            "certificate_number": ["Y00013400000120T000001", "Y000134000001203000002"],
            "level": ["expert", "3"],
            "issued_on": [date(2020, 5, 20)] * 2,
        },
    ),
    Made(
        "certificates_numbered_beside_papers",
        book(
            [
                ["姓名", "证件类型", "证件号码", "证书名称", "证书编号", "发证日期"],
                [NAMES[0], "居民身份证", IDS[0], "特种作业操作证", f"T{IDS[0]}", "二〇二〇年五月二十日"],
                [NAMES[1], "居民身份证", IDS[1], "职业资格证书", "2034010001423456", "2020-05"],
            ]
        ),
        columns="certificates",
        mapping={
            "name": "A",
            "id_number": "C",
            "certificate_type": "D",
            "certificate_number": "E",
            "issued_on": "F",
        },
        problems=[("F3", "date")],
        sound=1,
        values={"certificate_type": ["operation"], "issued_on": [date(2020, 5, 20)]},
    ),
    Made(
        "certificates_in_two_rows_of_headings",
        book(
            [
                ["人员信息", "", "证书信息", "", ""],
                ["姓名", "身份证号", "证书类型", "证书编号", "发证日期"],
                [*people(1)[0], "培训合格证书", "HG2020-0001", 43971],
                [*people(2)[1], "", "S000034000001205000001", "2020-05-20"],
            ],
            merged=["A1:B1", "C1:E1"],
        ),
        columns="certificates",
        header=2,
        mapping={**AB, "certificate_type": "C", "certificate_number": "D", "issued_on": "E"},
        sound=2,
        values={"certificate_type": ["completion", None], "issued_on": [date(2020, 5, 20)] * 2},
    ),
    Made(
        "bank_result_with_hidden_accounts",
        book(
            [
                ["收款户名", "收款账号", "交易金额(元)", "处理状态", "备注", "入账日期"],
                ["张建国", "6228****0018", "￥1,200.00", "交易成功", "", "2020-05-20"],
                ["李秀英", "****8888", "600元", "已退汇", "账户状态异常", "2020-05-20"],
                ["王志强", "********", "600", "成功", "", "2020-05-20"],
            ]
        ),
        columns="bank_result",
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D", "reason": "E", "day": "F"},
        problems=[("B4", "serial")],
        sound=2,
        values={
            "account": ["6228****0018", "****8888"],
            "amount": [Decimal(1200), Decimal(600)],
            "result": ["paid", "returned"],
        },
    ),
    Made(
        "bank_result_below_the_sums_of_the_batch",
        text(
            [
                ["代发批次号", "20200520001", "总笔数", "3", "总金额", "2400.00"],
                ["户名", "账号", "金额", "结果", "失败原因"],
                ["张建国", "6228480402564890018", "1200.00", "成功", ""],
                ["李秀英", "6228480402564890026", "600.00", "处理中", ""],
                ["王志强", "6.22848E+18", "600.00", "失败", "账号不存在"],
            ],
            encoding="gb18030",
            delimiter="|",
            ending="txt",
        ),
        columns="bank_result",
        header=2,
        mapping={"name": "A", "account": "B", "amount": "C", "result": "D", "reason": "E"},
        problems=[("D4", "result_unfinished"), ("B5", "number_cell")],
        sound=1,
    ),
    Made(
        "bank_result_with_amounts_asked_and_paid",
        book(
            [
                ["序号", "收款人", "银行卡号", "应发金额", "实发金额", "发放结果", "错误信息"],
                [1, "张建国", "6228480402564890018", 1200, 1200, "成功", ""],
                [2, "李秀英", "6228480402564890026", 600, 0, "失败", "户名不符"],
            ]
        ),
        columns="bank_result",
        mapping={"name": "B", "account": "C", "amount": "E", "result": "F", "reason": "G"},
        notes=["已认出但本表不取的列：应发金额。"],
        sound=2,
        values={"amount": [Decimal(1200), Decimal(0)], "result": ["paid", "returned"]},
    ),
)
