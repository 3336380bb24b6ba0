"""What the papers that hang in public have in common: whom to reach, how lists run on, and what none may tell (J14)."""

import re
from collections.abc import Iterable
from typing import Protocol

from desktop.forms.faces import SONG
from desktop.forms.facts import places
from desktop.forms.layout import Band, Frame, Furniture, Spot
from desktop.forms.letter import BREAK, SMALL, calling, official_number, paragraph, reached
from desktop.forms.page import MM, Sheet
from desktop.forms.typeset import Type, line
from desktop.forms.wording import Wording

ROWS = Type(SONG, 9, 11.5)
ROW_HEIGHT = 9.2 * MM
MOST_TOLD = 60
"""How many characters the numbers of lines may take in running text."""

_MASKED = re.compile(r"[0-9*]{6}\*{8}[0-9*]{3}[0-9Xx*]")
_OTHER_DOCUMENT = re.compile(r"(?=.*\*{4})[0-9A-Za-z*]{5,13}")
_TELLING = re.compile(r"[0-9Xx]{11,}")


class Reached(Protocol):
    """Where objections are taken: department, address, post code, telephones; empty ones are left out."""

    @property
    def department(self) -> str:
        """The department that takes them."""

    @property
    def address(self) -> str:
        """Where it sits."""

    @property
    def postcode(self) -> str:
        """Its post code."""

    @property
    def phones(self) -> tuple[str, ...]:
        """Its telephones."""


def contact(said: Wording, facts: Reached) -> list[Band]:
    """Give the paragraphs that say whom to reach."""
    bands: list[Band] = []
    for phrase, text in (("contact_department", facts.department), ("contact_address", facts.address)):
        bands += paragraph(said.say(phrase, text=text)) if text else []
    phones = "、".join(facts.phones)
    code, call = facts.postcode, said.say("contact_phone", text=BREAK)
    if code and phones:
        both = said.say("contact_postcode_phone", text=phones, postcode=code)
        bands += reached(both, said.say("contact_postcode", postcode=code), call, phones)
    elif phones:
        bands += calling(call, phones)
    return bands


def named(positions: Iterable[int]) -> str:
    """Give the numbers of lines for running text; a long row of them breaks off, since the list behind has them all."""
    told = places(positions)
    return told if len(told) <= MOST_TOLD else f"{told[:MOST_TOLD].rpartition('、')[0]}等"


def masked(number: str) -> bool:
    """Tell whether digits 7 to 14 of a citizen number, or the middle of another document's, are hidden."""
    return bool(_MASKED.fullmatch(number) or _OTHER_DOCUMENT.fullmatch(number))


def telling(texts: Iterable[str]) -> bool:
    """Tell whether texts hold a number as long as a telephone, an account or a citizen number."""
    return bool(_TELLING.search(" ".join(texts)))


def running(name: str) -> Furniture:
    """Give what stands around a list's pages: the page numbers of the whole paper and, going on, the list's name."""

    def draw(sheet: Sheet, frame: Frame, spot: Spot) -> None:
        official_number(sheet, frame, spot)
        if spot.within > 1:
            head = line(f"{name}（续）", SMALL.face, SMALL.size)
            head.draw(sheet, frame.left, frame.top - 5 * MM, SMALL.face, SMALL.size)

    return draw
