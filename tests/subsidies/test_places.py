"""Where household, home and work are, and since when a new hire is insured: checked where recorded, told where not."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop import explaining, filings, subsidies
from desktop.filings.columns import ROSTER
from desktop.pages import PageQuery
from desktop.problems import Refused
from tests import builders
from tests.builders import STAFF, County, trainee

APPLIED = date(2023, 10, 30)
PEOPLE = (*STAFF, trainee(14, "周航", "企业职工", hired="2020-02-10"))
HEADINGS = (
    *("姓名", "身份证号", "人员类别", "入职日期", "合同起始日期", "合同终止日期"),
    *("户口所在地区划", "常住地", "求职就业地", "参保时间"),
)
PLACES = (
    ("999901", "演练县城关镇", "演练县", "2023-10-20"),
    ("河南省固始县", "演练邻县开发区二路", "演练县", "2023-10-30"),
    ("", "安徽省滁州市", "", ""),
    ("999902", "", "", "2023-10-31"),
)
"""Of the four: all at home; a home where the practice is; nothing that tells a county; a household there, insured late."""


@pytest.fixture(scope="module")
def claimed() -> Iterator[tuple[County, int]]:
    """A class of new hires whose practice was in the neighbouring county, claimed for."""
    rows = tuple(
        (p.name, p.id_number, p.group, "2023-09-10", "2023-09-10", "2025-12-31", *places)
        for p, places in zip(PEOPLE, PLACES, strict=True)
    )
    with builders.stage("empty") as county:
        days = county.days
        with county.desk("jingban", days.filed) as desk:
            entry = builders.staff_entry(county, PEOPLE, practice_county="999902")
            filing_id = filings.draft(desk, entry)
            reading = builders.taken("花名册.csv", ROSTER, HEADINGS, rows, days.filed)
            filings.file_roster(desk, filing_id, reading)
            builders.receive_all(desk, "filing", filing_id)
            filings.accept(desk, filing_id)
        builders.approve(county, filing_id)
        builders.hold(county, filing_id, PEOPLE)
        with county.desk("jingban", APPLIED) as desk:
            claim_id = subsidies.apply(desk, filing_id)
        yield county, claim_id


def lines(county: County, claim_id: int) -> dict[str, subsidies.LineRow]:
    with county.reading(day=APPLIED) as desk:
        return {row.name: row for row in subsidies.claim_lines(desk, claim_id, PageQuery(limit=50)).rows}


def told(county: County, claim_id: int, name: str, rule: str) -> str:
    with county.reading(day=APPLIED) as desk:
        row = lines(county, claim_id)[name]
        tree = explaining.flat(explaining.tree(explaining.line(desk, row.id)))
        return next(words for _, words in tree if words.startswith(f"{rule}："))


def test_practice_away_from_all_three_places_brings_nothing(claimed):
    refused = lines(*claimed)["钱多多"]

    assert refused.state == "refused"
    assert "实操课程的地点不在其户籍地、常住地或者求职就业地" in refused.sentence
    assert "二（五）" in told(*claimed, "钱多多", "实操地点")


def test_practice_at_one_of_the_three_is_kept(claimed):
    assert lines(*claimed)["孙立"].state == "proposed"
    assert "符合。" in told(*claimed, "孙立", "实操地点")
    assert "符合。" in told(*claimed, "孙立", "参加社会保险")


def test_what_nobody_recorded_is_told_as_not_checked_and_refuses_nobody(claimed):
    assert lines(*claimed)["吴迪"].state == "proposed"
    assert "户籍地、常住地或者工作单位所在地未记载，未核。" in told(*claimed, "吴迪", "实操地点")
    assert "参保日期未记载，未核。" in told(*claimed, "吴迪", "参加社会保险")


def test_who_is_insured_only_after_the_claim_gets_nothing(claimed):
    refused = lines(*claimed)["周航"]

    assert refused.state == "refused"
    assert "参加社会保险还没有开始" in refused.sentence


def test_the_claim_says_once_what_could_not_be_checked(claimed):
    county, claim_id = claimed
    with county.reading(day=APPLIED) as desk:
        notices = {
            row.sentence for row in subsidies.sheet(desk, claim_id).findings if row.strength == "notice"
        }

    assert "有1人的户籍地、常住地或者工作单位所在地未记载，“实操地点”未核。" in notices
    assert "有1人的参保日期未记载，“参加社会保险”未核。" in notices


def test_a_filing_that_names_no_practice_county_leaves_the_rule_unchecked(tmp_path):
    with builders.stage("claimed", tmp_path) as county, county.reading(day=APPLIED) as desk:
        notices = [row.sentence for row in subsidies.sheet(desk, county.ids["claim"]).findings]

    assert "有4人的实操所在县区未记载，“实操地点”未核。" in notices


def test_practice_county_is_a_code(claimed):
    county, _ = claimed
    with county.reading() as desk, pytest.raises(Refused) as refused:
        filings.draft(desk, builders.entry(county, practice_county="演练县"))

    assert "实操所在县区应为六位区划代码" in refused.value.sentence
