"""A list that comes again: what it would change, side by side, and the round before it read again from where it is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.batches import ImportBatch
from db.filings import EvidenceFile
from desktop import evidence, intake
from desktop.batches.questions import BatchLine, rounds
from desktop.batches.taking import Subject, came_on, next_round
from desktop.identity import mask_id
from desktop.intake import Column, Reading, Row
from desktop.problems import Unreadable
from desktop.workspace import Desk

MOST_DRAFTED = 20_000
"""Of a longer list only what was said of its faulty rows is known again, not what stood in their cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value side by side: what is known, and what the workbook says."""

    field: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row that a workbook would add, change or take off.

    `kind` is added, changed or removed; mended for one that is not in yet and stood otherwise in the file before,
    dropped for one of the file before that is not in and comes no more, noted for one where only something differs
    that the record does not keep. `told` is what was said of the row when an earlier file was handed back or taken in
    without it, `decided` what a reviewer accepted about the person, `hint` what may have happened. `about` says which
    of a person's records it is, where there are several: a day, say. `row` is 0 for somebody taken off.
    """

    kind: str
    row: int
    name: str
    id_number: str
    cells: tuple[Cell, ...] = ()
    told: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    hint: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a workbook would change; added, changed, unchanged and faulty rows add up to its rows.

    `seen` counts added rows that stood in the file handed back just before, faultless and the same: they are not
    among `rows`. `round` is the number this file would get, `partial` tells that it holds mended rows alone, `came_on`
    the day on which this very file was taken in before. `dropped` counts rows of the file before that are not in and
    come no more, `notes` what could not be compared, and why.
    """

    round: int
    earlier: tuple[BatchLine, ...]
    rows: tuple[ComparedRow, ...]
    added: int
    changed: int
    unchanged: int
    removed: int
    faulty: int
    seen: int
    partial: bool
    came_on: date | None
    dropped: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of a list so far, the number of the next one, and when this very file was taken in before."""

    earlier: tuple[BatchLine, ...]
    next: int
    came_on: date | None


def rounds_before(desk: Desk, kind: str, subject: Subject, reading: Reading) -> Rounds:
    """Return which rounds of a list came before; what was taken back does not count."""
    earlier = rounds(desk, kind, subject)
    return Rounds(
        earlier,
        next_round(desk, kind, subject, reading.digest),
        came_on(desk, kind, subject, reading.digest, reading.sheet),
    )


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that was faulty in the round before: whose, its cells by field as they stood, and what was said of it.

    `values` are what the cells without a fault came to.
    """

    number: str
    name: str
    cells: Mapping[str, str]
    told: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """The round before: its faultless rows by citizen number, its faulty ones; `lost` says why the file is not known."""

    sound: Mapping[str, Row] = field(default_factory=dict)
    faulty: tuple[FaultyRow, ...] = ()
    lost: str = ""


def read_before(desk: Desk, batch: ImportBatch | None, columns: tuple[Column, ...], key: int = 1) -> Before:
    """Return the round before as its file is read again; `key` is the place of the citizen number among the columns.

    Without a kept file, as for what was typed, or when the kept one is spoiled, only what was said of it is known.
    """
    if batch is None:
        return Before()
    told = _told(batch)
    named = tuple(FaultyRow("", name, {}, said) for (_, name), said in told.items())
    if desk.session.get(EvidenceFile, batch.digest) is None:
        return Before(faulty=named)
    mapping = {int(each["column"]): str(each["field"]) for each in batch.mapping}
    try:
        with evidence.lent(desk.workspace, batch.digest, batch.file_name) as path:
            own = intake.with_own(columns, desk.workspace.folder / intake.OWN_WORDS)
            found = intake.read(path, own, day=batch.taken_on, sheet=batch.sheet, mapping=mapping)
            faulty = _faulty(found, told, batch) if told else ()
    except Unreadable as fault:
        return Before(faulty=named, lost=f"上一轮的文件不能再读，只按姓名对照：{fault.sentence}")
    return Before({str(row.values[key]): row for row in found.rows}, faulty or named)


Said = Mapping[tuple[int, str], tuple[str, ...]]
"""What was said of the faulty rows of a batch, by row number and by the name in the row: lists may stand side by side."""


def _told(batch: ImportBatch) -> Said:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for each in batch.problems:
        digits = each["address"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if digits.isdigit():
            key = (int(digits), each["name"])
            found[key] = (*found.get(key, ()), f"{each['address']} {each['what']}")
    return found


def _faulty(found: Reading, told: Said, batch: ImportBatch) -> tuple[FaultyRow, ...]:
    """The rows that were faulty, with what stood in their cells; none where that cannot be opened cell by cell."""
    if found.total > MOST_DRAFTED or found.blocks:
        return ()
    opened = intake.draft(found, day=batch.taken_on)
    fields = [each.field for each in opened.columns]
    rows = []
    for (number, name), said in told.items():
        cells = dict(zip(fields, opened.texts(number), strict=True))
        whose = (cells.get("id_number", "").upper(), cells.get("name", name))
        rows.append(FaultyRow(*whose, cells, said, opened.values(number)))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of the round before as they come again, by citizen number of now; `dropped` those that do not."""

    faulty: Mapping[str, FaultyRow]
    sound: Mapping[str, Row]
    dropped: tuple[FaultyRow, ...]


def match(
    before: Before, now: Sequence[tuple[str, str]], still_faulty: Iterable[str], name_of: Callable[[Row], str]
) -> Matched:
    """Return which rows of the round before come again: by number, else by a name that only one of them has.

    `now` are numbers and names of the rows of now, `still_faulty` the names in those that are faulty again.
    """
    faulty = {each.number: each for each in before.faulty if each.number}
    numbers = {number for number, _ in now}
    again = {number: faulty[number] for number in numbers if number in faulty}
    sound = {number: before.sound[number] for number in numbers if number in before.sound}
    free = Counter(name for number, name in now if number not in again and number not in sound)
    by_name = {name: number for number, name in now if number not in again and number not in sound}
    left = [each for each in before.faulty if each.number not in again]
    known = numbers | {each.number for each in left}
    gone = [(number, row) for number, row in before.sound.items() if number not in known]
    named = Counter([*(each.name for each in left), *(name_of(row) for _, row in gone)])
    waiting = Counter(still_faulty)
    dropped = []
    for each in left:
        if named[each.name] == free[each.name] == 1:
            again[by_name[each.name]] = each
        elif not waiting[each.name]:
            dropped.append(each)
    for number, row in gone:
        name = name_of(row)
        if named[name] == free[name] == 1:
            sound[by_name[name]] = row
        elif not waiting[name]:
            dropped.append(FaultyRow(number, name, {}, ()))
    return Matched(again, sound, tuple(dropped))


def number_cell(title: str, old: str, new: str) -> Cell:
    """Return a corrected citizen number side by side, masked; told where the mask hides what differs."""
    was, now = mask_id(old), mask_id(new)
    return Cell("id_number", title, was, f"{now}（隐藏的几位已改）" if was == now else now)
