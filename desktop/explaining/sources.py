"""Where the facts of a line came from: the sheet and row that said so, the register, the case."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from db.batches import ImportBatch
from db.classes import Attendance, Certificate, TrainingClass
from db.filings import Trainee
from db.learning import LearningSession
from db.subsidies import ClaimLine
from desktop.explaining.parts import Source
from desktop.policy import AllowanceFacts, LineFacts
from desktop.workspace import Desk

OF_ROSTER = ("groups", "hired_on", "contract_from", "contract_until", "insured_from", "places")
OF_PLAN = (
    "planned_hours",
    "training_type",
    "case_kind",
    "level",
    "occupation",
    "category",
    "programme",
    "cost",
    "apprenticeship",
    "place",
    "sharers",
    "practice_county",
)
OF_CLASS = ("opened_on", "ended_on", "number", "class_attendance")
Rows = Iterable[tuple[int | None, str]]


def sources(
    desk: Desk, line: ClaimLine, facts: LineFacts | AllowanceFacts
) -> Mapping[str, tuple[Source, ...]]:
    """Return where each fact of a line came from, by the name of the fact, in five questions."""
    trainee, filing = line.trainee, line.claim.filing
    held = desk.session.scalar(select(TrainingClass.number).where(TrainingClass.filing_id == filing.id)) or ""
    days = desk.session.execute(
        select(Attendance.batch_id, Attendance.source)
        .where(Attendance.trainee_id == trainee.id)
        .order_by(Attendance.day)
    )
    earned = desk.session.execute(
        select(Certificate.batch_id, Certificate.source).where(Certificate.trainee_id == trainee.id)
    )
    learned = desk.session.execute(
        select(LearningSession.batch_id, ImportBatch.sheet, LearningSession.row)
        .join(ImportBatch, ImportBatch.id == LearningSession.batch_id)
        .where(LearningSession.trainee_id == trainee.id)
    )
    read = {
        "roster": [(trainee.batch_id, trainee.source)],
        "days": [(row.batch_id, row.source) for row in days],
        "certificate": [(row.batch_id, row.source) for row in earned],
        "sessions": [(row.batch_id, f"{row.sheet}!{row.row}") for row in learned],
    }
    batches = _batches(desk, (batch_id for rows in read.values() for batch_id, _ in rows))
    roster, days_read = _rows(batches, read["roster"]), _rows(batches, read["days"])
    found = dict.fromkeys(OF_ROSTER, roster)
    found |= dict.fromkeys(OF_PLAN, (Source("case", filing.number or ""),))
    found |= dict.fromkeys(OF_CLASS, (Source("case", held),))
    found |= dict.fromkeys(("born", "sex"), (Source("identity"),))
    found |= {
        "groups": (*roster, *_registered(trainee)),
        "attended_hours": days_read,
        "attended_days": days_read,
        "claimed_hours": days_read,
        "learned_minutes": _rows(batches, read["sessions"]),
        "certificate": _rows(batches, read["certificate"]),
        "applied_on": (Source("case", line.claim.number),),
    }
    if filing.employer is not None:
        found["key_enterprise"] = (Source("register", filing.employer.name),)
    if isinstance(facts, LineFacts):
        found["history"] = tuple(Source("case", past.told or past.number) for past in facts.history)
    return found


def _registered(trainee: Trainee) -> tuple[Source, ...]:
    """The register of persons, when it holds groups of this one."""
    return (Source("register", trainee.person.name),) if trainee.person.groups else ()


def _batches(desk: Desk, ids: Iterable[int | None]) -> Mapping[int, ImportBatch]:
    wanted = {each for each in ids if each is not None}
    rows = desk.session.scalars(select(ImportBatch).where(ImportBatch.id.in_(wanted))) if wanted else ()
    return {row.id: row for row in rows}


def _rows(batches: Mapping[int, ImportBatch], read: Rows) -> tuple[Source, ...]:
    """The rows that were read, together for each sheet of a workbook; what was entered by hand stands last."""
    by_sheet: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    by_hand = False
    for batch_id, source in read:
        sheet, mark, row = source.rpartition("!")
        if mark and row.isdigit():
            by_sheet[batch_id, sheet].append(int(row))
        else:
            by_hand = True
    found = [_row(batches.get(batch_id or 0), sheet, rows) for (batch_id, sheet), rows in by_sheet.items()]
    return (*found, *((Source("hand"),) if by_hand else ()))


def _row(batch: ImportBatch | None, sheet: str, rows: list[int]) -> Source:
    if batch is None:
        return Source("row", sheet=sheet, rows=tuple(sorted(rows)))
    return Source(
        "row",
        file=batch.file_name,
        sheet=sheet,
        rows=tuple(sorted(rows)),
        taken_on=batch.taken_on,
        digest=batch.digest,
        batch_id=batch.id,
    )
