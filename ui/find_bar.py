"""Finding words in a paper: every hit is marked on its page, and one goes from hit to hit."""

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ui.parts import label, role
from ui.theme import icon, tool

MOST_READ = 100
"""How many pages are read to see how a paper sets a name."""


class FindBar(QFrame):
    """A line to write into, how many hits there are, and the way to the next; `closed` says that it was put away."""

    closed = Signal()

    def __init__(self, document: QPdfDocument, view: QPdfView) -> None:
        super().__init__()
        role(self, "bar")
        self._document = document
        self.model = QPdfSearchModel(self)
        self.model.setDocument(document)
        self.look_in(view)
        self.line = QLineEdit()
        self.line.setAccessibleName("在文书中查找")
        self.line.setPlaceholderText("查找姓名、编号或其他文字")
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("fa6s.magnifying-glass", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.told = label(name="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.told)
        for icon_name, name, do in (
            ("fa6s.angle-up", "上一处（Shift+F3）", lambda: self.go(-1)),
            ("fa6s.angle-down", "下一处（F3）", lambda: self.go(1)),
            ("fa6s.xmark", "关闭查找（Esc）", self.put_away),
        ):
            made = tool(icon_name, name)
            made.clicked.connect(do)
            row.addWidget(made)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(lambda: self.go(1))
        self.model.countChanged.connect(self._hear)
        self.hide()

    def look_in(self, view: QPdfView) -> None:
        """Mark the hits in this view from now on."""
        self._view = view
        view.setSearchModel(self.model)

    def begin(self) -> None:
        """Show the bar and let the clerk write."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def put_away(self) -> None:
        """Hide the bar and its marks."""
        self.line.clear()
        self.hide()
        self.closed.emit()

    def go(self, step: int) -> None:
        """Go to the next hit or the one before; from the last to the first and back."""
        if self.isHidden():
            self.begin()
            return
        count = self.hits
        if count:
            at = self._view.currentSearchResultIndex()
            self._show((at + step) % count if at >= 0 else (0 if step > 0 else count - 1))

    @property
    def hits(self) -> int:
        """How many hits were found so far."""
        return self.model.rowCount(self.model.index(-1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the bar away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self._view.setCurrentSearchResultIndex(-1)
        self.model.setSearchString(self._as_set(text.strip()))
        self._tell()

    def _as_set(self, text: str) -> str:
        """The text as the paper has it: a list sets a name of two characters with a blank between them."""
        if len(text) != 2 or not all(unicodedata.name(each, "").startswith("CJK ") for each in text):
            return text
        pages = range(min(MOST_READ, self._document.pageCount()))
        said = "".join(self._document.getAllText(page).text() for page in pages)
        apart = f"{text[0]}\u3000{text[1]}"
        return apart if said.count(apart) > said.count(text) else text

    def _hear(self) -> None:
        if self.hits and self._view.currentSearchResultIndex() < 0:
            self._show(0)
        self._tell()

    def _show(self, at: int) -> None:
        hit = self.model.resultAtIndex(at)
        self._view.setCurrentSearchResultIndex(at)
        self._view.pageNavigator().jump(hit.page(), hit.location(), 0)
        self._tell()

    def _tell(self) -> None:
        count, at = self.hits, self._view.currentSearchResultIndex()
        if not self.line.text().strip():
            self.told.setText("")
        else:
            self.told.setText(f"{at + 1} / {count} 处" if count else "没有找到")
