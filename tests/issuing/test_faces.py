"""The commands: verify a paper from a terminal, list the ledger, take out a notice and its list."""

import json

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop import cli, issuing
from desktop.pages import PageQuery
from tests.issuing.county import County


def run(*words: object) -> int:
    return cli.main([str(word) for word in words], open_window=lambda _: 9)


def test_a_paper_beside_its_workspace_is_verified_by_its_name_alone(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    county.workspace.close()
    assert run("paper", "verify", county.papers / "公示.pdf") == 0
    assert "逐字节相同" in capsys.readouterr().out


def test_a_code_brings_back_the_text_and_the_original(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    with county.reading() as desk:
        (row,) = issuing.lines(desk, PageQuery(text="补正告知书")).rows
        copy = issuing.sheet(desk, row.id).copies[0]
    folder, out = county.workspace.folder, county.folder / "again.pdf"
    assert run("paper", "verify", copy.code, "--workspace", folder, "--out", out) == 0
    assert "缺少材料" in capsys.readouterr().out
    assert out.read_bytes() == (county.papers / "补正告知书-1班.pdf").read_bytes()
    assert run("paper", "verify", copy.code, "--workspace", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["paper"]["number"] == row.number
    assert run("paper", "verify", "0000-0000-0000", "--workspace", folder) == 1
    assert run("paper", "verify", "7KQF-3M2P-XN40", "--workspace", folder) == 2
    assert run("paper", "list", "公示", "--workspace", folder) == 0
    assert "共 2 件" in capsys.readouterr().out


def test_no_workspace_near_is_a_sentence(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert run("paper", "verify", "7KQF-3M2P-XN4T") == 2
    assert "--workspace" in capsys.readouterr().err


def test_a_notice_and_its_list_are_taken_out(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    folder = county.workspace.folder
    out, listed = county.folder / "notice.pdf", county.folder / "list.xlsx"
    words = ("notice", "--case", "2020-0001", "--out", out, "--list", listed, "--workspace", folder)
    assert run(*words) == 0
    assert out.read_bytes() == (county.papers / "公示.pdf").read_bytes()
    rows = list(load_workbook(listed).active.iter_rows(values_only=True))
    assert "行撤出），以更正公示为准" in capsys.readouterr().out, (
        "an objection was upheld after it was issued"
    )
    assert "名单已有更正" in rows[3][0]
    assert (*rows[4][:3], *rows[4][-2:]) == ("序号", "姓名", "身份证号码", "金额（元）", "更正后金额（元）")
    assert len(rows) == 5 + 89 + 1
    assert all("********" in row[2] for row in rows[5:-1])
    assert len([row for row in rows[5:-1] if row[-1] != row[-2]]) == 1
    with county.desk() as desk:
        issuing.void(desk, 11, "公示内容需要调整")
    assert run(*words) == 0
    assert "草稿" in capsys.readouterr().out
    assert "演练草稿" in "".join(PdfReader(out).pages[0].extract_text().split())
    assert run("notice", "--case", "2020-0009", "--out", out, "--workspace", folder) == 2
