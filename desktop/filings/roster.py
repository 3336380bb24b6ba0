"""Taking a roster (花名册) into a filing: all of it or nothing, the same file only once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from sqlalchemy import delete, func, select, update

from db.batches import ImportBatch
from db.bulk import insert_rows
from db.filings import Filing, FindingRecord, Trainee
from db.registers import Person
from desktop import audit, batches, collecting
from desktop.batches import Subject, Taken
from desktop.codes import title
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.findings import examine
from desktop.filings.judging import AT, check_roster, column
from desktop.intake import Reading
from desktop.intake.packed import pieces
from desktop.intake.reading import EARLIER
from desktop.pages import listed
from desktop.problems import Refused
from desktop.registers.persons import PersonEntry, enter
from desktop.workspace import Desk

PASSES = 8
"""So often a roster is gone through: persons, their register, trainees, their facts, the rules, what these find."""
COPIED = ("hired_on", "contract_from", "contract_until", "insured_from")
PLACES = ("household_place", "home_place", "work_place")


def file_roster(
    desk: Desk,
    filing_id: int,
    reading: Reading,
    *,
    only_sound: bool = False,
    partial: bool | None = None,
    keep: bool = False,
    sender: str = "",
) -> Taken:
    """Take a checked roster into a filing that is a draft or back for correction.

    A roster with faulty rows is refused as a whole, unless the clerk says that the sound rows may go in
    alone. Persons that an earlier roster of the filing named and this one does not are taken off, but not while
    a faulty row may be the one that names them, and not when the file is `partial`: only what was faulty before,
    mended (None: as `is_partial` sees it), nor when the clerk says that all are to `keep` their place. `sender` is who
    sent it, the applicant when none is given.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = find(desk, filing_id)
    if filing.state not in CHANGEABLE:
        raise Refused(
            f"本件{title('filing_states', filing.state)}，花名册不能再改。", "确需更正的，请走补正。"
        )
    subject = Subject("filing", filing_id, filing_id)
    handed, reading = reading, check_roster(desk, filing_id, reading)
    added = is_partial(desk, filing_id, reading) if partial is None else partial
    taken = batches.taken_before(desk, "roster", subject, reading)
    if taken is not None and (keep or added or reading.faulty or not _names_fewer(desk, filing_id, reading)):
        return taken
    _must_be_sound(handed, reading, only_sound=only_sound)
    batch = batches.begin(desk, "roster", subject, reading, sender or applicant(filing))
    with collecting.paused():
        counts, notes = _take_in(desk, filing, batch, reading, partial=added or keep)
        taken = batches.finish(desk, batch, counts, reading, notes=[*reading.notes, *notes])
        desk.reread()
        examine(desk, filing)
    if taken.before is not None:
        return taken
    audit.record(
        desk,
        "导入花名册",
        audit.HANDLING,
        "filing",
        filing.uid,
        filing.number,
        文件=reading.file_name,
        **{batches.COUNTED[name]: number for name, number in (*counts.items(), ("faulty", reading.faulty))},
    )
    return taken


def _must_be_sound(handed: Reading, reading: Reading, *, only_sound: bool) -> None:
    """Refuse a roster with faulty rows, as it was handed in or as it stands against the register, and an empty one."""
    if handed.faulty and not only_sound:
        raise Refused(
            f"花名册有 {reading.faulty} 行有误，没有导入。",
            "请按问题清单改正后重新导入，或选择“先导入正确的行”。",
        )
    if reading.faulty > handed.faulty and not only_sound:
        found = [each for each in reading.problems if each.code == "other_name"]
        told = "；".join(f"{each.where} {each.what.removesuffix('，不能导入。')}" for each in found[:20])
        more = f"；另有{len(found) - 20}人" if len(found) > 20 else ""
        raise Refused(f"以下身份证号登记的姓名与本次不同，没有导入：{told}{more}。", found[0].remedy)
    if not reading.rows:
        raise Refused("花名册中没有可以导入的人员。", "请检查是否选对了文件和工作表。")
    if len(set(column(reading, "id_number"))) < len(reading.rows):
        raise Refused("花名册中有重复的身份证号，没有导入。", "请删除重复的行后重新导入。")


def _names_fewer(desk: Desk, filing_id: int, reading: Reading) -> bool:
    """Whether people are on the roster whom this file, taken in before, does not name: they were kept then."""
    people = desk.session.scalar(select(func.count()).where(Trainee.filing_id == filing_id))
    return (people or 0) > len(reading.rows)


def applicant(filing: Filing) -> str:
    """Return whose filing it is: the enterprise, the institution or the person."""
    party = filing.employer or filing.institution or filing.person
    return party.name if party else ""


def is_partial(desk: Desk, filing_id: int, reading: Reading) -> bool:
    """Tell whether rows are to be added to those there: typed by hand, or the mended rows of the last file alone.

    A file looks like that when it has no more rows than were faulty last time, and none was taken in yet; those that
    faulty ones repeated may stand beside them.
    """
    if reading.path is None:
        return True
    last = batches.latest(desk, "roster", Subject("filing", filing_id, filing_id))
    if last is None:
        return False
    said = (EARLIER.search(each["what"]) for each in last.problems if each["code"] == "repeated")
    beside = len({match[1] for match in said if match})
    if not 0 < reading.total <= last.faulty + beside:
        return False
    numbers = listed(column(reading, "id_number"))
    there = select(func.count(Trainee.id)).join(Person).where(Trainee.filing_id == filing_id)
    return (desk.session.scalar(there.where(Person.id_number.in_(numbers))) or 0) <= beside


def _take_in(
    desk: Desk, filing: Filing, batch: ImportBatch, reading: Reading, *, partial: bool
) -> tuple[dict[str, int], list[str]]:
    """Enter persons and trainees of a roster, what they replace kept with the batch; returns counts and remarks."""
    desk.pace.expect(len(reading.rows), PASSES)
    people = list(desk.pace.through(_persons(reading), len(reading.rows)))
    entered = enter(
        desk, people, lambda known: batches.remember(desk, batch, Person, known), names_follow=True
    )
    batches.made(desk, batch, Person, entered.added.values())
    renewed = batches.left(desk, batch, Person)
    counts = _store(desk, filing, batch, reading, entered.known | entered.added, renewed, partial=partial)
    notes = []
    if entered.names_changed:
        notes.append(f"{entered.names_changed}人的姓名与上次所报不同，已按本次更正。")
    if entered.accounts_changed:
        notes.append(f"{entered.accounts_changed}人的银行账号与原登记不同，已按本次更新，拨付前请核对。")
    if partial:
        what = "表中没有的人员不移出" if reading.path else "手工录入的人员已加入花名册"
        notes.append(f"{what}，原有人员全部保留。")
    return counts, notes


def drop_trainee(desk: Desk, trainee_id: int, reason: str) -> None:
    """Take one person off the roster of a filing that is still being judged, with the reason."""
    desk.needs("handler", title("roles", "handler"))
    row = desk.session.get(Trainee, trainee_id)
    if row is None:
        raise Refused("花名册上没有这个人。", "请刷新后再看。")
    filing = find(desk, row.filing_id)
    if filing.state not in (*CHANGEABLE, "accepted"):
        raise Refused(
            f"本件{title('filing_states', filing.state)}，花名册不能再改。", "确需更正的，请走补正。"
        )
    if not reason.strip():
        raise Refused("没有填写移出的原因。", "请写明原因。")
    position = row.position
    _remove(desk, [trainee_id])
    examine(desk, filing)
    audit.record(
        desk,
        "移出花名册",
        audit.HANDLING,
        "filing",
        filing.uid,
        filing.number,
        序号=position,
        原因=reason.strip(),
    )


def _store(
    desk: Desk,
    filing: Filing,
    batch: ImportBatch,
    reading: Reading,
    ids: Mapping[str, int],
    renewed: frozenset[int],
    *,
    partial: bool,
) -> dict[str, int]:
    columns = (Trainee.person_id, Trainee.id, *(getattr(Trainee, name) for name in (*PLACED, *COMPARED)))
    rows = desk.session.execute(select(*columns).where(Trainee.filing_id == filing.id))
    before = {person_id: (key, tuple(stored)) for person_id, key, *stored in rows}
    stays = partial or reading.faulty > 0
    places = count(1 + max((stored[0] for _, stored in before.values()), default=0) if stays else 1)
    changed: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    unchanged: list[int] = []

    def fresh() -> Iterator[tuple[Any, ...]]:
        """Give what is stored of those who were not there before; note what became of the others."""
        people = map(ids.__getitem__, column(reading, "id_number"))
        told = zip(people, _trainees(reading), strict=True)
        for person_id, (source, *rest) in desk.pace.through(told, len(reading.rows)):
            key, stored = before.pop(person_id, (0, ()))
            values = (stored[0] if stays and key else next(places), source, *rest)
            if not key:
                yield filing.id, batch.id, person_id, *values
            elif person_id in renewed or values[len(PLACED) :] != stored[len(PLACED) :]:
                changed.append({"id": key, "batch_id": batch.id, **_named(values)})
            else:
                unchanged.append(key)
                if values != stored:
                    moved.append({"id": key, **_named(values[: len(PLACED)])})

    new = insert_rows(desk.session, Trainee, ADDED, fresh())
    gone = [] if stays else [key for key, _ in before.values()]
    _write(desk, batch, (changed, moved), gone)
    batches.found_again(desk, batch, Trainee, unchanged)
    return {"new": new, "changed": len(changed), "unchanged": len(unchanged), "removed": len(gone)}


def _write(
    desk: Desk, batch: ImportBatch, updates: tuple[list[dict[str, Any]], ...], gone: list[int]
) -> None:
    """Change trainees and take some off, with what they were kept for taking the batch back."""
    batches.remember(desk, batch, Trainee, [*(row["id"] for each in updates for row in each), *gone])
    for each in updates:
        if each:
            desk.session.execute(update(Trainee), each)
    _remove(desk, gone, batch)
    batches.left(desk, batch, Trainee)


PLACED = ("position", "source")
COMPARED = ("groups", "employer_name", *COPIED, *PLACES)
ADDED = ("filing_id", "batch_id", "person_id", *PLACED, *COMPARED)
"""What a new trainee is stored with, in the order in which `_trainees` gives it."""


def _named(values: Iterable[object]) -> dict[str, object]:
    return dict(zip((*PLACED, *COMPARED), values, strict=False))


def _trainees(reading: Reading) -> Iterator[tuple[Any, ...]]:
    """Give of each row what its trainee is stored with after the position: the source, then COMPARED."""
    for sheet, numbers, columns, _ in pieces(reading.rows):
        yield from zip(
            [f"{sheet}!{number}" for number in numbers],
            [_joined(groups) for groups in columns[AT["groups"]]],
            [name or "" for name in columns[AT["employer"]]],
            *(columns[AT[name]] for name in COPIED),
            *([place or "" for place in columns[AT[name]]] for name in PLACES),
            strict=True,
        )


def _joined(groups: object) -> str:
    return ",".join(groups) if isinstance(groups, tuple | list) else str(groups or "")


def _persons(reading: Reading) -> Iterator[PersonEntry]:
    for piece in pieces(reading.rows):
        told: Iterator[Any] = (
            [value or "" for value in piece.columns[AT[name]]] for name in PersonEntry._fields
        )
        yield from map(PersonEntry, *told)


def _remove(desk: Desk, trainee_ids: list[int], batch: ImportBatch | None = None) -> None:
    """Take trainees off with what was found about them; with a batch, what somebody accepted is remembered."""
    if not trainee_ids:
        return
    about = FindingRecord.trainee_id.in_(listed(trainee_ids))
    if batch is not None:
        accepted = select(FindingRecord.id).where(about, FindingRecord.accepted_by.is_not(None))
        batches.remember(desk, batch, FindingRecord, desk.session.scalars(accepted))
    desk.session.execute(delete(FindingRecord).where(about))
    desk.session.execute(delete(Trainee).where(Trainee.id.in_(listed(trainee_ids))))
