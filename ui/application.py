"""From the command to the window: the application, its typeface and language, then first start, login, window."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from desktop import accounts
from desktop.problems import Refused
from desktop.workspace import SYSTEM, Clerk, Workspace
from ui.first_start import FirstStart
from ui.login import LoginDialog
from ui.main_window import MainWindow
from ui.report import ReportDialog
from ui.seat import Seat
from ui.theme import dress
from ui.work import Work

PRACTICE_STEPS = 30


def reports_folder() -> Path:
    """Where reports of unexpected errors lie."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "reports"


def make_application() -> QApplication:
    """The one application, in Chinese and in its own dress."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("zhipei")
    app.setApplicationDisplayName("职培工作站")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load(QLocale(), "qtbase", "_", folder):
        app.installTranslator(translator)
    dress(app)
    return app


def run(workspace_path: Path | None) -> int:
    """Open the window and stay until it is closed."""
    app = make_application()
    work = Work(reports_folder())
    try:
        workspace = Workspace.open(workspace_path) if workspace_path else _first_start(work)
    except Refused as refused:
        say_refusal(refused)
        work.close()
        return 1
    clerk = _who(workspace, work) if workspace is not None else None
    if workspace is None or clerk is None:
        work.close()
        return 0
    window = MainWindow(Seat(workspace, clerk, work))
    _catch_the_unexpected(window, work)
    window.show()
    code = app.exec()
    workspace.close()
    return code


def say_refusal(refused: Refused) -> None:
    """Say, before there is a window, why there will be none."""
    box = QMessageBox(QMessageBox.Icon.Warning, "工作区没有打开", refused.sentence)
    box.setInformativeText(refused.remedy)
    box.exec()


def first_clerk(workspace: Workspace) -> Clerk | None:
    """The first account that may handle cases: who sits down in a practice county."""
    with workspace.reading(SYSTEM) as desk:
        found = [line for line in accounts.lines(desk) if line.active]
        chosen = next((line for line in found if "handler" in line.roles), found[0] if found else None)
        return accounts.log_in(desk, chosen.login) if chosen is not None else None


def _who(workspace: Workspace, work: Work) -> Clerk | None:
    if workspace.practice:
        return first_clerk(workspace)
    login = LoginDialog(workspace, work)
    return login.clerk if login.exec() == QDialog.DialogCode.Accepted else None


def _first_start(work: Work) -> Workspace | None:
    wizard = FirstStart(work, make_practice)
    return wizard.workspace if wizard.exec() == QDialog.DialogCode.Accepted else None


def make_practice(folder: Path, region: str, work: Work) -> Workspace:
    """Open the practice county of a region, made by doing the whole job once when it is not there yet."""
    from desktop import practice

    if not (folder / "workspace").exists():
        for at, _step in enumerate(practice.run(folder, region), 1):
            work.progress(at, max(at, PRACTICE_STEPS))
    return Workspace.open(folder / "workspace")


def _catch_the_unexpected(window: MainWindow, work: Work) -> None:
    """Show a numbered report for what goes wrong in the window itself, instead of ending without a word."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        report = work.report("窗口操作", error.with_traceback(trace))
        ReportDialog(report, window).open()

    sys.excepthook = show
