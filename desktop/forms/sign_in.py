"""签到表: mornings and afternoons of a class, blank to be signed or filled from the records, one day after the other (J8)."""

from dataclasses import dataclass
from datetime import date

from desktop.forms import tabular
from desktop.forms.facts import day, settled
from desktop.forms.invented import TRAINEES
from desktop.forms.layout import FORM, Section, render
from desktop.forms.letter import form_foot
from desktop.forms.listing import LEFT, Column
from desktop.forms.page import MM
from desktop.forms.tabular import Around, Table
from desktop.forms.wording import wording

WORDING = wording("sign_in")
BLANK = (
    Column("序号", 12),
    Column("姓名", 30, names=True),
    Column("上午签到", 40),
    Column("下午签到", 40),
    Column("备注", 43, LEFT),
)
RECORDED = (
    Column("序号", 12),
    Column("姓名", 30, names=True),
    Column("上午签到", 27),
    Column("下午签到", 27),
    Column("考勤", 16),
    Column("课时", 14),
    Column("备注", 39, LEFT),
)
ROW = 9.5 * MM


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's day: what stands for the morning and the afternoon (empty: to be signed), and a remark.

    `state` is what the attendance says, e.g. 出勤, `hours` how many class hours; both only on a filled sheet.
    """

    name: str
    morning: str = ""
    afternoon: str = ""
    note: str = ""
    state: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the class (None: to be written in); `present` is None on a blank sheet."""

    on: date | None
    people: tuple[Presence, ...]
    course: str = ""
    present: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The sheets of one class, one for each day, each beginning on a page of its own."""

    bureau: str
    class_number: str
    class_title: str
    days: tuple[Day, ...]
    mark: str = ""


def _table(held: Day) -> Table:
    people = enumerate(held.people, start=1)
    if held.present is None:
        rows = [(str(n), each.name, each.morning, each.afternoon, each.note) for n, each in people]
        return Table(BLANK, rows, row_height=ROW)
    filled = [
        (str(n), each.name, each.morning, each.afternoon, each.state, each.hours, each.note)
        for n, each in people
    ]
    return Table(RECORDED, filled, row_height=ROW)


def _around(facts: Facts, held: Day) -> Around:
    present = "＿＿" if held.present is None else held.present
    return Around(
        left=WORDING.say("left", class_title=facts.class_title, class_number=facts.class_number),
        right=WORDING.say("right", day=day(held.on)),
        second=WORDING.say("taught", course=held.course) if held.course else "",
        signed_left=WORDING.say("signed_left"),
        signed_right=WORDING.say("signed_right", due=len(held.people), present=present),
    )


def draw(facts: Facts) -> bytes:
    """Give the sheets as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    sections = [
        Section(
            tabular.bands(WORDING, _table(held), _around(facts, held), FORM),
            FORM,
            form_foot(f"{WORDING.title}　{facts.class_number}"),
        )
        for held in facts.days or (Day(None, ()),)
    ]
    return render(sections, title=WORDING.title, author=facts.bureau, mark=facts.mark)


_NAMES = tuple(each.name for each in TRAINEES)
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    days=(Day(None, tuple(Presence(name) for name in _NAMES)),),
)
SAMPLE_FILLED = Facts(
    bureau="演练县人力资源和社会保障局",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    days=(
        Day(
            date(2026, 3, 18),
            tuple(
                Presence(name, "", "", "病假", "请假", "")
                if n == 3
                else Presence(name, "08:26", "13:58", "", "出勤", "8")
                for n, name in enumerate(_NAMES)
            ),
            course="低压电器与控制线路",
            present=44,
        ),
        Day(
            date(2026, 3, 19),
            tuple(Presence(name, "08:21", "13:55", "", "出勤", "8") for name in _NAMES),
            course="电气线路安装与调试",
            present=45,
        ),
    ),
)
VARIANTS = {
    "blank": ("空白，每天一张，上午、下午签到", SAMPLE),
    "filled": ("按考勤记录填好上午、下午", SAMPLE_FILLED),
}
