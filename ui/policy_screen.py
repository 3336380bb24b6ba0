"""政策: values by day and topic, what changes when, the bureau's own values, drafts tried, what was accepted in principle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop import overrides
from desktop.policy import Entry
from ui.overrides_page import OverridesPage
from ui.policy_local import LocalPage, gap_of, local_facts
from ui.policy_timeline import TimelinePage
from ui.policy_values import ValuesPage
from ui.replay_page import ReplayPage
from ui.screen import Screen
from ui.seat import Seat
from ui.theme import button


class PolicyScreen(Screen):
    """The pages of the policy; each is asked for when it comes to the front."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.values = ValuesPage(seat)
        self.timeline = TimelinePage(seat)
        self.local = LocalPage(seat)
        self.replay = ReplayPage(seat)
        self.overrides = OverridesPage(seat)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("政策的各页")
        for page, name in (
            (self.values, "政策值"),
            (self.timeline, "变化"),
            (self.local, "本地政策值"),
            (self.replay, "试算"),
            (self.overrides, "从宽处理"),
        ):
            self.tabs.addTab(page, name)
            page.summary.connect(lambda words, page=page: self._summarise(page, words))
        self.values.enter.connect(self._enter)
        self.replay.buttons_changed.connect(self.buttons_changed)
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    @property
    def current(self) -> ValuesPage | TimelinePage | LocalPage | ReplayPage | OverridesPage:
        """The page in front."""
        pages = (self.values, self.timeline, self.local, self.replay, self.overrides)
        return pages[self.tabs.currentIndex()]

    def buttons(self) -> list[QPushButton]:
        """What can be done on the page in front."""
        page = self.current
        if isinstance(page, ReplayPage | OverridesPage):
            return page.buttons()
        if isinstance(page, TimelinePage):
            return []
        enter = button("录入本地政策值", role="primary", icon_name="fa6s.plus")
        enter.setToolTip("一人提出，另一人对照文件确认后执行")
        enter.clicked.connect(lambda: self.local.propose(None))
        return [enter]

    def refresh(self) -> None:
        """Ask again for the page in front."""
        self.stale = False
        self.current.refresh()

    def start(self) -> None:
        """Stand where work on the page in front begins."""
        page = self.current
        if isinstance(page, LocalPage):
            self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            page.start()

    def parts(self) -> list[QWidget]:
        """The pages' titles and the page in front."""
        page = self.current
        if isinstance(page, ValuesPage):
            return [self.tabs.tabBar(), page.list.view, page.detail]
        bar = self.tabs.tabBar()
        if isinstance(page, TimelinePage):
            return [bar, page.strip, page.list.view]
        if isinstance(page, OverridesPage):
            return [bar, page.since, page.entries.view]
        return [bar, page.path if isinstance(page, ReplayPage) else page]

    def find_in_list(self) -> None:
        """Stand in the filter of the values."""
        self.tabs.setCurrentWidget(self.values)
        self.values.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.values.search.selectAll()

    def open_record(self, record_id: int, text: str = "") -> None:
        """Show the bureau's own values, or the report of a period; that is where a task leads."""
        if record_id >= overrides.PERIODS:
            self.tabs.setCurrentWidget(self.overrides)
            self.overrides.show_period(*overrides.period_of(record_id))
        else:
            self.tabs.setCurrentWidget(self.local)
            self.refresh()

    def _turn(self) -> None:
        self.buttons_changed.emit()
        self.refresh()

    def _summarise(self, page: QWidget, words: str) -> None:
        if page is self.tabs.currentWidget():
            self.summarise(words)

    def _enter(self, entry: Entry) -> None:
        """Enter a value that is left to the locality, from where it was seen."""
        self.seat.ask(
            local_facts,
            lambda facts: self.local.propose(gap_of(facts, entry)),
            owner=self,
        )
