"""A new class entered into a large made-up county: three in ten of it known, every fifth line doubtful in some way."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from db.classes import Attendance, Certificate, TrainingClass
from db.filings import CourseItem, Filing, Trainee, Trainer
from db.registers import Person
from db.subsidies import Claim, ClaimLine
from desktop.practice.bulk import Rows, write_all
from desktop.practice.crowd import Somebody, somebody
from desktop.practice.lines import LAST_DAY
from desktop.workspace import SYSTEM, Workspace

FILING = 40_000_000
NEW_PEOPLE = 3_100_000
OPENED, APPLIED = date(2023, 10, 30), date(2023, 12, 29)
DAYS = tuple(OPENED + timedelta(days=day) for day in range(5))
OCCUPATION, LEVEL, STANDARD = "4-10-01-01", "5", 80_000
EVERY = 40
PHONE, ACCOUNT, OLD, LONG, CODED, STAFF, LATE_COMER, AWAY = 7, 17, 27, 37, 12, 20, 31, 3
"""Which of every forty lines is doubtful: by its phone, its account, its age, a long day, …"""


def enter_class(workspace: Workspace, size: int) -> None:
    """Enter a class of so many with its attendance, certificates and claim, which waits for a decision."""
    with workspace.desk(SYSTEM, datetime.combine(LAST_DAY, time(9))) as desk:
        connection = desk.session.connection()
        _case(connection, size)
        _lines(connection, size, _known(connection, size))


def _case(connection: Connection, size: int) -> None:
    first, last = DAYS[0].isoformat(), DAYS[-1].isoformat()
    filing = {
        "id": FILING,
        "uid": "new-class",
        "number": "备〔2023〕9999号",
        "state": "finished",
        "case_kind": "institution",
        "training_type": "employment_skills",
        "title": "千人班",
        "county": "999901",
        "channel": "online",
        "institution_id": 1,
        "phone": "0000-7799999",
        "occupation": OCCUPATION,
        "level": LEVEL,
        "planned_people": size,
        "starts_on": first,
        "ends_on": last,
        "site": "千人礼堂",
        "budget": 100,
        "filed_on": first,
    }
    held = {"id": FILING, "uid": "new-held", "number": "班〔2023〕9999号", "filing_id": FILING}
    claim = {
        "id": FILING,
        "uid": "new-claim",
        "number": "补〔2023〕9999号",
        "filing_id": FILING,
        "state": "submitted",
        "payee_kind": "institution",
        "applied_on": APPLIED.isoformat(),
        "policy_version": "演练",
    }
    one = {"filing_id": FILING, "position": 1, "title": "理论", "content": "skill", "part": "theory"}
    two = {**one, "position": 2, "title": "实操", "part": "practice", "mode": "offline", "hours": 250}
    tables = (
        (Filing, filing),
        (TrainingClass, {**held, "opened_on": first, "ended_on": last}),
        (CourseItem, {**one, "mode": "online_live", "hours": 150}),
        (CourseItem, two),
        (Trainer, {"filing_id": FILING, "position": 1, "name": "千人班教师", "title": "讲师"}),
        (Claim, claim),
    )
    for model, values in tables:
        rows = Rows(connection, model, *values)
        rows.add(*values.values())
        rows.write()


def _known(connection: Connection, size: int) -> tuple[list[int], list[int]]:
    """Give persons from all over the rosters: some who were out of work before, some who are somebody's staff."""
    every = connection.exec_driver_sql(
        "SELECT DISTINCT t.person_id, t.groups = 'employee' FROM trainee AS t WHERE t.person_id < 3000000"
    ).all()
    out_of_work = sorted({person for person, staff in every} - {person for person, staff in every if staff})
    employed = sorted(person for person, staff in every if staff)
    return out_of_work[:: max(1, len(out_of_work) // size)], employed[:: max(1, len(employed) // size)]


def _lines(connection: Connection, size: int, known: tuple[list[int], list[int]]) -> None:
    def rows(model: type, *names: str) -> Rows:
        return Rows(connection, model, *names)

    person = rows(
        Person, "id", "uid", "id_number", "name", "sex", "born", "phone", "address", "bank", "account"
    )
    trainee = rows(Trainee, "id", "uid", "filing_id", "person_id", "source", "position", "groups")
    attended = rows(Attendance, "trainee_id", "day", "state", "online_hours", "offline_hours")
    certified = rows(Certificate, "id", "uid", "trainee_id", "type", "number", "level", "issued_on", "issuer")
    line = rows(
        ClaimLine,
        *("id", "uid", "claim_id", "trainee_id", "person_id", "scheme", "state", "occupation", "level"),
        *("asked", "amount", "findings"),
    )
    first = connection.exec_driver_sql("SELECT max(id) + 1 FROM trainee").scalar_one()
    for at in range(size):
        key, kind, who = first + at, at % EVERY, NEW_PEOPLE + at
        if kind == STAFF:
            who = known[1][at]
        elif at % 10 in (0, 5, 8):
            who = known[0][at]
        else:
            person.add(*_new(who, kind, at))
        trainee.add(key, f"new-t-{key}", FILING, who, f"花名册!{at + 2}", at + 1, "unemployed")
        for number, day in enumerate(DAYS[:3] if kind == AWAY else DAYS):
            state = "late" if (at + number) % 23 == 0 else "present"
            attended.add(key, day.isoformat(), state, 30, 60 if kind == LONG else 50)
        coded = f"S00009990000023{4 if kind == CODED else LEVEL}{at:06d}"
        issued = DAYS[-1] + timedelta(days=-1 if kind == LATE_COMER else 9)
        certified.add(
            key, f"new-k-{key}", key, "skill_level", coded, LEVEL, issued.isoformat(), "千人评价中心"
        )
        line.add(
            *(key + 50_000_000, f"new-l-{key}", FILING, key, who, "training", "proposed"),
            *(OCCUPATION, LEVEL, STANDARD, STANDARD, "[]"),
        )
    write_all((person, trainee, attended, certified, line))


def _new(number: int, kind: int, at: int) -> tuple[object, ...]:
    """Give the row of a person never seen before, with what is doubtful about a line of this kind."""
    one: Somebody = somebody(number)
    other = somebody(at * 41 + 1)
    return (
        *(number, f"new-p-{number}", one.id_number, one.name, one.sex),
        (date(1950, 1, 1) if kind == OLD else one.born).isoformat(),
        other.phone if kind == PHONE else one.phone,
        *(one.address, "演练县农村商业银行", other.account if kind == ACCOUNT else one.account),
    )
