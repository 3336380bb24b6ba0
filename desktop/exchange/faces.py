"""What the commands on packages print, in words or as JSON, and the exit status they end with."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop.exchange import schemas
from desktop.exchange.inspection import Verdict
from desktop.exchange.manifest import REPORT
from desktop.exchange.package import verify
from desktop.exchange.province import Received, receive
from desktop.money import yuan_text
from desktop.problems import Refused

SHOWN = 20


def verify_face(path: Path, *, as_json: bool = False) -> tuple[str, int]:
    """What `package verify` prints of any file whatever: exit status 0 for a sound package, 1 with the reason."""
    verdict = verify(path)
    text = _dump(_verdict(path, verdict)) if as_json else _told(verdict)
    return _plain(text), 0 if verdict.ok else 1


def receive_face(files: Iterable[Path], inbox: Path, out: Path, *, as_json: bool = False) -> tuple[str, int]:
    """What `province receive` prints: one sentence a file; exit status 1 if any file was not taken in."""
    try:
        results = receive(files, inbox, out)
    except Refused as no:
        return (_dump([]) if as_json else f"{no.sentence}{no.remedy}"), 1
    text = _dump([_result(one) for one in results]) if as_json else "\n".join(map(_line, results))
    return _plain(text), 0 if results and all(one.ok for one in results) else 1


def _told(verdict: Verdict) -> str:
    if not verdict.ok or verdict.manifest is None:
        more = [f"  {one.what}。{one.remedy}。" for one in verdict.problems[1:SHOWN]]
        return "\n".join([verdict.reason, *more])
    about = verdict.manifest
    kind = "上报包" if about["kind"] == REPORT else "回执"
    held = "、".join(f"{schemas.title(entry['kind'])} {entry['records']}" for entry in about["files"])
    return "\n".join(
        [
            f"数据包完好：{kind} {about['number']}，第 {about['sequence']} 包"
            + ("（演练数据）" if about["practice"] else ""),
            f"  报送：{about['sender']['name']}（{about['sender']['code']}）",
            f"  接收：{about['receiver']['name']}（{about['receiver']['code']}）",
            f"  生成：{about['created_at']}，{about['software']}，格式 {about['version']}",
            f"  内容：{held or '无'}",
            *(_sums(about["control"]) if about["kind"] == REPORT else ()),
            f"  摘要：{verdict.digest}",
        ]
    )


def _sums(control: Mapping[str, Any]) -> tuple[str, str]:
    """What a report comes to; a receipt carries no amounts."""
    lines, payments = control["lines"], control["payments"]
    return (
        f"  补贴：{lines['count']} 条，{yuan_text(lines['fen'])} 元",
        f"  已拨付：{payments['count']} 笔，{yuan_text(payments['fen'])} 元",
    )


def _verdict(path: Path, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": str(path),
        "ok": verdict.ok,
        "readable": verdict.readable,
        "reason": verdict.reason,
        "sha256": verdict.digest,
        "manifest": verdict.manifest,
        "problems": [
            {"code": one.code, "what": one.what, "remedy": one.remedy, "name": one.name}
            for one in verdict.problems
        ],
    }


def _line(one: Received) -> str:
    rejected = one.receipt.rejected if one.receipt else ()
    more = [f"  退回 {schemas.title(a.kind)} {a.number or a.uid}：{a.reason}" for a in rejected[:SHOWN]]
    more += [f"  另有 {len(rejected) - SHOWN} 条见回执"] if len(rejected) > SHOWN else []
    return "\n".join([f"{one.file.name}：{one.sentence}", *more])


def _result(one: Received) -> dict[str, Any]:
    answers = one.receipt.answers if one.receipt else ()
    rejected = one.receipt.rejected if one.receipt else ()
    return {
        "file": str(one.file),
        "ok": one.ok,
        "again": one.again,
        "sentence": one.sentence,
        "receipt": str(one.receipt_path) if one.receipt_path else None,
        "accepted": len(answers) - len(rejected),
        "rejected": [
            {"kind": a.kind, "uid": a.uid, "number": a.number, "reason": a.reason} for a in rejected
        ],
    }


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _plain(text: str) -> str:
    """The text as any terminal can take it, whatever bytes stood in a file's name."""
    return text.encode("utf-8", "backslashreplace").decode()
