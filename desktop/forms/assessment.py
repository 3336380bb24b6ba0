"""考核申请表: who asks which body to examine whom for which certificate after the training (J8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.facts import day, filled, hours, people, settled, span
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.invented import TRAINEES
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import LEFT, Column, Listing
from desktop.forms.tabular import ROWS
from desktop.forms.wording import wording

WORDING = wording("assessment")
COLUMNS = (
    Column("序号", 12),
    Column("姓名", 28, names=True),
    Column("身份证号码", 42),
    Column("出勤率", 18),
    Column("理论成绩", 18),
    Column("实操成绩", 18),
    Column("备注", 29, LEFT),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate; marks are empty before the examination."""

    name: str
    id_number: str
    attendance: str = ""
    theory: str = ""
    practice: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The request for one class to one examining body (人社、应急管理 or a recognised body)."""

    body: str
    number: str
    applicant: str
    contact: str
    phone: str
    class_number: str
    class_title: str
    occupation: str
    level: str
    certificate: str
    opened_on: date | None
    ended_on: date | None
    total_hours: Decimal
    wanted_on: date | None
    place: str
    candidates: tuple[Candidate, ...]
    applied_on: date | None = None
    bureau: str = ""
    mark: str = ""


def _table(grid: Grid, facts: Facts) -> list[Band]:
    side = "申请事项"
    return [
        grid.row(label("申请单位"), value(facts.applicant, 18), side=side),
        *grid.facts([("联系人", facts.contact), ("联系电话", facts.phone)], side=side),
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=side),
        *grid.facts(
            [
                ("班期编号", facts.class_number),
                ("培训起止日期", span(facts.opened_on, facts.ended_on)),
                ("职业（工种）", facts.occupation),
                ("等级", facts.level),
                ("完成课时", f"{hours(facts.total_hours)}课时"),
                ("申请证书", facts.certificate),
                ("考核人数", people(len(facts.candidates))),
                ("拟考核日期", day(facts.wanted_on) if facts.wanted_on else ""),
            ],
            side=side,
        ),
        grid.row(label("考核地点"), value(facts.place, 18), side=side),
    ]


def _candidates(facts: Facts) -> list[Band]:
    rows = [
        (str(n), each.name, each.id_number, each.attendance, each.theory, each.practice, each.note)
        for n, each in enumerate(facts.candidates, start=1)
    ]
    left = WORDING.say("list_left", class_title=facts.class_title, class_number=facts.class_number)
    return [
        *title(WORDING.say("list_title"), FORM, FORM_TITLE),
        Gap(6),
        *beside(left, WORDING.say("list_right", count=len(rows)), FORM),
        *Listing(FORM.left, COLUMNS, ROWS).all(rows),
    ]


def draw(facts: Facts) -> bytes:
    """Give the request and its list as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    head = form_head(
        WORDING.title,
        WORDING.say("office", body=filled(facts.body, 12)),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    asked = (f"申请单位（盖章）：{filled('', 8)}", day(facts.applied_on))
    opinions = [
        grid.opinion("申请单位意见", "", asked, height=90),
        grid.opinion("考核机构意见", "", (f"考核机构（盖章）：{filled('', 8)}", day(None)), height=100),
    ]
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    sheet = Section([*head, *signed(_table(grid, facts), opinions)], FORM, foot)
    names = Section(_candidates(facts), FORM, form_foot(f"{WORDING.say('list_title')}　{facts.number}"))
    return render([sheet, names], title=WORDING.title, author=facts.applicant, mark=facts.mark)


SAMPLE = Facts(
    body="演练县职业技能鉴定中心",
    number="考〔2026〕0003号",
    applicant="演练县恒泰机械制造有限公司",
    contact="陈晓明",
    phone="0000-00000000",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    certificate="职业技能等级证书",
    opened_on=date(2026, 3, 16),
    ended_on=date(2026, 4, 10),
    total_hours=Decimal(80),
    wanted_on=date(2026, 4, 16),
    place="演练县博学职业培训学校实训楼2层",
    candidates=tuple(Candidate(each.name, each.masked, "95%") for each in TRAINEES),
    applied_on=date(2026, 4, 11),
    bureau="演练县人力资源和社会保障局",
)
