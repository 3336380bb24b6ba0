"""The pages of a detail view: facts in sections, small tables, what the rules found, and the history."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.filings import FindingLine
from ui.cells import Column, PageModel
from ui.parts import Empty, Facts, Pill, label, role, rule
from ui.table import ROW_HEIGHT, ListView
from ui.theme import button, icon, picture

SHOWN_IN_A_GROUP = 12
STRENGTHS = {"must": ("bad", "必须符合"), "principle": ("warn", "原则上"), "notice": ("info", "提示")}


class ScrollPage(QScrollArea):
    """A page that scrolls downwards only; parts are put under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("详情内容，可用上下键滚动")
        self._inside = role(QWidget(), "plain")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(16, 12, 16, 16)
        self.body.setSpacing(10)
        self.body.addStretch(1)
        self.setWidget(self._inside)

    def put(self, widget: QWidget) -> None:
        """Put a part under the others."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def fill_with(self, empty: Empty) -> None:
        """Show an empty state over the whole page."""
        self.body.insertWidget(0, empty, 10)


class Fold(QFrame):
    """A heading that opens and closes what stands under it."""

    def __init__(self, title: str, body: QWidget, *, open_: bool = True) -> None:
        super().__init__()
        self._title = title
        self.body = body
        self.head = button(title, role="fold")
        self.head.setCheckable(True)
        self.head.setChecked(open_)
        self.head.toggled.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(body)
        self._show(open_)

    def _show(self, open_: bool) -> None:
        self.body.setVisible(open_)
        self.head.setIcon(icon("fa6s.chevron-down" if open_ else "fa6s.chevron-right", "soft"))
        self.head.setAccessibleName(f"{self._title}，{'已展开' if open_ else '已收起'}")


def facts_section(title: str, facts: Iterable[tuple[str, str]], columns: int = 2) -> Fold:
    """A folding section of names and values."""
    body = Facts(facts, columns)
    body.setContentsMargins(6, 0, 0, 4)
    return Fold(title, body)


class SmallTable(ListView):
    """A short table that is as high as its rows; for what belongs to one case and is never long."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Any], name: str, *, most: int = 12) -> None:
        super().__init__(columns, name)
        self._model = PageModel(columns, self)
        self.setModel(self._model)
        self._model.show_rows(rows)
        self.horizontalHeader().setSectionsClickable(False)
        self._shown = min(max(1, len(rows)), most)
        self.setFixedHeight(30 + self._shown * ROW_HEIGHT + 2)

    def choose_first(self) -> None:
        """Stand on the first row."""
        if self._model.rows:
            self.setCurrentIndex(self._model.index(0, 0))

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows."""
        return self._model.rows

    @property
    def current(self) -> Any:
        """The row that is chosen, None when there is none."""
        at = self.currentIndex().row()
        return self._model.rows[at] if at >= 0 else None

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(320, 30 + self._shown * ROW_HEIGHT + 2)


class FindingsPage(ScrollPage):
    """What the rules found, the hardest first; one card for each rule, with its clause and what helps."""

    def __init__(
        self, findings: Sequence[FindingLine], accept: Callable[[FindingLine], None] | None = None
    ) -> None:
        super().__init__()
        if not findings:
            empty = Empty()
            empty.say("没有发现问题", "已按受理当日有效的政策逐项核查", "fa6s.circle-check")
            self.fill_with(empty)
            return
        for _key, group in groupby(findings, key=lambda each: (each.strength, each.title)):
            self.put(_finding_card(list(group), accept))


def _finding_card(group: list[FindingLine], accept: Callable[[FindingLine], None] | None) -> QFrame:
    first = group[0]
    tone, word = STRENGTHS.get(first.strength, ("info", "提示"))
    settled = all(each.accepted_by for each in group)
    card = QFrame()
    card.setProperty("tone", "still" if settled else tone)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 8, 12, 10)
    layout.setSpacing(5)
    head = QHBoxLayout()
    head.setSpacing(8)
    mark = QLabel()
    mark.setPixmap(_mark(tone, settled=settled))
    head.addWidget(mark)
    count = f"（{len(group)} 处）" if len(group) > 1 else ""
    head.addWidget(label(f"{first.title}{count}", "strong", wrap=True), 1)
    head.addWidget(Pill("已说明理由" if settled else word, "still" if settled else tone))
    layout.addLayout(head)
    for each in group[:SHOWN_IN_A_GROUP]:
        layout.addLayout(_finding_line(each, accept))
    if len(group) > SHOWN_IN_A_GROUP:
        layout.addWidget(label(f"另有 {len(group) - SHOWN_IN_A_GROUP} 处同类问题，见名册中的标记。", "muted"))
    if first.clause:
        clause = label(f"依据　{first.clause}", "caption", wrap=True)
        layout.addWidget(clause)
    return card


def _mark(tone: str, *, settled: bool) -> Any:
    names = {"bad": "fa6s.circle-xmark", "warn": "fa6s.triangle-exclamation", "info": "fa6s.circle-info"}
    tint = {"bad": "bad", "warn": "warn", "info": "accent"}[tone]
    return picture("fa6s.circle-check" if settled else names[tone], "body" if settled else tint, 16)


def _finding_line(each: FindingLine, accept: Callable[[FindingLine], None] | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(24, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(1)
    subject = f"{each.subject}：" if each.subject else ""
    words.addWidget(label(f"{subject}{each.sentence}", wrap=True))
    if each.accepted_by:
        words.addWidget(label(f"{each.accepted_by}说明：{each.accepted_reason}", "muted", wrap=True))
    elif each.remedy:
        words.addWidget(label(f"办法　{each.remedy}", "muted", wrap=True))
    row.addLayout(words, 1)
    if accept is not None and each.strength == "principle" and not each.accepted_by:
        give = button("说明理由")
        give.setAccessibleName(f"说明理由：{each.title}")
        give.clicked.connect(lambda: accept(each))
        row.addWidget(give, 0, Qt.AlignmentFlag.AlignTop)
    return row


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a history: when, who, what was done, and the particulars."""

    when: str
    who: str
    what: str
    details: str = ""


class HistoryPage(ScrollPage):
    """What was done with a case, the newest first."""

    def __init__(self, entries: Sequence[Entry], none: str = "还没有办理记录") -> None:
        super().__init__()
        if not entries:
            empty = Empty()
            empty.say(none, "", "fa6s.clock-rotate-left")
            self.fill_with(empty)
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        for at, entry in enumerate(entries):
            line = at * 2
            grid.addWidget(label(entry.when, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(entry.who), line, 1, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(entry.what, "strong", wrap=True))
            if entry.details:
                words.addWidget(label(entry.details, "muted", wrap=True))
            grid.addLayout(words, line, 2)
            if at < len(entries) - 1:
                grid.addWidget(rule(), line + 1, 0, 1, 3)
        grid.setColumnMinimumWidth(0, 118)
        grid.setColumnMinimumWidth(1, 52)
        grid.setColumnStretch(2, 1)
        self.put(holder)
