"""数据包: packages to the province, what they hold, the receipts that answer them."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.exchange import incoming, outgoing, questions
from desktop.exchange.incoming import Settled
from desktop.exchange.outgoing import Packed
from desktop.exchange.questions import PACKAGE_STATES, RECORD_STATES, Outlook, PackageSheet
from ui.case_pages import history_page
from ui.cells import RIGHT, Column, money, text_of
from ui.dialogs import Wording
from ui.screen import ListScreen, list_page
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.sheet import Extra, Head, SheetView, Tab
from ui.table import PagedTable
from ui.theme import button
from ui.tones import tone_of

PACKAGE_PATTERN = "数据包 (*.zip);;所有文件 (*)"
STATE_TONES = {"accepted": "good", "partly": "warn", "rejected": "bad", "sent": "info"}


def tone(state: str) -> str:
    """The tone of a package's or a record's state."""
    return STATE_TONES.get(state, tone_of(state))


COLUMNS = (
    Column("number", "包号", 140),
    Column("made_at", "生成时间", 130, grows=True, rank=1),
    Column("records", "记录", 60, align=RIGHT, rank=2),
    Column("control_sum", "控制金额", 110, align=RIGHT, rank=2),
    Column("rejected", "退回", 52, align=RIGHT, show=lambda n: f"{n:,}" if n else "", rank=3),
    Column("state_title", "状态", 100, tone=lambda row: tone(row.state)),
)
RECORD_COLUMNS = (
    Column("kind_title", "类别", 90),
    Column("number", "编号", 150, grows=True),
    Column("state_title", "状态", 90, tone=lambda row: tone(row.state)),
    Column("reason", "退回原因", 150, grows=True),
)
KIND_COLUMNS = (
    Column("title", "类别", 120, grows=True),
    Column("records", "记录", 70, align=RIGHT),
    Column("accepted", "接收", 70, align=RIGHT),
    Column("rejected", "退回", 70, align=RIGHT),
)


class PackagesScreen(ListScreen):
    """The list of packages with the detail of one."""

    def __init__(self, seat: Seat) -> None:
        table = PagedTable(
            seat.work,
            seat.fetching(questions.lines),
            COLUMNS,
            "数据包列表",
            states=tuple(PACKAGE_STATES.items()),
            sums={"control_sum": "控制金额"},
            empty=("还没有数据包", "补贴全部拨付后，点“生成上报包”"),
        )
        super().__init__(seat, table, SheetView("数据包"), questions.sheet, self._render)
        table.shown.connect(
            lambda _page: seat.ask(questions.outlook, self._summarise, owner=self, key=(id(self), "look"))
        )

    def buttons(self) -> list[QPushButton]:
        """Taking in a receipt, and making the next package."""
        may = self.seat.may("handler")
        receipt = button(
            "导入回执",
            icon_name="fa6s.file-import",
            tip="选择省平台返回的回执文件" if may else "需要“经办”岗位",
        )
        receipt.clicked.connect(self.take_receipt)
        pack = button("生成上报包", role="primary", icon_name="fa6s.box-archive")
        pack.setToolTip("把已全部拨付、尚未上报的申请打成一个包" if may else "需要“经办”岗位")
        pack.clicked.connect(self.pack)
        for each in (receipt, pack):
            each.setEnabled(may)
        return [receipt, pack]

    def _summarise(self, outlook: Outlook) -> None:
        parts = [f"可上报 {outlook.ready} 件", f"待回执 {outlook.unanswered} 包"]
        if outlook.reopened:
            parts.append(f"退回待更正 {len(outlook.reopened)} 件")
        self.summarise("　".join(parts))

    def _render(self, sheet: PackageSheet) -> None:
        line = sheet.line
        head = Head(
            number=line.number,
            title=line.file_name,
            state=line.state_title,
            tone=tone(line.state),
            figures=(
                ("序号", f"第 {line.sequence} 包"),
                ("记录", f"{line.records:,} 条"),
                ("控制金额", money(Decimal(line.control_sum))),
                ("接收", f"{line.accepted:,}"),
                ("退回", f"{line.rejected:,}"),
            ),
            note="有记录被退回：对应的备案或补贴已重新打开，更正后进入下一个包。" if line.rejected else "",
        )
        tabs = [
            Tab("概况", lambda: overview(sheet)),
            Tab("记录", lambda: self._records(sheet), line.records),
            Tab("经过", lambda: history_page(sheet.history)),
        ]
        self.sheet.show_case(
            head, tabs, (), [Extra("复制到介质", "fa6s.hard-drive", lambda: self._copy(sheet))]
        )

    def _records(self, sheet: PackageSheet) -> QWidget:
        return list_page(
            self.seat,
            lambda desk, query: questions.record_lines(desk, sheet.line.id, query),
            RECORD_COLUMNS,
            "记录",
            states=tuple(RECORD_STATES.items()),
        )

    def pack(self) -> None:
        """Make the next package after a yes."""

        def done(packed: Packed) -> None:
            self.seat.tell(packed.sentence)

        words = "把已全部拨付、尚未上报的申请及其备案、班级、人员、公示和拨付记录打成一个包，写好后读回核对。"
        self.seat.dialogs.confirm(
            self,
            Wording("生成上报包", "生成", words),
            lambda: self.seat.act(outgoing.pack, done, title="正在生成上报包"),
        )

    def take_receipt(self) -> None:
        """Choose the province's receipt and take it in."""

        def done(settled: Settled) -> None:
            self.seat.tell(settled.sentence, "warn" if settled.rejected else "good")

        def take(path: Path) -> None:
            self.seat.act(lambda desk: incoming.take_receipt(desk, path), done, title="正在导入回执")

        self.seat.dialogs.open_file(self, "选择省级回执", PACKAGE_PATTERN, take)

    def _copy(self, sheet: PackageSheet) -> None:
        def copy(folder: Path) -> None:
            self.seat.act(
                lambda desk: outgoing.copy_out(desk, sheet.line.id, folder),
                lambda path: self.seat.tell(f"已复制到 {path}，并读回核对。"),
                title="正在复制到介质",
            )

        self.seat.dialogs.open_folder(self, "选择介质上的文件夹", copy)


def overview(sheet: PackageSheet) -> ScrollPage:
    """What a package holds by kind, where it lies, and its digests."""
    page = ScrollPage()
    page.put(SmallTable(KIND_COLUMNS, sheet.kinds, "按类别", most=14))
    page.put(
        facts_section(
            "包",
            (
                ("生成时间", text_of(sheet.line.made_at)),
                ("回执时间", text_of(sheet.line.receipt_at)),
                ("存放位置", str(sheet.path)),
                ("文件摘要", sheet.digest),
                ("上一包摘要", sheet.previous or "第一包"),
            ),
        )
    )
    return page
