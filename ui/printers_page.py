"""打印机: what paper each printer holds, how it turns it over, and how far it is off, measured on a test page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import printers
from desktop.printers import PAPERS, SIDES, Printer
from ui.cells import RIGHT, Column
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ChoiceField, TextField
from ui.parts import Empty, clear, label
from ui.preview import PaperView
from ui.printing import installed
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button

_TITLES = {**dict(PAPERS), **dict(SIDES)}


def millimetres(tenths: int) -> str:
    """Tenths of a millimetre as a clerk writes them, with their sign."""
    return f"{tenths / 10:+.1f}" if tenths else "0.0"


COLUMNS = (
    Column("name", "打印机", 240, grows=True),
    Column("paper", "纸张", 190, show=_TITLES.__getitem__),
    Column("sides", "单双面", 120, show=_TITLES.__getitem__),
    Column("right", "向右（毫米）", 96, align=RIGHT, show=millimetres),
    Column("down", "向下（毫米）", 96, align=RIGHT, show=millimetres),
)


def read_tenths(text: str) -> int | None:
    """Give the tenths of a millimetre that a text such as -0.7 says, None when it cannot be read."""
    plain = text.strip().translate(str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+"))
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9])?", plain):
        return None
    return round(float(plain) * 10)


def _wrong(text: str) -> str:
    return "" if read_tenths(text) is not None else "请填毫米数，精确到 0.1，例如 -0.7。"


class PrintersPage(ScrollPage):
    """The printers of this workstation."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.table: SmallTable | None = None
        self.put(
            label(
                "偏移记在本机，每台打印机各记一份。先打测试页，量出十字到纸边的距离，填进去即可；套打前必须校准",
                "muted",
                wrap=True,
            )
        )
        self._holder = QVBoxLayout()
        part = QWidget()
        part.setLayout(self._holder)
        self.put(part)
        self.test_button = button("测试页", icon_name="fa6s.crosshairs", tip="查看并打印所选打印机的测试页")
        self.test_button.clicked.connect(self.show_test_page)
        self.set_button = button("设置", icon_name="fa6s.sliders", role="primary", tip="设置所选打印机")
        self.set_button.clicked.connect(self.set_up)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.set_button)
        line.addWidget(self.test_button)
        line.addStretch(1)
        self.put(row)

    def refresh(self) -> None:
        """Ask which printers were set up."""
        self._seat.ask(printers.known, self._show, owner=self)

    def _show(self, known: Sequence[Printer]) -> None:
        clear(self._holder)
        by_name = {each.name: each for each in known}
        rows = [by_name.pop(name, Printer(name)) for name in installed()] + list(by_name.values())
        for each in (self.set_button, self.test_button):
            each.setEnabled(bool(rows))
        self.table = None
        if rows:
            self.table = SmallTable(COLUMNS, rows, "打印机")
            self._holder.addWidget(self.table)
            self.table.choose_first()
            return
        empty = Empty()
        empty.say("系统里没有安装打印机", "在系统中安装打印机后，这里就会列出", "fa6s.print")
        self._holder.addWidget(empty)

    @property
    def current(self) -> Printer | None:
        """The printer that is chosen."""
        return self.table.current if self.table is not None else None

    def show_test_page(self) -> None:
        """Show the test page of the chosen printer, to be printed from there."""
        printer = self.current
        if printer is None:
            return
        window = QDialog(self.window())
        window.setWindowTitle(f"测试页：{printer.name}")
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(820, 680)
        view = PaperView(self._seat, window)
        view.large_button.hide()
        view.printer_name = printer.name
        inside = QVBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(view)
        view.show_paper(f"测试页-{printer.name}", printers.test_page(printer))
        window.show()

    def set_up(self) -> None:
        """Ask how the chosen printer is used, or what was measured on its test page."""
        printer = self.current
        if printer is None:
            return
        paper, sides = ChoiceField(PAPERS, first=True), ChoiceField(SIDES, first=True)
        paper.fill(printer.paper)
        sides.fill(printer.sides)
        moved = {name: TextField(required=True, check=_wrong, longest=6) for name in ("right", "down")}
        for name, field in moved.items():
            field.fill(millimetres(getattr(printer, name)))
        asks = [
            Ask("paper", "纸张", paper),
            Ask("sides", "单双面", sides, "打印时可以另选"),
            Ask("right", "向右移", moved["right"], "毫米，向左填负数"),
            Ask("down", "向下移", moved["down"], "毫米，向上填负数"),
            Ask(
                "left",
                "量得：左距",
                TextField(check=_wrong, longest=6),
                "测试页左上角十字到纸左边，标准 20.0",
            ),
            Ask(
                "top", "量得：上距", TextField(check=_wrong, longest=6), "测试页左上角十字到纸上边，标准 20.0"
            ),
        ]

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            wanted = from_values(printer, values)
            self._seat.act(
                lambda desk: printers.set_up(desk, wanted),
                lambda _done: self._seat.tell(f"“{wanted.name}”的设置已保存。"),
                dialog=dialog,
            )

        words = "填了量得的两个数，就按它们在现有偏移上修正；不填的，以上面两行为准。"
        wording = Wording(f"设置：{printer.name}", "保存", words, width=720, columns=2)
        self._seat.dialogs.form(self, wording, asks, submit)


def from_values(printer: Printer, values: dict[str, Any]) -> Printer:
    """Give the printer as the dialog says it; what was measured goes before what was typed."""
    wanted = replace(printer, paper=values["paper"], sides=values["sides"])
    left, top = (read_tenths(values[name] or "") for name in ("left", "top"))
    if left is None or top is None:
        right, down = (read_tenths(values[name]) or 0 for name in ("right", "down"))
    else:
        right, down = printers.corrected(printer, left / 10, top / 10)
    return replace(wanted, right=right, down=down)
