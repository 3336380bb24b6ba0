"""核验文书: a typed code, a PDF, a scan or a photograph, and whether this workstation issued it, line by line."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import issuing
from desktop.issuing import EXAMPLE, Verdict
from desktop.problems import Refused
from ui.cells import CENTRE, Column
from ui.parts import Banner, Empty, Pill, clear, label
from ui.preview import PaperView
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.theme import button

STATUSES = {
    "same": ("good", "相符"),
    "saved": ("warn", "经过另存"),
    "issued": ("good", "本机出具"),
    "altered": ("bad", "不符"),
    "void": ("warn", "已作废"),
    "unknown": ("bad", "非本机出具"),
}
PATTERN = "文书、扫描件或照片 (*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff);;所有文件 (*)"
DIFFERENCES = (
    Column("page", "页", 48, align=CENTRE),
    Column("line", "行", 48, align=CENTRE),
    Column("issued", "原件", 260, grows=True),
    Column("given", "所验", 260, grows=True),
)
LINES = (
    Column("page", "页", 48, align=CENTRE),
    Column("line", "行", 48, align=CENTRE),
    Column("text", "文字", 400, grows=True),
)
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the paper as it was issued."""

    page: int
    line: int
    text: str


class VerifyDialog(QDialog):
    """Takes a code or a file and says what the ledger knows of it."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat = seat
        self.setWindowTitle("核验文书")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(860, 600)
        self.line = QLineEdit()
        self.line.setAccessibleName("核验码")
        self.line.setPlaceholderText(f"文书右下角的12位核验码，例如 {EXAMPLE}")
        self.line.returnPressed.connect(self.check_code)
        self.banner = Banner()
        self.page = ScrollPage()
        self._shown = QVBoxLayout()
        self._shown.setSpacing(8)
        self._assemble()

    def _assemble(self) -> None:
        check = button("核验", role="primary")
        check.clicked.connect(self.check_code)
        choose = button(
            "选择文件", icon_name="fa6s.file-circle-check", tip="PDF、扫描件或照片；也可以把文件拖进来"
        )
        choose.clicked.connect(self.choose_file)
        row = QHBoxLayout()
        row.setContentsMargins(16, 14, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(check)
        row.addWidget(choose)
        holder = QWidget()
        holder.setLayout(self._shown)
        self._shown.setContentsMargins(0, 0, 0, 0)
        self.page.put(holder)
        empty = Empty()
        empty.say(
            "输入核验码，或选择文件",
            "PDF 逐行与留存的原件比对；扫描件和照片读取二维码，纸面文字请对照下方列出的原件内容",
            "fa6s.shield-halved",
        )
        self._shown.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.banner)
        layout.addWidget(self.page, 1)

    def check_code(self) -> None:
        """Check what was typed."""
        text = self.line.text().strip()
        if text:
            self._seat.ask(
                lambda desk: issuing.verify_code(desk, text),
                self.show_verdict,
                owner=self,
                refused=self._refuse,
            )

    def choose_file(self) -> None:
        """Let the clerk choose a file, then check it."""
        self._seat.dialogs.open_file(self, "选择要核验的文件", PATTERN, self.check_file)

    def check_file(self, path: Path) -> None:
        """Check a file against the ledger."""
        self._seat.ask(
            lambda desk: issuing.verify_file(desk, path), self.show_verdict, owner=self, refused=self._refuse
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check_file(paths[0])

    def _refuse(self, refused: Refused) -> None:
        self.banner.refuse(refused)

    def show_verdict(self, verdict: Verdict) -> None:
        """Say what became of the check."""
        self.banner.dismiss()
        clear(self._shown)
        self._shown.addWidget(self._told(verdict))
        paper = verdict.paper
        if paper is not None:
            facts = (
                ("文书", paper.title),
                ("编号", paper.number),
                ("案件", paper.case_number),
                ("出具", f"{paper.issued_at:%Y-%m-%d %H:%M}　{paper.issued_by}"),
                ("页数", f"{paper.pages} 页"),
                ("状态", paper.state_title),
            )
            self._shown.addWidget(facts_section("台账记录", facts))
        if verdict.differences:
            head = label(f"不同之处（{len(verdict.differences)}）", "section")
            self._shown.addWidget(head)
            self._shown.addWidget(SmallTable(DIFFERENCES, verdict.differences, "不同之处", most=14))
        elif verdict.said:
            lines = [Said(*each) for each in verdict.said[:MOST_LINES]]
            self._shown.addWidget(label("原件内容", "section"))
            self._shown.addWidget(SmallTable(LINES, lines, "原件内容", most=40))
            if len(verdict.said) > MOST_LINES:
                rest = len(verdict.said) - MOST_LINES
                self._shown.addWidget(label(f"其余 {rest} 行请点“查看原件”。", "muted"))
        self.page.verticalScrollBar().setValue(0)

    def _told(self, verdict: Verdict) -> QFrame:
        tone, word = STATUSES[verdict.status]
        card = QFrame()
        card.setProperty("tone", tone)
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(Pill(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for at, sentence in enumerate(verdict.sentences):
            words.addWidget(label(sentence, "" if at else "strong", wrap=True))
        row.addLayout(words, 1)
        if verdict.copy_id:
            show = button("查看原件")
            show.clicked.connect(lambda: self.show_kept(verdict))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def show_kept(self, verdict: Verdict) -> None:
        """Show the paper as it was issued, byte for byte."""
        title = verdict.paper.title if verdict.paper is not None else "原件"
        self._seat.ask(
            lambda desk: issuing.content(desk, verdict.copy_id),
            lambda content: show_paper(self._seat, self, title, content),
            owner=self,
            refused=self._refuse,
        )


def show_paper(seat: Seat, parent: QWidget, title: str, content: bytes) -> None:
    """Show a kept paper in a window of its own; it is looked at, not printed again."""
    window = QDialog(parent)
    window.setWindowTitle(title)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1000, 700)
    view = PaperView(seat, window)
    view.large_button.hide()
    view.allow(False, "这里只供查看；需要再要一份的，请在案件的“文书”页点“补打”")
    inside = QVBoxLayout(window)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(view)
    view.show_paper(title, content)
    window.show()
