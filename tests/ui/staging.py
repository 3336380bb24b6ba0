"""A window on a workspace, the one who sits at it, and the patience to wait for it."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from desktop import accounts
from desktop.workspace import SYSTEM, Clerk, Workspace
from ui.dialogs import Dialogs
from ui.help import HelpWindow
from ui.main_window import MainWindow
from ui.seat import Seat
from ui.work import Work

SCREENS_OUT = Path(__file__).resolve().parents[2] / "out" / "screens"
CALM_S = 0.12
# What Qt's picture-only platform says of itself; nothing the window could do about it.
HARMLESS = ("This plugin does not support", "This plugin supports grabbing the mouse only for popup windows")


class ChosenFiles(Dialogs):
    """The real dialogs, except the system's own file windows: the test says what is chosen there."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def open_file(self, parent: QWidget, title: str, pattern: str, then: Callable[[Path], None]) -> None:
        then(self.files.pop(0))

    def open_files(
        self, parent: QWidget, title: str, pattern: str, then: Callable[[Sequence[Path]], None]
    ) -> None:
        chosen, self.files[:] = list(self.files), []
        then(chosen)

    def open_folder(self, parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
        then(self.files.pop(0))

    def save_file(
        self, parent: QWidget, title: str, name: str, pattern: str, then: Callable[[Path], None]
    ) -> None:
        then(self.files.pop(0))


def clerk_of(workspace: Workspace, login: str | Clerk) -> Clerk:
    if isinstance(login, Clerk):
        return login
    with workspace.reading(SYSTEM) as desk:
        return accounts.log_in(desk, login)


class Flashes(QObject):
    """Notes every part of a window that shows itself, even for a moment, as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            proper = (QDialog, QMainWindow, QMenu, HelpWindow)
            popup = watched.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
            if not isinstance(watched, proper) and not popup:
                self.seen.append(f"{type(watched).__name__} “{watched.accessibleName()}”")
        return False


class Stage:
    """A window, the one who sits at it, and the patience to wait for it."""

    def __init__(self, workspace: Workspace, login: str | Clerk, reports: Path) -> None:
        self.workspace = workspace
        self.dialogs = ChosenFiles()
        self.work = Work(reports)
        self.seat = Seat(workspace, clerk_of(workspace, login), self.work, self.dialogs)
        self.failures: list[str] = []
        self.work.failed.connect(lambda report: self.failures.append(report.text))
        self.flashes = Flashes()
        QApplication.instance().installEventFilter(self.flashes)
        self.window = MainWindow(self.seat)
        self.window.show()
        self.settle()

    def settle(self, most_s: float = 120) -> None:
        """Wait until nothing runs, nothing waits, and that has been so for a moment."""
        quiet_since: float | None = None
        end = time.monotonic() + most_s
        while time.monotonic() < end:
            QApplication.processEvents()
            if self.work.busy:
                quiet_since = None
            elif quiet_since is None:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > CALM_S:
                return
            time.sleep(0.002)
        raise AssertionError("the window does not come to rest")

    def sit(self, login: str) -> None:
        self.seat.change_clerk(clerk_of(self.workspace, login))
        self.settle()

    def go(self, code: str) -> Any:
        self.window.go(code)
        self.settle()
        return self.window.front

    def dialog(self) -> Any:
        """The dialog in front; it must be there."""
        self.settle()
        shown = self.dialogs_in_sight()
        assert shown, "no dialog came up"
        return shown[-1]

    def dialogs_in_sight(self) -> list[QDialog]:
        """Every dialog that is open."""
        tops = QApplication.topLevelWidgets()
        return [each for each in tops if isinstance(each, QDialog) and each.isVisible()]

    def picture(self, name: str) -> None:
        """Save what stands in the window for people to look at."""
        SCREENS_OUT.mkdir(parents=True, exist_ok=True)
        self.settle()
        self.window.grab().save(str(SCREENS_OUT / f"{name}.png"))

    def close(self) -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.done(0)
        for screen in self.window.screens.values():
            editor = getattr(screen, "editor", None)
            if editor is not None:
                editor.form.settle()
        self.settle()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self.workspace.close()
        QApplication.instance().removeEventFilter(self.flashes)


def said_by_qt(qtlog: Any) -> list[str]:
    """What Qt warned of, without what its picture-only platform says of itself."""
    return [
        str(each.message) for each in qtlog.records if not any(word in str(each.message) for word in HARMLESS)
    ]
