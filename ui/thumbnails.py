"""The pages of a paper as small pictures at its side, each drawn when it is first seen."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.theme import colour

WIDE, HIGH = 84, 119
CELL = QSize(WIDE + 22, HIGH + 28)
MOST_KEPT = 400
DECORATION = int(Qt.ItemDataRole.DecorationRole)
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
SIZE = int(Qt.ItemDataRole.SizeHintRole)
SAID = int(Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    """The pages of the document; a picture is asked of the renderer the first time that it is wanted."""

    def __init__(self, document: QPdfDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.drawn: dict[int, QPixmap] = {}
        self._asked: set[int] = set()
        self._blank = self._framed(None)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(document)
        self._renderer.pageRendered.connect(self._take)

    def renew(self) -> None:
        """Forget the pictures: another paper is shown."""
        self.beginResetModel()
        self.drawn.clear()
        self._asked.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as the document has pages."""
        return 0 if parent.isValid() else self._document.pageCount()

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """The page's number and its picture."""
        page = index.row()
        if role == DISPLAY:
            return str(page + 1)
        if role == SIZE:
            return CELL
        if role == SAID:
            return f"第 {page + 1} 页"
        if role == DECORATION:
            if page not in self.drawn and page not in self._asked:
                self._asked.add(page)
                self._renderer.requestPage(page, self._size(page))
            return self.drawn.get(page, self._blank)
        return None

    def _size(self, page: int) -> QSize:
        points = self._document.pagePointSize(page)
        return points.toSize().scaled(WIDE, HIGH, Qt.AspectRatioMode.KeepAspectRatio) * 2

    def _take(self, page: int, _size: QSize, image: QImage, *_rest: object) -> None:
        if page not in self._asked:
            return
        if len(self.drawn) >= MOST_KEPT:
            self.drawn.clear()
            self._asked.clear()
        self.drawn[page] = self._framed(image)
        at = self.index(page)
        self.dataChanged.emit(at, at, [DECORATION])

    def _framed(self, image: QImage | None) -> QPixmap:
        size = QSize(WIDE, HIGH) if image is None else QSize(image.width() // 2, image.height() // 2)
        made = QPixmap(size * 2)
        made.setDevicePixelRatio(2)
        made.fill(QColor("white"))
        painter = QPainter(made)
        if image is not None:
            image.setDevicePixelRatio(2)
            painter.drawImage(0, 0, image)
        painter.setPen(colour("line"))
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        return made


class Thumbnails(QListView):
    """Shows the pages small; `chosen` carries the page a clerk went to, counted from 0."""

    chosen = Signal(int)

    def __init__(self, document: QPdfDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = _Pages(document, self)
        self.setModel(self.pages)
        self.setAccessibleName("页面缩略图")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(WIDE, HIGH))
        self.setGridSize(CELL)
        self.setFixedWidth(WIDE + 44)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_page(self, page: int) -> None:
        """Mark the page that is in front."""
        if page != self.currentIndex().row() and 0 <= page < self.pages.rowCount():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.pages.index(page))
            self.selectionModel().blockSignals(False)
            self.viewport().update()
            self.scrollTo(self.pages.index(page))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row())
