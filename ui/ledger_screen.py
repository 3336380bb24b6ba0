"""台账: what was paid to or for whom, over the whole width, searched, summed and exported."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop import ledger
from desktop.pages import PageQuery
from ui.cells import CENTRE, RIGHT, Column
from ui.filing_form import choices
from ui.screen import Screen
from ui.seat import Seat
from ui.table import PagedTable
from ui.theme import button

COLUMNS = (
    Column("name", "姓名", 76),
    Column("id_number", "身份证号", 162),
    Column("scheme_title", "补贴项目", 106),
    Column("amount", "金额", 92, align=RIGHT),
    Column("paid_on", "拨付日期", 98, align=CENTRE),
    Column("class_number", "班期", 136, rank=1),
    Column("holder", "申报单位", 140, grows=True, rank=1),
    Column("occupation", "职业工种", 110, rank=2),
    Column("level", "等级", 72, rank=3, sort="-"),
    Column("batch_number", "拨付批次", 136, rank=4),
    Column("payee", "收款人", 140, grows=True, rank=5, sort="-"),
    Column("fund_title", "资金渠道", 150, rank=6),
    Column("certificate", "证书编号", 150, rank=7, sort="-"),
    Column("training_type", "培训类型", 120, rank=8, sort="-"),
)


class LedgerScreen(Screen):
    """The real-name ledger."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.table = PagedTable(
            seat.work,
            seat.fetching(ledger.lines),
            COLUMNS,
            "实名制台账",
            states=choices("schemes"),
            sums={"amount": "已拨付"},
            empty=("台账还没有记录", "拨付到账后，每个人的补贴自动记入台账"),
        )
        self.table.search.setPlaceholderText("输入姓名、身份证号、班期、批次或单位查找")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.table.shown.connect(lambda page: self.summarise(f"共 {page.total:,} 条"))

    def buttons(self) -> list[QPushButton]:
        """Exporting what is found."""
        export = button("导出 Excel", role="primary", icon_name="fa6s.file-export")
        export.setToolTip("按当前查找条件导出全部记录，含完整身份证号；导出会记入办理记录")
        export.clicked.connect(self.export)
        return [export]

    def refresh(self) -> None:
        """Ask again for the page."""
        self.stale = False
        self.table.refresh()

    def start(self) -> None:
        """Stand in the list."""
        self.table.view.setFocus(Qt.FocusReason.TabFocusReason)

    def parts(self) -> list[QWidget]:
        """The filter and the list."""
        return [self.table.search, self.table.view]

    def find_in_list(self) -> None:
        """Stand in the filter."""
        self.table.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.search.selectAll()

    def export(self) -> None:
        """Write what matches the filter, with full numbers, to a workbook."""
        shown = self.table.query
        query = PageQuery(text=shown.text, state=shown.state)

        def write(path: Path) -> None:
            self.seat.act(
                lambda desk: ledger.export(desk, path, query),
                lambda done: self.seat.tell(f"台账已导出到 {done}"),
                title="正在导出台账",
            )

        self.seat.dialogs.save_file(self, "导出实名制台账", "实名制台账.xlsx", "Excel 工作簿 (*.xlsx)", write)
