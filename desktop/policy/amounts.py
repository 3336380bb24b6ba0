"""What a training subsidy comes to: the shapes an amount may have, and what raises, lowers or bounds it.

An amount's `per` says how it is reckoned: `person` (the amount itself), `hour` (each class hour attended, with a
cap), `cost` (a percentage of what the training cost, with a cap), `standard` (a percentage of the standard of
another training type); `person_year`, which may be a percentage of what the enterprise pays up to the amount, and
`project` are settled for the class as a whole. A table by category and level is a list of values with those scopes.
"""

# ruff: noqa: ARG001  # every shape is asked in the same way and takes what it needs

from collections.abc import Callable, Mapping
from decimal import Decimal

from desktop.codes import title
from desktop.policy.facts import LineFacts, Step, Value
from desktop.policy.figures import HUNDRED, in_fen, plain, yuan
from desktop.policy.law import Kind, Law, number
from desktop.policy.projects import share_of_class
from desktop.problems import Refused

Shape = Callable[[Law, Value, LineFacts], tuple[Decimal, tuple[Step, ...]]]


def training_amount(law: Law, kind: Kind, line: LineFacts) -> tuple[Value, Decimal, tuple[Step, ...]]:
    """Give the standard of a line, the amount in yuan and, where it is more than the standard, the steps to it.

    Raises ValueMissing for an unset standard and Refused for a fact that the shape needs and the line lacks.
    """
    basis = law.value("training_standard", group=line.trainee.groups, **kind._asdict())
    per = basis.terms.get("per", "person")
    if per not in SHAPES:
        raise Refused(f"“{basis.title}”按项目整体核定，不能逐人计算补贴。", "请按项目制办理。")
    if line.apprenticeship is not None and per != "person_year":
        raise Refused(
            f"“{basis.title}”不是按每人每年登记的，企业新型学徒制补贴无法计算。",
            "请在“政策 → 本地政策值”中单独登记企业新型学徒制的标准。",
        )
    amount, steps = SHAPES[per](law, basis, line)
    if not basis.local and not basis.county and per not in WHOLE_CLASS:
        amount, more = _adjusted(law, line, amount)
        steps += more
    return basis, amount, steps


def same_for_all(law: Law, basis: Value) -> bool:
    """Say whether a standard brings every line of its kind the same amount."""
    return basis.terms.get("per", "person") == "person" and not law.by_group("training_standard")


def _person(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    return basis.amount or Decimal(0), ()


def _hour(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    rate = basis.amount or Decimal(0)
    amount = in_fen(rate * line.attended_hours)
    figures = f"{yuan(rate)}×{plain(line.attended_hours)}课时"
    return _capped(basis, amount, Step(basis, figures, amount))


def _cost(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    if line.cost is None:
        raise Refused(
            f"{line.trainee.name}所在班期没有登记培训成本，补贴按成本的一定比例核定，无法计算。",
            "请在“备案 → 修改”的“成本预算（元）”中登记，除以计划人数即为人均成本。",
        )
    share = basis.terms["percent"]
    amount = in_fen(line.cost * share / HUNDRED)
    return _capped(basis, amount, Step(basis, f"培训成本{yuan(line.cost)}×{plain(share)}%", amount))


def _standard(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    type_ = basis.terms["of"]
    whole = law.value("training_standard", training_type=type_, category=line.category, level=line.level)
    share = basis.terms["percent"]
    amount = in_fen((whole.amount or Decimal(0)) * share / HUNDRED)
    figures = f"{title('training_types', type_)}标准{yuan(whole.amount or Decimal(0))}×{plain(share)}%"
    return _capped(basis, amount, Step(basis, figures, amount))


def _person_year(law: Law, basis: Value, line: LineFacts) -> tuple[Decimal, tuple[Step, ...]]:
    return share_of_class(law, basis, line)


SHAPES: Mapping[str, Shape] = {
    "person": _person,
    "hour": _hour,
    "cost": _cost,
    "standard": _standard,
    "person_year": _person_year,
}


WHOLE_CLASS = frozenset({"person_year", "project"})
"""The shapes that are settled for a class as a whole (desktop/policy/projects.py)."""


def _capped(basis: Value, amount: Decimal, step: Step) -> tuple[Decimal, tuple[Step, ...]]:
    cap = basis.terms.get("cap")
    if cap is None or amount <= cap:
        return amount, (step,)
    return Decimal(cap), (step, Step(basis, f"最高{yuan(Decimal(cap))}", Decimal(cap)))


def _adjusted(law: Law, line: LineFacts, amount: Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    """Give the region's amount raised or lowered by the locality, raised for a shortage, and kept in bounds."""
    steps: list[Step] = []
    factor = law.find("city_factor", training_type=line.training_type)
    if factor is not None:
        amount = _by(steps, factor, amount, "本地浮动")
    uplift = law.find("shortage_uplift", training_type=line.training_type, level=line.level)
    if uplift is not None and _in_shortage(law, line.occupation):
        amount = _by(steps, uplift, amount, "紧缺职业上浮")
    kind = {"training_type": line.training_type, "level": line.level}
    floor, ceiling = law.find("standard_floor", **kind), law.find("standard_ceiling", **kind)
    if floor is not None and floor.amount is not None and amount < floor.amount:
        amount = floor.amount
        steps.append(Step(floor, f"不低于{yuan(amount)}", amount))
    if ceiling is not None and ceiling.amount is not None and amount > ceiling.amount:
        amount = ceiling.amount
        steps.append(Step(ceiling, f"不超过{yuan(amount)}", amount))
    return amount, tuple(steps)


def _by(steps: list[Step], value: Value, amount: Decimal, called: str) -> Decimal:
    share = number(value)
    raised = in_fen(amount * (HUNDRED + share) / HUNDRED)
    steps.append(Step(value, f"{called}{plain(share)}%", raised))
    return raised


def _in_shortage(law: Law, occupation: str) -> bool:
    listed = law.find("shortage_occupations")
    return listed is not None and isinstance(listed.value, tuple) and occupation in listed.value
