"""The policy as it is read: by day and topic, each value with its history, and what changes on which day."""

from datetime import date, timedelta

import pytest

from desktop.codes import codes
from desktop.policy import Citation, Value, entries, entry_sheet, load, turns
from desktop.problems import Refused

ANHUI = load("anhui", "999901")
BEFORE, AFTER = date(2020, 3, 5), date(2020, 3, 6)


def test_every_name_stands_under_exactly_one_heading():
    listed = [name for group in codes("value_groups") for name in group.fields["values"]]
    assert sorted(listed) == sorted(code.code for code in codes("policy_values"))


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_what_holds_on_a_day_and_what_is_left_to_the_locality_is_all_there(region: str):
    policy = load(region, "999901")
    for day in (date(2019, 12, 31), date(2023, 7, 1), date(2026, 1, 1)):
        found = entries(policy, day)
        assert len(found) == len(policy.values_on(day)) + len(policy.missing_on(day))
        assert {each.standing for each in found} == {"now"}
        assert {each.figure for each in found if each.origin == "missing"} <= {""}
        assert all(each.figure for each in found if each.origin != "missing")


def test_the_day_before_shows_what_held_then():
    def standard(day: date) -> set[str]:
        return {each.figure for each in entries(ANHUI, day, training_type="pre_job", text="补贴标准 新录用")}

    assert (standard(BEFORE), standard(AFTER)) == ({"不低于800元/人"}, {"不低于1000元/人"})


def test_a_topic_keeps_what_concerns_it_and_a_word_finds_its_clause():
    amounts = entries(ANHUI, AFTER, group="amounts", training_type="transfer")
    assert [each.figure for each in amounts if each.scope.startswith("转岗")] == ["1200元/人"]
    assert not any("新录用" in each.scope for each in amounts)
    assert {each.group_title for each in amounts} == {"补贴标准"}
    cited = entries(ANHUI, AFTER, text="人社部发〔2020〕10号")
    assert cited
    assert all("人社部发〔2020〕10号" in each.citation for each in cited)
    assert entries(ANHUI, AFTER, text="没有这样的词") == ()


def test_a_value_opens_to_its_clause_its_history_and_the_rules_that_use_it():
    now = next(each for each in entries(ANHUI, AFTER, text="不低于1000元"))
    sheet = entry_sheet(ANHUI, now.key, AFTER)
    assert [(each.figure, each.standing, each.until) for each in sheet.history] == [
        ("不低于800元/人", "over", BEFORE),
        ("不低于1000元/人", "now", None),
    ]
    assert sheet.entry.cites.document
    assert sheet.use == "核定金额时直接采用。"
    limit = next(each for each in entries(ANHUI, AFTER) if each.name == "times_limit")
    assert "次" in entry_sheet(ANHUI, limit.key, AFTER).entry.figure
    assert entry_sheet(ANHUI, limit.key, AFTER).rules
    with pytest.raises(Refused, match="已没有"):
        entry_sheet(ANHUI, ("times_limit", (), date(1990, 1, 1), False, ""), AFTER)


def test_the_timeline_names_each_beginning_change_and_end_once():
    by_day = {turn.day: turn for turn in turns(ANHUI)}
    items = {each.title: each for each in by_day[AFTER].items}
    raised = items["职业培训补贴标准（新录用岗前培训）"]
    assert (raised.verb, raised.before, raised.after) == ("changes", "不低于800元/人", "不低于1000元/人")
    assert not any(each.verb == "ends" and each.title == raised.title for each in by_day[AFTER].items)
    begun = sum(each.verb != "ends" for turn in by_day.values() for each in turn.items)
    assert begun == len(ANHUI.values) + len(ANHUI.rules)
    assert list(by_day) == sorted(by_day)


def test_a_coming_local_value_stands_on_its_day_and_ends_after_its_last():
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    own = Value(
        "publicity_days", "", first, last, Citation("演练县办法", "演人社〔2026〕9号", "第三条"), value=9
    )
    policy = ANHUI.with_local([own])
    told = {turn.day: turn.items for turn in turns(policy)}
    assert [(i.kind, i.verb, i.after) for i in told[first]] == [("local", "begins", "9个工作日")]
    assert [(i.verb, i.before) for i in told[last + timedelta(days=1)]] == [("ends", "9个工作日")]
    ahead = next(each for each in entries(policy, first) if each.origin == "local")
    history = entry_sheet(policy, ahead.key, AFTER).history
    assert [each.standing for each in history if each.origin == "local"] == ["ahead"]


def test_a_value_that_a_city_sets_is_told_as_the_citys():
    day = date(2025, 6, 1)
    assert "county" in {each.origin for each in entries(load("jiangsu", "320602"), day)}
    assert "county" not in {each.origin for each in entries(load("jiangsu", "999901"), day)}
