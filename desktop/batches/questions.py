"""The history of what was taken in: each batch with its counts, its rounds, and how well a sender's files are made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import case, func, or_, select

from db.accounts import Account
from db.batches import ImportBatch
from db.classes import TrainingClass
from db.filings import EvidenceFile, Filing
from db.payments import PaymentBatch
from desktop import evidence
from desktop.batches.taking import KINDS, RETURNED, TAKEN, UNDONE, Subject
from desktop.batches.undoing import find
from desktop.intake import Reading
from desktop.pages import Chosen, Page, PageQuery, like, page
from desktop.problems import Refused, Unreadable
from desktop.workspace import Desk

STATES = {TAKEN: "已导入", RETURNED: "已退回改正", UNDONE: "已撤销"}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One workbook as the history shows it: new, changed, unchanged, waiting and faulty rows add up to `rows`.

    `waiting` are the faultless rows of a workbook that was handed back: none of them was taken in. `removed` are none
    of its rows, but those of an earlier one.
    """

    id: int
    kind: str
    kind_title: str
    subject: str
    file_name: str
    sender: str
    taken_on: date
    who: str
    round: int
    state: str
    state_title: str
    rows: int
    new: int
    changed: int
    unchanged: int
    waiting: int
    faulty: int
    removed: int
    undone_on: date | None


@dataclass(frozen=True, slots=True)
class BatchSheet:
    """One workbook whole: how its columns were read, what was wrong with it, and whether its source is kept.

    `mapping` holds (column letter, heading, field); `remarks` are what kept no row out, `notes` what the clerk was told;
    `source` writes the kept file out. `mended` are the cells that the clerk who took it in put right by hand: address,
    field, what the sender wrote (was), what counts (now).
    """

    line: BatchLine
    digest: str
    sheet: str
    header_row: int
    mapping: tuple[tuple[str, str, str], ...]
    problems: tuple[dict[str, str], ...]
    kept: bool
    mended: tuple[dict[str, str], ...] = ()
    remarks: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SenderRecord:
    """How well the files of one sender were made: how many, how many rows, how many of them faulty, rounds needed."""

    sender: str
    files: int
    rows: int
    faulty: int
    share: Decimal
    rounds: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Came:
    """When this very file came before: the day its sheet was taken in, the day it was handed back, and as which round.

    `others` are sheets of the same file that were taken in, each with its day, where this one was not.
    """

    taken_on: date | None = None
    returned_on: date | None = None
    round: int = 0
    others: tuple[tuple[str, date], ...] = ()


SUBJECT = func.coalesce(TrainingClass.number, Filing.number, Filing.title, PaymentBatch.number, "")


def history(desk: Desk, query: PageQuery) -> Page[BatchLine]:
    """Return a page of what was taken in, newest first, found by file, sender or case; `state` keeps one kind."""
    chosen = _chosen()
    if query.state:
        chosen = chosen.where(ImportBatch.kind == query.state)
    if query.text.strip():
        pattern = like(query.text)
        found = (ImportBatch.file_name, ImportBatch.sender, SUBJECT)
        chosen = chosen.where(or_(*(each.like(pattern, escape="\\") for each in found)))
    sortable = {
        "kind_title": ImportBatch.kind,
        "subject": SUBJECT,
        "file_name": ImportBatch.file_name,
        "sender": ImportBatch.sender,
        "taken_on": ImportBatch.taken_on,
        "rows": ImportBatch.rows,
        "faulty": ImportBatch.faulty,
        "state_title": ImportBatch.state,
    }
    return page(desk.session, query, chosen, sortable, ImportBatch.id, _line)


def rounds(desk: Desk, kind: str, subject: Subject) -> tuple[BatchLine, ...]:
    """Return every workbook of a kind that came for a subject, in order, handed back and undone ones too."""
    chosen = _chosen().where(
        ImportBatch.kind == kind,
        ImportBatch.subject_kind == subject.kind,
        ImportBatch.subject_id == subject.id,
    )
    return tuple(_line(row) for row in desk.session.execute(chosen.order_by(ImportBatch.id)))


def came(desk: Desk, kind: str, subject: Subject, reading: Reading) -> Came:
    """Return when a file that was read came before for a subject, whatever came since; what was undone does not count."""
    chosen = select(ImportBatch).where(
        ImportBatch.kind == kind,
        ImportBatch.subject_kind == subject.kind,
        ImportBatch.subject_id == subject.id,
        ImportBatch.digest == reading.digest,
        ImportBatch.state != UNDONE,
    )
    found = desk.session.scalars(chosen.order_by(ImportBatch.id)).all()
    taken = {each.sheet: each.taken_on for each in found if each.state == TAKEN}
    returned = [each for each in found if each.state == RETURNED and each.sheet == reading.sheet]
    own = taken.pop(reading.sheet, None)
    return Came(
        own,
        returned[-1].taken_on if returned else None,
        found[-1].round if found else 0,
        () if own is not None else tuple(taken.items()),
    )


def sheet(desk: Desk, batch_id: int) -> BatchSheet:
    """Return one workbook whole."""
    batch = find(desk, batch_id)
    row = desk.session.execute(_chosen().where(ImportBatch.id == batch_id)).one()
    kept = desk.session.get(EvidenceFile, batch.digest) is not None
    return BatchSheet(
        _line(row),
        batch.digest,
        batch.sheet,
        batch.header_row,
        tuple((each["letter"], each["heading"], each["field"]) for each in batch.mapping),
        tuple(batch.problems),
        kept,
        tuple(batch.mended),
        tuple(batch.remarks),
        tuple(batch.notes),
    )


def source(desk: Desk, batch_id: int, target: Path) -> None:
    """Write the workbook of a batch, as it came, to `target`; refused when it was not kept, Unreadable when spoiled."""
    batch = find(desk, batch_id)
    if desk.session.get(EvidenceFile, batch.digest) is None:
        raise Refused(f"“{batch.file_name}”没有收存原文件，不能取出。", "手工录入和粘贴的内容没有原文件。")
    with putting(target):
        evidence.copy_out(desk.workspace, batch.digest, batch.file_name, target)


@contextmanager
def putting(target: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into a sentence; Unreadable."""
    try:
        yield
    except OSError as fault:
        raise Unreadable(
            f"“{target.name}”写不进所选的文件夹，没有保存。",
            "请关闭已打开的同名文件，或换一个可以写入的文件夹。",
        ) from fault


def senders(desk: Desk, only: str = "") -> tuple[SenderRecord, ...]:
    """Return how well each sender's files were made, the poorest first (undone ones do not count); or of one alone."""
    faulty, rows = func.sum(ImportBatch.faulty), func.sum(ImportBatch.rows)
    chosen = (
        select(
            ImportBatch.sender,
            func.count(),
            rows,
            faulty,
            func.max(ImportBatch.round),
            func.max(ImportBatch.taken_on),
        )
        .where(ImportBatch.sender == only if only else ImportBatch.sender != "", ImportBatch.state != UNDONE)
        .group_by(ImportBatch.sender)
        .order_by(case((rows > 0, faulty * 1.0 / rows), else_=0).desc(), ImportBatch.sender)
    )
    return tuple(
        SenderRecord(
            row[0],
            row[1],
            row[2],
            row[3],
            (Decimal(row[3]) / row[2]).quantize(Decimal("0.0001")) if row[2] else Decimal(0),
            row[4],
            row[5],
        )
        for row in desk.session.execute(chosen)
    )


def _chosen() -> Chosen:
    return (
        select(ImportBatch, SUBJECT.label("subject"), Account.name.label("who"))
        .outerjoin(Account, Account.id == ImportBatch.account_id)
        .outerjoin(Filing, Filing.id == ImportBatch.filing_id)
        .outerjoin(
            TrainingClass,
            (TrainingClass.id == ImportBatch.subject_id) & (ImportBatch.subject_kind == "training_class"),
        )
        .outerjoin(
            PaymentBatch,
            (PaymentBatch.id == ImportBatch.subject_id) & (ImportBatch.subject_kind == "payment_batch"),
        )
    )


def _line(row: Any) -> BatchLine:
    batch, subject, who = row
    return BatchLine(
        batch.id,
        batch.kind,
        KINDS[batch.kind],
        subject,
        batch.file_name,
        batch.sender,
        batch.taken_on,
        who or "",
        batch.round,
        batch.state,
        STATES[batch.state],
        batch.rows,
        batch.new,
        batch.changed,
        0 if batch.state == RETURNED else batch.unchanged,
        batch.unchanged if batch.state == RETURNED else 0,
        batch.faulty,
        batch.removed,
        batch.undone_on,
    )
