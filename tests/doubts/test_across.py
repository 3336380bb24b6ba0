"""All doubts of the county in one list, their rows next to each other, and what a step will run into told beforehand."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop import doubts, filings, intake, papers, pdf
from desktop.doubts import Only
from desktop.pages import PageQuery
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, entry, file_case

TWIN = replace(builders.trainee(40, "沈同号"), account=PEOPLE[0].account)


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("empty") as made:
        yield made


def later(county: County, people=PEOPLE, **changes: object):
    return entry(
        county, people, starts_on=county.days.paid, ends_on=county.days.paid, title="第二期", **changes
    )


def found(county: County, query: PageQuery = ALL, only: Only = Only()) -> list[doubts.CaseDoubt]:  # noqa: B008
    with county.reading() as desk:
        return list(doubts.across(desk, query, only).rows)


def two_cases(county: County) -> tuple[int, int]:
    """A class with a shared bank account, and another with more people than it was planned for."""
    shared = file_case(county, (*PEOPLE, TWIN))
    more = file_case(county, PEOPLE, later(county, planned_people=len(PEOPLE) - 1))
    return shared, more


def test_the_list_names_the_case_and_the_institution_of_each_doubt(county: County):
    shared, more = two_cases(county)
    rows = found(county)
    assert {row.case_id for row in rows} == {shared, more}
    with county.reading() as desk:
        known = {each.id: each for each in filings.lines(desk, ALL).rows}
        held = dict(doubts.institutions(desk))
    for row in rows:
        assert (row.number, row.title) == (known[row.case_id].number, known[row.case_id].title)
        assert row.institution in held.values()
    assert {(row.state, row.severity) for row in rows[:1]} == {("open", "hard")}


def test_the_list_is_kept_to_a_severity_flag_stage_state_institution_and_words(county: County):
    shared, more = two_cases(county)
    every = found(county)
    for name, keep in (("severity", "hard"), ("severity", "soft"), ("flag", "R10"), ("flag", "R12")):
        expected = {row.id for row in every if getattr(row, name) == keep}
        assert {row.id for row in found(county, only=Only(**{name: keep}))} == expected
    assert len(found(county, only=Only(stage="filing"))) == len(every)
    assert found(county, only=Only(stage="payment")) == []
    with county.reading() as desk:
        (holder,) = [id_ for id_, _name in doubts.institutions(desk)]
    assert len(found(county, only=Only(institution_id=holder))) == len(every)
    assert found(county, only=Only(institution_id=holder + 1)) == []
    one = next(row for row in every if row.case_id == more)
    assert {row.case_id for row in found(county, PageQuery(one.number, limit=50))} == {more}
    assert {row.case_id for row in found(county, PageQuery("沈同号", limit=50))} >= {shared}
    assert found(county, PageQuery(state="explained")) == []


def test_exact_and_suspected_are_told_apart_in_the_list_and_on_the_sheet(county: County):
    namesake = builders.trainee(85, PEOPLE[0].name)
    filing_id = file_case(county, (*PEOPLE, namesake), entry(county, PEOPLE))
    rows = found(county, PageQuery(sort="certainty_title", limit=100))
    told = [(row.flag, row.certainty_title) for row in rows]
    assert told == [("R12", "确凿"), ("R2", "疑似")], (
        "one number more than planned; one name and birthday twice"
    )
    for kind, flag in (("exact", "R12"), ("suspected", "R2")):
        assert [row.flag for row in found(county, only=Only(certainty=kind))] == [flag]
    with county.desk("jingban") as desk:
        doubts.dispose(
            desk, [row.id for row in rows], "explained", "已逐人核对身份证，确为两人", "身份证复印件两份"
        )
        says = {each.code: each.says for each in doubts.case_sheet(desk, "filing", filing_id).flags}
        printed = pdf.read(papers.draft(desk, "doubts_of_filing", filing_id)).text
    assert says["R2"].startswith("疑似1条，已处理")
    assert says["R12"].startswith("确凿1条，已处理")
    assert "把握" in printed
    assert printed.count("疑似") >= 2


def test_pages_never_overlap_and_are_sorted_in_the_store(county: County):
    two_cases(county)
    every = found(county, PageQuery(sort="flag", limit=100))
    assert [row.flag for row in every] == sorted(row.flag for row in every)
    pages = [found(county, PageQuery(sort="flag", limit=1, offset=at))[0].id for at in range(len(every))]
    assert pages == [row.id for row in every]
    with county.reading() as desk, builders.statements(county) as asked:
        doubts.across(desk, PageQuery(sort="institution", limit=1))
    assert len(asked) == 3, "the begin, the count and the page"


def test_a_doubt_shows_both_its_rows_next_to_each_other(county: County):
    two_cases(county)
    doubt = next(row for row in found(county) if row.flag == "R10")
    with county.reading() as desk:
        told = doubts.side_by_side(desk, doubt.id)
    by_name = {each.name: each for each in told.rows}
    assert set(by_name["姓名"].values) == {PEOPLE[0].name, TWIN.name}
    assert by_name["银行账号"].same
    assert not by_name["姓名"].same
    assert TWIN.account not in "".join(by_name["银行账号"].values)
    rows = dict(zip(by_name["姓名"].values, by_name["行"].values, strict=True))
    assert rows[PEOPLE[0].name] == "第2行"
    assert set(by_name["文件"].values) == {"花名册.csv"}
    assert "本件" in told.heads


def test_a_list_of_another_office_stands_beside_the_row_with_its_day(county: County):
    filing_id = file_case(county)
    dead = PEOPLE[0]
    reading = intake.read(
        builders.table(
            "死亡.csv", ("姓名", "身份证号码", "开始日期"), [(dead.name, dead.id_number, "2023-08-01")]
        ),
        doubts.COLUMNS["death"],
        day=county.days.filed,
    )
    with county.desk("jingban") as desk:
        before = [each.missing for each in doubts.covered(desk) if each.what == "死亡人员名单"]
        doubts.take_list(desk, "death", reading, source="演练县民政局", as_of=county.days.filed)
        after = [each for each in doubts.covered(desk) if each.what == "死亡人员名单"]
        swept = doubts.sweep(desk)
    assert before == ["没有导入死亡人员名单，未能核查"]
    assert [(each.missing, each.as_of) for each in after] == [("", county.days.filed)]
    assert (swept.cases, swept.open, swept.before) == (1, 1, 0)
    assert "比核查前多1条" in swept.sentence
    (doubt,) = found(county)
    assert (doubt.flag, doubt.case_id) == ("R5", filing_id)
    with county.reading() as desk:
        told = doubts.side_by_side(desk, doubt.id)
    assert f"死亡人员名单（截至{county.days.filed}）" in told.heads
    by_name = {each.name: each for each in told.rows}
    assert by_name["身份证号"].same
    assert by_name["文件"].values[told.heads.index(f"死亡人员名单（截至{county.days.filed}）")] == "死亡.csv"


def test_a_round_that_is_stopped_leaves_nothing(county: County):
    file_case(county)
    with pytest.raises(Refused, match="已停止"), county.desk("jingban") as desk:
        doubts.sweep(desk, cancelled=lambda: True)


def test_what_a_step_will_run_into_is_told_before_it_is_tried(county: County):
    first = file_case(county)
    with county.reading() as desk:
        assert doubts.ahead(desk, "filing", first).why_not == ""
    file_case(county, (*PEOPLE[1:], TWIN), later(county, (*PEOPLE[1:], TWIN)))
    assert [row for row in found(county) if row.case_id == first] == []
    with county.reading("fuhe") as desk:
        told = doubts.ahead(desk, "filing", first)
    assert told.open == told.new > 0
    assert f"有 {told.open} 条疑点没有处理，其中{told.new}条是上次核查以后新出现的" in told.why_not
    with county.desk("jingban", county.days.approved) as desk:
        assert doubts.run(desk, "filing", first).open == told.open
        assert doubts.ahead(desk, "filing", first).new == 0


@pytest.mark.parametrize("verdict, waits", [("explained", 0), ("sent_back", 1), ("referred", 0)])
def test_what_was_disposed_of_is_told_as_the_next_check_will_leave_it(
    county: County, verdict: str, waits: int
):
    filing_id = file_case(county, PEOPLE, entry(county, planned_people=len(PEOPLE) - 1))
    (row,) = found(county)
    with county.desk("jingban", county.days.approved) as desk:
        doubts.dispose(desk, [row.id], verdict, "已现场核对，多一人旁听", "班主任说明")
        told = doubts.ahead(desk, "filing", filing_id)
        assert told.open == waits
        assert doubts.run(desk, "filing", filing_id).open == waits
