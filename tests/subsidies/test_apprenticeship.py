"""An apprenticeship is paid in two parts: an advance while it goes on, and the rest for those who finished (J15)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.notices import NoticeLine
from db.subsidies import Claim, ClaimLine
from desktop import (
    capsules,
    checks,
    classes,
    doubts,
    explaining,
    filings,
    ledger,
    local_values,
    notices,
    papers,
    payments,
    subsidies,
)
from desktop.exchange import outgoing, province
from desktop.policy import LineFacts
from desktop.problems import Refused
from desktop.subsidies.recalling import recall
from desktop.workspace import Desk
from tests import apprentices, builders
from tests.apprentices import APPRENTICES, DONE, applied, course, finished, opened, paid, total
from tests.builders import ALL, County


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    county = apprentices.county(tmp_path / "county", monkeypatch)
    yield county
    county.workspace.close()


def test_advance_and_settlement_go_the_whole_way_and_tie(
    county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    assert total(county, advance) == Decimal(112_500)
    paid(county, advance)
    finished(county, monkeypatch)
    settlement = applied(county, filing_id, advance=False)
    assert total(county, settlement) == Decimal(217_500)
    with county.reading(day=DONE.applied) as desk:
        rows = subsidies.claim_lines(desk, settlement, ALL).rows
        assert {row.state for row in rows} == {"proposed", "refused"}
        assert subsidies.sheet(desk, settlement).asked == Decimal(217_500)
        assert papers.subsidy_approval(desk, settlement).startswith(b"%PDF")
        assert sum(row.state == "refused" for row in rows) == 12
        first = rows[0]
        told = explaining.line(desk, first.id)
        assert told.ties
        assert "33人×5000元×2年＝330000元，减去已预支112500元＝217500元" in first.sentence
        assert "通人社职〔2019〕15号" in first.sentence
        said = "\n".join(words for _, words in explaining.flat(explaining.tree(told)))
        assert "计划45人，培养2年，合格结业33人，已预支112500元" in said
        again = capsules.recompute(capsules.capsule(desk, first.id), DONE.applied)
        assert again.then.differences == ()
    paid(county, settlement)
    with county.desk("jingban", DONE.paid) as desk:
        assert ledger.total(desk)[1] == Decimal(330_000)
        packed = outgoing.pack(desk)
        assert (packed.lines_total, packed.payments_total) == (Decimal(330_000), Decimal(330_000))
    answer = province.receive([packed.path], tmp_path / "inbox", tmp_path / "out")[0]
    assert answer.receipt is not None
    assert answer.receipt.rejected == ()
    with county.reading(day=DONE.paid) as desk:
        assert [fault for each in checks.check(desk) for fault in each.faults] == []
    with county.desk("jingban", DONE.paid) as desk:
        row = desk.session.get_one(Claim, settlement)
        whole = (row.known or {})["apprenticeship"]
        row.known = {**(row.known or {}), "apprenticeship": {**whole, "advanced": "100000.00"}}
    with county.reading(day=DONE.paid) as desk:
        (fault,) = (fault for each in checks.check(desk) for fault in each.faults)
    assert fault == "补〔2022〕0001号结算时减去预支100000.00元，实际已拨付预支112500.00元"


def test_an_advance_comes_once_and_in_its_time(county: County, monkeypatch: pytest.MonkeyPatch):
    filing_id = builders.file_case(county, APPRENTICES, course(county))
    builders.approve(county, filing_id)

    def refused(*, advance: bool) -> str:
        with pytest.raises(Refused) as raised, county.desk("jingban", county.days.applied) as desk:
            subsidies.apply(desk, filing_id, advance=advance)
        assert raised.value.remedy
        return raised.value.sentence

    assert "还不能申请预支" in refused(advance=True)
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, filing_id)
        county.ids["class"] = filings.sheet(desk, filing_id).class_id or 0
        assert classes.sheet(desk, county.ids["class"]).may_claim == "advance"
    assert "还不能申请补贴" in refused(advance=False)
    first = applied(county, filing_id, advance=True)
    assert "已有预支申请补〔2020〕0001号" in refused(advance=True)
    finished(county, monkeypatch)
    assert "已经结业，不能再预支" in refused(advance=True)
    assert "还没有办结" in refused(advance=False)
    with county.desk("fuhe", county.days.applied) as desk:
        subsidies.refuse(desk, first, builders.ground("claim"), "企业放弃预支")
    settlement = applied(county, filing_id, advance=False)
    assert total(county, settlement) == Decimal(330_000), "nothing was advanced, so nothing is subtracted"
    assert "已有结算申请" in refused(advance=False)


def test_what_was_advanced_beyond_what_is_due_is_told_and_paid_to_nobody(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch, people=11)
    settlement = applied(county, filing_id, advance=False)
    assert total(county, settlement) == 0
    with county.reading(day=DONE.applied) as desk:
        (told,) = {row.sentence for row in subsidies.claim_lines(desk, settlement, ALL).rows[:11]}
    assert told.startswith("不予补贴")
    assert "减去已预支112500元（多预支的2500元由申请单位退回）＝0元" in told
    with county.reading(day=DONE.applied) as desk:
        (owed,) = (each.sentence for each in doubts.county(desk) if each.variant == "R16.overpaid")
    assert "合格结业11人应补110,000.00元，多预支2,500.00元" in owed
    builders.grant(county, settlement)
    with county.reading(day=DONE.paid) as desk:
        assert subsidies.sheet(desk, settlement).state == "approved"
        assert [fault for each in checks.check(desk) for fault in each.faults] == []
        assert owed in {each.sentence for each in doubts.county(desk)}
        assert notices.publishable(desk) == ()


def test_only_whoever_finished_had_the_benefit_once_an_apprenticeship_is_settled(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch, people=11)
    builders.grant(county, applied(county, filing_id, advance=False))
    later = replace(DONE, filed=date(2023, 3, 1), approved=date(2023, 3, 3), opened=date(2023, 3, 6))
    later = replace(later, ended=date(2023, 3, 17))
    monkeypatch.setitem(builders.DAYS, "jiangsu", later)
    both = (APPRENTICES[10], APPRENTICES[40])
    entry = builders.staff_entry(
        county, both, level="3", occupation="6-18-02-04", training_type="on_job", title="在职班"
    )
    other = builders.file_case(county, both, entry)
    with county.desk("jingban", later.filed) as desk:
        doubts.run(desk, "filing", other)
        told = [
            each.sentence
            for each in doubts.lines(desk, ALL, kind="filing", case_id=other).rows
            if each.flag == "R1"
        ]
    (sentence,) = told
    assert both[0].name in sentence
    builders.explain_doubts(county, "filing", other, later.approved)
    builders.approve(county, other)
    with county.desk("jingban", later.opened) as desk:
        classes.open_class(desk, other)
    with county.desk("jingban", later.ended) as desk:
        held = filings.sheet(desk, other).class_id or 0
        classes.take_attendance(desk, held, builders.attendance(both, later.opened))
        classes.finish(desk, held)
        claim_id = subsidies.apply(desk, other)
        rows = subsidies.claim_lines(desk, claim_id, ALL).rows
        told = [len(known.history) for row in rows if (known := _known(desk, row.id))]
    assert told == [1, 0]


def _known(desk: Desk, line_id: int) -> LineFacts:
    facts = recall(desk.session.get_one(ClaimLine, line_id))
    assert isinstance(facts, LineFacts)
    return facts


def test_whom_a_person_takes_off_leaves_no_part_to_anybody(county: County, monkeypatch: pytest.MonkeyPatch):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    with county.desk("jingban", DONE.applied) as desk:
        settlement = subsidies.apply(desk, filing_id)
        first, second, third = (row.id for row in subsidies.claim_lines(desk, settlement, ALL).rows[:3])
        subsidies.cut(desk, first, Decimal(0), "查实替考，证书无效")
        assert subsidies.sheet(desk, settlement).amount == Decimal(32 * 10_000 - 112_500)
        subsidies.cut(desk, third, Decimal(5000), "部分课时由其他资金承担")
        told = explaining.line(desk, second)
        assert told.ties
        assert "由32人平均分摊" in told.sentence
        assert explaining.line(desk, first).sentence.startswith("人工核减，核定0.00元：查实替考，证书无效")
        subsidies.recompute(desk, settlement)
        rows = subsidies.claim_lines(desk, settlement, ALL).rows
        assert subsidies.sheet(desk, settlement).amount == Decimal(207_500) - Decimal("6484.38") + 5000
        assert explaining.line(desk, rows[0].id).sentence.startswith(
            "人工核减，核定0.00元：查实替考，证书无效"
        )
        builders.receive_all(desk, "claim", settlement)
        subsidies.submit(desk, settlement)
    builders.grant(county, settlement)


def test_an_upheld_objection_shares_the_settlement_anew_before_it_is_paid(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    filing_id = opened(county)
    paid(county, applied(county, filing_id, advance=True))
    finished(county, monkeypatch)
    settlement = applied(county, filing_id, advance=False)
    builders.grant(county, settlement)
    notice = builders.post(county, settlement)
    with county.desk("jingban", DONE.posted) as desk:
        listed = desk.session.scalars(select(NoticeLine).where(NoticeLine.notice_id == notice)).first()
        assert listed is not None
        objection = notices.object_to(desk, listed.id, "王某", "证书系替考取得")
    with county.desk("fuze", DONE.posted) as desk:
        notices.answer(desk, objection, "upheld", "经查证书无效，予以撤销")
        rows = subsidies.claim_lines(desk, settlement, ALL).rows
        assert subsidies.sheet(desk, settlement).amount == Decimal(207_500)
        assert all(explaining.line(desk, row.id).ties for row in rows[:3])
    builders.close(county, notice)
    batch = builders.release(county, notice, "training")
    with county.desk("caiwu", DONE.paid) as desk:
        (order,) = payments.orders(desk, batch, ALL).rows
        payments.settle(desk, batch, [payments.Settlement(order.id, True, DONE.paid)])
        assert ledger.total(desk)[1] == Decimal(32 * 10_000)
    with county.reading(day=DONE.paid) as desk:
        assert [fault for each in checks.check(desk) for fault in each.faults] == []
        assert not [each for each in doubts.county(desk) if each.flag == "R16"]
    with county.desk("caiwu", DONE.paid) as desk:
        desk.session.execute(update(ClaimLine).where(ClaimLine.id == rows[1].id).values(amount=10_000))
    with county.reading(day=DONE.paid) as desk:
        said = {each.variant: each.sentence for each in doubts.county(desk)}
        faults = [fault for each in checks.check(desk) for fault in each.faults]
    assert "合计超过32人应补的320,000.00元" in said["R16.beyond_due"]
    assert "补〔2022〕0001号核定211015.63元，加上预支112500.00元，超过32人应补的320000.00元" in faults


def test_a_class_that_is_paid_in_two_parts_counts_once_among_what_a_person_had(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    paid(county, applied(county, opened(county), advance=True))
    other = builders.file_case(county, APPRENTICES[:3], course(county, planned_people=3, level="4"))
    builders.approve(county, other)
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, other)
    with county.desk("jingban", county.days.applied) as desk:
        subsidies.apply(desk, other, advance=True)
    finished(county, monkeypatch)
    applied(county, 1, advance=False)
    with county.desk("jingban", DONE.applied) as desk:
        told = explaining.line(desk, _line_of(desk, 2))
        past = next(each for each in told.rules if each.asked.acting.rule.code == "times_limit")
        history = next(each.value for each in past.facts if each.name == "history")
    assert [each.number for each in history] == ["班〔2020〕0001号"]


def _line_of(desk: Desk, claim_id: int) -> int:
    subsidies.recompute(desk, claim_id)
    return subsidies.claim_lines(desk, claim_id, ALL).rows[0].id


def test_years_are_asked_for_and_fit_the_days(county: County):
    with county.desk("jingban") as desk:
        with pytest.raises(Refused, match="培养年限1年与起止日期"):
            filings.draft(desk, course(county, years=1))
        with pytest.raises(Refused, match="只有企业新型学徒制填写培养年限"):
            filings.draft(desk, course(county, training_type="on_job"))
        filing_id = filings.draft(desk, course(county, years=None))
        filings.file_roster(desk, filing_id, builders.roster(APPRENTICES))
        with pytest.raises(Refused, match="没有填写培养年限"):
            filings.accept(desk, filing_id)


def enter(county: County, **given: object) -> None:
    """A value of the bureau's own, proposed by one and confirmed by another."""
    entry = local_values.LocalEntry(
        since=date(2020, 1, 1),
        document="演练县学徒制补贴标准",
        document_number="演人社发〔2020〕9号",
        clause="第三条",
        **given,
    )
    with county.desk("jingban", county.days.filed) as desk:
        value = local_values.propose(desk, entry)
    with county.desk("fuhe", county.days.filed) as desk:
        local_values.confirm(desk, value)


def test_a_bureau_sets_a_standard_by_the_year_and_the_share_that_may_be_advanced(county: County):
    only = {"training_type": ("apprenticeship",)}
    enter(county, name="training_standard", amount=Decimal(3000), scope={**only, "level": ("3",)})
    filing_id = opened(county)
    with county.reading() as desk:
        assert local_values.lines(desk)[0].figure == "3000元/人·年"
    with (
        pytest.raises(Refused, match="没有规定可以预支") as raised,
        county.desk("jingban", county.days.applied) as desk,
    ):
        subsidies.apply(desk, filing_id, advance=True)
    assert "登记“学徒制补贴可预支比例”" in raised.value.remedy
    enter(county, name="advance_share", value="40", scope=only)
    assert total(county, applied(county, filing_id, advance=True)) == Decimal(45 * 3000 * 40) / 100


def test_a_standard_by_head_is_none_for_an_apprenticeship(county: County):
    both = {"training_type": ("apprenticeship", "hazardous"), "level": ("3",)}
    enter(county, name="training_standard", amount=Decimal(600), scope=both)
    filing_id = opened(county)
    with (
        pytest.raises(Refused, match="不是按每人每年登记的") as raised,
        county.desk("jingban", county.days.applied) as desk,
    ):
        subsidies.apply(desk, filing_id, advance=True)
    assert "政策 → 本地政策值" in raised.value.remedy
