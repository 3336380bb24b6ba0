"""The one worker thread: questions and deeds run off the window's thread, answers come back on it.

A single worker means that work on the store is done one after another, so no screen needs a lock.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.problems import Refused
from ui.report import Report, write_report

T = TypeVar("T")

SLOW_AFTER_MS = 1000
TELL_EVERY_S = 0.1


class Cancelled(Exception):
    """Raised inside a running job when the clerk has asked to stop it, so that its desk rolls back."""


@dataclass(eq=False)
class Job:
    """One piece of work: what to run, and whom to tell when it is done, refused or broken."""

    title: str
    run: Callable[[], Any]
    then: Callable[[Any], None] | None
    refused: Callable[[Refused], None] | None
    stopped: Callable[[], None] | None
    owner: QObject | None
    key: object
    deed: bool
    cancelling: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None
    told_at: float = 0.0

    def cancel(self) -> None:
        """Ask the job to stop at its next sign of progress."""
        self.cancelling.set()


class Work(QObject):
    """Runs callables one after another on one thread and delivers what they return on the window's thread.

    Signals: `began` and `ended` frame each job; `slow` says that a job has run for a second;
    `progressed` gives job, done, total; `changed` follows every deed that succeeded; `refused`
    carries a Refused nobody else took; `failed` carries the Report of an unexpected error.
    """

    began = Signal(object)
    slow = Signal(object)
    progressed = Signal(object, int, int)
    ended = Signal(object)
    changed = Signal()
    refused = Signal(object)
    failed = Signal(object)
    idle = Signal()
    _delivered = Signal(object)

    def __init__(self, reports: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports = reports
        self._waiting: deque[Job] = deque()
        self._turn = threading.Condition()
        self._running: Job | None = None
        self._closing = False
        self._undelivered = 0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SLOW_AFTER_MS)
        self._clock.timeout.connect(self._tell_slow)
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.began.connect(lambda _job: self._clock.start(), Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._loop, name="work", daemon=True)
        self._thread.start()

    # what screens call

    def ask(
        self,
        question: Callable[[], T],
        then: Callable[[T], None],
        *,
        title: str = "正在读取",
        refused: Callable[[Refused], None] | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
        key: object = None,
    ) -> Job:
        """Run a question that changes nothing; a newer question of the same `key` replaces a waiting one."""
        return self._queue(Job(title, question, then, refused, stopped, owner, key, deed=False))

    def act(
        self,
        deed: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        title: str = "正在办理",
        refused: Callable[[Refused], None] | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run a deed; when it has succeeded `done` gets its result and every screen hears `changed`."""
        return self._queue(Job(title, deed, done, refused, stopped, owner, None, deed=True))

    def progress(self, done: int, total: int) -> None:
        """Called by running work: tells the window how far it is, and raises Cancelled when it must stop."""
        job = self._running
        if job is None:
            return
        if job.cancelling.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - job.told_at >= TELL_EVERY_S or done == total:
            job.told_at = now
            self.progressed.emit(job, done, total)

    def is_cancelled(self) -> bool:
        """Called by running work that has its own way of stopping: whether the clerk asked for it."""
        job = self._running
        return job is not None and job.cancelling.is_set()

    @property
    def busy(self) -> bool:
        """Whether anything is running, waiting, or finished but not yet delivered."""
        with self._turn:
            return bool(self._waiting) or self._running is not None or self._undelivered > 0

    def close(self) -> None:
        """Take no more work, drop what has not begun, and wait for what is running."""
        with self._turn:
            self._closing = True
            self._waiting.clear()
            self._turn.notify()
        self._thread.join()

    def drop_waiting(self) -> None:
        """Forget the questions that have not begun; a waiting deed stays."""
        with self._turn:
            self._waiting = deque(job for job in self._waiting if job.deed)

    # the worker's side

    def _queue(self, job: Job) -> Job:
        with self._turn:
            if self._closing:
                return job
            if job.key is not None:
                self._waiting = deque(other for other in self._waiting if other.key != job.key)
            self._waiting.append(job)
            self._turn.notify()
        return job

    def _loop(self) -> None:
        while True:
            with self._turn:
                while not self._waiting and not self._closing:
                    self._turn.wait()
                if not self._waiting:
                    return
                job = self._running = self._waiting.popleft()
                self._undelivered += 1
            self.began.emit(job)
            try:
                job.result = job.run()
            except BaseException as error:  # noqa: BLE001 - delivered to the window; it must not end the worker
                job.error = error
            with self._turn:
                self._running = None
            self._delivered.emit(job)

    # the window's side

    def _tell_slow(self) -> None:
        job = self._running
        if job is not None:
            self.slow.emit(job)

    def _deliver(self, job: Job) -> None:
        self._clock.stop()
        self.ended.emit(job)
        try:
            if job.owner is None or shiboken6.isValid(job.owner):
                self._hand_over(job)
        finally:
            with self._turn:
                self._undelivered -= 1
        if not self.busy:
            self.idle.emit()

    def _hand_over(self, job: Job) -> None:
        if job.error is None:
            if job.then is not None:
                job.then(job.result)
            if job.deed:
                self.changed.emit()
        elif isinstance(job.error, Cancelled):
            if job.stopped is not None:
                job.stopped()
        elif isinstance(job.error, Refused):
            if job.refused is not None:
                job.refused(job.error)
            else:
                self.refused.emit(job.error)
        else:
            if job.stopped is not None:
                job.stopped()
            self.failed.emit(self.report(job.title, job.error))

    def report(self, title: str, error: BaseException) -> Report:
        """Write down an unexpected error and return the numbered report of it."""
        return write_report(self._reports, title, error)
