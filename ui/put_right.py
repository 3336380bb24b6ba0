"""A case that the province sent back: saying that it has been corrected, so that it goes into the next package."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.exchange import incoming
from desktop.filings import FilingSheet
from desktop.subsidies import ClaimSheet
from ui.dialogs import FormDialog, Wording
from ui.seat import Seat


def put_right(seat: Seat, parent: QWidget, kind: str, sheet: FilingSheet | ClaimSheet) -> None:
    """Ask what was corrected and close the reopening of a filing or claim."""

    def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
        seat.act(
            lambda desk: incoming.put_right(desk, kind, sheet.id, values["text"]),
            lambda _done: seat.tell(f"{sheet.number} 已更正，进入下一个上报包。"),
            dialog=dialog,
        )

    wording = Wording(f"更正完毕：{sheet.number}", "更正完毕", f"省平台退回的原因：{sheet.reopened_reason}")
    seat.dialogs.reason(parent, wording, submit, prompt="更正说明")
