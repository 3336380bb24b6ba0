"""生活费补贴发放花名册: who gets the living allowance for how many days, on which account (J11)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms import allowance_claim, tabular
from desktop.forms.facts import day, filled, settled
from desktop.forms.layout import WIDE
from desktop.forms.listing import LEFT, RIGHT, Column
from desktop.forms.tabular import Around, Table, money_foot
from desktop.forms.wording import wording
from desktop.money import yuan_text

WORDING = wording("allowance_roster")
COLUMNS = (
    Column("序号", 10),
    Column("姓名", 19, names=True),
    Column("身份证号码", 36),
    Column("参训天数", 14, RIGHT),
    Column("日标准", 14, RIGHT),
    Column("开户银行", 25, LEFT),
    Column("银行账号", 37),
    Column("补贴金额", 19, RIGHT),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """One person: days attended, yuan a day, account, yuan in all."""

    name: str
    id_number: str
    days: int
    rate: Decimal
    bank: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """The list of one class; the group for which a person gets the allowance is not on it."""

    bureau: str
    number: str
    class_number: str
    class_title: str
    people: tuple[Allowed, ...]
    checker: str = ""
    checked_on: date | None = None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the list as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (
            str(n),
            each.name,
            each.id_number,
            str(each.days),
            yuan_text(each.rate),
            each.bank,
            each.account,
            yuan_text(each.amount),
        )
        for n, each in enumerate(facts.people, start=1)
    ]
    total = sum((each.amount for each in facts.people), Decimal(0))
    around = Around(
        left=WORDING.say("left", class_title=facts.class_title, class_number=facts.class_number),
        right=WORDING.say("right", number=facts.number),
        note=WORDING.say("note"),
        signed_left=WORDING.say("signed_left"),
        signed_right=WORDING.say("signed_right", checker=filled(facts.checker, 5), day=day(facts.checked_on)),
    )
    table = Table(COLUMNS, rows, [("合　计", 7), (yuan_text(total), 1)], money_foot(7, 7))
    return tabular.draw(WORDING, facts.number, facts.bureau, table, around, mark=facts.mark, frame=WIDE)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="补〔2026〕0008号",
    class_number="班〔2026〕0006号",
    class_title="养老护理员（初级）线上培训班",
    people=tuple(
        Allowed(
            each.name,
            each.id_number,
            each.days,
            Decimal(30),
            "演练县农村商业银行",
            f"62000000000000{n:05d}",
            each.amount,
        )
        for n, each in enumerate(allowance_claim.SAMPLE.people, start=1)
    ),
)
