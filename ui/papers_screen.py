"""文书: the ledger of all issued papers, what became of every copy, checking a paper, printing many, the sheet of a day."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop import issuing
from desktop.issuing import PaperRow, PaperSheet
from ui.batch_print import BatchDialog
from ui.cells import CENTRE, RIGHT, Column, text_of
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.papers import PapersPage
from ui.preview import PaperView
from ui.screen import ListScreen
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.verify_dialog import VerifyDialog

STATES = (("waiting", "待确认"), ("valid", "有效"), ("void", "已作废"))
SCREENS_OF = {
    "filing": "filings",
    "class": "classes",
    "claim": "subsidies",
    "notice": "notices",
    "payment": "payments",
    "package": "packages",
}


def tone(row: PaperRow) -> str:
    """The tone of a paper's state: void, waiting to be confirmed, or good."""
    return "still" if row.state == "void" else "warn" if row.waiting else "good"


COLUMNS = (
    Column("number", "编号", 136),
    Column("title", "文书", 190, grows=True),
    Column("case_number", "案件", 140, rank=3),
    Column("issued_at", "出具日期", 98, rank=1, show=lambda at: f"{at:%Y-%m-%d}"),
    Column("issued_by", "出具人", 72, rank=4),
    Column("copies", "份数", 48, align=RIGHT, rank=5),
    Column("waiting", "待确认", 60, align=RIGHT, show=lambda n: f"{n}" if n else "", rank=2),
    Column("state_title", "状态", 78, tone=tone),
)
COPY_COLUMNS = (
    Column("copy", "份", 40, align=CENTRE),
    Column("code", "核验码", 138),
    Column("outcome_title", "结果", 78, tone=lambda row: "warn" if row.outcome == "waiting" else "still"),
    Column("place", "打印机或存放位置", 140, grows=True),
    Column("settled_by", "登记人", 66, rank=1),
    Column("settled_at", "登记时间", 128, rank=2),
    Column("reason", "补打原因", 120, rank=3),
    Column("note", "说明", 100, rank=4),
)


class PapersScreen(ListScreen):
    """The print ledger with the detail of one paper."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(issuing.lines),
            COLUMNS,
            "文书台账",
            states=STATES,
            empty=("还没有出具过文书", "在案件的“文书”页核对草稿后出具"),
        )
        super().__init__(seat, table, SheetView("文书"), issuing.sheet, self._render)
        table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 件"))

    def buttons(self) -> list[QPushButton]:
        """Checking a paper, the sheet of a day, printing many."""
        made = []
        for title, icon_name, tip, do, role in (
            ("核验文书", "fa6s.shield-halved", "输入核验码，或选择 PDF、扫描件、照片", self.verify, ""),
            ("日结单", "fa6s.calendar-day", "某一天办理了什么", self.ask_day, ""),
            ("批量打印", "fa6s.print", "多个案件的文书一次打印", self.print_many, "primary"),
        ):
            each = button(title, icon_name=icon_name, tip=tip, role=role)
            each.clicked.connect(do)
            made.append(each)
        return made

    def _render(self, sheet: PaperSheet) -> None:
        row = sheet.row
        head = Head(
            number=row.number,
            title=row.title,
            state="待确认" if row.waiting and row.state == "valid" else row.state_title,
            tone=tone(row),
            figures=(
                ("案件", row.case_number),
                ("出具", f"{row.issued_at:%Y-%m-%d}　{row.issued_by}"),
                ("页数", f"{row.pages}"),
                ("份数", f"{row.copies}"),
            ),
            note=f"{sheet.voided_by}作废，原因：{sheet.void_reason}" if row.state == "void" else "",
            identity=(row.id, row.state, row.copies, row.waiting, self.seat.clerk.id),
        )
        tabs = [
            Tab("文书", lambda: self._paper(sheet)),
            Tab("份次", lambda: copies_page(sheet), len(sheet.copies)),
        ]
        screen = SCREENS_OF.get(row.case_kind, "")
        go = Extra(
            "到案件", "fa6s.arrow-right", lambda: self.wanted.emit(screen, row.case_id, row.case_number)
        )
        self.sheet.show_case(head, tabs, (), [go] if screen else [])

    def _paper(self, sheet: PaperSheet) -> QWidget:
        row = sheet.row
        if row.state == "valid":
            return PapersPage(self.seat, row.case_kind, row.case_id, row.form)
        view = PaperView(self.seat)
        view.allow(False, "这份文书已经作废，只供查看")
        self.seat.ask(
            lambda desk: issuing.content(desk, sheet.copies[0].id),
            lambda content: view.show_paper(f"{row.number}-{row.title}", content),
            owner=view,
            refused=view.banner.refuse,
        )
        return view

    def verify(self) -> None:
        """Open the window that checks a paper."""
        VerifyDialog(self.seat, self).show()

    def print_many(self) -> None:
        """Open the window that prints many papers as one job."""
        BatchDialog(self.seat, self).open()

    def ask_day(self) -> None:
        """Ask for a day and show its sheet."""
        day = DateField(required=True, today=self.seat.today)
        day.fill(self.seat.today)

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            dialog.finish()
            self.show_day(values["day"])

        words = "当天办结、出具和拨付的事项；可以出具并归档。"
        self.seat.dialogs.form(self, Wording("日结单", "查看", words), [Ask("day", "哪一天", day)], submit)

    def show_day(self, day: date) -> None:
        """Show the sheet of a day, to be looked at, issued and printed."""
        window = QDialog(self.window())
        window.setWindowTitle(f"{text_of(day)} 日结单")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(900, 700)
        inside = QVBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(PapersPage(self.seat, "day", day.toordinal()))
        window.show()


def copies_page(sheet: PaperSheet) -> ScrollPage:
    """What became of every copy, and what ties the paper to the record."""
    page = ScrollPage()
    page.put(SmallTable(COPY_COLUMNS, sheet.copies, "份次", most=16))
    page.put(
        facts_section("凭据", (("内容摘要", sheet.text_digest), ("出具时的链头", sheet.head)), columns=1)
    )
    return page
