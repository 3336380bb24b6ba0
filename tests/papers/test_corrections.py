"""A list that an upheld objection changed: no paper says another sum than it hung with, or than is paid, without a word."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop import issuing, notices, papers, pdf
from desktop.problems import Refused
from tests import apprentices, builders
from tests.apprentices import DONE, applied, finished, opened, paid
from tests.builders import ALL, County, stage


def close(content: bytes) -> str:
    return "".join(pdf.read(content).text.split())


def uphold(county: County, position: int, login: str = "fuhe2") -> None:
    day = county.days.posted
    with county.reading(day=day) as desk:
        rows = notices.public_lines(desk, county.ids["notice"], ALL).rows
    with county.desk("jingban", day) as desk:
        objection = notices.object_to(desk, rows[position - 1].id, "", "反映未到场参训")
    with county.desk(login, day) as desk:
        notices.answer(desk, objection, "upheld", "经核查签到系他人代签")


def test_a_notice_issued_before_an_objection_was_upheld_says_so_when_it_is_looked_at(tmp_path: Path):
    with stage("posted") as county:
        key, day = county.ids["notice"], county.days.posted
        with county.desk("jingban", day) as desk:
            before = issuing.issue(desk, "notice", key)
            file = issuing.save_as(desk, before.copies[0][0], tmp_path / "notice.pdf")
            assert issuing.sheet(desk, before.paper_id).overtaken == ""
            with pytest.raises(Refused, match="名单没有因异议撤出或者调整的行"):
                issuing.issue(desk, "notice_change", key)
        uphold(county, 3)
        with county.desk("jingban", day) as desk:
            told = "出具后名单有更正（经核实异议，第3行撤出），以更正公示为准。"
            assert issuing.sheet(desk, before.paper_id).overtaken == told
            verdict = issuing.verify_file(desk, file)
            assert verdict.status == "same"
            assert f"这份文书{told}" in verdict.sentences
            correction = issuing.issue(desk, "notice_change", key)
            assert issuing.sheet(desk, correction.paper_id).overtaken == ""
        uphold(county, 6)
        with county.desk("jingban", day) as desk:
            told = "出具后又有更正（经核实异议，第6行撤出），应当作废后重新出具更正公示。"
            assert issuing.sheet(desk, correction.paper_id).overtaken == told
            issuing.void(desk, correction.paper_id, "又有异议成立，重新更正")
            assert issuing.sheet(desk, correction.paper_id).overtaken == ""
            again = close(issuing.issue(desk, "notice_change", key).content)
    for part in (
        "关于2023年第1批职业培训补贴的更正公示",
        "撤出2行：名单第3、6行，不予发放。",
        "更正前合计金额2,300.00元，更正后合计金额1,650.00元。",
        "3李建国999901********0065演练县春风职业培训学校职业培训补贴500.000.00撤出",
        "合计650.000.00",
        "演练县春风职业培训学校职业培训补贴班〔2023〕0001号432,000.001,500.00",
    ):
        assert part in again, part


@pytest.fixture
def shared_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[County, str, str]]:
    """An apprenticeship whose posted settlement was shared anew; with notice and approval sheet as they were before."""
    county = apprentices.county(tmp_path / "county", monkeypatch)
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    county.ids["claim"] = applied(county, filing_id, advance=False)
    builders.grant(county, county.ids["claim"])
    builders.post(county, county.ids["claim"])
    with county.reading(day=DONE.posted) as desk:
        notice = close(papers.notice(desk, county.ids["notice"]))
        sheet = close(papers.subsidy_approval(desk, county.ids["claim"]))
    uphold(county, 1, "fuze")
    yield county, notice, sheet
    county.workspace.close()


def test_what_was_shared_anew_leaves_what_hung_and_what_was_signed_as_it_was(
    shared_anew: tuple[County, str, str], tmp_path: Path
):
    county, hung, signed = shared_anew
    key = county.ids["notice"]
    with county.reading(day=DONE.posted) as desk:
        notice = close(papers.notice(desk, key))
        correction = close(papers.draft(desk, "notice_change", key))
        assert close(papers.subsidy_approval(desk, county.ids["claim"])) == signed
        listed = openpyxl.load_workbook(notices.list_workbook(desk, key, tmp_path / "list.xlsx")).active
        sheet = notices.sheet(desk, key)
    note = "更正说明：公示期间经核实异议，名单第1—33行已有更正，更正后合计金额207,500.00元；"
    assert note in notice
    said, rest = notice.split("更正说明", 1)
    assert said in hung
    assert rest.split("公示时间", 1)[1] == hung.split("公示时间", 1)[1]
    for part in (
        "撤出1行：名单第1行",
        "调整金额32行：名单第2—33行，随撤出人员重新核定。",
        "更正前合计金额217,500.00元，更正后合计金额207,500.00元",
    ):
        assert part in correction, part
    assert (sheet.published, sheet.payable) == (217_500, 207_500)
    cells = [[str(each.value) for each in row] for row in listed.iter_rows()]
    assert any("更正后金额（元）" in row for row in cells)
    assert any("名单已有更正" in row[0] for row in cells)


def test_the_closing_statement_ties_what_hung_to_what_is_paid(shared_anew: tuple[County, str, str]):
    county, _hung, _signed = shared_anew
    builders.close(county, county.ids["notice"])
    with county.reading(day=DONE.closed) as desk:
        report = close(papers.draft(desk, "notice_report", county.ids["notice"]))
    assert "共公示33条，合计金额217,500.00元" in report
    assert (
        "其中1条撤出本批，32条随之重新核定、低于公示金额（见更正公示），撤出后的32条、合计207,500.00元予以确认"
        in report
    )
