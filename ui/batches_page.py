"""The lists that came in for a case: what each brought, and taking one back while nothing rests on it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import batches, imports
from desktop.batches import BatchLine, Subject
from desktop.workspace import Desk
from ui.cells import CENTRE, RIGHT, Column
from ui.dialogs import Wording
from ui.parts import Empty, label
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button
from ui.tones import BATCH_TONES

COLUMNS = (
    Column("kind_title", "类别", 68),
    Column("file_name", "文件", 130, grows=True),
    Column("taken_on", "日期", 96, align=CENTRE, rank=1),
    Column("who", "经办", 62, rank=2),
    Column("rows", "行数", 50, align=RIGHT),
    Column("new", "新增", 50, align=RIGHT),
    Column("changed", "更新", 50, align=RIGHT, rank=3),
    Column("faulty", "有误", 50, align=RIGHT),
    Column("removed", "移出", 50, align=RIGHT, rank=4),
    Column("state_title", "状态", 88, tone=lambda row: BATCH_TONES.get(row.state, "still")),
)


class BatchesPage(ScrollPage):
    """Every list that came for a case, the newest first."""

    def __init__(self, seat: Seat, subject: Subject, kinds: Sequence[str]) -> None:
        super().__init__()
        self._seat = seat
        self._subject = subject
        self._kinds = tuple(kinds)
        self._shown: list[QWidget] = []
        self.table: SmallTable | None = None
        self.refresh()

    def refresh(self) -> None:
        """Ask which lists came."""

        def found(desk: Desk) -> tuple[BatchLine, ...]:
            lines = [line for kind in self._kinds for line in batches.rounds(desk, kind, self._subject)]
            return tuple(sorted(lines, key=lambda line: line.id, reverse=True))

        self._seat.ask(found, self._show, owner=self, key=(id(self), "batches"))

    def _show(self, lines: Sequence[BatchLine]) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        if not lines:
            empty = Empty()
            empty.say("还没有导入过表格", "", "fa6s.file-import")
            self._put(empty)
            return
        self._put(label("整份撤销后，数据回到导入之前；已有后续业务依据它的，不能撤销。", "muted", wrap=True))
        self.table = SmallTable(COLUMNS, lines, "导入记录")
        self.table.choose_first()
        self._put(self.table)
        undo = button("撤销这次导入", icon_name="fa6s.rotate-left")
        undo.setEnabled(self._seat.may("handler"))
        undo.clicked.connect(self.undo)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(undo)
        inside.addStretch(1)
        self._put(row)

    def undo(self) -> None:
        """Take the chosen list back, after asking what rests on it."""
        line: BatchLine | None = self.table.current if self.table is not None else None
        if line is not None:
            self._seat.ask(
                lambda desk: imports.rests(desk, line.id),
                lambda reasons: self._confirm(line, reasons),
                owner=self,
            )

    def _confirm(self, line: BatchLine, reasons: Sequence[str]) -> None:
        if reasons:
            self._seat.tell(
                f"不能撤销“{line.file_name}”：{'；'.join(reasons)}。", "warn", "可以另行导入更正后的文件。"
            )
            return
        words = (
            f"{line.taken_on} 由 {line.who} 导入，新增 {line.new}、更新 {line.changed}、移出 {line.removed}。"
        )
        wording = Wording(f"撤销导入：{line.file_name}", "撤销导入", words, danger=True)
        self._seat.dialogs.confirm(
            self,
            wording,
            lambda: self._seat.act(
                lambda desk: imports.undo(desk, line.id),
                lambda _done: self._seat.tell(f"已撤销“{line.file_name}”的导入。", "info"),
                title="正在撤销导入",
            ),
        )

    def _put(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.put(widget)
