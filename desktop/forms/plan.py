"""培训计划及课程表: each lesson with its day, hours, trainer and place (J7, J12)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms import tabular
from desktop.forms.facts import day, hours, settled
from desktop.forms.layout import WIDE
from desktop.forms.listing import LEFT, Column
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("plan")
COLUMNS = (
    Column("序号", 10),
    Column("上课日期", 22),
    Column("上课时间", 23),
    Column("授课内容", 40, LEFT),
    Column("理论／实操", 17),
    Column("授课方式", 17),
    Column("课时", 10),
    Column("教师", 13),
    Column("地点（平台）", 22, LEFT),
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: day (None: not fixed), time as printed, content, 理论/实操, form of teaching, class hours."""

    on: date | None
    time: str
    content: str
    part: str
    mode: str
    hours: Decimal
    trainer: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The plan of one class, lessons in the order in which they are held."""

    bureau: str
    number: str
    class_title: str
    organiser: str
    lessons: tuple[Lesson, ...]
    made_on: date | None = None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the plan as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (
            str(n),
            f"{each.on:%Y-%m-%d}" if each.on else "",
            each.time,
            each.content,
            each.part,
            each.mode,
            hours(each.hours),
            each.trainer,
            each.place,
        )
        for n, each in enumerate(facts.lessons, start=1)
    ]
    total = sum((each.hours for each in facts.lessons), Decimal(0))
    around = Around(
        left=WORDING.say("left", class_title=facts.class_title),
        right=WORDING.say("right", number=facts.number),
        signed_left=WORDING.say("signed_left", organiser=facts.organiser),
        signed_right=WORDING.say("signed_right", day=day(facts.made_on)),
    )
    table = Table(COLUMNS, rows, [("合　计", 6), (hours(total), 1), ("", 2)])
    return tabular.draw(WORDING, facts.number, facts.bureau, table, around, mark=facts.mark, frame=WIDE)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    organiser="演练县恒泰机械制造有限公司",
    lessons=(
        Lesson(
            date(2026, 3, 16),
            "08:30—11:30",
            "电工职业道德与安全生产法律法规",
            "理论",
            "视频录播",
            Decimal(4),
            "周明",
            "技能学堂在线",
        ),
        Lesson(
            date(2026, 3, 17),
            "08:30—11:30",
            "电工基础与识图",
            "理论",
            "在线直播",
            Decimal(4),
            "周明",
            "技能学堂在线",
        ),
        Lesson(
            date(2026, 3, 18),
            "14:00—17:00",
            "低压电器与控制线路",
            "理论",
            "实时互动",
            Decimal(4),
            "周明",
            "技能学堂在线",
        ),
        Lesson(
            date(2026, 3, 23),
            "08:30—17:00",
            "电气线路安装与调试",
            "实操",
            "线下",
            Decimal(8),
            "𬀩䶮",
            "实训楼2层",
        ),
    ),
)
