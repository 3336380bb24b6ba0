"""Making a capsule out of a line: what was known, the law whole, what each rule said, the result."""

import base64
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.classes import TrainingClass
from db.subsidies import ClaimLine
from desktop import audit, editions, explaining, files
from desktop.capsules.parts import FORMAT, VERSION, Result, basis_words, digest_of, result_of, result_record
from desktop.codes import title
from desktop.explaining import Explained
from desktop.policy import Decision, to_record
from desktop.policy.figures import yuan
from desktop.problems import Refused
from desktop.workspace import Desk


def capsule(desk: Desk, line_id: int) -> bytes:
    """Return a line's decision as a capsule; refused for a line whose facts were not kept."""
    told = explaining.line(desk, line_id)
    row = desk.session.get_one(ClaimLine, line_id)
    if not told.recalled or told.decision is None:
        raise Refused(
            "这一行核算时的情况没有留存，不能导出核定依据。", "退回经办重新核算后，再导出核定依据。"
        )
    facts, _ = explaining.known(desk, row)
    body = {
        "format": FORMAT,
        "version": VERSION,
        "made": {
            "by": desk.workspace.bureau,
            "on": desk.today.isoformat(),
            "practice": desk.workspace.practice,
        },
        "case": _case(desk, row),
        "scheme": row.scheme,
        "facts": to_record(facts),
        "law": _law(desk, row, told),
        "trace": _trace(told),
        "result": result_record(_recorded(row, told.decision)),
        "sentence": told.sentence,
        "by_people": list(told.by_hand),
        "final": {"state": row.state, "amount": str(row.amount)},
    }
    return json.dumps(body | {"digest": digest_of(body)}, ensure_ascii=False, indent=1).encode()


def export(desk: Desk, line_id: int, path: Path) -> Path:
    """Write a line's capsule to a file; leaves an entry, since the facts about a person leave the store."""
    content = capsule(desk, line_id)
    claim = desk.session.get_one(ClaimLine, line_id).claim
    files.write(path, content)
    audit.record(
        desk,
        "导出核定依据",
        audit.OTHER,
        "claim",
        claim.uid,
        claim.number,
        摘要=hashlib.sha256(content).hexdigest(),
    )
    return path


def _case(desk: Desk, row: ClaimLine) -> dict[str, str]:
    claim = row.claim
    held = desk.session.scalar(select(TrainingClass.number).where(TrainingClass.filing_id == claim.filing_id))
    return {
        "claim": claim.number,
        "class": held or "",
        "filing": claim.filing.number or "",
        "line": row.uid,
        "scheme": title("schemes", row.scheme),
        "decided_on": claim.decided_on.isoformat() if claim.decided_on else "",
    }


def _law(desk: Desk, row: ClaimLine, told: Explained) -> dict[str, Any]:
    packed = editions.record(desk, row.claim.policy_version)
    content = zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), 9) if packed else b""
    return {
        "region": desk.workspace.region,
        "county": desk.workspace.county,
        "version": told.law.version,
        "day": told.law.day.isoformat(),
        "local": packed["local"] if packed else [],
        "content": base64.b64encode(content).decode(),
    }


def _trace(told: Explained) -> dict[str, Any]:
    """Which rule was asked under which clause and what it said, and the steps to the amount."""
    decision = told.decision
    return {
        "rules": [
            {
                "rule": rule.asked.acting.rule.code,
                "strength": str(rule.asked.acting.strength),
                "cites": str(rule.asked.acting.cites),
                "values": [f"{value.title} {value.cites}" for value in rule.asked.values],
                "held": rule.asked.finding is None,
            }
            for rule in told.rules
        ],
        "steps": [f"{step.figures}＝{yuan(step.amount)}" for step in (decision.steps if decision else ())],
    }


def _recorded(row: ClaimLine, decision: Decision) -> Result:
    """What the store holds of the decision; what people decided afterwards stands apart."""
    if explaining.people_said(row):
        return result_of(decision)
    basis = row.basis
    return Result(
        "granted" if row.state == "proposed" else row.state,
        row.amount,
        row.days,
        basis_words(basis["title"], basis["document"], basis["number"], basis["clause"]) if basis else "",
        tuple(sorted((each["rule"], each["strength"], each["sentence"]) for each in row.findings)),
    )
