"""What stands on the papers of a subsidy application (J10, J11, J13)."""

from desktop import filings, subsidies
from desktop.filings import OpinionLine
from desktop.forms import subsidy_approval as subsidy_form
from desktop.forms.facts import Opinion
from desktop.pages import PageQuery
from desktop.papers.signing import signed
from desktop.subsidies import ClaimSheet
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)


def subsidy_approval(desk: Desk, claim_id: int) -> subsidy_form.Facts:
    """Return what stands on the approval sheet (职业培训补贴审批表) of a claim with all its lines."""
    sheet = subsidies.sheet(desk, claim_id)
    filing = filings.sheet(desk, sheet.filing_id)
    rows = subsidies.claim_lines(desk, claim_id, EVERY_LINE).rows
    return subsidy_form.Facts(
        bureau=desk.workspace.bureau,
        number=sheet.number,
        filing_number=sheet.filing_number,
        applicant=sheet.applicant,
        applicant_code=sheet.credit_code,
        applied_on=sheet.applied_on,
        payee=sheet.payee,
        bank=sheet.bank,
        account=sheet.account,
        class_number=sheet.class_number,
        class_title=sheet.title,
        training_type=sheet.training_type_title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        institution=filing.institution,
        opened_on=sheet.opened_on,
        ended_on=sheet.ended_on,
        total_hours=filing.hours,
        trained=sheet.people,
        certified=len({row.id_number + row.name for row in rows if row.certificate}),
        schemes=tuple(
            subsidy_form.SchemeTotal(
                scheme=each.title,
                standard=subsidies.standard(desk, claim_id, each.scheme),
                asked_people=each.people,
                asked=each.asked,
                granted_people=each.people - each.refused,
                granted=each.amount,
            )
            for each in sheet.totals
        ),
        cuts=tuple(
            subsidy_form.Cut(
                row.name,
                row.scheme_title,
                row.state_title,
                row.asked - row.amount,
                row.reason or row.sentence,
            )
            for row in rows
            if row.state in ("cut", "refused")
        ),
        lines=tuple(
            subsidy_form.Line(
                row.name,
                row.id_number,
                row.certificate,
                row.scheme_title,
                row.asked,
                row.amount,
                row.state_title,
            )
            for row in rows
        ),
        handler=signed(desk, sheet.uid, "提交复核", "经核算，建议按核定金额补贴。"),
        reviewer=_opinion(sheet, "复核"),
        director=_opinion(sheet, "审批"),
    )


def _opinion(sheet: ClaimSheet, step: str) -> Opinion:
    given: list[OpinionLine] = [each for each in sheet.opinions if each.step == step]
    return Opinion(given[-1].text, given[-1].who, given[-1].day) if given else Opinion()
