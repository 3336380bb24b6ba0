"""Working a capsule out again without any store, under the law of then and the law of today."""

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from desktop import explaining
from desktop.capsules.parts import (
    FORMAT,
    MOST_BYTES,
    MOST_LAW,
    OUTCOMES,
    VERSION,
    Recomputed,
    Result,
    Verdict,
    differences,
    digest_of,
    result_of,
)
from desktop.policy import AllowanceFacts, LineFacts, Policy, from_record, load, unpack, with_values
from desktop.problems import Refused, Unreadable
from desktop.subsidies.gathering import TRAINING
from desktop.subsidies.recalling import Facts

FAULTS = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
    zlib.error,
)
"""What a file that somebody made up may run into."""


def recompute(content: bytes, today: date) -> Recomputed:
    """Work a capsule out again under the law of then and the law of `today`; no store is needed.

    Raises Unreadable for what is no capsule, was cut short or was changed after it was made.
    """
    body = _read(content)
    try:
        kind: type[Facts] = LineFacts if body["scheme"] == TRAINING else AllowanceFacts
        facts = from_record(kind, body["facts"])
        recorded = _result_from(body["result"])
        law = body["law"]
        then, why = _policy_of_then(law)
        now, why_not = _policy_of_today(law)
        day = date.fromisoformat(law["day"])
        return Recomputed(
            case={name: str(each) for name, each in body["case"].items()},
            person=facts.trainee.name,
            sentence=str(body["sentence"]),
            by_people=tuple(map(str, body["by_people"])),
            recorded=recorded,
            then=_verdict("当时的政策", then, why, facts, day, recorded),
            today=_verdict("现行政策", now, why_not, facts, today, recorded, another_day=True),
        )
    except FAULTS as fault:
        raise _not_one("内容不完整") from fault


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise _not_one("文件过大")
    try:
        body = json.loads(content)
    except FAULTS as fault:
        raise _not_one("内容读不出来") from fault
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise _not_one("格式不符")
    if body.get("version") != VERSION:
        raise Unreadable(
            f"核定依据的格式版本是{body.get('version')}，本程序只认识{VERSION}，没有重算。",
            "请安装新版本后再试。",
        )
    try:
        whole = body.pop("digest", None) == digest_of(body)
    except FAULTS as fault:
        raise _not_one("内容读不出来") from fault
    if not whole:
        raise Unreadable(
            "核定依据的摘要与内容不符，文件在导出后被改动过，没有重算。", "请向出具单位重新索取。"
        )
    return body


def _not_one(why: str) -> Unreadable:
    return Unreadable(f"这不是一份完整的核定依据文件（{why}），没有重算。", "请核对文件，或者重新导出。")


def _policy_of_then(law: Mapping[str, Any]) -> tuple[Policy | None, str]:
    """The policy that the capsule brings, or this machine's when it is the same; else why there is none."""
    try:
        packed = _unpacked(law["content"])
        policy = unpack(packed | {"version": law["version"]}) if packed else None
        if policy is None and not packed:
            policy = with_values(load(law["region"], law["county"]), law["local"])
    except Refused as refusal:
        return None, refusal.sentence
    if policy is None or policy.version != law["version"]:
        return None, "文件里没有附上当时的政策，本机的政策文件也不是当时的版本，无法按当时的政策重算。"
    return policy, ""


def _unpacked(text: str) -> dict[str, Any]:
    if not text:
        return {}
    opened = zlib.decompressobj()
    packed = opened.decompress(base64.b64decode(text, validate=True), MOST_LAW)
    if not opened.eof:
        raise ValueError(text[:20])
    found: dict[str, Any] = json.loads(packed)
    return found


def _policy_of_today(law: Mapping[str, Any]) -> tuple[Policy | None, str]:
    """This machine's policy with the local values of then, as far as they still fit."""
    try:
        policy = load(law["region"], law["county"])
        return with_values(policy, law["local"]), ""
    except Refused as refusal:
        return None, refusal.sentence


def _verdict(
    called: str,
    policy: Policy | None,
    why: str,
    facts: Facts,
    day: date,
    recorded: Result,
    *,
    another_day: bool = False,
) -> Verdict:
    if policy is None:
        return Verdict(called, "", day, None, why, ())
    try:
        decision = explaining.decide(policy, facts, day if another_day else None)
    except Refused as refusal:
        return Verdict(called, policy.version, day, None, refusal.sentence, ())
    result = result_of(decision)
    return Verdict(called, policy.version, decision.day, result, "", differences(recorded, result))


def _result_from(record: Mapping[str, Any]) -> Result:
    findings = tuple((str(rule), str(strength), str(words)) for rule, strength, words in record["findings"])
    if record["outcome"] not in OUTCOMES:
        raise ValueError(record["outcome"])
    return Result(
        record["outcome"],
        Decimal(record["amount"]),
        int(record["days"]),
        str(record.get("basis", "")),
        findings,
    )
