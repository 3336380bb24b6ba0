"""政策 → 试算: a draft policy tried on the county's own claims of a period; nothing is written."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout

from desktop import replay
from desktop.policy import PolicyFault
from desktop.problems import Refused
from desktop.replay import Replay
from ui.cells import Column
from ui.days import DateField
from ui.parts import Banner, Empty, label, role
from ui.replay_result import ReplayResult
from ui.rows import RowsView
from ui.seat import Seat
from ui.theme import button

PATTERN = "政策文件 (*.toml);;所有文件 (*)"
FAULT_COLUMNS = (
    Column("file", "文件", 280),
    Column("line", "行", 64),
    Column("what", "错误", 300, grows=True),
)


class ReplayPage(QFrame):
    """Choose a draft and a period, try it, and see what comes of it."""

    summary = Signal(str)
    buttons_changed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self.draft: Path | None = None
        self.found: Replay | None = None
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName("政策草案")
        self.path.setPlaceholderText("还没有选择草案")
        self.since = self._day("申请日期起", date(seat.today.year, 1, 1))
        self.until = self._day("申请日期止", seat.today)
        self.try_button = button("试算", role="primary", icon_name="fa6s.play")
        self.try_button.setEnabled(False)
        self.try_button.clicked.connect(self.run)
        self.banner = Banner()
        self.empty = Empty()
        self.empty.say(
            "用政策草案试算本县的申请",
            "选择草案和申请日期，逐人按草案重新核定，看谁多谁少、差多少、要补发多少；不写入任何数据",
            "fa6s.scale-balanced",
        )
        self.faults = RowsView(FAULT_COLUMNS, "草案中的错误")
        self.result = ReplayResult()
        self.pages = QStackedWidget()
        for page in (self.empty, self.faults, self.result):
            self.pages.addWidget(page)
        self._assemble()

    def _day(self, name: str, day: date) -> DateField:
        made = DateField(required=True, today=self._seat.today)
        made.name_as(name, "")
        made.fill(day)
        made.setFixedWidth(142)
        return made

    def _assemble(self) -> None:
        draft = QHBoxLayout()
        draft.setSpacing(8)
        draft.addWidget(label("草案", "name"))
        draft.addWidget(self.path, 1)
        for title, tip, do in (
            ("选择文件夹", "整套政策文件所在的文件夹", self.choose_folder),
            ("选择文件", "一个 .toml 文件，替换现行的同名文件", self.choose_file),
            ("复制现行政策", "把现行政策文件复制出来，在上面修改成草案", self.begin),
        ):
            made = button(title, tip=tip)
            made.clicked.connect(do)
            draft.addWidget(made)
        period = QHBoxLayout()
        period.setSpacing(8)
        period.addWidget(label("申请日期", "name"))
        period.addWidget(self.since)
        period.addWidget(label("至", "muted"))
        period.addWidget(self.until)
        period.addWidget(self.try_button)
        period.addStretch(1)
        period.addWidget(label("以往班期按原核定结果计算，人工核减的不恢复", "caption"))
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(6)
        head.addLayout(draft)
        head.addLayout(period)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)

    def buttons(self) -> list[QPushButton]:
        """Exporting what was found."""
        export = button("导出 Excel", role="primary", icon_name="fa6s.file-export")
        export.setToolTip("合计和逐人变动写成工作簿，身份证号隐去中间各位")
        export.setEnabled(self.found is not None)
        export.clicked.connect(self.export)
        return [export]

    def refresh(self) -> None:
        """What was tried stays as it is until it is tried again."""
        self._summarise()

    def start(self) -> None:
        """Stand where the draft is chosen."""
        self.path.setFocus(Qt.FocusReason.TabFocusReason)

    def choose_folder(self) -> None:
        """Take a folder of policy files as the draft."""
        self._seat.dialogs.open_folder(self, "选择政策草案所在的文件夹", self.take)

    def choose_file(self) -> None:
        """Take one policy file as the draft."""
        self._seat.dialogs.open_file(self, "选择政策草案文件", PATTERN, self.take)

    def begin(self) -> None:
        """Copy the policy in force as the ground of a draft."""

        def copy(folder: Path) -> None:
            region = self._seat.workspace.region
            self._seat.work.ask(
                lambda: replay.begin_draft(folder, region),
                self._begun,
                owner=self,
                refused=self.banner.refuse,
            )

        self._seat.dialogs.open_folder(self, "复制到哪个文件夹", copy)

    def _begun(self, folder: Path) -> None:
        self.take(folder)
        self.banner.say(f"现行政策已复制到 {folder}，修改后点“试算”。")

    def take(self, draft: Path) -> None:
        """Take a draft; what was found for another is no longer shown."""
        self.draft = draft
        self.path.setText(str(draft))
        self.path.setToolTip(str(draft))
        self.try_button.setEnabled(True)
        self.banner.dismiss()
        self._forget()

    def run(self) -> None:
        """Try the draft on the claims of the period, off the window's thread; it can be stopped."""
        draft, since, until = self.draft, self.since.value, self.until.value
        for field in (self.since, self.until):
            field.mark(field.value is None)
        if draft is None or since is None or until is None or not self.try_button.isEnabled():
            return
        self.try_button.setEnabled(False)
        self.banner.dismiss()
        self._forget()
        seat, clerk = self._seat, self._seat.clerk

        def tried() -> Replay:
            with seat.workspace.reading(clerk) as desk:
                return replay.replay(desk, draft, since, until, progress=seat.work.progress)

        seat.work.ask(
            tried, self._show, title="正在试算", owner=self, refused=self._refuse, stopped=self._stopped
        )

    def export(self) -> None:
        """Write what was found to a workbook."""
        found, bureau = self.found, self._seat.workspace.bureau
        if found is None:
            return

        def write(path: Path) -> None:
            self._seat.work.ask(
                lambda: replay.write(found, bureau, path),
                lambda done: self._seat.tell(f"试算结果已导出到 {done}"),
                title="正在导出试算结果",
                owner=self,
            )

        name = f"政策试算-{found.since}至{found.until}.xlsx"
        self._seat.dialogs.save_file(self, "导出试算结果", name, "Excel 工作簿 (*.xlsx)", write)

    def _show(self, found: Replay) -> None:
        self.found = found
        self.try_button.setEnabled(True)
        self.result.show_replay(found)
        self.pages.setCurrentWidget(self.result)
        self.result.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)
        self._summarise()
        self.buttons_changed.emit()

    def _refuse(self, refused: Refused) -> None:
        self.try_button.setEnabled(True)
        if isinstance(refused, PolicyFault):
            self._show_faults(refused)
        else:
            self.banner.refuse(refused)

    def _show_faults(self, refused: PolicyFault) -> None:
        faults: Sequence[object] = refused.faults
        self.banner.say(
            f"草案有 {len(faults)} 处错误，没有试算。", "warn", "请按所列文件和行号改正后再点“试算”。"
        )
        self.faults.show_rows(sorted(refused.faults, key=lambda fault: (fault.file, fault.line)))
        self.pages.setCurrentWidget(self.faults)
        self.faults.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stopped(self) -> None:
        self.try_button.setEnabled(True)
        self.banner.say("试算已取消。", "info")

    def _forget(self) -> None:
        self.found = None
        self.pages.setCurrentWidget(self.empty)
        self._summarise()
        self.buttons_changed.emit()

    def _summarise(self) -> None:
        found = self.found
        if found is None:
            self.summary.emit("用政策草案试算，不写入任何数据")
            return
        words = f"{found.since} 至 {found.until} 申请的 {found.claims:,} 件、{found.people:,} 人"
        self.summary.emit(f"{words}，差额 {found.after - found.before:+,.2f} 元")
