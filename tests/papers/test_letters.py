"""Letters that refuse, and the letters of a subsidy application: which there are in which state, and what they say."""

from datetime import date

import pytest

from desktop import bureau, filings, issuing, papers, pdf, subsidies
from desktop.problems import Refused
from tests.builders import County, entry, ground, stage


def said(content: bytes) -> str:
    return pdf.read(content).text


def told_review_body(county: County) -> None:
    with county.desk("fuze") as desk:
        bureau.change_contact(desk, bureau.Contact(review_body="演练县人民政府"))


def test_a_declined_filing_gets_its_letter_and_none_of_an_accepted_one():
    with stage("filed") as county:
        told_review_body(county)
        with county.desk("jingban") as desk:
            key = filings.draft(desk, entry(county, title="外县企业班"))
        with pytest.raises(Refused, match="没有不予受理的决定"), county.reading() as desk:
            papers.draft(desk, "nonacceptance", key)
        with county.desk("fuhe", date(2023, 10, 17)) as desk:
            number = filings.decline(desk, key, "not_our_county", "住所在外县，培训场地也在外县")
            letter = said(papers.draft(desk, "nonacceptance", key))
            offered = {
                each.case_id for form in ("acceptance", "refusal") for each in issuing.ready(desk, form)
            }
            issued = issuing.issue(desk, "nonacceptance", key)
        for part in (
            f"不予受理通知书{number}",
            "“外县企业班”备案申请收悉。经审查，决定不予受理",
            "不属于本县区管辖。住所在外县，培训场地也在外县。依据：互联网+职业技能培训计划实施方案",
            "向演练县人民政府申请行政复议",
            "2023年10月17日",
            "受送达人",
        ):
            assert part in letter
        assert key not in offered
        assert number in said(issued.content)
        with county.desk("fuhe") as desk:
            for form in ("acceptance", "refusal", "correction", "filing_approval"):
                with pytest.raises(Refused):
                    issuing.issue(desk, form, key)


def test_a_refused_filing_gets_its_own_letter_without_saying_its_ground_twice():
    with stage("filed") as county:
        key = county.ids["filing"]
        with county.desk("fuhe") as desk:
            filings.refuse(desk, key, ground("filing"), "已告知")
            letter = said(papers.draft(desk, "refusal", key))
            with pytest.raises(Refused, match="本件已经受理"):
                issuing.issue(desk, "nonacceptance", key)
    assert letter.count("不属于本县区管辖") == 1
    assert "已告知。依据：" in letter


def test_a_claim_has_a_letter_of_acceptance_from_the_day_its_materials_were_complete():
    with stage("claimed") as county:
        key, day = county.ids["claim"], county.days.applied
        with county.desk("jingban", day) as desk:
            letter = said(papers.draft(desk, "claim_acceptance", key))
            number = issuing.issue(desk, "claim_acceptance", key).number
        with county.reading() as desk:
            assert issuing.of_case(desk, "claim", key)[0].number == number
    for part in ("受理通知书补贴受〔2023〕0001号", "补贴申请，我局于2023年10月30日予以受理", "证书复印件"):
        assert part in letter


def test_a_letter_handed_over_later_has_a_receipt_of_its_own_in_the_volume():
    with stage("filed") as county, county.desk("jingban") as desk:
        key = county.ids["filing"]
        letter = issuing.issue(desk, "acceptance", key)
        table = issuing.issue(desk, "application", key)
        receipt = issuing.issue(desk, "delivery", letter.paper_id)
        text = said(receipt.content)
        listed = "".join(said(papers.draft(desk, "contents", key)).split())
        with pytest.raises(Refused, match="不送达申请人"):
            issuing.issue(desk, "delivery", table.paper_id)
        issuing.void(desk, letter.paper_id, "受理日期写错")
        with pytest.raises(Refused, match="还没有办到这一步"):
            issuing.issue(desk, "delivery", letter.paper_id)
    for part in (f"编号：{letter.number}", "受理通知书（受〔2023〕0001号）", "演练县春风职业培训学校"):
        assert part in "".join(text.split())
    assert "送达回证" in listed


def test_a_claim_that_was_sent_back_tells_the_applicant_what_to_correct():
    with stage("claimed") as county:
        key, day = county.ids["claim"], county.days.applied
        with pytest.raises(Refused, match="没有退回过"), county.reading() as desk:
            papers.draft(desk, "claim_correction", key)
        with county.desk("fuhe", day) as desk:
            subsidies.send_back(desk, key, "第3名学员缺少10月25日签到\n证书复印件不清晰")
            letter = said(papers.draft(desk, "claim_correction", key))
            issued = issuing.issue(desk, "claim_correction", key)
        with county.desk("jingban", day) as desk:
            subsidies.resume(desk, key)
        assert "补贴正〔2023〕0001号" in said(issued.content)
    for part in ("有2处需要补正", "第3名学员缺少10月25日签到", "证书复印件不清晰", "5个工作日内"):
        assert part in letter


def test_a_refused_claim_tells_ground_clause_and_where_to_seek_review():
    with stage("claimed") as county:
        told_review_body(county)
        key = county.ids["claim"]
        with pytest.raises(Refused, match="没有不予补贴的决定"), county.reading() as desk:
            papers.draft(desk, "claim_refusal", key)
        with county.desk("fuhe", county.days.applied) as desk:
            subsidies.refuse(desk, key, "untrue_materials", "学习记录与平台日志不符")
            letter = said(papers.draft(desk, "claim_refusal", key))
            assert issuing.issue(desk, "claim_refusal", key).number
    for part in (
        "不予补贴告知书补贴不〔2023〕0001号",
        "经审核，不予补贴",
        "材料不真实。学习记录与平台日志不符。依据：互联网+职业技能培训计划实施方案",
        "三（二）材料须能够证明线上培训真实性和培训时长。",
        "向演练县人民政府申请行政复议",
        "六个月内依法向人民法院提起行政诉讼",
    ):
        assert part in letter
