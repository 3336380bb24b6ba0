"""An explanation put into words: nothing is written until somebody opens it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial, singledispatch
from typing import Any

from desktop.codes import title
from desktop.explaining.parts import AnnexRow, Explained, Fact, Lack, Law, RuleAsked, Source
from desktop.policy import (
    FACTS,
    ApprenticeFacts,
    CertificateFacts,
    PastBenefit,
    Step,
    Value,
    county_words,
    value_words,
)
from desktop.policy.figures import in_words, plain, yuan

UNSEEN = "本机登记的补贴中没有不符；没有导入已享受补贴名单，别处已付的补贴未能核查。"
DAYS_TOLD = 7
ROWS_TOLD = 6

TITLES: dict[str, str] = {
    "born": "出生日期",
    "sex": "性别",
    "groups": "人员类别",
    "evidenced": "有证明材料的类别",
    "hired_on": "入职日期",
    "contract_from": "合同起始日期",
    "contract_until": "合同终止日期",
    "insured_from": "参保日期",
    "places": "户籍地、常住地、求职就业地",
    "case_kind": "申请方式",
    "training_type": "培训类型",
    "occupation": "职业（工种）",
    "category": "职业分类",
    "level": "培训等级",
    "opened_on": "开班日",
    "ended_on": "结业日",
    "applied_on": "申请日",
    "planned_hours": "计划课时",
    "attended_hours": "出勤课时",
    "certificate": "证书",
    "history": "其他班期和别处已付的补贴",
    "number": "班期编号",
    "key_enterprise": "列入重点或者困难企业",
    "programme": "创业培训类别",
    "practice_county": "实操所在县区",
    "class_attendance": "最低一日出勤率",
    "cost": "人均培训成本",
    "apprenticeship": "学徒制班期",
    "place": "分摊次序",
    "sharers": "分摊人数",
    "attended_days": "出勤日",
    "paid_days": "已在其他班期或者别处计发的日期",
    "told": "别处计发的依据",
    "elsewhere_as_of": "已享受补贴名单截至",
}
BESIDE: dict[str, str] = {
    "claimed_hours": "申报的线上课时",
    "learned_minutes": "学习记录的时长",
    "learned_hours": "按学习记录折算",
    "hours_beyond": "申报与学习记录相比",
}
"""What no rule looks at and a clerk should see beside it."""
TABLES: Mapping[str, str] = {
    "groups": "groups",
    "evidenced": "groups",
    "case_kind": "case_kinds",
    "training_type": "training_types",
    "occupation": "occupations",
    "level": "levels",
    "programme": "programmes",
}
NOTHING: Mapping[str, str] = {
    "certificate": "没有",
    "elsewhere_as_of": "没有导入名单，未能核查",
}
"""What is said of a fact that is not there."""
UNITS: Mapping[str, Callable[[Any], str]] = {
    "planned_hours": lambda hours: f"{plain(hours)}课时",
    "attended_hours": lambda hours: f"{plain(hours)}课时",
    "class_attendance": lambda share: f"{plain(round(share, 2))}%",
    "cost": yuan,
    "place": lambda place: f"第{place}位",
    "sharers": lambda people: f"{people}人",
    "claimed_hours": lambda hours: f"{plain(hours)}课时",
    "learned_minutes": lambda minutes: f"{plain(minutes)}分钟（重叠的只计一次）",
    "learned_hours": lambda hours: f"{plain(hours)}课时",
    "hours_beyond": lambda hours: (
        f"{'多' if hours > 0 else '少'}{plain(abs(hours))}课时" if hours else "一致"
    ),
}


@dataclass(frozen=True, slots=True)
class Knot:
    """One knot of the tree behind an amount: what it is about, and what stands below it; `words` are made when asked."""

    subject: Any
    children: tuple["Knot", ...] = ()

    @property
    def words(self) -> str:
        """The knot as a clerk would say it."""
        return words(self.subject)


def reason(told: Explained | AnnexRow) -> str:
    """Return the sentence with the clauses it rests on: what the window shows and the approval sheet prints."""
    clauses = [cited for cited in map(str, told.clauses) if cited not in told.sentence]
    return f"{told.sentence}（依据{'、'.join(clauses)}）" if clauses else told.sentence


def tree(told: Explained) -> Knot:
    """Return the tree behind a line: what is missing, what the amount was reckoned from, each rule, the law."""
    below = [Knot(lack, _of_facts(lack.facts)) for lack in told.lacks]
    if told.by_hand:
        below.append(Knot("人员所作的决定", tuple(Knot(reason) for reason in told.by_hand)))
    decision = told.decision
    if decision is not None and decision.basis is not None:
        steps = tuple(Knot(step) for step in decision.steps)
        below.append(Knot(decision.basis, (*steps, *_of_facts(told.reckoned_from))))
    if told.rules:
        asked = (
            Knot(each, (*(Knot(value) for value in each.asked.values), *_of_facts(each.facts)))
            for each in told.rules
        )
        below.append(Knot(f"逐条核对了{len(told.rules)}条规则", tuple(asked)))
    if told.beside:
        below.append(Knot("学习记录与申报课时对照（供核查，不是核算依据）", _of_facts(told.beside)))
    below.append(Knot(told.law))
    if not told.recalled:
        below.append(Knot("核算时的情况没有留存，以上为现在登记的情况"))
    if not told.ties:
        below.append(Knot("按留存的情况和政策重新计算，结果与核定金额不一致"))
    return Knot(told, tuple(below))


def flat(knot: Knot, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Return a tree line by line, each with how far it is indented."""
    yield depth, knot.words
    for child in knot.children:
        yield from flat(child, depth + 1)


def _of_facts(facts: tuple[Fact, ...]) -> tuple[Knot, ...]:
    return tuple(Knot(fact, tuple(Knot(source) for source in fact.sources)) for fact in facts)


@singledispatch
def words(subject: Any) -> str:
    """Return one part of an explanation as a clerk would say it."""
    return str(subject)


@words.register
def _(told: Explained) -> str:
    return told.sentence


@words.register
def _(law: Law) -> str:
    told = f"适用{in_words(law.day)}的{law.region}政策（版本{law.version[:12]}）"
    return told if law.kept else f"{told}；当时的政策没有留存，按现行政策说明"


@words.register
def _(lack: Lack) -> str:
    return f"{lack.finding.sentence}（依据{lack.finding.cites}）{lack.finding.remedy}"


@words.register
def _(value: Value) -> str:
    whose = "本地" if value.local else ""
    return f"{whose}{value.title}：{value_words(value)}（依据{value.cites}，自{in_words(value.since)}起）"


@words.register
def _(step: Step) -> str:
    return f"{step.figures}＝{yuan(step.amount)}"


@words.register
def _(rule: RuleAsked) -> str:
    acting, finding = rule.asked.acting, rule.asked.finding
    unseen = any(each.name == "elsewhere_as_of" and each.value is None for each in rule.facts)
    lacks = "、".join(FACTS[name] for name in rule.asked.lacks)
    kept = f"{lacks}未记载，未核。" if lacks else UNSEEN if unseen else "符合。"
    verdict = finding.sentence if finding else kept
    return f"{acting.rule.title}：{verdict}（依据{(finding or acting).cites}）"


@words.register
def _(told: Fact) -> str:
    said = _counties if told.name in {"places", "practice_county"} else partial(_value, told.name)
    return f"{(TITLES | BESIDE)[told.name]}：{said(told.value)}"


@words.register
def _(source: Source) -> str:
    match source.kind:
        case "row":
            rows = "、".join(map(str, source.rows[:ROWS_TOLD])) + (
                "等" if len(source.rows) > ROWS_TOLD else ""
            )
            sheet = f"“{source.sheet}”" if source.sheet else ""
            file = f"“{source.file}”" if source.file else "导入的表格"
            taken = f"，{in_words(source.taken_on)}导入" if source.taken_on else ""
            return f"来自{file}{sheet}第{rows}行{taken}"
        case "identity":
            return "来自公民身份号码"
        case "register":
            return f"来自登记信息（{source.called}）"
        case "case":
            return f"来自{source.called}"
        case _:
            return "来自手工登记"


def _value(name: str, value: object) -> str:
    """A fact's value as a clerk would say it."""
    table = TABLES.get(name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | int):
        return UNITS[name](value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, CertificateFacts):
        kind, level = title("certificate_types", value.type), title("levels", value.level)
        return f"{kind}{value.number}（{level}，{in_words(value.issued_on)}发证）"
    if isinstance(value, ApprenticeFacts):
        return _class_as_a_whole(value)
    if isinstance(value, frozenset | tuple):
        return _several(value, table)
    if isinstance(value, str) and value:
        return title(table, value) if table else value
    return NOTHING.get(name, "未登记")


def _class_as_a_whole(known: ApprenticeFacts) -> str:
    end = "预支" if known.finished_people is None else f"合格结业{known.finished_people}人"
    paid = f"，已预支{yuan(known.advanced)}" if known.advanced else ""
    return f"计划{known.planned_people}人，培养{known.years}年，{end}{paid}"


def _counties(value: object) -> str:
    told = (value,) if isinstance(value, str) else value
    return county_words(told) if isinstance(told, tuple | frozenset) and any(told) else "未记载"


def _several(value: "frozenset[Any] | tuple[Any, ...]", table: str | None) -> str:
    held = sorted(value) if isinstance(value, frozenset) else list(value)
    if not held:
        return "无"
    if isinstance(held[0], date):
        told = "、".join(in_words(day) for day in held[:DAYS_TOLD])
        return f"{len(held)}天（{told}{'等' if len(held) > DAYS_TOLD else ''}）"
    if isinstance(held[0], PastBenefit):
        return "；".join(_past(each) for each in held)
    return "、".join(title(table, each) if table else each for each in held)


def _past(past: PastBenefit) -> str:
    occupation = title("occupations", past.occupation) if past.occupation else "职业未写明"
    level = title("levels", past.level) if past.level else "等级未写明"
    stage = "" if past.settled else "，尚在申请"
    span = "" if past.undated else f"，{in_words(past.starts_on)}至{in_words(past.ends_on)}"
    fund = f"，{title('fund_sources', past.fund)}" if past.fund and not past.told else ""
    return f"{past.number}（{occupation}{level}{span}{fund}{stage}）"
