"""政策 → 政策值: what holds on any day, by region, training type, heading and words; each value opens to its clause."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop import local_values, policy
from desktop.local_values import LocalLine
from desktop.policy import Entry, EntrySheet, Policy
from desktop.workspace import Desk
from ui.cells import CENTRE, Column, text_of
from ui.days import DateField
from ui.filing_form import choices
from ui.parts import Pill, clear, label, role
from ui.rows import RowsView
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.table import TYPING_PAUSE_MS
from ui.theme import button, icon

ORIGIN_TONES = {"local": "info", "missing": "warn"}
STANDING_TONES = {"now": "good", "ahead": "info", "over": "still"}
COLUMNS = (
    Column("called", "政策值", 160, grows=True),
    Column("scope", "适用范围", 120, grows=True, show=lambda words: words or "全部"),
    Column("figure", "取值", 110, grows=True, show=lambda words: words or "—"),
    Column("begins", "执行日期", 96, align=CENTRE, show=lambda day: day or "—"),
    Column("origin_title", "来源", 84, tone=lambda row: ORIGIN_TONES.get(row.origin, "")),
    Column("citation", "依据", 200, grows=True, rank=1),
)
PAST_COLUMNS = (
    Column("begins", "起", 94, align=CENTRE, show=lambda day: day or "—"),
    Column("until", "止", 94, align=CENTRE, show=lambda day: text_of(day) or "—"),
    Column("figure", "取值", 110, grows=True, show=lambda words: words or "由各地确定"),
    Column("standing_title", "状态", 86, tone=lambda row: STANDING_TONES[row.standing]),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A value laid open, and what the bureau itself has entered under its name."""

    sheet: EntrySheet
    local: tuple[LocalLine, ...]


def policy_of(desk: Desk, region: str) -> Policy:
    """The policy of a region: the county's own with what the bureau has entered, another as it is shipped."""
    return desk.policy if region == desk.workspace.region else policy.load(region)


class ValuesPage(QFrame):
    """The list of values with the detail of one; `enter` asks to enter a value that is left to the locality."""

    summary = Signal(str)
    enter = Signal(object)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        own = seat.workspace.region
        self.region = _combo("地区", sorted(choices("regions"), key=lambda pair: pair[0] != own))
        self.day = DateField(required=True, today=seat.today)
        self.day.name_as("日期", "按这一天执行的政策显示")
        self.day.fill(seat.today)
        self.training_type = _combo("培训类型", [("", "全部培训类型"), *choices("training_types")])
        self.group = _combo("类别", [("", "全部类别"), *choices("value_groups")])
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入名称、取值、文号或条款查找")
        self.search.setAccessibleName("查找政策值")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("fa6s.magnifying-glass", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = RowsView(COLUMNS, "政策值")
        self.detail = ValueDetail()
        self.detail.enter.connect(self.enter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._assemble()
        for combo in (self.region, self.training_type, self.group):
            combo.currentIndexChanged.connect(lambda _at: self.refresh())
        self.day.changed.connect(self._pause.start)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.refresh)
        self.list.picked.connect(self._pick)

    def _assemble(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 8)
        bar.setSpacing(8)
        self.day.setFixedWidth(148)
        for each in (self.region, self.day, self.training_type, self.group):
            bar.addWidget(each)
        bar.addWidget(self.search, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 60)
        splitter.setStretchFactor(1, 40)
        splitter.setSizes([620, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    def refresh(self) -> None:
        """Ask what holds on the day, under the filters as they stand."""
        day = self.day.value
        self.day.mark(day is None)
        if day is None:
            return
        region, kind, group = (each.currentData() for each in (self.region, self.training_type, self.group))
        text = self.search.text()
        self._seat.ask(
            lambda desk: policy.entries(
                policy_of(desk, region), day, training_type=kind, group=group, text=text
            ),
            lambda found: self._show(day, found),
            owner=self,
            key=(id(self), "values"),
        )

    def start(self) -> None:
        """Stand in the list."""
        self.list.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, day: date, found: Sequence[Entry]) -> None:
        missing = sum(each.origin == "missing" for each in found)
        waiting = f"，另有 {missing} 项由各地确定" if missing else ""
        self.summary.emit(f"{day} 执行的政策值 {len(found) - missing} 项{waiting}")
        words = ("没有找到", "换一天、换一个类别，或换一个词再找")
        self.list.show_rows(found, words, same=lambda one, other: bool(one.key == other.key))

    def _pick(self, row: Entry | None) -> None:
        day, region = self.day.value, self.region.currentData()
        if row is None or day is None:
            self.detail.show_nothing()
            return
        own = region == self._seat.workspace.region

        def question(desk: Desk) -> Opened:
            sheet = policy.entry_sheet(policy_of(desk, region), row.key, day)
            held = local_values.lines(desk) if own else ()
            return Opened(sheet, tuple(line for line in held if line.name == row.name))

        self._seat.ask(
            question,
            lambda opened: self.detail.show_value(opened, may_enter=own),
            owner=self,
            key=(id(self), "value"),
        )


class ValueDetail(ScrollPage):
    """One value: what it says, for whom, its document, number and clause, its history, the rules that consult it."""

    enter = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(330)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(10)
        part = QWidget()
        part.setLayout(self._holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self.put(part)

    def show_nothing(self) -> None:
        """Show that no value is chosen."""
        clear(self._holder)
        self._holder.addWidget(label("没有选中的政策值", "muted"))

    def show_value(self, opened: Opened, *, may_enter: bool) -> None:
        """Show one value."""
        clear(self._holder)
        sheet = opened.sheet
        entry = sheet.entry
        self._holder.addLayout(_head(entry))
        self._holder.addWidget(label(entry.figure or "由各地确定，本单位还没有录入", "amount", wrap=True))
        if entry.origin == "missing" and may_enter:
            row = QHBoxLayout()
            give = button("录入本地政策值", role="primary", icon_name="fa6s.plus")
            give.clicked.connect(lambda: self.enter.emit(entry))
            row.addWidget(give)
            row.addStretch(1)
            self._holder.addLayout(row)
        facts = (
            ("适用范围", entry.scope or "全部"),
            ("类别", entry.group_title),
            ("执行日期", entry.begins),
            ("截止日期", text_of(entry.until) or "没有规定"),
        )
        self._holder.addWidget(facts_section("内容", facts))
        cites = entry.cites
        clause = (("文件", f"《{cites.document}》"), ("文号", cites.number), ("条款", cites.clause))
        self._holder.addWidget(facts_section("依据", clause, 1))
        if entry.note:
            self._holder.addWidget(label(entry.note, "muted", wrap=True))
        self._holder.addWidget(label(f"沿革（{len(sheet.history)}）", "section"))
        self._holder.addWidget(SmallTable(PAST_COLUMNS, sheet.history, "沿革"))
        self._add_local(opened.local)
        self._add_rules(sheet)

    def _add_local(self, lines: Sequence[LocalLine]) -> None:
        if not lines:
            return
        self._holder.addWidget(label("本单位录入的", "section"))
        for line in lines:
            self._holder.addWidget(label(f"{line.figure}　{line.since} 起　{line.who}", "muted", wrap=True))

    def _add_rules(self, sheet: EntrySheet) -> None:
        self._holder.addWidget(label("用在哪里", "section"))
        if sheet.use:
            self._holder.addWidget(label(sheet.use, wrap=True))
        for rule in sheet.rules:
            self._holder.addWidget(label(f"规则：{rule.title}（{rule.strength}）", wrap=True))
            self._holder.addWidget(label(rule.citation, "caption", wrap=True))
        if not sheet.use and not sheet.rules:
            self._holder.addWidget(label("这一天没有规则用到它。", "muted"))


def _head(entry: Entry) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(entry.called, "heading", wrap=True), 1)
    head.addWidget(
        Pill(entry.origin_title, ORIGIN_TONES.get(entry.origin, "still")), 0, Qt.AlignmentFlag.AlignTop
    )
    return head


def _combo(name: str, offered: Sequence[tuple[str, str]]) -> QComboBox:
    """A choice that names itself, as wide as its longest title."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    for code, title in offered:
        made.addItem(title, code)
    return made
