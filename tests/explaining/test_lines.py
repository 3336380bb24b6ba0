"""Every amount opens to facts with the sheet and row they came from, the rules, the values, the law of then."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from db.batches import ImportBatch
from db.policy import PolicyEdition
from db.registers import Person
from db.subsidies import Claim, ClaimLine
from desktop import classes, explaining, intake, local_values, subsidies
from desktop.explaining.words import TITLES
from desktop.local_values import LocalEntry
from desktop.policy import LineFacts, fact_names, load
from desktop.problems import Refused
from tests import builders
from tests.builders import ALL, PEOPLE, County
from tests.policy import asked

APPLIED = date(2023, 10, 30)


@pytest.fixture
def claimed():
    with builders.stage("claimed") as county:
        yield county


@pytest.fixture
def poor():
    """A claim in which one has no certificate and one was rarely there."""
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended) as desk:
            sheet = builders.attendance(PEOPLE, county.days.opened, {"赵敏": (0, 1, 2)})
            classes.take_attendance(desk, 1, sheet)
            classes.finish(desk, 1)
            classes.take_certificates(desk, 1, builders.certificates(PEOPLE[1:], county.days.ended))
        with county.desk("jingban", APPLIED) as desk:
            county.ids["claim"] = subsidies.apply(desk, county.ids["filing"])
        yield county


def explained(county: County, name: str, scheme: str = "training") -> explaining.Explained:
    with county.reading(day=APPLIED) as desk:
        rows = subsidies.claim_lines(desk, county.ids["claim"], ALL).rows
        chosen = next(row.id for row in rows if (row.name, row.scheme) == (name, scheme))
        return explaining.line(desk, chosen)


def told(county: County, name: str, scheme: str = "training") -> list[str]:
    return [words for _, words in explaining.flat(explaining.tree(explained(county, name, scheme)))]


def facts(found: explaining.Explained) -> dict[str, explaining.Fact]:
    return {fact.name: fact for rule in found.rules for fact in rule.facts}


def test_every_fact_leads_back_to_the_file_the_sheet_and_the_row_that_said_it(claimed: County):
    found = facts(explained(claimed, "李建国"))
    certificate, hours = found["certificate"].sources[0], found["attended_hours"].sources[0]
    assert (certificate.kind, certificate.file, certificate.rows) == ("row", "证书.csv", (4,))
    assert (hours.file, hours.rows) == ("考勤.csv", (12, 13, 14, 15, 16))
    assert found["hired_on"].sources == () or found["hired_on"].sources[0].file == "花名册.csv"
    assert found["born"].sources[0].kind == "identity"
    assert found["planned_hours"].sources[0].called == "备〔2023〕0001号"
    with claimed.reading() as desk:
        batch = desk.session.get(ImportBatch, hours.batch_id)
        assert batch is not None
        assert (batch.digest, batch.file_name, batch.taken_on) == (hours.digest, hours.file, hours.taken_on)


def test_hours_worked_out_from_sessions_stand_beside_those_claimed():
    headings = ("姓名", "身份证号", "开始时间", "结束时间")
    spans = [("23 08:00", "23 10:00"), ("23 09:30", "23 11:00"), ("24 08:00", "24 09:30")]
    first = PEOPLE[0]
    rows = [(first.name, first.id_number, f"2023-10-{start}", f"2023-10-{end}") for start, end in spans]
    with builders.stage("approved") as county:
        with county.desk("jingban", county.days.opened) as desk:
            classes.open_class(desk, county.ids["filing"])
        with county.desk("jingban", county.days.ended) as desk:
            classes.take_attendance(desk, 1, builders.attendance(PEOPLE, county.days.opened))
            export = builders.table("学习记录.csv", headings, rows)
            reading = intake.read(export, classes.LEARNING["sessions"], day=county.days.ended)
            classes.take_learning(desk, 1, "sessions", reading)
            classes.finish(desk, 1)
            classes.take_certificates(desk, 1, builders.certificates(PEOPLE, county.days.ended))
        with county.desk("jingban", APPLIED) as desk:
            county.ids["claim"] = subsidies.apply(desk, county.ids["filing"])
        beside = {fact.name: fact for fact in explained(county, first.name).beside}
        assert {name: fact.value for name, fact in beside.items()} == {
            "claimed_hours": 10,
            "learned_minutes": 270,
            "learned_hours": 6,
            "hours_beyond": 4,
        }
        assert [(source.file, source.rows) for source in beside["learned_minutes"].sources] == [
            ("学习记录.csv", (2, 3, 4))
        ]
        words = told(county, first.name)
        at = words.index("学习记录与申报课时对照（供核查，不是核算依据）")
        assert "申报与学习记录相比：多4课时" in words[at:]
        assert explained(county, PEOPLE[1].name).beside == ()


def test_the_tree_is_told_in_a_clerks_words(claimed: County):
    words = told(claimed, "王秀英", "allowance")
    assert words[0].startswith("核定150元：生活费补贴标准为30元/人·天")
    assert "30元×5天＝150元" in words
    assert any(each.startswith("来自“考勤.csv”") and each.endswith("2023年10月27日导入") for each in words)
    assert any(each.startswith("适用2023年10月23日的江苏省政策（版本") for each in words)
    training = told(claimed, "王秀英")
    assert "出勤课时：40课时" in training
    assert any(each.startswith("个人出勤率：符合。（依据《") for each in training)
    assert not any("None" in each or "frozenset" in each for each in training + words)


def test_the_rules_told_are_those_that_were_asked(claimed: County):
    found = explained(claimed, "赵敏")
    assert found.decision is not None
    assert {rule.asked.acting.rule.code for rule in found.rules} == {
        each.rule for each in found.decision.checked
    }
    assert found.ties
    assert found.recalled
    assert found.law.kept
    assert found.lacks == ()


def test_who_gets_nothing_learns_why_not_and_what_is_missing(poor: County):
    found = explained(poor, "欧阳修齐")
    lacks = {lack.finding.rule: lack for lack in found.lacks}
    assert set(lacks) == {"certificate_present"}
    assert lacks["certificate_present"].finding.remedy == "取得证书后在“班级 → 导入证书”中补充，再重新申请。"
    words = told(poor, "欧阳修齐")
    assert words[1].startswith("欧阳修齐没有取得证书，不符合补贴条件。（依据《")
    assert "证书：没有" in words
    rare = told(poor, "赵敏")
    assert any("60%，低于80%" in each for each in rare)
    assert "出勤课时：24课时" in rare


def test_a_cut_by_hand_is_told_with_its_reason_and_still_ties(poor: County):
    with poor.desk("jingban", APPLIED) as desk:
        rows = subsidies.claim_lines(desk, poor.ids["claim"], ALL).rows
        chosen = next(row.id for row in rows if (row.name, row.scheme) == ("李建国", "training"))
        subsidies.cut(desk, chosen, Decimal(300), "部分课时由其他资金承担")
    found = explained(poor, "李建国")
    assert (found.amount, found.by_hand, found.ties) == (300, ("部分课时由其他资金承担",), True)
    assert "人员所作的决定" in told(poor, "李建国")


def test_a_claim_that_was_refused_whole_says_so_on_every_line(claimed: County):
    with claimed.desk("fuhe", APPLIED) as desk:
        subsidies.refuse(desk, claimed.ids["claim"], builders.ground("claim"), "不符合要求")
    found = explained(claimed, "赵敏")
    assert found.sentence.startswith("不予补贴：整件申请不予补贴。原核算：核定500元")
    assert (found.amount, found.ties) == (0, True)


def test_a_line_stays_explained_by_the_law_of_then(claimed: County):
    before = told(claimed, "赵敏")
    entry = LocalEntry(
        name="training_standard",
        since=date(2023, 6, 1),
        document="演练县关于补贴标准的通知",
        document_number="演人社〔2023〕2号",
        clause="第一条",
        amount=Decimal(510),
        scope={"training_type": ("employment_skills",), "category": ("C",), "level": ("5",)},
    )
    with claimed.desk("jingban", APPLIED) as desk:
        value_id = local_values.propose(desk, entry)
    with claimed.desk("fuhe", APPLIED) as desk:
        local_values.confirm(desk, value_id)
    assert told(claimed, "赵敏") == before
    found = explained(claimed, "赵敏")
    assert (found.law.kept, found.ties) == (True, True)
    with claimed.reading() as desk:
        assert found.law.version != desk.policy.version


def test_facts_that_changed_since_do_not_change_the_explanation(claimed: County):
    before = told(claimed, "赵敏")
    with claimed.desk("jingban", APPLIED) as desk:
        desk.session.execute(
            update(Person).where(Person.name == "赵敏").values(sex="男", born=date(1940, 1, 1))
        )
    after = told(claimed, "赵敏")
    assert after == before
    assert "出生日期：1985年5月5日" in after


def test_a_line_that_was_kept_without_facts_says_so(claimed: County):
    with claimed.desk("jingban") as desk:
        desk.session.execute(update(ClaimLine).values(known=None))
        desk.session.execute(update(Claim).values(policy_version="0" * 64))
        desk.session.execute(delete(PolicyEdition))
    found = explained(claimed, "赵敏")
    assert (found.recalled, found.law.kept, found.ties) == (False, False, True)
    words = told(claimed, "赵敏")
    assert "核算时的情况没有留存，以上为现在登记的情况" in words
    assert any("当时的政策没有留存" in each for each in words)


def test_an_amount_that_does_not_come_out_again_says_so(claimed: County):
    with claimed.desk("jingban") as desk:
        desk.session.execute(update(ClaimLine).where(ClaimLine.amount > 0).values(amount=Decimal(499)))
    assert not explained(claimed, "赵敏").ties
    assert "按留存的情况和政策重新计算，结果与核定金额不一致" in told(claimed, "赵敏")


def test_a_line_that_is_not_there_is_refused(claimed: County):
    with pytest.raises(Refused, match="没有找到"), claimed.reading() as desk:
        explaining.line(desk, 99999)


def test_a_policy_is_kept_once_and_is_what_was_shipped(claimed: County):
    with claimed.reading() as desk:
        kept = desk.session.scalars(select(PolicyEdition)).all()
        assert [row.version for row in kept] == [desk.policy.version]
        assert desk.policy.version == load("jiangsu", builders.COUNTY).version
        assert len(kept[0].content) < 20_000


def test_every_fact_has_a_title():
    names = {*fact_names(asked.line(APPLIED)), *fact_names(asked.days(APPLIED))}
    assert names == set(TITLES)
    assert LineFacts is type(asked.line(APPLIED))


# --- the annex


def test_the_annex_tells_each_sentence_once_with_the_places_it_is_for(poor: County):
    with poor.reading() as desk:
        rows = explaining.annex(desk, poor.ids["claim"])
        lines = subsidies.claim_lines(desk, poor.ids["claim"], ALL).rows
    assert sum(row.people for row in rows) == len(lines)
    assert sum(row.people * row.amount for row in rows) == sum(line.amount for line in lines)
    by_places = {(row.scheme, row.places): row for row in rows}
    granted = by_places["职业培训补贴", "2—3"]
    assert (granted.people, granted.name, granted.amount) == (2, "王秀英等2人", 500)
    assert granted.clauses
    assert by_places["职业培训补贴", "1"].sentence.startswith("不予补贴：欧阳修齐没有取得证书")


@pytest.mark.parametrize(
    "positions, words", [([1], "1"), ([3, 1, 2], "1—3"), ([1, 3, 4, 9], "1、3—4、9"), ([], "")]
)
def test_places_are_told_as_on_paper(positions: list[int], words: str):
    assert explaining.places(positions) == words
