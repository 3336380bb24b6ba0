"""An apprenticeship's advance has an application of its own, and its settlement says what was advanced (J15)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import issuing, papers, pdf
from desktop.problems import Refused
from tests import apprentices
from tests.apprentices import DONE, applied, finished, opened, paid
from tests.builders import County


def close(content: bytes) -> str:
    return "".join(pdf.read(content).text.split())


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    county = apprentices.county(tmp_path / "county", monkeypatch)
    yield county
    county.workspace.close()


def test_an_advance_is_asked_for_on_its_own_sheet_and_settled_on_the_usual_one(
    county: County, monkeypatch: pytest.MonkeyPatch
):
    filing_id = opened(county)
    advance = applied(county, filing_id, advance=True)
    with county.desk("jingban", county.days.applied) as desk:
        with pytest.raises(Refused, match="用预支申请表"):
            issuing.issue(desk, "claim", advance)
        asked = close(issuing.issue(desk, "advance_claim", advance).content)
        receipt = close(papers.draft(desk, "claim_receipt", advance))
        letter = close(papers.draft(desk, "claim_acceptance", advance))
    for part in (
        "职业培训补贴预支申请表",
        "培养年限2年计划培养人数45人",
        "补贴标准5000元/人·年，《企业新型学徒制补贴文件（南通市）》（通人社职〔2019〕15号）",
        "计算过程45人×5000元×50%＝112,500.00元",
        "职业培训补贴预支申请表原件",
        "企校合作协议、学徒培养协议复印件",
        "多预支的退回",
    ):
        assert part in asked, part
    assert "取得证书人数" not in asked
    assert "职业培训补贴预支申请表原件" in receipt
    assert "企校合作协议、学徒培养协议复印件" in letter
    paid(county, advance)
    finished(county, monkeypatch)
    settlement = applied(county, filing_id, advance=False)
    with county.desk("jingban", DONE.applied) as desk:
        with pytest.raises(Refused, match="不是企业新型学徒制预支"):
            issuing.issue(desk, "advance_claim", settlement)
        settled = close(issuing.issue(desk, "claim", settlement).content)
    for part in (
        "职业培训补贴申请表",
        "实际结业人数33人已预支金额112,500.00元",
        "33人×5000元×2年＝330,000.00元；减去已预支112500元＝217,500.00元",
        "￥217,500.00",
    ):
        assert part in settled, part
