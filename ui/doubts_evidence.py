"""What a doubt rests on: its rows next to each other, the audit basis, the remedy, and every decision on the matter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt

from desktop.doubts import CaseDoubt, Compared, DisposalLine, DoubtSheet, SideBySide
from ui.cells import CENTRE, Column
from ui.parts import Facts, label
from ui.sections import Entry, HistoryPage, ScrollPage, SmallTable
from ui.table import ROW_HEIGHT

NAME_WIDTH, MARK_WIDTH, SIDE_WIDTH = 78, 72, 168


def _columns(heads: Sequence[str]) -> tuple[Column, ...]:
    def value(at: int) -> Callable[[tuple[str, ...]], str]:
        return lambda values: values[at] or "—"

    sides = [
        Column("values", head, SIDE_WIDTH, show=value(at), grows=True, sort="-")
        for at, head in enumerate(heads)
    ]
    mark = Column("same", "对照", MARK_WIDTH, CENTRE, lambda same: "一致" if same else "", tone=_tone)
    return (Column("name", "项目", NAME_WIDTH), *([mark] if len(heads) > 1 else []), *sides)


def _tone(row: Compared) -> str:
    return "warn" if row.same else ""


class SideTable(SmallTable):
    """The sides of a doubt as columns, each wide enough to be read; more than fit are reached by scrolling."""

    def __init__(self, told: SideBySide) -> None:
        self._sides = len(told.heads)
        super().__init__(_columns(told.heads), told.rows, "证据对照", most=24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        bar = 16 if self._sides > 3 else 0
        self.setFixedHeight(32 + len(told.rows) * ROW_HEIGHT + bar)

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(320, self.maximumHeight())

    def fit_columns(self) -> None:
        """Share the width among the sides, none of them narrower than can be read."""
        first = 2 if self._sides > 1 else 1
        used = NAME_WIDTH + (MARK_WIDTH if first == 2 else 0)
        share = (self.viewport().width() - used) // max(1, self._sides)
        self.setColumnWidth(0, NAME_WIDTH)
        if first == 2:
            self.setColumnWidth(1, MARK_WIDTH)
        for at in range(self._sides):
            self.setColumnWidth(first + at, max(SIDE_WIDTH, share))


class EvidencePage(ScrollPage):
    """The sentence, the rows of all sides, what helps and on which audit findings it rests."""

    def __init__(self, row: CaseDoubt, sheet: DoubtSheet, told: SideBySide) -> None:
        super().__init__()
        self.put(label(row.sentence, wrap=True))
        if told.rows:
            self.table = SideTable(told)
            self.put(self.table)
        if told.more:
            self.put(
                label(f"另有 {told.more} 行涉及同一疑点，没有列出，见疑点核查签核表。", "muted", wrap=True)
            )
        self.put(
            Facts(
                (
                    ("办法", sheet.remedy),
                    ("依据", sheet.basis),
                    ("核查范围", sheet.rests_on),
                    ("把握", row.certainty_title),
                    ("发现日期", str(row.found_on)),
                )
            )
        )


def disposals_page(disposals: Sequence[DisposalLine]) -> HistoryPage:
    """Every decision on the same matter, in this case and in others, the newest first."""
    return HistoryPage(
        [Entry(str(each.decided_on), each.who, each.verdict_title, _why(each)) for each in disposals],
        "这条疑点还没有处理过",
    )


def _why(line: DisposalLine) -> str:
    told = (
        line.reason,
        f"证据：{line.evidence}" if line.evidence else "",
        f"附件：{line.file}" if line.file else "",
    )
    return "　".join(part for part in told if part)
