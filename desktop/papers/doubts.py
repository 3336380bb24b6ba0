"""What stands on the sheet of doubts (疑点核查签核表) of a filing, a claim or a payment batch."""

from functools import partial

from desktop import doubts
from desktop.doubts import CaseSheet, DoubtRow, FlagResult
from desktop.forms import doubt_sheet as form
from desktop.forms.facts import Opinion
from desktop.papers.signing import signed
from desktop.payments.paying import find as find_batch
from desktop.workspace import Desk


def doubt_sheet(desk: Desk, case_id: int, *, kind: str) -> form.Facts:
    """Return what stands on the sheet of a case of that kind: filing, claim or payment_batch."""
    sheet = doubts.case_sheet(desk, kind, case_id)
    uid = find_batch(desk, case_id).uid if kind == "payment_batch" else ""
    return form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        subject=sheet.title,
        stage=sheet.stage_title,
        people=sheet.lines,
        checked_on=sheet.checked_at.date() if sheet.checked_at else None,
        results=tuple(form.Result(each.code, each.title, _says(each)) for each in sheet.flags),
        lines=_disposed(sheet),
        open=sheet.open,
        sheet=sheet.signature.number if sheet.signature and sheet.signature.holds else "",
        digest=sheet.digest[:32],
        checker=signed(desk, uid, "处理疑点", form.WORDING.say("checked")) if uid else Opinion(),
        signer=Opinion(form.WORDING.say("signed_off"), sheet.signed_by, sheet.signed_on)
        if sheet.signed_by
        else Opinion(),
    )


def _says(result: FlagResult) -> str:
    """The result, with the day of each list that was used."""
    used = [each.says for each in result.coverage if not each.missing]
    return "；".join([result.says, *used])


def _disposed(sheet: CaseSheet) -> tuple[form.Disposed, ...]:
    return tuple(
        form.Disposed(
            flag=f"{row.flag} {row.flag_title}",
            certainty=row.certainty_title,
            sentence=row.sentence,
            verdict=row.state_title,
            reason=_why(row),
            who=row.disposed_by,
            on=row.disposed_on,
        )
        for row in sheet.doubts
    )


def _why(row: DoubtRow) -> str:
    """The reason, the material it rests on, and the file that went with it by its digest."""
    told = (
        row.reason,
        f"依据：{row.evidence}" if row.evidence else "",
        f"附件摘要{row.attached}" if row.attached else "",
    )
    return "。".join(part for part in told if part)


def not_signed(desk: Desk, batch_id: int) -> str:
    """Say why the sheet of a payment batch cannot be issued yet."""
    return doubts.not_signed_yet(desk, "payment_batch", batch_id)


of_filing = partial(doubt_sheet, kind="filing")
of_claim = partial(doubt_sheet, kind="claim")
of_batch = partial(doubt_sheet, kind="payment_batch")
