"""Without a list nothing is called clean; with it the list's day is told; all lists of a kind count."""

from datetime import date

import pytest

from desktop import doubts, intake
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, file_case, table

AS_OF = date(2023, 9, 30)


@pytest.fixture
def county():
    with builders.stage("empty") as made:
        yield made


def take(
    county: County,
    kind: str,
    rows,
    headings=("姓名", "身份证号码", "单位名称", "开始日期", "结束日期"),
    as_of=AS_OF,
):
    reading = intake.read(table("名单.csv", headings, rows), doubts.COLUMNS[kind], day=county.days.filed)
    with county.desk("jingban") as desk:
        return doubts.take_list(desk, kind, reading, source="演练县有关部门", as_of=as_of)


def found(county: County, filing_id: int) -> dict[str, str]:
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
    with county.reading() as desk:
        page = doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id)
        return {doubts.sheet(desk, row.id).variant: row.sentence for row in page.rows if row.state != "gone"}


def says(county: County, filing_id: int, flag: str) -> str:
    with county.reading() as desk:
        sheet = doubts.case_sheet(desk, "filing", filing_id)
    return next(each.says for each in sheet.flags if each.code == flag)


def test_without_a_list_the_flag_says_it_could_not_be_checked(county: County):
    filing_id = file_case(county)
    assert found(county, filing_id) == {}
    for flag, name in (
        ("R5", "死亡人员名单"),
        ("R6", "财政供养人员名单"),
        ("R6", "养老待遇领取人员名单"),
        ("R6", "在校学生名单"),
        ("R3", "企业职工参保名单"),
    ):
        assert f"没有导入{name}，未能核查" in says(county, filing_id, flag)
    for flag in ("R1", "R3", "R5", "R6", "R7", "R8"):
        assert not says(county, filing_id, flag).startswith("未发现")
    assert "没有导入已享受补贴名单，别处已付的补贴未能核查" in says(county, filing_id, "R1")
    assert says(county, filing_id, "R2") == "未发现"


@pytest.mark.parametrize(
    "kind, variant, since, until",
    [
        ("death", "R5.dead", "2023-08-01", ""),
        ("pension", "R6.pension", "2020-01-01", ""),
        ("payroll", "R6.payroll", "2019-07-01", ""),
        ("student", "R6.student", "2021-09-01", "2024-06-30"),
        ("insured", "R3.insured", "2022-03-01", ""),
    ],
)
def test_a_list_is_held_against_the_opening_day_and_its_own_day_is_told(county, kind, variant, since, until):
    one, other = PEOPLE[0], PEOPLE[1]
    early = {"until": "2000-01-31"} if kind != "death" else {}
    rows = [(one.name, one.id_number, "演练县某单位", since, until)]
    rows.append(
        (
            "另一人",
            other.id_number,
            "演练县某单位",
            "2000-01-01" if early else "2024-05-01",
            early.get("until", ""),
        )
    )
    take(county, kind, rows)
    filing_id = file_case(county)
    hits = found(county, filing_id)
    assert set(hits) == {variant}
    assert one.name in hits[variant]
    assert f"截至{AS_OF}" in hits[variant]


def test_of_what_two_lists_say_of_a_person_the_newer_counts(county: County):
    one = PEOPLE[0]
    take(county, "student", [(one.name, one.id_number, "演练县第一中学", "2021-09-01", "2024-06-30")])
    filing_id = file_case(county)
    assert "R6.student" in found(county, filing_id)
    take(
        county,
        "student",
        [(one.name, one.id_number, "演练县第一中学", "2021-09-01", "2023-06-30")],
        as_of=date(2023, 10, 10),
    )
    assert found(county, filing_id) == {}
    with county.reading() as desk:
        assert [(row.as_of, row.newest) for row in doubts.lists(desk)] == [
            (date(2023, 10, 10), True),
            (AS_OF, False),
        ]


def test_a_list_that_only_adds_hides_nobody_told_before(county: County):
    one, other = PEOPLE[0], PEOPLE[1]
    take(county, "death", [(one.name, one.id_number, "", "2023-08-01", "")])
    take(county, "death", [(other.name, other.id_number, "", "2023-10-01", "")], as_of=date(2023, 10, 10))
    filing_id = file_case(county)
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
    with county.reading() as desk:
        told = sorted(row.sentence for row in doubts.lines(desk, builders.ALL, flag_code="R5").rows)
        met = {hit.fingerprint for hit in doubts.county(desk)}
    assert len(told) == len(met) == 2
    assert f"死亡名单截至{AS_OF}" in next(each for each in told if one.name in each)
    assert "死亡名单截至2023-10-10" in next(each for each in told if other.name in each)
    with county.reading() as desk:
        days = {each.as_of for each in doubts.covered(desk) if each.flag == "R5"}
    assert days == {date(2023, 10, 10)}


def test_a_company_insures_those_on_all_lists_each_once(county: County):
    unit, people = builders.EMPLOYER.name, builders.STAFF
    take(county, "insured", [(each.name, each.id_number, unit, "2020-01-01", "") for each in people[:-1]])
    last = [(each.name, each.id_number, unit, "2020-01-01", "") for each in people[-2:]]
    filing_id = file_case(county, people, builders.staff_entry(county))
    assert "R19.more_than_insured" in found(county, filing_id)
    take(county, "insured", last, as_of=date(2023, 10, 10))
    assert set(found(county, filing_id)) == {"R14.late"}, "hired long ago; nothing about insurance"


def test_dishonest_units_are_known_by_their_code(county: County):
    unit = builders.EMPLOYER
    take(
        county,
        "dishonest",
        [(unit.name, unit.credit_code, "2023-01-01", "")],
        headings=("企业名称", "统一社会信用代码", "列入日期", "移出日期"),
    )
    filing_id = file_case(county, builders.STAFF, builders.staff_entry(county))
    assert "失信企业名单" in found(county, filing_id)["R14.dishonest"]


def test_a_list_is_taken_whole_once_and_of_a_day_that_has_come(county: County):
    rows = [(PEOPLE[0].name, PEOPLE[0].id_number, "", "2020-01-01", "")]
    take(county, "pension", rows)
    with pytest.raises(Refused, match="已经导入过"):
        take(county, "pension", rows)
    with pytest.raises(Refused, match="在今天之后"):
        take(county, "pension", rows, as_of=date(2024, 1, 1))
    with pytest.raises(Refused, match="1 行有误"):
        take(county, "death", [("某人", "123", "", "", "")])


def test_a_number_of_15_places_on_a_list_is_that_of_18(county: County):
    one = next(each for each in PEOPLE if each.id_number[6:8] == "19")
    old = one.id_number[:6] + one.id_number[8:17]
    take(county, "death", [(one.name, old, "", "2023-08-01", "")])
    filing_id = file_case(county)
    assert one.name in found(county, filing_id)["R5.dead"]
    with pytest.raises(Refused, match="1 行有误"):
        take(county, "death", [("某人", "999901901301001", "", "", "")], as_of=date(2023, 10, 10))
