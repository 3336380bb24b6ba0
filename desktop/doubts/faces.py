"""What `zhipei doubts` says: every doubt about one case or in the whole county, as lines for people or as a record."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.doubts import Disposal, Doubt
from desktop.codes import title
from desktop.doubts.finding import Coverage, Hit, county, coverage, hits, reading, scope
from desktop.doubts.flags import flag
from desktop.doubts.running import coverage_record
from desktop.pages import listed
from desktop.problems import Refused
from desktop.workspace import SYSTEM, Desk, Workspace

CLEAN, DOUBTFUL = 0, 1

NUMBERED = """
SELECT 'filing', id FROM filing WHERE number = :number
UNION ALL SELECT 'claim', id FROM claim WHERE number = :number
UNION ALL SELECT 'payment_batch', id FROM payment_batch WHERE number = :number
"""


def doubts_face(folder: Path, number: str | None, *, as_json: bool) -> tuple[str, int]:
    """Return the text and the exit status (0 none open, 1 some) for the workspace in `folder`; nothing is written.

    `number` is that of a filing, claim or payment batch; without it the whole county is looked at. Refused when
    there is no case of that number.
    """
    workspace = Workspace.open(folder)
    try:
        with workspace.reading(SYSTEM) as desk:
            found, covered = _look(desk, number)
            states, region = _states(desk, found), workspace.region
    finally:
        workspace.close()
    ranked = sorted(found, key=lambda hit: (hit.severity != "hard", int(hit.flag[1:]), hit.variant))
    open_ = sum(states[hit.fingerprint] == "open" for hit in ranked)
    status = DOUBTFUL if open_ else CLEAN
    if as_json:
        told = {
            "case": number or "",
            "counts": {
                "found": len(ranked),
                "open": open_,
                "lines": len({one for h in ranked for one in h.lines}),
                "exact": sum(hit.certainty == "exact" for hit in ranked),
                "suspected": sum(hit.certainty == "suspected" for hit in ranked),
            },
            "doubts": [_record(hit, states[hit.fingerprint], region) for hit in ranked],
            "coverage": coverage_record(covered),
        }
        return json.dumps(told, ensure_ascii=False, indent=1), status
    return "\n".join(_said(number, ranked, states, covered, open_)), status


def _look(desk: Desk, number: str | None) -> tuple[tuple[Hit, ...], tuple[Coverage, ...]]:
    read = reading(desk)
    if number is None:
        return county(desk), coverage(read)
    named = read.rows(NUMBERED, number=number)
    if not named:
        raise Refused(f"没有编号为“{number}”的备案、补贴申请或拨付批次。", "请核对编号。")
    of = scope(desk, named[0][0], named[0][1])
    return hits(read, of.lines, of.filings), coverage(read, of.lines)


def _states(desk: Desk, found: Iterable[Hit]) -> dict[str, str]:
    """Return where each matter stands: as it was decided last anywhere, open when nobody has."""
    marks = [hit.fingerprint for hit in found]
    states = dict.fromkeys(marks, "open")
    decided = select(Disposal.fingerprint, Disposal.verdict).where(Disposal.fingerprint.in_(listed(marks)))
    for mark, verdict in desk.session.execute(decided.order_by(Disposal.id)):
        states[mark] = verdict if verdict in ("explained", "referred") else "open"
    kept = select(Doubt.fingerprint).where(Doubt.fingerprint.in_(listed(marks)), Doubt.state == "open")
    for (mark,) in desk.session.execute(kept):
        states[mark] = "open"
    return states


def _record(hit: Hit, state: str, region: str) -> Mapping[str, Any]:
    return {
        "flag": hit.flag,
        "variant": hit.variant,
        "title": flag(hit.flag).title,
        "severity": hit.severity,
        "certainty": hit.certainty,
        "subject": hit.subject,
        "sentence": hit.sentence,
        "remedy": hit.remedy,
        "basis": flag(hit.flag).basis_in(region, hit.variant),
        "state": state,
        "fingerprint": hit.fingerprint,
        "lines": list(hit.lines),
        "filings": list(hit.filings),
        "evidence": [{"kind": each.kind, "id": each.id, "says": each.says} for each in hit.evidence],
    }


def _said(
    number: str | None,
    ranked: list[Hit],
    states: Mapping[str, str],
    covered: Iterable[Coverage],
    open_: int,
) -> Iterable[str]:
    exact = sum(hit.certainty == "exact" for hit in ranked)
    kinds = f"（{title('doubt_certainties', 'exact')} {exact} 条、{title('doubt_certainties', 'suspected')} {len(ranked) - exact} 条）"
    yield f"{number or '全部业务'}：疑点 {len(ranked)} 条{kinds if ranked else ''}，未处理 {open_} 条。"
    for hit in ranked:
        level = f"{title('doubt_severities', hit.severity)}/{title('doubt_certainties', hit.certainty)}"
        yield f"{hit.flag} {flag(hit.flag).title}　{level}　{title('doubt_states', states[hit.fingerprint])}"
        yield f"    {hit.sentence}{hit.remedy}"
        for each in hit.evidence:
            if each.kind == "trainee":
                yield f"      {each.says}"
    yield "核查范围："
    for one in covered:
        yield f"    {one.flag} {one.says}"
