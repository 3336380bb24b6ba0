"""What is wrong in a policy file is refused when it loads, each fault with its file and line."""

import pytest

from desktop.policy import PolicyFault, lint, load_folder

CITES = 'cites = { document = "甲通知", number = "甲〔2020〕1号", clause = "一" }'
GOOD = f"""[region]
title = "试验省"

[[value]]
name = "training_standard"
since = 2020-01-01
amount = 1000
{CITES}

[[value]]
name = "attendance_share"
since = 2020-01-01
value = 80
{CITES}

[[rule]]
code = "attendance"
since = 2020-01-01
strength = "must"
{CITES}
"""


def faults(tmp_path, text, name="甲.toml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return [(fault.file.split("/")[-1], fault.line, fault.what) for fault in lint(tmp_path)]


def test_good_files_load(tmp_path):
    assert faults(tmp_path, GOOD) == []
    assert load_folder(tmp_path).title == "试验省"


def value(**changed):
    keys = {"name": '"training_standard"', "since": "2020-01-01", "amount": "1000"} | changed
    written = "\n".join(f"{key} = {text}" for key, text in keys.items() if text)
    return f'[region]\ntitle = "试验省"\n\n[[value]]\n{written}\n' + (
        "" if "cites" in changed else CITES + "\n"
    )


LADDER = "{ born_from = 1965-01-01, every = 4, target = 60 }"


def days(terms="", says='"hours"'):
    return value(name='"allowance_day_rule"', amount="", value=says, terms=terms)


def limit(terms):
    return value(name='"times_limit"', amount="", value="3", terms=f"{{ {terms} }}")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (value(colour='"red"'), 8, "不认识“colour”"),
        (value(cites=""), 4, "缺少“cites”"),
        (value(cites='{ document = "甲通知", clause = "一" }'), 8, "document、number、clause"),
        (value(cites='{ document = "", number = "", clause = "一" }'), 8, "没有写明依据"),
        (value(cites='"甲通知"'), 8, "document、number、clause"),
        (value(since='"2020-01-01"'), 6, "应为日期"),
        (value(since="2020-01-01T00:00:00"), 6, "应为日期"),
        (value(since=""), 4, "缺少“since”"),
        (value(until="2019-12-31"), 8, "早于起始日期"),
        (value(name='"training_standart"'), 5, "没有名为“training_standart”的政策值"),
        (value(amount="-1"), 7, "不小于0的金额"),
        (value(amount='"很多"'), 7, "不小于0的金额"),
        (value(amount="", value="1000"), 7, "应写“amount”"),
        (value(scope='{ training_typ = ["pre_job"] }'), 8, "不能按“training_typ”限定"),
        (value(scope='{ training_type = ["prejob"] }'), 8, "不认识的代码"),
        (value(scope='{ training_type = "pre_job" }'), 8, "不认识的代码"),
        (value(scope='["pre_job"]'), 8, "应写成"),
        (value(terms='{ window = "lifetime" }'), 8, "“terms”不认识“window”"),
        (value(terms='{ per = "week" }'), 8, "金额的 per"),
        (value(terms='{ per = "cost" }'), 8, "percent"),
        (value(terms='{ per = "standard", percent = 70, of = "prejob" }'), 8, "应为培训类型"),
        (value(terms='{ per = ["week"] }'), 8, "金额的 per"),
        (value(terms="{ cap = -5 }"), 8, "不能小于0"),
        (value(terms='{ per = "cost", percent = 150 }'), 8, "0至100的百分比"),
        (value(terms='{ per = "person_year", advance = 150 }'), 8, "0至100的百分比"),
        (value(terms='{ per = "person_year", advance = true }'), 8, "应为数字"),
        (value(terms='{ per = "standard", percent = 70, of = "pre_job" }'), 8, "它自己"),
        (
            value(
                terms='{ per = "standard", percent = 70, of = "pre_job" }',
                scope='{ training_type = ["pre_job"] }',
            ),
            8,
            "它自己",
        ),
        (value(at_least='"yes"'), 8, "true 或 false"),
        (value(title="3"), 8, "“title”应为文字"),
        (value(scope="{ level = [5] }"), 8, "不认识的代码"),
        (days(), 4, "应写明 hours"),
        (days("{ hours = 0 }"), 8, "大于0"),
        (days('{ hours = "七" }'), 8, "大于0"),
        (days("{ hours = 8 }", '"attended_day"'), 8, "其他情形不写"),
        (days(says='["hours"]'), 7, "没有“['hours']”这一选项"),
        (limit('window = ["x"]'), 8, "次数上限应写明 window"),
        (limit('window = "years"'), 8, "次数上限应写明 window"),
        (limit('window = "years", years = 0'), 8, "不小于1的整数"),
        (limit('window = "lifetime", of = ["person"]'), 8, "次数上限的 of"),
        (limit('window = "lifetime", schemes = [["training"]]'), 8, "不认识的补贴"),
        (value(name='"allowance_groups"', amount="", value="5"), 7, "应为一列代码"),
        (value(name='["training_standard"]'), 5, "“name”应为文字"),
        (
            value() + '\n[[rule]]\ncode = ["a"]\nsince = 2020-01-01\nstrength = "must"\n' + CITES,
            11,
            "“code”应为文字",
        ),
        (value(name='"times_limit"', amount="", value="3"), 4, "次数上限应写明 window"),
        (value(name='"retirement_age"', amount="", value="60", terms="{ every = 4 }"), 8, "阶梯"),
        (value(name='"publicity_days"', amount="", value="true"), 7, "整数"),
        (value(name='"publicity_days"', amount="", value="2.5"), 7, "整数"),
        (value(name='"allowance_groups"', amount="", value='["rich"]'), 7, "rich"),
        (value(name='"retirement_age"', amount="", value="60", terms=LADDER), 8, "阶梯不起作用"),
        (value(name='"contract_months"', amount="", value="12"), 5, "没有一条规则用到"),
        (value(county='"34011"'), 8, "四位市代码"),
        (value(scope='{ level = ["5", "5"] }'), 8, "重复的代码"),
        (value(scope='{ sex = ["男"] }'), 8, "不按“sex”查用"),
        (
            value(name='"allowance_rate"', scope='{ training_type = ["pre_job"] }'),
            8,
            "不按“training_type”查用",
        ),
        (value(name='"publicity_days"', amount="", value="5", scope='{ group = ["veteran"] }'), 8, "“group”"),
        (value(scope='{ training_type = ["on_job"], programme = ["syb"] }'), 8, "合不到一起"),
        (value(scope='{ occupation = ["6-18-02-04"], category = ["C"] }'), 8, "不属于所写的类别"),
        (value(name='"allowance_groups"', amount="", value='["veteran", "veteran"]'), 7, "重复的代码"),
        (value(name='"allowance_groups"', amount="", value='["veteran"]', at_least="true"), 8, "没有大小"),
        (
            f'{value()}\n[[missing]]\nname = "allowance_rate"\noptional = true\n{CITES}\n',
            12,
            "不能写 optional",
        ),
        (value() + "[other]\n", 9, "不认识“other”"),
        ("[[value]]\n", 1, "[region]"),
        ('[region]\ntitle = "甲"\n[region]\n', 3, "TOML"),
        ('[region]\ntitle = "甲"\n\n[[value]]\nname = \n', 5, "TOML"),
    ],
)
def test_fault_is_told_with_its_line(tmp_path, text, line, said):
    found = faults(tmp_path, text)

    assert [each for each in found if each[1] == line and said in each[2]], found
    with pytest.raises(PolicyFault) as refused:
        load_folder(tmp_path)
    assert f"甲.toml:{line}" in str(refused.value)


RULE = f'[[rule]]\ncode = "attendance"\nsince = 2021-01-01\nstrength = "must"\n{CITES}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE, "的生效期间和适用范围重叠"),
        (RULE.replace("attendance", "attendence"), "程序没有规则“attendence”"),
        (RULE.replace('"must"', '"hard"'), "must、principle 或 notice"),
        (RULE.replace('"attendance"', '"hire_window"'), "要用“hire_window_months”，但没有这个值"),
        (
            RULE.replace('"attendance"', '"territory"') + 'scope = { group = ["veteran"] }\n',
            "不能按“group”限定",
        ),
    ],
)
def test_faulty_rule_is_told(tmp_path, text, said):
    (tmp_path / "甲.toml").write_text(GOOD, encoding="utf-8")

    found = faults(tmp_path, text, "甲乙.toml")

    assert [each for each in found if each[0] == "甲乙.toml" and said in each[2]], found


def test_county_of_another_province_is_told(tmp_path):
    folder = tmp_path / "anhui"
    folder.mkdir()

    assert [what for _, _, what in faults(folder, value(county='"3206"')) if "不在本地区" in what]
    assert faults(folder, value(county='"3411"')) == []


def share(since, of, own, per="standard"):
    """A standard of one training type that is 70 per cent of another's, or plain."""
    terms = f'terms = {{ per = "standard", percent = 70, of = "{of}" }}\n' if per == "standard" else per
    return (
        f'[[value]]\nname = "training_standard"\nsince = {since}\namount = 0\n'
        f'scope = {{ training_type = ["{own}"] }}\n{terms}{CITES}\n'
    )


@pytest.mark.parametrize(
    ("text", "lines", "said"),
    [
        (
            share("2020-01-01", "on_job", "transfer") + share("2020-01-01", "transfer", "on_job"),
            (6, 13),
            "互相",
        ),
        (
            share("2020-01-01", "on_job", "transfer")
            + share("2020-01-01", "hazardous", "on_job")
            + share("2020-01-01", "transfer", "hazardous"),
            (6, 13, 20),
            "不是每人的定额",
        ),
        (
            share("2020-01-01", "on_job", "transfer")
            + share("2020-01-01", "", "on_job", 'terms = { per = "hour" }\n'),
            (6,),
            "不是每人的定额",
        ),
        (share("2020-01-01", "on_job", "transfer") + share("2020-01-01", "", "on_job", ""), (), ""),
        (share("2020-01-01", "on_job", "transfer"), (6,), "没有那个标准"),
    ],
)
def test_standards_that_are_shares_of_each_other_or_of_no_amount_are_told(tmp_path, text, lines, said):
    (tmp_path / "甲.toml").write_text('[region]\ntitle = "试验省"\n', encoding="utf-8")

    found = faults(tmp_path, text, "乙.toml")

    assert [(file, line) for file, line, _ in found] == [("乙.toml", line) for line in lines]
    assert all(said in what for _, _, what in found)


@pytest.mark.parametrize(
    ("value_since", "value_until", "line", "said"),
    [
        ("2021-02-01", "", 3, "2021年1月1日没有这个值"),
        ("2020-01-01", "2022-12-31", 3, "2023年1月1日没有这个值"),
        ("2020-01-01", "2020-12-31", 7, "没有一条规则用到它"),
        ("2020-01-01", "", 0, ""),
    ],
)
def test_rule_and_its_value_have_to_hold_at_the_same_time(tmp_path, value_since, value_until, line, said):
    until = f"until = {value_until}\n" if value_until else ""
    text = (
        RULE + f'\n[[value]]\nname = "attendance_share"\nsince = {value_since}\nvalue = 80\n{CITES}\n{until}'
    )
    (tmp_path / "甲.toml").write_text('[region]\ntitle = "试验省"\n', encoding="utf-8")

    found = faults(tmp_path, text, "乙.toml")

    assert [each for each in found if each[1] == line and said in each[2]] if line else not found, found


def test_a_gap_between_two_values_is_told_unless_something_wider_fills_it(tmp_path):
    early = 'scope = { level = ["4"] }\nuntil = 2020-12-31\n'
    late = 'scope = { level = ["4"] }\n'
    body = '[[value]]\nname = "training_standard"\nsince = {}\namount = 900\n{}\n'
    text = body.format("2020-01-01", CITES) + early + body.format("2021-02-01", CITES) + late
    (tmp_path / "甲.toml").write_text('[region]\ntitle = "试验省"\n', encoding="utf-8")

    ((file, line, what),) = faults(tmp_path, text, "乙.toml")
    assert (file, line) == ("乙.toml", 7)
    assert "到2021年2月1日之间没有值" in what

    gap = f'[[missing]]\nname = "training_standard"\n{CITES}\n'
    assert faults(tmp_path, text + gap, "乙.toml") == []


def test_floor_above_its_ceiling_is_told(tmp_path):
    body = '[[value]]\nname = "{}"\nsince = 2020-01-01\namount = {}\n{}\n'
    text = body.format("standard_floor", 900, CITES) + body.format("standard_ceiling", 800, CITES)
    (tmp_path / "甲.toml").write_text('[region]\ntitle = "试验省"\n', encoding="utf-8")

    assert [(line, "没有金额能同时符合" in what) for _, line, what in faults(tmp_path, text, "乙.toml")] == [
        (9, True)
    ]


def rule_of(county):
    return f'{RULE}county = "{county}"\n'


@pytest.mark.parametrize(("county", "overlaps"), [("3205", True), ("320571", True), ("3206", False)])
def test_rules_of_two_counties_stand_beside_each_other(tmp_path, county, overlaps):
    at_home = GOOD.replace('strength = "must"', 'strength = "must"\ncounty = "3205"')
    (tmp_path / "甲.toml").write_text(at_home, encoding="utf-8")

    assert bool(faults(tmp_path, rule_of(county), "甲乙.toml")) == overlaps


def test_rule_of_a_county_acts_there_alone(tmp_path):
    at_home = GOOD.replace('strength = "must"', 'strength = "must"\ncounty = "3205"')
    (tmp_path / "甲.toml").write_text(at_home, encoding="utf-8")

    assert [acting.rule.code for acting in load_folder(tmp_path, "320571").rules] == ["attendance"]
    assert load_folder(tmp_path, "320681").rules == ()
    assert load_folder(tmp_path).rules == ()


@pytest.mark.parametrize(
    ("since", "until", "scope", "overlaps"),
    [
        ("2020-01-01", "", "", True),
        ("2021-01-01", "", "", True),
        ("2019-01-01", "2019-12-31", "", False),
        ("2019-01-01", "2020-01-01", "", True),
        ("2021-01-01", "", '{ training_type = ["pre_job"] }', False),
    ],
)
def test_overlap_of_a_value_is_told_with_both_places(tmp_path, since, until, scope, overlaps):
    second = f'[[value]]\nname = "training_standard"\nsince = {since}\namount = 900\n{CITES}\n'
    second += (f"until = {until}\n" if until else "") + (f"scope = {scope}\n" if scope else "")
    (tmp_path / "甲.toml").write_text(GOOD, encoding="utf-8")

    found = faults(tmp_path, second, "甲乙.toml")

    assert bool(found) == overlaps
    if overlaps:
        ((file, line, what),) = found
        assert (file, line) == ("甲乙.toml", 1)
        assert "甲.toml:4的生效期间和适用范围重叠" in what


def test_scopes_that_cross_are_ambiguous_and_told(tmp_path):
    crossing = f"""
[[value]]
name = "training_standard"
since = 2020-01-01
amount = 900
scope = {{ training_type = ["on_job"] }}
{CITES}

[[value]]
name = "training_standard"
since = 2020-01-01
amount = 800
scope = {{ level = ["4"] }}
{CITES}
"""
    assert [what for _, _, what in faults(tmp_path, GOOD + crossing) if "重叠" in what]


def test_every_fault_is_told_at_once(tmp_path):
    text = value(colour='"red"', cites="") + value(until="2019-12-31").replace(
        '[region]\ntitle = "试验省"\n', ""
    )

    assert len(faults(tmp_path, text)) >= 3


def test_each_fault_of_one_entry_is_told_on_its_own_line(tmp_path):
    entry = value(
        name='"training_standard"',
        since='"2020"',
        until='"2021"',
        amount="-5",
        scope='{ level = ["9"] }',
        terms="{ colour = 1 }",
        county='"12"',
        cites='{ document = "", number = "", clause = "" }',
    )
    rule = '\n[[rule]]\ncode = "no_such"\nsince = 2020-01-01\nstrength = "perhaps"\ncounty = "12"\n'

    found = faults(tmp_path, entry + rule)

    assert [line for _, line, _ in found] == [6, 7, 8, 9, 10, 11, 12, 14, 15, 17, 18]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            limit('windw = "lifetime", years = 0, of = "town", schemes = ["training", "lunch", "bus"]'),
            [
                "不认识“windw”，只能写window",
                "写明 window",
                "years 应为",
                "of 应为",
                "不认识的补贴：lunch、bus",
            ],
        ),
        (
            value(terms='{ per = "cost", of = "prejob", advance = 150, cap = -1 }'),
            [
                "advance 只用于",
                "写明 percent",
                "其他情形不写",
                "of 应为培训类型",
                "cap（最高金额）",
                "advance 应为0至100",
            ],
        ),
        (
            value(terms='{ per = "week", percent = "七十", cap = true }'),
            ["per 应为", "cap 应为数字", "percent 应为数字"],
        ),
        (days("{ hours = 99, pause = 1 }", '"attended_day"'), ["不认识“pause”", "其他情形不写", "不超过24"]),
        (days("{ hours = 99 }", '"attended_days"'), ["没有“attended_days”这一选项", "不超过24"]),
        (
            value(
                name='"retirement_age"', amount="", value="60", terms='{ born_from = "1965", target = 60 }'
            ),
            ["还应写明every", "born_from 应为日期", "target 应大于"],
        ),
    ],
)
def test_each_fault_of_one_terms_is_told_once(tmp_path, text, said):
    found = [(line, what) for _, line, what in faults(tmp_path, text) if "没有一条规则" not in what]

    assert {line for line, _ in found} <= {7, 8}
    assert len(found) == len(said)
    assert [part for part in said if not any(part in what for _, what in found)] == []


def test_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "甲.toml").write_bytes('[region]\ntitle = "试验省"\n'.encode("gb18030"))

    found = lint(tmp_path)

    assert [fault for fault in found if "UTF-8" in fault.what]


def test_gap_that_a_value_fills_is_a_contradiction(tmp_path):
    gap = f'[[missing]]\nname = "training_standard"\n{CITES}\n'

    assert [what for _, _, what in faults(tmp_path, GOOD + gap) if "重叠" in what]
