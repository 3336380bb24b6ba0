"""The policy values in force today with their clauses, those left to the locality, and the bureau's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import local_values
from desktop.codes import codes
from desktop.local_values import LocalEntry, LocalLine
from desktop.policy import scope_words, value_words
from desktop.workspace import Desk
from ui.cells import CENTRE, Column, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ManyField, PickField, TextField
from ui.filing_form import choices
from ui.parts import Pill, label
from ui.seat import Seat
from ui.sections import Fold, ScrollPage, SmallTable
from ui.theme import button

MOST_ROWS = 400
SCOPED = ("training_type", "level")


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value in force, in words."""

    title: str
    scope: str
    figure: str
    since: date
    origin: str
    cites: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """One value that a document leaves to the locality and that has not been entered."""

    name: str
    title: str
    scope: dict[str, tuple[str, ...]]
    cites: str
    optional: bool


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What the page shows."""

    day: date
    values: tuple[ValueLine, ...]
    gaps: tuple[GapLine, ...]
    local: tuple[LocalLine, ...]


def policy_facts(desk: Desk) -> PolicyFacts:
    """Gather the values in force today, the gaps, and the bureau's own values."""
    titles = {code.code: code.title for code in codes("policy_values")}
    values = tuple(
        ValueLine(
            value.title or titles.get(value.name, value.name),
            scope_words(value.scope),
            value_words(value),
            value.since,
            "本地" if value.local else "文件",
            str(value.cites),
        )
        for value in desk.policy.values_on(desk.today)
    )
    gaps = tuple(
        GapLine(gap.name, gap.title, dict(gap.scope), str(gap.cites), gap.optional)
        for gap in desk.policy.missing_on(desk.today)
    )
    return PolicyFacts(desk.today, values, gaps, local_values.lines(desk))


VALUE_COLUMNS = (
    Column("title", "政策值", 170, grows=True),
    Column("scope", "适用范围", 160, grows=True),
    Column("figure", "取值", 130),
    Column("since", "执行日期", 98, align=CENTRE),
    Column("origin", "来源", 62, tone=lambda row: "info" if row.origin == "本地" else ""),
    Column("cites", "依据", 240, grows=True, rank=1),
)


class PolicyPage(ScrollPage):
    """Shows the policy and lets the bureau enter its own values, one person proposing and another confirming."""

    summary = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._shown: list[QWidget] = []

    def refresh(self) -> None:
        """Ask for the policy of today."""
        self._seat.ask(policy_facts, self._show, owner=self)

    def _show(self, facts: PolicyFacts) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        self.summary.emit(f"{facts.day} 执行的政策值 {len(facts.values)} 项")
        needed = [gap for gap in facts.gaps if not gap.optional]
        if needed:
            self._place(Fold(f"需要本单位录入的标准（{len(needed)}）", self._gaps(needed)))
        waiting = [line for line in facts.local if not line.confirmed_by]
        if facts.local:
            self._place(
                Fold(f"本单位录入的标准（{len(facts.local)}）", self._local(facts.local), open_=bool(waiting))
            )
        table = SmallTable(VALUE_COLUMNS, facts.values[:MOST_ROWS], "执行中的政策值", most=24)
        self._place(Fold("执行中的政策值", table))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        add = button("录入其他本地标准", icon_name="fa6s.plus")
        add.clicked.connect(lambda: self.propose(None))
        line.addWidget(add)
        line.addStretch(1)
        self._place(row)

    def _place(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.put(widget)

    def _gaps(self, gaps: Sequence[GapLine]) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(4, 0, 0, 4)
        layout.setSpacing(6)
        for gap in gaps:
            card = QFrame()
            card.setProperty("tone", "warn")
            row = QHBoxLayout(card)
            row.setContentsMargins(12, 6, 10, 6)
            words = QVBoxLayout()
            words.setSpacing(0)
            name = gap.title
            words.addWidget(label(name, "strong", wrap=True))
            words.addWidget(label(f"{gap.cites} 由各地确定", "caption", wrap=True))
            row.addLayout(words, 1)
            enter = button("录入")
            enter.setAccessibleName(f"录入{name}")
            enter.clicked.connect(lambda _on=False, gap=gap: self.propose(gap))
            row.addWidget(enter, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(card)
        return holder

    def _local(self, lines: Sequence[LocalLine]) -> QWidget:
        titles = {code.code: code.title for code in codes("policy_values")}
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(4, 0, 0, 4)
        layout.setSpacing(6)
        for each in lines:
            card = QFrame()
            card.setProperty("tone", "still" if each.confirmed_by else "info")
            row = QHBoxLayout(card)
            row.setContentsMargins(12, 6, 10, 6)
            row.setSpacing(10)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(f"{titles.get(each.name, each.name)}　{each.figure}", "strong", wrap=True))
            span = f"{each.since} 起" if each.until is None else f"{each.since} 至 {text_of(each.until)}"
            words.addWidget(label(f"{each.cites}　{span}", "muted", wrap=True))
            words.addWidget(label(f"{each.proposed_by} 提出　{each.confirmed_by or '尚未'}确认", "caption"))
            row.addLayout(words, 1)
            row.addWidget(Pill("已生效", "good") if each.confirmed_by else Pill("待确认", "info"))
            if each.may_confirm:
                confirm = button("确认", role="primary")
                confirm.clicked.connect(lambda _on=False, each=each: self.confirm(each))
                row.addWidget(confirm)
            layout.addWidget(card)
        return holder

    def confirm(self, line: LocalLine) -> None:
        """Confirm a value that somebody else proposed."""
        wording = Wording(
            "确认本地标准", "确认", f"请对照文件原文核对：{line.figure}，{line.cites}。确认后立即执行。"
        )
        self._seat.dialogs.confirm(
            self,
            wording,
            lambda: self._seat.act(
                lambda desk: local_values.confirm(desk, line.id),
                lambda _done: self._seat.tell("本地标准已生效。"),
            ),
        )

    def propose(self, gap: GapLine | None) -> None:
        """Enter a value with the bureau's own citation; for a gap, its name and scope are known."""
        asks = propose_asks(gap)

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            entry = local_entry(given, gap)
            self._seat.act(
                lambda desk: local_values.propose(desk, entry),
                lambda _id: self._seat.tell("已提出，由另一名人员核对文件后确认。"),
                dialog=dialog,
            )

        words = "一人提出、另一人对照文件确认后才执行；已执行的不能改，只能另录一条新的。"
        self._seat.dialogs.form(
            self, Wording("录入本地标准", "提出", words, width=820, columns=2), asks, submit
        )


def propose_asks(gap: GapLine | None) -> list[Ask]:
    """The fields by which a local value is entered."""
    asks = []
    if gap is None:
        asks.append(Ask("name", "政策值", PickField(choices("policy_values"), required=True), wide=True))
        asks += [
            Ask(
                "training_type",
                "培训类型",
                ManyField(choices("training_types"), columns=3),
                "不选表示不限",
                wide=True,
            ),
            Ask("level", "等级", ManyField(choices("levels"), columns=4), "不选表示不限", wide=True),
        ]
    return [
        *asks,
        Ask(
            "figure",
            "取值",
            TextField(required=True, longest=40),
            "金额填元，比例填百分数，天数填整数",
            wide=True,
        ),
        Ask("since", "执行日期", DateField(required=True)),
        Ask("until", "截止日期", DateField(), "没有截止的不填"),
        Ask("document", "文件名称", TextField(required=True), wide=True),
        Ask("document_number", "文号", TextField(longest=60)),
        Ask("clause", "条款", TextField(required=True, longest=100)),
    ]


def local_entry(given: dict[str, Any], gap: GapLine | None) -> LocalEntry:
    """Return what was typed as the desktop wants it: an amount for values in yuan, a plain value otherwise."""
    name = gap.name if gap is not None else given["name"]
    kinds = {code.code: code.fields["kind"] for code in codes("policy_values")}
    is_amount = kinds.get(name) == "amount"
    figure = str(given["figure"]).replace(",", "").removesuffix("元").removesuffix("%").strip()
    scope = gap.scope if gap is not None else {key: given[key] for key in SCOPED if given[key]}
    return LocalEntry(
        name=name,
        since=given["since"],
        until=given["until"],
        document=given["document"],
        document_number=given["document_number"],
        clause=given["clause"],
        amount=Decimal(figure) if is_amount and figure.replace(".", "", 1).isdecimal() else None,
        value=None if is_amount and figure.replace(".", "", 1).isdecimal() else figure,
        scope=scope,
    )
