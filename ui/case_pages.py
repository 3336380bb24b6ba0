"""Pages that several kinds of case share: the materials checklist, the papers, the trail, a paged list in a page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import materials
from desktop.audit import TrailLine
from desktop.materials import MaterialLine
from ui.parts import label, reveal, rule
from ui.seat import Seat
from ui.sections import Entry, HistoryPage, ScrollPage
from ui.theme import button, picture

EVIDENCE_PATTERN = "材料文件 (*.pdf *.jpg *.jpeg *.png *.xlsx *.xls *.doc *.docx *.zip);;所有文件 (*)"


class MaterialsPage(ScrollPage):
    """The checklist of a case: what is asked for, what has come in, and taking in what comes."""

    def __init__(
        self, seat: Seat, case: tuple[str, int, str], lines: Sequence[MaterialLine], *, may_receive: bool
    ) -> None:
        super().__init__()
        self._seat = seat
        self._case = case
        missing = [line for line in lines if line.required and line.received_on is None]
        self.put(self._head(lines, missing, may_receive=may_receive))
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(lines):
            self._row(grid, at, line, may_receive=may_receive)
        self.put(grid_holder)

    def _head(
        self, lines: Sequence[MaterialLine], missing: Sequence[MaterialLine], *, may_receive: bool
    ) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        got = sum(1 for line in lines if line.received_on)
        words = f"共 {len(lines)} 项，已收 {got} 项" + (
            f"，还缺必需材料 {len(missing)} 项" if missing else "，必需材料已齐"
        )
        row.addWidget(label(words, "warn" if missing else "good", wrap=True), 1)
        self.all_button = button("必需材料已收齐", icon_name="fa6s.check-double")
        reveal(self.all_button, may_receive and bool(missing))
        self.all_button.clicked.connect(lambda: self.receive(tuple(line.code for line in missing)))
        row.addWidget(self.all_button)
        return holder

    def _row(self, grid: QGridLayout, at: int, line: MaterialLine, *, may_receive: bool) -> None:
        here = line.received_on is not None
        mark = QLabel()
        tint = "good" if here else "warn" if line.required else "edge"
        mark.setPixmap(picture("fa6s.circle-check" if here else "fa6.circle", tint, 15))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(line.title, wrap=True))
        state = f"已收 {line.received_on}" if here else ("必需，未收" if line.required else "视情况提供")
        under = "　".join(part for part in (state, line.when, line.file_name, line.note) if part)
        words.addWidget(label(under, "caption", wrap=True))
        top = at * 2
        grid.addWidget(mark, top, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, top, 1)
        if may_receive:
            if not here:
                got = button("收到", role="link")
                got.setAccessibleName(f"收到：{line.title}")
                got.clicked.connect(lambda: self.receive((line.code,)))
                grid.addWidget(got, top, 2, Qt.AlignmentFlag.AlignTop)
            attach = button("换文件" if line.file_name else "附文件", role="link")
            attach.setAccessibleName(f"附文件：{line.title}")
            attach.clicked.connect(lambda: self._attach(line))
            grid.addWidget(attach, top, 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(rule(), top + 1, 0, 1, 4)

    def receive(self, codes: tuple[str, ...], file: Path | None = None) -> None:
        """Tick materials off as received."""
        kind, case_id, uid = self._case
        words = f"已登记收到 {len(codes)} 项材料。" if file is None else f"已收存文件“{file.name}”。"
        self._seat.act(
            lambda desk: materials.receive(desk, kind, case_id, uid, codes, file),
            lambda _done: self._seat.tell(words),
            title="正在登记材料",
        )

    def _attach(self, line: MaterialLine) -> None:
        self._seat.dialogs.open_file(
            self, f"选择“{line.title}”的文件", EVIDENCE_PATTERN, lambda path: self.receive((line.code,), path)
        )


def history_page(history: Sequence[TrailLine]) -> HistoryPage:
    """The history of a case, the newest deed first."""
    return HistoryPage(
        [Entry(f"{line.at:%Y-%m-%d %H:%M}", line.who, line.deed, line.details) for line in history]
    )
