"""The rules on a trainee, asked of the roster before the class and of each line after it (J2, A2, A3)."""

# ruff: noqa: ARG001  # every check is asked in the same way and takes what it needs

from datetime import date

from desktop.codes import title
from desktop.policy.bound import Bound
from desktop.policy.facts import Finding, TraineeFacts, Value
from desktop.policy.figures import age_on, day_before, in_words, months_after, months_between

_EMPLOYED = frozenset({"employee"})
_NEVER = 1000


def minimum_age(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A trainee must have reached the lowest working age on the opening day."""
    least = rule.minimum_age
    if opened.year - trainee.born.year > least:
        return None
    age = age_on(trainee.born, opened)
    if age >= least:
        return None
    return rule.finding(
        f"{trainee.name}开班日未满{least}周岁，不能参加补贴性培训。",
        "请核对出生日期；确未到龄的，请从花名册移除。",
        {"出生日期": in_words(trainee.born), "开班日": in_words(opened), "年龄": f"{age}周岁"},
        subject=trainee.key,
        cites=rule.cites("minimum_age"),
    )


def retirement(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A trainee must not have reached the statutory retirement age on the opening day."""
    earliest = rule.kept.get((trainee.sex, opened)) or _earliest(rule, "retirement_age", trainee.sex, opened)
    if opened.year - trainee.born.year < earliest:
        return None
    age = rule.law_on(opened).find("retirement_age", sex=trainee.sex)
    if age is None or opened < (retires := retires_on(trainee.born, age)):
        return None
    return rule.finding(
        f"{trainee.name}（{trainee.sex}）开班日已达到法定退休年龄，不属于补贴对象。",
        "请核对出生日期和性别；已到退休年龄的，请从花名册移除。",
        {
            "出生日期": in_words(trainee.born),
            "开班日": in_words(opened),
            "达到退休年龄之日": in_words(retires),
        },
        subject=trainee.key,
        cites=age.cites,
    )


def worker_retirement(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A woman between the retirement ages of workers and of staff: her post decides, so the clerk is told."""
    earliest = rule.kept.get((trainee.sex, opened)) or _earliest(
        rule, "worker_retirement_age", trainee.sex, opened
    )
    if opened.year - trainee.born.year < earliest:
        return None
    law = rule.law_on(opened)
    age = law.find("worker_retirement_age", sex=trainee.sex)
    if age is None or opened < (retires := retires_on(trainee.born, age)):
        return None
    later = law.find("retirement_age", sex=trainee.sex)
    if later is not None and opened >= retires_on(trainee.born, later):
        return None
    return rule.finding(
        f"{trainee.name}（{trainee.sex}）开班日已达到女工人的退休年龄，属管理、技术岗位的才未到龄。",
        "请向单位核实岗位；原为工人岗位且已办理退休的，请从花名册移除。",
        {"出生日期": in_words(trainee.born), "女工人退休之日": in_words(retires)},
        subject=trainee.key,
        cites=age.cites,
    )


def _earliest(rule: Bound, name: str, sex: str, opened: date) -> int:
    """Give the years of age below which nobody of a sex can have reached a retirement age on a day; kept with the rule."""
    age = rule.law_on(opened).find(name, sex=sex)
    years: int = rule.kept.setdefault((sex, opened), _years(age) if age else _NEVER)
    return years


def retires_on(born: date, age: Value) -> date:
    """Give the day on which somebody reaches a retirement age, with the ladder where it has one.

    The ladder: who is born in or after the month of `born_from` retires one month later for every `every`
    months, until the age of `target` is reached.
    """
    months = _years(age) * 12
    terms = age.terms
    if terms and born >= terms["born_from"]:
        steps = months_between(terms["born_from"], born) // terms["every"] + 1
        months = min(months + steps, terms["target"] * 12)
    return months_after(born, months)


def _years(age: Value) -> int:
    return age.value if isinstance(age.value, int) else 0


def hire_window(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A newly hired trainee's class opens within so many months of the hire date, and not before it (A2)."""
    hired = trainee.hired_on
    if hired is None:
        return rule.finding(
            f"{trainee.name}没有入职日期，无法判断是否属于新录用人员。",
            "请在花名册补填“入职日期”，从“备案 → 导入花名册”重新导入，并附劳动合同。",
            subject=trainee.key,
        )
    months = rule.hire_window_months
    if 0 <= (opened - hired).days <= months * 28 or hired <= opened <= months_after(hired, months):
        return None
    facts = {
        "入职日期": in_words(hired),
        "开班日": in_words(opened),
        "最迟开班日": in_words(months_after(hired, months)),
    }
    if opened < hired:
        sentence = f"{trainee.name}开班日早于入职日期，开班时还不是本单位员工。"
    else:
        sentence = f"{trainee.name}开班日距入职已超过{months}个月，不属于新录用人员。"
    return rule.finding(
        sentence,
        "请核对入职日期；确不符合的，请从花名册移除，或者改办其他类型的培训。",
        facts,
        subject=trainee.key,
        cites=rule.cites("hire_window_months"),
    )


def employment(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A trainee has a labour contract that holds on the opening day or, where allowed, works there in fact (A2, J12)."""
    proofs = rule.employment_proofs
    start, end = trainee.contract_from, trainee.contract_until
    if "contract" in proofs and start is not None and start <= opened and (end is None or opened <= end):
        return None
    hired = trainee.hired_on
    if "de_facto" in proofs and start is None and hired is not None and hired <= opened:
        return None
    if start is None:
        sentence = f"{trainee.name}没有登记劳动合同，无法证明与单位的劳动关系。"
        facts = {"开班日": in_words(opened)}
    else:
        sentence = f"{trainee.name}的劳动合同在开班日没有生效或者已经到期，开班时没有劳动关系。"
        facts = {"合同期限": _period(start, end), "开班日": in_words(opened)}
    return rule.finding(
        sentence,
        "请在花名册补填在开班日有效的“合同起始日期、合同终止日期”，从“备案 → 导入花名册”重新导入；没有的，请从花名册移除。",
        facts,
        subject=trainee.key,
    )


def de_facto(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """Who works without a contract is let through, and the clerk is reminded of the proof (A2)."""
    if trainee.contract_from is not None or trainee.hired_on is None:
        return None
    return rule.finding(
        f"{trainee.name}没有登记劳动合同，按事实劳动关系办理。",
        "请留存工资发放、社会保险缴纳等能够证明劳动关系的材料。",
        {"入职日期": in_words(trainee.hired_on)},
        subject=trainee.key,
    )


def contract_length(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """The labour contract runs for at least so many months; one without an end always does."""
    start, end = trainee.contract_from, trainee.contract_until
    if start is None or end is None:
        return None
    months = rule.contract_months
    if end >= day_before(months_after(start, months)):
        return None
    return rule.finding(
        f"{trainee.name}的劳动合同期限不足{months}个月，不符合新录用培训补贴的条件。",
        "请核对合同起止日期；确不足的，请从花名册移除。",
        {"合同期限": _period(start, end)},
        subject=trainee.key,
        cites=rule.cites("contract_months"),
    )


def contract_window(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """The class opens within so many months of the signing of the contract."""
    start = trainee.contract_from
    months = rule.contract_window_months
    if start is None or opened <= months_after(start, months):
        return None
    return rule.finding(
        f"{trainee.name}开班日距签订劳动合同已超过{months}个月，不符合新录用培训补贴的条件。",
        "请核对合同签订日期；确已超过的，请从花名册移除，或者改办其他类型的培训。",
        {"合同签订": in_words(start), "最迟开班日": in_words(months_after(start, months))},
        subject=trainee.key,
        cites=rule.cites("contract_window_months"),
    )


def eligible_group(rule: Bound, trainee: TraineeFacts, opened: date) -> Finding | None:
    """A trainee belongs to one of the groups that the training type is meant for (J2)."""
    groups = trainee.groups
    if not groups.isdisjoint(rule.eligible_groups):
        return None
    if trainee.hired_on or trainee.contract_from:
        groups |= _EMPLOYED
        if not groups.isdisjoint(rule.eligible_groups):
            return None
    has = "、".join(title("groups", group) for group in sorted(groups)) or "未登记"
    return rule.finding(
        f"{trainee.name}的人员类别（{has}）不在{title('training_types', rule.asked['training_type'])}的对象范围内。",
        "请在“单位与平台 → 人员 → 登记人员类别”中补充类别及证明材料；确不属于的，请从花名册移除。",
        {"人员类别": has},
        subject=trainee.key,
        cites=rule.cites("eligible_groups"),
    )


def _period(start: date, end: date | None) -> str:
    return f"{in_words(start)}至{in_words(end) if end else '无固定期限'}"
