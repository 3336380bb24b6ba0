"""What shows only when all blocks of a policy stand side by side: overlaps, gaps, circles, and what acts on nobody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from desktop.codes import codes, entry, title
from desktop.policy.blocks import Block, Fault
from desktop.policy.facts import Value
from desktop.policy.figures import in_words
from desktop.policy.rule import Acting
from desktop.policy.rules import AMOUNTS, OFFICE
from desktop.policy.values import Missing, Scope, clash

Entry = tuple[Value | Missing, Block]
Put = tuple[Acting, Block]
_NEEDED_AMOUNTS = frozenset({"training_standard", "allowance_rate", "allowance_day_rule", "applicable_day"})
_FOR_FEW = {"programme": ("training_type", "entrepreneurship")}


def side_by_side(
    values: Sequence[tuple[Value, Block]], gaps: Sequence[tuple[Missing, Block]], rules: Sequence[Put]
) -> Iterator[Fault]:
    """Give the faults of blocks that are sound each by itself."""
    entries: list[Entry] = [*values, *gaps]
    yield from _overlaps(entries, rules)
    yield from _unnamed(entries, rules)
    yield from _unused(entries, rules)
    yield from _uncovered(entries, rules)
    yield from _holes(entries)
    yield from _shares(values, gaps)
    yield from _bounds(values)


def nobody(scope: Scope) -> str:
    """Say why a scope of known codes can match no case at all; empty when it can."""
    for key, (other, only) in _FOR_FEW.items():
        if key in scope and only not in scope.get(other, (only,)):
            return f"“{key}”只用于“{title('training_types', only)}”，与所写的培训类型合不到一起"
    if "occupation" in scope and "category" in scope:
        held = {entry("occupations", code).fields.get("category", "") for code in scope["occupation"]}
        if held.isdisjoint(scope["category"]):
            return "所写的职业（工种）不属于所写的类别"
    return ""


def _overlaps(entries: Sequence[Entry], rules: Sequence[Put]) -> Iterator[Fault]:
    by_name: dict[str, list[Entry]] = {}
    for each, block in entries:
        by_name.setdefault(each.name, []).append((each, block))
    for held in by_name.values():
        for (one, first), (two, second) in combinations(held, 2):
            if clash(one, two):
                yield second.fault(f"“{two.title}”与{first.file}:{first.line}的生效期间和适用范围重叠。")
    for (put, first), (other, second) in combinations(rules, 2):
        if put.rule is other.rule and _meet(put, other):
            yield second.fault(
                f"规则“{other.rule.title}”与{first.file}:{first.line}的生效期间和适用范围重叠。"
            )


def _unnamed(entries: Sequence[Entry], rules: Sequence[Put]) -> Iterator[Fault]:
    named = {each.name for each, _ in entries}
    for acting, block in rules:
        for name in (*acting.rule.values, *acting.rule.optional):
            if name not in named:
                yield block.fault(
                    f"规则“{acting.rule.title}”要用“{name}”，但没有这个值，也没有说明缺少。", "code"
                )


def _unused(entries: Sequence[Entry], rules: Sequence[Put]) -> Iterator[Fault]:
    """Values that no rule consults, or none while they hold and for the cases that they name."""
    needed = _NEEDED_AMOUNTS.union(*(acting.rule.values for acting, _ in rules))
    for each, block in entries:
        if isinstance(each, Missing) and each.optional and each.name in needed:
            yield block.fault(f"没有“{each.title}”就不能核定，不能写 optional。", "optional")
        if each.name in AMOUNTS or each.name in OFFICE:
            continue
        consulting = [
            acting for acting, _ in rules if each.name in (*acting.rule.values, *acting.rule.optional)
        ]
        if not consulting:
            yield block.fault(f"“{each.title}”没有一条规则用到，写了也不起作用。", "name")
        elif not any(_meet(each, acting) for acting in consulting):
            yield block.fault(f"“{each.title}”的生效期间和适用范围内没有一条规则用到它，写了也不起作用。")


def _uncovered(entries: Sequence[Entry], rules: Sequence[Put]) -> Iterator[Fault]:
    """Rules that act on days for which a value they need is neither set nor said to be missing."""
    for acting, block in rules:
        for name in acting.rule.values:
            held = [each for each, _ in entries if each.name == name and _meet(each, acting)]
            day = _first_bare(acting.since, acting.until, held, acting.county)
            if day is not None and any(each.name == name for each, _ in entries):
                yield block.fault(
                    f"规则“{acting.rule.title}”要用“{name}”，但{in_words(day)}没有这个值，也没有说明缺少。",
                    "since",
                )


def _holes(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Values of one scope that follow each other, but not from one day to the next."""
    for each, block in entries:
        if isinstance(each, Missing) or each.until is None or each.name not in (*AMOUNTS, *OFFICE):
            continue
        same = [
            other
            for other, _ in entries
            if isinstance(other, Value)
            and (other.name, other.scope, other.county) == (each.name, each.scope, each.county)
        ]
        later = min((other.since for other in same if other.since > each.until), default=None)
        if later is None:
            continue
        last = later - timedelta(days=1)
        first = each.until + timedelta(days=1)
        wider = [
            other
            for other, _ in entries
            if other.name == each.name and other.scope.items() <= each.scope.items()
        ]
        day = _first_bare(first, last, wider)
        if first <= last and day is not None:
            yield block.fault(f"“{each.title}”截止后到{in_words(later)}之间没有值，也没有说明缺少。", "until")


def _shares(values: Sequence[tuple[Value, Block]], gaps: Sequence[tuple[Missing, Block]]) -> Iterator[Fault]:
    """Amounts that are a share of a standard that is no plain amount: of themselves, of each other, of nothing."""
    standards = [each for each, _ in values if each.name == "training_standard"]
    left = [gap for gap, _ in gaps if gap.name == "training_standard"]
    for value, block in values:
        if value.terms.get("per") != "standard":
            continue
        of, own = value.terms["of"], value.scope.get("training_type", ())
        called = title("training_types", of)
        named = [each for each in standards if of in each.scope.get("training_type", ())]
        wide = [each for each in standards if "training_type" not in each.scope]
        bases = [each for each in named or wide if _meet(value, each, scopes=False)]
        others = [each for each in bases if each is not value]
        if of in own or (not own and not others):
            yield block.fault(f"“{value.title}”按“{of}”的标准计算，而那就是它自己。", "terms")
            continue
        turned = [each for each in others if each.terms.get("per", "person") != "person"]
        if any(each.terms.get("per") == "standard" and _answers(value, each) for each in turned):
            yield block.fault(f"“{value.title}”和“{called}”的标准互相按对方计算，算不出金额。", "terms")
        elif turned:
            yield block.fault(f"“{value.title}”按“{called}”的标准计算，而那不是每人的定额。", "terms")
        elif not others and not any(of in gap.scope.get("training_type", (of,)) for gap in left):
            yield block.fault(f"“{value.title}”按“{called}”的标准计算，但没有那个标准。", "terms")


def _answers(value: Value, base: Value) -> bool:
    """Whether a standard, itself a share of another, leads back to the one that is a share of it."""
    back = base.terms["of"]
    return back in value.scope.get("training_type", (back,))


def _bounds(values: Sequence[tuple[Value, Block]]) -> Iterator[Fault]:
    floors = [(each, block) for each, block in values if each.name == "standard_floor"]
    for ceiling, block in values:
        if ceiling.name != "standard_ceiling":
            continue
        for floor, other in floors:
            if _meet(floor, ceiling) and (floor.amount or 0) > (ceiling.amount or 0):
                yield block.fault(
                    f"“{ceiling.title}”低于{other.file}:{other.line}的“{floor.title}”，没有金额能同时符合。",
                    "amount",
                )


def _first_bare(
    first: date, last: date | None, held: Iterable[Value | Missing], county: str = ""
) -> date | None:
    """Give the first day of a period on which nothing holds in a county, or in the whole region, or None."""
    day = first
    everywhere = [
        each for each in held if county.startswith("" if isinstance(each, Missing) else each.county)
    ]
    for each in sorted(everywhere, key=_since):
        if each.since > day:
            break
        if each.until is None:
            return None
        day = max(day, each.until + timedelta(days=1))
    return day if last is None or day <= last else None


def _since(each: Value | Missing) -> date:
    return each.since


def _meet(one: Value | Missing | Acting, two: Value | Missing | Acting, *, scopes: bool = True) -> bool:
    """Whether there is a day, a county and a case for which both hold."""
    later = max(one.since, two.since)
    if any(end is not None and end < later for end in (one.until, two.until)):
        return False
    first, second = (("" if isinstance(each, Missing) else each.county) for each in (one, two))
    if not (first.startswith(second) or second.startswith(first)):
        return False
    both = one.scope.keys() & two.scope.keys() if scopes else ()
    return all(set(one.scope[key]) & set(two.scope[key]) for key in both)


def provinces() -> dict[str, frozenset[str]]:
    """Give the first two places of the county codes of each region, as far as the table of counties knows them."""
    known: dict[str, set[str]] = {}
    for code in codes("counties"):
        if code.fields.get("region"):
            known.setdefault(code.fields["region"], set()).add(code.code[:2])
    return {region: frozenset(begun) for region, begun in known.items()}
