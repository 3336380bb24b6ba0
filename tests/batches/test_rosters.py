"""Rosters as batches: counts that add up, the source kept, compared before they go in, taken back whole."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop import batches, evidence, filings, imports, intake, registers
from desktop.batches import Subject
from desktop.filings import ROSTER
from desktop.intake import Reading
from desktop.problems import Refused, Unreadable
from desktop.workspace import Desk
from tests import builders
from tests.builders import PEOPLE, County, Trainee, roster, table, trainee

HEADINGS = ("姓名", "身份证号", "人员类别", "联系电话", "开户银行", "银行账号")
Line = tuple[str, str, str, str, str, str]


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
            filings.recheck(desk, made.ids["filing"])
        yield made


def line(one: Trainee, phone: str = "13800000001", group: str = "", number: str = "") -> Line:
    return (one.name, number or one.id_number, group or one.group, phone, one.bank, one.account)


def read(*lines: Line, name: str = "名单.csv", day: date = date(2023, 10, 16)) -> Reading:
    return intake.read(table(name, HEADINGS, lines), ROSTER, day=day)


def everything(desk: Desk) -> dict[str, list[str]]:
    """What the store holds of people and findings, apart from the order in which findings were written."""
    tables = {
        "person": "SELECT * FROM person ORDER BY id",
        "trainee": "SELECT * FROM trainee ORDER BY id",
        "finding": "SELECT trainee_id, rule, sentence, facts, accepted_by, accepted_on, accepted_reason FROM finding",
    }
    desk.session.flush()
    return {
        name: sorted(repr(tuple(row)) for row in desk.session.execute(text(sql)))
        for name, sql in tables.items()
    }


def take(county: County, *lines: Line, day: date | None = None, **how: bool) -> batches.Taken:
    with county.desk("jingban", day) as desk:
        return filings.file_roster(desk, county.ids["filing"], read(*lines), **how)


PEOPLE_OF_ALL = [
    trainee(at, name) for at, name in enumerate(("赵一", "钱二", "孙三", "李四", "周五", "吴六"), 20)
]
LINES = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE_OF_ALL),
        st.sampled_from(("13800000001", "13800000002", "1380")),
        st.sampled_from(("就业困难人员", "农村转移就业劳动者", "不知道")),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each[0].name,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(LINES, min_size=1, max_size=3))
def test_counts_add_up_and_undoing_gives_back_what_was(
    county: County, files: list[list[tuple[Trainee, str, str]]]
) -> None:
    taken: list[tuple[int, dict[str, list[str]]]] = []
    for content in files:
        reading = read(*(line(one, phone, group) for one, phone, group in content))
        with county.desk("jingban") as desk:
            before = everything(desk)
            if not reading.rows:
                continue
            result = filings.file_roster(desk, county.ids["filing"], reading, only_sound=True)
            kept = batches.sheet(desk, result.batch_id).line
        assert result.new + result.changed + result.unchanged + result.faulty == reading.total == len(content)
        assert (kept.new, kept.changed, kept.unchanged, kept.faulty, kept.rows) == (
            (result.new, result.changed, result.unchanged, result.faulty, reading.total)
            if result.before is None
            else (kept.new, kept.changed, kept.unchanged, result.faulty, reading.total)
        )
        if result.before is None:
            taken.append((result.batch_id, before))
    for batch_id, before in reversed(taken):
        with county.desk("jingban") as desk:
            assert imports.rests(desk, batch_id) == ()
            imports.undo(desk, batch_id)
            assert everything(desk) == before


def test_the_store_refuses_counts_that_do_not_add_up(county: County) -> None:
    take(county, line(PEOPLE[0]), line(PEOPLE[1]))
    with county.desk("jingban") as desk, pytest.raises(Exception, match="adds_up"):
        desk.session.execute(text("UPDATE import_batch SET new = new + 1"))


def test_the_same_file_again_changes_nothing_and_says_when(county: County) -> None:
    reading = read(line(PEOPLE[0]), line(PEOPLE[1]))
    with county.desk("jingban", date(2023, 10, 16)) as desk:
        filings.file_roster(desk, county.ids["filing"], reading)
        before = everything(desk)
    with county.desk("jingban", date(2023, 10, 17)) as desk:
        again = filings.file_roster(desk, county.ids["filing"], reading)
        assert everything(desk) == before
        assert again.sentence == "这份文件已于2023-10-16导入过，本次没有改变任何数据。"
        assert len(batches.rounds(desk, "roster", Subject("filing", county.ids["filing"]))) == 1


def test_the_source_is_kept_as_it_was_read(county: County, tmp_path: Path) -> None:
    reading = read(line(PEOPLE[0]))
    with county.desk("jingban") as desk:
        taken = filings.file_roster(desk, county.ids["filing"], reading)
        sheet = batches.sheet(desk, taken.batch_id)
        batches.source(desk, taken.batch_id, tmp_path / "取出.csv")
    assert sheet.kept
    assert reading.path is not None
    source = (tmp_path / "取出.csv").read_bytes()
    assert source == reading.path.read_bytes()
    assert hashlib.sha256(source).hexdigest() == sheet.digest
    assert [(letter, field) for letter, _, field in sheet.mapping][:2] == [("A", "name"), ("B", "id_number")]
    assert sheet.line.sender == builders.INSTITUTION.name


def test_a_file_changed_after_the_check_is_refused_whole(county: County) -> None:
    reading = read(line(PEOPLE[0]))
    assert reading.path is not None
    reading.path.write_text("姓名,身份证号\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="检查之后被改动"), county.desk("jingban") as desk:
        filings.file_roster(desk, county.ids["filing"], reading)
    with county.reading() as desk:
        assert filings.sheet(desk, county.ids["filing"]).people == 0
        assert batches.history(desk, builders.ALL).total == 0


def test_what_a_second_file_changes_is_shown_side_by_side(county: County) -> None:
    first, second, third, fourth = PEOPLE
    take(county, line(first), line(second), line(third))
    new = read(line(first), line(second, "13900000009"), line(fourth), name="第二次.csv")
    with county.reading() as desk:
        found = filings.compare(desk, county.ids["filing"], new)
    assert (found.round, found.added, found.changed, found.unchanged, found.removed) == (2, 1, 1, 1, 1)
    rows = {row.name: row for row in found.rows}
    assert [row.kind for row in found.rows] == ["changed", "added", "removed"]
    assert [(cell.title, cell.old, cell.new) for cell in rows[second.name].cells] == [
        ("联系电话", "13800000001", "13900000009")
    ]
    assert second.id_number not in repr(found)
    with county.desk("jingban") as desk:
        taken = filings.file_roster(desk, county.ids["filing"], new)
        assert (taken.new, taken.changed, taken.unchanged, taken.removed) == (1, 1, 1, 1)
        assert taken.round == 2


def test_a_file_that_came_before_another_is_told_with_its_day(county: County) -> None:
    first, second = PEOPLE[:2]
    old = read(line(first), line(second))
    with county.desk("jingban", date(2023, 10, 16)) as desk:
        filings.file_roster(desk, county.ids["filing"], old)
    new = read(line(first), line(second, "13900000009"), name="第二次.csv")
    with county.desk("jingban", date(2023, 10, 17)) as desk:
        assert filings.compare(desk, county.ids["filing"], new).came_on is None
        filings.file_roster(desk, county.ids["filing"], new)
    with county.reading() as desk:
        found = filings.compare(desk, county.ids["filing"], old)
    assert (found.came_on, found.changed) == (date(2023, 10, 16), 1)


def test_somebody_under_a_corrected_number_is_pointed_at(county: County) -> None:
    wrong = trainee(77, PEOPLE[0].name)
    take(county, line(wrong), line(PEOPLE[1]))
    with county.reading() as desk:
        found = filings.compare(desk, county.ids["filing"], read(line(PEOPLE[0]), line(PEOPLE[1])))
    gone = next(row for row in found.rows if row.kind == "removed")
    assert "第2行有同名人员" in gone.hint


def test_a_file_handed_back_is_a_round_and_only_what_was_mended_is_shown(county: County) -> None:
    first, second, third = PEOPLE[:3]
    faulty = read(line(first), line(second, "1380"), line(third))
    with county.desk("jingban", date(2023, 10, 16)) as desk:
        assert filings.hand_back(desk, county.ids["filing"], faulty) == 1
        assert filings.sheet(desk, county.ids["filing"]).people == 0
    mended = read(
        line(first), line(second, "13800000002"), line(third, group="就业困难人员"), name="改正.csv"
    )
    with county.desk("jingban", date(2023, 10, 18)) as desk:
        found = filings.compare(desk, county.ids["filing"], mended)
        assert (found.round, found.added, found.seen) == (2, 3, 1)
        told = {row.name: row.told for row in found.rows}
        assert set(told) == {second.name, third.name}
        assert "D3" in told[second.name][0]
        assert told[third.name] == ()
        filings.file_roster(desk, county.ids["filing"], mended)
        rounds = batches.rounds(desk, "roster", Subject("filing", county.ids["filing"]))
        assert [(each.round, each.taken_on.day, each.state_title, each.faulty) for each in rounds] == [
            (1, 16, "已退回改正", 1),
            (2, 18, "已导入", 0),
        ]
        [sender] = batches.senders(desk)
        assert (sender.files, sender.rows, sender.faulty, sender.rounds) == (2, 6, 1, 2)


def test_a_faultless_file_is_not_handed_back(county: County) -> None:
    with pytest.raises(Refused, match="没有需要改正"), county.desk("jingban") as desk:
        filings.hand_back(desk, county.ids["filing"], read(line(PEOPLE[0])))


def test_the_mended_rest_is_added_and_nobody_is_taken_off(county: County) -> None:
    first, second, third = PEOPLE[:3]
    take(county, line(first), line(second, "1380"), line(third), only_sound=True)
    rest = read(line(second), name="剩余.csv")
    with county.desk("jingban") as desk:
        assert filings.compare(desk, county.ids["filing"], rest).partial
        taken = filings.file_roster(desk, county.ids["filing"], rest)
        assert (taken.new, taken.removed) == (1, 0)
        rows = filings.trainees(desk, county.ids["filing"], builders.ALL).rows
        assert [(row.position, row.name) for row in rows] == [
            (1, first.name),
            (2, third.name),
            (3, second.name),
        ]


def test_unchanged_rows_keep_what_was_decided_about_them(county: County) -> None:
    young = trainee(30, "马小跳")
    people = (*PEOPLE, young)
    filing_id = builders.file_case(
        county, people, builders.entry(county, people, items=builders.plan(20, 20))
    )
    with county.desk("fuhe", county.days.approved) as desk:
        soft = [each for each in filings.sheet(desk, filing_id).findings if each.strength == "principle"]
        assert soft, "the plan is made to have a finding in principle"
        filings.accept_finding(desk, soft[0].id, "已现场核查，符合实际情况")
    with county.desk("jingban", county.days.approved) as desk:
        filings.ask_correction(desk, filing_id, ["请核对花名册"])
        filings.file_roster(desk, filing_id, roster((*people, trainee(31, "新来人")), name="补正.csv"))
        again = {each.id: each.accepted_reason for each in filings.sheet(desk, filing_id).findings}
    assert again[soft[0].id] == "已现场核查，符合实际情况"


def test_undo_says_what_rests_on_a_batch(county: County) -> None:
    first = take(county, line(PEOPLE[0]))
    second = take(county, line(PEOPLE[0]), line(PEOPLE[1]))
    with county.desk("jingban") as desk:
        assert "之后又于2023-10-16导入了“名单.csv”" in imports.rests(desk, first.batch_id)[0]
        with pytest.raises(Refused, match="须先撤销那一份"):
            imports.undo(desk, first.batch_id)
        builders.receive_all(desk, "filing", county.ids["filing"])
        filings.accept(desk, county.ids["filing"])
        with pytest.raises(Refused, match="已受理，受理和以后的各步"):
            imports.undo(desk, second.batch_id)


def test_undo_keeps_what_was_put_right_since_and_those_known_elsewhere(county: County) -> None:
    first, second = PEOPLE[:2]
    with county.desk("jingban") as desk:
        other = filings.draft(desk, builders.entry(county, title="另一班"))
    taken = take(county, line(first, "13800000001"), line(second, "13800000001"))
    with county.desk("jingban") as desk:
        filings.file_roster(desk, other, read(line(second, "13800000001"), name="另一班.csv"))
    again = take(county, line(first, "13900000009"), line(second, "13800000001"))
    assert again.changed == 1
    with county.desk("jingban") as desk:
        registers.save_person(desk, registers.PersonEntry(first.id_number, first.name, phone="13700000007"))
        imports.undo(desk, again.batch_id)
        phones = dict(desk.session.execute(text("SELECT name, phone FROM person")).all())
        assert phones[first.name] == "13700000007"
        imports.undo(desk, taken.batch_id)
        names = set(desk.session.scalars(text("SELECT name FROM person")))
        assert names == {first.name, second.name}, "one was named by a deed, the other is in another class"
        assert filings.sheet(desk, county.ids["filing"]).people == 0
        assert filings.sheet(desk, other).people == 1


def test_an_undone_file_may_come_again(county: County) -> None:
    reading = read(line(PEOPLE[0]))
    with county.desk("jingban") as desk:
        taken = filings.file_roster(desk, county.ids["filing"], reading)
        imports.undo(desk, taken.batch_id)
        with pytest.raises(Refused, match="已于2023-10-16撤销"):
            imports.undo(desk, taken.batch_id)
        assert filings.file_roster(desk, county.ids["filing"], reading).new == 1
        shown = batches.history(desk, builders.ALL).rows
        assert [each.state_title for each in shown] == ["已导入", "已撤销"]
        assert evidence.path(desk.workspace, reading.digest).is_file()


def test_nothing_personal_is_kept_with_problems_or_told_in_the_trail(county: County) -> None:
    taken = take(county, line(PEOPLE[0]), line(PEOPLE[1], "1380"), only_sound=True)
    with county.reading() as desk:
        problems = json.dumps(batches.sheet(desk, taken.batch_id).problems, ensure_ascii=False)
        assert PEOPLE[1].id_number not in problems
        assert "D3" in problems
