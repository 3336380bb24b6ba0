"""The sheets on which the bureau decides, and the payment sheet: sums that tie, boxes that are signed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.forms import filing_approval, payment_batch, subsidy_approval
from desktop.forms.facts import FindingLine, Opinion
from desktop.forms.payment_batch import Payee
from desktop.forms.subsidy_approval import Cut, Line, SchemeTotal
from desktop.problems import Refused
from tests.forms.conftest import Paper

Reader = Callable[[bytes], Paper]
FILING, CLAIM, BATCH = filing_approval.SAMPLE, subsidy_approval.SAMPLE, payment_batch.SAMPLE
FINDING = FindingLine("课时占比", "线上理论课程占45%，超过40%。", "《实施方案》二（三）", "原则")


def finding(number: int) -> FindingLine:
    return replace(FINDING, sentence=f"第{number}号情形须核对。")


def test_the_filing_sheet_gives_each_finding_its_clause_and_why_it_was_accepted(read: Reader):
    accepted = replace(
        FINDING, accepted_reason="车间限流", accepted_by="李志强", accepted_on=date(2026, 3, 11)
    )
    text = read(filing_approval.draw(replace(FILING, findings=(accepted,)))).text
    assert "线上理论课程占45%，超过40%。" in text
    assert "采纳理由：车间限流（李志强，2026年3月11日）" in text
    assert "《实施方案》二（三）" in text


def test_a_filing_without_findings_says_so(read: Reader):
    text = read(filing_approval.draw(replace(FILING, findings=()))).text
    assert "经逐项核对，未发现不符合规定的情形。" in text


def test_nobody_is_given_an_opinion_who_has_not_signed(read: Reader):
    refusal = Opinion("不予同意。培训机构不具备相应资质。", "李志强", date(2026, 3, 11))
    text = read(filing_approval.draw(replace(FILING, reviewer=refusal, director=Opinion()))).text
    assert "不予同意。培训机构不具备相应资质。复核人（签字）：李志强2026年3月11日负责人（签字）：＿＿" in text
    assert "同意备案，按备案" not in text


@pytest.mark.parametrize("count", [1, 5, 12, 60])
def test_boxes_to_sign_stand_together_and_never_without_a_row_of_the_table(count: int, read: Reader):
    findings = tuple(finding(number) for number in range(1, count + 1))
    made = read(filing_approval.draw(replace(FILING, findings=findings)))
    assert re.findall(r"第(\d+)号情形", made.text) == [str(each) for each in range(1, count + 1)]
    last = re.sub(r"\s", "", made.pages[-1])
    assert all(f"{who}（签字）" in last for who in ("经办人", "复核人", "负责人"))
    assert f"第{count}号情形" in last
    assert "审核事项" in last, "the head of the findings is repeated"


def test_an_opinion_not_yet_given_leaves_room_to_write(read: Reader):
    facts = replace(FILING, handler=Opinion(), reviewer=Opinion(), director=Opinion())
    text = read(filing_approval.draw(facts)).text
    assert "经办人（签字）：＿＿＿＿＿＿＿＿＿＿年＿＿月＿＿日" in text
    assert "同意备案" not in text


def claim(lines: int) -> subsidy_approval.Facts:
    rows = tuple(
        Line(
            f"李{n}", "999901********1236", f"S{n:08d}", "职业培训补贴", Decimal(1500), Decimal(1500), "核定"
        )
        for n in range(1, lines + 1)
    )
    amount = Decimal(1500) * lines
    scheme = SchemeTotal("职业培训补贴", "1,500元／人", lines, amount, lines, amount)
    return replace(CLAIM, schemes=(scheme,), cuts=(), lines=rows)


def test_the_claim_sheet_gives_the_sum_in_figures_and_in_words(read: Reader):
    text = read(subsidy_approval.draw(CLAIM)).text
    assert "人民币（小写）￥66,420.00" in text
    assert "（大写）人民币陆万陆仟肆佰贰拾元整" in text


def test_cut_and_refused_lines_stand_with_their_reason_and_say_where_the_clause_is(read: Reader):
    cut = Cut("赵海燕", "职业培训补贴", "不予补贴", Decimal(1500), "未取得证书。")
    made = read(subsidy_approval.draw(replace(CLAIM, cuts=(cut,))))
    assert "理由（依据见后附补贴核定说明）" in made.text
    assert "未取得证书。" in made.text
    assert "补贴核定说明" in made.pages[-1]
    assert "《职业技能提升行动实施方案》二（一））" in re.sub(r"\s", "", made.pages[-1])


def test_a_claim_whose_sums_do_not_tie_is_not_printed():
    with pytest.raises(Refused) as refused:
        subsidy_approval.draw(replace(claim(3), lines=claim(2).lines))
    assert "4,500.00" in refused.value.sentence
    assert "3,000.00" in refused.value.sentence


def figures(page: str, name: str) -> list[str]:
    """Give the amounts of the row of sums that `name` begins."""
    row = next(line for line in page.splitlines() if name in re.sub(r"\s", "", line))
    return re.findall(r"[\d,]+\.\d\d", row)


@pytest.mark.parametrize("lines", [1, 22, 23, 24, 25, 48, 49, 300])
def test_page_sums_add_up_to_the_sum_of_the_list(lines: int, read: Reader):
    pages = [each for each in read(subsidy_approval.draw(claim(lines))).pages if "证书编号" in each]
    total = Decimal(figures(pages[-1], "合计")[-1].replace(",", ""))
    assert total == 1500 * lines
    if len(pages) > 1:
        sums = [Decimal(figures(page, "本页小计")[-1].replace(",", "")) for page in pages]
        assert sum(sums) == total
    else:
        assert "本页小计" not in pages[0], "one page needs one sum"
    for page in pages:
        assert re.search(r"李\d", page), "no page holds sums alone"


def test_the_payment_sheet_says_after_which_publicity_how_much_to_whom(read: Reader):
    made = read(payment_batch.draw(BATCH))
    assert "示〔2026〕0003号，2026年5月11日至5月15日，公示5个工作日" in made.text
    assert "￥115,080.50" in made.text
    assert "人民币壹拾壹万伍仟零捌拾元伍角" in made.text
    for payee in BATCH.payees:
        assert payee.account in made.pages[1]
    for who in ("经办人", "业务复核人", "财务复核人", "单位负责人"):
        assert f"{who}（签字）" in made.text


def test_a_batch_whose_total_does_not_tie_is_not_printed():
    with pytest.raises(Refused) as refused:
        payment_batch.draw(replace(BATCH, total=BATCH.total + Decimal("0.01")))
    assert "115,080.51" in refused.value.sentence


def test_long_names_and_ten_place_amounts_stay_in_their_cells(read: Reader):
    long = Payee(
        "演练县" + "某" * 54 + "公司",
        "单位",
        "演练县农村商业银行股份有限公司经济开发区工业大道支行",
        "6200000000000000001",
        99999,
        Decimal("12345678.90"),
    )
    facts = replace(BATCH, payees=(long,) * 60, total=Decimal("12345678.90") * 60)
    made = read(payment_batch.draw(facts))
    assert made.text.count(long.name) == 60
    assert made.text.count(long.bank) == 60
    assert "740,740,734.00" in made.text
    last = made.pages[-1]
    assert "制表人" in last
    assert "12,345,678.90" in last, "who made the list stands below its last rows"
