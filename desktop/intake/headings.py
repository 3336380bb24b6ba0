"""Headings: which row of a sheet holds them, and which field each column is for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from desktop.intake import spans
from desktop.intake.book import Area, Cells, Sheet
from desktop.intake.reading import Column, DayColumn
from desktop.intake.words import plain, resource_table, values
from desktop.problems import Problem

EXACT, SYNONYM, TRIMMED, NEAR, BY_CONTENT = 1.0, 0.95, 0.9, 0.6, 0.5
KNOWN = ""
"""The field of a heading that is understood but not taken."""

_BRACKETED = re.compile(r"[(\[{【〔<《](.*?)[)\]}】〕>》]")
_BRACKETS = re.compile(r"[()\[\]{}【】〔〕<>《》]")
_EDGES = re.compile(r"^[*★☆#▲●:、.。·-]+|[*★☆#▲●:、.。·-]+$")
_ORDINAL = re.compile(r"(?<=\D)[0-9一二三]$")
_LONGEST_HEADING = 40
_MOST_TOLD = 10_000
_IN_TEN_THOUSANDS = re.compile(r"单位:?(?:人民币)?万元")
_WHETHER = re.compile("^是否(?:为|是|属于)?")
_LATE = 50
_LATIN = re.compile("[A-Za-z.'/&:()]+")
_OTHER_SIGNS = re.compile("[^a-z]")
_ENGLISH = frozenset(
    [
        "name",
        "fullname",
        "idno",
        "idnumber",
        "idcard",
        "idcardno",
        "idcardnumber",
        "no",
        "number",
        "tel",
        "telno",
        "phone",
        "phoneno",
        "phonenumber",
        "mobile",
        "mobileno",
        "sex",
        "gender",
        "date",
        "company",
        "employer",
        "unit",
        "occupation",
        "level",
        "education",
        "address",
        "bank",
        "account",
        "accountno",
        "bankaccount",
        "hours",
        "remark",
        "remarks",
    ]
)
_DATA = re.compile(r"[0-9.\-/:]{4,}[Xx]?")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a heading was understood as: a field (KNOWN when not taken), how surely, and how good a source it is.

    `rank` orders several headings for one field, the best first. `ten_thousands` marks 万元. `word` is what a tick below
    the heading says: the heading itself (退役军人) is one of the field's values.
    """

    field: str
    title: str
    confidence: float
    rank: int = 0
    ten_thousands: bool = False
    span: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The heading rows of a sheet: the number of the last one (from 1), the text of each column, what each means.

    `days` are the columns of a sheet whose days stand across, or of a sign-in sheet of one day; `told` is the cell
    that names that one day ("" where none does), `trouble` what keeps it from being known. `ten_thousands` are the columns above which 万元 is named as the unit.
    """

    row: int
    rows: int
    texts: tuple[str, ...]
    senses: tuple[Sense | None, ...]
    score: float
    days: tuple[DayColumn, ...] = ()
    told: str | None = None
    trouble: Problem | None = None
    ten_thousands: frozenset[int] = frozenset()

    @property
    def first_data_row(self) -> int:
        """Give the number of the row after the headings, from 1."""
        return self.row + 1


def spell(heading: object) -> str:
    """Give a heading in its normal form, without marks at its edges: `＊ 身份证号：` is 身份证号."""
    if not isinstance(heading, str):
        return ""
    text = plain(heading).translate(_simplified())
    while (trimmed := _EDGES.sub("", text)) != text:
        text = trimmed
    return text


@cache
def _simplified() -> dict[int, int]:
    """Give the characters of headings as they are written here, by the traditional ones."""
    table = resource_table("headings")["traditional"]
    return str.maketrans(table["from"], table["to"])


class Lexicon:
    """All headings that mean something for one kind of list."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.required = frozenset(
            column.field for column in columns if column.required and not column.instead
        )
        self.money = frozenset(column.field for column in columns if column.kind == "money")
        self._groups = next((column for column in columns if column.kind == "groups"), None)
        self._senses: dict[str, Sense] = {}
        self._told: dict[tuple[str, bool], Sense | None] = {}
        more: Mapping[str, list[str]] = resource_table("headings")["more"]
        for column in columns:
            self._learn(column.title, Sense(column.field, column.title, EXACT))
        for column in columns:
            for rank, word in enumerate((*column.synonyms, *more.get(column.field, ())), 1):
                self._learn(word, Sense(column.field, column.title, SYNONYM, rank))
        for title, written in resource_table("headings")["known"].items():
            for word in (title, *written):
                self._learn(word, Sense(KNOWN, title, SYNONYM))
        for column in columns:
            for word in spans.of_both(column.kind, column.field):
                self._senses[spell(word)] = Sense(column.field, column.title, SYNONYM, span=True)
            for word, field in spans.of_each(column.kind, column.field):
                title = next((each.title for each in columns if each.field == field), "")
                self._learn(word, Sense(field if title else KNOWN, title or word, SYNONYM, _LATE))
        self.others = tuple(resource_table("headings")["others"]["begin"])
        self._group = tuple(resource_table("headings")["others"]["group"])
        trimmed = resource_table("headings")["trimmed"]
        self._before = tuple(sorted(trimmed["before"], key=len, reverse=True))
        self._after = tuple(sorted(trimmed["after"], key=len, reverse=True))

    def _learn(self, word: str, sense: Sense) -> None:
        """Keep a heading under its normal form and without its brackets; what was learnt first stays."""
        text = spell(word)
        self._senses.setdefault(text, sense)
        self._senses.setdefault(_BRACKETS.sub("", text), sense)

    def sense(self, heading: object, *, near: bool = False) -> Sense | None:
        """Say what a heading means, or None when it is not understood; `near` forgives one wrong character."""
        if not isinstance(heading, str):
            return None
        asked = heading, near
        if asked not in self._told:
            if len(self._told) == _MOST_TOLD:
                self._told.clear()
            self._told[asked] = self._understood(heading, near=near)
        return self._told[asked]

    def _understood(self, heading: str, *, near: bool) -> Sense | None:
        text = spell(heading)
        if not text or len(text) > _LONGEST_HEADING:
            return None
        found = (
            self._direct(text) or self._trimmed(text) or self._ticked(text) or self._in_two_languages(text)
        )
        found = found or (self._near(text) if near else None)
        if found is not None and found.field and "万元" in text:
            return _with_ten_thousands(found)
        return found

    def _direct(self, text: str) -> Sense | None:
        bare = spell(_BRACKETED.sub("", text))
        for form in (text, _BRACKETS.sub("", text), bare, _ORDINAL.sub("", bare), bare.removesuffix("万元")):
            if form in self._senses:
                return self._senses[form]
        for form in bare.split("/"):
            if len(form) > 1 and form in self._senses:
                return self._senses[form]
        return None

    def _trimmed(self, text: str) -> Sense | None:
        """Understand a heading with words before or after it that change nothing, unless it is another's."""
        bare = spell(_BRACKETED.sub("", text))
        for other in self.others:
            rest = bare[len(other) :].removeprefix("的") if bare.startswith(other) else ""
            if rest and (self._direct(rest) or self._direct(self._without_group(rest))):
                return Sense(KNOWN, bare, SYNONYM)
        for word in self._before:
            if bare.startswith(word) and (found := self._direct(bare[len(word) :].removeprefix("的"))):
                return _less_sure(found, TRIMMED)
        for word in self._after:
            if bare.endswith(word) and (found := self._direct(bare[: -len(word)])):
                return _less_sure(found, TRIMMED)
        return None

    def _without_group(self, text: str) -> str:
        """Give what a heading asks about somebody else, without what only the heading above it adds: 企业导师信息姓名."""
        for word in (*self._group, "的"):
            text = text.removeprefix(word)
        return text

    def _ticked(self, text: str) -> Sense | None:
        """Understand a heading that is a value itself, so that only a tick stands below it: 退役军人, 是否脱贫户."""
        bare = spell(_BRACKETED.sub("", text))
        word = _WHETHER.sub("", bare)
        if self._groups is None or word not in values("groups") or (word == bare and len(word) < 3):
            return None
        return Sense(self._groups.field, self._groups.title, TRIMMED, _LATE, word=word)

    def _in_two_languages(self, text: str) -> Sense | None:
        """Understand a heading with an English word beside the Chinese one: Name 姓名."""
        latin = _OTHER_SIGNS.sub("", text.lower())
        found = self._direct(_LATIN.sub("", text)) if latin in _ENGLISH else None
        return _less_sure(found, TRIMMED) if found is not None else None

    def _near(self, text: str) -> Sense | None:
        """Understand a heading with one character wrong, missing or too many; None when two would do."""
        bare = spell(_BRACKETED.sub("", text))
        if len(bare) < 3 or any(bare.startswith(other) for other in self.others):
            return None
        near = {
            (sense.field, sense.title): sense
            for word, sense in self._senses.items()
            if len(word) >= 3 and _one_apart(bare, word)
        }
        if len(near) != 1:
            return None
        return _less_sure(next(iter(near.values())), NEAR)


def _less_sure(sense: Sense, confidence: float) -> Sense:
    return Sense(sense.field, sense.title, confidence, sense.rank + 20, sense.ten_thousands, sense.span)


def _with_ten_thousands(sense: Sense) -> Sense:
    return Sense(sense.field, sense.title, sense.confidence, sense.rank, ten_thousands=True, span=sense.span)


def _one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one character changed, added or left out."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


@cache
def lexicon(columns: tuple[Column, ...]) -> Lexicon:
    """Give the headings of one kind of list; made once for each kind."""
    return Lexicon(columns)


def find(sheet: Sheet, columns: tuple[Column, ...]) -> Header | None:
    """Give the heading rows of a sheet, or None when no row of its start looks like headings."""
    known = lexicon(columns)
    each_row = [_readings(sheet, index, row, known) for index, row in enumerate(sheet.head)]
    found = [max(readings, key=lambda header: header.score) for readings in each_row if readings]
    if not found:
        return None
    best = max(found, key=lambda header: header.score)
    best = next((each for each in found if _has_records(sheet, each, best, known)), best)
    best = _told_apart(sheet, best)
    return replace(
        best,
        senses=tuple(known.sense(text, near=True) for text in best.texts),
        ten_thousands=_columns_in_ten_thousands(sheet, best),
    )


def _told_apart(sheet: Sheet, header: Header) -> Header:
    """Give headings in which one of a span that is merged over two columns says which is its beginning, and which its end."""
    texts = list(header.texts)
    for (top, left), (bottom, right) in sheet.merged:
        if not (header.row - header.rows <= bottom and top < header.row and right == left + 1 < len(texts)):
            continue
        sense = header.senses[left]
        both = all(any(_at(row, at) != "" for row in sheet.head[header.row :]) for at in (left, right))
        if both and sense is not None and sense.span and texts[right] in ("", texts[left]):
            texts[left : right + 1] = [texts[left] + spans.BEGINNING, texts[left] + spans.END]
    return replace(header, texts=tuple(texts))


def _has_records(sheet: Sheet, header: Header, best: Header, known: Lexicon) -> bool:
    """Tell whether headings above the best ones have all that must be, and a record below them: they begin a list of their own."""
    senses = enumerate(header.senses)
    needed = {each.field: at for at, each in senses if each is not None and each.field in known.required}
    return needed.keys() == known.required and any(
        all(_at(row, at) != "" and known.sense(_at(row, at)) is None for at in needed.values())
        for row in sheet.head[header.row : best.row - best.rows]
    )


def _columns_in_ten_thousands(sheet: Sheet, header: Header) -> frozenset[int]:
    """Give the columns whose unit is named above their heading: all below a line that says so, those that it spans else."""
    for row in sheet.head[: header.row - header.rows]:
        if any(isinstance(cell, str) and _IN_TEN_THOUSANDS.search(plain(cell)) for cell in row):
            return frozenset(range(len(header.texts)))
    return frozenset(
        column
        for (top, left), (_, right) in sheet.merged
        if top < header.row - 1 and "万元" in spell(_at(sheet.head[top], left))
        for column in range(left, min(right + 1, len(header.texts)))
    )


def _at(row: Cells, column: int) -> object:
    return row[column] if column < len(row) else ""


def _readings(sheet: Sheet, index: int, row: Cells, known: Lexicon) -> list[Header]:
    """Give what a row may be: the only heading row, or the upper one of two."""
    found = []
    single = _header(index + 1, 1, row, known)
    if single is not None:
        found.append(single)
    if index + 1 < len(sheet.head):
        lower = sheet.head[index + 1]
        if not any(_looks_like_data(cell) for cell in (*row, *lower)):
            joined, depth = _joined(index, row, lower, sheet.merged, known)
            double = _header(index + 1 + depth, 1 + depth, joined, known)
            if depth and double is not None:
                if single is not None and _reaches_down(sheet, index, single):
                    return [double]
                if single is None or double.score > single.score:
                    found.append(double)
    return found


def _reaches_down(sheet: Sheet, index: int, header: Header) -> bool:
    """Tell whether headings of a row are merged with the row below, so that it cannot be a record."""
    return any(
        top == index < bottom and (sense := header.senses[column]) is not None and sense.field != KNOWN
        for top, column, bottom in sheet.down
        if column < len(header.senses)
    )


def _header(number: int, depth: int, texts: Sequence[object], known: Lexicon) -> Header | None:
    senses = tuple(known.sense(text) for text in texts)
    fields = {sense.field: sense.confidence for sense in senses if sense is not None and sense.field}
    filled = sum(1 for text in texts if text != "")
    if not fields or (len(fields) < 2 and (not fields.keys() & known.required or filled > 3)):
        return None
    aside = sum(1 for sense in senses if sense is not None and not sense.field)
    data = sum(1 for text in texts if _looks_like_data(text))
    ticked = sum(1 for sense in senses if sense is not None and sense.word)
    score = sum(fields.values()) + 0.3 * (aside + ticked) + len(fields.keys() & known.required) - data
    if score <= 0:
        return None
    shown = tuple(text if isinstance(text, str) else "" for text in texts)
    return Header(number, depth, shown, senses, score)


def _looks_like_data(cell: object) -> bool:
    if isinstance(cell, str):
        return bool(_DATA.fullmatch(cell.strip()))
    return not isinstance(cell, bool)


def _joined(
    index: int, upper: Cells, lower: Cells, merged: Sequence[Area], known: Lexicon
) -> tuple[list[str], int]:
    """Give the headings of two rows as one, and 1 when the lower row adds to any of them."""
    width = max(len(upper), len(lower))
    above = [str(cell) if isinstance(cell, str) else "" for cell in upper] + [""] * (width - len(upper))
    below = [str(cell) if isinstance(cell, str) else "" for cell in lower] + [""] * (width - len(lower))
    if _is_title(above, below):
        return below, 0
    spread = list(above)
    for (top, left), (bottom, right) in merged:
        if top <= index <= bottom and right > left:
            for column in range(left, min(right + 1, width)):
                spread[column] = above[left]
    for column in range(1, width):
        if not spread[column].strip() and below[column].strip():
            sense = known.sense(spread[column - 1])
            # a .csv keeps only the first cell of what was merged
            if not merged or (sense is not None and sense.span):
                spread[column] = spread[column - 1]
    texts = []
    depth = 0
    for top_text, bottom_text in zip(spread, below, strict=True):
        texts.append(_best_of(top_text, bottom_text, known))
        if bottom_text.strip():
            depth = 1
    return texts, depth


def _is_title(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether the upper of two rows is a title: one text alone, no farther right than the first heading below."""
    filled = [at for at, text in enumerate(above) if text.strip()]
    first = next((at for at, text in enumerate(below) if text.strip()), 0)
    return len(filled) == 1 and filled[0] <= first


def _best_of(top: str, bottom: str, known: Lexicon) -> str:
    if not bottom.strip():
        return top
    if not top.strip() or spell(top) == spell(bottom):
        return bottom
    choices = [text for text in (top + bottom, bottom, top) if known.sense(text) is not None]
    chosen = choices[0] if choices else top + bottom
    sense = known.sense(chosen)
    in_ten_thousands = "万元" in spell(top) and "元" not in spell(chosen)
    return (
        f"{chosen}（万元）"
        if in_ten_thousands and sense is not None and sense.field in known.money
        else chosen
    )
