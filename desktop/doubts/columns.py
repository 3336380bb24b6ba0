"""What a list of another office may bring: of persons by citizen number, of units by credit code, or of benefits paid."""

from dataclasses import replace

from desktop.intake.reading import Column

UNIT_WORDS = ("参保单位", "工作单位", "所在单位", "学校名称", "就读学校", "用人单位", "企业名称")

NAME = Column("name", "姓名", "name", ("人员姓名", "职工姓名"), sample="张三", longest=100)
ID_NUMBER = Column(
    "id_number",
    "身份证号",
    "id_number",
    ("公民身份号码", "身份证号码", "居民身份证号码", "社会保障号", "社会保障号码", "证件号码", "证件号"),
    required=True,
    sample="99990119900506039X",
    key=True,
    old_numbers=True,
)

PERSONS = (
    replace(NAME, synonyms=(*NAME.synonyms, "学生姓名", "死者姓名")),
    ID_NUMBER,
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

BENEFITS = (
    replace(NAME, synonyms=(*NAME.synonyms, "领取人", "享受人员")),
    ID_NUMBER,
    Column(
        "scheme",
        "补贴项目",
        "code",
        (
            "补贴类型",
            "补贴种类",
            "补贴名称",
            "享受补贴项目",
            "已享受补贴",
            "政策名称",
            "享受政策",
            "业务类型",
        ),
        required=True,
        sample="职业培训补贴",
        key=True,
    ),
    Column("programme", "创业培训类别", "code", ("创业培训项目", "创业课程"), sample="SYB", key=True),
    Column(
        "occupation",
        "职业（工种）",
        "occupation",
        (
            "职业名称",
            "职业(工种)名称",
            "工种",
            "工种名称",
            "培训工种",
            "培训项目",
            "培训职业",
            "证书工种名称",
        ),
        sample="电工",
        key=True,
    ),
    Column(
        "level",
        "等级",
        "level",
        ("技能等级", "培训等级", "证书等级", "职业等级", "工种等级", "职业(工种)等级"),
        sample="中级",
        key=True,
    ),
    Column(
        "amount",
        "金额",
        "money",
        ("补贴金额", "发放金额", "拨付金额", "已享受金额", "实发金额", "补贴标准"),
        sample="1500.00",
    ),
    Column(
        "paid_on",
        "发放日期",
        "date",
        (
            "拨付日期",
            "支付日期",
            "发放时间",
            "拨付时间",
            "到账日期",
            "享受日期",
            "享受时间",
            "审批日期",
            "日期",
        ),
        required=True,
        sample="2023-05-10",
        key=True,
    ),
    Column(
        "since",
        "起始日期",
        "date",
        ("培训起始日期", "培训开始日期", "开班日期", "补贴起始日期", "开始日期", "享受起始日期"),
        sample="2023-04-10",
        key=True,
    ),
    Column(
        "until",
        "终止日期",
        "date",
        ("培训终止日期", "培训结束日期", "结业日期", "补贴终止日期", "结束日期", "享受终止日期"),
        sample="2023-04-21",
        key=True,
    ),
    Column(
        "fund",
        "资金渠道",
        "code",
        ("资金来源", "列支渠道", "经费来源", "支出科目", "资金类型", "资金性质"),
        sample="就业补助资金",
    ),
    Column(
        "certificate",
        "证书编号",
        "serial",
        ("证书号", "证书号码", "职业资格证书编号", "职业技能等级证书编号", "结业证书编号"),
        sample="Y000199990101203000001",
    ),
    Column(
        "office",
        "发放单位",
        "text",
        ("拨付单位", "支付单位", "经办机构", "经办单位", "发放机构", "发放地", "享受地", "统筹区", "区县"),
        sample="邻县人力资源和社会保障局",
    ),
)
"""What others paid, and earlier systems: one row is one subsidy of one person, 起止日期 the days it was for."""

COLUMNS = {
    "death": PERSONS,
    "pension": PERSONS,
    "payroll": PERSONS,
    "student": PERSONS,
    "insured": PERSONS,
    "dishonest": UNITS,
    "benefit": BENEFITS,
}
"""What a workbook of each kind of list may bring."""
