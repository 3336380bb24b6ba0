"""Parties are entered once, checked once, and shown with what they may do today."""

from dataclasses import replace
from datetime import date

import pytest

from desktop import registers
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.registers import PersonEntry, QualificationEntry
from tests import builders
from tests.builders import ALL, EMPLOYER, INSTITUTION, PLATFORM, County

OTHER_CODE = "91999901MA0P1A0026"
NEW = replace(EMPLOYER, name="演练县织锦纺织股份有限公司", credit_code=OTHER_CODE)


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


# --- organisations


def test_a_party_comes_back_as_it_was_entered(county: County):
    with county.reading() as desk:
        assert registers.employer(desk, county.ids["employer"]) == EMPLOYER
        assert registers.institution(desk, county.ids["institution"]) == (
            INSTITUTION,
            (builders.QUALIFICATION,),
        )
        assert registers.platform(desk, county.ids["platform"]) == PLATFORM


def test_a_credit_code_is_taken_as_it_is_meant(county: County):
    with county.desk("jingban") as desk:
        key = registers.save_employer(desk, replace(NEW, credit_code=" 91999901ma0p1a0026", name=" 某厂 "))
        saved = registers.employer(desk, key)
    assert (saved.credit_code, saved.name) == (OTHER_CODE, "某厂")


@pytest.mark.parametrize(
    "fault, said",
    [
        ({"credit_code": "91999901MA0P1A0027"}, "没有通过校验"),
        ({"credit_code": "91999901"}, "应为 18 位"),
        ({"name": "  "}, "名称没有填写"),
        ({"county": "演练县"}, "6位数字"),
        ({"credit_code": EMPLOYER.credit_code}, "已经登记"),
        ({"name": EMPLOYER.name}, "已经登记"),
    ],
)
def test_a_party_that_cannot_be_right_is_not_entered(county: County, fault: dict[str, str], said: str):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_employer(desk, replace(NEW, **fault))
    assert said in refused(raised)
    with county.reading() as desk:
        assert registers.employers(desk, ALL).total == 1


def test_a_correction_may_keep_its_own_name_and_code_but_not_take_anothers(county: County):
    with county.desk("jingban") as desk:
        second = registers.save_employer(desk, NEW)
        registers.save_employer(desk, replace(EMPLOYER, phone="0000-1"), county.ids["employer"])
        assert registers.employer(desk, county.ids["employer"]).phone == "0000-1"
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_employer(desk, replace(NEW, name=EMPLOYER.name), second)
    assert "已经登记" in refused(raised)


@pytest.mark.parametrize("login", ["fuhe", "fuze", "caiwu"])
def test_only_a_handler_enters_parties(county: County, login: str):
    for deed in (
        lambda desk: registers.save_employer(desk, NEW),
        lambda desk: registers.save_institution(
            desk, replace(INSTITUTION, name="新校"), county.ids["institution"]
        ),
        lambda desk: registers.save_platform(desk, PLATFORM, county.ids["platform"]),
        lambda desk: registers.add_qualification(desk, county.ids["institution"], builders.QUALIFICATION),
        lambda desk: registers.save_person(desk, PersonEntry(builders.PEOPLE[0].id_number, "欧阳修齐")),
    ):
        with pytest.raises(Refused, match="没有“经办”岗位"), county.desk(login) as desk:
            deed(desk)


def test_who_is_not_there_cannot_be_corrected(county: County):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_employer(desk, NEW, 4711)
    assert "没有找到这家企业" in refused(raised)


def test_a_platform_may_only_have_the_capabilities_that_are_listed(county: County):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_platform(
            desk, replace(PLATFORM, capabilities=("sign_in", "telepathy")), county.ids["platform"]
        )
    assert "telepathy" in refused(raised)


@pytest.mark.parametrize("since, until", [(date(2024, 1, 2), date(2024, 1, 1))])
def test_nothing_ends_before_it_begins(county: County, since: date, until: date):
    document = QualificationEntry(document="办学许可证", occupations=(), since=since, until=until)
    with pytest.raises(Refused, match="早于起始日"), county.desk("jingban") as desk:
        registers.add_qualification(desk, county.ids["institution"], document)
    with pytest.raises(Refused, match="早于起始日"), county.desk("jingban") as desk:
        registers.save_platform(desk, replace(PLATFORM, since=since, until=until), county.ids["platform"])


def test_a_qualification_names_its_document_and_known_occupations(county: County):
    for fault in ({"document": " "}, {"occupations": ("0-00-00-00",)}):
        with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
            registers.add_qualification(
                desk, county.ids["institution"], replace(builders.QUALIFICATION, **fault)
            )
        refused(raised)


def standing(
    county: County, *held: tuple[tuple[str, ...], date, date | None]
) -> tuple[str, str, date | None]:
    """The line of an institution with these qualifications on 16 October 2023."""
    with county.desk("jingban") as desk:
        entry = replace(INSTITUTION, name="新校", credit_code="12999901MB0P1B002L")
        key = registers.save_institution(desk, entry)
        for occupations, since, until in held:
            document = QualificationEntry(document="证", occupations=occupations, since=since, until=until)
            registers.add_qualification(desk, key, document)
    with county.reading() as desk:
        (line,) = [row for row in registers.institutions(desk, ALL).rows if row.id == key]
    return line.standing, line.scope, line.valid_until


PAST, NEXT, SOON = date(2020, 1, 1), date(2024, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    "held, expected",
    [
        ((), ("无有效资质", "", None)),
        (((("4-10-01-05",), PAST, SOON),), ("正常", "养老护理员", SOON)),
        (((("4-10-01-05",), PAST, date(2023, 10, 16)),), ("正常", "养老护理员", date(2023, 10, 16))),
        (((("4-10-01-05",), PAST, date(2023, 10, 15)),), ("已过期", "", date(2023, 10, 15))),
        (((("4-10-01-05",), NEXT, None),), ("未生效", "", None)),
        # An expired document beside one that holds: what holds counts.
        (((("4-10-01-05",), PAST, date(2021, 1, 1)), ((), PAST, None)), ("正常", "全部职业（工种）", None)),
        (((("4-10-01-05",), PAST, None), (("4-10-01-05",), PAST, SOON)), ("正常", "养老护理员", None)),
    ],
)
def test_an_institution_is_shown_with_what_it_may_teach_today(county: County, held, expected):
    assert standing(county, *held) == expected


def test_a_platform_without_all_four_capabilities_is_marked(county: County):
    with county.desk("jingban") as desk:
        registers.save_platform(desk, replace(PLATFORM, capabilities=("sign_in",)), county.ids["platform"])
    with county.reading() as desk:
        assert registers.platforms(desk, ALL).rows[0].standing == "功能不全"
    with county.desk("jingban") as desk:
        registers.save_platform(desk, replace(PLATFORM, until=date(2023, 10, 15)), county.ids["platform"])
    with county.reading() as desk:
        assert registers.platforms(desk, ALL).rows[0].standing == "已过期"


def test_a_list_is_found_sorted_and_paged_in_the_store(county: County):
    with county.desk("jingban") as desk:
        for number, code in enumerate(("91999901MA0P1A0026", "91999901MA0P1C002L", "91999901MA0P1C001H")):
            registers.save_employer(desk, replace(NEW, name=f"企业{number}%", credit_code=code))
    with county.reading() as desk:
        found = registers.employers(desk, PageQuery(text="企业", sort="name", limit=2))
        rest = registers.employers(desk, PageQuery(text="企业", sort="name", offset=2, limit=2))
        assert ([row.name for row in found.rows], found.total) == (["企业0%", "企业1%"], 3)
        assert [row.name for row in rest.rows] == ["企业2%"]
        assert registers.employers(desk, PageQuery(text="1%")).total == 1, "a percent sign is only that"
        assert registers.employers(desk, PageQuery(text="_")).total == 0
        assert registers.employers(desk, PageQuery(text="C002L")).total == 1


def test_a_page_of_institutions_costs_the_same_few_questions_however_long(county: County):
    with builders.statements(county) as few, county.reading() as desk:
        registers.institutions(desk, ALL)
    codes = ("12999901MB0P1B002L", "91999901MA0P1C002L", "91999901MA0P1A0026")
    with county.desk("jingban") as desk:
        for number, code in enumerate(codes):
            entry = replace(INSTITUTION, name=f"校{number}", credit_code=code)
            registers.add_qualification(desk, registers.save_institution(desk, entry), builders.QUALIFICATION)
    with builders.statements(county) as many, county.reading() as desk:
        assert len(registers.institutions(desk, ALL).rows) == 4
    assert len(many) == len(few)


def test_only_parties_that_are_there_can_be_chosen(county: County):
    with county.reading() as desk:
        assert registers.choices(desk, "employer") == ((county.ids["employer"], EMPLOYER.name),)


# --- persons

PERSON = PersonEntry(
    builders.PEOPLE[0].id_number, "欧阳修齐", phone="13800000001", account="6200000000000001"
)


def test_a_person_is_entered_by_the_citizen_number_and_shown_masked(county: County):
    with county.desk("jingban") as desk:
        key = registers.save_person(desk, PERSON)
    with county.reading() as desk:
        sheet = registers.person(desk, key)
        (line,) = registers.persons(desk, ALL).rows
    assert (sheet.id_number, sheet.phone, sheet.account) == ("999901********0028", "138****0001", "****0001")
    assert (sheet.sex, sheet.born) == ("女", date(1985, 2, 2))
    assert (line.id_number, line.phone) == ("999901********0028", "138****0001")


def test_what_a_later_entry_leaves_out_stays_known(county: County):
    with county.desk("jingban") as desk:
        key = registers.save_person(desk, PERSON)
        assert (
            registers.save_person(desk, PersonEntry(PERSON.id_number, PERSON.name, education="大专")) == key
        )
        sheet = registers.person(desk, key)
    assert (sheet.phone, sheet.education) == ("138****0001", "大专")


@pytest.mark.parametrize(
    "entry, said",
    [
        (PersonEntry("999901198502020027", "甲"), "校验码应为"),
        (PersonEntry("99990119850202002", "甲"), "17 位"),
        (PERSON._replace(name=" "), "姓名没有填写"),
    ],
)
def test_a_person_that_cannot_be_right_is_not_entered(county: County, entry: PersonEntry, said: str):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_person(desk, entry)
    assert said in refused(raised)
    with county.reading() as desk:
        assert registers.persons(desk, ALL).total == 0


def test_two_names_for_one_number_are_refused_until_the_register_is_put_right(county: County):
    with county.desk("jingban") as desk:
        key = registers.save_person(desk, PERSON._replace(name="欧阳修其"))
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.save_person(desk, PERSON)
    sentence = refused(raised)
    assert "欧阳修其" in sentence
    assert PERSON.id_number not in sentence, "a sentence shows the number masked"
    with county.desk("jingban") as desk:
        registers.correct_name(desk, key, "欧阳修齐", "核对身份证原件")
        assert registers.save_person(desk, PERSON) == key


@pytest.mark.parametrize(
    "name, reason", [("", "核对身份证原件"), ("欧阳修齐", "核对身份证原件"), ("欧阳", "错了")]
)
def test_a_name_is_not_corrected_without_a_name_or_a_reason(county: County, name: str, reason: str):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        registers.correct_name(desk, registers.save_person(desk, PERSON), name, reason)
    refused(raised)


def test_groups_need_evidence_and_are_entered_once(county: County):
    with county.desk("jingban") as desk:
        key = registers.save_person(desk, PERSON)
    with county.desk("jingban") as desk:
        registers.set_groups(desk, key, ["veteran", "disabled", "veteran"], "退役证第1号、残疾证")
        registers.set_groups(desk, key, ["veteran"], "退役证第1号")
        assert registers.person(desk, key).groups == ("退役军人", "残疾人")
    for groups, evidence in ((["veteran"], " "), (["rich"], "存折")):
        with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
            registers.set_groups(desk, key, groups, evidence)
        refused(raised)


def test_a_person_is_found_by_the_last_places_of_the_number(county: County):
    with county.desk("jingban") as desk:
        for each in builders.PEOPLE:
            registers.save_person(desk, PersonEntry(each.id_number, each.name))
    with county.reading() as desk:
        assert [row.name for row in registers.persons(desk, PageQuery(text="005X")).rows] == ["王秀英"]
        assert registers.persons(desk, PageQuery(text="王")).total == 1
        with builders.statements(county) as asked:
            assert registers.persons(desk, ALL).total == 4
    assert len(asked) < 6, "groups are fetched for the page, not for each person"


def test_who_is_not_registered_has_no_card(county: County):
    for question in (
        lambda desk: registers.person(desk, 4711),
        lambda desk: registers.set_groups(desk, 4711, ["veteran"], "证"),
        lambda desk: registers.correct_name(desk, 4711, "甲", "核对身份证"),
    ):
        with pytest.raises(Refused, match="没有找到这个人"), county.desk("jingban") as desk:
            question(desk)
