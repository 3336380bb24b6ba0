"""An apprenticeship's advance is held against the share allowed, the time since its end, and what the class came to."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from db.classes import TrainingClass
from db.filings import Filing
from db.payments import PaymentBatch, Repayment
from db.subsidies import Claim, ClaimLine
from desktop import audit, checks, doubts, ledger, subsidies
from desktop.problems import Refused
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


def settled_with_too_few(county: County, monkeypatch, people: int = 11) -> tuple[int, int]:
    """An advance of 112,500 yuan, and the settlement approved for a class that came to less; the two claims."""
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    paid(county, advance)
    finished(county, monkeypatch, people=people)
    settlement = applied(county, filing_id, advance=False)
    builders.grant(county, settlement)
    return advance, settlement


def repay(county: County, claim_id: int, amount: str, voucher: str, day=DONE.paid) -> int:
    with county.desk("caiwu", DONE.paid) as desk:
        return subsidies.take_repayment(desk, claim_id, Decimal(amount), day, voucher)


def over(county: County, claim_id: int) -> subsidies.Overpayment | None:
    with county.reading(day=DONE.paid) as desk:
        return subsidies.sheet(desk, claim_id).overpayment


def faults(county: County) -> list[str]:
    with county.reading(day=DONE.paid) as desk:
        return [fault for each in checks.check(desk) for fault in each.faults]


def test_what_was_advanced_too_much_is_no_doubt_any_more_once_it_came_back(
    county: County, monkeypatch, tmp_path: Path
):
    advance, settlement = settled_with_too_few(county, monkeypatch)
    first = over(county, settlement)
    assert first == over(county, advance)
    assert (first.people, first.paid, first.due, first.left) == (11, 112_500, 110_000, 2_500)
    repay(county, settlement, "1000", "回单001")
    assert "多预支2,500.00元，已退回1,000.00元" in told(county, DONE.paid)["R16.overpaid"]
    repay(county, advance, "1500", "回单002")
    assert told(county, DONE.paid) == {}
    assert over(county, advance).left == 0
    assert faults(county) == []
    with county.reading(day=DONE.paid) as desk:
        (tied,) = (each for each in checks.check(desk) if each.title == "台账与拨付")
        assert tied.figure.endswith("，退回 2,500.00 元")
        done = [each for each in subsidies.sheet(desk, advance).history if each.deed == "登记退款"]
        assert len(done) == 2
    with county.desk("caiwu", DONE.paid) as desk:
        book = load_workbook(ledger.export(desk, tmp_path / "台账.xlsx", builders.ALL))
    told_above = [str(cell) for row in book.active.iter_rows(max_row=4, values_only=True) for cell in row]
    assert any("另有学徒制多预支退回 2,500.00 元" in each for each in told_above)


def test_an_entry_made_wrongly_is_struck_and_stays_to_be_read(county: County, monkeypatch):
    advance, _ = settled_with_too_few(county, monkeypatch)
    wrong = repay(county, advance, "2500", "回单001")
    assert told(county, DONE.paid) == {}
    with county.desk("caiwu", DONE.paid) as desk:
        with pytest.raises(Refused, match="没有写明撤销的原因"):
            subsidies.strike_repayment(desk, wrong, " ")
        subsidies.strike_repayment(desk, wrong, "记错了单位")
        with pytest.raises(Refused, match="已经撤销"):
            subsidies.strike_repayment(desk, wrong, "再撤一次")
    assert set(told(county, DONE.paid)) == {"R16.overpaid"}
    found = over(county, advance)
    assert (found.left, [each.struck for each in found.rows]) == (2_500, ["记错了单位"])
    repay(county, advance, "2500", "回单001")
    assert over(county, advance).left == 0


@pytest.mark.parametrize(
    ("amount", "voucher", "day", "said"),
    [
        ("2500.01", "回单", DONE.paid, "不超过尚未退回的2,500.00元"),
        ("0", "回单", DONE.paid, "应大于0元"),
        ("0.001", "回单", DONE.paid, "没有登记"),
        ("100", " ", DONE.paid, "没有写明退款凭证"),
        ("100", "回单", DONE.paid + timedelta(days=1), "与今天之间"),
        ("100", "回单", date(2020, 9, 23), "与今天之间"),
    ],
)
def test_a_repayment_that_cannot_be_is_refused(county: County, monkeypatch, amount, voucher, day, said):
    advance, _ = settled_with_too_few(county, monkeypatch)
    with pytest.raises(Refused, match=said):
        repay(county, advance, amount, voucher, day)


def test_nothing_comes_back_before_it_is_known_how_much_and_only_a_cashier_enters_it(
    county: County, monkeypatch
):
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    paid(county, advance)
    with pytest.raises(Refused, match="没有多预支"):
        repay(county, advance, "100", "回单")
    finished(county, monkeypatch, people=11)
    settlement = applied(county, filing_id, advance=False)
    with pytest.raises(Refused, match="还没有办结"):
        repay(county, advance, "100", "回单")
    builders.grant(county, settlement)
    with county.desk("jingban", DONE.paid) as desk, pytest.raises(Refused, match="财务"):
        subsidies.take_repayment(desk, advance, Decimal(100), DONE.paid, "回单")
    repay(county, advance, "100", "回单")
    with pytest.raises(Refused, match="已经登记过"):
        repay(county, advance, "100", "回单")


def test_a_settlement_that_was_refused_is_done_with_once_everything_came_back(county: County, monkeypatch):
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    paid(county, advance)
    finished(county, monkeypatch, people=11)
    settlement = applied(county, filing_id, advance=False)
    with county.desk("fuhe", DONE.applied) as desk:
        subsidies.refuse(desk, settlement, builders.ground("claim"), "多预支，退回")
    late = DONE.ended + timedelta(days=181)
    assert set(told(county, late)) == {"R16.overpaid", "R16.unsettled"}
    repay(county, advance, "2500", "回单")
    assert told(county, late) == {}


def test_more_back_than_was_overpaid_is_told_by_the_check(county: County, monkeypatch):
    advance, _ = settled_with_too_few(county, monkeypatch)
    repay(county, advance, "2500", "回单")
    with county.desk("caiwu", DONE.paid) as desk:
        desk.session.execute(update(Repayment).values(amount=Decimal(2600)))
    assert [each for each in faults(county) if "登记退回的超过此数" in each]


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
