"""Where a clerk sits: the workspace, who it is, the worker, and the dialogs. Every screen is given one."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.pages import Page, PageQuery
from desktop.problems import Refused
from desktop.workspace import Clerk, Desk, Workspace
from ui.dialogs import Dialogs, FormDialog
from ui.work import Job, Work

T = TypeVar("T")


class Seat(QObject):
    """Asks questions and does deeds at the clerk's desk, off the window's thread.

    `changed` follows every deed; `clerk_changed` a change of clerk; `said` carries what is to be told
    in the window's strip: text, tone, remedy.
    """

    clerk_changed = Signal()
    changed = Signal()
    said = Signal(str, str, str)

    def __init__(
        self, workspace: Workspace, clerk: Clerk, work: Work, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.clerk = clerk
        self.work = work
        self.dialogs = dialogs or Dialogs()
        work.changed.connect(self.changed)
        work.refused.connect(self.tell_refusal)

    def ask(
        self,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        key: object = None,
        refused: Callable[[Refused], None] | None = None,
    ) -> Job:
        """Ask a question at a reading desk; `then` gets the answer unless `owner` is gone by then."""
        clerk = self.clerk

        def run() -> T:
            with self.workspace.reading(clerk) as desk:
                return question(desk)

        return self.work.ask(run, then, owner=owner, key=key, refused=refused)

    def act(
        self,
        deed: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        *,
        title: str = "正在办理",
        dialog: FormDialog | None = None,
        owner: QObject | None = None,
        refused: Callable[[Refused], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Do a deed: all of it or nothing. With a `dialog`, it closes on success and shows a refusal itself."""
        clerk = self.clerk

        def run() -> T:
            with self.workspace.desk(clerk) as desk:
                desk.pace.listener = self.work.progress
                return deed(desk)

        def finished(result: T) -> None:
            if dialog is not None:
                dialog.finish()
            if done is not None:
                done(result)

        return self.work.act(
            run,
            finished,
            title=title,
            owner=owner if dialog is None else dialog,
            refused=dialog.refuse if dialog is not None else refused,
            stopped=dialog.wake if dialog is not None else stopped,
        )

    def fetching(self, question: Callable[[Desk, PageQuery], Page[Any]]) -> Callable[[PageQuery], Page[Any]]:
        """Turn a question about a list into what a paged table calls on the worker."""

        def fetch(query: PageQuery) -> Page[Any]:
            with self.workspace.reading(self.clerk) as desk:
                return question(desk, query)

        return fetch

    def tell(self, text: str, tone: str = "good", remedy: str = "") -> None:
        """Say something in the window's strip."""
        self.said.emit(text, tone, remedy)

    def tell_refusal(self, refused: Refused) -> None:
        """Say what was refused and what helps."""
        self.said.emit(refused.sentence, "warn", refused.remedy)

    def change_clerk(self, clerk: Clerk) -> None:
        """Let another clerk sit down."""
        self.clerk = clerk
        self.clerk_changed.emit()

    @property
    def today(self) -> date:
        """The day at the desk: today's, or the day on which a practice county stands still."""
        return self.workspace.now().date()

    def may(self, role: str) -> bool:
        """Whether the clerk has a role; used only to lay out the window, the desk decides."""
        return role in self.clerk.roles
