"""Both shipped regions hold together on every day: no rule stands there without the value it needs."""

from datetime import date, timedelta

import pytest

from desktop.codes import codes
from desktop.policy import ValueMissing, decide_training, examine_filing, examine_teaching, load, turns
from desktop.problems import Refused
from tests.policy import asked

TYPES = [each.code for each in codes("training_types")]
LEVELS = [each.code for each in codes("levels")]


def turning_days(region):
    days = {turn.day for turn in turns(load(region)) if turn.day.year >= 1996}
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
    stopped, whole = [], set()

    for day in turning_days(region):
        for type_ in TYPES:
            for level in LEVELS:
                line = asked.line(day, training_type=type_, level=level, history=[{"level": "5"}, {}])
                try:
                    decide_training(policy, line)
                except ValueMissing as missing:
                    stopped.append((day, type_, level, missing))
                except Refused:
                    whole.add(type_)

    assert {missing.name for *_, missing in stopped} == {"training_standard"}
    assert whole <= {"apprenticeship"}
    without = [each for each in stopped if each[3].cites is None and each[0] >= date(2019, 8, 19)]
    assert not without


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_every_clock_is_set_from_the_first_day_of_the_journey(region):
    policy = load(region)

    for name in ("publicity_days", "correction_days", "filing_review_days", "claim_review_days"):
        assert policy.value(name, date(2020, 3, 6)).value == 5


DATED = {
    "安徽省人力资源和社会保障厅关于统筹做好当前疫情防控和技工教育培训工作的通知": date(2020, 3, 6),
    "互联网+职业技能培训计划实施方案（江苏省某市，2020年）": date(2020, 1, 1),
    "职业技能提升行动方案（2019—2021年）": date(2019, 5, 18),
    "安徽省职业技能提升行动实施方案（2019—2021年）": date(2019, 8, 19),
    "江苏省政府补贴性职业技能培训项目及参保职工技能提升补贴基准（2023年）": date(2023, 6, 1),
}
"""From which day on a document can be the ground of anything."""


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_nothing_begins_before_the_document_that_it_cites(region: str):
    policy = load(region)
    cited = [(each.cites.document, each.since, each.name) for each in policy.values]
    cited += [(each.cites.document, each.since, each.rule.code) for each in policy.rules]
    early = [(name, day) for document, day, name in cited if document in DATED and day < DATED[document]]
    assert early == []
    assert {document for document, _day, _name in cited} & set(DATED)
