"""Cells that hold one of a few words: which code is meant, and what is said of a word that none has."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from desktop.intake.checking import (
    Checker,
    Fault,
    Parsed,
    Setting,
    clean,
    is_blank,
    missing,
    remembering,
)
from desktop.intake.words import INVISIBLE, plain, resource_table, row_words, titles, values

_SEPARATORS = re.compile(r"[、,，;；/|+&\n\r]+")
_PARTS = re.compile(r"[()\[\]{}【】〔〕<>《》/\\、,;:|+&_~=-]+")
_EDGES = " '\"“”‘’`*★☆.。,，;；、!！:：?？"
_DECIMAL = re.compile(r"(\d+)\.0+")
_LEVEL_OPENS = re.compile(
    r"^(?:国家)?(?:职业技能等级|职业技能|职业资格|技能等级|技能)?(?:等级)?(?:证书)?(?=[一二三四五初中高]级)"
)
_HOW_LONG = re.compile(r"(?<=..)\d+(?:\.\d+)?(?:天|分钟?|小时|次|节|课时|学时)$")
"""What follows a state without changing it: 请假1天."""
_LATIN_LEVEL = re.compile(r"(?:level|lv|l|第|0)\.?0?([1-5一二三四五])")
_AFFIXES = ("证书", "级别", "类别", "人员", "培训", "班", "级", "类", "证", "者", "员", "户", "等")
"""What may be written after a word without making it another; it is proposed without."""
_JOINED = frozenset({"level", "sex"})
"""Where one thing may be said twice without a mark between (高级工三级); elsewhere that makes another word (退款失败)."""
_NO = frozenset("不未非无没否")
_ALIKE = (
    "人入八",
    "未末",
    "己已巳",
    "士土",
    "师帅",
    "技枝",
    "合含",
    "员贝",
    "历厉",
    "扎札",
    "退腿",
    "戊戌戍",
)
_SAME_SOUND, _NEARER = 40, 20
"""Characters of GB 2312's first level stand by their sound; those of one syllable lie about so near.

In a word of two characters one wrong one leaves less, so that it must lie nearer.
"""


def coded(setting: Setting, table: str) -> Checker:
    """Check a column whose cells hold one word of a table each: its code, or what is wrong and what could be meant."""
    known = _known(setting, table)

    def parse(cell: object) -> Parsed:
        text = plain(clean(cell))
        code = known.get(text.casefold())
        if code is not None:
            return code, None
        if is_blank(text) and _told_of(text, table) is None:
            return missing(setting)
        code = meant(text, known, table)
        return code, None if code is not None else _unknown(setting, table, text, known)

    return remembering(parse)


def groups(setting: Setting) -> Checker:
    """Check a column of 人员类别, of which one cell may hold several."""
    known = _known(setting, "groups")
    of_none = frozenset(map(plain, resource_table("words")["rows"]["no_group"]))

    def parse(cell: object) -> Parsed:
        text = plain(clean(cell))
        whole = known.get(text.casefold())
        if whole is not None:
            return (whole,), None
        if is_blank(text):
            return missing(setting)
        found: list[str] = []
        for word in _written(str(cell), known):
            if word in of_none or word in row_words("blanks"):
                continue
            code = known.get(word.casefold()) or meant(word, known, "groups")
            if code is None:
                return None, _unknown(setting, "groups", word, known)
            if code not in found:
                found.append(code)
        return tuple(found) or None, None

    return remembering(parse)


def _written(cell: str, known: Mapping[str, str]) -> Iterable[str]:
    """Give the words of a cell, parted by marks, or by blanks where that makes known words."""
    for part in _SEPARATORS.split(INVISIBLE.sub("", cell)):
        words = list(map(plain, part.split()))
        if len(words) > 1 and all(word.casefold() in known for word in words):
            yield from words
        elif word := plain(part):
            yield word


def _known(setting: Setting, table: str) -> Mapping[str, str]:
    """Give the writings of a table's codes, the bureau's own among them."""
    own = {plain(word).casefold(): code for word, code in setting.column.words}
    return {**values(table), **own} if own else values(table)


def meant(text: str, known: Mapping[str, str], table: str) -> str | None:
    """Give the code that every part of a text stands for (三级（高级工）, 1-男, 3.0); None when they say two things, or none."""
    form = _form(text, table)
    if form in known:
        return known[form]
    said = _codes_of(form, known, table)
    return said[0] if len(said) == 1 else None


def _form(text: str, table: str) -> str:
    form = text.casefold().strip(_EDGES)
    if number := _DECIMAL.fullmatch(form):
        form = number[1]
    if table == "state":
        return _HOW_LONG.sub("", form)
    return _LEVEL_OPENS.sub("", form) if table == "level" else form


def _codes_of(form: str, known: Mapping[str, str], table: str) -> list[str]:
    """Give the codes that the parts of a text stand for, each once; none when any part is unknown."""
    parts = [_form(part, table) for part in _PARTS.split(form) if part.strip(_EDGES)]
    if len(parts) == 1 and table in _JOINED and not form.isascii():
        parts = next(
            (
                [form[:at], form[at:]]
                for at in range(1, len(form))
                if form[:at] in known and form[at:] in known
            ),
            parts,
        )
    codes = [known.get(part) for part in parts]
    return list(dict.fromkeys(code for code in codes if code)) if all(codes) else []


def _unknown(setting: Setting, table: str, text: str, known: Mapping[str, str]) -> Fault:
    """Say what is wrong with a word that stands for nothing, and what could be meant."""
    title, shown = setting.column.title, text[:20]
    told = _told_of(text, table)
    if told is not None:
        return Fault(told.code, f"{title}“{shown}”{told.what}，不能登记。", told.remedy)
    form = _form(text, table)
    words = titles(table)
    if len(said := _codes_of(form, known, table)) > 1:
        both = "、".join(f"“{_title(table, code)}”" for code in said)
        return Fault(
            table, f"{title}“{shown}”写了不止一项（{both}），无法确定是哪一项，不能登记。", "请只写其中一项。"
        )
    near = likely(form, known, table)
    offered = f"您是否想写“{near}”？" if near else ""
    choices = f"{'可用' if table == 'groups' else '请从这些写法中选一个'}：{'、'.join(words)}。"
    if table == "groups":
        return Fault(
            table,
            f"{title}“{shown}”无法识别，不能判断补贴资格。",
            f"{offered or choices}多个类别用顿号隔开。",
        )
    return Fault(table, f"{title}“{shown}”无法识别，不能登记。", f"{offered}{choices}")


class _Said:
    """What is said of words that are known to be no value of a table: 处理中 is no result yet."""

    def __init__(self, table: str, entry: Mapping[str, object]) -> None:
        self.code = f"{table}_{entry['code']}"
        self.what, self.remedy = str(entry["what"]), str(entry["remedy"])
        words = entry["words"]
        self._words = (
            frozenset(plain(str(word)).casefold() for word in words) if isinstance(words, list) else ()
        )
        self._shape = re.compile(str(entry.get("shape", "(?!)")))

    def matches(self, text: str) -> bool:
        form = text.casefold().strip(_EDGES)
        return form in self._words or self._shape.fullmatch(form) is not None


def _told_of(text: str, table: str) -> _Said | None:
    return next((each for each in _told(table) if each.matches(text)), None)


@cache
def _told(table: str) -> tuple[_Said, ...]:
    return tuple(_Said(table, entry) for entry in resource_table("words")["told"].get(table, ()))


def _title(table: str, code: str) -> str:
    order = list(resource_table("words")[table])
    return titles(table)[order.index(code)]


def likely(form: str, known: Mapping[str, str], table: str) -> str:
    """Give the word that is plainly meant by a misspelt one; "" where it might be a word for something else.

    A character in the place of one that sounds or looks like it, one left out, one written twice, an ending that
    changes nothing: no more, so that one valid thing is never proposed for another (高级技师 for 特级技师).
    """
    codes = {code for word, code in known.items() if misspelt(form, word)}
    if table == "level" and (number := _LATIN_LEVEL.fullmatch(form)):
        codes = {known[number[1] + ("级" if not number[1].isascii() else "")]}
    if table == "level" and form + "级" in known:
        codes.add(known[form + "级"])
    bare = next((form.removesuffix(each) for each in _AFFIXES if form.removesuffix(each) in known), None)
    if bare is not None and len(bare) > 1 and bare != form:
        codes.add(known[bare])
    first = _PARTS.split(form)[0]
    if table not in ("level", "groups", "sex") and first in known and not first.isascii():
        codes.add(known[first])
    return _title(table, codes.pop()) if len(codes) == 1 else ""


def misspelt(form: str, word: str) -> bool:
    """Tell whether a text is a word with one slip of the hand in it."""
    if word.isascii() and len(word) < _SHORTEST_LATIN:
        return False
    if len(form) == len(word) > 1:
        apart = [(one, other) for one, other in zip(form, word, strict=True) if one != other]
        return len(apart) == 1 and _confused(*apart[0], _SAME_SOUND if len(word) > 2 else _NEARER)
    if len(word) == len(form) + 1 > 3:
        return any(word[:at] + word[at + 1 :] == form and word[at] not in _NO for at in range(len(word)))
    if len(form) == len(word) + 1 > 2:
        return any(
            form[at] == form[at - 1] and form[:at] + form[at + 1 :] == word for at in range(1, len(form))
        )
    return False


_SHORTEST_LATIN = 5
"""Letters and figures shorter than that are marks (II, III), not words."""


def _confused(one: str, other: str, near: int) -> bool:
    """Tell whether one character is easily typed or read for another."""
    if any(one in each and other in each for each in _ALIKE):
        return True
    places = [_by_sound(one), _by_sound(other)]
    return None not in places and abs((places[0] or 0) - (places[1] or 0)) <= near


def _by_sound(character: str) -> int | None:
    """Give the place of a character among the usual ones in the order of their sound; None for any other."""
    try:
        row, cell = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return (row - 0xB0) * 94 + cell - 0xA1 if 0xB0 <= row <= 0xD7 else None
