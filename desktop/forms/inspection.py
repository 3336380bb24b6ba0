"""检查记录表: a spot check of a class, item by item, with what must be put right (J16, A3, A7)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms.facts import day, filled, settled
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.listing import CENTRE, LEFT
from desktop.forms.wording import wording

WORDING = wording("inspection")
ITEMS = (("序号", 2, CENTRE), ("检查内容", 11, LEFT), ("结果", 5, CENTRE), ("情况", 4, LEFT))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was checked: what, 符合/不符合 (empty: to be ticked), what was found."""

    title: str
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One check of one class; `present` is None on a blank sheet."""

    bureau: str
    number: str
    class_number: str
    class_title: str
    organiser: str
    checked_on: date | None
    place: str
    way: str
    due: int
    present: int | None
    items: tuple[Item, ...]
    conclusion: str = ""
    remedy_by: date | None = None
    inspectors: str = ""
    mark: str = ""


def _rate(facts: Facts) -> str:
    if facts.present is None or not facts.due:
        return WORDING.say("rate", due=facts.due, present=filled("", 2), rate=filled("", 2))
    rate = f"{facts.present * 1000 // facts.due / 10:g}"
    return WORDING.say("rate", due=facts.due, present=facts.present, rate=rate)


def draw(facts: Facts) -> bytes:
    """Give the record as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    rows = [
        (str(n), each.title, each.result or WORDING.say("tick"), each.note)
        for n, each in enumerate(facts.items, start=1)
    ]
    table: list[Band] = [
        grid.row(label("培训班名称"), value(facts.class_title, 18), side="基本情况"),
        *grid.facts(
            [
                ("班期编号", facts.class_number),
                ("培训主体", facts.organiser),
                ("检查日期", day(facts.checked_on)),
                ("检查方式", facts.way),
            ],
            side="基本情况",
        ),
        grid.row(label("地点（平台）"), value(facts.place, 18), side="基本情况"),
        grid.row(label("到课情况"), value(_rate(facts), 18), side="基本情况"),
        *grid.lists(ITEMS, rows, side="检查内容"),
        *grid.text("检查结论", facts.conclusion, side="结论", height=60),
        grid.row(label("整改期限"), value(day(facts.remedy_by), 18), side="结论"),
    ]
    checked = f"检查人（签字）：{filled(facts.inspectors, 10)}　　{day(facts.checked_on)}"
    opinions = [
        grid.opinion("检查人员", "", (checked,), height=60),
        grid.opinion("培训主体意见", "", (f"负责人（签字）：{filled('', 6)}　　{day(None)}",), height=90),
    ]
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=filled(facts.number, 8)),
        FORM,
    )
    foot = form_foot(f"{WORDING.title}　{facts.number or facts.class_number}")
    section = Section(snug([*head, *signed(table, opinions)], FORM), FORM, foot)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE_BLANK = Facts(
    bureau="演练县人力资源和社会保障局",
    number="",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    organiser="演练县恒泰机械制造有限公司",
    checked_on=None,
    place="技能学堂在线；实训楼2层电工实训车间",
    way="",
    due=45,
    present=None,
    items=tuple(Item(text) for text in WORDING.say("items").split("；")),
)
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="检〔2026〕0003号",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    organiser="演练县恒泰机械制造有限公司",
    checked_on=date(2026, 3, 18),
    place="技能学堂在线直播间；实训楼2层电工实训车间",
    way="线上巡查与现场检查",
    due=45,
    present=43,
    items=(
        Item("按备案的时间、课程、师资、场地组织教学", "符合"),
        Item("学员实名签到，人证一致", "符合", "抽查10人，人证一致"),
        Item("平台学习记录完整、可追溯", "符合"),
        Item("线上课时占比符合备案计划", "符合"),
        Item("考勤和教学台账即时登记", "不符合", "3月17日下午签到表缺任课教师签字"),
    ),
    conclusion="总体符合备案要求；签到表签字不全，责令补正并说明原因。",
    remedy_by=date(2026, 3, 20),
    inspectors="王敏、李志强",
)
VARIANTS = {
    "filled": ("检查后填写", SAMPLE),
    "blank": ("空白，现场手填", SAMPLE_BLANK),
}
