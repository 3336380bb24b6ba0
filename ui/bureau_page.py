"""本单位: what papers say of the office."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import bureau
from desktop.bureau import LONGEST, TITLES, Contact
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import TextField
from ui.parts import clear, label
from ui.seat import Seat
from ui.sections import ScrollPage, facts_section
from ui.theme import button


class BureauPage(ScrollPage):
    """The office as its papers name it; the director changes how the public reaches it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._holder = QVBoxLayout()
        self._shown = Contact()
        self.put(label("名称、行政区划和政策地区在建立工作区时确定；联系方式印在此后出具的文书上", "muted"))
        part = QWidget()
        part.setLayout(self._holder)
        self.put(part)
        self.edit = button("修改联系方式", icon_name="fa6s.pen")
        self.edit.clicked.connect(self._edit)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.edit)
        line.addStretch(1)
        self.put(row)

    def refresh(self) -> None:
        """Ask what papers say of the office."""
        self._seat.ask(bureau.contact, self._show, owner=self)

    def _show(self, found: Contact) -> None:
        self._shown = found
        self.edit.setEnabled(self._seat.may("director"))
        self.edit.setToolTip("" if self._seat.may("director") else "需要“负责人”岗位")
        clear(self._holder)
        workspace = self._seat.workspace
        facts = [("单位名称", workspace.bureau), ("行政区划代码", workspace.county)]
        facts += [(title, getattr(found, name) or "未填写") for name, title in TITLES.items()]
        self._holder.addWidget(facts_section("本单位", facts, 1))

    def _edit(self) -> None:
        asks = []
        for name, title in TITLES.items():
            field = TextField(longest=LONGEST[name])
            field.fill(getattr(self._shown, name))
            asks.append(Ask(name, title, field))

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            entry = Contact(**{name: given[name] or "" for name in TITLES})
            self._seat.act(
                lambda desk: bureau.change_contact(desk, entry),
                lambda _none: self._seat.tell("本单位信息已修改，印在此后出具的文书上。"),
                dialog=dialog,
            )

        self._seat.dialogs.form(self, Wording("修改联系方式", "保存"), asks, submit)
