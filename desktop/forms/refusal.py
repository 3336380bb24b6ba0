"""不予同意备案通知书: on which listed ground a filing is refused, why, and where to turn (J12, A1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop.forms.delivery import closing, opening, slip
from desktop.forms.facts import day, filled, settled
from desktop.forms.layout import OFFICIAL, Band, Section, render
from desktop.forms.letter import SUBHEADING, official_number, one_page, paragraph
from desktop.forms.wording import Wording, wording
from desktop.problems import Refused

WORDING = wording("refusal")
FIGURES = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its title from the list of grounds, the clause it rests on, and what was found in this case."""

    title: str
    clause: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A notice of refusal with at least one listed ground; `review_body` is where to ask for review.

    `remedy` says what the applicant may do about the ground.
    """

    bureau: str
    number: str
    applicant: str
    matter: str
    case_number: str
    filed_on: date | None
    grounds: tuple[Ground, ...]
    issued_on: date | None
    review_body: str = ""
    remedy: str = ""
    handler: str = ""
    phone: str = ""
    address: str = ""
    person: bool = False
    mark: str = ""


F = TypeVar("F", bound=Facts)


def _grounds(facts: Facts) -> list[Band]:
    """Each ground under its title; a single one needs no number."""
    bands: list[Band] = []
    for at, each in enumerate(facts.grounds):
        number = f"（{FIGURES[at % len(FIGURES)]}）" if len(facts.grounds) > 1 else ""
        bands += paragraph(f"{number}{each.title}。", kind=SUBHEADING, keep=True)
        bands += paragraph(f"{_ended(each.reason)}依据：{each.clause}。")
    return bands


def _ended(text: str) -> str:
    """A sentence with its full stop; nothing stays nothing."""
    return text if not text or text.endswith(("。", "；")) else f"{text.rstrip('，、,.;')}。"


def opened(said: Wording, facts: Facts) -> str:
    """Give how a notice begins that answers an application as a whole."""
    return said.say(
        "opening_person" if facts.person else "opening_unit",
        filed=day(facts.filed_on),
        matter=filled(facts.matter, 8),
        case_number=filled(facts.case_number, 8),
    )


def compose(said: Wording, facts: F, begin: Callable[[Wording, F], str] = opened) -> bytes:
    """Give a notice that refuses something in the words of `said`; raises Refused without a ground and its clause."""
    facts = settled(facts)
    if not any(each.clause for each in facts.grounds):
        raise Refused(f"没有列明依据，{said.title}不能打印。", "请先在列明的情形中选定依据。")
    appeal = said.say("appeal", body=filled(facts.review_body, 10))
    text: list[Band] = [
        *opening(said.title, facts.number, facts.applicant),
        *paragraph(begin(said, facts), keep=True),
        *_grounds(facts),
        *closing(
            [*([_ended(facts.remedy)] if facts.remedy else []), said.say("again"), appeal],
            facts.bureau,
            facts.issued_on,
            handler=facts.handler,
            phone=facts.phone,
            address=facts.address,
        ),
    ]
    bands = [*one_page(text), *slip(said.title, facts.number, facts.applicant)]
    section = Section(bands, OFFICIAL, official_number)
    return render([section], title=said.title, author=facts.bureau, mark=facts.mark, on=facts.issued_on)


def draw(facts: Facts) -> bytes:
    """Give the notice as a PDF; raises Refused without a ground, or for a character no face draws."""
    return compose(WORDING, facts)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="不〔2026〕0001号",
    applicant="演练县某某科技有限公司",
    matter="线上职业技能培训备案申请",
    case_number="备〔2026〕0020号",
    filed_on=date(2026, 3, 5),
    grounds=(
        Ground(
            "承训机构不具备相应资质",
            "《“互联网+职业技能培训”计划实施方案》二（二）",
            "委托的培训机构办学许可范围不含所申报的职业（工种），补正期内未更换承训机构。",
        ),
    ),
    issued_on=date(2026, 3, 16),
    review_body="演练县人民政府",
    handler="王敏",
    phone="0000-00000000",
)
