"""Who sits down: choose a name, and give the password where the data are real."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import accounts
from desktop.accounts import AccountLine
from desktop.workspace import SYSTEM, Clerk, Workspace
from ui.parts import Banner, label, reveal
from ui.theme import button, icon
from ui.work import Work


class LoginDialog(QDialog):
    """Lets a clerk log in; `logged_in` carries the Clerk. A practice county asks for no password."""

    logged_in = Signal(object)

    def __init__(self, workspace: Workspace, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("切换经办人" if parent else "登录职培工作站")
        self.setMinimumWidth(420)
        self._workspace = workspace
        self._work = work
        self.clerk: Clerk | None = None
        self.chosen: AccountLine | None = None
        self.names: list[QPushButton] = []
        self.banner = Banner()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("密码")
        self.password.setAccessibleName("密码")
        self.password.returnPressed.connect(self.log_in)
        reveal(self.password, not workspace.practice)
        self.enter = button("登录", role="primary")
        self.enter.clicked.connect(self.log_in)
        self.enter.setEnabled(False)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._assemble()
        self._ask_names()

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label(self._workspace.bureau, "heading", wrap=True))
        words = "演练工作区，点选姓名即可切换" if self._workspace.practice else "选择姓名并输入密码"
        layout.addWidget(label(words, "muted"))
        layout.addWidget(self.banner)
        layout.addLayout(self._list)
        layout.addWidget(self.password)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = button("取消")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addWidget(self.enter)
        self.enter.setVisible(not self._workspace.practice)
        layout.addSpacing(4)
        layout.addLayout(row)

    def _ask_names(self) -> None:
        def read() -> tuple[AccountLine, ...]:
            with self._workspace.reading(SYSTEM) as desk:
                return accounts.lines(desk)

        self._work.ask(read, self._show_names, owner=self)

    def _show_names(self, found: tuple[AccountLine, ...]) -> None:
        for account in found:
            if account.active:
                self._list.addWidget(self._name_button(account))
        if self.names:
            self.names[0].setFocus()
        QTimer.singleShot(0, self.adjustSize)

    def _name_button(self, account: AccountLine) -> QPushButton:
        made = button(account.name)
        made.setText(f"{account.name}　{account.role_titles}")
        made.setIcon(icon("fa6s.user", "body"))
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setMinimumHeight(36)
        made.setStyleSheet("text-align: left;")
        made.clicked.connect(lambda: self.choose(account))
        self.names.append(made)
        return made

    def choose(self, account: AccountLine) -> None:
        """Choose a name; in a practice county that is enough."""
        self.chosen = account
        self.enter.setEnabled(True)
        if self._workspace.practice:
            self.log_in()
        else:
            self.password.setFocus()

    def log_in(self) -> None:
        """Ask the desk whether name and password fit."""
        account, password = self.chosen, self.password.text()
        if account is None:
            return

        def run() -> Clerk:
            with self._workspace.reading(SYSTEM) as desk:
                return accounts.log_in(desk, account.login, password)

        self._work.ask(run, self._welcome, owner=self, refused=self.banner.refuse, title="正在登录")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the names."""
        step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
        held = next((at for at, each in enumerate(self.names) if each.hasFocus()), None)
        if step is None or held is None:
            super().keyPressEvent(event)
            return
        self.names[(held + step) % len(self.names)].setFocus(Qt.FocusReason.TabFocusReason)

    def _welcome(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.logged_in.emit(clerk)
        self.accept()
