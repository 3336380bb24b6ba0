"""Taking a whole attendance, certificate or learning workbook back, while nothing rests on it."""

from sqlalchemy import func, select

from db.base import Base
from db.batches import ImportBatch
from db.classes import Attendance, Certificate
from db.filings import Trainee
from desktop import audit, batches
from desktop.classes.learning import EXPORTS
from desktop.classes.running import find, fixed
from desktop.codes import title
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

RECORDS: dict[str, type[Base]] = {
    "attendance": Attendance,
    "certificates": Certificate,
    **{kind: export.model for kind, export in EXPORTS.items()},
}
"""The table into which each kind of workbook of a class goes."""


def rests_on(desk: Desk, batch: ImportBatch) -> tuple[str, ...]:
    """Return what rests on a class's workbook, each as a clerk says it; empty when it may be taken back."""
    opened = find(desk, batch.subject_id)
    found = []
    reason = fixed(desk, opened)
    if reason is not None:
        found.append(reason[0].rstrip("。"))
    found += batches.rests(desk, batch, RECORDS[batch.kind])
    if batch.kind == "attendance" and opened.ended_on is not None:
        without = _left_without(desk, batch)
        if without:
            found.append(f"本班已结业，撤销后有{without}人没有任何考勤记录")
    return tuple(found)


def _left_without(desk: Desk, batch: ImportBatch) -> int:
    """How many trainees would have no attendance at all without what the batch entered."""
    made = listed(batches.made_by(desk, batch, Attendance))
    other = select(Attendance.id).where(Attendance.trainee_id == Trainee.id, Attendance.id.not_in(made))
    chosen = select(func.count()).where(Trainee.filing_id == batch.filing_id, ~other.exists())
    return desk.session.scalar(chosen.select_from(Trainee)) or 0


def undo_records(desk: Desk, batch: ImportBatch) -> None:
    """Take a workbook of a class back: what it entered goes, what it changed is as before, marks by hand stay."""
    desk.needs("handler", title("roles", "handler"))
    reasons = rests_on(desk, batch)
    if reasons:
        raise Refused(f"不能撤销这次导入：{'；'.join(reasons)}。", "可以另行导入更正后的文件。")
    opened = find(desk, batch.subject_id)
    batches.undo(desk, batch, RECORDS[batch.kind])
    audit.record(
        desk,
        "撤销导入",
        audit.HANDLING,
        "training_class",
        opened.uid,
        opened.number,
        类别=batches.KINDS[batch.kind],
        文件=batch.file_name,
        行数=batch.rows,
    )
