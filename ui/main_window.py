"""The window: navigation from SCREENS, a header with title and actions, the screens, and the status line."""

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.codes import title as code_title
from ui.folder_watch import FolderWatch
from ui.help import HelpWindow
from ui.nav import Navigation
from ui.parts import Banner, clear, label, role
from ui.progress import ProgressStrip
from ui.report import Report, ReportDialog
from ui.screen import Screen
from ui.screens import SCREENS, ScreenSpec
from ui.seat import Seat
from ui.theme import picture

SMALLEST = (1060, 560)
USUAL = (1366, 728)
ROOMY = 1200
HEADER_HEIGHT = 50
BANNER_WIDTH = 620


class MainWindow(QMainWindow):
    """Holds the screens; each is made when it is first visited and refreshed when something has changed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.screens: dict[str, Screen] = {}
        self._spec: ScreenSpec = SCREENS[0]
        self._closing = False
        self._help: HelpWindow | None = None
        self._report: ReportDialog | None = None
        practice = seat.workspace.practice
        self.setWindowTitle(f"职培工作站 — {seat.workspace.bureau}{'（演练）' if practice else ''}")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.navigation = Navigation(seat, SCREENS)
        self.navigation.chosen.connect(self.go)
        self.title = label(name="title")
        self.summary = label(name="muted")
        self._actions = QHBoxLayout()
        self.right = QWidget()
        self.banner = Banner(self.right)
        self.right.installEventFilter(self)
        self.progress = ProgressStrip(seat.work)
        self.folder_watch = FolderWatch(seat, self)
        self.stack = QStackedWidget()
        self._assemble(practice)
        self._fill_status()
        self._bind_keys()
        seat.said.connect(self._say)
        seat.changed.connect(self._hear_change)
        seat.clerk_changed.connect(self._seat_changed)
        seat.work.failed.connect(self.show_report)
        self.go("desk")

    # layout

    def _assemble(self, practice: bool) -> None:
        header = role(QFrame(), "bar")
        header.setFixedHeight(HEADER_HEIGHT)
        row = QHBoxLayout(header)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(self.title)
        row.addWidget(self.summary, 1)
        self._actions.setSpacing(8)
        row.addLayout(self._actions)
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(header)
        right.addWidget(self.stack, 1)
        right.addWidget(self.progress)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.navigation)
        body.addWidget(self.right, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if practice:
            whole.addWidget(practice_strip(self.seat.workspace.practice_day))
        whole.addLayout(body, 1)
        holder = QWidget()
        holder.setLayout(whole)
        self.setCentralWidget(holder)

    def _fill_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._who = QLabel()
        bar.addWidget(self._who)
        workspace = self.seat.workspace
        for text in (workspace.bureau, f"政策地区：{code_title('regions', workspace.region)}"):
            bar.addWidget(QLabel(f"　{text}"))
        self._day = QLabel(f"{self.seat.today}")
        self._state = QLabel("就绪")
        bar.addPermanentWidget(self._state)
        bar.addPermanentWidget(self._day)
        bar.addPermanentWidget(QLabel("F1 帮助　"))
        self.seat.work.began.connect(lambda job: self._state.setText(f"{job.title}…"))
        self.seat.work.idle.connect(self._rest)
        self._show_clerk()

    def _rest(self) -> None:
        self._state.setText("就绪")
        self._day.setText(f"{self.seat.today}")

    def _show_clerk(self) -> None:
        clerk = self.seat.clerk
        roles = "、".join(code_title("roles", code) for code in sorted(clerk.roles))
        self._who.setText(f"　{clerk.name}（{roles}）")

    def _bind_keys(self) -> None:
        for spec in SCREENS:
            QShortcut(QKeySequence(f"Alt+{spec.key}"), self, partial(self.go, spec.code))
        for key, do in (
            ("F1", self.show_help),
            ("F5", partial(self._tell_front, "refresh")),
            ("F6", self._next_part),
            ("F8", partial(self._tell_front, "approve")),
            ("F9", partial(self._tell_front, "send_back")),
            ("Ctrl+F", partial(self._tell_front, "find_in_list")),
        ):
            QShortcut(QKeySequence(key), self, do)

    # what screens and keys ask for

    def _tell_front(self, gesture: str) -> None:
        getattr(self.front, gesture)()

    @property
    def front(self) -> Screen:
        """The screen in front."""
        return self.screens[self._spec.code]

    def go(self, code: str, record_id: int | None = None, text: str = "") -> None:
        """Bring a screen to the front, with one record when an id is given (`text` finds it in the list)."""
        if self.screens and not self.front.may_leave():
            self.navigation.mark(self._spec.code)
            return
        spec = next(spec for spec in SCREENS if spec.code == code)
        if code not in self.screens:
            made = spec.make(self.seat)
            made.summary.connect(partial(self._summarise, code))
            made.wanted.connect(self.go)
            made.buttons_changed.connect(partial(self._show_buttons, code))
            self.screens[code] = made
            self.stack.addWidget(made)
        self._spec = spec
        self.banner.dismiss()
        screen = self.front
        self.title.setText(spec.title)
        self.summary.setText(screen.summary_text)
        self._show_buttons(code)
        self.stack.setCurrentWidget(screen)
        self.navigation.mark(code)
        if record_id is not None:
            screen.open_record(record_id, text)
        elif screen.stale:
            screen.refresh()
        held: QWidget | None = self.focusWidget()
        if held is None or not self.navigation.isAncestorOf(held):
            screen.start()

    def show_help(self) -> None:
        """Open the help page of the screen in front."""
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show_page(self._spec.code)

    def show_report(self, report: Report) -> None:
        """Show the report of an unexpected error."""
        self._report = ReportDialog(report, self)
        self._report.open()

    def _say(self, text: str, tone: str, remedy: str) -> None:
        self.banner.say(text, tone, remedy)
        self._place_banner()

    def _place_banner(self) -> None:
        """Lay the strip over the work, so that nothing moves under the clerk's hands."""
        width = min(BANNER_WIDTH, self.right.width() - 32)
        self.banner.resize(width, self.banner.heightForWidth(width))
        self.banner.move(self.right.width() - width - 16, HEADER_HEIGHT + 8)
        self.banner.raise_()

    def _summarise(self, code: str, text: str) -> None:
        if code == self._spec.code:
            self.summary.setText(text)

    def _show_buttons(self, code: str) -> None:
        if code != self._spec.code:
            return
        clear(self._actions)
        before: QWidget = self.navigation.switch
        for each in self.front.buttons():
            self._actions.addWidget(each)
            QWidget.setTabOrder(before, each)
            before = each

    def _hear_change(self) -> None:
        for code, screen in self.screens.items():
            if code == self._spec.code:
                screen.refresh()
            else:
                screen.stale = True

    def _seat_changed(self) -> None:
        self._show_clerk()
        self.banner.dismiss()
        for screen in self.screens.values():
            screen.stale = True
        self._show_buttons(self._spec.code)
        self.front.refresh()

    def _next_part(self) -> None:
        """Move the keyboard between navigation, list and detail (F6)."""
        parts = [self.navigation.current_button(), *self.front.parts()]
        held: QWidget | None = self.focusWidget()
        around = [part is held or (held is not None and part.isAncestorOf(held)) for part in parts]
        here = around.index(True) if True in around else -1
        parts[(here + 1) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more room to the work on a small screen."""
        super().resizeEvent(event)
        narrow = self.width() < ROOMY
        if narrow != self.navigation.narrow:
            self.navigation.set_narrow(narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the strip in its place when the work's room changes."""
        if watched is self.right and event.type() == QEvent.Type.Resize:
            self._place_banner()
        return super().eventFilter(watched, event)

    # leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for running work; ask before typed things would be lost."""
        if not self.front.may_leave():
            event.ignore()
            return
        work = self.seat.work
        work.drop_waiting()
        if work.busy and not self._closing:
            self._closing = True
            self.setEnabled(False)
            self._state.setText("正在完成当前办理，完成后自动关闭")
            work.idle.connect(self.close)
            event.ignore()
            return
        if self._help is not None:
            self._help.close()
        work.close()
        event.accept()


def practice_strip(day: date | None) -> QFrame:
    """The amber strip that marks a practice workspace."""
    strip = role(QFrame(), "practice")
    strip.setFixedHeight(22)
    row = QHBoxLayout(strip)
    row.setContentsMargins(14, 0, 14, 0)
    row.setSpacing(7)
    mark = QLabel()
    mark.setPixmap(picture("fa6s.flask", "amber_ink", 12))
    row.addWidget(mark)
    row.addWidget(QLabel("演练　人员与单位均为虚构，可以放心操作；与正式数据互不相通"))
    row.addStretch(1)
    if day is not None:
        row.addWidget(QLabel(f"演练日期停在 {day}"))
    return strip
