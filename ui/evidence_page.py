"""佐证 of a case: its scans, photos, papers and videos, dropped here many at once, the chosen one shown beside."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from desktop import attachments, materials
from desktop.attachments import Attached, FileLine, Swept
from desktop.files import called
from desktop.workspace import Desk
from ui.cells import CENTRE, Column, PageModel
from ui.dialogs import Ask, FormDialog, Wording
from ui.evidence_view import EvidenceView
from ui.fields import ChoiceField, TextField
from ui.parts import label, role
from ui.seat import Seat
from ui.table import ListView
from ui.theme import button

PATTERN = (
    "佐证文件 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf *.mp4 *.mov *.avi *.mpg *.mp3 *.wav *.amr *.m4a *.doc *.docx "
    "*.xls *.xlsx *.zip *.rar);;所有文件 (*)"
)
COLUMNS = (
    Column("name", "文件", 150, grows=True),
    Column("media_title", "类型", 56, align=CENTRE, rank=2),
    Column("about", "所属", 130, grows=True),
    Column("added_on", "收存日期", 92, align=CENTRE, rank=3),
    Column("again", "重复", 92, tone=lambda row: "warn" if row.again else ""),
)


class _Row:
    """A file as the list shows it: what it is evidence of, and whether the very same one lies elsewhere too."""

    def __init__(self, line: FileLine) -> None:
        self.line = line
        self.name, self.media_title, self.added_on = line.name, line.media_title, line.added_on
        self.about = "　".join(part for part in (line.material_title, line.person, line.note) if part)
        self.again = "用过" if line.elsewhere else ""


class EvidencePage(QFrame):
    """The evidence files of a case (J8, J9, J13); `kind` is filing, claim or class."""

    def __init__(self, seat: Seat, kind: str, case_id: int, *, may_add: bool) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self._case = (kind, case_id)
        self._may_add = may_add
        self.setAcceptDrops(may_add)
        self.told = label(name="muted", wrap=True)
        self.model = PageModel(COLUMNS, self)
        self.list = ListView(COLUMNS, "佐证文件")
        self.list.setModel(self.model)
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_current())
        self.view = EvidenceView()
        self._assemble()
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.detach)
        self.refresh()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 6)
        head.setSpacing(8)
        head.addWidget(self.told, 1)
        deeds: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
            ("添加文件", "fa6s.paperclip", self.choose, self._may_add),
            ("收取文件夹", "fa6s.folder-open", self.sweep, self._may_add),
            ("移除", "fa6s.link-slash", self.detach, self._may_add),
            ("另存", "fa6s.download", self.save, True),
        )
        for title, icon_name, do, may in deeds:
            made = button(title, icon_name=icon_name)
            made.setEnabled(may)
            made.clicked.connect(do)
            head.addWidget(made)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.view)
        split.setSizes([420, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(split, 1)

    # showing

    def refresh(self) -> None:
        """Ask again for the files."""
        kind, case_id = self._case
        self._seat.ask(lambda desk: attachments.files_of(desk, kind, case_id), self._show, owner=self)

    def _show(self, found: Sequence[FileLine]) -> None:
        again = sum(bool(line.elsewhere) for line in found)
        words = f"共 {len(found)} 份" if found else "还没有佐证文件"
        words += f"，{again} 份与别处是同一文件" if again else ""
        self.told.setText(words + ("，可拖入多份文件" if self._may_add else ""))
        at = self.list.currentIndex().row()
        self.model.show_rows([_Row(line) for line in found])
        if found:
            self.list.setCurrentIndex(self.model.index(min(max(at, 0), len(found) - 1), 0))
        self._show_current()

    @property
    def current(self) -> FileLine | None:
        """The file that is chosen, None when there is none."""
        at = self.list.currentIndex().row()
        return self.model.rows[at].line if 0 <= at < len(self.model.rows) else None

    def _show_current(self) -> None:
        line = self.current
        if line is None or not EvidenceView.can_show(line.media):
            self.view.say(line)
            return
        self._seat.ask(
            lambda desk: attachments.content(desk, line.id),
            partial(self.view.show_file, line),
            owner=self,
            key=(id(self), "content"),
            refused=lambda refused: self.view.say(line, refused),
        )

    # taking in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be let fall here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was let fall."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.attach(files)

    def choose(self) -> None:
        """Choose files, several at once."""
        self._seat.dialogs.open_files(self, "选择佐证文件", PATTERN, self.attach)

    def attach(self, files: Sequence[Path]) -> None:
        """Ask what the files are evidence of, then take them in."""
        kind, case_id = self._case
        self._seat.ask(
            lambda desk: () if kind == "class" else materials.checklist(desk, kind, case_id),
            partial(self._ask_about, files),
            owner=self,
        )

    def _ask_about(self, files: Sequence[Path], checklist: Sequence[Any]) -> None:
        kind, case_id = self._case
        asks = [
            Ask("person", "人员", TextField(longest=30), "姓名或身份证号；属于全班或单位的不填"),
            Ask("note", "说明", TextField(longest=100), "例如拍摄时间、地点"),
        ]
        if checklist:
            offered = [("", "不归入材料清单"), *((line.code, line.title) for line in checklist)]
            asks.insert(
                0, Ask("material", "材料", ChoiceField(offered, first=True), "归入后该材料即登记为已收")
            )

        def deed(desk: Desk, given: dict[str, Any]) -> Attached:
            words = given["person"] or ""
            person = attachments.on_roster(desk, kind, case_id, words) if words else None
            return attachments.attach(
                desk,
                kind,
                case_id,
                files,
                person_id=person,
                material=given.get("material") or None,
                note=given["note"] or "",
            )

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self._seat.act(lambda desk: deed(desk, given), self._tell, title="正在收存佐证", dialog=dialog)

        names = "、".join(called(file) for file in files[:5]) + (
            f"等 {len(files)} 份" if len(files) > 5 else ""
        )
        self._seat.dialogs.form(self, Wording("收存佐证", "收存", names, width=600), asks, submit)

    def _tell(self, done: Attached) -> None:
        tone = "warn" if done.left or any(each.elsewhere for each in done.attached) else "good"
        left = "；".join(f"{each.why}{each.remedy}" for each in done.left[:3])
        self._seat.tell(done.sentence, tone, left)

    def sweep(self) -> None:
        """Choose the folder into which scanner or camera write; it is looked into now, and watched from now on."""
        self._seat.dialogs.open_folder(self, "选择收件文件夹", self._sweep)

    def _sweep(self, folder: Path) -> None:
        def deed(desk: Desk) -> Swept:
            attachments.watch(desk, folder)
            return attachments.sweep(desk, folder)

        self._seat.act(deed, lambda swept: tell_swept(self._seat, swept), title="正在收取文件夹")

    # putting right

    def detach(self) -> None:
        """Take the chosen file off the case, with the reason."""
        line = self.current
        if line is None or not self._may_add:
            return

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: attachments.detach(desk, line.id, given["text"]),
                lambda _none: self._seat.tell(f"已移除“{line.name}”，文件本身仍保留。", "info"),
                dialog=dialog,
            )

        wording = Wording(f"移除“{line.name}”", "移除", "只解除与本件的关联，文件仍按期限保留。", danger=True)
        self._seat.dialogs.reason(self, wording, submit, prompt="移除原因")

    def save(self) -> None:
        """Write the chosen file out, to be opened by another program."""
        line = self.current
        if line is None:
            self._seat.tell("请选中一份文件。", "info")
            return

        def write(path: Path) -> None:
            self._seat.ask(
                lambda desk: attachments.copy_out(desk, line.id, path),
                lambda _none: self._seat.tell(f"已另存到 {path}"),
                owner=self,
            )

        self._seat.dialogs.save_file(self, "另存佐证文件", line.name, "所有文件 (*)", write)


def tell_swept(seat: Seat, swept: Swept) -> None:
    """Say what became of the files of a folder, the first of those left with what helps."""
    left = "；".join(f"{each.path}：{each.why}{each.remedy}" for each in swept.left[:3])
    seat.tell(swept.sentence, "warn" if swept.left else "good", left)
