"""A field that takes a file: chosen in the system's dialog, shown by its name, taken away again."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from desktop.files import called
from ui.dialogs import Dialogs
from ui.fields import Field
from ui.theme import button


class FileField(Field):
    """A file to be handed in; `value` is its path, None while none is chosen."""

    def __init__(self, dialogs: Dialogs, title: str, pattern: str, *, required: bool = False) -> None:
        super().__init__(required=required)
        self._dialogs, self._title, self._pattern = dialogs, title, pattern
        self._file: Path | None = None
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("没有选择文件")
        self.adopt(self.line)
        choose = button("选择文件", icon_name="fa6s.paperclip")
        choose.clicked.connect(self.choose)
        self.away = button("去掉")
        self.away.clicked.connect(lambda: self.fill(None))
        self.row.addWidget(choose)
        self.row.addWidget(self.away)
        self.fill(None)

    @property
    def editor(self) -> QLineEdit:
        """The line that names the file."""
        return self.line

    @property
    def value(self) -> Any:
        """The file's path."""
        return self._file

    def fill(self, value: Any) -> None:
        """Put a file into the field, or none."""
        self._file = None if value is None else Path(value)
        self.line.setText("" if self._file is None else called(self._file))
        self.line.setToolTip("" if self._file is None else str(self._file))
        self.away.setVisible(self._file is not None)
        self.changed.emit()

    def choose(self) -> None:
        """Let the clerk choose the file."""
        self._dialogs.open_file(self, self._title, self._pattern, self.fill)
