"""What others paid counts like what was paid here, in the rules and among the doubts, and the list that tells it is named."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop import doubts, explaining, intake, subsidies
from desktop.problems import Refused
from tests import builders
from tests.builders import PEOPLE, County, file_case, table

AS_OF = date(2023, 9, 30)
HEADINGS = (
    *("姓名", "身份证号", "补贴项目", "工种", "技能等级", "补贴金额", "发放日期", "开班日期", "结业日期"),
    *("资金来源", "证书编号", "发放单位"),
)
CARE = "养老护理员"
NEIGHBOUR = "邻县人力资源和社会保障局"
OURS = builders.BUREAU


@pytest.fixture
def held():
    with builders.stage("held") as made:
        yield made


def row(who, scheme="职业培训补贴", trade=CARE, level="初级", paid="2023-05-10", **more):
    given = {"since": "", "until": "", "fund": "就业补助资金", "office": NEIGHBOUR} | more
    return (
        *(who.name, who.id_number, scheme, trade, level, "800.00", paid, given["since"], given["until"]),
        *(given["fund"], "", given["office"]),
    )


def take(county: County, *rows, as_of=AS_OF, name="已享受.csv"):
    reading = intake.read(table(name, HEADINGS, rows), doubts.COLUMNS["benefit"], day=county.days.filed)
    assert reading.clean, reading.problems
    with county.desk("jingban") as desk:
        return doubts.take_list(desk, "benefit", reading, source="省职业能力建设处", as_of=as_of)


def apply(county: County):
    with county.desk("jingban", county.days.applied) as desk:
        return subsidies.apply(desk, county.ids["filing"])


def lines(county: County, claim_id: int) -> dict[tuple[str, str], subsidies.LineRow]:
    with county.reading() as desk:
        return {
            (each.name, each.scheme): each
            for each in subsidies.claim_lines(desk, claim_id, builders.ALL).rows
        }


def told(county: County, claim_id: int, name: str, scheme: str = "training") -> str:
    with county.reading() as desk:
        line = lines(county, claim_id)[name, scheme]
        tree = explaining.tree(explaining.line(desk, line.id))
        return "\n".join(words for _, words in explaining.flat(tree))


def found(county: County, filing_id: int) -> dict[str, str]:
    with county.desk("jingban") as desk:
        doubts.run(desk, "filing", filing_id)
    with county.reading() as desk:
        rows = doubts.lines(desk, builders.ALL, kind="filing", case_id=filing_id).rows
        return {doubts.sheet(desk, each.id).variant: each.sentence for each in rows if each.state != "gone"}


def settle(county: County) -> None:
    with county.desk("caiwu", county.days.paid) as desk:
        orders = builders.payments.orders(desk, county.ids["training_batch"], builders.ALL).rows
        paid = [builders.payments.Settlement(each.id, paid=True, day=county.days.paid) for each in orders]
        builders.payments.settle(desk, county.ids["training_batch"], paid)


def test_without_a_list_the_explanation_says_that_nobody_could_look_there(held: County):
    text = told(held, apply(held), PEOPLE[0].name)
    assert "没有导入已享受补贴名单，别处已付的补贴未能核查" in text
    assert "已享受补贴名单截至：没有导入名单，未能核查" in text


def test_a_list_that_comes_after_the_reckoning_stops_the_approval(held: County):
    claim_id = builders.claim(held, held.ids["filing"])
    take(held, row(PEOPLE[0]))
    builders.explain_doubts(held, "claim", claim_id, held.days.applied)
    with held.desk("fuhe", held.days.applied) as desk, pytest.raises(Refused, match="欧阳修齐"):
        subsidies.review(desk, claim_id, "相符")


def test_the_same_level_paid_elsewhere_refuses_the_line_and_names_list_file_and_row(held: County):
    who = PEOPLE[0]
    take(held, row(PEOPLE[3], level="中级", trade="电工"), row(who))
    claim_id = apply(held)
    line = lines(held, claim_id)[who.name, "training"]
    assert (line.state, line.amount) == ("refused", Decimal(0))
    for part in ("已享受补贴名单（截至2023-09-30）", "已享受.csv", "第3行"):
        assert part in line.sentence
    text = told(held, claim_id, who.name)
    assert f"{NEIGHBOUR}2023-05-10发放的职业培训补贴（就业补助资金）" in text
    assert "来自已享受补贴名单（截至2023-09-30）" in text
    assert "已享受补贴名单截至：2023年9月30日" in text
    assert lines(held, claim_id)[PEOPLE[3].name, "training"].state == "proposed"


def test_what_others_paid_counts_in_the_yearly_number_and_a_higher_level_blocks(held: County):
    often, high = PEOPLE[0], PEOPLE[3]
    paid = [row(often, trade=trade, level="中级") for trade in ("电工", "焊工")]
    take(held, *paid, row(often, "技能提升补贴", "钳工", "高级", fund="失业保险"), row(high, level="高级"))
    rows = lines(held, apply(held))
    assert "已达3次，最多3次" in rows[often.name, "training"].sentence
    assert "已享受同一职业" in rows[high.name, "training"].sentence
    assert {rows[who.name, "training"].state for who in (often, high)} == {"refused"}


def test_a_class_elsewhere_at_the_same_time_is_told_only_where_its_days_are_given(held: County):
    one, other = PEOPLE[0], PEOPLE[3]
    first = held.days.opened.isoformat()
    take(
        held,
        row(one, trade="电工", level="中级", paid=first, since=first, until=held.days.ended.isoformat()),
        row(other, trade="电工", level="中级", paid=first),
    )
    claim_id = apply(held)
    with held.reading() as desk:
        said = [each.sentence for each in subsidies.sheet(desk, claim_id).findings]
    assert [one.name in each for each in said if "培训时间重叠" in each] == [True]


def test_a_day_of_allowance_paid_elsewhere_is_not_paid_again(held: County):
    who, first = PEOPLE[1], held.days.opened
    two = first.replace(day=first.day + 1).isoformat()
    take(held, row(who, "生活费补贴", "", "", since=first.isoformat(), until=two))
    line = lines(held, apply(held))[who.name, "allowance"]
    assert (line.state, line.days) == ("cut", 3)
    assert "有2天已在其他班期或者别处享受生活费补贴（见已享受补贴名单" in line.sentence


def test_two_allowances_paid_elsewhere_on_one_day_both_count(held: County):
    who, (one, two) = PEOPLE[1], [(held.days.opened + timedelta(days=at)).isoformat() for at in range(2)]
    take(held, *(row(who, "生活费补贴", "", "", since=day, until=day) for day in (one, two)))
    take(held, row(who, "生活费补贴", "", "", since=two, until=two), name="又一份.csv")
    line = lines(held, apply(held))[who.name, "allowance"]
    assert (line.state, line.days) == ("cut", 3)
    assert "有2天已在其他班期或者别处享受生活费补贴" in line.sentence


def test_two_benefits_of_one_day_and_level_count_twice_but_a_silent_row_tells_none_more(held: County):
    who, when = PEOPLE[0], {"trade": "电工", "level": "中级"}
    classes = [{"since": f"2023-0{at}-06", "until": f"2023-0{at}-10"} for at in (2, 3, 4)]
    take(held, *(row(who, **when, **each) for each in classes))
    take(held, row(who, **when), name="没有日期.csv", as_of=date(2023, 10, 10))
    assert "已达3次，最多3次" in lines(held, apply(held))[who.name, "training"].sentence


def test_days_paid_elsewhere_are_a_doubt_when_the_list_comes_later(held: County):
    who, first = PEOPLE[1], held.days.opened
    claim_id = apply(held)
    take(held, row(who, "生活费", "", "", since=first.isoformat(), until=first.isoformat()))
    with held.desk("jingban", held.days.applied) as desk:
        doubts.run(desk, "claim", claim_id)
    with held.reading() as desk:
        (doubt,) = doubts.lines(desk, builders.ALL, kind="claim", case_id=claim_id, flag_code="R1").rows
    assert "有1天（2023-10-23至2023-10-23之间）的生活费补贴已在别处领取" in doubt.sentence
    assert "第2行" in doubt.sentence


def test_the_doubt_names_who_paid_and_where_it_stands_and_shows_the_row(held: County):
    who = PEOPLE[0]
    take(held, row(who))
    hits = found(held, held.ids["filing"])
    assert set(hits) == {"R1.same_level"}
    assert who.name in hits["R1.same_level"]
    assert f"享受补贴2次：{NEIGHBOUR}2023-05-10发放的职业培训补贴" in hits["R1.same_level"]
    assert "已享受补贴名单（截至2023-09-30）“已享受.csv”" in hits["R1.same_level"]
    with held.reading() as desk:
        (doubt,) = doubts.lines(desk, builders.ALL, flag_code="R1").rows
        sides = doubts.side_by_side(desk, doubt.id)
        county = [hit.sentence for hit in doubts.county(desk)]
    assert sides.heads == ("本件", "已享受补贴名单（截至2023-09-30）")
    shown = {each.name: each.values[1] for each in sides.rows}
    assert (shown["发放单位"], shown["金额"], shown["资金渠道"]) == (NEIGHBOUR, "800.00", "就业补助资金")
    assert hits["R1.same_level"] in county


def test_a_benefit_on_two_lists_counts_once_and_keeps_what_was_said_of_it(held: County):
    who, filing_id = PEOPLE[0], held.ids["filing"]
    take(held, row(who))
    found(held, filing_id)
    with held.desk("jingban") as desk:
        (doubt,) = doubts.lines(desk, builders.ALL, flag_code="R1").rows
        doubts.dispose(desk, [doubt.id], "explained", "已向邻县核实，未实际领取", "邻县书面说明")
    take(held, row(PEOPLE[3], trade="电工", level="中级"), row(who), as_of=date(2023, 10, 10), name="新.csv")
    assert "享受补贴2次" in found(held, filing_id)["R1.same_level"]
    with held.reading() as desk:
        (doubt,) = doubts.lines(desk, builders.ALL, flag_code="R1").rows
    assert "新.csv" in doubt.sentence


def test_what_this_bureau_paid_itself_is_not_held_against_it_twice():
    with builders.stage("released") as county:
        settle(county)
        told_late = (county.days.paid + timedelta(days=12)).isoformat()
        take(
            county,
            row(PEOPLE[0], paid=told_late, office=OURS),
            row(PEOPLE[2], paid="2021-06-30", office=OURS),
            row(PEOPLE[3], paid=county.days.paid.isoformat()),
            as_of=county.days.filed,
        )
        with county.reading() as desk:
            told = {hit.subject[:2] for hit in doubts.county(desk) if hit.flag == "R1"}
        assert told == {"李建", "赵敏"}, (
            "an earlier system of the same bureau paid one of them, a neighbour the other"
        )


@pytest.mark.parametrize(
    ("office", "found"),
    [
        ("", {"R1.retold"}),
        ("演练县人社局", {"R1.retold"}),
        ("演练市演练县人力资源社会保障局", {"R1.retold"}),
        ("邻县人社局", {"R1.same_level"}),
        (OURS, set()),
    ],
)
def test_our_own_payment_told_without_a_clear_payer_is_a_suspicion_and_counts_once(
    office: str, found: set[str]
):
    with builders.stage("released") as county:
        settle(county)
        day = (county.days.paid + timedelta(days=12)).isoformat()
        take(county, row(PEOPLE[0], paid=day, office=office), as_of=county.days.filed)
        with county.reading(day=county.days.paid) as desk:
            hits = {hit.variant: hit for hit in doubts.county(desk) if hit.flag == "R1"}
        assert set(hits) == found
        for hit in hits.values():
            assert (hit.severity, PEOPLE[0].name in hit.sentence) == (
                "soft" if "R1.retold" in found else "hard",
                True,
            )


def test_another_offices_subsidy_for_the_same_project_excludes_from_2024():
    with builders.stage("empty") as county:
        who = PEOPLE[0]
        take(county, row(who, "技能提升补贴", fund="失业保险基金"))
        later = builders.entry(county, starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 5))
        hits = found(county, file_case(county, plan_of=later))
        assert set(hits) == {"R1.exclusive"}
        assert (
            "领取其他补贴：邻县人力资源和社会保障局2023-05-10发放的参保职工技能提升补贴"
            in hits["R1.exclusive"]
        )
        with county.reading() as desk:
            assert {hit.variant for hit in doubts.county(desk)} == {"R1.exclusive"}


def test_a_row_without_the_day_or_the_subsidy_is_kept_out(held: County):
    rows = [row(PEOPLE[0], paid=""), row(PEOPLE[0], scheme="奖金"), row(PEOPLE[0], fund="私人捐款")]
    reading = intake.read(table("坏.csv", HEADINGS, rows), doubts.COLUMNS["benefit"], day=held.days.filed)
    assert reading.faulty == 3
    with held.desk("jingban") as desk, pytest.raises(Refused, match="3 行有误"):
        doubts.take_list(desk, "benefit", reading, source="邻县", as_of=AS_OF)


def test_a_wrong_list_is_taken_back_with_a_reason_and_may_come_again(held: County):
    who, filing_id = PEOPLE[0], held.ids["filing"]
    list_id = take(held, row(who))
    assert set(found(held, filing_id)) == {"R1.same_level"}
    with held.desk("caiwu") as desk, pytest.raises(Refused, match="没有“经办”岗位"):
        doubts.withdraw_list(desk, list_id, "导错了文件")
    with held.desk("jingban") as desk:
        with pytest.raises(Refused, match="没有写明撤下的原因"):
            doubts.withdraw_list(desk, list_id, " ")
        doubts.withdraw_list(desk, list_id, "导错了文件")
        with pytest.raises(Refused, match="没有找到这份在用的外部名单"):
            doubts.withdraw_list(desk, list_id, "再撤一次")
    assert found(held, filing_id) == {}
    with held.reading() as desk:
        (line,) = doubts.lists(desk)
        assert (line.newest, line.withdrawn_on) == (False, held.days.filed)
        assert any(each.flag == "R1" and each.missing for each in doubts.covered(desk))
    take(held, row(who))
    assert set(found(held, filing_id)) == {"R1.same_level"}


def test_an_allowance_elsewhere_without_its_days_is_told_as_not_checked(held: County):
    who = PEOPLE[1]
    claim_id = apply(held)
    take(
        held,
        row(who, "生活费", "", "", paid="2023-11-01"),
        row(PEOPLE[2], "生活费", "", "", paid="2022-01-04"),
    )
    with held.desk("jingban", held.days.applied) as desk:
        doubts.run(desk, "claim", claim_id)
        rows = doubts.lines(desk, builders.ALL, kind="claim", case_id=claim_id, flag_code="R1").rows
        assert [(doubts.sheet(desk, each.id).variant, each.subject[:3]) for each in rows] == [
            ("R1.undated", who.name)
        ]


def test_without_such_a_list_the_store_is_not_asked_for_its_lines(held: County):
    with builders.statements(held) as sent:
        found(held, held.ids["filing"])
        apply(held)
    assert sent
    assert not [each for each in sent if "outside_benefit" in each]
