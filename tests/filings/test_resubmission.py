"""A roster that comes again: names, positions, and what is told of it beside the file before."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop import batches, evidence, filings, imports, intake, registers
from desktop.filings import ROSTER
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, Trainee, table, trainee

HEADINGS = ("姓名", "身份证号", "人员类别", "联系电话", "职业（工种）", "培训等级")
FIRST, SECOND, THIRD, FOURTH = PEOPLE
Line = tuple[str, ...]


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        with made.desk("jingban") as desk:
            made.ids["filing"] = filings.draft(desk, builders.entry(made))
        yield made


def line(
    one: Trainee, phone: str = "13800000001", *, name: str = "", number: str = "", level: str = ""
) -> Line:
    return (name or one.name, number or one.id_number, one.group, phone, "", level)


def wrong(one: Trainee) -> str:
    return one.id_number[:-1] + ("1" if one.id_number[-1] != "1" else "2")


def read(*lines: Line, name: str = "名单.csv") -> Reading:
    return intake.read(table(name, HEADINGS, lines), ROSTER, day=date(2023, 10, 16))


def take(county: County, *lines: Line, only_sound: bool = False) -> batches.Taken:
    with county.desk("jingban") as desk:
        return filings.file_roster(desk, county.ids["filing"], read(*lines), only_sound=only_sound)


def roster(county: County) -> dict[str, int]:
    with county.reading() as desk:
        return {row.name: row.position for row in filings.trainees(desk, county.ids["filing"], ALL).rows}


def test_a_name_that_only_this_list_gave_is_put_right_told_and_undone(county: County) -> None:
    take(county, line(FIRST), line(SECOND))
    mended = (line(FIRST, name="欧阳修奇"), line(SECOND))
    with county.reading() as desk:
        verdict = filings.check_roster(desk, county.ids["filing"], read(*mended))
    assert [(each.address, each.code) for each in verdict.warnings] == [("A2", "name_changed")]
    assert "欧阳修齐" in verdict.warnings[0].what
    assert verdict.problems == []
    taken = take(county, *mended)
    assert (taken.changed, taken.unchanged) == (1, 1)
    assert "1人的姓名与上次所报不同，已按本次更正。" in taken.notes
    assert list(roster(county)) == ["欧阳修奇", SECOND.name]
    with county.desk("jingban") as desk:
        imports.undo(desk, taken.batch_id)
    assert list(roster(county)) == [FIRST.name, SECOND.name]


@pytest.mark.parametrize("resting", ["entered", "elsewhere"])
def test_a_name_on_which_more_rests_keeps_its_row_out_and_no_other(county: County, resting: str) -> None:
    with county.desk("jingban") as desk:
        if resting == "entered":
            registers.save_person(desk, registers.PersonEntry(FIRST.id_number, FIRST.name))
        else:
            other = filings.draft(desk, builders.entry(county, title="另一班"))
            filings.file_roster(desk, other, builders.roster(PEOPLE[:1]))
    sent = (line(FIRST, name="欧阳修奇"), line(SECOND), line(THIRD), line(FOURTH))
    with county.reading() as desk:
        verdict = filings.check_roster(desk, county.ids["filing"], read(*sent))
    [problem] = verdict.problems
    assert (problem.address, problem.code, problem.name) == ("A2", "other_name", "欧阳修奇")
    assert "人员卡片" in problem.remedy
    assert ("另一班" in problem.what) == (resting == "elsewhere")
    with pytest.raises(Refused, match="名单!A2 此身份证号已登记为“欧阳修齐”"):
        take(county, *sent)
    taken = take(county, *sent, only_sound=True)
    assert (taken.new, taken.faulty) == (3, 1)
    with county.reading() as desk:
        assert batches.sheet(desk, taken.batch_id).problems[0]["address"] == "A2"
        assert registers.recall(desk, FIRST.id_number).name == FIRST.name


def test_positions_stay_distinct_and_where_they_were_while_rows_are_faulty(county: County) -> None:
    take(county, line(FIRST), line(SECOND), line(THIRD))
    take(county, line(FIRST, "1380"), line(SECOND), line(THIRD), only_sound=True)
    assert roster(county) == {FIRST.name: 1, SECOND.name: 2, THIRD.name: 3}
    take(county, line(FOURTH), line(FIRST, "1380"), line(THIRD, "13900000009"), only_sound=True)
    assert roster(county) == {FIRST.name: 1, SECOND.name: 2, THIRD.name: 3, FOURTH.name: 4}
    take(county, line(FOURTH), line(THIRD), line(FIRST))
    assert roster(county) == {FOURTH.name: 1, THIRD.name: 2, FIRST.name: 3}


def test_another_level_or_trade_than_the_filings_is_told_at_its_cell(county: County) -> None:
    sent = read(line(FIRST, level="初级"), (*line(SECOND)[:4], "焊工", "高级"))
    with county.reading() as desk:
        verdict = filings.check_roster(desk, county.ids["filing"], sent)
    assert {(each.address, each.code) for each in verdict.warnings} == {
        ("E3", "other_occupation"),
        ("F3", "other_level"),
    }
    assert verdict.problems == []
    many = [trainee(at, f"学{chr(0x4E00 + at)}") for at in range(30, 60)]
    with county.reading() as desk:
        verdict = filings.check_roster(
            desk, county.ids["filing"], read(*(line(one, level="高级") for one in many))
        )
    assert [(each.address, "共 30 行" in each.what) for each in verdict.warnings] == [("F2", True)]


def compared(county: County, *lines: Line, name: str = "改正.csv") -> filings.Comparison:
    with county.reading() as desk:
        return filings.compare(desk, county.ids["filing"], read(*lines, name=name))


def shown(found: filings.Comparison) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    return {
        row.name: (row.kind, [(cell.title, cell.old, cell.new) for cell in row.cells]) for row in found.rows
    }


def hand_back(county: County, *lines: Line) -> None:
    with county.desk("jingban") as desk:
        filings.hand_back(desk, county.ids["filing"], read(*lines))


def test_a_corrected_name_stands_beside_the_old_one(county: County) -> None:
    take(county, line(FIRST), line(SECOND))
    found = compared(county, line(FIRST, name="欧阳修奇"), line(SECOND))
    assert (found.changed, found.unchanged) == (1, 1)
    assert shown(found) == {"欧阳修奇": ("changed", [("姓名", "欧阳修齐", "欧阳修奇")])}


def test_what_was_handed_back_is_the_measure_of_what_comes_again(county: County) -> None:
    hand_back(county, line(FIRST), line(SECOND, number=wrong(SECOND)), line(THIRD), line(FOURTH))
    fresh = trainee(40, "新来者")
    found = compared(county, line(FIRST, "13911112222"), line(SECOND), line(FOURTH), line(fresh))
    assert (found.round, found.added, found.seen, found.removed, found.dropped) == (2, 4, 1, 0, 1)
    rows = shown(found)
    assert rows[FIRST.name] == ("mended", [("联系电话", "13800000001", "13911112222")])
    kind, [(title, old, new)] = rows[SECOND.name]
    assert (kind, title, old[-1] != new[-1]) == ("mended", "身份证号", True)
    assert rows[THIRD.name] == ("dropped", [])
    assert rows["新来者"][0] == "added"
    assert FOURTH.name not in rows, "it comes as it was"
    assert SECOND.id_number not in repr(found)


def test_a_fault_is_told_of_the_row_that_had_it_wherever_it_stands_now(county: County) -> None:
    hand_back(county, line(FIRST), line(SECOND, number=wrong(SECOND)), line(THIRD, "1380"))
    found = compared(county, line(THIRD), line(FOURTH), line(SECOND), line(FIRST))
    told = {row.name: [each.split(" ")[0] for each in row.told] for row in found.rows}
    assert told == {THIRD.name: ["D4"], FOURTH.name: [], SECOND.name: ["B3"]}


def test_two_of_one_name_are_not_taken_for_each_other(county: County) -> None:
    twins = [trainee(at, "王秀英") for at in (50, 51)]
    hand_back(county, *(line(one, number=wrong(one)) for one in twins))
    found = compared(county, *(line(one) for one in twins))
    assert [(row.kind, row.told) for row in found.rows][:2] == [("added", ()), ("added", ())]


def test_rows_left_out_before_are_compared_with_what_they_said(county: County) -> None:
    take(county, line(FIRST), line(SECOND, "1380", level="初级"), line(THIRD, "1381"), only_sound=True)
    found = compared(county, line(FIRST), line(SECOND, "13800000002", level="五级"), line(FOURTH))
    assert shown(found) == {
        SECOND.name: ("mended", [("联系电话", "1380", "13800000002")]),
        FOURTH.name: ("added", shown(found)[FOURTH.name][1]),
        THIRD.name: ("dropped", []),
    }


def test_another_level_than_the_last_time_is_told_though_it_changes_nothing(county: County) -> None:
    take(county, line(FIRST, level="初级"), line(SECOND, level="初级"))
    found = compared(county, line(FIRST, level="高级"), line(SECOND, level="初级"))
    assert (found.changed, found.unchanged) == (0, 2)
    [row] = found.rows
    assert (row.kind, row.name) == ("noted", FIRST.name)
    assert [cell.title for cell in row.cells] == ["培训等级"]
    assert row.cells[0].old != row.cells[0].new
    assert "以备案为准" in row.hint


def test_a_lost_file_is_said_and_names_alone_tell(county: County) -> None:
    hand_back(county, line(FIRST), line(SECOND, "1380"))
    with county.reading() as desk:
        [last] = batches.rounds(desk, "roster", batches.Subject("filing", county.ids["filing"]))
        evidence.path(desk.workspace, batches.sheet(desk, last.id).digest).unlink()
    found = compared(county, line(FIRST), line(SECOND))
    assert "不能再读" in found.notes[0]
    assert [(row.kind, bool(row.told)) for row in found.rows] == [("added", False), ("added", True)]


def test_somebody_left_out_before_who_is_not_among_the_mended_rest_is_shown(county: County) -> None:
    take(county, line(FIRST), line(SECOND, "1380"), line(THIRD, "1381"), only_sound=True)
    found = compared(county, line(SECOND), name="剩余.csv")
    assert found.partial
    assert [(row.kind, row.name) for row in found.rows] == [("mended", SECOND.name), ("dropped", THIRD.name)]


def test_nobody_is_taken_off_when_the_clerk_keeps_those_not_named(county: County) -> None:
    take(county, line(FIRST), line(SECOND), line(THIRD))
    with county.desk("jingban") as desk:
        again = read(line(THIRD), line(FOURTH), name="二.csv")
        taken = filings.file_roster(desk, county.ids["filing"], again, keep=True)
    assert (taken.new, taken.unchanged, taken.removed) == (1, 1, 0)
    assert "表中没有的人员不移出，原有人员全部保留。" in taken.notes
    assert roster(county) == {FIRST.name: 1, SECOND.name: 2, THIRD.name: 3, FOURTH.name: 4}
    with county.desk("jingban") as desk:
        assert filings.compare(desk, county.ids["filing"], again).removed == 2
        taken = filings.file_roster(desk, county.ids["filing"], again)
    assert (taken.before, taken.removed) == (None, 2), "what was kept may go later, by the same file"
