"""资金拨付审批表 and its list of payees: which batch, after which publicity, to whom, how much (J14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.faces import SONG
from desktop.forms.facts import BY_HAND, Opinion, day, filled, people, settled, span
from desktop.forms.grid import Grid, label, signed, value
from desktop.forms.layout import FORM, WIDE, Band, Section, render
from desktop.forms.letter import FORM_TITLE, Gap, beside, form_foot, form_head, title
from desktop.forms.listing import LEFT, RIGHT, Column, Foot, Listing
from desktop.forms.typeset import Type
from desktop.forms.wording import wording
from desktop.money import capital, yuan_text
from desktop.problems import Refused

WORDING = wording("payment_batch")
ROWS = Type(SONG, 9.5, 12)
COLUMNS = (
    Column("序号", 10),
    Column("收款单位（个人）", 44, LEFT),
    Column("类别", 12),
    Column("开户银行", 37, LEFT),
    Column("银行账号", 37),
    Column("人数", 10, RIGHT),
    Column("金额", 24, RIGHT),
)


@dataclass(frozen=True, slots=True)
class Payee:
    """One payment: account name, 单位 or 个人, bank, account, how many people it is for, yuan."""

    name: str
    kind: str
    bank: str
    account: str
    people: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """A payment batch; `total` in yuan must tie to the payees.

    `scheme` is the subsidy's title, `fund` where the money comes from (资金渠道), `objections` what became of the
    publicity, e.g. 公示期满，未收到异议, `doubts` the signed sheet of doubts by its number and digest.
    `reviewer` is who signed the doubts off (业务复核), `cashier` who released the batch (财务复核); `maker` and
    `checker`, the releaser again, sign the list.
    """

    bureau: str
    number: str
    scheme: str
    fund: str
    notice_number: str
    first_day: date | None
    ends_on: date | None
    working_days: int
    objections: str
    prepared_on: date | None
    total: Decimal
    payees: tuple[Payee, ...]
    doubts: str = ""
    note: str = ""
    handler: Opinion = BY_HAND
    reviewer: Opinion = BY_HAND
    cashier: Opinion = BY_HAND
    director: Opinion = BY_HAND
    maker: str = ""
    checker: str = ""
    mark: str = ""


def check(facts: Facts) -> None:
    """Refuse a batch whose total does not tie to its payees."""
    listed = sum((each.amount for each in facts.payees), Decimal(0))
    if listed != facts.total:
        raise Refused(
            f"拨付审批表总额 {yuan_text(facts.total)} 元与明细合计 {yuan_text(listed)} 元不一致，不能打印。",
            "请重新生成拨付批次，仍不一致的请联系系统管理员。",
        )


def _sheet(grid: Grid, facts: Facts) -> list[Band]:
    side = "拨付事项"
    count = sum(each.people for each in facts.payees)
    kinds = sorted({each.kind for each in facts.payees})
    by_kind = [(kind, [each for each in facts.payees if each.kind == kind]) for kind in kinds]
    publicity = WORDING.say(
        "publicity",
        number=facts.notice_number,
        span=span(facts.first_day, facts.ends_on),
        days=facts.working_days,
    )
    amount = yuan_text(facts.total)
    rows = [
        (
            kind,
            str(len(payees)),
            str(sum(each.people for each in payees)),
            yuan_text(sum((each.amount for each in payees), Decimal(0))),
        )
        for kind, payees in by_kind
    ]
    return [
        *grid.facts([("补贴项目", facts.scheme), ("资金渠道", facts.fund)], side=side),
        grid.row(label("公示情况"), value(publicity, 18), side=side),
        grid.row(label("公示结果"), value(facts.objections, 18), side=side),
        grid.row(label("疑点核查"), value(facts.doubts, 18), side=side),
        *grid.facts(
            [("拨付笔数", f"{len(facts.payees)}笔"), ("涉及人数", people(count))],
            side=side,
        ),
        *grid.lists(
            (("收款对象", 6, 0.5), ("笔数", 4, 0.5), ("人数", 4, 0.5), ("金额（元）", 8, RIGHT)),
            rows,
            side=side,
        ),
        grid.row(
            label("拨付总额\n（小写）"),
            value(WORDING.say("figures", amount=amount), 18),
            side=side,
            height=30,
        ),
        grid.row(label("拨付总额\n（大写）"), value(capital(facts.total), 18), side=side, height=30),
        *grid.text("备注", facts.note, side=side),
    ]


def _page_sum(rows: Sequence[Sequence[str]]) -> Sequence[tuple[str, int]]:
    amount = sum((Decimal(row[6].replace(",", "")) for row in rows), Decimal(0))
    return [("本页小计", 5), (str(sum(int(row[5]) for row in rows)), 1), (yuan_text(amount), 1)]


def _payees(facts: Facts) -> list[Band]:
    listing = Listing(WIDE.left, COLUMNS, ROWS, foot=Foot(_page_sum))
    rows = [
        (str(n), each.name, each.kind, each.bank, each.account, str(each.people), yuan_text(each.amount))
        for n, each in enumerate(facts.payees, start=1)
    ]
    count = sum(each.people for each in facts.payees)

    maker = WORDING.say("made_by", maker=filled(facts.maker, 4), checker=filled(facts.checker, 4))
    made_on = WORDING.say("made_on", day=day(facts.prepared_on))
    return [
        *title(WORDING.say("list_title"), WIDE, FORM_TITLE),
        Gap(6),
        *beside(
            WORDING.say("list_left", number=facts.number, fund=filled(facts.fund, 10)),
            WORDING.say("unit"),
            WIDE,
        ),
        *listing.all(rows, [("合　计", 5), (str(count), 1), (yuan_text(facts.total), 1)], keep=True),
        *beside(maker, made_on, WIDE, height=30, keep=False),
    ]


def draw(facts: Facts) -> bytes:
    """Give the approval sheet and the list of payees as a PDF.

    Raises Refused when the total does not tie or a character is drawn by no face.
    """
    facts = settled(facts)
    check(facts)
    grid = Grid(FORM.left, FORM.width)
    opinions = [
        grid.opinion("经办意见", facts.handler.text, facts.handler.signing("经办人")),
        grid.opinion("业务复核意见", facts.reviewer.text, facts.reviewer.signing("业务复核人"), height=86),
        grid.opinion("财务意见", facts.cashier.text, facts.cashier.signing("财务复核人")),
        grid.opinion("单位负责人意见", facts.director.text, facts.director.signing("单位负责人"), height=90),
    ]
    bands: list[Band] = [
        *form_head(
            WORDING.title,
            WORDING.say("office", bureau=facts.bureau),
            WORDING.say("number", number=facts.number),
            FORM,
        ),
        *signed(_sheet(grid, facts), opinions),
    ]
    sheet = Section(bands, FORM, form_foot(f"{WORDING.title}　{facts.number}"))
    lists = Section(_payees(facts), WIDE, form_foot(f"{WORDING.say('list_title')}　{facts.number}"))
    return render(
        [sheet, lists], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.prepared_on
    )


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="付〔2026〕0002号",
    scheme="职业培训补贴",
    fund="职业技能提升行动专账资金",
    notice_number="示〔2026〕0003号",
    first_day=date(2026, 5, 11),
    ends_on=date(2026, 5, 15),
    working_days=5,
    objections="收到异议2件，其中1件成立，涉及的名单行已撤出；其余1件不成立",
    prepared_on=date(2026, 5, 18),
    total=Decimal("115080.50"),
    payees=(
        Payee(
            "演练县恒泰机械制造有限公司",
            "单位",
            "演练县农村商业银行开发区支行",
            "6200000000000000001",
            44,
            Decimal(66000),
        ),
        Payee(
            "演练县博学职业培训学校",
            "单位",
            "演练县农村商业银行城关支行",
            "6200000000000000002",
            48,
            Decimal("49080.50"),
        ),
    ),
    doubts=WORDING.say(
        "doubts", number="核〔2026〕0002号", day="2026年5月18日", who="周正明", digest="5f0d3c9a7be14d20"
    ),
    handler=Opinion(WORDING.say("prepared"), "王敏", date(2026, 5, 18)),
    maker="王敏",
)
