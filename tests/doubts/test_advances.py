"""An apprenticeship's advance is held against the share allowed, the time since its end, and what the class came to."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.classes import TrainingClass
from db.filings import Filing
from db.payments import PaymentBatch
from db.subsidies import Claim, ClaimLine
from desktop import audit, doubts, subsidies
from tests import apprentices, builders
from tests.apprentices import DONE, applied, finished, opened, paid
from tests.builders import County


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    county = apprentices.county(tmp_path / "county", monkeypatch)
    yield county
    county.workspace.close()


def told(county: County, day) -> dict[str, str]:
    """What is found in the whole county about amounts, by variant."""
    with county.reading(day=day) as desk:
        return {each.variant: each.sentence for each in doubts.county(desk) if each.flag == "R16"}


def test_an_advance_is_settled_within_half_a_year_of_the_end(county: County, monkeypatch):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    assert told(county, DONE.ended + timedelta(days=180)) == {}
    late = DONE.ended + timedelta(days=181)
    said = told(county, late)
    assert set(said) == {"R16.unsettled"}
    assert "已拨付112,500.00元，2022-09-02结业后181天没有申请结算，超过180天" in said["R16.unsettled"]
    with county.desk("jingban", late) as desk:
        doubts.run(desk, "filing", filing_id)
        (row,) = (
            each
            for each in doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id).rows
            if each.flag == "R16"
        )
        sides = doubts.side_by_side(desk, row.id)
        rests = doubts.sheet(desk, row.id).evidence
    assert "预支申请" in sides.heads
    assert "预支申请补〔2020〕0001号" in {each.says for each in rests}
    claim_id = applied(county, filing_id, advance=False)
    assert claim_id
    assert told(county, late) == {}


def test_an_advance_beyond_the_share_allowed_is_told(county: County):
    claim_id = applied(county, opened(county), advance=True)
    day = county.days.applied
    assert told(county, day) == {}
    with county.desk("jingban", day) as desk:
        line = desk.session.scalars(select(ClaimLine).where(ClaimLine.claim_id == claim_id)).first()
        assert line is not None
        line.asked = line.amount = line.amount + 1
    said = told(county, day)
    assert set(said) == {"R16.advance"}
    assert "核定112,501.00元，按45人和规定的预支比例最多112,500.00元" in said["R16.advance"]


def test_a_class_that_came_to_less_than_its_advance_is_told_with_what_is_owing(county: County, monkeypatch):
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    paid(county, advance)
    finished(county, monkeypatch, people=11)
    applied(county, filing_id, advance=False)
    said = told(county, DONE.applied)
    assert set(said) == {"R16.overpaid"}
    assert "合格结业11人应补110,000.00元，多预支2,500.00元" in said["R16.overpaid"]
    with county.desk("jingban", DONE.applied) as desk:
        desk.session.execute(update(ClaimLine).where(ClaimLine.claim_id == advance).values(state="refused"))
    assert "多预支2,500.00元" in told(county, DONE.applied)["R16.overpaid"], "what was paid counts"
    with county.reading(day=DONE.applied) as desk:
        assert any("退款到账不登记" in each.missing for each in doubts.covered(desk))


def test_a_settlement_that_was_refused_leaves_what_is_owing_in_sight(county: County, monkeypatch):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch, people=11)
    settlement = applied(county, filing_id, advance=False)
    with county.desk("fuhe", DONE.applied) as desk:
        subsidies.refuse(desk, settlement, builders.ground("claim"), "多预支，退回")
    assert set(told(county, DONE.applied)) == {"R16.overpaid"}
    said = told(county, DONE.ended + timedelta(days=181))
    assert set(said) == {"R16.overpaid", "R16.unsettled"}
    assert "结业后181天结算申请补〔2022〕0001号已不予补贴，仍没有结算" in said["R16.unsettled"]


def test_advance_and_settlement_come_from_one_fund(county: County, monkeypatch):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    paid(county, applied(county, filing_id, advance=False))
    since = date(2024, 2, 1)
    with county.desk("jingban", DONE.paid) as desk:
        first, second = desk.session.scalars(select(PaymentBatch).order_by(PaymentBatch.id))
        first.fund, second.fund = "employment", "employment"
        desk.session.execute(update(TrainingClass).values(opened_on=since))
    assert "R16.two_funds" not in told(county, since)
    with county.desk("jingban", DONE.paid) as desk:
        desk.session.execute(
            update(PaymentBatch).where(PaymentBatch.id == second.id).values(fund="unemployment")
        )
    said = told(county, since)["R16.two_funds"]
    assert "补〔2020〕0001号由" in said
    assert "补〔2022〕0001号由" in said


def of_order(county: County, day) -> dict[str, str]:
    with county.reading(day=day) as desk:
        return {each.variant: each.sentence for each in doubts.county(desk) if each.flag == "R20"}


def test_what_the_class_did_after_its_advance_was_published_changes_no_list(county: County, monkeypatch):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    paid(county, applied(county, filing_id, advance=False))
    assert of_order(county, DONE.paid) == {}
    with county.desk("jingban", DONE.paid) as desk:
        filing = desk.session.get_one(Filing, filing_id)
        audit.record(desk, "移出花名册", audit.HANDLING, "filing", filing.uid, filing.number or "")
    assert set(of_order(county, DONE.paid)) == {"R20.after_notice"}


def test_what_is_done_on_an_advance_itself_is_looked_at(county: County):
    claim_id = applied(county, opened(county), advance=True)
    paid(county, claim_id)
    assert of_order(county, county.days.paid) == {}
    with county.desk("jingban", county.days.paid) as desk:
        claim = desk.session.get_one(Claim, claim_id)
        audit.record(desk, "人工核减", audit.HANDLING, "claim", claim.uid, claim.number)
        audit.record(desk, "复核同意", audit.DECIDING, "claim", claim.uid, claim.number)
    assert set(of_order(county, county.days.paid)) == {"R20.after_notice", "R20.same_hand"}
