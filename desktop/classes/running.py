"""Holding a class: opening it, attendance day by day, certificates, and ending it (J8, J9, J13)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.base import new_uid
from db.classes import Attendance, Certificate, TrainingClass
from db.filings import Filing, ImportBatch, Trainee
from db.registers import Person
from desktop import audit
from desktop.classes.columns import ATTENDANCE, CERTIFICATES
from desktop.codes import title
from desktop.filings.entry import find as find_filing
from desktop.filings.moves import MOVES
from desktop.filings.roster import Taken, new_batch, taken_before
from desktop.intake import Reading, Row
from desktop.moves import named, take
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_HOURS_A_DAY = Decimal(16)
"""More class hours than this in one day cannot have been taught; at 45 minutes each they fill twelve hours."""

STATES = ("present", "late", "leave", "absent")


def open_class(desk: Desk, filing_id: int, opened_on: date | None = None) -> str:
    """Open the class of an approved filing and return its number."""
    filing = find_filing(desk, filing_id)
    day = opened_on or desk.today
    if filing.decided_on is not None and day < filing.decided_on:
        raise Refused(
            f"开班日期{day}早于同意备案的日期{filing.decided_on}，不能开班。",
            "备案经同意后方可组织实施，请核对开班日期。",
        )
    take(desk, filing, named(MOVES, "open"), 开班日期=str(day))
    opened = TrainingClass(
        uid=new_uid(), number=desk.number("班"), filing_id=filing.id, opened_on=day, ended_on=None
    )
    desk.session.add(opened)
    desk.session.flush()
    return opened.number


def take_attendance(desk: Desk, class_id: int, reading: Reading, *, only_sound: bool = False) -> Taken:
    """Take a checked attendance workbook (one row a trainee and day) into a class that is being held."""
    opened = _held(desk, class_id)
    taken = taken_before(desk, "attendance", opened.filing_id, reading)
    if taken is not None:
        return taken
    _sound(reading, "考勤表", only_sound=only_sound)
    known = _trainee_ids(desk, opened.filing_id)
    faults: list[str] = []
    rows: dict[tuple[int, date], dict[str, Any]] = {}
    batch = new_batch(desk, "attendance", opened.filing_id, reading)
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(ATTENDANCE_FIELDS, row.values, strict=True))
        trainee_id = known.get(values["id_number"])
        fault = _attendance_fault(opened, trainee_id, values)
        if fault:
            faults.append(f"{row.sheet}第{row.number}行（{values['name']}）：{fault}")
        elif trainee_id is not None:
            day = values["day"]
            if (trainee_id, day) in rows:
                faults.append(f"{row.sheet}第{row.number}行（{values['name']}）：{day}重复出现")
            rows[trainee_id, day] = _attendance(trainee_id, values, batch.id, row)
    _refuse_all(faults, "考勤表")
    counts = _upsert_attendance(desk, opened.filing_id, rows)
    return _finished(desk, opened, batch, reading, counts, "导入考勤")


def mark(
    desk: Desk,
    trainee_id: int,
    day: date,
    state: str,
    online_hours: Decimal = Decimal(0),
    offline_hours: Decimal = Decimal(0),
) -> None:
    """Enter or correct one trainee's day by hand; `state` is present, late, leave or absent."""
    trainee = desk.session.get(Trainee, trainee_id)
    if trainee is None:
        raise Refused("班级里没有这个人。", "请刷新后再试。")
    opened = desk.session.scalar(select(TrainingClass).where(TrainingClass.filing_id == trainee.filing_id))
    if opened is None:
        raise Refused("本件还没有开班，不能登记考勤。", "请先办理开班。")
    _held(desk, opened.id)
    if state not in STATES:
        raise Refused(f"考勤状态“{state}”无法识别。", "请选择出勤、迟到、请假或缺勤。")
    values = {"day": day, "state": state, "online_hours": online_hours, "offline_hours": offline_hours}
    fault = _attendance_fault(opened, trainee_id, values)
    if fault:
        raise Refused(f"考勤没有登记：{fault}。", "请核对日期和课时。")
    row = _attendance(trainee_id, values, None, None)
    _upsert_attendance(desk, trainee.filing_id, {(trainee_id, day): row})
    audit.record(
        desk,
        "登记考勤",
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        序号=trainee.position,
        日期=str(day),
    )


def take_certificates(desk: Desk, class_id: int, reading: Reading, *, only_sound: bool = False) -> Taken:
    """Take a checked certificate workbook into a class; a number that another trainee holds is refused."""
    opened = _held(desk, class_id, ("open", "finished"))
    taken = taken_before(desk, "certificates", opened.filing_id, reading)
    if taken is not None:
        return taken
    _sound(reading, "证书表", only_sound=only_sound)
    known = _trainee_ids(desk, opened.filing_id)
    filing = opened.filing
    numbers = [str(row.values[CERTIFICATE_FIELDS.index("certificate_number")]) for row in reading.rows]
    held = select(Certificate.number, Certificate.trainee_id).where(Certificate.number.in_(listed(numbers)))
    holders = {row.number: row.trainee_id for row in desk.session.execute(held)}
    batch = new_batch(desk, "certificates", opened.filing_id, reading)
    faults: list[str] = []
    rows: dict[int, dict[str, Any]] = {}
    for row in reading.rows:
        values: dict[str, Any] = dict(zip(CERTIFICATE_FIELDS, row.values, strict=True))
        trainee_id = known.get(values["id_number"])
        number = values["certificate_number"]
        where = f"{row.sheet}第{row.number}行（{values['name']}）："
        if trainee_id is None:
            faults.append(f"{where}不在本班花名册上")
        elif holders.get(number, trainee_id) != trainee_id:
            faults.append(f"{where}证书编号{number}已由他人使用")
        elif trainee_id in rows:
            faults.append(f"{where}本班同一人有两本证书")
        else:
            holders[number] = trainee_id
            rows[trainee_id] = _certificate(filing, trainee_id, values, batch.id, row)
    _refuse_all(faults, "证书表")
    counts = _upsert_certificates(desk, rows)
    return _finished(desk, opened, batch, reading, counts, "导入证书")


def finish(desk: Desk, class_id: int, ended_on: date | None = None) -> None:
    """End a class; it needs attendance for every trainee, and no attendance may lie after the end."""
    opened = find(desk, class_id)
    day = ended_on or desk.today
    attended = select(Attendance.trainee_id).where(Attendance.trainee_id == Trainee.id).exists()
    without = desk.session.scalar(
        select(func.count()).select_from(Trainee).where(Trainee.filing_id == opened.filing_id, ~attended)
    )
    if without:
        raise Refused(f"有 {without} 人没有任何考勤记录，不能结业。", "请导入考勤，未参训的登记为缺勤。")
    last = desk.session.scalar(
        select(func.max(Attendance.day)).join(Trainee).where(Trainee.filing_id == opened.filing_id)
    )
    if last is not None and day < last:
        raise Refused(f"结业日期{day}早于最后一次考勤{last}。", "请核对结业日期。")
    take(desk, opened.filing, named(MOVES, "finish"), 结业日期=str(day))
    opened.ended_on = day


def find(desk: Desk, class_id: int) -> TrainingClass:
    """Return the class, or refuse when there is none."""
    opened = desk.session.get(TrainingClass, class_id)
    if opened is None:
        raise Refused("没有找到这个班级。", "请刷新列表后再试。")
    return opened


ATTENDANCE_FIELDS = tuple(column.field for column in ATTENDANCE)
CERTIFICATE_FIELDS = tuple(column.field for column in CERTIFICATES)


def _held(desk: Desk, class_id: int, states: tuple[str, ...] = ("open",)) -> TrainingClass:
    desk.needs("handler", title("roles", "handler"))
    opened = find(desk, class_id)
    if opened.filing.state not in states:
        raise Refused(
            f"本班{title('filing_states', opened.filing.state)}，不能再登记。",
            "确需更正的，请由负责人核实后重新打开。",
        )
    return opened


def _sound(reading: Reading, what: str, *, only_sound: bool) -> None:
    if reading.faulty and not only_sound:
        raise Refused(
            f"{what}有 {reading.faulty} 行有误，没有导入。",
            "请按问题清单改正后重新导入，或选择“先导入正确的行”。",
        )
    if not reading.rows:
        raise Refused(f"{what}中没有可以导入的行。", "请检查是否选对了文件和工作表。")


def _refuse_all(faults: list[str], what: str) -> None:
    if faults:
        shown = "；".join(faults[:20])
        more = f"；另有{len(faults) - 20}处" if len(faults) > 20 else ""
        raise Refused(f"{what}与本班对不上，没有导入：{shown}{more}。", "请改正后重新导入。")


def _attendance_fault(opened: TrainingClass, trainee_id: int | None, values: dict[str, Any]) -> str:
    day = values["day"]
    hours = (values["online_hours"] or Decimal(0)) + (values["offline_hours"] or Decimal(0))
    if trainee_id is None:
        return "不在本班花名册上"
    if day < opened.opened_on:
        return f"{day}早于开班日期{opened.opened_on}"
    if opened.ended_on and day > opened.ended_on:
        return f"{day}晚于结业日期{opened.ended_on}"
    if hours < 0 or hours > MOST_HOURS_A_DAY:
        return f"{day}共{hours}课时，一天不可能"
    if values["state"] in ("leave", "absent") and hours:
        return f"{day}{title_of_state(values['state'])}却有{hours}课时"
    return ""


def title_of_state(state: str) -> str:
    """Return an attendance state in words."""
    return dict(zip(STATES, ("出勤", "迟到", "请假", "缺勤"), strict=True))[state]


def _attendance(
    trainee_id: int, values: dict[str, Any], batch_id: int | None, row: Row | None
) -> dict[str, Any]:
    return {
        "trainee_id": trainee_id,
        "day": values["day"],
        "state": values["state"] or "present",
        "online_hours": values["online_hours"] or Decimal(0),
        "offline_hours": values["offline_hours"] or Decimal(0),
        "batch_id": batch_id,
        "source": f"{row.sheet}!{row.number}" if row else "手工登记",
    }


COMPARED = ("state", "online_hours", "offline_hours")


def _upsert_attendance(
    desk: Desk, filing_id: int, rows: dict[tuple[int, date], dict[str, Any]]
) -> dict[str, int]:
    known = {
        (each.trainee_id, each.day): each
        for each in desk.session.execute(
            select(
                Attendance.id,
                Attendance.trainee_id,
                Attendance.day,
                *(getattr(Attendance, n) for n in COMPARED),
            )
            .join(Trainee)
            .where(Trainee.filing_id == filing_id)
        )
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
    return {"new": len(fresh), "changed": len(changed), "unchanged": len(rows) - len(fresh) - len(changed)}


def _certificate(
    filing: Filing, trainee_id: int, values: dict[str, Any], batch_id: int, row: Row
) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "trainee_id": trainee_id,
        "type": values["certificate_type"] or "completion",
        "number": values["certificate_number"],
        "level": values["level"] or filing.level,
        "issued_on": values["issued_on"],
        "issuer": values["issuer"] or "",
        "batch_id": batch_id,
        "source": f"{row.sheet}!{row.number}",
    }


def _upsert_certificates(desk: Desk, rows: dict[int, dict[str, Any]]) -> dict[str, int]:
    compared = ("type", "number", "level", "issued_on", "issuer")
    known = {
        each.trainee_id: each
        for each in desk.session.execute(
            select(Certificate.trainee_id, *(getattr(Certificate, name) for name in compared)).where(
                Certificate.trainee_id.in_(listed(rows))
            )
        )
    }
    changed = [key for key in known if any(getattr(known[key], name) != rows[key][name] for name in compared)]
    desk.session.execute(delete(Certificate).where(Certificate.trainee_id.in_(listed(changed))))
    wanted = [row for key, row in rows.items() if key not in known or key in changed]
    if wanted:
        desk.session.execute(insert(Certificate), wanted)
    return {
        "new": len(rows) - len(known),
        "changed": len(changed),
        "unchanged": len(known) - len(changed),
    }


def _trainee_ids(desk: Desk, filing_id: int) -> dict[str, int]:
    rows = desk.session.execute(
        select(Person.id_number, Trainee.id).join(Trainee).where(Trainee.filing_id == filing_id)
    )
    return {row.id_number: row.id for row in rows}


def _finished(
    desk: Desk, opened: TrainingClass, batch: ImportBatch, reading: Reading, counts: dict[str, int], deed: str
) -> Taken:
    batch.summary = {**counts, "faulty": reading.faulty, "rows": reading.total}
    audit.record(
        desk,
        deed,
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        文件=reading.file_name,
        **batch.summary,
    )
    return Taken(batch.uid, **counts, faulty=reading.faulty, notes=tuple(reading.notes))
