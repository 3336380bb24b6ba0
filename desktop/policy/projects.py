"""What is settled for a class as a whole: an apprenticeship's advance and settlement, a project's lump sum (J15)."""

from datetime import date
from decimal import Decimal

from desktop.policy.facts import ApprenticeFacts, Decision, LineFacts, Outcome, ProjectFacts, Step, Value
from desktop.policy.figures import HUNDRED, in_fen, plain, yuan
from desktop.policy.law import Law, number
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
            f"“{basis.title}”不是按每人每年登记的，企业新型学徒制补贴无法计算。",
            "请在“政策”中核对该标准的计算方式。",
        )
    amount, steps = _of_class(policy.on(facts.opened_on), basis, facts)
    return _granted(policy, facts.opened_on, basis, amount, steps)


def share_of_class(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    """Give a line's even share of what its apprenticeship class brings, to the fen, with the steps to it.

    The shares of all lines add up to the class's amount. Raises Refused for a class that is not known, or when an
    advance is asked of a standard that allows none.
    """
    facts = line.apprenticeship
    if facts is None:
        raise Refused(
            f"“{basis.title}”按班级整体核定，不能逐人计算补贴。", "请按企业新型学徒制申请预支或者结算。"
        )
    if facts.finished_people is None and not _advance_share(law, basis, facts):
        raise Refused(
            f"“{basis.title}”没有规定可以预支（依据{basis.cites}），不能申请预支。",
            "请在结业、取得证书后申请结算；本地文件规定了比例的，请在“政策 → 本地政策值”中登记“学徒制补贴可预支比例”。",
        )
    whole, steps = _of_class(law, basis, facts)
    if not line.sharers or not line.place:
        return _NOTHING, steps
    fen, place = int(whole * HUNDRED), line.place
    own = Decimal(fen * place // line.sharers - fen * (place - 1) // line.sharers) / HUNDRED
    return own, (*steps, Step(basis, f"全班{yuan(whole)}由{line.sharers}人平均分摊", own))


def _of_class(law: Law, basis: Value, facts: ApprenticeFacts) -> tuple[Decimal, tuple[Step, ...]]:
    if facts.finished_people is None:
        return _advance(basis, facts, _advance_share(law, basis, facts))
    return _settlement(basis, facts)


def _advance_share(law: Law, basis: Value, facts: ApprenticeFacts) -> Decimal | int:
    """Give the per cent of a year that may be advanced: what stands with the standard, else what the bureau set."""
    own = law.find("advance_share", training_type="apprenticeship", level=facts.level)
    share: Decimal | int = basis.terms.get("advance", 0)
    return share or (number(own) if own is not None else 0)


def _rate(basis: Value, facts: ApprenticeFacts) -> tuple[Decimal, tuple[Step, ...]]:
    """Give what one apprentice brings a year: the standard, or its share of what the enterprise pays up to it."""
    most, share = basis.amount or _NOTHING, basis.terms.get("percent")
    if share is None:
        return most, ()
    if facts.cost is None:
        raise Refused(
            f"“{basis.title}”按企业支付培训费用的{plain(share)}%核定，没有登记培训费用，无法计算。",
            "请在“备案 → 修改”的“成本预算（元）”中登记，除以计划人数和培养年限即为每人每年的费用。",
        )
    part = in_fen(facts.cost * share / HUNDRED)
    steps = (Step(basis, f"培训费用{yuan(facts.cost)}×{plain(share)}%", part),)
    return (part, steps) if part <= most else (most, (*steps, Step(basis, f"最高{yuan(most)}", most)))


def _advance(basis: Value, facts: ApprenticeFacts, share: Decimal | int) -> tuple[Decimal, tuple[Step, ...]]:
    rate, before = _rate(basis, facts)
    amount = in_fen(rate * facts.planned_people * share / HUNDRED)
    step = Step(basis, f"{facts.planned_people}人×{yuan(rate)}×{plain(share)}%", amount)
    return amount, (*before, step)


def _settlement(basis: Value, facts: ApprenticeFacts) -> tuple[Decimal, tuple[Step, ...]]:
    finished = min(facts.finished_people or 0, facts.planned_people)
    rate, before = _rate(basis, facts)
    whole = in_fen(rate * finished * facts.years)
    steps = [*before, Step(basis, f"{finished}人×{yuan(rate)}×{facts.years}年", whole)]
    if facts.advanced:
        more = facts.advanced - whole
        back = f"（多预支的{yuan(more)}由申请单位退回）" if more > 0 else ""
        steps.append(Step(basis, f"减去已预支{yuan(facts.advanced)}{back}", max(-more, _NOTHING)))
    return steps[-1].amount, tuple(steps)


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
