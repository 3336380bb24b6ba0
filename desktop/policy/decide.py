"""The three questions put to a policy: is a filing in order, what does a line get, what does a day get."""

from datetime import date
from decimal import Decimal

from desktop.codes import entry
from desktop.policy.amounts import training_amount
from desktop.policy.case import of_filing, of_line
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
from desktop.policy.law import Duties, Kind, Law
from desktop.policy.living import days_of_class
from desktop.policy.region import Policy

_NOTHING = Decimal(0)


def examine_filing(policy: Policy, facts: FilingFacts, day: date) -> tuple[Finding, ...]:
    """Give every finding on a filing under the law of `day`: first the plan's, then each trainee's.

    A finding on a trainee carries the trainee's key as its subject (J2-J7, J12, A2-A4, A8).
    """
    kind = Kind(facts.training_type, facts.case_kind, facts.level, facts.occupation, facts.programme)
    duties = policy.on(day).duties(kind)
    case = of_filing(facts)
    found = [rule.check(rule, facts) for rule in duties.plan]
    found += [rule.check(rule, case) for rule in duties.case]
    for trainee in facts.trainees:
        found += [rule.check(rule, trainee, case) for rule in duties.person if rule.concerns(trainee.groups)]
    return tuple(finding for finding in found if finding is not None)


def decide_training(policy: Policy, line: LineFacts) -> Decision:
    """Give what one trainee of a finished class brings, with every finding and the value it rests on (J10).

    A binding finding refuses the line; one "in principle" is left to a reviewer with a written reason. Raises
    ValueMissing when the amount is left to the locality and the bureau has not entered it.
    """
    law = law_for(policy, line.opened_on, line.ended_on, line.applied_on)
    kind = Kind(
        line.training_type, line.case_kind, line.level, line.occupation, line.programme, line.category
    )
    duties = law.duties(kind)
    findings = _on_line(duties, line)
    if findings and any(finding.strength is Strength.MUST for finding in findings):
        return Decision(
            Outcome.REFUSED, _NOTHING, None, findings, 0, (), law.day, policy.version, duties.on_line
        )
    basis, amount, steps = training_amount(law, kind, line)
    return Decision(
        Outcome.GRANTED, amount, basis, findings, 0, (), law.day, policy.version, duties.on_line, steps
    )


def _on_line(duties: Duties, line: LineFacts) -> tuple[Finding, ...]:
    case, trainee = of_line(line), line.trainee
    groups = trainee.groups
    found = [rule.check(rule, case) for rule in duties.case]
    found += [
        rule.check(rule, trainee, case) for rule in duties.person if not rule.groups or rule.concerns(groups)
    ]
    found += [rule.check(rule, line) for rule in duties.line if not rule.groups or rule.concerns(groups)]
    if line.history:
        found += [
            rule.check(rule, line) for rule in duties.history if not rule.groups or rule.concerns(groups)
        ]
    if not any(found):
        return ()
    return tuple(finding for finding in found if finding is not None)


def decide_allowance(policy: Policy, line: AllowanceFacts) -> Decision:
    """Give what one trainee's days bring: rate by day, less the days already paid (J11).

    Cut when some days fall away, refused when none is left or the person is in no group that gets it. Raises
    ValueMissing when the region leaves the allowance to the locality and the bureau has not entered it.
    """
    law = law_for(policy, line.opened_on, line.ended_on, line.applied_on)
    rate = law.value("allowance_rate", group=line.trainee.groups)
    duties = law.duties(Kind())
    found = [(rule, rule.check(rule, line)) for rule in duties.days if rule.concerns(line.trainee.groups)]
    findings = tuple(finding for _, finding in found if finding is not None)
    barred = any(
        finding is not None and not rule.cuts and finding.strength is Strength.MUST for rule, finding in found
    )
    granted = tuple(day for day in days_of_class(law, line) if day not in line.paid_days)
    if barred or not granted:
        return Decision(
            Outcome.REFUSED, _NOTHING, None, findings, 0, (), law.day, policy.version, duties.on_days
        )
    cut = any(finding is not None and rule.cuts for rule, finding in found)
    daily = rate.amount or _NOTHING
    amount = daily * len(granted)
    return Decision(
        Outcome.CUT if cut else Outcome.GRANTED,
        amount,
        rate,
        findings,
        len(granted),
        granted,
        law.day,
        policy.version,
        duties.on_days,
        (Step(rate, f"{yuan(daily)}×{len(granted)}天", amount),),
    )


def examine_teaching(policy: Policy, facts: TeachingFacts, day: date) -> tuple[Finding, ...]:
    """Give every finding on a county's online teaching at technical schools under the law of `day` (A9)."""
    duties = policy.on(day).duties(Kind())
    found = [rule.check(rule, facts) for rule in duties.teaching]
    return tuple(finding for finding in found if finding is not None)


def scheme_open(policy: Policy, scheme: str, day: date) -> bool:
    """Say whether a region has a scheme on a day: `training` or `allowance`, by its own or a local value."""
    rate = entry("schemes", scheme).fields["rate"]
    return any(value.name == rate for value in policy.values_on(day))


def class_hours(policy: Policy, minutes: int, day: date) -> Decimal:
    """Give minutes of learning in class hours of the day's length, cut to two places (J7)."""
    length = policy.on(day).whole("class_hour_minutes")
    return (Decimal(minutes) / length).quantize(Decimal("0.01"), "ROUND_DOWN")


def law_for(policy: Policy, opened_on: date, ended_on: date, applied_on: date) -> Law:
    """Give the law that a class stands under: that of its opening, unless the region says another day."""
    law = policy.on(opened_on)
    if law.day_that_counts == "opened_on":
        return law
    return policy.on(ended_on if law.day_that_counts == "ended_on" else applied_on)
