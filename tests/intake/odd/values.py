"""Cells with days, levels, groups and texts."""

from datetime import date, datetime

from tests.intake.made import AB, HEAD, IDS, NAMES, Made, book, people

VALUES = (
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
        "occupations_in_every_writing",
        book(
            [
                [*HEAD, "工种"],
                [*people(1)[0], "电工"],
                [*people(2)[1], "中级维修电工"],
                [*people(3)[2], "育婴员（4-10-01-01）"],
                [*people(4)[3], "６－３１－０１－０３"],
                [*people(5)[4], "养老护里员"],
                [*people(6)[5], "古琴制作与修复"],
            ]
        ),
        mapping={**AB, "occupation": "C"},
        warnings=[("C6", "occupation_near"), ("C7", "occupation_unknown")],
        sound=6,
        values={"occupation": ["6-31-01-03", "6-31-01-03", "4-10-01-01", "6-31-01-03", None, None]},
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
)
