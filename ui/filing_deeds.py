"""What a clerk may do with a filing, each deed with the words and the questions that go before it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import classes, filings
from desktop.codes import grounds
from desktop.filings import FilingSheet, FindingLine, TraineeLine
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import LongField
from ui.seat import Seat

APPROVED = "经审核，申请材料齐全，培训计划符合规定，同意备案。"


class FilingDeeds:
    """The moves on filings and the smaller deeds beside them; `parent` is the screen over which dialogs open."""

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        self.seat = seat
        self._parent = parent

    def archive(self, sheet: FilingSheet) -> None:
        """Put a finished case away."""
        wording = Wording(f"归档：{sheet.title}", "归档", "归档后开始计算台账保存期限，本件不能再改。")
        self.seat.dialogs.confirm(
            self._parent,
            wording,
            lambda: self.seat.act(
                lambda desk: filings.archive(desk, sheet.id),
                lambda _done: self.seat.tell(f"{sheet.number} 已归档。"),
            ),
        )

    def recheck(self, sheet: FilingSheet) -> None:
        """Let the rules look at a filing again."""
        self.seat.act(
            lambda desk: filings.recheck(desk, sheet.id),
            lambda count: self.seat.tell(
                f"已重新核查，共 {count} 处。" if count else "已重新核查，没有发现问题。"
            ),
            title="正在重新核查",
        )

    def drop(self, trainee: TraineeLine | None) -> None:
        """Take the chosen person off the roster, with the reason."""
        if trainee is None:
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: filings.drop_trainee(desk, trainee.id, values["text"]),
                lambda _done: self.seat.tell(f"已把 {trainee.name} 移出花名册。"),
                dialog=dialog,
            )

        wording = Wording(f"移出花名册：{trainee.name}", "移出", "移出后重新核查本件。", danger=True)
        self.seat.dialogs.reason(self._parent, wording, submit, prompt="原因")

    def accept(self, sheet: FilingSheet) -> None:
        """Accept a filing."""
        words = "受理后生成备案编号，并从今天起计算办理期限。"
        self.seat.dialogs.confirm(
            self._parent,
            Wording(f"受理“{sheet.title}”", "受理", words),
            lambda: self.seat.act(
                lambda desk: filings.accept(desk, sheet.id),
                lambda number: self.seat.tell(f"已受理，编号 {number}。"),
            ),
        )

    def ask_correction(self, sheet: FilingSheet) -> None:
        """Send a filing back once, with everything that is wrong."""
        told = [
            f"缺少材料：{line.title}"
            for line in sheet.materials
            if line.required and line.received_on is None
        ]
        told += [
            each.sentence for each in sheet.findings if each.strength != "notice" and not each.accepted_by
        ]
        words = "补正只能告知一次，以下问题将全部写入告知书：\n" + "\n".join(
            f"{at}．{text}" for at, text in enumerate(told[:12], 1)
        )
        if len(told) > 12:
            words += f"\n……共 {len(told)} 项"
        if not told:
            words = "核查没有发现问题；如另有需要补正的内容，请在下面写明。"

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            more = [line for line in str(values["more"]).splitlines() if line.strip()]
            self.seat.act(
                lambda desk: filings.ask_correction(desk, sheet.id, more),
                lambda number: self.seat.tell(f"已发出补正告知书 {number}。"),
                dialog=dialog,
            )

        field = LongField(lines=3, required=not told, hint="每行一项")
        self.seat.dialogs.form(
            self._parent,
            Wording("一次性告知补正", "发出告知书", words, width=600),
            [Ask("more", "另需补正", field)],
            submit,
        )

    def take_correction(self, sheet: FilingSheet) -> None:
        """Take in the corrected filing."""
        wording = Wording(f"收到“{sheet.title}”的补正", "收到补正", "补正材料收到后重新计算办理期限。")
        self.seat.dialogs.confirm(
            self._parent,
            wording,
            lambda: self.seat.act(
                lambda desk: filings.take_correction(desk, sheet.id),
                lambda _done: self.seat.tell("已收到补正，继续审核。"),
            ),
        )

    def approve(self, sheet: FilingSheet) -> None:
        """Approve a filing with an opinion."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: filings.approve(desk, sheet.id, values["text"]),
                lambda _done: self.seat.tell(f"已同意备案 {sheet.number}。"),
                dialog=dialog,
            )

        self.seat.dialogs.reason(
            self._parent,
            Wording(f"同意备案：{sheet.title}", "同意备案"),
            submit,
            prompt="复核意见",
            text=APPROVED,
        )

    def refuse(self, sheet: FilingSheet) -> None:
        """Refuse a filing on a listed ground."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: filings.refuse(desk, sheet.id, values["ground"], values["text"]),
                lambda _done: self.seat.tell(f"{sheet.number} 已作不予同意处理。", "info"),
                dialog=dialog,
            )

        listed = [(each.code, each.title) for each in grounds(self.seat.workspace.region, "filing")]
        wording = Wording(
            f"不予同意：{sheet.title}", "不予同意", "不予同意须有法定或文件列明的理由。", danger=True
        )
        self.seat.dialogs.reason(self._parent, wording, submit, prompt="情况说明", grounds=listed)

    def decline(self, sheet: FilingSheet) -> None:
        """Refuse to take a filing in, on a listed ground and with what was found."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: filings.decline(desk, sheet.id, values["ground"], values["text"]),
                lambda number: self.seat.tell(f"已作不予受理处理，编号 {number}。", "info"),
                dialog=dialog,
            )

        listed = [(each.code, each.title) for each in grounds(self.seat.workspace.region, "acceptance")]
        words = "不予受理须有文件列明的理由，并写明具体情况；疫情防控不是理由。办理后可以出具不予受理通知书。"
        wording = Wording(f"不予受理：{sheet.title}", "不予受理", words, danger=True)
        self.seat.dialogs.reason(self._parent, wording, submit, prompt="具体情况", grounds=listed)

    def open_class(self, sheet: FilingSheet) -> None:
        """Open the class of an approved filing."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: classes.open_class(desk, sheet.id, values["day"]),
                lambda number: self.seat.tell(f"已开班，班级编号 {number}。"),
                dialog=dialog,
            )

        field = DateField(required=True, today=self.seat.today)
        field.fill(max(self.seat.today, sheet.starts_on))
        self.seat.dialogs.form(
            self._parent, Wording(f"开班：{sheet.title}", "开班"), [Ask("day", "开班日期", field)], submit
        )

    def accept_finding(self, finding: FindingLine) -> None:
        """Accept a finding that holds "in principle", with a written reason."""

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self.seat.act(
                lambda desk: filings.accept_finding(desk, finding.id, values["text"]),
                lambda _done: self.seat.tell("已记录理由，本项按“原则上”的要求通过。"),
                dialog=dialog,
            )

        wording = Wording("说明理由", "记录理由", f"{finding.sentence}\n依据：{finding.clause}")
        self.seat.dialogs.reason(self._parent, wording, submit, prompt="理由")
