"""Every paper with a list, under stress: one row, a full page, one row more, 10 000; long names, large sums, rare characters."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import is_normalized

import pytest

from desktop.forms import (
    allowance_claim,
    allowance_roster,
    assessment,
    claim,
    contents,
    day_sheet,
    ledger,
    notice,
    payment_batch,
    plan,
    rare_characters,
    roster,
    sign_in,
    subsidy_approval,
)
from desktop.forms.faces import SONG, setter
from desktop.forms.listing import spaced
from tests.forms.conftest import Paper, overlaps

Reader = Callable[[bytes], Paper]
Make = Callable[[int, str, Decimal], Any]


@dataclass(frozen=True)
class Listed:
    """A paper with a list: how facts with so many rows are made, what heads the list, whether it adds up money."""

    draw: Callable[[Any], bytes]
    make: Make
    head: str
    money: bool = False
    signed: str = ""


def _names(count: int, name: str) -> list[str]:
    return [f"{name}{n}乙" for n in range(1, count + 1)]


def _claim(count: int, name: str, amount: Decimal) -> Any:
    return replace(
        claim.SAMPLE,
        lines=tuple(
            claim.Asked(each, "999901********1236", "职业培训补贴", "S" + "0" * 21, amount)
            for each in _names(count, name)
        ),
    )


def _approval(count: int, name: str, amount: Decimal) -> Any:
    rows = tuple(
        subsidy_approval.Line(
            each, "999901********1236", "S" + "0" * 21, "职业培训补贴", amount, amount, "核定"
        )
        for each in _names(count, name)
    )
    total = amount * count
    scheme = subsidy_approval.SchemeTotal("职业培训补贴", "1,500元／人", count, total, count, total)
    return replace(subsidy_approval.SAMPLE, schemes=(scheme,), cuts=(), lines=rows, reasons=())


def _payment(count: int, name: str, amount: Decimal) -> Any:
    rows = tuple(
        payment_batch.Payee(each, "个人", "演练县农村商业银行", "6200000000000000001", 1, amount)
        for each in _names(count, name)
    )
    return replace(payment_batch.SAMPLE, payees=rows, total=amount * count)


def _notice(count: int, name: str, amount: Decimal) -> Any:
    one = notice.SAMPLE.persons[0]
    rows = tuple(replace(one, name=each, amount=amount) for each in _names(count, name))
    return replace(notice.SAMPLE, persons=rows)


def _many(sample: Any, field: str, row: Callable[[str, Decimal], Any]) -> Make:
    return lambda count, name, amount: replace(
        sample, **{field: tuple(row(each, amount) for each in _names(count, name))}
    )


PAPERS = {
    "roster": Listed(
        roster.draw,
        _many(
            roster.SAMPLE,
            "trainees",
            lambda name, _: roster.Trainee(
                name, "男", "999901********1236", "企业职工", "演练县某公司", "100"
            ),
        ),
        "身份证号码",
        signed="申报单位（盖章）",
    ),
    "allowance_roster": Listed(
        allowance_roster.draw,
        _many(
            allowance_roster.SAMPLE,
            "people",
            lambda name, yuan: allowance_roster.Allowed(
                name, "999901********1236", 14, Decimal(30), "演练县农村商业银行", "6200000000000000001", yuan
            ),
        ),
        "银行账号",
        money=True,
        signed="审核人（签字）",
    ),
    "ledger": Listed(
        ledger.draw,
        _many(
            ledger.SAMPLE,
            "lines",
            lambda name, yuan: ledger.Paid(
                name, "999901********1236", "班〔2026〕0003号", "生活费补贴", name, date(2026, 5, 20), yuan
            ),
        ),
        "拨付日期",
        money=True,
        signed="制表人",
    ),
    "claim": Listed(claim.draw, _claim, "证书编号", money=True),
    "subsidy_approval": Listed(subsidy_approval.draw, _approval, "证书编号", money=True),
    "payment_batch": Listed(payment_batch.draw, _payment, "银行账号", money=True, signed="制表人"),
    "notice": Listed(notice.draw, _notice, "身份证号码", money=True),
    "allowance_claim": Listed(
        allowance_claim.draw,
        _many(
            allowance_claim.SAMPLE,
            "people",
            lambda name, yuan: allowance_claim.Entitled(name, "999901********1236", "就业困难人员", 14, yuan),
        ),
        "本人签字",
        money=True,
        signed="本人签字即确认",
    ),
    "sign_in": Listed(
        sign_in.draw,
        lambda count, name, _: replace(
            sign_in.SAMPLE,
            days=(sign_in.Day(None, tuple(map(sign_in.Presence, _names(count, name)))),),
        ),
        "上午签到",
        signed="任课教师（签字）",
    ),
    "plan": Listed(
        plan.draw,
        _many(
            plan.SAMPLE,
            "lessons",
            lambda name, _: plan.Lesson(None, "", name, "理论", "在线直播", Decimal(4)),
        ),
        "授课内容",
        signed="教学负责人（签字）",
    ),
    "assessment": Listed(
        assessment.draw,
        _many(
            assessment.SAMPLE, "candidates", lambda name, _: assessment.Candidate(name, "999901********1236")
        ),
        "理论成绩",
    ),
    "contents": Listed(
        contents.draw,
        _many(contents.SAMPLE, "documents", lambda name, _: contents.Document("", "某局", name, None, None)),
        "责任者",
    ),
    "day_sheet": Listed(
        day_sheet.draw,
        _many(
            day_sheet.SAMPLE,
            "deeds",
            lambda name, _: day_sheet.Done(1, "09:00:00", "王敏", "受理", "备〔2026〕0012号", name),
        ),
        "说明",
    ),
}
EACH = [pytest.param(each, id=name) for name, each in PAPERS.items()]
NAME = "某甲"


def list_pages(made: Paper, paper: Listed) -> list[str]:
    """Give the pages with rows of the list, without blanks."""
    plain = [re.sub(r"\s", "", page) for page in made.pages]
    return [page for page in plain if re.search(rf"{NAME}\d+乙", page)]


def rows_of(page: str) -> list[int]:
    return list(map(int, re.findall(rf"{NAME}(\d+)乙", page)))


def drawn(paper: Listed, count: int, read: Reader, name: str = NAME, yuan: str = "420") -> Paper:
    return read(paper.draw(paper.make(count, name, Decimal(yuan))))


def most_on_a_page(paper: Listed, read: Reader) -> int:
    """Give how many rows stand on one page with all that belongs below them."""
    count = max(rows_of(list_pages(drawn(paper, 60, read), paper)[0]))
    while len(list_pages(drawn(paper, count, read), paper)) > 1:
        count -= 1
    return count


@pytest.mark.parametrize("paper", EACH)
def test_one_row_a_full_page_and_one_row_more(paper: Listed, read: Reader):
    full = most_on_a_page(paper, read)
    for count, expected in ((1, 1), (full, 1), (full + 1, 2)):
        made = drawn(paper, count, read)
        pages = list_pages(made, paper)
        assert len(pages) == expected, count
        assert sorted({row for page in pages for row in rows_of(page)}) == list(range(1, count + 1))
        assert all(paper.head in page for page in pages), "the heading is repeated"
        if paper.signed:
            assert paper.signed in pages[-1], "who signs stands below the last rows"
            assert not any(paper.signed in re.sub(r"\s", "", page) for page in made.pages if NAME not in page)


@pytest.mark.parametrize("paper", [each for each in EACH if each.values[0].money])
def test_sums_of_the_pages_add_up(paper: Listed, read: Reader):
    made = drawn(paper, 60, read, yuan="12345678.90")
    sums = [
        Decimal(re.findall(r"[\d,]+\.\d\d", line)[-1].replace(",", ""))
        for line in "\n".join(made.pages).splitlines()
        if "本页小计" in line
    ]
    assert len(sums) == len(list_pages(made, paper))
    assert sum(sums) == Decimal("12345678.90") * 60
    assert "740,740,734.00" in made.pages[-1]


@pytest.mark.parametrize("paper", EACH)
def test_sixty_characters_and_ten_places_stay_in_their_cells(paper: Listed, read: Reader):
    name = "演练县" + "某" * 52 + "有限公司"
    made = drawn(paper, 12, read, name=name, yuan="12345678.90")
    assert made.text.count(name) >= 12
    for page in made.words_by_page:
        assert overlaps(page) == []
        assert all(word.left >= 17.9 and word.right <= 210 - 17.9 for word in page)
        assert all(word.bottom <= 297 - 8 for word in page)


def _is_set(character: str) -> bool:
    return is_normalized("NFC", character) and setter(SONG, character) is not None


RARE = "".join(
    next((chr(code) for code in range(first, last) if _is_set(chr(code))), "")
    for first, last, _ in rare_characters.PLANES
)


def test_a_character_of_every_area_that_a_face_covers_is_printed_and_copied(read: Reader):
    assert len(RARE) >= 9
    for paper in (PAPERS["roster"], PAPERS["payment_batch"], PAPERS["notice"]):
        made = drawn(paper, 3, read, name=RARE)
        assert made.text.count(RARE) >= 3
        assert all(each == ["yes", "yes", "yes"] for each in made.fonts)


def test_the_proof_sheet_shows_each_rare_character_large_with_its_code(read: Reader):
    facts = replace(
        rare_characters.SAMPLE,
        characters=tuple(rare_characters.Rare(each, (f"第1行 {each}",)) for each in RARE * 3),
    )
    made = read(rare_characters.draw(facts))
    assert len(made.pages) > 1
    assert all("编码和字库" in page for page in made.pages[:-1])
    for each in RARE:
        assert f"U+{ord(each):04X}" in made.text
    large = [word for page in made.words_by_page for word in page if word.bottom - word.top > 18]
    assert len(large) == len(RARE) * 3
    assert "核对人（签字）" in made.pages[-1]


@pytest.mark.parametrize("common, rare", [("王国", "龘䶮𬀩"), ("的一", "堃𠅤")])
def test_only_what_old_systems_lack_counts_as_rare(common: str, rare: str):
    assert not any(map(rare_characters.is_rare, common + "·A1（"))
    assert all(map(rare_characters.is_rare, rare))


def test_a_name_of_two_characters_is_as_wide_as_one_of_three_and_is_copied_with_one_space(read: Reader):
    assert spaced("王敏") == "王\u3000敏"
    assert [spaced(each) for each in ("王小敏", "王", "Li", "买提·", "")] == [
        "王小敏",
        "王",
        "Li",
        "买提·",
        "",
    ]
    facts = replace(
        roster.SAMPLE,
        trainees=tuple(replace(roster.SAMPLE.trainees[0], name=name) for name in ("王敏", "王小敏")),
    )
    made = read(roster.draw(facts))
    assert "王\u3000敏" in made.pages[0] or re.search(r"王 +敏", made.pages[0])
    assert "王敏" in made.text
    short = next(each for each in made.words(1) if each.text.startswith("王") and "小" not in each.text)
    long = next(each for each in made.words(1) if each.text == "王小敏")
    assert short.left == pytest.approx(long.left, abs=0.1)


def test_ten_thousand_payees_are_whole(read: Reader):
    made = drawn(PAPERS["payment_batch"], 10_000, read, yuan="1500.50")
    assert made.text.count("6200000000000000001") == 10_000
    assert "15,005,000.00" in made.text
    count = len(made.pages)
    assert f"第1页共{count}页" in made.text
    assert f"第{count}页共{count}页" in made.text


def test_a_number_in_the_first_column_stays_on_one_line_however_long_the_list():
    listing = payment_batch.Listing(0.0, payment_batch.COLUMNS, payment_batch.ROWS)
    for text in ("9999", "10000", "100000"):
        fitted = listing.fitted(0, text)
        assert [each.text for each in fitted.lines] == [text]
        assert fitted.lines[0].width <= listing.rooms[0] + 0.01


def test_marks_that_meet_are_drawn_as_near_as_they_were_measured(read: Reader):
    unit = "甲、《乙》：“丙”、《丁》：“戊”、《己》：“庚”、《辛》：“壬”、《癸》"
    column = notice.PERSON_COLUMNS[3]
    line = replace(notice.SAMPLE.persons[0], unit=unit)
    made = read(notice.draw(replace(notice.SAMPLE, persons=(line,))))
    left = 28 + sum(each.millimetres for each in notice.PERSON_COLUMNS[:3])
    words = [each for each in made.words(2) if re.search("[甲乙丙丁戊己庚辛壬癸]", each.text)]
    assert words
    assert max(each.right for each in words) <= left + column.millimetres + 0.1
