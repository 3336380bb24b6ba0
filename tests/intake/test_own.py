"""The bureau's own headings and words count like those that came with the program."""

from pathlib import Path

import pytest

from desktop.filings.columns import ROSTER
from desktop.intake import read, with_own
from desktop.problems import Unreadable
from tests.intake.made import HEAD, TODAY, people, text

OWN = """
[headings]
"联系电话" = ["掌上通号"]
employer = ["所在厂子"]

[words.groups]
"企业职工" = ["厂里人"]
rural_transfer = ["乡下进城的"]

[words.occupation]
"电工" = ["弄电的"]

[words.level]
"中级" = ["半桶水"]
"""


def test_own_headings_and_words_are_read(tmp_path: Path):
    (tmp_path / "intake.toml").write_text(OWN, encoding="utf-8")
    columns = with_own(ROSTER, tmp_path / "intake.toml")
    head = [*HEAD, "掌上通号", "所在厂子", "人员类别", "工种", "等级"]
    row = [*people(1)[0], "13800000000", "甲厂", "厂里人、乡下进城的", "弄电的", "半桶水"]
    path = text([head, row])(tmp_path)
    reading = read(path, columns, day=TODAY)
    assert reading.problems == reading.warnings == []
    values = dict(zip((column.field for column in ROSTER), reading.rows[0].values, strict=True))
    assert values["phone"] == "13800000000"
    assert values["employer"] == "甲厂"
    assert values["groups"] == ("employee", "rural_transfer")
    assert values["occupation"] == "6-31-01-03"
    assert values["level"] == "4"
    bare = read(path, ROSTER, day=TODAY)
    assert {each.field for each in bare.mapping} == {"name", "id_number", "groups", "occupation", "level"}
    assert bare.problems


def test_without_a_file_the_columns_are_as_they_were(tmp_path: Path):
    assert with_own(ROSTER, tmp_path / "intake.toml") is ROSTER


@pytest.mark.parametrize(
    "content, said",
    [
        ("[headings", "读不出来"),
        ("[titles]", "不认识的段落：titles"),
        ("headings = 3", "[headings]"),
        ('[headings]\n"联系电话" = "电话"', "方括号"),
        ('[words.groups]\n"外星人" = ["外星"]', "“外星人”不是已有的代码或名称"),
        ('[words]\ngroups = ["x"]', "[words.groups]"),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_place(content: str, said: str, tmp_path: Path):
    (tmp_path / "intake.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        with_own(ROSTER, tmp_path / "intake.toml")
    assert said in caught.value.sentence
    assert caught.value.remedy
