"""The commands `policy capsule` and `policy recompute`: a decision written to a file, and what two laws make of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.filings import Trainee
from db.subsidies import Claim, ClaimLine
from desktop import explaining
from desktop.capsules.making import export
from desktop.capsules.parts import MOST_BYTES, Recomputed, Verdict, result_record
from desktop.capsules.recomputing import recompute
from desktop.codes import title
from desktop.policy.figures import in_words, yuan
from desktop.problems import Refused, Unreadable
from desktop.workspace import SYSTEM, Workspace

LINE_AT = (
    select(ClaimLine.id)
    .join(Claim, Claim.id == ClaimLine.claim_id)
    .join(Trainee, Trainee.id == ClaimLine.trainee_id)
)


def capsule_face(folder: Path, number: str, place: int, scheme: str, path: Path) -> str:
    """Write the decision on one line of a claim to a file and return what is said of it.

    The line is known by the claim's `number`, the `place` of its person on the roster and the `scheme`. Refused
    when there is no such line or its facts were not kept.
    """
    workspace = Workspace.open(folder)
    try:
        with workspace.desk(SYSTEM) as desk:
            chosen = LINE_AT.where(
                Claim.number == number, Trainee.position == place, ClaimLine.scheme == scheme
            )
            line_id = desk.session.scalar(chosen)
            if line_id is None:
                raise Refused(
                    f"申请“{number}”里没有名册第{place}行的{title('schemes', scheme)}，没有导出。",
                    "请核对申请编号、名册序号和补贴项目。",
                )
            written = export(desk, line_id, path)
            said = explaining.reason(explaining.line(desk, line_id))
    finally:
        workspace.close()
    return f"{said}\n核定依据已写到 {written}"


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
