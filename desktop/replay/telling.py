"""A replay told: in sentences, as a workbook, and at the terminal."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.replay.judging import NOTHING
from desktop.replay.running import Moved, Replay, Share, Untried, replay
from desktop.sheets import Sheet, SheetColumn, write_sheets
from desktop.workspace import SYSTEM, Workspace


def write(found: Replay, bureau: str, path: Path) -> Path:
    """Write a replay to a workbook: the whole, by type, by institution, who gains, who loses, who is owed or owes.

    What could not be tried has a sheet where there is any. Numbers of persons are masked.
    """
    gains = [each for each in found.moved if each.difference > 0]
    losses = [each for each in found.moved if each.difference < 0]
    draft = f"政策草案：{found.draft}（版本{found.version[:12]}）　申请日期{found.since:%Y-%m-%d}至{found.until:%Y-%m-%d}"
    sheets = (
        _whole(found, bureau, draft),
        _shares("按类型", "培训类型·补贴", found.by_type, draft),
        _shares("按机构", "机构或者企业", found.by_institution, draft),
        _persons("增加", gains, draft),
        _persons("减少", losses, draft),
        _persons("补发名单", found.back_payments, f"{draft}　已审批、按草案应补发", owed="应补发"),
        _persons("多发名单", found.overpaid, f"{draft}　已审批、按草案多发", owed="应退"),
        *([_untried(found.untried, draft)] if found.untried else []),
    )
    return write_sheets(path, sheets)


def _whole(found: Replay, bureau: str, draft: str) -> Sheet:
    """The sums, one to a row, and what the draft leaves open."""
    owed = sum((each.owed for each in found.back_payments), NOTHING)
    over = -sum((each.owed for each in found.overpaid), NOTHING)
    rows: list[tuple[str, Any, str]] = [
        ("申请", found.claims, "件"),
        ("补贴明细", found.lines, "行"),
        ("人数", found.people, "人"),
        ("原金额", found.before, "元"),
        ("按草案", found.after, "元"),
        ("差额", found.after - found.before, "元"),
        ("增加人数", found.gain, f"其中由无到有{found.admitted}人"),
        ("减少人数", found.lose, f"其中由有到无{found.dropped}人"),
        ("应补发", owed, f"元，已审批的{len(found.back_payments)}行"),
        ("多发", over, f"元，已审批的{len(found.overpaid)}行"),
    ]
    rows += [("没有试算", count, f"行，没有计入：{sentence}") for sentence, count in found.undecided]
    rows += [("没有用处的本地政策值", "", each) for each in found.left_out]
    notes = (bureau, draft, "以往班期按原核定结果计算；试算没有写入任何数据。")
    return Sheet(
        "总览", notes, (SheetColumn("项目", 24), SheetColumn("数值", 18), SheetColumn("说明", 70)), rows
    )


def _shares(name: str, heading: str, shares: Sequence[Share], draft: str) -> Sheet:
    columns = (
        SheetColumn(heading, 40, "合计"),
        SheetColumn("人数", 10),
        SheetColumn("原金额", 16, sum((each.before for each in shares), NOTHING)),
        SheetColumn("按草案", 16, sum((each.after for each in shares), NOTHING)),
        SheetColumn("差额", 16, sum((each.difference for each in shares), NOTHING)),
        SheetColumn("增加人数", 12),
        SheetColumn("减少人数", 12),
    )
    rows = [
        (each.title, each.people, each.before, each.after, each.difference, each.gain, each.lose)
        for each in shares
    ]
    return Sheet(name, (draft, "一人在几项中各计一次，人数不合计。"), columns, rows)


def _persons(name: str, moved: Sequence[Moved], draft: str, owed: str = "") -> Sheet:
    """A list of persons; with `owed` also what is to be paid or asked back."""
    columns = [
        SheetColumn("序号", 8, "合计"),
        SheetColumn("姓名", 12),
        SheetColumn("身份证号", 22),
        SheetColumn("补贴", 16),
        SheetColumn("机构或者企业", 34),
        SheetColumn("培训类型", 24),
        SheetColumn("申请", 20),
        SheetColumn("班期", 20),
        SheetColumn("原金额", 14, sum((each.before for each in moved), NOTHING)),
        SheetColumn("按草案", 14, sum((each.after for each in moved), NOTHING)),
        SheetColumn("差额", 14, sum((each.difference for each in moved), NOTHING)),
    ]
    if owed:
        columns.append(SheetColumn(owed, 14, sum((abs(each.owed) for each in moved), NOTHING)))
    columns.append(SheetColumn("按草案的依据", 80))
    rows = [
        (
            *(at, each.name, each.id_number, each.scheme, each.institution, each.training_type, each.claim),
            *(each.class_number, each.before, each.after, each.difference),
            *((abs(each.owed),) if owed else ()),
            each.why,
        )
        for at, each in enumerate(moved, 1)
    ]
    people = len({each.person_id for each in moved})
    return Sheet(name, (draft, f"{len(moved)}行、{people}人"), columns, rows)


def _untried(lines: Sequence[Untried], draft: str) -> Sheet:
    """Each line that could not be tried, with what was lacking."""
    columns = (
        SheetColumn("序号", 8, "合计"),
        SheetColumn("姓名", 12),
        SheetColumn("身份证号", 22),
        SheetColumn("补贴", 16),
        SheetColumn("机构或者企业", 34),
        SheetColumn("申请", 20),
        SheetColumn("原金额", 14, sum((each.amount for each in lines), NOTHING)),
        SheetColumn("没有试算的原因", 80),
    )
    rows = [
        (at, each.name, each.id_number, each.scheme, each.institution, each.claim, each.amount, each.why)
        for at, each in enumerate(lines, 1)
    ]
    return Sheet("没有试算", (draft, f"{len(lines)}行，没有计入其他各表"), columns, rows)


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
    said += [f"没有试算的{count}行：{sentence}" for sentence, count in found.undecided]
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
    whole["undecided"] = found.undecided
    plain: dict[str, Any] = json.loads(json.dumps(whole, default=_plain))
    return plain


def _with_difference(part: Share | Moved) -> dict[str, Any]:
    return asdict(part) | {"difference": part.difference}


def _plain(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value.isoformat())
