"""What a capsule holds and what comes out of it: results as they are compared, verdicts, the digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.policy import Decision, to_record
from desktop.policy.figures import plain, yuan

FORMAT, VERSION = "zhipei-capsule", 1
MOST_BYTES, MOST_LAW = 2_000_000, 4_000_000
OUTCOMES = {"granted": "核定", "cut": "核减后核定", "refused": "不予补贴"}


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided: outcome, yuan, days, the value it rests on in words, and each rule that objected."""

    outcome: str
    amount: Decimal
    days: int
    basis: str
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one law makes of the facts of a capsule, and where that differs from what is recorded.

    `result` is None when that law cannot be had or cannot decide: `why` says so.
    """

    law: str
    version: str
    day: date | None
    result: Result | None
    why: str
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether this law comes to what is recorded."""
        return self.result is not None and not self.differences


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A capsule worked out again: what it is about, what was recorded, and what the two laws make of it."""

    case: Mapping[str, str]
    person: str
    sentence: str
    by_people: tuple[str, ...]
    recorded: Result
    then: Verdict
    today: Verdict


def result_of(decision: Decision) -> Result:
    """Return a decision as results are compared."""
    value = decision.basis
    return Result(
        str(decision.outcome),
        decision.amount,
        decision.days,
        basis_words(value.title, value.cites.document, value.cites.number, value.cites.clause)
        if value
        else "",
        tuple(sorted((each.rule, str(each.strength), each.sentence) for each in decision.findings)),
    )


def basis_words(called: str, document: str, number: str, clause: str) -> str:
    """Return the value a decision rests on, with its clause."""
    return f"{called}，《{document}》{f'（{number}）' if number else ''}{clause}"


def result_record(result: Result) -> dict[str, Any]:
    """Return a result as JSON can hold it."""
    record: dict[str, Any] = to_record(result)
    return record


def digest_of(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 over all that a capsule says, in one fixed order and spelling."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(recorded: Result, result: Result) -> tuple[str, ...]:
    """Return in words where two results differ; sentences may be worded anew, rules and figures may not."""
    pairs = (
        ("结论", OUTCOMES[recorded.outcome], OUTCOMES[result.outcome]),
        ("金额", yuan(recorded.amount), yuan(result.amount)),
        ("天数", plain(recorded.days), plain(result.days)),
        ("依据", recorded.basis or "无", result.basis or "无"),
    )
    told = [f"{what}：原为{was}，现为{now}" for what, was, now in pairs if was != now]
    before, after = ({each[:2]: each[2] for each in one.findings} for one in (recorded, result))
    told += [f"新提出：{after[each]}" for each in sorted(after.keys() - before.keys())]
    told += [f"不再提出：{before[each]}" for each in sorted(before.keys() - after.keys())]
    return tuple(told)
