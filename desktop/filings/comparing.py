"""A roster that comes again: what it changes, side by side with what is known; and handing a faulty one back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.batches import ImportBatch
from db.filings import FindingRecord, Trainee
from db.registers import Person
from desktop import audit, batches, evidence, intake
from desktop.batches import BatchLine, Subject
from desktop.codes import title
from desktop.filings.columns import ROSTER
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.judging import AT
from desktop.filings.roster import COPIED, PLACES, applicant, is_partial
from desktop.identity import mask_id
from desktop.intake import Reading, Row
from desktop.problems import Refused
from desktop.workspace import Desk

OF_PERSON = ("phone", "education", "household", "address", "bank", "account")
OF_TRAINEE = ("groups", *COPIED, *PLACES)
TITLES = {column.field: column.title for column in ROSTER}


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

    `told` is what was said of the row when an earlier file was handed back or taken in without it, `decided` what
    a reviewer accepted about the person, `hint` what may have happened. `row` is 0 for somebody taken off.
    """

    kind: str
    row: int
    name: str
    id_number: str
    cells: tuple[Cell, ...] = ()
    told: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a workbook would change; added, changed, unchanged and faulty rows add up to its rows.

    `seen` counts added rows that stood in the file handed back just before, faultless and the same: they are not
    among `rows`. `round` is the number this file would get, `partial` tells that it holds mended rows alone, `came_on`
    the day on which this very file was taken in before.
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


def compare(desk: Desk, filing_id: int, reading: Reading) -> Comparison:
    """Return what a checked roster would change in a filing, row by row; nothing is written."""
    subject = Subject("filing", filing_id, filing_id)
    known = _known(desk, filing_id)
    decided = _decided(desk, filing_id)
    last = batches.latest(desk, "roster", subject, batches.TAKEN, batches.RETURNED)
    told = _told(last)
    seen_before = _handed_back(desk, last)
    partial = is_partial(desk, filing_id, reading)
    rows: list[ComparedRow] = []
    counts = {"added": 0, "changed": 0, "unchanged": 0, "seen": 0}
    for row in desk.pace.through(reading.rows, len(reading.rows)):
        number = str(row.values[AT["id_number"]])
        earlier = known.pop(number, None)
        compared = _compared(row, earlier, told, decided.get(number, ()))
        counts["unchanged" if compared is None else compared.kind] += 1
        if compared is not None and seen_before.get(number) == row.values and not earlier:
            counts["seen"] += 1
        elif compared is not None:
            rows.append(compared)
    gone = () if reading.faulty or partial else tuple(known.items())
    rows += _taken_off(gone, decided, [each for each in rows if each.kind == "added"])
    earlier_rounds = batches.rounds(desk, "roster", subject)
    return Comparison(
        round=1 + sum(1 for each in earlier_rounds if each.state != batches.UNDONE),
        earlier=earlier_rounds,
        rows=tuple(rows),
        removed=len(gone),
        faulty=reading.faulty,
        partial=partial,
        came_on=batches.came_on(desk, "roster", subject, reading.digest),
        **counts,
    )


def hand_back(desk: Desk, filing_id: int, reading: Reading, sender: str = "") -> int:
    """Note that a faulty roster goes back to its sender: the file is kept, its problems too; nothing is taken in.

    Returns the number of the round.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = find(desk, filing_id)
    if filing.state not in CHANGEABLE:
        raise Refused(
            f"本件{title('filing_states', filing.state)}，花名册不能再改。", "确需更正的，请走补正。"
        )
    if not reading.problems:
        raise Refused("花名册没有需要改正的问题，不用退回。", "可以直接导入。")
    subject = Subject("filing", filing_id, filing_id)
    batch = batches.hand_back(desk, "roster", subject, reading, sender or applicant(filing))
    audit.record(
        desk,
        "退回花名册",
        audit.HANDLING,
        "filing",
        filing.uid,
        filing.number,
        文件=reading.file_name,
        轮次=batch.round,
        行数=reading.total,
        有误=reading.faulty,
    )
    return batch.round


def _compared(
    row: Row, earlier: Mapping[str, str] | None, told: Mapping[object, list[str]], decided: tuple[str, ...]
) -> ComparedRow | None:
    """One row beside what is known of the person in this filing; None when nothing differs."""
    name, number = str(row.values[AT["name"]]), str(row.values[AT["id_number"]])
    said = tuple(dict.fromkeys(told.get(row.number, []) + told.get(name, [])))
    if earlier is None:
        new = _cells({}, row)
        return ComparedRow("added", row.number, name, mask_id(number), new, said, decided)
    cells = _cells(earlier, row)
    return ComparedRow("changed", row.number, name, mask_id(number), cells, said, decided) if cells else None


def _cells(earlier: Mapping[str, str], row: Row) -> tuple[Cell, ...]:
    """The values that differ; an empty cell says nothing about what the register of persons knows."""
    values = {field: _shown(field, row.values[AT[field]]) for field in (*OF_TRAINEE, "employer", *OF_PERSON)}
    return tuple(
        Cell(field, TITLES[field], earlier.get(field, ""), new)
        for field, new in values.items()
        if new != earlier.get(field, "") and (new or field not in OF_PERSON)
    )


def _shown(field: str, value: object) -> str:
    """A value as a clerk reads it."""
    if field == "groups":
        codes = value if isinstance(value, tuple | list) else str(value or "").split(",")
        return "、".join(title("groups", code) for code in codes if code)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _known(desk: Desk, filing_id: int) -> dict[str, dict[str, str]]:
    """What is known of everybody on the filing's roster, by citizen number."""
    columns = [getattr(Trainee, field) for field in OF_TRAINEE] + [Trainee.employer_name.label("employer")]
    columns += [getattr(Person, field) for field in ("id_number", "name", *OF_PERSON)]
    rows = desk.session.execute(
        select(*columns).join(Person).where(Trainee.filing_id == filing_id).order_by(Trainee.position)
    )
    return {
        row["id_number"]: {field: _shown(field, value) for field, value in row.items()}
        for row in rows.mappings()
    }


def _decided(desk: Desk, filing_id: int) -> dict[str, tuple[str, ...]]:
    """What was accepted with a reason about each person, by citizen number."""
    rows = desk.session.execute(
        select(Person.id_number, FindingRecord.title, FindingRecord.accepted_reason)
        .join(Trainee, Trainee.person_id == Person.id)
        .join(FindingRecord, FindingRecord.trainee_id == Trainee.id)
        .where(Trainee.filing_id == filing_id, FindingRecord.accepted_by.is_not(None))
    )
    found: dict[str, tuple[str, ...]] = {}
    for number, what, reason in rows:
        found[number] = (*found.get(number, ()), f"{what}：{reason}")
    return found


def _told(last: ImportBatch | None) -> dict[object, list[str]]:
    """What was said of the rows of the file before, by row number and by name."""
    found: dict[object, list[str]] = {}
    for each in last.problems if last is not None else []:
        digits = each["address"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for key in (int(digits) if digits.isdigit() else 0, each["name"]):
            if key:
                found.setdefault(key, []).append(f"{each['address']} {each['what']}")
    return found


def _handed_back(desk: Desk, last: ImportBatch | None) -> dict[str, tuple[object, ...]]:
    """The faultless rows of the file that was handed back last, read again from where it is kept, by number."""
    if last is None or last.state != batches.RETURNED:
        return {}
    mapping = {int(each["column"]): str(each["field"]) for each in last.mapping}
    with evidence.lent(desk.workspace, last.digest, last.file_name) as path:
        columns = intake.with_own(ROSTER, desk.workspace.folder / intake.OWN_WORDS)
        before = intake.read(path, columns, day=last.taken_on, sheet=last.sheet, mapping=mapping)
    return {str(row.values[AT["id_number"]]): row.values for row in before.rows}


def _taken_off(
    gone: Iterable[tuple[str, Mapping[str, str]]],
    decided: Mapping[str, tuple[str, ...]],
    added: list[ComparedRow],
) -> list[ComparedRow]:
    """Those whom the workbook no longer names; one who comes under another number is pointed at."""
    names = {row.name: row for row in added}
    found = []
    for number, known in gone:
        again = names.get(known["name"])
        hint = f"第{again.row}行有同名人员，可能是改正了身份证号。" if again else ""
        found.append(
            ComparedRow("removed", 0, known["name"], mask_id(number), (), (), decided.get(number, ()), hint)
        )
    return found
