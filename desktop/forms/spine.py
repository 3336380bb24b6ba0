"""档案盒脊: the label for the spine of an archive box, in the usual widths, to be cut out and pasted on (J8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms.faces import HEI, SONG, TITLE, Face
from desktop.forms.facts import filled, settled
from desktop.forms.layout import FORM, Band, Section, render
from desktop.forms.letter import SMALL, Gap, form_foot, paragraph
from desktop.forms.page import MM, Sheet
from desktop.forms.typeset import MIDDLE, NOT_FIRST, NOT_LAST, balanced, line
from desktop.forms.wording import wording

WORDING = wording("spine")
HEIGHT = 210 * MM
WIDTHS = (20 * MM, 30 * MM, 40 * MM)
BETWEEN = 9 * MM
LABEL, LEAST, LARGEST = 9.0, 8.0, 22.0
PITCH, STEP = 1.25, 1.08
"""The distance between columns and between characters in a column, in parts of the size."""
UPRIGHT = {"（": "︵", "）": "︶", "《": "︽", "》": "︾", "〔": "︹", "〕": "︺", "—": "︱"}
"""The form that a mark has in a text set downwards."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One box: fonds (全宗), year, kind of files, keeping, the volume's title, the numbers of the first and the last piece."""

    bureau: str
    fonds: str
    year: int
    kind: str
    keeping: str
    number: str
    volume: str
    first: str
    last: str
    box: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels side by side, one for each width of box."""

    facts: Facts
    height: float = HEIGHT
    keep: bool = True
    group: None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw each label in its cutting frame."""
        x = FORM.left + (FORM.width - sum(WIDTHS) - BETWEEN * (len(WIDTHS) - 1)) / 2
        for wide in WIDTHS:
            _label(sheet, self.facts, x, top, wide)
            x += wide + BETWEEN


def _parts(facts: Facts) -> Sequence[tuple[str, str, float]]:
    """Give (heading, text, height in millimetres) from top to bottom; the title of the volume takes what is left."""
    return (
        ("全宗号", filled(facts.fonds, 3), 17),
        ("年度", f"{facts.year}", 15),
        ("类别", facts.kind, 26),
        ("保管期限", facts.keeping, 19),
        ("案卷题名", facts.volume, 0),
        ("起止件号", f"{filled(facts.first, 2)}\n至\n{filled(facts.last, 2)}", 30),
        ("盒号", filled(facts.box, 2), 17),
    )


def _label(sheet: Sheet, facts: Facts, left: float, top: float, wide: float) -> None:
    sheet.box(left, top, wide, HEIGHT, 1.0)
    parts = _parts(facts)
    rest = HEIGHT - sum(high for _, _, high in parts) * MM
    y = top
    for name, text, millimetres in parts:
        high = millimetres * MM or rest
        if y > top:
            sheet.rule(left, y, left + wide, y, 0.4)
        single = line(name, HEI, LEAST)
        single.draw(sheet, left + (wide - single.width) / 2, y + 10, HEI, LEAST)
        place = (left + 3, y + 14, wide - 6, high - 17)
        if millimetres:
            _across(sheet, text, place)
        else:
            _down(sheet, text, place)
        y += high


def _across(sheet: Sheet, text: str, place: tuple[float, float, float, float]) -> None:
    """Set a text in lines across the place, as large as it goes."""
    left, top, wide, high = place
    size = LABEL + 5
    while size > LEAST and len(balanced(text, SONG, size, wide)) * size * 1.3 > high:
        size -= 0.5
    lines = balanced(text, SONG, size, wide)
    y = top + (high - len(lines) * size * 1.3) / 2 + size * 0.65 + size * MIDDLE
    for each in lines:
        each.draw(sheet, left + (wide - each.width) / 2, y, SONG, size)
        y += size * 1.3


def _down(sheet: Sheet, text: str, place: tuple[float, float, float, float]) -> None:
    """Set a text downwards, character by character, columns from right to left, as large as it goes."""
    left, top, wide, high = place
    size = LARGEST
    while size > LEAST and len(_columns(text, int(high // (size * STEP)))) * size * PITCH > wide:
        size -= 0.5
    per = max(int(high // (size * STEP)), 1)
    count = len(_columns(text, per))
    while per > 1 and len(_columns(text, per - 1)) == count:
        per -= 1
    columns = _columns(text, per)
    x = left + (wide + len(columns) * size * PITCH) / 2 - size * PITCH / 2
    start = top + (high - max(map(len, columns), default=0) * size * STEP) / 2 + size * STEP / 2
    for column in columns:
        y = start
        for character in column:
            _one(sheet, UPRIGHT.get(character, character), TITLE, size, (x, y))
            y += size * STEP
        x -= size * PITCH


def _columns(text: str, per: int) -> list[str]:
    """Cut a text into columns of at most `per` characters; none begins with a closing mark or ends with an opening one."""
    columns: list[str] = []
    while text:
        cut = min(max(per, 1), len(text))
        while 1 < cut < len(text) and (text[cut - 1] in NOT_LAST or text[cut] in NOT_FIRST):
            cut -= 1
        columns.append(text[:cut])
        text = text[cut:]
    return columns


def _one(sheet: Sheet, character: str, face: Face, size: float, middle: tuple[float, float]) -> None:
    single = line(character, face, size)
    single.draw(sheet, middle[0] - single.width / 2, middle[1] + size * MIDDLE, face, size)


def draw(facts: Facts) -> bytes:
    """Give the labels as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    bands: list[Band] = [
        *paragraph(WORDING.say("head", number=filled(facts.number, 8)), frame=FORM, kind=SMALL, indent=0),
        Gap(6),
        _Labels(facts),
        Gap(6),
        *paragraph(WORDING.say("note"), frame=FORM, kind=SMALL, indent=0),
    ]
    section = Section(bands, FORM, form_foot(WORDING.title))
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    fonds="",
    year=2026,
    kind="职业培训补贴",
    keeping="四年以上",
    number="备〔2026〕0012号",
    volume="演练县恒泰机械制造有限公司电工（中级）线上培训",
    first="1",
    last="6",
)
