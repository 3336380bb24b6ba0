"""Employers, training institutions and online platforms: entered once, checked once, referred to by every case."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import or_, select
from stdnum.cn import uscc

from db.registers import Employer, Institution, Platform, Qualification
from desktop import audit
from desktop.codes import codes, title
from desktop.pages import Page, PageQuery, like, page
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

TITLES = {Employer: "企业", Institution: "培训机构", Platform: "线上平台"}
SUBJECTS = {Employer: "employer", Institution: "institution", Platform: "platform"}
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
    return _save(desk, Platform, entry, platform_id)


def add_qualification(desk: Desk, institution_id: int, entry: QualificationEntry) -> None:
    """Enter what an institution may teach, by which document, and how long that holds (J4)."""
    row = _get(desk, Institution, institution_id)
    if entry.until and entry.until < entry.since:
        raise Refused("资质的截止日早于起始日。", "请核对证书上的有效期。")
    row.qualifications.append(Qualification(**_values(entry)))
    audit.record(desk, "登记培训资质", audit.OTHER, "institution", row.uid, row.name, 文件=entry.document)


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
    table = {name: table for table, name in SUBJECTS.items()}[register]
    rows = desk.session.execute(select(table.id, table.name).where(table.active).order_by(table.name))
    return tuple((row.id, row.name) for row in rows)


def _save(desk: Desk, table: type[T], entry: Entry, row_id: int | None) -> int:
    what = TITLES[table]
    if not entry.name.strip():
        raise Refused(f"{what}名称没有填写。", "请填写营业执照或登记证书上的全称。")
    code = uscc.compact(entry.credit_code).upper()
    if not uscc.is_valid(code):
        raise Refused(
            f"统一社会信用代码“{entry.credit_code}”不符合编码规则，不能保存。",
            "请对照营业执照逐位核对18位代码。",
        )
    clash = desk.session.scalar(
        select(table).where(
            or_(table.credit_code == code, table.name == entry.name.strip()), table.id != (row_id or 0)
        )
    )
    if clash is not None:
        raise Refused(f"{what}“{clash.name}”（{clash.credit_code}）已经登记。", "请直接选用，或打开它修改。")
    values = {**_values(entry), "credit_code": code, "name": entry.name.strip()}
    if row_id is None:
        row = table(**values)
        desk.session.add(row)
        changed: Iterable[str] = ()
    else:
        row = _get(desk, table, row_id)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name, value in values.items():
            setattr(row, name, value)
    desk.session.flush()
    deed = f"修改{what}" if row_id else f"登记{what}"
    audit.record(desk, deed, audit.OTHER, SUBJECTS[table], row.uid, row.name, 修改项="、".join(changed))
    return row.id


def _get(desk: Desk, table: type[T], row_id: int) -> T:
    row = desk.session.get(table, row_id)
    if row is None:
        raise Refused(f"没有找到这家{TITLES[table]}，可能已被删除。", "请刷新列表后再试。")
    return row


def _values(entry: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(entry).items()}


def _entry(row: Organisation, entry: type[E]) -> E:
    values = {each.name: getattr(row, each.name) for each in fields(entry)}
    return entry(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )


def _lines(desk: Desk, table: type[T], query: PageQuery) -> Page[OrganisationLine]:
    chosen = select(table)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(table.name.like(pattern, escape="\\"), table.credit_code.like(pattern, escape="\\"))
        )
    sortable = {name: getattr(table, name) for name in LIST_COLUMNS}
    return page(desk.session, query, chosen, sortable, table.id, lambda row: _line(desk, row[0]))


def _line(desk: Desk, row: Organisation) -> OrganisationLine:
    scope, until, standing = "", None, "正常"
    if isinstance(row, Platform):
        scope = "、".join(title("capabilities", code) for code in row.capabilities)
        until = row.until
        standing = "功能不全" if len(row.capabilities) < len(codes("capabilities")) else standing
    elif isinstance(row, Institution):
        held = [q for q in row.qualifications if q.until is None or q.until >= desk.today]
        named = [title("occupations", code) for q in held for code in q.occupations]
        scope = "、".join(named) if named else ("全部职业（工种）" if held else "")
        ends = [q.until for q in row.qualifications if q.until]
        until = max(ends) if ends else None
        standing = standing if held else "无有效资质"
    elif row.key_enterprise:
        scope = "重点（困难）企业"
    if until is not None and until < desk.today:
        standing = "已过期"
    if not row.active:
        standing = "已停用"
    return OrganisationLine(row.id, row.name, row.credit_code, row.contact, row.phone, scope, until, standing)
