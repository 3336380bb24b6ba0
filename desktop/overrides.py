"""How often what is asked "in principle" was passed over: by rule, by who accepted it, by institution, with each reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from db.accounts import Account
from db.filings import Filing, FindingRecord, Trainee
from db.registers import Employer, Institution, Person
from db.subsidies import Claim
from desktop import audit
from desktop.codes import title
from desktop.filings.findings import clause
from desktop.policy import Strength
from desktop.problems import Refused
from desktop.sheets import SheetColumn, write_workbook
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Override:
    """One finding that was accepted with a written reason: which rule, in which case, by whom, when, why."""

    id: int
    rule: str
    rule_title: str
    case_kind: str
    case_id: int
    case_number: str
    institution: str
    person: str
    sentence: str
    clause: str
    clerk_id: int
    clerk: str
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often under one heading, and in how many cases."""

    key: str
    title: str
    accepted: int
    cases: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was passed over in a period: counted three ways, and one by one."""

    since: date
    until: date
    by_rule: tuple[Count, ...]
    by_clerk: tuple[Count, ...]
    by_institution: tuple[Count, ...]
    entries: tuple[Override, ...]


EPOCH, LAST = date(2000, 1, 1), date(2099, 12, 31)
PERIODS, LONGEST = 1_000_000_000, 20_000
"""Periods are known by numbers from here on, so that no id of a row is one; and how many days one has at most."""
WHERE = func.coalesce(Institution.name, Employer.name, "个人申请")


def report(desk: Desk, since: date, until: date) -> Report:
    """Return what was accepted "in principle" from `since` to `until`, both included, most often first."""
    entries = tuple(_entries(desk, since, until))
    return Report(
        since,
        until,
        _counted(entries, lambda each: (each.rule, each.rule_title)),
        _counted(entries, lambda each: (str(each.clerk_id), each.clerk)),
        _counted(entries, lambda each: (each.institution, each.institution)),
        entries,
    )


def period_key(since: date, until: date) -> int:
    """Return the number by which a period is known as a case; Refused for one the wrong way round or out of range."""
    if until < since:
        raise Refused("截止日期早于起始日期，没有汇总。", "请改正日期。")
    offset, length = (since - EPOCH).days, (until - since).days
    if offset < 0 or until > LAST or length >= LONGEST:
        raise Refused(f"{since}至{until}不在可以汇总的范围内。", f"请选择{EPOCH}至{LAST}之间的一段时间。")
    return PERIODS + offset * LONGEST + length


def period_of(key: int) -> tuple[date, date]:
    """Return the first and the last day of a period; Refused when the number stands for none."""
    offset, length = divmod(key - PERIODS, LONGEST)
    if key < PERIODS or offset > (LAST - EPOCH).days:
        raise Refused("没有这一段时间，不能汇总。", "请重新选择起止日期。")
    since = EPOCH + timedelta(days=offset)
    return since, since + timedelta(days=length)


def _counted(entries: tuple[Override, ...], of: Callable[[Override], tuple[str, str]]) -> tuple[Count, ...]:
    """Count under each heading, the most frequent first."""
    by_heading: dict[tuple[str, str], list[Override]] = defaultdict(list)
    for each in entries:
        by_heading[of(each)].append(each)
    counts = [
        Count(key, called, len(held), len({(each.case_kind, each.case_id) for each in held}))
        for (key, called), held in by_heading.items()
    ]
    return tuple(sorted(counts, key=lambda count: (-count.accepted, count.title)))


def write(desk: Desk, since: date, until: date, path: Path) -> Path:
    """Write the report to a workbook, one row for each reason; leaves an entry in the trail."""
    found = report(desk, since, until)
    columns = (
        SheetColumn("要求", 24, "合计"),
        SheetColumn("案件", 20),
        SheetColumn("机构或者企业", 34),
        SheetColumn("学员", 12),
        SheetColumn("情况", 60),
        SheetColumn("依据", 50),
        SheetColumn("同意人", 12),
        SheetColumn("同意日期", 12),
        SheetColumn("理由", 50, f"{len(found.entries)}条"),
    )
    rows = (
        (
            each.rule_title,
            each.case_number,
            each.institution,
            each.person,
            each.sentence,
            each.clause,
            each.clerk,
            each.day,
            each.reason,
        )
        for each in found.entries
    )
    notes = (
        f"{desk.workspace.bureau}　{since:%Y-%m-%d}至{until:%Y-%m-%d}",
        f"按要求：{_line(found.by_rule)}",
        f"按同意人：{_line(found.by_clerk)}",
        f"按机构：{_line(found.by_institution)}",
    )
    write_workbook(path, "原则性要求从宽处理情况", notes, columns, rows)
    audit.record(
        desk, "导出从宽处理情况", audit.OTHER, "override", desk.workspace.county, 条数=len(found.entries)
    )
    return path


def _line(counts: Iterable[Count]) -> str:
    return "；".join(f"{each.title}{each.accepted}次（{each.cases}件）" for each in counts) or "无"


def _entries(desk: Desk, since: date, until: date) -> Iterable[Override]:
    number = func.coalesce(Claim.number, Filing.number)
    rows = desk.session.execute(
        select(FindingRecord, number, WHERE, Person.name, Account.name)
        .outerjoin(Claim, (FindingRecord.case_kind == "claim") & (Claim.id == FindingRecord.case_id))
        .join(Filing, Filing.id == func.coalesce(Claim.filing_id, FindingRecord.case_id))
        .outerjoin(Institution, Institution.id == Filing.institution_id)
        .outerjoin(Employer, Employer.id == Filing.employer_id)
        .outerjoin(Trainee, Trainee.id == FindingRecord.trainee_id)
        .outerjoin(Person, Person.id == Trainee.person_id)
        .join(Account, Account.id == FindingRecord.accepted_by)
        .where(FindingRecord.strength == Strength.PRINCIPLE, FindingRecord.accepted_on.between(since, until))
        .order_by(FindingRecord.accepted_on, FindingRecord.id)
    )
    for row, called, place, person, clerk in rows:
        if row.accepted_by is None or row.accepted_on is None:
            continue
        yield Override(
            row.id,
            row.rule,
            row.title,
            row.case_kind,
            row.case_id,
            called or title("filing_states", "draft"),
            place,
            person or "",
            row.sentence,
            clause(row.cites),
            row.accepted_by,
            clerk,
            row.accepted_on,
            row.accepted_reason,
        )
