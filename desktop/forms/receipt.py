"""材料清单与收件回执: every material that is asked for, which of them came in, and the slip for who handed them in (A1, J12)."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.forms.application_facts import HANDED_IN
from desktop.forms.checklist import checked
from desktop.forms.facts import MaterialLine, day, filled, settled
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.wording import wording

WORDING = wording("receipt")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was handed in for one case; a material not yet received stays unticked, so that the slip tells what is missing."""

    bureau: str
    number: str
    applicant: str
    matter: str
    channel: str
    handed_in_on: date | None
    materials: tuple[MaterialLine, ...]
    contact: str = ""
    phone: str = ""
    due_on: date | None = None
    receiver: str = ""
    enquiries: str = ""
    mark: str = ""


def _state(facts: Facts) -> str:
    missing = [each for each in facts.materials if not each.received]
    if missing:
        return WORDING.say("missing", received=len(facts.materials) - len(missing), missing=len(missing))
    return WORDING.say("complete", received=len(facts.materials))


def draw(facts: Facts) -> bytes:
    """Give the list and its slip as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    table: list[Band] = [
        grid.row(label("申请人"), value(facts.applicant, 18), side="申请事项"),
        grid.row(label("申请事项"), value(facts.matter, 18), side="申请事项"),
        *grid.facts(
            [
                ("提交方式", facts.channel),
                ("收件日期", day(facts.handed_in_on)),
                ("联系人", facts.contact),
                ("联系电话", facts.phone),
            ],
            side="申请事项",
        ),
        *checked(grid, facts.materials, "材料清单"),
        grid.row(label("收件情况"), value(_state(facts), 18), side="收件回执"),
        grid.row(label("办理期限"), value(_deadline(facts), 18), side="收件回执"),
        grid.row(label("查询电话"), value(facts.enquiries, 18), side="收件回执"),
    ]
    opinions = [
        grid.opinion(
            "收件",
            WORDING.say("said"),
            (f"收件人（签字）：{filled(facts.receiver, 6)}　　{day(facts.handed_in_on)}",),
            height=80,
        ),
        grid.opinion("交件", "", (f"交件人（签字）：{filled('', 6)}　　{day(None)}",), height=60),
    ]
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=filled(facts.number, 8)),
        FORM,
    )
    section = Section(
        snug([*head, *signed(table, opinions)], FORM), FORM, form_foot(f"{WORDING.title}　{facts.number}")
    )
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


def _deadline(facts: Facts) -> str:
    return WORDING.say("due", day=day(facts.due_on)) if facts.due_on else WORDING.say("due_open")


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械电工（中级）线上培训班”备案申请",
    channel="网上申报",
    handed_in_on=date(2026, 3, 2),
    materials=tuple(each if each.received else replace(each, note="3月10日前补交") for each in HANDED_IN),
    contact="陈晓明",
    phone="0000-00000000",
    due_on=date(2026, 3, 10),
    receiver="王敏",
    enquiries="0000-00000000",
)
