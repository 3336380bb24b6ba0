"""The list of papers and the one way in which each is drawn: facts, mark, form, and a look at what may not leave."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from desktop import leaks, notices
from desktop.filings.entry import find as find_filing
from desktop.forms import form
from desktop.leaks import Withheld
from desktop.notices.publishing import find as find_notice
from desktop.papers import claim as claims
from desktop.papers import filing as filings
from desktop.papers import money
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.subsidies.deciding import find as find_claim
from desktop.workspace import Desk

DRAFT, PRACTICE = "草稿", "演练"


@dataclass(frozen=True, slots=True)
class Case:
    """What the ledger notes of a paper's case."""

    uid: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one kind of case: its form, what stands on it, and in which states of the case it may be issued.

    `official` papers are set by GB/T 9704; `withheld` says what a public one must not tell.
    """

    form: str
    case_kind: str
    facts: Callable[[Desk, int], Any]
    states: tuple[str, ...]
    official: bool = False
    withheld: Callable[[Desk, int], Withheld] | None = None

    @property
    def title(self) -> str:
        """The paper's official title."""
        return form(self.form).wording.title


DECIDED = ("approved", "refused", "open", "finished", "archived")
AGREED = ("approved", "open", "finished", "archived")
ENTERED = ("accepted", "correcting", *DECIDED)

PAPERS = (
    Paper("application", "filing", filings.application, ENTERED),
    Paper("acceptance", "filing", filings.acceptance, ENTERED, official=True),
    Paper("correction", "filing", filings.correction, ENTERED, official=True),
    Paper("filing_approval", "filing", filings.filing_approval, DECIDED),
    Paper("consent", "filing", filings.consent, AGREED, official=True),
    Paper("refusal", "filing", filings.refusal, ("refused",), official=True),
    Paper("subsidy_approval", "claim", claims.subsidy_approval, ("approved", "refused")),
    Paper("notice", "notice", money.notice, ("posted", "closed"), official=True, withheld=notices.withheld),
    Paper("notice_report", "notice", money.notice_report, ("closed",), official=True),
    Paper("payment_batch", "payment", money.payment_batch, ("released", "settled")),
)
"""Every paper that the record can fill. To add one: its facts beside the others, and a line here."""

CASES: dict[str, Callable[[Desk, int], Any]] = {
    "filing": find_filing,
    "claim": find_claim,
    "notice": find_notice,
    "payment": find_batch,
}


def named(known_as: str) -> Paper:
    """Give the paper of that form; refused when the record fills no such form."""
    found = next((each for each in PAPERS if each.form == known_as), None)
    if found is None:
        raise Refused(f"没有名为“{known_as}”的文书可以从业务数据生成。", "请在案件的“文书”页选择。")
    return found


def of_case(case_kind: str) -> tuple[Paper, ...]:
    """Give the papers of a kind of case, in the order of the work."""
    return tuple(each for each in PAPERS if each.case_kind == case_kind)


def case_of(desk: Desk, paper: Paper, case_id: int) -> Case:
    """Return the case of a paper; refused when there is none."""
    row = CASES[paper.case_kind](desk, case_id)
    return Case(row.uid, row.number or "", row.state)


def mark(desk: Desk, *, draft: bool) -> str:
    """What is printed across a paper that is not a real one."""
    return (PRACTICE if desk.workspace.practice else "") + (DRAFT if draft else "")


def draw(desk: Desk, known_as: str, case_id: int, *, draft: bool) -> bytes:
    """Return a paper as a PDF, not yet searched: who lets a public one out looks at the finished file first."""
    facts = replace(named(known_as).facts(desk, case_id), mark=mark(desk, draft=draft))
    return form(known_as).draw(facts)


def draft(desk: Desk, known_as: str, case_id: int) -> bytes:
    """Return the draft of a paper: what would be issued now, marked 草稿, without number and code.

    A public one is opened again and refused when it tells what it must not (J14).
    """
    paper = named(known_as)
    content = draw(desk, known_as, case_id, draft=True)
    if paper.withheld is not None:
        leaks.check(f"{paper.title}.pdf", content, paper.withheld(desk, case_id))
    return content


def application(desk: Desk, filing_id: int) -> bytes:
    """Return the draft of a filing's application form (线上职业技能培训申请表)."""
    return draft(desk, "application", filing_id)


def correction(desk: Desk, filing_id: int) -> bytes:
    """Return the draft of a filing's correction notice (补正告知书)."""
    return draft(desk, "correction", filing_id)


def filing_approval(desk: Desk, filing_id: int) -> bytes:
    """Return the draft of a filing's approval sheet (备案审核表)."""
    return draft(desk, "filing_approval", filing_id)


def subsidy_approval(desk: Desk, claim_id: int) -> bytes:
    """Return the draft of a claim's approval sheet (职业培训补贴审批表)."""
    return draft(desk, "subsidy_approval", claim_id)


def notice(desk: Desk, notice_id: int) -> bytes:
    """Return the draft of a publicity notice (公示) with its list."""
    return draft(desk, "notice", notice_id)


def payment_batch(desk: Desk, batch_id: int) -> bytes:
    """Return the draft of a batch's payment sheet (资金拨付审批表)."""
    return draft(desk, "payment_batch", batch_id)
