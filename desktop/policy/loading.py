"""A region's policy from its files; whatever is wrong in them is refused with the file and the line."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from desktop.codes import Code, codes, entry, resource
from desktop.policy.asking import asked_by
from desktop.policy.blocks import Block, Fault, PolicyFault, read_blocks
from desktop.policy.comparing import nobody, provinces, side_by_side
from desktop.policy.facts import Citation, Strength, Value
from desktop.policy.figures import in_words
from desktop.policy.region import Policy
from desktop.policy.rule import RULE_SCOPES, Acting
from desktop.policy.rules import BY_CODE, RULES
from desktop.policy.terms import faults_of_terms
from desktop.policy.values import BEGINNING, SCOPES, Missing, known_codes, scope_words, typed
from desktop.problems import Refused

_KEYS: Mapping[str, frozenset[str]] = {
    kind: frozenset(keys.split())
    for kind, keys in {
        "region": "title note",
        "value": "name title since until amount value unit at_least scope terms county cites note",
        "missing": "name title since until scope optional cites note",
        "rule": "code since until strength scope county cites note",
    }.items()
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "region": ("title",),
    "value": ("name", "since", "cites"),
    "missing": ("name", "cites"),
    "rule": ("code", "since", "strength", "cites"),
}
NO_CITATION = Citation("", "", "")
"""Stands for one that is missing or faulty, so that the rest of its block is read too."""
_WORDS = frozenset({"code", "name", "title", "note", "unit", "strength"})
_YES_OR_NO = frozenset({"at_least", "optional"})


def regions() -> tuple[Code, ...]:
    """Give the regions whose policy is shipped, with their official names, in the order of the code table."""
    return tuple(code for code in codes("regions") if resource("policy", code.code).is_dir())


def load(region: str, county: str = "") -> Policy:
    """Give a shipped region's policy, read once; Refused for an unknown region, PolicyFault for a faulty file.

    With a `county` (six places) the values that its city or itself has set come before the region's.
    """
    if region not in {code.code for code in regions()}:
        raise Refused(f"没有“{region}”的政策，无法核定补贴。", "请在设置中选择已有政策的地区。")
    return _shipped(region, county)


@cache
def _shipped(region: str, county: str) -> Policy:
    return load_folder(resource("policy", region), county)


def load_folder(folder: Path, county: str = "") -> Policy:
    """Give the policy written in a folder of .toml files, named after the folder; PolicyFault when it is faulty."""
    policy, faults = _read(folder, county)
    if policy is None or faults:
        raise PolicyFault(faults)
    return policy


def lint(folder: Path) -> tuple[Fault, ...]:
    """Give every fault of a folder of policy files, by file and line; empty when it can be used."""
    return tuple(sorted(_read(folder)[1], key=lambda fault: (fault.file, fault.line)))


def _read(folder: Path, county: str = "") -> tuple[Policy | None, list[Fault]]:
    blocks, faults = read_blocks(folder)
    regions = [block for block in blocks if block.kind == "region"]
    if len(regions) != 1:
        faults.append(Fault(folder.name, 1, f"应有且只有一个 [region]，现有{len(regions)}个。"))
    reader = _Reader(faults, provinces().get(folder.name, frozenset()))
    for block in blocks:
        reader.take(block)
    reader.compare()
    if faults:
        return None, faults
    order = {rule.code: at for at, rule in enumerate(RULES)}
    acting = sorted(
        (rule for rule, _ in reader.rules if county.startswith(rule.county)),
        key=lambda each: (order[each.rule.code], each.since),
    )
    return (
        Policy(
            folder.name,
            regions[0].keys["title"],
            _digest(folder, county),
            [value for value, _ in reader.values if county.startswith(value.county)],
            [gap for gap, _ in reader.gaps],
            acting,
        ),
        faults,
    )


def _digest(folder: Path, county: str) -> str:
    digest = hashlib.sha256(county.encode())
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8").encode()
        digest.update(f"{path.name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


class _Reader:
    """Turns blocks into values, gaps and rules, and keeps every fault it meets."""

    def __init__(self, faults: list[Fault], provinces: frozenset[str]) -> None:
        self.faults = faults
        self.provinces = provinces
        self.values: list[tuple[Value, Block]] = []
        self.gaps: list[tuple[Missing, Block]] = []
        self.rules: list[tuple[Acting, Block]] = []

    def take(self, block: Block) -> None:
        """Read one block to its end; a faulty one is left out and each of its faults is kept."""
        before = len(self.faults)
        values, gaps, rules = len(self.values), len(self.gaps), len(self.rules)
        keys = block.keys
        for key in keys.keys() - _KEYS[block.kind]:
            self.say(block, f"不认识“{key}”。", key)
        for key in _NEEDED[block.kind]:
            if key not in keys:
                self.say(block, f"缺少“{key}”。")
        self.kinds(block)
        if block.kind == "region":
            return
        cites, scope = self.cites(block), self.scope(block)
        since, until = self.period(block)
        if block.kind == "value":
            self.value(block, since, until, cites, scope)
        elif block.kind == "missing":
            self.gap(block, since, until, cites, scope)
        else:
            self.rule(block, since, until, cites, scope)
        if len(self.faults) > before:
            del self.values[values:], self.gaps[gaps:], self.rules[rules:]

    def kinds(self, block: Block) -> None:
        """Keep the fault of each plain key that is no text, or no true or false, where it should be one."""
        for key, given in block.keys.items():
            if key in _WORDS and not isinstance(given, str):
                self.say(block, f"“{key}”应为文字。", key)
            if key in _YES_OR_NO and not isinstance(given, bool):
                self.say(block, f"“{key}”应为 true 或 false。", key)

    def value(
        self,
        block: Block,
        since: date,
        until: date | None,
        cites: Citation,
        scope: dict[str, tuple[str, ...]],
    ) -> None:
        """Keep a value when its name is known and what it says is of the kind that the name asks for."""
        keys, county, kind = block.keys, self.county(block), self.kind(block)
        if kind is None:
            return
        amount, value = self.said(block, kind)
        terms = self.terms(block, kind.fields["terms"], value)
        self.reach(block, kind, scope)
        if keys.get("at_least") and kind.fields["kind"] in {"word", "codes"}:
            self.say(block, f"“{kind.title}”没有大小，不能写 at_least。", "at_least")
        if terms is None or county is None:
            return
        words = scope_words(scope)
        self.values.append(
            (
                Value(
                    name=kind.code,
                    title=keys.get("title") or (f"{kind.title}（{words}）" if words else kind.title),
                    since=since,
                    until=until,
                    cites=cites,
                    amount=amount,
                    value=value,
                    unit=keys.get("unit", kind.fields["unit"]),
                    at_least=keys.get("at_least", False),
                    scope=scope,
                    terms=terms,
                    note=keys.get("note", ""),
                    county=county,
                ),
                block,
            )
        )

    def said(self, block: Block, kind: Code) -> tuple[Decimal | None, Any]:
        """Give what a value says, as (amount, value) of the kind that its name asks for, or keep the faults."""
        keys = block.keys
        written = "amount" if kind.fields["kind"] == "amount" else "value"
        other = "value" if written == "amount" else "amount"
        if written not in keys or other in keys:
            self.say(block, f"“{kind.title}”应写“{written}”，且不能写“{other}”。", other)
        if written not in keys:
            return None, None
        try:
            amount, value = typed(kind, keys[written])
        except Refused as fault:
            self.say(block, fault.sentence, written)
            return None, None
        if isinstance(value, tuple) and len(set(value)) < len(value):
            self.say(block, f"“{kind.title}”有重复的代码。", written)
        return amount, value

    def gap(
        self,
        block: Block,
        since: date,
        until: date | None,
        cites: Citation,
        scope: dict[str, tuple[str, ...]],
    ) -> None:
        """Keep a value that is missing on purpose."""
        kind = self.kind(block)
        if kind is None:
            return
        self.reach(block, kind, scope)
        words = scope_words(scope)
        title = block.keys.get("title") or (f"{kind.title}（{words}）" if words else kind.title)
        optional, note = block.keys.get("optional", False), block.keys.get("note", "")
        self.gaps.append((Missing(kind.code, title, since, until, cites, scope, optional, note), block))

    def rule(
        self,
        block: Block,
        since: date,
        until: date | None,
        cites: Citation,
        scope: dict[str, tuple[str, ...]],
    ) -> None:
        """Keep a rule that the program knows."""
        keys, county = block.keys, self.county(block)
        rule = BY_CODE.get(str(keys.get("code", "")))
        if rule is None and "code" in keys:
            self.say(block, f"程序没有规则“{keys['code']}”。", "code")
        strength = next((each for each in Strength if each == keys.get("strength")), None)
        if strength is None and "strength" in keys:
            self.say(block, "“strength”应为 must、principle 或 notice。", "strength")
        if rule is None:
            return
        allowed = set() if rule.looks_at in {"days", "teaching"} else {*RULE_SCOPES}
        if rule.looks_at in {"person", "line", "history", "days"}:
            allowed.add("group")
        if beyond := sorted(scope.keys() - allowed):
            self.say(block, f"规则“{rule.title}”不能按“{'、'.join(beyond)}”限定。", "scope")
        if county is not None and strength is not None:
            note = keys.get("note", "")
            self.rules.append((Acting(rule, since, until, strength, cites, scope, note, county), block))

    def kind(self, block: Block) -> Code | None:
        """Give what is known of the name of a value, or keep the fault."""
        if "name" not in block.keys:
            return None
        try:
            return entry("policy_values", str(block.keys["name"]))
        except Refused:
            self.say(block, f"没有名为“{block.keys['name']}”的政策值。", "name")
            return None

    def county(self, block: Block) -> str | None:
        """Give the beginning of the county codes for which a block holds, empty for all, or keep the fault."""
        county = block.keys.get("county", "")
        if not isinstance(county, str) or not re.fullmatch(r"(\d{4}(\d\d)?)?", county):
            self.say(block, "“county”应为四位市代码或者六位县区代码。", "county")
            return None
        if county and self.provinces and county[:2] not in self.provinces:
            self.say(block, f"“county”的{county}不在本地区，对谁都不适用。", "county")
            return None
        return county

    def cites(self, block: Block) -> Citation:
        """Give the citation, or keep the fault: a document and a clause are needed, a number where there is one."""
        given = block.keys.get("cites")
        shaped = isinstance(given, dict) and all(isinstance(part, str) for part in given.values())
        if given is None:
            return NO_CITATION
        if not shaped or given.keys() != {"document", "number", "clause"}:
            self.say(block, "“cites”应写明 document、number、clause 三项。", "cites")
            return NO_CITATION
        if not given["document"].strip() or not given["clause"].strip():
            self.say(block, "没有写明依据的文件和条款。", "cites")
        return Citation(given["document"], given["number"], given["clause"])

    def period(self, block: Block) -> tuple[date, date | None]:
        """Give the first and the last day, both in force, or keep the faults."""
        given = {"since": block.keys.get("since", BEGINNING), "until": block.keys.get("until")}
        for key, day in given.items():
            if isinstance(day, datetime) or not isinstance(day, date | None):
                self.say(block, f"“{key}”应为日期，例如 2020-03-06。", key)
                given[key] = None
        since, until = given["since"] or BEGINNING, given["until"]
        if until is not None and until < since:
            self.say(block, f"截止日期{in_words(until)}早于起始日期{in_words(since)}。", "until")
        return since, until

    def scope(self, block: Block) -> dict[str, tuple[str, ...]]:
        """Give what the block is limited to, each key with one or more known codes."""
        given = block.keys.get("scope", {})
        if not isinstance(given, dict):
            self.say(block, '“scope”应写成 { training_type = ["pre_job"] } 的形式。', "scope")
            return {}
        scope: dict[str, tuple[str, ...]] = {}
        for key, chosen in given.items():
            if key not in SCOPES:
                self.say(block, f"“scope”不能按“{key}”限定。", "scope")
            elif (
                not isinstance(chosen, list)
                or not chosen
                or not all(isinstance(each, str) for each in chosen)
                or not known_codes(key).issuperset(chosen)
            ):
                self.say(block, f"“scope”的“{key}”有不认识的代码：{chosen}。", "scope")
            elif len(set(chosen)) < len(chosen):
                self.say(block, f"“scope”的“{key}”有重复的代码：{chosen}。", "scope")
            else:
                scope[key] = tuple(chosen)
        reason = nobody(scope)
        if reason:
            self.say(block, f"“scope”{reason}，对谁都不适用。", "scope")
        return scope

    def reach(self, block: Block, kind: Code, scope: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the fault of a scope by which values of this name are never looked up."""
        never = [key for key in scope if key not in asked_by(kind.code)]
        if never:
            self.say(block, f"“{kind.title}”不按“{'、'.join(never)}”查用，这样限定后对谁都不适用。", "scope")

    def terms(self, block: Block, allowed: list[str], value: Any) -> dict[str, Any] | None:
        """Give the further particulars of a value, or keep each fault in them."""
        given = block.keys.get("terms", {})
        faults = list(faults_of_terms(given, allowed, value))
        for fault in faults:
            self.say(block, fault, "terms")
        if faults:
            return None
        return {key: tuple(term) if isinstance(term, list) else term for key, term in given.items()}

    def compare(self) -> None:
        """Keep the faults that show only when all blocks stand side by side."""
        self.faults.extend(side_by_side(self.values, self.gaps, self.rules))

    def say(self, block: Block, what: str, key: str = "") -> None:
        """Keep a fault."""
        self.faults.append(block.fault(what, key))
