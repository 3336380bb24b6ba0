"""公示: the official text and the lists of who gets how much (J14), without what the public must not see.

The lists' columns are an allow-list; a citizen number whose digits 7 to 14 can be read, or anything that looks
like a phone, an account or a whole citizen number in a list, stops the print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from desktop.forms import allowance_claim, notice_change
from desktop.forms.facts import settled, span
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import (
    HEADING,
    PITCH,
    Gap,
    Words,
    annexes,
    beside,
    official_number,
    one_page,
    paragraph,
    signed,
    title,
)
from desktop.forms.listing import LEFT, RIGHT, Column, Foot, Listing
from desktop.forms.public import ROW_HEIGHT, ROWS, contact, masked, named, running, telling
from desktop.forms.tabular import amount_of
from desktop.forms.typeset import line
from desktop.forms.wording import wording
from desktop.money import yuan_text
from desktop.problems import Refused

WORDING = wording("notice")
PERSON_COLUMNS = (
    Column("序号", 10),
    Column("姓名", 17, names=True),
    Column("身份证号码", 34),
    Column("单位（培训机构）", 30, LEFT),
    Column("工种·等级", 21, LEFT),
    Column("班期编号", 26),
    Column("补贴金额", 18, RIGHT),
)
UNIT_COLUMNS = (
    Column("序号", 10),
    Column("单位（培训机构）", 46, LEFT),
    Column("工种·等级", 32, LEFT),
    Column("班期编号", 29),
    Column("人数", 13, RIGHT),
    Column("补贴金额", 26, RIGHT),
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person on the list: scheme's title, name, masked citizen number, employer or institution, trade and level.

    `masked_id` has stars in places 7 to 14; `amount` is in yuan. `position` is the line's number on the whole notice,
    by which an objection names it; without one the lines of each list are counted.
    """

    scheme: str
    name: str
    masked_id: str
    unit: str
    occupation: str
    class_number: str
    amount: Decimal
    position: int = 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One enterprise's or institution's class on the list; `amount` is in yuan."""

    scheme: str
    unit: str
    occupation: str
    class_number: str
    people: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Changed:
    """That objections changed lines since the list went up: their numbers, and the sum that stands now, in yuan."""

    positions: tuple[int, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What a publicity notice says, which is what it said when it went up; `changed` points to its correction.

    `subject` is what is published, e.g. 2026年第一批职业培训补贴; `documents` the basis, each with its number;
    `first_day` to `last_day` the period; the contact is the bureau's own. `mark` is set pale across each page.
    """

    bureau: str
    number: str
    subject: str
    documents: tuple[str, ...]
    first_day: date
    last_day: date
    working_days: int
    department: str
    address: str
    postcode: str
    phones: tuple[str, ...]
    issued_on: date | None
    persons: tuple[PersonLine, ...] = ()
    units: tuple[UnitLine, ...] = ()
    changed: Changed | None = None
    mark: str = ""


L = TypeVar("L", PersonLine, UnitLine)


def _guard(facts: Facts) -> None:
    """Refuse an empty list, and one that tells what must not be published, naming the first few lines."""
    if not facts.persons and not facts.units:
        raise Refused("公示名单是空的，不能打印。", "请先把已审批的补贴纳入公示。")
    bad: list[str] = []
    for at, each in enumerate(facts.persons, start=1):
        number = each.position or at
        if not masked(each.masked_id):
            bad.append(f"第 {number} 行身份证号码的第 7 至 14 位没有隐去")
        if telling((each.name, each.unit, each.occupation, each.class_number)):
            bad.append(f"第 {number} 行的文字中带有证件、电话或账号一类的号码")
    for number, unit in enumerate(facts.units, start=1):
        if telling((unit.unit, unit.occupation, unit.class_number)):
            bad.append(f"单位名单第 {number} 行的文字中带有证件、电话或账号一类的号码")
    if bad:
        more = f"等 {len(bad)} 处" if len(bad) > 3 else ""
        raise Refused(
            f"{'；'.join(bad[:3])}{more}，公示会泄露个人信息，不能打印。", "请更正该行资料后重新生成公示。"
        )


def _person_rows(persons: Sequence[PersonLine]) -> Iterator[Sequence[str]]:
    for number, each in enumerate(persons, start=1):
        yield (
            str(each.position or number),
            each.name,
            each.masked_id,
            each.unit,
            each.occupation,
            each.class_number,
            yuan_text(each.amount),
        )


def _unit_rows(units: Sequence[UnitLine]) -> Iterator[Sequence[str]]:
    for number, each in enumerate(units, start=1):
        amount = yuan_text(each.amount)
        yield str(number), each.unit, each.occupation, each.class_number, str(each.people), amount


def _person_sum(rows: Sequence[Sequence[str]]) -> Sequence[tuple[str, int]]:
    return [("本页小计", 4), (f"{len(rows)}人", 2), (yuan_text(amount_of(rows, 6)), 1)]


def _unit_sum(rows: Sequence[Sequence[str]]) -> Sequence[tuple[str, int]]:
    return [("本页小计", 4), (str(sum(int(row[4]) for row in rows)), 1), (yuan_text(amount_of(rows, 5)), 1)]


@dataclass(frozen=True, slots=True)
class _Annex:
    """One list behind the text: what it is called, what the text says of it, and its rows."""

    title: str
    summary: str
    columns: Sequence[Column]
    rows: Iterator[Sequence[str]]
    total: Sequence[tuple[str, int]]


def _by_scheme(lines: Sequence[L]) -> Iterator[tuple[str, list[L]]]:
    """Give the lines of each scheme, schemes in the order in which they first come."""
    schemes = dict.fromkeys(each.scheme for each in lines)
    return ((scheme, [each for each in lines if each.scheme == scheme]) for scheme in schemes)


def _annexes_of(facts: Facts) -> Iterator[_Annex]:
    """Give one list a scheme, units before persons; where both are listed, units are said to be part of the sum."""
    listed = {each.scheme for each in facts.persons}
    for scheme, units in _by_scheme(facts.units):
        amount = sum((each.amount for each in units), Decimal(0))
        count = sum(each.people for each in units)
        names = len({each.unit for each in units})
        said = {"scheme": scheme, "amount": yuan_text(amount)}
        yield _Annex(
            WORDING.say("annex_units", scheme=scheme),
            WORDING.say(
                "sum_of_which" if scheme in listed else "sum_units", units=names, people=count, **said
            ),
            UNIT_COLUMNS,
            _unit_rows(units),
            [("合　计", 4), (str(count), 1), (yuan_text(amount), 1)],
        )
    for scheme, persons in _by_scheme(facts.persons):
        amount = sum((each.amount for each in persons), Decimal(0))
        said = {"scheme": scheme, "amount": yuan_text(amount)}
        yield _Annex(
            WORDING.say("annex_persons", scheme=scheme),
            WORDING.say("sum_persons", people=len(persons), **said),
            PERSON_COLUMNS,
            _person_rows(persons),
            [("合　计", 4), (f"{len(persons)}人", 2), (yuan_text(amount), 1)],
        )


def _told(changed: Changed) -> dict[str, str]:
    return {"lines": named(changed.positions), "amount": yuan_text(changed.amount)}


def _text(facts: Facts, lists: Sequence[_Annex]) -> list[Band]:
    documents = "、".join(facts.documents)
    said = {"documents": documents} if documents else {}
    opening = WORDING.say("opening" if documents else "opening_plain", subject=facts.subject, **said)
    # The sums are of the persons; what units get of them is said after, though their list comes first.
    said_last = sorted(lists, key=lambda each: each.columns is UNIT_COLUMNS)
    summary = "；".join(each.summary for each in said_last)
    bands = [
        *title(f"{facts.bureau}\n关于{facts.subject}的公示", OFFICIAL),
        Gap(PITCH / 2),
        *paragraph(f"{opening}{summary}{'。' if summary else ''}"),
        *(paragraph(WORDING.say("changed", **_told(facts.changed))) if facts.changed else []),
        *paragraph(
            WORDING.say("period", span=span(facts.first_day, facts.last_day), days=facts.working_days)
        ),
        *paragraph(WORDING.say("objection")),
        *contact(WORDING, facts),
    ]
    listed = annexes([each.title for each in lists])
    return one_page(signed([*bands, *listed], facts.bureau, facts.issued_on, tied=len(listed) + 2))


def _annex(facts: Facts, each: _Annex, number: str) -> list[Band]:
    head = line(f"附件{number}", HEADING.face, HEADING.size)
    page_sum = _unit_sum if each.columns is UNIT_COLUMNS else _person_sum
    listing = Listing(OFFICIAL.left, each.columns, ROWS, ROW_HEIGHT, foot=Foot(page_sum))
    return [
        Words(head, HEADING, OFFICIAL.left, PITCH, keep=True),
        *title(each.title, OFFICIAL),
        Gap(4),
        *beside(WORDING.say("listed", number=facts.number), WORDING.say("unit"), OFFICIAL),
        *listing.all(each.rows, each.total),
    ]


def draw(facts: Facts | notice_change.Facts) -> bytes:
    """Give the notice and its lists, or the correction of one, as a PDF (J14).

    Raises Refused when a list would tell what must not be published or has a character no face draws.
    """
    if isinstance(facts, notice_change.Facts):
        return notice_change.draw(facts)
    facts = settled(facts)
    _guard(facts)
    lists = list(_annexes_of(facts))
    sections = [Section(_text(facts, lists), OFFICIAL, official_number)]
    for number, each in enumerate(lists, start=1):
        numbered = str(number) if len(lists) > 1 else ""
        furniture = running(f"附件{numbered}　{each.title}")
        sections.append(Section(_annex(facts, each, numbered), OFFICIAL, furniture))
    return render(
        sections, title=f"{facts.subject}公示", author=facts.bureau, mark=facts.mark, on=facts.issued_on
    )


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="示〔2026〕0004号",
    subject="2026年第四批职业培训补贴",
    documents=("《“互联网+职业技能培训”计划实施方案》", "《就业补助资金管理办法》（财社〔2023〕181号）"),
    first_day=date(2026, 5, 11),
    last_day=date(2026, 5, 15),
    working_days=5,
    department="演练县人力资源和社会保障局职业能力建设股",
    address="演练县府前路1号政务服务中心3楼",
    postcode="999901",
    phones=("0000-00000000",),
    issued_on=date(2026, 5, 9),
    persons=(
        PersonLine(
            "职业培训补贴",
            "郑建军",
            "999901********1236",
            "演练县恒泰机械制造有限公司",
            "电工·中级（四级）",
            "班〔2026〕0004号",
            Decimal(1500),
            1,
        ),
        PersonLine(
            "职业培训补贴",
            "马𬀩䶮",
            "999901********2415",
            "演练县恒泰机械制造有限公司",
            "电工·中级（四级）",
            "班〔2026〕0004号",
            Decimal(1500),
            2,
        ),
        *(
            PersonLine(
                scheme,
                each.name,
                each.id_number,
                "演练县博学职业培训学校",
                "养老护理员·初级（五级）",
                allowance_claim.SAMPLE.class_number,
                amount or each.amount,
                position,
            )
            for position, (scheme, amount, each) in enumerate(
                (
                    (scheme, amount, each)
                    for scheme, amount in (("职业培训补贴", Decimal(1000)), ("生活费补贴", Decimal(0)))
                    for each in allowance_claim.SAMPLE.people
                ),
                start=3,
            )
        ),
    ),
)
SAMPLE_CHANGE = notice_change.Facts(
    bureau=SAMPLE.bureau,
    number="示〔2026〕0003号",
    subject="2026年第三批职业培训补贴",
    first_day=SAMPLE.first_day,
    last_day=SAMPLE.last_day,
    persons=(
        notice_change.PersonChange(
            48,
            "孙桂英",
            "999901********4425",
            "演练县博学职业培训学校",
            "职业培训补贴",
            Decimal(1000),
            Decimal(0),
            withdrawn=True,
        ),
    ),
    units=(
        notice_change.UnitChange(
            "演练县博学职业培训学校",
            "职业培训补贴",
            "班〔2026〕0005号",
            49,
            48,
            Decimal("50080.50"),
            Decimal("49080.50"),
        ),
    ),
    before=Decimal("116080.50"),
    after=Decimal("115080.50"),
    department=SAMPLE.department,
    address=SAMPLE.address,
    postcode=SAMPLE.postcode,
    phones=SAMPLE.phones,
    issued_on=date(2026, 5, 14),
)
SAMPLE_UNITS = replace(
    SAMPLE,
    number=SAMPLE_CHANGE.number,
    subject=SAMPLE_CHANGE.subject,
    persons=(),
    units=(
        UnitLine(
            "职业培训补贴",
            "演练县恒泰机械制造有限公司",
            "电工·中级（四级）",
            "班〔2026〕0003号",
            44,
            Decimal(66000),
        ),
        UnitLine(
            "职业培训补贴",
            "演练县博学职业培训学校",
            "养老护理员·初级（五级）",
            "班〔2026〕0005号",
            49,
            Decimal("50080.50"),
        ),
    ),
)
SAMPLE_BOTH = replace(
    SAMPLE,
    units=(
        replace(SAMPLE_UNITS.units[0], class_number="班〔2026〕0004号", people=2, amount=Decimal(3000)),
        replace(
            SAMPLE_UNITS.units[1],
            class_number=allowance_claim.SAMPLE.class_number,
            people=3,
            amount=Decimal(3000),
        ),
    ),
)
VARIANTS = {
    "persons": ("个人名单", SAMPLE),
    "units": ("单位（培训机构）名单", SAMPLE_UNITS),
    "both": ("单位名单和个人名单", SAMPLE_BOTH),
    "change": ("异议成立后的更正", SAMPLE_CHANGE),
}
