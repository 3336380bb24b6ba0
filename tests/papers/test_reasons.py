"""The approval sheet carries, for each line, the very words by which the window explains it."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop import explaining, papers, pdf, subsidies
from desktop.forms import subsidy_approval
from desktop.forms.subsidy_approval import Reason
from tests.builders import ALL, County, stage


@pytest.fixture
def county():
    with stage("granted") as made:
        yield made


def annexed(content: bytes) -> list[tuple[str, ...]]:
    """The pages of the annex, line by line."""
    return [page for page in pdf.read(content).pages if any("说明及依据" in line for line in page)]


def annex(content: bytes) -> str:
    """The last column of the pages of the annex, without the breaks of its lines."""
    return "".join(line.split()[-1] for page in annexed(content) for line in page)


def explained(county: County) -> dict[int, str]:
    """What the window shows of each line."""
    with county.reading() as desk:
        rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
        return {row.id: explaining.reason(explaining.line(desk, row.id)) for row in rows}


def test_the_annex_prints_the_words_of_the_window_for_every_line(county: County):
    told = explained(county)
    with county.reading() as desk:
        printed = annex(papers.subsidy_approval(desk, county.ids["claim"]))
    assert len(told) > 3
    for words in told.values():
        assert re.sub(r"\s", "", words) in printed


def test_every_reason_ends_in_a_clause_and_stands_at_the_places_of_the_list(county: County):
    with county.reading() as desk:
        rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
        facts = papers.named("subsidy_approval").facts(desk, county.ids["claim"])
        told = {row.id: explaining.reason(explaining.line(desk, row.id)) for row in rows}
    at = {}
    for each in facts.reasons:
        assert "依据《" in each.words
        for run in each.places.split("、"):
            first, _, last = run.partition("—")
            at |= dict.fromkeys(range(int(first), int(last or first) + 1), each)
    assert sorted(at) == list(range(1, len(rows) + 1))
    for place, row in enumerate(rows, 1):
        assert (at[place].words, at[place].outcome) == (told[row.id], row.state_title)
        assert (at[place].scheme, at[place].amount) == (row.scheme_title, row.amount)


def test_a_line_cut_by_hand_is_told_in_the_annex_too():
    with stage("held") as county:
        with county.desk("jingban", county.days.applied) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
            row = subsidies.claim_lines(desk, claim_id, ALL).rows[0]
            subsidies.cut(desk, row.id, Decimal(0), "本人已经书面放弃申请补贴")
        with county.reading() as desk:
            printed = annex(papers.subsidy_approval(desk, claim_id))
    assert "本人已经书面放弃申请补贴" in printed


def test_a_long_annex_breaks_between_its_rows():
    words = "不予补贴：没有取得证书，不符合补贴条件（依据《实施方案》二（五））。" * 12
    many = tuple(
        Reason("、".join(map(str, range(1, 48, 2))), f"陈{n}", "职业培训补贴", "不予补贴", Decimal(0), words)
        for n in range(12)
    )
    content = subsidy_approval.draw(replace(subsidy_approval.SAMPLE, reasons=many))
    pages = annexed(content)
    assert len(pages) > 1
    assert annex(content).count(words) == 12
