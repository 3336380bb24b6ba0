"""Taking a roster (花名册) into a filing: all of it or nothing, the same file only once."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.base import new_uid
from db.batches import ImportBatch
from db.filings import Filing, FindingRecord, Trainee
from desktop import audit, batches
from desktop.batches import Subject, Taken
from desktop.codes import title
from desktop.filings.columns import ROSTER
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.findings import examine
from desktop.intake import Reading, Row
from desktop.pages import listed
from desktop.problems import Refused
from desktop.registers.persons import PersonEntry, enter
from desktop.workspace import Desk

AT = {column.field: at for at, column in enumerate(ROSTER)}
COPIED = ("hired_on", "contract_from", "contract_until")


def file_roster(desk: Desk, filing_id: int, reading: Reading, *, only_sound: bool = False) -> Taken:
    """Take a checked roster into a filing that is a draft or back for correction.

    A roster with faulty rows is refused as a whole, unless the clerk says that the sound rows may go in
    alone. Persons that an earlier roster of the filing named and this one does not are taken off, but not while
    a faulty row may be the one that names them.
    """
    desk.needs("handler", title("roles", "handler"))
    filing = find(desk, filing_id)
    if filing.state not in CHANGEABLE:
        raise Refused(
            f"本件{title('filing_states', filing.state)}，花名册不能再改。", "确需更正的，请走补正。"
        )
    subject = Subject("filing", filing_id, filing_id)
    taken = batches.taken_before(desk, "roster", subject, reading)
    if taken is not None:
        return taken
    if reading.faulty and not only_sound:
        raise Refused(
            f"花名册有 {reading.faulty} 行有误，没有导入。",
            "请按问题清单改正后重新导入，或选择“先导入正确的行”。",
        )
    if not reading.rows:
        raise Refused("花名册中没有可以导入的人员。", "请检查是否选对了文件和工作表。")
    if len({row.values[AT["id_number"]] for row in reading.rows}) < len(reading.rows):
        raise Refused("花名册中有重复的身份证号，没有导入。", "请删除重复的行后重新导入。")
    entered = enter(desk, list(_persons(reading.rows)))
    batch = batches.begin(desk, "roster", subject, reading)
    counts = _store(desk, filing, batch, reading, entered.ids)
    notes = list(reading.notes)
    if entered.accounts_changed:
        notes.append(f"{entered.accounts_changed}人的银行账号与原登记不同，已按本次更新，拨付前请核对。")
    taken = batches.finish(desk, batch, counts, reading, notes=notes)
    desk.reread()
    examine(desk, filing)
    audit.record(
        desk,
        "导入花名册",
        audit.HANDLING,
        "filing",
        filing.uid,
        filing.number,
        文件=reading.file_name,
        **counts,
        faulty=reading.faulty,
    )
    return taken


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
    desk: Desk, filing: Filing, batch: ImportBatch, reading: Reading, ids: dict[str, int]
) -> dict[str, int]:
    columns = (Trainee.id, Trainee.person_id, *(getattr(Trainee, name) for name in (*COMPARED, *PLACED)))
    rows = desk.session.execute(select(*columns).where(Trainee.filing_id == filing.id))
    before = {row.person_id: row for row in rows}
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    unchanged = 0
    for position, row in enumerate(reading.rows, 1):
        person_id = ids[str(row.values[AT["id_number"]])]
        values = _trainee(row, position)
        earlier = before.pop(person_id, None)
        if earlier is None:
            fresh.append(
                {
                    **values,
                    "uid": new_uid(),
                    "filing_id": filing.id,
                    "person_id": person_id,
                    "batch_id": batch.id,
                }
            )
        elif any(getattr(earlier, name) != values[name] for name in COMPARED):
            changed.append({**values, "id": earlier.id, "batch_id": batch.id})
        else:
            unchanged += 1
            if any(getattr(earlier, name) != values[name] for name in PLACED):
                moved.append({"id": earlier.id, **{name: values[name] for name in PLACED}})
    if fresh:
        desk.session.execute(insert(Trainee), fresh)
    for updates in (changed, moved):
        if updates:
            desk.session.execute(update(Trainee), updates)
    gone = [] if reading.faulty else [row.id for row in before.values()]
    _remove(desk, gone)
    return {"new": len(fresh), "changed": len(changed), "unchanged": unchanged, "removed": len(gone)}


COMPARED = ("groups", "employer_name", *COPIED)
PLACED = ("position", "source")


def _trainee(row: Row, position: int) -> dict[str, Any]:
    values = row.values
    groups = values[AT["groups"]]
    return {
        "position": position,
        "source": f"{row.sheet}!{row.number}",
        "groups": ",".join(groups) if isinstance(groups, tuple | list) else (groups or ""),
        "employer_name": values[AT["employer"]] or "",
        **{name: values[AT[name]] for name in COPIED},
    }


def _persons(rows: Iterable[Row]) -> Iterator[PersonEntry]:
    at = [
        AT[name]
        for name in ("id_number", "name", "phone", "education", "household", "address", "bank", "account")
    ]
    for row in rows:
        yield PersonEntry(*(row.values[place] or "" for place in at))  # type: ignore[arg-type]


def _remove(desk: Desk, trainee_ids: list[int]) -> None:
    if trainee_ids:
        desk.session.execute(delete(FindingRecord).where(FindingRecord.trainee_id.in_(listed(trainee_ids))))
        desk.session.execute(delete(Trainee).where(Trainee.id.in_(listed(trainee_ids))))
