"""An entrepreneurship training is of a kind: it says which standard holds, and each kind is paid once to a person."""

from datetime import date
from decimal import Decimal

import pytest

from desktop import checks, filings, ledger, local_values, papers, payments, registers, subsidies
from desktop.exchange import outgoing, province
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, Days

IN_2025 = Days(
    filed=date(2025, 5, 12),
    approved=date(2025, 5, 14),
    opened=date(2025, 5, 19),
    ended=date(2025, 5, 23),
    applied=date(2025, 5, 26),
    posted=date(2025, 5, 28),
    ends=date(2025, 6, 5),  # 31 May to 2 June are the Duanwu holiday
    closed=date(2025, 6, 9),
    paid=date(2025, 6, 10),
)
LATER = Days(
    filed=date(2025, 6, 11),
    approved=date(2025, 6, 12),
    opened=date(2025, 6, 16),
    ended=date(2025, 6, 20),
    applied=date(2025, 6, 23),
    posted=date(2025, 6, 25),
    ends=date(2025, 7, 2),
    closed=date(2025, 7, 3),
    paid=date(2025, 7, 4),
)


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(builders.DAYS, "jiangsu", IN_2025)
    with builders.stage("empty") as county:
        yield county


def course(
    county: County, programme: str, title: str = "创业培训班", **changes: object
) -> filings.FilingEntry:
    given = {"training_type": "entrepreneurship", "programme": programme, "level": "none", "title": title}
    return builders.entry(county, **{**given, **changes})


def held(county: County, programme: str, title: str, body: str = "1") -> int:
    filing_id = builders.file_case(county, PEOPLE, course(county, programme, title))
    builders.approve(county, filing_id)
    builders.hold(county, filing_id, kind="培训合格证书", level="不分等级", body=body)
    return filing_id


def sums(county: County, claim_id: int) -> dict[str, tuple[str, Decimal]]:
    with county.reading(day=county.days.applied) as desk:
        rows = subsidies.claim_lines(desk, claim_id, ALL).rows
    return {row.name: (row.state, row.amount) for row in rows if row.scheme == "training"}


def test_the_kind_is_asked_for_before_a_filing_is_taken_in(county: County):
    with county.desk("jingban") as desk:
        filing_id = filings.draft(desk, course(county, ""))
        filings.file_roster(desk, filing_id, builders.roster(PEOPLE))
        offer = next(each for each in filings.moves(desk, filing_id) if each.code == "accept")
        assert not offer.allowed
        assert "没有选择类别" in offer.why_not
        with pytest.raises(Refused, match="修改备案申请"):
            filings.accept(desk, filing_id)
    with county.desk("jingban") as desk:
        filings.change(desk, filing_id, course(county, "syb"))
        filings.accept(desk, filing_id)
        assert filings.entry_of(desk, filing_id).programme == "syb"


@pytest.mark.parametrize(
    "changes, words",
    [({"programme": "mba"}, "不在目录中"), ({"training_type": "employment_skills"}, "只有创业培训")],
)
def test_a_kind_that_is_none_is_refused(county: County, changes: dict[str, str], words: str):
    with pytest.raises(Refused, match=words), county.desk("jingban") as desk:
        filings.draft(desk, course(county, **{"programme": "gyb", **changes}))


@pytest.mark.parametrize("programme, standard", [("gyb", 350), ("syb", 1000), ("online_business", 1000)])
def test_each_kind_brings_its_own_standard(county: County, programme: str, standard: int):
    claim_id = builders.claim(county, held(county, programme, "创业培训班"))
    assert sums(county, claim_id) == dict.fromkeys(
        (each.name for each in PEOPLE), ("proposed", Decimal(standard))
    )


def test_from_a_draft_to_the_provinces_receipt(county: County, tmp_path):
    filing_id = held(county, "gyb", "创业意识培训班")
    claim_id = builders.claim(county, filing_id)
    with county.reading() as desk:
        for paper in (papers.application(desk, filing_id), papers.subsidy_approval(desk, claim_id)):
            assert paper.startswith(b"%PDF")
        assert filings.sheet(desk, filing_id).training_type_title == "创业培训：创业意识培训（GYB）"
    builders.grant(county, claim_id)
    notice = builders.post(county, claim_id)
    builders.close(county, notice)
    for scheme in ("training", "allowance"):
        batch = builders.release(county, notice, scheme)
        with county.desk("caiwu", county.days.paid) as desk:
            done = [
                payments.Settlement(order.id, True, county.days.paid)
                for order in payments.orders(desk, batch, ALL).rows
            ]
            payments.settle(desk, batch, done)
    with county.desk("jingban", county.days.paid) as desk:
        assert ledger.total(desk) == (6, Decimal(4 * 350 + 2 * 150))
        packed = outgoing.pack(desk)
    answer = province.receive([packed.path], tmp_path / "inbox", tmp_path / "out")[0]
    assert answer.receipt is not None
    assert answer.receipt.rejected == ()
    with county.reading() as desk:
        assert [fault for each in checks.check(desk) for fault in each.faults] == []


def test_the_same_kind_is_paid_once_and_another_kind_beside_it(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    builders.grant(county, builders.claim(county, held(county, "syb", "创办企业班")))
    monkeypatch.setitem(builders.DAYS, "jiangsu", LATER)
    with county.desk("jingban", LATER.filed) as desk:
        registers.add_qualification(desk, county.ids["institution"], EVERY)
    again = builders.file_case(county, PEOPLE, course(county, "syb", "创办企业二班", occupation="4-01-06-01"))
    builders.approve(county, again)
    builders.hold(county, again, kind="培训合格证书", level="不分等级", body="2")
    with county.desk("jingban", LATER.applied) as desk:
        claim_id = subsidies.apply(desk, again)
        line = subsidies.claim_lines(desk, claim_id, ALL).rows[0]
    assert set(sums(county, claim_id).values()) == {("refused", Decimal(0))}
    assert "累计同类创业培训享受补贴已达1次" in line.reason
    other = held(county, "gyb", "创业意识班", body="3")
    assert set(sums(county, builders.claim(county, other)).values()) == {("proposed", Decimal(350))}


EVERY = registers.QualificationEntry(
    document="民办学校办学许可证（演练）第2号",
    occupations=(),
    since=date(2019, 1, 1),
    until=date(2026, 12, 31),
)


def test_a_bureau_sets_a_standard_for_each_kind_where_its_region_names_none():
    with builders.stage("empty", region="anhui") as county:
        for programme, amount in (("gyb", 300), ("syb", 900)):
            scope = {"training_type": ("entrepreneurship",), "programme": (programme,)}
            entry = local_values.LocalEntry(
                name="training_standard",
                scope=scope,
                since=date(2020, 1, 1),
                amount=Decimal(amount),
                document="演练县创业培训补贴标准",
                document_number="演人社发〔2020〕3号",
                clause="第一条",
            )
            with county.desk("jingban", county.days.filed) as desk:
                value = local_values.propose(desk, entry)
            with county.desk("fuhe", county.days.filed) as desk:
                local_values.confirm(desk, value)
        claim_id = builders.claim(county, held(county, "syb", "创办企业班"))
        assert set(sums(county, claim_id).values()) == {("proposed", Decimal(900))}
