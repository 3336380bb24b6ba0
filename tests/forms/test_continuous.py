"""The payment list on continuous paper: pages alike, and what is filled in told apart from the form itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop import pdf
from desktop.forms import payment_batch, payment_list, printer_page, seal
from desktop.forms.page import A4, CONTINUOUS
from desktop.problems import Refused, Unreadable
from tests.forms.conftest import Paper, Word

Reader = Callable[[bytes], Paper]
LABELS = ("批次编号：", "单位：元", "收款单位（个人）", "本页小计", "合", "制表人：", "制表日期：")


def listed(count: int, **changes: str) -> payment_list.Facts:
    sample = payment_list.SAMPLE
    payee = replace(sample.payees[1], amount=Decimal("30.50"), people=1, **changes)
    return replace(sample, payees=(payee,) * count, total=Decimal("30.50") * count)


def placed(words: list[Word]) -> set[tuple[str, float, float]]:
    return {(word.text, round(word.left, 1), round(word.top, 1)) for word in words}


def test_the_page_is_as_wide_as_the_paper_and_every_page_is_the_same_form(read: Reader):
    made = read(payment_list.draw(listed(50)))
    assert [round(each, 1) for each in made.millimetres] == [241.0, 279.4]
    assert len(made.pages) == 3
    blanks = read(pdf.only(payment_list.draw(listed(50)), form=True))
    assert len({frozenset(placed(page)) for page in blanks.words_by_page}) == 1


def test_data_alone_stands_where_it_stands_on_the_whole_paper(read: Reader):
    whole = payment_list.draw(listed(20))
    data, form = (read(pdf.only(whole, form=wanted)) for wanted in (False, True))
    for page, words in enumerate(read(whole).words_by_page, start=1):
        filled, blank = placed(data.words(page)), placed(form.words(page))
        assert filled
        assert not filled & blank
        apart = {(x, y) for _, x, y in placed(words)}
        assert {(x, y) for _, x, y in filled} & apart
    assert not any(label in data.text for label in LABELS)
    assert all(label in form.text for label in LABELS)
    assert "30.50" in data.text
    assert not re.search(r"\d", form.text)


def test_page_sums_tie_and_the_sum_stands_on_the_last_page_only(read: Reader):
    pages = [
        re.sub(r"\s", "", each) for each in read(pdf.only(payment_list.draw(listed(20)), form=False)).pages
    ]
    assert "549.00" in pages[0]
    assert "610.00" not in pages[0]
    assert "61.00" in pages[1]
    assert "610.00" in pages[1]


def test_the_strip_of_an_issued_paper_is_filled_in_not_pre_printed(read: Reader):
    strip = seal.draw(
        seal.Seal("印〔2026〕0001号", "第1份", "7KQF-3M2P-XN4T", "0" * 16, "0" * 16, "ZP1:999901")
    )
    issued = pdf.stamp(payment_list.draw(listed(2)), strip)
    whole, data, form = read(issued), *(read(pdf.only(issued, form=each)) for each in (False, True))
    assert "7KQF-3M2P-XN4T" in data.text
    assert "7KQF-3M2P-XN4T" not in form.text
    code = next(word for word in whole.words(1) if word.text == "7KQF-3M2P-XN4T")
    assert 255 < code.top < 279.4 - 5
    assert code.right < 241 - 18


def test_only_papers_that_mark_their_form_can_be_overlaid():
    assert pdf.has_form(payment_list.draw(listed(1)))
    assert not pdf.has_form(payment_batch.draw(payment_batch.SAMPLE))
    with pytest.raises(Unreadable):
        pdf.only(b"no paper", form=False)


def test_a_text_too_long_for_the_cell_is_refused_by_row():
    with pytest.raises(Refused) as refused:
        payment_list.draw(listed(3, bank="演练县农村商业银行股份有限公司经济技术开发区高新产业园支行营业部"))
    assert "第1行" in refused.value.sentence
    assert "开户银行" in refused.value.remedy


@pytest.mark.parametrize("stock, wide", [(A4, 210.0), (CONTINUOUS, 241.0)])
def test_the_test_page_has_the_size_of_the_paper_and_says_what_is_corrected(
    stock: object, wide: float, read: Reader
):
    made = read(printer_page.draw(stock, "财务室打印机", (12, -3)))
    assert round(made.millimetres[0], 1) == wide
    assert "向右+1.2毫米，向下-0.3毫米" in made.text
    assert {str(each) for each in range(0, 151, 10)} <= {word.text for word in made.words(1)}
