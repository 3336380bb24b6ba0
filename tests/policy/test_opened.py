"""A decision can be laid open and kept: the facts each rule looked at, and the law and the facts there and back."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.policy import (
    RULES,
    AllowanceFacts,
    LineFacts,
    PastBenefit,
    decide_allowance,
    decide_training,
    explain,
    fact,
    fact_names,
    from_record,
    load,
    opened,
    pack,
    reckoned_from,
    to_record,
    unpack,
)
from desktop.policy.bound import Bound
from desktop.policy.opened import LOOKS, SIGHTS, kind_of
from tests.policy import asked

DAY = date(2024, 3, 4)
ON_LINES = {
    rule.code: rule for rule in RULES if rule.looks_at in {*SIGHTS[LineFacts], *SIGHTS[AllowanceFacts]}
}


class Watched:
    """Facts that remember which of them were looked at."""

    def __init__(self, facts: Any, seen: set[str]) -> None:
        self.__dict__.update(facts=facts, seen=seen)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.facts, name)
        if name == "trainee":
            return Watched(found, self.seen)
        if name not in {"key", "name"}:
            self.seen.add(name)
        return found


def test_every_rule_on_a_line_says_which_facts_it_looks_at():
    assert set(LOOKS) == set(ON_LINES)
    known = set(fact_names(asked.line(DAY))) | set(fact_names(asked.days(DAY)))
    assert {name for names in LOOKS.values() for name in names} <= known


def at_fault(day: date) -> list[LineFacts]:
    """Lines that make every rule look far into its facts."""
    return [
        asked.line(day),
        asked.line(day, trainee={"born": date(1930, 1, 1), "sex": "女"}, certificate="none"),
        asked.line(
            day, trainee={"groups": [], "hired_on": None, "contract_from": None, "places": ["999901"]}
        ),
        asked.line(
            day,
            trainee={"hired_on": day.replace(year=day.year - 3), "contract_until": day, "places": ["999901"]},
            practice_county="999902",
            class_attendance=10,
            attended_hours=3,
            history=[{}, {"level": "1"}, {"settled": False}],
        ),
        asked.line(
            day, training_type="on_job", level="5", history=[{"level": "3"}, {}], certificate={"level": "4"}
        ),
        asked.line(day, training_type="entrepreneurship", programme="syb", history=[{"programme": "syb"}]),
    ]


@pytest.mark.parametrize("region", ["anhui", "jiangsu", "elsewhere"])
def test_no_rule_looks_at_a_fact_it_does_not_name(region: str):
    policy = asked.policy_of(region)
    for line in [*at_fault(DAY), asked.days(DAY), asked.days(DAY, trainee={"groups": []})]:
        law = policy.on(DAY)
        for acting in law.rules:
            if acting.rule.looks_at not in SIGHTS[type(line)]:
                continue
            seen: set[str] = set()
            facts = Watched(line, seen)
            bound = Bound(acting, law, policy.on, kind_of(line))
            given_ = (facts.trainee, line.opened_on) if acting.rule.looks_at == "person" else (facts,)
            acting.rule.check(bound, *given_)
            assert seen - set(LOOKS[acting.rule.code]) == set(), acting.rule.code


def test_a_decision_opens_to_the_rules_that_were_asked_and_what_each_said():
    line = asked.line(date(2020, 4, 1), certificate="none")
    policy = asked.policy_of("anhui")
    decision = decide_training(policy, line)
    found = {each.acting.rule.code: each for each in opened(policy, line, decision)}
    assert [code for code, each in found.items() if each.finding] == ["certificate_present"]
    assert [str(value.value) for value in found["hire_window"].values] == ["12"]
    assert "contract_length" not in found, "not in force on that day"
    assert fact(line, "hired_on") == line.trainee.hired_on


def test_an_amount_says_what_it_is_reckoned_from():
    policy = asked.policy_of("elsewhere")
    ways = {
        value.terms.get("per", "person"): value
        for value in policy.values
        if value.name == "training_standard"
    }
    line = asked.line(DAY)
    assert reckoned_from(line, ways["person"]) == ()
    assert {way: reckoned_from(line, value) for way, value in ways.items() if way in {"hour", "cost"}} == {
        "hour": ("attended_hours",),
        "cost": ("cost",),
    }


days = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    day=days,
    hours=st.decimals("0", "999.9", places=1),
    settled=st.booleans(),
    paid=st.frozensets(days, max_size=4),
)
def test_facts_come_back_from_their_record_as_they_were(
    day: date, hours: Decimal, settled: bool, paid: frozenset[date]
):
    past = [{"settled": settled, "programme": "syb"}, {}]
    line = asked.line(
        day, attended_hours=hours, history=past, cost=hours, trainee={"evidenced": ["disabled"]}
    )
    allowance = asked.days(day, paid_days=list(paid), attended_hours=hours)
    for facts in (line, allowance, asked.line(day, certificate="none")):
        record = json.loads(json.dumps(to_record(facts)))
        assert from_record(type(facts), record) == facts
        assert from_record(type(facts), record | {"something_of_a_later_release": 1}) == facts


@pytest.mark.parametrize(
    "change",
    [
        {"opened_on": "2020-02-30"},
        {"opened_on": 20200301},
        {"attended_hours": "many"},
        {"attended_hours": "NaN"},
        {"attended_hours": 3.5},
        {"history": {"number": "1"}},
        {"history": [{"number": "1"}]},
        {"level": 5},
        {"key_enterprise": "yes"},
        {"trainee": {"name": "张明"}},
    ],
)
def test_a_record_that_holds_no_such_facts_is_refused(change: dict[str, Any]):
    record = to_record(asked.line(DAY)) | change
    with pytest.raises(ValueError):
        from_record(LineFacts, record)


def test_what_stands_at_its_default_is_not_written():
    assert "programme" not in to_record(asked.line(DAY))
    assert to_record(PastBenefit("1", "training", "x", "5", DAY, DAY, DAY, settled=False))["settled"] is False
    assert all(is_dataclass(kind) and fields(kind) for kind in (LineFacts, AllowanceFacts))


@pytest.mark.parametrize("region, county", [("anhui", ""), ("jiangsu", "320281"), ("jiangsu", "999901")])
def test_a_policy_is_laid_away_whole_and_decides_the_same(region: str, county: str):
    policy = load(region, county).with_local(asked.policy_of(region).local)
    record = pack(policy, county)
    assert record is not None
    again = unpack(json.loads(json.dumps(record)))
    assert again is not None
    assert again.version == policy.version
    for day in (date(2019, 9, 2), date(2020, 4, 1), DAY):
        line, allowance = asked.line(day), asked.days(day)
        assert decide_training(again, line) == decide_training(policy, line)
        if region == "jiangsu" and day.year > 2019:
            assert explain(decide_allowance(again, allowance)) == explain(decide_allowance(policy, allowance))


def test_a_policy_that_was_changed_since_is_no_longer_it():
    record = pack(load("anhui"), "")
    assert record is not None
    files = dict(record["files"])
    files["standards.toml"] = files["standards.toml"].replace("amount = 1000", "amount = 1001")
    assert unpack(record | {"files": files}) is None
    assert pack(load("anhui"), "340100") is None, "read for no county, laid away for one"


@pytest.mark.parametrize("name", ["../../outside.toml", "/outside.toml", "", "..", "a\\b.toml", "c:x.toml"])
def test_a_record_from_elsewhere_writes_nowhere_but_in_its_folder(name: str):
    record = pack(load("anhui"), "")
    assert record is not None
    with pytest.raises(ValueError, match="no name of a file"):
        unpack(record | {"files": {name: ""}})
    with pytest.raises(ValueError, match="no name of a file"):
        unpack(record | {"region": name})
