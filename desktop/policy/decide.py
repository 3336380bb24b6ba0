"""The three questions put to a policy: is a filing in order, what does a line get, what does a day get."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from desktop.codes import entry
from desktop.policy.amounts import same_for_all, training_amount
from desktop.policy.bound import Duties
from desktop.policy.facts import (
    AllowanceFacts,
    Decision,
    FilingFacts,
    Finding,
    LineFacts,
    Outcome,
    Step,
    Strength,
    TeachingFacts,
)
from desktop.policy.figures import yuan
from desktop.policy.law import Kind, Law, number
from desktop.policy.living import days_of_class
from desktop.policy.region import Policy
from desktop.policy.values import ValueMissing

_NOTHING = Decimal(0)


def examine_filing(policy: Policy, facts: FilingFacts, day: date) -> tuple[Finding, ...]:
    """Give every finding on a filing under the law of `day`: first the plan's, then each trainee's.

    A finding on a trainee carries the trainee's key as its subject (J2-J7, J12, A2-A4, A8).
    """
    kind = Kind(facts.training_type, facts.case_kind, facts.level, facts.occupation, facts.programme)
    try:
        rules = duties(policy, policy.on(day), kind).by_sight
        found = [check(rule, facts) for sight in ("plan", "case") for check, rule in rules[sight]]
        for trainee in facts.trainees:
            found += [
                check(rule, trainee, facts.starts_on)
                for check, rule in rules["person"]
                if rule.concerns(trainee.groups)
            ]
    except ValueMissing as missing:
        raise missing.on(day) from None
    return tuple(finding for finding in found if finding is not None)


def decide_training(policy: Policy, line: LineFacts, law_of: date | None = None) -> Decision:
    """Give what one trainee of a finished class brings, with every finding and the value it rests on (J10).

    A binding finding refuses the line; one "in principle" is left to a reviewer with a written reason. `law_of`
    puts the law of another day in place of the one that the policy chooses. Raises ValueMissing when the amount
    is left to the locality and the bureau has not entered it.
    """
    day = law_of or line.opened_on
    law = policy.on(day)
    if law_of is None and law.day_that_counts != "opened_on":
        day = line.ended_on if law.day_that_counts == "ended_on" else line.applied_on
        law = policy.on(day)
    kind = (line.training_type, line.case_kind, line.level, line.occupation, line.programme, line.category)
    acting = law.bound.get(kind) or duties(policy, law, kind)
    try:
        early = line.apprenticeship is not None and line.early
        found = list(_before_the_end(acting, line)) if early else _on_line(acting, line)
        if found:
            return _with_findings(policy, law, day, acting, line, tuple(found))
        granted = acting.granted.get(day)
        return granted or _with_findings(policy, law, day, acting, line, ())
    except ValueMissing as missing:
        raise missing.on(day) from None


def _on_line(acting: Duties, line: LineFacts) -> list[Finding]:
    """Give the findings on a line; written out as loops because a county asks this a million times."""
    trainee, opened = line.trainee, line.opened_on
    found: list[Finding] = []
    for check, rule in acting.person:
        finding = check(rule, trainee, opened)
        if finding is not None:
            found.append(finding)
    for check, rule in acting.line:
        finding = check(rule, line)
        if finding is not None:
            found.append(finding)
    if line.history:
        for check, rule in acting.by_sight["history"]:
            finding = check(rule, line) if rule.concerns(trainee.groups) else None
            if finding is not None:
                found.append(finding)
    if acting.grouped:
        found += _of_groups(acting, line)
    return found


def _of_groups(acting: Duties, line: LineFacts) -> Iterator[Finding]:
    """Give the findings of the rules that concern some groups of persons only."""
    groups = line.trainee.groups
    for sight in ("person", "line"):
        for check, rule in acting.by_sight[sight]:
            if not rule.groups or not rule.concerns(groups):
                continue
            facts = (line.trainee, line.opened_on) if sight == "person" else (line,)
            finding = check(rule, *facts)
            if finding is not None:
                yield finding


def _before_the_end(acting: Duties, line: LineFacts) -> Iterator[Finding]:
    """Give the findings on a line whose class goes on: what only its end can show is not asked."""
    for sight in ("person", "case", "history"):
        for check, rule in acting.by_sight[sight]:
            if rule.concerns(line.trainee.groups):
                facts = (line.trainee, line.opened_on) if sight == "person" else (line,)
                finding = check(rule, *facts)
                if finding is not None:
                    yield finding


def _with_findings(
    policy: Policy, law: Law, day: date, acting: Duties, line: LineFacts, findings: tuple[Finding, ...]
) -> Decision:
    asked = acting.on_early if line.early else acting.on_line
    if any(finding.strength is Strength.MUST for finding in findings):
        return Decision(Outcome.REFUSED, _NOTHING, None, findings, 0, (), day, policy.version, asked)
    basis, amount, steps = training_amount(law, acting.kind, line)
    outcome = Outcome.GRANTED if amount or line.apprenticeship is None else Outcome.REFUSED
    decision = Decision(outcome, amount, basis, findings, 0, (), day, policy.version, asked, steps)
    if not findings and same_for_all(law, basis):
        acting.granted[day] = decision
    return decision


def decide_allowance(policy: Policy, line: AllowanceFacts, law_of: date | None = None) -> Decision:
    """Give what one trainee's days bring: rate by day, less the days already paid (J11).

    Cut when some days fall away, refused when none is left or the person is in no group that gets it; `law_of`
    puts the law of another day in place of the one that the policy chooses. Raises ValueMissing when the region
    leaves the allowance to the locality and the bureau has not entered it.
    """
    day = law_of or line.opened_on
    counts = policy.on(day).day_that_counts
    if law_of is None and counts != "opened_on":
        day = line.ended_on if counts == "ended_on" else line.applied_on
    try:
        return _on_days(policy, day, line)
    except ValueMissing as missing:
        raise missing.on(day) from None


def _on_days(policy: Policy, day: date, line: AllowanceFacts) -> Decision:
    law = policy.on(day)
    acting = duties(policy, law, Kind())
    rules = [each for each in acting.by_sight["days"] if each[1].concerns(line.trainee.groups)]
    found = [(rule, finding) for check, rule in rules if (finding := check(rule, line)) is not None]
    findings = tuple(finding for _, finding in found)
    barred = any(not rule.cuts and finding.strength is Strength.MUST for rule, finding in found)
    refused = Decision(Outcome.REFUSED, _NOTHING, None, findings, 0, (), day, policy.version, acting.on_days)
    if barred:
        return refused
    rate = law.value("allowance_rate", group=line.trainee.groups)
    granted = tuple(each for each in days_of_class(law, line) if each not in line.paid_days)
    if not granted:
        return refused
    daily = rate.amount or _NOTHING
    amount = daily * len(granted)
    return Decision(
        Outcome.CUT if any(rule.cuts for rule, _ in found) else Outcome.GRANTED,
        amount,
        rate,
        findings,
        len(granted),
        granted,
        day,
        policy.version,
        acting.on_days,
        (Step(rate, f"{yuan(daily)}×{len(granted)}天", amount),),
    )


def examine_teaching(policy: Policy, facts: TeachingFacts, day: date) -> tuple[Finding, ...]:
    """Give every finding on a county's online teaching at technical schools under the law of `day` (A9)."""
    rules = duties(policy, policy.on(day), Kind()).by_sight["teaching"]
    found = [check(rule, facts) for check, rule in rules]
    return tuple(finding for finding in found if finding is not None)


def scheme_open(policy: Policy, scheme: str, day: date) -> bool:
    """Say whether a region has a scheme on a day: `training` or `allowance`, by its own or a local value."""
    rate = entry("schemes", scheme).fields["rate"]
    return any(value.name == rate for value in policy.values_on(day))


def class_hours(policy: Policy, minutes: int, day: date) -> Decimal:
    """Give minutes of learning in class hours of the day's length, cut to two places (J7)."""
    length = number(policy.value("class_hour_minutes", day))
    return (Decimal(minutes) / length).quantize(Decimal("0.01"), "ROUND_DOWN")


def duties(policy: Policy, law: Law, kind: tuple[str, ...]) -> Duties:
    """Give the rules of a law made ready for a kind of case; made once and then kept with the law."""
    ready: Duties | None = law.bound.get(kind)
    if ready is None:
        ready = law.bound[kind] = Duties(law, policy.on, Kind(*kind))
    return ready
