"""Attendance and learning hours (J8): one row a trainee and day, from a workbook or by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, update

from db.classes import Attendance, TrainingClass
from db.filings import Trainee
from desktop import audit, batches
from desktop.batches import Taken
from desktop.classes.columns import ATTENDANCE
from desktop.classes.running import finished, held, refuse_all, sound, subject, trainee_ids
from desktop.intake import Reading, Row
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_HOURS_A_DAY = Decimal(16)
"""More class hours than this in one day cannot have been taught; at 45 minutes each they fill twelve hours."""

STATES = {"present": "出勤", "late": "迟到", "leave": "请假", "absent": "缺勤"}
FIELDS = tuple(column.field for column in ATTENDANCE)
COMPARED = ("state", "online_hours", "offline_hours")
NOTHING = Decimal(0)


def take_attendance(desk: Desk, class_id: int, reading: Reading, *, only_sound: bool = False) -> Taken:
    """Take a checked attendance workbook (one row a trainee and day) into a class that is being held.

    Refused with every row that does not fit the class; then nothing of the workbook is kept.
    """
    opened = held(desk, class_id)
    taken = batches.taken_before(desk, "attendance", subject(opened), reading, "人天")
    if taken is not None:
        return taken
    sound(reading, "考勤表", only_sound=only_sound)
    known = trainee_ids(desk, opened.filing_id)
    faults: list[str] = []
    rows: dict[tuple[int, date], dict[str, Any]] = {}
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(FIELDS, row.values, strict=True))
        trainee_id = known.get(values["id_number"])
        fault = _fault(opened, values, desk.today) if trainee_id is not None else "不在本班花名册上"
        if trainee_id is not None and not fault:
            key = (trainee_id, values["day"])
            fault = f"{values['day']}重复出现" if key in rows else ""
            rows[key] = _attendance(trainee_id, values, row)
        if fault:
            faults.append(f"{row.sheet}第{row.number}行（{values['name']}）：{fault}")
    refuse_all(faults, "考勤表")
    batch = batches.begin(desk, "attendance", subject(opened), reading)
    for each in rows.values():
        each["batch_id"] = batch.id
    counts = _upsert(desk, opened.filing_id, rows)
    taken = batches.finish(desk, batch, counts, reading, notes=reading.notes, unit="人天")
    return finished(desk, opened, reading, taken, "导入考勤")


def mark(
    desk: Desk,
    trainee_id: int,
    day: date,
    state: str,
    online_hours: Decimal = NOTHING,
    offline_hours: Decimal = NOTHING,
) -> None:
    """Enter or correct one trainee's day by hand; `state` is present, late, leave or absent."""
    trainee = desk.session.get(Trainee, trainee_id)
    if trainee is None:
        raise Refused("班级里没有这个人。", "请刷新后再试。")
    opened = desk.session.scalar(select(TrainingClass).where(TrainingClass.filing_id == trainee.filing_id))
    if opened is None:
        raise Refused("本件还没有开班，不能登记考勤。", "请先办理开班。")
    held(desk, opened.id)
    values = {"day": day, "state": state, "online_hours": online_hours, "offline_hours": offline_hours}
    fault = _fault(opened, values, desk.today)
    if fault:
        raise Refused(f"考勤没有登记：{fault}。", "请核对日期、出勤情况和课时。")
    position = trainee.position
    _upsert(desk, trainee.filing_id, {(trainee_id, day): _attendance(trainee_id, values, None)})
    desk.reread()
    audit.record(
        desk,
        "登记考勤",
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        序号=position,
        日期=str(day),
    )


def title_of_state(state: str) -> str:
    """Return an attendance state in words."""
    return STATES[state]


def _fault(opened: TrainingClass, values: dict[str, Any], today: date) -> str:
    """What is wrong with one day of a trainee of the class, or an empty string."""
    day: date = values["day"]
    if day < opened.opened_on:
        return f"{day}早于开班日期{opened.opened_on}"
    if opened.ended_on and day > opened.ended_on:
        return f"{day}晚于结业日期{opened.ended_on}"
    if day > today:
        return f"{day}还没有到"
    return _hours_fault(values)


def _hours_fault(values: dict[str, Any]) -> str:
    day, state = values["day"], values["state"]
    given = [values[name] for name in ("online_hours", "offline_hours") if values[name] is not None]
    if state is not None and state not in STATES:
        return f"{day}的出勤情况“{state}”无法识别"
    if any(hours < 0 or hours != round(hours, 1) for hours in given):
        return f"{day}的课时应不小于0，最多一位小数"
    if sum(given) > MOST_HOURS_A_DAY:
        return f"{day}共{sum(given)}课时，一天不可能"
    if state in ("leave", "absent") and sum(given):
        return f"{day}{STATES[state]}却有{sum(given)}课时"
    if state is None and not sum(given):
        return f"{day}既没有出勤情况，也没有课时"
    return ""


def _attendance(trainee_id: int, values: dict[str, Any], row: Row | None) -> dict[str, Any]:
    return {
        "trainee_id": trainee_id,
        "day": values["day"],
        "state": values["state"] or "present",
        "online_hours": values["online_hours"] or NOTHING,
        "offline_hours": values["offline_hours"] or NOTHING,
        "batch_id": None,
        "source": f"{row.sheet}!{row.number}" if row else "手工登记",
    }


def _upsert(desk: Desk, filing_id: int, rows: dict[tuple[int, date], dict[str, Any]]) -> dict[str, int]:
    columns = (Attendance.id, Attendance.trainee_id, Attendance.day)
    chosen = select(*columns, *(getattr(Attendance, name) for name in COMPARED))
    known = {
        (each.trainee_id, each.day): each
        for each in desk.session.execute(chosen.join(Trainee).where(Trainee.filing_id == filing_id))
    }
    fresh = [row for key, row in rows.items() if key not in known]
    changed = [
        {**row, "id": known[key].id}
        for key, row in rows.items()
        if key in known and any(getattr(known[key], name) != row[name] for name in COMPARED)
    ]
    if fresh:
        desk.session.execute(insert(Attendance), fresh)
    if changed:
        desk.session.execute(update(Attendance), changed)
    return {
        "new": len(fresh),
        "changed": len(changed),
        "unchanged": len(rows) - len(fresh) - len(changed),
    }
