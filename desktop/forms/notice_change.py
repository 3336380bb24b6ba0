"""公示的更正: what upheld objections changed of a list that hangs in public, line by line, with the sums then and now (J14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.forms.facts import day, settled, span
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
from desktop.forms.listing import LEFT, RIGHT, Column, Listing
from desktop.forms.public import ROW_HEIGHT, ROWS, contact, masked, named, running, telling
from desktop.forms.typeset import line
from desktop.forms.wording import wording
from desktop.money import yuan_text
from desktop.problems import Refused

WORDING = wording("notice")
PERSON_COLUMNS = (
    Column("序号", 10),
    Column("姓名", 17, names=True),
    Column("身份证号码", 34),
    Column("单位（培训机构）", 26, LEFT),
    Column("补贴项目", 20),
    Column("原公示金额", 19, RIGHT),
    Column("更正后金额", 19, RIGHT),
    Column("更正", 11),
)
UNIT_COLUMNS = (
    Column("单位（培训机构）", 40, LEFT),
    Column("补贴项目", 22),
    Column("班期编号", 26),
    Column("原公示人数", 12, RIGHT),
    Column("更正后人数", 12, RIGHT),
    Column("原公示金额", 22, RIGHT),
    Column("更正后金额", 22, RIGHT),
)


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person's line that changed: its number on the notice, what it said and what stands, in yuan."""

    position: int
    name: str
    masked_id: str
    unit: str
    scheme: str
    before: Decimal
    after: Decimal
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What one unit's class was to get by the notice, and gets now, in yuan."""

    unit: str
    scheme: str
    class_number: str
    people_before: int
    people_after: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """A correction of the notice `number`: the lines and units that changed; `before` and `after` are its whole sums."""

    bureau: str
    number: str
    subject: str
    first_day: date
    last_day: date
    persons: tuple[PersonChange, ...]
    units: tuple[UnitChange, ...]
    before: Decimal
    after: Decimal
    department: str
    address: str
    postcode: str
    phones: tuple[str, ...]
    issued_on: date | None
    mark: str = ""


def draw(facts: Facts) -> bytes:
    """Give the correction as a PDF; raises Refused when nothing changed, or when a list would tell too much."""
    facts = settled(facts)
    if not facts.persons:
        raise Refused("公示名单没有需要更正的行，没有更正公示。", "有异议成立的，办理后再出具。")
    for each in facts.persons:
        if not masked(each.masked_id) or telling((each.name, each.unit)):
            raise Refused(
                f"第 {each.position} 行带有没有隐去的号码，更正公示会泄露个人信息，不能打印。",
                "请更正该行资料后重新生成。",
            )
    lists = list(_lists(facts))
    sections = [Section(_text(facts, [name for name, _ in lists]), OFFICIAL, official_number)]
    for number, (name, bands) in enumerate(lists, start=1):
        numbered = str(number) if len(lists) > 1 else ""
        head = line(f"附件{numbered}", HEADING.face, HEADING.size)
        above: list[Band] = [
            Words(head, HEADING, OFFICIAL.left, PITCH, keep=True),
            *title(name, OFFICIAL),
            Gap(4),
            *beside(WORDING.say("listed", number=facts.number), WORDING.say("unit"), OFFICIAL),
        ]
        sections.append(Section([*above, *bands], OFFICIAL, running(f"附件{numbered}　{name}")))
    called = WORDING.say("change_title", subject=facts.subject)
    return render(sections, title=called, author=facts.bureau, mark=facts.mark, on=facts.issued_on)


def _text(facts: Facts, names: list[str]) -> list[Band]:
    withdrawn = [each.position for each in facts.persons if each.withdrawn]
    lowered = [each.position for each in facts.persons if not each.withdrawn]
    opening = WORDING.say(
        "change_opening",
        subject=facts.subject,
        number=facts.number,
        span=span(facts.first_day, facts.last_day),
        on=day(facts.issued_on),
    )
    bands: list[Band] = [
        *title(facts.bureau, OFFICIAL),
        *title(WORDING.say("change_title", subject=facts.subject), OFFICIAL),
        Gap(PITCH / 2),
        *paragraph(opening, keep=True),
        *(
            paragraph(WORDING.say("change_withdrawn", count=len(withdrawn), lines=named(withdrawn)))
            if withdrawn
            else []
        ),
        *(
            paragraph(WORDING.say("change_lowered", count=len(lowered), lines=named(lowered)))
            if lowered
            else []
        ),
        *paragraph(WORDING.say("change_sum", before=yuan_text(facts.before), after=yuan_text(facts.after))),
        *contact(WORDING, facts),
    ]
    listed = annexes(names)
    return one_page(signed([*bands, *listed], facts.bureau, facts.issued_on, tied=len(listed) + 2))


def _lists(facts: Facts) -> Iterator[tuple[str, list[Band]]]:
    persons = [
        (
            str(each.position),
            each.name,
            each.masked_id,
            each.unit,
            each.scheme,
            yuan_text(each.before),
            yuan_text(each.after),
            "撤出" if each.withdrawn else "调整",
        )
        for each in facts.persons
    ]
    before, after = (
        sum((getattr(each, of) for each in facts.persons), Decimal(0)) for of in ("before", "after")
    )
    total = [("合　计", 5), (yuan_text(before), 1), (yuan_text(after), 1), ("", 1)]
    listing = Listing(OFFICIAL.left, PERSON_COLUMNS, ROWS, ROW_HEIGHT)
    yield WORDING.say("change_persons"), listing.all(persons, total)
    if facts.units:
        units = [
            (
                each.unit,
                each.scheme,
                each.class_number,
                str(each.people_before),
                str(each.people_after),
                yuan_text(each.before),
                yuan_text(each.after),
            )
            for each in facts.units
        ]
        listing = Listing(OFFICIAL.left, UNIT_COLUMNS, ROWS, ROW_HEIGHT)
        yield WORDING.say("change_units"), listing.all(units)
