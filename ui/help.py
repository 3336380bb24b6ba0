"""The help: one page for each screen (F1) and a few on common matters, all of it offline."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from desktop.codes import resource
from ui.parts import label, role
from ui.theme import font

HEADINGS = {1: 20, 2: 16, 3: 14}

PAGES = (
    ("start", "从这里开始"),
    ("desk", "工作台"),
    ("filings", "备案"),
    ("import", "导入名册、考勤和证书"),
    ("classes", "班级"),
    ("subsidies", "补贴"),
    ("doubts", "疑点"),
    ("notices", "公示"),
    ("payments", "拨付"),
    ("ledger", "台账"),
    ("papers", "文书"),
    ("registers", "单位与平台"),
    ("packages", "数据包"),
    ("policy", "政策"),
    ("settings", "设置"),
    ("keys", "键盘操作"),
    ("errors", "出现错误时"),
)


class HelpWindow(QWidget):
    """A window of its own with the list of pages at the left; it stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        role(self, "page")
        self.setWindowTitle("帮助 — 职培工作站")
        self.resize(860, 560)
        self.pages = QListWidget()
        self.pages.setAccessibleName("帮助目录")
        self.pages.setFixedWidth(190)
        for code, title in PAGES:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.pages.addItem(item)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助内容")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.pages.currentRowChanged.connect(self._read)
        column = QVBoxLayout()
        column.addWidget(label("帮助", "title"))
        column.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addLayout(column)
        layout.addWidget(self.text, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def show_page(self, code: str) -> None:
        """Show one page and come to the front."""
        at = next((at for at, (own, _title) in enumerate(PAGES) if own == code), 0)
        self.pages.setCurrentRow(at)
        self.show()
        self.raise_()
        self.activateWindow()

    def _read(self, at: int) -> None:
        code = PAGES[at][0]
        self.text.setMarkdown(resource("help", f"{code}.md").read_text(encoding="utf-8"))
        dress_text(self.text.document())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        self.show_page(link.path().removesuffix(".md"))


def dress_text(document: QTextDocument) -> None:
    """Give a Markdown page the sizes and the spacing of the house."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        table: QTextTable | None = cursor.currentTable()
        shape = QTextBlockFormat()
        shape.setTopMargin({0: 3, 1: 0}.get(level, 14) if table is None else 0)
        shape.setBottomMargin((6 if level else 3) if table is None else 0)
        shape.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(shape)
        if level:
            face = QTextCharFormat()
            face.setFont(font(HEADINGS[level], bold=True))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(face)
        if table is not None:
            lines = table.format()
            lines.setBorder(0)
            lines.setCellPadding(5)
            lines.setCellSpacing(0)
            table.setFormat(lines)
        block = block.next()
