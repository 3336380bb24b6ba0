"""A roster goes in whole or not at all, the same file once, and a later one replaces it person by person."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from db.filings import Trainee
from db.registers import Person, PersonGroup
from desktop import filings, registers
from desktop.identity import check_digit
from desktop.intake import Reading
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, roster

DAY = date(2023, 10, 16)


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        with county.desk("jingban") as desk:
            county.ids["filing"] = filings.draft(desk, builders.entry(county))
        yield county


def file(county: County, reading: Reading, **more: bool) -> filings.Taken:
    with county.desk("jingban") as desk:
        return filings.file_roster(desk, county.ids["filing"], reading, **more)


def names(county: County) -> list[str]:
    with county.reading() as desk:
        return [row.name for row in filings.trainees(desk, county.ids["filing"], ALL).rows]


def test_everyone_on_the_file_is_on_the_roster_in_its_order(county: County):
    taken = file(county, roster(PEOPLE))
    assert (taken.new, taken.changed, taken.unchanged, taken.removed, taken.faulty) == (4, 0, 0, 0, 0)
    assert taken.sentence == "已导入：新增4人，更新0人，不变0人。"
    assert names(county) == [person.name for person in PEOPLE]
    with county.reading() as desk:
        row = filings.trainees(desk, county.ids["filing"], ALL).rows[1]
        assert filings.roster_numbers(desk, county.ids["filing"]) == tuple(p.id_number for p in PEOPLE)
    assert (row.id_number, row.groups) == ("999901********005X", "就业困难人员")
    assert row.source.endswith("!3"), "the row of the file is told, so that it can be found again"


def test_the_same_file_again_changes_nothing(county: County):
    file(county, roster(PEOPLE))
    taken = file(county, roster(PEOPLE))
    assert taken.before == DAY
    assert "没有改变任何数据" in taken.sentence
    assert names(county) == [person.name for person in PEOPLE]


def test_a_later_roster_brings_in_changes_and_takes_off(county: County):
    file(county, roster(PEOPLE))
    fresh = builders.trainee(9, "新来者")
    later = (fresh, PEOPLE[3], replace(PEOPLE[0], group="退役军人"))
    taken = file(county, roster(later))
    assert (taken.new, taken.changed, taken.unchanged, taken.removed) == (1, 1, 1, 2)
    assert "移出2人" in taken.sentence
    assert names(county) == ["新来者", "赵敏", "欧阳修齐"], "the order is that of the later file"
    with county.reading() as desk:
        rows = filings.trainees(desk, county.ids["filing"], ALL).rows
    assert [row.position for row in rows] == [1, 2, 3]
    assert rows[2].groups == "退役军人"


def test_what_was_changed_past_the_session_is_seen_by_the_rules_at_once(county: County):
    with county.desk("jingban") as desk:
        filings.file_roster(desk, county.ids["filing"], roster(PEOPLE))
        assert filings.sheet(desk, county.ids["filing"]).findings == ()
        known = desk.session.scalars(select(Trainee)).all()
        staff = tuple(replace(person, group="企业职工") for person in PEOPLE)
        filings.file_roster(desk, county.ids["filing"], roster(staff))
        found = filings.sheet(desk, county.ids["filing"]).findings
        assert {row.groups for row in known} == {"employee"}, "rows that somebody still holds are read again"
    assert {finding.subject for finding in found} == {person.name for person in PEOPLE}


def wrong(person: builders.Trainee) -> builders.Trainee:
    right = check_digit(person.id_number[:17])
    return replace(person, id_number=person.id_number[:17] + ("1" if right != "1" else "2"))


def test_a_roster_with_a_faulty_row_is_refused_whole(county: County):
    with pytest.raises(Refused) as raised:
        file(county, roster((*PEOPLE[:3], wrong(PEOPLE[3]))))
    assert "1 行有误" in raised.value.sentence
    assert raised.value.remedy
    assert names(county) == []


def test_the_sound_rows_go_in_alone_when_the_clerk_says_so(county: County):
    taken = file(county, roster((*PEOPLE[:3], wrong(PEOPLE[3]))), only_sound=True)
    assert (taken.new, taken.faulty) == (3, 1)
    assert "另有1行有误，未导入" in taken.sentence


def test_nobody_is_taken_off_while_a_faulty_row_may_be_his(county: County):
    file(county, roster(PEOPLE))
    taken = file(county, roster((*PEOPLE[:3], wrong(PEOPLE[3]))), only_sound=True)
    assert taken.removed == 0
    assert sorted(names(county)) == sorted(person.name for person in PEOPLE)


def test_an_empty_roster_is_refused(county: County):
    with pytest.raises(Refused) as raised:
        file(county, roster((wrong(PEOPLE[3]),)), only_sound=True)
    assert "没有可以导入的人员" in raised.value.sentence


def test_a_name_that_the_register_does_not_know_under_that_number_stops_the_roster(county: County):
    with county.desk("jingban") as desk:
        for person in PEOPLE[:2]:
            registers.save_person(desk, registers.PersonEntry(person.id_number, f"另{person.name[0]}"))
    with pytest.raises(Refused) as raised:
        file(county, roster(PEOPLE))
    assert "另欧" in raised.value.sentence
    assert "另王" in raised.value.sentence, "all of them are told"
    assert names(county) == []
    with county.reading() as desk:
        assert registers.persons(desk, ALL).total == 2


def test_another_account_than_the_known_one_is_pointed_out(county: County):
    file(county, roster(PEOPLE))
    changed = (replace(PEOPLE[0], account="6200000000009999"), *PEOPLE[1:])
    taken = file(county, roster(changed))
    assert any("1人的银行账号与原登记不同" in note for note in taken.notes)
    with county.reading() as desk:
        account = desk.session.scalar(select(Person.account).where(Person.name == PEOPLE[0].name))
    assert account == "6200000000009999"


def test_a_long_roster_of_known_people_is_updated_in_a_handful_of_statements(county: County):
    many = tuple(builders.trainee(100 + at, f"学员{'甲乙丙丁戊己庚辛壬癸'[at % 10]}") for at in range(300))
    file(county, roster(many))
    moved = tuple(replace(person, account=person.account[:-1] + "9") for person in many)
    with builders.statements(county) as sent:
        taken = file(county, roster(moved))
    assert (taken.changed, taken.unchanged) == (270, 30), "a row whose person changed has changed"
    assert len(sent) < 45


def test_someone_is_taken_off_with_a_reason_as_long_as_the_filing_is_judged(county: County):
    file(county, roster(PEOPLE))
    with county.reading() as desk:
        first = filings.trainees(desk, county.ids["filing"], ALL).rows[0].id
    with pytest.raises(Refused, match="没有填写移出的原因"), county.desk("jingban") as desk:
        filings.drop_trainee(desk, first, " ")
    with county.desk("jingban") as desk:
        filings.drop_trainee(desk, first, "本人放弃")
        found = filings.sheet(desk, county.ids["filing"])
    assert found.people == 3
    assert [finding.title for finding in found.findings if "3人" in finding.sentence], (
        "the plan says 4 people"
    )
    with county.reading() as desk:
        assert desk.session.scalar(select(Trainee.id).where(Trainee.id == first)) is None


def test_nobody_is_taken_off_an_approved_roster():
    with builders.stage("approved") as county:
        with county.reading() as desk:
            first = filings.trainees(desk, county.ids["filing"], ALL).rows[0].id
        with pytest.raises(Refused, match="花名册不能再改"), county.desk("jingban") as desk:
            filings.drop_trainee(desk, first, "本人放弃")


def test_groups_that_no_longer_hold_do_not_count(county: County):
    file(county, roster(tuple(replace(person, group="") for person in PEOPLE)))
    with county.desk("jingban") as desk:
        people = registers.persons(desk, ALL).rows
        for person in people:
            registers.set_groups(desk, person.id, ["veteran"], "退役证", since=date(2024, 1, 1))
        filings.recheck(desk, county.ids["filing"])
        assert filings.sheet(desk, county.ids["filing"]).findings, "the group begins only after the class"
        desk.session.execute(update(PersonGroup).values(since=date(2020, 1, 1)))
        desk.reread()
        filings.recheck(desk, county.ids["filing"])
        assert filings.sheet(desk, county.ids["filing"]).findings == ()
