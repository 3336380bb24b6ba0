"""Taking a workbook in as a batch: the same file only once, its source kept, its counts adding up to its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from db.audit import AuditEntry
from db.base import new_uid
from db.batches import ImportBatch
from desktop import evidence
from desktop.batches.mappings import keep_mapping
from desktop.intake import Reading
from desktop.problems import Problem, Unreadable
from desktop.workspace import Desk

TAKEN, RETURNED, UNDONE = "taken", "returned", "undone"
KINDS = {
    "roster": "花名册",
    "attendance": "考勤表",
    "certificates": "证书表",
    "registration": "注册记录",
    "sign_in": "签到记录",
    "sessions": "学习记录",
    "tests": "测试记录",
    "interaction": "互动记录",
    "bank_result": "银行结果",
}
"""What can be taken in, by the name of its columns."""

COUNTED = {"new": "新增", "changed": "更新", "unchanged": "不变", "removed": "移出", "faulty": "有误"}
"""What became of the rows of a batch, as a clerk says it."""

MOST_PROBLEMS = 5_000
"""So many problems of one workbook are kept with its batch; the counts are always complete."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a workbook is about: a filing, a class (with its filing) or a payment batch."""

    kind: str
    id: int
    filing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a workbook: counts that add up to its rows, or when it had been taken in before."""

    batch_uid: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    faulty: int = 0
    before: date | None = None
    notes: tuple[str, ...] = ()
    unit: str = "人"
    batch_id: int = 0
    round: int = 1

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        if self.before is not None:
            return f"这份文件已于{self.before}导入过，本次没有改变任何数据。"
        parts = f"新增{self.new}{self.unit}，更新{self.changed}{self.unit}，不变{self.unchanged}{self.unit}"
        parts += f"，移出{self.removed}{self.unit}" if self.removed else ""
        return f"已导入：{parts}。" + (f"另有{self.faulty}行有误，未导入。" if self.faulty else "")


def taken_before(desk: Desk, kind: str, subject: Subject, reading: Reading, unit: str = "人") -> Taken | None:
    """Return what is said of a file that was the last one taken in for this subject, read the same way; else None."""
    last = latest(desk, kind, subject)
    same = last is not None and (
        last.digest,
        last.sheet,
        last.rows,
        last.faulty,
        last.mapping,
        last.mended,
    ) == (
        reading.digest,
        reading.sheet,
        reading.total,
        reading.faulty,
        mapping_of(reading),
        mended_of(reading),
    )
    if last is None or not same:
        return None
    return Taken(
        last.uid,
        unchanged=len(reading.rows),
        faulty=reading.faulty,
        before=last.taken_on,
        unit=unit,
        batch_id=last.id,
        round=last.round,
    )


def came_on(desk: Desk, kind: str, subject: Subject, digest: str) -> date | None:
    """Return the day on which this very file was last taken in for a subject, whatever came after it; else None."""
    return desk.session.scalar(
        select(func.max(ImportBatch.taken_on)).where(
            *_of(kind, subject), ImportBatch.state == TAKEN, ImportBatch.digest == digest
        )
    )


def latest(desk: Desk, kind: str, subject: Subject, *states: str) -> ImportBatch | None:
    """Return the last batch of a kind for a subject that is in one of the states (taken, when none is named)."""
    return desk.session.scalar(
        select(ImportBatch)
        .where(*_of(kind, subject), ImportBatch.state.in_(states or (TAKEN,)))
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )


def begin(desk: Desk, kind: str, subject: Subject, reading: Reading, sender: str = "") -> ImportBatch:
    """Return a new batch for a workbook whose source file is now kept under its digest.

    Columns that a clerk mapped by hand are remembered for the sender. Refused when the file is no longer the one that was read.
    """
    keep_source(desk, reading)
    rounds = select(func.count()).where(*_of(kind, subject), ImportBatch.state != UNDONE)
    batch = ImportBatch(
        uid=new_uid(),
        kind=kind,
        state=TAKEN,
        filing_id=subject.filing_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        round=(desk.session.scalar(rounds) or 0) + 1,
        sender=sender.strip(),
        file_name=reading.file_name,
        digest=reading.digest,
        sheet=reading.sheet,
        header_row=reading.header_row,
        mapping=mapping_of(reading),
        taken_on=desk.today,
        account_id=desk.clerk.id,
        problems=kept_problems(reading.problems),
        mended=mended_of(reading),
        remarks=kept_problems(reading.warnings),
        after_entry=desk.session.scalar(select(func.max(AuditEntry.id))) or 0,
        undone_on=None,
        undone_by=None,
    )
    desk.session.add(batch)
    desk.session.flush()
    keep_mapping(desk, kind, sender, reading)
    return batch


def finish(
    desk: Desk,
    batch: ImportBatch,
    counts: Mapping[str, int],
    reading: Reading,
    *,
    notes: Iterable[str] = (),
    unit: str = "人",
) -> Taken:
    """Keep with the batch what became of its rows, and return it as it is told."""
    batch.rows, batch.faulty = reading.total, reading.faulty
    batch.new, batch.changed, batch.unchanged = counts["new"], counts["changed"], counts["unchanged"]
    batch.removed = counts.get("removed", 0)
    desk.session.flush()
    return Taken(
        batch.uid,
        new=batch.new,
        changed=batch.changed,
        unchanged=batch.unchanged,
        removed=batch.removed,
        faulty=batch.faulty,
        notes=tuple(notes),
        unit=unit,
        batch_id=batch.id,
        round=batch.round,
    )


def hand_back(desk: Desk, kind: str, subject: Subject, reading: Reading, sender: str = "") -> ImportBatch:
    """Return the batch of a workbook that goes back to its sender: its file and problems kept, no row taken in."""
    batch = begin(desk, kind, subject, reading, sender)
    batch.state, batch.rows, batch.faulty = RETURNED, reading.total, reading.faulty
    batch.unchanged = reading.total - reading.faulty
    desk.session.flush()
    return batch


def keep_source(desk: Desk, reading: Reading) -> None:
    """Keep the file that was read as evidence; what was pasted has none."""
    if reading.path is None:
        return
    if evidence.keep(desk, reading.path, reading.file_name) != reading.digest:
        raise Unreadable(
            f"文件“{reading.file_name}”在检查之后被改动过，没有导入。", "请重新选择该文件，检查后再导入。"
        )


def mapping_of(reading: Reading) -> list[dict[str, Any]]:
    """Return how the columns of a workbook were read, as it is kept with the batch."""
    return [
        {"column": each.column, "letter": each.letter, "heading": each.heading, "field": each.field}
        for each in reading.mapping
    ]


def mended_of(reading: Reading) -> list[dict[str, str]]:
    """Return the cells that were put right by hand, as they are kept with the batch."""
    return [
        {"address": each.address, "field": each.field, "was": each.was, "now": each.now}
        for each in reading.mended
    ]


def kept_problems(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return problems as they are kept with a batch: where, what and how to mend it; never the cell's content."""
    return [
        {
            "sheet": each.sheet,
            "address": each.address,
            "field": each.field,
            "name": each.name,
            "code": each.code,
            "what": each.what,
            "remedy": each.remedy,
        }
        for each in problems[:MOST_PROBLEMS]
    ]


def _of(kind: str, subject: Subject) -> tuple[Any, ...]:
    return (
        ImportBatch.kind == kind,
        ImportBatch.subject_kind == subject.kind,
        ImportBatch.subject_id == subject.id,
    )
