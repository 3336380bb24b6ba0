"""The strip that shows long work: what runs, how far it is, about how long it will take, and a way to stop it."""

import time

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from ui.parts import label, role
from ui.theme import button
from ui.work import Job, Work


class ProgressStrip(QFrame):
    """Appears when a job has run for a second and goes when it ends."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setProperty("tone", "info")
        self._job: Job | None = None
        self._began = 0.0
        self._title = label(name="strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.count = role(QLabel(), "muted")
        self.stop = button("取消")
        self.stop.setAccessibleName("取消正在进行的工作")
        self.stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 10, 5)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.stop)
        self.hide()
        work.began.connect(self._begin)
        work.slow.connect(self._appear)
        work.progressed.connect(self._move_on)
        work.ended.connect(self._end)

    def _begin(self, job: Job) -> None:
        self._job, self._began = job, time.monotonic()
        self.bar.setRange(0, 0)
        self.count.setText("")
        self.stop.setEnabled(True)

    def _appear(self, job: Job) -> None:
        if job is self._job:
            self._title.setText(job.title)
            self.show()

    def _move_on(self, job: Job, done: int, total: int) -> None:
        if job is not self._job or not total:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        spent = time.monotonic() - self._began
        left = spent / done * (total - done) if done else 0
        words = f"，约剩 {left:.0f} 秒" if left >= 1 else ""
        self.count.setText(f"{done:,} / {total:,}{words}")

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.count.setText("正在取消，已做的部分将撤回")
