"""What every screen has: a seat, a title line, header buttons, and a refresh; and the list with its detail."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QWidget

from desktop.pages import Page, PageQuery
from desktop.workspace import Desk
from ui.cells import Column
from ui.editor import EditorPage
from ui.parts import role
from ui.seat import Seat
from ui.sheet import SheetView
from ui.table import PagedTable

CALM_MS = 60


class Screen(QWidget):
    """One place of the navigation.

    `summary` carries the line beside the title; `wanted` asks for another screen (code, record id, text);
    `buttons_changed` says that the header's buttons are others now.
    """

    summary = Signal(str)
    wanted = Signal(str, int, str)
    buttons_changed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.seat = seat
        self.stale = True
        self.summary_text = ""

    def summarise(self, text: str) -> None:
        """Set the line beside the title."""
        self.summary_text = text
        self.summary.emit(text)

    def parts(self) -> list[QWidget]:
        """The parts between which F6 moves the keyboard."""
        return [self]

    def buttons(self) -> list[QPushButton]:
        """The buttons of the header, the chief one last."""
        return []

    def refresh(self) -> None:
        """Ask again for what is shown."""

    def start(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_in_list(self) -> None:
        """Put the keyboard into the filter (Ctrl+F)."""

    def approve(self) -> None:
        """Take the move forward, or save (F8)."""

    def send_back(self) -> None:
        """Take the move back (F9)."""

    def open_record(self, record_id: int, text: str = "") -> None:
        """Show one record, come from another screen; `text` is what finds it in the list."""

    def may_leave(self) -> bool:
        """Whether the screen can be left without losing what was typed."""
        return True


class ListScreen(Screen):
    """A list on the left and the detail of the row the clerk stands on at the right."""

    def __init__(
        self,
        seat: Seat,
        table: PagedTable,
        sheet: SheetView,
        question: Callable[[Any, int], Any],
        render: Callable[[Any], None],
    ) -> None:
        super().__init__(seat)
        self.table = table
        self.sheet = sheet
        self.shown: Any = None
        self._question = question
        self._render = render
        self._wanted_id: int | None = None
        self.moves: dict[str, Callable[[Any], None]] = {}
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._ask_sheet)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(table)
        self.splitter.addWidget(sheet)
        self.splitter.setStretchFactor(0, 46)
        self.splitter.setStretchFactor(1, 54)
        self.splitter.setSizes([460, 540])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.editor: EditorPage | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        table.picked.connect(self._pick)
        table.opened.connect(lambda _row: self.sheet.tabs.setFocus(Qt.FocusReason.TabFocusReason))
        sheet.move_chosen.connect(self._take)

    def refresh(self) -> None:
        """Ask again for the page and the detail."""
        self.stale = False
        self.table.refresh(self._wanted_id)

    def parts(self) -> list[QWidget]:
        """The list and the detail."""
        return [self.table.view, self.sheet.tabs.tabBar()]

    def start(self) -> None:
        """Stand in the list."""
        if self.editor is not None:
            return
        self.table.view.setFocus(Qt.FocusReason.TabFocusReason)

    def find_in_list(self) -> None:
        """Stand in the filter."""
        self.table.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.search.selectAll()

    def approve(self) -> None:
        """Save what is being edited, or take the first allowed move forward."""
        if self.editor is not None:
            self.editor.save()
        else:
            self.sheet.take("forward")

    def send_back(self) -> None:
        """Take the first allowed move back."""
        if self.editor is None:
            self.sheet.take("back")

    def edit(self, editor: EditorPage) -> None:
        """Put a form over the list until it is saved or left."""
        self.editor = editor
        editor.done.connect(self._close_editor)
        self.pages.addWidget(editor)
        self.pages.setCurrentWidget(editor)
        self.buttons_changed.emit()
        editor.form.start()

    def may_leave(self) -> bool:
        """Whether nothing that was typed would be lost; if something would, the clerk is asked."""
        if self.editor is None or not self.editor.form.dirty:
            return True
        self.editor.leave()
        return False

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        self.pages.setCurrentWidget(self.splitter)
        if editor is not None:
            self.pages.removeWidget(editor)
            editor.deleteLater()
        self.buttons_changed.emit()
        self.start()

    def open_record(self, record_id: int, text: str = "") -> None:
        """Show one record, whatever the filter was."""
        self._wanted_id = record_id
        self.table.show_only(text)
        self.refresh()

    def reload(self) -> None:
        """Ask again for the detail that is shown."""
        self._ask_sheet()

    def _pick(self, row: Any) -> None:
        if row is None:
            self._calm.stop()
            self._wanted_id, self.shown = None, None
            self.sheet.show_nothing()
            return
        self._wanted_id = row.id
        self._calm.start()

    def _ask_sheet(self) -> None:
        wanted = self._wanted_id
        if wanted is not None:
            self.seat.ask(
                lambda desk: self._question(desk, wanted), self._show, owner=self, key=(id(self), "sheet")
            )

    def _show(self, sheet: Any) -> None:
        self.shown = sheet
        self._render(sheet)

    def _take(self, code: str) -> None:
        if self.shown is not None:
            self.moves[code](self.shown)


def list_page(
    seat: Seat,
    question: Callable[[Desk, PageQuery], Page[Any]],
    columns: Sequence[Column],
    name: str,
    *,
    states: Sequence[tuple[str, str]] = (),
    sums: Mapping[str, str] | None = None,
    empty: tuple[str, str] = ("没有记录", ""),
) -> PagedTable:
    """A paged list inside a page of a detail, already asking for its first page."""
    table = PagedTable(
        seat.work, seat.fetching(question), columns, name, states=states, sums=sums, empty=empty
    )
    table.search.setPlaceholderText("查找")
    table.refresh()
    return table
