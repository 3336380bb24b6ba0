"""The preview of a paper: the very PDF that prints, with pages, zoom, printing and saving."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import files
from desktop.problems import Refused
from ui.dialogs import Dialogs
from ui.parts import Banner, Empty, role
from ui.theme import button, tool
from ui.work import Work

PRINT_DPI = 300
ZOOM_STEP = 1.25


class PaperView(QFrame):
    """Shows a PDF given as bytes, and prints or saves exactly these bytes.

    `printed` carries the printer's name when all pages have gone there. `saver`, when it is set, writes
    the file in place of the view itself.
    """

    printed = Signal(str)

    def __init__(self, work: Work, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "plain")
        self._work = work
        self._dialogs = dialogs
        self.content = b""
        self.title = ""
        self.saver: Callable[[Path], None] | None = None
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setAccessibleName("文书预览")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setPageSpacing(8)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.banner = Banner()
        self.empty = Empty()
        self.empty.say("还没有选择文书", "选择上面的文书后在这里预览", "fa6s.file-lines")
        self._place = role(QLabel(""), "muted")
        self._tools = self._make_tools()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tools)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_place())
        self._say_place()

    def _make_tools(self) -> QFrame:
        bar = role(QFrame(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(3)
        for icon_name, name, do in (
            ("fa6s.angle-up", "上一页", lambda: self._turn(-1)),
            ("fa6s.angle-down", "下一页", lambda: self._turn(1)),
        ):
            made = tool(icon_name, name)
            made.clicked.connect(do)
            row.addWidget(made)
        row.addWidget(self._place)
        row.addStretch(1)
        for icon_name, name, do in (
            ("fa6s.magnifying-glass-minus", "缩小", lambda: self._zoom(1 / ZOOM_STEP)),
            ("fa6s.magnifying-glass-plus", "放大", lambda: self._zoom(ZOOM_STEP)),
            (
                "fa6s.arrows-left-right",
                "适合宽度",
                lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth),
            ),
            ("fa6s.expand", "整页", lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitInView)),
        ):
            made = tool(icon_name, name)
            made.clicked.connect(do)
            row.addWidget(made)
        self.large_button = tool("fa6s.up-right-and-down-left-from-center", "在大窗口中查看")
        self.large_button.clicked.connect(self.show_large)
        row.addWidget(self.large_button)
        self.save_button = button("另存", icon_name="fa6s.download", tip="把这份文书另存为 PDF 文件")
        self.save_button.clicked.connect(self.save)
        self.print_button = button("打印", icon_name="fa6s.print", role="primary", tip="打印这份文书")
        self.print_button.clicked.connect(self.ask_printer)
        row.addSpacing(6)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        return bar

    def show_paper(self, title: str, content: bytes) -> None:
        """Show a PDF."""
        self.title, self.content = title, content
        self._buffer.close()
        self._data = QByteArray(content)
        self._buffer.setBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._stack.setCurrentWidget(self.view)
        self.banner.dismiss()
        self._say_place()

    def clear(self) -> None:
        """Show nothing."""
        self.title, self.content = "", b""
        self._stack.setCurrentWidget(self.empty)
        self._say_place()

    def show_large(self) -> None:
        """Show the same paper in a window of its own, beside the work."""
        window = QDialog(self.window())
        window.setWindowTitle(self.title)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(900, 700)
        view = PaperView(self._work, self._dialogs, window)
        view.large_button.hide()
        inside = QVBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(view)
        view.show_paper(self.title, self.content)
        window.show()

    def save(self) -> None:
        """Ask for a place and write the paper there."""

        def write(path: Path) -> None:
            self._work.ask(
                lambda: files.write(path, self.content),
                lambda done: self.banner.say(f"已保存到 {done}"),
                title="正在保存文书",
                owner=self,
                refused=self.banner.refuse,
            )

        then = self.saver or write
        self._dialogs.save_file(self, "另存文书", f"{self.title}.pdf", "PDF 文件 (*.pdf)", then)

    def ask_printer(self) -> None:
        """Let the clerk choose a printer, then print."""
        printer = new_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(f"打印：{self.title}")
        dialog.setMinMax(1, max(1, self.document.pageCount()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer, off the window's thread, page by page."""
        content, pages = self.content, (printer.fromPage(), printer.toPage())
        self._work.ask(
            lambda: print_pdf(content, printer, self._work, pages),
            lambda count: self._tell_printed(count, printer.printerName()),
            title=f"正在打印“{self.title}”",
            owner=self,
            refused=self.banner.refuse,
            stopped=lambda: self.banner.say("打印已取消，已送出的页可能仍会打印。", "info"),
        )

    def allow(self, out: bool, why_not: str = "") -> None:
        """Let the paper leave by printer or file, or say why it may not."""
        for each in (self.save_button, self.print_button):
            each.setEnabled(out)
            each.setToolTip(why_not)

    def _tell_printed(self, count: int, name: str) -> None:
        self.banner.say(f"已送打印 {count} 页。")
        self.printed.emit(name)

    def _turn(self, step: int) -> None:
        navigator = self.view.pageNavigator()
        target = navigator.currentPage() + step
        if 0 <= target < self.document.pageCount():
            navigator.jump(target, navigator.currentLocation())

    def _zoom(self, factor: float) -> None:
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth and self.document.pageCount():
            points = self.document.pagePointSize(0).width()
            self.view.setZoomFactor((self.view.viewport().width() - 20) / (points * self.logicalDpiX() / 72))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(5.0, max(0.25, self.view.zoomFactor() * factor)))

    def _say_place(self) -> None:
        pages = self.document.pageCount() if self.content else 0
        self._place.setText(f"第 {self.view.pageNavigator().currentPage() + 1} / {pages} 页" if pages else "")
        self._tools.setEnabled(pages > 0)


def new_printer() -> QPrinter:
    """A printer for A4 without margins of its own: the paper brings its margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def print_pdf(content: bytes, printer: QPrinter, work: Work, pages: tuple[int, int] = (0, 0)) -> int:
    """Draw the pages of a PDF on a printer and return how many; `pages` is (first, last) counted from 1, 0 for all.

    Refused when the PDF cannot be read or the printer cannot be used. Runs on the worker thread.
    """
    data = QByteArray(content)
    buffer = QBuffer()
    buffer.setBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise Refused("文书无法读取，没有打印。", "请重新生成这份文书后再打印。")
    first, last = pages[0] or 1, pages[1] or document.pageCount()
    wide = document.pagePointSize(first - 1)
    turned = wide.width() > wide.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    )
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("打印机没有响应，没有打印。", "请检查打印机电源、连线和纸张后再试，或先另存为 PDF。")
    try:
        for page in range(first, last + 1):
            work.progress(page - first, last - first + 1)
            if page > first:
                printer.newPage()
            _draw_page(document, page - 1, painter, printer)
    finally:
        painter.end()
    return last - first + 1


def _draw_page(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(page)
    dots = printer.resolution() / 72
    size = QSize(round(points.width() * dots), round(points.height() * dots))
    drawn = document.render(page, size)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    on = QPainter(image)
    on.drawImage(0, 0, drawn)
    on.end()
    painter.drawImage(0, 0, image)
