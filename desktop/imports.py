"""Taking a whole batch back, whatever it was: what rests on it, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from db.batches import ImportBatch
from desktop import batches, classes, filings
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Way:
    """How batches of one kind are taken back: what may rest on them, and the deed."""

    rests_on: Callable[[Desk, ImportBatch], tuple[str, ...]]
    undo: Callable[[Desk, ImportBatch], None]


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
