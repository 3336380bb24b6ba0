"""The policy as it is read: values by day and topic with their clause, the history of each, and what changes when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from desktop.codes import codes, title
from desktop.policy.facts import Citation, Value
from desktop.policy.region import Policy
from desktop.policy.rule import Acting
from desktop.policy.rules import AMOUNTS, OFFICE
from desktop.policy.values import BEGINNING, Missing, Scope, in_force, scope_words, value_words
from desktop.problems import Refused

Key = tuple[str, tuple[tuple[str, tuple[str, ...]], ...], date, bool, str]
ORIGINS = {"document": "文件", "county": "市县", "local": "本地", "missing": "待录入"}
STANDINGS = {"over": "已停止", "now": "执行中", "ahead": "未到期"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in words: under which heading, what it says, for whom, from when to when, by which clause.

    `figure` is empty for a value left to the locality that nobody has entered (`origin` missing); `standing` is that
    of the day asked for: over, now or ahead.
    """

    key: Key
    name: str
    title: str
    group: str
    scope: str
    figure: str
    since: date
    until: date | None
    cites: Citation
    origin: str
    standing: str
    note: str

    @property
    def called(self) -> str:
        """What the value is called, without the scope that its title repeats."""
        return self.title.removesuffix(f"（{self.scope}）") if self.scope else self.title

    @property
    def begins(self) -> str:
        """The first day, empty where the document tells none."""
        return "" if self.since == BEGINNING else self.since.isoformat()

    @property
    def origin_title(self) -> str:
        """Where the value comes from, in words."""
        return ORIGINS[self.origin]

    @property
    def group_title(self) -> str:
        """The heading, in words."""
        return title("value_groups", self.group)

    @property
    def standing_title(self) -> str:
        """Whether it holds, in words."""
        return STANDINGS[self.standing]

    @property
    def citation(self) -> str:
        """The document, its number and the clause on one line."""
        return str(self.cites)


@dataclass(frozen=True, slots=True)
class User:
    """A rule that consults a value: its title, how hard it binds, and its own clause."""

    title: str
    strength: str
    citation: str


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One value laid open: itself, what held before and will hold after it for the same cases, and who consults it."""

    entry: Entry
    history: tuple[Entry, ...]
    rules: tuple[User, ...]

    @property
    def use(self) -> str:
        """For what it is used besides the rules, in a sentence; empty for nothing."""
        if self.entry.name in AMOUNTS:
            return "核定金额时直接采用。"
        return "办理各环节时采用：期限、留存和课时。" if self.entry.name in OFFICE else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changes: `kind` value, local or rule; `verb` begins, changes or ends; what it said and says."""

    kind: str
    verb: str
    title: str
    before: str
    after: str
    citation: str
    note: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the policy changes, with everything that does."""

    day: date
    items: tuple[Item, ...]

    def count(self, *kinds: str) -> int:
        """How many things of these kinds change."""
        return sum(item.kind in kinds for item in self.items)


@cache
def _groups() -> Mapping[str, tuple[int, str]]:
    """The place and the heading of each name."""
    return {
        name: (at, group.code)
        for at, group in enumerate(codes("value_groups"))
        for name in group.fields["values"]
    }


def entries(
    policy: Policy, day: date, *, training_type: str = "", group: str = "", text: str = ""
) -> tuple[Entry, ...]:
    """Give what holds on a day and what is left to the locality, heading by heading.

    With a `training_type`, what concerns it; with `text`, what has these words in title, figure, scope or clause.
    """
    every: list[Value | Missing] = [*policy.values_on(day), *policy.missing_on(day)]
    found = [
        _entry(each, day)
        for each in every
        if not training_type or training_type in each.scope.get("training_type", (training_type,))
    ]
    kept = [each for each in found if group in {"", each.group} and _has(each, text.strip())]
    return tuple(sorted(kept, key=lambda each: (_groups()[each.name][0], each.name, each.scope, each.since)))


def entry_sheet(policy: Policy, key: Key, day: date) -> EntrySheet:
    """Give one value laid open; Refused when the policy no longer holds it."""
    every: list[Value | Missing] = [*policy.values, *policy.missing]
    own = next((each for each in every if _key(each) == key), None)
    if own is None:
        raise Refused("政策中已没有这一条。", "请刷新后重新选择。")
    past = [each for each in every if each.name == own.name and _same_cases(each.scope, own.scope)]
    return EntrySheet(
        _entry(own, day),
        tuple(_entry(each, day) for each in sorted(past, key=lambda each: (each.since, _key(each)[3:]))),
        tuple(
            User(acting.rule.title, title("strengths", acting.strength), str(acting.cites))
            for acting in policy.rules_on(day)
            if own.name in (*acting.rule.values, *acting.rule.optional)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """A value or a rule from its first to its last day; those of one `line` follow each other."""

    line: tuple[object, ...]
    since: date
    until: date | None
    kind: str
    title: str
    says: str
    citation: str
    note: str

    @property
    def next_day(self) -> date | None:
        """The first day on which it no longer holds."""
        return None if self.until is None or self.until == date.max else self.until + timedelta(days=1)


def turns(policy: Policy) -> tuple[Turn, ...]:
    """Give every day on which a value or a rule begins, becomes another or ends, in order, coming ones too."""
    spans = [*map(_value_span, policy.values), *map(_rule_span, policy.rules)]
    begun = {(span.line, span.since) for span in spans}
    ended = {(span.line, span.next_day): span for span in spans if span.next_day}
    by_day: dict[date, list[Item]] = {}
    for span in spans:
        before = ended.get((span.line, span.since))
        verb = "changes" if before else "begins"
        told = Item(
            span.kind, verb, span.title, before.says if before else "", span.says, span.citation, span.note
        )
        by_day.setdefault(span.since, []).append(told)
        if span.next_day and (span.line, span.next_day) not in begun:
            told = Item(span.kind, "ends", span.title, span.says, "", span.citation, "")
            by_day.setdefault(span.next_day, []).append(told)
    return tuple(Turn(day, tuple(sorted(items, key=_place))) for day, items in sorted(by_day.items()))


def _place(item: Item) -> tuple[bool, int, str]:
    return item.kind == "rule", ("changes", "begins", "ends").index(item.verb), item.title


def _value_span(each: Value) -> _Span:
    line = (each.name, _scope_key(each.scope), each.local, each.county)
    kind = "local" if each.local else "value"
    return _Span(
        line, each.since, each.until, kind, each.title, value_words(each), str(each.cites), each.note
    )


def _rule_span(each: Acting) -> _Span:
    words = scope_words(each.scope)
    called = f"{each.rule.title}（{words}）" if words else each.rule.title
    line = (each.rule.code, _scope_key(each.scope))
    says = title("strengths", each.strength)
    return _Span(line, each.since, each.until, "rule", called, says, str(each.cites), each.note)


def _entry(each: Value | Missing, day: date) -> Entry:
    value = each if isinstance(each, Value) else None
    origin = (
        "missing" if value is None else "local" if value.local else "county" if value.county else "document"
    )
    standing = "now" if in_force(each.since, each.until, day) else "ahead" if each.since > day else "over"
    return Entry(
        key=_key(each),
        name=each.name,
        title=each.title,
        group=_groups()[each.name][1],
        scope=scope_words(each.scope),
        figure=value_words(value) if value else "",
        since=each.since,
        until=each.until,
        cites=each.cites,
        origin=origin,
        standing=standing,
        note=each.note,
    )


def _key(each: Value | Missing) -> Key:
    local, county = (each.local, each.county) if isinstance(each, Value) else (False, "missing")
    return each.name, _scope_key(each.scope), each.since, local, county


def _scope_key(scope: Scope) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((key, tuple(chosen)) for key, chosen in scope.items()))


def _same_cases(other: Scope, one: Scope) -> bool:
    """Whether a scope no narrower than one's own holds some of its cases."""
    return other.keys() <= one.keys() and all(not set(one[key]).isdisjoint(other[key]) for key in other)


def _has(each: Entry, text: str) -> bool:
    words = (each.title, each.figure, each.scope, each.citation, each.note, each.origin_title)
    return all(any(part in held for held in words) for part in text.split())
