"""Who was refused within an approved claim is told: the applicant in one letter, each person of his own living allowance."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from desktop import classes, filings, issuing, notices, papers, pdf, subsidies
from desktop.problems import Refused
from desktop.subsidies import LineRow
from tests.builders import ALL, PEOPLE, County, attendance, certificates, grant, post, receive_all, stage


def close(content: bytes) -> str:
    return "".join(pdf.read(content).text.split())


def lines(county: County) -> dict[tuple[str, str], LineRow]:
    with county.reading() as desk:
        rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
    return {(row.name, row.scheme): row for row in rows}


def hold_without_certificate_of_the_last(county: County) -> None:
    """End the class, enter the certificates of all but 赵敏, apply, and cut two lines by hand."""
    key = county.ids["filing"]
    with county.desk("jingban", county.days.opened) as desk:
        classes.open_class(desk, key)
        class_id = filings.sheet(desk, key).class_id
    with county.desk("jingban", county.days.ended) as desk:
        classes.take_attendance(desk, class_id, attendance(PEOPLE, county.days.opened))
        classes.finish(desk, class_id)
    with county.desk("jingban", county.days.applied) as desk:
        classes.take_certificates(desk, class_id, certificates(PEOPLE[:3], county.days.ended))
        county.ids["claim"] = subsidies.apply(desk, key)
        receive_all(desk, "claim", county.ids["claim"])
    found = lines(county)
    with county.desk("jingban", county.days.applied) as desk:
        subsidies.cut(desk, found["王秀英", "allowance"].id, Decimal(0), "本人书面放弃生活费补贴")
        subsidies.cut(desk, found["李建国", "allowance"].id, Decimal(120), "有一天由其他资金承担")
        subsidies.submit(desk, county.ids["claim"])


@pytest.fixture
def decided() -> Iterator[County]:
    with stage("approved") as county:
        hold_without_certificate_of_the_last(county)
        grant(county, county.ids["claim"])
        yield county


def test_the_applicant_is_told_of_each_line_with_reason_and_clause(decided: County):
    key = decided.ids["claim"]
    with decided.desk("jingban", decided.days.applied) as desk:
        issued = issuing.issue(desk, "some_refused", key)
    letter = close(issued.content)
    for part in (
        "不予补贴告知书补贴核〔2023〕0001号",
        "演练县春风职业培训学校：",
        "经审核，核定3人、1,620.00元；下列3项不予补贴或者核减",
        "王秀英999901********005X",
        "本人书面放弃生活费补贴（依据：《互联网+职业技能培训计划实施方案",
        "有一天由其他资金承担（依据：",
        "赵敏999901********0097",
        "赵敏没有取得证书，不符合补贴条件（依据：",
        "向＿＿＿＿＿＿＿＿＿＿申请行政复议",
        issued.number,
    ):
        assert part in letter, part
    assert "欧阳修齐" not in letter
    with decided.desk("jingban", decided.days.applied) as desk:
        with pytest.raises(Refused, match="已经出具"):
            issuing.issue(desk, "some_refused", key)
        contents = close(papers.draft(desk, "contents", decided.ids["filing"]))
    assert "不予补贴告知书（部分人员）" in contents


def test_a_person_is_told_of_his_own_living_allowance_and_of_nobody_else(decided: County):
    found = lines(decided)
    with decided.desk("jingban", decided.days.applied) as desk:
        offered = {each.number: each.case_id for each in issuing.ready(desk, "one_refused")}
        issued = issuing.issue(desk, "one_refused", found["李建国", "allowance"].id)
        receipt = close(issuing.issue(desk, "delivery", issued.paper_id).content)
        for name, scheme in (("赵敏", "training"), ("王秀英", "training")):
            with pytest.raises(Refused, match=r"告知申请单位。$|还没有办到这一步"):
                issuing.issue(desk, "one_refused", found[name, scheme].id)
        contents = close(papers.draft(desk, "contents", decided.ids["filing"]))
    assert offered == {
        "补〔2023〕0001号第2名": found["王秀英", "allowance"].id,
        "补〔2023〕0001号第3名": found["李建国", "allowance"].id,
    }
    letter = close(issued.content)
    for part in (
        "补贴核〔2023〕0001号-3李建国：",
        "演练县春风职业培训学校2023年10月30日为你申请的“养老护理员初级班”生活费补贴",
        "申请金额150.00元，核定金额120.00元",
        "人工核减。有一天由其他资金承担。依据：《互联网+职业技能培训计划实施方案",
        "申请行政复议",
    ):
        assert part in letter, part
    assert "王秀英" not in letter
    assert "受送达人李建国" in receipt
    assert "不予补贴告知书（本人）" in contents


def test_nobody_is_told_before_the_decision_or_where_all_was_granted():
    with stage("approved") as county:
        hold_without_certificate_of_the_last(county)
        found = lines(county)
        with county.desk("jingban", county.days.applied) as desk:
            assert not issuing.ready(desk, "one_refused")
            with pytest.raises(Refused, match="还没有办到这一步"):
                issuing.issue(desk, "some_refused", county.ids["claim"])
            with pytest.raises(Refused, match="还没有办到这一步"):
                issuing.issue(desk, "one_refused", found["王秀英", "allowance"].id)
    with stage("granted") as county, county.desk("jingban") as desk:
        assert not issuing.ready(desk, "some_refused")
        with pytest.raises(Refused, match="没有不予补贴或者核减的人员"):
            issuing.issue(desk, "some_refused", county.ids["claim"])


def test_whom_an_objection_took_off_is_told_on_the_day_it_was_upheld(decided: County):
    notice_id = post(decided, decided.ids["claim"])
    with decided.reading() as desk:
        rows = notices.public_lines(desk, notice_id, ALL).rows
    chosen = next(row for row in rows if (row.name, row.scheme) == ("李建国", "allowance"))
    with decided.desk("jingban", decided.days.posted) as desk:
        objection = notices.object_to(desk, chosen.id, "", "反映未到场参训")
    with decided.desk("fuhe2", decided.days.posted) as desk:
        notices.answer(desk, objection, "upheld", "经核查签到系他人代签")
        letter = close(papers.draft(desk, "one_refused", lines(decided)["李建国", "allowance"].id))
    for part in ("公示异议成立：经核查签到系他人代签。依据：", "核定金额0.00元", "2023年11月1日"):
        assert part in letter, part
