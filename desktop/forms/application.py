"""线上职业技能培训申请表: what an enterprise, an institution or a worker files before training (J12, J9)."""

from collections.abc import Sequence
from decimal import Decimal

from desktop.forms.application_facts import (
    SAMPLE,
    SAMPLE_ENTERPRISE,
    SAMPLE_INDIVIDUAL,
    SAMPLE_INSTITUTION,
    VARIANTS,
    Facts,
    Organisation,
    Worker,
)
from desktop.forms.checklist import handed_in
from desktop.forms.faces import BOX, TICKED
from desktop.forms.facts import (
    CourseLine,
    day,
    filled,
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
from desktop.money import capital, yuan_text

__all__ = [
    "SAMPLE",
    "SAMPLE_ENTERPRISE",
    "SAMPLE_INDIVIDUAL",
    "SAMPLE_INSTITUTION",
    "VARIANTS",
    "WORDING",
    "Facts",
    "Organisation",
    "Worker",
    "draw",
]

WORDING = wording("application")
KINDS = (
    ("enterprise", "企业自办"),
    ("delegated", "企业委托培训"),
    ("institution", "培训机构"),
    ("individual", "劳动者自主学习"),
)


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
    promise = WORDING.say("promise_person" if person else "promise_unit", years=filled(facts.years, 2))
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
