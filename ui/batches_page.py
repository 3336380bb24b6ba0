"""The lists that came in for a case: what each brought, and taking one back while nothing rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop import batches, imports
from desktop.batches import BatchLine, BatchSheet, Subject
from desktop.workspace import Desk
from ui.cells import CENTRE, RIGHT, Column
from ui.dialogs import Wording
from ui.parts import Empty, label
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button
from ui.tones import BATCH_TONES

COLUMNS = (
    Column("kind_title", "类别", 84),
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


MENDED_COLUMNS = (
    Column("address", "单元格", 70),
    Column("field", "项目", 110),
    Column("was", "单位原来填的", 160, grows=True, show=lambda text: text or "（空）"),
    Column("now", "改正为", 160, grows=True, show=lambda text: text or "（清空）"),
)


@dataclass(frozen=True, slots=True)
class MendedRow:
    """One cell that was put right by hand, as the table shows it."""

    address: str
    field: str
    was: str
    now: str


class BatchesPage(ScrollPage):
    """Every list that came for a case, the newest first; for the chosen one what rests on it and what was mended."""

    def __init__(self, seat: Seat, subject: Subject, kinds: Sequence[str]) -> None:
        super().__init__()
        self._seat = seat
        self._subject = subject
        self._kinds = tuple(kinds)
        self._shown: list[QWidget] = []
        self._about: list[QWidget] = []
        self.table: SmallTable | None = None
        self.undo_button: QPushButton | None = None
        self.refresh()

    def refresh(self) -> None:
        """Ask which lists came."""

        def found(desk: Desk) -> tuple[BatchLine, ...]:
            lines = [line for kind in self._kinds for line in batches.rounds(desk, kind, self._subject)]
            return tuple(sorted(lines, key=lambda line: line.id, reverse=True))

        self._seat.ask(found, self._show, owner=self, key=(id(self), "batches"))

    def _show(self, lines: Sequence[BatchLine]) -> None:
        _drop(self._shown)
        _drop(self._about)
        self.table = self.undo_button = None
        if not lines:
            empty = Empty()
            empty.say("还没有导入过表格", "", "fa6s.file-import")
            self._put(empty)
            return
        self._put(label("整份撤销后，数据回到导入之前；已有后续业务依据它的，不能撤销。", "muted", wrap=True))
        self.table = SmallTable(COLUMNS, lines, "导入记录")
        self._put(self.table)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        undo = self.undo_button = button("撤销这次导入", icon_name="fa6s.rotate-left")
        undo.setEnabled(False)
        undo.clicked.connect(self.undo)
        inside.addWidget(undo)
        inside.addStretch(1)
        self._put(row)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._look())
        self.table.choose_first()

    def _look(self) -> None:
        """Ask what rests on the chosen list, and what was mended in it."""
        line: BatchLine | None = self.table.current if self.table is not None else None
        if line is not None:
            self._seat.ask(
                lambda desk: (batches.sheet(desk, line.id), imports.rests(desk, line.id)),
                lambda found: self._tell(line, *found),
                owner=self,
                key=(id(self), "about"),
            )

    def _tell(self, line: BatchLine, sheet: BatchSheet, reasons: Sequence[str]) -> None:
        _drop(self._about)
        may = self._seat.may("handler")
        if self.undo_button is not None:
            self.undo_button.setEnabled(may and not reasons)
            self.undo_button.setToolTip("；".join(reasons) if may else "需要“经办”岗位")
        if reasons:
            said = label(f"“{line.file_name}”不能撤销：{'；'.join(reasons)}。", "warn", wrap=True)
        else:
            said = label(f"“{line.file_name}”可以整份撤销，没有后续业务依据它。", "muted", wrap=True)
        self._about.append(said)
        self.put(said)
        if sheet.mended:
            words = f"导入时由 {line.who} 于 {line.taken_on} 手工改正 {len(sheet.mended):,} 格，单位的原文件没有改动："
            self._about.append(label(words, "strong", wrap=True))
            self.put(self._about[-1])
            titles = {field: heading for _letter, heading, field in sheet.mapping}
            rows = [
                MendedRow(each["address"], titles.get(each["field"], ""), each["was"], each["now"])
                for each in sheet.mended
            ]
            self._about.append(SmallTable(MENDED_COLUMNS, rows, "手工改正的单元格"))
            self.put(self._about[-1])

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


def _drop(widgets: list[QWidget]) -> None:
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
    widgets.clear()
