"""职业培训补贴申请表: what an enterprise or institution asks for after the training, and for whom (J13)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.forms.checklist import handed_in
from desktop.forms.facts import BY_HAND, MaterialLine, Opinion, day, hours, people, settled, span
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.invented import TRAINEES, certificate
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import CENTRE, LEFT, RIGHT, Column, Foot, Listing
from desktop.forms.tabular import ROWS, money_foot
from desktop.forms.wording import wording
from desktop.money import capital, yuan_text

WORDING = wording("claim")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for one person under one scheme: certificate, days (0: not by days), yuan."""

    name: str
    id_number: str
    scheme: str
    certificate: str
    amount: Decimal
    days: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Apprenticeship:
    """An apprenticeship that is paid as a whole (J15): years, people planned, the standard, how the sum is reckoned.

    `finished` is None while the class goes on and an advance is asked; `advanced` is what was paid then, in yuan.
    """

    years: int
    planned: int
    standard: str
    reckoned: tuple[str, ...]
    finished: int | None = None
    advanced: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Facts:
    """The application; sums are worked out from `lines`. `agreement` is given when an institution applies for it."""

    bureau: str
    number: str
    filing_number: str
    applicant: str
    applicant_code: str
    contact: str
    phone: str
    payee: str
    bank: str
    account: str
    class_number: str
    class_title: str
    training_type: str
    occupation: str
    level: str
    opened_on: date | None
    ended_on: date | None
    total_hours: Decimal
    trained: int
    certified: int
    lines: tuple[Asked, ...]
    materials: tuple[MaterialLine, ...] = ()
    agreement: str = ""
    applied_on: date | None = None
    acceptance: Opinion = BY_HAND
    apprenticeship: Apprenticeship | None = None
    mark: str = ""

    @property
    def advance(self) -> bool:
        """Whether it asks for an apprenticeship's advance, before anybody has finished."""
        return self.apprenticeship is not None and self.apprenticeship.finished is None

    @property
    def title(self) -> str:
        """What the application is called."""
        return WORDING.say("advance_title") if self.advance else WORDING.title


SCHEMES = (
    ("补贴项目", 8, LEFT),
    ("申请人数", 5, CENTRE),
    ("申请金额（元）", 9, RIGHT),
)
LINES = (
    Column("序号", 10),
    Column("姓名", 20, names=True),
    Column("身份证号码", 37),
    Column("补贴项目", 25),
    Column("证书编号", 46, LEFT),
    Column("天数", 12, RIGHT),
    Column("申请金额", 24, RIGHT),
)


def _case(grid: Grid, facts: Facts) -> list[Band]:
    first, second = "申请单位", "培训情况"
    return [
        grid.row(label("单位名称"), value(facts.applicant, 18), side=first),
        *grid.facts(
            [
                ("统一社会\n信用代码", facts.applicant_code),
                ("备案编号", facts.filing_number),
                ("联系人", facts.contact),
                ("联系电话", facts.phone),
                ("开户名称", facts.payee),
                ("开户银行", facts.bank),
                ("银行账号", facts.account),
                ("申请日期", day(facts.applied_on) if facts.applied_on else ""),
            ],
            side=first,
        ),
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=second),
        *grid.facts(
            [
                ("班期编号", facts.class_number),
                ("培训类型", facts.training_type),
                ("职业（工种）", facts.occupation),
                ("培训等级", facts.level),
                ("培训起止日期", span(facts.opened_on, facts.ended_on)),
                ("总课时", f"{hours(facts.total_hours)}课时"),
                ("参训人数", people(facts.trained)),
                ("考核情况", WORDING.say("going_on"))
                if facts.advance
                else ("取得证书人数", people(facts.certified)),
            ],
            side=second,
        ),
        *(_apprenticeship(grid, facts.apprenticeship) if facts.apprenticeship else []),
    ]


def _apprenticeship(grid: Grid, whole: Apprenticeship) -> list[Band]:
    """What the sum of an apprenticeship rests on; its advance is told where the rest is asked for."""
    side = "学徒培养"
    pairs = [("培养年限", f"{whole.years}年"), ("计划培养人数", people(whole.planned))]
    if whole.finished is not None:
        pairs += [("实际结业人数", people(whole.finished)), ("已预支金额", f"{yuan_text(whole.advanced)}元")]
    return [
        *grid.facts(pairs, side=side),
        grid.row(label("补贴标准"), value(whole.standard, 18), side=side),
        grid.row(label("计算过程"), value("；".join(whole.reckoned), 18), side=side),
    ]


def _asked(grid: Grid, facts: Facts, total: Decimal) -> list[Band]:
    side = "申请补贴"
    rows = []
    for scheme in dict.fromkeys(each.scheme for each in facts.lines):
        of = [each for each in facts.lines if each.scheme == scheme]
        rows.append((scheme, str(len(of)), yuan_text(sum((each.amount for each in of), Decimal(0)))))
    made: list[Band] = [
        *grid.lists(SCHEMES, rows, side=side),
        grid.row(label("合计（小写）"), value(WORDING.say("amount", amount=yuan_text(total)), 18), side=side),
        grid.row(label("合计（大写）"), value(capital(total), 18), side=side),
    ]
    if facts.agreement:
        text = WORDING.say("agent", agreement=facts.agreement)
        made.append(grid.row(label("代为申请"), value(text, 18), side=side))
    return made


def _roster(facts: Facts, total: Decimal) -> list[Band]:
    listing = Listing(WIDE.left, LINES, ROWS, foot=Foot(money_foot(6, 6)))
    rows = [
        (
            str(n),
            each.name,
            each.id_number,
            each.scheme,
            each.certificate,
            str(each.days) if each.days else "",
            yuan_text(each.amount),
        )
        for n, each in enumerate(facts.lines, start=1)
    ]
    left = WORDING.say("roster_left", applicant=facts.applicant, number=facts.number)
    return [
        *title(WORDING.say("roster_title"), WIDE, FORM_TITLE),
        Gap(6),
        *beside(left, WORDING.say("unit"), WIDE),
        *listing.all(rows, [("合　计", 6), (yuan_text(total), 1)]),
    ]


def draw(facts: Facts) -> bytes:
    """Give the application and its roster as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    total = sum((each.amount for each in facts.lines), Decimal(0))
    grid = Grid(FORM.left, FORM.width)
    head = form_head(
        facts.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    signing = ["申请单位（盖章）：＿＿＿＿＿＿＿＿", day(facts.applied_on)]
    opinions = [
        grid.opinion(
            "申请承诺", WORDING.say("promise_advance" if facts.advance else "promise"), signing, height=95
        ),
        grid.opinion("受理情况", facts.acceptance.text, facts.acceptance.signing("受理人"), height=75),
    ]
    table = [*_case(grid, facts), *_asked(grid, facts, total), *handed_in(grid, facts.materials, "申报材料")]
    sheet = Section(
        snug([*head, *signed(table, opinions)], FORM), FORM, form_foot(f"{facts.title}　{facts.number}")
    )
    name = f"{WORDING.say('roster_title')}　{facts.number}"
    roster = Section(_roster(facts, total), WIDE, form_foot(name))
    return render(
        [sheet, roster], title=facts.title, author=facts.bureau, mark=facts.mark, on=facts.applied_on
    )


_TRAINED = tuple(
    Asked(each.name, each.id_number, "职业培训补贴", certificate(place), Decimal(1500))
    for place, each in enumerate(TRAINEES, start=1)
)
"""Forty-five were trained, and one of them has no certificate yet: whether it is paid is for the bureau to decide."""

SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="补〔2026〕0007号",
    filing_number="备〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    applicant_code="91999901MA00000001",
    contact="陈晓明",
    phone="0000-00000000",
    payee="演练县恒泰机械制造有限公司",
    bank="演练县农村商业银行开发区支行",
    account="6200000000000000001",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    opened_on=date(2026, 3, 16),
    ended_on=date(2026, 4, 10),
    total_hours=Decimal(80),
    trained=45,
    certified=44,
    lines=(
        *_TRAINED,
        replace(_TRAINED[1], scheme="生活费补贴", certificate="", amount=Decimal(480), days=16),
    ),
    materials=(
        MaterialLine("职业培训补贴申请表", "原件", 2, received=True),
        MaterialLine("参训人员证书复印件", "复印件", 1, received=True),
        MaterialLine("实名登录记录、签到记录、学习记录", "电子件", 1, received=True),
        MaterialLine("享受生活费补贴人员身份证明材料", "复印件", 1, received=True),
    ),
    applied_on=date(2026, 4, 27),
)
_APPRENTICES = TRAINEES[:40]
SAMPLE_ADVANCE = replace(
    SAMPLE,
    number="补〔2026〕0019号",
    filing_number="备〔2026〕0031号",
    class_number="班〔2026〕0017号",
    class_title="2026年恒泰机械电工（高级）新型学徒班",
    training_type="企业新型学徒制培训（预支）",
    level="高级（三级）",
    opened_on=date(2026, 9, 1),
    ended_on=date(2028, 8, 25),
    total_hours=Decimal(800),
    trained=40,
    certified=0,
    lines=tuple(Asked(each.name, each.id_number, "职业培训补贴", "", Decimal(2500)) for each in _APPRENTICES),
    materials=(
        MaterialLine("职业培训补贴预支申请表", "原件", 2, received=True),
        MaterialLine("企校合作协议、学徒培养协议", "复印件", 1, received=True),
    ),
    applied_on=date(2026, 9, 14),
    apprenticeship=Apprenticeship(
        2,
        40,
        "5,000元／人·年（《企业新型学徒制工作实施方案》补贴标准）",
        ("40人×5,000元×50%＝100,000元",),
    ),
)
SAMPLE_SETTLEMENT = replace(
    SAMPLE_ADVANCE,
    number="补〔2028〕0013号",
    training_type="企业新型学徒制培训（结算）",
    certified=32,
    lines=tuple(
        Asked(each.name, each.id_number, "职业培训补贴", f"S0009990130{place:05d}", Decimal(6875))
        for place, each in enumerate(_APPRENTICES[:32], start=1)
    ),
    materials=SAMPLE.materials[:3],
    applied_on=date(2028, 9, 4),
    apprenticeship=Apprenticeship(
        2,
        40,
        "5,000元／人·年（《企业新型学徒制工作实施方案》补贴标准）",
        ("32人×5,000元×2年＝320,000元", "减去已预支100,000元＝220,000元"),
        32,
        Decimal(100000),
    ),
)
VARIANTS = {
    "whole": ("培训结束后申请", SAMPLE),
    "advance": ("企业新型学徒制预支", SAMPLE_ADVANCE),
    "settlement": ("企业新型学徒制结算", SAMPLE_SETTLEMENT),
}
