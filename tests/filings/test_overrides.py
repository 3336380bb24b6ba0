"""What was passed over "in principle" is counted by rule, by clerk and by institution, each with its reason."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop import filings, issuing, overrides, papers, pdf, subsidies
from desktop.audit import trail
from desktop.problems import Refused
from tests import builders
from tests.builders import County

APPLIED = date(2023, 10, 30)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def passed():
    """A filing whose plan is mostly online, and a claim whose people sat in two classes at the same time."""
    with builders.stage("held") as county:
        with county.desk("jingban", APPLIED) as desk:
            subsidies.apply(desk, county.ids["filing"])
        plan = builders.entry(county, builders.PEOPLE[1:3], title="另一班", items=builders.plan(30, 10))
        other = builders.file_case(county, builders.PEOPLE[1:3], plan)
        builders.explain_doubts(county, "filing", other, county.days.approved)
        builders.approve(county, other)
        builders.hold(county, other, builders.PEOPLE[1:3], body="999902")
        county.ids["claim"] = builders.claim(county, other)
        with county.desk("fuhe2", APPLIED) as desk:
            for finding in subsidies.sheet(desk, county.ids["claim"]).findings:
                if finding.strength == "principle":
                    filings.accept_finding(desk, finding.id, "两班错时上课，签到记录相符")
        yield county


def found(county: County, since: date = YEAR[0], until: date = YEAR[1]) -> overrides.Report:
    with county.reading() as desk:
        return overrides.report(desk, since, until)


def test_each_is_told_with_its_case_its_clerk_and_its_reason(passed: County):
    report = found(passed)
    overlap = [each for each in report.entries if each.rule == "overlap"]
    assert {each.person for each in overlap} == {"王秀英", "李建国"}
    assert {(each.case_kind, each.clerk, each.reason) for each in overlap} == {
        ("claim", "何静", "两班错时上课，签到记录相符")
    }
    assert all(each.case_number.startswith("补〔2023〕") and each.clause for each in overlap)
    plan = [each for each in report.entries if each.case_kind == "filing"]
    assert {each.clerk for each in plan} == {"周正明"}
    assert "online_share" in {each.rule for each in plan}


def test_it_is_counted_three_ways_and_each_way_counts_all(passed: County):
    report = found(passed)
    for counts in (report.by_rule, report.by_clerk, report.by_institution):
        assert sum(each.accepted for each in counts) == len(report.entries)
        assert [each.accepted for each in counts] == sorted((each.accepted for each in counts), reverse=True)
    by_rule = {each.key: (each.accepted, each.cases) for each in report.by_rule}
    assert by_rule["overlap"] == (2, 1)
    assert {each.title for each in report.by_clerk} == {"周正明", "何静"}
    assert [each.title for each in report.by_institution] == ["演练县春风职业培训学校"]


def test_only_the_days_of_the_period_count(passed: County):
    accepted = builders.DAYS["jiangsu"].approved
    assert {each.day for each in found(passed, accepted, accepted).entries} == {accepted}
    assert {each.day for each in found(passed, accepted + timedelta(days=1), APPLIED).entries} == {APPLIED}
    assert found(passed, APPLIED + timedelta(days=1), YEAR[1]).entries == ()


def test_the_workbook_tells_every_reason_and_leaves_an_entry(passed: County, tmp_path: Path):
    with passed.desk("fuze", APPLIED) as desk:
        path = overrides.write(desk, *YEAR, tmp_path / "从宽.xlsx")
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "要求")
    report = found(passed)
    assert [row[8] for row in rows[head + 1 : -1]] == [each.reason for each in report.entries]
    assert any("按同意人：" in str(row[0]) and "何静2次（1件）" in str(row[0]) for row in rows[:head])
    with passed.reading() as desk:
        assert trail(desk.session, builders.COUNTY)[0].deed == "导出从宽处理情况"


def test_the_paper_tells_the_counts_and_every_reason_and_is_issued_for_its_period(
    passed: County, tmp_path: Path
):
    period = overrides.period_key(*YEAR)
    assert overrides.period_of(period) == YEAR
    report = found(passed)
    with passed.desk("fuze", YEAR[1]) as desk:
        text = "".join(pdf.read(papers.draft(desk, "override_report", period)).text.split())
        issued = issuing.issue(desk, "override_report", period)
        (tmp_path / "issued.pdf").write_bytes(issued.content)
        assert issuing.verify_file(desk, tmp_path / "issued.pdf").good
    assert f"本期共从宽处理{len(report.entries)}次" in text
    for each in report.entries:
        assert each.case_number in text
        assert each.clerk in text
    assert text.count("两班错时上课，签到记录相符") == 2


def test_a_period_without_any_says_so_and_one_not_over_is_not_issued(passed: County):
    later = overrides.period_key(APPLIED + timedelta(days=1), YEAR[1])
    with passed.desk("fuze", APPLIED) as desk:
        text = "".join(pdf.read(papers.draft(desk, "override_report", later)).text.split())
        with pytest.raises(Refused, match="还没有办到这一步"):
            issuing.issue(desk, "override_report", later)
        with pytest.raises(Refused, match="没有这一段时间"):
            papers.draft(desk, "override_report", 7)
    with pytest.raises(Refused, match="早于"):
        overrides.period_key(*reversed(YEAR))
    with pytest.raises(Refused, match="不在可以汇总的范围内"):
        overrides.period_key(date(1999, 12, 31), YEAR[1])
    for span in (YEAR, (APPLIED, APPLIED), (date(2060, 1, 1), date(2099, 12, 31))):
        assert overrides.period_of(overrides.period_key(*span)) == span
        assert overrides.period_key(*span) < 2**31, "a window passes it on as a plain int"
    assert "本期没有对“原则上”的要求从宽处理的情况" in text
