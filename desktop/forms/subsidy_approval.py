"""职业培训补贴审批表: the claim, the sums by scheme, what was cut or refused and why, and every line behind (J13)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.forms.faces import SONG
from desktop.forms.facts import BY_HAND, Opinion, day, hours, people, settled, span
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.invented import TRAINEES, certificate
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import CENTRE, LEFT, RIGHT, Column, Foot, Listing
from desktop.forms.typeset import Type
from desktop.forms.wording import wording
from desktop.money import capital, yuan_text
from desktop.problems import Refused

WORDING = wording("subsidy_approval")
ROWS = Type(SONG, 9.5, 12)


@dataclass(frozen=True, slots=True)
class SchemeTotal:
    """One scheme of the claim: title, standard in a phrase with its source, people and yuan asked and granted."""

    scheme: str
    standard: str
    asked_people: int
    asked: Decimal
    granted_people: int
    granted: Decimal


@dataclass(frozen=True, slots=True)
class Cut:
    """A line that was cut or refused: whose, which scheme, 核减 or 不予补贴, by how many yuan, and why.

    The clause stands in the annex of reasons.
    """

    name: str
    scheme: str
    outcome: str
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the claim: person, certificate, scheme, yuan asked and granted, 核定/核减/不予补贴.

    `masked_id` may be masked: the sheet stays in the house but travels with the case.
    """

    name: str
    masked_id: str
    certificate: str
    scheme: str
    asked: Decimal
    granted: Decimal
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some lines are granted, cut or refused: their places in the list, whose, which scheme, yuan each, in words."""

    places: str
    name: str
    scheme: str
    outcome: str
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The approval sheet of a subsidy claim; all amounts in yuan. The sums by scheme must tie to the lines."""

    bureau: str
    number: str
    filing_number: str
    applicant: str
    applicant_code: str
    applied_on: date | None
    payee: str
    bank: str
    account: str
    class_number: str
    class_title: str
    training_type: str
    occupation: str
    level: str
    institution: str
    opened_on: date | None
    ended_on: date | None
    total_hours: Decimal
    trained: int
    certified: int
    schemes: tuple[SchemeTotal, ...]
    cuts: tuple[Cut, ...]
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...] = ()
    handler: Opinion = BY_HAND
    reviewer: Opinion = BY_HAND
    director: Opinion = BY_HAND
    mark: str = ""


SCHEMES = (
    ("补贴项目", 4, LEFT),
    ("补贴标准", 7, LEFT),
    ("申请人数", 2, CENTRE),
    ("申请金额（元）", 3, RIGHT),
    ("核定人数", 2, CENTRE),
    ("核定金额（元）", 4, RIGHT),
)
CUTS = (
    ("姓名", 3, CENTRE),
    ("补贴项目", 4, LEFT),
    ("处理", 2, CENTRE),
    ("金额（元）", 3, RIGHT),
    ("理由（依据见后附补贴核定说明）", 10, LEFT),
)
LINES = (
    Column("序号", 10),
    Column("姓名", 18, names=True),
    Column("身份证号码", 34),
    Column("证书编号", 33, LEFT),
    Column("补贴项目", 22),
    Column("申请金额", 17, RIGHT),
    Column("核定金额", 17, RIGHT),
    Column("结果", 14),
)
REASONS = (
    Column("序号", 18, LEFT),
    Column("姓名", 22, LEFT),
    Column("补贴项目", 22),
    Column("结果", 15),
    Column("每人金额", 17, RIGHT),
    Column("说明及依据", 71, LEFT),
)


def _sum(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _check(facts: Facts) -> Decimal:
    """Give the granted total; raises Refused when the schemes' sums and the lines differ."""
    total = _sum([each.granted for each in facts.schemes])
    listed = _sum([each.granted for each in facts.lines])
    if total != listed:
        raise Refused(
            f"审批表核定金额 {yuan_text(total)} 元与明细合计 {yuan_text(listed)} 元不一致，审批表不能打印。",
            "请重新核算补贴后再打印。",
        )
    return total


def _case(grid: Grid, facts: Facts) -> list[Band]:
    side = "申请情况"
    pairs = [
        ("信用代码\n（证件号码）", facts.applicant_code),
        ("申请日期", day(facts.applied_on) if facts.applied_on else ""),
        ("备案编号", facts.filing_number),
        ("班期编号", facts.class_number),
        ("培训类型", facts.training_type),
        ("职业（工种）", facts.occupation),
        ("培训等级", facts.level),
        ("培训起止日期", span(facts.opened_on, facts.ended_on)),
        ("总课时", f"{hours(facts.total_hours)}课时"),
        ("参训／取证人数", f"{people(facts.trained)}／{people(facts.certified)}"),
    ]
    return [
        grid.row(label("申请人"), value(facts.applicant, 18), side=side),
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=side),
        *grid.facts(pairs, side=side),
        grid.row(label("承训机构"), value(facts.institution, 18), side=side),
    ]


def _granted(grid: Grid, facts: Facts, total: Decimal) -> list[Band]:
    side = "补贴核定"
    rows = [
        (
            each.scheme,
            each.standard,
            str(each.asked_people),
            yuan_text(each.asked),
            str(each.granted_people),
            yuan_text(each.granted),
        )
        for each in facts.schemes
    ]
    asked = yuan_text(_sum([each.asked for each in facts.schemes]))
    lists = grid.lists(SCHEMES, rows, side=side)
    return [
        *lists[:-1],
        replace(lists[-1], keep=True),
        grid.row(
            label("合　计", 11),
            value("", 2),
            value(asked, 3, RIGHT),
            value("", 2),
            value(yuan_text(total), 4, RIGHT),
            side=side,
            keep=True,
        ),
        grid.row(
            label("核定补贴总额"),
            value(WORDING.say("total", amount=yuan_text(total)), 7),
            value(f"（大写）{capital(total)}", 11),
            side=side,
        ),
    ]


def _payee(grid: Grid, facts: Facts) -> list[Band]:
    side = "收款账户"
    return [
        grid.row(label("开户名称"), value(facts.payee, 18), side=side, keep=True),
        *grid.facts([("开户银行", facts.bank), ("银行账号", facts.account)], side=side),
    ]


def _cuts(grid: Grid, facts: Facts) -> list[Band]:
    side = "核减情况"
    if not facts.cuts:
        return [grid.row(value(WORDING.say("none_cut"), 22), side=side, height=100)]
    rows = [
        (each.name, each.scheme, each.outcome, yuan_text(each.amount), each.reason) for each in facts.cuts
    ]
    return [*grid.lists(CUTS, rows, side=side)]


def _page_sum(rows: Sequence[Sequence[str]]) -> Sequence[tuple[str, int]]:
    asked, granted = (_sum([Decimal(row[at].replace(",", "")) for row in rows]) for at in (5, 6))
    return [("本页小计", 5), (yuan_text(asked), 1), (yuan_text(granted), 1), ("", 1)]


def _roster(facts: Facts) -> list[Band]:
    """Give the lines of the claim, on pages of their own."""
    listing = Listing(FORM.left, LINES, ROWS, foot=Foot(_page_sum))
    rows = [
        (
            str(n),
            each.name,
            each.masked_id,
            each.certificate,
            each.scheme,
            yuan_text(each.asked),
            yuan_text(each.granted),
            each.outcome,
        )
        for n, each in enumerate(facts.lines, start=1)
    ]
    asked, granted = (_sum([getattr(each, of) for each in facts.lines]) for of in ("asked", "granted"))
    left = WORDING.say("roster_left", applicant=facts.applicant, number=facts.number)
    return [
        *title(WORDING.say("roster_title"), FORM, FORM_TITLE),
        Gap(6),
        *beside(left, WORDING.say("unit"), FORM),
        *listing.all(rows, [("合　计", 5), (yuan_text(asked), 1), (yuan_text(granted), 1), ("", 1)]),
    ]


def _reasons(facts: Facts) -> list[Band]:
    """Give the annex: each sentence once, with the places in the list that it explains."""
    listing = Listing(FORM.left, REASONS, ROWS, several=1.0)
    rows = [
        (each.places, each.name, each.scheme, each.outcome, yuan_text(each.amount), each.words)
        for each in facts.reasons
    ]
    return [
        *title(WORDING.say("reasons_title"), FORM, FORM_TITLE),
        Gap(6),
        *beside(WORDING.say("reasons_left"), WORDING.say("unit"), FORM),
        *listing.all(rows),
    ]


def draw(facts: Facts) -> bytes:
    """Give the approval sheet, its list of lines and the reasons for them as a PDF.

    Raises Refused when the sums do not tie or a character is drawn by no face.
    """
    facts = settled(facts)
    total = _check(facts)
    grid = Grid(FORM.left, FORM.width)
    opinions = [
        grid.opinion("经办意见", facts.handler.text, facts.handler.signing("经办人")),
        grid.opinion("复核意见", facts.reviewer.text, facts.reviewer.signing("复核人")),
        grid.opinion("负责人意见", facts.director.text, facts.director.signing("负责人"), height=80),
    ]
    bands: list[Band] = [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("number", number=facts.number),
            FORM,
        ),
        *signed(
            [
                *_case(grid, facts),
                *_granted(grid, facts, total),
                *_payee(grid, facts),
                *_cuts(grid, facts),
            ],
            opinions,
        ),
    ]
    sheet = Section(bands, FORM, form_foot(f"{WORDING.title}　{facts.number}"))
    roster = Section(_roster(facts), FORM, form_foot(f"{WORDING.say('roster_title')}　{facts.number}"))
    sections = [sheet, roster]
    if facts.reasons:
        sections.append(
            Section(_reasons(facts), FORM, form_foot(f"{WORDING.say('reasons_title')}　{facts.number}"))
        )
    return render(sections, title=WORDING.title, author=facts.bureau, mark=facts.mark)


_GRANTED = tuple(
    Line(
        each.name,
        each.masked,
        certificate(place),
        "职业培训补贴",
        Decimal(1500),
        Decimal(1500) if certificate(place) else Decimal(0),
        "核定" if certificate(place) else "不予补贴",
    )
    for place, each in enumerate(TRAINEES, start=1)
)
_LINES = (
    *_GRANTED,
    replace(_GRANTED[1], scheme="生活费补贴", asked=Decimal(480), granted=Decimal(420), outcome="核减"),
)
SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="补〔2026〕0007号",
    filing_number="备〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    applicant_code="91999901MA00000001",
    applied_on=date(2026, 4, 27),
    payee="演练县恒泰机械制造有限公司",
    bank="演练县农村商业银行开发区支行",
    account="6200000000000000001",
    class_number="班〔2026〕0003号",
    class_title="2026年恒泰机械电工（中级）线上培训班",
    training_type="岗位技能提升（在岗）",
    occupation="电工（6-31-01-03）",
    level="中级（四级）",
    institution="演练县博学职业培训学校",
    opened_on=date(2026, 3, 16),
    ended_on=date(2026, 4, 10),
    total_hours=Decimal(80),
    trained=45,
    certified=44,
    schemes=(
        SchemeTotal(
            "职业培训补贴",
            "1,500元／人（中级工，《职业技能提升行动实施方案》二（一））",
            45,
            Decimal(67500),
            44,
            Decimal(66000),
        ),
        SchemeTotal(
            "生活费补贴",
            "30元／人·天（《“互联网+职业技能培训”计划实施方案》二（五））",
            1,
            Decimal(480),
            1,
            Decimal(420),
        ),
    ),
    cuts=(
        Cut(
            "赵海燕",
            "职业培训补贴",
            "不予补贴",
            Decimal(1500),
            "未取得职业技能等级证书。",
        ),
        Cut(
            "李秀英",
            "生活费补贴",
            "核减",
            Decimal(60),
            "16天中有2天未到课，按实际到课14天核定。",
        ),
    ),
    lines=_LINES,
    reasons=(
        Reason(
            "1—7、9—45",
            "王建国等44人",
            "职业培训补贴",
            "核定",
            Decimal(1500),
            "取得中级工职业技能等级证书，每人1,500元（依据《职业技能提升行动实施方案》二（一））",
        ),
        Reason(
            "8",
            "赵海燕",
            "职业培训补贴",
            "不予补贴",
            Decimal(0),
            "不予补贴：未取得职业技能等级证书（依据《职业技能提升行动实施方案》二（一））",
        ),
        Reason(
            "46",
            "李秀英",
            "生活费补贴",
            "核减",
            Decimal(420),
            "16天中有2天未到课，按实际到课14天、每天30元核定（依据《“互联网+职业技能培训”计划实施方案》二（五））",
        ),
    ),
    handler=Opinion("经审核，44人符合补贴条件，建议按核定金额拨付。", "王敏", date(2026, 5, 6)),
    reviewer=Opinion("同意经办意见，金额与明细核对一致。", "李志强", date(2026, 5, 7)),
)
