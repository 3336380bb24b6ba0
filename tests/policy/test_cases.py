"""Every rule by its cases: the day before it acts and its first day, the edge and one step beyond."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.policy import RULES, Finding, decide_allowance, decide_training, examine_filing, examine_teaching
from tests.policy import asked

POINTS = ("day before", "first day", "edge", "beyond")


@dataclass(frozen=True)
class Case:
    rule: str
    region: str
    asks: str
    name: str
    point: str
    day: date
    given: dict[str, Any]
    finds: bool
    strength: str
    words: str
    amount: Decimal | None


def read_cases() -> Iterator[Case]:
    for path in sorted((asked.HERE / "cases").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for each in content["case"]:
            known = {
                "name",
                "point",
                "day",
                "given",
                "finds",
                "region",
                "asks",
                "strength",
                "words",
                "amount",
            }
            assert each.keys() <= known, f"{path.name}: {each.keys() - known}"
            assert each["point"] in (*POINTS, "more"), f"{path.name}: {each['point']}"
            yield Case(
                rule=path.stem,
                region=each.get("region", content["region"]),
                asks=each.get("asks", content["asks"]),
                name=each["name"],
                point=each["point"],
                day=each["day"],
                given=content.get("given", {}) | each.get("given", {}),
                finds=each["finds"],
                strength=each.get("strength", ""),
                words=each.get("words", ""),
                amount=each.get("amount"),
            )


CASES = list(read_cases())


def findings_of(case: Case) -> list[Finding]:
    policy = asked.policy_of(case.region)
    if case.asks == "filing":
        found = examine_filing(policy, asked.filing(case.day, **case.given), case.day)
    elif case.asks == "teaching":
        found = examine_teaching(policy, asked.teaching(**case.given), case.day)
    elif case.asks == "line":
        decision = decide_training(policy, asked.line(case.day, **case.given))
        found = decision.findings
        assert case.amount is None or decision.amount == case.amount
    else:
        decision = decide_allowance(policy, asked.days(case.day, **case.given))
        found = decision.findings
        assert case.amount is None or decision.amount == case.amount
    return [finding for finding in found if finding.rule == case.rule]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule}-{case.name}") for case in CASES])
def test_rule_says_what_its_case_expects(case):
    found = findings_of(case)

    assert len(found) == case.finds
    if found:
        (finding,) = found
        assert finding.sentence.endswith("。")
        assert "！" not in finding.sentence + finding.remedy
        assert finding.remedy.endswith("。")
        assert finding.cites.document
        assert finding.cites.clause
        assert case.words in finding.sentence
        assert case.strength in {"", finding.strength}


def test_every_rule_has_cases_for_its_first_day_and_its_edge():
    points = defaultdict(set)
    for case in CASES:
        points[case.rule].add(case.point)

    without = {
        rule.code: set(POINTS) - points[rule.code] for rule in RULES if set(POINTS) - points[rule.code]
    }

    assert not without


def test_no_cases_for_a_rule_that_is_not_there():
    assert {case.rule for case in CASES} <= {rule.code for rule in RULES}


def test_a_rule_is_silent_the_day_before_it_acts_and_speaks_on_its_first_day():
    for case in CASES:
        if case.point not in {"day before", "first day"}:
            continue
        acting = [rule for rule in asked.policy_of(case.region).rules if rule.rule.code == case.rule]
        first = min(rule.since for rule in acting)
        assert case.finds == (case.point == "first day"), case.name
        assert (case.day >= first) == case.finds, case.name
