"""设置: accounts, the check that everything ties, the office, printers, the wording of papers, holidays."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop import checks
from desktop.checks import Check
from ui.accounts_page import AccountsPage
from ui.bureau_page import BureauPage
from ui.calendar_page import CalendarPage
from ui.parts import clear, label
from ui.printers_page import PrintersPage
from ui.screen import Screen
from ui.seat import Seat
from ui.sections import ScrollPage
from ui.sheet import Refreshing
from ui.theme import button, picture
from ui.wording_page import WordingPage


class ChecksPage(ScrollPage):
    """The check that the store is sound and that money ties from application to package."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.run_button = button("立即检查", role="primary", icon_name="fa6s.shield-halved")
        self.run_button.clicked.connect(self.run)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(
            label(
                "核对数据文件、办理记录链，以及申请、公示、拨付、台账、上报包的金额是否逐分相符",
                "muted",
                wrap=True,
            ),
            1,
        )
        row.addWidget(self.run_button)
        self.put(head)
        self._results = QVBoxLayout()
        self._results.setSpacing(8)
        part = QWidget()
        part.setLayout(self._results)
        self.put(part)

    def refresh(self) -> None:
        """Nothing is asked until the clerk asks."""

    def run(self) -> None:
        """Check everything now."""
        self.run_button.setEnabled(False)
        self._seat.ask(checks.check, self._show, owner=self, refused=self._refuse)

    def _refuse(self, refused: Any) -> None:
        self.run_button.setEnabled(True)
        self._seat.tell_refusal(refused)

    def _show(self, found: Sequence[Check]) -> None:
        self.run_button.setEnabled(True)
        clear(self._results)
        for each in found:
            self._results.addWidget(_check_card(each))


def _check_card(check: Check) -> QFrame:
    card = QFrame()
    card.setProperty("tone", "bad" if check.faults else "good")
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 7, 12, 7)
    row.setSpacing(10)
    mark = label()
    sound = not check.faults
    mark.setPixmap(
        picture("fa6s.circle-check" if sound else "fa6s.circle-xmark", "good" if sound else "bad", 16)
    )
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(f"{check.title}　{'相符' if sound else '不相符'}", "strong"))
    words.addWidget(label(check.figure, "muted", wrap=True))
    for fault in check.faults[:20]:
        words.addWidget(label(fault, "bad", wrap=True))
    row.addLayout(words, 1)
    return card


class SettingsScreen(Screen):
    """Accounts, checks and the office as pages of one screen."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.accounts = AccountsPage(seat)
        self.bureau = BureauPage(seat)
        self.checks = ChecksPage(seat)
        self.printers = PrintersPage(seat)
        self.wording = WordingPage(seat)
        self.calendar = CalendarPage(seat)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("设置的各页")
        for page, name in (
            (self.accounts, "人员账户"),
            (self.checks, "数据检查"),
            (self.bureau, "本单位"),
            (self.printers, "打印机"),
            (self.wording, "文书用语与字体"),
            (self.calendar, "节假日"),
        ):
            self.tabs.addTab(page, name)
        self.tabs.currentChanged.connect(lambda _at: self.refresh())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def refresh(self) -> None:
        """Ask again for the page in front."""
        self.stale = False
        page = self.tabs.currentWidget()
        if isinstance(page, Refreshing):
            page.refresh()

    def start(self) -> None:
        """Stand on the pages' titles."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)

    def parts(self) -> list[QWidget]:
        """The pages' titles and the page in front."""
        return [self.tabs.tabBar(), self.tabs.currentWidget()]
