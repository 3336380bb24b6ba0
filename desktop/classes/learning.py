"""What a learning platform exports (J5, J8, J9) taken into a class: registrations, sign-ins, sessions, tests, interaction."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from db.base import Base
from db.bulk import table_of
from db.classes import TrainingClass
from db.filings import Trainee
from db.learning import LearningInteraction, LearningRegistration, LearningSession, LearningTest, SignIn
from desktop import batches
from desktop.batches import Taken
from desktop.classes.again import drops, held_against, names_of, standing, take_out, watched
from desktop.classes.judging import Judge, judge, notes, sound
from desktop.classes.learning_columns import LEARNING
from desktop.classes.repeats import Repeats
from desktop.classes.running import find, finished, held, sender_of, subject
from desktop.intake import Reading, Row
from desktop.policy.law import number
from desktop.workspace import Desk

Record = tuple[Any, ...]
LONGEST = timedelta(hours=24)
SLACK = 60
"""Seconds by which a platform's own count of a session may exceed its span: it rounds to minutes."""


@dataclass(frozen=True, slots=True)
class Span:
    """When records of a class may have been made: from its opening to its end, or to today while it is held.

    `class_hour` is how many minutes its class hours have, None where no policy says.
    """

    first: datetime
    last: datetime
    opened_on: date
    until: date
    class_hour: Decimal | None


Values = Sequence[Any]
Facts = Callable[[Judge, Row, Values, Span], Record | None]


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of export: where it goes, what tells one record from another, and how a row becomes a record.

    `phone` is the place of the phone number among the values of a row.
    """

    model: type[Base]
    keys: tuple[str, ...]
    facts: Facts
    unit: str
    phone: int = -1


def check_learning(desk: Desk, class_id: int, kind: str, reading: Reading) -> Reading:
    """Return an export held against its class: rows that do not fit are told at their cells and kept out.

    `kind` is registration, sign_in, sessions, tests or interaction.
    """
    opened = find(desk, class_id)
    judge_ = judge(desk, opened.filing_id, reading)
    export, span = EXPORTS[kind], span_of(desk, opened)
    repeats = _repeats(export)
    for _ in _records(judge_, export, span, repeats):
        pass
    _tell(judge_, export, span, repeats)
    return judge_.verdict()


def take_learning(
    desk: Desk,
    class_id: int,
    kind: str,
    reading: Reading,
    *,
    only_sound: bool = False,
    keep: bool = False,
    sender: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Taken:
    """Take an export of a platform into a class that is being held; each record keeps its batch and row.

    An export that repeats earlier records changes nothing but what is different: of one record (`keys` in EXPORTS) the
    later file counts, and what it replaces is kept with its batch. Within one file the first row counts; a row that
    says something else of the same record is told at its cell and kept out, never passed over. Refused with every row
    that does not fit the class, unless the clerk takes the sound rows alone; a refusal, or an error that
    `progress(done, total)` raises to stop it, leaves nothing. `sender` is the platform, when none is given. What the
    same platform sent before and this file no longer has goes (see `again`), unless it is to `keep`.
    """
    opened = held(desk, class_id)
    export = EXPORTS[kind]
    last = batches.latest(desk, kind, subject(opened))
    if last is not None and last.digest == reading.digest:
        verdict, found = records_of(desk, opened, kind, reading)
        taken = batches.taken_before(desk, kind, subject(opened), verdict, export.unit)
        named = (dict(zip(names_of(kind), each, strict=True)) for each in found)
        if taken is not None and not drops(
            held_against(desk, subject(opened), kind, last.sender, named), verdict, keep=keep
        ):
            return taken
    total = len(reading.rows)
    with desk.session.begin_nested():
        judge_ = judge(desk, opened.filing_id, reading)
        span, repeats = span_of(desk, opened), _repeats(export)
        batch = batches.begin(desk, kind, subject(opened), reading, sender or platform_of(opened))
        there = standing(desk, subject(opened), kind, batch.sender)
        records = _records(judge_, export, span, repeats)
        counts = batches.pour(
            desk,
            batch,
            export.model,
            export.keys,
            records if there is None or there.beyond else watched(there, records, kind),
            known=_has_any(desk, export.model, opened.filing_id),
            progress=None if progress is None else lambda done: progress(done, total),
        )
        counts["unchanged"] -= _tell(judge_, export, span, repeats)
        verdict = judge_.verdict()
        sound(reading, verdict, batches.KINDS[kind], only_sound=only_sound)
        batch.problems = batches.kept_problems(verdict.problems)
        counts["removed"], told = take_out(desk, batch, there, verdict, keep=keep)
        taken = batches.finish(desk, batch, counts, verdict, notes=(*notes(verdict), *told), unit=export.unit)
    return finished(desk, opened, reading, taken, f"导入{batches.KINDS[kind]}")


def records_of(
    desk: Desk, opened: TrainingClass, kind: str, reading: Reading
) -> tuple[Reading, list[Record]]:
    """Return an export held against its class, and its records, each once, in the order of the table's columns."""
    judge_ = judge(desk, opened.filing_id, reading)
    export, span = EXPORTS[kind], span_of(desk, opened)
    repeats = _repeats(export)
    places = [at for at, name in enumerate(names_of(kind)) if name in export.keys]
    found: dict[Record, Record] = {}
    for record in _records(judge_, export, span, repeats):
        found.setdefault(tuple(record[at] for at in places), record)
    _tell(judge_, export, span, repeats)
    return judge_.verdict(), list(found.values())


def platform_of(opened: TrainingClass) -> str:
    """Return whose exports a class's learning records usually are: its platform's, else its institution's."""
    filing = opened.filing
    return filing.platform.name if filing.platform else sender_of(opened)


def span_of(desk: Desk, opened: TrainingClass) -> Span:
    """Return when records of a class may have been made, and how long its class hours are."""
    until = min(opened.ended_on or desk.today, desk.today)
    length = desk.policy.find("class_hour_minutes", opened.opened_on)
    return Span(
        datetime.combine(opened.opened_on, time()),
        datetime.combine(until, time.max),
        opened.opened_on,
        until,
        None if length is None else Decimal(number(length)),
    )


def _has_any(desk: Desk, model: type[Base], filing_id: int) -> bool:
    table = table_of(model)
    chosen = select(table.c.id).join(Trainee, Trainee.id == table.c.trainee_id)
    return desk.session.scalar(chosen.where(Trainee.filing_id == filing_id).limit(1)) is not None


def _records(judge_: Judge, export: Export, span: Span, repeats: Repeats) -> Iterator[Record]:
    whose, facts, note, phone = judge_.of_account, export.facts, repeats.note, export.phone
    for place, row in enumerate(judge_.reading.rows):
        values = row.values
        trainee_id = whose(row, values[1], values[0], values[phone])
        if trainee_id is None:
            continue
        record = facts(judge_, row, values, span)
        if record is not None:
            record = (*record, trainee_id)
            note(place, record)
            yield (*record, row.number)


def _repeats(export: Export) -> Repeats:
    names = [column.name for column in table_of(export.model).c]
    return Repeats([name for name in names if name not in ("id", "batch_id", "row")], export.keys)


def _tell(judge_: Judge, export: Export, span: Span, repeats: Repeats) -> int:
    """Note a fault at each row that differs from an earlier one of the same record; returns how many."""
    aside = Judge(judge_.reading, judge_.roster, judge_.phones)

    def record_of(row: Row) -> Record | None:
        trainee_id = aside.of_account(row, row.values[1], row.values[0], row.values[export.phone])
        record = None if trainee_id is None else export.facts(aside, row, row.values, span)
        return None if record is None else (*record, trainee_id)

    return repeats.tell(judge_, record_of)


def _moment(judge_: Judge, row: Row, field: str, moment: object, day: date | None) -> datetime | None:
    """The moment that a cell and the row's day say together; None, and a fault, when there is no day."""
    if isinstance(moment, datetime):
        return moment
    if isinstance(moment, time) and day is not None:
        return datetime.combine(day, moment)
    what = "只有时刻，没有日期" if isinstance(moment, time) else "没有填写时间"
    judge_.fault(row, field, "moment", what, "请补上日期，例如 2020-03-16 08:30:00。")
    return None


def _within(judge_: Judge, row: Row, field: str, moment: datetime, span: Span) -> bool:
    if span.first <= moment <= span.last:
        return True
    early = moment < span.first
    what = f"{moment:%Y-%m-%d}早于开班日期{span.opened_on}" if early else f"{moment:%Y-%m-%d}晚于{span.until}"
    judge_.fault(row, field, "outside_class", what, "请核对日期，或确认选对了班级。")
    return False


@lru_cache(maxsize=10_000)
def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")


def _registration(judge_: Judge, row: Row, values: Values, span: Span) -> Record | None:
    _, _, login, registered_at, phone, verified, device, ip = values
    if registered_at is not None and not isinstance(registered_at, datetime):
        judge_.fault(row, "registered_at", "moment", "只有时刻，没有日期", "请补上日期。")
        return None
    if registered_at is not None and registered_at > span.last:
        judge_.remark(
            row, "registered_at", "late", f"注册时间{registered_at:%Y-%m-%d}晚于班级时间", "请核实。"
        )
    at = _text(registered_at) if registered_at else None
    return (login or "", at, phone or "", verified or "", device or "", ip or "")


def _sign_in(judge_: Judge, row: Row, values: Values, span: Span) -> Record | None:
    _, _, day, at, out_at, action, course, device, ip, _ = values
    moment = at if type(at) is datetime else _moment(judge_, row, "at", at, day)
    if moment is None or not (span.first <= moment <= span.last or _within(judge_, row, "at", moment, span)):
        return None
    left = None
    if out_at is not None:
        left = _moment(judge_, row, "out_at", out_at, moment.date())
        if left is None or not timedelta(0) <= left - moment <= LONGEST:
            judge_.fault(row, "out_at", "order", "签退早于签到，或相隔超过一天", "请核对两个时间。")
            return None
    return (
        _text(moment),
        action or "in",
        _text(left) if left else None,
        course or "",
        device or "",
        ip or "",
    )


def _session(judge_: Judge, row: Row, values: Values, span: Span) -> Record | None:
    _, _, day, start, end, length, course, device, ip, _ = values
    seconds = length if length is None or type(length) is int else _seconds(judge_, row, length, span)
    if length is not None and seconds is None:
        return None
    started = start if type(start) is datetime else _moment(judge_, row, "started_at", start, day)
    if started is None or not _within(judge_, row, "started_at", started, span):
        return None
    ended = _end(judge_, row, started, end, seconds)
    if ended is None:
        return None
    lasted = int((ended - started).total_seconds())
    if seconds is not None and seconds > lasted + SLACK:
        what = f"学习时长{seconds // 60}分钟，大于起止时间之差{lasted // 60}分钟，课时按起止时间计算"
        judge_.remark(row, "seconds", "longer_than_span", what, "请向平台核实计时方法。")
    return (_text(started), _text(ended), seconds, course or "", device or "", ip or "")


def _seconds(judge_: Judge, row: Row, lessons: Decimal, span: Span) -> int | None:
    """A length in class hours as seconds; None, and a fault, where no policy says how long a class hour is."""
    if span.class_hour is None:
        what = f"学习时长是{lessons:f}课时，但本地没有规定每课时多少分钟，换算不出时长"
        remedy = "请改填分钟数，并在标题中写明“分钟”；或先登记“每课时分钟数”及其依据。"
        judge_.fault(row, "seconds", "class_hour", what, remedy)
        return None
    return int(lessons * span.class_hour * 60)


def _end(judge_: Judge, row: Row, started: datetime, end: object, seconds: int | None) -> datetime | None:
    """When a session ended: as the row says, else after the length it says."""
    if end is None:
        if seconds is None:
            judge_.fault(row, "ended_at", "moment", "既没有结束时间，也没有学习时长", "请补上其中一项。")
            return None
        return started + timedelta(seconds=seconds)
    ended = _moment(judge_, row, "ended_at", end, started.date())
    if ended is not None and not timedelta(0) <= ended - started <= LONGEST:
        judge_.fault(row, "ended_at", "order", "结束早于开始，或相隔超过一天", "请核对两个时间。")
        return None
    return ended


def _test(judge_: Judge, row: Row, values: Values, span: Span) -> Record | None:
    _, _, title, taken_at, score, passed, _ = values
    moment = _moment(judge_, row, "taken_at", taken_at, None)
    if moment is None:
        return None
    if moment < span.first:
        _within(judge_, row, "taken_at", moment, span)
        return None
    kept = None if score is None else int(Decimal(score) * 100)
    return (title or "", _text(moment), kept, None if passed is None else passed == "yes")


def _interaction(judge_: Judge, row: Row, values: Values, span: Span) -> Record | None:
    _, _, day, at, form, course, content, _ = values
    moment = _moment(judge_, row, "at", at, day)
    if moment is None or not _within(judge_, row, "at", moment, span):
        return None
    return (_text(moment), form or "", course or "", content or "")


EXPORTS = {
    "registration": Export(LearningRegistration, ("trainee_id", "login"), _registration, "个账号", 4),
    "sign_in": Export(SignIn, ("trainee_id", "at", "action"), _sign_in, "条"),
    "sessions": Export(LearningSession, ("trainee_id", "started_at", "course"), _session, "段"),
    "tests": Export(LearningTest, ("trainee_id", "taken_at", "title"), _test, "次"),
    "interaction": Export(LearningInteraction, ("trainee_id", "at", "form", "content"), _interaction, "条"),
}
"""The kinds of exports; their columns stand in LEARNING under the same names."""

COLUMNS = LEARNING
