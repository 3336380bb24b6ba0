"""The papers of a case: the draft of each, issuing it under a number, and what became of every copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import issuing, papers
from desktop.issuing import CopyLine, PaperSheet, Sent
from desktop.problems import Refused
from desktop.workspace import Desk
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ChoiceField, LongField, NumberField
from ui.parts import Banner, Empty, clear, label, role
from ui.preview import PaperView, Printed
from ui.seat import Seat
from ui.theme import button

PRINTED, RESUME, SPOILED = "printed", "resume", "spoiled"
OUTCOMES = (
    (PRINTED, "已打出，纸面完整"),
    (RESUME, "没有打完，从某一页续打"),
    (SPOILED, "没有打成"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One paper of a case: whether it may be issued now, and the issued one that is valid, with its copies."""

    form: str
    title: str
    issuable: bool
    issued: PaperSheet | None
    void: int
    copies: int
    letter: bool

    @property
    def words(self) -> str:
        """The paper and how far it is, as the list of papers says it."""
        if self.issued is not None:
            return f"{self.title}　已出具"
        return f"{self.title}　{'可以出具' if self.issuable else '草稿'}"

    @property
    def copy(self) -> CopyLine | None:
        """The copy to show: the first that waits to be confirmed, else the last."""
        if self.issued is None:
            return None
        waiting = [each for each in self.issued.copies if each.outcome == "waiting"]
        return waiting[0] if waiting else self.issued.copies[-1]


def shown_papers(desk: Desk, kind: str, case_id: int) -> tuple[Shown, ...]:
    """Gather the papers of a case and what was issued of each."""
    rows = issuing.of_case(desk, kind, case_id)
    found = []
    for paper in papers.of_case(kind):
        own = [row for row in rows if row.form == paper.form]
        valid = next((row for row in own if row.state == "valid"), None)
        case = papers.case_of(desk, paper, case_id)
        found.append(
            Shown(
                paper.form,
                paper.title,
                case.state in paper.states
                and valid is None
                and not (paper.not_yet and paper.not_yet(desk, case_id)),
                issuing.sheet(desk, valid.id) if valid else None,
                sum(row.state == "void" for row in own),
                paper.copies,
                paper.letter,
            )
        )
    return tuple(found)


def _settle(desk: Desk, copy_id: int, printer: str, values: dict[str, Any]) -> None:
    """Note what the clerk saw: the copy came out, or it did not and why."""
    if values["out"] == PRINTED:
        issuing.confirm_printed(desk, copy_id, printer)
    else:
        issuing.report_spoiled(desk, copy_id, values["why"])


class PapersPage(QFrame):
    """Choose a paper, see it, issue it, print it, say what became of the copy."""

    def __init__(self, seat: Seat, kind: str, case_id: int, form: str = "") -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self._case = (kind, case_id)
        self._wanted = form
        self._papers: tuple[Shown, ...] = ()
        self.choice = QComboBox()
        self.choice.setAccessibleName("文书")
        self.choice.currentIndexChanged.connect(lambda _at: self._show_current())
        self.state = label(name="caption", wrap=True)
        self.banner = Banner()
        self.view = PaperView(seat)
        self.view.printed.connect(self._note_sent)
        self.empty = Empty()
        self.empty.say("还没有文书", "办理到相应环节后自动生成", "fa6s.file-lines")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        self._assemble()
        self.refresh()

    def _assemble(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.choice, 1)
        first.addLayout(self._buttons)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 6)
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.view, 1)

    @property
    def current(self) -> Shown | None:
        """The paper that is chosen."""
        at = self.choice.currentIndex()
        return self._papers[at] if 0 <= at < len(self._papers) else None

    def refresh(self) -> None:
        """Ask again which papers there are and what was issued."""
        kind, case_id = self._case
        self._seat.ask(
            lambda desk: shown_papers(desk, kind, case_id),
            self._show_papers,
            owner=self,
            key=(id(self), "papers"),
        )

    def _show_papers(self, found: Sequence[Shown]) -> None:
        here = self.current
        wanted = here.form if here is not None else self._wanted
        self._papers = tuple(found)
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([each.words for each in found])
        forms = [each.form for each in found]
        furthest = max((at for at, each in enumerate(found) if each.issuable or each.issued), default=0)
        self.choice.setCurrentIndex(forms.index(wanted) if wanted in forms else furthest)
        self.choice.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        paper = self.current
        clear(self._buttons)
        if paper is None:
            self.view.clear()
            return
        self._tell_state(paper)
        self._offer_deeds(paper)
        copy, case_id = paper.copy, self._case[1]
        question: Any = (
            (lambda desk: issuing.content(desk, copy.id))
            if copy is not None
            else (lambda desk: papers.draft(desk, paper.form, case_id))
        )
        self._seat.ask(
            question,
            lambda content: self._show_content(paper, content),
            owner=self,
            key=(id(self), "paper"),
            refused=self._refuse,
        )

    def _show_content(self, paper: Shown, content: bytes) -> None:
        self.banner.dismiss()
        copy = paper.copy
        number = f"{paper.issued.row.number}-" if paper.issued else "草稿-"
        self.view.show_paper(f"{number}{paper.title}", content)
        self.view.saver = partial(self._save, copy) if copy is not None else None
        self.view.numbered = copy is not None
        waiting = copy is None or copy.outcome == "waiting"
        self.view.allow(waiting, "" if waiting else "这一份已经登记去向；还要一份的，请点“补打”")

    def _tell_state(self, paper: Shown) -> None:
        if paper.issued is None:
            words = "草稿预览，带“草稿”字样、没有编号" + (
                "；核对无误后点“出具”" if paper.issuable else "；办到这一步才能出具"
            )
        else:
            row = paper.issued.row
            told = "、".join(f"第 {each.copy} 份{each.outcome_title}" for each in paper.issued.copies)
            words = f"{row.number}　{row.issued_at:%Y-%m-%d} {row.issued_by}出具　{told}"
            words += f"\n{paper.issued.overtaken}" if paper.issued.overtaken else ""
        self.state.setText(words + (f"　另有作废 {paper.void} 件" if paper.void else ""))

    def _offer_deeds(self, paper: Shown) -> None:
        copy = paper.copy
        if paper.issued is None:
            self._offer("出具", partial(self._issue, paper), paper.issuable, primary=True)
            return
        if copy is not None and copy.outcome == "waiting":
            self._offer("登记去向", self._ask_last, True, primary=True)
        else:
            self._offer("补打", partial(self._reprint, paper.issued), True)
        if paper.letter:
            self._offer("送达回证", partial(self._show_delivery, paper.issued), True)
        self._offer("作废", partial(self._void, paper.issued), True)

    def _offer(self, title: str, do: Any, allowed: bool, *, primary: bool = False) -> None:
        made = button(title, role="primary" if primary else "")
        made.setEnabled(allowed)
        made.clicked.connect(lambda _on=False: do())
        self._buttons.addWidget(made)

    # deeds

    def _issue(self, paper: Shown) -> None:
        case_id = self._case[1]
        field = NumberField(required=True, least=1)
        field.fill(paper.copies)

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: issuing.issue(desk, paper.form, case_id, values["copies"]),
                lambda issued: self._seat.tell(f"已出具 {issued.number}，请打印并登记去向。"),
                title=f"正在出具“{paper.title}”",
                dialog=dialog,
            )

        words = "出具后有编号和核验码，内容不再改变；内容有误的，作废后重新出具。"
        wording = Wording(f"出具：{paper.title}", "出具", words)
        self._seat.dialogs.form(
            self, wording, [Ask("copies", "份数", field, f"规定一式 {paper.copies} 份")], submit
        )

    def _save(self, copy: CopyLine, path: Path) -> None:
        self._seat.act(
            lambda desk: issuing.save_as(desk, copy.id, path),
            lambda done: self._seat.tell(f"已存到 {done}，去向已登记。"),
            title="正在保存文书",
        )

    def _note_sent(self, printed: Printed) -> None:
        """Remember which pages went to the printer, then ask whether they came out."""
        copy = self.current.copy if self.current is not None else None
        if copy is None or copy.outcome != "waiting":
            return
        seat, clerk = self._seat, self._seat.clerk

        def note() -> None:
            with seat.workspace.desk(clerk) as desk:
                issuing.note_sent(desk, copy.id, printed.printer, printed.first, printed.last)

        # Nothing that a screen shows is changed by it, so no screen asks again while the clerk is asked.
        seat.work.ask(note, lambda _done: self._ask_outcome(copy, printed), title="正在登记打印", owner=self)

    def _ask_last(self) -> None:
        """Ask what became of the copy, knowing how far it got the last time."""
        copy = self.current.copy if self.current is not None else None
        if copy is None:
            return

        def ask(sent: Sent | None) -> None:
            pages = self.view.document.pageCount()
            printed = (
                Printed(sent.place, sent.first, sent.last, sent.last == pages)
                if sent is not None
                else Printed("", 1, 0, whole=False)
            )
            self._ask_outcome(copy, printed)

        self._seat.ask(lambda desk: issuing.last_sent(desk, copy.id), ask, owner=self)

    def _ask_outcome(self, copy: CopyLine, printed: Printed) -> None:
        pages = self.view.document.pageCount()
        said = (
            f"上次把第 {printed.first} 至 {printed.last} 页送到“{printed.printer}”。" if printed.last else ""
        )
        outcome = ChoiceField(OUTCOMES, required=True, first=True)
        outcome.fill(PRINTED if printed.whole or not printed.last else RESUME)
        page = NumberField(required=True, least=1, check=lambda at: "没有这一页。" if at > pages else "")
        page.fill(printed.last or 1)
        asks = [
            Ask("out", "结果", outcome),
            Ask("page", "从第几页起", page, f"共 {pages} 页；这一页和后面的会重打，打坏的页请销毁"),
            Ask("why", "没有打成的原因", LongField(lines=2)),
        ]
        words = f"{said}请核对纸面后登记；没有打成的也要登记，编号不再使用。"
        wording = Wording(f"登记第 {copy.copy} 份的去向", "登记", words)

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            if values["out"] == RESUME:
                dialog.finish()
                self.view.next_page = values["page"]
                self.view.ask_printer()
                return
            self._seat.act(
                lambda desk: _settle(desk, copy.id, printed.printer, values),
                lambda _done: self._seat.tell("去向已登记。"),
                dialog=dialog,
            )

        dialog = self._seat.dialogs.form(self, wording, asks, submit)

        def show_fields() -> None:
            dialog.form.row("page").setVisible(outcome.value == RESUME)
            dialog.form.row("why").setVisible(outcome.value == SPOILED)

        outcome.changed.connect(show_fields)
        show_fields()

    def _reprint(self, issued: PaperSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: issuing.reprint(desk, issued.row.id, values["text"]),
                lambda _issued: self._seat.tell("已补打一份，请打印并登记去向。"),
                dialog=dialog,
            )

        wording = Wording(
            f"补打：{issued.row.title}", "补打", f"内容与第一份完全相同，注明“补打”。{issued.overtaken}"
        )
        self._seat.dialogs.reason(self, wording, submit, prompt="补打原因")

    def _void(self, issued: PaperSheet) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: issuing.void(desk, issued.row.id, values["text"]),
                lambda _done: self._seat.tell(f"{issued.row.number} 已作废。", "info"),
                dialog=dialog,
            )

        words = "作废后这份文书不再有效，可以另行出具；已发出的应当收回。"
        wording = Wording(f"作废：{issued.row.title}", "作废", words, danger=True)
        self._seat.dialogs.reason(self, wording, submit, prompt="作废原因")

    def _show_delivery(self, issued: PaperSheet) -> None:
        """Show the receipt that an applicant signs for a letter handed over later, to be issued and printed."""
        title = f"送达回证：{issued.row.title} {issued.row.number}"
        open_papers(self._seat, self, ("paper", issued.row.id), title)

    def _refuse(self, refused: Refused) -> None:
        self.view.clear()
        self.banner.refuse(refused)


def open_papers(seat: Seat, parent: QWidget, case: tuple[str, int], title: str) -> QDialog:
    """Show the papers of one line, objection or payment (kind, id) in a window of their own."""
    window = QDialog(parent.window())
    window.setWindowTitle(title)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(900, 680)
    inside = QVBoxLayout(window)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(PapersPage(seat, *case))
    window.show()
    return window
