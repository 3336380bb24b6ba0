"""The rules that could not be checked because nobody recorded the facts they ask for: told, never taken as kept."""

from collections import Counter
from collections.abc import Iterable

from desktop.policy.facts import Decision, Finding, LineFacts, Strength
from desktop.policy.opened import kind_of
from desktop.policy.region import Policy
from desktop.policy.rule import Acting
from desktop.policy.values import applies

FACTS = {
    "practice_county": "实操所在县区",
    "places": "户籍地、常住地或者工作单位所在地",
    "insured_from": "参保日期",
    "class_attendance": "按日的出勤",
}
"""The facts that may be lacking, as a clerk would say them."""


def unchecked(policy: Policy, decided: Iterable[tuple[LineFacts, Decision]]) -> tuple[Finding, ...]:
    """Give a notice for each rule that could not be put to some of a claim's lines: to how many, and what is lacking."""
    lacking: Counter[tuple[str, str]] = Counter()
    rules: dict[str, Acting] = {}
    for line, decision in decided:
        kind = kind_of(line)._asdict()
        for acting in policy.on(decision.day or line.opened_on).rules:
            lacks = acting.rule.lacks
            if lacks is None or not applies(acting.of_case, kind):
                continue
            rules.setdefault(acting.rule.code, acting)
            lacking.update((acting.rule.code, name) for name in lacks(line))
    return tuple(_notice(rules[code], FACTS[name], count) for (code, name), count in lacking.items())


def _notice(acting: Acting, what: str, count: int) -> Finding:
    return Finding(
        acting.rule.code,
        acting.rule.title,
        Strength.NOTICE,
        f"有{count}人的{what}未记载，“{acting.rule.title}”未核。",
        f"请补充登记{what}后重新核算，或者另行核实后办理。",
        acting.cites,
        {"未记载": what, "人数": str(count)},
    )
