"""What stands on the letters that refuse a filing, and which letters a filing has (J12, A1)."""

from sqlalchemy import select

from db.filings import Correction
from desktop import filings
from desktop.codes import grounds
from desktop.filings import FilingSheet, OpinionLine
from desktop.filings.entry import find as find_filing
from desktop.forms import refusal as refusal_form
from desktop.papers.filing import numbered
from desktop.papers.signing import answered_by
from desktop.problems import Refused
from desktop.workspace import Desk

NO_LETTER = "没有通知书。"


def refusal(desk: Desk, filing_id: int) -> refusal_form.Facts:
    """Return what stands on the notice of refusal (不予同意备案通知书) of a filing: the listed ground and its clause."""
    sheet = filings.sheet(desk, filing_id)
    if sheet.state != "refused" or not_taken_in(desk, filing_id):
        raise Refused(f"本件没有不予同意的决定，{NO_LETTER}", "作出决定后再出具。")
    return _of_filing(desk, sheet, "filing", numbered(sheet, "不"), "受理")


def nonacceptance(desk: Desk, filing_id: int) -> refusal_form.Facts:
    """Return what stands on the notice that a filing is not taken in (不予受理通知书): the listed ground and its clause."""
    sheet = filings.sheet(desk, filing_id)
    if not not_taken_in(desk, filing_id):
        raise Refused(f"本件没有不予受理的决定，{NO_LETTER}", "作出决定后再出具。")
    return _of_filing(desk, sheet, "acceptance", sheet.number, "登记备案申请")


def _of_filing(desk: Desk, sheet: FilingSheet, stage: str, number: str, deed: str) -> refusal_form.Facts:
    code = find_filing(desk, sheet.id).refusal_ground or ""
    ground, remedy = ground_told(desk, stage, code, sheet.opinions)
    return refusal_form.Facts(
        bureau=desk.workspace.bureau,
        number=number,
        applicant=sheet.applicant,
        matter=f"“{sheet.title}”备案申请",
        case_number=sheet.number,
        filed_on=sheet.filed_on,
        grounds=(ground,),
        remedy=remedy,
        issued_on=sheet.decided_on,
        review_body=desk.workspace.contact("review_body"),
        **answered_by(desk, sheet.uid, deed),
        person=sheet.case_kind == "individual",
    )


def ground_told(
    desk: Desk, stage: str, code: str, said: tuple[OpinionLine, ...]
) -> tuple[refusal_form.Ground, str]:
    """Return the listed ground of a refusal with its clause and the decider's words, and what the applicant may do."""
    found = next((each for each in grounds(desk.workspace.region, stage) if each.code == code), None)
    if found is None:
        raise Refused(f"本件没有登记不予办理的理由，{NO_LETTER}", "请先选定列明的理由。")
    words = said[-1].text.removeprefix(f"{found.title}。") if said else ""
    return refusal_form.Ground(found.title, f"{found.document}{found.clause}", words), found.remedy


def not_taken_in(desk: Desk, filing_id: int) -> str:
    """Return that a filing was declined before it was accepted, or an empty string: such a one has few papers."""
    filing = find_filing(desk, filing_id)
    return "本件不予受理。" if filing.state == "refused" and filing.accepted_on is None else ""


def taken_in(desk: Desk, filing_id: int) -> str:
    """Return that a filing was accepted before it was refused, or an empty string."""
    return "" if not_taken_in(desk, filing_id) else "本件已经受理。"


def not_corrected(desk: Desk, filing_id: int) -> str:
    """Return that nothing was told to be corrected, or an empty string."""
    told = desk.session.scalar(select(Correction.id).where(Correction.filing_id == filing_id).limit(1))
    return "" if told else "还没有一次性告知补正。"
