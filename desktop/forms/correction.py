"""补正告知书: every defect of an application told at once, with the day by which to mend it (J12, A1)."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.forms.delivery import closing, opening, slip
from desktop.forms.faces import SONG
from desktop.forms.facts import day, filled, settled
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import Gap, official_number, one_page, paragraph
from desktop.forms.listing import LEFT, Column, Listing
from desktop.forms.page import MM
from desktop.forms.typeset import Type
from desktop.forms.wording import wording

WORDING = wording("correction")
DEFECTS = Type(SONG, 10.5, 15)
COLUMNS = (
    Column("序号", 12),
    Column("材料或者事项", 38, LEFT),
    Column("需要补正的问题", 55, LEFT),
    Column("补正要求", 51, LEFT),
)


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect: the material or matter, what is wrong with it, and how to mend it."""

    subject: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A correction notice: to whom, on which application, all defects, the basis, the day.

    `person` says that the applicant is a worker; `basis` are documents with number and clause; `days` are working
    days (0: only the day is said).
    """

    bureau: str
    number: str
    applicant: str
    matter: str
    case_number: str
    filed_on: date | None
    defects: tuple[Defect, ...]
    due_on: date
    issued_on: date | None
    days: int = 0
    basis: tuple[str, ...] = ()
    handler: str = ""
    phone: str = ""
    address: str = ""
    person: bool = False
    mark: str = ""


def _opening(facts: Facts) -> str:
    documents = "、".join(facts.basis)
    return WORDING.say(
        "opening_person" if facts.person else "opening_unit",
        day=day(facts.filed_on),
        matter=filled(facts.matter, 8),
        case_number=facts.case_number,
        count=len(facts.defects),
        basis=WORDING.say("basis", documents=documents) if documents else WORDING.say("basis_usual"),
    )


def _deadline(facts: Facts) -> str:
    due = day(facts.due_on)
    if facts.days:
        return WORDING.say("deadline", day=due, days=facts.days)
    return WORDING.say("deadline_plain", day=due)


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    listing = Listing(OFFICIAL.left, COLUMNS, DEFECTS, 10 * MM, several=1.0)
    rows = [(str(n), each.subject, each.what, each.remedy) for n, each in enumerate(facts.defects, start=1)]
    text: list[Band] = [
        *opening(WORDING.title, facts.number, facts.applicant),
        *paragraph(_opening(facts), keep=True),
        Gap(6),
        *listing.all(rows),
        Gap(10, keep=False),
        *closing(
            [_deadline(facts), WORDING.say("after")],
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
    number="补正〔2026〕0004号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械电工（中级）线上培训班”备案申请",
    case_number="备〔2026〕0012号",
    filed_on=date(2026, 3, 2),
    defects=(
        Defect(
            "培训机构资质证明",
            "未提交承训机构的办学许可证或者其他资质证明。",
            "提交在有效期内、范围含电工的资质证明复印件并加盖公章。",
        ),
        Defect(
            "参训人员花名册",
            "第15行（赵志强）身份证号码校验位不符；第30行缺少身份证号码。",
            "按身份证原件更正后重新报送电子花名册。",
        ),
        Defect(
            "企业职工劳动合同复印件",
            "花名册所列45人中有3人未附劳动合同复印件。",
            "补交该3人劳动合同复印件，或者说明事实劳动关系并附证明。",
        ),
    ),
    due_on=date(2026, 3, 10),
    issued_on=date(2026, 3, 3),
    days=5,
    handler="王敏",
    phone="0000-00000000",
    address="演练县府前路1号政务服务中心3楼",
)
SAMPLE_CLAIM = replace(
    SAMPLE,
    number="补贴正〔2026〕0007号",
    matter="“2026年恒泰机械电工（中级）线上培训班”补贴申请",
    case_number="补〔2026〕0007号",
    filed_on=date(2026, 4, 27),
    defects=(
        Defect("申报材料", "缺少材料：享受生活费补贴人员身份证明材料", "请补交。"),
        Defect("申请内容", "第15名学员赵志强的证书编号与证书复印件不一致。", "请补正。"),
    ),
    due_on=date(2026, 5, 14),
    issued_on=date(2026, 5, 7),
)
VARIANTS = {"filing": ("备案申请", SAMPLE), "claim": ("补贴申请", SAMPLE_CLAIM)}
