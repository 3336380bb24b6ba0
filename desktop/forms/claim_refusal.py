"""不予补贴告知书: on which ground a subsidy application, some of its lines or one person's line bring nothing (J13, J14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms import refusal
from desktop.forms.delivery import closing, opening, slip
from desktop.forms.faces import SONG
from desktop.forms.facts import day, filled, settled
from desktop.forms.invented import TRAINEES
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import Gap, official_number, one_page, paragraph
from desktop.forms.listing import LEFT, RIGHT, Column, Listing
from desktop.forms.page import MM
from desktop.forms.refusal import Ground
from desktop.forms.typeset import Type
from desktop.forms.wording import Wording, wording
from desktop.money import yuan_text
from desktop.problems import Refused

WORDING = wording("claim_refusal")
ROWS = Type(SONG, 9, 11.5)
COLUMNS = (
    Column("序号", 10),
    Column("姓名", 17, names=True),
    Column("身份证号码", 34),
    Column("补贴项目", 22),
    Column("申请金额", 17, RIGHT),
    Column("核定金额", 17, RIGHT),
    Column("理由和依据", 39, LEFT),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not granted as it was asked for: whose, under which scheme, amounts in yuan, why."""

    name: str
    masked_id: str
    scheme: str
    asked: Decimal
    granted: Decimal
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class SomeFacts:
    """A notice that some lines of an approved application bring less than was asked for, or nothing.

    `asked` and `granted` are the whole application's, in yuan; `people` are those who get something.
    """

    bureau: str
    number: str
    applicant: str
    matter: str
    case_number: str
    filed_on: date | None
    asked: Decimal
    granted: Decimal
    people: int
    lines: tuple[Line, ...]
    issued_on: date | None
    review_body: str = ""
    handler: str = ""
    phone: str = ""
    address: str = ""
    person: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class OneFacts(refusal.Facts):
    """A notice to one person: what was asked for him by `through`, and what is granted of it, in yuan."""

    through: str = ""
    asked: Decimal = Decimal(0)
    granted: Decimal = Decimal(0)


Facts = refusal.Facts | SomeFacts | OneFacts


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused without a ground, or for a character no face draws."""
    if isinstance(facts, SomeFacts):
        return _of_some(facts)
    if isinstance(facts, OneFacts):
        return refusal.compose(WORDING, facts, _opened_to_one)
    return refusal.compose(WORDING, facts)


def _opened_to_one(said: Wording, facts: OneFacts) -> str:
    return said.say(
        "opening_one",
        through=filled(facts.through, 10),
        filed=day(facts.filed_on),
        matter=filled(facts.matter, 8),
        case_number=filled(facts.case_number, 8),
        asked=yuan_text(facts.asked),
        granted=yuan_text(facts.granted),
    )


def _of_some(facts: SomeFacts) -> bytes:
    facts = settled(facts)
    if not facts.lines or not all(each.grounds for each in facts.lines):
        raise Refused(f"没有列明依据，{WORDING.title}不能打印。", "请核对不予补贴和核减的各行及其理由。")
    said = {
        "filed": day(facts.filed_on),
        "matter": filled(facts.matter, 8),
        "case_number": filled(facts.case_number, 8),
        "asked": yuan_text(facts.asked),
        "granted": yuan_text(facts.granted),
    }
    who = "some_person" if facts.person else "some_unit"
    opened = WORDING.say(who, people=facts.people, count=len(facts.lines), **said)
    text: list[Band] = [
        *opening(WORDING.title, facts.number, facts.applicant),
        *paragraph(opened, keep=True),
        Gap(6),
        *Listing(OFFICIAL.left, COLUMNS, ROWS, 9 * MM, several=1.0).all(
            _rows(facts.lines), _total(facts.lines)
        ),
        Gap(10, keep=False),
        *closing(
            [
                *([] if facts.person else [WORDING.say("pass_on")]),
                WORDING.say("check"),
                WORDING.say("appeal", body=filled(facts.review_body, 10)),
            ],
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


def _rows(lines: tuple[Line, ...]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            each.name,
            each.masked_id,
            each.scheme,
            yuan_text(each.asked),
            yuan_text(each.granted),
            "；".join(map(_ground, each.grounds)) + "。",
        )
        for number, each in enumerate(lines, start=1)
    ]


def _ground(ground: Ground) -> str:
    return f"{ground.reason.rstrip('。') or ground.title}（依据：{ground.clause}）"


def _total(lines: tuple[Line, ...]) -> list[tuple[str, int]]:
    asked, granted = (
        sum((each.asked for each in lines), Decimal(0)),
        sum((each.granted for each in lines), Decimal(0)),
    )
    return [("合　计", 4), (yuan_text(asked), 1), (yuan_text(granted), 1), ("", 1)]


SAMPLE = refusal.Facts(
    bureau="演练县人力资源和社会保障局",
    number="补贴不〔2026〕0002号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械焊工（初级）线上培训班”补贴申请",
    case_number="补〔2026〕0011号",
    filed_on=date(2026, 5, 11),
    grounds=(
        Ground(
            "材料不真实",
            "《“互联网+职业技能培训”计划实施方案》三（二）材料须能够证明线上培训真实性和培训时长",
            "经向培训平台核查，所附学习记录截图与平台后台日志不符，无法证明培训真实开展。",
        ),
    ),
    issued_on=date(2026, 5, 18),
    review_body="演练县人民政府",
    remedy="如对核查结果有异议，可以提供证明材料申请复核。",
    handler="王敏",
    phone="0000-00000000",
    address="演练县府前路1号政务服务中心3楼",
)
_PLAN = "《“互联网+职业技能培训”计划实施方案》"
_ABSENT = Ground("按实际到课天数核定", f"{_PLAN}二（五）", "培训16天中有2天未到课，按实际到课14天核定")
SAMPLE_SOME = SomeFacts(
    bureau=SAMPLE.bureau,
    number="补贴核〔2026〕0007号",
    applicant="演练县恒泰机械制造有限公司",
    matter="“2026年恒泰机械电工（中级）线上培训班”补贴申请",
    case_number="补〔2026〕0007号",
    filed_on=date(2026, 4, 27),
    asked=Decimal(67980),
    granted=Decimal(66420),
    people=44,
    lines=(
        Line("李秀英", TRAINEES[1].masked, "生活费补贴", Decimal(480), Decimal(420), (_ABSENT,)),
        Line(
            "赵海燕",
            TRAINEES[7].masked,
            "职业培训补贴",
            Decimal(1500),
            Decimal(0),
            (Ground("未取得证书", f"{_PLAN}三（二）", "未取得职业技能等级证书"),),
        ),
    ),
    issued_on=date(2026, 5, 8),
    review_body=SAMPLE.review_body,
    handler=SAMPLE.handler,
    phone=SAMPLE.phone,
    address=SAMPLE.address,
)
SAMPLE_ONE = OneFacts(
    bureau=SAMPLE.bureau,
    number="补贴核〔2026〕0007号-2",
    applicant="李秀英",
    matter="“2026年恒泰机械电工（中级）线上培训班”生活费补贴",
    case_number=SAMPLE_SOME.case_number,
    filed_on=SAMPLE_SOME.filed_on,
    grounds=(_ABSENT,),
    issued_on=SAMPLE_SOME.issued_on,
    review_body=SAMPLE.review_body,
    handler=SAMPLE.handler,
    phone=SAMPLE.phone,
    address=SAMPLE.address,
    person=True,
    through=SAMPLE_SOME.applicant,
    asked=Decimal(480),
    granted=Decimal(420),
)
VARIANTS = {
    "whole": ("整件不予补贴", SAMPLE),
    "some": ("部分人员不予补贴或者核减", SAMPLE_SOME),
    "one": ("生活费补贴告知本人", SAMPLE_ONE),
}
