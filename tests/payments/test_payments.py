"""Money goes only where a closed list allows, once, by two people, and every answer of the bank is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from db.notices import NoticeLine
from db.payments import PaymentLine, PaymentOrder
from db.registers import Institution, Person
from desktop import checks, doubts, filings, notices, payments, registers, subsidies
from desktop.filings.findings import FindingLine
from desktop.pages import PageQuery
from desktop.payments import Settlement
from desktop.problems import Refused
from desktop.workspace import Desk
from tests import builders
from tests.builders import ALL, INSTITUTION, PEOPLE, County

PAID = date(2023, 11, 10)
MONDAY = date(2023, 11, 13)


@pytest.fixture
def closed():
    with builders.stage("closed") as county:
        yield county


@pytest.fixture
def released():
    with builders.stage("released") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def prepare(county: County, scheme: str = "training", login: str = "jingban", signed: bool = True) -> int:
    with county.desk(login, PAID) as desk:
        batch_id = payments.prepare(desk, county.ids["notice"], scheme, "upgrading")
    if signed:
        builders.sign(county, batch_id, PAID)
    return batch_id


def release(county: County, batch_id: int, login: str = "caiwu") -> None:
    with county.desk(login, PAID) as desk:
        payments.release(desk, batch_id)


def orders(county: County, batch_id: int) -> list[payments.OrderRow]:
    with county.reading() as desk:
        return list(payments.orders(desk, batch_id, ALL).rows)


def settle(county: County, batch_id: int, *results: Settlement, login: str = "caiwu") -> None:
    with county.desk(login, MONDAY) as desk:
        payments.settle(desk, batch_id, results)


def payable(county: County) -> dict[str, tuple[int, Decimal]]:
    with county.reading() as desk:
        return {scheme: (count, amount) for _, _, scheme, count, amount in payments.payable(desk)}


def done(order: payments.OrderRow, *, paid: bool = True, reason: str = "账号户名不符") -> Settlement:
    return Settlement(order.id, paid, PAID, "" if paid else reason)


# --- the batch


def test_training_goes_to_the_institution_and_the_allowance_to_each_person(closed: County):
    (order,) = orders(closed, prepare(closed))
    assert (order.payee, order.payee_kind, order.people) == (INSTITUTION.name, "institution", 4)
    assert (order.amount, order.account) == (Decimal(2000), "****0034")
    people = orders(closed, prepare(closed, "allowance"))
    assert [(each.payee, each.amount) for each in people] == [
        ("王秀英", Decimal(150)),
        ("李建国", Decimal(150)),
    ]


def test_the_subsidy_of_an_enterprise_goes_to_its_account():
    with builders.stage("empty", region="anhui") as county:
        filing_id = builders.file_case(county, builders.STAFF, builders.staff_entry(county))
        builders.approve(county, filing_id)
        builders.hold(county, filing_id, builders.STAFF, kind="培训合格证书", level="")
        builders.grant(county, builders.claim(county, filing_id))
        builders.close(county, builders.post(county, county.ids["claim"]))
        with county.desk("jingban", county.days.paid) as desk:
            batch_id = payments.prepare(desk, county.ids["notice"], "training", "upgrading")
            (order,) = payments.orders(desk, batch_id, ALL).rows
    assert (order.payee, order.payee_kind, order.amount) == (
        builders.EMPLOYER.name,
        "employer",
        Decimal(3000),
    )


@pytest.mark.parametrize("stage", ["granted", "posted"])
def test_nothing_is_paid_before_the_list_is_closed(stage: str):
    with builders.stage(stage) as county:
        if stage == "granted":
            with county.desk("jingban", county.days.posted) as desk:
                county.ids["notice"] = notices.prepare(desk, [county.ids["claim"]], "公示栏")
        assert payable(county) == {}
        with pytest.raises(Refused, match="公示结束"):
            prepare(county)


def test_a_line_under_way_or_paid_is_not_paid_again(closed: County):
    assert payable(closed) == {"training": (4, Decimal(2000)), "allowance": (2, Decimal(300))}
    batch_id = prepare(closed)
    assert payable(closed) == {"allowance": (2, Decimal(300))}
    with pytest.raises(Refused, match="没有待拨付的"):
        prepare(closed)
    release(closed, batch_id)
    settle(closed, batch_id, done(orders(closed, batch_id)[0]))
    assert payable(closed) == {"allowance": (2, Decimal(300))}
    with pytest.raises(Refused, match="没有待拨付的"):
        prepare(closed)


def test_a_returned_payment_is_paid_again_and_only_that(closed: County):
    first = prepare(closed, "allowance")
    release(closed, first)
    one, two = orders(closed, first)
    settle(closed, first, done(one, paid=False), done(two))
    assert payable(closed)["allowance"] == (1, Decimal(150))
    with closed.desk("jingban", MONDAY) as desk:
        desk.session.execute(
            update(Person).where(Person.name == one.payee).values(account="6200000000008888")
        )
    with closed.desk("jingban", MONDAY) as desk:
        second = payments.prepare(desk, closed.ids["notice"], "allowance", "upgrading")
        (again,) = payments.orders(desk, second, ALL).rows
    builders.sign(closed, second, MONDAY)
    assert (again.payee, again.amount, again.account) == (one.payee, Decimal(150), "****8888")
    with closed.desk("caiwu", MONDAY) as desk:
        payments.release(desk, second)
        payments.settle(desk, second, [Settlement(again.id, True, MONDAY)])
    assert payable(closed) == {"training": (4, Decimal(2000))}
    with closed.reading() as desk:
        sheets = [payments.sheet(desk, key) for key in (first, second)]
    assert [(each.paid, each.returned) for each in sheets] == [(150, 150), (150, 0)]


def test_all_payees_without_an_account_are_told(closed: County):
    with closed.desk("jingban", PAID) as desk:
        desk.session.execute(update(Person).values(account=""))
        desk.session.execute(update(Institution).values(bank=""))
    with pytest.raises(Refused) as raised:
        prepare(closed, "allowance")
    assert "王秀英、李建国" in refused(raised)
    with pytest.raises(Refused) as raised:
        prepare(closed)
    assert INSTITUTION.name in refused(raised)
    with closed.desk("jingban", PAID) as desk:
        desk.session.execute(update(Institution).values(bank="某行"))
        batch = payments.prepare(desk, closed.ids["notice"], "training", "upgrading")
        assert payments.sheet(desk, batch).number == "付〔2023〕0001号", "a refused batch uses no number up"


@pytest.mark.parametrize("login", ["fuhe", "fuze"])
def test_a_batch_is_prepared_by_handler_or_cashier(closed: County, login: str):
    with pytest.raises(Refused, match="没有“财务”岗位"):
        prepare(closed, login=login)
    prepare(closed, login="caiwu")


# --- two people


def test_a_batch_is_released_by_a_cashier_who_did_not_prepare_it(closed: County):
    batch_id = prepare(closed, login="caiwu")
    for login, why in (("jingban", "需要“财务”岗位"), ("caiwu", "沈清账编制了本批次")):
        with pytest.raises(Refused) as raised:
            release(closed, batch_id, login)
        assert why in refused(raised)
    release(closed, batch_id, "quan")
    with closed.reading() as desk:
        sheet = payments.sheet(desk, batch_id)
    assert (sheet.state, sheet.prepared_by, sheet.released_by, sheet.released_on) == (
        "released",
        "沈清账",
        "全能",
        PAID,
    )


def accept_all(desk: Desk, findings: Sequence[FindingLine]) -> None:
    """Accept with a reason what stands in the way "in principle"; what only tells something needs none."""
    for finding in findings:
        if finding.strength == "principle":
            filings.accept_finding(desk, finding.id, "已现场核查，符合实际情况")


@pytest.mark.parametrize("part", ["filing", "review", "approval", "reason"])
def test_who_decided_on_any_of_it_does_not_release_its_money(part: str):
    with builders.stage("empty") as county:
        online = builders.plan(online=28, practice=12) if part == "reason" else builders.plan()
        filing_id = builders.file_case(county, plan_of=builders.entry(county, items=online))
        if part == "reason":
            with county.desk("quan", county.days.approved) as desk:
                accept_all(desk, filings.sheet(desk, filing_id).findings)
        builders.approve(county, filing_id, "quan" if part == "filing" else "fuhe")
        builders.hold(county, filing_id)
        claim_id = builders.claim(county, filing_id)
        with county.desk("quan" if part == "review" else "fuhe", county.days.applied) as desk:
            accept_all(desk, subsidies.sheet(desk, claim_id).findings)
            subsidies.review(desk, claim_id, "相符")
        with county.desk("quan" if part == "approval" else "fuze", county.days.applied) as desk:
            subsidies.approve(desk, claim_id, "同意")
        builders.close(county, builders.post(county, claim_id))
        batch_id = prepare(county, signed=False)
        with pytest.raises(Refused, match="全能审批过本批次中的"):
            release(county, batch_id, "quan")
        builders.explain_doubts(county, "payment_batch", batch_id, PAID)
        with county.desk("fuhe", PAID) as desk:
            doubts.sign_off(desk, "payment_batch", batch_id)
        release(county, batch_id, "quan2")


@pytest.mark.parametrize("who", ["institution", "person"])
def test_who_changed_a_payee_does_not_release_money_to_it(closed: County, who: str):
    with closed.desk("quan", PAID) as desk:
        if who == "institution":
            registers.save_institution(
                desk, replace(INSTITUTION, account="6200000000007777"), closed.ids["institution"]
            )
        else:
            registers.save_person(
                desk, registers.PersonEntry(PEOPLE[1].id_number, "王秀英", account="6200000000007777")
            )
    batch_id = prepare(closed, "training" if who == "institution" else "allowance")
    with pytest.raises(Refused, match="全能登记或修改过本批次中的收款方"):
        release(closed, batch_id, "quan")
    release(closed, batch_id, "caiwu")


def test_a_batch_is_released_once(closed: County):
    batch_id = prepare(closed)
    release(closed, batch_id)
    with pytest.raises(Refused, match="当前状态不能“复核拨付”"):
        release(closed, batch_id, "quan")


def test_a_batch_that_no_longer_ties_to_the_list_is_not_released(closed: County):
    batch_id = prepare(closed)
    with closed.desk("jingban", PAID) as desk:
        first = desk.session.scalars(select(NoticeLine)).first()
        assert first is not None
        first.amount += Decimal("0.01")
    with pytest.raises(Refused) as raised:
        release(closed, batch_id)
    assert "明细合计2000.00、公示合计2000.01不一致" in refused(raised)


def test_a_batch_with_a_line_that_was_withdrawn_is_not_released(closed: County):
    batch_id = prepare(closed)
    with closed.desk("jingban", PAID) as desk:
        desk.session.execute(update(NoticeLine).where(NoticeLine.position == 1).values(state="withdrawn"))
    with pytest.raises(Refused, match="不一致"):
        release(closed, batch_id)


def test_a_line_that_got_into_two_batches_is_stopped_at_the_release(closed: County):
    batch_id = prepare(closed)
    with closed.desk("jingban", PAID) as desk:
        other = payments.prepare(desk, closed.ids["notice"], "allowance", "upgrading")
        order = desk.session.scalars(select(PaymentOrder).where(PaymentOrder.batch_id == other)).first()
        line = desk.session.scalars(select(PaymentLine)).first()
        assert order is not None
        assert line is not None
        desk.session.add(PaymentLine(order_id=order.id, line_id=line.line_id, amount=Decimal(1)))
    with pytest.raises(Refused, match="有 1 行已在其他付款单中"):
        release(closed, batch_id)


# --- what the bank says


def test_a_batch_is_settled_when_every_order_has_an_answer(closed: County):
    batch_id = prepare(closed, "allowance")
    release(closed, batch_id)
    one, two = orders(closed, batch_id)
    settle(closed, batch_id, done(one))
    with closed.reading() as desk:
        assert payments.sheet(desk, batch_id).state == "released"
    settle(closed, batch_id, done(two, paid=False))
    rows = orders(closed, batch_id)
    with closed.reading() as desk:
        sheet = payments.sheet(desk, batch_id)
    assert [(row.state, row.reason, row.settled_on) for row in rows] == [
        ("paid", "", PAID),
        ("returned", "账号户名不符", PAID),
    ]
    assert (sheet.state, sheet.paid, sheet.returned) == ("settled", Decimal(150), Decimal(150))
    with pytest.raises(Refused, match="不能登记银行结果"):
        settle(closed, batch_id, done(one))


def test_no_answer_is_kept_when_one_of_them_cannot_be(closed: County):
    batch_id = prepare(closed, "allowance")
    release(closed, batch_id)
    one, two = orders(closed, batch_id)
    faults: dict[str, tuple[Settlement, ...]] = {
        "不属于本批次": (done(one), Settlement(4711, True, PAID)),
        "没有写明原因": (done(one), done(two, paid=False, reason=" ")),
        "不在拨付日2023-11-10与今天之间": (done(one), Settlement(two.id, True, date(2023, 11, 9))),
        "与今天之间": (done(one), Settlement(two.id, True, date(2023, 11, 14))),
        "同一笔有两个结果": (done(one), done(one, paid=False)),
        "没有可以登记的结果": (),
    }
    for said, results in faults.items():
        with closed.desk("caiwu", MONDAY) as desk, pytest.raises(Refused) as raised:
            payments.settle(desk, batch_id, results)
        assert said in refused(raised)
        assert [row.state for row in orders(closed, batch_id)] == ["pending", "pending"], said


def test_only_a_cashier_enters_what_the_bank_says(released: County):
    batch_id = released.ids["training_batch"]
    with pytest.raises(Refused, match="没有“财务”岗位"):
        settle(released, batch_id, done(orders(released, batch_id)[0]), login="jingban")


def test_nothing_is_settled_before_it_is_released(closed: County):
    batch_id = prepare(closed)
    with pytest.raises(Refused, match="不能登记银行结果"):
        settle(closed, batch_id, done(orders(closed, batch_id)[0]))


# --- a batch made wrongly


def test_a_batch_not_yet_released_is_withdrawn_and_its_lines_go_into_another(closed: County):
    first = prepare(closed, "allowance")
    with pytest.raises(Refused, match="没有写明撤销的原因"), closed.desk("caiwu", PAID) as desk:
        payments.withdraw(desk, first, " ")
    with closed.desk("caiwu", PAID) as desk:
        payments.withdraw(desk, first, "开户银行名称要统一更正")
        sheet = payments.sheet(desk, first)
        found = doubts.lines(desk, ALL, kind="payment_batch", case_id=first).rows
        open_ones = [row for row in found if row.state == "open"]
    assert (sheet.state, sheet.moves, open_ones) == ("withdrawn", (), [])
    assert {order.state for order in orders(closed, first)} == {"withdrawn"}
    assert payable(closed)["allowance"] == (2, Decimal(300))
    second = prepare(closed, "allowance")
    release(closed, second)
    with closed.reading(day=MONDAY) as desk:
        assert payments.sheet(desk, second).number != sheet.number
        assert [check.faults for check in checks.check(desk) if check.faults] == []


def test_a_released_batch_is_not_withdrawn(closed: County):
    batch_id = prepare(closed)
    release(closed, batch_id)
    with pytest.raises(Refused, match="当前状态不能"), closed.desk("caiwu", PAID) as desk:
        payments.withdraw(desk, batch_id, "想重新编制")


# --- the workbook


def test_the_payment_order_ties_to_the_batch(closed: County, tmp_path: Path):
    batch_id = prepare(closed, "allowance")
    with pytest.raises(Refused, match="还没有复核拨付"), closed.desk("caiwu", PAID) as desk:
        payments.order_workbook(desk, batch_id, tmp_path / "付款单.xlsx")
    release(closed, batch_id)
    with closed.desk("caiwu", PAID) as desk:
        path = payments.order_workbook(desk, batch_id, tmp_path / "付款单.xlsx")
        assert payments.sheet(desk, batch_id).history[0].deed == "导出付款单"
    rows = [[cell.value for cell in row] for row in load_workbook(path).active]
    heads = next(row for row in rows if row[0] == "序号")
    body = rows[rows.index(heads) + 1 : -1]
    assert [(row[1], row[3], row[5]) for row in body] == [
        ("王秀英", PEOPLE[1].account, 150),
        ("李建国", PEOPLE[2].account, 150),
    ]
    assert all(isinstance(row[3], str) for row in body), "an account is text, whatever it looks like"
    assert (rows[-1][0], rows[-1][5]) == ("合计", 300)


# --- questions


def test_batches_and_orders_are_found_sorted_and_added_up(released: County):
    builders.release(released, released.ids["notice"], "allowance")
    with released.reading() as desk:
        page = payments.lines(desk, PageQuery(sort="total", descending=True))
        assert [row.total for row in page.rows] == [Decimal(2000), Decimal(300)]
        assert page.sums["total"] == Decimal(2300)
        assert payments.lines(desk, PageQuery(text="李建国")).total == 1, "found by a payee"
        assert payments.lines(desk, PageQuery(state="settled")).total == 0
        batch_id = page.rows[1].id
        shown = payments.orders(desk, batch_id, PageQuery(text="李", sort="amount"))
        assert (shown.total, shown.sums["amount"]) == (1, Decimal(150))
    questions: tuple[Callable[[Desk], object], ...] = (
        lambda desk: payments.sheet(desk, 4711),
        lambda desk: payments.release(desk, 4711),
    )
    for question in questions:
        with pytest.raises(Refused, match="没有找到这个拨付批次"), released.desk("caiwu", PAID) as desk:
            question(desk)


def test_a_long_batch_costs_no_more_questions():
    short, long = (_questions_of_a_batch(people) for people in (4, 40))
    assert long <= short + 2, "as many questions for forty payees as for four"


def _questions_of_a_batch(count: int) -> int:
    """How many statements preparing a batch of so many payees sends."""
    with builders.stage("empty") as county:
        many = tuple(
            builders.trainee(at, f"学员{chr(0x4E00 + at)}", "就业困难人员") for at in range(40, 40 + count)
        )
        filing_id = builders.file_case(county, many, builders.entry(county, many))
        builders.approve(county, filing_id)
        builders.hold(county, filing_id, many)
        builders.grant(county, builders.claim(county, filing_id))
        builders.close(county, builders.post(county, county.ids["claim"]))
        with builders.statements(county) as sent:
            batch_id = prepare(county, "allowance", signed=False)
        assert len(orders(county, batch_id)) == count
        return len(sent)
