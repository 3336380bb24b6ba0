"""The 工作台: what to do now, sorted into overdue, due today, ready for this clerk, and waiting on others (A7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from db.classes import TrainingClass
from db.exchange import Package
from db.filings import Filing, Trainee
from db.notices import Notice, NoticeLine, Objection
from db.payments import PaymentBatch
from db.policy import LocalValue
from db.subsidies import Claim, ClaimLine
from desktop import doubts, issuing, ledger, notices, payments
from desktop.codes import title
from desktop.filings.moves import MOVES as FILING_MOVES
from desktop.moves import C, Move, why_not
from desktop.notices.publishing import MOVES as NOTICE_MOVES
from desktop.pages import PageQuery
from desktop.payments.paying import MOVES as PAYMENT_MOVES
from desktop.problems import Refused
from desktop.subsidies.moves import MOVES as CLAIM_MOVES
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: on which screen and case, the next step, and how long it still has.

    `days_left` counts working days to `due_on`: negative is overdue, None has no deadline.
    """

    screen: str
    case_id: int
    number: str
    title: str
    step: str
    due_on: date | None
    days_left: int | None
    mine: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the first screen shows; every figure equals the length of the list behind it."""

    overdue: tuple[Task, ...]
    today: tuple[Task, ...]
    mine: tuple[Task, ...]
    others: tuple[Task, ...]
    people_in_class: int
    granted: Decimal
    paid: Decimal
    on_notice: Decimal


SKIPPED = {"decline", "refuse", "ask_correction", "send_back", "send_back_up", "archive"}


def workbench(desk: Desk) -> Workbench:
    """Return everything that waits, in the order in which it should be done."""
    tasks = sorted(
        (*_filings(desk), *_claims(desk), *_notices(desk), *_payments(desk), *_papers(desk), *_others(desk)),
        key=lambda task: (task.due_on or date.max, task.number),
    )
    overdue = tuple(task for task in tasks if task.days_left is not None and task.days_left < 0)
    today = tuple(task for task in tasks if task.days_left == 0)
    urgent = {id(task) for task in (*overdue, *today)}
    rest = [task for task in tasks if id(task) not in urgent]
    return Workbench(
        overdue=overdue,
        today=today,
        mine=tuple(task for task in rest if task.mine),
        others=tuple(task for task in rest if not task.mine),
        **_figures(desk),
    )


def _figures(desk: Desk) -> dict[str, Any]:
    ask = desk.session.scalar
    in_class = (
        select(func.count())
        .select_from(Trainee)
        .join(TrainingClass, TrainingClass.filing_id == Trainee.filing_id)
        .where(TrainingClass.ended_on.is_(None))
    )
    granted = select(func.sum(ClaimLine.amount)).join(Claim).where(Claim.state == "approved")
    posted = select(func.sum(NoticeLine.amount)).join(Notice).where(Notice.state == "posted")
    return {
        "people_in_class": ask(in_class) or 0,
        "granted": ask(granted) or Decimal(0),
        "paid": ledger.total(desk)[1],
        "on_notice": ask(posted) or Decimal(0),
    }


def _task(
    desk: Desk,
    screen: str,
    case_id: int,
    number: str,
    name: str,
    step: str,
    due_on: date | None,
    why_not: str,
) -> Task:
    return Task(screen, case_id, number, name, step, due_on, _days_left(desk, due_on), not why_not, why_not)


def _days_left(desk: Desk, due_on: date | None) -> int | None:
    """Working days to a day; counted as plain days into a year whose holidays are not announced yet."""
    if due_on is None:
        return None
    try:
        left = desk.calendar.working_days(desk.today, due_on)
    except Refused:
        left = (due_on - desk.today).days
    return min(left, -1) if due_on < desk.today else left


def _next(desk: Desk, case: C, moves: Iterable[Move[C]]) -> tuple[str, str] | None:
    """The step that leads on from where a case is, and why this clerk may not take it."""
    onward = next((move for move in moves if case.state in move.sources and move.code not in SKIPPED), None)
    return (onward.title, why_not(desk, case, onward)) if onward else None


def _without(desk: Desk, *roles: str) -> str:
    """Why a clerk without any of the roles may not do a step."""
    return "" if desk.clerk.roles & set(roles) else f"需要“{title('roles', roles[0])}”岗位。"


def _filings(desk: Desk) -> list[Task]:
    rows = desk.session.execute(
        select(Filing, TrainingClass.id)
        .outerjoin(TrainingClass, TrainingClass.filing_id == Filing.id)
        .where(Filing.state.in_(("draft", "accepted", "correcting", "approved", "open")))
    )
    tasks = []
    for row, opened in rows:
        step = _next(desk, row, FILING_MOVES)
        if step is None:
            continue
        due = {"open": row.ends_on, "approved": row.starts_on, "draft": None}.get(row.state, row.due_on)
        screen = "classes" if row.state == "open" else "filings"
        case_id = opened if row.state == "open" and opened else row.id
        tasks.append(_task(desk, screen, case_id, row.number or "草稿", row.title, step[0], due, step[1]))
    claimed = select(Claim.id).where(Claim.filing_id == Filing.id, Claim.stage != "advance").exists()
    waiting = desk.session.execute(
        select(Filing, TrainingClass.id)
        .join(TrainingClass, TrainingClass.filing_id == Filing.id)
        .where(Filing.state == "finished", ~claimed)
    )
    why = _without(desk, "handler")
    tasks += [
        _task(desk, "classes", held, row.number or "", row.title, "申请补贴", None, why)
        for row, held in waiting
    ]
    return tasks


def _claims(desk: Desk) -> list[Task]:
    rows = desk.session.scalars(
        select(Claim)
        .where(Claim.state.in_(("draft", "submitted", "reviewed", "returned")))
        .options(joinedload(Claim.filing))
    )
    tasks = []
    for row in rows:
        step = _next(desk, row, CLAIM_MOVES)
        if step is not None:
            due = row.due_on if row.state in ("submitted", "reviewed") else None
            tasks.append(
                _task(desk, "subsidies", row.id, row.number, row.filing.title, step[0], due, step[1])
            )
    why = _without(desk, "handler")
    tasks += [
        _task(desk, "notices", 0, number, name, "编制公示名单", None, why)
        for _, number, name, _, _ in notices.publishable(desk)
    ]
    return tasks


def _notices(desk: Desk) -> list[Task]:
    tasks = []
    for row in desk.session.scalars(select(Notice).where(Notice.state != "closed")):
        step = _next(desk, row, NOTICE_MOVES)
        if step is not None:
            tasks.append(_task(desk, "notices", row.id, row.number, row.title, step[0], None, step[1]))
    for row in desk.session.scalars(
        select(Notice).where(Notice.state == "closed", Notice.taken_down_on.is_(None))
    ):
        if row.ends_on is not None:
            due, why = _soon_after(desk, row.ends_on), _without(desk, "handler")
            tasks.append(_task(desk, "notices", row.id, row.number, row.title, "撤下公示名单", due, why))
    objections = desk.session.execute(
        select(Objection, Notice)
        .join(NoticeLine, NoticeLine.id == Objection.notice_line_id)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .where(Objection.outcome.is_(None))
    )
    for objection, notice in objections:
        why = _without(desk, "reviewer", "director")
        if objection.received_by == desk.clerk.id:
            why = "登记异议的人不能处理同一件异议。"
        tasks.append(
            _task(desk, "notices", notice.id, notice.number, notice.title, "处理异议", notice.ends_on, why)
        )
    return tasks


def _soon_after(desk: Desk, ends_on: date) -> date:
    """The day by which a list is to be taken down; the last of its days where the next year is not announced."""
    try:
        return notices.due_down(desk, ends_on)
    except Refused:
        return ends_on


def _payments(desk: Desk) -> list[Task]:
    tasks = []
    for row in desk.session.scalars(
        select(PaymentBatch).where(PaymentBatch.state.in_(("draft", "released")))
    ):
        step = _next(desk, row, PAYMENT_MOVES)
        if row.state == "draft" and doubts.doubts_are_signed_off(desk, row):
            step = ("签核疑点核查表", _without(desk, "reviewer", "director"))
        if step is not None:
            name = f"{title('schemes', row.scheme)} {row.count} 笔"
            tasks.append(_task(desk, "payments", row.id, row.number, name, step[0], None, step[1]))
    why = _without(desk, "cashier", "handler")
    tasks += [
        _task(
            desk, "payments", 0, number, f"{title('schemes', scheme)} {count} 行", "编制拨付批次", None, why
        )
        for _, number, scheme, count, _ in payments.payable(desk)
    ]
    return tasks


def _others(desk: Desk) -> list[Task]:
    tasks = [
        _task(
            desk,
            "packages",
            row.id,
            row.number,
            f"{row.records} 条记录",
            "导入省级回执",
            None,
            "等待省级回执。",
        )
        for row in desk.session.scalars(select(Package).where(Package.state == "sent"))
    ]
    tasks += [
        _put_right(desk, "filings", filing.id, filing.number or "", filing.title)
        for filing in desk.session.scalars(select(Filing).where(Filing.reopened_on.is_not(None)))
    ]
    tasks += [
        _put_right(desk, "subsidies", claim.id, claim.number, claim.filing.title)
        for claim in desk.session.scalars(
            select(Claim).where(Claim.reopened_on.is_not(None)).options(joinedload(Claim.filing))
        )
    ]
    for value in desk.session.scalars(select(LocalValue).where(LocalValue.confirmed_by.is_(None))):
        why = _without(desk, "reviewer", "director")
        if value.proposed_by == desk.clerk.id:
            why = "提出政策值的人不能自己确认。"
        called = title("policy_values", value.name)
        tasks.append(_task(desk, "policy", value.id, called, value.document, "确认本地政策值", None, why))
    return tasks


PAPER_SCREENS = {
    "filing": "filings",
    "class": "classes",
    "claim": "subsidies",
    "notice": "notices",
    "payment": "payments",
    "package": "packages",
    "period": "policy",
}
"""Where the case of a paper is worked on; the others are found in the ledger of papers."""


def _papers(desk: Desk) -> list[Task]:
    """Issued papers of which nobody has said whether they came out of the printer."""
    waiting = issuing.lines(desk, PageQuery(state="waiting", limit=1000)).rows
    return [
        _task(
            desk,
            screen,
            row.case_id if screen != "papers" else row.id,
            row.case_number if screen != "papers" else row.number,
            f"{row.title}（{row.number}）",
            "确认文书是否打出",
            row.issued_at.date(),
            "",
        )
        for row in waiting
        for screen in [PAPER_SCREENS.get(row.case_kind, "papers")]
    ]


def _put_right(desk: Desk, screen: str, case_id: int, number: str, name: str) -> Task:
    """A case that the province sent back."""
    return _task(desk, screen, case_id, number, name, "更正省级退回", None, _without(desk, "handler"))
