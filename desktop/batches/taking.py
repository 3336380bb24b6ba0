"""Taking a workbook in as a batch: the same file only once, its source kept, its counts adding up to its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from db.audit import AuditEntry
from db.base import new_uid
from db.batches import ImportBatch, ImportChange
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

MOST_PROBLEMS, MOST_REMARKS, MOST_NOTES = 5_000, 1_000, 50
"""So many problems and remarks of one workbook are kept with its batch; the counts are always complete."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a workbook is about: a filing, a class (with its filing) or a payment batch."""

    kind: str
    id: int
    filing_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a workbook: counts that add up to its rows, or when it had been taken in before.

    `before` is the day of that when nothing changes now, `came_on` when something does.
    """

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
    came_on: date | None = None

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        if self.before is not None:
            return f"这份文件已于{self.before}导入过，本次没有改变任何数据。"
        parts = f"新增{self.new}{self.unit}，更新{self.changed}{self.unit}，不变{self.unchanged}{self.unit}"
        parts += f"，移出{self.removed}{self.unit}" if self.removed else ""
        said = f"已导入：{parts}。" + (f"另有{self.faulty}行有误，未导入。" if self.faulty else "")
        if self.came_on is None:
            return said
        back = "，不同之处已改回那时的内容" if self.changed or self.removed else ""
        return f"{said}这份文件曾于{self.came_on}导入过{back}。"


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
    return _nothing_new(last, reading, unit) if last is not None and same else None


def nothing_new(desk: Desk, kind: str, subject: Subject, reading: Reading, unit: str = "人") -> Taken | None:
    """Return what is said of a file and sheet that came before and has nothing new, whatever came since; else None."""
    before = _same(desk, kind, subject, reading.digest, reading.sheet, TAKEN)
    return _nothing_new(before, reading, unit) if before is not None else None


def _nothing_new(before: ImportBatch, reading: Reading, unit: str) -> Taken:
    return Taken(
        before.uid,
        unchanged=len(reading.rows),
        faulty=reading.faulty,
        before=before.taken_on,
        unit=unit,
        batch_id=before.id,
        round=before.round,
    )


def came_on(desk: Desk, kind: str, subject: Subject, digest: str, sheet: str) -> date | None:
    """Return the day on which this sheet of this very file was last taken in for a subject, whatever came since."""
    found = _same(desk, kind, subject, digest, sheet, TAKEN)
    return found.taken_on if found is not None else None


def next_round(desk: Desk, kind: str, subject: Subject, digest: str) -> int:
    """Return the round that a file would be for a subject: the same bytes again are the same round."""
    chosen = select(ImportBatch.digest, ImportBatch.round)
    known = desk.session.execute(chosen.where(*_of(kind, subject), ImportBatch.state != UNDONE)).all()
    same = [number for known_digest, number in known if known_digest == digest]
    return same[-1] if same else 1 + max((number for _, number in known), default=0)


def _same(
    desk: Desk, kind: str, subject: Subject, digest: str, sheet: str, state: str, besides: int = 0
) -> ImportBatch | None:
    """The last batch of this sheet of this very file for a subject that is in a state, besides the one in hand."""
    return desk.session.scalar(
        select(ImportBatch)
        .where(
            *_of(kind, subject),
            ImportBatch.digest == digest,
            ImportBatch.sheet == sheet,
            ImportBatch.state == state,
            ImportBatch.id != besides,
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
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
    batch = ImportBatch(
        uid=new_uid(),
        kind=kind,
        state=TAKEN,
        filing_id=subject.filing_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        round=next_round(desk, kind, subject, reading.digest),
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
        remarks=kept_problems(reading.warnings, MOST_REMARKS),
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
    """Keep with the batch what became of its rows, and return it as it is told.

    A file that came before and changes nothing now leaves no batch: it is told with the day on which it came.
    """
    subject = Subject(batch.subject_kind, batch.subject_id)
    earlier = _same(desk, batch.kind, subject, batch.digest, batch.sheet, TAKEN, besides=batch.id)
    new = any(counts.get(name) for name in ("new", "changed", "removed"))
    if earlier is not None and not new and not _moved(desk, batch):
        desk.session.execute(delete(ImportChange).where(ImportChange.batch_id == batch.id))
        desk.session.delete(batch)
        desk.session.flush()
        return _nothing_new(earlier, reading, unit)
    batch.rows, batch.faulty = reading.total, reading.faulty
    batch.new, batch.changed, batch.unchanged = counts["new"], counts["changed"], counts["unchanged"]
    batch.removed = counts.get("removed", 0)
    batch.remarks = kept_problems(reading.warnings, MOST_REMARKS)
    told = tuple(notes)
    batch.notes = list(told[:MOST_NOTES])
    desk.session.flush()
    return Taken(
        batch.uid,
        new=batch.new,
        changed=batch.changed,
        unchanged=batch.unchanged,
        removed=batch.removed,
        faulty=batch.faulty,
        notes=told,
        unit=unit,
        batch_id=batch.id,
        round=batch.round,
        came_on=earlier.taken_on if earlier is not None else None,
    )


def _moved(desk: Desk, batch: ImportBatch) -> bool:
    """Whether a batch put rows elsewhere that it found the same."""
    rows = select(ImportChange.id).where(ImportChange.batch_id == batch.id)
    other = rows.where(ImportChange.record != ImportBatch.__tablename__)
    return desk.session.scalar(other.limit(1)) is not None


def hand_back(desk: Desk, kind: str, subject: Subject, reading: Reading, sender: str = "") -> ImportBatch:
    """Return the batch of a workbook that goes back to its sender: its file and problems kept, no row taken in.

    The same file handed back once more is the same batch and round; what is wrong with it is kept as it was found now.
    """
    before = _same(desk, kind, subject, reading.digest, reading.sheet, RETURNED)
    batch = before or begin(desk, kind, subject, reading, sender)
    if before is not None:
        batch.header_row, batch.mapping = reading.header_row, mapping_of(reading)
        batch.problems, batch.remarks = (
            kept_problems(reading.problems),
            kept_problems(reading.warnings, MOST_REMARKS),
        )
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


def kept_problems(problems: Sequence[Problem], most: int = MOST_PROBLEMS) -> list[dict[str, str]]:
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
        for each in problems[:most]
    ]


def _of(kind: str, subject: Subject) -> tuple[Any, ...]:
    return (
        ImportBatch.kind == kind,
        ImportBatch.subject_kind == subject.kind,
        ImportBatch.subject_id == subject.id,
    )
