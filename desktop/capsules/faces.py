"""The command `policy recompute`: what it tells of a capsule, and its exit status."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from desktop.capsules.parts import MOST_BYTES, Recomputed, Verdict, result_record
from desktop.capsules.recomputing import recompute
from desktop.policy.figures import in_words, yuan
from desktop.problems import Unreadable


def recompute_face(
    path: Path, today: date, *, as_json: bool = False, then_only: bool = False
) -> tuple[str, int]:
    """Tell what the two laws make of a capsule: status 0 when both come to what is recorded, 1 when one does not.

    `then_only` leaves the status to the law of then.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Unreadable(f"文件“{path}”打不开，没有重算。", "请核对文件名。") from fault
    told = recompute(content, today)
    same = told.then.same and (then_only or told.today.same)
    if as_json:
        return json.dumps(_told_record(told), ensure_ascii=False, indent=1), 0 if same else 1
    return "\n".join(_told(told)), 0 if same else 1


def _told(told: Recomputed) -> list[str]:
    said = [f"{told.case['claim']}　{told.case['scheme']}　{told.person}", told.sentence]
    said += [f"人员所作的决定：{each}" for each in told.by_people]
    for verdict in (told.then, told.today):
        version = f"，版本{verdict.version[:12]}" if verdict.version else ""
        day = f"（{in_words(verdict.day)}{version}）" if verdict.day else ""
        if verdict.result is None:
            said.append(f"{verdict.law}{day}：无法重算。{verdict.why}")
        else:
            said.append(
                f"{verdict.law}{day}：{'相同' if verdict.same else '不同'}，{yuan(verdict.result.amount)}"
            )
        said += [f"  {each}" for each in verdict.differences]
    return said


def _told_record(told: Recomputed) -> dict[str, Any]:
    def of(verdict: Verdict) -> dict[str, Any]:
        return {
            "same": verdict.same,
            "version": verdict.version,
            "day": verdict.day.isoformat() if verdict.day else None,
            "result": result_record(verdict.result) if verdict.result else None,
            "why": verdict.why,
            "differences": list(verdict.differences),
        }

    return {
        "case": dict(told.case),
        "person": told.person,
        "sentence": told.sentence,
        "by_people": list(told.by_people),
        "recorded": result_record(told.recorded),
        "then": of(told.then),
        "today": of(told.today),
    }
