"""What the facts of several papers have in common, and making sure that all of them can be printed."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from desktop.forms.faces import uncovered, undrawable

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person decided at one step: the text, the name and the day; what is empty is written in by hand."""

    text: str = ""
    name: str = ""
    on: date | None = None

    def signing(self, role: str) -> tuple[str, ...]:
        """Give the line to sign, e.g. 经办人（签字）：王敏　2026年3月9日."""
        return (f"{role}（签字）：{filled(self.name, 6)}　　{day(self.on)}",)


BY_HAND = Opinion()
"""An opinion that is not yet given: its box is printed empty, to be written in."""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One course of the plan (J6, J7): title, 理论/实操, form of teaching, content category, hours."""

    title: str
    part: str
    mode: str
    content: str
    hours: Decimal


@dataclass(frozen=True, slots=True)
class TrainerLine:
    """One trainer of the plan (师资): name, title or qualification, courses, full-time or not."""

    name: str
    title: str = ""
    courses: str = ""
    full_time: bool = True


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What one rule says of a case: 必须/原则/提示, the sentence, the clause; for 原则 why, by whom and when accepted."""

    title: str
    sentence: str
    clause: str
    strength: str
    accepted_reason: str = ""
    accepted_by: str = ""
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One item of the materials checklist: title, 原件/复印件/电子件, copies, whether it has been received."""

    title: str
    kind: str = ""
    copies: int = 1
    received: bool = False
    note: str = ""


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Give what takes all values out of a dataclass of that kind at once."""
    names = _names(kind)
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _collect(values: Iterable[Any], texts: list[str]) -> None:
    """Add every text in values made of dataclasses and tuples; written for lists of 100 000 lines."""
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, tuple):
            _collect(value, texts)
        elif is_dataclass(value):
            kind: Any = type(value)
            _collect(_values(kind)(value), texts)


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return tuple(_composed(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        kind: Any = type(value)
        return replace(value, **{name: _composed(getattr(value, name)) for name in _names(kind)})
    return value


def settled(facts: F) -> F:
    """Give the facts with every text in NFC; raises Refused that names each character no face can draw, and where."""
    texts: list[str] = []
    _collect((facts,), texts)
    whole = "\n".join(texts)
    if not unicodedata.is_normalized("NFC", whole):
        composed: F = _composed(facts)
        return settled(composed)
    bad = uncovered(whole)
    if bad:
        raise undrawable(text for text in texts if not bad.isdisjoint(text))
    return facts


def day(value: date | None) -> str:
    """Give a day as papers write it; ruled blanks to write in when there is none."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "＿＿＿＿年＿＿月＿＿日"


def filled(text: str, places: int) -> str:
    """Give a text, or, when it is empty, a ruled blank so many characters long to write it in."""
    return text or "＿" * places


def span(first: date | None, last: date | None) -> str:
    """Give a period, e.g. 2026年3月16日至4月10日; nothing when its start is not known."""
    if first is None:
        return ""
    same_year = last is not None and last.year == first.year
    return f"{day(first)}至{day(last).partition('年')[2] if same_year else day(last)}"


def people(count: int) -> str:
    """Give a number of people, e.g. 45 人."""
    return f"{count}人"


def hours(value: Decimal) -> str:
    """Give class hours without needless noughts, e.g. 40 or 1.5."""
    return f"{value.normalize():f}" if value else "0"


def places(positions: Iterable[int]) -> str:
    """Give places on a list as papers name them, runs drawn together: `1—4、7`."""
    runs: list[list[int]] = []
    for each in sorted(positions):
        if runs and each == runs[-1][1] + 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    return "、".join(f"{first}—{last}" if last > first else str(first) for first, last in runs)
