"""政策 → 本地政策值: what is left to the locality, and what the bureau has entered itself, one proposing, another confirming."""

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
from desktop.policy import Entry
from desktop.workspace import Desk
from ui.cells import text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ManyField, PickField, TextField
from ui.filing_form import choices
from ui.parts import Pill, clear, label
from ui.seat import Seat
from ui.sections import Fold, ScrollPage
from ui.theme import button

SCOPED = ("training_type", "level", "programme")


@dataclass(frozen=True, slots=True)
class GapLine:
    """One value that a document leaves to the locality and that has not been entered."""

    name: str
    title: str
    scope: dict[str, tuple[str, ...]]
    cites: str
    optional: bool


@dataclass(frozen=True, slots=True)
class LocalFacts:
    """What the page shows."""

    day: date
    gaps: tuple[GapLine, ...]
    local: tuple[LocalLine, ...]


def local_facts(desk: Desk) -> LocalFacts:
    """Gather what is left to the locality today, and the bureau's own values."""
    gaps = tuple(
        GapLine(gap.name, gap.title, dict(gap.scope), str(gap.cites), gap.optional)
        for gap in desk.policy.missing_on(desk.today)
    )
    return LocalFacts(desk.today, gaps, local_values.lines(desk))


def gap_of(facts: LocalFacts, entry: Entry) -> GapLine | None:
    """The gap that a line of the list of values stands for, None when it is none today."""
    return next((gap for gap in facts.gaps if (gap.name, gap.title) == (entry.name, entry.title)), None)


class LocalPage(ScrollPage):
    """Shows what is left to the locality and lets the bureau enter it; nothing is edited, only followed by another."""

    summary = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(10)
        part = QWidget()
        part.setLayout(self._holder)
        self.put(part)

    def refresh(self) -> None:
        """Ask for what is left to the locality and what was entered."""
        self._seat.ask(local_facts, self._show, owner=self, key=(id(self), "local"))

    def _show(self, facts: LocalFacts) -> None:
        clear(self._holder)
        needed = [gap for gap in facts.gaps if not gap.optional]
        free = [gap for gap in facts.gaps if gap.optional]
        waiting = [line for line in facts.local if not line.confirmed_by]
        settled = [line for line in facts.local if line.confirmed_by]
        self.summary.emit(f"待录入 {len(needed)} 项，待确认 {len(waiting)} 项，已确认 {len(settled)} 项")
        words = "一人提出、另一人对照文件确认后才执行；已执行的不能改，只能另录一条新的，过去的核算永远按当时的标准。"
        self._holder.addWidget(label(words, "muted", wrap=True))
        if waiting:
            self._holder.addWidget(Fold(f"待确认（{len(waiting)}）", self._local(waiting, facts.day)))
        if needed:
            self._holder.addWidget(Fold(f"需要本单位录入的标准（{len(needed)}）", self._gaps(needed)))
        if settled:
            self._holder.addWidget(
                Fold(f"本单位录入的标准（{len(settled)}）", self._local(settled, facts.day))
            )
        if free:
            titled = f"可以录入的标准（{len(free)}），不录入的不影响核算"
            self._holder.addWidget(Fold(titled, self._gaps(free), open_=not needed))

    def _gaps(self, gaps: Sequence[GapLine]) -> QWidget:
        holder, layout = _column()
        for gap in gaps:
            card, row, words = _card("still" if gap.optional else "warn")
            words.addWidget(label(gap.title, "strong", wrap=True))
            words.addWidget(label(f"{gap.cites} 由各地确定", "caption", wrap=True))
            enter = button("录入")
            enter.setAccessibleName(f"录入{gap.title}")
            enter.clicked.connect(lambda _on=False, gap=gap: self.propose(gap))
            row.addWidget(enter, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(card)
        return holder

    def _local(self, lines: Sequence[LocalLine], day: date) -> QWidget:
        holder, layout = _column()
        for each in lines:
            card, row, words = _card("still" if each.confirmed_by else "info")
            words.addWidget(label(f"{each.title}　{each.figure}", "strong", wrap=True))
            span = f"{each.since} 起" if each.until is None else f"{each.since} 至 {text_of(each.until)}"
            words.addWidget(label(f"{each.scope or '不限范围'}　{span}", wrap=True))
            words.addWidget(label(each.cites, "muted", wrap=True))
            words.addWidget(label(each.who, "caption", wrap=True))
            row.addWidget(Pill(*_standing(each, day)))
            self._offer(each, row)
            layout.addWidget(card)
        return holder

    def _offer(self, each: LocalLine, row: QHBoxLayout) -> None:
        if each.may_withdraw:
            back = button("撤回")
            back.setAccessibleName(f"撤回{each.title}")
            back.clicked.connect(lambda: self.withdraw(each))
            row.addWidget(back)
        if each.may_confirm:
            confirm = button("确认", role="primary")
            confirm.clicked.connect(lambda: self.confirm(each))
            row.addWidget(confirm)

    def withdraw(self, line: LocalLine) -> None:
        """Take a proposal back that nobody has confirmed, with a reason."""

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: local_values.withdraw(desk, line.id, given["text"]),
                lambda _done: self._seat.tell("已撤回，没有执行。"),
                dialog=dialog,
            )

        wording = Wording(
            "撤回本地政策值", "撤回", f"{line.title}　{line.figure}。撤回后不再等待确认，记录留痕。"
        )
        self._seat.dialogs.reason(self, wording, submit, prompt="撤回原因")

    def confirm(self, line: LocalLine) -> None:
        """Confirm a value that somebody else proposed."""
        wording = Wording(
            "确认本地政策值",
            "确认",
            f"请对照文件原文核对：{line.title}为{line.figure}，{line.cites}。确认后即按执行日期生效。",
        )
        self._seat.dialogs.confirm(
            self,
            wording,
            lambda: self._seat.act(
                lambda desk: local_values.confirm(desk, line.id),
                lambda _done: self._seat.tell("本地政策值已确认。"),
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
            self, Wording("录入本地政策值", "提出", words, width=820, columns=2), asks, submit
        )


def _standing(line: LocalLine, day: date) -> tuple[str, str]:
    """The state of a local value on a day, and its tone."""
    if not line.confirmed_by:
        return "待确认", "info"
    if line.since > day:
        return "未到执行日期", "info"
    if line.until is not None and line.until < day:
        return "已停止", "still"
    return "已生效", "good"


def _column() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(4, 0, 0, 4)
    layout.setSpacing(6)
    return holder, layout


def _card(tone: str) -> tuple[QFrame, QHBoxLayout, QVBoxLayout]:
    """A card of a tone: itself, its row, and the column of words at its left."""
    card = QFrame()
    card.setProperty("tone", tone)
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 6, 10, 6)
    row.setSpacing(10)
    words = QVBoxLayout()
    words.setSpacing(0)
    row.addLayout(words, 1)
    return card, row, words


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
            Ask(
                "programme",
                "创业培训类别",
                ManyField(choices("programmes"), columns=3),
                "只用于创业培训的标准，不选表示不限",
                wide=True,
            ),
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
