"""The first and the last page of an import: choosing a file or typing, and what became of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.batches import Taken
from desktop.intake import Reading
from ui.import_kinds import ImportKind
from ui.parts import label, role
from ui.theme import button, picture


class ChoosePage(QWidget):
    """Where a file is chosen or dropped, or a list is begun by hand."""

    def __init__(self, kind: ImportKind) -> None:
        super().__init__()
        self.choose = button("选择文件…", role="primary", icon_name="fa6s.folder-open")
        self.by_hand = button(
            "手工录入…", icon_name="fa6s.keyboard", tip="没有表格时逐人录入，或从表格中整块粘贴"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        drop = role(QFrame(), "card")
        inside = QVBoxLayout(drop)
        inside.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(picture("fa6s.file-excel", "edge", 40))
        inside.addStretch(1)
        for part in (
            mark,
            label(f"把{kind.from_whom}报来的表格拖到这里，或点下面的按钮选择", "section"),
            label(
                "支持 .xlsx .xls .et .csv；表头可以不在第一行，列名写法不同也能识别，不必改动原表", "muted"
            ),
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        if kind.typed:
            buttons.addWidget(self.by_hand)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addStretch(1)
        layout.addWidget(drop, 1)
        required = "、".join(column.title for column in kind.columns if column.required)
        others = "、".join(column.title for column in kind.columns if not column.required)
        layout.addWidget(label(f"必须有：{required}", wrap=True))
        layout.addWidget(label(f"可以有：{others}", "muted", wrap=True))


class ResultPage(QWidget):
    """What became of the rows that were taken in."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = label(name="heading", wrap=True)
        self.notes = label(name="muted", wrap=True)
        self.rest = button("保存未导入的行", icon_name="fa6s.file-export")
        self.rest.setToolTip("把有误的行按原来的列另存，改正后可单独导入；以后也可在“导入”页保存")
        self.rest.hide()
        mark = QLabel()
        mark.setPixmap(picture("fa6s.circle-check", "good", 40))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 30, 40, 30)
        layout.setSpacing(10)
        layout.addStretch(1)
        for part in (mark, self.outcome, self.notes):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)

    def tell(self, taken: Taken, reading: Reading | None) -> None:
        """Say what became of the rows, and offer those that were left out where they came from a file."""
        self.outcome.setText(taken.sentence)
        self.notes.setText("\n".join(taken.notes))
        self.rest.setVisible(bool(taken.faulty and reading is not None and reading.path is not None))
