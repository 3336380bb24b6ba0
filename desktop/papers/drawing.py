"""The one way in which each paper is drawn: facts, mark, form, and a look at what may not leave."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from desktop import leaks
from desktop.forms import form
from desktop.identity import mask_id
from desktop.papers import house
from desktop.papers.cases import CASES, Case
from desktop.papers.catalogue import Paper, named
from desktop.workspace import Desk

DRAFT, PRACTICE = "草稿", "演练"


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
