"""The import wizard: choose a file or type, see and mend what is wrong, take it in; nothing is written before that."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop import batches, imports
from desktop.batches import Taken
from desktop.files import called
from desktop.intake import Draft, Reading, blank_draft, draft, read
from desktop.problems import Refused
from desktop.workspace import Desk
from ui.dialogs import Wording
from ui.hand_form import ask_for_one
from ui.import_again import came_words
from ui.import_choices import Way
from ui.import_kinds import Compared, ImportKind
from ui.import_pages import UNSETTLED, CheckPage
from ui.import_saving import Saving
from ui.import_steps import ChoosePage, ResultPage
from ui.mend_page import MendPage
from ui.parts import Banner, label, restyle, role
from ui.progress import ProgressStrip
from ui.seat import Seat
from ui.theme import button
from ui.work import Job

PATTERN = "表格文件 (*.xlsx *.xlsm *.xls *.et *.csv *.tsv *.txt);;所有文件 (*)"
SIZE, WIDE_SIZE = (900, 540), (1090, 610)
STEPS = ("选择文件", "核对", "完成")
CHOOSE, CHECK, MEND, DONE = range(4)
AS_IT_IS = Way()

T = TypeVar("T")
Judged = tuple[Reading, Compared | None, str]
Opened = tuple[Draft, list[list[str]]]


class ImportWizard(QDialog):
    """Choose or type, check and mend, take in: one window that can be left at any time, and nothing has happened."""

    def __init__(self, seat: Seat, kind: ImportKind, case_id: int, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入{kind.title}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._seat = seat
        self._kind = kind
        self._case_id = case_id
        self._job: Job | None = None
        self.typing = False
        self.path: Path | None = None
        self.reading: Reading | None = None
        self.banner = Banner()
        self.saving = Saving(seat, self, self.banner, kind)
        self.progress = ProgressStrip(seat.work)
        self.steps = [QLabel(f"{at}　{title}") for at, title in enumerate(STEPS, 1)]
        self.pages = QStackedWidget()
        self.choose_page = ChoosePage(kind)
        self.check_page = CheckPage(kind)
        self.mend_page = MendPage(seat, kind, case_id)
        self.result_page = ResultPage()
        self.outcome, self.outcome_notes = self.result_page.outcome, self.result_page.notes
        self.choose_button = self.choose_page.choose
        self.mend_button = button("逐格改正（F2）", icon_name="fa6s.pen-to-square")
        self.other_button = button("换一个文件")
        self.template_button = button("下载空白表", role="link", icon_name="fa6s.file-arrow-down")
        self.list_button = button("保存问题清单", icon_name="fa6s.list-check")
        self.copy_button = button("保存批注副本", icon_name="fa6s.highlighter")
        self.back_button = button(
            "登记退回", icon_name="fa6s.reply", tip="记下这份文件有误、已退回改正；不导入任何数据"
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
        for page in (self.choose_page, self.check_page, self.mend_page, self.result_page):
            self.pages.addWidget(page)
        foot = role(QFrame(), "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(10)
        for part in (
            self.template_button,
            self.other_button,
            self.mend_button,
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

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.choose_page.by_hand.clicked.connect(self.type_in)
        self.other_button.clicked.connect(self.start_again)
        self.mend_button.clicked.connect(self.mend)
        self.check_page.again.connect(self._read_again)
        self.check_page.forgotten.connect(self.forget_mapping)
        self.mend_page.person.clicked.connect(self._ask_for_one)
        self.template_button.clicked.connect(self.saving.template)
        self.list_button.clicked.connect(lambda: self.saving.problems(self.reading))
        self.copy_button.clicked.connect(lambda: self.saving.copy(self.reading, self.path))
        self.back_button.clicked.connect(self.hand_back)
        self.result_page.rest.clicked.connect(lambda: self.saving.rest(self.reading))
        self.sound_button.clicked.connect(lambda: self.take(only_sound=True))
        self.take_button.clicked.connect(self._forward)
        self.close_button.clicked.connect(self.reject)
        for key, deed in (
            (Qt.Key.Key_F8, self._forward),
            (Qt.Key.Key_F2, self._mend_by_key),
            (Qt.Key.Key_F3, self._ask_for_one),
        ):
            QShortcut(QKeySequence(key), self, deed)

    # steps

    def _go(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.steps[0].setText(f"1　{'录入' if self.typing else STEPS[0]}")
        begun = {CHOOSE: 0, CHECK: 1, MEND: 0 if self.typing else 1, DONE: 2}[page]
        for at, words in enumerate(self.steps):
            restyle(role(words, "strong" if at == begun else "muted"))
        if page == MEND and self.width() < WIDE_SIZE[0]:
            self.resize(*WIDE_SIZE)
        self._show_buttons(page)
        if page != MEND:
            (self.choose_button if page == CHOOSE else self.take_button).setFocus()

    def _show_buttons(self, page: int) -> None:
        reading = self.reading if page == CHECK else None
        found = bool(reading and (reading.problems or reading.warnings))
        settled = bool(reading and not any(each.code in UNSETTLED for each in reading.problems))
        self.template_button.setVisible(page == CHOOSE)
        self.other_button.setVisible(page in {CHECK, MEND} and not self.typing)
        mends = self._kind.mends and reading and reading.total and settled
        self.mend_button.setVisible(bool(mends) or (page == CHECK and self.typing))
        self.mend_button.setText("继续录入（F2）" if self.typing else "逐格改正（F2）")
        self.list_button.setVisible(found)
        self.copy_button.setVisible(found and not self.typing)
        back = (
            reading and reading.problems and self._kind.hand_back and not self.typing and not reading.mended
        )
        self.back_button.setVisible(bool(back))
        self.sound_button.setVisible(bool(reading and reading.faulty and reading.rows))
        self.take_button.setVisible(page != CHOOSE)
        self.close_button.setVisible(page != DONE)
        self.take_button.setEnabled(True)
        self.take_button.setToolTip("")
        if reading is not None:
            self.sound_button.setText(f"先导入正确的 {len(reading.rows):,} {self._kind.unit}")
            self.take_button.setText(f"导入 {len(reading.rows):,} {self._kind.unit}（F8）")
            self.take_button.setEnabled(not reading.faulty and bool(reading.rows))
            self.take_button.setToolTip("有误的行改正后才能整份导入" if reading.faulty else "")
        elif page in {MEND, DONE}:
            self.take_button.setText("核对（F8）" if page == MEND else "关闭（F8）")

    def _forward(self) -> None:
        page = self.pages.currentIndex()
        if self._job is not None or not self.take_button.isEnabled():
            return
        if page == DONE:
            self.accept()
        elif page == CHECK:
            self.take()
        elif page == MEND:
            self.check_draft()

    def _mend_by_key(self) -> None:
        page = self.pages.currentIndex()
        if page == CHECK and self.mend_button.isVisible():
            self.mend()
        elif page == MEND:
            self.mend_page.grid.edit(self.mend_page.grid.currentIndex())

    def start_again(self) -> None:
        """Go back to the choice of a file; what was mended is given up only when the clerk says so."""

        def leave() -> None:
            self.mend_page.clear()
            self.reading, self.path, self.typing = None, None, False
            self._go(CHOOSE)

        if self._job is None:
            self._ask_before_losing(leave)

    def choose(self) -> None:
        """Let the clerk choose a workbook and check it."""
        self._seat.dialogs.open_file(self, f"选择{self._kind.title}", PATTERN, self.check)

    def check(self, path: Path, way: Way = AS_IT_IS) -> None:
        """Read and check a workbook on the worker, in the way that is wanted; nothing is written."""
        self.path = path
        self.typing = False
        self.mend_page.clear()
        work, day, seat, kind = self._seat.work, self._seat.today, self._seat, self._kind

        def run() -> Judged:
            with seat.workspace.reading(seat.clerk) as desk:
                expected = imports.expected(desk, kind.code, self._case_id, kind.columns)
            found = read(
                path,
                expected.columns,
                day=day,
                progress=work.progress,
                cancelled=work.is_cancelled,
                mapping=expected.mappings if way.mapping is None else way.mapping,
                sheet=way.sheet,
                skip_hidden=way.skip_hidden,
                around=(way.held, way.held) if way.held else expected.around,
            )
            return self._judged(found)

        self._run(run, self._show_reading, f"正在核对“{called(path)}”")

    def _judged(self, found: Reading) -> Judged:
        """Hold what was read against its case; on the worker."""
        kind = self._kind
        with self._seat.workspace.reading(self._seat.clerk) as desk:
            desk.pace.listener = self._seat.work.progress
            judged = kind.judge(desk, self._case_id, found)
            compared = kind.compare(desk, self._case_id, found) if kind.compare else None
            came = imports.came(desk, kind.code, self._case_id, found)
            return judged, compared, came_words(came, found, compared)

    def _read_again(self, way: Way) -> None:
        """Read the file again as the clerk decided; until it is read the choices stand as it was read before."""
        path, reading = self.path, self.reading
        if path is None or reading is None:
            return
        if self._job is not None or self.mend_page.touched:
            self.check_page.choices.show_reading(reading)
        if self._job is None:
            self._ask_before_losing(lambda: self.check(path, way))

    def forget_mapping(self) -> None:
        """Use the mapping remembered for this sender no more, and read the file by its headings."""
        reading, path, kind = self.reading, self.path, self._kind
        if reading is None or path is None:
            return

        def forget(desk: Desk) -> None:
            sender = imports.expected(desk, kind.code, self._case_id, kind.columns).sender
            batches.forget(desk, kind.code, sender, reading.layout)

        self._seat.act(
            forget,
            lambda _done: self.check(path, Way(reading.sheet, None, reading.skip_hidden, reading.held)),
            title="正在重新识别",
            owner=self,
            refused=self._refuse,
        )

    def mend(self) -> None:
        """Show the cells of the file, or of what was typed, so that they can be put right here."""
        reading, day, work = self.reading, self._seat.today, self._seat.work
        if self._job is not None:
            return
        if self.typing or self.mend_page.draft is not None:
            self._go(MEND)
            self.mend_page.grid.setFocus()
        elif reading is not None:

            def run() -> Opened:
                opened = draft(reading, day=day, cancelled=work.is_cancelled)
                return opened, [opened.texts(number) for number in opened.numbers]

            self._run(run, self._show_draft, "正在打开各行")

    def type_in(self) -> None:
        """Begin a list by hand: an empty grid that takes typing and blocks from a spreadsheet."""
        self.typing = True
        self.path = None
        kind, day, seat = self._kind, self._seat.today, self._seat

        def run() -> Opened:
            with seat.workspace.reading(seat.clerk) as desk:
                expected = imports.expected(desk, kind.code, self._case_id, kind.columns)
            return blank_draft(expected.columns, day=day), []

        self._run(run, self._show_draft, "正在准备")

    def check_draft(self) -> None:
        """Hold what stands in the grid against the case and show what it would change."""
        opened, model = self.mend_page.draft, self.mend_page.model
        if opened is not None and model is not None:
            edits = dict(model.edits)
            self._run(lambda: self._judged(opened.changed(edits)), self._show_reading, "正在核对")

    def _ask_for_one(self) -> None:
        page = self.mend_page
        if self.pages.currentIndex() == MEND and page.person.isVisible():
            ask_for_one(self._seat, self, self._kind, page.append)

    def _run(self, run: Callable[[], T], then: Callable[[T], None], title: str) -> None:
        """Work on the worker; the window waits for it, and can be left or stopped."""
        self.banner.dismiss()
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.choose_button.setEnabled(False)
        self.check_page.choices.setEnabled(False)

        def done(found: T) -> None:
            self._wake()
            then(found)

        self._job = self._seat.work.ask(
            run, done, title=title, owner=self, refused=self._refuse, stopped=self._wake
        )

    def take(self, *, only_sound: bool = False) -> None:
        """Take the rows in: all of them or none."""
        reading = self.reading
        if reading is None or self._job is not None:
            return
        self.take_button.setEnabled(False)
        self.sound_button.setEnabled(False)
        self.banner.dismiss()
        deed = (self._kind.take_keeping if self.check_page.keeps else None) or self._kind.take
        self._job = self._seat.act(
            lambda desk: deed(desk, self._case_id, reading, only_sound),
            self._show_taken,
            title=f"正在导入{self._kind.title}",
            owner=self,
            refused=self._refuse,
            stopped=self._wake,
        )

    def hand_back(self) -> None:
        """Note that the faulty file goes back to its sender; nothing of it is taken in."""
        reading, note = self.reading, self._kind.hand_back
        if reading is None or note is None:
            return
        self._seat.act(
            lambda desk: note(desk, self._case_id, reading),
            lambda at: self.banner.say(f"已登记第 {at} 轮退回，请把问题清单或批注副本交回改正。"),
            title="正在登记退回",
            owner=self,
            refused=self._refuse,
        )

    # answers

    def _show_reading(self, found: Judged) -> None:
        self.reading, compared, before = found
        self.check_page.show_reading(self.reading, compared, before)
        self._go(CHECK)

    def _show_draft(self, found: Opened) -> None:
        self.mend_page.show_draft(*found, by_hand=self.typing)
        self._go(MEND)
        self.mend_page.grid.setFocus()

    def _show_taken(self, taken: Taken) -> None:
        self._wake()
        self.result_page.tell(taken, self.reading)
        self.mend_page.clear()
        self._go(DONE)

    def _refuse(self, refused: Refused) -> None:
        self._wake()
        self.banner.refuse(refused)

    def _wake(self) -> None:
        self._job = None
        self.unsetCursor()
        self.choose_button.setEnabled(True)
        self.sound_button.setEnabled(True)
        reading = self.reading
        self.check_page.choices.setEnabled(True)
        if reading is not None:
            self.check_page.choices.show_reading(reading)
        self.take_button.setEnabled(
            self.pages.currentIndex() != CHECK or bool(reading and not reading.faulty)
        )

    def reject(self) -> None:
        """Leave; what is running is stopped, what was typed or mended is given up only when the clerk says so."""
        if self._job is not None:
            self._job.cancel()
        self._ask_before_losing(super().reject)

    def _ask_before_losing(self, then: Callable[[], None]) -> None:
        if not self.mend_page.touched:
            then()
            return
        words = "手工录入或改正的内容还没有导入，离开后不再保留。"
        wording = Wording("放弃手工录入的内容", "放弃", words, danger=True)
        self._seat.dialogs.confirm(self, wording, then)

    # files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if event.mimeData().hasUrls() and self.pages.currentIndex() in {CHOOSE, CHECK}:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        self._ask_before_losing(lambda: self.check(path))
