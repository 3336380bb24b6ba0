"""What a clerk sees of doubts: the list, one doubt with its evidence side by side, and a case's sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import SQLColumnExpression, or_, select
from sqlalchemy import case as when

from db.accounts import Account
from db.doubts import Disposal, Doubt
from db.filings import EvidenceFile
from desktop.codes import title
from desktop.doubts.finding import Coverage, Evidence, scope
from desktop.doubts.flags import FLAGS, Flag, flag
from desktop.doubts.running import GONE, WAITING, check_of, coverage_of
from desktop.doubts.signing import Signature, signature
from desktop.evidence import copy_out
from desktop.pages import Page, PageQuery, like, page
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One doubt as a list shows it; `attached` is the short digest of the file that went with its disposal."""

    id: int
    case_kind: str
    case_id: int
    flag: str
    flag_title: str
    severity: str
    severity_title: str
    certainty: str
    certainty_title: str
    subject: str
    sentence: str
    stage_title: str
    state: str
    state_title: str
    found_on: date
    disposed_by: str
    disposed_on: date | None
    reason: str
    evidence: str
    attached: str
    remembered: bool


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One disposal of a matter: what was decided, why, on what evidence, by whom and when; `file` went with it."""

    id: int
    verdict_title: str
    reason: str
    evidence: str
    file: str
    who: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class DoubtSheet:
    """One doubt whole: its evidence row by row, the audit basis, the remedy, and every decision on the same matter."""

    row: DoubtRow
    variant: str
    remedy: str
    basis: str
    rests_on: str
    evidence: tuple[Evidence, ...]
    disposals: tuple[DisposalLine, ...]


@dataclass(frozen=True, slots=True)
class FlagResult:
    """What a case's check says of one flag: how many doubts, of which so many exact, and what could not be checked."""

    code: str
    title: str
    found: int
    exact: int
    open: int
    coverage: tuple[Coverage, ...]

    @property
    def says(self) -> str:
        """The result in words: never clean where something could not be checked."""
        missing = [each.missing for each in self.coverage if each.missing]
        kinds = (("exact", self.exact), ("suspected", self.found - self.exact))
        told = "、".join(f"{title('doubt_certainties', kind)}{count}条" for kind, count in kinds if count)
        counted = told + (f"，{self.open}条未处理" if self.open else "，已处理") if self.found else ""
        if counted:
            return "；".join([counted, *missing])
        return "；".join(["其余未发现", *missing]) if missing else "未发现"


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case's check: result by flag, every doubt, the digest, and the last signature under it.

    `signed_by` and `signed_on` are empty once the check no longer says what was signed.
    """

    kind: str
    case_id: int
    number: str
    title: str
    stage_title: str
    checked_at: datetime | None
    lines: int
    flags: tuple[FlagResult, ...]
    doubts: tuple[DoubtRow, ...]
    open: int
    digest: str
    signed_by: str
    signed_on: date | None
    signature: Signature | None


def lines(
    desk: Desk, query: PageQuery, *, kind: str = "", case_id: int = 0, flag_code: str = ""
) -> Page[DoubtRow]:
    """Return a page of doubts, the open and hard ones first; of one case or flag where these are given."""
    chosen = (
        select(Doubt, Disposal, Account.name)
        .outerjoin(Doubt.disposal)
        .outerjoin(Account, Account.id == Disposal.account_id)
    )
    if kind:
        chosen = chosen.where(Doubt.case_kind == kind, Doubt.case_id == case_id)
    if flag_code:
        chosen = chosen.where(Doubt.flag == flag_code)
    if query.state:
        chosen = chosen.where(Doubt.state == query.state)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Doubt.sentence.like(pattern, escape="\\"), Doubt.subject.like(pattern, escape="\\"))
        )
    sortable = {
        "order": order_of_urgency(),
        "flag": Doubt.flag,
        "severity_title": Doubt.severity,
        "certainty_title": Doubt.certainty,
        "subject": Doubt.subject,
        "state_title": Doubt.state,
        "found_on": Doubt.found_on,
    }
    asked = (
        query if query.sort else PageQuery(query.text, query.state, "order", False, query.offset, query.limit)
    )
    return page(desk.session, asked, chosen, sortable, Doubt.id, lambda row: line_of(*row))


def order_of_urgency() -> SQLColumnExpression[int]:
    """Return what puts the open doubts first, those that are gone last, and the hard ones first among each."""
    rank = when((Doubt.state.in_(WAITING), 0), (Doubt.state == GONE, 2), else_=1)
    return rank * 10 + when((Doubt.severity == "hard", 0), else_=1)


def sheet(desk: Desk, doubt_id: int) -> DoubtSheet:
    """Return one doubt whole."""
    found = desk.session.get(Doubt, doubt_id)
    if found is None:
        raise Refused("没有找到这条疑点。", "请刷新列表后再试。")
    rows = desk.session.execute(
        select(Disposal, Account.name, EvidenceFile.name)
        .join(Account, Account.id == Disposal.account_id)
        .outerjoin(EvidenceFile, EvidenceFile.digest == Disposal.digest)
        .where(Disposal.fingerprint == found.fingerprint)
        .order_by(Disposal.id.desc())
    ).all()
    who = next((name for row, name, _ in rows if row.id == found.disposal_id), "")
    return DoubtSheet(
        row=line_of(found, found.disposal, who),
        variant=found.variant,
        remedy=found.remedy,
        basis=flag(found.flag).basis_in(desk.workspace.region, found.variant),
        rests_on=flag(found.flag).rests_on,
        evidence=tuple(Evidence(each["kind"], each["id"], each["says"]) for each in found.evidence),
        disposals=tuple(
            DisposalLine(
                row.id,
                title("doubt_states", row.verdict),
                row.reason,
                row.evidence,
                file or "",
                name,
                row.decided_on,
            )
            for row, name, file in rows
        ),
    )


def save_file(desk: Desk, disposal_id: int, target: Path) -> None:
    """Write the file that went with a disposal where a clerk wants it. Refused when there was none."""
    row = desk.session.get(Disposal, disposal_id)
    held = desk.session.get(EvidenceFile, row.digest) if row is not None and row.digest else None
    if held is None:
        raise Refused("这次处理没有附佐证文件。", "请在“处理经过”中核对。")
    copy_out(desk.workspace, held.digest, held.name, target)


def case_sheet(desk: Desk, kind: str, case_id: int) -> CaseSheet:
    """Return a case's last check as it is printed: `kind` is filing, claim or payment_batch."""
    of, kept = scope(desk, kind, case_id), check_of(desk, kind, case_id)
    rows = lines(desk, PageQuery(limit=1_000_000), kind=kind, case_id=case_id).rows
    told = [coverage_of(each) for each in kept.coverage] if kept else []
    signed = signature(desk, kind, case_id)
    holds = signed if signed is not None and signed.holds else None
    return CaseSheet(
        kind=kind,
        case_id=case_id,
        number=of.number,
        title=of.title,
        stage_title=title("doubt_stages", of.stage),
        checked_at=kept.checked_at if kept else None,
        lines=kept.lines if kept else len(of.lines),
        flags=tuple(_result(each, rows, told) for each in FLAGS),
        doubts=tuple(row for row in rows if row.state != GONE),
        open=sum(row.state in WAITING for row in rows),
        digest=kept.digest if kept else "",
        signed_by=holds.who if holds else "",
        signed_on=holds.on if holds else None,
        signature=signed,
    )


def _result(of: Flag, rows: Iterable[DoubtRow], told: Iterable[Coverage]) -> FlagResult:
    """What a case's doubts, and what could not be checked, come to for one flag."""
    own = [row for row in rows if row.flag == of.code and row.state != GONE]
    return FlagResult(
        of.code,
        of.title,
        len(own),
        sum(row.certainty == "exact" for row in own),
        sum(row.state in WAITING for row in own),
        tuple(each for each in told if each.flag == of.code),
    )


def line_of(row: Doubt, disposal: Disposal | None, who: str | None) -> DoubtRow:
    """Return a doubt as a list shows it, with its disposal and who made it."""
    return DoubtRow(
        id=row.id,
        case_kind=row.case_kind,
        case_id=row.case_id,
        flag=row.flag,
        flag_title=flag(row.flag).title,
        severity=row.severity,
        severity_title=title("doubt_severities", row.severity),
        certainty=row.certainty,
        certainty_title=title("doubt_certainties", row.certainty),
        subject=row.subject,
        sentence=row.sentence,
        stage_title=title("doubt_stages", row.stage),
        state=row.state,
        state_title=title("doubt_states", row.state),
        found_on=row.found_on,
        disposed_by=who or "",
        disposed_on=disposal.decided_on if disposal else None,
        reason=disposal.reason if disposal else "",
        evidence=disposal.evidence if disposal else "",
        attached=disposal.digest[:12] if disposal and disposal.digest else "",
        remembered=disposal is not None
        and (disposal.case_kind, disposal.case_id) != (row.case_kind, row.case_id),
    )
