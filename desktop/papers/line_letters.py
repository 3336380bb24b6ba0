"""What stands on the letters about single lines of an approved claim that were refused or cut (J13, J14)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from db.filings import Trainee
from db.notices import NoticeLine, Objection
from db.subsidies import ClaimLine
from desktop import filings, subsidies
from desktop.codes import grounds, title
from desktop.forms import claim_refusal as refusal_form
from desktop.forms.refusal import Ground
from desktop.identity import mask_id
from desktop.papers.claim_letters import ENTERED, matter_of, numbered
from desktop.papers.letters import NO_LETTER
from desktop.papers.signing import answered_by
from desktop.problems import Refused
from desktop.subsidies import ClaimSheet
from desktop.subsidies.gathering import ALLOWANCE
from desktop.subsidies.sharing import OBJECTION
from desktop.workspace import Desk

LESSENED = ("cut", "refused")
DECIDED = "补贴核"


def some_refused(desk: Desk, claim_id: int) -> refusal_form.SomeFacts:
    """Return what stands on the letter to the applicant that names each line refused or cut, why, and by which clause."""
    sheet = subsidies.sheet(desk, claim_id)
    lines = lessened(desk, claim_id)
    if sheet.state != "approved" or not lines:
        raise Refused(f"本申请没有已经核定为不予补贴或者核减的人员，{NO_LETTER}", "审批同意后再出具。")
    filing = filings.sheet(desk, sheet.filing_id)
    return refusal_form.SomeFacts(
        bureau=desk.workspace.bureau,
        number=numbered(sheet, DECIDED),
        applicant=sheet.applicant,
        matter=matter_of(sheet),
        case_number=sheet.number,
        filed_on=sheet.applied_on,
        asked=sheet.asked,
        granted=sheet.amount,
        people=_granted(desk, claim_id),
        lines=tuple(
            refusal_form.Line(
                name=line.trainee.person.name,
                masked_id=mask_id(line.trainee.person.id_number),
                scheme=title("schemes", line.scheme),
                asked=line.asked,
                granted=line.amount,
                grounds=_grounds(desk, line),
            )
            for line in lines
        ),
        issued_on=_decided(desk, sheet, lines),
        review_body=desk.workspace.contact("review_body"),
        **answered_by(desk, sheet.uid, ENTERED),
        person=filing.case_kind == "individual",
    )


def one_refused(desk: Desk, line_id: int) -> refusal_form.OneFacts:
    """Return what stands on the letter to a person whose living allowance was refused or cut: his own line alone."""
    line = find_line(desk, line_id)
    sheet = subsidies.sheet(desk, line.claim_id)
    why_not = not_personal(desk, line_id)
    if sheet.state != "approved" or line.state not in LESSENED or why_not:
        raise Refused(why_not or f"这一行没有已经核定的不予补贴或者核减，{NO_LETTER}", "请核对所选的行。")
    return refusal_form.OneFacts(
        bureau=desk.workspace.bureau,
        number=f"{numbered(sheet, DECIDED)}-{line.trainee.position}",
        applicant=line.trainee.person.name,
        matter=f"“{sheet.title}”{title('schemes', line.scheme)}",
        case_number=sheet.number,
        filed_on=sheet.applied_on,
        grounds=_grounds(desk, line),
        issued_on=_decided(desk, sheet, [line]),
        review_body=desk.workspace.contact("review_body"),
        **answered_by(desk, sheet.uid, ENTERED),
        person=True,
        through=sheet.applicant,
        asked=line.asked,
        granted=line.amount,
    )


def none_refused(desk: Desk, claim_id: int) -> str:
    """Return that no line of a claim was refused or cut, or an empty string."""
    return "" if lessened(desk, claim_id) else "没有不予补贴或者核减的人员。"


def not_personal(desk: Desk, line_id: int) -> str:
    """Return that a line is not paid to the person himself, or an empty string."""
    own = find_line(desk, line_id).scheme == ALLOWANCE
    return "" if own else "这一行不是发给个人的补贴，结果告知申请单位。"


def lessened(desk: Desk, claim_id: int) -> Sequence[ClaimLine]:
    """Return the lines of a claim that were refused or cut, in the order of the roster."""
    chosen = (
        select(ClaimLine)
        .join(Trainee, Trainee.id == ClaimLine.trainee_id)
        .where(ClaimLine.claim_id == claim_id, ClaimLine.state.in_(LESSENED))
    )
    return desk.session.scalars(chosen.order_by(Trainee.position, ClaimLine.scheme.desc())).all()


def find_line(desk: Desk, line_id: int) -> ClaimLine:
    """Return the line of a claim, or refuse when there is none."""
    line = desk.session.get(ClaimLine, line_id)
    if line is None:
        raise Refused("没有找到这一行。", "请刷新后再试。")
    return line


def line_number(line: ClaimLine) -> str:
    """Return what a line is called: the number of its claim, and whose place on the roster it is of."""
    return f"{line.claim.number}第{line.trainee.position}名"


def _granted(desk: Desk, claim_id: int) -> int:
    """How many people get something of a claim."""
    chosen = select(ClaimLine.person_id).where(ClaimLine.claim_id == claim_id, ClaimLine.amount > 0)
    return len(desk.session.scalars(chosen.distinct()).all())


def _decided(desk: Desk, sheet: ClaimSheet, lines: Sequence[ClaimLine]) -> date | None:
    """The day of the decision, or of the last objection that was upheld against one of the lines since."""
    upheld = (
        select(Objection.handled_on)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .where(NoticeLine.line_id.in_([line.id for line in lines]), Objection.outcome == "upheld")
    )
    return max((day for day in (sheet.decided_on, *desk.session.scalars(upheld)) if day), default=None)


def _grounds(desk: Desk, line: ClaimLine) -> tuple[Ground, ...]:
    """What stands against a line, each with its clause; what only lowers the amount is told by the line's own sentence."""
    held = [each for each in line.findings if each["strength"] == "must"]
    if held:
        return tuple(Ground(each["title"], _clause(desk, line, each), each["sentence"]) for each in held)
    return (Ground(title("line_states", line.state), _cited(line.basis), line.sentence),)


def _clause(desk: Desk, line: ClaimLine, finding: Mapping[str, Any]) -> str:
    """The clause of a finding; of what people held against a line, that of objections or of the amount itself."""
    if finding["document"]:
        return _cited(finding)
    if finding["rule"] == OBJECTION:
        listed = grounds(desk.workspace.region, "claim")
        return next(f"{each.document}{each.clause}" for each in listed if each.code == "objection_upheld")
    return _cited(line.basis)


def _cited(kept: Mapping[str, Any] | None) -> str:
    if not kept:
        return "补贴申请审核的规定"
    number = f"（{kept['number']}）" if kept["number"] else ""
    return f"《{kept['document']}》{number}{kept['clause']}"
