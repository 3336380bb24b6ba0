"""A roster that comes again: names, positions, and what is told of it beside the file before."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop import batches, filings, imports, intake, registers
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
