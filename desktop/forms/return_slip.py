"""退票重发单: a transfer the bank sent back, why, and the account to which it goes now (J14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.facts import BY_HAND, Opinion, day, settled
from desktop.forms.grid import Grid, label, signed, snug, value
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.wording import wording
from desktop.money import capital, yuan_text

WORDING = wording("return_slip")


@dataclass(frozen=True, slots=True)
class Account:
    """An account: in whose name, at which bank, the number."""

    name: str
    bank: str
    number: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One returned transfer, in yuan, with the account as it was and as it was verified."""

    bureau: str
    number: str
    batch_number: str
    scheme: str
    payee: str
    amount: Decimal
    paid_on: date | None
    returned_on: date | None
    reason: str
    before: Account
    after: Account
    evidence: str = ""
    handler: Opinion = BY_HAND
    cashier: Opinion = BY_HAND
    director: Opinion = BY_HAND
    mark: str = ""


def _account(grid: Grid, side: str, account: Account) -> list[Band]:
    return [
        grid.row(label("开户名称"), value(account.name, 18), side=side),
        *grid.facts([("开户银行", account.bank), ("银行账号", account.number)], side=side),
    ]


def draw(facts: Facts) -> bytes:
    """Give the sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    side = "退票情况"
    amount = WORDING.say("amount", amount=yuan_text(facts.amount), capital=capital(facts.amount))
    table: list[Band] = [
        *grid.facts(
            [
                ("拨付批次", facts.batch_number),
                ("补贴项目", facts.scheme),
                ("拨付日期", day(facts.paid_on) if facts.paid_on else ""),
                ("退票日期", day(facts.returned_on) if facts.returned_on else ""),
            ],
            side=side,
        ),
        grid.row(label("收款人"), value(facts.payee, 18), side=side),
        grid.row(label("金额"), value(amount, 18), side=side),
        *grid.text("退票原因", facts.reason, side=side),
        *_account(grid, "原账户", facts.before),
        *_account(grid, "核实后账户", facts.after),
        *grid.text("核实依据", facts.evidence, side="核实后账户"),
    ]
    opinions = [
        grid.opinion("经办意见", facts.handler.text, facts.handler.signing("经办人")),
        grid.opinion("财务意见", facts.cashier.text, facts.cashier.signing("财务负责人")),
        grid.opinion("单位负责人意见", facts.director.text, facts.director.signing("单位负责人"), height=90),
    ]
    head = form_head(
        WORDING.title,
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=facts.number),
        FORM,
    )
    foot = form_foot(f"{WORDING.title}　{facts.number}")
    section = Section(snug([*head, *signed(table, opinions)], FORM), FORM, foot)
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="退〔2026〕0001号",
    batch_number="付〔2026〕0003号",
    scheme="生活费补贴",
    payee="李秀英",
    amount=Decimal(420),
    paid_on=date(2026, 5, 20),
    returned_on=date(2026, 5, 22),
    reason="账号与户名不符。",
    before=Account("李秀英", "演练县农村商业银行", "6200000000000000020"),
    after=Account("李秀英", "演练县农村商业银行城关支行", "6200000000000000022"),
    evidence="本人提供社会保障卡复印件，5月25日电话核对。",
    handler=Opinion("账户已核实，申请重新拨付。", "王敏", date(2026, 5, 25)),
)
