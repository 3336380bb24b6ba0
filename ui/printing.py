"""Printing: pages of one or many papers as one job, at the printer's resolution, moved by what the printer is off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop import pdf
from desktop.printers import Printer
from desktop.problems import Refused
from ui.work import Work

FILE_DPI = 300
MOST_DPI = 600
"""Beyond this a page of text looks the same and takes four times the memory."""
WHOLE, DATA, FORM = "whole", "data", "form"
DUPLEX = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a job: its key for the caller, its title, the PDF, and the pages wanted (from 1; none: all)."""

    key: int
    title: str
    content: bytes
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """How a job is printed: the printer and its set-up, into a file instead if `file` is given, copies, and which ink.

    `ink` is WHOLE, DATA (what is filled in, on pre-printed forms) or FORM (the empty form).
    """

    printer: Printer
    file: Path | None = None
    copies: int = 1
    ink: str = WHOLE


@dataclass(slots=True)
class Tally:
    """How far a job has got: of each paper by key, the pages that went to the printer, in order."""

    sent: dict[int, list[int]] = field(default_factory=dict)

    def last(self, key: int) -> int:
        """The last page of a paper that was sent, 0 when none was."""
        return max(self.sent.get(key, [0]))

    def reached(self, key: int, pages: int) -> tuple[int, int]:
        """The copy and the page of a paper that were sent last, when each copy has so many pages; (0, 0) for none."""
        sent = self.sent.get(key, [])
        return ((len(sent) - 1) // pages + 1, sent[-1]) if sent else (0, 0)

    @property
    def pages(self) -> int:
        """How many pages were sent in all."""
        return sum(map(len, self.sent.values()))


def installed() -> list[str]:
    """The printers that the system knows, its own choice first."""
    names = list(QPrinterInfo.availablePrinterNames())
    first = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != first, name))


def parse_pages(text: str, count: int) -> tuple[int, ...]:
    """Give the pages named by e.g. `1-3,5` or `4-`, all of them for an empty text; raises ValueError with a sentence."""
    plain = text.translate(
        str.maketrans("０１２３４５６７８９，、－—～~至；;　", "0123456789,,-----,, ")
    ).replace(" ", "")
    if not plain:
        return tuple(range(1, count + 1))
    found: list[int] = []
    for part in filter(None, plain.split(",")):
        first, dash, last = part.partition("-")
        bounds = (first or "1", (last or str(count)) if dash else first)
        if not all(each.isdecimal() and len(each) < 7 for each in bounds):
            raise ValueError("页码应写作 1-3,5 这样的样子。")
        start, end = map(int, bounds)
        if not 1 <= start <= end <= count:
            raise ValueError(f"页码应在 1 至 {count} 之间，从小到大。")
        found += range(start, end + 1)
    return tuple(dict.fromkeys(found))


def print_items(items: Sequence[Item], order: Order, work: Work, tally: Tally) -> None:
    """Print papers one after the other as one job; `tally` says at any moment which pages were sent.

    Refused when a paper cannot be read or has no room on the printer's paper, or the printer stops taking pages.
    Runs on the worker thread; a clerk who cancels leaves the tally as it stands.
    """
    loaded = [_Loaded(item, order) for item in items]
    device = _device(order)
    if items:
        device.setDocName(items[0].title + (f" 等 {len(items)} 件" if len(items) > 1 else ""))
    painter = QPainter()
    if not painter.begin(device):
        raise Refused("打印机没有响应，没有打印。", "请检查打印机电源、连线和纸张后再试，或先另存为 PDF。")
    try:
        _run(list(_sheets(loaded, order)), _Job(painter, device, order), work, tally)
    finally:  # what was drawn is handed over even if the rest is not: the tally says what the clerk will find
        taken = painter.end()
        if not taken:
            tally.sent.clear()
    if not taken:
        raise Refused("打印机没有收下这个任务，没有打印。", "请查看系统的打印队列后再试，或先另存为 PDF。")


class _Loaded:
    """A paper opened for printing."""

    def __init__(self, item: Item, order: Order) -> None:
        self.item = item
        content = item.content if order.ink == WHOLE else pdf.only(item.content, form=order.ink == FORM)
        self._data = QByteArray(content)
        self._buffer = QBuffer()
        self._buffer.setBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        if self.document.status() != QPdfDocument.Status.Ready:
            raise Refused(f"“{item.title}”无法读取，没有打印。", "请重新生成这份文书后再打印。")
        self.pages = item.pages or tuple(range(1, self.document.pageCount() + 1))
        for page in self.pages:
            size = self.document.pagePointSize(page - 1)
            if not order.printer.takes(size.width(), size.height()):
                raise Refused(
                    f"“{item.title}”每页 {_mm(size)} 毫米，打印机“{order.printer.name}”的纸放不下，没有打印。",
                    "请换一台打印机，或在“设置 > 打印机”中改正它装的纸。",
                )


def _mm(size: QSizeF) -> str:
    return f"{size.width() * 25.4 / 72:.0f} × {size.height() * 25.4 / 72:.0f}"


def _sheets(loaded: Iterable[_Loaded], order: Order) -> Iterator[tuple[_Loaded, int]]:
    """Give (paper, page) in the order of printing, page 0 for an empty back, so that each copy starts on a new sheet."""
    both = order.printer.sides != "one"
    emitted = 0
    for paper in loaded:
        for _copy in range(order.copies):
            if both and emitted % 2:
                yield paper, 0
                emitted += 1
            for page in paper.pages:
                yield paper, page
                emitted += 1


def _device(order: Order) -> QPrinter:
    printer = order.printer
    if order.file is None:
        info = QPrinterInfo.printerInfo(printer.name)
        if info.isNull():
            raise Refused(
                f"系统里没有名为“{printer.name}”的打印机，没有打印。", "请检查打印机是否已安装，再重新选择。"
            )
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setResolution(min(MOST_DPI, device.resolution()))
    else:
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(order.file))
        device.setResolution(FILE_DPI)
    stock = printer.stock
    paper = QPageSize(QSizeF(stock.width, stock.height), QPageSize.Unit.Point)
    device.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    device.setFullPage(True)
    device.setDuplex(DUPLEX[printer.sides])
    return device


@dataclass(frozen=True, slots=True)
class _Job:
    painter: QPainter
    device: QPrinter
    order: Order

    def draw(self, document: QPdfDocument, page: int) -> None:
        """Draw a page at the device's resolution, moved by the printer's offset."""
        dots = self.device.resolution()
        points = document.pagePointSize(page - 1)
        size = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
        image = QImage(size, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        on = QPainter(image)
        on.drawImage(0, 0, document.render(page - 1, size))
        on.end()
        printer = self.order.printer
        at = QPoint(*(round(each / 254 * dots) for each in (printer.right, printer.down)))
        self.painter.drawImage(at, image)


def _run(sheets: Sequence[tuple[_Loaded, int]], job: _Job, work: Work, tally: Tally) -> None:
    for number, (paper, page) in enumerate(sheets):
        work.progress(number, len(sheets))
        if number and not job.device.newPage():
            raise Refused(
                f"打印机不再接收，已送出 {tally.pages} 页。", "请查看打印机；排除后可从没有打出的那一页续打。"
            )
        if page:
            job.draw(paper.document, page)
            tally.sent.setdefault(paper.item.key, []).append(page)
