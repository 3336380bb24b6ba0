"""Doubts that rest on imported files: what a platform recorded, and a file used for two classes or two people."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import new_uid
from db.batches import ImportBatch
from db.filings import EvidenceFile, EvidenceUse, Trainee
from db.learning import LearningSession, SignIn
from desktop import attachments, classes, doubts, filings
from desktop.workspace import Desk
from tests import builders
from tests.builders import County, entry, file_case, trainee

CROWD = tuple(trainee(number, f"学员{chr(0x4E00 + number)}") for number in range(60, 72))
OPENED = date(2023, 10, 23)


@pytest.fixture
def county():
    with builders.stage("empty") as made:
        yield made


def at_clock(hour: int, minute: int) -> datetime:
    """Return a moment of the first day of the class."""
    return datetime.combine(OPENED, time(hour, minute))


def batch(desk: Desk, filing_id: int, kind: str = "sign_in", digest: str = "0" * 64) -> int:
    row = ImportBatch(
        uid=new_uid(),
        kind=kind,
        state="taken",
        filing_id=filing_id,
        subject_kind="filing",
        subject_id=filing_id,
        file_name="导出.xlsx",
        digest=digest,
        sheet="签到",
        mapping=[],
        mended=[],
        taken_on=OPENED,
        account_id=desk.clerk.id,
        problems=[],
        undone_on=None,
        undone_by=None,
    )
    desk.session.add(row)
    desk.session.flush()
    return row.id


def line_ids(desk: Desk, filing_id: int) -> list[int]:
    return [row.id for row in filings.trainees(desk, filing_id, builders.ALL).rows]


def found(county: County, filing_id: int) -> dict[str, str]:
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
    with county.reading() as desk:
        rows = doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id).rows
        return {doubts.sheet(desk, row.id).variant: row.sentence for row in rows}


def sign_in(desk: Desk, filing_id: int, moments, device=lambda at: "", ip=lambda at: ""):
    held = batch(desk, filing_id)
    desk.session.add_all(
        SignIn(
            trainee_id=line,
            batch_id=held,
            row=at,
            at=moment,
            action="in",
            out_at=None,
            device=device(at),
            ip=ip(at),
        )
        for at, line in enumerate(line_ids(desk, filing_id))
        for moment in moments(at)
    )


def test_ordinary_sign_ins_raise_nothing(county: County):
    filing_id = file_case(county, CROWD, entry(county, CROWD))
    with county.desk("jingban") as desk:
        sign_in(
            desk,
            filing_id,
            lambda at: [at_clock(8, 30 + at) + timedelta(seconds=at * at % 60)],
            lambda at: f"设备{at}",
            lambda at: "10.0.0.1",
        )
    assert found(county, filing_id) == {}


def test_half_a_class_in_one_minute(county: County):
    filing_id = file_case(county, CROWD, entry(county, CROWD))
    with county.desk("jingban") as desk:
        sign_in(desk, filing_id, lambda at: [at_clock(8, 30) + timedelta(seconds=at * at % 60)])
    assert set(found(county, filing_id)) == {"R7.same_minute"}


def test_three_people_by_one_device_at_one_address(county: County):
    filing_id = file_case(county, CROWD, entry(county, CROWD))
    with county.desk("jingban") as desk:
        sign_in(
            desk,
            filing_id,
            lambda at: [at_clock(8, 3 * at) + timedelta(seconds=at * at % 60)],
            lambda at: "A1B2" if at < 3 else f"设备{at}",
            lambda at: "10.0.0.1",
        )
    hits = found(county, filing_id)
    assert set(hits) == {"R7.one_device"}
    assert "3人" in hits["R7.one_device"]


@pytest.mark.parametrize(
    ("gap", "doubted"), [(lambda at: 45 * at, True), (lambda at: 45 * at + at % 2, False)]
)
def test_a_class_that_signs_in_like_clockwork(county: County, gap, doubted: bool):
    filing_id = file_case(county, CROWD, entry(county, CROWD))
    with county.desk("jingban") as desk:
        sign_in(desk, filing_id, lambda at: [at_clock(8, 30) + timedelta(seconds=gap(at))])
    hits = found(county, filing_id)
    assert ("R7.even" in hits) is doubted
    if doubted:
        assert f"{OPENED}有12人依次签到，前后两人都正好相隔45秒" in hits["R7.even"]
        assert "核查标准：10人以上" in hits["R7.even"]


@pytest.mark.parametrize(("days", "doubted"), [((5, 6, 7), True), ((4, 5, 6), False)])
def test_signing_in_on_days_without_class(county: County, days: tuple[int, ...], doubted: bool):
    filing_id = file_case(county)
    builders.approve(county, filing_id)
    builders.hold(county, filing_id)
    with county.desk("jingban") as desk:
        sign_in(
            desk,
            filing_id,
            lambda at: [at_clock(9, 7) + timedelta(days=each) for each in days] if at == 0 else [],
        )
    hits = found(county, filing_id)
    assert ("R7.off_day" in hits) is doubted
    if doubted:
        assert (
            f"有3天在平台签到，而全班考勤这些天都没有课（最早{OPENED + timedelta(days=5)}）"
            in hits["R7.off_day"]
        )


def test_what_nobody_records_is_said_to_be_unchecked(county: County):
    filing_id = file_case(county)
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
        says = {each.code: each.says for each in doubts.case_sheet(desk, "filing", filing_id).flags}
    assert "每次课的起止时刻" in says["R7"]
    for fact in ("实际授课的教师", "实际地点", "课程表"):
        assert fact in says["R12"]
    assert says["R12"].count("未能核查") >= 3


def test_signing_in_night_after_night(county: County):
    filing_id = file_case(county, CROWD, entry(county, CROWD))
    with county.desk("jingban") as desk:
        sign_in(
            desk,
            filing_id,
            lambda at: [at_clock(3, at) + timedelta(days=night) for night in range(3)] if at == 0 else [],
        )
    assert set(found(county, filing_id)) == {"R7.night"}


@pytest.mark.parametrize("minutes, thin", [(89, True), (90, False)])
def test_a_platform_counts_fewer_minutes_than_the_hours_entered(county: County, minutes: int, thin: bool):
    filing_id = file_case(county)
    builders.approve(county, filing_id)
    class_people = builders.PEOPLE
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, filing_id)
        class_id = filings.sheet(desk, filing_id).class_id
    with county.desk("jingban", county.days.ended) as desk:
        classes.take_attendance(desk, class_id, builders.attendance(class_people, county.days.opened))
        held = batch(desk, filing_id, "sessions")
        started = at_clock(9, 0)
        desk.session.add_all(
            LearningSession(
                trainee_id=line,
                batch_id=held,
                row=day,
                started_at=started + timedelta(days=day),
                ended_at=started + timedelta(days=day, minutes=minutes),
                seconds=None,
            )
            for line in line_ids(desk, filing_id)[:1]
            for day in range(5)
        )
    assert ("R7.thin" in found(county, filing_id)) is thin


def test_one_workbook_for_two_classes_and_one_photo_for_two_people(county: County):
    first = file_case(county)
    second = file_case(
        county,
        CROWD,
        entry(county, CROWD, title="第二班", starts_on=county.days.paid, ends_on=county.days.paid),
    )
    with county.desk("jingban") as desk:
        for filing_id in (first, second):
            batch(desk, filing_id, "attendance", "a" * 64)
        desk.session.add(EvidenceFile(digest="b" * 64, name="签到照片.jpg", size=9, kept_on=OPENED))
        desk.session.flush()
        people = desk.session.scalars(select(Trainee.person_id).where(Trainee.filing_id == first).limit(2))
        desk.session.add_all(
            EvidenceUse(
                digest="b" * 64,
                case_kind="filing",
                case_id=first,
                person_id=person,
                material=None,
                name="签到照片.jpg",
                added_on=OPENED,
                added_by=desk.clerk.id,
            )
            for person in people
        )
    hits = found(county, first)
    assert set(hits) == {"R8.same_workbook", "R8.same_photo"}
    assert "另一个人" in hits["R8.same_photo"]
    assert set(found(county, second)) == {"R8.same_workbook"}


def test_one_photo_for_two_days_of_one_class(county: County, tmp_path: Path) -> None:
    filing_id = file_case(county)
    monday, tuesday = tmp_path / "周一签到.png", tmp_path / "周二签到.png"
    with county.desk("jingban") as desk:
        for photo in (monday, tuesday):
            photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
            attachments.attach(desk, "filing", filing_id, [photo])
    assert "同时用于另一份佐证“周" in found(county, filing_id)["R8.same_photo"]
