"""The publicity notice: what it says, what it never says, and how its lists fall on pages."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop import leaks, pdf
from desktop.forms import notice
from desktop.forms.notice import PERSON_COLUMNS, SAMPLE, PersonLine, UnitLine
from desktop.leaks import Withheld
from desktop.problems import Refused
from tests.forms.conftest import Paper

Reader = Callable[[bytes], Paper]
ONE = PersonLine(
    scheme="职业培训补贴",
    name="王建国",
    masked_id="999901********1236",
    unit="演练县技工学校",
    occupation="电工·中级",
    class_number="班〔2026〕0003号",
    amount=Decimal(1500),
)
FIRST_PAGE, LATER_PAGE = 19, 22
"""How many rows a list's first page holds under its title, and how many a later one."""


def listed(rows: int, **changes: object) -> notice.Facts:
    people = tuple(replace(ONE, name=f"王{number}", **changes) for number in range(1, rows + 1))
    return replace(SAMPLE, persons=people)


def test_the_text_says_what_is_published_how_long_and_where_to_object(read: Reader):
    text = read(notice.draw(SAMPLE)).text
    assert "关于2026年第四批职业培训补贴的公示" in text
    assert "2026年5月11日至5月15日，共5个工作日" in text
    assert "《就业补助资金管理办法》（财社〔2023〕181号）" in text
    assert "职业培训补贴共5人，合计金额6,000.00元；生活费补贴共3人，合计金额1,230.00元。" in text
    assert "联系地址：演练县府前路1号政务服务中心3楼邮政编码：999901" in text
    assert "联系电话：0000-00000000" in text
    assert "附件：1.职业培训补贴人员名单" in text


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_telephones_are_never_broken_nor_hung_at_the_margin(count: int, read: Reader):
    phones = tuple(f"0000-881000{number}" for number in range(count))
    made = read(notice.draw(replace(SAMPLE, phones=phones)))
    words = [*made.words(1), *made.words(2)]
    found = [(phone, each) for each in words for phone in re.findall(r"0000-881000\d", each.text)]
    assert [phone for phone, _ in found] == list(phones)
    assert all(each.left > 28 + 2 * 156 / 28 - 0.6 for _, each in found)


@pytest.mark.parametrize("rows", range(FIRST_PAGE - 1, FIRST_PAGE + LATER_PAGE + 3))
def test_the_last_page_never_holds_a_single_person(rows: int, read: Reader):
    made = read(notice.draw(listed(rows)))
    last = len(re.findall(r"班〔2026〕0003号", made.pages[-1]))
    assert last >= 4
    assert sum(len(re.findall(r"班〔2026〕0003号", page)) for page in made.pages) == rows


def test_the_file_says_the_day_of_the_paper_and_nothing_of_the_clock(read: Reader):
    made = notice.draw(replace(SAMPLE, issued_on=date(2026, 3, 6)))
    assert made == notice.draw(replace(SAMPLE, issued_on=date(2026, 3, 6)))
    assert made.count(b"D:20260306") == 2
    assert b"CreationDate" not in notice.draw(replace(SAMPLE, issued_on=None))


def test_body_follows_the_measures_of_official_papers(read: Reader):
    words = read(notice.draw(SAMPLE)).words(1)
    opening = next(each for each in words if each.text.startswith("根据"))
    margin = min(each.left for each in words if not re.search(r"[—0-9]$", each.text))
    assert margin == pytest.approx(28, abs=0.6)
    assert opening.left == pytest.approx(28 + 2 * 156 / 28, abs=0.6)
    assert min(each.top for each in words) >= 36
    assert max(each.right for each in words) <= 210 - 26 + 3


def test_day_of_signature_stands_four_characters_from_the_edge(read: Reader):
    made = read(notice.draw(replace(SAMPLE, issued_on=date(2026, 12, 31))))
    day = next(each for page in (1, 2) for each in made.words(page) if each.text == "2026年12月31日")
    assert day.right == pytest.approx(210 - 26 - 4 * 156 / 28, abs=0.6)


def test_a_text_that_is_a_little_too_long_is_set_closer_rather_than_sign_on_a_page_of_its_own(read: Reader):
    longer = (*SAMPLE.documents, "《职业技能提升行动实施方案》")
    pages = read(notice.draw(replace(SAMPLE, documents=longer))).pages
    assert "2026年5月9日" in pages[0]
    much_longer = longer * 6
    pages = read(notice.draw(replace(SAMPLE, documents=much_longer))).pages
    assert "2026年5月9日" in pages[1]
    assert "附件" in pages[1], "the signature takes text along"


def test_a_letter_with_three_lists_and_two_telephones_is_signed_on_its_one_page(read: Reader):
    made = read(notice.draw(replace(notice.SAMPLE_BOTH, phones=("0000-00000000", "0000-00000001"))))
    first, second = (re.sub(r"\s", "", page) for page in made.pages[:2])
    assert "3.生活费补贴人员名单" in first
    assert "2026年5月9日" in first
    assert "附件1职业培训补贴单位名单" in second


def test_a_list_shows_its_columns_rows_and_sum(read: Reader):
    made = read(notice.draw(listed(3)))
    page = made.pages[-1]
    for column in PERSON_COLUMNS:
        assert column.title in page
    assert "999901********1236" in page
    assert re.search(r"合\s+计\s+3人\s+4,500.00", page)


@pytest.mark.parametrize(
    "rows, pages",
    [
        (1, 1),
        (FIRST_PAGE - 1, 1),  # the sum takes a row
        (FIRST_PAGE, 2),
        (FIRST_PAGE - 1 + LATER_PAGE, 2),
        (FIRST_PAGE + LATER_PAGE, 3),
        (1000, 46),
    ],
)
def test_rows_fall_on_pages_and_each_repeats_the_heading(rows: int, pages: int, read: Reader):
    made = read(notice.draw(listed(rows))).pages[1:]
    assert len(made) == pages
    for page in made:
        assert "身份证号码" in page
        assert "补贴金额" in page
        assert re.search(r"王\d+", page), "no page holds the sum alone"
    names = [int(each) for page in made for each in re.findall(r"王(\d+)", page)]
    assert names == list(range(1, rows + 1))


def test_a_long_name_makes_its_row_higher_and_loses_nothing(read: Reader):
    name = "阿卜杜热合曼·" * 8 + "买买提"
    unit = "演练县" + "某某" * 27 + "公司"
    made = read(notice.draw(listed(30, unit=unit)))
    assert made.text.count(unit) == 30
    people = (replace(ONE, name=name), *listed(25).persons)
    assert name in read(notice.draw(replace(SAMPLE, persons=people))).text


def test_amounts_of_ten_places_fit(read: Reader):
    people = tuple(replace(ONE, amount=Decimal("12345678.90")) for _ in range(3))
    text = read(notice.draw(replace(SAMPLE, persons=people))).text
    assert text.count("12,345,678.90") == 3
    assert "37,037,036.70" in text


def test_each_scheme_has_its_own_list_however_lines_are_mixed(read: Reader):
    allowance = replace(ONE, scheme="生活费补贴", amount=Decimal(300))
    made = read(notice.draw(replace(SAMPLE, persons=(ONE, allowance, ONE, allowance))))
    assert len(made.pages) == 3
    assert "职业培训补贴共2人，合计金额3,000.00元" in made.text
    assert "生活费补贴共2人，合计金额600.00元" in made.text


def test_enterprises_are_listed_without_persons(read: Reader):
    unit = UnitLine(
        "职业培训补贴", "演练县恒泰机械制造有限公司", "电工·中级", "班〔2026〕0003号", 44, Decimal(66000)
    )
    text = read(notice.draw(replace(SAMPLE, persons=(), units=(unit,)))).text
    assert "职业培训补贴涉及1家单位，培训44人次，合计金额66,000.00元。" in text
    assert "身份证" not in text


@pytest.mark.parametrize(
    "telling",
    [
        {"masked_id": "999901199605041236"},
        {"masked_id": "99990119960504****"},
        {"masked_id": "999901****05041236"},
        {"masked_id": "999901*******41236"},
        {"masked_id": ""},
        {"unit": "演练县技工学校10000000000"},
        {"name": "王建国999901199605041236"},
        {"occupation": "电工6200000000000000001"},
    ],
)
def test_what_must_not_be_published_stops_the_print(telling: dict[str, str]):
    facts = replace(SAMPLE, persons=(ONE, replace(ONE, **telling)))
    with pytest.raises(Refused) as refused:
        notice.draw(facts)
    assert "第 2 行" in refused.value.sentence
    assert not re.search(r"\d{11}", refused.value.sentence), "the refusal itself tells nothing"


def test_an_empty_list_is_not_published():
    with pytest.raises(Refused):
        notice.draw(replace(SAMPLE, persons=(), units=()))


def test_more_stars_than_needed_are_welcome(read: Reader):
    people = (replace(ONE, masked_id="9999**********1236"), replace(ONE, masked_id="G12****56"))
    assert "G12****56" in read(notice.draw(replace(SAMPLE, persons=people))).text


def test_nothing_but_the_allowed_columns_reaches_paper(read: Reader):
    page = read(notice.draw(listed(1))).pages[-1]
    for private in ("电话", "账号", "开户", "住址", "出生", "困难", "低保", "残疾"):
        assert private not in page


def test_ten_thousand_rows_are_whole(read: Reader):
    made = read(notice.draw(listed(10_000)))
    names = re.findall(r"王(\d+)", made.text)
    assert len(names) == 10_000
    assert len(set(names)) == 10_000
    assert len(made.pages) == 1 + 1 + -(-(10_000 - FIRST_PAGE) // LATER_PAGE)


def test_a_document_whose_name_a_page_break_cuts_does_not_stop_the_notice():
    name = "《关于低保家庭劳动力和残疾人职业技能培训补贴有关问题的通知》"
    known = Withheld(groups=frozenset({"低保", "残疾"}), allowed=frozenset({name}))
    cut = 0
    for more in range(0, 30, 3):
        documents = (*(f"《第{at}号{'补贴办法' * 8}》" for at in range(13)), f"《{'培' * more}办法》", name)
        content = notice.draw(replace(SAMPLE, documents=documents))
        pages = ["".join("".join(page).split()) for page in pdf.read(content).pages]
        cut += not any(name in page for page in pages)
        assert leaks.scan(content, known) == (), more
    assert cut, "one of them is cut"
