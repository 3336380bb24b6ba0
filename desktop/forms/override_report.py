"""原则性要求从宽处理情况表: what was accepted "in principle" in a period, counted three ways, and each with its reason."""

from dataclasses import dataclass
from datetime import date

from desktop.forms.faces import SONG
from desktop.forms.facts import BY_HAND, Opinion, day, settled
from desktop.forms.grid import Grid, signed
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import LEFT, RIGHT, Column, Listing
from desktop.forms.typeset import Type
from desktop.forms.wording import wording

WORDING = wording("override_report")
ROWS = Type(SONG, 8.5, 11)
COUNTED = (("次数", 4, RIGHT), ("件数", 4, RIGHT))
COLUMNS = (
    Column("序号", 10),
    Column("案件", 28),
    Column("要求和情况", 70, LEFT),
    Column("理由", 42, LEFT),
    Column("同意人", 24),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How often under one heading, and in how many cases."""

    title: str
    accepted: int
    cases: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement that was passed over: in which case of whom, what was found, why, by whom accepted, when."""

    case: str
    institution: str
    rule: str
    sentence: str
    clause: str
    reason: str
    who: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A period's report; without lines it says that there was nothing."""

    bureau: str
    since: date | None
    until: date | None
    lines: tuple[Entry, ...]
    by_rule: tuple[Count, ...] = ()
    by_clerk: tuple[Count, ...] = ()
    by_institution: tuple[Count, ...] = ()
    maker: Opinion = BY_HAND
    director: Opinion = BY_HAND
    mark: str = ""


def _sheet(grid: Grid, facts: Facts) -> list[Band]:
    said = (
        WORDING.say(
            "some",
            count=len(facts.lines),
            cases=len({each.case for each in facts.lines}),
            institutions=len({each.institution for each in facts.lines}),
        )
        if facts.lines
        else WORDING.say("none")
    )
    bands: list[Band] = [*grid.text("概　　况", said, side="情况")]
    for heading, side, counts in (
        ("要求", "按要求", facts.by_rule),
        ("同意人", "按同意人", facts.by_clerk),
        ("机构或者企业", "按机构", facts.by_institution),
    ):
        if counts:
            rows = [(each.title, f"{each.accepted}", f"{each.cases}") for each in counts]
            bands += grid.lists(((heading, 14, LEFT), *COUNTED), rows, side=side)
    return bands


def _list(facts: Facts) -> list[Band]:
    rows = [
        (
            str(n),
            "\n".join(filter(None, (each.case, each.institution))),
            f"{each.rule}：{each.sentence}" + (f"\n依据：{each.clause}" if each.clause else ""),
            each.reason,
            f"{each.who}\n{each.on}" if each.on else each.who,
        )
        for n, each in enumerate(facts.lines, start=1)
    ]
    return [
        *title(WORDING.say("list_title"), WIDE, FORM_TITLE),
        Gap(6),
        *beside(
            WORDING.say("list_left", since=day(facts.since), until=day(facts.until)),
            WORDING.say("list_right", count=len(facts.lines)),
            WIDE,
        ),
        *Listing(WIDE.left, COLUMNS, ROWS, several=1.0).all(rows),
    ]


def draw(facts: Facts) -> bytes:
    """Give the sheet, and where something was passed over the list, as a PDF; raises Refused for an undrawable character."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    opinions = [
        grid.opinion("制表说明", facts.maker.text, facts.maker.signing("制表人")),
        grid.opinion("审核意见", facts.director.text, facts.director.signing("负责人")),
    ]
    bands: list[Band] = [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("period", since=day(facts.since), until=day(facts.until)),
            FORM,
        ),
        *signed(_sheet(grid, facts), opinions),
    ]
    sections = [Section(bands, FORM, form_foot(WORDING.title))]
    if facts.lines:
        sections.append(Section(_list(facts), WIDE, form_foot(WORDING.say("list_title"))))
    return render(sections, title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.until)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    since=date(2026, 1, 1),
    until=date(2026, 6, 30),
    lines=(
        Entry(
            "备〔2026〕0007号",
            "演练县春风职业培训学校",
            "线上理论课时占比",
            "线上理论课时占总课时45%，原则上不超过40%。",
            "《“互联网+职业技能培训”计划实施方案》二（二）",
            "已核查课程设置，理论部分以仿真和视频演示为主，线下实训场地和课时有保障",
            "周正明",
            date(2026, 3, 9),
        ),
        Entry(
            "补〔2026〕0011号",
            "演练县春风职业培训学校",
            "培训时间重叠",
            "王敏在本期培训期间还参加了另一班期（班〔2026〕0009号），培训时间重叠。",
            "《“互联网+职业技能培训”计划实施方案》三（四）",
            "两班错时上课，签到记录相符",
            "何静",
            date(2026, 5, 12),
        ),
        Entry(
            "补〔2026〕0011号",
            "演练县春风职业培训学校",
            "培训时间重叠",
            "李强在本期培训期间还参加了另一班期（班〔2026〕0009号），培训时间重叠。",
            "《“互联网+职业技能培训”计划实施方案》三（四）",
            "两班错时上课，签到记录相符",
            "何静",
            date(2026, 5, 12),
        ),
    ),
    by_rule=(Count("培训时间重叠", 2, 1), Count("线上理论课时占比", 1, 1)),
    by_clerk=(Count("何静", 2, 1), Count("周正明", 1, 1)),
    by_institution=(Count("演练县春风职业培训学校", 3, 2),),
    maker=Opinion("", "王敏", date(2026, 7, 1)),
)
SAMPLE_NONE = Facts(
    bureau="演练县人力资源和社会保障局", since=date(2026, 7, 1), until=date(2026, 9, 30), lines=()
)
VARIANTS = {
    "some": ("有从宽处理", SAMPLE),
    "none": ("没有从宽处理", SAMPLE_NONE),
}
