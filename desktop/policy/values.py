"""Dated, scoped values: which one holds for a case on a day, and what it means that there is none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.codes import Code, codes, entry, title
from desktop.policy.facts import Citation, Value
from desktop.policy.figures import day_before, in_words, plain
from desktop.problems import Refused

Scope = Mapping[str, tuple[str, ...]]
BEGINNING = date(1949, 10, 1)
"""The first day of what a document leaves to the locality without telling since when."""
SCREEN = "政策 → 本地政策值"

SCOPES: Mapping[str, str] = {
    "case_kind": "case_kinds",
    "training_type": "training_types",
    "category": "",
    "level": "levels",
    "occupation": "occupations",
    "programme": "programmes",
    "group": "groups",
    "sex": "",
}
"""What a value or a rule may be limited to, and the code table of each (none for A/B/C and 男/女)."""

_OPEN_WORDS: Mapping[str, tuple[str, ...]] = {"category": ("A", "B", "C"), "sex": ("男", "女")}


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is missing on purpose: the document named leaves it to the locality.

    An `optional` one only widens or narrows: without it the rule that would use it stays silent.
    """

    name: str
    title: str
    since: date
    until: date | None
    cites: Citation
    scope: Scope = field(default_factory=dict)
    optional: bool = False
    note: str = ""


class ValueMissing(Refused):
    """No value is set for a case on a day; the sentence names the value, the document and where to enter it."""

    def __init__(self, name: str, called: str, day: date, cites: Citation | None) -> None:
        source = f"{cites}没有写明，由各地确定" if cites else "现有政策文件没有规定"
        super().__init__(
            f"缺少“{called}”在{in_words(day)}的数值：{source}，本地尚未登记，无法继续核定。",
            f"请在“{SCREEN}”中登记该值及其依据的文件、文号和条款。",
        )
        self.name = name
        self.called = called
        self.cites = cites

    def on(self, day: date) -> "ValueMissing":
        """Give the same refusal for another day of the same law."""
        return ValueMissing(self.name, self.called, day, self.cites)


def known_codes(key: str) -> frozenset[str]:
    """Give the codes that a scope key may hold."""
    if key in _OPEN_WORDS:
        return frozenset(_OPEN_WORDS[key])
    return frozenset(code.code for code in codes(SCOPES[key]))


def scope_words(scope: Scope) -> str:
    """Give a scope in words, e.g. `岗位技能提升培训、初级（五级）`; empty for no scope."""
    parts = []
    for key, chosen in scope.items():
        words = [f"{code}类" if key == "category" else code for code in chosen]
        parts.append(
            "或".join(title(SCOPES[key], code) for code in chosen) if SCOPES[key] else "或".join(words)
        )
    return "、".join(parts)


def applies(scope: Scope, asked: Mapping[str, str | frozenset[str]]) -> bool:
    """Say whether something limited to `scope` holds for what is asked; many groups: one of them is enough."""
    for key, allowed in scope.items():
        one = asked.get(key)
        if one is None or (one not in allowed if isinstance(one, str) else one.isdisjoint(allowed)):
            return False
    return True


def in_force(since: date, until: date | None, day: date) -> bool:
    """Say whether a period, both ends included, holds a day."""
    return since <= day and (until is None or day <= until)


def clash(first: Value | Missing, second: Value | Missing) -> bool:
    """Say whether two entries of one name could both answer one question, neither being the narrower."""
    if first.name != second.name or not _periods_meet(first, second) or _county(first) != _county(second):
        return False
    one, two = first.scope, second.scope
    if any(set(one[key]).isdisjoint(two[key]) for key in one.keys() & two.keys()):
        return False
    return not (one.keys() < two.keys() or two.keys() < one.keys())


def _county(each: Value | Missing) -> str:
    return each.county if isinstance(each, Value) else ""


def _periods_meet(first: Value | Missing, second: Value | Missing) -> bool:
    later = max(first.since, second.since)
    return all(end is None or later <= end for end in (first.until, second.until))


def settled(local: Iterable[Value]) -> tuple[Value, ...]:
    """Give a bureau's own values, named and typed; of one scope a later value ends the one left open before it.

    Raises Refused for an unknown name, a wrong kind of value, a missing citation or two values that clash.
    """
    shaped = sorted((_shaped(value) for value in local), key=lambda value: value.since)
    done: list[Value] = []
    for at, entered in enumerate(shaped):
        later = next(
            (v for v in shaped[at + 1 :] if (v.name, v.scope) == (entered.name, entered.scope)), None
        )
        ends = later and later.since > entered.since and entered.until is None
        value = replace(entered, until=day_before(later.since)) if later and ends else entered
        if any(clash(value, other) for other in done):
            raise Refused(
                f"“{value.title}”自{in_words(value.since)}起已有另一个本地值，同一天出现两个标准，无法核定。",
                "请先写明前一个值的截止日期，或者改正起始日期。",
            )
        done.append(value)
    return tuple(done)


def _shaped(value: Value) -> Value:
    """Give a local value with its title, unit and a value of the right kind."""
    kind = entry("policy_values", value.name)
    if not value.cites.document.strip() or not value.cites.clause.strip():
        raise Refused(
            f"“{kind.title}”没有写明依据，无依据的数值不能用于核定。", "请填写依据的文件名称、文号和条款。"
        )
    if value.until is not None and value.until < value.since:
        raise Refused(f"“{kind.title}”的截止日期早于起始日期，这个值永远不会生效。", "请改正日期。")
    for key, chosen in value.scope.items():
        if key not in SCOPES or not chosen or not known_codes(key).issuperset(chosen):
            raise Refused(f"“{kind.title}”的适用范围无法识别，不知道对谁适用。", "请从列表中选择适用范围。")
    words = scope_words(value.scope)
    amount, plain_value = typed(kind, value.amount if value.amount is not None else value.value)
    by_year = _by_year(value.name, value.scope)
    return replace(
        value,
        title=value.title or (f"{kind.title}（{words}）" if words else kind.title),
        unit=value.unit or _unit(value.name, value.scope),
        terms={"per": "person_year"} if by_year else value.terms,
        amount=amount,
        value=plain_value,
        local=True,
    )


def _by_year(name: str, scope: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a bureau's own standard is one by person and year: that of apprenticeships alone (J15)."""
    return name == "training_standard" and list(scope.get("training_type", ())) == ["apprenticeship"]


def _unit(name: str, scope: Mapping[str, Sequence[str]]) -> str:
    return "元/人·年" if _by_year(name, scope) else str(entry("policy_values", name).fields["unit"])


def typed(kind: Code, given: Any) -> tuple[Decimal | None, int | Decimal | str | tuple[str, ...] | None]:
    """Give what was written, as (amount, value) of the kind that the name asks for; Refused when it is not."""
    sort = kind.fields["kind"]
    if sort in {"amount", "share", "factor"}:
        number = _number(given)
        least = Decimal(-100) if sort == "factor" else Decimal(0)
        most = None if sort == "amount" else Decimal(100)
        if number is None or number < least or (most is not None and number > most):
            raise Refused(f"“{kind.title}”应为{_range(sort)}，现为“{given}”，无法使用。", "请改正数值。")
        return (number, None) if sort == "amount" else (None, number)
    if sort == "whole":
        number = _number(given)
        if number is None or number < 0 or number != number.to_integral_value():
            raise Refused(f"“{kind.title}”应为不小于0的整数，现为“{given}”，无法使用。", "请改正数值。")
        return None, int(number)
    if sort == "word":
        if not isinstance(given, str) or given not in kind.fields["words"]:
            raise Refused(f"“{kind.title}”没有“{given}”这一选项，无法使用。", "请从列表中选择。")
        return None, str(given)
    listed = (
        tuple(given.replace("，", "、").replace(",", "、").split("、")) if isinstance(given, str) else given
    )
    if listed is not None and not isinstance(listed, list | tuple):
        raise Refused(f"“{kind.title}”应为一列代码，现为“{given}”，无法使用。", "请从列表中选择。")
    known = {code.code for code in codes(kind.fields["table"])}
    chosen = tuple(str(each).strip() for each in listed if str(each).strip()) if listed else ()
    if not known.issuperset(chosen):
        unknown = "、".join(sorted(set(chosen) - known))
        raise Refused(f"“{kind.title}”含有无法识别的代码{unknown}，无法使用。", "请从列表中选择。")
    return None, chosen


def _number(given: Any) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, int | Decimal | str):
        return None
    try:
        number = Decimal(given)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _range(sort: str) -> str:
    return {"amount": "不小于0的金额（元）", "share": "0至100的百分比"}.get(sort, "-100至100的百分比")


def value_words(value: Value) -> str:
    """Give what a value says, in words: `不低于1000元/人`, `40%`, `所有企业`."""
    kind = entry("policy_values", value.name)
    if value.amount is not None:
        return f"{'不低于' if value.at_least else ''}{_share_words(value)}{plain(value.amount)}{value.unit}"
    sort = kind.fields["kind"]
    if sort == "word":
        return str(kind.fields["words"][value.value])
    if sort == "codes" and isinstance(value.value, tuple):
        return "、".join(title(kind.fields["table"], code) for code in value.value) or "无"
    number = value.value if isinstance(value.value, int | Decimal) else Decimal(0)
    return f"{'不低于' if value.at_least else ''}{plain(number)}{value.unit}"


def _share_words(value: Value) -> str:
    """Say of what an apprenticeship's standard is a share, the amount being the most: `企业支付培训费用的60%，最高`."""
    share = value.terms.get("percent") if value.terms.get("per") == "person_year" else None
    return "" if share is None else f"企业支付培训费用的{plain(share)}%，最高"


def figure_words(name: str, given: Decimal | str | None, scope: Mapping[str, Sequence[str]]) -> str:
    """Give what was written for a name, in words, as `value_words` does; Refused when it is of the wrong kind."""
    kind = entry("policy_values", name)
    amount, value = typed(kind, given)
    cites = Citation("", "", "")
    made = Value(name, kind.title, date.min, None, cites, amount, value, _unit(name, scope))
    return value_words(made)
