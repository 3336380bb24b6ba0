"""生活费补贴申请表: whom the applicant asks the living allowance for, by day and evidence, with one person's own words (J11)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.checklist import handed_in
from desktop.forms.facts import BY_HAND, MaterialLine, Opinion, day, people, settled, span
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import LEFT, RIGHT, Column, Foot, Listing
from desktop.forms.tabular import ROWS, money_foot
from desktop.forms.wording import wording
from desktop.money import capital, yuan_text

WORDING = wording("allowance_claim")
COLUMNS = (
    Column("序号", 10),
    Column("姓名", 20, names=True),
    Column("身份证号码", 37),
    Column("人员类别", 46, LEFT),
    Column("参训天数", 16, RIGHT),
    Column("申请金额", 23, RIGHT),
    Column("本人签字", 22),
)


@dataclass(frozen=True, slots=True)
class Entitled:
    """One person: the group that entitles to the allowance, days of training, yuan asked for."""

    name: str
    id_number: str
    group: str
    days: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """The application of one class; the sums are worked out from `people`.

    The groups stand on it because entitlement rests on them: it is for the bureau's eyes and never put up.
    """

    bureau: str
    number: str
    applicant: str
    contact: str
    phone: str
    class_number: str
    class_title: str
    opened_on: date | None
    ended_on: date | None
    standard: str
    people: tuple[Entitled, ...]
    materials: tuple[MaterialLine, ...] = ()
    applied_on: date | None = None
    acceptance: Opinion = BY_HAND
    mark: str = ""


def _case(grid: Grid, facts: Facts) -> list[Band]:
    side = "申请事项"
    days = sum(each.days for each in facts.people)
    total = sum((each.amount for each in facts.people), Decimal(0))
    return [
        grid.row(label("申请单位"), value(facts.applicant, 18), side=side),
        *grid.facts([("联系人", facts.contact), ("联系电话", facts.phone)], side=side),
        grid.row(label("培训班名称"), value(facts.class_title, 18), side=side),
        *grid.facts(
            [
                ("班期编号", facts.class_number),
                ("培训起止日期", span(facts.opened_on, facts.ended_on)),
                ("申请人数", people(len(facts.people))),
                ("参训天数合计", f"{days}天"),
            ],
            side=side,
        ),
        grid.row(label("补贴标准"), value(facts.standard, 18), side=side),
        grid.row(label("合计（小写）"), value(WORDING.say("amount", amount=yuan_text(total)), 18), side=side),
        grid.row(label("合计（大写）"), value(capital(total), 18), side=side),
    ]


def _roster(facts: Facts) -> list[Band]:
    listing = Listing(WIDE.left, COLUMNS, ROWS, foot=Foot(money_foot(5, 5, 1)))
    rows = [
        (str(n), each.name, each.id_number, each.group, str(each.days), yuan_text(each.amount), "")
        for n, each in enumerate(facts.people, start=1)
    ]
    total = sum((each.amount for each in facts.people), Decimal(0))
    days = sum(each.days for each in facts.people)
    left = WORDING.say("roster_left", applicant=facts.applicant, number=facts.number)
    return [
        *title(WORDING.say("roster_title"), WIDE, FORM_TITLE),
        Gap(6),
        *beside(left, WORDING.say("unit"), WIDE),
        *listing.all(rows, [("合　计", 4), (str(days), 1), (yuan_text(total), 1), ("", 1)], keep=True),
        *beside(WORDING.say("agreed"), "", WIDE, height=26, keep=False),
    ]


def draw(facts: Facts) -> bytes:
    """Give the application and its roster as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    opinions = [
        grid.opinion(
            "申请承诺",
            WORDING.say("promise"),
            ["申请单位（盖章）：＿＿＿＿＿＿＿＿", day(facts.applied_on)],
            height=95,
        ),
        grid.opinion("受理情况", facts.acceptance.text, facts.acceptance.signing("受理人"), height=75),
    ]
    table = [*_case(grid, facts), *handed_in(grid, facts.materials, "申报材料")]
    sheet = Section(
        snug([*head, *signed(table, opinions)], FORM), FORM, form_foot(f"{WORDING.title}　{facts.number}")
    )
    roster = Section(_roster(facts), WIDE, form_foot(f"{WORDING.say('roster_title')}　{facts.number}"))
    return render([sheet, roster], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="补〔2026〕0008号",
    applicant="演练县博学职业培训学校",
    contact="陈晓明",
    phone="0000-00000000",
    class_number="班〔2026〕0006号",
    class_title="养老护理员（初级）线上培训班",
    opened_on=date(2026, 3, 16),
    ended_on=date(2026, 4, 3),
    standard="30元／人·天，《“互联网+职业技能培训”计划实施方案》二（五）",
    people=(
        Entitled("何桂兰", "999901********1247", "就业困难人员", 14, Decimal(420)),
        Entitled("李龘", "999901********2341", "零就业家庭成员", 13, Decimal(390)),
        Entitled(
            "阿依古丽·买买提",
            "999901********6786",
            "建档立卡低收入农户和城乡低保对象中的劳动力",
            14,
            Decimal(420),
        ),
    ),
    materials=(
        MaterialLine("生活费补贴申请表", "原件", received=True),
        MaterialLine("享受生活费补贴人员身份证明材料", "复印件", received=True),
    ),
    applied_on=date(2026, 4, 9),
)
