"""The detail of one case: what it is, its pages, and the moves this clerk may take now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.moves import Offer
from ui.parts import Banner, Empty, Pill, clear, label, role
from ui.theme import button


@runtime_checkable
class Refreshing(Protocol):
    """A page that can ask again by itself, and so need not lose its place when something has changed."""

    def refresh(self) -> None:
        """Ask again for what is shown."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a case: its number, its title, its state with a tone, a few figures, and a note when needed.

    `identity` tells one case in one state, seen by one clerk, from another: while it stays the same, pages
    that can refresh themselves stay where they are.
    """

    number: str
    title: str
    state: str = ""
    tone: str = "still"
    figures: tuple[tuple[str, str], ...] = ()
    note: str = ""
    note_tone: str = "warn"
    identity: object = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the detail: its title, a count to show beside it, and how it is made when it is first looked at."""

    title: str
    make: Callable[[], QWidget]
    count: int = 0


@dataclass(frozen=True, slots=True)
class Extra:
    """Something else that can be done with a case, beside its moves: a title, an icon, and the deed."""

    title: str
    icon: str
    do: Callable[[], None]


class SheetView(QFrame):
    """Shows one case; `move_chosen` carries the code of the move the clerk chose."""

    move_chosen = Signal(str)

    def __init__(self, name: str, *, back: Sequence[str] = (), forward: Sequence[str] = ()) -> None:
        super().__init__()
        role(self, "plain")
        self._back = tuple(back)
        self._forward = tuple(forward)
        self._tab_titles: list[str] = []
        self._makers: list[Callable[[], QWidget] | None] = []
        self._made: dict[str, Any] = {}
        self._identity: object = None
        self._offers: tuple[Offer, ...] = ()
        self._offered_besides: tuple[Extra, ...] = ()
        self._wanted = ""
        self._filling = False
        self.moves: dict[str, QPushButton] = {}
        self.number = label(name="caption")
        self.title = label(name="heading", wrap=True)
        self.pill = Pill()
        self.note = Banner()
        self._figures = QGridLayout()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(f"{name}的各页")
        self.tabs.tabBar().setAccessibleName(f"{name}的各页")
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._look_at)
        self._why = role(QLabel(), "caption")
        self._why.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._extras = QHBoxLayout()
        self._extras.setSpacing(2)
        self.foot = role(QFrame(), "foot")
        self._empty = Empty()
        self._empty.say(f"没有选中{name}", "在左侧列表中选择一行，这里显示详情", "fa6s.arrow-left")
        self._assemble()

    def _assemble(self) -> None:
        case = role(QFrame(), "plain")
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(3)
        first = QHBoxLayout()
        first.addWidget(self.number)
        first.addStretch(1)
        first.addWidget(self.pill)
        head.addLayout(first)
        head.addWidget(self.title)
        self._figures.setContentsMargins(0, 4, 0, 2)
        self._figures.setHorizontalSpacing(18)
        self._figures.setVerticalSpacing(0)
        head.addLayout(self._figures)
        head.addWidget(self.note)
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(16, 7, 16, 8)
        foot.setSpacing(5)
        foot.addWidget(self._why)
        self._buttons.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._extras)
        row.addStretch(1)
        row.addLayout(self._buttons)
        foot.addLayout(row)
        layout = QVBoxLayout(case)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(case)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._identity = None
        self._stack.setCurrentIndex(0)
        self.moves = {}

    def show_case(
        self, head: Head, tabs: Sequence[Tab], offers: Sequence[Offer] = (), extras: Sequence[Extra] = ()
    ) -> None:
        """Show a case; the page that was looked at stays in front when the new case has it too."""
        self.number.setText(head.number or "尚未编号")
        self.title.setText(head.title)
        self.pill.say(head.state, head.tone)
        if head.note:
            self.note.say(head.note, head.note_tone)
        else:
            self.note.hide()
        self._show_figures(head.figures)
        same = head.identity is not None and head.identity == self._identity
        self._identity = head.identity
        if same and [tab.title for tab in tabs] == self._tab_titles:
            self._renew_tabs(tabs)
        else:
            self._show_tabs(tabs)
        self._offers, self._offered_besides = tuple(offers), tuple(extras)
        self._show_moves(offers)
        self._show_extras(extras)
        self.foot.setVisible(bool(offers or extras))
        self._stack.setCurrentIndex(1)

    def hold_back(self, codes: Sequence[str], why_not: str, way: Extra) -> None:
        """Hold back some moves of the case shown on account of what was found since, and offer the way to it."""
        self._show_moves(
            [
                replace(offer, allowed=False, why_not=why_not)
                if offer.code in codes and offer.allowed
                else offer
                for offer in self._offers
            ]
        )
        if why_not.rstrip("。") not in self._why.text():
            self._why.setText("\n".join(part for part in (self._why.text(), why_not) if part))
            self._why.setVisible(True)
        self._show_extras([way, *self._offered_besides])

    def look_at(self, title: str) -> None:
        """Bring a page to the front by its title."""
        if title in self._tab_titles:
            self.tabs.setCurrentIndex(self._tab_titles.index(title))

    def take(self, kind: str) -> bool:
        """Take the first allowed move forward or back (F8, F9); returns whether there was one."""
        for code in self._forward if kind == "forward" else self._back:
            found = self.moves.get(code)
            if found is not None and found.isEnabled():
                found.click()
                return True
        return False

    def _show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        clear(self._figures)
        for at, (name, value) in enumerate(figures):
            self._figures.addWidget(label(name, "caption"), 0, at)
            self._figures.addWidget(label(value or "—", "strong"), 1, at)
            self._figures.setColumnStretch(at, 0)
        self._figures.setColumnStretch(len(figures), 1)

    def _show_tabs(self, tabs: Sequence[Tab]) -> None:
        self._filling = True
        here = self.tabs.currentIndex()
        wanted = self._tab_titles[here] if 0 <= here < len(self._tab_titles) else ""
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            page.deleteLater()
        self._made = {}
        self._tab_titles = [tab.title for tab in tabs]
        self._makers = [tab.make for tab in tabs]
        for tab in tabs:
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, f"{tab.title} {tab.count}" if tab.count else tab.title)
        self._filling = False
        self.tabs.setCurrentIndex(self._tab_titles.index(wanted) if wanted in self._tab_titles else 0)
        self._look_at(self.tabs.currentIndex())

    def _look_at(self, at: int) -> None:
        if self._filling or not 0 <= at < len(self._makers):
            return
        make = self._makers[at]
        if make is not None:
            self._makers[at] = None
            holder = self.tabs.widget(at).layout()
            if holder is not None:
                self._made[self._tab_titles[at]] = page = make()
                holder.addWidget(page)

    def _renew_tabs(self, tabs: Sequence[Tab]) -> None:
        """Bring the pages of the same case up to date, each in its place."""
        for at, tab in enumerate(tabs):
            self.tabs.setTabText(at, f"{tab.title} {tab.count}" if tab.count else tab.title)
            made = self._made.get(tab.title)
            if isinstance(made, Refreshing):
                made.refresh()
                continue
            self._makers[at] = tab.make
            if made is not None:
                del self._made[tab.title]
                made.hide()
                made.deleteLater()
        self._look_at(self.tabs.currentIndex())

    def _show_moves(self, offers: Sequence[Offer]) -> None:
        clear(self._buttons)
        self.moves = {}
        hindered = [offer for offer in offers if not offer.allowed]
        ordered = [*hindered, *(offer for offer in offers if offer.allowed)]
        ordered.sort(key=lambda offer: (offer.allowed, offer.code in self._forward))
        primary = next((o.code for o in reversed(ordered) if o.allowed and o.code not in self._back), "")
        for offer in ordered:
            self._buttons.addWidget(self._move_button(offer, primary=offer.code == primary))
        self._why.setText("\n".join(f"“{o.title}”暂不能办：{o.why_not}" for o in hindered[:3]))
        self._why.setToolTip("\n".join(f"{o.title}：{o.why_not}" for o in hindered))
        self._why.setVisible(bool(hindered))

    def _show_extras(self, extras: Sequence[Extra]) -> None:
        clear(self._extras)
        for extra in extras:
            made = button(extra.title, role="link", icon_name=extra.icon)
            made.clicked.connect(extra.do)
            self._extras.addWidget(made)

    def _move_button(self, offer: Offer, *, primary: bool) -> QPushButton:
        key = "（F8）" if primary and offer.code in self._forward else ""
        key = "（F9）" if offer.code in self._back[:1] and offer.allowed else key
        kind = "primary" if primary else "danger" if offer.code in self._back and offer.allowed else ""
        made = button(f"{offer.title}{key}", role=kind, tip=offer.why_not)
        made.setAccessibleName(offer.title)
        made.setAccessibleDescription(offer.why_not)
        made.setEnabled(offer.allowed)
        made.clicked.connect(lambda: self.move_chosen.emit(offer.code))
        self.moves[offer.code] = made
        return made
