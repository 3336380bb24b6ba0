"""Papers handed to an applicant: the number, the addressee, the text, and the slip that the receiver signs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.faces import HEI
from desktop.forms.facts import day, filled
from desktop.forms.grid import Grid
from desktop.forms.layout import OFFICIAL, Band
from desktop.forms.letter import (
    BODY,
    BREAK,
    EM,
    PITCH,
    Across,
    Gap,
    Words,
    paragraph,
    reached,
    signed,
    title,
)
from desktop.forms.page import WIDTH
from desktop.forms.typeset import Type, line
from desktop.forms.wording import wording

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
    named = line(WORDING.title, SLIP.face, SLIP.size)
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
