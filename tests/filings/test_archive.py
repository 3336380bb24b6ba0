"""A case is put away when nothing of it is under way: refused, or granted and paid to the last line."""

from datetime import date

import pytest
from sqlalchemy import update

from db.filings import Filing
from db.subsidies import Claim
from desktop import filings, payments, subsidies
from desktop.payments import Settlement
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, County

MONDAY = date(2023, 11, 13)


def archive(county: County, login: str = "jingban") -> str:
    with county.desk(login, MONDAY) as desk:
        filings.archive(desk, county.ids["filing"])
        return filings.sheet(desk, county.ids["filing"]).state


def pay(county: County, batch_id: int, *, paid: bool = True) -> None:
    with county.desk("caiwu", MONDAY) as desk:
        results = [
            Settlement(order.id, paid, county.days.paid, "" if paid else "账号不符")
            for order in payments.orders(desk, batch_id, ALL).rows
        ]
        payments.settle(desk, batch_id, results)


def test_a_class_for_which_nothing_is_claimed_is_put_away_by_a_handler():
    with builders.stage("held") as county:
        with pytest.raises(Refused, match="需要“经办”岗位"):
            archive(county, "fuhe")
        assert archive(county) == "archived"


@pytest.mark.parametrize("stage", ["filed", "approved"])
def test_a_case_is_not_put_away_before_its_class_has_ended(stage: str):
    with builders.stage(stage) as county, pytest.raises(Refused, match="当前状态不能“归档”"):
        archive(county)


@pytest.mark.parametrize("stage", ["claimed", "granted", "posted", "closed", "released"])
def test_a_case_is_not_put_away_while_a_claim_on_it_is_under_way(stage: str):
    with builders.stage(stage) as county, pytest.raises(Refused, match="补〔2023〕0001号还"):
        archive(county)


def test_a_case_is_put_away_when_every_line_is_paid():
    with builders.stage("released") as county:
        pay(county, county.ids["training_batch"])
        first = builders.release(county, county.ids["notice"], "allowance")
        pay(county, first, paid=False)
        with pytest.raises(Refused, match="还有没拨付的金额"):
            archive(county)
        pay(county, builders.release(county, county.ids["notice"], "allowance"))
        assert archive(county) == "archived"


def test_a_case_whose_claim_was_refused_is_put_away():
    with builders.stage("claimed") as county:
        with county.desk("fuhe", MONDAY) as desk:
            subsidies.refuse(desk, county.ids["claim"], builders.ground("claim"), "")
        assert archive(county) == "archived"


@pytest.mark.parametrize("table", [Filing, Claim])
def test_a_case_that_the_province_sent_back_is_not_put_away(table: type[Filing] | type[Claim]):
    with builders.stage("claimed") as county:
        with county.desk("jingban", MONDAY) as desk:
            desk.session.execute(update(Claim).values(state="approved"))
            desk.session.execute(update(table).values(reopened_on=MONDAY))
        with pytest.raises(Refused, match=r"省级退回|还没有办完"):
            archive(county)
