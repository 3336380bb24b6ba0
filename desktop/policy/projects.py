"""What is settled for a class as a whole: an apprenticeship's advance and settlement, a project's lump sum (J15)."""

from datetime import date
from decimal import Decimal

from desktop.policy.facts import ApprenticeFacts, Decision, Outcome, ProjectFacts, Step, Value
from desktop.policy.figures import HUNDRED, in_fen, plain, yuan
from desktop.policy.region import Policy
from desktop.problems import Refused

_NOTHING = Decimal(0)


def decide_apprenticeship(policy: Policy, facts: ApprenticeFacts) -> Decision:
    """Give what an apprenticeship class brings: the advance while it runs, the settlement once it has ended.

    Advance: people planned × the standard of a year × the share that may be advanced. Settlement: people who
    finished × the standard × years, less what was advanced; cut to nothing when more was advanced than is due.
    Raises ValueMissing when the locality sets the standard and the bureau has not entered it.
    """
    basis = policy.value(
        "training_standard",
        facts.opened_on,
        training_type="apprenticeship",
        level=facts.level,
        occupation=facts.occupation,
        category=facts.category,
    )
    if basis.terms.get("per") != "person_year":
        raise Refused(
            f"“{basis.title}”不是按每人每年登记的，企业新型学徒制补贴无法计算。", "请核对该标准的计算方式。"
        )
    if facts.finished_people is None:
        return _advance(policy, basis, facts)
    return _settlement(policy, basis, facts)


def _rate(basis: Value, facts: ApprenticeFacts) -> tuple[Decimal, tuple[Step, ...]]:
    """Give what one apprentice brings a year: the standard, or its share of what the enterprise pays up to it."""
    most, share = basis.amount or _NOTHING, basis.terms.get("percent")
    if share is None:
        return most, ()
    if facts.cost is None:
        raise Refused(
            f"“{basis.title}”按企业支付培训费用的{plain(share)}%核定，没有登记培训费用，无法计算。",
            "请在培训计划中登记每人每年的培训费用。",
        )
    part = in_fen(facts.cost * share / HUNDRED)
    steps = (Step(basis, f"培训费用{yuan(facts.cost)}×{plain(share)}%", part),)
    return (part, steps) if part <= most else (most, (*steps, Step(basis, f"最高{yuan(most)}", most)))


def _advance(policy: Policy, basis: Value, facts: ApprenticeFacts) -> Decision:
    share = basis.terms.get("advance", 0)
    rate, before = _rate(basis, facts)
    amount = in_fen(rate * facts.planned_people * share / HUNDRED)
    step = Step(basis, f"{facts.planned_people}人×{yuan(rate)}×{plain(share)}%", amount)
    return _granted(policy, facts.opened_on, basis, amount, (*before, step))


def _settlement(policy: Policy, basis: Value, facts: ApprenticeFacts) -> Decision:
    finished = min(facts.finished_people or 0, facts.planned_people)
    rate, before = _rate(basis, facts)
    whole = in_fen(rate * finished * facts.years)
    steps = [*before, Step(basis, f"{finished}人×{yuan(rate)}×{facts.years}年", whole)]
    if facts.advanced:
        steps.append(Step(basis, f"减去已预支{yuan(facts.advanced)}", max(whole - facts.advanced, _NOTHING)))
    return _granted(policy, facts.opened_on, basis, steps[-1].amount, tuple(steps))


def decide_project(policy: Policy, facts: ProjectFacts) -> Decision:
    """Give the lump sum of a project bought as a whole; fewer people passed than planned cut it in proportion.

    Raises ValueMissing when no price is set, and Refused when the standard is not one for a whole project.
    """
    basis = policy.value(
        "training_standard",
        facts.opened_on,
        training_type=facts.training_type,
        level=facts.level,
        occupation=facts.occupation,
        category=facts.category,
    )
    if basis.terms.get("per") != "project" or facts.planned_people <= 0:
        raise Refused(f"“{basis.title}”不是按项目整体核定的，无法按项目计算。", "请按参训人员逐人申请。")
    price = basis.amount or _NOTHING
    passed = min(facts.passed_people, facts.planned_people)
    amount = in_fen(price * passed / facts.planned_people)
    steps = (Step(basis, f"{yuan(price)}×{passed}人÷计划{facts.planned_people}人", amount),)
    if passed == facts.planned_people:
        return _granted(policy, facts.opened_on, basis, amount, ())
    outcome = Outcome.CUT if passed else Outcome.REFUSED
    return Decision(outcome, amount, basis, (), day=facts.opened_on, version=policy.version, steps=steps)


def _granted(policy: Policy, day: date, basis: Value, amount: Decimal, steps: tuple[Step, ...]) -> Decision:
    outcome = Outcome.GRANTED if amount else Outcome.REFUSED
    return Decision(outcome, amount, basis, (), day=day, version=policy.version, steps=steps)
