"""政策 → 变化: on which day which values and rules begin, change or end, those to come included."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from desktop import policy
from desktop.policy import Item, Turn
from desktop.workspace import Desk
from ui.cells import Column
from ui.parts import label, role
from ui.policy_strip import PARTS, TurnsStrip
from ui.rows import RowsView
from ui.seat import Seat
from ui.theme import TOKENS

KINDS = {"value": "政策值", "local": "本地", "rule": "规则"}
VERBS = {"begins": ("起用", "good"), "changes": ("改为", "info"), "ends": ("停止", "still")}
COLUMNS = (
    Column("verb", "变化", 78, show=lambda verb: VERBS[verb][0], tone=lambda row: VERBS[row.verb][1]),
    Column("kind", "类别", 72, show=lambda kind: KINDS[kind]),
    Column("title", "名称", 200, grows=True),
    Column("before", "原来", 110, grows=True, show=lambda words: words or "—"),
    Column("after", "现在", 110, grows=True, show=lambda words: words or "—"),
    Column("citation", "依据", 200, grows=True, rank=1),
)


class TimelinePage(QFrame):
    """The strip of days above, and what changes on the chosen one below."""

    summary = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self.strip = TurnsStrip()
        self.strip.chosen.connect(self._choose)
        self.day = label(name="heading")
        self.list = RowsView(COLUMNS, "这一天的变化")
        self._around = QScrollArea()
        self._around.setWidgetResizable(True)
        self._around.setWidget(self.strip)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around.setFixedHeight(self.strip.height() + 14)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(14)
        head.addWidget(self.day, 1)
        for kind, tint in PARTS:
            head.addWidget(_swatch(tint))
            head.addWidget(label(KINDS[kind], "caption"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._around)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Ask when the policy changes."""

        def question(desk: Desk) -> tuple[date, tuple[Turn, ...]]:
            return desk.today, policy.turns(desk.policy)

        self._seat.ask(question, lambda found: self._show(*found), owner=self, key=(id(self), "turns"))

    def start(self) -> None:
        """Stand on the strip."""
        self.strip.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, today: date, turns: Sequence[Turn]) -> None:
        coming = [turn for turn in turns if turn.day > today]
        words = f"最近的一次在 {coming[0].day}" if coming else "目前没有已经定下、尚未到期的变化"
        self.summary.emit(f"共 {len(turns)} 次变化，将要发生 {len(coming)} 次；{words}")
        self.strip.show_turns(turns, today)

    def _choose(self, at: int) -> None:
        turn = self.strip.turns[at]
        when = "将于" if turn.day > self.strip.today else ""
        self.day.setText(f"{when}{turn.day} 的变化　{len(turn.items)} 项")
        self._around.ensureVisible(self.strip.middle(at), 0, 80, 0)
        self.list.show_rows([_told(item) for item in turn.items])


def _told(item: Item) -> Item:
    """A change of what does not stand in the figure says so."""
    if item.verb != "changes" or item.before != item.after:
        return item
    words = f"{item.after}（细则或依据有变）"
    return Item(item.kind, item.verb, item.title, item.before, words, item.citation, item.note)


def _swatch(tint: str) -> QLabel:
    made = QLabel()
    made.setFixedSize(12, 12)
    made.setStyleSheet(f"background: {TOKENS[tint]}; border-radius: 2px;")
    return made
