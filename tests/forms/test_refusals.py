"""Letters that refuse single lines: many people, long names and reasons, amounts of ten places."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.forms import claim_refusal, notice
from desktop.forms.claim_refusal import SAMPLE_SOME, Ground
from desktop.problems import Refused
from tests.forms.conftest import Paper, overlaps

Reader = Callable[[bytes], Paper]
LONG = Ground("出勤", "《“互联网+职业技能培训”计划实施方案》三（二）", "培训期间到课时数不足规定课时，" * 6)


@pytest.mark.parametrize("count", [1, 8, 60])
def test_every_line_is_named_with_its_reason_and_the_heading_stands_on_each_page(count: int, read: Reader):
    line = replace(
        SAMPLE_SOME.lines[0],
        name="阿卜杜热合曼·买买提依明江" * 2,
        asked=Decimal("12345678.90"),
        grounds=(LONG, *SAMPLE_SOME.lines[0].grounds),
    )
    made = read(claim_refusal.draw(replace(SAMPLE_SOME, lines=(line,) * count)))
    assert made.text.count("培训16天中有2天未到课，按实际到课14天核定（依据：") == count
    listed = [page for page in made.pages if "核定（依据" in "".join(page.split())]
    assert all("理由和依据" in page for page in listed)
    assert made.text.count("受送达人") == 1
    for page in made.words_by_page:
        assert overlaps(page) == []
        assert all(word.left >= 27.9 and word.right <= 210 - 25.9 for word in page)


def test_a_line_without_a_ground_is_not_refused_on_paper():
    with pytest.raises(Refused, match="没有列明依据"):
        claim_refusal.draw(replace(SAMPLE_SOME, lines=(replace(SAMPLE_SOME.lines[0], grounds=()),)))


@pytest.mark.parametrize("count", [1, 19, 23, 500])
def test_a_correction_names_each_line_on_pages_with_headings(count: int, read: Reader):
    one = notice.SAMPLE_CHANGE.persons[0]
    persons = tuple(replace(one, position=at, withdrawn=at % 7 == 0) for at in range(1, count + 1))
    made = read(notice.draw(replace(notice.SAMPLE_CHANGE, persons=persons)))
    assert made.text.count("孙桂英") == count
    assert all("原公示金额" in page for page in made.pages[1:])
    for page in made.words_by_page:
        assert overlaps(page) == []


@pytest.mark.parametrize("changes", [{"masked_id": "999901198807091236"}, {"name": "孙桂英13900001111"}])
def test_a_correction_that_would_tell_too_much_is_not_drawn(changes: dict[str, str]):
    telling = replace(notice.SAMPLE_CHANGE.persons[0], **changes)
    with pytest.raises(Refused, match="会泄露个人信息"):
        notice.draw(replace(notice.SAMPLE_CHANGE, persons=(telling,)))


def test_nothing_is_corrected_where_nothing_changed():
    with pytest.raises(Refused, match="没有需要更正的行"):
        notice.draw(replace(notice.SAMPLE_CHANGE, persons=()))
