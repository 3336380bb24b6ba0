"""What stands on the papers of a class (J8, J16): sign-in sheets, the record of a check, the request for assessment."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import select

from db.classes import Attendance
from db.filings import Trainee
from db.learning import SignIn
from desktop import classes, filings
from desktop.classes.attendance import title_of_state
from desktop.classes.questions import PRESENT
from desktop.codes import title
from desktop.forms import assessment as assessment_form
from desktop.forms import inspection as inspection_form
from desktop.forms import sign_in as sign_in_form
from desktop.forms.facts import hours
from desktop.pages import PageQuery
from desktop.papers.filing import certificate
from desktop.papers.rosters import enrolled
from desktop.problems import Refused
from desktop.workspace import Desk

EVERY_LINE = PageQuery(limit=1_000_000)
NOON = time(12)
LICENSED = {"hazardous": "operation"}
"""Training that ends with another certificate than its level says, and the certificate."""


def sign_in(desk: Desk, class_id: int) -> sign_in_form.Facts:
    """Return a blank sign-in sheet (签到表) with everybody of the class, the day to be written in."""
    sheet = classes.sheet(desk, class_id)
    people = tuple(sign_in_form.Presence(person.name) for _, person in enrolled(desk, sheet.filing_id))
    return sign_in_form.Facts(
        desk.workspace.bureau, sheet.number, sheet.title, (sign_in_form.Day(None, people),)
    )


def attendance(desk: Desk, class_id: int) -> sign_in_form.Facts:
    """Return the sign-in sheets of every day for which the class has attendance, filled as it is recorded.

    Mornings and afternoons show the first signing in that the platform recorded, where there is one.
    """
    sheet = classes.sheet(desk, class_id)
    roster = enrolled(desk, sheet.filing_id)
    by_day = _attended(desk, sheet.filing_id)
    if not by_day:
        raise Refused("本班还没有考勤记录，没有可打印的签到记录。", "请先导入考勤，或打印空白签到表。")
    signed = _signed(desk, sheet.filing_id)
    held = tuple(
        sign_in_form.Day(
            on=day,
            people=tuple(
                _presence(person.name, rows.get(trainee.id), signed.get((trainee.id, day), []))
                for trainee, person in roster
            ),
            present=sum(row.state in PRESENT for row in rows.values()),
        )
        for day, rows in sorted(by_day.items())
    )
    return sign_in_form.Facts(desk.workspace.bureau, sheet.number, sheet.title, held)


def _attended(desk: Desk, filing_id: int) -> Mapping[date, Mapping[int, Attendance]]:
    chosen = (
        select(Attendance)
        .join(Trainee, Trainee.id == Attendance.trainee_id)
        .where(Trainee.filing_id == filing_id)
    )
    found: dict[date, dict[int, Attendance]] = defaultdict(dict)
    for row in desk.session.scalars(chosen):
        found[row.day][row.trainee_id] = row
    return found


def _signed(desk: Desk, filing_id: int) -> Mapping[tuple[int, date], list[datetime]]:
    chosen = (
        select(SignIn.trainee_id, SignIn.at)
        .join(Trainee, Trainee.id == SignIn.trainee_id)
        .where(Trainee.filing_id == filing_id)
        .order_by(SignIn.at)
    )
    found: dict[tuple[int, date], list[datetime]] = defaultdict(list)
    for trainee_id, at in desk.session.execute(chosen):
        found[trainee_id, at.date()].append(at)
    return found


def _presence(name: str, row: Attendance | None, times: list[datetime]) -> sign_in_form.Presence:
    first = {at.time() >= NOON: at for at in reversed(times)}
    morning, afternoon = (f"{first[half]:%H:%M}" if half in first else "" for half in (False, True))
    if row is None:
        return sign_in_form.Presence(name, morning, afternoon, "无考勤记录")
    held = [(row.online_hours, "线上"), (row.offline_hours, "线下")]
    return sign_in_form.Presence(
        name,
        morning,
        afternoon,
        note="、".join(f"{where}{hours(count)}" for count, where in held if count),
        state=title_of_state(row.state),
        hours=hours(row.online_hours + row.offline_hours) if row.state in PRESENT else "",
    )


def inspection(desk: Desk, class_id: int) -> inspection_form.Facts:
    """Return a blank record of a check (检查记录表) of a class, with what is always looked at."""
    sheet = classes.sheet(desk, class_id)
    filing = filings.sheet(desk, sheet.filing_id)
    return inspection_form.Facts(
        bureau=desk.workspace.bureau,
        number="",
        class_number=sheet.number,
        class_title=sheet.title,
        organiser=sheet.holder,
        checked_on=None,
        place="；".join(filter(None, (filing.platform, filing.site))),
        way="",
        due=sheet.people,
        present=None,
        items=tuple(inspection_form.Item(text) for text in inspection_form.WORDING.say("items").split("；")),
    )


def assessment(desk: Desk, class_id: int) -> assessment_form.Facts:
    """Return the request for assessment (考核申请表) of a class; whom it goes to and when is written in by hand."""
    sheet = classes.sheet(desk, class_id)
    filing = filings.sheet(desk, sheet.filing_id)
    shares = {row.id: row.share for row in classes.trainees(desk, class_id, EVERY_LINE).rows}
    licensed = LICENSED.get(filing.training_type)
    return assessment_form.Facts(
        body="",
        number=sheet.number,
        applicant=sheet.holder,
        contact=filing.contact,
        phone=filing.phone,
        class_number=sheet.number,
        class_title=sheet.title,
        occupation=sheet.occupation_title,
        level=sheet.level_title,
        certificate=title("certificate_types", licensed) if licensed else certificate(filing.level),
        opened_on=sheet.opened_on,
        ended_on=sheet.ended_on or sheet.planned_end,
        total_hours=filing.hours,
        wanted_on=None,
        place="",
        candidates=tuple(
            assessment_form.Candidate(
                person.name, person.id_number, _percent(shares.get(trainee.id, Decimal(0)))
            )
            for trainee, person in enrolled(desk, sheet.filing_id)
        ),
        bureau=desk.workspace.bureau,
    )


def _percent(share: Decimal) -> str:
    """Give a share as a whole percentage, never rounded up and never above 100."""
    return f"{min(int(share * 100), 100)}%"
