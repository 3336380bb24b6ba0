"""What a clerk is asked in passing: a file, a reason, a yes, a few fields.

Nothing here waits in a nested loop: each question opens a window and hands the answer to a function.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.problems import Refused
from ui.fields import ChoiceField, Field, LongField
from ui.form import Form
from ui.parts import Banner, label, role
from ui.theme import button

Give = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a small dialog: its name, title, editor, help, and whether it takes the whole width."""

    name: str
    title: str
    field: Field
    help_text: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a small dialog says: its title, the verb on its button, the words between, and whether it is grave."""

    title: str
    verb: str
    words: str = ""
    danger: bool = False
    width: int = 520
    columns: int = 1


class FormDialog(QDialog):
    """A few fields and one verb.

    `submit` gets the values; the dialog stays open until `finish` is called, so that a refusal is read
    beside what was typed.
    """

    def __init__(self, parent: QWidget | None, wording: Wording, asks: Sequence[Ask]) -> None:
        super().__init__(parent)
        self.setWindowTitle(wording.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.submit: Give = lambda _values: None
        self.banner = Banner()
        self.form = Form(columns=wording.columns)
        for ask in asks:
            self.form.add(ask.name, ask.title, ask.field, ask.help_text, wide=ask.wide)
        self.verb = button(f"{wording.verb}（F8）", role="danger" if wording.danger else "primary")
        self.verb.setAccessibleName(wording.verb)
        self.verb.clicked.connect(self.give)
        self.leave = button("取消")
        self.leave.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self.give)
        self._assemble(wording, bool(asks))
        if asks:
            self.form.start()
        else:
            self.verb.setDefault(True)
            self.verb.setFocus()

    def _assemble(self, wording: Wording, has_fields: bool) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 12)
        head.setSpacing(6)
        head.addWidget(label(wording.title, "heading", wrap=True))
        if wording.words:
            head.addWidget(label(wording.words, "muted", wrap=True))
        self._above = head
        head.addWidget(self.banner)
        foot = role(QFrame(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.verb)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        if has_fields:
            layout.addWidget(self.form, 1)
            self.form.setMinimumHeight(min(380, self.form.widget().sizeHint().height() + 24))
        else:
            layout.addStretch(1)
        layout.addWidget(foot)
        self.setMinimumWidth(wording.width)

    def show_above(self, widget: QWidget) -> None:
        """Show something above the fields."""
        self._above.addWidget(widget)
        self.adjustSize()

    def give(self) -> None:
        """Hand over the values when nothing is wrong with them."""
        if not self.verb.isEnabled():
            return
        faults = self.form.faults()
        if faults:
            self.banner.say(f"还有 {len(faults)} 处需要补正，暂不能提交。", "warn", "请按标出的提示修改。")
            return
        self.banner.dismiss()
        self.verb.setEnabled(False)
        self.submit(self.form.values)

    def finish(self, _result: Any = None) -> None:
        """Close: the deed is done."""
        self.accept()

    def refuse(self, refused: Refused) -> None:
        """Show why it was refused and let the clerk go on."""
        self.verb.setEnabled(True)
        self.banner.refuse(refused)

    def wake(self) -> None:
        """Let the clerk go on after an error or a cancel."""
        self.verb.setEnabled(True)


class Dialogs:
    """Opens the dialogs; a test hands in another one where the system's own windows would come up."""

    def form(
        self,
        parent: QWidget,
        wording: Wording,
        asks: Sequence[Ask],
        submit: Callable[[FormDialog, dict[str, Any]], None],
    ) -> FormDialog:
        """Ask for a few fields; `submit` gets the open dialog and the values."""
        dialog = FormDialog(parent, wording, asks)
        dialog.submit = lambda values: submit(dialog, values)
        dialog.open()
        return dialog

    def confirm(self, parent: QWidget, wording: Wording, then: Callable[[], object]) -> FormDialog:
        """Ask for a yes: the title names the deed, the words its consequence, the button repeats the verb."""

        def go(dialog: FormDialog, _values: dict[str, Any]) -> None:
            dialog.finish()
            then()

        return self.form(parent, wording, (), go)

    def reason(
        self,
        parent: QWidget,
        wording: Wording,
        submit: Callable[[FormDialog, dict[str, Any]], None],
        *,
        prompt: str = "意见",
        text: str = "",
        required: bool = True,
        grounds: Sequence[tuple[Any, str]] = (),
    ) -> FormDialog:
        """Ask for an opinion or a reason (`text`), with a listed ground (`ground`) where grounds are given."""
        field = LongField(required=required, lines=4)
        field.fill(text)
        asks = [Ask("text", prompt, field)]
        if grounds:
            asks.insert(
                0, Ask("ground", "依据", ChoiceField(grounds, required=True), "只能选择目录中的法定理由")
            )
        return self.form(parent, wording, asks, submit)

    def open_file(self, parent: QWidget, title: str, pattern: str, then: Callable[[Path], None]) -> None:
        """Let the clerk choose a file to read."""
        dialog = QFileDialog(parent, title, "", pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def open_files(
        self, parent: QWidget, title: str, pattern: str, then: Callable[[Sequence[Path]], None]
    ) -> None:
        """Let the clerk choose files to read, several at once."""
        dialog = QFileDialog(parent, title, "", pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        dialog.open()

    def open_folder(self, parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
        """Let the clerk choose a folder."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def save_file(
        self, parent: QWidget, title: str, name: str, pattern: str, then: Callable[[Path], None]
    ) -> None:
        """Let the clerk choose where to write a file; the system asks before replacing one."""
        dialog = QFileDialog(parent, title, name, pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()
