"""Which county a roster's words mean: the code where it is known, the words where they name a county at all."""

import re
from collections.abc import Iterable
from functools import cache

from desktop.codes import codes

UNRECORDED = ""
"""Stands among a person's places for one that nobody recorded, or whose county the words do not tell."""

_CODE = re.compile(r"\d{6}(\d{6})?")
_COUNTY = re.compile(r"[县旗]|(?<![小社园发业校])区")
_KEPT = 5000


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Every county that is known, the longest title first."""
    known = ((code.title, code.code) for code in codes("counties"))
    return tuple(sorted(known, key=lambda each: -len(each[0])))


_read: dict[str, str] = {}


def county_of(text: str) -> str:
    """Give the county of a place: its six-place code, its words when they name one of no known code, else nothing.

    A city alone (安徽省滁州市) tells no county; two of them (滁州市天长市) do.
    """
    told = _read.get(text)
    if told is None:
        if len(_read) >= _KEPT:
            _read.clear()
        told = _read[text] = _county_of("".join(text.split()))
    return told


def _county_of(text: str) -> str:
    if _CODE.fullmatch(text):
        return text[:6] if not text[:6].endswith("00") else UNRECORDED
    known = next((code for title, code in _titles() if _names(text, title)), "")
    return known or (text if _COUNTY.search(text) or text.count("市") > 1 else UNRECORDED)


def _names(text: str, title: str) -> bool:
    """Whether a place names a county; a title of two places also ends others (和县: 泰和县), so it stands alone."""
    at = text.find(title)
    return at == 0 or (at > 0 and (len(title) > 2 or text[at - 1] in "省市区州盟"))


def is_known(county: str) -> bool:
    """Say whether a county's name is known, so that words can be held against its code."""
    return any(code == county for _, code in _titles())


def county_words(counties: Iterable[str]) -> str:
    """Give counties by their names, those of no known name by their code; what is not recorded stands last."""
    names = {code: title for title, code in _titles()}
    told = sorted(counties, key=lambda each: (each == UNRECORDED, each))
    return "、".join(names.get(each, each) or "有的未记载" for each in told)
