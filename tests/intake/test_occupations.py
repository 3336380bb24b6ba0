"""Occupations as senders write them: codes for what is meant, titles offered for what is nearly right."""

from pathlib import Path

import pytest

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
        ("育婴员", "4-10-01-02"),
        ("婴幼儿发展引导员（育婴员）", "4-10-01-02"),
        ("养老 护理员", "4-10-01-05"),
        ("保育师培训班", "4-10-01-03"),
        ("建（构）筑物消防员", "4-07-05-04"),
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
        ("网约配送员", "“快递员”"),
        ("健康照护师", "“健康管理师”"),
        ("点工", "“电工”（6-31-01-03）"),
        ("钳功", "“钳工”"),
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
