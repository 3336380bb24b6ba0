"""Occupations as senders write them: codes for what is meant, titles offered for what is nearly right."""

from pathlib import Path

import pytest

from desktop.codes import codes, title
from desktop.filings.columns import ROSTER
from desktop.intake import Reading, read
from tests.intake.made import HEAD, TODAY, people, text

AT = [column.field for column in ROSTER].index("occupation")


def _read(folder: Path, *written: str) -> Reading:
    rows = [[*person, word] for person, word in zip(people(len(written)), written, strict=True)]
    return read(text([[*HEAD, "工种"], *rows])(folder), ROSTER, day=TODAY)


@pytest.mark.parametrize(
    "written, code",
    [
        ("电工", "6-31-01-03"),
        ("6-31-01-03", "6-31-01-03"),
        ("维修电工", "6-31-01-03"),
        ("电工（6-31-01-03）", "6-31-01-03"),
        ("电工(中级)", "6-31-01-03"),
        ("中级电工", "6-31-01-03"),
        ("中式烹调师/四级", "4-03-02-01"),
        ("育婴员", "4-10-01-01"),
        ("婴幼儿发展引导员（育婴员）", "4-10-01-01"),
        ("养老 护理员", "4-10-01-05"),
        ("保育师培训班", "4-10-01-03"),
        ("碳排放管理员", "4-09-07-04"),
        ("工业机器人系统操作员", "6-31-07-03"),
        ("无人机测绘操控员（三级）", "4-08-03-07"),
        ("建（构）筑物消防员", "4-07-05-03"),
    ],
)
def test_what_is_meant_is_understood(written: str, code: str, tmp_path: Path):
    reading = _read(tmp_path, written)
    assert reading.problems == reading.warnings == []
    assert reading.rows[0].values[AT] == code


@pytest.mark.parametrize(
    "written, offered",
    [
        ("养老护里员", "“养老护理员”（4-10-01-05）"),
        ("中试烹调师", "“中式烹调师”（4-03-02-01）"),
        ("面点师", "“中式面点师”（4-03-02-02）"),
        ("面点师", "“西式面点师”（4-03-02-04）"),
        ("快件配送员", "“快件处理员”"),
        ("健康照顾师", "“健康照护师”（4-14-01-03）"),
        ("点工", "“电工”（6-31-01-03）"),
        ("钳功", "“装配钳工”（6-20-01-01）"),
    ],
)
def test_a_name_nearly_right_is_said_with_the_nearest_and_keeps_nothing_out(
    written: str, offered: str, tmp_path: Path
):
    reading = _read(tmp_path, written)
    (warning,) = reading.warnings
    assert (warning.code, warning.address, warning.field) == ("occupation_near", "C2", "occupation")
    assert warning.what.startswith(f"本机的职业代码表里没有“{written}”")
    assert offered in warning.what
    assert not reading.problems
    assert len(reading.rows) == 1


def test_a_name_that_is_near_to_none_is_said_and_keeps_nothing_out(tmp_path: Path):
    reading = _read(tmp_path, "古琴制作与修复", "无", "")
    assert [(each.code, each.address) for each in reading.warnings] == [("occupation_unknown", "C2")]
    assert [row.values[AT] for row in reading.rows] == [None, None, None]


@pytest.mark.parametrize(
    "written, code, value, said",
    [
        ("消防设施操作员（4-07-05-04）", "occupation_code", "4-07-05-03", "按名称登记"),
        ("育婴员 4-10-01-02", "occupation_code", "4-10-01-01", "“婴幼儿发展引导员”（4-10-01-01）"),
        ("6-18-99-77", "occupation_code_unknown", None, "6-18-99-77 不在职业分类大典（2022 年版）的代码表里"),
    ],
)
def test_a_code_that_is_of_no_occupation_or_of_another_is_told(
    written: str, code: str, value: str | None, said: str, tmp_path: Path
):
    reading = _read(tmp_path, written)
    (warning,) = reading.warnings
    assert (warning.code, warning.address) == (code, "C2")
    assert said in warning.what
    assert [row.values[AT] for row in reading.rows] == [value]


ANY_YEAR = {
    "2-07-03-00": "检察官",
    "3-01-02-02": "秘书",
    "4-02-06-01": "仓储管理员",
    "4-03-02-01": "中式烹调师",
    "4-04-05-01": "计算机程序设计员",
    "4-07-05-01": "保安员",
    "4-09-07-04": "碳排放管理员",
    "4-10-01-05": "养老护理员",
    "4-10-03-02": "美发师",
    "4-12-01-01": "汽车维修工",
    "4-14-02-02": "健康管理师",
    "5-01-02-01": "农艺工",
    "5-05-01-02": "农业经理人",
    "6-05-01-03": "缝纫工",
    "6-11-01-03": "化工总控工",
    "6-18-01-01": "车工",
    "6-18-02-04": "焊工",
    "6-18-04-01": "模具工",
    "6-20-03-01": "机床装调维修工",
    "6-28-03-03": "工业废水处理工",
    "6-29-01-05": "架子工",
    "6-29-03-03": "电梯安装维修工",
    "6-30-05-01": "起重装卸机械操作工",
    "6-31-01-03": "电工",
    "6-31-03-01": "化学检验员",
}


def test_the_whole_classification_is_known():
    assert len(codes("occupations")) > 1_600
    assert {code: title("occupations", code) for code in ANY_YEAR} == ANY_YEAR


def test_a_code_is_known_however_its_parts_are_joined(tmp_path: Path):
    reading = _read(tmp_path, "6.18.02.04", "6—18—02—04", "6180204 ", "焊工 6.18.02.04")
    assert reading.warnings == []
    assert [row.values[AT] for row in reading.rows] == ["6-18-02-04"] * 4


@pytest.mark.parametrize(
    "written, offered, never",
    [
        ("会计", "会计专业人员", "会展设计师"),
        ("电梯工", "电梯安装维修工", "焊工"),
        ("叉车", "起重装卸机械操作工", "“车工”"),
        ("评茶员", "评茶师", "茶艺师"),
        ("点工", "电工", "面点师"),
    ],
)
def test_what_shares_only_its_ending_or_a_character_is_not_offered(
    written: str, offered: str, never: str, tmp_path: Path
):
    (warning,) = _read(tmp_path, written).warnings
    assert offered in warning.what
    assert never not in warning.what
    assert "没有采用" in warning.what
