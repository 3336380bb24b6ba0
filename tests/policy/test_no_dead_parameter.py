"""Each value that a region declares changes some outcome: alter it, and one of the questions gets another answer."""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desktop import filings, local_values, notices, payments, subsidies
from desktop.codes import codes, entry, resource
from desktop.papers.archive import spine
from desktop.policy import (
    RULES,
    ApprenticeFacts,
    Policy,
    Value,
    class_hours,
    decide_allowance,
    decide_apprenticeship,
    decide_training,
    examine_filing,
    examine_teaching,
    load,
)
from desktop.policy.rules import OFFICE
from desktop.problems import Refused
from desktop.workspace import Desk
from tests import builders
from tests.builders import County
from tests.policy import asked

NOBODY = {"hired_on": "none", "contract_from": "none", "contract_until": "none"}
REGIONS = ("anhui", "jiangsu")
LOOKS_AT = {name: rule.looks_at for rule in RULES for name in (*rule.values, *rule.optional)}


@dataclass(frozen=True)
class Question:
    """A question that can be put to any policy: what is asked, on which facts."""

    ask: Callable[..., Any]
    facts: tuple[Any, ...]

    def answer(self, policy: Policy) -> object:
        """Give the answer as plain things that can be compared; a refusal is an answer too."""
        try:
            answer = self.ask(policy, *self.facts)
        except Refused as refused:
            return type(refused)
        if isinstance(answer, Decimal | Policy):
            return answer if isinstance(answer, Decimal) else "taken"
        if isinstance(answer, tuple):
            return [(each.rule, each.strength, each.subject) for each in answer]
        found = [(each.rule, each.strength) for each in answer.findings]
        return answer.outcome, answer.amount, answer.days, found


def every_value() -> Iterator[Any]:
    """Give every value of both regions, those of a city or county as they hold in one of its counties."""
    for region in REGIONS:
        text = "".join(path.read_text("utf-8") for path in sorted(resource("policy", region).glob("*.toml")))
        for prefix in ["", *sorted(set(re.findall(r'^county = "(\d+)"', text, re.MULTILINE)))]:
            county = prefix + "99" if len(prefix) == 4 else prefix
            for value in load(region, county).values:
                if value.county == prefix:
                    yield pytest.param(
                        region, county, value, id=f"{county or region}-{value.title}-{value.since}"
                    )


def altered(value: Value) -> Iterator[Value]:
    """Give the value with another content, then with each of its terms changed."""
    kind = entry("policy_values", value.name).fields
    if value.amount is not None:
        yield replace(value, amount=value.amount + 1)
    elif kind["kind"] == "word":
        yield from (
            replace(value, value=word) for word in kind["words"] if word not in {value.value, "hours"}
        )
    elif isinstance(value.value, tuple):
        yield from (replace(value, value=tuple(c for c in value.value if c != code)) for code in value.value)
    elif isinstance(value.value, int | Decimal):
        yield replace(value, value=value.value - 1)
    if value.at_least:
        yield replace(value, at_least=False)
    others: dict[str, Any] = {
        "window": "calendar_year" if value.terms.get("window") == "lifetime" else "lifetime",
        "of": "occupation" if value.terms.get("of") == "person" else "person",
        "schemes": ("training",),
        "every": 1,
        "target": 70,
        "born_from": date(1950, 1, 1),
        "per": "person",
        "advance": 40,
        "percent": 50,
    }
    for key in value.terms:
        yield replace(value, terms={**value.terms, key: others[key]})


def questions(value: Value) -> Iterator[Question]:
    """Give the questions that the value could bear on, around its own days."""
    first = max(value.since, date(1996, 1, 1))
    far = {value.until} if value.until else {date(2030, 1, 1), date(2045, 1, 1)}
    days = {first, first + timedelta(days=90)} | far
    for day in sorted(days):
        if value.until and day > value.until:
            continue
        yield from on_entering(value, day)
        if value.name == "class_hour_minutes":
            yield Question(class_hours, (90, day))
        looks_at = LOOKS_AT.get(value.name, "amount")
        if looks_at in {"plan", "case"}:
            yield from on_plans(day)
        if looks_at in {"person", "case"}:
            yield from on_persons(day)
        if looks_at in {"line", "amount", "case"} or value.name == "certificate_window_months":
            yield from on_lines(day)
        if looks_at == "history":
            yield from on_history(day)
        if looks_at in {"days", "amount"}:
            yield from on_days(day)
        if looks_at == "teaching":
            yield from on_teaching(day)


def on_entering(value: Value, day: date) -> Iterator[Question]:
    """Ask whether a bureau may enter a standard of its own: one yuan less, one yuan more, on the edge."""
    if value.amount is None or value.name not in {"training_standard", "standard_floor", "standard_ceiling"}:
        return
    scopes = [dict(value.scope)] if value.scope else [{"training_type": ("on_job",), "level": ("4",)}]
    for scope in scopes:
        for more in (-1, 0, 1):
            own = Value(
                "training_standard", "", day, day, asked.BUREAU, amount=value.amount + more, scope=scope
            )
            yield Question(lambda policy, own: policy.with_local([own]), (own,))


def filing(day: date, **given: Any) -> Question:
    return Question(examine_filing, (asked.filing(day, **given), day))


def line(day: date, **given: Any) -> Question:
    return Question(decide_training, (asked.line(day, **given),))


def on_plans(day: date) -> Iterator[Question]:
    for lacking in asked.CAPABILITIES:
        yield filing(day, platform={"capabilities": asked.CAPABILITIES - {lacking}})
    for content in ("epidemic", "safety", "law"):
        skill = {"part": "practice", "online": False, "hours": 30, "content": "skill"}
        for hours in (19, 20):
            of_content = {"part": "theory", "online": True, "hours": hours, "content": content}
            yield filing(day, items=[of_content, skill])
    for content in codes("content_categories"):
        items = [{"part": "theory", "online": True, "hours": 40, "content": content.code}]
        yield filing(day, items=items)
    for type_ in codes("training_types"):
        for kind in codes("case_kinds"):
            yield filing(day, training_type=type_.code, case_kind=kind.code)
        for level in codes("levels"):
            for hours in (23, 39, 55):
                items = [{"part": "practice", "online": False, "hours": hours}]
                yield filing(day, training_type=type_.code, level=level.code, items=items)
        for online in ("39.5", "40"):
            items = [
                {"part": "theory", "online": True, "hours": online},
                {"part": "practice", "online": False, "hours": 100 - Decimal(online) - Decimal("0.5")},
            ]
            yield filing(
                day,
                training_type=type_.code,
                items=[*items, {"part": "theory", "online": False, "hours": "0.5"}],
            )


def on_persons(day: date) -> Iterator[Question]:
    for type_ in codes("training_types"):
        yield filing(day, training_type=type_.code)
        for group in codes("groups"):
            yield filing(day, training_type=type_.code, trainee={"groups": [group.code], **NOBODY})
    for sex in ("男", "女"):
        for months in (15 * 12 + 6, *range(49 * 12 + 6, 64 * 12, 1)):
            born = date(day.year - months // 12 - 1, 12 - months % 12, 1)
            yield filing(day, trainee={"sex": sex, "born": born})
    for back in (330, 340, 350):
        hired = day - timedelta(days=back)
        yield filing(day, trainee={"hired_on": hired, "contract_from": hired, "groups": ["unemployed"]})
        until = hired + timedelta(days=345)
        yield filing(day, trainee={"contract_from": hired, "contract_until": until, "groups": ["unemployed"]})
    yield filing(day, trainee={"contract_from": "none", "contract_until": "none"})


def on_lines(day: date) -> Iterator[Question]:
    yield line(day, attended_hours="31.8")
    for month in (-2, 0, 2):
        yield line(day, trainee={"insured_from": day + timedelta(days=40 + 14 * month)})
    for type_ in codes("training_types"):
        for level in codes("levels"):
            given = {"training_type": type_.code, "level": level.code}
            for category in "ABC":
                yield line(day, category=category, key_enterprise=True, **given)
            for certificate in codes("certificate_types"):
                yield line(day, certificate={"type": certificate.code}, **given)
    for programme in codes("programmes"):
        given = {"training_type": "entrepreneurship", "programme": programme.code}
        yield line(day, trainee={"groups": ["unemployed"]}, **given)
    for month in range(14):
        yield line(
            day,
            certificate={"issued_on": day + timedelta(days=9)},
            applied_on=day + timedelta(days=15 + 30 * month),
        )
    yield line(day, ended_on=day + timedelta(days=1300), applied_on=day + timedelta(days=1400))
    for level in "1234":
        facts = ApprenticeFacts(level, asked.WELDER, "A", day, 10, 2)
        yield Question(decide_apprenticeship, (facts,))
        done = replace(facts, finished_people=9, advanced=Decimal(100))
        yield Question(decide_apprenticeship, (done,))
        yield Question(decide_apprenticeship, (replace(done, cost=Decimal(9000)),))
        yield Question(decide_apprenticeship, (replace(done, cost=Decimal(20000)),))
    yield from on_local_values(day)


def on_local_values(day: date) -> Iterator[Question]:
    def local(name: str, **given: Any) -> Value:
        return Value(name, "", day, None, asked.BUREAU, **given)

    def decide(policy: Policy, values: list[Value], facts: Any) -> Any:
        return decide_training(policy.with_local(values), facts)

    shortage = local("shortage_occupations", value=asked.WELDER)
    for values in (
        [local("city_factor", value="30")],
        [local("city_factor", value="-30")],
        [shortage],
        [shortage, local("shortage_uplift", value="100"), local("city_factor", value="30")],
    ):
        for level, category in (("1", "A"), ("special", "C")):
            facts = asked.line(day, training_type="on_job", level=level, category=category)
            yield Question(decide, (values, facts))


def on_history(day: date) -> Iterator[Question]:
    """Two or three earlier benefits, alike or each of another kind, this year or years ago."""
    occupations = [asked.WELDER, "6-31-01-03", "6-18-01-01", "6-18-01-02"]
    last_year = {
        "starts_on": date(day.year - 2, 1, 1),
        "ends_on": date(day.year - 2, 1, 9),
        "decided_on": date(day.year - 2, 2, 1),
    }
    this_year = {"decided_on": day + timedelta(days=30)}
    upgrade = {"scheme": "upgrade", "occupation": occupations[3]}
    given = {"training_type": "on_job", "level": "4", "applied_on": day + timedelta(days=40)}
    for when in (last_year, this_year):
        for number in (1, 2, 3):
            others = [{"occupation": each, **when} for each in occupations[1 : number + 1]]
            yield line(day, history=others, **given)
            yield line(day, history=[*others, upgrade], **given)
        elsewhere = ({"scheme": "assessment", "fund": fund.code} for fund in codes("fund_sources"))
        for past in ({}, {"level": "5"}, {"scheme": "upgrade"}, {"programme": "syb"}, *elsewhere):
            yield line(day, history=[{**past, **when}], **given)
            start = {
                "training_type": "entrepreneurship",
                "programme": "syb",
                "trainee": {"groups": ["unemployed"]},
            }
            yield line(day, history=[{**past, **when}], **start)
            yield line(day, history=[{**past, **when, "programme": "gyb"}], **start)


def on_days(day: date) -> Iterator[Question]:
    for group in codes("groups"):
        facts = asked.days(day, trainee={"groups": [group.code]})
        yield Question(decide_allowance, (facts,))
        rate = Value("allowance_rate", "", day, None, asked.BUREAU, amount=Decimal(99))
        yield Question(
            lambda policy, rate, facts: decide_allowance(policy.with_local([rate]), facts), (rate, facts)
        )


def on_teaching(day: date) -> Iterator[Question]:
    for given in ({"students_online": 895}, {"weekday_hours": {"数控1班": "1.5"}}):
        yield Question(examine_teaching, (asked.teaching(**given), day))


CLOCKS = {*OFFICE} - {"class_hour_minutes", "fund_sources"}
EVERY = list(every_value())


@pytest.mark.parametrize(
    ("region", "county", "value"), [case for case in EVERY if case.values[2].name not in CLOCKS]
)
def test_each_declared_value_changes_some_outcome(region, county, value):
    policy = load(region, county)

    for other in altered(value):
        changed = instead(policy, value, other)
        assert any(each.answer(policy) != each.answer(changed) for each in questions(value)), other


def instead(policy: Policy, value: Value, other: Value) -> Policy:
    """Give the policy with another value in the place of one."""
    values = [other if each is value else each for each in policy.values]
    return Policy(policy.region, policy.title, "", values, policy.missing, policy.rules)


# --- what the steps of the journey read -------------------------------------------------------------------


def accepted(desk: Desk, county: County) -> object:
    filing_id = filings.draft(desk, builders.entry(county))
    filings.file_roster(desk, filing_id, builders.roster(builders.PEOPLE))
    builders.receive_all(desk, "filing", filing_id)
    filings.accept(desk, filing_id)
    return filings.sheet(desk, filing_id).due_on


def corrected(desk: Desk, county: County) -> object:
    filings.ask_correction(desk, county.ids["filing"], ["请补交培训计划"])
    return [each.due_on for each in filings.sheet(desk, county.ids["filing"]).corrections]


def submitted(desk: Desk, county: County) -> object:
    claim_id = subsidies.apply(desk, county.ids["filing"])
    builders.receive_all(desk, "claim", claim_id)
    subsidies.submit(desk, claim_id)
    return subsidies.sheet(desk, claim_id).due_on


def posted(desk: Desk, county: County) -> object:
    notice_id = notices.prepare(desk, [county.ids["claim"]], "公示栏")
    notices.post(desk, notice_id)
    return notices.sheet(desk, notice_id).ends_on


def boxed(desk: Desk, county: County) -> object:
    return spine(desk, county.ids["filing"]).keeping


def prepared(desk: Desk, county: County) -> object:
    return payments.sheet(desk, payments.prepare(desk, county.ids["notice"], "allowance")).fund


STEPS: dict[str, tuple[str, str, Callable[[Desk, County], object]]] = {
    "filing_review_days": ("empty", "filed", accepted),
    "correction_days": ("filed", "filed", corrected),
    "claim_review_days": ("held", "applied", submitted),
    "publicity_days": ("held", "posted", posted),
    "retention_years": ("filed", "filed", boxed),
    "allowance_fund_sources": ("closed", "paid", prepared),
}
"""For each of these: the stage at which a county stands, the day, and the step that reads the value."""


def standard_entered(county: County) -> None:
    """Enter the standard that Anhui leaves to its counties, proposed by one and confirmed by another."""
    own = local_values.LocalEntry(
        name="training_standard",
        since=date(2020, 1, 1),
        amount=Decimal(900),
        document="演练县办法",
        document_number="",
        clause="第一条",
        scope={"training_type": ("employment_skills",)},
    )
    with county.desk("jingban") as desk:
        entered = local_values.propose(desk, own)
    with county.desk("fuhe") as desk:
        local_values.confirm(desk, entered)


def taken(county: County, day: date, policy: Policy, step: Callable[[Desk, County], object]) -> object:
    """Take a step under a policy, keep what it said and nothing else."""
    told: list[object] = []
    with contextlib.suppress(Undone), county.desk("jingban", day) as desk:
        desk.policy = policy.with_local(desk.policy.local)
        told.append(step(desk, county))
        raise Undone
    return told


class Undone(Exception):
    """Takes a step back, so that the next starts where this one did."""


@pytest.mark.parametrize(
    ("region", "county", "value"), [case for case in EVERY if case.values[2].name in CLOCKS]
)
def test_each_clock_moves_the_step_that_reads_it(region, county, value):
    stage, day, step = STEPS[value.name]
    policy = load(region, county)
    always = replace(value, since=date(2000, 1, 1), until=None)
    declared = instead(policy, value, always)
    other = value.value + 1 if isinstance(value.value, int) else ("other",)
    changed = instead(policy, value, replace(always, value=other))

    with builders.stage(stage, region=region) as ground:
        on = getattr(ground.days, day)
        if region == "anhui":
            standard_entered(ground)
        if step is posted:
            builders.grant(ground, builders.claim(ground, ground.ids["filing"]))
        before, after = (taken(ground, on, each, step) for each in (declared, changed))

    assert len(before) == len(after) == 1
    assert before != after


def test_every_clock_has_a_step():
    assert set(STEPS) == CLOCKS
