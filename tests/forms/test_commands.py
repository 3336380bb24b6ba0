"""The papers from the command line."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.forms import FORMS
from tests.forms.conftest import Paper

ROOT = Path(__file__).parents[2]


def zhipei(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_paper_is_listed_with_number_and_title():
    done = zhipei("forms", "list")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == len(FORMS) + sum(len(each.variants) for each in FORMS)
    assert any("--variant institution" in line and "培训机构" in line for line in lines)
    for paper, line in zip(FORMS, (line for line in lines if line.startswith("ZP-")), strict=True):
        assert paper.wording.number in line
        assert paper.wording.title in line


def test_a_sample_is_written_where_it_is_asked_for(tmp_path: Path, read: Callable[[bytes], Paper]):
    out = tmp_path / "公示.pdf"
    done = zhipei("forms", "sample", "ZP-21", "--out", out)
    assert done.returncode == 0
    assert "关于2026年第四批职业培训补贴的公示" in read(out.read_bytes()).text


def test_a_variant_is_written_by_its_name_and_an_unknown_one_is_refused_with_those_there_are(
    tmp_path: Path, read: Callable[[bytes], Paper]
):
    out = tmp_path / "申请表.pdf"
    done = zhipei("forms", "sample", "application", "--variant", "institution", "--out", out)
    assert done.returncode == 0
    assert "申请类别" in (said := read(out.read_bytes()).text)
    assert "就业技能（职业技能）培训" in said
    refused = zhipei("forms", "sample", "ZP-12", "--variant", "night", "--out", out)
    assert refused.returncode == 2
    assert "没有名为“night”的样张" in refused.stderr
    assert "blank" in refused.stderr


def test_an_unknown_paper_ends_in_a_sentence(tmp_path: Path):
    done = zhipei("forms", "sample", "ZP-99", "--out", tmp_path / "x.pdf")
    assert done.returncode == 2
    assert "ZP-99" in done.stderr
    assert "Traceback" not in done.stderr
