"""What must hold for any history, whatever its order: nothing is paid twice, no finding is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.policy import Outcome, PastBenefit, decide_allowance, decide_training, load
from tests.policy import asked

START = date(2023, 6, 1)
REGIONS = st.sampled_from([load("anhui"), load("jiangsu")])
DAYS = st.integers(0, 900).map(lambda n: START + timedelta(days=n))


@st.composite
def classes(draw):
    """Classes that one welder or electrician attends, each with its own number and days."""
    made = []
    for n in range(draw(st.integers(1, 6))):
        opened = draw(DAYS)
        level = draw(st.sampled_from(["4", "3", "2"]))
        line = asked.line(opened, training_type="on_job", level=level, number=f"班〔2023〕{n:04d}号")
        made.append(replace(line, occupation=draw(st.sampled_from([asked.WELDER, "6-31-01-03"]))))
    return made


def benefit(line, *, settled):
    return PastBenefit(
        number=line.number,
        scheme="training",
        occupation=line.occupation,
        level=line.level,
        starts_on=line.opened_on,
        ends_on=line.ended_on,
        decided_on=line.applied_on,
        settled=settled,
    )


@given(REGIONS, classes(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_order_of_approvals_pays_one_occupation_and_level_twice(policy, lines, random):
    random.shuffle(lines)
    paid = []
    for line in lines:
        decision = decide_training(
            policy, replace(line, history=tuple(benefit(p, settled=True) for p in paid))
        )
        if decision.outcome is Outcome.GRANTED:
            paid.append(line)

    assert len({(line.occupation, line.level) for line in paid}) == len(paid)


@given(REGIONS, classes())
@settings(max_examples=60, deadline=None)
def test_open_claims_settle_the_same_whichever_is_looked_at_first(policy, lines):
    def granted(line):
        others = tuple(benefit(other, settled=False) for other in lines if other is not line)
        return decide_training(policy, replace(line, history=others)).outcome is Outcome.GRANTED

    for pair in {(line.occupation, line.level) for line in lines}:
        alike = [line for line in lines if (line.occupation, line.level) == pair]
        assert sum(granted(line) for line in alike) <= 1
    assert any(granted(line) for line in lines)


@given(REGIONS, classes(), st.data())
@settings(max_examples=60, deadline=None)
def test_one_more_benefit_never_takes_a_finding_away(policy, lines, data):
    line, *others = lines
    history = tuple(benefit(other, settled=data.draw(st.booleans())) for other in others)
    fewer = data.draw(st.lists(st.sampled_from(history), unique=True)) if history else []

    whole = decide_training(policy, replace(line, history=history))
    part = decide_training(policy, replace(line, history=tuple(fewer)))

    assert {finding.rule for finding in part.findings} <= {finding.rule for finding in whole.findings}
    assert whole.amount <= part.amount


@given(st.lists(st.sets(st.integers(0, 20)), min_size=1, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_order_of_classes_pays_one_person_day_twice(attended, random):
    jiangsu = load("jiangsu")
    random.shuffle(attended)
    paid = []
    for days in attended:
        facts = asked.days(
            START,
            ended_on=START + timedelta(days=20),
            attended_days=[START + timedelta(days=n) for n in days],
        )
        decision = decide_allowance(jiangsu, replace(facts, paid_days=frozenset(paid)))
        paid += decision.granted_days
        assert decision.amount == Decimal(30) * len(decision.granted_days)

    assert len(set(paid)) == len(paid)
    assert set(paid) == {START + timedelta(days=n) for days in attended for n in days}
