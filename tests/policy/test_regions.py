"""Both shipped regions hold together on every day: no rule stands there without the value it needs."""

from datetime import date, timedelta

import pytest

from desktop.codes import codes
from desktop.policy import ValueMissing, decide_training, examine_filing, examine_teaching, load, timeline
from tests.policy import asked

TYPES = [each.code for each in codes("training_types")]
LEVELS = [each.code for each in codes("levels")]


def turning_days(region):
    days = {change.day for change in timeline(load(region)) if change.day.year >= 1996}
    return sorted(days | {day - timedelta(days=1) for day in days} | {date(2026, 6, 1)})


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_no_filing_is_stopped_by_a_missing_value(region):
    policy = load(region)

    for day in turning_days(region):
        examine_teaching(policy, asked.teaching(), day)
        for type_ in TYPES:
            for kind in codes("case_kinds"):
                for level in LEVELS:
                    filing = asked.filing(day, training_type=type_, case_kind=kind.code, level=level)
                    examine_filing(policy, filing, day)


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_only_an_amount_left_to_the_locality_stops_a_claim(region):
    policy = load(region)
    stopped = []

    for day in turning_days(region):
        for type_ in TYPES:
            for level in LEVELS:
                line = asked.line(day, training_type=type_, level=level, history=[{"level": "5"}, {}])
                try:
                    decide_training(policy, line)
                except ValueMissing as missing:
                    stopped.append((day, type_, level, missing))

    assert {missing.name for *_, missing in stopped} == {"training_standard"}
    without = [each for each in stopped if each[3].cites is None and each[0] >= date(2019, 8, 19)]
    assert not without


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_every_clock_is_set_from_the_first_day_of_the_journey(region):
    policy = load(region)

    for name in ("publicity_days", "correction_days", "filing_review_days", "claim_review_days"):
        assert policy.value(name, date(2020, 3, 6)).value == 5
