"""A list of a class that comes again, side by side with what is in and with what was handed back; and handing one back."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from db.batches import ImportBatch
from db.classes import TrainingClass
from db.filings import EvidenceFile, Trainee
from db.registers import Person
from desktop import audit, batches, evidence, intake
from desktop.batches import Cell, ComparedRow, Comparison
from desktop.classes import attendance, certificates, learning
from desktop.classes.again import AGAIN, MOST_KNOWN, Again, Key, Standing, names_of, standing
from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.classes.learning_columns import LEARNING
from desktop.classes.running import find, held, sender_of, subject
from desktop.codes import codes
from desktop.identity import mask_id
from desktop.intake import Column, Reading
from desktop.problems import Refused, Unreadable
from desktop.workspace import Desk

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "attendance": ATTENDANCE,
    "certificates": CERTIFICATES,
    **LEARNING,
}
FIELDS = {"type": "certificate_type", "number": "certificate_number"}
"""What the columns of a list call a field of the record, where that differs."""
CODED = {"level": "levels", "type": "certificate_types"}
WORDS = {"action": {"in": "签到", "out": "签退"}, "state": attendance.STATES}
REPLACED = "本次的文件对同一人的这一段另有记录"
NOT_NAMED = "上次的文件有此行，本次没有"
MOST_ROWS = 20_000
"""So many added rows are shown one by one; changed and removed ones are shown whole."""


@dataclass(slots=True)
class _Side:
    """A list held against its class: what was said of it, and its records with the number of their row."""

    verdict: Reading
    records: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def compare_records(desk: Desk, class_id: int, kind: str, reading: Reading) -> Comparison | None:
    """Return what a checked list would change in its class, record by record; nothing is written.

    None for the first list of a kind, and for one too long to be held against others one by one.
    """
    opened = find(desk, class_id)
    place = subject(opened)
    about = batches.rounds_before(desk, kind, place, reading)
    there = standing(desk, place, kind, _sender(opened, kind))
    beyond = len(reading.rows) > MOST_KNOWN or (there is not None and there.beyond)
    if beyond or (there is None and not about.earlier):
        return None
    now = _side(desk, opened, kind, reading)
    before, lost = _handed_back(desk, opened, kind)
    rows, counts = _rows(desk, opened, kind, now, there, before)
    gone = [] if there is None or now.verdict.faulty else there.gone()
    rows = _with_told(desk, opened, kind, rows)
    people = _people(desk, opened)
    rows += [
        _line(kind, "removed", 0, each.values, people, _whole(kind, each.values), _why(there, each))
        for each in gone
    ]
    keys = {_key(kind, values) for _, values in now.records}
    dropped = [values for key, values in before.items() if key not in keys]
    rows += [_line(kind, "dropped", 0, each, people, (), "退回的文件有此行，本次没有") for each in dropped]
    # A row that repeats another word for word is no record of its own: it counts as unchanged.
    counts["unchanged"] += len(now.verdict.rows) - len(now.records)
    return Comparison(
        round=about.next,
        earlier=about.earlier,
        rows=tuple(rows),
        removed=len(gone),
        faulty=now.verdict.faulty,
        partial=False,
        came_on=about.came_on,
        dropped=len(dropped),
        notes=(lost,) if lost else (),
        **counts,
    )


def hand_back_records(desk: Desk, class_id: int, kind: str, reading: Reading, sender: str = "") -> int:
    """Note that a faulty list goes back to its sender: its file and problems are kept, nothing is taken in.

    `reading` is the list as it was held against its class. Returns the number of the round.
    """
    opened = held(desk, class_id)
    what = batches.KINDS[kind]
    if not reading.problems:
        raise Refused(f"{what}没有需要改正的问题，不用退回。", "可以直接导入。")
    batch = batches.hand_back(desk, kind, subject(opened), reading, sender or _sender(opened, kind))
    audit.record(
        desk,
        f"退回{what}",
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        文件=reading.file_name,
        轮次=batch.round,
        行数=reading.total,
        有误=reading.faulty,
    )
    return batch.round


def _sender(opened: TrainingClass, kind: str) -> str:
    return learning.platform_of(opened) if kind in LEARNING else sender_of(opened)


def _side(desk: Desk, opened: TrainingClass, kind: str, reading: Reading) -> _Side:
    """A reading held against its class; of what stands twice the first row counts."""
    if kind == "attendance":
        verdict, days = attendance.judged(desk, opened, reading)
        return _Side(verdict, [(_number(each), each) for each in days.values()])
    if kind == "certificates":
        verdict, earned = certificates.judged(desk, opened, reading)
        return _Side(verdict, [(_number(each), each) for each in earned.values()])
    verdict, records = learning.records_of(desk, opened, kind, reading)
    names = names_of(kind)
    told = (dict(zip(names, record, strict=True)) for record in records)
    return _Side(verdict, [(each["row"], each) for each in told])


def _number(values: Mapping[str, Any]) -> int:
    """The number of the row that a record says it came from."""
    return int(str(values["source"]).rpartition("!")[2])


def _handed_back(desk: Desk, opened: TrainingClass, kind: str) -> tuple[dict[Key, dict[str, Any]], str]:
    """The faultless records of the list that was handed back last, as its file is read again; else why it is not."""
    last: ImportBatch | None = batches.latest(desk, kind, subject(opened), batches.TAKEN, batches.RETURNED)
    if last is None or last.state != batches.RETURNED or desk.session.get(EvidenceFile, last.digest) is None:
        return {}, ""
    own = intake.with_own(COLUMNS[kind], desk.workspace.folder / intake.OWN_WORDS)
    around = (opened.opened_on, max(opened.opened_on, opened.ended_on or desk.today))
    try:
        with evidence.lent(desk.workspace, last.digest, last.file_name) as path:
            found = intake.read(
                path,
                own,
                day=last.taken_on,
                sheet=last.sheet,
                mapping=batches.remembered(desk, kind, last.sender),
                around=around if kind == "attendance" else None,
            )
    except Unreadable as fault:
        return {}, f"上一轮的文件不能再读，没有与它对照：{fault.sentence}"
    side = _side(desk, opened, kind, found)
    return {_key(kind, values): values for _, values in side.records}, ""


def _key(kind: str, values: Mapping[str, Any]) -> Key:
    return tuple(values[name] for name in AGAIN[kind].keys)


def _rows(
    desk: Desk,
    opened: TrainingClass,
    kind: str,
    now: _Side,
    there: Again | None,
    before: Mapping[Key, dict[str, Any]],
) -> tuple[list[ComparedRow], dict[str, int]]:
    """Each record beside the one that is in, or else beside the one that was handed back."""
    people = _people(desk, opened)
    rows: list[ComparedRow] = []
    added: list[ComparedRow] = []
    counts = {"added": 0, "changed": 0, "unchanged": 0, "seen": 0}
    for number, values in now.records:
        found = there.see(values) if there is not None else None
        if found is not None:
            cells = _differing(kind, found.values, values)
            counts["changed" if cells else "unchanged"] += 1
            if cells:
                rows.append(_line(kind, "changed", number, values, people, cells))
            continue
        counts["added"] += 1
        old = before.get(_key(kind, values))
        cells = _differing(kind, old, values) if old is not None else ()
        if old is not None and not cells:
            counts["seen"] += 1
        elif cells:
            rows.append(_line(kind, "mended", number, values, people, cells))
        elif len(added) < MOST_ROWS:
            added.append(_line(kind, "added", number, values, people, _whole(kind, values, new=True)))
    return rows + added, counts


def _with_told(desk: Desk, opened: TrainingClass, kind: str, rows: list[ComparedRow]) -> list[ComparedRow]:
    """The same rows, with what was said of somebody's row in the file before where only one of his rows can be meant."""
    last = batches.latest(desk, kind, subject(opened), batches.TAKEN, batches.RETURNED)
    told: dict[str, list[str]] = defaultdict(list)
    for each in last.problems if last is not None else ():
        told[each["name"]].append(f"{each['address']} {each['what']}")
    fresh = Counter(row.name for row in rows if row.kind == "added")
    people = Counter(name for name, _ in _people(desk, opened).values())
    return [
        replace(row, told=tuple(told[row.name]))
        if row.kind == "added" and fresh[row.name] == people[row.name] == 1 and row.name in told
        else row
        for row in rows
    ]


def _people(desk: Desk, opened: TrainingClass) -> dict[int, tuple[str, str]]:
    """Name and masked number of everybody in a class."""
    chosen = select(Trainee.id, Person.name, Person.id_number).join(Person)
    rows = desk.session.execute(chosen.where(Trainee.filing_id == opened.filing_id))
    return {key: (name, mask_id(number)) for key, name, number in rows}


def _line(
    kind: str,
    what: str,
    number: int,
    values: Mapping[str, Any],
    people: Mapping[int, tuple[str, str]],
    cells: tuple[Cell, ...],
    hint: str = "",
) -> ComparedRow:
    about = " ".join(
        _shown(name, values[name]) for name in AGAIN[kind].keys if name != "trainee_id" and values[name]
    )
    return ComparedRow(what, number, *people[values["trainee_id"]], cells, hint=hint, about=about)


def _why(there: Again | None, gone: Standing) -> str:
    return REPLACED if there is not None and there.says_anew(gone) else NOT_NAMED


def _differing(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(
        Cell(name, _title(kind, name), _shown(name, old[name]), _shown(name, new[name]))
        for name in AGAIN[kind].compared
        if old[name] != new[name]
    )


def _whole(kind: str, values: Mapping[str, Any], *, new: bool = False) -> tuple[Cell, ...]:
    """Everything that a record says, as what comes or as what goes."""
    shown = ((name, _shown(name, values[name])) for name in AGAIN[kind].compared)
    return tuple(
        Cell(name, _title(kind, name), "" if new else told, told if new else "")
        for name, told in shown
        if told
    )


def _title(kind: str, name: str) -> str:
    field_ = FIELDS.get(name, name)
    return next((each.title for each in COLUMNS[kind] if each.field == field_), name)


def _shown(name: str, value: object) -> str:
    """A value as a clerk reads it; those of platforms are as the store keeps them."""
    if value is None or value == "":
        return ""
    if name in WORDS:
        return WORDS[name].get(str(value), str(value))
    if name in CODED:
        titles = {each.code: each.title for each in codes(CODED[name])}
        return titles.get(str(value), str(value))
    if name == "seconds":
        return f"{int(str(value)) // 60}分钟"
    if name == "score":
        return f"{Decimal(str(value)) / 100:f}分"
    if name == "passed":
        return "通过" if value else "未通过"
    if name.endswith("at") and isinstance(value, str):
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
