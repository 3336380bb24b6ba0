"""The filter by state: a row of chips, the ones that do not fit behind one button."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import button

GAP = 6


class StateChips(QWidget):
    """Lets a clerk keep one state of a list, or all; `chosen` carries the state's code, empty for all."""

    chosen = Signal(str)

    def __init__(self, states: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states = [("", "全部"), *states]
        self._current = ""
        self._chips: list[QPushButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for code, title in self._states:
            chip = button(title, role="chip", parent=self)
            chip.setAccessibleName(f"状态：{title}")
            chip.setCheckable(True)
            chip.setChecked(not code)
            chip.clicked.connect(lambda _on=False, code=code: self.choose(code))
            self._chips.append(chip)
            layout.addWidget(chip)
        self._more = button("更多", role="chip", parent=self)
        self._more.setAccessibleName("更多状态")
        self._more.setCheckable(True)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        layout.addWidget(self._more)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The state that is kept, empty for all."""
        return self._current

    def choose(self, code: str) -> None:
        """Keep one state, tell so, and show it among the chips."""
        changed = code != self._current
        self._current = code
        for (own, _title), chip in zip(self._states, self._chips, strict=True):
            chip.setChecked(own == code)
        self._arrange()
        if changed:
            self.chosen.emit(code)

    def minimumSizeHint(self) -> QSize:
        """One chip and the button for the rest."""
        return QSize(120, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        widths = [chip.sizeHint().width() + GAP for chip in self._chips]
        room = self.width() + GAP
        fits = len(widths)
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + GAP
            fits = 0
            while fits < len(widths) and sum(widths[: fits + 1]) <= room:
                fits += 1
        hidden = self._states[fits:]
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < fits)
        self._menu.clear()
        for code, title in hidden:
            action = QAction(title, self._menu)
            action.setCheckable(True)
            action.setChecked(code == self._current)
            action.triggered.connect(lambda _on=False, code=code: self.choose(code))
            self._menu.addAction(action)
        chosen = dict(hidden).get(self._current) if self._current else None
        self._more.setText(chosen or "更多")
        self._more.setChecked(chosen is not None)
        self._more.setVisible(bool(hidden))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the chips."""
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        shown = [chip for chip in self._chips if chip.isVisible()]
        held = self.focusWidget()
        if step is None or not isinstance(held, QPushButton) or held not in shown:
            super().keyPressEvent(event)
            return
        shown[(shown.index(held) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
