"""疑点 of one case: what an auditor would find, disposed of one by one with a reason, and signed for by somebody else."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop import doubts
from desktop.doubts import CaseSheet, DoubtRow, DoubtSheet
from ui.cells import Column
from ui.dialogs import Wording
from ui.disposing import dispose_of, tell_one
from ui.filing_form import choices
from ui.parts import label, role
from ui.screen import list_page
from ui.seat import Seat
from ui.theme import button

TONES = {"open": "warn", "explained": "good", "removed": "good", "sent_back": "warn", "referred": "info"}
COLUMNS = (
    Column("severity_title", "程度", 74, tone=lambda row: "bad" if row.severity == "hard" else "warn"),
    Column("certainty_title", "把握", 74, rank=1),
    Column("subject", "对象", 96),
    Column("sentence", "疑点", 190, grows=True, sort="-"),
    Column("state_title", "状态", 88, tone=lambda row: TONES.get(row.state, "still")),
    Column("flag_title", "事项", 130, rank=2, sort="-"),
    Column("disposed_by", "处理人", 70, rank=3, sort="-"),
)


class DoubtsPage(QFrame):
    """The doubts about a case, the open and hard ones first; `kind` is filing, claim or payment_batch."""

    def __init__(self, seat: Seat, kind: str, case_id: int) -> None:
        super().__init__()
        role(self, "plain")
        self._seat = seat
        self._case = (kind, case_id)
        self.state = label(name="muted", wrap=True)
        self.table = list_page(
            seat,
            lambda desk, query: doubts.lines(desk, query, kind=kind, case_id=case_id),
            COLUMNS,
            "疑点",
            states=choices("doubt_states"),
            empty=("没有疑点", "点“核查疑点”按审计比对规则再查一遍"),
        )
        self.table.opened.connect(self.explain)
        for title, icon_name, do in (
            ("处理", "fa6s.pen", lambda: self.dispose(self.table.current)),
            ("核查疑点", "fa6s.magnifying-glass", self.run),
            ("签核", "fa6s.signature", self.sign_off),
        ):
            made = button(title, icon_name=icon_name)
            made.clicked.connect(do)
            self.table.bar.addWidget(made)
        told = QHBoxLayout()
        told.setContentsMargins(12, 6, 12, 0)
        told.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(told)
        layout.addWidget(self.table, 1)
        self._tell()

    def refresh(self) -> None:
        """Ask again for the list and how the check stands."""
        self.table.refresh()
        self._tell()

    def run(self) -> None:
        """Look for doubts about the case as it stands now."""
        kind, case_id = self._case
        self._seat.act(
            lambda desk: doubts.run(desk, kind, case_id),
            lambda checked: self._seat.tell(checked.sentence, "warn" if checked.open else "good"),
            title="正在核查疑点",
        )

    def sign_off(self) -> None:
        """Sign that no doubt is open, after a yes."""
        kind, case_id = self._case
        words = "签核表示本件已按二十项疑点核查、查出的已逐条处理；经办本件或处理过其疑点的人不能签核。"
        self._seat.dialogs.confirm(
            self,
            Wording("签核疑点处理", "签核", words),
            lambda: self._seat.act(
                lambda desk: doubts.sign_off(desk, kind, case_id),
                lambda digest: self._seat.tell(f"已签核，摘要 {digest[:16]}；核查表在“文书”页打印。"),
                title="正在签核",
            ),
        )

    def dispose(self, row: DoubtRow | None) -> None:
        """Dispose of the chosen doubt with a verdict and a reason."""
        if row is None:
            return
        dispose_of(
            self._seat,
            self,
            Wording(f"处理疑点：{row.flag_title}", "处理", row.sentence, width=600),
            lambda _desk, _which: [row],
            lambda _rows, outcomes: tell_one(self._seat, outcomes),
        )

    def explain(self, row: DoubtRow) -> None:
        """Show what a doubt rests on: its evidence row by row, the audit basis and the remedy."""
        self._seat.ask(lambda desk: doubts.sheet(desk, row.id), self._show_sheet, owner=self)

    def _show_sheet(self, sheet: DoubtSheet) -> None:
        evidence = "\n".join(f"· {each.says}" for each in sheet.evidence)
        words = f"{sheet.row.sentence}\n{evidence}\n办法：{sheet.remedy}\n依据：{sheet.basis}"
        dialog = self._seat.dialogs.confirm(
            self, Wording(sheet.row.flag_title, "关闭", words, width=640), lambda: None
        )
        dialog.leave.hide()

    def _tell(self) -> None:
        kind, case_id = self._case
        self._seat.ask(
            lambda desk: doubts.case_sheet(desk, kind, case_id),
            self._show_state,
            owner=self,
            key=(id(self), "doubts"),
        )

    def _show_state(self, sheet: CaseSheet) -> None:
        if sheet.checked_at is None:
            self.state.setText("本件还没有核查过疑点。")
            return
        signed = _signed(sheet)
        self.state.setText(
            f"{sheet.stage_title}　{sheet.checked_at:%Y-%m-%d %H:%M} 核查，待处理 {sheet.open} 条{signed}"
        )


def _signed(sheet: CaseSheet) -> str:
    """Who signed under which number, and whether it still holds."""
    made = sheet.signature
    if made is None:
        return "　还没有签核"
    return f"　{made.number}，{made.on} {made.who}签核" + (
        "" if made.holds else "（以后情况有变，须重新签核）"
    )
