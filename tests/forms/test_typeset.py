"""Lines are cut by the rules of Chinese typesetting."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.faces import FANG, SONG, width
from desktop.forms.letter import EM, PER_LINE
from desktop.forms.typeset import NOT_FIRST, NOT_LAST, balanced, fit, line, wrap

PROSE = st.text(
    alphabet=st.sampled_from("人力资源社会保障局，。、；：（）《》“”〔〕年月日2026%A.bc"),
    min_size=1,
    max_size=200,
)


@given(PROSE, st.integers(80, 450))
def test_cut_lines_hold_every_character_and_fit(text: str, room: int):
    lines = wrap(text, SONG, 10.5, room)
    assert "".join(each.text for each in lines) == text
    for each in lines:
        hanging = 5.25 if each.text[-1] in "，。、；：）》”〕" else 0
        assert each.width <= room + hanging + 0.1 or len(each.text) == 1


@given(PROSE)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str):
    lines = [each.text for each in wrap(text, SONG, 10.5, 440)]
    pieces = [each for each in lines if len(each) < 38]
    if len(pieces) == len(lines):
        for before, after in pairwise(lines):
            long_run = all(each in NOT_FIRST or each in NOT_LAST for each in after[:2] + before[-2:])
            assert after[0] not in NOT_FIRST or long_run
            assert before[-1] not in NOT_LAST or long_run


@pytest.mark.parametrize(
    "text, room, lines",
    [
        ("审核情况予以公示。", 90, ["审核情况予以公示。"]),  # the last mark gives up its blank half
        ("审核情况予以公，示", 73.5, ["审核情况予以", "公，示"]),
        ("合计金额12,345.00元整", 84, ["合计金额", "12,345.00元整"]),
        ("依据（一次性告知）", 37, ["依据", "（一次", "性告知）"]),
        ("一\n二", 100, ["一", "二"]),
    ],
)
def test_where_a_line_is_cut(text: str, room: float, lines: list[str]):
    assert [each.text for each in wrap(text, SONG, 10.5, room)] == lines


def test_marks_that_meet_share_their_blank_halves():
    assert line("》（", SONG, 10).width == pytest.approx(15)
    assert line("方案》、《办法", SONG, 10).width == pytest.approx(60)


def test_a_full_line_of_the_body_has_28_characters():
    lines = wrap("民" * 100, FANG, EM, EM * PER_LINE + 0.01, spread=True)
    assert [len(each.text) for each in lines] == [28, 28, 28, 16]


def test_spread_lines_end_at_the_margin():
    text = "根据2026年工作安排，我局对有关补贴申请进行了审核，现将结果予以公示，接受社会监督。" * 3
    lines = wrap(text, FANG, EM, EM * PER_LINE, spread=True)
    for each in lines[:-1]:
        assert each.width == pytest.approx(EM * PER_LINE, abs=EM / 2 + 0.1)


def test_a_text_shrinks_only_so_far_then_takes_more_lines():
    room = 100
    snug = fit("职" * 10, SONG, 10, room)
    tight = fit("职" * 11, SONG, 10, room)
    long = fit("职" * 30, SONG, 10, room)
    assert (len(snug.lines), snug.size) == (1, 10)
    assert len(tight.lines) == 1
    assert 8.8 <= tight.size < 10
    assert width("职" * 11, SONG, tight.size) <= room
    assert long.size == 8.8
    assert len(long.lines) == 3


def test_a_paragraph_does_not_end_in_a_stub_when_standing_closer_avoids_it():
    text = "民" * 56 + "。"
    loose = wrap(text, FANG, EM, EM * 27.9, spread=True)
    assert [len(each.text) for each in loose] == [28, 29]


def test_a_title_of_several_lines_has_lines_about_as_long_as_each_other():
    lines = balanced("演练县人力资源和社会保障局关于职业培训补贴的公示", SONG, 22, 440)
    assert [len(each.text) for each in lines] == [12, 12]


def test_a_cell_avoids_a_last_line_of_one_character():
    lines = fit("演练县博学职业培训学校", SONG, 9, 80, least=0.9).lines
    assert all(len(each.text) > 3 for each in lines)


def test_a_cell_of_two_lines_is_cut_after_a_mark_rather_than_in_a_word():
    fitted = fit("电工基础与识图、低压电器与控制线路", SONG, 10, 130, several=1.0)
    assert [each.text for each in fitted.lines] == ["电工基础与识图、", "低压电器与控制线路"]


def test_the_number_of_a_clause_is_not_torn_apart():
    said = "依据《职业技能提升行动实施方案》二（一）"
    for room in range(120, 260, 5):
        assert not any(each.text.endswith(("二", "二（")) for each in wrap(said, SONG, 10, room))
