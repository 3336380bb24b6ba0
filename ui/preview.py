"""The preview of a paper: the very PDF that prints, with pages, zoom, search and thumbnails, printing and saving."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import files, pdf, printers
from desktop.printers import STOCKS
from desktop.problems import Refused
from ui.find_bar import FindBar
from ui.parts import Banner, Empty, label, role
from ui.print_dialog import PrintAsking, Wanted
from ui.printing import Item, Order, Tally, print_items
from ui.seat import Seat
from ui.theme import button, tool
from ui.thumbnails import Thumbnails

SAVE_TIP, PRINT_TIP = "另存（PDF 文件）", "打印这份文书（Ctrl+P）"
ZOOM_STEP = 1.25
LEAST, MOST = 0.25, 5.0
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Printed:
    """What went to a printer: its name, the first and the last page, and whether that was all that was wanted."""

    printer: str
    first: int
    last: int
    whole: bool


class PaperView(QFrame):
    """Shows a PDF given as bytes, and prints or saves exactly these bytes.

    `printed` carries what went to the printer. `saver`, when it is set, writes the file in place of the view
    itself. A `numbered` copy is printed once, whatever its pages. `next_page` is where printing goes on.
    """

    printed = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        role(self, "plain")
        self._seat = seat
        self.content = b""
        self.title = ""
        self.numbered = False
        self.next_page = 1
        self.printer_name = ""
        self.saver: Callable[[Path], None] | None = None
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.find_bar = FindBar(self.document, self.view)
        self.find_bar.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.thumbnails = Thumbnails(self.document)
        self.thumbnails.chosen.connect(self.go_to_page)
        self.banner = Banner()
        self.empty = Empty()
        self.empty.say("还没有选择文书", "选择上面的文书后在这里预览", "fa6s.file-lines")
        self.page_line = QLineEdit()
        self.count_label = label(name="muted")
        self.zoom_button = QToolButton()
        self._tools = self._make_tools()
        self._assemble()
        self._dress(self.view)
        self._say_place()
        self._say_zoom()

    def _dress(self, view: QPdfView) -> None:
        """Set up what shows the pages, and hear where it is and how large it shows them."""
        view.setAccessibleName("文书预览")
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setPageSpacing(8)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.pageNavigator().currentPageChanged.connect(self._say_place)
        view.zoomFactorChanged.connect(self._say_zoom)
        view.zoomModeChanged.connect(self._say_zoom)

    def _renew_view(self) -> None:
        """Put a new view in place of the one before, whose pages still being drawn would come up as the next paper's."""
        before, self.view = self.view, QPdfView(self)
        self._dress(self.view)
        self.view.setZoomMode(before.zoomMode())
        self.view.setZoomFactor(before.zoomFactor())
        self.view.setFocusPolicy(before.focusPolicy())
        self._beside.replaceWidget(before, self.view)
        self.find_bar.look_in(self.view)
        if before.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        before.hide()
        before.deleteLater()

    def _assemble(self) -> None:
        inside = QWidget()
        self._beside = beside = QHBoxLayout(inside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.thumbnails)
        beside.addWidget(self.view, 1)
        self.thumbnails.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tools)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)

    def _make_tools(self) -> QFrame:
        bar = role(QFrame(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(3)

        def add(icon_name: str, name: str, do: Callable[[], object]) -> QToolButton:
            made = tool(icon_name, name)
            made.clicked.connect(lambda _on=False: do())
            row.addWidget(made)
            return made

        self.thumbs_button = add("fa6s.table-cells-large", "缩略图", self._show_thumbnails)
        self.thumbs_button.setCheckable(True)
        add("fa6s.angle-up", "上一页（PageUp）", lambda: self.turn(-1))
        self.page_line.setFixedWidth(44)
        self.page_line.setAccessibleName("页码")
        self.page_line.setToolTip("输入页码后回车（Ctrl+G）")
        self.page_line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_line.setValidator(QIntValidator(1, 99_999, self))
        self.page_line.returnPressed.connect(self._go_to_typed)
        row.addWidget(self.page_line)
        row.addWidget(self.count_label)
        add("fa6s.angle-down", "下一页（PageDown）", lambda: self.turn(1))
        self.find_button = add("fa6s.magnifying-glass", "在文书中查找（Ctrl+F）", self.find_bar.begin)
        row.addStretch(1)
        add("fa6s.minus", "缩小（Ctrl+-）", lambda: self.zoom(1 / ZOOM_STEP))
        row.addWidget(self._zoom_choice())
        add("fa6s.plus", "放大（Ctrl++）", lambda: self.zoom(ZOOM_STEP))
        self.large_button = add("fa6s.up-right-and-down-left-from-center", "在大窗口中查看", self.show_large)
        self.save_button = add("fa6s.download", SAVE_TIP, self.save)
        self.print_button = button("打印", icon_name="fa6s.print", role="primary", tip=PRINT_TIP)
        self.print_button.clicked.connect(self.ask_printer)
        row.addSpacing(3)
        row.addWidget(self.print_button)
        return bar

    def _zoom_choice(self) -> QToolButton:
        menu = QMenu(self.zoom_button)
        menu.addAction("适合宽度", self.fit_width)
        menu.addAction("整页", self.fit_page)
        menu.addSeparator()
        for factor in ZOOMS:
            menu.addAction(f"{factor:.0%}", partial(self.set_zoom, factor))
        self.zoom_button.setMenu(menu)
        self.zoom_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom_button.setToolTip("显示比例（Ctrl+0 适合宽度，Ctrl+1 整页）")
        self.zoom_button.setAccessibleName("显示比例")
        self.zoom_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return self.zoom_button

    # what is shown

    def show_paper(self, title: str, content: bytes) -> None:
        """Show a PDF."""
        if self.content:
            self._renew_view()
        self.title, self.content = title, content
        self.next_page = 1
        self.find_bar.line.clear()
        self._buffer.close()
        self._data = QByteArray(content)
        self._buffer.setBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view.setDocument(self.document)
        self.thumbnails.pages.renew()
        self._stack.setCurrentIndex(1)
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
        window.resize(1000, 700)
        view = PaperView(self._seat, window)
        view.large_button.hide()
        allowed = self.print_button.isEnabled()
        view.allow(allowed, "" if allowed else self.print_button.toolTip())
        view.numbered, view.saver = self.numbered, self.saver
        view.printed.connect(self.printed)
        inside = QVBoxLayout(window)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(view)
        view.show_paper(self.title, self.content)
        view.next_page = self.next_page
        view.thumbs_button.click()
        window.show()

    def allow(self, out: bool, why_not: str = "") -> None:
        """Let the paper leave by printer or file, or say why it may not."""
        for each, tip in ((self.save_button, SAVE_TIP), (self.print_button, PRINT_TIP)):
            each.setEnabled(out)
            each.setToolTip(why_not or tip)

    # pages and zoom

    def turn(self, step: int) -> None:
        """Go so many pages on."""
        self.go_to_page(self.view.pageNavigator().currentPage() + step)

    def go_to_page(self, page: int) -> None:
        """Go to a page, counted from 0, if there is one."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _go_to_typed(self) -> None:
        self.go_to_page(min(int(self.page_line.text() or 1), self.document.pageCount()) - 1)
        self._say_place()

    def fit_width(self) -> None:
        """Show pages as wide as the room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """Show a whole page."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def set_zoom(self, factor: float) -> None:
        """Show pages at a part of their size."""
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(MOST, max(LEAST, factor)))

    def zoom(self, factor: float) -> None:
        """Show pages so much larger than now."""
        self.set_zoom(self._factor() * factor)

    def _factor(self) -> float:
        """The zoom that is in force, whatever it came from."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom or not self.document.pageCount():
            return self.view.zoomFactor()
        points, room = self.document.pagePointSize(0), self.view.viewport().size()
        dots = self.logicalDpiX() / 72
        across = (room.width() - 20) / (points.width() * dots)
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            return across
        return min(across, (room.height() - 20) / (points.height() * dots))

    def _show_thumbnails(self) -> None:
        self.thumbnails.setVisible(self.thumbs_button.isChecked())
        self.thumbnails.show_page(self.view.pageNavigator().currentPage())

    def _say_place(self, _page: int = 0) -> None:
        pages = self.document.pageCount() if self.content else 0
        page = self.view.pageNavigator().currentPage()
        self.page_line.setText(f"{page + 1}" if pages else "")
        self.count_label.setText(f"/ {pages}" if pages else "")
        self.thumbnails.show_page(page)
        self._tools.setEnabled(pages > 0)

    def _say_zoom(self, _now: object = None) -> None:
        named = {QPdfView.ZoomMode.FitToWidth: "适合宽度", QPdfView.ZoomMode.FitInView: "整页"}
        self.zoom_button.setText(named.get(self.view.zoomMode(), f"{self.view.zoomFactor():.0%}"))

    # keys

    def event(self, event: QEvent) -> bool:
        """Take the keys of a paper before the window does, while the keyboard stands in it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search, zoom, go to a page or print, by key."""
        do = self._does(event)
        if do is not None and self.content:
            do()
        else:
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return bool(self.content) and self._does(event) is not None

    def _does(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_F3:
            return partial(self.find_bar.go, -1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        if not held & Qt.KeyboardModifier.ControlModifier:
            return None
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F: self.find_bar.begin,
            Qt.Key.Key_G: self._type_page,
            Qt.Key.Key_P: self.print_button.click,
            Qt.Key.Key_0: self.fit_width,
            Qt.Key.Key_1: self.fit_page,
            Qt.Key.Key_Plus: partial(self.zoom, ZOOM_STEP),
            Qt.Key.Key_Equal: partial(self.zoom, ZOOM_STEP),
            Qt.Key.Key_Minus: partial(self.zoom, 1 / ZOOM_STEP),
        }
        return keys.get(key)

    def _type_page(self) -> None:
        self.page_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page_line.selectAll()

    # printing and saving

    def save(self) -> None:
        """Ask for a place and write the paper there."""

        def write(path: Path) -> None:
            self._seat.work.ask(
                lambda: files.write(path, self.content),
                lambda done: self.banner.say(f"已保存到 {done}"),
                title="正在保存文书",
                owner=self,
                refused=self.banner.refuse,
            )

        then = self.saver or write
        self._seat.dialogs.save_file(self, "另存文书", f"{self.title}.pdf", "PDF 文件 (*.pdf)", then)

    def ask_printer(self) -> None:
        """Let the clerk choose printer and pages, then print."""
        size = self.document.pagePointSize(0)
        wide = size.width() > STOCKS["laser"].width + 1
        wanted = Wanted(
            self.title,
            self.document.pageCount(),
            first=self.next_page,
            numbered=self.numbered,
            printer=self.printer_name,
            forms=wide and pdf.has_form(self.content),
            wide=wide,
        )
        asking = PrintAsking(self._seat, self, wanted, self.print_pages)
        self._seat.ask(printers.known, asking.open, owner=self)

    def print_pages(self, order: Order, pages: tuple[int, ...]) -> None:
        """Print pages off the window's thread, and say which of them got to the printer."""
        tally = Tally()
        item = Item(0, self.title, self.content, pages)

        def tell(_done: object = None) -> None:
            copy, page = tally.reached(0, len(pages))
            whole = tally.pages == len(pages) * order.copies
            if copy:
                self.next_page = 1 if whole else page
                if whole:
                    self.banner.say(f"已送打印 {tally.pages} 页。", "good")
                else:
                    self.banner.say(*_broken_off(copy, page, order.copies))
                last = tally.last(0)
                self.printed.emit(Printed(order.printer.name, min(tally.sent[0]), last, whole))

        def refuse(refused: Refused) -> None:
            tell()
            self.banner.refuse(refused)

        self._seat.work.ask(
            lambda: print_items([item], order, self._seat.work, tally),
            tell,
            title=f"正在打印“{self.title}”",
            owner=self,
            refused=refuse,
            stopped=tell,
        )


def _broken_off(copy: int, page: int, copies: int) -> tuple[str, str, str]:
    """What is said of a job that was broken off: how far it got, and how it goes on."""
    place = f"第 {copy} 份" if copies > 1 else ""
    rest = f"；打完这一份后，还差 {copies - copy} 份，再打印全部页" if copy < copies else ""
    return (
        f"{place}送到第 {page} 页时中断。",
        "warn",
        f"排除故障后再点“打印”，可从{place}第 {page} 页续打{rest}。",
    )
