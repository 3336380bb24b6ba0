"""How a list's rows become cells: columns as values, a light model over one page, and the painter of a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import TONES, colour, font, picture

# Comparing with an int is a hundred times faster than with the enum, and data() is called for every cell.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
TONE = int(Qt.ItemDataRole.UserRole) + 1
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
PADDING = 8

Index = QModelIndex | QPersistentModelIndex


def text_of(value: Any) -> str:
    """Return a value as a clerk writes it: days 2026-03-18, money 1,234.50, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def money(value: Decimal) -> str:
    """Return an amount in yuan with two places and thousands separated."""
    return f"{value:,.2f}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: which attribute it shows, its heading, its width and how it is written.

    `attribute` names the row's field, also what SQL sorts by (`sort`, when it differs; "-" for a column
    that cannot be sorted). `grows` takes the room left over. `rank` 0 is always shown; higher ranks
    leave first when the list is narrow. `tone` turns a row into the tone of its cell.
    """

    attribute: str
    title: str
    width: int
    align: int = LEFT
    show: Callable[[Any], str] = text_of
    sort: str = ""
    grows: bool = False
    rank: int = 0
    tone: Callable[[Any], str] | None = None

    @property
    def sort_key(self) -> str:
        """The name the store sorts by, empty when the column cannot be sorted."""
        return "" if self.sort == "-" else self.sort or self.attribute


class PageModel(QAbstractTableModel):
    """One page of rows as prepared texts, so that painting a cell is a look-up and nothing more."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self._texts: list[tuple[str, ...]] = []
        self._tones: list[tuple[str, ...]] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace the page."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self._texts = [tuple(c.show(getattr(row, c.attribute)) for c in self.columns) for row in self.rows]
        self._tones = [tuple(c.tone(row) if c.tone else "" for c in self.columns) for row in self.rows]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The rows on this page."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns of the list."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """The text, tone, alignment or tool tip of a cell."""
        if role == DISPLAY:
            return self._texts[index.row()][index.column()]
        if role == TONE:
            return self._tones[index.row()][index.column()]
        if role == ALIGN:
            return self.columns[index.column()].align
        if role == TIP:
            return self._texts[index.row()][index.column()] or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The heading of a column, or the place of a row on this page."""
        if role == DISPLAY:
            return (
                self.columns[section].title if orientation == Qt.Orientation.Horizontal else str(section + 1)
            )
        if role == ALIGN and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].align
        return None


class CellPainter(QStyledItemDelegate):
    """Paints a cell: zebra, selection with a mark at the row's start, and a pill where the cell has a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        ground = "chosen" if chosen else "zebra" if index.row() % 2 else "paper"
        painter.fillRect(rect, colour(ground))
        if chosen and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), colour("accent"))
        text = index.data(DISPLAY)
        if not text:
            return
        tone = index.data(TONE)
        if tone:
            _draw_pill(painter, rect, text, tone)
            return
        painter.setPen(colour("ink"))
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(ALIGN), shown)


def _draw_pill(painter: QPainter, rect: QRect, text: str, tone: str) -> None:
    ground, ink, icon_name = TONES[tone]
    face = font(12)
    width = min(QFontMetrics(face).horizontalAdvance(text) + 26, rect.width() - 8)
    pill = QRect(rect.x() + 6, rect.y() + (rect.height() - 20) // 2, width, 20)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(pill, 10, 10)
    painter.drawPixmap(pill.x() + 6, pill.y() + 5, picture(icon_name, ink, 10))
    painter.setFont(face)
    painter.setPen(colour(ink))
    inner = pill.adjusted(20, 0, -4, 0)
    painter.drawText(
        inner, LEFT, QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    )
    painter.restore()
