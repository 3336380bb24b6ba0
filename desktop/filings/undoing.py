"""Taking a whole roster back, while nothing rests on it."""

from sqlalchemy import delete, func, select

from db.accounts import Account
from db.audit import AuditEntry
from db.batches import ImportBatch
from db.filings import Correction, EvidenceUse, Filing, FindingRecord, Trainee
from db.registers import Person
from desktop import audit, batches
from desktop.codes import title
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.findings import examine
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk

ASKED, ACCEPTED = "一次性告知补正", "说明理由通过"
"""The deeds by which a roster is judged while it can still be changed, as the trail calls them."""

MOST_NAMED = 5


def rests_on(desk: Desk, batch: ImportBatch) -> tuple[str, ...]:
    """Return what rests on a roster that was taken in, each as a clerk says it; empty when it may be taken back."""
    filing = find(desk, batch.subject_id)
    found = []
    if filing.state not in CHANGEABLE:
        found.append(f"本件{title('filing_states', filing.state)}，受理和以后的各步都以这份花名册为准")
    else:
        found += _decided(desk, filing, batch)
    found += _evidence(desk, filing, batch)
    return (*found, *batches.rests(desk, batch, Trainee, Person))


def _decided(desk: Desk, filing: Filing, batch: ImportBatch) -> list[str]:
    """What was decided while the roster stood: the notice that told its defects, findings accepted with a reason.

    A finding about somebody whom the roster neither brought nor changed does not rest on it.
    """
    since = select(AuditEntry).where(AuditEntry.subject_uid == filing.uid, AuditEntry.id > batch.after_entry)
    deeds = desk.session.scalars(since.where(AuditEntry.deed.in_((ASKED, ACCEPTED)))).all()
    found = []
    if any(each.deed == ASKED for each in deeds):
        notice = select(Correction.number).where(Correction.filing_id == filing.id)
        found.append(f"补正告知书{desk.session.scalar(notice)}是对着这份花名册发出的")
    titles = {each.details.get("事项") for each in deeds if each.deed == ACCEPTED}
    touched = batches.made_by(desk, batch, Trainee) | batches.changed_by(desk, batch, Trainee)
    rows = desk.session.execute(
        select(FindingRecord, Account.name, Person.name)
        .join(Account, Account.id == FindingRecord.accepted_by)
        .outerjoin(Trainee, Trainee.id == FindingRecord.trainee_id)
        .outerjoin(Person, Person.id == Trainee.person_id)
        .where(
            FindingRecord.case_kind == "filing",
            FindingRecord.case_id == filing.id,
            FindingRecord.accepted_on >= batch.taken_on,
            FindingRecord.title.in_(titles),
            FindingRecord.trainee_id.is_(None) | FindingRecord.trainee_id.in_(listed(touched)),
        )
        .order_by(FindingRecord.id)
    ).all()
    said = [
        f"{who}于{row.accepted_on}对{whom or '本件'}的“{row.title}”说明理由通过" for row, who, whom in rows
    ]
    return [*found, *_first(said, "项决定")]


def _evidence(desk: Desk, filing: Filing, batch: ImportBatch) -> list[str]:
    """Whose files of evidence would be left of somebody who is not on the roster any more."""
    made = listed(batches.made_by(desk, batch, Trainee))
    rows = desk.session.execute(
        select(Person.name, func.count(), func.min(EvidenceUse.name))
        .join(Trainee, Trainee.person_id == Person.id)
        .join(EvidenceUse, EvidenceUse.person_id == Person.id)
        .where(
            Trainee.id.in_(made),
            EvidenceUse.case_kind == "filing",
            EvidenceUse.case_id == filing.id,
            Person.id.is_distinct_from(filing.person_id),
        )
        .group_by(Person.id)
        .order_by(Person.id)
    ).all()
    said = [
        f"{name}名下已收存佐证{count}份（“{file}”{'等' if count > 1 else ''}），须先移除"
        for name, count, file in rows
    ]
    return _first(said, "人有佐证")


def _first(said: list[str], what: str) -> list[str]:
    """The first few, and how many more there are."""
    more = [f"另有{len(said) - MOST_NAMED}{what}"] if len(said) > MOST_NAMED else []
    return said[:MOST_NAMED] + more


def undo_roster(desk: Desk, batch: ImportBatch) -> None:
    """Take a roster back: who came with it goes, what it changed is as before, who was taken off is there again.

    Persons known from elsewhere stay; what somebody put right by hand since stays as it is now.
    """
    desk.needs("handler", title("roles", "handler"))
    reasons = rests_on(desk, batch)
    if reasons:
        raise Refused(f"不能撤销这次导入：{'；'.join(reasons)}。", "可以另行导入更正后的花名册。")
    made = listed(batches.made_by(desk, batch, Trainee))
    desk.session.execute(delete(FindingRecord).where(FindingRecord.trainee_id.in_(made)))
    batches.undo(desk, batch, FindingRecord, Trainee, Person)
    filing = find(desk, batch.subject_id)
    examine(desk, filing)
    audit.record(
        desk,
        "撤销导入花名册",
        audit.HANDLING,
        "filing",
        filing.uid,
        filing.number,
        文件=batch.file_name,
        行数=batch.rows,
    )
