"""Occupations as senders write them: a title, a code, a trade under it, with a level beside; to the code we keep."""

import re
from collections.abc import Iterator
from functools import cache

from desktop.codes import codes
from desktop.intake.checking import Checker, Fault, Parsed, Setting, clean, is_blank, missing, remembering
from desktop.intake.words import plain, values

_CODE = re.compile(r"[1-8]-\d{2}-\d{2}-\d{2}")
_BRACKETED = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_ENDS = re.compile(r"^(?:职业|工种)[:：]|(?:职业|工种|专业|班|培训|培训班)$")
_NEAR, _NEAR_WHEN_SHORT, _SHORT, _MOST_OFFERED = 0.6, 0.5, 3, 3
"""How like a name must be to be offered; in a name of so few characters one wrong one weighs more."""


def occupations(setting: Setting) -> Checker:
    """Check a column of occupations: the code of the one that is meant.

    Our table is a sample of the national one, so a name that it does not hold may well be an occupation: that is said,
    with the nearest names of ours, and keeps nothing out.
    """
    known = dict(values("occupation")) | {code: code for code in _titles()}
    known |= {plain(word).casefold(): code for word, code in setting.column.words}
    title = setting.column.title

    def parse(cell: object) -> Parsed:
        shown = clean(cell)
        if is_blank(shown):
            return missing(setting)
        text = plain(shown).casefold()
        for form in _forms(text):
            if form in known:
                return known[form], None
        offered = _offered(next(iter(reversed(list(_forms(text))))), known)
        if offered:
            return None, Fault(
                "occupation_near",
                f"本机的职业代码表里没有“{shown[:30]}”，相近的有{offered}。",
                "请核对；确为该职业的可以登记。",
                warning=True,
            )
        return None, Fault(
            "occupation_unknown",
            f"{title}“{shown[:30]}”不在本机的职业代码表里，这一格没有采用。",
            "请核对名称；确有这一职业的，可把写法加入工作区的 intake.toml。",
            warning=True,
        )

    return remembering(parse)


def _forms(text: str) -> Iterator[str]:
    """Give what may be the name in a cell: all of it, a code in it, without brackets, without a level."""
    yield text
    yield from _CODE.findall(text)
    yield from _BRACKETED.findall(text)
    bare = _BRACKETED.sub("", text)
    for part in (bare, *re.split(r"[/、,，-]", bare)):
        shorter = _ENDS.sub("", part)
        yield part
        yield shorter
        for level in _levels():
            if len(shorter) > len(level):
                yield shorter.removeprefix(level)
                yield shorter.removesuffix(level)
    yield _ENDS.sub("", bare)


def _offered(text: str, known: dict[str, str]) -> str:
    """Give the occupations whose names are most like a text, each with its code; "" when none is.

    Of names equally like it those that sound like it come first (点工: 电工).
    """
    from difflib import SequenceMatcher, get_close_matches

    cutoff = _NEAR_WHEN_SHORT if len(text) <= _SHORT else _NEAR
    near = get_close_matches(text, list(known), len(known), cutoff)
    near.sort(key=lambda word: (-SequenceMatcher(None, word, text).ratio(), _apart(word, text)))
    found = list(dict.fromkeys(known[word] for word in near))[:_MOST_OFFERED]
    return "、".join(f"“{_titles()[code]}”（{code}）" for code in found)


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
