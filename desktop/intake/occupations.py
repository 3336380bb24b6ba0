"""Occupations as senders write them: a title, a code, a trade under it, with a level beside; to the code we keep."""

import re
from collections.abc import Iterator
from functools import cache

from desktop.codes import codes
from desktop.intake.checking import Checker, Fault, Parsed, Setting, clean, is_blank, missing, remembering
from desktop.intake.coded import misspelt
from desktop.intake.words import plain, values

_CODE = re.compile(r"[1-8]-\d{2}-\d{2}-\d{2}")
_BRACKETED = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_ENDS = re.compile(r"^(?:职业|工种)[:：]|(?:职业|工种|专业|班|培训|培训班)$")
_LOOSE_CODE = re.compile(r"(?<![\d.])([1-8])[-.—–―](\d{2})[-.—–―](\d{2})[-.—–―](\d{2})(?!\d)")
_BARE_CODE = re.compile(r"([1-8])(\d{2})(\d{2})(\d{2})")
_GENERAL = re.compile(r"(?:操作工|作业人员|专业人员|技术人员|人员|作业|工|员|师|手|证)$")
"""What many occupations end in, which makes none like another."""
_NEAR, _VERY_NEAR, _MOST_OFFERED = 0.6, 0.75, 3
"""How like a name must be to be offered: less so where it begins as the other does."""


def occupations(setting: Setting) -> Checker:
    """Check a column of occupations: the code of the one that is meant.

    A name that the classification does not hold may well be a trade under one of its occupations: that is said, with
    the nearest names, and keeps nothing out. Editions give one occupation different codes, so a name goes before a code.
    """
    named = dict(values("occupation")) | {plain(word).casefold(): code for word, code in setting.column.words}
    title = setting.column.title

    def parse(cell: object) -> Parsed:
        shown = clean(cell)
        if is_blank(shown):
            return missing(setting)
        text = _with_code(plain(shown).casefold())
        written = next(iter(_CODE.findall(text)), "")
        name = next((named[form] for form in _forms(text) if form in named), "")
        if written and name not in ("", written):
            return name, _other_code(title, written, name)
        if name or written in _titles():
            return name or written, None
        if written:
            return None, _no_such_code(title, written)
        offered = _offered(_bare(text), named)
        if offered:
            return None, Fault(
                "occupation_near",
                f"本机的职业代码表里没有“{shown[:30]}”，这一格没有采用，相近的有{offered}。",
                "请核对；是其中之一的，请改写成那个名称。",
                warning=True,
            )
        return None, Fault(
            "occupation_unknown",
            f"{title}“{shown[:30]}”不在本机的职业代码表里，这一格没有采用。",
            "请核对名称；确有这一职业的，可把写法加入工作区的 intake.toml。",
            warning=True,
        )

    return remembering(parse)


def _other_code(title: str, written: str, name: str) -> Fault:
    return Fault(
        "occupation_code",
        f"{title}的编码 {written} 与名称“{_titles()[name]}”（{name}）不是同一职业，已按名称登记。",
        "请核对；各版职业分类大典的编码有所不同，本机采用 2022 年版。",
        warning=True,
    )


def _no_such_code(title: str, written: str) -> Fault:
    return Fault(
        "occupation_code_unknown",
        f"{title}编码 {written} 不在职业分类大典（2022 年版）的代码表里，这一格没有采用。",
        "请核对编码，或写上职业名称。",
        warning=True,
    )


def _forms(text: str) -> Iterator[str]:
    """Give what may be the name in a cell: all of it, without a code, without brackets, without a level."""
    yield text
    text = _CODE.sub("", text)
    yield from _BRACKETED.findall(text)
    bare = _bracketless(text)
    for part in (bare, *re.split(r"[/、,，-]", bare)):
        shorter = _ENDS.sub("", part)
        yield part
        yield shorter
        for level in _levels():
            if len(shorter) > len(level):
                yield shorter.removeprefix(level)
                yield shorter.removesuffix(level)


def _bracketless(text: str) -> str:
    return _BRACKETED.sub("", text)


def _bare(text: str) -> str:
    """Give a name without brackets and without the words that open or close it."""
    return _ENDS.sub("", _bracketless(text))


def _offered(text: str, known: dict[str, str]) -> str:
    """Give the occupations whose names are most like a text, each with its code; "" when none is.

    Of names equally like it those that sound like it come first (点工: 电工).
    """
    from difflib import SequenceMatcher

    near = [word for word in known if _like(text, word)]
    near.sort(key=lambda word: (-SequenceMatcher(None, word, text).ratio(), _apart(word, text)))
    found = list(dict.fromkeys(known[word] for word in near))[:_MOST_OFFERED]
    return "、".join(f"“{_titles()[code]}”（{code}）" for code in found)


def _like(text: str, word: str) -> bool:
    """Tell whether a name may be meant by a text: one holds what is the other's own, or few characters differ."""
    own, other = _GENERAL.sub("", text), _GENERAL.sub("", word)
    if (len(own) > 1 and own in word) or (len(other) > 1 and other in text) or misspelt(text, word):
        return True
    if not set(own) & set(other):
        return False
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, word, text).ratio()
    return ratio >= _VERY_NEAR or (ratio >= _NEAR and len(text) > 3 and text[:2] == word[:2])


def _with_code(text: str) -> str:
    """Give a text with its code as it is usually written: 6.18.02.04 and 6180204 are 6-18-02-04."""
    bare = _BARE_CODE.fullmatch(text)
    return "-".join(bare.groups()) if bare else _LOOSE_CODE.sub(r"\1-\2-\3-\4", text)


def _apart(word: str, text: str) -> int:
    """Give how far two words lie apart character by character in GB 2312, whose usual characters stand by sound."""
    places = [[int.from_bytes(each.encode("gb18030", "replace")) for each in name] for name in (word, text)]
    return sum(abs(one - other) for one, other in zip(*places, strict=False))


@cache
def _titles() -> dict[str, str]:
    return {each.code: each.title for each in codes("occupations")}


@cache
def _levels() -> tuple[str, ...]:
    """Give the words for levels that may stand beside an occupation, the longest first."""
    words = [word for word in values("level") if len(word) > 1 and not word.isascii()]
    return tuple(sorted(words, key=len, reverse=True))
