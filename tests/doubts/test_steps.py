"""No step is taken with a doubt undisposed of; what was decided is kept, remembered, and signed for by another."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.audit import AuditEntry
from db.filings import Filing
from desktop import doubts, filings, papers, payments, pdf, subsidies
from desktop.pages import PageQuery
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, entry, file_case

REASON, EVIDENCE = "已电话核实，为父子共用一个号码", "电话回访记录"


@pytest.fixture
def county():
    with builders.stage("empty") as made:
        yield made


def doubtful(county: County, people=PEOPLE, **changes: object) -> int:
    """File a class with more people than it was planned for: a hard doubt about the class."""
    return file_case(county, people, entry(county, people, planned_people=len(people) - 1, **changes))


def rows(county: County, kind: str, case_id: int, day: date | None = None) -> list[doubts.DoubtRow]:
    with county.reading("jingban", day) as desk:
        return list(doubts.lines(desk, ALL, kind=kind, case_id=case_id).rows)


def dispose(county: County, ids, verdict="explained", reason=REASON, evidence=EVIDENCE, login="jingban"):
    with county.desk(login, county.days.approved) as desk:
        return doubts.dispose(desk, ids, verdict, reason, evidence)


def approve(county: County, filing_id: int) -> None:
    """Approve without a look at the doubts."""
    with county.desk("fuhe", county.days.approved) as desk:
        for finding in filings.sheet(desk, filing_id).findings:
            if finding.strength == "principle" and not finding.accepted_by:
                filings.accept_finding(desk, finding.id, "已现场核查，符合实际情况")
        filings.approve(desk, filing_id, "同意")


def test_a_filing_is_not_approved_until_its_doubts_are_disposed_of(county: County):
    filing_id = doubtful(county)
    (row,) = rows(county, "filing", filing_id)
    assert (row.flag, row.state, row.severity) == ("R12", "open", "hard")
    assert "花名册有4人，超过备案的3人" in row.sentence
    with county.reading("fuhe") as desk:
        offer = next(each for each in filings.moves(desk, filing_id) if each.code == "approve")
        assert not offer.allowed
    with pytest.raises(Refused, match="1 条疑点没有处理"):
        approve(county, filing_id)
    (told,) = dispose(county, [row.id])
    assert told.done
    approve(county, filing_id)
    with county.reading() as desk:
        done = desk.session.scalars(select(AuditEntry).where(AuditEntry.deed == "同意备案")).one()
        assert done.details["疑点"].startswith("1条，全部处理，摘要")


def test_a_reason_and_what_it_rests_on_are_asked_for(county: County):
    (row,) = rows(county, "filing", doubtful(county))
    with pytest.raises(Refused, match="理由"):
        dispose(county, [row.id], reason="属实")
    with pytest.raises(Refused, match="依据"):
        dispose(county, [row.id], evidence="")
    with pytest.raises(Refused, match="依据"):
        dispose(county, [row.id], evidence="已核")
    with pytest.raises(Refused, match="依据"):
        dispose(county, [row.id], evidence="是是是是是是")
    with pytest.raises(Refused, match="怎样核实"):
        dispose(county, [row.id], reason="情况都属实")
    with pytest.raises(Refused, match="处理方式"):
        dispose(county, [row.id], verdict="forgotten")
    with pytest.raises(Refused, match="岗位"):
        dispose(county, [row.id], login="caiwu")
    assert rows(county, "filing", county.ids["filing"])[0].state == "open"


def test_many_are_disposed_of_at_once_and_each_is_told(county: County):
    (row,) = rows(county, "filing", doubtful(county))
    told = dispose(county, [row.id, 9999])
    assert [(each.done, bool(each.why_not)) for each in told] == [(True, False), (False, True)]


def test_a_file_goes_with_every_doubt_of_a_disposal_and_comes_back(county: County, tmp_path: Path):
    people = (*PEOPLE, replace(builders.trainee(40, "沈同号"), account=PEOPLE[0].account))
    filing_id = file_case(county, people, entry(county, people, planned_people=len(people) - 1))
    ids = [row.id for row in rows(county, "filing", filing_id)]
    assert len(ids) == 2
    scan = tmp_path / "回访记录.pdf"
    scan.write_bytes(b"%PDF-1.4 practice")
    with (
        county.desk("jingban", county.days.approved) as desk,
        pytest.raises(Refused, match="不存在或者是空的"),
    ):
        doubts.dispose(desk, ids, "explained", REASON, "", tmp_path / "没有.pdf")
    with county.desk("jingban", county.days.approved) as desk:
        told = doubts.dispose(desk, ids, "explained", REASON, "", scan)
        assert all(each.done for each in told)
        sheets = [doubts.sheet(desk, each).disposals for each in ids]
        assert [line.file for (line,) in sheets] == ["回访记录.pdf"] * 2
        doubts.save_file(desk, sheets[1][0].id, tmp_path / "另存.pdf")
        printed = pdf.read(papers.draft(desk, "doubts_of_filing", filing_id)).text
    assert (tmp_path / "另存.pdf").read_bytes() == scan.read_bytes()
    assert printed.count("附件摘要") == 2


def test_removed_counts_only_once_the_line_is_gone(county: County):
    people = (*PEOPLE, replace(builders.trainee(40, "沈同号"), account=PEOPLE[0].account))
    filing_id = file_case(county, people)
    shared = next(row for row in rows(county, "filing", filing_id) if row.flag == "R10")
    (told,) = dispose(county, [shared.id], "removed")
    assert "请先移出" in told.why_not
    with county.desk("jingban", county.days.filed) as desk:
        line = next(each for each in filings.trainees(desk, filing_id, ALL).rows if each.name == "沈同号")
        filings.drop_trainee(desk, line.id, "银行卡不是本人的，本人同意移出")
        assert doubts.run(desk, "filing", filing_id).open == 0
    assert next(row for row in rows(county, "filing", filing_id) if row.flag == "R10").state == "gone"


def test_sent_back_is_open_again_when_nothing_changed(county: County):
    filing_id = doubtful(county)
    (row,) = rows(county, "filing", filing_id)
    dispose(county, [row.id], "sent_back")
    with pytest.raises(Refused, match="没有处理"):
        approve(county, filing_id)
    with county.desk("jingban", county.days.approved) as desk:
        assert doubts.run(desk, "filing", filing_id).open == 1


def test_an_explanation_is_remembered_when_the_same_matter_comes_again(county: County):
    people = (*PEOPLE, replace(builders.trainee(40, "沈同号"), account=PEOPLE[0].account))
    first = file_case(county, people)
    shared = next(row for row in rows(county, "filing", first) if row.flag == "R10")
    dispose(county, [shared.id])
    days = county.days
    later = entry(county, people, starts_on=days.paid, ends_on=days.paid, title="第二期")
    second = file_case(county, people, later)
    again = next(row for row in rows(county, "filing", second) if row.flag == "R10")
    assert (again.state, again.remembered, again.reason) == ("explained", True, REASON)
    with county.reading() as desk:
        sheet = doubts.sheet(desk, again.id)
        assert [each.verdict_title for each in sheet.disposals] == ["已说明"]
        assert len(sheet.evidence) >= 2


def test_what_was_explained_is_open_again_when_its_figures_change(county: County):
    filing_id = file_case(county, PEOPLE, entry(county, PEOPLE, planned_people=2))
    (row,) = rows(county, "filing", filing_id)
    dispose(county, [row.id])
    with county.desk("jingban", county.days.filed) as desk:
        assert doubts.ahead(desk, "filing", filing_id).open == 0
        line = filings.trainees(desk, filing_id, ALL).rows[0]
        filings.drop_trainee(desk, line.id, "本人来电说明不参加培训")
        assert doubts.ahead(desk, "filing", filing_id).open == 1
        assert doubts.run(desk, "filing", filing_id).open == 1
    (again,) = rows(county, "filing", filing_id)
    assert (again.state, again.reason) == ("open", "")
    assert "花名册有3人，超过备案的2人" in again.sentence
    with county.reading() as desk:
        assert [each.verdict_title for each in doubts.sheet(desk, row.id).disposals] == ["已说明"]
    with pytest.raises(Refused, match="没有处理"):
        approve(county, filing_id)


def test_an_explanation_of_other_figures_settles_no_later_stage(county: County):
    filing_id = doubtful(county)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)])
    approve(county, filing_id)
    builders.hold(county, filing_id)
    with county.desk("jingban", county.days.applied) as desk:
        desk.session.execute(update(Filing).where(Filing.id == filing_id).values(planned_people=2))
    builders.claim(county, filing_id)
    (row,) = rows(county, "claim", county.ids["claim"])
    assert (row.state, row.remembered) == ("open", False)
    assert "超过备案的2人" in row.sentence


def test_a_signature_holds_for_what_the_doubts_said(county: County):
    filing_id = doubtful(county)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)])
    with county.desk("jingban", county.days.approved) as desk:
        one = doubts.check(desk, "filing", filing_id).digest
        desk.session.execute(update(Filing).where(Filing.id == filing_id).values(title="改了名的班"))
        other = doubts.check(desk, "filing", filing_id)
    assert other.open == 0, "the same figures, met in a class of another name"
    assert other.digest != one


def test_the_batch_is_released_only_with_another_ones_signature(county: County):
    filing_id = doubtful(county)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)])
    approve(county, filing_id)
    builders.hold(county, filing_id)
    builders.claim(county, filing_id)
    builders.grant(county, county.ids["claim"])
    notice_id = builders.post(county, county.ids["claim"])
    builders.close(county, notice_id)
    with county.desk("jingban", county.days.paid) as desk:
        batch_id = payments.prepare(desk, notice_id, "training", "upgrading")
    again = rows(county, "payment_batch", batch_id)
    assert [(row.flag, row.state, row.remembered) for row in again] == [("R12", "explained", True)]
    with county.reading("caiwu", county.days.paid) as desk:
        assert "还没有签核" in doubts.ahead(desk, "payment_batch", batch_id).why_not
    with pytest.raises(Refused, match="还没有签核"), county.desk("caiwu", county.days.paid) as desk:
        payments.release(desk, batch_id)
    with pytest.raises(Refused, match="处理过"), county.desk("quan", county.days.paid) as desk:
        doubts.dispose(desk, [again[0].id], "explained", REASON, EVIDENCE)
        doubts.sign_off(desk, "payment_batch", batch_id)
    with pytest.raises(Refused, match="岗位"), county.desk("jingban", county.days.paid) as desk:
        doubts.sign_off(desk, "payment_batch", batch_id)
    with county.desk("fuhe2", county.days.paid) as desk:
        digest = doubts.sign_off(desk, "payment_batch", batch_id)
    with county.desk("caiwu", county.days.paid) as desk:
        assert doubts.ahead(desk, "payment_batch", batch_id).why_not == ""
        payments.release(desk, batch_id)
        entry_ = desk.session.scalars(select(AuditEntry).where(AuditEntry.deed == "复核拨付")).one()
        assert digest[:16] in entry_.details["疑点"]
        assert "已签核" in entry_.details["疑点"]
        assert papers.draft(desk, "doubt_sheet", batch_id).startswith(b"%PDF")


def test_referred_lines_are_not_paid_but_a_filing_may_go_on(county: County):
    filing_id = doubtful(county)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)], "referred")
    approve(county, filing_id)
    builders.hold(county, filing_id)
    builders.claim(county, filing_id)
    claim_id = county.ids["claim"]
    dispose(county, [row.id for row in rows(county, "claim", claim_id)], "referred")
    with county.reading("fuhe2", county.days.applied) as desk:
        assert "已移送核查" in doubts.ahead(desk, "claim", claim_id).why_not
    with pytest.raises(Refused, match="移送核查"), county.desk("fuhe2", county.days.applied) as desk:
        subsidies.review(desk, claim_id, "同意")


def test_a_sheet_with_an_open_doubt_is_not_printed(county: County):
    filing_id = doubtful(county)
    with county.reading() as desk, pytest.raises(Refused, match="1 条疑点没有处理"):
        papers.draft(desk, "doubts_of_filing", filing_id)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)])
    with county.reading() as desk:
        sheet = doubts.case_sheet(desk, "filing", filing_id)
        assert (sheet.open, len(sheet.doubts), len(sheet.flags)) == (0, 1, 20)
        assert papers.draft(desk, "doubts_of_filing", filing_id).startswith(b"%PDF")


def test_an_institutions_score_falls_with_what_is_upheld(county: County):
    institution = county.ids["institution"]
    with county.reading() as desk:
        assert doubts.quality(desk, institution).score is None
    filing_id = doubtful(county)
    with county.reading() as desk:
        before = doubts.quality(desk, institution)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)], "referred")
    with county.reading() as desk:
        after = doubts.quality(desk, institution)
    for year in after.years:
        assert round(100 - sum(each.points for each in year.deductions)) == year.score
    assert any(each.points for each in after.years[-1].deductions)
    assert (before.score, before.years[-1].doubts, before.years[-1].upheld) == (100, 1, 0)
    assert after.years[-1].upheld == 1
    assert after.score == 60, "one doubt upheld among four people: the most that may be lost for it"


def test_a_doubt_found_at_two_stages_counts_once_in_the_score(county: County):
    filing_id = doubtful(county)
    dispose(county, [row.id for row in rows(county, "filing", filing_id)], "referred")
    approve(county, filing_id)
    builders.hold(county, filing_id)
    builders.claim(county, filing_id)
    assert len(rows(county, "claim", county.ids["claim"])) == 1
    with county.reading() as desk:
        (year,) = doubts.quality(desk, county.ids["institution"]).years
    assert (year.doubts, year.upheld) == (1, 1)


def test_the_list_is_asked_by_text_and_state(county: County):
    filing_id = doubtful(county)
    with county.reading() as desk:
        assert doubts.lines(desk, PageQuery("超过备案"), kind="filing", case_id=filing_id).total == 1
        assert doubts.lines(desk, PageQuery(state="explained")).total == 0
        assert doubts.lines(desk, ALL, flag_code="R1").total == 0
