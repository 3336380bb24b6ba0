"""A bureau's own values: they stand before the region's, within what the region allows."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.policy import Citation, Outcome, Value, decide_allowance, decide_training, load, scheme_open
from desktop.problems import Refused
from tests.policy import asked

APRIL = date(2020, 4, 1)
JULY = date(2023, 7, 1)


def local(name, since=APRIL, until=None, cites=asked.BUREAU, **given):
    return Value(name, "", since, until, cites, **given)


def test_local_value_fills_what_is_missing_on_purpose():
    scope = {"training_type": ("employment_skills",), "level": ("5",)}
    policy = load("anhui").with_local([local("training_standard", amount=Decimal(900), scope=scope)])

    decision = decide_training(
        policy,
        asked.line(
            APRIL,
            case_kind="institution",
            training_type="employment_skills",
            level="5",
            trainee={"groups": ["unemployed"]},
        ),
    )

    assert decision.outcome is Outcome.GRANTED
    assert decision.amount == 900
    assert decision.basis.local
    assert decision.basis.title == "职业培训补贴标准（就业技能培训、初级（五级））"
    assert decision.basis.unit == "元/人"
    assert scope not in [dict(gap.scope) for gap in policy.missing_on(APRIL)]


def test_local_value_stands_before_the_regions():
    policy = load("anhui").with_local(
        [local("training_standard", amount=Decimal(1300), scope={"training_type": ("pre_job",)})]
    )

    assert decide_training(policy, asked.line(APRIL)).amount == 1300
    assert decide_training(policy, asked.line(date(2020, 3, 31))).amount == 1000


def test_local_amount_below_the_floor_is_refused():
    with pytest.raises(Refused, match=r"低于.*二（一）规定的不低于1000元/人"):
        load("anhui").with_local(
            [local("training_standard", amount=Decimal("999.99"), scope={"training_type": ("pre_job",)})]
        )


@pytest.mark.parametrize("amount", ["1000", "1000.01"])
def test_local_amount_at_the_floor_is_what_is_granted(amount):
    own = local("training_standard", amount=Decimal(amount), scope={"training_type": ("pre_job",)})

    decision = decide_training(load("anhui").with_local([own]), asked.line(APRIL))

    assert decision.amount == Decimal(amount)
    assert decision.basis.local
    assert decision.basis.cites == asked.BUREAU


@pytest.mark.parametrize(("amount", "taken"), [(1950, True), (1951, False), (1050, True), (1049, False)])
def test_local_standard_stays_within_30_per_cent_of_the_provinces(amount, taken):
    scope = {"training_type": ("on_job",), "category": ("A",), "level": ("4",)}
    value = local("training_standard", since=JULY, amount=Decimal(amount), scope=scope)

    if taken:
        policy = load("jiangsu").with_local([value])
        line = asked.line(JULY, training_type="on_job", category="A", level="4")
        assert decide_training(policy, line).amount == amount
    else:
        with pytest.raises(Refused, match=r"超出.*上下浮动30%"):
            load("jiangsu").with_local([value])


@pytest.mark.parametrize(
    ("day", "level", "amount", "said"),
    [
        (JULY, "none", 299, "低于.*300—1000元"),
        (JULY, "none", 300, ""),
        (JULY, "none", 1000, ""),
        (JULY, "none", 1001, "高于.*300—1000元"),
        (date(2025, 3, 26), "none", 1001, ""),
        (date(2025, 3, 26), "none", 8001, "高于.*补贴标准300元至8000元"),
    ],
)
def test_certificate_of_completion_brings_300_to_1000_where_the_cities_set_it(day, level, amount, said):
    scope = {"training_type": ("on_job",), "level": (level,)}
    value = local("training_standard", since=day, until=day, amount=Decimal(amount), scope=scope)

    if said:
        with pytest.raises(Refused, match=said):
            load("jiangsu").with_local([value])
    else:
        policy = load("jiangsu").with_local([value])
        line = asked.line(day, training_type="on_job", level=level)
        assert decide_training(policy, line).amount == amount


@pytest.mark.parametrize(("factor", "taken"), [(30, True), (-30, True), (31, False), (-31, False)])
def test_local_factor_stays_within_the_range(factor, taken):
    value = local("city_factor", since=JULY, value=str(factor))

    if taken:
        policy = load("jiangsu").with_local([value])
        amount = decide_training(policy, asked.line(JULY)).amount
        assert amount == 500 * (100 + factor) / Decimal(100)
    else:
        with pytest.raises(Refused, match="超出"):
            load("jiangsu").with_local([value])


def test_local_allowance_opens_the_scheme():
    policy = load("anhui").with_local([local("allowance_rate", amount=Decimal(25))])

    assert scheme_open(policy, "allowance", APRIL)
    assert not scheme_open(policy, "allowance", date(2020, 3, 31))
    assert decide_allowance(policy, asked.days(APRIL)).amount == 125


def test_local_list_of_wholly_online_occupations_is_read_from_text():
    policy = load("anhui").with_local([local("wholly_online_occupations", value="4-01-06-01、6-18-02-04")])

    assert policy.value("wholly_online_occupations", APRIL).value == ("4-01-06-01", "6-18-02-04")


def test_local_days_are_read_from_text():
    assert (
        load("anhui").with_local([local("publicity_days", value="7")]).value("publicity_days", APRIL).value
        == 7
    )


def test_later_local_value_ends_the_one_left_open():
    rate = [
        local("allowance_rate", since=date(2020, 4, 1), amount=Decimal(20)),
        local("allowance_rate", since=date(2020, 5, 1), amount=Decimal(25)),
    ]
    policy = load("anhui").with_local(rate)

    assert policy.value("allowance_rate", date(2020, 4, 30)).amount == 20
    assert policy.value("allowance_rate", date(2020, 5, 1)).amount == 25
    assert policy.values[0].until == date(2020, 4, 30)


def test_new_set_of_local_values_replaces_the_old_and_changes_the_version():
    anhui = load("anhui")
    first = anhui.with_local([local("allowance_rate", amount=Decimal(20))])
    second = first.with_local([local("allowance_rate", amount=Decimal(25))])

    assert second.value("allowance_rate", APRIL).amount == 25
    assert len({anhui.version, first.version, second.version}) == 3
    assert anhui.with_local([]) is anhui


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([local("allowance_rate", amount=Decimal(20), cites=Citation("", "", ""))], "没有写明依据"),
        ([local("allowance_rate", amount=Decimal(-1))], "不小于0的金额"),
        ([local("allowance_rate", value="二十")], "不小于0的金额"),
        ([local("publicity_days", value="5.5")], "整数"),
        ([local("attendance_share", value="101")], "百分比"),
        ([local("allowance_day_rule", value="weekly")], "没有“weekly”这一选项"),
        ([local("allowance_groups", value="low_income、rich")], "rich"),
        ([local("no_such_value", value="1")], "没有代码“no_such_value”"),
        ([local("applicant_types", value="pre_job")], "没有用处"),
        ([local("allowance_rate", amount=Decimal(20), until=date(2020, 3, 1))], "永远不会生效"),
        ([local("allowance_rate", amount=Decimal(20), scope={"group": ("rich",)})], "适用范围"),
        (
            [local("allowance_rate", amount=Decimal(20), scope={"training_type": ("pre_job",)})],
            "对谁都不适用",
        ),
        ([local("publicity_days", value="7", scope={"group": ("veteran",)})], "对谁都不适用"),
        (
            [
                local("allowance_rate", amount=Decimal(20), until=date(2020, 12, 31)),
                local("allowance_rate", since=date(2020, 12, 31), amount=Decimal(25)),
            ],
            "已有另一个本地值",
        ),
        (
            [local("allowance_rate", amount=Decimal(20)), local("allowance_rate", amount=Decimal(25))],
            "已有另一个本地值",
        ),
    ],
)
def test_unsound_local_value_is_refused_with_a_sentence(values, said):
    with pytest.raises(Refused) as refused:
        load("anhui").with_local(values)

    assert said in str(refused.value)
    assert refused.value.remedy
