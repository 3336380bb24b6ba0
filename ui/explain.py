"""Why a line's amount is what it is: the sentence and its clauses, the tree behind them, and the decision as a file."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import capsules, explaining
from desktop.codes import title as code_title
from desktop.explaining import Explained, Knot
from desktop.subsidies import LineRow
from ui.cells import money
from ui.parts import Banner, label, role
from ui.seat import Seat
from ui.theme import button

OPEN_BELOW = 2
"""So many levels of the tree are open at first: what is missing and what the amount was reckoned from."""


class ExplainDialog(QDialog):
    """Shows the words that the approval sheet prints, what stands behind them, and hands the decision out as a file."""

    def __init__(self, seat: Seat, row: LineRow, told: Explained, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"金额说明：{told.person}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        self._seat = seat
        self._row = row
        self.banner = Banner()
        self.words = label(explaining.reason(told), wrap=True)
        self.tree = Reasons(explaining.tree(told))
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 14, 20, 12)
        inside.setSpacing(8)
        heading = f"{told.person}　{code_title('schemes', told.scheme)}　{money(told.amount)} 元"
        inside.addWidget(label(heading, "heading"))
        inside.addWidget(self.banner)
        inside.addWidget(self.words)
        inside.addWidget(self.tree, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 20, 8)
        export = button("导出核定依据", icon_name="fa6s.file-export")
        export.setToolTip("把这一行的情况、当时的政策和结论写成一个文件，可以脱离本工作站重新计算")
        export.clicked.connect(self.export)
        close = button("关闭", role="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(export)
        row.addStretch(1)
        row.addWidget(close)
        close.setFocus()
        return foot

    def export(self) -> None:
        """Write the decision to a file that can be worked out again anywhere; it leaves an entry in the history."""
        line_id = self._row.id

        def write(path: Path) -> None:
            self._seat.act(
                lambda desk: capsules.export(desk, line_id, path),
                lambda done: self.banner.say(f"核定依据已保存到 {done}"),
                title="正在导出核定依据",
                owner=self,
                refused=self.banner.refuse,
            )

        name = f"核定依据-{self._row.position}-{self._row.name}.json"
        self._seat.dialogs.save_file(self, "导出核定依据", name, "核定依据 (*.json)", write)


ROOM_AT_SIDES, ROOM_ABOVE_AND_BELOW = 12, 6


class Reasons(QTreeWidget):
    """A tree whose sentences are never cut: each takes as many lines as the window's width asks for."""

    def __init__(self, root: Knot) -> None:
        super().__init__()
        self.setAccessibleName("说明的依据")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_WholeSentence(self))
        for child in root.children:
            self.addTopLevelItem(_item(child))
        self.expandToDepth(OPEN_BELOW - 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew for the width there is now."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _WholeSentence(QStyledItemDelegate):
    """Gives each row the height that its sentence takes at the width it has."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the room of a sentence, broken as it is drawn."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        width = self._tree.viewport().width() - depth * self._tree.indentation() - ROOM_AT_SIDES
        room = QRect(0, 0, max(width, 80), 1 << 20)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        taken = self._tree.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        return QSize(room.width(), taken.height() + 2 * ROOM_ABOVE_AND_BELOW)


def _item(knot: Knot) -> QTreeWidgetItem:
    words = knot.words
    made = QTreeWidgetItem([words])
    made.setToolTip(0, words)
    for child in knot.children:
        made.addChild(_item(child))
    return made
