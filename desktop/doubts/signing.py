"""The signed sheet of doubts (疑点核查表): by whom, under which number, over what; no money leaves without one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.accounts import Account
from db.doubts import DoubtCheck
from desktop import audit
from desktop.audit import HANDLING, PAYING, who_had
from desktop.doubts.finding import scope
from desktop.doubts.running import check, check_of, doubts_of, kept_check, needs_one_of, open_doubts
from desktop.moves import Case
from desktop.problems import Refused
from desktop.workspace import Desk

SIGNERS = frozenset({"reviewer", "director"})
NUMBERED = "核"
UNSIGNED = "疑点核查表还没有签核；没有疑点的，也要由复核人员或负责人签核。"
CHANGED = "疑点核查表签核以后情况有变，须重新签核。"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a case's check: number of the sheet, digest of what was signed, who and when.

    `holds` says whether the check still says what was signed.
    """

    number: str
    digest: str
    who: str
    on: date
    holds: bool


def sign_off(desk: Desk, kind: str, case_id: int) -> str:
    """Sign that no doubt about a case is open, as it stands now, whether or not any was found; returns the digest.

    By a reviewer or director who neither disposed of its doubts, nor handled the case or prepared the batch. Each
    signature is given a sheet number of its own.
    """
    needs_one_of(desk, SIGNERS)
    checked = check(desk, kind, case_id)
    of = scope(desk, kind, case_id)
    open_ = open_doubts(desk, of.kind, of.id)
    if open_:
        raise Refused(f"不能签核：{open_}", "请逐条处理疑点后再签核。")
    mine = [row for row in doubts_of(desk, of) if row.disposal and row.disposal.account_id == desk.clerk.id]
    if mine:
        raise Refused(
            f"{desk.clerk.name}处理过本件的疑点，不能由本人签核。", "请由其他复核人员或负责人签核。"
        )
    if any(desk.clerk.id in who_had(desk.session, part, [of.uid]) for part in (HANDLING, PAYING)):
        raise Refused(f"{desk.clerk.name}经办了本件，不能由本人签核。", "请由其他复核人员或负责人签核。")
    kept = kept_check(desk, of)
    kept.signed_by, kept.signed_on, kept.signed_digest = desk.clerk.id, desk.today, kept.digest
    kept.signed_number = desk.number(NUMBERED)
    audit.record(
        desk,
        "签核疑点",
        audit.OTHER,
        of.kind,
        of.uid,
        of.number,
        核查表=kept.signed_number,
        疑点=checked.found,
        摘要=kept.digest[:16],
    )
    return kept.digest


def doubts_are_signed_off(desk: Desk, case: Case) -> str:
    """The guard before money leaves: somebody signed the sheet of the last check, also when it found nothing."""
    return unsigned(check_of(desk, case.__tablename__, case.id))


def unsigned(kept: DoubtCheck | None, now: str = "") -> str:
    """Return why a check does not count as signed; `now` is the digest as it would be, where that is not the kept one."""
    if kept is None or not kept.signed_digest:
        return UNSIGNED
    return "" if kept.signed_digest == (now or kept.digest) else CHANGED


def signature(desk: Desk, kind: str, case_id: int) -> Signature | None:
    """Return the last signature under a case's check, None when nobody has signed."""
    kept = check_of(desk, kind, case_id)
    if kept is None or not kept.signed_digest or kept.signed_on is None:
        return None
    who = desk.session.scalar(select(Account.name).where(Account.id == kept.signed_by)) or ""
    holds = kept.signed_digest == kept.digest
    return Signature(kept.signed_number, kept.signed_digest, who, kept.signed_on, holds)


def not_signed_yet(desk: Desk, kind: str, case_id: int) -> str:
    """Return why the sheet of a case cannot be issued yet: nobody signed it, or it says something else by now."""
    return unsigned(check_of(desk, kind, case_id))


def fact(desk: Desk, case: Case) -> str:
    """Return what goes with a case's step into the trail: how many doubts, the sheet signed, the digest of the check."""
    kept = check_of(desk, case.__tablename__, case.id)
    if kept is None:
        return ""
    signed = f"，核查表{kept.signed_number}已签核" if not unsigned(kept) else ""
    return f"{kept.found}条，全部处理{signed}，摘要{kept.digest[:16]}"
