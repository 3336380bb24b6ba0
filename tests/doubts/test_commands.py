"""`zhipei doubts` and `zhipei practice`, as a program sees them."""

import json
from pathlib import Path

import pytest

from desktop import cli, doubts
from tests import builders
from tests.builders import PEOPLE, entry, file_case


def run(*words: object) -> int:
    return cli.main([str(word) for word in words], lambda _: 0)


def test_a_county_is_made_and_its_doubts_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run("practice", "--lines", 50, "--out", tmp_path / "few") == 2
    assert "5000" in capsys.readouterr().err


def test_a_case_and_the_county_are_told_and_the_status_says_whether_all_is_settled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with builders.stage("empty", tmp_path) as county:
        filing_id = file_case(county, PEOPLE, entry(county, planned_people=3))
        folder = county.workspace.folder
        county.workspace.close()
        assert run("doubts", folder, "--case", "备〔2023〕0001号", "--json") == 1
        told = json.loads(capsys.readouterr().out)
        assert told["counts"] == {"found": 1, "open": 1, "lines": 0, "exact": 1, "suspected": 0}
        (doubt,) = told["doubts"]
        assert (doubt["flag"], doubt["state"], doubt["filings"]) == ("R12", "open", [filing_id])
        assert any(each["missing"] for each in told["coverage"])
        with county.desk("jingban", county.days.approved) as desk:
            ids = [row.id for row in doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id).rows]
            doubts.dispose(desk, ids, "explained", "已核对花名册，增加一人已变更备案", "变更备案表")
        assert run("doubts", folder) == 0
        out = capsys.readouterr().out
        assert out.startswith("全部业务：疑点 1 条（确凿 1 条、疑似 0 条），未处理 0 条。")
        assert "重大/确凿" in out
        assert "未能核查" in out
        assert run("doubts", folder, "--case", "备〔2023〕0009号") == 2
