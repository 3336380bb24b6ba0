"""The commands as a terminal sees them: what they print, and the exit status they end with."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli import frame
from desktop.codes import codes, resource
from desktop.policy import regions
from desktop.practice import workbooks
from desktop.practice.county import build, parties
from desktop.practice.county import classes as planned_classes
from desktop.workspace import STORE

ROOT = Path(__file__).resolve().parents[1]


def zhipei(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    status = cli.main([*map(str, words)], open_window=lambda _: 9)
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handed-in")
    workspace = build(folder / "county", "anhui")
    planned = planned_classes("anhui", parties(workspace))[0]
    workspace.close()
    workbooks.faulty_roster(folder / "faulty.xlsx", planned)
    workbooks.roster(folder / "sound.xlsx", planned)
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "torn.xlsx").write_bytes((folder / "sound.xlsx").read_bytes()[:3000])
    (folder / "page.xls").write_text("<html><table><tr><td>姓名</td></tr></table></html>", encoding="utf-8")
    (folder / "noise.csv").write_bytes(bytes(range(256)) * 40)
    return folder


def test_a_clean_roster_ends_with_0(handed_in: Path) -> None:
    told = zhipei("roster", "check", handed_in / "sound.xlsx", "--day", "2020-03-16")
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_faulty_roster_ends_with_1_and_lists_every_problem(
    capsys: pytest.CaptureFixture[str], handed_in: Path
) -> None:
    words = ("roster", "check", handed_in / "faulty.xlsx", "--day", "2020-03-16", "--json")
    status, out, _ = said(capsys, *words)
    assert status == 1
    problems = [problem for sheet in json.loads(out)["sheets"] for problem in sheet["problems"]]
    assert {"sheet", "address", "field", "code", "message", "remedy"} <= set(problems[0])
    assert {problem["address"] for problem in problems} >= {"C5", "C6"}


@pytest.mark.parametrize("name", ["empty.xlsx", "torn.xlsx", "page.xls", "noise.csv", ".", "not-there.xlsx"])
def test_an_unreadable_file_ends_with_2_and_a_sentence(
    capsys: pytest.CaptureFixture[str], handed_in: Path, name: str
) -> None:
    status, out, err = said(capsys, "roster", "check", handed_in / name)
    assert status == 2
    assert "。" in out + err
    assert "Traceback" not in out + err


def test_the_demo_leaves_a_workspace_that_checks_and_a_package_that_verifies(tmp_path: Path) -> None:
    told = zhipei("demo", "--region", "jiangsu", "--out", tmp_path)
    assert told.returncode == 0, told.stderr
    assert zhipei("check", tmp_path / "workspace").returncode == 0
    package = next((tmp_path / "workspace" / "outbox").glob("*.zip"))
    assert zhipei("package", "verify", package).returncode == 0
    package.write_bytes(package.read_bytes()[:-1] + b"?")
    torn = zhipei("package", "verify", package)
    assert torn.returncode == 1
    assert "Traceback" not in torn.stdout + torn.stderr
    assert zhipei("check", tmp_path / "workspace").returncode == 1


def test_a_county_too_small_to_plant_in_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    status, out, err = said(capsys, "practice", "--lines", "300", "--out", tmp_path / "small")
    assert (status, out) == (2, "")
    assert err.startswith("行数应在5000至5000000之间。")
    assert not (tmp_path / "small" / "workspace").exists()


def test_a_full_disk_behind_the_output_ends_in_a_sentence() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "desktop", "forms", "list"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
            check=False,
        )
    assert (ended.returncode, "磁盘已满" in ended.stderr, "Traceback" in ended.stderr) == (2, True, False)


def test_a_reader_that_has_seen_enough_causes_no_traceback():
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop", "forms", "list"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    program.stdout.close()
    said = program.stderr.read()
    program.stderr.close()
    assert (program.wait(), said) == (2, b"")


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["nosuch"], "没有“nosuch”这个命令，可以写：window、"),
        (["calendar"], "缺少 动作，可以写：list、add。"),
        (["calendar", "remove"], "没有“remove”这个动作，可以写：list、add。"),
        (["roster", "check"], "缺少 文件。"),
        (["roster", "check", ""], "文件 没有写出路径，"),
        (["roster", "check", "a.xlsx", "b.xlsx", "--all"], "不认识“b.xlsx --all”。"),
        (["roster", "check", "a.xlsx", "--day"], "--day 后面没有写内容。"),
        (
            ["roster", "check", "a.xlsx", "--day", "2020-13-01"],
            "--day 2020-13-01 不是日期，请写成 2020-03-16。",
        ),
        (["roster", "check", "a.xlsx", "--json=yes"], "--json 后面不写内容，"),
        (
            ["roster", "check", "a.xlsx", "--region", "nowhere"],
            "--region “nowhere”不是政策地区，可以写：anhui（安徽省）",
        ),
        (["package", "verify", ""], "文件 没有写出路径，"),
        (["province", "receive", "a.zip"], "缺少 --inbox、--out。"),
        (["practice", "--lines", "many"], "--lines many 不是整数，"),
        (
            ["policy", "capsule", ".", "--scheme", "loan"],
            "--scheme “loan”不是补贴项目，可以写：training（职业培训补贴）",
        ),
    ],
)
def test_words_that_cannot_be_read_end_with_2_and_a_chinese_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
):
    status, out, err = said(capsys, *words)
    assert (status, out) == (2, "")
    assert err.startswith(sentence)
    assert err.endswith("--help。\n")
    assert not {"usage", "error", "argument", "invalid", "required", "choose"} & set(re.findall(r"\w+", err))


def test_a_refusal_names_the_help_of_its_own_command(capsys: pytest.CaptureFixture[str]):
    assert "写法见 zhipei policy show --help。" in said(capsys, "policy", "show", "--colour")[2]


@pytest.mark.parametrize("words", [[], ["roster"], ["roster", "check"], ["policy", "replay"], ["practice"]])
def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str], words: list[str]):
    with pytest.raises(SystemExit) as ended:
        said(capsys, *words, "--help")
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith(f"用法：{' '.join(['zhipei', *words])} ")
    assert "选项：" in out
    assert not re.search("usage|options|arguments|show this", out)


@pytest.mark.parametrize(
    "words", [[], ["notice"], ["forms", "sample"], ["paper", "verify"], ["policy", "show"]]
)
def test_what_words_mean_stands_in_one_column_as_a_terminal_shows_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        said(capsys, *words, "--help")
    lines = capsys.readouterr().out.splitlines()
    named = [line for line in lines if re.match(r" {2,4}\S.* {2}\S", line)]
    assert len({frame.wide(re.match(r" +\S.* {2,}(?=\S)", line)[0]) for line in named}) == 1
    assert max(map(frame.wide, lines[lines.index("") :])) <= 80


@pytest.mark.parametrize("asked", ["pre_job", "新录用岗前培训", "岗前培训", "岗前"])
def test_a_training_type_is_named_by_code_title_or_a_part_of_one_title(
    capsys: pytest.CaptureFixture[str], handed_in: Path, asked: str
):
    words = ("roster", "check", handed_in / "sound.xlsx", "--day", "2023-03-16", "--region", "安徽", "--json")
    status, out, _ = said(capsys, *words, "--type", asked)
    assert status == 1, "people hired in 2020 are no new staff in 2023"
    by_law = {problem["code"] for sheet in json.loads(out)["sheets"] for problem in sheet["problems"]}
    assert "hire_window" in by_law


@pytest.mark.parametrize("asked", ["no_such_type", "培训", "岗", ""])
def test_a_training_type_that_is_none_or_several_is_refused_with_the_choices(
    capsys: pytest.CaptureFixture[str], handed_in: Path, asked: str
):
    status, out, err = said(capsys, "roster", "check", handed_in / "sound.xlsx", "--type", asked)
    assert (status, out) == (2, "")
    assert err.startswith(f"--type “{asked}”")
    assert "pre_job（新录用岗前培训）、on_job（" in err


def test_the_regions_to_choose_from_are_those_whose_policy_is_shipped(capsys: pytest.CaptureFixture[str]):
    shipped = {folder.name for folder in resource("policy").iterdir() if folder.is_dir()}
    assert {region.code for region in regions()} == shipped
    assert shipped <= {code.code for code in codes("regions")}
    for region in shipped:
        assert f"{region}（" in said(capsys, "policy", "show", "--region", "nowhere")[2]


@pytest.mark.parametrize("words, status", [(("package", "verify"), 1), (("roster", "check"), 2)])
def test_a_device_is_told_to_be_no_regular_file(
    capsys: pytest.CaptureFixture[str], words: tuple[str, str], status: int
):
    ended, out, _ = said(capsys, *words, os.devnull)
    assert ended == status
    assert "”不是普通文件，无法读取" in out


def test_a_folder_one_stands_in_has_a_name(capsys: pytest.CaptureFixture[str]):
    assert "“.”是文件夹" in said(capsys, "roster", "check", ".")[1]
    assert "“.”是文件夹" in said(capsys, "package", "verify", ".")[1]


@pytest.mark.parametrize(
    "written, region, status, told",
    [
        ("Y000134000001204000001", "anhui", 0, ""),
        ("Y000134000001204000001", "jiangsu", 0, "不是本省"),
        ("Y000132000001204000001", "", 0, ""),
        ("Y000134000001214000001", "", 1, "年份是21"),
        ("Y000134000001205000001", "", 1, "等级是初级"),
        ("ZS20200001", "", 1, "不合规则"),
    ],
)
def test_certificates_are_held_against_the_rules_of_their_numbers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, written: str, region: str, status: int, told: str
) -> None:
    file = tmp_path / "证书.csv"
    row = f"张三,99990119900506039X,职业技能等级证书,{written},2020-05-20,中级"
    file.write_text(f"姓名,身份证号,证书类型,证书编号,发证日期,证书等级\n{row}\n", encoding="utf-8")
    options = ("--region", region) if region else ()
    given, out, err = said(capsys, "certificates", "check", file, "--day", "2020-06-01", *options)
    assert given == status, out + err
    assert told in out
    assert ("  问题 1：D2" in out or "  提醒 1：D2" in out) == bool(told)


@pytest.mark.parametrize(
    ("written", "level", "status", "told"),
    [
        ("Y000134000001204000001", "中级", 0, ""),
        ("Y000134000001194000001", "中级", 1, "C2"),
        ("Y000134000001205000001", "高级", 1, "等级是初级，证书等级是高级"),
        ("Y00013400000120T000001", "高级", 1, "是特级技师或首席技师的编号"),
        ("T99990119900506039X", "", 0, ""),
        ("T999901199005060407", "", 1, "身份证号不是本人的"),
        ("2034010001423456", "中级", 1, "编号也看不出是哪一种"),
    ],
)
def test_where_no_type_is_written_the_number_is_held_against_the_one_it_tells(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, written: str, level: str, status: int, told: str
) -> None:
    file = tmp_path / "证书.csv"
    row = f"张三,99990119900506039X,{written},2020-05-20,{level}"
    file.write_text(f"姓名,身份证号,证书编号,发证日期,证书等级\n{row}\n", encoding="utf-8")
    given, out, err = said(capsys, "certificates", "check", file, "--day", "2020-06-01")
    assert given == status, out + err
    assert told in out


def test_the_own_words_of_a_workspace_count_where_it_is_named(
    capsys: pytest.CaptureFixture[str], handed_in: Path, tmp_path: Path
) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("姓名,身份证号,掌上通号\n张三,99990119900506039X,13800000000\n", encoding="utf-8")
    (store,) = handed_in.rglob(STORE)
    (store.parent / "intake.toml").write_text('[headings]\n"联系电话" = ["掌上通号"]\n', encoding="utf-8")
    words = ("roster", "check", file, "--day", "2020-06-01")
    assert "“掌上通号” → 联系电话" not in said(capsys, *words)[1]
    assert "“掌上通号” → 联系电话" in said(capsys, *words, "--workspace", store.parent)[1]
    status, _, err = said(capsys, *words, "--workspace", tmp_path)
    assert status == 2
    assert "不是工作区文件夹" in err
