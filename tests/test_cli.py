"""The commands as a terminal sees them: what they print, and the exit status they end with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.practice import workbooks
from desktop.practice.county import build, parties
from desktop.practice.county import classes as planned_classes

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


def test_a_faulty_roster_ends_with_1_and_lists_every_problem(handed_in: Path) -> None:
    told = zhipei("roster", "check", handed_in / "faulty.xlsx", "--day", "2020-03-16", "--json")
    assert told.returncode == 1
    problems = [problem for sheet in json.loads(told.stdout)["sheets"] for problem in sheet["problems"]]
    assert {"sheet", "address", "field", "code", "message", "remedy"} <= set(problems[0])
    assert {problem["address"] for problem in problems} >= {"C5", "C6"}


@pytest.mark.parametrize("name", ["empty.xlsx", "torn.xlsx", "page.xls", "noise.csv", ".", "not-there.xlsx"])
def test_an_unreadable_file_ends_with_2_and_a_sentence(handed_in: Path, name: str) -> None:
    told = zhipei("roster", "check", handed_in / name)
    assert told.returncode == 2
    assert "。" in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr


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


def test_a_county_too_small_to_plant_in_is_refused_with_a_sentence(tmp_path: Path):
    told = zhipei("practice", "--lines", "300", "--out", tmp_path / "small")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("行数应在5000至5000000之间。")
    assert not (tmp_path / "small" / "workspace").exists()


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
