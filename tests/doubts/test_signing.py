"""No money leaves without a signed sheet of doubts, also when there is no doubt; paper and package name it."""

from datetime import date, timedelta

import pytest

from desktop import doubts, intake, issuing, papers, payments, pdf, workbench
from desktop.exchange import records
from desktop.identity import make_practice_id
from desktop.problems import Refused
from desktop.workspace import Desk
from tests import builders
from tests.builders import County

BATCH = "payment_batch"


@pytest.fixture
def closed():
    with builders.stage("closed") as made:
        yield made


def prepare(county: County, login: str = "jingban") -> int:
    with county.desk(login, county.days.paid) as desk:
        return payments.prepare(desk, county.ids["notice"], "training", "upgrading")


def sign(county: County, batch_id: int, login: str = "fuhe") -> str:
    with county.desk(login, county.days.paid) as desk:
        return doubts.sign_off(desk, BATCH, batch_id)


def takes_a_list(desk: Desk) -> None:
    """Take in a list that names a stranger: the check can look at more than when it was signed."""
    table = builders.table(
        "名单.csv",
        ("姓名", "身份证号码", "开始日期"),
        [("方远", make_practice_id(900, date(1960, 1, 1), "男"), "2019-01-01")],
    )
    reading = intake.read(table, doubts.COLUMNS["pension"], day=desk.today)
    doubts.take_list(desk, "pension", reading, source="演练县社保中心", as_of=desk.today)


def said(content: bytes) -> str:
    return pdf.read(content).text


def test_a_batch_without_doubts_is_released_only_with_a_signed_sheet(closed: County):
    batch_id = prepare(closed)
    with closed.reading("caiwu", closed.days.paid) as desk:
        assert doubts.case_sheet(desk, BATCH, batch_id).doubts == ()
        assert "还没有签核" in doubts.ahead(desk, BATCH, batch_id).why_not
    with pytest.raises(Refused, match="还没有签核"), closed.desk("caiwu", closed.days.paid) as desk:
        payments.release(desk, batch_id)
    digest = sign(closed, batch_id)
    with closed.desk("caiwu", closed.days.paid) as desk:
        assert doubts.ahead(desk, BATCH, batch_id).why_not == ""
        payments.release(desk, batch_id)
        made = doubts.signature(desk, BATCH, batch_id)
    assert made is not None
    assert (made.number[:1], made.digest, made.who) == ("核", digest, "周正明")
    assert (made.on, made.holds) == (closed.days.paid, True)


def test_the_signature_waits_on_the_desk_of_who_may_give_it(closed: County):
    batch_id = prepare(closed)

    def step(login: str) -> tuple[str, bool]:
        with closed.reading(login, closed.days.paid) as desk:
            told = workbench.workbench(desk)
        (task,) = [
            each
            for each in (*told.mine, *told.others)
            if (each.screen, each.case_id) == ("payments", batch_id)
        ]
        return task.step, not task.why_not

    assert (step("fuhe"), step("caiwu")) == (("签核疑点核查表", True), ("签核疑点核查表", False))
    sign(closed, batch_id)
    assert step("caiwu") == ("复核拨付", True)


@pytest.mark.parametrize("login", ["jingban", "caiwu"])
def test_only_who_reviews_or_leads_signs(closed: County, login: str):
    batch_id = prepare(closed)
    with pytest.raises(Refused, match="岗位"):
        sign(closed, batch_id, login)


def test_who_prepared_the_batch_does_not_sign_for_it(closed: County):
    batch_id = prepare(closed, "quan2")
    with pytest.raises(Refused, match="经办了本件"):
        sign(closed, batch_id, "quan2")
    sign(closed, batch_id, "fuze")


def test_a_signature_falls_when_the_check_says_something_else(closed: County):
    batch_id = prepare(closed)
    sign(closed, batch_id)
    with closed.desk("jingban", closed.days.paid) as desk:
        takes_a_list(desk)
    with closed.reading("caiwu", closed.days.paid) as desk:
        assert "须重新签核" in doubts.ahead(desk, BATCH, batch_id).why_not
    with pytest.raises(Refused, match="须重新签核"), closed.desk("caiwu", closed.days.paid) as desk:
        payments.release(desk, batch_id)


def test_the_sheet_is_issued_before_the_release_and_only_when_signed(closed: County):
    batch_id = prepare(closed)
    with closed.desk("jingban", closed.days.paid) as desk:
        assert papers.draft(desk, "doubt_sheet", batch_id).startswith(b"%PDF")
        assert batch_id not in {each.case_id for each in issuing.ready(desk, "doubt_sheet")}
    with pytest.raises(Refused, match="还没有签核"), closed.desk("jingban", closed.days.paid) as desk:
        issuing.issue(desk, "doubt_sheet", batch_id)
    digest = sign(closed, batch_id)
    with closed.desk("jingban", closed.days.paid) as desk:
        assert batch_id in {each.case_id for each in issuing.ready(desk, "doubt_sheet")}
        printed = said(issuing.issue(desk, "doubt_sheet", batch_id).content)
        made = doubts.signature(desk, BATCH, batch_id)
        state = payments.sheet(desk, batch_id).state
    assert state == "draft"
    assert made is not None
    assert made.number in printed
    assert digest[:32] in printed
    assert made.who in printed


def test_the_approval_sheet_names_the_signed_sheet_also_after_a_later_check(closed: County):
    batch_id = prepare(closed)
    digest = sign(closed, batch_id)
    with closed.desk("caiwu", closed.days.paid) as desk:
        payments.release(desk, batch_id)
        made = doubts.signature(desk, BATCH, batch_id)
    with closed.desk("jingban", closed.days.paid) as desk:
        takes_a_list(desk)
        doubts.run(desk, BATCH, batch_id)
        printed = said(papers.draft(desk, "payment_batch", batch_id))
    assert made is not None
    assert made.number in printed
    assert digest[:32] in printed
    assert f"{made.who}签核" in printed


def test_the_package_tells_the_sheet_of_each_payment(closed: County):
    batch_id = prepare(closed)
    digest = sign(closed, batch_id)
    paid_on = closed.days.paid + timedelta(days=1)
    with closed.desk("caiwu", closed.days.paid) as desk:
        payments.release(desk, batch_id)
        made = doubts.signature(desk, BATCH, batch_id)
    with closed.desk("caiwu", paid_on) as desk:
        for order in payments.orders(desk, batch_id, builders.ALL).rows:
            payments.settle(desk, batch_id, [payments.Settlement(order.id, True, paid_on)])
        rows = records.family(desk.session, [closed.ids["claim"]])["payment"]
    assert made is not None
    assert rows
    told = {"number": made.number, "digest": digest, "by": made.who, "on": closed.days.paid.isoformat()}
    assert [row["doubt_sheet"] for row in rows] == [told] * len(rows)
