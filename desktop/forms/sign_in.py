"""签到表: morning and afternoon of one day of a class, blank to be signed or filled from the records (J8)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms import tabular
from desktop.forms.facts import day, settled
from desktop.forms.listing import LEFT, Column
from desktop.forms.page import MM
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("sign_in")
COLUMNS = (
    Column("序号", 12),
    Column("姓名", 30),
    Column("上午签到", 40),
    Column("下午签到", 40),
    Column("备注", 43, LEFT),
)
ROW = 9.5 * MM


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's day: what stands for the morning and the afternoon (empty: to be signed), and a remark."""

    name: str
    morning: str = ""
    afternoon: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The sheet of one class and day (None: to be written in); `present` is None on a blank sheet."""

    bureau: str
    class_number: str
    class_title: str
    on: date | None
    people: tuple[Presence, ...]
    course: str = ""
    present: int | None = None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (str(n), each.name, each.morning, each.afternoon, each.note)
        for n, each in enumerate(facts.people, start=1)
    ]
    around = Around(
        left=WORDING.say("left", class_title=facts.class_title, class_number=facts.class_number),
        right=WORDING.say("right", day=day(facts.on)),
        note=WORDING.say("taught", course=facts.course) if facts.course else "",
        signed_left=WORDING.say("signed_left"),
        signed_right=WORDING.say(
            "signed_right", due=len(rows), present="＿＿" if facts.present is None else facts.present
        ),
    )
    table = Table(COLUMNS, rows, row_height=ROW)
    return tabular.draw(WORDING, facts.class_number, facts.bureau, table, around, mark=facts.mark)


_NAMES = ("王建国", "李秀英", "张志强", "刘桂芳", "陈晓明", "杨丽娟", "𬀩䶮", "朱龘", "阿依古丽·买买提")
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    on=None,
    people=tuple(Presence(name) for name in _NAMES * 5),
)
SAMPLE_FILLED = Facts(
    bureau="演练县人力资源和社会保障局",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    on=date(2026, 3, 18),
    people=tuple(
        Presence(name, "08:26", "缺勤" if n == 3 else "13:58", "病假" if n == 3 else "")
        for n, name in enumerate(_NAMES)
    ),
    course="低压电器与控制线路",
    present=9,
)
