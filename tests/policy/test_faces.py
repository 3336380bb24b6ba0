"""The policy at the terminal: what it tells, and the exit status."""

import json
from pathlib import Path

import pytest

from desktop import cli
from desktop.codes import resource
from desktop.policy import load


def zhipei(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    status = cli.main([*map(str, words)], open_window=lambda _: 9)
    told = capsys.readouterr()
    return status, told.out, told.err


def test_what_holds_on_a_day_is_told_with_its_clause(capsys: pytest.CaptureFixture[str]):
    words = ("policy", "show", "training_standard", "--region", "anhui", "--day", "2020-04-01")
    status, out, _ = zhipei(capsys, *words)
    assert status == 0
    assert "1200元/人（自2020年3月6日" in out
    assert "《安徽省人力资源和社会保障厅关于统筹做好当前疫情防控和技工教育培训工作的通知》" in out
    told = json.loads(zhipei(capsys, *words, "--json")[1])
    assert (told["region"], told["day"], told["version"]) == ("anhui", "2020-04-01", load("anhui").version)
    assert {each["name"] for each in told["values"]} == {"training_standard"}


def test_a_county_sees_its_own_values(capsys: pytest.CaptureFixture[str]):
    words = ("policy", "show", "training_standard", "--region", "jiangsu", "--day", "2021-01-01", "--json")
    of_province = json.loads(zhipei(capsys, *words)[1])["values"]
    of_county = json.loads(zhipei(capsys, *words, "--county", "320281")[1])["values"]
    assert {each["county"] for each in of_county} - {each["county"] for each in of_province} == {"320281"}


@pytest.mark.parametrize(
    "words",
    [
        ("show", "no_such_value", "--region", "anhui"),
        ("show", "--region", "jiangsu", "--county", "32"),
        ("lint", "/no/such/folder"),
        ("lint", "docs"),
        ("recompute", "README.md"),
        ("recompute", "/no/such/file"),
        ("replay", "/no/draft", "--workspace", "/no/workspace", "--from", "2023-01-01", "--to", "2023-12-31"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
):
    status, out, err = zhipei(capsys, "policy", *words)
    assert (status, out) == (2, "")
    assert "。" in err


@pytest.mark.parametrize("region", ["anhui", "jiangsu"])
def test_what_is_shipped_has_no_fault(capsys: pytest.CaptureFixture[str], region: str):
    assert zhipei(capsys, "policy", "lint", resource("policy", region))[0] == 0


def test_each_fault_is_told_with_its_file_and_line(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "a.toml").write_text(
        '[region]\ntitle = "演练省"\n\n[[value]]\nname = "nothing"\n', encoding="utf-8"
    )
    status, out, _ = zhipei(capsys, "policy", "lint", tmp_path)
    assert status == 1
    for said in (
        "a.toml:4：缺少“since”。",
        "a.toml:4：缺少“cites”。",
        "a.toml:5：没有名为“nothing”的政策值。",
        "共3处错误",
    ):
        assert said in out
