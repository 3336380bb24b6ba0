"""Lists beside each other: the same headings again to the right, to save paper; each is read as a list of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.intake.book import Cells, Sheet
from desktop.intake.headings import KNOWN, TRIMMED, Header, lexicon, spell
from desktop.intake.mapping import cells_of
from desktop.intake.reading import Column

Span = tuple[int, int | None]
"""The first column of a list and its last (from 0); None when it reaches to the end of the sheet."""

WHOLE: Span = (0, None)
_LONGEST_GROUP = 8
_GROUP = re.compile(r"[^师教]*(?:班|组|队|期|批|村|社区|公司|厂|镇|乡|车间)")
"""What may stand above a list and only tells where its people belong."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the lists: its headings, and the sheet as if it held nothing else."""

    span: Span
    header: Header
    sheet: Sheet

    def holds(self, column: int) -> bool:
        """Tell whether a column is one of this list's."""
        return self.span[0] <= column and (self.span[1] is None or column <= self.span[1])


def cut_out(row: Cells, span: Span) -> Cells:
    """Give a row with nothing in it but the columns of a list, each at its place."""
    first, last = span
    own = row[first : None if last is None else last + 1]
    return [""] * first + own if any(own) else []


def beside(sheet: Sheet, header: Header, columns: tuple[Column, ...]) -> list[Part]:
    """Give the lists that stand beside each other under one row of headings; none where there is but one.

    All must have the same fields under the same headings, and nothing above them may tell one from another; columns
    that only say the same twice are no second list.
    """
    spans = list(_spans(header))
    parts = [_part(sheet, header, span) for span in spans]
    if len(parts) < 2 or any(_signature(each) != _signature(parts[0]) for each in parts):
        return []
    known = lexicon(columns)
    fields = {sense.field: at for at, sense in enumerate(parts[0].header.senses) if sense is not None}
    needed = {"name"} if header.days else known.required
    if not needed <= fields.keys():
        return []
    first, *others = [set(_above(sheet, header, each.span)) for each in parts]
    if any(
        known.sense(text) is None and not _GROUP.fullmatch(text) for other in others for text in first ^ other
    ):
        return []
    if all(_same(parts[0], each, needed) for each in parts[1:]):
        return []
    days = parts[0].header.days
    return [
        replace(
            each,
            header=replace(
                each.header,
                days=tuple(
                    replace(own, day=as_.day) for own, as_ in zip(each.header.days, days, strict=True)
                ),
            ),
        )
        for each in parts
    ]


def _spans(header: Header) -> Iterator[Span]:
    """Give the columns of each list: a new one begins where a heading comes again."""
    days = {each.column for each in header.days}
    start, seen = 0, set[str]()
    for at, (text, sense) in enumerate(zip(header.texts, header.senses, strict=True)):
        key = spell(text) if sense is None else sense.field or sense.title
        if not key or at in days:
            continue
        if key in seen:
            yield start, at - 1
            start, seen = at, set()
        seen.add(key)
    yield start, None


def _part(sheet: Sheet, header: Header, span: Span) -> Part:
    last = len(header.texts) if span[1] is None else span[1] + 1
    own = range(span[0], last)
    return Part(
        span,
        replace(
            header,
            texts=tuple(text if at in own else "" for at, text in enumerate(header.texts)),
            senses=tuple(sense if at in own else None for at, sense in enumerate(header.senses)),
            days=tuple(each for each in header.days if each.column in own),
        ),
        replace(sheet, head=[cut_out(row, span) for row in sheet.head]),
    )


def _signature(part: Part) -> object:
    """Give what must be the same in all lists: their fields with the headings, and the days."""
    days = {each.column for each in part.header.days}
    fields = {
        (sense.field, spell(text), sense.confidence >= TRIMMED)
        for at, (text, sense) in enumerate(zip(part.header.texts, part.header.senses, strict=True))
        if sense is not None and sense.field != KNOWN and at not in days
    }
    return fields, [(part.header.texts[each.column], each.field) for each in part.header.days]


def _above(sheet: Sheet, header: Header, span: Span) -> Iterator[str]:
    """Give the words above the headings of a list, and the headings, that could tell whose it is."""
    for row in sheet.head[max(0, header.row - header.rows - 1) : header.row]:
        if sum(1 for cell in row if cell != "") < 2:  # a title
            continue
        for text in map(spell, cut_out(row, span)):
            if text and len(text) <= _LONGEST_GROUP and ":" not in text and not any(map(str.isdigit, text)):
                yield text


def _same(one: Part, other: Part, needed: frozenset[str] | set[str]) -> bool:
    """Tell whether a list only says again what another says."""
    both = [[_cells(part, name) for name in sorted(needed)] for part in (one, other)]
    return both[0] == both[1]


def _cells(part: Part, name: str) -> Sequence[object]:
    at = next(at for at, sense in enumerate(part.header.senses) if sense is not None and sense.field == name)
    return cells_of(part.sheet.head[part.header.row :], at)
