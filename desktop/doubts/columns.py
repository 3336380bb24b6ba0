"""What a list of another office may bring: of persons by citizen number, or of units by credit code."""

from desktop.intake.reading import Column

UNIT_WORDS = ("参保单位", "工作单位", "所在单位", "学校名称", "就读学校", "用人单位", "企业名称")

PERSONS = (
    Column(
        "name", "姓名", "name", ("人员姓名", "学生姓名", "职工姓名", "死者姓名"), sample="张三", longest=100
    ),
    Column(
        "id_number",
        "身份证号",
        "id_number",
        ("公民身份号码", "身份证号码", "居民身份证号码", "社会保障号", "社会保障号码", "证件号码", "证件号"),
        required=True,
        sample="99990119900506039X",
        key=True,
        old_numbers=True,
    ),
    Column("unit", "单位名称", "text", UNIT_WORDS, sample="演练县青禾机电制造有限公司"),
    Column(
        "since",
        "起始日期",
        "date",
        (
            "死亡日期",
            "死亡时间",
            "领取待遇起始日期",
            "待遇开始日期",
            "参加工作日期",
            "入编日期",
            "入学日期",
            "入学时间",
            "参保日期",
            "参保开始日期",
            "首次参保日期",
            "开始日期",
        ),
        sample="2019-09-01",
    ),
    Column(
        "until",
        "终止日期",
        "date",
        ("毕业日期", "毕业时间", "停保日期", "参保终止日期", "离编日期", "结束日期", "截止日期"),
        sample="2022-06-30",
    ),
)
"""Deaths, pensions, public payroll, pupils, insured staff: one row a person, 起始日期 the day from which it holds."""

UNITS = (
    Column("name", "单位名称", "text", ("企业名称", "失信主体", "主体名称", "被执行人"), sample="某公司"),
    Column(
        "credit_code",
        "统一社会信用代码",
        "credit_code",
        ("信用代码", "社会信用代码", "组织机构代码"),
        required=True,
        sample="91999901MA0P1A0013",
        key=True,
    ),
    Column("since", "起始日期", "date", ("列入日期", "发布日期", "认定日期"), sample="2020-01-15"),
    Column("until", "终止日期", "date", ("移出日期", "修复日期", "截止日期"), sample="2022-01-15"),
)
"""Dishonest enterprises: one row a unit."""

COLUMNS = {
    "death": PERSONS,
    "pension": PERSONS,
    "payroll": PERSONS,
    "student": PERSONS,
    "insured": PERSONS,
    "dishonest": UNITS,
}
"""What a workbook of each kind of list may bring."""
