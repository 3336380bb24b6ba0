"""Long lists whose day is told in parts: 日期 | 上午 | 下午, or 上午签到 | 上午签退 | 下午签到: read as one state a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from desktop.intake.cells import checker
from desktop.intake.checking import (
    Checked,
    Checker,
    Fault,
    Parsed,
    Setting,
    clean,
    is_blank,
    missing,
    remembering,
)
from desktop.intake.crosstab import CELLS, has_days_across
from desktop.intake.day_cells import ABSENT, ATTENDED, HALF, LATE, PRESENT, state_in
from desktop.intake.day_headings import is_part
from desktop.intake.halves import AFTERNOON, MORNING, half_blank, half_of
from desktop.intake.headings import SYNONYM, Header, Sense
from desktop.intake.legend import Legend, doubtful, sign_of, signs_of
from desktop.intake.reading import Column, address
from desktop.intake.words import plain
from desktop.problems import Problem

_BETWEEN = "\x1f"


def with_parts(header: Header, columns: Sequence[Column], sample: Sequence[Sequence[object]]) -> Header:
    """Give the headings of a long list with the parts of its day taken for the state, where nothing else tells that."""
    fields = {sense.field for sense in header.senses if sense is not None}
    titles = {column.field: column.title for column in columns}
    hours = any(sense is not None and sense.title == "课时" for sense in header.senses)
    if "state" not in titles or "day" not in fields or fields & set(CELLS) or hours:
        return header
    filled = {at for row in sample for at, cell in enumerate(row) if not is_blank(clean(cell))}
    found = {at for at, text in enumerate(header.texts) if is_part(text)}
    found = found & filled or found
    sense = Sense("state", titles["state"], SYNONYM)
    senses = (sense if at in found else each for at, each in enumerate(header.senses))
    return replace(header, senses=tuple(senses))


def joined(found: Sequence[Sequence[object]]) -> list[object]:
    """Give the cells of several columns as one each, so that a blank among them can still be told."""
    return [_BETWEEN.join(map(str, cells)) if any(cells) else "" for cells in zip(*found, strict=True)]


def parts_checker(setting: Setting, headings: Sequence[str]) -> Checker:
    """Check the parts of a day: the state of the whole day; one of two halves that differ, or of which one is blank, is told."""
    one = checker(setting)

    def state_of(text: str) -> tuple[str | None, Fault | None]:
        found, faults = one([text])
        if isinstance(found[0], str) and not faults:
            return found[0], None
        state = state_in(plain(text), "")
        return state, None if state else faults[0][1] if faults else None

    def parse(cell: object) -> Parsed:
        parts = dict(zip(headings, str(cell).split(_BETWEEN), strict=False))
        said = {heading: text for heading, text in parts.items() if not is_blank(clean(text))}
        if not said:
            return missing(setting)
        states: dict[str, str] = {}
        for heading, text in said.items():
            state, fault = state_of(text)
            if state is None:
                return None, fault
            states[heading] = state
        return _whole(states, _halves(headings), _halves(said))

    return remembering(parse)


def _halves(headings: Collection[str]) -> set[str]:
    return {half_of(plain(heading)) for heading in headings}


def _whole(states: Mapping[str, str], held: set[str], said: set[str]) -> Parsed:
    """Give the state of a whole day from those of its parts."""
    kinds = set(states.values())
    if not kinds & ATTENDED:
        return (kinds.pop() if len(kinds) == 1 else ABSENT), None
    if kinds - ATTENDED:
        return LATE, HALF
    for half, other in ((MORNING, AFTERNOON), (AFTERNOON, MORNING)):
        if other in held - said and half in said:
            return LATE, half_blank(half, other)
    return (LATE if LATE in kinds else PRESENT), None


def explained(head: Sequence[Sequence[object]], aside: Collection[int]) -> tuple[Legend, frozenset[str]]:
    """Give what the beginning of a long list says of its signs, and the doubtful ones among them; `aside` are those of the state."""
    legend = Legend()
    for row in head:
        legend.read(row, 0, aside)
    signs = signs_of([row[at] for row in head for at in aside if at < len(row)])
    return legend, legend.unexplained(signs)


def asking(check: Checker, doubted: frozenset[str]) -> Checker:
    """Check a column of states, and ask for every sign that nothing explains."""

    def ask(cells: Sequence[object]) -> Checked:
        found, faults = check(cells)
        asked = {
            at: doubtful(sign)
            for at, cell in enumerate(cells)
            for part in str(cell).split(_BETWEEN)
            if (sign := sign_of(part)) in doubted
        }
        kept = [None if at in asked else value for at, value in enumerate(found)]
        return kept, [*((at, fault) for at, fault in faults if at not in asked), *asked.items()]

    return ask if doubted else check


def alone_telling(columns: Sequence[Column], mapped: Collection[str]) -> frozenset[str]:
    """Give the field that alone tells of a day on a list of attendance, where no other does: every row must fill it."""
    told = frozenset(CELLS) & set(mapped)
    return told if len(told) == 1 and has_days_across(columns) else frozenset()


def nothing_told(sheet: str, header: Header) -> Problem:
    """Give the problem of a long list that names days, yet neither a state nor class hours."""
    return Problem(
        "column_missing",
        "表头中没有“出勤情况”列，也没有课时列，看不出谁到课，整张表没有可登记的内容。",
        "请补上“出勤情况”列（出勤、迟到、请假、缺勤）或课时列；若已有这一列，请把标题改为“出勤情况”。",
        sheet,
        address(0, header.row),
        "state",
    )
