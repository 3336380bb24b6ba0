"""A decision opens to the sentence a clerk would say: rule, value, document, clause, sum."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.policy import Outcome, Strength, decide_allowance, decide_training, explain, load
from tests.policy import asked

APRIL = date(2020, 4, 1)
JULY = date(2023, 7, 1)


def test_grant_names_the_standard_the_clause_and_the_day():
    decision = decide_training(load("anhui"), asked.line(APRIL))

    assert explain(decision) == (
        "核定1000元：职业培训补贴标准（新录用岗前培训）为不低于1000元/人（依据《安徽省人力资源和社会保障厅关于"
        "统筹做好当前疫情防控和技工教育培训工作的通知》二（一），自2020年3月6日起），2020年4月1日适用。"
    )


def test_grant_by_a_local_value_says_so():
    policy = asked.policy_of("jiangsu")

    sentence = explain(decide_training(policy, asked.line(date(2020, 4, 1))))

    assert sentence.startswith(
        "核定100元：本地职业培训补贴标准为100元/人（依据《演练县关于本地补贴标准的通知》（演人社〔2019〕1号）第一条"
    )


def test_refusal_names_each_reason_its_clause_and_what_helps():
    line = asked.line(APRIL, certificate="none", attended_hours="31.5")

    decision = decide_training(load("anhui"), line)
    sentence = explain(decision)

    assert decision.outcome is Outcome.REFUSED
    assert decision.amount == 0
    assert decision.basis is None
    assert sentence.startswith("不予补贴：张明没有取得证书")
    assert "出勤率为78.75%，低于80%" in sentence
    assert "（依据《职业技能提升行动方案（2019—2021年）》（国办发〔2019〕24号）" in sentence
    assert "在“班级 → 导入证书”中补充" in sentence


def test_allowance_shows_its_sum():
    decision = decide_allowance(load("jiangsu"), asked.days(JULY))

    assert decision.amount == 150
    assert decision.days == 5
    assert "生活费补贴标准为30元/人·天" in explain(decision)
    assert explain(decision).endswith("30元×5天＝150元。")


def test_cut_says_what_fell_away():
    decision = decide_allowance(load("jiangsu"), asked.days(JULY, paid_days=[date(2023, 7, 2)]))

    assert decision.outcome is Outcome.CUT
    assert explain(decision).startswith(
        "核减后核定120元：张明有1天已在其他班期享受生活费补贴，同一天不重复计发。"
    )
    assert date(2023, 7, 2) not in decision.granted_days


def test_finding_in_principle_grants_and_asks_for_a_reason():
    line = asked.line(APRIL, history=[{"starts_on": date(2020, 4, 5), "ends_on": date(2020, 4, 20)}])

    decision = decide_training(load("anhui"), line)

    assert decision.outcome is Outcome.GRANTED
    assert decision.amount == 1000
    assert [finding.strength for finding in decision.findings] == [Strength.PRINCIPLE]
    assert "另有原则性问题：张明在本期培训期间还参加了另一班期" in explain(decision)
    assert "须书面说明理由" in explain(decision)


def test_person_without_any_day_is_told_why():
    decision = decide_allowance(load("jiangsu"), asked.days(JULY, attended_days=[]))

    assert decision.outcome is Outcome.REFUSED
    assert explain(decision) == "不予补贴：没有可以计发的天数或者金额。"


def test_decision_keeps_what_was_asked_and_under_which_policy():
    anhui = load("anhui")

    decision = decide_training(anhui, asked.line(APRIL))

    asked_rules = {each.rule for each in decision.checked}
    assert {"hire_window", "certificate_present", "attendance", "times_limit"} <= asked_rules
    assert decision.version == anhui.version
    assert decision.day == APRIL


def test_finding_carries_its_figures():
    line = asked.line(APRIL, attended_hours="31.5")

    (finding,) = decide_training(load("anhui"), line).findings

    assert finding.facts == {"出勤课时": "31.5", "计划课时": "40", "出勤率": "78.75%", "最低": "80%"}
    assert finding.subject == "3"
    assert finding.cites.clause == "二（三）（未写明比例，按各地通行的80%）"


@pytest.mark.parametrize("paid", [[], [date(2023, 7, 1)], [date(2023, 7, n) for n in range(1, 6)]])
def test_granted_days_are_never_paid_twice(paid):
    decision = decide_allowance(load("jiangsu"), asked.days(JULY, paid_days=paid))

    assert not set(decision.granted_days) & set(paid)
    assert decision.amount == 30 * len(decision.granted_days) == Decimal(30 * (5 - len(paid)))
