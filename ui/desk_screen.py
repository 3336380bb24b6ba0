"""工作台: what to do now — overdue, due today, ready for this clerk, waiting on others — and where the money stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.workbench import Task, Workbench, workbench
from ui.cells import Column, PageModel, money
from ui.parts import Empty, label, role
from ui.screen import Screen
from ui.screens import SCREENS
from ui.seat import Seat
from ui.table import ListView
from ui.theme import button, picture

QUEUES = (
    ("overdue", "已逾期", "bad", "fa6s.circle-exclamation"),
    ("today", "今日到期", "warn", "fa6s.clock"),
    ("mine", "待我办理", "info", "fa6s.inbox"),
    ("others", "等待他人", "still", "fa6s.hourglass-half"),
)
EMPTY = {
    "overdue": ("没有逾期事项", "各环节都在办理期限内"),
    "today": ("今天没有到期事项", ""),
    "mine": ("没有待办事项", "新的备案在“备案”中登记"),
    "others": ("没有等待他人的事项", ""),
}
WEEKDAYS = "一二三四五六日"


def left_words(days: int | None) -> str:
    """How long a task still has, in working days."""
    if days is None:
        return ""
    if days < 0:
        return "已逾期" if days == -1 else f"逾期 {-days} 天"
    return "今日到期" if days == 0 else f"还有 {days} 天"


def left_tone(task: Task) -> str:
    """The tone of a task's deadline."""
    days = task.days_left
    return "" if days is None else "bad" if days < 0 else "warn" if days == 0 else ""


TITLES = {spec.code: spec.title for spec in SCREENS}
COLUMNS = (
    Column("days_left", "办理期限", 106, show=left_words, tone=left_tone, sort="-"),
    Column("screen", "环节", 90, show=lambda code: TITLES.get(code, code), sort="-"),
    Column("number", "编号", 150, sort="-"),
    Column("title", "事项", 180, grows=True, sort="-"),
    Column("step", "下一步", 120, sort="-"),
    Column("why_not", "说明", 220, grows=True, rank=1, sort="-"),
)


class QueueCard(QPushButton):
    """One queue with its number; choosing it shows the list behind the number."""

    def __init__(self, title: str, tone: str, icon_name: str) -> None:
        super().__init__()
        role(self, "queue")
        self._title = title
        self.setCheckable(True)
        self.number = role(QLabel("0"), "figure")
        mark = QLabel()
        tint = {"bad": "bad", "warn": "warn", "info": "accent"}.get(tone, "body")
        mark.setPixmap(picture(icon_name, tint, 22))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.number)
        words.addWidget(label(title, "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 8)
        row.addLayout(words, 1)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        for part in list[QLabel](self.findChildren(QLabel)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def count(self, number: int) -> None:
        """Show how many wait in the queue."""
        self.number.setText(f"{number:,}")
        self.setAccessibleName(f"{self._title} {number} 件")


class DeskScreen(Screen):
    """The first screen of the day."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.shown: Workbench | None = None
        self.queue = ""
        self.cards: dict[str, QueueCard] = {}
        self.figures: dict[str, QLabel] = {}
        self.view = ListView(COLUMNS, "待办事项")
        self.model = PageModel(COLUMNS, self)
        self.view.setModel(self.model)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda at: self.open_task(self.model.rows[at]))
        self.empty = Empty()
        self.heading = label(name="section")
        self.open_button = button(
            "办理", role="primary", icon_name="fa6s.arrow-right", tip="打开选中的事项（回车）"
        )
        self.open_button.clicked.connect(self._open_current)
        self._assemble()

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        cards = QHBoxLayout()
        cards.setSpacing(10)
        group = QButtonGroup(self)
        for code, title, tone, icon_name in QUEUES:
            card = QueueCard(title, tone, icon_name)
            card.clicked.connect(partial(self.show_queue, code))
            group.addButton(card)
            self.cards[code] = card
            cards.addWidget(card, 1)
        layout.addLayout(cards)
        layout.addWidget(self._list_part(), 1)
        layout.addWidget(self._money_part())

    def _list_part(self) -> QFrame:
        part = role(QFrame(), "card")
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.open_button)
        inside = QVBoxLayout(part)
        inside.setContentsMargins(1, 0, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.empty, 1)
        return part

    def _money_part(self) -> QFrame:
        part = role(QFrame(), "card")
        grid = QGridLayout(part)
        grid.setContentsMargins(16, 8, 16, 10)
        grid.setVerticalSpacing(0)
        for at, (code, title) in enumerate(
            (
                ("people_in_class", "正在开班"),
                ("granted", "已审批补贴"),
                ("on_notice", "公示中"),
                ("paid", "已拨付"),
            )
        ):
            self.figures[code] = label("—", "amount")
            grid.addWidget(label(title, "caption"), 0, at)
            grid.addWidget(self.figures[code], 1, at)
            grid.setColumnStretch(at, 1)
        return part

    def refresh(self) -> None:
        """Ask what waits."""
        self.stale = False
        self.seat.ask(workbench, self._show, owner=self, key=id(self))

    def start(self) -> None:
        """Stand in the list."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def parts(self) -> list[QWidget]:
        """The queues and the list."""
        return [next(iter(self.cards.values())), self.view]

    def show_queue(self, code: str) -> None:
        """Show the tasks of one queue."""
        self.queue = code
        tasks: Sequence[Task] = getattr(self.shown, code) if self.shown else ()
        self.cards[code].setChecked(True)
        self.model.show_rows(tasks)
        self.view.fit_columns()
        self.empty.say(*EMPTY[code], "fa6s.mug-hot" if code != "others" else "fa6s.inbox")
        self.empty.setVisible(not tasks)
        self.view.setVisible(bool(tasks))
        self.open_button.setVisible(bool(tasks))
        title = next(title for own, title, _tone, _icon in QUEUES if own == code)
        self.heading.setText(f"{title}　{len(tasks):,} 件")
        if tasks:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def open_task(self, task: Task) -> None:
        """Go to the screen and the case where a task is done."""
        self.wanted.emit(task.screen, task.case_id, "")

    def approve(self) -> None:
        """Open the task the clerk stands on (F8)."""
        self._open_current()

    def _open_current(self) -> None:
        at = self.view.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            self.open_task(self.model.rows[at])

    def _show(self, found: Workbench) -> None:
        self.shown = found
        for code, card in self.cards.items():
            card.count(len(getattr(found, code)))
        self.figures["people_in_class"].setText(f"{found.people_in_class:,} 个班")
        for code in ("granted", "on_notice", "paid"):
            self.figures[code].setText(f"{money(getattr(found, code))} 元")
        now = self.seat.workspace.now()
        self.summarise(f"{now:%Y}年{now.month}月{now.day}日　星期{WEEKDAYS[now.weekday()]}")
        waiting = next((code for code, *_rest in QUEUES if getattr(found, code)), "mine")
        self.show_queue(self.queue if self.queue and getattr(found, self.queue) else waiting)
