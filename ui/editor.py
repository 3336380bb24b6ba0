"""A form over the whole screen: an index of its sections at the left, save and back, nothing lost by accident."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.problems import Refused
from ui.dialogs import Wording
from ui.form import Form
from ui.parts import Banner, label, role
from ui.seat import Seat
from ui.theme import button


class EditorPage(QWidget):
    """Shows a form until it is saved or left; `done` tells that it is no longer needed."""

    done = Signal()

    def __init__(self, seat: Seat, title: str, words: str = "") -> None:
        super().__init__()
        role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.seat = seat
        self.form = Form()
        self.banner = Banner()
        self.submit: Callable[[dict[str, Any]], None] = lambda _values: None
        self._title = title
        self._index = QVBoxLayout()
        self._saved_words = role(QLabel(""), "muted")
        self.save_button = button("保存（F8）", role="primary", icon_name="fa6s.floppy-disk")
        self.save_button.setAccessibleName("保存")
        self.save_button.clicked.connect(self.save)
        self.leave_button = button("返回（Esc）", icon_name="fa6s.arrow-left")
        self.leave_button.setAccessibleName("返回")
        self.leave_button.clicked.connect(self.leave)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.form.edited.connect(lambda: self._saved_words.setText("有未保存的修改"))
        self.form.settled.connect(self._saved_words.clear)
        self._assemble(title, words)

    def _assemble(self, title: str, words: str) -> None:
        head = role(QFrame(), "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 6, 14, 6)
        row.setSpacing(10)
        row.addWidget(self.leave_button)
        row.addWidget(label(title, "section"))
        row.addWidget(label(words, "muted"), 1)
        row.addWidget(self._saved_words)
        row.addWidget(self.save_button)
        side = role(QFrame(), "plain")
        side.setFixedWidth(150)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(10, 14, 6, 10)
        inside.setSpacing(2)
        self._index.setSpacing(2)
        inside.addLayout(self._index)
        inside.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(1)
        body.addWidget(side)
        body.addWidget(self.form, 1)
        strip = QVBoxLayout()
        strip.setContentsMargins(12, 8, 12, 8)
        strip.addWidget(self.banner)
        self._strip = QWidget()
        self._strip.setLayout(strip)
        self._strip.hide()
        self.banner.closed.connect(self._strip.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._strip)
        layout.addLayout(body, 1)

    def section(self, title: str, words: str = "") -> None:
        """Begin a section of the form and list it in the index."""
        heading = self.form.section(title, words)
        entry: QPushButton = button(title, role="link")
        entry.setStyleSheet("text-align: left;")
        entry.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        entry.clicked.connect(partial(self.form.bring, heading))
        self._index.addWidget(entry)

    def save(self) -> None:
        """Hand the values over when nothing is wrong with them."""
        if not self.save_button.isEnabled():
            return
        faults = self.form.faults()
        if faults:
            names = "、".join(title for title, _wrong in faults[:6]) + ("等" if len(faults) > 6 else "")
            self.say(
                f"还有 {len(faults)} 处需要补正，没有保存：{names}。", "warn", "请按标出的提示修改后再保存。"
            )
            return
        self.save_button.setEnabled(False)
        self.submit(self.form.values)

    def refuse(self, refused: Refused) -> None:
        """Show why it was not saved and let the clerk go on."""
        self.wake()
        self.say(refused.sentence, "warn", refused.remedy)

    def wake(self) -> None:
        """Let the clerk save again."""
        self.save_button.setEnabled(True)

    def say(self, text: str, tone: str, remedy: str = "") -> None:
        """Say something above the form."""
        self._strip.show()
        self.banner.say(text, tone, remedy)

    def finish(self) -> None:
        """Go: everything is saved."""
        self.form.settle()
        self.done.emit()

    def leave(self) -> None:
        """Go back; ask first when something would be lost."""
        if not self.form.dirty:
            self.done.emit()
            return
        wording = Wording(
            "放弃未保存的修改", "放弃修改", f"“{self._title}”中有未保存的内容，返回后不能恢复。", danger=True
        )
        self.seat.dialogs.confirm(self, wording, self.finish)
