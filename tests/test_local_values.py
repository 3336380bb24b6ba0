"""A local value is judged when it is proposed, counts when another confirms it, and is never edited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop import local_values
from desktop.local_values import LocalEntry
from desktop.problems import Refused
from tests import builders
from tests.builders import County

DAY = date(2023, 10, 16)
CITED = {"document": "演练县办法", "document_number": "演人社〔2023〕1号", "clause": "第三条"}
DAYS = LocalEntry(name="publicity_days", since=date(2023, 1, 1), value="7", **CITED)


@pytest.fixture
def county():
    with builders.stage("empty") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def enter(county: County, entry: LocalEntry, by: str = "jingban", confirmed_by: str = "fuhe") -> int:
    with county.desk(by) as desk:
        key = local_values.propose(desk, entry)
    with county.desk(confirmed_by) as desk:
        local_values.confirm(desk, key)
    return key


def held(county: County, name: str, **scope: str) -> Any:
    with county.reading() as desk:
        found = desk.policy.value(name, DAY, **scope)
    return found.amount if found.amount is not None else found.value


def test_a_value_counts_once_another_has_confirmed_it(county: County):
    before = held(county, "publicity_days")
    with county.desk("jingban") as desk:
        key = local_values.propose(desk, DAYS)
    assert held(county, "publicity_days") == before
    with county.desk("fuhe") as desk:
        local_values.confirm(desk, key)
        assert desk.policy.value("publicity_days", DAY).value == 7, "at the very desk as well"
    assert held(county, "publicity_days") == 7


@pytest.mark.parametrize(
    "entry, expected",
    [
        (DAYS, 7),
        (replace(DAYS, name="attendance_share", value="85.5"), Decimal("85.5")),
        (replace(DAYS, name="allowance_day_rule", value="calendar_day"), "calendar_day"),
        (replace(DAYS, name="allowance_groups", value="disabled、veteran"), ("disabled", "veteran")),
        (replace(DAYS, name="allowance_rate", value=None, amount=Decimal("35.50")), Decimal("35.50")),
    ],
)
def test_the_text_that_is_kept_becomes_the_kind_that_the_name_asks_for(
    county: County, entry: LocalEntry, expected: Any
):
    enter(county, entry)
    found = held(county, entry.name)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "fault",
    [
        {"value": "seven"},
        {"value": "-1"},
        {"value": "1.5"},
        {"name": "phase_of_the_moon"},
        {"document": " "},
        {"clause": ""},
        {"value": None},
        {"amount": Decimal(7)},
        {"value": None, "amount": Decimal("7.001"), "name": "allowance_rate"},
        {"until": date(2022, 12, 31)},
        {"scope": {"planet": ("mars",)}},
        {"scope": {"level": ("11",)}},
        {"name": "allowance_groups", "value": "disabled、rich"},
    ],
)
def test_a_value_that_cannot_be_used_is_refused_to_who_proposes_it(county: County, fault: dict[str, Any]):
    with pytest.raises(Refused) as raised, county.desk("jingban") as desk:
        local_values.propose(desk, replace(DAYS, **fault))
    refused(raised)
    with county.reading() as desk:
        assert local_values.lines(desk) == ()


def test_nobody_confirms_what_he_proposed(county: County):
    with county.desk("quan") as desk:
        key = local_values.propose(desk, DAYS)
        assert not local_values.lines(desk)[0].may_confirm
    with pytest.raises(Refused, match="不能自己确认"), county.desk("quan") as desk:
        local_values.confirm(desk, key)
    with county.desk("quan2") as desk:
        local_values.confirm(desk, key)
    with pytest.raises(Refused, match="没有找到待确认的政策值"), county.desk("fuhe") as desk:
        local_values.confirm(desk, key)


@pytest.mark.parametrize(
    "login, deed",
    [
        ("caiwu", lambda desk, key: local_values.propose(desk, DAYS)),
        ("jingban2", local_values.confirm),
        ("caiwu", local_values.confirm),
        ("jingban2", lambda desk, key: local_values.withdraw(desk, key, "写错")),
    ],
)
def test_values_are_for_those_whose_work_they_are(county: County, login: str, deed: Callable[..., object]):
    with county.desk("jingban") as desk:
        key = local_values.propose(desk, DAYS)
    with pytest.raises(Refused, match="岗位"), county.desk(login) as desk:
        deed(desk, key)


def test_a_second_value_for_the_same_day_is_not_confirmed_beside_the_first(county: County):
    with county.desk("jingban") as desk:
        first = local_values.propose(desk, DAYS)
        second = local_values.propose(desk, replace(DAYS, value="9"))
    with county.desk("fuhe") as desk:
        local_values.confirm(desk, first)
    with pytest.raises(Refused, match="已有另一个本地值"), county.desk("fuhe") as desk:
        local_values.confirm(desk, second)
    assert held(county, "publicity_days") == 7
    with county.desk("jingban") as desk:
        local_values.withdraw(desk, second, "重复登记")
        assert len(local_values.lines(desk)) == 1


def test_a_later_value_follows_an_open_one(county: County):
    enter(county, DAYS)
    enter(county, replace(DAYS, since=date(2023, 10, 17), value="10"))
    with county.reading() as desk:
        found = [desk.policy.value("publicity_days", day).value for day in (DAY, date(2023, 10, 17))]
    assert found == [7, 10]


def test_a_value_in_force_is_not_taken_back(county: County):
    key = enter(county, DAYS)
    with pytest.raises(Refused, match="没有找到待确认的政策值"), county.desk("jingban") as desk:
        local_values.withdraw(desk, key, "写错")
    with county.desk("jingban") as desk:
        other = local_values.propose(
            desk, replace(DAYS, name="allowance_rate", value=None, amount=Decimal(35))
        )
    with pytest.raises(Refused, match="没有填写撤回的原因"), county.desk("jingban") as desk:
        local_values.withdraw(desk, other, " ")


def test_a_line_tells_value_source_and_both_names(county: County):
    enter(county, DAYS)
    with county.reading() as desk:
        (line,) = local_values.lines(desk)
    assert (line.figure, line.proposed_by, line.confirmed_by) == ("7个工作日", "林小禾", "周正明")
    assert line.cites == "《演练县办法》（演人社〔2023〕1号）第三条"


def test_lines_are_told_in_words_and_one_that_is_followed_ends_the_day_before(county: County):
    scoped = replace(DAYS, name="attendance_share", value="90", scope={"training_type": ("pre_job",)})
    enter(county, DAYS)
    enter(county, replace(DAYS, since=date(2024, 1, 1), value="10"))
    with county.desk("jingban") as desk:
        local_values.propose(desk, scoped)
        waiting, later, first = local_values.lines(desk)
        assert (waiting.may_confirm, waiting.may_withdraw) == (False, True)
    assert (first.figure, first.until) == ("7个工作日", date(2023, 12, 31))
    assert (later.figure, later.until) == ("10个工作日", None)
    assert (waiting.title, waiting.scope, waiting.figure) == (
        "个人最低出勤率",
        "新录用岗前培训",
        "90%",
    )
    assert waiting.who.endswith("尚未确认")
    assert "周正明" in first.who
    with county.reading("fuhe") as desk:
        newest = local_values.lines(desk)[0]
        assert newest.may_confirm
        assert newest.may_withdraw
