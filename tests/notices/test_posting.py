"""A notice leaves evidence that it was up, is taken down in time, and ends in a statement; nothing personal leaves."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from db.audit import Sequence
from db.registers import Person
from desktop import audit, issuing, leaks, notices, papers, pdf
from desktop.notices.posting import SHOWS
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workbench import Task, workbench
from desktop.workspace import Desk
from tests.builders import stage

ALL = PageQuery(limit=1000)


def photo(folder: Path, content: bytes = b"a picture of the wall") -> Path:
    path = folder / "公示栏.jpg"
    path.write_bytes(content)
    return path


def waiting(desk: Desk) -> list[Task]:
    bench = workbench(desk)
    tasks = (*bench.overdue, *bench.today, *bench.mine, *bench.others)
    return [task for task in tasks if task.step == "撤下公示名单"]


def test_evidence_is_kept_with_its_day_and_shown_on_the_notice(tmp_path: Path) -> None:
    with stage("posted") as county:
        notice, day = county.ids["notice"], county.days.posted
        with county.desk("jingban", day) as desk:
            notices.keep_evidence(desk, notice, "posted", photo(tmp_path), note="政务大厅公示栏")
        with county.reading(day=day) as desk:
            (line,) = notices.sheet(desk, notice).evidence
            assert (line.shows_title, line.file_name, line.day, line.note) == (
                SHOWS["posted"],
                "公示栏.jpg",
                day,
                "政务大厅公示栏",
            )
            assert audit.faults(desk.session) == []
        for bad in (day - timedelta(days=1), day + timedelta(days=1)):
            with pytest.raises(Refused, match="凭证日期"), county.desk("jingban", day) as desk:
                notices.keep_evidence(desk, notice, "posted", photo(tmp_path), bad)
        with pytest.raises(Refused, match="没有选择"), county.desk("jingban", day) as desk:
            notices.keep_evidence(desk, notice, "seen", photo(tmp_path))
        with pytest.raises(Refused, match="岗位"), county.desk("caiwu", day) as desk:
            notices.keep_evidence(desk, notice, "posted", photo(tmp_path))


def test_a_list_is_called_down_when_its_days_are_over(tmp_path: Path) -> None:
    with stage("posted") as county, county.reading(day=county.days.posted) as desk:
        assert waiting(desk) == []
        with pytest.raises(Refused, match="还没有结束"):
            notices.take_down(desk, county.ids["notice"])
    with stage("closed") as county:
        notice, day = county.ids["notice"], county.days.closed
        with county.reading(day=day) as desk:
            (task,) = waiting(desk)
            assert task.case_id == notice
            assert task.due_on == notices.due_down(desk, county.days.ends)
        with county.reading(day=day + timedelta(days=30)) as desk:
            assert waiting(desk)[0] in workbench(desk).overdue
        with pytest.raises(Refused, match="撤下日期"), county.desk("jingban", day) as desk:
            notices.take_down(desk, notice, county.days.ends)
        with county.desk("jingban", day) as desk:
            notices.take_down(desk, notice)
            notices.keep_evidence(desk, notice, "taken_down", photo(tmp_path))
        with county.reading(day=day) as desk:
            assert waiting(desk) == []
            assert notices.sheet(desk, notice).taken_down_on == day
        with pytest.raises(Refused, match=f"已于{day}撤下"), county.desk("jingban", day) as desk:
            notices.take_down(desk, notice)


def test_a_day_the_calendar_does_not_know_is_asked_for() -> None:
    with (
        stage("posted") as county,
        county.reading() as desk,
        pytest.raises(Refused, match="没有2099年的放假安排"),
    ):
        notices.due_down(desk, date(2099, 5, 8))


def test_the_public_list_has_only_what_may_be_public(tmp_path: Path) -> None:
    with stage("posted") as county, county.reading(day=county.days.posted) as desk:
        notice = county.ids["notice"]
        path = notices.list_workbook(desk, notice, tmp_path / "名单.xlsx")
        people = desk.session.scalars(select(Person)).all()
        cells = [str(cell) for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row]
        text = "\n".join(cells)
        assert people[0].name in text
        for one in people:
            assert one.id_number not in text
            assert not one.phone or one.phone not in text
            assert not one.account or one.account not in text
        assert leaks.scan(path.read_bytes(), notices.withheld(desk, notice)) == ()
        headings = [cell for cell in cells if cell in {"序号", "姓名", "身份证号码", "金额（元）"}]
        assert len(headings) == 4


def test_a_list_that_would_tell_too_much_goes_nowhere(tmp_path: Path) -> None:
    with stage("posted") as county:
        notice, day = county.ids["notice"], county.days.posted
        with county.desk("jingban", day) as desk:
            line = notices.public_lines(desk, notice, ALL).rows[0]
            person = desk.session.scalars(select(Person).where(Person.name == line.name)).first()
            person.name = f"{person.name}低保"
        target = tmp_path / "名单.xlsx"
        with county.desk("jingban", day) as desk:
            with pytest.raises(Refused, match="困难或残疾类别"):
                notices.list_workbook(desk, notice, target)
            with pytest.raises(Refused, match="困难或残疾类别"):
                papers.notice(desk, notice)
            with pytest.raises(Refused, match="困难或残疾类别"):
                issuing.issue(desk, "notice", notice)
        assert not target.exists()
        with county.reading(day=day) as desk:
            assert issuing.of_case(desk, "notice", notice) == ()
            assert desk.session.get(Sequence, ("印", day.year)) is None


def test_the_closing_statement_says_how_it_ended() -> None:
    with stage("closed") as county:
        notice, day = county.ids["notice"], county.days.closed
        with county.desk("jingban", day) as desk:
            sheet = notices.sheet(desk, notice)
            said = pdf.read(issuing.issue(desk, "notice_report", notice).content).text
        assert sheet.number in said
        assert f"{sheet.payable:,.2f}" in said
        assert "公示期内未收到异议" in said
    with (
        stage("posted") as county,
        pytest.raises(Refused),
        county.desk("jingban", county.days.posted) as desk,
    ):
        issuing.issue(desk, "notice_report", county.ids["notice"])
