"""Taking a whole roster back, while nothing rests on it."""

from sqlalchemy import delete

from db.batches import ImportBatch
from db.filings import FindingRecord, Trainee
from db.registers import Person
from desktop import audit, batches
from desktop.codes import title
from desktop.filings.entry import CHANGEABLE, find
from desktop.filings.findings import examine
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import Desk


def rests_on(desk: Desk, batch: ImportBatch) -> tuple[str, ...]:
    """Return what rests on a roster that was taken in, each as a clerk says it; empty when it may be taken back."""
    filing = find(desk, batch.subject_id)
    found = []
    if filing.state not in CHANGEABLE:
        found.append(f"本件{title('filing_states', filing.state)}，受理和以后的各步都以这份花名册为准")
    after = batches.later(desk, batch)
    if after is not None:
        found.append(f"之后又于{after.taken_on}导入了“{after.file_name}”，须先撤销那一份")
    return tuple(found)


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
