"""What a clerk is asked before printing: printer, pages, copies, sides, and on which paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.printers import SIDES, Printer
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ChoiceField, NumberField, TextField
from ui.parts import label
from ui.printing import DATA, FORM, WHOLE, Order, installed, parse_pages
from ui.seat import Seat

FILE = ""
"""The name of the printer that is a file."""
MOST_COPIES = 99
INKS = ((WHOLE, "整张"), (DATA, "只打填写的内容（空表已印好，套打）"), (FORM, "只打空表"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: what it is called, how many pages, from which page on.

    `numbered` copies have a number each and are printed once; `forms` says that data can be printed alone;
    a `batch` is printed whole; `wide` pages are for continuous paper;
    `printer` is the one offered first.
    """

    title: str
    pages: int
    first: int = 1
    numbered: bool = False
    forms: bool = False
    batch: bool = False
    wide: bool = False
    printer: str = ""


class PrintAsking:
    """Asks how to print, with the printers as this workstation uses them, and hands over the order and the pages."""

    def __init__(
        self, seat: Seat, parent: QWidget, wanted: Wanted, then: Callable[[Order, tuple[int, ...]], None]
    ) -> None:
        self._seat = seat
        self._parent = parent
        self._wanted = wanted
        self._then = then
        self._known: dict[str, Printer] = {}
        self._told = label(name="caption", wrap=True)

    def open(self, known: Sequence[Printer]) -> None:
        """Open the dialog."""
        self._known = {each.name: each for each in known}
        found = installed()
        self.printer = ChoiceField([*((name, name) for name in found), (FILE, "打印成 PDF 文件")], first=True)
        if self._wanted.printer in found:
            self.printer.fill(self._wanted.printer)
        self.sides = ChoiceField(SIDES, first=True)
        self.pages = TextField(check=self._wrong_pages, hint=f"全部 {self._wanted.pages} 页，或 1-3,5")
        if self._wanted.first > 1:
            self.pages.fill(f"{self._wanted.first}-{self._wanted.pages}")
        self.copies = NumberField(required=True, least=1, check=self._wrong_copies)
        self.copies.fill(1)
        words = "" if found else "系统里没有安装打印机，只能打印成文件。"
        asks = list(self._asks())
        dialog = self._seat.dialogs.form(
            self._parent, Wording(f"打印：{self._wanted.title}", "打印", words, width=560), asks, self._give
        )
        self.printer.changed.connect(self._use_printer)
        dialog.show_above(self._told)
        self._use_printer()

    def _asks(self) -> Sequence[Ask]:
        asks = [Ask("printer", "打印机", self.printer)]
        if not self._wanted.batch:
            asks.append(Ask("pages", "页码", self.pages, "不填打印全部；卡纸后可从某一页续打，例如 4-"))
        if self._wanted.numbered:
            self.copies.setEnabled(False)
        what = "每一份有自己的编号，需要几份就出具几份" if self._wanted.numbered else ""
        asks += [Ask("copies", "份数", self.copies, what), Ask("sides", "单双面", self.sides)]
        if self._wanted.forms:
            asks.append(
                Ask("ink", "打印内容", ChoiceField(INKS, first=True), "套打前请先在设置里用测试页校准位置")
            )
        return asks

    def _wrong_pages(self, text: str) -> str:
        try:
            parse_pages(text, self._wanted.pages)
        except ValueError as fault:
            return str(fault)
        return ""

    def _wrong_copies(self, count: int) -> str:
        return f"一次最多 {MOST_COPIES} 份。" if count > MOST_COPIES else ""

    def _chosen(self) -> Printer:
        name = self.printer.value or FILE
        paper = "continuous" if name == FILE and self._wanted.wide else "laser"
        return self._known.get(name, Printer(name, paper))

    def _use_printer(self) -> None:
        printer = self._chosen()
        self.sides.fill(printer.sides)
        self.sides.setEnabled(printer.paper == "laser")
        moved = [
            f"{word} {abs(tenths) / 10:.1f} 毫米"
            for tenths, word in (
                (printer.right, "向右" if printer.right > 0 else "向左"),
                (printer.down, "向下" if printer.down > 0 else "向上"),
            )
            if tenths
        ]
        paper = "241 毫米连续纸" if printer.paper == "continuous" else "A4"
        self._told.setText(f"纸张：{paper}　位置修正：{'、'.join(moved) or '无'}（在“设置 > 打印机”中调整）")

    def _give(self, dialog: FormDialog, values: dict[str, Any]) -> None:
        pages = parse_pages(values.get("pages", ""), self._wanted.pages)
        printer = replace(self._chosen(), sides=values["sides"] or "one")
        order = Order(printer, None, values["copies"], values.get("ink") or WHOLE)
        dialog.finish()
        if printer.name != FILE:
            self._then(order, pages)
            return

        def into(path: Path) -> None:
            self._then(replace(order, printer=replace(printer, name=path.name), file=path), pages)

        self._seat.dialogs.save_file(
            self._parent, "打印成 PDF 文件", f"{self._wanted.title}-打印.pdf", "PDF 文件 (*.pdf)", into
        )
