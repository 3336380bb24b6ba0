"""同意备案通知书: that a training may be held as filed, and what is to be kept while it is held (J7, J8, J12)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.delivery import closing, opening, slip
from desktop.forms.facts import filled, hours, people, settled, span
from desktop.forms.grid import Grid, label, value
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import Gap, official_number, one_page, paragraph
from desktop.forms.wording import wording

WORDING = wording("consent")


@dataclass(frozen=True, slots=True)
class Facts:
    """A notice that a filing is approved; texts are titles as printed, `years` how long its records are kept."""

    bureau: str
    number: str
    applicant: str
    case_number: str
    class_title: str
    training_type: str
    occupation: str
    level: str
    planned_people: int
    starts_on: date | None
    ends_on: date | None
    total_hours: Decimal
    online_hours: Decimal
    institution: str
    platform: str
    issued_on: date | None
    handler: str = ""
    phone: str = ""
    address: str = ""
    person: bool = False
    years: str = ""
    mark: str = ""


def _items(facts: Facts) -> list[Band]:
    grid = Grid(OFFICIAL.left, OFFICIAL.width)
    taught = f"{hours(facts.total_hours)}课时（线上{hours(facts.online_hours)}课时）"
    return [
        grid.row(label("培训班名称"), value(facts.class_title, 20)),
        *grid.facts(
            [
                ("培训类型", facts.training_type),
                ("职业（工种）", facts.occupation),
                ("培训等级", facts.level),
                ("培训人数", people(facts.planned_people)),
                ("培训起止日期", span(facts.starts_on, facts.ends_on)),
                ("培训课时", taught),
            ]
        ),
        grid.row(label("承训机构"), value(facts.institution, 20)),
        grid.row(label("培训平台"), value(facts.platform, 20)),
    ]


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    said = WORDING.say(
        "opening_person" if facts.person else "opening_unit", case_number=filled(facts.case_number, 8)
    )
    duties = [WORDING.say(phrase, years=filled(facts.years, 2)) for phrase in ("plan", "records", "finish")]
    text: list[Band] = [
        *opening(WORDING.title, facts.number, facts.applicant),
        *paragraph(said, keep=True),
        Gap(6),
        *_items(facts),
        Gap(10, keep=False),
        *closing(
            [f"{number}. {text}" for number, text in enumerate(duties, start=1)],
            facts.bureau,
            facts.issued_on,
            handler=facts.handler,
            phone=facts.phone,
            address=facts.address,
        ),
    ]
    bands = [*one_page(text), *slip(WORDING.title, facts.number, facts.applicant)]
    section = Section(bands, OFFICIAL, official_number)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.issued_on)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="同〔2026〕0009号",
    applicant="演练县恒泰机械制造有限公司",
    case_number="备〔2026〕0012号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    planned_people=45,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 10),
    total_hours=Decimal(80),
    online_hours=Decimal(36),
    institution="演练县博学职业培训学校",
    platform="技能学堂在线",
    issued_on=date(2026, 3, 12),
    handler="王敏",
    phone="0000-00000000",
    years="4",
)
