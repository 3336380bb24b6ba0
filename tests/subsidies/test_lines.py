"""Each line says what it brings, by which value of which day and clause; one day is paid to one person once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from db.subsidies import AllowanceDay, ClaimLine
from desktop import classes, local_values, registers, subsidies
from desktop.pages import PageQuery
from desktop.policy import ValueMissing
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County

APPLIED = date(2023, 10, 30)


@pytest.fixture
def held():
    with builders.stage("held") as county:
        yield county


def apply(county: County, filing_id: int | None = None) -> int:
    with county.desk("jingban", APPLIED) as desk:
        return subsidies.apply(desk, filing_id or county.ids["filing"])


def lines(county: County, claim_id: int) -> dict[tuple[str, str], subsidies.LineRow]:
    with county.reading(day=APPLIED) as desk:
        rows = subsidies.claim_lines(desk, claim_id, ALL).rows
    return {(row.name, row.scheme): row for row in rows}


def days(county: County) -> int:
    with county.reading() as desk:
        return desk.session.scalar(select(func.count()).select_from(AllowanceDay)) or 0


def test_everyone_gets_the_standard_and_the_groups_of_the_plan_their_days(held: County):
    found = lines(held, apply(held))
    assert {key: (row.amount, row.days, row.state) for key, row in found.items()} == {
        ("欧阳修齐", "training"): (Decimal(500), 0, "proposed"),
        ("王秀英", "training"): (Decimal(500), 0, "proposed"),
        ("王秀英", "allowance"): (Decimal(150), 5, "proposed"),
        ("李建国", "training"): (Decimal(500), 0, "proposed"),
        ("李建国", "allowance"): (Decimal(150), 5, "proposed"),
        ("赵敏", "training"): (Decimal(500), 0, "proposed"),
    }


def test_a_line_says_which_value_it_rests_on(held: County):
    claim_id = apply(held)
    key = lines(held, claim_id)["王秀英", "allowance"].id
    with held.reading() as desk:
        told = subsidies.explanation(desk, key)
        sheet = subsidies.sheet(desk, claim_id)
    assert told.basis["amount"] == "30"
    assert told.basis["since"] == "2020-01-01"
    assert told.basis["clause"] == "二（五）"
    assert "30元×5天＝150元" in told.sentence
    assert (sheet.asked, sheet.amount, sheet.people) == (Decimal(2300), Decimal(2300), 4)
    assert sheet.number == "补〔2023〕0001号"


def without(name: str) -> tuple[builders.Trainee, ...]:
    return tuple(person for person in PEOPLE if person.name != name)


@pytest.fixture
def approved():
    with builders.stage("approved") as county:
        yield county


def test_who_has_no_certificate_or_was_rarely_there_gets_nothing(approved: County):
    with approved.desk("jingban", approved.days.opened) as desk:
        classes.open_class(desk, approved.ids["filing"])
    with approved.desk("jingban", approved.days.ended) as desk:
        sheet = builders.attendance(PEOPLE, approved.days.opened, {"赵敏": (0, 1, 2)})
        classes.take_attendance(desk, 1, sheet)
        classes.finish(desk, 1)
        classes.take_certificates(desk, 1, builders.certificates(without("欧阳修齐"), approved.days.ended))
    found = lines(approved, apply(approved))
    assert found["欧阳修齐", "training"].state == "refused"
    assert "没有取得证书" in found["欧阳修齐", "training"].reason
    assert (found["赵敏", "training"].state, found["赵敏", "training"].amount) == ("refused", 0)
    assert "60%" in found["赵敏", "training"].reason
    assert found["王秀英", "training"].amount == 500


def second_class(
    county: County, people: tuple[builders.Trainee, ...] = PEOPLE, **more: tuple[int, ...]
) -> int:
    """Another class on the same days, with some of the same people."""
    plan_of = builders.entry(county, people, title="另一班")
    filing_id = builders.file_case(county, people, plan_of)
    builders.approve(county, filing_id)
    builders.hold(county, filing_id, people, more, body="999902")
    return filing_id


def test_one_day_is_paid_to_one_person_once_across_classes(held: County):
    first = apply(held)
    other = second_class(held, PEOPLE[1:3], 王秀英=(3, 4))
    found = lines(held, apply(held, other))
    line = found["王秀英", "allowance"]
    assert (line.state, line.amount, line.days) == ("refused", 0, 0)
    assert line.asked == 60, "what was asked is told beside what was left of it"
    assert "2天已在其他班期享受生活费补贴" in line.reason
    assert days(held) == 10
    assert lines(held, first)["王秀英", "allowance"].amount == 150


def test_the_days_that_are_left_are_paid(held: County):
    """The first class counted Monday and Tuesday; the other one Monday to Friday."""
    with held.desk("jingban", APPLIED) as desk:
        for at in (2, 3, 4):
            for row in classes.trainees(desk, held.ids["class"], ALL).rows:
                classes.mark(desk, row.id, held.days.opened.replace(day=23 + at), "leave")
    apply(held)
    other = second_class(held, PEOPLE[1:3])
    line = lines(held, apply(held, other))["王秀英", "allowance"]
    assert (line.state, line.amount, line.days, line.asked) == ("cut", 90, 3, 150)
    assert days(held) == 10


def test_the_store_itself_refuses_a_day_twice(held: County):
    apply(held)
    with held.reading() as desk:
        row = desk.session.scalars(select(AllowanceDay)).first()
        assert row is not None
        taken = {"person_id": row.person_id, "day": row.day, "line_id": row.line_id}
    with pytest.raises(IntegrityError), held.desk("jingban") as desk:
        desk.session.add(AllowanceDay(**taken))


@pytest.mark.parametrize("way", ["cut to nothing", "refused"])
def test_days_become_free_again_when_nobody_gets_them(held: County, way: str):
    first = apply(held)
    if way == "refused":
        with held.desk("jingban", APPLIED) as desk:
            builders.receive_all(desk, "claim", first)
            subsidies.submit(desk, first)
        with held.desk("fuhe", APPLIED) as desk:
            subsidies.refuse(desk, first, builders.ground("claim"), "")
    else:
        for (_, scheme), row in lines(held, first).items():
            if scheme == "allowance":
                with held.desk("jingban", APPLIED) as desk:
                    subsidies.cut(desk, row.id, Decimal(0), "本人书面放弃")
    assert days(held) == 0
    other = second_class(held, PEOPLE[1:3])
    assert lines(held, apply(held, other))["王秀英", "allowance"].amount == 150


def test_two_classes_at_the_same_time_are_both_told(held: County):
    apply(held)
    other = apply(held, second_class(held, PEOPLE[1:3]))
    with held.reading() as desk:
        found = subsidies.sheet(desk, other).findings
    assert any("培训时间重叠" in finding.sentence for finding in found)


# --- by hand


def test_a_line_is_cut_by_hand_and_says_so(held: County):
    claim_id = apply(held)
    key = lines(held, claim_id)["赵敏", "training"].id
    with held.desk("jingban", APPLIED) as desk:
        subsidies.cut(desk, key, Decimal("300.50"), "部分课时由其他资金承担")
    line = lines(held, claim_id)["赵敏", "training"]
    assert (line.state, line.asked, line.amount) == ("cut", Decimal(500), Decimal("300.50"))
    assert "部分课时由其他资金承担" in line.sentence
    assert "部分课时由其他资金承担" in line.reason


@pytest.mark.parametrize(
    "amount, reason",
    [
        ("500", "理由充分完整"),
        ("-1", "理由充分完整"),
        ("0.001", "理由充分完整"),
        ("600", "理由充分完整"),
        ("1", "扣"),
    ],
)
def test_a_cut_needs_a_lower_amount_and_a_reason(held: County, amount: str, reason: str):
    key = lines(held, apply(held))["赵敏", "training"].id
    with pytest.raises(Refused) as raised, held.desk("jingban", APPLIED) as desk:
        subsidies.cut(desk, key, Decimal(amount), reason)
    assert raised.value.remedy


def test_a_cut_stays_when_the_lines_are_worked_out_anew_unless_the_rules_give_less(held: County):
    claim_id = apply(held)
    found = lines(held, claim_id)
    with held.desk("jingban", APPLIED) as desk:
        subsidies.cut(desk, found["赵敏", "training"].id, Decimal(300), "部分课时由其他资金承担")
        subsidies.cut(desk, found["王秀英", "allowance"].id, Decimal(0), "本人书面放弃")
        subsidies.cut(desk, found["李建国", "allowance"].id, Decimal(120), "一天由其他资金承担")
        for row in classes.trainees(desk, held.ids["class"], ALL).rows:
            if row.name == "李建国":
                for at in (1, 2):
                    classes.mark(desk, row.id, held.days.opened.replace(day=23 + at), "leave")
        subsidies.recompute(desk, claim_id)
    found = lines(held, claim_id)
    assert (found["赵敏", "training"].amount, found["赵敏", "training"].state) == (300, "cut")
    assert (found["王秀英", "allowance"].amount, found["王秀英", "allowance"].state) == (0, "refused")
    assert (found["李建国", "allowance"].amount, found["李建国", "allowance"].days) == (90, 3)
    assert days(held) == 3
    assert found["赵敏", "training"].reason.count("部分课时由其他资金承担") == 1


# --- worked out anew


def test_what_was_put_right_changes_the_lines_and_the_checklist(held: County):
    claim_id = apply(held)
    with held.desk("jingban", APPLIED) as desk:
        before = {line.code for line in subsidies.sheet(desk, claim_id).materials}
        someone = next(row.id for row in registers.persons(desk, ALL).rows if row.name == "赵敏")
        registers.set_groups(desk, someone, ["hard_to_employ"], "就业困难人员认定表")
        subsidies.recompute(desk, claim_id)
        assert {line.code for line in subsidies.sheet(desk, claim_id).materials} == before
    found = lines(held, claim_id)
    assert found["赵敏", "allowance"].amount == 150
    assert days(held) == 15


def test_the_checklist_grows_with_the_first_allowance_line():
    with builders.stage("approved") as county:
        people = (PEOPLE[0], PEOPLE[3])
        plan_of = builders.entry(county, people, title="无生活费班")
        filing_id = builders.file_case(county, people, plan_of)
        builders.approve(county, filing_id)
        builders.hold(county, filing_id, people)
        claim_id = apply(county, filing_id)
        with county.desk("jingban", APPLIED) as desk:
            before = {line.code for line in subsidies.sheet(desk, claim_id).materials}
            someone = registers.persons(desk, PageQuery(text="赵敏")).rows[0].id
            registers.set_groups(desk, someone, ["hard_to_employ"], "就业困难人员认定表")
            subsidies.recompute(desk, claim_id)
            after = {line.code for line in subsidies.sheet(desk, claim_id).materials}
    assert before < after, "the evidence of the group is asked for as well (J13)"


def test_a_missing_value_stops_the_application_whole_and_using_up_no_number():
    with builders.stage("filed", region="anhui") as county:
        builders.approve(county, county.ids["filing"])
        builders.hold(county, county.ids["filing"])
        applied = county.days.applied
        with pytest.raises(ValueMissing) as raised, county.desk("jingban", applied) as desk:
            subsidies.apply(desk, county.ids["filing"])
        assert "本地尚未登记" in raised.value.sentence
        with county.reading(day=applied) as desk:
            assert subsidies.lines(desk, ALL).total == 0
        with county.desk("jingban", applied) as desk:
            value = local_values.propose(desk, LOCAL)
        with county.desk("fuhe", applied) as desk:
            local_values.confirm(desk, value)
        with county.desk("jingban", applied) as desk:
            claim_id = subsidies.apply(desk, county.ids["filing"])
            sheet = subsidies.sheet(desk, claim_id)
            (line,) = {row.sentence for row in subsidies.claim_lines(desk, claim_id, ALL).rows}
    assert (sheet.number, sheet.amount) == ("补〔2020〕0001号", Decimal("3602.00"))
    assert "演人社发〔2020〕1号" in line


LOCAL = local_values.LocalEntry(
    name="training_standard",
    scope={"training_type": ("employment_skills",), "level": ("5",)},
    since=date(2020, 1, 1),
    amount=Decimal("900.50"),
    document="演练县就业技能培训补贴标准",
    document_number="演人社发〔2020〕1号",
    clause="第二条",
)


def test_lines_are_filtered_sorted_and_added_up_in_the_store(held: County):
    claim_id = apply(held)
    with held.reading() as desk:
        page = subsidies.claim_lines(desk, claim_id, PageQuery(sort="amount", descending=True, limit=2))
        refused = subsidies.claim_lines(desk, claim_id, PageQuery(state="refused"))
        assert [row.amount for row in page.rows] == [500, 500]
        assert (page.total, page.sums) == (6, {"asked": Decimal(2300), "amount": Decimal(2300)})
        assert (refused.total, refused.sums) == (0, {"asked": Decimal(0), "amount": Decimal(0)})
        listed = subsidies.lines(desk, PageQuery(text="养老", sort="amount"))
    assert (listed.total, listed.sums["amount"], listed.rows[0].people) == (1, Decimal(2300), 4)


def test_a_larger_class_costs_no_more_questions(held: County):
    many = tuple(
        replace(builders.trainee(30 + at, f"学员{chr(0x4E00 + at)}"), group="就业困难人员")
        for at in range(40)
    )
    filing_id = builders.file_case(held, many, builders.entry(held, many, title="大班"))
    builders.approve(held, filing_id)
    builders.hold(held, filing_id, many, body="999903")
    with builders.statements(held) as few:
        apply(held, 1)
    with builders.statements(held) as lots:
        claim_id = apply(held, filing_id)
    assert len(lots) <= len(few) + 2
    with held.reading() as desk:
        assert (
            desk.session.scalar(select(func.sum(ClaimLine.days)).where(ClaimLine.claim_id == claim_id)) == 200
        )
