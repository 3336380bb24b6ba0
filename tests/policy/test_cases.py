"""Every rule by its cases: the day before it acts and its first day, the edge and one step beyond."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desktop.codes import resource
from desktop.policy import (
    RULES,
    Acting,
    Finding,
    decide_allowance,
    decide_training,
    examine_filing,
    examine_teaching,
    load,
)
from tests.policy import asked

POINTS = ("day before", "first day", "edge", "beyond")


@dataclass(frozen=True)
class Case:
    rule: str
    region: str
    county: str
    asks: str
    name: str
    point: str
    day: date
    given: dict[str, Any]
    finds: bool
    strength: str
    words: str
    amount: Decimal | None
    clause: str
    local: dict[str, Any]

    @property
    def where(self) -> str:
        """The region, with the county whose own policy is asked."""
        return f"{self.region} {self.county}".strip()


KNOWN = {
    *("name", "point", "day", "given", "finds", "region", "county", "asks"),
    *("strength", "words", "amount", "clause", "also", "local"),
}


def read_cases() -> Iterator[Case]:
    """Give every case; one that holds `also` elsewhere is a case of each region that it names, on that day."""
    for path in sorted((asked.HERE / "cases").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for each in content["case"]:
            assert each.keys() <= KNOWN, f"{path.name}: {each.keys() - KNOWN}"
            assert each["point"] in (*POINTS, "silent", "more"), f"{path.name}: {each['point']}"
            at_home = each.get("region", content["region"])
            for region, day in {at_home: each["day"], **each.get("also", {})}.items():
                said = {
                    key: told[region] if isinstance(told, dict) else told
                    for key, told in each.items()
                    if key in {"strength", "clause"}
                }
                yield Case(
                    rule=path.stem,
                    region=region,
                    county=each.get("county", content.get("county", "")),
                    asks=each.get("asks", content["asks"]),
                    name=each["name"],
                    point=each["point"],
                    day=day,
                    given=content.get("given", {}) | each.get("given", {}),
                    finds=each["finds"],
                    strength=said.get("strength", ""),
                    words=each.get("words", ""),
                    amount=each.get("amount") if region == at_home else None,
                    clause=said.get("clause", content["clause"].get(region, "")),
                    local=each.get("local", content.get("local", {})),
                )


CASES = list(read_cases())


def findings_of(case: Case) -> list[Finding]:
    policy = asked.policy_of(case.region, case.county, **case.local)
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


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.rule}-{case.where}-{case.name}") for case in CASES]
)
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
        assert finding.cites.clause == case.clause


def test_every_rule_has_cases():
    assert {case.rule for case in CASES} == {rule.code for rule in RULES}


@dataclass(frozen=True)
class Turn:
    """A day on which a rule of a region, or of a county, begins, or from which it reads another value."""

    where: str
    rule: str
    first: date
    last: date
    blocks: tuple[Acting, ...]


def turns(where: str) -> Iterator[Turn]:
    """Give the turns of every rule: in the region those of its own blocks, in a county those that are its alone."""
    region, _, county = where.partition(" ")
    policy = load(region, county)
    for code in sorted({acting.rule.code for acting in policy.rules}):
        days, ends = set(), {date.max}
        for acting in (each for each in policy.rules if each.rule.code == code):
            read = [
                value
                for value in policy.values
                if value.name in (*acting.rule.values, *acting.rule.optional)
                and (value.until or date.max) >= acting.since
                and value.since <= (acting.until or date.max)
            ]
            days |= {max(acting.since, value.since) for value in read if value.county == county}
            days |= {acting.since} if acting.county == county else set()
            ends |= {each.until for each in (acting, *read) if each.until and each.county == county}
        for day in days:
            later = [end for end in ends if end >= day] + [other - DAY for other in days if other > day]
            acting = [each for each in policy.rules if each.rule.code == code and each.county == county]
            blocks = [each for each in acting if each.since <= day <= (each.until or date.max)]
            yield Turn(where, code, day, min(later), tuple(blocks))


DAY = timedelta(days=1)
PLACES = sorted({case.where for case in CASES} - asked.TESTED_ALONE | {"anhui", "jiangsu"})


@pytest.mark.parametrize("where", PLACES)
def test_every_turn_of_a_rule_has_its_day_before_its_first_day_its_edge_and_one_beyond(where):
    """A turn whose value lets everything pass has one case that says so, `silent`, for its edge and beyond."""
    lacking = []
    for turn in turns(where):
        own = [case for case in CASES if (case.where, case.rule) == (where, turn.rule)]
        before = [case for case in own if case.point == "day before" and case.day == turn.first - DAY]
        first = [case for case in own if case.point == "first day" and case.day == turn.first]
        within = [case for case in own if turn.first <= case.day <= turn.last]
        edge = [case for case in within if case.point == "edge" and not case.finds]
        beyond = [case for case in within if case.point == "beyond" and case.finds]
        silent = any(case.point == "silent" and not case.finds for case in within)
        lacking += [
            f"{turn.rule} {turn.first}: {point}"
            for point, found in zip(POINTS, (before, first, edge or silent, beyond or silent), strict=True)
            if not found
        ]
        hard = (
            set()
            if silent
            else {str(each.strength) for each in turn.blocks}
            - {case.strength for case in within if case.finds}
        )
        lacking += [f"{turn.rule} {turn.first}: no case finds it {strength}" for strength in sorted(hard)]
        # a later value may only change what the finding says, or by which clause
        told = [
            {(case.finds, case.clause if case.finds else "", case.words) for case in each}
            for each in (before, first)
        ]
        if before and first and not told[0] ^ told[1] and not silent:
            lacking.append(f"{turn.rule} {turn.first}: nothing differs from the day before")

    assert not lacking, "\n".join(lacking)


def test_every_county_with_rules_or_values_of_its_own_has_cases():
    counties = set()
    for region in ("anhui", "jiangsu"):
        text = "".join(path.read_text("utf-8") for path in resource("policy", region).glob("*.toml"))
        counties |= {f"{region} {county}" for county in re.findall(r'^county = "(\d+)"', text, re.MULTILINE)}
    of_rules = {where for where in counties if any(turns(where))}

    assert of_rules
    assert of_rules <= {case.where for case in CASES}
