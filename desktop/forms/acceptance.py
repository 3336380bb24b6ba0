"""受理通知书: that an application was taken in, with which materials, and by when it is decided (J12, A1, A7)."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.forms.application_facts import HANDED_IN
from desktop.forms.delivery import closing, opening, slip
from desktop.forms.facts import MaterialLine, day, filled, settled
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import Gap, official_number, one_page, paragraph
from desktop.forms.listing import LEFT, Column, Listing
from desktop.forms.page import MM
from desktop.forms.wording import wording

WORDING = wording("acceptance")
COLUMNS = (
    Column("序号", 12),
    Column("材料名称", 78, LEFT),
    Column("形式", 20),
    Column("份数", 14),
    Column("备注", 32, LEFT),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A notice of acceptance; `channel` is the way it came (A1), `days` are working days (0: only the day is said).

    Only materials that were received are listed.
    """

    bureau: str
    number: str
    applicant: str
    matter: str
    case_number: str
    channel: str
    filed_on: date | None
    accepted_on: date | None
    materials: tuple[MaterialLine, ...]
    due_on: date | None
    issued_on: date | None
    days: int = 0
    handler: str = ""
    phone: str = ""
    address: str = ""
    person: bool = False
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    received = [each for each in facts.materials if each.received]
    rows = [
        (str(n), each.title, each.kind, str(each.copies), each.note)
        for n, each in enumerate(received, start=1)
    ]
    due = day(facts.due_on)
    deadline = (
        WORDING.say("deadline", days=facts.days, due=due)
        if facts.days
        else WORDING.say("deadline_plain", due=due)
    )
    said = WORDING.say(
        "opening_person" if facts.person else "opening_unit",
        filed=day(facts.filed_on),
        channel=filled(facts.channel, 4),
        matter=filled(facts.matter, 8),
        accepted=day(facts.accepted_on),
        case_number=filled(facts.case_number, 8),
    )
    text: list[Band] = [
        *opening(WORDING.title, facts.number, facts.applicant),
        *paragraph(said, keep=True),
        Gap(6),
        *Listing(OFFICIAL.left, COLUMNS, row_height=8 * MM).all(rows),
        Gap(10, keep=False),
        *closing(
            [deadline],
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
    number="受〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械电工（中级）线上培训班”备案申请",
    case_number="备〔2026〕0012号",
    channel="网上申报",
    filed_on=date(2026, 3, 2),
    accepted_on=date(2026, 3, 3),
    materials=tuple(each for each in HANDED_IN if each.received),
    due_on=date(2026, 3, 10),
    issued_on=date(2026, 3, 3),
    days=5,
    handler="王敏",
    phone="0000-00000000",
    address="演练县府前路1号政务服务中心3楼",
)
SAMPLE_CLAIM = replace(
    SAMPLE,
    number="补贴受〔2026〕0007号",
    matter="“2026年恒泰机械电工（中级）线上培训班”补贴申请",
    case_number="补〔2026〕0007号",
    filed_on=date(2026, 4, 27),
    accepted_on=date(2026, 4, 28),
    materials=(
        MaterialLine("职业培训补贴申请表", "原件", 2, received=True),
        MaterialLine("参训人员证书复印件", "复印件", 1, received=True, note="44份"),
        MaterialLine("实名登录记录、签到记录、学习记录", "电子件", 1, received=True),
        MaterialLine("享受生活费补贴人员身份证明材料", "复印件", 1, received=True),
    ),
    due_on=date(2026, 5, 12),
    issued_on=date(2026, 4, 28),
    days=0,
)
VARIANTS = {"filing": ("备案申请", SAMPLE), "claim": ("补贴申请", SAMPLE_CLAIM)}
