"""What a subsidy comes to, in every shape an amount may have."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop.policy import (
    ApprenticeFacts,
    Outcome,
    ProjectFacts,
    Value,
    ValueMissing,
    decide_allowance,
    decide_apprenticeship,
    decide_project,
    decide_training,
    explain,
    load,
)
from desktop.problems import Refused
from tests.policy import asked

APRIL = date(2020, 4, 1)
JULY = date(2023, 7, 1)
ELSEWHERE = asked.policy_of("elsewhere")


@pytest.mark.parametrize(
    ("hours", "amount"), [(10, 300), ("33.33", "999.90"), (33, 990), (34, 1000), (100, 1000), (0, 0)]
)
def test_by_class_hour_up_to_a_cap(hours, amount):
    line = asked.line(APRIL, training_type="employment_skills", attended_hours=hours, planned_hours=hours)

    decision = decide_training(ELSEWHERE, line)

    assert decision.amount == Decimal(str(amount))


def test_capped_amount_shows_both_steps():
    line = asked.line(APRIL, training_type="employment_skills", attended_hours=50)

    assert "30元×50课时＝1500元，最高1000元＝1000元" in explain(decide_training(ELSEWHERE, line))


@pytest.mark.parametrize(("cost", "amount"), [(500, 475), ("631.57", "599.99"), ("631.58", 600), (2000, 600)])
def test_by_share_of_cost_up_to_a_cap(cost, amount):
    line = asked.line(APRIL, training_type="hazardous", cost=cost)

    assert decide_training(ELSEWHERE, line).amount == Decimal(str(amount))


def test_share_of_an_unknown_cost_is_refused():
    with pytest.raises(Refused, match="没有登记培训成本"):
        decide_training(ELSEWHERE, asked.line(APRIL, training_type="hazardous"))


def test_by_percentage_of_another_standard():
    decision = decide_training(ELSEWHERE, asked.line(APRIL, training_type="self_study"))

    assert decision.amount == 560
    assert "岗位技能提升培训标准800元×70%" in explain(decision)


def project(**given):
    facts = {"opened_on": APRIL, "planned_people": 40, "passed_people": 40} | given
    return ProjectFacts("entrepreneurship", asked.WELDER, "A", "none", **facts)


@pytest.mark.parametrize(
    ("passed", "amount", "outcome"),
    [(40, 120000, "granted"), (41, 120000, "granted"), (39, 117000, "cut"), (0, 0, "refused")],
)
def test_lump_sum_for_a_project_is_cut_by_those_who_did_not_pass(passed, amount, outcome):
    decision = decide_project(ELSEWHERE, project(passed_people=passed))

    assert decision.amount == amount
    assert decision.outcome == outcome


def test_standard_by_person_is_no_project_price_and_the_other_way_round():
    facts = ProjectFacts("pre_job", asked.WELDER, "A", "none", APRIL, 40, 40)
    with pytest.raises(Refused, match="不是按项目整体核定"):
        decide_project(ELSEWHERE, facts)
    with pytest.raises(Refused, match="不能逐人计算"):
        decide_training(ELSEWHERE, asked.line(APRIL, training_type="entrepreneurship"))


def apprentices(level, planned, finished=None, years=2, advanced=0):
    return ApprenticeFacts(
        level, asked.WELDER, "A", date(2019, 9, 1), planned, years, finished, Decimal(advanced)
    )


@pytest.mark.parametrize(("level", "planned", "advance"), [("3", 45, 112500), ("4", 33, 66000)])
def test_apprenticeship_is_advanced_by_half_a_year(level, planned, advance):
    assert decide_apprenticeship(load("jiangsu", "320681"), apprentices(level, planned)).amount == advance


@pytest.mark.parametrize(
    ("level", "finished", "years", "advanced", "amount"),
    [("3", 33, 2, 112500, 217500), ("4", 32, 1, 66000, 62000)],
)
def test_apprenticeship_is_settled_by_those_who_finished(level, finished, years, advanced, amount):
    facts = apprentices(level, 45, finished, years, advanced)

    decision = decide_apprenticeship(load("jiangsu", "320681"), facts)

    assert decision.amount == amount
    assert f"减去已预支{advanced}元＝{amount}元" in explain(decision)
    assert "通人社职〔2019〕15号" in explain(decision)


def test_more_advanced_than_due_brings_nothing():
    decision = decide_apprenticeship(ELSEWHERE, apprentices("3", 45, finished=5, years=1, advanced=112500))

    assert decision.amount == 0
    assert decision.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("cost", "finished", "years", "amount", "told"),
    [
        (8000, 9, 2, 86400, "培训费用8000元×60%＝4800元，9人×4800元×2年"),
        (10000, 9, 2, 108000, "培训费用10000元×60%＝6000元，9人×6000元×2年"),
        ("10000.01", 9, 2, 108000, "最高6000元＝6000元"),
    ],
)
def test_anhui_apprenticeship_before_2019_is_60_per_cent_of_the_fee_up_to_6000_a_year(
    cost, finished, years, amount, told
):
    facts = replace(apprentices("4", 10, finished, years), opened_on=date(2019, 8, 18), cost=Decimal(cost))

    decision = decide_apprenticeship(load("anhui"), facts)

    assert decision.amount == amount
    assert told in explain(decision)
    assert "企业支付培训费用的60%，最高6000元/人·年" in explain(decision)


def test_anhui_apprenticeship_needs_the_fee_and_from_19_august_2019_the_bureaus_standard():
    facts = replace(apprentices("4", 10, 9, 2), opened_on=date(2019, 8, 18))

    with pytest.raises(Refused, match="没有登记培训费用"):
        decide_apprenticeship(load("anhui"), facts)
    with pytest.raises(ValueMissing, match="企业新型学徒制培训"):
        decide_apprenticeship(load("anhui"), replace(facts, opened_on=date(2019, 8, 19)))


@pytest.mark.parametrize(
    ("county", "day", "group", "amount"),
    [
        ("341525", date(2019, 1, 1), "poor_household", 300),
        ("340828", date(2020, 12, 31), "poor_household", 300),
        ("341525", date(2020, 4, 1), "veteran", 0),
        ("341525", date(2021, 1, 1), "poor_household", None),
        ("341122", date(2020, 4, 1), "poor_household", None),
    ],
)
def test_the_old_revolutionary_areas_of_anhui_paid_60_a_day_to_poor_households(county, day, group, amount):
    line = asked.days(day, trainee={"groups": [group]})

    if amount is None:
        with pytest.raises(ValueMissing, match="生活费补贴标准"):
            decide_allowance(load("anhui", county), line)
    else:
        assert decide_allowance(load("anhui", county), line).amount == amount


def test_apprenticeship_elsewhere_in_jiangsu_waits_for_the_bureau():
    with pytest.raises(ValueMissing, match=r"企业新型学徒制培训.*苏人社发〔2019〕177号"):
        decide_apprenticeship(load("jiangsu"), apprentices("3", 45))


@pytest.mark.parametrize(
    ("county", "day", "amount"),
    [
        ("320281", date(2020, 4, 1), 300),
        ("320282", date(2020, 4, 1), 300),
        ("320282", date(2021, 1, 1), None),
        ("320281", date(2023, 5, 31), 300),
        ("320281", date(2023, 6, 1), 500),
        ("321323", date(2020, 4, 1), None),
    ],
)
def test_values_of_a_city_hold_in_its_counties_only(county, day, amount):
    policy = load("jiangsu", county)

    if amount is None:
        with pytest.raises(ValueMissing):
            decide_training(policy, asked.line(day))
    else:
        assert decide_training(policy, asked.line(day)).amount == amount


@pytest.mark.parametrize(
    ("county", "months"), [("320402", 12), ("320412", 1), ("320722", 6), ("321323", None)]
)
def test_county_goes_before_its_city(county, months):
    found = load("jiangsu", county).find("certificate_window_months", JULY)

    assert (found.value if found else None) == months


def local(name, **given):
    return Value(name, "", date(2023, 6, 1), None, asked.BUREAU, **given)


UPGRADE = {"training_type": "on_job", "level": "4"}


@pytest.mark.parametrize(
    ("values", "category", "amount"),
    [
        ([], "A", 1500),
        ([local("city_factor", value="30")], "A", 1950),
        ([local("city_factor", value="-30")], "B", 840),
        (
            [local("shortage_occupations", value=asked.WELDER), local("shortage_uplift", value="10")],
            "C",
            1100,
        ),
        (
            [local("shortage_occupations", value="6-31-01-03"), local("shortage_uplift", value="10")],
            "C",
            1000,
        ),
        (
            [
                local("city_factor", value="30"),
                local("shortage_occupations", value=asked.WELDER),
                local("shortage_uplift", value="30"),
            ],
            "A",
            2535,
        ),
    ],
)
def test_locality_and_shortage_raise_or_lower_the_provinces_table(values, category, amount):
    policy = load("jiangsu").with_local(values)

    assert decide_training(policy, asked.line(JULY, category=category, **UPGRADE)).amount == amount


def test_a_local_standard_is_final():
    scope = {"training_type": ("on_job",), "category": ("A",), "level": ("4",)}
    policy = load("jiangsu").with_local(
        [local("training_standard", amount=Decimal(1600), scope=scope), local("city_factor", value="10")]
    )

    assert decide_training(policy, asked.line(JULY, **UPGRADE)).amount == 1600


@pytest.mark.parametrize(
    ("day", "level", "factor", "amount"),
    [
        (date(2025, 3, 25), "special", "-30", 280),
        (date(2025, 3, 26), "special", "-30", 300),
        (date(2025, 3, 26), "1", "30", 3900),
    ],
)
def test_amount_is_kept_within_300_and_8000_from_march_2025(day, level, factor, amount):
    policy = load("jiangsu").with_local([local("city_factor", value=factor)])
    line = asked.line(day, training_type="on_job", level=level, category="C")

    assert decide_training(policy, line).amount == amount


def test_ceiling_stops_what_is_raised_twice():
    policy = load("jiangsu").with_local(
        [
            local("city_factor", value="30"),
            local("shortage_occupations", value=asked.WELDER),
            local("shortage_uplift", value="100"),
        ]
    )
    line = asked.line(date(2025, 4, 1), training_type="on_job", level="1", category="A")

    assert decide_training(policy, line).amount == 8000


def by_hours(hours, days):
    given = [APRIL + timedelta(days=n) for n in range(days)]
    return asked.days(APRIL, ended_on=APRIL + timedelta(days=60), attended_days=given, attended_hours=hours)


@pytest.mark.parametrize(
    ("hours", "days", "amount"), [(100, 15, 450), (200, 29, 870), (300, 43, 1290), (7, 2, 30), ("7.5", 2, 60)]
)
def test_allowance_by_class_hours_seven_to_the_day(hours, days, amount):
    assert decide_allowance(asked.policy_of("by_hours"), by_hours(hours, days)).amount == amount


def test_allowance_by_class_hours_never_exceeds_the_days_attended():
    assert decide_allowance(asked.policy_of("by_hours"), by_hours(100, 10)).days == 10


def test_allowance_by_calendar_day_counts_from_opening_to_end():
    decision = decide_allowance(asked.policy_of("by_calendar"), asked.days(APRIL))

    assert decision.days == 10
    assert decision.amount == 300


def test_allowance_by_class_hours_needs_them():
    with pytest.raises(Refused, match="没有出勤课时"):
        decide_allowance(asked.policy_of("by_hours"), asked.days(APRIL))
