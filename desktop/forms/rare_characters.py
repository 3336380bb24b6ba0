"""生僻字校样: the rare characters of a list set large, each with its code and where it stands, to be held against the document."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms.faces import BOX, SONG, Face, setter
from desktop.forms.facts import day, filled, settled
from desktop.forms.layout import FORM, Band, Placed, Section, render
from desktop.forms.letter import FORM_TITLE, NOTE, SMALL, Gap, beside, form_foot, paragraph, title
from desktop.forms.listing import LEFT, THICK, THIN, draw_lines
from desktop.forms.page import MM, Sheet
from desktop.forms.typeset import MIDDLE, Fitted, Type, line, wrap
from desktop.forms.wording import wording

WORDING = wording("rare_characters")
LARGE = 60.0
ROW = 27 * MM
WIDTHS = (34 * MM, 49 * MM, 58 * MM, 24 * MM)
HEADS = ("字形", "编码和字库", "所在位置", "核对无误")
MOST_PLACES = 3

PLANES = (
    (0x3400, 0x4DBF, "扩展A区"),
    (0x4E00, 0x9FFF, "基本区"),
    (0xF900, 0xFAFF, "兼容区"),
    (0x20000, 0x2A6DF, "扩展B区"),
    (0x2A700, 0x2B73F, "扩展C区"),
    (0x2B740, 0x2B81F, "扩展D区"),
    (0x2B820, 0x2CEAF, "扩展E区"),
    (0x2CEB0, 0x2EBEF, "扩展F区"),
    (0x2EBF0, 0x2EE5F, "扩展I区"),
    (0x2F800, 0x2FA1F, "兼容补充区"),
    (0x30000, 0x3134F, "扩展G区"),
    (0x31350, 0x323AF, "扩展H区"),
)


def area(character: str) -> str:
    """Give the block of the Chinese characters that holds this one; nothing for anything else."""
    return next((name for first, last, name in PLANES if first <= ord(character) <= last), "")


def is_rare(character: str) -> bool:
    """Whether a Chinese character is outside the 6 763 of GB/T 2312, so that an old printer or system may lack it."""
    if not area(character):
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@dataclass(frozen=True, slots=True)
class Rare:
    """One rare character and where it stands, e.g. 第3行 朱龘."""

    character: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The rare characters of one list."""

    bureau: str
    number: str
    scope: str
    characters: tuple[Rare, ...]
    mark: str = ""


@dataclass(frozen=True)
class _Proof:
    """The table of the characters; its head stands on every page."""

    left: float
    tail: float = 0.0

    def heading(self, band: Band) -> Sequence[Band]:
        """Give the row of headings."""
        return [_Head(self)]

    def close(self, sheet: Sheet, bands: Sequence[Placed]) -> None:
        """Draw frame and rules."""
        right = self.left + sum(WIDTHS)
        x = self.left
        for wide in WIDTHS[:-1]:
            x += wide
            sheet.rule(x, bands[0].top, x, bands[-1].bottom, THIN)
        for placed in bands[1:]:
            sheet.rule(self.left, placed.top, right, placed.top, THIN)
        sheet.box(self.left, bands[0].top, right - self.left, bands[-1].bottom - bands[0].top, THICK)


@dataclass(frozen=True, slots=True)
class _Head:
    group: _Proof
    height: float = 9 * MM
    keep: bool = True

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the headings."""
        x = self.group.left
        for text, wide in zip(HEADS, WIDTHS, strict=True):
            _centred(sheet, text, NOTE, (x, top, wide, self.height))
            x += wide


@dataclass(frozen=True, slots=True)
class _Row:
    group: _Proof
    rare: Rare
    height: float = ROW
    keep: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the character large, beside it what it is and where it stands, and the box to tick."""
        x = self.group.left
        face = setter(SONG, self.rare.character) or SONG
        _centred(sheet, self.rare.character, Type(face, LARGE, LARGE), (x, top, WIDTHS[0], self.height))
        x += WIDTHS[0]
        what = f"U+{ord(self.rare.character):04X}\n{area(self.rare.character)}\n{_named(face)}"
        for text, wide in ((what, WIDTHS[1]), (_places(self.rare), WIDTHS[2])):
            room = wide - 10
            lines = wrap(text, NOTE.face, NOTE.size, room)
            draw_lines(sheet, Fitted(lines, NOTE.size), NOTE, (x + 5, top, room, self.height), LEFT)
            x += wide
        _centred(sheet, BOX, Type(SONG, 16, 16), (x, top, WIDTHS[3], self.height))


def _centred(sheet: Sheet, text: str, kind: Type, place: tuple[float, float, float, float]) -> None:
    x, top, wide, high = place
    single = line(text, kind.face, kind.size)
    y = top + high / 2 + kind.size * MIDDLE
    single.draw(sheet, x + (wide - single.width) / 2, y, kind.face, kind.size)


def _named(face: Face) -> str:
    return WORDING.say("face", name=WORDING.say(f"face_{face.code}"))


def _places(rare: Rare) -> str:
    shown = "\n".join(rare.places[:MOST_PLACES])
    more = len(rare.places) - MOST_PLACES
    return f"{shown}\n{WORDING.say('more', count=more)}" if more > 0 else shown


def draw(facts: Facts) -> bytes:
    """Give the proof sheet as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    table = _Proof(FORM.left)
    rows: list[Band] = [_Row(table, each) for each in facts.characters]
    count = WORDING.say("count", count=len(facts.characters))
    bands: list[Band] = [
        *title(WORDING.title, FORM, FORM_TITLE),
        Gap(6),
        *beside(WORDING.say("left", scope=facts.scope), WORDING.say("right", number=facts.number), FORM),
        *([_Head(table), *rows[:-1], *(_kept(each) for each in rows[-1:])] if rows else []),
        *beside(count, WORDING.say("signed", name=filled("", 5), day=day(None)), FORM, height=30, keep=False),
        Gap(4, keep=False),
        *paragraph(WORDING.say("note"), frame=FORM, kind=SMALL),
    ]
    section = Section(bands, FORM, form_foot(f"{WORDING.title}　{facts.number}"))
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark)


def _kept(band: Band) -> Band:
    return _Row(band.group, band.rare, keep=True) if isinstance(band, _Row) else band


SAMPLE = Facts(
    bureau="演练县人力资源和社会保障局",
    number="备〔2026〕0012号",
    scope="2026年恒泰机械电工（中级）线上培训班花名册",
    characters=(
        Rare("䶮", ("第3行 𬀩䶮",)),
        Rare("堃", ("第12行 李堃",)),
        Rare("龘", ("第5行 朱龘",)),
        Rare("𠅤", ("第21行 陈𠅤",)),
        Rare("𬀩", ("第3行 𬀩䶮",)),
        Rare(
            "𬭎",
            ("第7行 王𬭎", "第9行 李𬭎", "第14行 赵𬭎", "第33行 孙𬭎", "第41行 周𬭎"),
        ),
    ),
)
