"""The rules on what a person had before: how often, at which level, at the same time, from which purse (J10)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop.codes import entry, title
from desktop.policy.bound import Bound
from desktop.policy.facts import Finding, LineFacts, PastBenefit, Value
from desktop.policy.figures import in_words, months_after

Check = Callable[[Bound, LineFacts], Finding | None]
_TRAINING = ("training",)
_WINDOWS = {"calendar_year": "同一年度", "lifetime": "累计"}


@dataclass(frozen=True, slots=True)
class Limit:
    """How often: the number, what is counted together, in which window, under which schemes, and the value."""

    most: int
    together: str
    window: str
    years: int
    schemes: tuple[str, ...]
    value: Value


def limit(name: str) -> Check:
    """Give the check of one limit on how often; its window and what it counts together are the value's terms."""

    def check(rule: Bound, line: LineFacts) -> Finding | None:
        limit = rule.kept.get(name) or _limit(rule, name)
        counted = [past for past in line.history if _counts(past, line, limit)]
        if len(counted) < limit.most:
            return None
        return _too_often(rule, line, limit, counted)

    check.__doc__ = f"A person gets no more than the number of subsidies that `{name}` allows."
    return check


def _limit(rule: Bound, name: str) -> Limit:
    value = rule.law.value(name, **rule.asked)
    terms = value.terms
    made = Limit(
        most=getattr(rule, name),
        together=terms.get("of", "person"),
        window=terms["window"],
        years=terms.get("years", 0),
        schemes=terms.get("schemes", _TRAINING),
        value=value,
    )
    rule.kept[name] = made
    return made


def _counts(past: PastBenefit, line: LineFacts, limit: Limit) -> bool:
    """Say whether an earlier benefit falls under the same count as the line."""
    together = limit.together
    if past.scheme not in limit.schemes:
        return False
    if together in {"occupation", "occupation_level"} and past.occupation != line.occupation:
        return False
    if together == "occupation_level" and past.level != line.level:
        return False
    if together == "programme" and (not line.programme or past.programme != line.programme):
        return False
    window = limit.window
    if window == "calendar_year":
        if past.decided_on.year != line.applied_on.year:
            return False
    elif window == "years" and months_after(past.decided_on, 12 * limit.years) <= line.applied_on:
        return False
    return past.settled or _goes_before(past, line)


def _too_often(rule: Bound, line: LineFacts, limit: Limit, counted: list[PastBenefit]) -> Finding:
    window = _WINDOWS.get(limit.window) or f"{limit.years}年内"
    what = {
        "person": "享受补贴",
        "occupation": "同一职业享受补贴",
        "occupation_level": "同一职业同一等级享受补贴",
        "programme": "同类创业培训享受补贴",
    }[limit.together]
    return rule.finding(
        f"{line.trainee.name}{window}{what}已达{len(counted)}次，最多{limit.most}次，本次不能再享受{_told(counted)}。",
        "请核对以往班期；登记有误的，请更正后重新核定。",
        {
            "以往班期": "、".join(past.number for past in counted),
            "以往次数": str(len(counted)),
            "次数上限": f"{limit.most}次",
        },
        subject=line.trainee.key,
        cites=limit.value.cites,
    )


def higher_level(rule: Bound, line: LineFacts) -> Finding | None:
    """Who was subsidised for a higher level of an occupation gets nothing for a lower one."""
    own = rank(line.level)
    if not own:
        return None
    higher = next(
        (
            past
            for past in line.history
            if past.scheme == "training"
            and past.occupation == line.occupation
            and rank(past.level) > own
            and (past.settled or _goes_before(past, line))
        ),
        None,
    )
    if higher is None:
        return None
    return rule.finding(
        f"{line.trainee.name}已享受同一职业{title('levels', higher.level)}的补贴，"
        f"不能再享受{title('levels', line.level)}的补贴{_told([higher])}。",
        "请核对以往班期；登记有误的，请更正后重新核定。",
        {"以往班期": higher.number, "以往等级": title("levels", higher.level)},
        subject=line.trainee.key,
    )


def overlap(rule: Bound, line: LineFacts) -> Finding | None:
    """No other class of the same person runs at the same time; both classes are told."""
    others = [
        past
        for past in line.history
        if past.scheme == "training"
        and not past.undated
        and past.starts_on <= line.ended_on
        and line.opened_on <= past.ends_on
    ]
    if not others:
        return None
    other = others[0]
    return rule.finding(
        f"{line.trainee.name}在本期培训期间还参加了另一班期（{'、'.join(past.number for past in others)}），培训时间重叠{_told(others)}。",
        "请核对两个班期的签到和学习记录；确能同时参加的，由负责人书面说明理由。",
        {
            "本期": _span(line.opened_on, line.ended_on),
            "另一班期": f"{other.number}：{_span(other.starts_on, other.ends_on)}",
        },
        subject=line.trainee.key,
    )


def exclusive_scheme(rule: Bound, line: LineFacts) -> Finding | None:
    """Who had another fund's subsidy for the same occupation and level gets nothing more for it."""
    schemes = rule.exclusive_schemes
    other = next(
        (
            past
            for past in line.history
            if past.scheme in schemes and (past.occupation, past.level) == (line.occupation, line.level)
        ),
        None,
    )
    if other is None:
        return None
    return rule.finding(
        f"{line.trainee.name}已就同一职业同一等级领取{title('outside_schemes', other.scheme)}，"
        f"同一项目不能重复享受{_told([other])}。",
        "请核对领取记录；登记有误的，请更正后重新核定。",
        {"另一补贴": f"{title('outside_schemes', other.scheme)}（{other.number}）"},
        subject=line.trainee.key,
        cites=rule.cites("exclusive_schemes"),
    )


def exclusive_fund(rule: Bound, line: LineFacts) -> Finding | None:
    """Who had the same occupation and level paid from a fund that excludes this one's gets nothing more for it."""
    own = rule.fund_sources or frozenset()
    if len(own) != 1 or not own <= rule.exclusive_funds:
        return None
    others = rule.exclusive_funds - own
    other = next(
        (
            past
            for past in line.history
            if past.fund in others and (past.occupation, past.level) == (line.occupation, line.level)
        ),
        None,
    )
    if other is None:
        return None
    funds = {"另一渠道": title("fund_sources", other.fund), "本次渠道": title("fund_sources", *own)}
    return rule.finding(
        f"{line.trainee.name}已就同一职业同一等级从{funds['另一渠道']}领取补贴，"
        f"同一项目不能再从{funds['本次渠道']}重复享受{_told([other])}。",
        "请核对领取记录；登记有误的，请更正后重新核定。",
        {"另一补贴": other.number, **funds},
        subject=line.trainee.key,
        cites=rule.cites("exclusive_funds"),
    )


def _told(rested_on: Iterable[PastBenefit]) -> str:
    """Which lists told of what was paid elsewhere; nothing for what this bureau knows itself."""
    told = [past.told for past in rested_on if past.told]
    return f"（见{'、'.join(told)}）" if told else ""


def _goes_before(past: PastBenefit, line: LineFacts) -> bool:
    """Say whether a benefit that is only claimed goes before the line: the class that opened first does."""
    return (past.starts_on, past.number) < (line.opened_on, line.number)


def rank(level: str) -> int:
    """Give how high a level is; 0 for one outside the ladder, or that nobody told."""
    return int(entry("levels", level).fields["rank"]) if level else 0


def _span(first: date, last: date) -> str:
    return f"{in_words(first)}至{in_words(last)}"
