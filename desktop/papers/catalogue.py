"""Every paper that the record can fill: its form, what stands on it, and when it may be issued."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop import notices
from desktop.forms import delivery, form
from desktop.leaks import Withheld
from desktop.papers import (
    archive,
    claim_letters,
    doubts,
    letters,
    line_letters,
    money,
    overrides,
    publicity,
    rosters,
    training,
)
from desktop.papers import claim as claims
from desktop.papers import filing as filings
from desktop.papers.cases import find_issued
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one kind of case: its form, what stands on it, and in which states of the case it may be issued.

    `official` papers are set by GB/T 9704; `withheld` says what a public one must not tell. Where a form serves
    several papers, `drawn_as` names the form, `form` the paper, and `called` is added to the title in lists.
    `not_yet` says why it cannot be issued although the state would allow it, `overtaken` what has come since an issued
    one that it does not say, by the case and the head of the trail when it was issued.
    """

    form: str
    case_kind: str
    facts: Callable[[Desk, int], Any]
    states: tuple[str, ...]
    official: bool = False
    withheld: Callable[[Desk, int], Withheld] | None = None
    drawn_as: str = ""
    called: str = ""
    not_yet: Callable[[Desk, int], str] | None = None
    overtaken: Callable[[Desk, int, str], str] | None = None

    @property
    def title(self) -> str:
        """The paper's official title."""
        return form(self.drawn_as or self.form).wording.title + self.called

    @property
    def letter(self) -> bool:
        """Whether it is handed to an applicant, who signs for it."""
        return self.official and self.case_kind in {"filing", "claim", "line"}

    @property
    def copies(self) -> int:
        """How many copies of the paper are made (份数), as its form says."""
        return form(self.drawn_as or self.form).wording.copies


def _delivery(desk: Desk, paper_id: int) -> delivery.Facts:
    """What stands on the receipt (送达回证) for a letter that is handed over later than it was issued."""
    row = find_issued(desk, paper_id)
    letter = named(row.form).facts(desk, row.case_id)
    return delivery.Facts(
        bureau=desk.workspace.bureau,
        number=row.number,
        document=row.title,
        document_number=letter.number,
        applicant=letter.applicant,
    )


def _no_letter(desk: Desk, paper_id: int) -> str:
    return "" if named(find_issued(desk, paper_id).form).letter else "这份文书不送达申请人。"


DECIDED = ("approved", "refused", "open", "finished", "archived")
AGREED = ("approved", "open", "finished", "archived")
ENTERED = ("accepted", "correcting", *DECIDED)
HELD = ("open", "finished", "archived")
ENDED = ("finished", "archived")
ASKED = ("submitted", "reviewed", "approved", "returned", "refused")

PAPERS = (
    Paper("receipt", "filing", rosters.receipt, ("draft", *ENTERED)),
    Paper("application", "filing", filings.application, ENTERED),
    Paper("plan", "filing", rosters.plan, ENTERED),
    Paper("roster", "filing", rosters.roster, ENTERED),
    Paper("rare_characters", "filing", rosters.rare_characters, ENTERED),
    Paper(
        "nonacceptance",
        "filing",
        letters.nonacceptance,
        ("refused",),
        official=True,
        not_yet=letters.taken_in,
    ),
    Paper("acceptance", "filing", filings.acceptance, ENTERED, official=True, not_yet=letters.not_taken_in),
    Paper("correction", "filing", filings.correction, ENTERED, official=True, not_yet=letters.not_corrected),
    Paper("filing_approval", "filing", filings.filing_approval, DECIDED, not_yet=letters.not_taken_in),
    Paper(
        "doubts_of_filing",
        "filing",
        doubts.of_filing,
        DECIDED,
        drawn_as="doubt_sheet",
        called="（备案）",
        not_yet=letters.not_taken_in,
    ),
    Paper("consent", "filing", filings.consent, AGREED, official=True),
    Paper("refusal", "filing", letters.refusal, ("refused",), official=True, not_yet=letters.not_taken_in),
    Paper("sign_in", "class", training.sign_in, HELD, called="（空白）"),
    Paper("attendance", "class", training.attendance, HELD, drawn_as="sign_in", called="（按考勤记录）"),
    Paper("inspection", "class", training.inspection, HELD),
    Paper("assessment", "class", training.assessment, ENDED),
    Paper(
        "claim_receipt",
        "claim",
        rosters.claim_receipt,
        ("draft", *ASKED),
        drawn_as="receipt",
        called="（补贴申请）",
    ),
    Paper("claim", "claim", claims.claim, ASKED, not_yet=claims.an_advance),
    Paper(
        "advance_claim",
        "claim",
        claims.advance_claim,
        ASKED,
        drawn_as="claim",
        called="（学徒制预支）",
        not_yet=claims.no_advance,
    ),
    Paper(
        "claim_acceptance",
        "claim",
        claim_letters.acceptance,
        ASKED,
        official=True,
        drawn_as="acceptance",
        called="（补贴申请）",
    ),
    Paper(
        "claim_correction",
        "claim",
        claim_letters.correction,
        ("returned",),
        official=True,
        drawn_as="correction",
        called="（补贴申请）",
    ),
    Paper("allowance_claim", "claim", claims.allowance_claim, ASKED),
    Paper("subsidy_approval", "claim", claims.subsidy_approval, ("approved", "refused")),
    Paper(
        "doubts_of_claim",
        "claim",
        doubts.of_claim,
        ("approved", "refused"),
        drawn_as="doubt_sheet",
        called="（补贴申请）",
    ),
    Paper("claim_refusal", "claim", claim_letters.refusal, ("refused",), official=True),
    Paper(
        "some_refused",
        "claim",
        line_letters.some_refused,
        ("approved",),
        official=True,
        drawn_as="claim_refusal",
        called="（部分人员）",
        not_yet=line_letters.none_refused,
        overtaken=notices.claim_changed_since,
    ),
    Paper(
        "one_refused",
        "line",
        line_letters.one_refused,
        line_letters.LESSENED,
        official=True,
        drawn_as="claim_refusal",
        called="（本人）",
        not_yet=line_letters.not_personal,
    ),
    Paper("allowance_roster", "claim", claims.allowance_roster, ("approved",)),
    Paper(
        "notice",
        "notice",
        publicity.notice,
        ("posted", "closed"),
        official=True,
        withheld=notices.withheld,
        overtaken=notices.changed_since,
    ),
    Paper(
        "notice_change",
        "notice",
        publicity.notice_change,
        ("posted", "closed"),
        official=True,
        withheld=notices.withheld,
        drawn_as="notice",
        called="（更正）",
        not_yet=notices.nothing_changed,
        overtaken=notices.changed_again_since,
    ),
    Paper("objection", "objection", publicity.objection, ("open", "answered")),
    Paper("notice_report", "notice", publicity.notice_report, ("closed",), official=True),
    Paper("payment_batch", "payment", money.payment_batch, ("released", "settled")),
    Paper("payment_list", "payment", money.payment_batch, ("released", "settled")),
    Paper(
        "doubt_sheet",
        "payment",
        doubts.of_batch,
        ("draft", "released", "settled"),
        not_yet=doubts.not_signed,
    ),
    Paper("return_slip", "order", money.return_slip, ("returned",)),
    Paper("ledger", "payment", money.ledger, ("released", "settled")),
    Paper("handover", "package", archive.handover, ("sent", "accepted", "partly", "rejected")),
    Paper("contents", "filing", archive.contents, ENTERED),
    Paper("volume_note", "filing", archive.contents, ENTERED),
    Paper("spine", "filing", archive.spine, ENTERED),
    Paper("delivery", "paper", _delivery, ("valid",), not_yet=_no_letter),
    Paper("day_sheet", "day", archive.day_sheet, ("over",)),
    Paper("override_report", "period", overrides.override_report, ("over",)),
)
"""Every paper that the record can fill, in the order of the work. To add one: its facts beside the others, and a line here."""


def named(known_as: str) -> Paper:
    """Give the paper of that form; refused when the record fills no such form."""
    found = next((each for each in PAPERS if each.form == known_as), None)
    if found is None:
        raise Refused(f"没有名为“{known_as}”的文书可以从业务数据生成。", "请在案件的“文书”页选择。")
    return found


def of_case(case_kind: str) -> tuple[Paper, ...]:
    """Give the papers of a kind of case, in the order of the work."""
    return tuple(each for each in PAPERS if each.case_kind == case_kind)
