"""批量打印: many copies or cases chosen from a list, issued where need be, printed as one job, each with its result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import issuing, papers, printers
from desktop.problems import Refused
from desktop.workspace import Clerk, Desk, Workspace
from ui.parts import Banner, clear, label, role
from ui.print_dialog import PrintAsking, Wanted
from ui.printing import Item, Order, Tally, print_items
from ui.seat import Seat
from ui.theme import button
from ui.work import Cancelled, Work

WAITING = ""
"""What is offered first: copies that were issued and wait to come out."""
HEADS = ("案件", "文书", "说明")
SAID = 2
TICKED, EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a copy that waits, or a case for which a paper can be issued, and what is known of it.

    `first` is the page on which printing goes on; `pages` is 0 until the paper is issued; `out` says that
    it went to the printer whole.
    """

    case: str
    title: str
    said: str
    case_id: int = 0
    copy_id: int = 0
    pages: int = 0
    first: int = 1
    out: bool = False


def waiting_rows(desk: Desk) -> tuple[Row, ...]:
    """Gather the copies that wait, each with how far it got before."""
    rows = []
    for each in issuing.waiting(desk):
        sent = issuing.last_sent(desk, each.copy_id)
        broken = sent is not None and sent.last < each.pages
        said = f"{each.number} 第 {each.copy} 份，{each.pages} 页"
        if sent is not None:
            said += f"；上次送到第 {sent.last} 页" + ("，从这一页续打" if broken else "，还没有登记去向")
        first = sent.last if sent is not None and broken else 1
        rows.append(
            Row(each.case_number, each.title, said, copy_id=each.copy_id, pages=each.pages, first=first)
        )
    return tuple(rows)


def ready_rows(desk: Desk, form: str, title: str) -> tuple[Row, ...]:
    """Gather the cases for which a paper can be issued."""
    said = f"尚未出具，一式 {papers.named(form).copies} 份"
    return tuple(Row(each.number, title, said, case_id=each.case_id) for each in issuing.ready(desk, form))


class Batch:
    """One job on the worker thread: issues what is not yet issued, prints all, notes how far each copy got."""

    def __init__(self, workspace: Workspace, clerk: Clerk, form: str, order: Order) -> None:
        self._workspace = workspace
        self._clerk = clerk
        self._form = form
        self._order = order

    def run(self, rows: Sequence[Row], work: Work) -> tuple[Row, ...]:
        """Give the rows with what became of each; one that is refused does not hold up the others."""
        done: list[Row] = []
        items: list[Item] = []
        for number, row in enumerate(rows):
            work.progress(number, 2 * len(rows))
            try:
                copies = self._issued(row)
            except Refused as refused:
                done.append(replace(row, said=f"没有打印：{refused.sentence}{refused.remedy}"))
                continue
            for made, content in copies:
                done.append(made)
                wanted = tuple(range(made.first, made.pages + 1))
                items.append(Item(made.copy_id, made.title, content, wanted))
        tally, fault = Tally(), ""
        try:
            if items:
                print_items(items, self._order, work, tally)
        except Refused as refused:
            fault = f"{refused.sentence}{refused.remedy}"
        except Cancelled:
            fault = "打印已取消。"
        return tuple(self._noted(row, tally, fault) for row in done)

    def _issued(self, row: Row) -> list[tuple[Row, bytes]]:
        """Give the copies of a line: the one that waits, or as many as the form says, issued now."""
        with self._workspace.desk(self._clerk) as desk:
            if row.copy_id:
                return [(row, issuing.content(desk, row.copy_id))]
            issued = issuing.issue(desk, self._form, row.case_id, papers.named(self._form).copies)
            pages = issuing.sheet(desk, issued.paper_id).row.pages
            return [
                (
                    replace(
                        row, copy_id=copy_id, pages=pages, said=f"{issued.number} 第 {at} 份，{pages} 页"
                    ),
                    content,
                )
                for at, (copy_id, content) in enumerate(issued.copies, 1)
            ]

    def _noted(self, row: Row, tally: Tally, fault: str) -> Row:
        last = tally.last(row.copy_id) if row.copy_id else 0
        if not last:
            return row if not row.copy_id else replace(row, said=f"{row.said}；没有送到打印机。{fault}")
        with self._workspace.desk(self._clerk) as desk:
            issuing.note_sent(desk, row.copy_id, self._order.printer.name, row.first, last)
        if last < row.pages:
            return replace(row, first=last, said=f"{row.said}；送到第 {last} 页时中断。{fault}")
        return replace(row, out=True, said=f"{row.said}；已全部送到“{self._order.printer.name}”")


class BatchDialog(QDialog):
    """Choose, print as one job, then say which came out."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat = seat
        self._rows: tuple[Row, ...] = ()
        self._marks: list[QTableWidgetItem] = []
        self._printer = ""
        self.setWindowTitle("批量打印")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 580)
        self.choice = QComboBox()
        self.choice.setAccessibleName("打印什么")
        self.choice.addItem("已出具、还没有登记去向的", WAITING)
        for form, title in issuing.issued_for_many():
            self.choice.addItem(f"出具并打印：{title}", (form, title))
        self.choice.currentIndexChanged.connect(self.ask)
        self.told = label(name="muted", wrap=True)
        self.banner = Banner()
        self.table = self._make_table()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._assemble()
        self.ask()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADS))
        table.setAccessibleName("要打印的文书")
        table.setHorizontalHeaderLabels(list(HEADS))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(SAID, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        table.setColumnWidth(0, 190)
        table.setColumnWidth(1, 290)
        table.itemChanged.connect(self._count)
        return table

    def _assemble(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(6)
        head.addWidget(self.choice)
        head.addWidget(self.told)
        head.addWidget(self.banner)
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        for title, on in (("全选", True), ("全不选", False)):
            made = button(title, role="link")
            made.clicked.connect(lambda _on=False, on=on: self.tick_all(on))
            row.addWidget(made)
        row.addStretch(1)
        row.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(foot)

    # choosing

    def ask(self) -> None:
        """Ask what there is to print."""
        chosen = self.choice.currentData()
        question: Callable[[Desk], tuple[Row, ...]] = waiting_rows
        if chosen != WAITING:
            question = lambda desk: ready_rows(desk, *chosen)  # noqa: E731 - two ways of asking the same
        self._seat.ask(question, self.show_rows, owner=self, key=(id(self), "rows"))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what can be printed, everything ticked."""
        self._fill(rows, ticked=[True] * len(rows))
        self._offer("打印", self.ask_printer)
        self._count()

    def _fill(self, rows: Sequence[Row], ticked: Sequence[bool]) -> None:
        self._rows = tuple(rows)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        self._marks = []
        for at, (row, on) in enumerate(zip(self._rows, ticked, strict=True)):
            cells = [QTableWidgetItem(text) for text in (row.case, row.title, row.said)]
            for column, cell in enumerate(cells):
                cell.setToolTip(cell.text())
                self.table.setItem(at, column, cell)
            mark = cells[0]
            mark.setFlags(mark.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            mark.setCheckState(TICKED if on else EMPTY)
            self._marks.append(mark)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()

    def tick_all(self, on: bool) -> None:
        """Tick every row, or none."""
        for mark in self._marks:
            mark.setCheckState(TICKED if on else EMPTY)

    @property
    def ticked(self) -> tuple[Row, ...]:
        """The rows that are ticked."""
        marked = zip(self._rows, self._marks, strict=True)
        return tuple(row for row, mark in marked if mark.checkState() == TICKED)

    def _offer(self, title: str, do: Callable[[], None]) -> None:
        clear(self._buttons)
        leave = button("关闭")
        leave.clicked.connect(self.reject)
        self.verb = button(title, role="primary")
        self.verb.clicked.connect(do)
        self._buttons.addWidget(leave)
        self._buttons.addWidget(self.verb)

    def _count(self) -> None:
        ticked = self.ticked
        pages = sum(row.pages - row.first + 1 for row in ticked if row.pages)
        count = f"选中 {len(ticked)} 件" + (f"，{pages} 页" if pages else "")
        self.told.setText(f"{count}，共 {len(self._rows)} 件" if self._rows else "没有可以打印的文书。")
        self.verb.setEnabled(bool(ticked))

    # printing

    def ask_printer(self) -> None:
        """Let the clerk choose a printer for the whole job."""
        rows = self.ticked
        pages = max(1, sum(row.pages - row.first + 1 for row in rows))
        wide = bool(rows) and all("连续纸" in row.title for row in rows)
        wanted = Wanted(f"{len(rows)} 件文书", pages, numbered=True, batch=True, wide=wide)
        asking = PrintAsking(self._seat, self, wanted, lambda order, _pages: self.print_rows(rows, order))
        self._seat.ask(printers.known, asking.open, owner=self)

    def print_rows(self, rows: Sequence[Row], order: Order) -> None:
        """Issue and print off the window's thread."""
        seat = self._seat
        chosen = self.choice.currentData()
        batch = Batch(seat.workspace, seat.clerk, chosen[0] if chosen else "", order)
        self._printer = order.printer.name
        self.verb.setEnabled(False)
        seat.work.ask(
            lambda: batch.run(rows, seat.work),
            self.show_results,
            title=f"正在打印 {len(rows)} 件文书",
            owner=self,
            refused=self._refuse,
            stopped=self.ask,
        )

    def _refuse(self, refused: Refused) -> None:
        self.verb.setEnabled(True)
        self.banner.refuse(refused)

    def show_results(self, rows: Sequence[Row]) -> None:
        """Show what became of each paper; those that went out whole are ticked, for the clerk to confirm."""
        self._fill(rows, ticked=[row.out for row in rows])
        self._offer("登记打出", self.confirm)
        self._count()
        out = sum(row.out for row in rows)
        whole = out == len(rows)
        self.banner.say(
            f"{len(rows)} 份中 {out} 份已全部送到打印机。",
            "info" if whole else "warn",
            "请核对纸面：去掉没有打好的勾选，再点“登记打出”；没有登记的仍在待打印中，可以续打。",
        )

    def confirm(self) -> None:
        """Note that the ticked papers came out whole."""
        chosen = [row.copy_id for row in self.ticked if row.copy_id]

        def deed(desk: Desk) -> int:
            for copy_id in chosen:
                issuing.confirm_printed(desk, copy_id, self._printer)
            return len(chosen)

        def done(count: int) -> None:
            self._seat.tell(f"已登记 {count} 份打出。")
            self.accept()

        self._seat.act(deed, done, title="正在登记打印", owner=self, refused=self._refuse)
