"""What stands on the letters of a subsidy application: taken in, to be corrected, refused (J13, J14, A1)."""

from desktop import filings, subsidies
from desktop.filings import OpinionLine
from desktop.filings.review import days
from desktop.forms import acceptance as acceptance_form
from desktop.forms import correction as correction_form
from desktop.forms import refusal as refusal_form
from desktop.papers.checklists import handed_in, stages_of, there
from desktop.papers.letters import NO_LETTER, ground_told
from desktop.papers.signing import answered_by, first
from desktop.problems import Refused
from desktop.subsidies import ClaimSheet
from desktop.subsidies.deciding import find
from desktop.workspace import Desk

ENTERED, COMPLETE, RETURNED = "登记补贴申请", "提交复核", "退回"
TAKEN_IN, TO_CORRECT, NOT_GRANTED = "补贴受", "补贴正", "补贴不"


def acceptance(desk: Desk, claim_id: int) -> acceptance_form.Facts:
    """Return what stands on the notice of acceptance (受理通知书) of a claim: taken in on the day all materials were there."""
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    complete = first(desk, sheet.uid, COMPLETE)
    accepted_on = complete.day if complete else None
    return acceptance_form.Facts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, TAKEN_IN),
        applicant=sheet.applicant,
        matter=matter_of(sheet),
        case_number=sheet.number,
        channel=filing.channel,
        filed_on=sheet.applied_on,
        accepted_on=accepted_on,
        materials=handed_in(
            desk,
            sheet.materials,
            filing.case_kind,
            stages_of(desk, claim_id),
            filing.training_type,
            accepted_on,
        ),
        due_on=sheet.due_on,
        issued_on=accepted_on,
        **answered_by(desk, sheet.uid, ENTERED),
        person=filing.case_kind == "individual",
    )


def correction(desk: Desk, claim_id: int) -> correction_form.Facts:
    """Return what stands on the correction notice (补正告知书) of a claim that was sent back: why, and what is lacking."""
    sheet = subsidies.sheet(desk, claim_id)
    returned = _returned(sheet)
    limit = days(desk, "correction_days")
    return correction_form.Facts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, TO_CORRECT),
        applicant=sheet.applicant,
        matter=matter_of(sheet),
        case_number=sheet.number,
        filed_on=sheet.applied_on,
        defects=(
            *(
                correction_form.Defect("申报材料", f"缺少材料：{line.title}", "请补交。")
                for line in sheet.materials
                if line.required and not there(line, returned.day)
            ),
            *(
                correction_form.Defect("申请内容", text.strip(), "请补正。")
                for text in returned.text.splitlines()
                if text.strip()
            ),
        ),
        days=limit,
        due_on=desk.calendar.add_working_days(returned.day, limit),
        issued_on=returned.day,
        **answered_by(desk, sheet.uid, ENTERED),
        person=_is_person(desk, sheet),
    )


def _returned(sheet: ClaimSheet) -> OpinionLine:
    """The last time the claim was sent back; refused when it never was."""
    sent = [each for each in sheet.opinions if each.verdict == RETURNED]
    if not sent:
        raise Refused("本申请没有退回过，没有补正告知书。", "复核、审批人员退回并写明原因后再出具。")
    return sent[-1]


def refusal(desk: Desk, claim_id: int) -> refusal_form.Facts:
    """Return what stands on the notice that a claim brings nothing (不予补贴告知书): ground, clause, how to seek review."""
    sheet, claim = subsidies.sheet(desk, claim_id), find(desk, claim_id)
    if sheet.state != "refused":
        raise Refused(f"本申请没有不予补贴的决定，{NO_LETTER}", "作出决定后再出具。")
    ground, remedy = ground_told(desk, "claim", claim.refusal_ground or "", sheet.opinions)
    return refusal_form.Facts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, NOT_GRANTED),
        applicant=sheet.applicant,
        matter=matter_of(sheet),
        case_number=sheet.number,
        filed_on=sheet.applied_on,
        grounds=(ground,),
        remedy=remedy,
        issued_on=sheet.decided_on,
        review_body=desk.workspace.contact("review_body"),
        **answered_by(desk, sheet.uid, ENTERED),
        person=_is_person(desk, sheet),
    )


def numbered(sheet: ClaimSheet, kind: str) -> str:
    """Return the number of a letter of which a claim has one: the claim's own under another word."""
    return kind + sheet.number.removeprefix("补")


def matter_of(sheet: ClaimSheet) -> str:
    """Return what a claim's letters call it."""
    return f"“{sheet.title}”补贴申请"


def _is_person(desk: Desk, sheet: ClaimSheet) -> bool:
    return filings.sheet(desk, sheet.filing_id).case_kind == "individual"
