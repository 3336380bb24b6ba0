"""Attendance and learning hours (J8): one row a trainee and day, from a workbook or by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, update

from db.batches import ImportBatch
from db.classes import Attendance, TrainingClass
from db.filings import Trainee
from desktop import audit, batches
from desktop.batches import Taken
from desktop.classes.again import Again, drops, held_against, take_out
from desktop.classes.columns import ATTENDANCE
from desktop.classes.judging import judge, notes, sound
from desktop.classes.running import find, finished, held, sender_of, subject
from desktop.intake import Reading, Row
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_HOURS_A_DAY = Decimal(16)
"""More class hours than this in one day cannot have been taught; at 45 minutes each they fill twelve hours."""

STATES = {"present": "出勤", "late": "迟到", "leave": "请假", "absent": "缺勤"}
FIELDS = tuple(column.field for column in ATTENDANCE)
COMPARED = ("state", "online_hours", "offline_hours")
NOTHING = Decimal(0)


def check_attendance(desk: Desk, class_id: int, reading: Reading) -> Reading:
    """Return an attendance workbook held against its class: what does not fit is told at its cell, and kept out."""
    return judged(desk, find(desk, class_id), reading)[0]


def take_attendance(
    desk: Desk,
    class_id: int,
    reading: Reading,
    *,
    only_sound: bool = False,
    keep: bool = False,
    sender: str = "",
) -> Taken:
    """Take a checked attendance workbook (one row a trainee and day) into a class that is being held.

    Refused with every row that does not fit the class, unless the clerk takes the sound rows alone. A list that comes
    again takes out the days it no longer names (see `again`), unless they are to `keep`.
    """
    opened = held(desk, class_id)
    verdict, rows = judged(desk, opened, reading)
    sender = sender or sender_of(opened)
    there = held_against(desk, subject(opened), "attendance", sender, rows.values())
    taken = batches.taken_before(desk, "attendance", subject(opened), verdict, "人天")
    if taken is not None and not drops(there, verdict, keep=keep):
        return taken
    sound(reading, verdict, "考勤表", only_sound=only_sound)
    if there is not None and drops(there, verdict, keep=keep):
        _nobody_left_without(opened, there, {key for key, _ in rows})
    batch = batches.begin(desk, "attendance", subject(opened), verdict, sender)
    for each in rows.values():
        each["batch_id"] = batch.id
    counts = _upsert(desk, opened.filing_id, rows, batch)
    counts["removed"], told = take_out(desk, batch, there, verdict, keep=keep)
    taken = batches.finish(desk, batch, counts, verdict, notes=(*notes(verdict), *told), unit="人天")
    return finished(desk, opened, reading, taken, "导入考勤")


def _nobody_left_without(opened: TrainingClass, there: Again, named: set[int]) -> None:
    """Refuse to take out the last attendance of somebody once the class has ended."""
    gone = {each.id for each in there.gone()}
    stays = {each.values["trainee_id"] for each in there.known.values() if each.id not in gone}
    without = {each.values["trainee_id"] for each in there.known.values() if each.id in gone} - stays - named
    if opened.ended_on is not None and without:
        raise Refused(
            f"本班已结业，移出本次没有的考勤后，有{len(without)}人没有任何考勤记录，没有导入。",
            "请补全考勤表，或选择保留表中没有的记录。",
        )


def judged(
    desk: Desk, opened: TrainingClass, reading: Reading
) -> tuple[Reading, dict[tuple[int, date], dict[str, Any]]]:
    """Return an attendance workbook held against its class, and what its sound rows say by trainee and day."""
    judge_ = judge(desk, opened.filing_id, reading)
    rows: dict[tuple[int, date], dict[str, Any]] = {}
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(FIELDS, row.values, strict=True))
        trainee_id = judge_.whose(row, values["id_number"], values["name"])
        if trainee_id is None:
            continue
        key = (trainee_id, values["day"])
        field, fault = _fault(opened, values, desk.today)
        if not fault and key in rows:
            field, fault = "day", f"{values['day']}重复出现"
        if fault:
            judge_.fault(row, field, "attendance", fault, "请核对日期、出勤情况和课时。")
        else:
            rows[key] = _attendance(trainee_id, values, row)
    return judge_.verdict(), rows


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
    _, fault = _fault(opened, values, desk.today)
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


def _fault(opened: TrainingClass, values: dict[str, Any], today: date) -> tuple[str, str]:
    """The field in which one day of a trainee of the class is wrong, and what is wrong; two empty strings if nothing."""
    day: date = values["day"]
    if day < opened.opened_on:
        return "day", f"{day}早于开班日期{opened.opened_on}"
    if opened.ended_on and day > opened.ended_on:
        return "day", f"{day}晚于结业日期{opened.ended_on}"
    if day > today:
        return "day", f"{day}还没有到"
    return _hours_fault(values)


def _hours_fault(values: dict[str, Any]) -> tuple[str, str]:
    day, state = values["day"], values["state"]
    given = {name: values[name] for name in ("online_hours", "offline_hours") if values[name] is not None}
    field = next(iter(given), "state")
    if state is not None and state not in STATES:
        return "state", f"{day}的出勤情况“{state}”无法识别"
    if any(hours < 0 or hours != round(hours, 1) for hours in given.values()):
        return field, f"{day}的课时应不小于0，最多一位小数"
    if sum(given.values()) > MOST_HOURS_A_DAY:
        return field, f"{day}共{sum(given.values())}课时，一天不可能"
    if state in ("leave", "absent") and sum(given.values()):
        return field, f"{day}{STATES[state]}却有{sum(given.values())}课时"
    if state is None and not sum(given.values()):
        return "state", f"{day}既没有出勤情况，也没有课时"
    return "", ""


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


def _upsert(
    desk: Desk,
    filing_id: int,
    rows: dict[tuple[int, date], dict[str, Any]],
    batch: ImportBatch | None = None,
) -> dict[str, int]:
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
    if batch is not None:
        batches.remember(desk, batch, Attendance, [row["id"] for row in changed])
    if fresh:
        desk.session.execute(insert(Attendance), fresh)
    if changed:
        desk.session.execute(update(Attendance), changed)
    if batch is not None:
        batches.left(desk, batch, Attendance)
        again = known.keys() & rows.keys()
        batches.found_again(
            desk, batch, Attendance, {known[key].id for key in again} - {row["id"] for row in changed}
        )
    return {
        "new": len(fresh),
        "changed": len(changed),
        "unchanged": len(rows) - len(fresh) - len(changed),
    }
