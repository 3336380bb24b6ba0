"""The bank's answer as a file: matched to the orders of a batch, never above them, differences told at their cells."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from desktop import batches, imports, intake, payments
from desktop.intake import Reading
from desktop.payments import BANK_RESULT
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County, table

HEADINGS = ("收款人名称", "收款账号", "交易金额", "交易结果", "失败原因", "交易日期")
MONDAY = date(2023, 11, 13)
ONE, TWO = PEOPLE[1], PEOPLE[2]
Line = tuple[str, str, str, str, str, str]


@pytest.fixture
def county() -> Iterator[County]:
    with builders.stage("closed") as made:
        made.ids["batch"] = builders.release(made, made.ids["notice"], "allowance")
        yield made


def read(*rows: Line, name: str = "银行回单.csv") -> Reading:
    return intake.read(table(name, HEADINGS, rows), BANK_RESULT, day=MONDAY)


def line(
    of: builders.Trainee,
    amount: str = "150.00",
    result: str = "交易成功",
    reason: str = "",
    day: str = "2023-11-13",
) -> Line:
    return (of.name, of.account, amount, result, reason, day)


def states(county: County) -> dict[str, str]:
    with county.reading() as desk:
        return {order.payee: order.state for order in payments.orders(desk, county.ids["batch"], ALL).rows}


def test_paid_and_returned_rows_find_their_orders(county: County) -> None:
    reading = read(line(ONE), line(TWO, result="退票", reason="账号户名不符"))
    with county.desk("caiwu", MONDAY) as desk:
        compared = payments.compare_bank_result(desk, county.ids["batch"], reading)
        assert (compared.paid, compared.paid_amount, compared.returned, compared.returned_amount) == (
            1,
            Decimal("150.00"),
            1,
            Decimal("150.00"),
        )
        assert (compared.faulty, compared.waiting) == (0, ())
        assert ONE.account not in repr(compared.lines), "accounts are masked"
        taken = payments.take_bank_result(desk, county.ids["batch"], reading)
        assert (taken.new, taken.unchanged, taken.faulty) == (2, 0, 0)
        assert payments.sheet(desk, county.ids["batch"]).state == "settled"
    assert states(county) == {ONE.name: "paid", TWO.name: "returned"}


def test_the_same_file_again_changes_nothing(county: County) -> None:
    reading = read(line(ONE))
    with county.desk("caiwu", MONDAY) as desk:
        first = payments.take_bank_result(desk, county.ids["batch"], reading)
        assert (first.new, first.notes[-1]) == (1, "还有1笔没有结果。")
        assert payments.take_bank_result(desk, county.ids["batch"], reading).before == MONDAY
        later = payments.take_bank_result(
            desk, county.ids["batch"], read(line(ONE), line(TWO), name="第二天.csv")
        )
        assert (later.new, later.unchanged) == (1, 1)
        assert "不能撤销" in str(_refused_undo(desk, later.batch_id))
        kept = batches.sheet(desk, later.batch_id).line
        assert (kept.kind_title, kept.subject, kept.round) == (
            "银行结果",
            payments.sheet(desk, county.ids["batch"]).number,
            2,
        )


def _refused_undo(desk: object, batch_id: int) -> Refused:
    with pytest.raises(Refused) as raised:
        imports.undo(desk, batch_id)  # type: ignore[arg-type]
    return raised.value


@pytest.mark.parametrize(
    "hidden", ["{0}****{1}", "****{1}", "{0}xxxx{1}", "{0}＊＊＊{1}", "{0} **** **** {1}"]
)
def test_an_account_of_which_the_bank_shows_some_places_is_no_difference(county: County, hidden: str) -> None:
    def masked(of: builders.Trainee) -> Line:
        return (of.name, hidden.format(of.account[:4], of.account[-4:]), *line(of)[2:])

    reading = read(masked(TWO), masked(ONE))
    with county.desk("caiwu", MONDAY) as desk:
        compared = payments.compare_bank_result(desk, county.ids["batch"], reading)
        assert (compared.faulty, compared.paid) == (0, 2), compared.reading.problems
        positions = {each.payee: each.position for each in compared.lines}
        assert positions == {
            order.payee: order.position for order in payments.orders(desk, county.ids["batch"], ALL).rows
        }
        payments.take_bank_result(desk, county.ids["batch"], reading)
    assert states(county) == {ONE.name: "paid", TWO.name: "paid"}


def test_a_bank_that_paid_nothing_out_of_a_return_names_no_other_amount(county: County) -> None:
    headings = ("户名", "银行卡号", "应发金额", "实发金额", "发放结果", "错误信息")
    rows = [
        (ONE.name, ONE.account, "150.00", "150.00", "成功", ""),
        (TWO.name, TWO.account, "150.00", "0", "失败", "户名不符"),
    ]
    reading = intake.read(table("代发结果.csv", headings, rows), BANK_RESULT, day=MONDAY)
    with county.desk("caiwu", MONDAY) as desk:
        compared = payments.compare_bank_result(desk, county.ids["batch"], reading)
        assert (compared.faulty, compared.returned_amount) == (0, Decimal("150.00")), (
            compared.reading.problems
        )
        assert "已认出但本表不取的列：应发金额。" in reading.notes, "said, not passed over"
        nothing = [(ONE.name, ONE.account, "150.00", "0", "成功", "")]
        paid = intake.read(table("代发.csv", headings, nothing), BANK_RESULT, day=MONDAY)
        told = payments.compare_bank_result(desk, county.ids["batch"], paid).reading.problems
        assert [(each.address, each.code) for each in told] == [("D2", "other_amount")]
    assert states(county) == {ONE.name: "pending", TWO.name: "pending"}


DIFFERENCES = {
    "账号尾号9999与": ((ONE.name, "6200****9999", *line(ONE)[2:]), "B2", "other_account"),
    "前面的数字不同": ((ONE.name, "9999" + ONE.account[4:], *line(ONE)[2:]), "B2", "other_account"),
    "的账号尾号都是": (
        (ONE.name, "9999****" + ONE.account[-4:], *line(ONE)[2:]),
        "B2",
        "other_account",
    ),
    "高于": (line(ONE, "150.01"), "C2", "other_amount"),
    "低于": (line(ONE, "149.99"), "C2", "other_amount"),
    "户名": (("别人", *line(ONE)[1:]), "A2", "other_name"),
    "账号尾号": ((ONE.name, "620000000009999", *line(ONE)[2:]), "B2", "other_account"),
    "没有账号尾号9999": (("别人", "620000000009999", *line(ONE)[2:]), "B2", "no_order"),
    "没有写明原因": (line(ONE, result="退票"), "E2", "no_reason"),
    "不在拨付日": (line(ONE, day="2023-11-09"), "F2", "day"),
}


@pytest.mark.parametrize("what", DIFFERENCES)
def test_a_difference_is_told_at_its_cell_and_nothing_is_recorded(county: County, what: str) -> None:
    row, address, code = DIFFERENCES[what]
    reading = read(row, line(TWO))
    with county.desk("caiwu", MONDAY) as desk:
        compared = payments.compare_bank_result(desk, county.ids["batch"], reading)
        [problem] = compared.reading.problems
        assert (problem.address, problem.code) == (address, code)
        assert what in problem.what
        assert problem.remedy
        with pytest.raises(Refused, match=what):
            payments.take_bank_result(desk, county.ids["batch"], reading)
    assert set(states(county).values()) == {"pending"}
    with county.desk("caiwu", MONDAY) as desk:
        taken = payments.take_bank_result(desk, county.ids["batch"], reading, only_sound=True)
        assert (taken.new, taken.faulty) == (1, 1)
    assert states(county) == {ONE.name: "pending", TWO.name: "paid"}


def test_an_order_named_twice_counts_once(county: County) -> None:
    reading = read(line(ONE), line(ONE))
    with county.desk("caiwu", MONDAY) as desk:
        compared = payments.compare_bank_result(desk, county.ids["batch"], reading)
        assert [(each.address, each.code) for each in compared.reading.problems] == [("B3", "twice")]
        assert compared.paid_amount == Decimal("150.00")


def test_another_answer_for_a_settled_order_is_told(county: County) -> None:
    with county.desk("caiwu", MONDAY) as desk:
        payments.take_bank_result(desk, county.ids["batch"], read(line(ONE)))
        again = read(line(ONE, result="退票", reason="账号户名不符"), line(TWO), name="更正.csv")
        compared = payments.compare_bank_result(desk, county.ids["batch"], again)
        [problem] = compared.reading.problems
        assert (problem.address, problem.code) == ("D2", "other_result")
        assert "已登记为“已到账”" in problem.what


def test_only_a_cashier_records_what_the_bank_says(county: County) -> None:
    with pytest.raises(Refused, match="财务"), county.desk("jingban", MONDAY) as desk:
        payments.take_bank_result(desk, county.ids["batch"], read(line(ONE)))
