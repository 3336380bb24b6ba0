"""The watched folder: what a scanner or a camera puts there is taken in while a clerk who may do so sits here."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desktop import attachments
from desktop.attachments import Swept
from desktop.workspace import Desk
from ui.evidence_page import tell_swept
from ui.seat import Seat

EVERY_MS = 10_000

Lying = frozenset[tuple[str, int, int]]


class FolderWatch(QObject):
    """Looks into the folder every ten seconds; files that have stopped growing are taken in by the sweep's own rules."""

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._swept: Lying = frozenset()
        self._lay: Lying = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See what lies in the folder, unless somebody else sits here or something is being done."""
        if self._seat.may("handler") and not self._seat.work.busy:
            self._seat.ask(_lying, self._weigh, owner=self, refused=lambda _refused: None)

    def _weigh(self, found: tuple[Path, Lying] | None) -> None:
        if found is None:
            return
        folder, lying = found
        steady, self._lay = lying == self._lay, lying
        if steady and lying - self._swept:
            self._swept = lying
            self._seat.act(
                lambda desk: attachments.sweep(desk, folder), self._tell, title="正在收取文件夹", owner=self
            )

    def _tell(self, swept: Swept) -> None:
        if swept.attached or swept.left:
            tell_swept(self._seat, swept)


def _lying(desk: Desk) -> tuple[Path, Lying] | None:
    folder = attachments.watched(desk)
    return (folder, attachments.waiting(folder)) if folder is not None else None
