"""The application with every part of the plan, and the notice that tells every defect."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.forms import application, correction
from desktop.forms.application import KINDS
from desktop.forms.correction import Defect
from desktop.forms.facts import CourseLine
from tests.forms.conftest import Paper

Reader = Callable[[bytes], Paper]
PLAN = (
    *("培训对象", "承训机构", "培训方式及平台", "课程名称", "课时合计", "线下培训场地设施"),
    *("职称或资格", "成本预算", "考评机制"),
)


@pytest.mark.parametrize("facts", [application.SAMPLE, application.SAMPLE_INDIVIDUAL], ids=["unit", "worker"])
def test_every_part_of_the_plan_has_its_place(facts: application.Facts, read: Reader):
    text = read(application.draw(facts)).text
    assert [part for part in PLAN if part not in text] == []


@pytest.mark.parametrize("kind, title", KINDS)
def test_the_kind_applied_for_is_ticked_and_no_other(kind: str, title: str, read: Reader):
    text = read(application.draw(replace(application.SAMPLE, kind=kind, materials=()))).text
    assert f"□√{title}" in text
    assert text.count("√") == 1


def test_the_share_of_online_theory_is_worked_out_from_the_courses(read: Reader):
    items = (
        CourseLine("理论甲", "理论", "在线直播", "职业技能", Decimal(36)),
        CourseLine("实操甲", "实操", "线下", "职业技能", Decimal("43.5")),
        CourseLine("居家练习", "实操", "视频录播", "职业技能", Decimal("0.5")),
    )
    text = read(application.draw(replace(application.SAMPLE, items=items))).text
    assert "共80课时：理论36课时、实操44课时；线上36.5课时、线下43.5课时，线上理论课程占总课时的45%" in text


def test_courses_go_on_over_pages_under_their_heading(read: Reader):
    items = tuple(CourseLine(f"课程{n}号", "理论", "在线直播", "职业技能", Decimal(1)) for n in range(1, 81))
    made = read(application.draw(replace(application.SAMPLE, items=items)))
    assert re.findall(r"课程(\d+)号", made.text) == [str(n) for n in range(1, 81)]
    for page in made.pages:
        if re.search(r"课程\d+号", page):
            assert "授课方式" in page


def test_a_text_of_any_length_goes_on_over_pages(read: Reader):
    targets = "鑫鑫公司在岗职工，均已签订劳动合同。" * 200
    made = read(application.draw(replace(application.SAMPLE, targets=targets)))
    assert made.text.count("鑫") == 400
    assert len(made.pages) > 4


def test_budget_stands_in_figures_and_in_words(read: Reader):
    text = read(application.draw(replace(application.SAMPLE, budget=Decimal("54000.50")))).text
    assert "合计54,000.50元（人民币伍万肆仟元伍角）" in text


def test_what_is_signed_stands_together_on_the_last_page(read: Reader):
    last = read(application.draw(application.SAMPLE)).pages[-1]
    plain = re.sub(r"\s", "", last)
    assert "申请单位（盖章）" in plain
    assert "受理人（签字）：王敏" in plain
    assert "花名册" in plain


def defects(count: int) -> correction.Facts:
    told = tuple(Defect(f"材料{n}号", f"第{n}处问题说明。", f"请更正第{n}处。") for n in range(1, count + 1))
    return replace(correction.SAMPLE, defects=told)


@pytest.mark.parametrize("count", [1, 3, 9, 40])
def test_every_defect_is_told_with_its_remedy(count: int, read: Reader):
    made = read(correction.draw(defects(count)))
    wanted = [str(n) for n in range(1, count + 1)]
    assert re.findall(r"第(\d+)处问题说明", made.text) == wanted
    assert re.findall(r"请更正第(\d+)处", made.text) == wanted
    assert f"申请材料有{count}处需要补正" in made.text


@pytest.mark.parametrize("count", [*range(1, 12), 40])
def test_the_slip_is_in_one_piece_and_the_signature_comes_with_text(count: int, read: Reader):
    pages = [re.sub(r"\s", "", page) for page in read(correction.draw(defects(count))).pages]
    slip = next(page for page in pages if "送达回证" in page)
    assert "签收日期" in slip
    assert "签收人（签字）" in slip
    dated = next(page for page in pages if "2026年3月3日" in page)
    assert "联系电话" in dated


def test_the_day_by_which_to_answer_and_the_basis_are_told(read: Reader):
    text = read(correction.draw(correction.SAMPLE)).text
    assert "请于2026年3月10日前（5个工作日内）" in text
    assert "《中华人民共和国行政许可法》第三十二条" in text
    named = replace(correction.SAMPLE, basis=("《某办法》（某文号）第三条",))
    assert "依据《某办法》（某文号）第三条，现一次性告知如下" in read(correction.draw(named)).text


def test_a_worker_is_not_addressed_as_a_unit(read: Reader):
    text = read(correction.draw(replace(correction.SAMPLE, person=True, applicant="李龘"))).text
    assert "李龘：你2026年3月2日提交的" in text
    assert "你单位" not in text
