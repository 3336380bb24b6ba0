"""Evidence files (J8): each kept once in the workspace under its SHA-256 digest, and found again by it."""

import shutil
from pathlib import Path

from db.filings import EvidenceFile
from desktop.files import digest, writing
from desktop.problems import Unreadable
from desktop.workspace import Desk, Workspace


def keep(desk: Desk, file: Path) -> str:
    """Copy a file into the evidence folder and return its digest; the same content is kept only once.

    A kept file that is no longer what it was is put right. Unreadable when `file` cannot be read or the copy
    cannot be written; then nothing is kept.
    """
    try:
        found = digest(file)
        target = path(desk.workspace, found)
        if not target.is_file() or digest(target) != found:
            with file.open("rb") as source, writing(target, lambda part: _same(part, found)) as copy:
                shutil.copyfileobj(source, copy)
        size = target.stat().st_size
    except OSError as fault:
        raise Unreadable(
            f"文件“{file.name}”读不出来或存不进工作区，没有收存。",
            "请确认文件存在、未被其他程序占用，且磁盘有空间，然后重试。",
        ) from fault
    if desk.session.get(EvidenceFile, found) is None:
        desk.session.add(EvidenceFile(digest=found, name=file.name, size=size, kept_on=desk.today))
        desk.session.flush()
    return found


def path(workspace: Workspace, found: str) -> Path:
    """Return where the file with this digest lies."""
    return workspace.folder / "evidence" / found[:2] / found


def _same(part: Path, found: str) -> None:
    if digest(part) != found:
        raise Unreadable("收存的文件与原件不一致，没有收存。", "请检查磁盘空间和介质后重试。")
