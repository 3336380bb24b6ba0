"""Each batch says from which fund it is paid: by the policy where one is named, else by the clerk; and says so everywhere."""

from datetime import date

import pytest
from openpyxl import load_workbook

from desktop import checks, doubts, explaining, ledger, local_values, papers, payments, subsidies
from desktop.intake import read
from desktop.local_values import LocalEntry
from desktop.papers.money import ledger as ledger_paper
from desktop.payments import Settlement
from desktop.pdf import read as read_pdf
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, table

PAID = builders.DAYS["jiangsu"].paid
CITED = {"document": "演练县资金管理办法", "document_number": "演财〔2023〕5号", "clause": "第六条"}


@pytest.fixture
def closed():
    with builders.stage("closed") as county:
        yield county


def prepare(county: County, scheme: str, fund: str = "") -> payments.BatchSheet:
    with county.desk("jingban", PAID) as desk:
        return payments.sheet(desk, payments.prepare(desk, county.ids["notice"], scheme, fund))


def enter(county: County, name: str, value: str) -> None:
    entry = LocalEntry(name=name, since=date(2023, 1, 1), value=value, **CITED)
    with county.desk("jingban") as desk:
        key = local_values.propose(desk, entry)
    with county.desk("fuhe") as desk:
        local_values.confirm(desk, key)


def test_the_fund_that_the_policy_names_is_taken_with_its_clause(closed: County):
    with closed.reading(day=PAID) as desk:
        named = payments.funds(desk, closed.ids["notice"], "allowance")
    assert named is not None
    assert (named.title, named.cites.clause) == ("就业补助资金", "二（五）")
    assert prepare(closed, "allowance").fund_title == "就业补助资金"


def test_where_the_policy_names_none_the_clerk_has_to_say(closed: County):
    with closed.reading(day=PAID) as desk:
        assert payments.funds(desk, closed.ids["notice"], "training") is None
    with pytest.raises(Refused, match="没有选择资金渠道") as raised:
        prepare(closed, "training")
    assert "请选择本批次的资金渠道" in raised.value.remedy
    with pytest.raises(Refused, match="没有代码“lottery”"):
        prepare(closed, "training", "lottery")
    sheet = prepare(closed, "training", "upgrading")
    assert sheet.fund_title == "职业技能提升行动专账资金"
    assert "职业技能提升行动专账资金" in sheet.history[-1].details


@pytest.mark.parametrize(
    "value, expected", [("unemployment", "失业保险基金"), ("employment、unemployment", "")]
)
def test_a_local_value_names_the_fund_when_it_names_one_alone(closed: County, value: str, expected: str):
    enter(closed, "fund_sources", value)
    with closed.reading(day=PAID) as desk:
        named = payments.funds(desk, closed.ids["notice"], "training")
    assert (named.title if named else "") == expected


def test_the_papers_the_workbook_and_the_ledger_say_the_fund(closed: County, tmp_path):
    batch_id = prepare(closed, "training", "upgrading").id
    builders.sign(closed, batch_id, PAID)
    with closed.desk("caiwu", PAID) as desk:
        payments.release(desk, batch_id)
        orders = payments.orders(desk, batch_id, builders.ALL).rows
        payments.settle(desk, batch_id, [Settlement(each.id, True, PAID) for each in orders])
        book = payments.order_workbook(desk, batch_id, tmp_path / "付款单.xlsx")
        whole = ledger.export(desk, tmp_path / "台账.xlsx", builders.ALL)
    with closed.reading(day=PAID) as desk:
        sheet = read_pdf(papers.payment_batch(desk, batch_id)).text
        scope = ledger_paper(desk, batch_id).scope
        rows = ledger.lines(desk, builders.ALL).rows
        assert not [each for each in checks.check(desk) if each.faults]
    assert sheet.count("职业技能提升行动专账资金") == 2, "on the approval sheet, and over the list of payees"
    assert scope.endswith("资金渠道：职业技能提升行动专账资金")
    assert {row.fund_title for row in rows} == {"职业技能提升行动专账资金"}
    for path, cells in (
        (book, ["资金渠道：职业技能提升行动专账资金"]),
        (whole, ["资金渠道", "职业技能提升行动专账资金"]),
    ):
        told = "\n".join(str(cell.value) for row in load_workbook(path).active.iter_rows() for cell in row)
        assert all(each in told for each in cells)


def test_what_another_fund_has_paid_is_a_doubt_about_the_batch(closed: County):
    enter(closed, "exclusive_funds", "employment、unemployment")
    who = PEOPLE[0]
    headings = ("姓名", "身份证号", "补贴项目", "工种", "等级", "发放日期", "资金渠道", "发放单位")
    row = (
        who.name,
        who.id_number,
        "鉴定补贴",
        "养老护理员",
        "五级",
        "2023-09-01",
        "失业保险",
        "县失业保险处",
    )
    reading = read(table("失业.csv", headings, [row]), doubts.COLUMNS["benefit"], day=closed.days.filed)
    with closed.desk("jingban") as desk:
        doubts.take_list(desk, "benefit", reading, source="县失业保险处", as_of=closed.days.filed)
    for fund, found in (("unemployment", []), ("employment", ["R1.fund"])):
        batch_id = prepare(closed, "training", fund).id
        with closed.desk("caiwu", PAID) as desk:
            rows = doubts.lines(
                desk, builders.ALL, kind="payment_batch", case_id=batch_id, flag_code="R1"
            ).rows
            assert [doubts.sheet(desk, each.id).variant for each in rows] == found
            assert all("已由另一资金渠道支付：县失业保险处2023-09-01发放" in each.sentence for each in rows)
            payments.withdraw(desk, batch_id, "渠道选错")


def test_the_explanation_of_a_line_says_from_which_fund_the_earlier_one_was_paid(closed: County):
    prepare(closed, "training", "unemployment")
    filing_id = builders.file_case(closed)
    builders.approve(closed, filing_id)
    builders.hold(closed, filing_id, body="999902")
    with closed.desk("jingban", PAID) as desk:
        claim_id = subsidies.apply(desk, filing_id)
        line = subsidies.claim_lines(desk, claim_id, builders.ALL).rows[0]
        told = [words for _, words in explaining.flat(explaining.tree(explaining.line(desk, line.id)))]
    assert any("班〔2023〕0001号（养老护理员" in each and "失业保险基金" in each for each in told)
