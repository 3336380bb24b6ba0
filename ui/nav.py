"""The dark navigation: the screens with their keys, and below them who is working here."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.codes import title as code_title
from ui.login import LoginDialog
from ui.parts import label, restyle, role
from ui.screens import ScreenSpec
from ui.seat import Seat
from ui.theme import button, icon, picture

WIDE, NARROW = 158, 56


class Place(QPushButton):
    """One screen in the navigation: icon, title and key; in the narrow form icon and key."""

    def __init__(self, spec: ScreenSpec) -> None:
        super().__init__(spec.title)
        self.spec = spec
        self.setCheckable(True)
        self.setIcon(icon(spec.icon, "night_ink"))
        self.setIconSize(QSize(16, 16))
        self.setToolTip(f"{spec.title}（Alt+{spec.key}）")
        self.setAccessibleName(spec.title)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hint = role(QLabel(spec.key), "caption")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(hint)

    def set_narrow(self, narrow: bool) -> None:
        """Show or hide the title."""
        self.setText("" if narrow else self.spec.title)


class Navigation(QFrame):
    """Chooses a screen; `chosen` carries its code."""

    chosen = Signal(str)

    def __init__(self, seat: Seat, specs: Sequence[ScreenSpec]) -> None:
        super().__init__()
        role(self, "nav")
        self.seat = seat
        self.narrow = False
        self._places: dict[str, Place] = {}
        self._login: LoginDialog | None = None
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self._brand())
        for spec in specs:
            place = Place(spec)
            place.clicked.connect(lambda _on=False, code=spec.code: self.chosen.emit(code))
            self._places[spec.code] = place
            group.addButton(place)
            layout.addWidget(place)
        layout.addStretch(1)
        layout.addWidget(self._clerk_part())
        self._show_clerk()
        self.set_narrow(narrow=False)
        seat.clerk_changed.connect(self._show_clerk)

    def mark(self, code: str) -> None:
        """Show which screen is in front."""
        self._places[code].setChecked(True)

    def current_button(self) -> QPushButton:
        """The button of the screen in front."""
        return next(each for each in self._places.values() if each.isChecked())

    def set_narrow(self, narrow: bool) -> None:
        """Show icons and keys only, to leave the room to the work on a small screen."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for place in self._places.values():
            place.set_narrow(narrow)
        for part in (self._title, self._words):
            part.setVisible(not narrow)
        self.switch.setText("" if narrow else "切换经办人")
        self.setProperty("narrow", narrow)
        for each in (*self._places.values(), self.switch):
            restyle(each)
        self._show_clerk()

    def _brand(self) -> QWidget:
        part = QWidget()
        part.setFixedHeight(50)
        row = QHBoxLayout(part)
        row.setContentsMargins(15, 0, 8, 0)
        row.setSpacing(9)
        mark = QLabel()
        mark.setPixmap(self.windowIcon().pixmap(QSize(22, 22)))
        self._title = label("职培工作站", "brand")
        row.addWidget(mark)
        row.addWidget(self._title, 1)
        return part

    def _clerk_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(15, 0, 8, 0)
        row.setSpacing(8)
        self._face = QLabel()
        self._face.setPixmap(picture("fa6s.circle-user", "night_soft", 22))
        self._name = label(name="")
        self._roles = label(name="caption", wrap=True)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._roles)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        column.addLayout(row)
        self.switch = button("切换经办人")
        self.switch.setIcon(icon("fa6s.right-left", "night_ink"))
        self.switch.clicked.connect(self.open_login)
        column.addWidget(self.switch)
        return part

    def _show_clerk(self) -> None:
        clerk = self.seat.clerk
        roles = "、".join(code_title("roles", code) for code in sorted(clerk.roles))
        self._name.setText(clerk.name)
        self._roles.setText(roles)
        self._face.setToolTip(f"{clerk.name}（{roles}）")
        self.switch.setToolTip(f"切换经办人，现在是 {clerk.name}（{roles}）")

    def open_login(self) -> None:
        """Let another clerk sit down."""
        self._login = LoginDialog(self.seat.workspace, self.seat.work, self.window())
        self._login.logged_in.connect(self.seat.change_clerk)
        self._login.open()
