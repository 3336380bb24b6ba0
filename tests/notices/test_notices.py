"""A list goes up for its working days, stops for objections, and closes only when both are over."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from db.notices import NoticeLine
from db.subsidies import AllowanceDay
from desktop import notices, payments, subsidies
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workspace import Desk
from tests import builders
from tests.builders import ALL, PEOPLE, County

POSTED, ENDS, CLOSED = date(2023, 11, 1), date(2023, 11, 8), date(2023, 11, 9)


@pytest.fixture
def granted():
    with builders.stage("granted") as county:
        yield county


@pytest.fixture
def posted():
    with builders.stage("posted") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def sheet(county: County, day: date = POSTED) -> notices.NoticeSheet:
    with county.reading(day=day) as desk:
        return notices.sheet(desk, county.ids["notice"])


def line(county: County, name: str, scheme: str = "training") -> notices.PublicLine:
    with county.reading() as desk:
        rows = notices.public_lines(desk, county.ids["notice"], ALL).rows
    return next(row for row in rows if (row.name, row.scheme) == (name, scheme))


def object_to(county: County, name: str = "赵敏", login: str = "jingban", scheme: str = "training") -> int:
    key = line(county, name, scheme).id
    with county.desk(login, POSTED) as desk:
        return notices.object_to(desk, key, "", "反映未到场参训")


def answer(
    county: County, objection: int, outcome: str, login: str = "fuhe", text: str = "经核查签到记录属实"
) -> None:
    with county.desk(login, POSTED) as desk:
        notices.answer(desk, objection, outcome, text)


# --- the list


def test_every_granted_line_is_put_up_once_with_its_amount(granted: County):
    with granted.desk("jingban", POSTED) as desk:
        assert notices.publishable(desk) == ((1, "补〔2023〕0001号", "养老护理员初级班", 6, Decimal(2300)),)
        notice_id = notices.prepare(desk, [granted.ids["claim"]], "公示栏")
        found = notices.sheet(desk, notice_id)
        page = notices.public_lines(desk, notice_id, ALL)
        assert notices.publishable(desk) == ()
    assert (found.number, found.state, found.people, found.lines) == ("示〔2023〕0001号", "draft", 4, 6)
    assert (found.published, page.sums["amount"]) == (Decimal(2300), Decimal(2300))
    assert [row.position for row in page.rows] == [1, 2, 3, 4, 5, 6]


def test_nothing_is_put_up_twice(granted: County):
    builders.post(granted, granted.ids["claim"])
    with pytest.raises(Refused, match="已全部公示"), granted.desk("jingban", POSTED) as desk:
        notices.prepare(desk, [granted.ids["claim"]])
    with granted.reading() as desk:
        assert desk.session.scalar(select(func.count()).select_from(NoticeLine)) == 6


def test_what_is_not_approved_is_not_put_up():
    with builders.stage("claimed") as county:
        for claims in ([county.ids["claim"]], [4711], []):
            with pytest.raises(Refused, match="未经审批"), county.desk("jingban", POSTED) as desk:
                notices.prepare(desk, claims)


def test_a_line_shows_no_more_than_the_public_may_see(posted: County):
    row = line(posted, "王秀英", "allowance")
    assert row.id_number == "999901********005X"
    shown = {row.name, row.id_number, row.holder, row.occupation_title, row.level_title, row.class_number}
    shown |= {row.scheme, row.scheme_title, row.state, row.state_title}
    for secret in (PEOPLE[1].id_number, PEOPLE[1].account, "就业困难"):
        assert all(secret not in word for word in shown)


# --- the clock


def test_the_clock_counts_working_days_from_the_day_after(posted: County):
    found = sheet(posted)
    assert (found.working_days, found.posted_on, found.ends_on) == (5, POSTED, ENDS)
    assert found.days_left == 5
    assert sheet(posted, ENDS).days_left == 0


def test_holidays_are_not_counted():
    with builders.stage("empty", region="anhui") as county:
        days = county.days
        filing_id = builders.file_case(county, builders.STAFF, builders.staff_entry(county))
        builders.approve(county, filing_id)
        builders.hold(county, filing_id, builders.STAFF, kind="培训合格证书", level="")
        claim_id = builders.claim(county, filing_id)
        builders.grant(county, claim_id)
        builders.post(county, claim_id)
        assert sheet(county, days.posted).ends_on == days.ends, "three days of Qingming lie between"


def test_a_list_closes_only_after_its_last_day_has_passed(posted: County):
    for day in (POSTED, ENDS):
        with pytest.raises(Refused) as raised, posted.desk("jingban", day) as desk:
            notices.close(desk, posted.ids["notice"])
        assert f"公示期到{ENDS}为止" in refused(raised)
    with posted.desk("jingban", CLOSED) as desk:
        notices.close(desk, posted.ids["notice"])
    assert (sheet(posted).state, sheet(posted).closed_on) == ("closed", CLOSED)


def test_a_list_needs_a_place_and_goes_up_once(granted: County):
    with granted.desk("jingban", POSTED) as desk:
        notice_id = notices.prepare(desk, [granted.ids["claim"]])
    with pytest.raises(Refused, match="没有填写公示地点"), granted.desk("jingban", POSTED) as desk:
        notices.post(desk, notice_id, "  ")
    with granted.desk("jingban", POSTED) as desk:
        notices.post(desk, notice_id, "县政府网站")
        assert notices.sheet(desk, notice_id).place == "县政府网站"
    with pytest.raises(Refused, match="当前状态不能“张贴公示”"), granted.desk("jingban", CLOSED) as desk:
        notices.post(desk, notice_id, "别处")
    granted.ids["notice"] = notice_id
    assert sheet(granted).place == "县政府网站"


@pytest.mark.parametrize("login", ["fuhe", "fuze", "caiwu"])
def test_only_a_handler_puts_up_and_closes(granted: County, login: str):
    with granted.desk("jingban", POSTED) as desk:
        notice_id = notices.prepare(desk, [granted.ids["claim"]], "公示栏")
    deeds: tuple[Callable[[Desk], object], ...] = (
        lambda desk: notices.prepare(desk, [granted.ids["claim"]]),
        lambda desk: notices.post(desk, notice_id),
    )
    for deed in deeds:
        with pytest.raises(Refused, match="“经办”岗位"), granted.desk(login, POSTED) as desk:
            deed(desk)
    with granted.desk("jingban", POSTED) as desk:
        notices.post(desk, notice_id)
    with pytest.raises(Refused, match="“经办”岗位"), granted.desk(login, CLOSED) as desk:
        notices.close(desk, notice_id)


# --- objections


def test_an_objection_stops_its_line_and_the_closing(posted: County):
    object_to(posted)
    assert line(posted, "赵敏").state == "objected"
    assert sheet(posted).payable == Decimal(1800)
    with pytest.raises(Refused, match="还有 1 件异议没有处理"), posted.desk("jingban", CLOSED) as desk:
        notices.close(desk, posted.ids["notice"])


def test_a_dismissed_objection_clears_the_line(posted: County):
    answer(posted, object_to(posted), "dismissed")
    (objection,) = sheet(posted).objections
    assert (objection.outcome, objection.raised_by, objection.handled_by) == ("异议不成立", "匿名", "周正明")
    assert line(posted, "赵敏").state == "cleared"
    assert sheet(posted).payable == Decimal(2300)
    builders.close(posted, posted.ids["notice"])


def test_an_upheld_objection_takes_the_line_off_the_list_and_out_of_the_claim(posted: County):
    answer(posted, object_to(posted, "王秀英", scheme="allowance"), "upheld")
    with posted.reading() as desk:
        rows = subsidies.claim_lines(desk, posted.ids["claim"], ALL).rows
        days = desk.session.scalar(select(func.count()).select_from(AllowanceDay))
    row = next(row for row in rows if (row.name, row.scheme) == ("王秀英", "allowance"))
    assert (row.state, row.amount) == ("refused", 0)
    assert "公示异议成立：经核查签到记录属实" in row.reason
    assert days == 5, "the days are free for another class"
    found = sheet(posted)
    assert (found.published, found.payable) == (Decimal(2300), Decimal(2150)), (
        "what was put up stays on record"
    )
    builders.close(posted, posted.ids["notice"])
    with posted.desk("caiwu", CLOSED) as desk:
        assert [(each[2], each[3], each[4]) for each in payments.payable(desk)] == [
            ("training", 4, Decimal(2000)),
            ("allowance", 1, Decimal(150)),
        ]


def test_a_line_is_cleared_only_when_every_objection_to_it_is_answered(posted: County):
    first, second = object_to(posted), object_to(posted)
    answer(posted, first, "dismissed")
    assert line(posted, "赵敏").state == "objected"
    answer(posted, second, "dismissed")
    assert line(posted, "赵敏").state == "cleared"


def test_a_withdrawn_line_stays_withdrawn_whatever_the_next_answer_says(posted: County):
    first, second, third = object_to(posted), object_to(posted), object_to(posted)
    answer(posted, first, "upheld")
    answer(posted, second, "dismissed")
    answer(posted, third, "upheld")
    assert line(posted, "赵敏").state == "withdrawn"
    with posted.reading() as desk:
        rows = subsidies.claim_lines(desk, posted.ids["claim"], ALL).rows
    assert next(row for row in rows if row.name == "赵敏").reason.count("公示异议成立") == 1
    with pytest.raises(Refused, match="已撤出公示"):
        object_to(posted)


def test_who_took_an_objection_does_not_answer_it(posted: County):
    objection = object_to(posted, login="fuhe")
    with pytest.raises(Refused, match="登记异议的人不能处理"):
        answer(posted, objection, "dismissed", login="fuhe")
    answer(posted, objection, "dismissed", login="fuhe2")


def test_who_handled_the_case_does_not_answer_an_objection_to_it():
    with builders.stage("empty") as county:
        filing_id = builders.file_case(county, login="quan")
        builders.approve(county, filing_id)
        builders.hold(county, filing_id)
        builders.grant(county, builders.claim(county, filing_id))
        builders.post(county, county.ids["claim"])
        objection = object_to(county)
        with pytest.raises(Refused, match="全能经办过被反映的申请"):
            answer(county, objection, "dismissed", login="quan")
        answer(county, objection, "dismissed", login="quan2")


@pytest.mark.parametrize("login", ["jingban2", "caiwu"])
def test_only_who_may_decide_answers(posted: County, login: str):
    with pytest.raises(Refused, match="没有“复核”岗位"):
        answer(posted, object_to(posted), "dismissed", login=login)


@pytest.mark.parametrize(
    "outcome, text", [("perhaps", "经核查签到记录属实"), ("upheld", "属实"), ("", "经核查签到记录属实")]
)
def test_an_answer_needs_an_outcome_and_its_grounds(posted: County, outcome: str, text: str):
    objection = object_to(posted)
    with pytest.raises(Refused) as raised:
        answer(posted, objection, outcome, text=text)
    refused(raised)
    assert line(posted, "赵敏").state == "objected"


def test_an_answered_objection_is_not_answered_again(posted: County):
    objection = object_to(posted)
    answer(posted, objection, "dismissed")
    with pytest.raises(Refused, match="没有找到待处理的异议"):
        answer(posted, objection, "upheld", login="fuze")


@pytest.mark.parametrize("stage", ["granted", "closed"])
def test_objections_are_taken_only_while_the_list_is_up(stage: str):
    with builders.stage(stage) as county:
        if stage == "granted":
            with county.desk("jingban", POSTED) as desk:
                county.ids["notice"] = notices.prepare(desk, [county.ids["claim"]], "公示栏")
        with pytest.raises(Refused, match="不在公示期内"):
            object_to(county)


def test_an_objection_says_something(posted: County):
    with pytest.raises(Refused, match="没有填写异议内容"), posted.desk("jingban", POSTED) as desk:
        notices.object_to(desk, line(posted, "赵敏").id, "张三", "  ")


# --- questions


def test_lists_are_found_sorted_and_added_up_in_the_store(posted: County):
    object_to(posted)
    with posted.reading() as desk:
        page = notices.lines(desk, PageQuery(text="示〔2023〕", state="posted", sort="amount"))
        one = notices.public_lines(desk, posted.ids["notice"], PageQuery(text="王", sort="amount", limit=1))
        assert notices.public_lines(desk, posted.ids["notice"], PageQuery(text="%")).total == 0
    assert (page.rows[0].people, page.rows[0].amount, page.rows[0].objections) == (4, Decimal(2300), 1)
    assert (len(one.rows), one.total, one.sums["amount"]) == (1, 2, Decimal(650))
    for question in (notices.sheet, notices.moves):
        with pytest.raises(Refused, match="没有找到这份公示"), posted.reading() as desk:
            question(desk, 4711)
