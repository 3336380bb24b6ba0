"""A decision put into the sentence a clerk would say: the rule, the value, the document, the clause, the sum."""

from desktop.policy.facts import Decision, Finding, Outcome, Strength, Value
from desktop.policy.figures import in_words, yuan
from desktop.policy.values import value_words


def explain(decision: Decision) -> str:
    """Give a decision in words, from its references alone; the same decision always gives the same sentence."""
    if decision.outcome is Outcome.REFUSED:
        return _refused(decision)
    remarks = "".join(
        _remark(finding) for finding in decision.findings if finding.strength is Strength.PRINCIPLE
    )
    if decision.outcome is Outcome.CUT:
        cuts = "".join(
            f"{finding.sentence}" for finding in decision.findings if finding.strength is Strength.MUST
        )
        return f"核减后核定{yuan(decision.amount)}：{cuts}{_basis(decision)}{remarks}"
    return f"核定{yuan(decision.amount)}：{_basis(decision)}{remarks}"


def _refused(decision: Decision) -> str:
    barring = [finding for finding in decision.findings if finding.strength is Strength.MUST]
    if not barring:
        return f"不予补贴：{_basis(decision) or '没有可以计发的天数或者金额。'}"
    reasons = "".join(f"{finding.sentence.rstrip('。')}（依据{finding.cites}）。" for finding in barring)
    remedies = "".join(dict.fromkeys(finding.remedy for finding in barring))
    return f"不予补贴：{reasons}{remedies}"


def _basis(decision: Decision) -> str:
    value = decision.basis
    if value is None:
        return ""
    sum_ = "，".join(f"{step.figures}＝{yuan(step.amount)}" for step in decision.steps)
    opened = f"，{in_words(decision.day)}适用" if decision.day else ""
    return f"{standard_words(value)}{opened}{'；' + sum_ if sum_ else ''}。"


def standard_words(value: Value) -> str:
    """Give a value with its amount, its clause and its first day: `…标准为1200元/人（依据《…》…，自…起）`."""
    whose = "本地" if value.local else ""
    return f"{whose}{value.title}为{value_words(value)}（依据{value.cites}，自{in_words(value.since)}起）"


def _remark(finding: Finding) -> str:
    return f"另有原则性问题：{finding.sentence.rstrip('。')}（依据{finding.cites}），须书面说明理由。"
