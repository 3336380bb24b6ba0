"""Workbooks of every kind: how one is to be read for its case, and taking a whole batch back, whatever it was."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db.batches import ImportBatch
from desktop import batches, classes, doubts, evidence, filings, payments
from desktop.batches import Came, Subject
from desktop.classes.learning import platform_of
from desktop.classes.running import find as find_class
from desktop.classes.running import sender_of
from desktop.codes import title
from desktop.filings.entry import find as find_filing
from desktop.filings.roster import applicant
from desktop.intake import OWN_WORDS, Column, Reading, Remembered, read, remainder, with_own
from desktop.payments.bank_results import BANK
from desktop.problems import Problem, Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Way:
    """How batches of one kind are taken back: what may rest on them, and the deed."""

    rests_on: Callable[[Desk, ImportBatch], tuple[str, ...]]
    undo: Callable[[Desk, ImportBatch], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """How a list is to be read for its case: whom it usually comes from, and what `intake.read` wants of both.

    `columns` have the bureau's own words, `mappings` is what was said of that sender's columns before. `around` are
    the first and the last day of a class, for sheets whose days name no year.
    """

    sender: str
    columns: tuple[Column, ...]
    mappings: Remembered
    around: tuple[date, date] | None = None


def expected(desk: Desk, kind: str, case_id: int, columns: tuple[Column, ...]) -> Expected:
    """Return how a list of a kind is to be read; `case_id` is of a filing for a roster, else of a class or batch.

    Raises Unreadable when the bureau's own words cannot be read.
    """
    sender = _sender(desk, kind, case_id)
    own = with_own(columns, desk.workspace.folder / OWN_WORDS)
    return Expected(sender, own, batches.remembered(desk, kind, sender), _around(desk, kind, case_id))


def subject(kind: str, case_id: int) -> Subject:
    """Return what a list of a kind is about: its filing, its class or its payment batch."""
    if kind == "bank_result":
        return Subject("payment_batch", case_id)
    return Subject("filing" if kind == "roster" else "training_class", case_id)


def came(desk: Desk, kind: str, case_id: int, reading: Reading) -> Came:
    """Return when a file that was read came before for its case; never for a list of another office."""
    if kind in doubts.COLUMNS:
        return Came()
    return batches.came(desk, kind, subject(kind, case_id), reading)


def _around(desk: Desk, kind: str, case_id: int) -> tuple[date, date] | None:
    """The days of the class that a list is about; None for a list of anything else."""
    if kind != "attendance":
        return None
    opened = find_class(desk, case_id)
    return opened.opened_on, max(opened.opened_on, opened.ended_on or desk.today)


def _sender(desk: Desk, kind: str, case_id: int) -> str:
    if kind in doubts.COLUMNS:
        return title("outside_lists", kind)
    if kind == "bank_result":
        return BANK
    if kind == "roster":
        return applicant(find_filing(desk, case_id))
    opened = find_class(desk, case_id)
    return platform_of(opened) if kind in classes.LEARNING else sender_of(opened)


_OF_CLASSES = Way(classes.rests_on, classes.undo_records)


def _for_good(_desk: Desk, _batch: ImportBatch) -> tuple[str, ...]:
    """What the bank did cannot be taken back here."""
    return ("银行已经付款或退回，结果已登记到付款单和台账",)


def _never(_desk: Desk, batch: ImportBatch) -> None:
    raise Refused(f"“{batch.file_name}”不能撤销。", "登记有误的，请核对银行回单后另行处理。")


WAYS = {
    "bank_result": Way(_for_good, _never),
    "roster": Way(filings.rests_on, filings.undo_roster),
    "attendance": _OF_CLASSES,
    "certificates": _OF_CLASSES,
    **dict.fromkeys(classes.LEARNING, _OF_CLASSES),
}


COLUMNS: dict[str, tuple[Column, ...]] = {
    "roster": filings.ROSTER,
    "attendance": classes.ATTENDANCE,
    "certificates": classes.CERTIFICATES,
    **classes.LEARNING,
    "bank_result": payments.BANK_RESULT,
}
"""What a workbook of each kind may bring."""


def rest(desk: Desk, batch_id: int, target: Path) -> int:
    """Write the rows of a workbook that were not taken in to `target`, in its own layout; returns how many.

    They come from the file as it is kept, marked with what was found then. Refused when no row was left out, or when
    the file was not kept; Unreadable when it is spoiled.
    """
    batch = batches.find(desk, batch_id)
    if not batch.faulty:
        raise Refused(f"“{batch.file_name}”没有未导入的行，没有写出文件。", "有误的行才会另存。")
    if not batches.sheet(desk, batch_id).kept:
        raise Refused(f"“{batch.file_name}”没有收存原文件，没有写出文件。", "手工录入的内容没有原文件。")
    told = expected(desk, batch.kind, batch.subject_id, COLUMNS[batch.kind])
    with (
        batches.putting(target),
        evidence.lent(desk.workspace, batch.digest, batch.file_name) as path,
    ):
        found = _read_again(batch, path, told)
        return remainder(replace(found, problems=_found_then(batch, found)), target)


def _read_again(batch: ImportBatch, path: Path, told: Expected) -> Reading:
    """Read the file of a batch as it was read when it came: by its headings, else by the columns that were named."""
    first = read(
        path,
        told.columns,
        day=batch.taken_on,
        sheet=batch.sheet,
        mapping=told.mappings,
        around=told.around,
    )
    if batches.mapping_of(first) == batch.mapping:
        return first
    named = {int(each["column"]): str(each["field"]) for each in batch.mapping}
    return read(path, told.columns, day=batch.taken_on, sheet=batch.sheet, mapping=named, around=told.around)


def _found_then(batch: ImportBatch, found: Reading) -> list[Problem]:
    """The problems that are kept with a batch; where more were found than are kept, also those of the file itself."""
    kept = [
        Problem(
            each["code"],
            each["what"],
            each["remedy"],
            each["sheet"],
            each["address"],
            each["field"],
            each["name"],
        )
        for each in batch.problems
    ]
    if len(kept) < batches.MOST_PROBLEMS:
        return kept
    known = {each.address for each in kept}
    return [*kept, *(each for each in found.problems if each.address not in known)]


def rests(desk: Desk, batch_id: int) -> tuple[str, ...]:
    """Return what stands against taking a batch back, each as a clerk says it; empty when it may be taken back."""
    batch = batches.find(desk, batch_id)
    if batch.state == batches.UNDONE:
        return (f"已于{batch.undone_on}撤销",)
    if batch.state == batches.RETURNED:
        return ("这份文件当时退回改正，没有导入任何数据",)
    return WAYS[batch.kind].rests_on(desk, batch)


def undo(desk: Desk, batch_id: int) -> None:
    """Take a whole batch back: refused with what rests on it, else the record is as it was before."""
    reasons = rests(desk, batch_id)
    if reasons:
        raise Refused(f"不能撤销这次导入：{'；'.join(reasons)}。", "可以另行导入更正后的文件。")
    batch = batches.find(desk, batch_id)
    WAYS[batch.kind].undo(desk, batch)
