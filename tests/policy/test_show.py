"""A policy laid open for a day, and the days on which it changes."""

import json
from datetime import date
from decimal import Decimal

import pytest

from desktop.policy import Value, load, show
from desktop.problems import Refused
from tests.policy import asked

APRIL = date(2020, 4, 1)


def test_shows_what_holds_on_a_day_and_what_is_left_to_the_locality():
    shown = {(each.title, each.figure) for each in show(load("anhui"), APRIL)}

    assert ("职业培训补贴标准（新录用岗前培训）", "不低于1000元/人") in shown
    assert ("转岗转业培训的企业范围", "所有企业") in shown
    assert ("生活费补贴标准", "") in shown
    assert not [figure for _, figure in shown if figure == "不低于800元/人"]


def test_shows_one_name_only():
    assert {each.name for each in show(load("jiangsu"), APRIL, "online_share_ceiling")} == {
        "online_share_ceiling"
    }
    with pytest.raises(Refused, match="没有代码“ceiling”"):
        show(load("jiangsu"), APRIL, "ceiling")


def test_line_of_text_names_figure_period_and_clause():
    (shown,) = show(load("jiangsu"), APRIL, "online_share_ceiling")

    assert str(shown) == (
        "线上理论课时占比上限：40%（自2020年1月1日起）《互联网+职业技能培训计划实施方案（江苏省某市，2020年）》二（三）"
    )


def test_record_can_be_written_as_json():
    for each in show(load("jiangsu", "320681"), date(2023, 7, 1)):
        assert json.loads(json.dumps(each.as_record()))["name"] == each.name


def test_local_value_takes_the_place_of_the_gap():
    local = Value("allowance_rate", "", APRIL, None, asked.BUREAU, amount=Decimal(25))

    shown = show(load("anhui").with_local([local]), APRIL, "allowance_rate")

    assert [(each.figure, each.local) for each in shown] == [("25元/人·天", True)]
