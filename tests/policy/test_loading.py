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
        (value(name='"contract_months"', amount="", value="12"), 5, "没有一条规则用到"),
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


def test_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "甲.toml").write_bytes('[region]\ntitle = "试验省"\n'.encode("gb18030"))

    found = lint(tmp_path)

    assert [fault for fault in found if "UTF-8" in fault.what]


def test_gap_that_a_value_fills_is_a_contradiction(tmp_path):
    gap = f'[[missing]]\nname = "training_standard"\n{CITES}\n'

    assert [what for _, _, what in faults(tmp_path, GOOD + gap) if "重叠" in what]
