"""What the ledger notes of a paper's case, whichever kind of case it is."""

from collections.abc import Callable
from dataclasses import dataclass

from db.issuing import IssuedPaper
from desktop.classes.running import find as find_class
from desktop.filings.entry import find as find_filing
from desktop.notices.publishing import find as find_notice
from desktop.papers import archive, line_letters, money, overrides, publicity
from desktop.payments.paying import find as find_batch
from desktop.problems import Refused
from desktop.subsidies.deciding import find as find_claim
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Case:
    """What the ledger notes of a paper's case."""

    uid: str
    number: str
    state: str


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
    row = publicity.find_objection(desk, case_id)
    return Case(row.uid, publicity.objection_number(desk, row), "answered" if row.outcome else "open")


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
