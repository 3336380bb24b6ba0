"""The dark navigation: the screens with their keys, and below them who is working here."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.codes import title as code_title
from ui.login import LoginDialog
from ui.parts import label, role
from ui.screens import ScreenSpec
from ui.seat import Seat
from ui.theme import button, icon, picture

WIDTH = 158


class Navigation(QFrame):
    """Chooses a screen; `chosen` carries its code."""

    chosen = Signal(str)

    def __init__(self, seat: Seat, specs: Sequence[ScreenSpec]) -> None:
        super().__init__()
        role(self, "nav")
        self.setFixedWidth(WIDTH)
        self.seat = seat
        self._buttons: dict[str, QPushButton] = {}
        self._login: LoginDialog | None = None
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self._brand())
        for spec in specs:
            made = self._place(spec)
            group.addButton(made)
            layout.addWidget(made)
        layout.addStretch(1)
        layout.addWidget(self._clerk_part())
        self._show_clerk()
        seat.clerk_changed.connect(self._show_clerk)

    def mark(self, code: str) -> None:
        """Show which screen is in front."""
        self._buttons[code].setChecked(True)

    def current_button(self) -> QPushButton:
        """The button of the screen in front."""
        return next(each for each in self._buttons.values() if each.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the places."""
        step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
        places: list[QWidget] = list(self._buttons.values())
        held = self.focusWidget()
        if step is None or held not in places:
            super().keyPressEvent(event)
            return
        places[(places.index(held) + step) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)

    def _brand(self) -> QWidget:
        part = QWidget()
        part.setFixedHeight(50)
        row = QHBoxLayout(part)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(9)
        mark = QLabel()
        mark.setPixmap(self.windowIcon().pixmap(QSize(22, 22)))
        row.addWidget(mark)
        row.addWidget(label("职培工作站", "brand"), 1)
        return part

    def _place(self, spec: ScreenSpec) -> QPushButton:
        made = QPushButton(spec.title)
        made.setCheckable(True)
        made.setIcon(icon(spec.icon, "night_ink"))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(f"{spec.title}（Alt+{spec.key}）")
        made.setAccessibleName(spec.title)
        made.setAutoDefault(False)
        hint = QLabel(spec.key, made)
        role(hint, "caption")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(made)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(hint)
        made.clicked.connect(lambda: self.chosen.emit(spec.code))
        self._buttons[spec.code] = made
        return made

    def _clerk_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(14, 6, 8, 0)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        face = QLabel()
        face.setPixmap(picture("fa6s.circle-user", "night_soft", 22))
        self._name = label(name="")
        self._roles = label(name="caption", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._roles)
        row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column.addLayout(row)
        self.switch = button("切换经办人")
        self.switch.setIcon(icon("fa6s.right-left", "night_ink"))
        self.switch.clicked.connect(self._open_login)
        column.addWidget(self.switch)
        return part

    def _show_clerk(self) -> None:
        self._name.setText(self.seat.clerk.name)
        self._roles.setText("、".join(code_title("roles", code) for code in sorted(self.seat.clerk.roles)))

    def _open_login(self) -> None:
        self._login = LoginDialog(self.seat.workspace, self.seat.work, self.window())
        self._login.logged_in.connect(self.seat.change_clerk)
        self._login.open()
