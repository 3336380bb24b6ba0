"""What a clerk sees of the print ledger: the list, one paper with its copies, and the very bytes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select

from db.accounts import Account
from db.issuing import IssuedCopy, IssuedPaper
from desktop import papers
from desktop.codes import title
from desktop.issuing import code
from desktop.issuing.making import fetch, find, find_copy
from desktop.pages import Page, PageQuery, like, page
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One issued paper as the ledger lists it; `waiting` are copies of which nobody has said whether they came out."""

    id: int
    number: str
    form: str
    title: str
    case_kind: str
    case_id: int
    case_number: str
    pages: int
    copies: int
    waiting: int
    issued_at: datetime
    issued_by: str
    state: str
    state_title: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy: its code and digest, why it was made again, who made it when, what became of it and where."""

    id: int
    copy: int
    code: str
    digest: str
    size: int
    reason: str
    made_at: datetime
    made_by: str
    outcome: str
    outcome_title: str
    place: str
    note: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One issued paper whole; `overtaken` says what has come since that it does not say, empty for most."""

    row: PaperRow
    text_digest: str
    head: str
    void_reason: str
    voided_at: datetime | None
    voided_by: str
    copies: tuple[CopyLine, ...]
    overtaken: str = ""


def lines(desk: Desk, query: PageQuery) -> Page[PaperRow]:
    """Return a page of the ledger, newest first; `state` keeps valid or void papers, or those with a copy waiting."""
    copies = (
        select(
            IssuedCopy.paper_id,
            func.count().label("copies"),
            func.sum(case((IssuedCopy.outcome == "waiting", 1), else_=0)).label("waiting"),
        )
        .group_by(IssuedCopy.paper_id)
        .subquery()
    )
    chosen = (
        select(IssuedPaper, copies.c.copies, copies.c.waiting, Account.name)
        .join(copies, copies.c.paper_id == IssuedPaper.id)
        .join(Account, Account.id == IssuedPaper.issued_by)
    )
    if query.state == "waiting":
        chosen = chosen.where(copies.c.waiting > 0)
    elif query.state:
        chosen = chosen.where(IssuedPaper.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        columns = (IssuedPaper.number, IssuedPaper.case_number, IssuedPaper.title, Account.name)
        chosen = chosen.where(or_(*(each.like(pattern, escape="\\") for each in columns)))
    sortable = {
        "number": IssuedPaper.id,
        "title": IssuedPaper.title,
        "case_number": IssuedPaper.case_number,
        "pages": IssuedPaper.pages,
        "copies": copies.c.copies,
        "waiting": copies.c.waiting,
        "issued_at": IssuedPaper.issued_at,
        "issued_by": Account.name,
        "state_title": IssuedPaper.state,
    }
    return page(desk.session, query, chosen, sortable, IssuedPaper.id, lambda row: _row(*row))


def of_case(desk: Desk, case_kind: str, case_id: int) -> tuple[PaperRow, ...]:
    """Return the papers issued for a case, in the order of issue."""
    rows = desk.session.scalars(
        select(IssuedPaper)
        .where(IssuedPaper.case_kind == case_kind, IssuedPaper.case_id == case_id)
        .order_by(IssuedPaper.id)
    )
    return tuple(row_of(desk, row) for row in rows)


def sheet(desk: Desk, paper_id: int) -> PaperSheet:
    """Return one issued paper with all its copies."""
    row = find(desk, paper_id)
    names = _names(desk)
    return PaperSheet(
        row=row_of(desk, row),
        text_digest=row.text_digest,
        head=row.head,
        void_reason=row.void_reason,
        voided_at=row.voided_at,
        voided_by=names.get(row.voided_by or 0, ""),
        copies=tuple(_copy(each, names) for each in row.copies),
        overtaken=overtaken(desk, row),
    )


def overtaken(desk: Desk, row: IssuedPaper) -> str:
    """Return what has come since a valid paper was issued that it does not say, or an empty string."""
    asked = papers.named(row.form).overtaken
    return asked(desk, row.case_id, row.head) if asked and row.state == "valid" else ""


def content(desk: Desk, copy_id: int) -> bytes:
    """Return a copy byte for byte as it was issued; refused when what was kept is gone or was changed."""
    return fetch(desk, find_copy(desk, copy_id))


def row_of(desk: Desk, row: IssuedPaper) -> PaperRow:
    """Return a paper as the ledger lists it."""
    waiting = sum(each.outcome == "waiting" for each in row.copies)
    return _row(row, len(row.copies), waiting, _names(desk).get(row.issued_by, ""))


def _row(row: IssuedPaper, copies: int, waiting: int, who: str) -> PaperRow:
    return PaperRow(
        id=row.id,
        number=row.number,
        form=row.form,
        title=row.title,
        case_kind=row.case_kind,
        case_id=row.case_id,
        case_number=row.case_number,
        pages=row.pages,
        copies=copies,
        waiting=waiting,
        issued_at=row.issued_at,
        issued_by=who,
        state=row.state,
        state_title=title("paper_states", row.state),
    )


def _copy(row: IssuedCopy, names: Mapping[int, str]) -> CopyLine:
    return CopyLine(
        id=row.id,
        copy=row.copy,
        code=code.grouped(row.code),
        digest=row.digest,
        size=row.size,
        reason=row.reason,
        made_at=row.made_at,
        made_by=names.get(row.made_by, ""),
        outcome=row.outcome,
        outcome_title=title("copy_outcomes", row.outcome),
        place=row.place,
        note=row.note,
        settled_at=row.settled_at,
        settled_by=names.get(row.settled_by or 0, ""),
    )


def _names(desk: Desk) -> dict[int, str]:
    return {row.id: row.name for row in desk.session.execute(select(Account.id, Account.name))}
