"""The planted violations of kept records: what a learning platform counted, and one file kept for two classes or people."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from db.batches import ImportBatch
from db.filings import EvidenceFile, EvidenceUse
from db.learning import LearningSession, SignIn
from desktop.practice.held import Held, uid
from desktop.practice.planting import Field

MORNING, NIGHT = time(8, 30), time(3, 10)


def _moment(day: date, at: time, seconds: int = 0) -> datetime:
    return datetime.combine(day, at) + timedelta(seconds=seconds)


def _stored(moment: datetime) -> str:
    """A moment as the store writes it."""
    return moment.isoformat(" ", "microseconds")


def _batch(spoilt: Field, one: Held, kind: str, digest: str = "") -> int:
    """Enter that a workbook was taken in for a class; returns the id. A digest of its own where none is given."""
    spoilt.rows += 1
    new = spoilt.rows
    spoilt.enter(
        ImportBatch,
        id=new,
        uid=uid(34, new),
        kind=kind,
        state="taken",
        filing_id=one.id,
        subject_kind="filing",
        subject_id=one.id,
        file_name=f"{kind}.xlsx",
        digest=digest or f"{new:064x}",
        taken_on=one.ended.isoformat(),
        account_id=spoilt.clerks[0].id,
    )
    return new


def _sign_in(
    spoilt: Field, batch: int, moments: Iterable[tuple[int, datetime]], *, device: str = "", ip: str = ""
) -> None:
    """Let trainees, by line, sign in at some moments, as a workbook tells that was taken in."""
    for row, (line, at) in enumerate(moments, 2):
        spoilt.enter(
            SignIn,
            trainee_id=line,
            batch_id=batch,
            row=row,
            at=_stored(at),
            action="in",
            device=device,
            ip=ip,
        )


def together(spoilt: Field) -> None:
    """One workbook for two classes: one signed in within a minute, one like clockwork; and one photo for two people."""
    held = [spoilt.take(employed=True), spoilt.take(employed=True)]
    digest = f"{held[0].id:064x}"
    for one, variant, gap in zip(held, ("R7.same_minute", "R7.even"), (1, 45), strict=True):
        moments = [
            (line, _moment(one.days[0], MORNING, at * gap)) for at, line in enumerate(spoilt.everybody(one))
        ]
        _sign_in(spoilt, _batch(spoilt, one, "sign_in", digest), moments)
        spoilt.tell(variant, filings=[one.id])
    spoilt.tell("R8.same_workbook", filings=[one.id for one in held])
    _photo(spoilt, held[1])


def _photo(spoilt: Field, one: Held) -> None:
    kept = one.ended.isoformat()
    digest, name = f"{one.id:064x}", "签到照片.jpg"
    spoilt.enter(EvidenceFile, digest=digest, name=name, size=1, kept_on=kept)
    for line in spoilt.everybody(one)[:2]:
        spoilt.enter(
            EvidenceUse,
            digest=digest,
            case_kind="filing",
            case_id=one.id,
            person_id=spoilt.person(line)[0],
            name=name,
            added_on=kept,
            added_by=spoilt.clerks[0].id,
        )
    spoilt.tell("R8.same_photo", filings=[one.id])


def by_one_device(spoilt: Field) -> None:
    """Three of a class by one device at one address, each at a time of their own."""
    one = spoilt.take(employed=True)
    three = spoilt.everybody(one)[:3]
    moments = [(line, _moment(one.days[0], MORNING, at * at * 100)) for at, line in enumerate(three)]
    _sign_in(spoilt, _batch(spoilt, one, "sign_in"), moments, device=f"设备{one.id}", ip="10.0.0.1")
    spoilt.tell("R7.one_device", three)


def alone(spoilt: Field) -> None:
    """Signing in night after night, and on days without class."""
    one, line = spoilt.share(employed=False)
    _sign_in(spoilt, _batch(spoilt, one, "sign_in"), [(line, _moment(day, NIGHT)) for day in one.days])
    spoilt.tell("R7.night", [line])
    one, line = spoilt.share(employed=False)
    free = [one.opened - timedelta(days=back) for back in (5, 6, 7)]
    _sign_in(spoilt, _batch(spoilt, one, "sign_in"), [(line, _moment(day, MORNING)) for day in free])
    spoilt.tell("R7.off_day", [line])


def thin(spoilt: Field) -> None:
    """Half an hour of learning, as the platform counts it, for a day's class hours online."""
    one, line = spoilt.share(employed=False)
    started = _moment(one.days[0], MORNING)
    spoilt.enter(
        LearningSession,
        trainee_id=line,
        batch_id=_batch(spoilt, one, "sessions"),
        row=2,
        started_at=_stored(started),
        ended_at=_stored(started + timedelta(minutes=30)),
        seconds=1800,
    )
    spoilt.tell("R7.thin", [line])


RECORD_SPOILERS: tuple[Callable[[Field], None], ...] = (together, by_one_device, alone, thin)
