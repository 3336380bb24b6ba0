"""Employers, training institutions and online platforms: entered once, checked once, referred to by every case."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from db.registers import Employer, Institution, Platform, Qualification
from desktop import audit
from desktop.codes import codes, title
from desktop.identity import check_credit_code
from desktop.pages import Chosen, Page, PageQuery, like, page
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerEntry:
    """An enterprise as it is entered; `account` is where its training subsidy is paid to."""

    name: str
    credit_code: str
    county: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""
    key_enterprise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionEntry:
    """A training institution as it is entered."""

    name: str
    credit_code: str
    county: str
    kind: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationEntry:
    """What an institution may teach: occupations by code, empty for all; `until` empty for no end."""

    document: str
    occupations: tuple[str, ...]
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformEntry:
    """An online platform as it is entered; `capabilities` are those of J5 for which evidence was seen."""

    name: str
    credit_code: str
    county: str
    source: str
    capabilities: tuple[str, ...]
    since: date
    until: date | None = None
    evidence: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One employer, institution or platform as a list shows it."""

    id: int
    name: str
    credit_code: str
    contact: str
    phone: str
    scope: str
    valid_until: date | None
    standing: str


Organisation: TypeAlias = Employer | Institution | Platform
Entry: TypeAlias = EmployerEntry | InstitutionEntry | PlatformEntry
T = TypeVar("T", Employer, Institution, Platform)
E = TypeVar("E", EmployerEntry, InstitutionEntry, PlatformEntry)

REGISTERS: dict[str, type[Organisation]] = {
    "employer": Employer,
    "institution": Institution,
    "platform": Platform,
}
TITLES = {"employer": "企业", "institution": "培训机构", "platform": "线上平台"}
LIST_COLUMNS = ("name", "credit_code", "contact", "phone")


def save_employer(desk: Desk, entry: EmployerEntry, employer_id: int | None = None) -> int:
    """Enter an employer or correct one; returns its id. Refused when the credit code is wrong or taken."""
    return _save(desk, Employer, entry, employer_id)


def save_institution(desk: Desk, entry: InstitutionEntry, institution_id: int | None = None) -> int:
    """Enter a training institution or correct one; returns its id."""
    return _save(desk, Institution, entry, institution_id)


def save_platform(desk: Desk, entry: PlatformEntry, platform_id: int | None = None) -> int:
    """Enter an online platform or correct one; returns its id."""
    unknown = set(entry.capabilities) - {code.code for code in codes("capabilities")}
    if unknown:
        raise Refused(f"平台功能“{'、'.join(sorted(unknown))}”不在目录中。", "请从四项功能中选择。")
    _must_last(entry.since, entry.until)
    return _save(desk, Platform, entry, platform_id)


def add_qualification(desk: Desk, institution_id: int, entry: QualificationEntry) -> None:
    """Enter what an institution may teach, by which document, and how long that holds (J4)."""
    desk.needs("handler", title("roles", "handler"))
    row = _get(desk, Institution, institution_id)
    if not entry.document.strip():
        raise Refused("没有填写资质文件的名称，不能登记。", "请填写办学许可证或批准文件的名称和编号。")
    for code in entry.occupations:
        title("occupations", code)
    _must_last(entry.since, entry.until)
    row.qualifications.append(Qualification(**_values(entry)))
    audit.record(desk, "登记培训资质", audit.HANDLING, "institution", row.uid, row.name, 文件=entry.document)


def employers(desk: Desk, query: PageQuery) -> Page[OrganisationLine]:
    """Return a page of the register of employers."""
    return _lines(desk, Employer, query)


def institutions(desk: Desk, query: PageQuery) -> Page[OrganisationLine]:
    """Return a page of the register of institutions, with what they may teach and until when."""
    return _lines(desk, Institution, query)


def platforms(desk: Desk, query: PageQuery) -> Page[OrganisationLine]:
    """Return a page of the register of platforms, with their capabilities."""
    return _lines(desk, Platform, query)


def employer(desk: Desk, employer_id: int) -> EmployerEntry:
    """Return an employer as it was entered."""
    return _entry(_get(desk, Employer, employer_id), EmployerEntry)


def institution(desk: Desk, institution_id: int) -> tuple[InstitutionEntry, tuple[QualificationEntry, ...]]:
    """Return an institution as it was entered, with its qualifications."""
    row = _get(desk, Institution, institution_id)
    held = tuple(
        QualificationEntry(
            document=q.document, occupations=tuple(q.occupations), since=q.since, until=q.until
        )
        for q in row.qualifications
    )
    return _entry(row, InstitutionEntry), held


def platform(desk: Desk, platform_id: int) -> PlatformEntry:
    """Return a platform as it was entered."""
    return _entry(_get(desk, Platform, platform_id), PlatformEntry)


def choices(desk: Desk, register: str) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of every active record of `register`: employer, institution or platform."""
    table = REGISTERS[register]
    rows = desk.session.execute(select(table.id, table.name).where(table.active).order_by(table.name))
    return tuple((row.id, row.name) for row in rows)


def _save(desk: Desk, table: type[T], entry: Entry, row_id: int | None) -> int:
    desk.needs("handler", title("roles", "handler"))
    what, name = TITLES[table.__tablename__], entry.name.strip()
    if not name:
        raise Refused(f"{what}名称没有填写。", "请填写营业执照或登记证书上的全称。")
    code, problem = check_credit_code(entry.credit_code)
    if problem is not None:
        raise Refused(f"{problem.what.rstrip('。')}，没有保存。", problem.remedy)
    if not re.fullmatch(r"[0-9]{6}", entry.county):
        raise Refused(f"{what}的县区代码应为6位数字，没有保存。", "请选择所在县区。")
    taken = or_(table.credit_code == code, table.name == name)
    clash = desk.session.scalar(select(table).where(taken, table.id != (row_id or 0)))
    if clash is not None:
        raise Refused(f"{what}“{clash.name}”（{clash.credit_code}）已经登记。", "请直接选用，或打开它修改。")
    values = {**_values(entry), "credit_code": code, "name": name}
    if row_id is None:
        row, deed, changed = table(**values), f"登记{what}", list[str]()
        desk.session.add(row)
    else:
        row, deed = _get(desk, table, row_id), f"修改{what}"
        changed = [field for field, value in values.items() if getattr(row, field) != value]
        for field in changed:
            setattr(row, field, values[field])
    desk.session.flush()
    # Who puts an account right has handled this party: he may not release money to it.
    audit.record(
        desk, deed, audit.HANDLING, table.__tablename__, row.uid, row.name, 修改项="、".join(changed)
    )
    return row.id


def _must_last(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused("有效期的截止日早于起始日，没有保存。", "请核对证书或公告上的有效期。")


def _get(desk: Desk, table: type[T], row_id: int) -> T:
    row = desk.session.get(table, row_id)
    if row is None:
        raise Refused(f"没有找到这家{TITLES[table.__tablename__]}。", "请刷新列表后再试。")
    return row


def _values(entry: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(entry).items()}


def _entry(row: Organisation, entry: type[E]) -> E:
    values = {each.name: getattr(row, each.name) for each in fields(entry)}
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return entry(**plain)


def _lines(desk: Desk, table: type[T], query: PageQuery) -> Page[OrganisationLine]:
    chosen: Chosen = select(table)
    if table is Institution:
        chosen = chosen.options(selectinload(Institution.qualifications))
    if query.text.strip():
        pattern = like(query.text)
        found = (each.like(pattern, escape="\\") for each in (table.name, table.credit_code))
        chosen = chosen.where(or_(*found))
    sortable = {name: getattr(table, name) for name in LIST_COLUMNS}
    return page(desk.session, query, chosen, sortable, table.id, lambda row: _line(desk, row[0]))


def _line(desk: Desk, row: Organisation) -> OrganisationLine:
    scope, until, standing = "", None, "正常"
    if isinstance(row, Platform):
        scope = "、".join(title("capabilities", code) for code in row.capabilities)
        until = row.until
        standing = _lasting(desk.today, row.since, row.until)
        if standing == "正常" and len(row.capabilities) < len(codes("capabilities")):
            standing = "功能不全"
    elif isinstance(row, Institution):
        scope, until, standing = _teaching(row, desk.today)
    elif row.key_enterprise:
        scope = "重点（困难）企业"
    if not row.active:
        standing = "已停用"
    return OrganisationLine(row.id, row.name, row.credit_code, row.contact, row.phone, scope, until, standing)


def _teaching(row: Institution, day: date) -> tuple[str, date | None, str]:
    """What an institution may teach on a day, until when, and whether it may at all."""
    held = [q for q in row.qualifications if _lasting(day, q.since, q.until) == "正常"]
    ends = [q.until for q in held or row.qualifications if q.until is not None]
    until = max(ends) if ends and len(ends) == len(held or row.qualifications) else None
    if not held:
        standings = {_lasting(day, q.since, q.until) for q in row.qualifications}
        return "", until, standings.pop() if len(standings) == 1 else "无有效资质"
    if any(not q.occupations for q in held):
        return "全部职业（工种）", until, "正常"
    named = dict.fromkeys(title("occupations", code) for q in held for code in q.occupations)
    return "、".join(named), until, "正常"


def _lasting(day: date, since: date, until: date | None) -> str:
    if day < since:
        return "未生效"
    return "已过期" if until is not None and until < day else "正常"
