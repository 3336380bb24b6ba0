"""Disposing of doubts, one or many with one reason, and what became of each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import doubts
from desktop.doubts import CaseDoubt, DoubtRow, Outcome
from desktop.workspace import Desk
from ui.cells import Column
from ui.dialogs import Ask, FormDialog, Wording
from ui.evidence_page import PATTERN
from ui.fields import ChoiceField, LongField, TextField
from ui.file_field import FileField
from ui.parts import label, role
from ui.seat import Seat
from ui.sections import SmallTable
from ui.theme import button

VERDICTS = (
    ("explained", "已说明：有证据，不影响"),
    ("removed", "已移出：人员或行已经移出"),
    ("sent_back", "已退回：退回单位更正"),
    ("referred", "已移送：移送核查"),
)
WAITING = ("open", "sent_back")
Rows = Callable[[Desk, str], Sequence[DoubtRow]]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one doubt of a disposal, as a list shows it."""

    number: str
    subject: str
    flag_title: str
    done: str
    why_not: str


OUTCOME_COLUMNS = (
    Column("done", "结果", 96, tone=lambda row: "warn" if row.why_not else "good"),
    Column("number", "案件", 140),
    Column("subject", "对象", 180, grows=True),
    Column("flag_title", "事项", 150),
    Column("why_not", "未处理的原因", 220, grows=True),
)


def dispose_of(
    seat: Seat,
    parent: QWidget,
    wording: Wording,
    rows: Rows,
    done: Callable[[Sequence[DoubtRow], tuple[Outcome, ...]], None],
    which: Sequence[tuple[str, str]] = (),
) -> FormDialog:
    """Ask for verdict, reason and evidence and dispose of what `rows` gives at the desk; `done` is told of each.

    With `which` the clerk also chooses what it is done to; its code is handed to `rows`.
    """

    def deed(desk: Desk, values: dict[str, Any]) -> tuple[Sequence[DoubtRow], tuple[Outcome, ...]]:
        chosen = rows(desk, values.get("which", ""))
        ids = [row.id for row in chosen]
        told = doubts.dispose(
            desk, ids, values["verdict"], values["reason"], values["evidence"], values["file"]
        )
        return chosen, told

    def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
        seat.act(
            lambda desk: deed(desk, values), lambda told: done(*told), title="正在处理疑点", dialog=dialog
        )

    asks = [
        Ask("verdict", "结论", ChoiceField(VERDICTS, required=True)),
        Ask(
            "reason", "理由", LongField(required=True, lines=3), "结论为“已说明”的，写明怎样核实、核实到什么"
        ),
        Ask("evidence", "证据", TextField(), "结论为“已说明”的，写明看到了什么材料，或者附上佐证文件"),
        Ask(
            "file",
            "佐证文件",
            FileField(seat.dialogs, "选择佐证文件", PATTERN),
            "收存到工作区，附在这次处理的每条疑点上",
        ),
    ]
    if which:
        asks.insert(0, Ask("which", "范围", ChoiceField(which, required=True, first=True)))
    return seat.dialogs.form(parent, wording, asks, submit)


def tell_one(seat: Seat, outcomes: tuple[Outcome, ...]) -> None:
    """Say what became of the one doubt that was disposed of."""
    hindered = [each.why_not for each in outcomes if not each.done]
    if hindered:
        seat.tell(hindered[0], "warn", "请按提示处理后再办。")
    else:
        seat.tell("疑点已处理。")


class OutcomeDialog(QDialog):
    """What became of each doubt of a disposal: those that were not disposed of first, with the reason."""

    def __init__(
        self, rows: Sequence[CaseDoubt | DoubtRow], outcomes: Sequence[Outcome], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("处理结果")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 460)
        known = {row.id: row for row in rows}
        told = [_told(known[each.doubt_id], each) for each in outcomes if each.doubt_id in known]
        told.sort(key=lambda each: not each.why_not)
        left = sum(not each.done for each in outcomes)
        self.table = SmallTable(OUTCOME_COLUMNS, told, "处理结果", most=10)
        heading = f"已处理 {len(outcomes) - left} 条" + (f"，{left} 条没有处理" if left else "")
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 16, 20, 12)
        inside.setSpacing(8)
        inside.addWidget(label(heading, "heading"))
        inside.addWidget(label("没有处理的仍为原来的状态，按原因办理后再处理。" if left else "", "muted"))
        inside.addWidget(self.table)
        inside.addStretch(1)
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.addStretch(1)
        close = button("关闭", role="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside, 1)
        layout.addWidget(foot)
        close.setFocus()


def _told(row: CaseDoubt | DoubtRow, outcome: Outcome) -> Told:
    number = row.number if isinstance(row, CaseDoubt) else ""
    done = "已处理" if outcome.done else "未处理"
    return Told(number, row.subject, row.flag_title, done, outcome.why_not)
