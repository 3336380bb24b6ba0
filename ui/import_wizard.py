"""The import wizard: choose a file, see everything that is wrong with it, take it in; nothing is written before that."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.batches import Taken
from desktop.filings import Comparison
from desktop.intake import Reading, annotate, problem_list, read, template
from desktop.problems import Refused
from ui.import_kinds import ImportKind
from ui.import_pages import CheckPage
from ui.parts import Banner, label, role
from ui.progress import ProgressStrip
from ui.seat import Seat
from ui.theme import button, picture
from ui.work import Job

PATTERN = "表格文件 (*.xlsx *.xlsm *.xls *.et *.csv *.txt);;所有文件 (*)"
STEPS = ("选择文件", "核对", "完成")


class ImportWizard(QDialog):
    """Three steps in one window; it can be left at any time and nothing has happened."""

    def __init__(self, seat: Seat, kind: ImportKind, case_id: int, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入{kind.title}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(900, 540)
        self._seat = seat
        self._kind = kind
        self._case_id = case_id
        self._job: Job | None = None
        self.path: Path | None = None
        self.reading: Reading | None = None
        self.banner = Banner()
        self.progress = ProgressStrip(seat.work)
        self.steps = [QLabel(f"{at}　{title}") for at, title in enumerate(STEPS, 1)]
        self.pages = QStackedWidget()
        self.check_page = CheckPage(kind.unit)
        self.outcome = label(name="heading", wrap=True)
        self.outcome_notes = label(name="muted", wrap=True)
        self.choose_button = button("选择文件…", role="primary", icon_name="fa6s.folder-open")
        self.other_button = button("换一个文件")
        self.template_button = button("下载空白表", role="link", icon_name="fa6s.file-arrow-down")
        self.list_button = button("保存问题清单", icon_name="fa6s.list-check")
        self.copy_button = button("保存批注副本", icon_name="fa6s.highlighter")
        self.back_button = button(
            "登记退回", icon_name="fa6s.reply", tip="记下这份文件有误、已退回单位改正；不导入任何数据"
        )
        self.sound_button = button("先导入正确的行")
        self.take_button = button("导入（F8）", role="primary")
        self.close_button = button("取消")
        self._assemble(subject)
        self._connect()
        self._go(0)

    def _assemble(self, subject: str) -> None:
        head = role(QFrame(), "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 20, 10)
        row.setSpacing(18)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(f"导入{self._kind.title}", "heading"))
        words.addWidget(label(subject, "muted"))
        row.addLayout(words, 1)
        for step in self.steps:
            row.addWidget(step)
        for page in (self._choose_page(), self.check_page, self._result_page()):
            self.pages.addWidget(page)
        foot = role(QFrame(), "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(10)
        for part in (
            self.template_button,
            self.other_button,
            self.list_button,
            self.copy_button,
            self.back_button,
        ):
            line.addWidget(part)
        line.addStretch(1)
        for part in (self.close_button, self.sound_button, self.take_button):
            line.addWidget(part)
        strips = QVBoxLayout()
        strips.setContentsMargins(20, 8, 20, 0)
        strips.addWidget(self.banner)
        strips.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(strips)
        layout.addWidget(self.pages, 1)
        layout.addWidget(foot)

    def _choose_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 12, 20, 16)
        drop = role(QFrame(), "card")
        inside = QVBoxLayout(drop)
        inside.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(picture("fa6s.file-excel", "edge", 40))
        required = "、".join(column.title for column in self._kind.columns if column.required)
        others = "、".join(column.title for column in self._kind.columns if not column.required)
        inside.addStretch(1)
        for part in (
            mark,
            label("把单位报来的表格拖到这里，或点下面的按钮选择", "section"),
            label(
                "支持 .xlsx .xls .et .csv；表头可以不在第一行，列名写法不同也能识别，不必改动原表", "muted"
            ),
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(part)
        inside.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        layout.addWidget(drop, 1)
        layout.addWidget(label(f"必须有：{required}", wrap=True))
        layout.addWidget(label(f"可以有：{others}", "muted", wrap=True))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(40, 30, 40, 30)
        layout.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(picture("fa6s.circle-check", "good", 40))
        layout.addStretch(1)
        for part in (mark, self.outcome, self.outcome_notes):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addStretch(2)
        return page

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.other_button.clicked.connect(lambda: self._go(0))
        self.template_button.clicked.connect(self.save_template)
        self.list_button.clicked.connect(self.save_problems)
        self.copy_button.clicked.connect(self.save_copy)
        self.back_button.clicked.connect(self.hand_back)
        self.sound_button.clicked.connect(lambda: self.take(only_sound=True))
        self.take_button.clicked.connect(self._forward)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self._forward)

    # steps

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        for at, words in enumerate(self.steps):
            role(words, "strong" if at == step else "muted")
            words.style().unpolish(words)
            words.style().polish(words)
        reading = self.reading if step == 1 else None
        self.other_button.setVisible(step == 1)
        self.template_button.setVisible(step == 0)
        for part in (self.list_button, self.copy_button):
            part.setVisible(bool(reading and (reading.problems or reading.warnings)))
        self.back_button.setVisible(bool(reading and reading.problems and self._kind.hand_back))
        self.sound_button.setVisible(bool(reading and reading.faulty and reading.rows))
        self.take_button.setVisible(step > 0)
        self.close_button.setVisible(step < 2)
        if reading is not None:
            self.sound_button.setText(f"先导入正确的 {len(reading.rows):,} {self._kind.unit}")
            self.take_button.setText(f"导入 {len(reading.rows):,} {self._kind.unit}（F8）")
            self.take_button.setEnabled(not reading.faulty and bool(reading.rows))
            self.take_button.setToolTip("有误的行改正后才能整份导入" if reading.faulty else "")
        if step == 2:
            self.take_button.setText("关闭（F8）")
            self.take_button.setEnabled(True)
        (self.choose_button if step == 0 else self.take_button).setFocus()

    def _forward(self) -> None:
        step = self.pages.currentIndex()
        if step == 2:
            self.accept()
        elif step == 1 and self.take_button.isEnabled():
            self.take()

    def choose(self) -> None:
        """Let the clerk choose a workbook and check it."""
        self._seat.dialogs.open_file(self, f"选择{self._kind.title}", PATTERN, self.check)

    def check(self, path: Path) -> None:
        """Read and check a workbook on the worker; nothing is written."""
        self.path = path
        self.banner.dismiss()
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.choose_button.setEnabled(False)
        work, day, seat, kind = self._seat.work, self._seat.today, self._seat, self._kind

        def run() -> tuple[Reading, Comparison | None]:
            found = read(path, kind.columns, day=day, progress=work.progress, cancelled=work.is_cancelled)
            with seat.workspace.reading(seat.clerk) as desk:
                judged = kind.judge(desk, self._case_id, found)
                return judged, kind.compare(desk, self._case_id, judged) if kind.compare else None

        self._job = work.ask(
            run,
            self._show_reading,
            title=f"正在核对“{path.name}”",
            owner=self,
            refused=self._refuse,
            stopped=self._wake,
        )

    def take(self, *, only_sound: bool = False) -> None:
        """Take the rows in: all of them or none."""
        reading = self.reading
        if reading is None:
            return
        self.take_button.setEnabled(False)
        self.sound_button.setEnabled(False)
        self.banner.dismiss()
        self._job = self._seat.act(
            lambda desk: self._kind.take(desk, self._case_id, reading, only_sound),
            self._show_taken,
            title=f"正在导入{self._kind.title}",
            owner=self,
            refused=self._refuse,
            stopped=self._wake,
        )

    def save_problems(self) -> None:
        """Write the problems as a workbook that can be handed back to the sender."""
        reading = self.reading
        if reading is not None:
            self._save(
                "问题清单",
                f"{Path(reading.file_name).stem}-问题清单.xlsx",
                lambda path: problem_list(reading, path),
            )

    def save_copy(self) -> None:
        """Write a copy of the sender's own workbook with the faulty cells marked; the original stays as it is."""
        reading, source = self.reading, self.path
        if reading is not None and source is not None:
            self._save("批注副本", f"{source.stem}-批注.xlsx", lambda path: annotate(source, reading, path))

    def save_template(self) -> None:
        """Write a blank list with the official headings, for senders who have none."""
        title = self._kind.title
        self._save("空白表", f"{title}.xlsx", lambda path: template(self._kind.columns, path, title=title))

    def hand_back(self) -> None:
        """Note that the faulty file goes back to its sender; nothing of it is taken in."""
        reading, note = self.reading, self._kind.hand_back
        if reading is None or note is None:
            return
        self._seat.act(
            lambda desk: note(desk, self._case_id, reading),
            lambda at: self.banner.say(f"已登记第 {at} 轮退回，请把问题清单或批注副本交给单位改正。"),
            title="正在登记退回",
            owner=self,
            refused=self._refuse,
        )

    def _save(self, what: str, name: str, write: Callable[[Path], None]) -> None:
        def go(path: Path) -> None:
            self._seat.work.ask(
                lambda: write(path),
                lambda _done: self.banner.say(f"{what}已保存到 {path}"),
                title=f"正在保存{what}",
                owner=self,
                refused=self.banner.refuse,
            )

        self._seat.dialogs.save_file(self, f"保存{what}", name, "Excel 工作簿 (*.xlsx)", go)

    # answers

    def _show_reading(self, found: tuple[Reading, Comparison | None]) -> None:
        self._wake()
        self.reading, compared = found
        self.check_page.show_reading(self.reading, compared)
        self._go(1)

    def _show_taken(self, taken: Taken) -> None:
        self._wake()
        self.outcome.setText(taken.sentence)
        self.outcome_notes.setText("\n".join(taken.notes))
        self._go(2)

    def _refuse(self, refused: Refused) -> None:
        self._wake()
        self.banner.refuse(refused)

    def _wake(self) -> None:
        self._job = None
        self.unsetCursor()
        self.choose_button.setEnabled(True)
        self.sound_button.setEnabled(True)
        reading = self.reading
        self.take_button.setEnabled(self.pages.currentIndex() != 1 or bool(reading and not reading.faulty))

    def reject(self) -> None:
        """Leave; what is running is stopped."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    # files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if event.mimeData().hasUrls() and self.pages.currentIndex() < 2:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        self.check(Path(event.mimeData().urls()[0].toLocalFile()))
