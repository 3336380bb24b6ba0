"""Which of our cases a record belongs to, so that what the province rejects reopens the right one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.classes import Certificate, TrainingClass
from db.exchange import PackageRecord
from db.filings import Filing, Trainee
from db.notices import Notice, NoticeLine
from db.payments import PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person, Platform
from db.subsidies import Claim, ClaimLine
from desktop.pages import listed

OF_THE_CLAIM = ("claim", "line", "notice", "payment")
"""Kinds whose rejection reopens the application; any other reopens the filing."""

_LINKS: Mapping[str, Select[str, int]] = {
    "employer": select(Employer.uid, Claim.id)
    .join(Filing, Filing.employer_id == Employer.id)
    .join(Claim, Claim.filing_id == Filing.id),
    "institution": select(Institution.uid, Claim.id)
    .join(Filing, Filing.institution_id == Institution.id)
    .join(Claim, Claim.filing_id == Filing.id),
    "platform": select(Platform.uid, Claim.id)
    .join(Filing, Filing.platform_id == Platform.id)
    .join(Claim, Claim.filing_id == Filing.id),
    "person": select(Person.uid, Claim.id)
    .outerjoin(Trainee, Trainee.person_id == Person.id)
    .outerjoin(Filing, Filing.person_id == Person.id)
    .join(Claim, or_(Claim.filing_id == Trainee.filing_id, Claim.filing_id == Filing.id)),
    "filing": select(Filing.uid, Claim.id).join(Claim, Claim.filing_id == Filing.id),
    "class": select(TrainingClass.uid, Claim.id).join(Claim, Claim.filing_id == TrainingClass.filing_id),
    "trainee": select(Trainee.uid, Claim.id).join(Claim, Claim.filing_id == Trainee.filing_id),
    "certificate": select(Certificate.uid, Claim.id)
    .join(Trainee, Trainee.id == Certificate.trainee_id)
    .join(Claim, Claim.filing_id == Trainee.filing_id),
    "claim": select(Claim.uid, Claim.id),
    "line": select(ClaimLine.uid, ClaimLine.claim_id),
    "notice": select(Notice.uid, ClaimLine.claim_id)
    .join(NoticeLine, NoticeLine.notice_id == Notice.id)
    .join(ClaimLine, ClaimLine.id == NoticeLine.line_id),
    "payment": select(PaymentOrder.uid, ClaimLine.claim_id)
    .join(PaymentLine, PaymentLine.order_id == PaymentOrder.id)
    .join(ClaimLine, ClaimLine.id == PaymentLine.line_id),
}


def claims_of(session: Session, rejected: Iterable[PackageRecord]) -> dict[str, set[int]]:
    """The applications behind rejected records, by the records' identifier.

    A party or a notice may belong to many; then only those count that travelled in the same package, if any did.
    """
    by_kind: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rejected:
        by_kind[row.kind][row.uid] = row.package_id
    packages = {package_id for rows in by_kind.values() for package_id in rows.values()}
    together: dict[int, set[int]] = defaultdict(set)
    for package_id, claim_id in session.execute(
        select(PackageRecord.package_id, Claim.id)
        .join(Claim, Claim.uid == PackageRecord.uid)
        .where(PackageRecord.kind == "claim", PackageRecord.package_id.in_(listed(packages)))
    ):
        together[package_id].add(claim_id)
    found: dict[str, set[int]] = {}
    for kind, rows in by_kind.items():
        link = _LINKS[kind]
        every: dict[str, set[int]] = defaultdict(set)
        for uid, claim_id in session.execute(link.where(link.selected_columns[0].in_(listed(rows)))):
            every[uid].add(claim_id)
        for uid, package_id in rows.items():
            found[uid] = (every[uid] & together[package_id]) or every[uid]
    return found
