"""The pages of a filing: its facts, its plan, and the columns of its roster."""

from desktop.filings import FilingSheet
from desktop.identity import mask_phone
from ui.cells import CENTRE, RIGHT, Column, money, text_of
from ui.parts import label
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.tones import percent

ROSTER_COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("name", "姓名", 84),
    Column("id_number", "身份证号", 160),
    Column("sex", "性别", 44, align=CENTRE, rank=2),
    Column("groups", "人员类别", 110, grows=True, rank=3, sort="-"),
    Column("hired_on", "入职日期", 94, align=CENTRE, rank=4),
    Column("phone", "联系电话", 110, rank=5, sort="-"),
    Column(
        "findings",
        "核查",
        76,
        show=lambda n: f"{n} 处" if n else "无",
        tone=lambda row: "warn" if row.findings else "",
        rank=1,
    ),
)


def overview(sheet: FilingSheet) -> ScrollPage:
    """The facts of a filing by section."""
    page = ScrollPage()
    page.put(
        facts_section(
            "申请",
            (
                ("备案类别", sheet.case_kind_title),
                ("申报渠道", sheet.channel),
                ("申请人", sheet.applicant),
                ("信用代码", sheet.credit_code),
                ("联系人", sheet.contact),
                ("联系电话", mask_phone(sheet.phone)),
                ("申报日期", text_of(sheet.filed_on)),
                ("受理日期", text_of(sheet.accepted_on)),
                ("办理期限", text_of(sheet.due_on)),
                ("决定日期", text_of(sheet.decided_on)),
            ),
        )
    )
    page.put(
        facts_section(
            "培训安排",
            (
                ("培训类型", sheet.training_type_title),
                ("职业工种", sheet.occupation_title),
                ("培训等级", sheet.level_title),
                ("计划人数", f"{sheet.planned_people} 人"),
                ("培训机构", sheet.institution),
                ("线上平台", sheet.platform),
                ("培训对象", sheet.targets),
            ),
        )
    )
    page.put(
        facts_section(
            "场地、预算与考评",
            (
                ("培训场地", sheet.site),
                ("设施设备", sheet.facilities),
                ("成本预算", f"{money(sheet.budget)} 元"),
                ("预算说明", sheet.budget_note),
                ("考评机制", sheet.assessment),
            ),
        )
    )
    if sheet.refusal_ground:
        page.put(facts_section("不予同意", (("理由", sheet.refusal_ground),)))
    for said in sheet.opinions:
        page.put(
            facts_section(f"{said.step}意见", ((said.verdict, f"{said.text}（{said.who} {said.day}）"),), 1)
        )
    return page


def plan_page(sheet: FilingSheet) -> ScrollPage:
    """The courses with their hours and the online share, and the trainers."""
    page = ScrollPage()
    words = f"共 {sheet.hours.normalize():f} 课时，线上 {sheet.online_hours.normalize():f} 课时，占 {percent(sheet.online_share)}"
    page.put(label(words, "strong"))
    page.put(SmallTable(ITEM_COLUMNS, sheet.items, "课程", most=14))
    page.put(label("师资", "strong"))
    page.put(SmallTable(TRAINER_COLUMNS, sheet.trainers, "师资"))
    for line in sheet.imports:
        page.put(label(line, "caption", wrap=True))
    return page


ITEM_COLUMNS = (
    Column("title", "课程", 120, grows=True),
    Column("content", "内容类别", 120, rank=1),
    Column("part", "性质", 52, align=CENTRE),
    Column("mode", "方式", 84),
    Column("hours", "课时", 54, align=RIGHT, show=lambda hours: f"{hours.normalize():f}"),
)
TRAINER_COLUMNS = (
    Column("name", "姓名", 80),
    Column("title", "职称或资格", 120, grows=True),
    Column("courses", "担任课程", 140, grows=True, rank=1),
    Column("full_time", "专兼职", 60, align=CENTRE),
)
