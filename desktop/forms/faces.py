"""The faces that papers are set in, what each draws, and which other face helps out, character by character.

The shipped faces are open ones; while `dressed` is in force, the office's own files stand in place of some of them,
and a shipped face helps its own substitute out first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from desktop.forms.truetype import FontFile
from desktop.problems import Refused

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A face by its use on paper: the font file, and characters it has but draws badly."""

    code: str
    file: str
    leaves: str = ""


SONG = Face("song", "NotoSerifSC-Regular.ttf")
TITLE = Face("title", "NotoSerifSC-Black.ttf")
HEI = Face("hei", "NotoSansSC-Regular.ttf")
BOLD = Face("bold", "NotoSansSC-Bold.ttf")
KAI = Face("kai", "LXGWWenKai-Regular.ttf", leaves=f"{_ASCII}·“”‘’×")
FANG = Face("fang", "FandolFang-Regular.ttf", leaves=f"{_ASCII}￥＿¥\xa0–℃")
FACES = (SONG, TITLE, HEI, BOLD, KAI, FANG)
_HELPERS = (SONG, HEI, KAI)
TICKED, BOX, TICK = "☑□√"
"""A ticked box is in no face; it is drawn as a box with a tick over it, both one em wide."""


Office = tuple[tuple[str, Path], ...]
_OFFICE: ContextVar[Office] = ContextVar("office", default=())


@contextmanager
def dressed(files: Mapping[str, Path]) -> Iterator[None]:
    """Let the office's font files stand in place of the faces of these codes for what is drawn meanwhile."""
    token = _OFFICE.set(tuple(sorted(files.items())))
    try:
        yield
    finally:
        _OFFICE.reset(token)


def office() -> Office:
    """Give the office's font files now in force: to be part of the key of whatever is remembered of a text."""
    return _OFFICE.get()


@cache
def _opened(path: Path) -> FontFile:
    return FontFile(path)


@cache
def _own(face: Face) -> Face:
    """Give the shipped face under another code, to help out where the office's own stands in its place."""
    return Face(f"{face.code}0", face.file, face.leaves)


def font(face: Face) -> FontFile:
    """Give the face's font file, opened once and when first needed."""
    return _font(face, _OFFICE.get())


@cache
def _font(face: Face, dress: Office) -> FontFile:
    return _opened(dict(dress).get(face.code) or FOLDER / face.file)


def draws(face: Face, character: str) -> bool:
    """Whether the face itself, without help, sets this character."""
    return character not in face.leaves and font(face).draws(character)


def setter(face: Face, character: str) -> Face | None:
    """Give the face that sets this character in a text of `face`, or None when none can."""
    character = BOX if character == TICKED else character
    own = (_own(face),) if any(face.code == code for code, _ in _OFFICE.get()) else ()
    return next((each for each in (face, *own, *_HELPERS) if draws(each, character)), None)


class _Widths(dict[str, int]):
    """The width of each character met so far in a text of one face, in thousandths of the size."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> int:
        if character == TICKED:
            return self[BOX]
        found = setter(self._face, character)
        if found is None:
            raise KeyError(character)
        self[character] = font(found).advance(character)
        return self[character]


@cache
def _widths(face: Face, _dress: Office) -> dict[str, int]:
    return _Widths(face)


def widths(face: Face) -> dict[str, int]:
    """Give the widths of characters in thousandths of the size; a character nothing draws raises KeyError."""
    return _widths(face, _OFFICE.get())


def width(text: str, face: Face, size: float) -> float:
    """Give the width of a text set solid, in points; raises Refused for a character no face draws."""
    try:
        return sum(map(widths(face).__getitem__, text)) * size / 1000
    except KeyError:
        raise undrawable([text]) from None


def runs(face: Face, text: str) -> list[tuple[Face, str]]:
    """Cut a text of one face into runs that one font each can set."""
    setters = ((setter(face, character) or face, character) for character in text)
    return [
        (found, "".join(each for _, each in run)) for found, run in groupby(setters, key=lambda pair: pair[0])
    ]


def uncovered(characters: Iterable[str]) -> set[str]:
    """Give those of the characters that no face draws; line ends are not drawn and do not count."""
    return {each for each in set(characters) if each != "\n" and setter(SONG, each) is None}


def undrawable(texts: Iterable[str]) -> Refused:
    """Give the refusal that names, for texts that cannot all be set, each bad character and where it stands."""
    named: dict[str, str] = {}
    for text in texts:
        for character in uncovered(text):
            named.setdefault(character, text)
    said = [f"“{_around(text, bad)}”中的 {_name(bad)}" for bad, text in sorted(named.items())]
    shown = "、".join(said[:5]) + (f"等 {len(said)} 个字" if len(said) > 5 else "")
    return Refused(
        f"{shown}在本机字库中没有字形，文书不能打印。",
        "请核对原件上的写法；确是生僻字的，改用公安部门登记的规范字形，或请系统管理员补充字库后再打印。",
    )


def _around(text: str, character: str) -> str:
    """Give a short text whole, a long one as a few characters on both sides."""
    place = text.index(character)
    return text if len(text) <= 16 else text[max(0, place - 6) : place + 7]


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    visible = unicodedata.category(character)[0] not in "CZM"
    return f"“{character}”（{code}）" if visible else f"不可见字符（{code}）"
