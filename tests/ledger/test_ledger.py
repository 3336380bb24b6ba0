"""The real-name ledger holds what was paid and nothing else, and its export is itself a deed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop import audit, ledger, payments
from desktop.pages import PageQuery
from desktop.payments import Settlement
from tests import builders
from tests.builders import ALL, PEOPLE, County

PAID, MONDAY = date(2023, 11, 10), date(2023, 11, 13)


@pytest.fixture
def county():
    """Training is paid; of the two allowances one is paid and one came back."""
    with builders.stage("released") as county:
        settle(county, county.ids["training_batch"], (True,))
        settle(county, builders.release(county, county.ids["notice"], "allowance"), (True, False))
        yield county


def settle(county: County, batch_id: int, paid: tuple[bool, ...]) -> None:
    with county.desk("caiwu", MONDAY) as desk:
        rows = payments.orders(desk, batch_id, ALL).rows
        results = [
            Settlement(row.id, ok, PAID, "" if ok else "账号户名不符")
            for row, ok in zip(rows, paid, strict=True)
        ]
        payments.settle(desk, batch_id, results)


def test_each_payment_to_or_for_a_person_is_one_line(county: County):
    with county.reading() as desk:
        page = ledger.lines(desk, ALL)
        assert ledger.total(desk) == (5, Decimal(2150))
    assert (page.total, page.sums["amount"]) == (5, Decimal(2150))
    paid = sorted((row.name, row.scheme_title, row.amount, row.payee) for row in page.rows)
    assert ("王秀英", "生活费补贴", Decimal(150), "王秀英") in paid
    assert ("王秀英", "职业培训补贴", Decimal(500), builders.INSTITUTION.name) in paid
    assert not [each for each in paid if each[:2] == ("李建国", "生活费补贴")], "what came back was not paid"


def test_a_line_leads_back_to_everything_it_came_from(county: County):
    with county.reading() as desk:
        (line,) = ledger.lines(desk, PageQuery(text="赵敏")).rows
    assert line.id_number == "999901********0097"
    assert (line.claim_number, line.notice_number, line.batch_number, line.class_number) == (
        "补〔2023〕0001号",
        "示〔2023〕0001号",
        "付〔2023〕0001号",
        "班〔2023〕0001号",
    )
    assert (line.holder, line.paid_on) == (builders.INSTITUTION.name, PAID)
    assert line.certificate


def test_nothing_is_in_the_ledger_before_the_bank_has_paid():
    with builders.stage("released") as county, county.reading() as desk:
        assert ledger.lines(desk, ALL).total == 0
        assert ledger.total(desk) == (0, Decimal(0))


def test_the_ledger_is_searched_filtered_sorted_and_paged_in_the_store(county: County):
    with county.reading() as desk:
        assert ledger.lines(desk, PageQuery(state="allowance")).total == 1
        assert ledger.lines(desk, PageQuery(text="付〔2023〕0002号")).total == 1
        assert ledger.lines(desk, PageQuery(text=PEOPLE[1].id_number[-4:])).total == 2
        assert ledger.lines(desk, PageQuery(text="春风")).total == 5
        assert ledger.lines(desk, PageQuery(text="_")).total == 0
        for column in ("name", "amount", "paid_on", "holder", "class_number", "batch_number", "nonsense"):
            pages = [ledger.lines(desk, PageQuery(sort=column, offset=at, limit=2)).rows for at in (0, 2, 4)]
            assert len({row.id for page in pages for row in page}) == 5
        highest = ledger.lines(desk, PageQuery(sort="amount", descending=True, limit=1)).rows
    assert highest[0].amount == Decimal(500)
    with builders.statements(county) as sent, county.reading() as desk:
        ledger.lines(desk, ALL)
    assert len(sent) < 5


def test_the_export_shows_whole_numbers_adds_up_and_leaves_an_entry(county: County, tmp_path: Path):
    with county.desk("jingban", MONDAY) as desk:
        path = ledger.export(desk, tmp_path / "台账.xlsx", PageQuery(state="training"))
    rows = [[cell.value for cell in row] for row in load_workbook(path).active]
    heads = next(row for row in rows if row[0] == "序号")
    body = rows[rows.index(heads) + 1 : -1]
    number, amount = heads.index("身份证号"), heads.index("金额（元）")
    assert {row[number] for row in body} == {person.id_number for person in PEOPLE}
    assert (len(body), rows[-1][amount], sum(row[amount] for row in body)) == (4, 2000, 2000)
    with county.reading() as desk:
        entry = audit.trail(desk.session, builders.COUNTY)[0]
    assert (entry.deed, entry.who, entry.details) == ("导出台账", "林小禾", "行数：4；金额：2000.00")


def test_an_export_that_leaves_no_entry_is_not_made(county: County, tmp_path: Path):
    with county.reading() as desk, pytest.raises(RuntimeError):
        ledger.export(desk, tmp_path / "台账.xlsx", ALL)
    assert not (tmp_path / "台账.xlsx").exists()
