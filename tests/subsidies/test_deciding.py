"""A claim is decided by two people who did not handle it, on lines that are still true when they decide."""

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, update

from db.classes import Attendance
from db.subsidies import AllowanceDay, Claim
from desktop import classes, filings, notices, subsidies
from desktop.codes import codes
from desktop.problems import Refused
from desktop.subsidies import MOVES
from desktop.workspace import Desk
from tests import builders
from tests.builders import ALL, PEOPLE, County

DAY = date(2023, 10, 30)


@pytest.fixture
def county():
    with builders.stage("claimed") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def state(county: County) -> str:
    with county.reading() as desk:
        return subsidies.sheet(desk, county.ids["claim"]).state


def do(county: County, login: str, deed: Callable[[Desk, int], object], day: date = DAY) -> None:
    with county.desk(login, day) as desk:
        deed(desk, county.ids["claim"])


def review(desk: Desk, claim_id: int) -> None:
    subsidies.review(desk, claim_id, "相符")


def approve(desk: Desk, claim_id: int) -> None:
    subsidies.approve(desk, claim_id, "同意")


def send_back(desk: Desk, claim_id: int) -> None:
    subsidies.send_back(desk, claim_id, "请核对考勤")


# --- applying


def test_there_is_no_application_before_the_class_has_ended():
    with (
        builders.stage("approved") as county,
        pytest.raises(Refused, match="还不能申请补贴"),
        county.desk("jingban", DAY) as desk,
    ):
        subsidies.apply(desk, county.ids["filing"])


def test_a_class_has_one_application_unless_it_was_refused(county: County):
    with pytest.raises(Refused, match="不能重复申请"), county.desk("jingban", DAY) as desk:
        subsidies.apply(desk, county.ids["filing"])
    do(county, "fuhe", lambda desk, key: subsidies.refuse(desk, key, builders.ground("claim"), ""))
    with county.desk("jingban", DAY) as desk:
        again = subsidies.apply(desk, county.ids["filing"])
        assert subsidies.sheet(desk, again).number == "补〔2023〕0002号"


def test_handing_on_sets_the_clock_and_needs_every_material():
    with builders.stage("held") as county:
        with county.desk("jingban", DAY) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
        with pytest.raises(Refused, match="缺少材料"), county.desk("jingban", DAY) as desk:
            subsidies.submit(desk, claim_id)
        with county.desk("jingban", DAY) as desk:
            builders.receive_all(desk, "claim", claim_id)
            subsidies.submit(desk, claim_id)
            sheet = subsidies.sheet(desk, claim_id)
    assert (sheet.state, sheet.applied_on) == ("submitted", DAY)
    assert sheet.due_on is not None
    assert sheet.due_on > DAY


@pytest.mark.parametrize("login", ["fuhe", "fuze", "caiwu"])
def test_only_a_handler_applies_and_cuts(login: str):
    with builders.stage("held") as county:
        with pytest.raises(Refused, match="没有“经办”岗位"), county.desk(login, DAY) as desk:
            subsidies.apply(desk, county.ids["filing"])
        with county.desk("jingban", DAY) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
            line = subsidies.claim_lines(desk, claim_id, ALL).rows[0].id
        for deed in (
            lambda desk: subsidies.cut(desk, line, Decimal(1), "理由充分完整"),
            lambda desk: subsidies.recompute(desk, claim_id),
            lambda desk: subsidies.submit(desk, claim_id),
        ):
            with pytest.raises(Refused, match="“经办”岗位"), county.desk(login, DAY) as desk:
                deed(desk)


# --- two levels, four eyes


def test_two_levels_grant_the_lines_and_keep_both_opinions(county: County):
    do(county, "fuhe", review)
    assert state(county) == "reviewed"
    do(county, "fuze", approve)
    with county.reading() as desk:
        sheet = subsidies.sheet(desk, county.ids["claim"])
        states = {row.state for row in subsidies.claim_lines(desk, county.ids["claim"], ALL).rows}
    assert (sheet.state, sheet.decided_on, states) == ("approved", DAY, {"granted"})
    assert [(each.step, each.who) for each in sheet.opinions] == [("复核", "周正明"), ("审批", "许思远")]


def test_roles_are_kept_apart(county: County):
    for login in ("jingban", "fuze", "caiwu"):
        with pytest.raises(Refused, match="需要“复核”岗位"):
            do(county, login, review)
    do(county, "fuhe", review)
    for login in ("jingban", "fuhe", "caiwu"):
        with pytest.raises(Refused, match="需要“负责人”岗位"):
            do(county, login, approve)


@pytest.mark.parametrize("hand", ["filing", "class", "claim", "material"])
def test_whoever_handled_the_case_or_what_it_grew_from_does_not_decide(hand: str):
    with builders.stage("empty") as county:
        filing_id = builders.file_case(county, login="quan" if hand == "filing" else "jingban")
        builders.approve(county, filing_id)
        builders.hold(county, filing_id)
        if hand == "class":
            with county.desk("quan", DAY) as desk:
                classes.mark(desk, 1, county.days.opened, "present", Decimal(2), Decimal(6))
        with county.desk("quan" if hand == "claim" else "jingban", DAY) as desk:
            claim_id = county.ids["claim"] = subsidies.apply(desk, filing_id)
        with county.desk("quan" if hand == "material" else "jingban", DAY) as desk:
            builders.receive_all(desk, "claim", claim_id)
        with county.desk("jingban", DAY) as desk:
            subsidies.submit(desk, claim_id)
        for deed in (
            review,
            send_back,
            lambda desk, key: subsidies.refuse(desk, key, builders.ground("claim"), ""),
        ):
            with pytest.raises(Refused, match="全能经办过"):
                do(county, "quan", deed)
        do(county, "quan2", review)
        with pytest.raises(Refused, match="全能经办过"):
            do(county, "quan", approve)


def test_the_two_levels_are_two_people(county: County):
    do(county, "quan2", review)
    with pytest.raises(Refused, match="兼顾复核过本件"):
        do(county, "quan2", approve)
    do(county, "quan", approve)


def test_a_director_who_sent_a_claim_back_may_approve_it_when_it_is_right(county: County):
    do(county, "fuhe", review)
    do(county, "fuze", send_back)
    assert state(county) == "returned"
    do(county, "jingban", lambda desk, key: (subsidies.resume(desk, key), subsidies.submit(desk, key)))
    do(county, "fuhe", review)
    do(county, "fuze", approve)
    assert state(county) == "approved"


def test_a_claim_is_sent_back_with_a_reason_by_whoever_has_it(county: County):
    with pytest.raises(Refused, match="没有填写退回原因"):
        do(county, "fuhe", lambda desk, key: subsidies.send_back(desk, key, " "))
    with pytest.raises(Refused, match="需要“复核”岗位"):
        do(county, "fuze", send_back)
    do(county, "fuhe", send_back)
    with county.reading() as desk:
        opinion = subsidies.sheet(desk, county.ids["claim"]).opinions[-1]
    assert (opinion.verdict, opinion.text) == ("退回", "请核对考勤")


def test_a_claim_is_refused_on_a_listed_ground_only(county: County):
    for ground in ("", "because"):
        with pytest.raises(Refused, match="必须选择"):
            do(county, "fuhe", lambda desk, key, ground=ground: subsidies.refuse(desk, key, ground, "不行"))
    do(county, "fuhe", lambda desk, key: subsidies.refuse(desk, key, builders.ground("claim"), "已告知"))
    with county.reading() as desk:
        sheet = subsidies.sheet(desk, county.ids["claim"])
        assert notices.publishable(desk) == ()
    assert (sheet.state, sheet.amount, sheet.decided_on) == ("refused", 0, DAY)


def test_a_claim_in_which_nobody_gets_anything_is_refused_not_granted():
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended) as desk:
            nobody: dict[str, tuple[int, ...]] = {person.name: () for person in PEOPLE}
            classes.take_attendance(desk, 1, builders.attendance(PEOPLE, county.days.opened, nobody))
            classes.finish(desk, 1)
        builders.claim(county, county.ids["filing"])
        with pytest.raises(Refused, match="没有一个人员符合补贴条件"):
            do(county, "fuhe", review)
        do(county, "fuhe", lambda desk, key: subsidies.refuse(desk, key, builders.ground("claim"), ""))


# --- lines that are no longer true


def test_days_that_are_no_longer_kept_for_a_line_stop_the_review(county: County):
    with county.desk("fuhe", DAY) as desk:
        desk.session.execute(delete(AllowanceDay))
    with pytest.raises(Refused) as raised:
        do(county, "fuhe", review)
    assert "核算后情况有变，王秀英、李建国共2行" in refused(raised)
    assert state(county) == "submitted"


def test_attendance_that_changed_past_the_claim_stops_both_levels(county: County):
    do(county, "fuhe", review)
    with county.desk("fuhe", DAY) as desk:
        first = desk.session.get_one(Attendance, 1)
        desk.session.execute(
            update(Attendance)
            .where(Attendance.trainee_id == first.trainee_id)
            .values(state="absent", online_hours=Decimal(0), offline_hours=Decimal(0))
        )
    with pytest.raises(Refused) as raised:
        do(county, "fuze", approve)
    assert "欧阳修齐" in refused(raised)
    do(county, "fuze", send_back)
    do(county, "jingban", lambda desk, key: (subsidies.resume(desk, key), subsidies.submit(desk, key)))
    builders.explain_doubts(county, "claim", county.ids["claim"], DAY)
    do(county, "fuhe", review)
    do(county, "fuze", approve)
    with county.reading() as desk:
        assert subsidies.sheet(desk, county.ids["claim"]).amount == Decimal(1800)


def test_what_a_clerk_cut_is_no_change(county: County):
    do(county, "fuhe", send_back)
    with county.desk("jingban", DAY) as desk:
        subsidies.resume(desk, county.ids["claim"])
        for row in subsidies.claim_lines(desk, county.ids["claim"], ALL).rows:
            if row.name == "王秀英":
                subsidies.cut(desk, row.id, Decimal(0), "本人书面放弃补贴")
        subsidies.submit(desk, county.ids["claim"])
    do(county, "fuhe", review)
    do(county, "fuze", approve)
    with county.reading() as desk:
        assert subsidies.sheet(desk, county.ids["claim"]).amount == Decimal(1650)


# --- findings in principle


@pytest.fixture
def overlapping(county: County) -> County:
    """The claim of a second class on the same days with two of the same people."""
    people = (*PEOPLE[1:3], builders.trainee(7, "钱大"))
    filing_id = builders.file_case(county, people, builders.entry(county, people, title="另一班"))
    builders.approve(county, filing_id)
    builders.hold(county, filing_id, people, body="999902")
    builders.claim(county, filing_id)
    return county


def open_findings(county: County) -> list[filings.FindingLine]:
    with county.reading() as desk:
        found = subsidies.sheet(desk, county.ids["claim"]).findings
    return [each for each in found if each.strength == "principle" and not each.accepted_by]


def test_a_finding_in_principle_stops_the_review_until_a_reason_is_given(overlapping: County):
    with pytest.raises(Refused, match="“原则上”的要求未说明理由"):
        do(overlapping, "fuhe", review)
    for finding in open_findings(overlapping):
        with overlapping.desk("fuhe", DAY) as desk:
            filings.accept_finding(desk, finding.id, "两班错时上课，签到记录相符")
    assert open_findings(overlapping) == []
    do(overlapping, "fuhe", review)


def test_the_reason_is_not_given_by_who_ran_the_class(overlapping: County):
    with overlapping.desk("quan", DAY) as desk:
        desk.session.execute(update(Claim).values(reopened_on=DAY))
        someone = classes.trainees(desk, overlapping.ids["class"], ALL).rows[0].id
        classes.mark(desk, someone, overlapping.days.opened, "present", Decimal(2), Decimal(6))
        desk.session.execute(update(Claim).values(reopened_on=None))
    with pytest.raises(Refused, match="全能经办过本件"), overlapping.desk("quan", DAY) as desk:
        filings.accept_finding(desk, open_findings(overlapping)[0].id, "两班错时上课，签到记录相符")


# --- the moves as a table


def test_no_deed_leads_out_of_a_state_that_the_table_does_not_name(county: County):
    key, ground = county.ids["claim"], builders.ground("claim")
    deeds: dict[str, Callable[[Desk], object]] = {
        "submit": lambda desk: subsidies.submit(desk, key),
        "review": lambda desk: subsidies.review(desk, key, "同意"),
        "approve": lambda desk: subsidies.approve(desk, key, "同意"),
        "send_back": lambda desk: subsidies.send_back(desk, key, "退回"),
        "resume": lambda desk: subsidies.resume(desk, key),
        "refuse": lambda desk: subsidies.refuse(desk, key, ground, ""),
    }
    allowed = {"send_back": ("submitted", "reviewed")}
    passed = []
    for each in codes("claim_states"):
        with county.desk("quan2") as desk:
            desk.session.execute(update(Claim).values(state=each.code))
        for move in MOVES:
            sources = allowed.get(move.code, move.sources)
            if move.code in deeds and each.code not in sources:
                with contextlib.suppress(Refused), county.desk("quan2") as desk:
                    deeds[move.code](desk)
                    passed.append((each.code, move.code))
        assert state(county) == each.code
    assert passed == []


def test_lines_of_a_claim_that_is_handed_on_are_neither_cut_nor_worked_out_anew(county: County):
    with county.reading() as desk:
        line = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows[0].id
    for deed in (
        lambda desk: subsidies.cut(desk, line, Decimal(1), "理由充分完整"),
        lambda desk: subsidies.recompute(desk, county.ids["claim"]),
    ):
        with pytest.raises(Refused, match="待复核"), county.desk("jingban", DAY) as desk:
            deed(desk)
    for question in (
        lambda desk: subsidies.sheet(desk, 4711),
        lambda desk: subsidies.explanation(desk, 4711),
        lambda desk: subsidies.cut(desk, 4711, Decimal(1), "理由充分完整"),
    ):
        with pytest.raises(Refused, match="没有找到"), county.desk("jingban", DAY) as desk:
            question(desk)
