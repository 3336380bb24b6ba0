"""Rows of one export that speak of the same record: repeated word for word they do no harm, differing they are told."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from desktop.classes.judging import Judge
from desktop.intake import Row

SLOTS = 1 << 24
"""One byte for each: among a million rows some thousand are looked at in vain, and none is overlooked."""


class Repeats:
    """Notes row by row what record an export's rows are of, in seventeen bytes a row or less, and finds those met twice."""

    def __init__(self, names: Sequence[str], keys: Sequence[str]) -> None:
        """Watch records with values of `names`, those of `keys` saying which record it is."""
        self.names, self.keys = tuple(names), tuple(keys)
        self._key: Callable[[Sequence[Any]], tuple[Any, ...]] = itemgetter(*map(self.names.index, keys))
        self._met = bytearray(SLOTS)
        self._prints = array("q")
        self._places = array("q")
        self._doubtful: set[int] = set()

    def note(self, place: int, record: Sequence[Any]) -> None:
        """Note the record of the row at a place of the reading."""
        print_ = hash(self._key(record))
        slot = print_ % SLOTS
        if self._met[slot]:
            self._doubtful.add(slot)
        else:
            self._met[slot] = 1
        self._prints.append(print_)
        self._places.append(place)

    def tell(self, judge_: Judge, record_of: Callable[[Row], Sequence[Any] | None]) -> int:
        """Note a fault at each row that says something else of a record than the first row that brought it; how many.

        `record_of` works out the record of a row once more, without noting anything.
        """
        rows, told = judge_.reading.rows, 0
        for places in self._together():
            known: dict[tuple[Any, ...], tuple[int, Sequence[Any]]] = {}
            for place in places:
                row = rows[place]
                record = record_of(row)
                if record is None:
                    continue
                number, first = known.setdefault(self._key(record), (row.number, record))
                if first != record:
                    self._differs(judge_, row, number, (first, record))
                    told += 1
        return told

    def _together(self) -> Iterator[list[int]]:
        """The places of rows that are of one record, as far as their prints tell."""
        if not self._doubtful:
            return
        together: dict[int, list[int]] = defaultdict(list)
        for print_, place in zip(self._prints, self._places, strict=True):
            if print_ % SLOTS in self._doubtful:
                together[print_].append(place)
        yield from (places for places in together.values() if len(places) > 1)

    def _differs(
        self, judge_: Judge, row: Row, number: int, records: tuple[Sequence[Any], Sequence[Any]]
    ) -> None:
        titles = {column.field: column.title for column in judge_.reading.columns}
        mapped = {each.field for each in judge_.reading.mapping_of(row)}
        different = [
            name for name, was, now in zip(self.names, *records, strict=True) if was != now and name in titles
        ]
        shown = [name for name in different if name in mapped] or different
        same = "、".join(titles[name] for name in self.keys if name in titles and name in mapped)
        what = f"与第{number}行是同一人、{same}也相同，{'、'.join(titles[name] for name in shown)}却不同"
        remedy = "请核对哪一行正确，只保留一行；确是两次的，请写明各自的时间或课程。"
        judge_.fault(row, shown[0], "differs", what, remedy)
