"""A roster that comes again: what it changes, side by side with what is known; and handing a faulty one back."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from db.filings import FindingRecord, Trainee
from db.registers import Person
from desktop import audit, batches
from desktop.batches import Before, Cell, ComparedRow, Comparison, FaultyRow, Matched, Subject
from desktop.codes import codes, title
from desktop.filings.columns import ROSTER
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.judging import AT, OF_FILING, check_roster, column
from desktop.filings.roster import COPIED, PLACES, applicant, is_partial
from desktop.identity import mask_id
from desktop.intake import Reading, Row
from desktop.problems import Refused
from desktop.workspace import Desk

OF_PERSON = ("name", "phone", "education", "household", "address", "bank", "account")
OF_TRAINEE = ("groups", *COPIED, *PLACES)
SHOWN = ("name", *OF_TRAINEE, "employer", *OF_PERSON[1:])
TITLES = {column.field: column.title for column in ROSTER}
NOT_KEPT = "职业和等级以备案为准，名册上的只供核对"
MOST_FOR_LEVELS = 20_000
"""In a longer roster nobody looks through levels one by one: its file before is not read again for them alone."""
COMES_NO_MORE = "上一轮的名单有此人，本次没有"


def compare(desk: Desk, filing_id: int, reading: Reading) -> Comparison:
    """Return what a checked roster would change in a filing, row by row; nothing is written.

    It is held against what is in, and against the file that came before: what was handed back, and what was left out.
    """
    subject = Subject("filing", filing_id, filing_id)
    reading = check_roster(desk, filing_id, reading)
    known = _known(desk, filing_id)
    decided = _decided(desk, filing_id)
    before = _before(desk, subject, reading)
    people = list(zip(column(reading, "id_number"), column(reading, "name"), strict=True))
    matched = batches.match(before, people, (each.name for each in reading.problems), _name)
    partial = is_partial(desk, filing_id, reading)
    rows: list[ComparedRow] = []
    counts = {"added": 0, "changed": 0, "unchanged": 0, "seen": 0}
    for row in desk.pace.through(reading.rows, len(reading.rows)):
        number = str(row.values[AT["id_number"]])
        earlier = known.pop(number, None)
        compared = _compared(row, earlier, matched, decided.get(number, ()))
        counts[_counted(compared, earlier)] += 1
        if compared is None and not earlier:
            counts["seen"] += 1
        elif compared is not None:
            rows.append(compared)
    gone = () if reading.faulty or partial else tuple(known.items())
    rows += _taken_off(gone, decided, [each for each in rows if each.kind in ("added", "mended")])
    dropped = [_dropped(each) for each in matched.dropped if each.number not in known]
    about = batches.rounds_before(desk, "roster", subject, reading)
    return Comparison(
        round=about.next,
        earlier=about.earlier,
        rows=(*rows, *dropped),
        removed=len(gone),
        faulty=reading.faulty,
        partial=partial,
        came_on=about.came_on,
        dropped=len(dropped),
        notes=(before.lost,) if before.lost else (),
        **counts,
    )


def _before(desk: Desk, subject: Subject, reading: Reading) -> Before:
    """The file before, where anything of it is to be known.

    That is when it was handed back, when rows of it were left out, and when a trade or level stands in this one, which
    the record does not keep.
    """
    last = batches.latest(desk, "roster", subject, batches.TAKEN, batches.RETURNED)
    if last is None:
        return Before()
    wanted = last.state == batches.RETURNED or last.faulty
    short = len(reading.rows) <= MOST_FOR_LEVELS
    if not wanted and not (short and any(value for field in OF_FILING for value in column(reading, field))):
        return Before()
    return batches.read_before(desk, last, ROSTER, AT["id_number"])


def _counted(compared: ComparedRow | None, earlier: Mapping[str, str] | None) -> str:
    if earlier is None:
        return "added"
    return "changed" if compared is not None and compared.kind == "changed" else "unchanged"


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
    row: Row, earlier: Mapping[str, str] | None, matched: Matched, decided: tuple[str, ...]
) -> ComparedRow | None:
    """One row beside what is known of the person in this filing, or else in the file before; None when nothing differs."""
    name, number = _name(row), str(row.values[AT["id_number"]])
    faulty, sound = matched.faulty.get(number), matched.sound.get(number)
    said = faulty.told if faulty else ()
    about = (row.number, name, mask_id(number))
    if earlier is not None:
        cells = (*_cells(earlier, row), *_not_kept(sound, row))
        kept = any(cell.field not in OF_FILING for cell in cells)
        hint = "" if kept or not cells else NOT_KEPT
        kind = "changed" if kept else "noted"
        return ComparedRow(kind, *about, cells, said, decided, hint) if cells else None
    if faulty is not None and faulty.cells:
        return ComparedRow("mended", *about, _mended(faulty, row), said, decided)
    if sound is None:
        return ComparedRow("added", *about, _cells({}, row), said, decided)
    if sound.values == row.values:
        return None
    told = {field: _shown(field, sound.values[AT[field]]) for field in SHOWN}
    cells = (*_number(str(sound.values[AT["id_number"]]), number), *_cells(told, row), *_not_kept(sound, row))
    return ComparedRow("mended", *about, cells, said, decided)


def _name(row: Row) -> str:
    return str(row.values[AT["name"]])


def _number(old: str, new: str) -> tuple[Cell, ...]:
    return (batches.number_cell(TITLES["id_number"], old, new),) if old != new else ()


def _mended(faulty: FaultyRow, row: Row) -> tuple[Cell, ...]:
    """The cells of a row that said something else when it was faulty."""
    number = str(row.values[AT["id_number"]])
    cells = list(_number(faulty.cells.get("id_number", number), number))
    for field in (*SHOWN, *OF_FILING):
        old = _shown(field, faulty.values[field]) if field in faulty.values else faulty.cells.get(field, "")
        new = _shown(field, row.values[AT[field]])
        if field in faulty.cells and old != new:
            cells.append(Cell(field, TITLES[field], old, new))
    return tuple(cells)


def _not_kept(sound: Row | None, row: Row) -> tuple[Cell, ...]:
    """What differs from the file before in fields that the record does not keep."""
    if sound is None:
        return ()
    both = ((field, sound.values[AT[field]], row.values[AT[field]]) for field in OF_FILING)
    return tuple(
        Cell(field, TITLES[field], _shown(field, old), _shown(field, new))
        for field, old, new in both
        if old != new
    )


def _dropped(each: FaultyRow) -> ComparedRow:
    """Somebody of the file before who is not in and comes no more."""
    return ComparedRow("dropped", 0, each.name, mask_id(each.number), (), each.told, (), COMES_NO_MORE)


def _cells(earlier: Mapping[str, str], row: Row) -> tuple[Cell, ...]:
    """The values that differ; an empty cell says nothing about what the register of persons knows."""
    values = {field: _shown(field, row.values[AT[field]]) for field in SHOWN}
    return tuple(
        Cell(field, TITLES[field], earlier.get(field, ""), new)
        for field, new in values.items()
        if new != earlier.get(field, "") and (new or field not in OF_PERSON) and (earlier or field != "name")
    )


def _shown(field: str, value: object) -> str:
    """A value as a clerk reads it."""
    if field == "groups":
        told = value if isinstance(value, tuple | list) else str(value or "").split(",")
        return "、".join(title("groups", code) for code in told if code)
    if field in OF_FILING:
        titles = {each.code: each.title for each in codes(OF_FILING[field][1])}
        return titles.get(str(value), str(value or ""))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _known(desk: Desk, filing_id: int) -> dict[str, dict[str, str]]:
    """What is known of everybody on the filing's roster, by citizen number."""
    columns = [getattr(Trainee, field) for field in OF_TRAINEE] + [Trainee.employer_name.label("employer")]
    columns += [getattr(Person, field) for field in ("id_number", *OF_PERSON)]
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
