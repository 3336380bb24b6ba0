"""实名制台账: what was paid to or for whom, line by line (J14, J8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms import tabular
from desktop.forms.facts import day, filled, settled
from desktop.forms.invented import TRAINEES, certificate
from desktop.forms.layout import WIDE
from desktop.forms.listing import LEFT, RIGHT, Column
from desktop.forms.tabular import Around, Table, money_foot
from desktop.forms.wording import wording
from desktop.money import yuan_text

WORDING = wording("ledger")
COLUMNS = (
    Column("序号", 11),
    Column("姓名", 18, names=True),
    Column("身份证号码", 35),
    Column("班期编号", 28),
    Column("补贴项目", 20),
    Column("收款单位（个人）", 24, LEFT),
    Column("拨付日期", 20),
    Column("金额", 18, RIGHT),
)


@dataclass(frozen=True, slots=True)
class Paid:
    """One paid line: for whom, which class and scheme, to which payee, on which day, how many yuan."""

    name: str
    id_number: str
    class_number: str
    scheme: str
    payee: str
    paid_on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """The ledger for a stated scope, e.g. a batch, a class or a year; `years` is how long it is kept."""

    bureau: str
    scope: str
    lines: tuple[Paid, ...]
    maker: str = ""
    made_on: date | None = None
    years: str = ""
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the ledger as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    rows = [
        (
            str(n),
            each.name,
            each.id_number,
            each.class_number,
            each.scheme,
            each.payee,
            f"{each.paid_on:%Y-%m-%d}" if each.paid_on else "",
            yuan_text(each.amount),
        )
        for n, each in enumerate(facts.lines, start=1)
    ]
    total = sum((each.amount for each in facts.lines), Decimal(0))
    around = Around(
        left=WORDING.say("left", scope=facts.scope),
        right=WORDING.say("right"),
        note=WORDING.say("note", years=filled(facts.years, 2)),
        signed_left=WORDING.say("signed_left", maker=filled(facts.maker, 5)),
        signed_right=WORDING.say("signed_right", day=day(facts.made_on)),
    )
    table = Table(COLUMNS, rows, [("合　计", 7), (yuan_text(total), 1)], money_foot(7, 7))
    return tabular.draw(WORDING, "", facts.bureau, table, around, mark=facts.mark, frame=WIDE)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    scope="2026年1月1日至5月31日　全部班期",
    lines=tuple(
        Paid(
            each.name,
            each.masked,
            "班〔2026〕0003号",
            "职业培训补贴",
            "演练县恒泰机械制造有限公司",
            date(2026, 5, 20),
            Decimal(1500),
        )
        for place, each in enumerate(TRAINEES, start=1)
        if certificate(place)
    ),
    maker="王敏",
    made_on=date(2026, 6, 1),
    years="4",
)
