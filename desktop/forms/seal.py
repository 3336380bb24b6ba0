"""The strip at the foot of every page of an issued paper: its number, its code, and what ties it to the record."""

from dataclasses import dataclass

from desktop.forms import qr
from desktop.forms.faces import HEI, SONG
from desktop.forms.layout import FORM, OFFICIAL
from desktop.forms.page import MM, WIDTH, Sheet
from desktop.forms.typeset import line

SIDE = 15 * MM
TOP = 277 * MM
SIZE = 6.5
BETWEEN = 2.5 * MM
LABELS, VALUES = 10.8 * MM, 33 * MM
"""How wide the two columns beside the code are."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the strip says: the paper's number, which copy, the code to type, the two digests, and the QR's text."""

    number: str
    copy: str
    code: str
    digest: str
    head: str
    payload: str

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The strip's lines as they stand beside the code: label and value."""
        return (
            ("文书编号", f"{self.number}　{self.copy}"),
            ("核验码", self.code),
            ("内容摘要", self.digest),
            ("审计链", self.head),
        )


def draw(seal: Seal, *, official: bool = False) -> bytes:
    """Give an otherwise empty page with the strip at its foot, as a PDF to be set over a paper's pages.

    It ends where the text ends: at the right margin of a form, or of an official paper (GB/T 9704).
    """
    sheet = Sheet("", "")
    left = WIDTH - (OFFICIAL if official else FORM).right - SIDE
    qr.draw(sheet, seal.payload, left, TOP, SIDE)
    value_at = left - BETWEEN - VALUES
    sheet.rule(left - BETWEEN * 0.6, TOP, left - BETWEEN * 0.6, TOP + SIDE, 0.25)
    y = TOP + SIZE * 0.88
    for number, (label, value) in enumerate(seal.lines):
        spread = (4 - len(label)) * SIZE / (len(label) - 1)
        sheet.text(value_at - LABELS, y, label, SONG, SIZE, spacing=spread)
        face = HEI if number == 1 else SONG
        line(value, face, SIZE).draw(sheet, value_at, y, face, SIZE)
        y += (SIDE - SIZE) / (len(seal.lines) - 1)
    sheet.end_page()
    return sheet.finish()
