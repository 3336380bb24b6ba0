"""Which value holds on which day for whom, in both regions, and what is said when none is set."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.codes import resource
from desktop.policy import ValueMissing, class_hours, lint, load, load_folder, scheme_open, value_words
from desktop.problems import Refused

APRIL = date(2020, 4, 1)
JULY = date(2023, 7, 1)


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_shipped_policy_has_no_fault(region):
    assert lint(resource("policy", region)) == ()


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_every_value_and_rule_names_its_document_and_clause(region):
    policy = load(region)

    for each in (*policy.values, *policy.missing, *policy.rules):
        assert each.cites.document
        assert each.cites.clause


def test_one_document_has_one_number():
    numbers = {}
    for region in ("anhui", "jiangsu"):
        policy = load(region)
        for each in (*policy.values, *policy.missing, *policy.rules):
            assert numbers.setdefault(each.cites.document, each.cites.number) == each.cites.number


@pytest.mark.parametrize(
    ("day", "amount", "words"),
    [
        (date(2019, 8, 19), 800, "不低于800元/人"),
        (date(2020, 3, 5), 800, "不低于800元/人"),
        (date(2020, 3, 6), 1000, "不低于1000元/人"),
        (APRIL, 1000, "不低于1000元/人"),
    ],
)
def test_anhui_new_hires_bring_800_and_from_6_march_2020_at_least_1000(day, amount, words):
    value = load("anhui").value("training_standard", day, training_type="pre_job")

    assert value.amount == amount
    assert value.at_least
    assert value_words(value) == words
    assert value.cites.clause == "二（一）"


@pytest.mark.parametrize(("level", "amount"), [("4", 1500), ("3", 2000), ("2", 3500), ("1", 5000)])
def test_anhui_upgrades_by_level(level, amount):
    assert (
        load("anhui").value("training_standard", APRIL, training_type="on_job", level=level).amount == amount
    )


def test_anhui_transfer_brings_1200_before_and_after():
    anhui = load("anhui")

    before = anhui.value("training_standard", date(2020, 3, 5), training_type="transfer")
    after = anhui.value("training_standard", date(2020, 3, 6), training_type="transfer")

    assert before.amount == after.amount == 1200
    assert before.at_least
    assert not after.at_least


TABLE = {
    "A": {"1": 4300, "2": 3500, "3": 2000, "4": 1500, "5": 1000, "special": 800},
    "B": {"1": 3500, "2": 2500, "3": 1800, "4": 1200, "5": 800, "special": 600},
    "C": {"1": 3000, "2": 2000, "3": 1500, "4": 1000, "5": 500, "special": 400},
}


@pytest.mark.parametrize("training_type", ["on_job", "transfer", "employment_skills", "self_study"])
def test_jiangsu_table_by_category_and_level(training_type):
    jiangsu = load("jiangsu")

    for category, row in TABLE.items():
        for level, amount in row.items():
            scope = {"training_type": training_type, "category": category, "level": level}
            assert jiangsu.value("training_standard", JULY, **scope).amount == amount
            with pytest.raises(ValueMissing):
                jiangsu.value("training_standard", date(2023, 5, 31), **scope)


@pytest.mark.parametrize(
    ("scope", "amount"),
    [
        ({"training_type": "pre_job"}, 500),
        ({"training_type": "entrepreneurship", "programme": "gyb"}, 350),
        ({"training_type": "entrepreneurship", "programme": "syb"}, 1000),
        ({"training_type": "entrepreneurship", "programme": "online_business"}, 1000),
    ],
)
def test_jiangsu_lump_sums_of_2023(scope, amount):
    assert load("jiangsu").value("training_standard", date(2023, 6, 1), **scope).amount == amount


def test_jiangsu_plan_of_2020():
    jiangsu = load("jiangsu")

    assert jiangsu.value("allowance_rate", APRIL).amount == 30
    assert jiangsu.value("allowance_groups", APRIL).value == (
        "low_income",
        "hard_to_employ",
        "zero_employment",
        "rural_leaver",
        "urban_minimum",
    )
    assert jiangsu.value("online_share_ceiling", APRIL).value == 40
    assert jiangsu.value("retention_years", APRIL).value == 4
    assert jiangsu.value("publicity_days", APRIL).value == 5


def test_five_working_days_of_publicity_in_anhui_say_on_what_they_rest():
    value = load("anhui").value("publicity_days", APRIL)

    assert value.value == 5
    assert value_words(value) == "5个工作日"
    assert "没有写明" in value.note


@pytest.mark.parametrize(
    ("region", "day", "name", "scope", "said"),
    [
        (
            "anhui",
            APRIL,
            "training_standard",
            {"training_type": "on_job", "level": "5"},
            ["职业培训补贴标准（岗位技能提升培训、初级（五级））", "安徽省职业技能提升行动实施方案"],
        ),
        (
            "anhui",
            APRIL,
            "training_standard",
            {"training_type": "employment_skills", "level": "5"},
            ["就业技能培训", "工种目录及补贴标准"],
        ),
        ("anhui", APRIL, "allowance_rate", {}, ["生活费补贴标准", "人社部发〔2020〕10号"]),
        ("jiangsu", APRIL, "training_standard", {"training_type": "pre_job"}, ["人社发〔2020〕10号"]),
        (
            "jiangsu",
            APRIL,
            "training_standard",
            {"training_type": "on_job", "level": "4"},
            ["政办发〔2019〕58号"],
        ),
        (
            "jiangsu",
            JULY,
            "training_standard",
            {"training_type": "apprenticeship"},
            ["苏人社发〔2019〕177号"],
        ),
        ("jiangsu", date(2019, 5, 1), "allowance_rate", {}, ["现有政策文件没有规定"]),
    ],
)
def test_missing_value_names_itself_its_document_and_the_screen(region, day, name, scope, said):
    with pytest.raises(ValueMissing) as refused:
        load(region).value(name, day, **scope)

    assert isinstance(refused.value, Refused)
    for words in (*said, f"{day.year}年{day.month}月{day.day}日"):
        assert words in refused.value.sentence
    assert "政策 → 本地政策值" in refused.value.remedy


def test_schemes_that_a_region_has():
    assert scheme_open(load("jiangsu"), "allowance", APRIL)
    assert not scheme_open(load("anhui"), "allowance", APRIL)
    assert scheme_open(load("anhui"), "training", APRIL)
    assert not scheme_open(load("anhui"), "training", date(2016, 12, 31))
    assert scheme_open(load("anhui", "341525"), "allowance", APRIL)
    assert not scheme_open(load("anhui", "341525"), "allowance", date(2021, 1, 1))


def test_a_class_hour_is_45_minutes_in_jiangsu_from_june_2023():
    assert class_hours(load("jiangsu"), 100, date(2023, 6, 1)) == Decimal("2.22")
    with pytest.raises(ValueMissing, match="每课时时长"):
        class_hours(load("jiangsu"), 100, date(2023, 5, 31))


def test_version_is_a_digest_of_the_files(tmp_path):
    source = resource("policy", "anhui")
    for path in source.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    same = load_folder(tmp_path).version
    changed = tmp_path / "standards.toml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("1000", "1001", 1), encoding="utf-8")

    assert same == load("anhui").version
    assert len(same) == 64
    assert load_folder(tmp_path).version != same


def test_unknown_region_is_refused():
    with pytest.raises(Refused, match="没有“guangdong”的政策"):
        load("guangdong")


def test_rules_and_values_of_a_day():
    anhui = load("anhui")

    before = {rule.rule.code for rule in anhui.rules_on(date(2020, 3, 5))}
    after = {rule.rule.code for rule in anhui.rules_on(date(2020, 3, 6))}

    assert "hire_window" in after - before
    assert all(value.since <= APRIL for value in anhui.values_on(APRIL))
    gaps = {(gap.name, gap.optional) for gap in anhui.missing_on(APRIL)}
    assert ("allowance_rate", False) in gaps
    assert ("wholly_online_occupations", True) in gaps
