"""Issued papers on their way to a printer: which copies wait, which cases still want a paper, how far each copy got."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import String, cast, select

from db.audit import AuditEntry
from db.classes import TrainingClass
from db.exchange import Package
from db.filings import Filing, Trainee
from db.issuing import IssuedCopy, IssuedPaper
from db.notices import Notice
from db.payments import PaymentBatch
from db.subsidies import Claim, ClaimLine
from desktop import audit, papers
from desktop.audit import OTHER
from desktop.issuing.making import find_copy
from desktop.pages import Chosen
from desktop.papers import Paper
from desktop.problems import Refused
from desktop.workspace import Desk

SENDING = "送打印"
MOST_CASES = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One issued copy of which nobody has said whether it came out."""

    copy_id: int
    number: str
    copy: int
    title: str
    case_number: str
    pages: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """One case for which a paper may be issued now."""

    case_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The last time a copy went to a printer: where, when, and the pages that got there."""

    place: str
    at: datetime
    first: int
    last: int


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return the copies that wait to be confirmed, in the order of issue."""
    chosen = (
        select(IssuedCopy, IssuedPaper)
        .join(IssuedPaper)
        .where(IssuedCopy.outcome == "waiting", IssuedPaper.state == "valid")
        .order_by(IssuedPaper.id, IssuedCopy.copy)
    )
    return tuple(
        Waiting(
            copy.id, paper.number, copy.copy, paper.title, paper.case_number, paper.pages, paper.issued_at
        )
        for copy, paper in desk.session.execute(chosen)
    )


def ready(desk: Desk, form: str) -> tuple[Ready, ...]:
    """Return the cases, the newest first, for which the paper may be issued now; at most so many."""
    paper = papers.named(form)
    valid = (
        select(IssuedPaper.case_id)
        .where(
            IssuedPaper.form == form,
            IssuedPaper.case_kind == paper.case_kind,
            IssuedPaper.state == "valid",
        )
        .scalar_subquery()
    )
    chosen = _CHOSEN.get(paper.case_kind, _of_cases)(paper, valid)
    rows = desk.session.execute(chosen).all()
    found = (
        Ready(key, number or "") for key, number in rows if not (paper.not_yet and paper.not_yet(desk, key))
    )
    return tuple(islice(found, MOST_CASES))


def _of_classes(paper: Paper, valid: Any) -> Chosen:
    return (
        select(TrainingClass.id, TrainingClass.number)
        .join(TrainingClass.filing)
        .where(Filing.state.in_(paper.states), TrainingClass.id.not_in(valid))
        .order_by(TrainingClass.id.desc())
    )


def _of_cases(paper: Paper, valid: Any) -> Chosen:
    table = _TABLES[paper.case_kind]
    return (
        select(table.id, table.number)
        .where(table.state.in_(paper.states), table.id.not_in(valid))
        .order_by(table.id.desc())
    )


def _of_lines(paper: Paper, valid: Any) -> Chosen:
    """The lines of approved claims, the newest first, each by its claim's number and its place on the roster."""
    place = Claim.number + "第" + cast(Trainee.position, String) + "名"
    return (
        select(ClaimLine.id, place)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Trainee, Trainee.id == ClaimLine.trainee_id)
        .where(Claim.state == "approved", ClaimLine.state.in_(paper.states), ClaimLine.id.not_in(valid))
        .order_by(Claim.id.desc(), Trainee.position)
    )


_CHOSEN: dict[str, Callable[[Paper, Any], Chosen]] = {"class": _of_classes, "line": _of_lines}
_TABLES: dict[str, type[Filing | Claim | Notice | PaymentBatch | Package]] = {
    "filing": Filing,
    "claim": Claim,
    "notice": Notice,
    "payment": PaymentBatch,
    "package": Package,
}


def issued_for_many() -> tuple[tuple[str, str], ...]:
    """Give (form, title) of the papers that can be issued for many cases at once."""
    return tuple((each.form, each.title) for each in papers.PAPERS if each.case_kind in {*_CHOSEN, *_TABLES})


def note_sent(desk: Desk, copy_id: int, place: str, first: int, last: int) -> None:
    """Note that pages of a copy went to a printer; whether they came out is for the clerk to say."""
    row = find_copy(desk, copy_id)
    if row.outcome != "waiting" or not 1 <= first <= last <= row.paper.pages:
        raise Refused(
            f"{row.paper.number}第{row.copy}份没有第{first}至{last}页要打印。", "请刷新后重新选择要打印的页。"
        )
    audit.record(
        desk,
        SENDING,
        OTHER,
        row.paper.case_kind,
        row.paper.case_uid,
        row.paper.case_number,
        文书=row.paper.number,
        份=row.copy,
        打印机=place,
        首页=first,
        末页=last,
    )


def last_sent(desk: Desk, copy_id: int) -> Sent | None:
    """Return how far a copy got the last time it went to a printer, None when it never did."""
    row = find_copy(desk, copy_id)
    chosen = (
        select(AuditEntry)
        .where(AuditEntry.subject_uid == row.paper.case_uid, AuditEntry.deed == SENDING)
        .order_by(AuditEntry.id.desc())
    )
    for entry in desk.session.scalars(chosen):
        said = entry.details
        if said["文书"] == row.paper.number and said["份"] == row.copy:
            return Sent(str(said["打印机"]), entry.at, int(said["首页"]), int(said["末页"]))
    return None
