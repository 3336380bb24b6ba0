"""What an import can hand back as a file: the list of problems, the sender's workbook with marks, a blank list."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.intake import Reading, annotate, problem_list, remainder, template
from ui.import_kinds import ImportKind
from ui.parts import Banner
from ui.seat import Seat


class Saving:
    """Writes these files where the clerk says, off the window's thread, and says where they are."""

    def __init__(self, seat: Seat, window: QWidget, banner: Banner, kind: ImportKind) -> None:
        self._seat = seat
        self._window = window
        self._banner = banner
        self._kind = kind

    def problems(self, reading: Reading | None) -> None:
        """Write the problems as a workbook that can be handed back to the sender."""
        if reading is not None:
            name = f"{Path(reading.file_name).stem}-问题清单.xlsx"
            self._save("问题清单", name, lambda path: problem_list(reading, path))

    def copy(self, reading: Reading | None, source: Path | None) -> None:
        """Write a copy of the sender's own workbook with the faulty cells marked; the original stays as it is."""
        if reading is not None and source is not None:
            self._save("批注副本", f"{source.stem}-批注.xlsx", lambda path: annotate(source, reading, path))

    def rest(self, reading: Reading | None) -> None:
        """Write the rows that were not taken in, in the sender's own layout, to be mended and taken in alone."""
        if reading is not None:
            name = f"{Path(reading.file_name).stem}-未导入的行.xlsx"
            self._save("未导入的行", name, lambda path: remainder(reading, path))

    def template(self) -> None:
        """Write a blank list with the official headings, for senders who have none."""
        title, columns = self._kind.title, self._kind.columns
        self._save("空白表", f"{title}.xlsx", lambda path: template(columns, path, title=title))

    def _save(self, what: str, name: str, write: Callable[[Path], object]) -> None:
        def go(path: Path) -> None:
            self._seat.work.ask(
                lambda: write(path),
                lambda _done: self._banner.say(f"{what}已保存到 {path}"),
                title=f"正在保存{what}",
                owner=self._window,
                refused=self._banner.refuse,
            )

        self._seat.dialogs.save_file(self._window, f"保存{what}", name, "Excel 工作簿 (*.xlsx)", go)
