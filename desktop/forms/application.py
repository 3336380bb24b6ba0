"""线上职业技能培训申请表: what an enterprise, an institution or a worker files before training (J12, J9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.checklist import handed_in
from desktop.forms.faces import BOX, TICKED
from desktop.forms.facts import (
    BY_HAND,
    CourseLine,
    MaterialLine,
    Opinion,
    TrainerLine,
    day,
    hours,
    people,
    settled,
    span,
)
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.listing import CENTRE, LEFT
from desktop.forms.wording import wording
from desktop.identity import check_digit
from desktop.money import capital, yuan_text

WORDING = wording("application")
KINDS = (
    ("enterprise", "企业自办"),
    ("delegated", "企业委托培训"),
    ("institution", "培训机构"),
    ("individual", "劳动者自主学习"),
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An enterprise or institution as applicant; what is empty is left blank to be written in."""

    name: str
    credit_code: str
    address: str = ""
    principal: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker as applicant (J9); `groups` are titles of groups of trainees."""

    name: str
    id_number: str
    sex: str = ""
    born: date | None = None
    education: str = ""
    household: str = ""
    address: str = ""
    phone: str = ""
    groups: tuple[str, ...] = ()
    bank: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The application with every part of the plan (J12).

    `kind` is a case kind of the glossary (enterprise, delegated, institution, individual); all other texts are
    titles as printed. `theory_hours` and the other sums are not asked for: they are computed from `items`, where
    a course is online unless its mode is 线下. `budget` is in yuan.
    """

    bureau: str
    number: str
    kind: str
    applicant: Organisation | Worker
    channel: str
    class_title: str
    training_type: str
    occupation: str
    level: str
    certificate: str
    planned_people: int
    starts_on: date | None
    ends_on: date | None
    targets: str
    institution: str
    mode: str
    platform: str
    items: tuple[CourseLine, ...]
    site: str
    facilities: str
    trainers: tuple[TrainerLine, ...]
    budget: Decimal | None
    budget_note: str
    assessment: str
    materials: tuple[MaterialLine, ...]
    roster_count: int = 0
    agreement: str = ""
    filed_on: date | None = None
    acceptance: Opinion = BY_HAND
    mark: str = ""


COURSES = (
    ("序号", 2, CENTRE),
    ("课程名称", 7, LEFT),
    ("内容类别", 4, CENTRE),
    ("理论／实操", 3, CENTRE),
    ("授课方式", 4, CENTRE),
    ("课时", 2, CENTRE),
)
TRAINERS = (
    ("序号", 2, CENTRE),
    ("姓名", 4, CENTRE),
    ("职称或资格", 6, CENTRE),
    ("担任课程", 7, LEFT),
    ("专职／兼职", 3, CENTRE),
)


def _ticks(kind: str) -> str:
    return "　".join(f"{TICKED if code == kind else BOX} {title}" for code, title in KINDS)


def _organisation(grid: Grid, who: Organisation, facts: Facts) -> list[Band]:
    side = "申请单位"
    return [
        grid.row(label("单位名称"), value(who.name, 18), side=side),
        grid.row(label("申请类别"), value(_ticks(facts.kind), 18), side=side),
        *grid.facts(
            [
                ("统一社会\n信用代码", who.credit_code),
                ("法定代表人\n（负责人）", who.principal),
                ("联系人", who.contact),
                ("联系电话", who.phone),
            ],
            side=side,
        ),
        grid.row(label("单位地址"), value(who.address, 18), side=side),
        *grid.facts(
            [
                ("开户名称", who.account_name),
                ("开户银行", who.bank),
                ("银行账号", who.account),
                ("申报方式", facts.channel),
            ],
            side=side,
        ),
    ]


def _worker(grid: Grid, who: Worker, facts: Facts) -> list[Band]:
    side = "申请人"
    born = day(who.born) if who.born else ""
    return [
        *grid.facts([("姓名", who.name), ("性别", who.sex)], side=side),
        *grid.facts(
            [
                ("公民身份号码", who.id_number),
                ("出生日期", born),
                ("文化程度", who.education),
                ("联系电话", who.phone),
            ],
            side=side,
        ),
        grid.row(label("申请类别"), value(_ticks(facts.kind), 18), side=side),
        grid.row(label("户籍地"), value(who.household, 18), side=side),
        grid.row(label("常住地（求职\n就业地）"), value(who.address, 18), side=side),
        grid.row(label("人员类别"), value("、".join(who.groups), 18), side=side),
        *grid.facts(
            [("开户银行", who.bank), ("银行账号", who.account)],
            side=side,
        ),
    ]


def _project(grid: Grid, facts: Facts) -> list[Band]:
    side = "培训项目"
    pairs = [
        ("培训类型", facts.training_type),
        ("职业（工种）", facts.occupation),
        ("培训等级", facts.level),
        ("拟取得证书", facts.certificate),
        ("培训人数", people(facts.planned_people)),
        ("培训起止日期", span(facts.starts_on, facts.ends_on)),
    ]
    return [
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=side),
        *grid.facts(pairs, side=side),
    ]


def _sums(items: Sequence[CourseLine]) -> str:
    """Give the sentence with the hours' sums and the share of online theory (J7)."""
    total = sum((each.hours for each in items), Decimal(0))
    theory = sum((each.hours for each in items if each.part == "理论"), Decimal(0))
    online = sum((each.hours for each in items if each.mode != "线下"), Decimal(0))
    both = sum((each.hours for each in items if each.mode != "线下" and each.part == "理论"), Decimal(0))
    share = (both * 100 / total).quantize(Decimal("0.1")) if total else Decimal(0)
    return WORDING.say(
        "hours",
        total=hours(total),
        theory=hours(theory),
        practice=hours(total - theory),
        online=hours(online),
        offline=hours(total - online),
        share=hours(share),
    )


def _plan(grid: Grid, facts: Facts) -> list[Band]:
    side = "培训计划"
    courses = [
        (str(n), each.title, each.content, each.part, each.mode, hours(each.hours))
        for n, each in enumerate(facts.items, start=1)
    ]
    trainers = [
        (str(n), each.name, each.title, each.courses, "专职" if each.full_time else "兼职")
        for n, each in enumerate(facts.trainers, start=1)
    ]
    institution = facts.institution + (f"\n委托合同：{facts.agreement}" if facts.agreement else "")
    taught = "\n".join(filter(None, (facts.mode, facts.platform)))
    site = "\n".join(filter(None, (facts.site, facts.facilities)))
    budget = ""
    if facts.budget is not None:
        budget = WORDING.say("budget", amount=yuan_text(facts.budget), capital=capital(facts.budget))
    return [
        *grid.text("培训对象", facts.targets, side=side),
        *grid.text("承训机构", institution, side=side),
        *grid.text("培训方式\n及平台", taught, side=side),
        *grid.lists(COURSES, courses, side=side),
        grid.row(label("课时合计"), value(_sums(facts.items), 18), side=side),
        *grid.text("线下培训\n场地设施", site, side=side),
        *grid.lists(TRAINERS, trainers, side=side),
        *grid.text("成本预算", "\n".join(filter(None, (budget, facts.budget_note))), side=side),
        *grid.text("考评机制", facts.assessment, side=side),
    ]


def _materials(grid: Grid, facts: Facts) -> list[Band]:
    side = "申报材料"
    bands = handed_in(grid, facts.materials, side)
    if facts.roster_count:
        text = WORDING.say("roster", count=facts.roster_count)
        bands.append(grid.row(label("花名册"), value(text, 18), side=side))
    return bands


def draw(facts: Facts) -> bytes:
    """Give the application as a PDF (J12); raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    who = facts.applicant
    person = isinstance(who, Worker)
    promise = WORDING.say("promise_person" if person else "promise_unit")
    signing = [
        "申请人（签字）：＿＿＿＿＿＿" if person else "申请单位（盖章）：＿＿＿＿＿＿＿＿",
        day(facts.filed_on),
    ]
    accepted = facts.acceptance.text
    if not accepted and facts.acceptance.on:
        accepted = WORDING.say("acceptance", day=day(facts.acceptance.on))
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    opinions = [
        grid.opinion("申请承诺", promise, signing, height=95),
        grid.opinion("受理情况", accepted, facts.acceptance.signing("受理人"), height=80),
    ]
    bands: list[Band] = [
        *head,
        *signed(
            [
                *(_worker(grid, who, facts) if isinstance(who, Worker) else _organisation(grid, who, facts)),
                *_project(grid, facts),
                *_plan(grid, facts),
                *_materials(grid, facts),
            ],
            opinions,
        ),
    ]
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    return render(
        [Section(bands, FORM, foot)],
        title=WORDING.title,
        author=facts.bureau,
        mark=facts.mark,
        on=facts.filed_on,
    )


_ITEMS = (
    CourseLine("电工职业道德与安全生产法律法规", "理论", "视频录播", "安全生产法律法规", Decimal(6)),
    CourseLine("电工基础与识图", "理论", "在线直播", "职业技能", Decimal(14)),
    CourseLine("低压电器与控制线路", "理论", "实时互动", "职业技能", Decimal(10)),
    CourseLine("疫病防控与健康卫生", "理论", "视频录播", "疫病防控", Decimal(2)),
    CourseLine("电气线路安装与调试", "实操", "线下", "职业技能", Decimal(32)),
    CourseLine("故障排除综合实训", "实操", "线下", "职业技能", Decimal(16)),
)
_TRAINERS = (
    TrainerLine("周明", "高级讲师、电工技师", "电工基础与识图、低压电器与控制线路", full_time=True),
    TrainerLine("𬀩䶮", "高级技师", "电气线路安装与调试、故障排除综合实训", full_time=False),
)
_MATERIALS = (
    MaterialLine("线上职业技能培训申请表", "原件", 2, received=True),
    MaterialLine("培训计划", "原件", 1, received=True),
    MaterialLine("线上职业技能培训参训人员花名册", "电子件", 1, received=True),
    MaterialLine("企业职工劳动合同复印件", "复印件", 1, received=True),
    MaterialLine("企业营业执照复印件", "复印件", 1, received=True),
    MaterialLine("委托合同复印件", "复印件", 1, received=True),
    MaterialLine("培训机构资质证明", "复印件", 1, received=False),
)
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    kind="delegated",
    applicant=Organisation(
        name="演练县恒泰机械制造有限公司",
        credit_code="91999901MA00000001",
        address="演练县经济开发区工业大道18号",
        contact="陈晓明",
        phone="0000-00000000",
        bank="演练县农村商业银行开发区支行",
        account_name="演练县恒泰机械制造有限公司",
        account="6200000000000000001",
    ),
    channel="网上申报",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    certificate="职业技能等级证书",
    planned_people=45,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 10),
    targets="本企业机修、装配车间在岗职工45人，其中劳务派遣人员6人；均已签订劳动合同，持有初级证书或者具有两年以上岗位工作经历。",
    institution="演练县博学职业培训学校（统一社会信用代码 52999901MJ00000002；办学许可证有效期至2028年12月31日，范围含电工）",
    mode="理论课程以在线直播、视频录播和实时互动方式授课，实操课程在线下实训车间分两批进行。",
    platform="平台：技能学堂在线（部级推荐平台）；具备签到注册、学习记录、答疑测试、实时互动功能。",
    items=_ITEMS,
    site="演练县博学职业培训学校实训楼2层电工实训车间（320平方米）",
    facilities="低压电工实训台24工位、电动机控制实训装置12套、消防器材齐备。",
    trainers=_TRAINERS,
    budget=Decimal("54000.00"),
    budget_note="其中：师资费24,000元、平台使用费9,000元、实训耗材15,000元、教材及考核费6,000元。",
    assessment="出勤率不低于80%；理论在线考试与线下实操考核各占50%，均合格的由职业技能等级认定机构发证；平台留存签到、学习和测试记录备查。",
    materials=_MATERIALS,
    roster_count=45,
    agreement="恒泰委培〔2026〕1号",
    filed_on=date(2026, 3, 2),
    acceptance=Opinion("受理时尚缺“培训机构资质证明”，另行一次性告知补正。", "王敏", date(2026, 3, 3)),
)
SAMPLE_WORKER = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0013号",
    kind="individual",
    applicant=Worker(
        name="李龘",
        id_number="99990119960504001" + check_digit("99990119960504001"),
        sex="男",
        born=date(1996, 5, 4),
        education="高中",
        household="演练县城关镇东街村",
        address="演练县城关镇东街村",
        phone="10000000000",
        groups=("农村转移就业劳动者",),
        bank="演练县农村商业银行",
        account="6200000000000000019",
    ),
    channel="窗口",
    class_title="养老护理员（初级）自主学习",
    training_type="自主学习",
    occupation="养老护理员（4-10-01-05）",
    level="初级（五级）",
    certificate="职业技能等级证书",
    planned_people=1,
    starts_on=date(2026, 3, 16),
    ends_on=date(2026, 4, 30),
    targets="",
    institution="",
    mode="视频录播",
    platform="平台：技能学堂在线（部级推荐平台）",
    items=_ITEMS[:1],
    site="",
    facilities="",
    trainers=(),
    budget=None,
    budget_note="",
    assessment="",
    materials=tuple(
        MaterialLine(title, "电子件", received=True)
        for title in ("线上实名注册证明", "线上签到考勤记录", "线上学习记录", "线上测试合格证明")
    ),
    filed_on=date(2026, 3, 4),
)
