"""A replay told: in sentences, as a workbook, and at the terminal."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.replay.running import NOTHING, Moved, Replay, Share, replay
from desktop.sheets import SheetColumn, write_workbook
from desktop.workspace import SYSTEM, Workspace


def write(found: Replay, bureau: str, path: Path) -> Path:
    """Write a replay to a workbook: the sums above, every line that moves below; numbers of persons are masked."""
    columns = (
        SheetColumn("申请", 20, "合计"),
        SheetColumn("班期", 20),
        SheetColumn("机构或者企业", 34),
        SheetColumn("培训类型", 24),
        SheetColumn("补贴", 16),
        SheetColumn("姓名", 12),
        SheetColumn("身份证号", 22),
        SheetColumn("原金额", 14, sum((each.before for each in found.moved), NOTHING)),
        SheetColumn("试算金额", 14, sum((each.after for each in found.moved), NOTHING)),
        SheetColumn("差额", 14, sum((each.difference for each in found.moved), NOTHING)),
        SheetColumn("应补发", 14, sum((each.owed for each in found.back_payments), NOTHING)),
        SheetColumn("试算依据", 80),
    )
    rows = (
        (
            each.claim,
            each.class_number,
            each.institution,
            each.training_type,
            each.scheme,
            each.name,
            each.id_number,
            each.before,
            each.after,
            each.difference,
            max(each.owed, NOTHING),
            each.why,
        )
        for each in found.moved
    )
    return write_workbook(path, "政策试算", (bureau, *told(found)), columns, rows)


def told(found: Replay) -> tuple[str, ...]:
    """Return a replay in a few sentences: sums, who gains and loses, by type and institution, what is owed."""
    said = [
        (
            f"政策草案：{found.draft}（版本{found.version[:12]}）；{found.since:%Y-%m-%d}至{found.until:%Y-%m-%d}申请的"
            f"{found.claims}件、{found.lines}行、{found.people}人"
        ),
        (
            f"原金额{found.before:,.2f}元，试算{found.after:,.2f}元，差额{found.after - found.before:+,.2f}元；"
            f"{found.gain}人增加，{found.lose}人减少，{found.admitted}人由无到有，{found.dropped}人由有到无"
        ),
        (
            f"已审批的应补发{len(found.back_payments)}行、{sum((each.owed for each in found.back_payments), NOTHING):,.2f}元，"
            f"多发{len(found.overpaid)}行、{-sum((each.owed for each in found.overpaid), NOTHING):,.2f}元"
        ),
    ]
    for what, shares in (("按类型", found.by_type), ("按机构", found.by_institution)):
        said += [
            f"{what}：{each.title}，{each.people}人，{each.before:,.2f}元→{each.after:,.2f}元（{each.difference:+,.2f}元）"
            for each in shares
        ]
    said += [f"草案没有说明的{count}行：{sentence}" for sentence, count in found.undecided]
    said += [f"草案中没有用处的本地政策值：{each}" for each in found.left_out]
    said.append("以往班期按原核定结果计算；试算没有写入任何数据。")
    return tuple(said)


def replay_face(
    draft: Path, workspace: Path, since: date, until: date, out: Path | None, *, as_json: bool = False
) -> tuple[str, int]:
    """Replay a workspace's claims under a draft and tell what comes of it; `out` gets the workbook."""
    opened = Workspace.open(workspace)
    try:
        with opened.reading(SYSTEM) as desk:
            found = replay(desk, draft, since, until)
        if out is not None:
            write(found, opened.bureau, out)
    finally:
        opened.close()
    if as_json:
        return json.dumps(record(found), ensure_ascii=False, indent=1), 0
    return "\n".join([*told(found), *([f"明细已写到 {out}"] if out else [])]), 0


def record(found: Replay) -> dict[str, Any]:
    """Return a replay as JSON can hold it: days as ISO text, yuan as text."""
    whole = asdict(found) | {"difference": found.after - found.before}
    for name, parts in (
        ("by_type", found.by_type),
        ("by_institution", found.by_institution),
        ("moved", found.moved),
    ):
        whole[name] = [_with_difference(each) for each in parts]
    whole["back_payments"] = [each.line_id for each in found.back_payments]
    whole["overpaid"] = [each.line_id for each in found.overpaid]
    plain: dict[str, Any] = json.loads(json.dumps(whole, default=_plain))
    return plain


def _with_difference(part: Share | Moved) -> dict[str, Any]:
    return asdict(part) | {"difference": part.difference}


def _plain(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value.isoformat())
