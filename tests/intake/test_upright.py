"""Workbooks that hold people, but no list: told for what they are, with what helps."""

from pathlib import Path
from typing import Any

import pytest

from desktop.filings.columns import ROSTER
from desktop.intake import check, read
from desktop.problems import Unreadable
from tests.intake.made import TODAY, book, people

P = people(6)
FORM = [
    ["职业培训学员登记表"],
    ["姓名", P[0][0], "性别", "男"],
    ["身份证号", P[0][1], "民族", "汉"],
    ["联系电话", None, "13800000000", None],
]
SHORT = [["学员登记表"], ["姓名", None, P[1][0]], ["身份证号码", None, P[1][1]]]
ON_ITS_SIDE = [["花名册"], ["姓名", *(each[0] for each in P)], ["身份证号", *(each[1] for each in P)]]


@pytest.mark.parametrize(
    "rows, more, said",
    [
        (FORM, {}, f"一人一张的登记表（有“{P[0][0]}”等 1 张）"),
        (FORM, {"2": SHORT, "3": SHORT}, f"一人一张的登记表（有“{P[0][0]}”等 3 张）"),
        (ON_ITS_SIDE, {}, "横着排的，一人一列（6 人）"),
    ],
)
def test_what_is_no_list_is_told_for_what_it_is(
    rows: list[list[Any]], more: dict[str, Any], said: str, tmp_path: Path
):
    path = book(rows, more=more)(tmp_path)
    with pytest.raises(Unreadable) as refused:
        read(path, ROSTER, day=TODAY)
    assert said in refused.value.sentence
    assert refused.value.remedy.endswith("。")
    assert check(path, ROSTER, kind="roster", day=TODAY)["exit"] == 2


def test_a_list_beside_forms_is_read(tmp_path: Path):
    path = book(FORM, more={"名单": [["姓名", "身份证号"], *P]})(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    assert (reading.sheet, len(reading.rows)) == ("名单", 6)


def test_a_list_that_lacks_the_numbers_stays_a_list(tmp_path: Path):
    path = book([["姓名", "家庭情况"], *([each[0], "四口"] for each in P)])(tmp_path)
    reading = read(path, ROSTER, day=TODAY)
    assert [each.code for each in reading.problems] == ["column_missing"]
