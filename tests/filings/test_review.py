"""A filing goes from draft to decision: one correction, listed grounds only, and never by who handled it."""

import contextlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from db.filings import Filing
from desktop import classes, filings, materials
from desktop.codes import codes, grounds
from desktop.filings import MOVES
from desktop.pages import PageQuery
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County


@pytest.fixture
def county():
    with builders.stage("filed") as county:
        yield county


def refused(raised: pytest.ExceptionInfo[Refused]) -> str:
    assert raised.value.remedy
    return raised.value.sentence


def state(county: County) -> str:
    with county.reading() as desk:
        return filings.sheet(desk, county.ids["filing"]).state


def test_acceptance_gives_a_number_and_the_day_by_which_to_decide(county: County):
    with county.reading() as desk:
        sheet = filings.sheet(desk, county.ids["filing"])
    assert (sheet.number, sheet.accepted_on) == ("备〔2023〕0001号", date(2023, 10, 16))
    assert sheet.due_on == date(2023, 10, 23), "five working days, the weekend not counted"


def test_a_filing_without_courses_is_not_accepted(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county, items=()))
        filings.file_roster(desk, key, builders.roster(PEOPLE))
    with pytest.raises(Refused, match="培训计划没有课程"), county.desk("jingban") as desk:
        filings.accept(desk, key)


@pytest.mark.parametrize("login", ["fuhe", "fuze", "caiwu"])
def test_only_a_handler_accepts(county: County, login: str):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county))
        filings.file_roster(desk, key, builders.roster(PEOPLE))
    with pytest.raises(Refused, match="需要“经办”岗位"), county.desk(login) as desk:
        filings.accept(desk, key)


# --- four eyes


@pytest.mark.parametrize("login", ["jingban", "fuze", "caiwu"])
def test_only_a_reviewer_approves(county: County, login: str):
    with pytest.raises(Refused, match="需要“复核”岗位"), county.desk(login) as desk:
        filings.approve(desk, county.ids["filing"], "同意")
    assert state(county) == "accepted"


@pytest.mark.parametrize("part", ["draft", "roster", "material", "accept", "change", "drop"])
def test_whoever_had_any_hand_in_a_filing_does_not_decide_on_it(county: County, part: str):
    entry = builders.entry(county)
    hands = dict.fromkeys(("draft", "roster", "material", "accept", "change", "drop"), "jingban") | {
        part: "quan"
    }
    with county.desk(hands["draft"]) as desk:
        key = filings.draft(desk, entry)
    with county.desk(hands["roster"]) as desk:
        filings.file_roster(desk, key, builders.roster((*PEOPLE, builders.trainee(7, "多余者"))))
    with county.desk(hands["material"]) as desk:
        builders.receive_all(desk, "filing", key)
    with county.desk(hands["change"]) as desk:
        filings.change(desk, key, entry)
    with county.desk(hands["drop"]) as desk:
        filings.drop_trainee(desk, filings.trainees(desk, key, ALL).rows[-1].id, "本人放弃")
    with county.desk(hands["accept"]) as desk:
        filings.accept(desk, key)
    for deed in (
        lambda desk: filings.approve(desk, key, "同意"),
        lambda desk: filings.refuse(desk, key, "not_in_scope", ""),
    ):
        with pytest.raises(Refused, match=r"全能经办过本件|必须选择"), county.desk("quan") as desk:
            deed(desk)
    builders.explain_doubts(county, "filing", key, county.days.approved)
    with county.desk("quan2", county.days.approved) as desk:
        filings.approve(desk, key, "同意")


def test_who_cannot_take_a_move_is_told_why_before_trying(county: County):
    with county.desk("quan") as desk:
        materials.receive(
            desk,
            "filing",
            county.ids["filing"],
            filings.sheet(desk, county.ids["filing"]).uid,
            (filings.sheet(desk, county.ids["filing"]).materials[0].code,),
        )
    for login, allowed, why in (
        ("fuhe", True, ""),
        ("jingban", False, "需要“复核”岗位。"),
        ("quan", False, "全能经办过本件，须由他人办理。"),
    ):
        with county.reading(login) as desk:
            offers = {offer.code: offer for offer in filings.moves(desk, county.ids["filing"])}
        assert (offers["approve"].allowed, offers["approve"].why_not) == (allowed, why)
        assert offers.keys() == {"ask_correction", "approve", "refuse"}


# --- approval


def test_an_approval_keeps_the_opinion_and_its_author(county: County):
    with county.desk("fuhe", county.days.approved) as desk:
        filings.approve(desk, county.ids["filing"], " 材料齐全 ")
    with county.reading() as desk:
        sheet = filings.sheet(desk, county.ids["filing"])
    (opinion,) = sheet.opinions
    assert (opinion.verdict, opinion.text, opinion.who) == ("同意", "材料齐全", "周正明")
    assert (sheet.state, sheet.decided_on) == ("approved", county.days.approved)


def test_a_missing_material_stops_the_approval(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county))
        filings.file_roster(desk, key, builders.roster(PEOPLE))
        filings.accept(desk, key)
    with pytest.raises(Refused) as raised, county.desk("fuhe") as desk:
        filings.approve(desk, key, "同意")
    assert "缺少材料" in refused(raised)


def test_a_broken_rule_stops_the_approval(county: County):
    staff = tuple(replace(person, group="企业职工") for person in PEOPLE)
    key = builders.file_case(county, staff, builders.entry(county))
    with pytest.raises(Refused, match="4 条不符合规定"), county.desk("fuhe") as desk:
        filings.approve(desk, key, "同意")


@pytest.fixture
def crowded(county: County) -> int:
    """A filing with 70 per cent of its hours online: over the ceiling that holds in principle."""
    return builders.file_case(
        county, PEOPLE, builders.entry(county, items=builders.plan(online=28, practice=12))
    )


def in_principle(county: County, key: int) -> list[filings.FindingLine]:
    with county.reading() as desk:
        return [finding for finding in filings.sheet(desk, key).findings if finding.strength == "principle"]


def test_a_rule_in_principle_is_passed_over_with_a_written_reason_only(county: County, crowded: int):
    found = in_principle(county, crowded)
    assert any("线上理论课时占总课时的70%" in finding.sentence for finding in found)
    with pytest.raises(Refused, match="“原则上”的要求未说明理由"), county.desk("fuhe") as desk:
        filings.approve(desk, crowded, "同意")
    for finding in found:
        with pytest.raises(Refused, match="理由太短"), county.desk("fuhe") as desk:
            filings.accept_finding(desk, finding.id, "可以")
        with county.desk("fuhe") as desk:
            filings.accept_finding(desk, finding.id, "仿真软件替代部分实操")
    builders.explain_doubts(county, "filing", crowded, county.days.approved)
    with county.desk("fuhe") as desk:
        filings.approve(desk, crowded, "同意")
    with county.reading() as desk:
        kept = filings.sheet(desk, crowded).findings
    assert {(f.accepted_by, f.accepted_reason) for f in kept if f.strength == "principle"} == {
        ("周正明", "仿真软件替代部分实操")
    }


def test_an_accepted_reason_falls_away_when_the_facts_change(county: County, crowded: int):
    with county.desk("fuhe") as desk:
        for finding in in_principle(county, crowded):
            filings.accept_finding(desk, finding.id, "仿真软件替代部分实操")
    with county.desk("jingban") as desk:
        filings.ask_correction(desk, crowded, ["请核对课程"])
        filings.change(desk, crowded, builders.entry(county, items=builders.plan(online=30, practice=10)))
        filings.take_correction(desk, crowded)
    assert all(not finding.accepted_by for finding in in_principle(county, crowded))


def test_an_accepted_reason_stays_while_the_facts_do(county: County, crowded: int):
    with county.desk("fuhe") as desk:
        for finding in in_principle(county, crowded):
            filings.accept_finding(desk, finding.id, "仿真软件替代部分实操")
        filings.recheck(desk, crowded)
    assert all(finding.accepted_by == "周正明" for finding in in_principle(county, crowded))


@pytest.mark.parametrize("login, why", [("jingban", "没有“复核”岗位"), ("quan", "全能经办过本件")])
def test_a_reason_is_not_accepted_by_who_handled_the_case(county: County, login: str, why: str):
    crowded = builders.file_case(
        county, PEOPLE, builders.entry(county, items=builders.plan(online=28, practice=12)), login="quan"
    )
    with pytest.raises(Refused, match=why), county.desk(login) as desk:
        filings.accept_finding(desk, in_principle(county, crowded)[0].id, "仿真软件替代部分实操")


def test_what_must_hold_cannot_be_talked_away(county: County):
    staff = tuple(replace(person, group="企业职工") for person in PEOPLE)
    key = builders.file_case(county, staff, builders.entry(county))
    with county.reading() as desk:
        finding = next(f for f in filings.sheet(desk, key).findings if f.strength == "must")
    with pytest.raises(Refused, match="不是“原则上”的要求"), county.desk("fuhe") as desk:
        filings.accept_finding(desk, finding.id, "情况特殊请予照顾")


def test_nothing_is_accepted_in_a_filing_that_is_not_being_judged(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county, items=builders.plan(online=28, practice=12)))
        filings.file_roster(desk, key, builders.roster(PEOPLE))
    with pytest.raises(Refused, match="现在不能说明理由通过"), county.desk("fuhe") as desk:
        filings.accept_finding(desk, in_principle(county, key)[0].id, "仿真软件替代部分实操")


# --- correction


def test_every_defect_is_told_once_and_the_clock_starts_again(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county, planned_people=9))
        filings.file_roster(desk, key, builders.roster(PEOPLE))
        filings.accept(desk, key)
        number = filings.ask_correction(desk, key, ["请补盖公章", " "])
        sheet = filings.sheet(desk, key)
    (notice,) = sheet.corrections
    told = "；".join(defect["what"] for defect in notice.defects)
    assert number == notice.number == "补正〔2023〕0001号"
    assert "缺少材料" in told
    assert "花名册有4人，培训计划为9人" in told
    assert "请补盖公章" in told
    assert (sheet.state, sheet.due_on, notice.due_on) == ("correcting", notice.due_on, date(2023, 10, 23))
    with county.desk("jingban", date(2023, 10, 20)) as desk:
        filings.change(desk, key, builders.entry(county))
        builders.receive_all(desk, "filing", key)
        filings.take_correction(desk, key)
        sheet = filings.sheet(desk, key)
    assert (sheet.state, sheet.due_on) == ("accepted", date(2023, 10, 27))
    assert sheet.corrections[0].answered_on == date(2023, 10, 20)
    with pytest.raises(Refused, match="不得再次要求补正"), county.desk("jingban") as desk:
        filings.ask_correction(desk, key, ["又想起一项"])


def test_a_filing_without_defects_is_not_sent_back(county: County):
    with pytest.raises(Refused, match="没有发现需要补正的问题"), county.desk("jingban") as desk:
        filings.ask_correction(desk, county.ids["filing"])


def test_a_refused_correction_uses_no_number_up(county: County):
    with county.desk("jingban") as desk:
        filings.ask_correction(desk, county.ids["filing"], ["请补盖公章"])
    with pytest.raises(Refused), county.desk("jingban") as desk:
        filings.ask_correction(desk, county.ids["filing"], ["再补"])
    other = builders.file_case(county)
    with county.desk("jingban") as desk:
        assert filings.ask_correction(desk, other, ["请补盖公章"]) == "补正〔2023〕0002号"


# --- refusal


@pytest.mark.parametrize("ground", ["", "because", "材料不行"])
def test_free_text_alone_refuses_nothing(county: County, ground: str):
    with pytest.raises(Refused, match="必须选择"), county.desk("fuhe") as desk:
        filings.refuse(desk, county.ids["filing"], ground, "材料不行")
    assert state(county) == "accepted"


def test_a_filing_is_refused_on_a_listed_ground_and_is_then_over(county: County):
    ground = grounds("jiangsu", "filing")[0]
    with county.desk("fuhe", county.days.approved) as desk:
        filings.refuse(desk, county.ids["filing"], ground.code, "已告知")
    with county.reading() as desk:
        sheet = filings.sheet(desk, county.ids["filing"])
    assert (sheet.state, sheet.refusal_ground, sheet.decided_on) == (
        "refused",
        ground.title,
        county.days.approved,
    )
    assert ground.title in sheet.opinions[0].text
    assert sheet.moves == ()


def test_the_list_keeps_those_not_taken_in_apart_from_those_refused(drafted: County):
    declined = drafted.ids["filing"]
    with drafted.desk("fuhe", drafted.days.approved) as desk:
        filings.decline(desk, declined, "not_our_county", "住所不在本县")
    refused = builders.file_case(drafted)
    with drafted.desk("fuhe", drafted.days.approved) as desk:
        filings.refuse(desk, refused, builders.ground("filing"), "已告知")
    with drafted.reading() as desk:
        kept = {
            name: [each.id for each in filings.lines(desk, replace(ALL, state=code)).rows]
            for code, name in filings.states()
        }
        everything = filings.lines(desk, ALL).total
    assert (kept["不予受理"], kept["不予同意"]) == ([declined], [refused])
    assert sum(map(len, kept.values())) == everything
    names = list(kept)
    assert names.index("不予受理") == names.index("不予同意") + 1


@pytest.fixture
def drafted(county: County) -> County:
    """The county with a filing that was only entered."""
    with county.desk("jingban") as desk:
        county.ids["filing"] = filings.draft(desk, builders.entry(county, title="外县企业班"))
    return county


@pytest.mark.parametrize(
    "login, ground, reason, told",
    [
        ("fuhe", "", "住所不在本县", "必须选择"),
        ("fuhe", "not_corrected_in_time", "住所不在本县", "必须选择"),
        ("fuhe", "not_our_county", "不行", "没有写明不予受理的具体情况"),
        ("jingban2", "not_our_county", "住所不在本县", "需要“复核”岗位"),
        ("quan", "not_our_county", "住所不在本县", ""),
    ],
)
def test_a_draft_is_declined_only_by_another_on_a_listed_ground_in_writing(
    drafted: County, login: str, ground: str, reason: str, told: str
):
    ends = pytest.raises(Refused, match=told) if told else contextlib.nullcontext()
    with ends, drafted.desk(login) as desk:
        filings.decline(desk, drafted.ids["filing"], ground, reason)
    assert state(drafted) == ("draft" if told else "refused")


def test_who_entered_a_filing_does_not_decline_it(county: County):
    with county.desk("quan") as desk:
        key = filings.draft(desk, builders.entry(county, title="外县企业班"))
    with pytest.raises(Refused, match="经办过本件"), county.desk("quan") as desk:
        filings.decline(desk, key, "not_our_county", "住所不在本县")


def test_a_declined_filing_has_its_own_number_and_is_shown_as_not_taken_in(drafted: County):
    with drafted.desk("fuhe", drafted.days.approved) as desk:
        number = filings.decline(desk, drafted.ids["filing"], "not_our_county", "住所不在本县")
    with drafted.reading() as desk:
        sheet = filings.sheet(desk, drafted.ids["filing"])
        row = next(each for each in filings.lines(desk, ALL).rows if each.id == sheet.id)
    assert number == sheet.number == "不受〔2023〕0001号"
    assert (sheet.state_title, row.state_title, sheet.accepted_on) == ("不予受理", "不予受理", None)
    assert (sheet.opinions[-1].verdict, sheet.opinions[-1].text) == ("不予受理", "住所不在本县")
    assert "不予受理" in {each.deed for each in sheet.history}
    assert sheet.moves == ()


# --- the moves as a table


def test_no_deed_leads_out_of_a_state_that_the_table_does_not_name(county: County):
    key, ground = county.ids["filing"], grounds("jiangsu", "filing")[0].code
    deeds = {
        "accept": lambda desk: filings.accept(desk, key),
        "ask_correction": lambda desk: filings.ask_correction(desk, key, ["补盖公章"]),
        "take_correction": lambda desk: filings.take_correction(desk, key),
        "approve": lambda desk: filings.approve(desk, key, "同意"),
        "refuse": lambda desk: filings.refuse(desk, key, ground, "已告知"),
        "decline": lambda desk: filings.decline(desk, key, "not_our_county", "住所不在本县"),
        "open": lambda desk: classes.open_class(desk, key),
        "archive": lambda desk: filings.archive(desk, key),
    }
    passed = []
    for each in codes("filing_states"):
        with county.desk("quan2") as desk:
            desk.session.execute(update(Filing).values(state=each.code))
        for move in MOVES:
            if each.code not in move.sources and move.code in deeds:
                with contextlib.suppress(Refused), county.desk("quan2") as desk:
                    deeds[move.code](desk)
                    passed.append((each.code, move.code))
        assert state(county) == each.code
    assert passed == []


# --- lists


def test_filings_are_found_filtered_and_sorted_in_the_store(county: County):
    builders.file_case(county, builders.STAFF, builders.staff_entry(county, title="岗前班%"))
    with county.desk("jingban") as desk:
        filings.draft(desk, builders.entry(county, title="草稿班"))
    with county.reading() as desk:
        assert filings.lines(desk, ALL).total == 3
        assert [line.title for line in filings.lines(desk, PageQuery(state="draft")).rows] == ["草稿班"]
        assert [line.title for line in filings.lines(desk, PageQuery(text="%")).rows] == ["岗前班%"]
        assert filings.lines(desk, PageQuery(text="青禾")).total == 1, "found by the applicant's name"
        assert filings.lines(desk, PageQuery(text="0001号")).total == 1
        ordered = filings.lines(desk, PageQuery(sort="people", descending=True)).rows
        pages = [
            filings.lines(desk, PageQuery(sort="state_title", offset=at, limit=1)).rows[0].id
            for at in range(3)
        ]
    assert [line.people for line in ordered] == [4, 4, 3]
    assert len(set(pages)) == 3, "pages do not overlap where the sorted column is the same"


def test_an_accepted_budget_is_shown_to_the_fen(county: County):
    with county.desk("jingban") as desk:
        key = filings.draft(desk, builders.entry(county, budget=Decimal("1234.56")))
        assert filings.sheet(desk, key).budget == Decimal("1234.56")
