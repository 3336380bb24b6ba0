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
_NEAR, _MOST_OFFERED = 0.6, 3


def occupations(setting: Setting) -> Checker:
    """Check a column of occupations: the code of the one that is meant.

    A name that is none but near to some is a fault that offers them; one that is near to none may be an occupation that
    our table, a sample of the national one, does not hold: that is said, and keeps nothing out.
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
                "occupation",
                f"{title}“{shown[:30]}”不是职业分类大典里的名称，不能登记。",
                f"您是否想写{offered}？请写职业名称或代码。",
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
    """Give the occupations whose names are most like a text, each with its code; "" when none is."""
    from difflib import get_close_matches

    near = get_close_matches(text, list(known), 2 * _MOST_OFFERED, _NEAR)
    found = list(dict.fromkeys(known[word] for word in near))[:_MOST_OFFERED]
    return "、".join(f"“{_titles()[code]}”（{code}）" for code in found)


@cache
def _titles() -> dict[str, str]:
    return {each.code: each.title for each in codes("occupations")}


@cache
def _levels() -> tuple[str, ...]:
    """Give the words for levels that may stand beside an occupation, the longest first."""
    words = [word for word in values("level") if len(word) > 1 and not word.isascii()]
    return tuple(sorted(words, key=len, reverse=True))
