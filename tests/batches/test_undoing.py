"""What rests on a batch is named and keeps it; what does not, never does: decisions, evidence, later workbooks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop import attachments, batches, classes, filings, imports, intake
from desktop.batches import Taken
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, Trainee, entry, receive_all, roster, table

FIRST, SECOND, THIRD, FOURTH = PEOPLE
REASON = "单位出具了情况说明，核实无误"
STUDIED = ("姓名", "身份证号", "学习开始时间", "学习结束时间", "课程名称")
ATTENDED = ("姓名", "身份证号", "日期", "线下课时")
EARNED = ("姓名", "身份证号", "证书类型", "证书编号", "发证日期", "证书等级")


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, entry(made, PEOPLE, items=builders.plan(20, 20)))
        yield made


@pytest.fixture
def held() -> Iterator[County]:
    with builders.stage("approved") as made:
        with made.desk("jingban", made.days.opened) as desk:
            classes.open_class(desk, made.ids["filing"])
            made.ids["class"] = filings.sheet(desk, made.ids["filing"]).class_id or 0
        yield made


def file_(county: County, *people: Trainee, name: str = "名单.csv", **how: bool) -> Taken:
    with county.desk("jingban") as desk:
        return filings.file_roster(desk, county.ids["filing"], roster(people, name=name), **how)


def rests(county: County, taken: Taken) -> tuple[str, ...]:
    with county.reading(day=county.days.ended) as desk:
        return imports.rests(desk, taken.batch_id)


def accept_the_first(county: County) -> str:
    """A reviewer accepts the first finding in principle; returns its title."""
    with county.desk("fuhe") as desk:
        soft = filings.finding_lines(desk, "filing", county.ids["filing"])
        found = next(each for each in soft if each.strength == "principle")
        filings.accept_finding(desk, found.id, REASON)
        return found.title


def reasons(county: County) -> list[str]:
    with county.reading() as desk:
        return [each.accepted_reason for each in filings.sheet(desk, county.ids["filing"]).findings]


def test_what_was_decided_while_a_roster_stood_keeps_it(county: County) -> None:
    taken = file_(county, FIRST, SECOND, THIRD)
    with county.desk("jingban") as desk:
        receive_all(desk, "filing", county.ids["filing"])
        filings.accept(desk, county.ids["filing"])
    title = accept_the_first(county)
    with county.desk("jingban") as desk:
        number = filings.ask_correction(desk, county.ids["filing"], ["请补充"])
    told = rests(county, taken)
    assert told[0] == f"补正告知书{number}是对着这份花名册发出的"
    assert told[1].endswith(f"对本件的“{title}”说明理由通过")
    with pytest.raises(Refused, match=r"补正告知书.*说明理由通过"), county.desk("jingban") as desk:
        imports.undo(desk, taken.batch_id)
    assert REASON in reasons(county)
    with county.reading() as desk:
        assert filings.sheet(desk, county.ids["filing"]).people == 3


def test_a_roster_that_came_after_the_decisions_is_taken_back_and_they_stay(county: County) -> None:
    file_(county, FIRST, SECOND, THIRD)
    with county.desk("jingban") as desk:
        receive_all(desk, "filing", county.ids["filing"])
        filings.accept(desk, county.ids["filing"])
    accept_the_first(county)
    with county.desk("jingban") as desk:
        filings.ask_correction(desk, county.ids["filing"], ["请补充"])
    before = reasons(county)
    assert REASON in before
    again = file_(county, FIRST, SECOND, THIRD, FOURTH, name="补正.csv")
    assert rests(county, again) == ()
    with county.desk("jingban") as desk:
        imports.undo(desk, again.batch_id)
    assert reasons(county) == before


def test_what_was_accepted_after_the_corrected_roster_keeps_that_one(county: County) -> None:
    file_(county, FIRST, SECOND, THIRD)
    with county.desk("jingban") as desk:
        receive_all(desk, "filing", county.ids["filing"])
        filings.accept(desk, county.ids["filing"])
        filings.ask_correction(desk, county.ids["filing"], ["请补充"])
    again = file_(county, FIRST, SECOND, THIRD, FOURTH, name="补正.csv")
    title = accept_the_first(county)
    assert len(rests(county, again)) == 1
    assert title in rests(county, again)[0]


def test_evidence_of_somebody_on_a_roster_keeps_it_until_it_is_taken_off(
    county: County, tmp_path: Path
) -> None:
    taken = file_(county, FIRST, SECOND)
    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    with county.desk("jingban") as desk:
        person = attachments.on_roster(desk, "filing", county.ids["filing"], FIRST.name)
        attachments.attach(
            desk, "filing", county.ids["filing"], [tmp_path / "照片.png"], person_id=person, note="身份证"
        )
    assert rests(county, taken) == (f"{FIRST.name}名下已收存佐证1份（“照片.png”），须先移除",)
    with pytest.raises(Refused, match="须先移除"), county.desk("jingban") as desk:
        imports.undo(desk, taken.batch_id)
    with county.desk("jingban") as desk:
        [file] = attachments.files_of(desk, "filing", county.ids["filing"])
        attachments.detach(desk, file.id, "收错了人")
        imports.undo(desk, taken.batch_id)
        assert filings.sheet(desk, county.ids["filing"]).people == 0


def test_evidence_of_others_does_not_keep_a_later_roster(county: County, tmp_path: Path) -> None:
    file_(county, FIRST, SECOND)
    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    with county.desk("jingban") as desk:
        person = attachments.on_roster(desk, "filing", county.ids["filing"], FIRST.name)
        attachments.attach(desk, "filing", county.ids["filing"], [tmp_path / "照片.png"], person_id=person)
    again = file_(county, FIRST, SECOND, THIRD, name="二.csv")
    assert rests(county, again) == ()


def test_a_roster_that_added_others_only_does_not_keep_the_one_before(county: County) -> None:
    one = file_(county, FIRST, SECOND)
    two = file_(county, THIRD, name="增补.csv", partial=True)
    assert rests(county, one) == ()
    with county.desk("jingban") as desk:
        imports.undo(desk, one.batch_id)
        left = filings.trainees(desk, county.ids["filing"], builders.ALL).rows
        assert [each.name for each in left] == [THIRD.name]
        assert imports.rests(desk, two.batch_id) == ()


def test_who_was_taken_off_and_came_again_keeps_the_roster_that_took_him_off(county: County) -> None:
    file_(county, FIRST, SECOND)
    without = file_(county, FIRST, name="二.csv")
    again = file_(county, SECOND, name="增补.csv", partial=True)
    assert "“增补.csv”" in rests(county, without)[0]
    with county.desk("jingban") as desk:
        imports.undo(desk, again.batch_id)
        imports.undo(desk, without.batch_id)
        left = filings.trainees(desk, county.ids["filing"], builders.ALL).rows
        assert {each.name for each in left} == {FIRST.name, SECOND.name}


def test_the_last_on_a_roster_comes_back_though_others_were_added_since(county: County) -> None:
    file_(county, FIRST, SECOND)
    without = file_(county, FIRST, name="二.csv")
    file_(county, THIRD, name="增补.csv", partial=True)
    assert rests(county, without) == ()
    with county.desk("jingban") as desk:
        imports.undo(desk, without.batch_id)
        left = filings.trainees(desk, county.ids["filing"], builders.ALL).rows
        assert {each.name for each in left} == {FIRST.name, SECOND.name, THIRD.name}


def test_an_import_that_is_stopped_leaves_no_source_behind(county: County) -> None:
    file_(county, FIRST)
    folder = county.workspace.folder / "evidence"
    before = [each for each in folder.rglob("*") if each.is_file()]

    def stop(done: int, _total: int) -> None:
        if done:
            raise Refused("已取消。", "")

    with pytest.raises(Refused, match="已取消"), county.desk("jingban") as desk:
        desk.pace.listener = stop
        filings.file_roster(desk, county.ids["filing"], roster(PEOPLE, name="取消.csv"))
    assert [each for each in folder.rglob("*") if each.is_file()] == before


def studied(of: Trainee, start: str, end: str, day: int = 23) -> tuple[str, ...]:
    return (of.name, of.id_number, f"2023-10-{day} {start}", f"2023-10-{day} {end}", "甲")


def study(county: County, name: str, *rows: tuple[str, ...]) -> Taken:
    reading = intake.read(table(name, STUDIED, rows), classes.LEARNING["sessions"], day=county.days.ended)
    with county.desk("jingban", county.days.ended) as desk:
        return classes.take_learning(desk, county.ids["class"], "sessions", reading)


def test_sessions_of_others_do_not_keep_an_export(held: County) -> None:
    one = study(held, "一.csv", studied(FIRST, "08:00", "10:00"))
    two = study(held, "二.csv", studied(SECOND, "08:00", "10:00"), studied(FIRST, "20:00", "21:00", 24))
    three = study(held, "三.csv", studied(FIRST, "08:00", "10:00"), studied(THIRD, "08:00", "09:00"))
    assert [("“三.csv”" in each, "“二.csv”" in each) for each in rests(held, one)] == [(True, False)]
    assert rests(held, two) == ()
    with held.desk("jingban", held.days.ended) as desk:
        imports.undo(desk, two.batch_id)
        imports.undo(desk, three.batch_id)
        imports.undo(desk, one.batch_id)
        assert desk.session.scalar(text("SELECT count(*) FROM learning_session")) == 0


def test_a_record_whose_number_was_free_for_a_moment_comes_back_as_itself(held: County) -> None:
    one = study(held, "一.csv", studied(FIRST, "08:00", "10:00"))
    two = study(held, "二.csv", studied(SECOND, "08:00", "10:00"))
    with held.desk("jingban", held.days.ended) as desk:
        imports.undo(desk, two.batch_id)
    three = study(held, "三.csv", studied(THIRD, "08:00", "10:00"))
    with held.desk("jingban", held.days.ended) as desk:
        imports.undo(desk, one.batch_id)
        [(number, batch)] = desk.session.execute(text("SELECT id, batch_id FROM learning_session")).all()
        assert (number, batch) == (3, three.batch_id), "a number is never given twice"


def test_days_of_others_do_not_keep_an_attendance_list(held: County) -> None:
    def take(name: str, *rows: tuple[str, ...]) -> Taken:
        reading = intake.read(table(name, ATTENDED, rows), classes.ATTENDANCE, day=held.days.ended)
        with held.desk("jingban", held.days.ended) as desk:
            return classes.take_attendance(desk, held.ids["class"], reading)

    one = take("一.csv", (FIRST.name, FIRST.id_number, "2023-10-23", "8"))
    two = take("二.csv", (SECOND.name, SECOND.id_number, "2023-10-23", "8"))
    assert rests(held, one) == () == rests(held, two)
    three = take("三.csv", (FIRST.name, FIRST.id_number, "2023-10-23", "4"))
    four = take(
        "四.csv",
        (SECOND.name, SECOND.id_number, "2023-10-23", "8"),
        (THIRD.name, THIRD.id_number, "2023-10-23", "8"),
    )
    assert [("“三.csv”" in each, "“四.csv”" in each) for each in rests(held, one)] == [(True, False)]
    assert [("“三.csv”" in each, "“四.csv”" in each) for each in rests(held, two)] == [(False, True)]
    assert rests(held, three) == () == rests(held, four)


def test_a_number_that_went_to_somebody_else_keeps_the_list_that_freed_it(held: County) -> None:
    def take(name: str, *rows: tuple[Trainee, int]) -> Taken:
        lines = [
            (of.name, of.id_number, "职业技能等级证书", f"S000099999901235{number:06d}", "2023-10-28", "初级")
            for of, number in rows
        ]
        reading = intake.read(table(name, EARNED, lines), classes.CERTIFICATES, day=date(2023, 10, 30))
        with held.desk("jingban", held.days.applied) as desk:
            return classes.take_certificates(desk, held.ids["class"], reading)

    take("一.csv", (FIRST, 1), (SECOND, 2))
    freed = take("二.csv", (FIRST, 9))
    other = take("三.csv", (THIRD, 3))
    assert rests(held, freed) == ()
    given = take("四.csv", (FOURTH, 1))
    assert "“四.csv”" in rests(held, freed)[0]
    with held.desk("jingban", held.days.applied) as desk:
        imports.undo(desk, given.batch_id)
        imports.undo(desk, freed.batch_id)
        numbers = dict(
            desk.session.execute(text("SELECT trainee_id, substr(number, -1) FROM certificate")).all()
        )
        assert sorted(numbers.values()) == ["1", "2", "3"]
        assert batches.sheet(desk, other.batch_id).line.state == batches.TAKEN
