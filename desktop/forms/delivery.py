"""Papers handed to an applicant: number, addressee, text, and the slip (送达回证) that the receiver signs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.forms.faces import HEI
from desktop.forms.facts import day, filled, settled
from desktop.forms.grid import Grid
from desktop.forms.layout import FORM, OFFICIAL, Band, Section, render
from desktop.forms.letter import (
    BODY,
    BREAK,
    EM,
    NOTE,
    PITCH,
    Across,
    Gap,
    Words,
    form_foot,
    form_head,
    paragraph,
    reached,
    signed,
    title,
)
from desktop.forms.page import WIDTH
from desktop.forms.typeset import Type, line
from desktop.forms.wording import wording


@dataclass(frozen=True, slots=True)
class Facts:
    """A receipt that stands by itself: which document, to whom; the rest is written in on delivery."""

    bureau: str
    number: str
    document: str
    document_number: str
    applicant: str
    address: str = ""
    deliverer: str = ""
    mark: str = ""


SLIP = Type(HEI, 12, 22)
WORDING = wording("delivery")


def opening(name: str, number: str, applicant: str) -> list[Band]:
    """Give the title, the number at the right below it, and the addressee at the margin."""
    numbered = line(number, BODY.face, BODY.size)
    right = WIDTH - OFFICIAL.right - EM - numbered.width
    return [
        *title(name, OFFICIAL),
        Gap(PITCH / 2),
        Words(numbered, BODY, right, PITCH, keep=True),
        Gap(PITCH / 2),
        *paragraph(f"{filled(applicant, 10)}：", indent=0, keep=True),
    ]


def closing(
    texts: Sequence[str],
    bureau: str,
    on: date | None,
    *,
    handler: str = "",
    phone: str = "",
    address: str = "",
) -> list[Band]:
    """Give the last paragraphs, whom to ask, and the signature."""
    bands: list[Band] = []
    for text in texts:
        bands += paragraph(text)
    if handler or phone:
        both = WORDING.say("contact", name=handler, phone=phone)
        alone = WORDING.say("contact_name", name=handler), WORDING.say("contact_phone", phone=BREAK)
        bands += reached(both, *alone, phone)
    if address:
        bands += paragraph(WORDING.say("address", text=address))
    return signed(bands, bureau, on)


def slip(name: str, number: str, applicant: str) -> list[Band]:
    """Give the slip that the receiver signs; it stays in one piece."""
    grid = Grid(OFFICIAL.left, OFFICIAL.width)
    named = line(WORDING.say("heading"), SLIP.face, SLIP.size)
    document = WORDING.say("document", title=name, number=number)
    rows = [
        *grid.facts([("送达文书", document)]),
        *grid.facts([("受送达人", applicant), ("送达方式", WORDING.say("ways"))], across=1),
        *grid.facts([("签收人（签字）", ""), ("签收日期", day(None))]),
    ]
    return [
        Gap(10),
        Across(OFFICIAL),
        Words(named, SLIP, (WIDTH - named.width) / 2, SLIP.leading + 6, keep=True),
        *(replace(row, keep=number < len(rows)) for number, row in enumerate(rows, start=1)),
    ]


def draw(facts: Facts) -> bytes:
    """Give the receipt on a sheet of its own as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    document = WORDING.say("document", title=facts.document, number=facts.document_number)
    rows: list[Band] = [
        *grid.facts(
            [
                ("送达文书", document),
                ("受送达人", facts.applicant),
                ("送达地点", facts.address),
                ("送达方式", WORDING.say("ways")),
            ],
            across=1,
        ),
        *grid.facts([("送达人（签字）", facts.deliverer), ("送达日期", day(None))]),
        *grid.facts([("签收人（签字）", ""), ("签收日期", day(None))]),
        *grid.facts([("代收人（签字）", ""), ("代收日期", day(None))]),
        *grid.text("代收、拒收事由", "", height=60),
        *grid.text("备注", "", height=60),
    ]
    head = form_head(
        WORDING.say("heading"),
        WORDING.say("office", bureau=facts.bureau),
        WORDING.say("number", number=filled(facts.number, 8)),
        FORM,
    )
    note = paragraph(WORDING.say("note"), frame=FORM, kind=NOTE)
    section = Section([*head, *rows, Gap(6), *note], FORM, form_foot(f"{WORDING.title}　{facts.number}"))
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="受〔2026〕0012号",
    document="受理通知书",
    document_number="受〔2026〕0012号",
    applicant="演练县恒泰机械制造有限公司",
    address="演练县经济开发区工业大道18号",
)
