"""Which papers a case has, when each can be drawn, and how it is drawn at a desk."""

from desktop import papers
from desktop.filings import FilingSheet
from desktop.notices import NoticeSheet
from desktop.payments import BatchSheet
from desktop.subsidies import ClaimSheet
from ui.case_pages import Paper


def filing_papers(sheet: FilingSheet) -> tuple[Paper, ...]:
    """The papers of a filing: application, correction notice, approval."""
    told = "" if sheet.corrections else "没有发过补正告知书"
    decided = "" if sheet.decided_on else "作出决定后才有审核表"
    return (
        Paper("申请表", lambda desk: papers.application(desk, sheet.id)),
        Paper("补正告知书", lambda desk: papers.correction(desk, sheet.id), told),
        Paper("备案审核表", lambda desk: papers.filing_approval(desk, sheet.id), decided),
    )


def claim_papers(sheet: ClaimSheet) -> tuple[Paper, ...]:
    """The paper of a subsidy application."""
    return (Paper("补贴审批表", lambda desk: papers.subsidy_approval(desk, sheet.id)),)


def notice_papers(sheet: NoticeSheet) -> tuple[Paper, ...]:
    """The printed list of a notice; before it is posted it has no dates."""
    posted = "" if sheet.posted_on else "张贴时写明起止日期，张贴后才有公示文书"
    return (Paper("公示", lambda desk: papers.notice(desk, sheet.id), posted),)


def batch_papers(sheet: BatchSheet) -> tuple[Paper, ...]:
    """The approval sheet of a payment batch."""
    return (Paper("拨付审批表", lambda desk: papers.payment_batch(desk, sheet.id)),)
