"""What stands below the last person of a list: who signed, the day, opinions, dashes; never a person whose number is missing."""

import re
from collections.abc import Mapping, Sequence

from desktop.intake.book import Cells
from desktop.intake.checking import clean
from desktop.intake.mapping import Layout, Source
from desktop.intake.reading import Column
from desktop.intake.words import plain, row_words

REASON = "是表下的签名、日期或说明"
_LABEL = re.compile(r"[^\d:]{1,14}:")
_DATE = re.compile(r"(?:\d{2,4})?[年./-]\d{0,2}[月./-]\d{0,2}日?(?:00:00:00)?")
_RULE = re.compile(r"[-—–―_/\\.·…*~]+")
_SERIAL = re.compile(r"序号?|编号|行号|顺序号?|(?i:no)\.?|#|")
_FIGURE = re.compile(r"\d+\.?")
_SHORT_NAME = 3
_WHOLE = 12
_PART = 8
"""So many digits make a number that somebody has; fewer may be a telephone's after its label."""


class Foot:
    """Tells of a row without a record whether it belongs to the foot of its list.

    `needed` are the columns that every record fills, each with where they stand in the sheet.
    """

    def __init__(self, layout: Layout, needed: Sequence[tuple[Column, tuple[Source, ...]]]) -> None:
        self._headings = layout.header.texts
        self._mapped = {source.column for found in layout.sources.values() for source in found}
        self._dates = _columns(needed, "date", "moment")
        self._names = _columns(needed, "name", "payee")
        self._numbers = _columns(needed, "id_number", "serial")

    def holds(self, cells: Cells, above: Cells) -> bool:
        """Tell whether a row is of the foot; `above` is the one before it that holds anything."""
        texts = _texts(cells)
        if all(_DATE.fullmatch(text) or _RULE.fullmatch(text) for text in texts.values()):
            return not self._only_days(texts) or not self._only_days(_texts(above))
        if all(_RULE.fullmatch(text) or self._is_count(at, text) for at, text in texts.items()):
            return any(_RULE.fullmatch(text) for text in texts.values())
        if not any(_LABEL.fullmatch(text) or _signs(text) for text in texts.values()):
            return False
        return not (self._is_counted(texts) or self._is_numbered(texts) or self._is_named(texts))

    def _only_days(self, texts: Mapping[int, str]) -> bool:
        """Tell whether a row holds nothing but days where the records have theirs."""
        return bool(texts) and all(
            at in self._dates and _DATE.fullmatch(text) and text[:1].isdigit() for at, text in texts.items()
        )

    def _is_counted(self, texts: Mapping[int, str]) -> bool:
        """Tell whether the row has its place in the count of the list (序号)."""
        return any(self._is_count(at, text) for at, text in texts.items())

    def _is_count(self, column: int, text: str) -> bool:
        return _FIGURE.fullmatch(text) is not None and self._counts(column)

    def _counts(self, column: int) -> bool:
        heading = plain(self._headings[column]) if column < len(self._headings) else ""
        first = min(self._names | self._numbers, default=0)
        return column not in self._mapped and column < first and _SERIAL.fullmatch(heading) is not None

    def _is_numbered(self, texts: Mapping[int, str]) -> bool:
        """Tell whether somebody's number stands where it should."""
        for at in self._numbers:
            text = texts.get(at, "")
            digits = sum(character.isdigit() or character == "*" for character in text)
            if digits >= _WHOLE or (
                digits >= _PART
                and ":" not in text
                and not _DATE.fullmatch(text)
                and not self._is_labelled(texts, at)
            ):
                return True
        return False

    def _is_named(self, texts: Mapping[int, str]) -> bool:
        """Tell whether what stands where the name should may be one, and no label before it says whose it is."""
        for at in self._names:
            text = texts.get(at, "")
            if not text or _RULE.fullmatch(text) or _DATE.fullmatch(text) or self._is_labelled(texts, at):
                continue
            if not _signs(text) or (len(text) <= _SHORT_NAME and text not in row_words("signing")):
                return True
        return False

    def _is_labelled(self, texts: Mapping[int, str], column: int) -> bool:
        """Tell whether the cell before holds a label: one with a colon, or 经办人 where the list counts or has no heading."""
        before = max((at for at in texts if at < column), default=-1)
        if before < 0:
            return False
        text = texts[before]
        return _LABEL.fullmatch(text) is not None or (_signs(text) and self._counts(before))


def _columns(needed: Sequence[tuple[Column, tuple[Source, ...]]], *kinds: str) -> frozenset[int]:
    return frozenset(source.column for column, found in needed if column.kind in kinds for source in found)


def _texts(cells: Cells) -> dict[int, str]:
    return {at: text for at, cell in enumerate(cells) if cell != "" and (text := plain(clean(cell)))}


def _signs(text: str) -> bool:
    """Tell whether a cell says who signs, what for, or when: 单位(盖章), 填表人:王静, 审核意见."""
    return text.partition(":")[0].rstrip(")。.,;").endswith(tuple(row_words("signing")))
