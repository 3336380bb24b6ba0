"""The list of papers and the one way in which each is drawn: facts, mark, form, and a look at what may not leave."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from db.issuing import IssuedPaper
from desktop import leaks, notices
from desktop.classes.running import find as find_class
from desktop.filings.entry import find as find_filing
from desktop.forms import delivery, form
from desktop.identity import mask_id
from desktop.leaks import Withheld
from desktop.notices.publishing import find as find_notice
from desktop.papers import (
    archive,
    claim_letters,
    doubts,
    house,
    letters,
    line_letters,
    money,
    overrides,
    rosters,
    training,
)
from desktop.papers import claim as claims
from desktop.papers import filing as filings
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
        money.notice,
        ("posted", "closed"),
        official=True,
        withheld=notices.withheld,
        overtaken=notices.changed_since,
    ),
    Paper(
        "notice_change",
        "notice",
        money.notice_change,
        ("posted", "closed"),
        official=True,
        withheld=notices.withheld,
        drawn_as="notice",
        called="（更正）",
        not_yet=notices.nothing_changed,
        overtaken=notices.changed_since,
    ),
    Paper("objection", "objection", money.objection, ("open", "answered")),
    Paper("notice_report", "notice", money.notice_report, ("closed",), official=True),
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


def _filing(desk: Desk, case_id: int) -> Case:
    row = find_filing(desk, case_id)
    return Case(row.uid, row.number or "", row.state)


def _class(desk: Desk, case_id: int) -> Case:
    row = find_class(desk, case_id)
    return Case(row.uid, row.number, row.filing.state)


def _claim(desk: Desk, case_id: int) -> Case:
    row = find_claim(desk, case_id)
    return Case(row.uid, row.number, row.state)


def _line(desk: Desk, case_id: int) -> Case:
    row = line_letters.find_line(desk, case_id)
    approved = row.claim.state == "approved"
    return Case(row.uid, line_letters.line_number(row), row.state if approved else row.claim.state)


def _notice(desk: Desk, case_id: int) -> Case:
    row = find_notice(desk, case_id)
    return Case(row.uid, row.number, row.state)


def _objection(desk: Desk, case_id: int) -> Case:
    row = money.find_objection(desk, case_id)
    return Case(row.uid, money.objection_number(desk, row), "answered" if row.outcome else "open")


def _payment(desk: Desk, case_id: int) -> Case:
    row = find_batch(desk, case_id)
    return Case(row.uid, row.number, row.state)


def _order(desk: Desk, case_id: int) -> Case:
    row = money.find_order(desk, case_id)
    return Case(row.uid, money.order_number(row), row.state)


def _package(desk: Desk, case_id: int) -> Case:
    row = archive.find_package(desk, case_id)
    return Case(row.uid, row.number, row.state)


def find_issued(desk: Desk, paper_id: int) -> IssuedPaper:
    """Return an issued paper, or refuse when there is none."""
    row = desk.session.get(IssuedPaper, paper_id)
    if row is None:
        raise Refused("没有找到这份文书。", "请刷新文书台账后再试。")
    return row


def _paper(desk: Desk, case_id: int) -> Case:
    row = find_issued(desk, case_id)
    return Case(row.uid, row.case_number, row.state)


def _day(desk: Desk, case_id: int) -> Case:
    day = archive.day_of(case_id)
    return Case(f"day-{day}", f"{day}", "over" if day <= desk.today else "ahead")


def _period(desk: Desk, case_id: int) -> Case:
    since, until, called = overrides.span(case_id)
    return Case(f"period-{since}-{until}", called, "over" if until <= desk.today else "ahead")


CASES: dict[str, Callable[[Desk, int], Case]] = {
    "filing": _filing,
    "class": _class,
    "claim": _claim,
    "line": _line,
    "notice": _notice,
    "objection": _objection,
    "payment": _payment,
    "order": _order,
    "package": _package,
    "paper": _paper,
    "day": _day,
    "period": _period,
}
"""What is known of a case by its kind; a day is known by its ordinal (`date.toordinal`), a period by its two."""


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
    return CASES[paper.case_kind](desk, case_id)


def mark(desk: Desk, *, draft: bool) -> str:
    """What is printed across a paper that is not a real one."""
    return (PRACTICE if desk.workspace.practice else "") + (DRAFT if draft else "")


def draw(desk: Desk, known_as: str, case_id: int, *, draft: bool) -> bytes:
    """Return a paper as a PDF, not yet searched: who lets a public one out looks at the finished file first."""
    paper = named(known_as)
    with house.styled(desk):
        facts = replace(paper.facts(desk, case_id), mark=mark(desk, draft=draft))
        return form(paper.drawn_as or paper.form).draw(_masked(facts) if draft else facts)


def _masked(value: Any) -> Any:
    """The same facts with places 7 to 14 of every citizen number hidden: a draft is looked at, not filed."""
    if isinstance(value, tuple):
        return tuple(map(_masked, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {each.name: _masked(getattr(value, each.name)) for each in fields(value)}
    if "id_number" in changed:
        changed["id_number"] = mask_id(changed["id_number"])
    return replace(value, **changed)


def draft(desk: Desk, known_as: str, case_id: int) -> bytes:
    """Return the draft of a paper: what would be issued now, marked 草稿, without number and code, citizen numbers masked.

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
