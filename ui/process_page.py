"""学习记录 of a class: hours worked out from the platform's sessions beside what was claimed, each back to file and row."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop import classes
from desktop.batches import KINDS
from desktop.classes import HoursLine, Process, Trace
from ui.cells import CENTRE, RIGHT, Column, text_of
from ui.dialogs import Ask, FormDialog, Wording
from ui.parts import Pill, clear, label, role
from ui.screen import list_page
from ui.seat import Seat
from ui.sections import SmallTable
from ui.theme import button

STATES = (("short", "申报多于记录"), ("different", "有出入"))
NAMED = 6
"""So many of those who lack a record are named; the rest are counted."""


def figure(value: Any) -> str:
    """Minutes or class hours without idle noughts, a dash where they cannot be told."""
    return "—" if value is None else f"{value.normalize():f}"


def _tone(row: HoursLine) -> str:
    if row.difference is None or not row.difference:
        return ""
    return "warn" if row.difference > 0 else "info"


COLUMNS = (
    Column("position", "序号", 46, align=RIGHT),
    Column("name", "姓名", 80, grows=True),
    Column("day", "日期", 96, align=CENTRE),
    Column("sessions", "学习次数", 70, align=RIGHT, rank=3),
    Column("minutes", "有效分钟", 76, align=RIGHT, show=figure, rank=1),
    Column("hours", "折合课时", 76, align=RIGHT, show=figure),
    Column("claimed", "申报课时", 76, align=RIGHT, show=figure),
    Column("difference", "多报", 84, show=figure, tone=_tone),
    Column("overlapping", "重叠分钟", 76, align=RIGHT, rank=4),
    Column("sign_ins", "签到", 50, align=RIGHT, rank=5),
)
TRACES = (
    Column("started_at", "开始", 142),
    Column("ended_at", "结束", 142),
    Column("minutes", "分钟", 56, align=RIGHT, show=figure),
    Column("course", "课程", 110, grows=True),
    Column("device", "设备", 90, rank=2),
    Column("ip", "网络地址", 100, rank=3),
    Column("file_name", "文件", 130, grows=True, rank=1),
    Column("row", "行", 44, align=RIGHT),
)


class ProcessPage(QFrame):
    """How complete the learning records of a class are, and every trainee's day worked out from them (J5, J8)."""

    def __init__(self, seat: Seat, class_id: int) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self._class_id = class_id
        self._pills = QHBoxLayout()
        self._pills.setSpacing(8)
        self.told = label(name="muted", wrap=True)
        self.table = list_page(
            seat,
            lambda desk, query: classes.hours(desk, class_id, query),
            COLUMNS,
            "学习记录",
            states=STATES,
            sums={"minutes": "有效分钟", "claimed": "申报课时"},
            empty=("还没有学习记录", "点“导入平台记录”，从平台导出的表格导入"),
        )
        source = button("看来源", icon_name="fa6s.table-list", tip="选中这一天的每次学习，来自哪个文件哪一行")
        source.clicked.connect(lambda: self.explain(self.table.current))
        self.table.bar.addWidget(source)
        self.table.opened.connect(self.explain)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 2)
        head.setSpacing(4)
        head.addLayout(self._pills)
        head.addWidget(self.told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self._ask()

    def refresh(self) -> None:
        """Ask again how complete the records are, and for the days."""
        self._ask()
        self.table.refresh()

    def _ask(self) -> None:
        self._seat.ask(lambda desk: classes.process(desk, self._class_id), self._show, owner=self)

    def _show(self, found: Process) -> None:
        clear(self._pills)
        for kind, title in KINDS.items():
            if kind in found.trainees:
                having = found.trainees[kind]
                tone = "good" if having == found.people else "warn" if having else "still"
                pill = Pill(f"{title} {having}/{found.people} 人", tone)
                pill.setToolTip(f"{found.records[kind]:,} 条记录")
                self._pills.addWidget(pill)
        self._pills.addStretch(1)
        self.told.setText(_words(found))

    def explain(self, line: HoursLine | None) -> None:
        """Show the sessions behind a day."""
        if line is None:
            self._seat.tell("请选中一行。", "info")
            return
        self._seat.ask(
            lambda desk: classes.traces(desk, line.trainee_id, line.day),
            partial(self._open, line),
            owner=self,
        )

    def _open(self, line: HoursLine, found: tuple[Trace, ...]) -> None:
        words = (
            f"学习 {line.sessions} 次，有效 {figure(line.minutes)} 分钟，折合 {figure(line.hours)} 课时；"
            f"申报 {figure(line.claimed)} 课时。"
        )
        fallen = [
            f"{what} {minutes} 分钟未计"
            for what, minutes in (("重叠", line.overlapping), ("挂机", line.idle))
            if minutes
        ]
        claimed = f"申报数来自{line.source}。" if line.source else ""
        wording = Wording(
            f"{line.name} {text_of(line.day)}",
            "关闭",
            words + "，".join(fallen) + ("。" if fallen else "") + claimed,
            width=860,
        )
        asks: list[Ask] = []
        dialog = self._seat.dialogs.form(self, wording, asks, _close)
        dialog.leave.hide()
        dialog.show_above(SmallTable(TRACES, found, "学习来源", most=10))


def _close(dialog: FormDialog, _values: dict[str, Any]) -> None:
    dialog.finish()


def _words(found: Process) -> str:
    """What the figures of the whole class come to, who has no record of a kind, and why hours cannot be told."""
    parts = [
        f"全班有效 {figure(found.minutes)} 分钟，折合 {figure(found.hours)} 课时，申报 {figure(found.claimed)} 课时"
    ]
    for kind, names in found.lacking.items():
        if names and found.records[kind]:
            shown = "、".join(names[:NAMED]) + (f"等 {len(names)} 人" if len(names) > NAMED else "")
            parts.append(f"没有{KINDS[kind]}：{shown}")
    if found.hours_missing:
        parts.append(found.hours_missing)
    return "；".join(parts)
