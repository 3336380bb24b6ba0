"""The commands `paper` and `notice`: where the workspace lies, what is told, and the exit status."""

import json
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import or_, select

from db.issuing import IssuedCopy, IssuedPaper
from db.notices import Notice
from desktop import files, notices, papers
from desktop.issuing.making import fetch
from desktop.issuing.questions import content as bytes_of
from desktop.issuing.questions import lines as ledger
from desktop.issuing.questions import overtaken
from desktop.issuing.verifying import Verdict, verify
from desktop.pages import PageQuery
from desktop.problems import Refused
from desktop.workspace import STORE, SYSTEM, Desk, Workspace

GOOD, NOT_GOOD = 0, 1
MOST_LINES = 80
STATUSES = {
    "same": "相符",
    "saved": "文字一致，经过另存",
    "issued": "本机出具",
    "altered": "不符",
    "void": "已作废",
    "unknown": "非本机出具",
}


def verify_face(
    asked: str, workspace: Path | None, out: Path | None, *, as_json: bool = False
) -> tuple[str, int]:
    """Check a file or a code; `out` gets the issued paper itself when there is one."""
    opened = Workspace.open(find_workspace(workspace, Path(asked)))
    try:
        with opened.reading(SYSTEM) as desk:
            verdict = verify(desk, asked)
            if out is not None and verdict.copy_id:
                files.write(out, bytes_of(desk, verdict.copy_id))
    finally:
        opened.close()
    status = GOOD if verdict.good else NOT_GOOD
    if as_json:
        return json.dumps(asdict(verdict), ensure_ascii=False, indent=1, default=str), status
    return "\n".join(_told(verdict, out)), status


def _told(verdict: Verdict, out: Path | None) -> list[str]:
    told = [
        f"{STATUSES[verdict.status]}　{verdict.sentences[0]}",
        *(f"　　　{each}" for each in verdict.sentences[1:]),
    ]
    told += [f"  {each}" for each in verdict.differences[:MOST_LINES]]
    if len(verdict.differences) > MOST_LINES:
        told.append(f"  ……共 {len(verdict.differences)} 处")
    if not verdict.differences and verdict.said:
        told.append("原件内容：")
        told += [f"  {page}-{line:02}　{text}" for page, line, text in verdict.said[:MOST_LINES]]
        if len(verdict.said) > MOST_LINES:
            told.append(f"  ……共 {len(verdict.said)} 行，用 --out 文件.pdf 取出留存的原件。")
    if out is not None and verdict.copy_id:
        told.append(f"留存的原件已写到 {out}")
    return told


def list_face(workspace: Path | None, text: str) -> tuple[str, int]:
    """List the print ledger, newest first."""
    opened = Workspace.open(find_workspace(workspace, Path.cwd()))
    try:
        with opened.reading(SYSTEM) as desk:
            found = ledger(desk, PageQuery(text=text, limit=1000))
    finally:
        opened.close()
    rows = [
        f"{row.number}　{row.issued_at:%Y-%m-%d %H:%M}　{row.title}　{row.case_number}　{row.pages}页×{row.copies}份"
        f"　{row.issued_by}　{row.state_title}{f'，{row.waiting}份待确认' if row.waiting else ''}"
        for row in found.rows
    ]
    return "\n".join([*rows, f"共 {found.total} 件"]), GOOD


def notice_face(workspace: Path | None, case: str, out: Path, listed: Path | None) -> tuple[str, int]:
    """Write a notice as PDF, the issued one or else its draft, and on request its list as a workbook.

    Neither gets to its place when it tells what must not be public.
    """
    opened = Workspace.open(find_workspace(workspace, out))
    try:
        with opened.reading(SYSTEM) as desk:
            found = _notice(desk, case)
            content, said = _paper(desk, found)
            files.write(out, content)
            told = [f"{said}已写到 {out}，泄露检查通过。"]
            if listed is not None:
                notices.list_workbook(desk, found.id, listed)
                told.append(f"公示名单已写到 {listed}，泄露检查通过。")
    finally:
        opened.close()
    return "\n".join(told), GOOD


def _notice(desk: Desk, case: str) -> Notice:
    year, _, place = case.partition("-")
    short = f"示〔{year}〕{place}号"
    found = desk.session.scalar(select(Notice).where(or_(Notice.number == case, Notice.number == short)))
    if found is None:
        raise Refused(f"没有编号为“{case}”的公示。", "编号写作 示〔2020〕0001号 或 2020-0001。")
    return found


def _paper(desk: Desk, found: Notice) -> tuple[bytes, str]:
    copy = desk.session.scalar(
        select(IssuedCopy)
        .join(IssuedPaper)
        .where(
            IssuedPaper.form == "notice",
            IssuedPaper.case_kind == "notice",
            IssuedPaper.case_id == found.id,
            IssuedPaper.state == "valid",
        )
        .order_by(IssuedCopy.id)
        .limit(1)
    )
    if copy is None:
        return papers.notice(desk, found.id), f"{found.number}还没有出具，草稿"
    since = overtaken(desk, copy.paper).rstrip("。")
    which = f"{copy.paper.number}，{since}" if since else copy.paper.number
    return fetch(desk, copy), f"{found.number}的公示文书（{which}）"


def find_workspace(given: Path | None, near: Path) -> Path:
    """Return the folder of the workspace: the one given, or the one in or beside a folder above `near`."""
    if given is not None:
        return given
    for folder in (near.absolute(), *near.absolute().parents, Path.cwd()):
        for place in (folder, folder / "workspace"):
            if (place / STORE).is_file():
                return place
    raise Refused(
        "没有找到工作区。", "请用 --workspace 写明工作区文件夹，例如 --workspace out/demo/workspace。"
    )
