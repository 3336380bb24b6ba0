"""The county that a place on a roster means, and the rules that nobody could check."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.policy import Strength, county_of, county_words, decide_training, load, unchecked
from tests.policy import asked

APRIL = date(2020, 4, 1)


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("341122", "341122"),
        ("341122001002", "341122"),
        ("341100", ""),
        ("安徽省滁州市来安县新安镇", "341122"),
        (" 来安县 ", "341122"),
        ("演练邻县工业园区", "999902"),
        ("河南省固始县", "河南省固始县"),
        ("安徽省滁州市", ""),
        ("安徽省滁州市天长市", "341181"),
        ("河北省保定市定州市", "河北省保定市定州市"),
        ("江西省吉安市泰和县", "江西省吉安市泰和县"),
        ("苏州市某小区3幢", ""),
        ("幸福社区", ""),
        ("", ""),
    ],
)
def test_place_means_a_county(text, county):
    assert county_of(text) == county


def test_counties_are_told_by_name_and_the_unknown_last():
    assert county_words(["", "999902", "999999"]) == "演练邻县、999999、有的未记载"


def test_rule_that_nobody_could_check_is_told_once_with_the_number_of_lines():
    policy = asked.policy_of("jiangsu")
    bare = asked.line(APRIL)
    known = asked.line(APRIL, practice_county="999901", trainee={"places": ["999901"], "insured_from": APRIL})
    both = [(line, decide_training(policy, line)) for line in (bare, replace(bare, number="2"), known)]

    notices = unchecked(policy, both)

    assert {notice.rule: notice.facts["人数"] for notice in notices} == {
        "insured": "2",
        "practice_place": "2",
    }
    assert all(notice.strength is Strength.NOTICE for notice in notices)
    assert all("未核" in notice.sentence and notice.cites.clause for notice in notices)


def test_rule_that_does_not_act_is_not_told_as_unchecked():
    anhui = asked.policy_of("anhui")
    line = asked.line(APRIL)

    assert unchecked(anhui, [(line, decide_training(anhui, line))]) == ()
    assert not any(acting.rule.code == "practice_place" for acting in load("anhui").rules)
