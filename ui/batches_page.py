"""The lists that came in for a case: what each brought, what was left out, and taking one back while nothing rests on it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop import batches, imports
from desktop.batches import BatchLine, BatchSheet, SenderRecord, Subject
from desktop.workspace import Desk
from ui.batch_detail import detail
from ui.cells import CENTRE, RIGHT, Column
from ui.dialogs import Wording
from ui.parts import Empty, label
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button
from ui.tones import BATCH_TONES

COLUMNS = (
    Column("kind_title", "类别", 80, rank=1),
    Column("file_name", "文件", 110, grows=True),
    Column("taken_on", "日期", 92, align=CENTRE, rank=2),
    Column("round", "轮次", 46, align=RIGHT, rank=3),
    Column("who", "经办", 62, rank=4),
    Column("rows", "行数", 52, align=RIGHT),
    Column("new", "新增", 50, align=RIGHT),
    Column("changed", "更新", 50, align=RIGHT),
    Column("unchanged", "不变", 50, align=RIGHT),
    Column("waiting", "退回", 50, align=RIGHT),
    Column("faulty", "有误", 50, align=RIGHT),
    Column("state_title", "状态", 88, tone=lambda row: BATCH_TONES.get(row.state, "still")),
)
"""Rows are the sum of new, changed, unchanged, waiting and faulty ones, so these five are never left out."""


class BatchesPage(ScrollPage):
    """Every list that came for a case, the newest first; for the chosen one all that is known of it, and its files."""

    def __init__(self, seat: Seat, subject: Subject, kinds: Sequence[str]) -> None:
        super().__init__()
        self._seat = seat
        self._subject = subject
        self._kinds = tuple(kinds)
        self._shown: list[QWidget] = []
        self._about: list[QWidget] = []
        self.table: SmallTable | None = None
        self.undo_button: QPushButton | None = None
        self.rest_button: QPushButton | None = None
        self.source_button: QPushButton | None = None
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
        self.table = self.undo_button = self.rest_button = self.source_button = None
        if not lines:
            empty = Empty()
            empty.say("还没有导入过表格", "", "fa6s.file-import")
            self._put(empty)
            return
        self._put(label("整份撤销后，数据回到导入之前；已有后续业务依据它的，不能撤销。", "muted", wrap=True))
        columns = [each for each in COLUMNS if len(self._kinds) > 1 or each.attribute != "kind_title"]
        self.table = SmallTable(columns, lines, "导入记录", most=6)
        self._put(self.table)
        self._put(self._buttons())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._look())
        self.table.choose_first()

    def _buttons(self) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        self.undo_button = button("撤销这次导入", icon_name="fa6s.rotate-left")
        self.rest_button = button("保存未导入的行", icon_name="fa6s.file-export")
        self.source_button = button("保存原文件", icon_name="fa6s.file-arrow-down")
        for part, deed in (
            (self.undo_button, self.undo),
            (self.rest_button, self.save_rest),
            (self.source_button, self.save_source),
        ):
            part.setEnabled(False)
            part.clicked.connect(deed)
            inside.addWidget(part)
        inside.addStretch(1)
        return row

    @property
    def chosen(self) -> BatchLine | None:
        """The list that is chosen."""
        line: BatchLine | None = self.table.current if self.table is not None else None
        return line

    def _look(self) -> None:
        """Ask what is known of the chosen list, and what rests on it."""
        line = self.chosen
        if line is not None:
            self._seat.ask(
                lambda desk: (
                    batches.sheet(desk, line.id),
                    imports.rests(desk, line.id),
                    batches.senders(desk, line.sender) if line.sender else (),
                ),
                lambda found: self._tell(line, *found),
                owner=self,
                key=(id(self), "about"),
            )

    def _tell(
        self, line: BatchLine, sheet: BatchSheet, reasons: Sequence[str], senders: Sequence[SenderRecord]
    ) -> None:
        _drop(self._about)
        may = self._seat.may("handler")
        if self.undo_button is not None and self.rest_button is not None and self.source_button is not None:
            self.undo_button.setEnabled(may and not reasons)
            self.undo_button.setToolTip("；".join(reasons) if may else "需要“经办”岗位")
            self.rest_button.setEnabled(sheet.kept and line.faulty > 0)
            self.rest_button.setToolTip(
                "把有误的行按原来的列另存，改正后可单独导入" if line.faulty else "没有未导入的行"
            )
            self.source_button.setEnabled(sheet.kept)
            self.source_button.setToolTip("" if sheet.kept else "手工录入的内容没有原文件")
        if reasons:
            said = label(f"“{line.file_name}”不能撤销：{'；'.join(reasons)}。", "warn", wrap=True)
        else:
            said = label(f"“{line.file_name}”可以整份撤销，没有后续业务依据它。", "muted", wrap=True)
        self._about += [said, *detail(line, sheet, senders)]
        for part in self._about:
            self.put(part)

    def save_rest(self) -> None:
        """Write the rows of the chosen list that were not taken in, in the sender's own layout."""
        line = self.chosen
        if line is not None:
            name = f"{Path(line.file_name).stem}-未导入的行.xlsx"
            self._save("未导入的行", name, lambda desk, path: imports.rest(desk, line.id, path))

    def save_source(self) -> None:
        """Write the chosen list as it came."""
        line = self.chosen
        if line is not None:
            self._save("原文件", line.file_name, lambda desk, path: batches.source(desk, line.id, path))

    def _save(self, what: str, name: str, write: Callable[[Desk, Path], object]) -> None:
        def go(path: Path) -> None:
            self._seat.ask(
                lambda desk: write(desk, path),
                lambda _done: self._seat.tell(f"{what}已保存到 {path}"),
                owner=self,
                refused=self._seat.tell_refusal,
            )

        self._seat.dialogs.save_file(
            self, f"保存{what}", name, "表格文件 (*.xlsx *.xls *.csv);;所有文件 (*)", go
        )

    def undo(self) -> None:
        """Take the chosen list back, after asking what rests on it."""
        line = self.chosen
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
