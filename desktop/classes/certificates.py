"""Certificates earned in a class (J8, J13): type, number, level, day and issuer, from a workbook."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from db.base import new_uid
from db.classes import Certificate, TrainingClass
from desktop import batches
from desktop.batches import Taken
from desktop.classes.columns import CERTIFICATES
from desktop.classes.running import finished, held, refuse_all, sound, subject, trainee_ids
from desktop.intake import Reading, Row
from desktop.pages import listed
from desktop.workspace import Desk

FIELDS = tuple(column.field for column in CERTIFICATES)
COMPARED = ("type", "number", "level", "issued_on", "issuer")


def take_certificates(desk: Desk, class_id: int, reading: Reading, *, only_sound: bool = False) -> Taken:
    """Take a checked certificate workbook into a class; a number that another trainee holds is refused.

    Refused with every row that does not fit the class; then nothing of the workbook is kept.
    """
    opened = held(desk, class_id)
    taken = batches.taken_before(desk, "certificates", subject(opened), reading, "本")
    if taken is not None:
        return taken
    sound(reading, "证书表", only_sound=only_sound)
    rows = _rows(desk, opened, reading)
    batch = batches.begin(desk, "certificates", subject(opened), reading)
    counts = _upsert(desk, {key: {**row, "batch_id": batch.id} for key, row in rows.items()})
    taken = batches.finish(desk, batch, counts, reading, notes=reading.notes, unit="本")
    return finished(desk, opened, reading, taken, "导入证书")


def _rows(desk: Desk, opened: TrainingClass, reading: Reading) -> dict[int, dict[str, Any]]:
    """The certificates of a workbook by trainee; refused with all that do not fit."""
    known = trainee_ids(desk, opened.filing_id)
    at = FIELDS.index("certificate_number")
    numbers = [str(row.values[at]) for row in reading.rows]
    named = {
        trainee for row in reading.rows if (trainee := known.get(str(row.values[FIELDS.index("id_number")])))
    }
    chosen = select(Certificate.number, Certificate.trainee_id).where(Certificate.number.in_(listed(numbers)))
    # Who is in the workbook gets a number anew: two that were mixed up can be put right together.
    holders = {
        number: holder for number, holder in desk.session.execute(chosen) if holder not in named
    }
    faults: list[str] = []
    rows: dict[int, dict[str, Any]] = {}
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(FIELDS, row.values, strict=True))
        trainee_id = known.get(values["id_number"])
        fault = _fault(values, trainee_id, holders, rows, desk.today)
        if fault:
            faults.append(f"{row.sheet}第{row.number}行（{values['name']}）：{fault}")
        elif trainee_id is not None:
            holders[values["certificate_number"]] = trainee_id
            rows[trainee_id] = _certificate(opened.filing.level, trainee_id, values, row)
    refuse_all(faults, "证书表")
    return rows


def _fault(
    values: dict[str, Any],
    trainee_id: int | None,
    holders: dict[str, int],
    rows: dict[int, dict[str, Any]],
    today: date,
) -> str:
    if trainee_id is None:
        return "不在本班花名册上"
    if trainee_id in rows:
        return "本班同一人有两本证书"
    if values["certificate_number"] in holders:
        return f"证书编号{values['certificate_number']}已由他人使用"
    if values["issued_on"] > today:
        return f"发证日期{values['issued_on']}还没有到"
    return ""


def _certificate(level: str, trainee_id: int, values: dict[str, Any], row: Row) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "trainee_id": trainee_id,
        "type": values["certificate_type"],
        "number": values["certificate_number"],
        "level": values["level"] or level,
        "issued_on": values["issued_on"],
        "issuer": values["issuer"] or "",
        "source": f"{row.sheet}!{row.number}",
    }


def _upsert(desk: Desk, rows: dict[int, dict[str, Any]]) -> dict[str, int]:
    """Enter new certificates and replace changed ones, which stay the same record for other machines."""
    columns = (Certificate.trainee_id, Certificate.uid, *(getattr(Certificate, name) for name in COMPARED))
    chosen = select(*columns).where(Certificate.trainee_id.in_(listed(rows)))
    known = {each.trainee_id: each for each in desk.session.execute(chosen)}
    changed = [
        key for key, each in known.items() if any(getattr(each, name) != rows[key][name] for name in COMPARED)
    ]
    for key in changed:
        rows[key]["uid"] = known[key].uid
    desk.session.execute(delete(Certificate).where(Certificate.trainee_id.in_(listed(changed))))
    wanted = [row for key, row in rows.items() if key not in known or key in set(changed)]
    if wanted:
        desk.session.execute(insert(Certificate), wanted)
    return {
        "new": len(rows) - len(known),
        "changed": len(changed),
        "unchanged": len(known) - len(changed),
    }
