"""Evidence files (J8): each kept once in the workspace, sealed, under its SHA-256 digest, and found again by it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from db.filings import EvidenceFile, EvidenceUse
from db.vault import KeyMissing, read_key
from desktop import sealed
from desktop.files import called, digest, writing
from desktop.problems import Refused, Unreadable
from desktop.workspace import KEY, Desk, Workspace


@dataclass(frozen=True, slots=True)
class Use:
    """What a file is evidence of: a case (filing, claim, class), a person, a material of the checklist."""

    case_kind: str
    case_id: int
    person_id: int | None = None
    material: str | None = None


def keep(desk: Desk, file: Path, name: str = "") -> str:
    """Seal a file into the evidence folder and return its digest; the same content is kept only once.

    `name` is what it is called there, its own when none is given. A kept file that is no longer what it was is put
    right. Unreadable when `file` cannot be read or the copy cannot be written; then nothing is kept. What is done at
    the desk has to be committed: else the copy is taken away again.
    """
    key = _key(desk.workspace)
    try:
        found = digest(file)
        target = path(desk.workspace, found)
        if not _whole(target, key, found):
            desk.afterwards.append(lambda: _let_go(desk.workspace, found))
            with file.open("rb") as source, writing(target, lambda part: _same(part, key, found)) as copy:
                sealed.pour(source, copy, key, found)
        size, media = file.stat().st_size, media_of(file)
    except OSError as fault:
        raise Unreadable(
            f"文件“{called(file)}”读不出来或存不进工作区，没有收存。",
            "请确认文件存在、未被其他程序占用，且磁盘有空间，然后重试。",
        ) from fault
    if desk.session.get(EvidenceFile, found) is None:
        desk.session.add(
            EvidenceFile(
                digest=found,
                name=name or called(file),
                size=size,
                media=media,
                kept_on=desk.today,
            )
        )
        desk.session.flush()
    return found


def _let_go(workspace: Workspace, found: str) -> None:
    """Take a copy away that no record of the store names, because the deed that laid it there was not committed.

    It is looked for while nobody else can write, so that nobody can take the copy as his own meanwhile. Where the store
    or the folder cannot be written the copy stays, harmless: the check counts it.
    """
    with suppress(DatabaseError, OSError), Session(workspace.engine) as session:
        if session.get(EvidenceFile, found) is not None:
            return
        session.rollback()
        session.connection(execution_options={"writes": True})
        if session.get(EvidenceFile, found) is None:
            path(workspace, found).unlink(missing_ok=True)


def unnamed(desk: Desk) -> tuple[Path, ...]:
    """Return the files of the evidence folder that no record names: what a power cut left of a deed, half or whole.

    Nothing removes them: an older store that was put back may not name what a newer one does.
    """
    named = {path(desk.workspace, found) for found in desk.session.scalars(select(EvidenceFile.digest))}
    there = (desk.workspace.folder / "evidence").rglob("*")
    return tuple(sorted(each for each in there if each.is_file() and each not in named))


def use(desk: Desk, found: str, of: Use, name: str, note: str = "") -> EvidenceUse | None:
    """Note what a kept file is evidence of; None when that was noted before.

    The same file under another name, or with another note, is noted again: it may stand for another day.
    """
    chosen = select(EvidenceUse.id).where(
        EvidenceUse.digest == found,
        EvidenceUse.case_kind == of.case_kind,
        EvidenceUse.case_id == of.case_id,
        EvidenceUse.person_id.is_not_distinct_from(of.person_id),
        EvidenceUse.material.is_not_distinct_from(of.material),
        EvidenceUse.name == name,
        *((EvidenceUse.note == note,) if note else ()),
    )
    if desk.session.scalar(chosen.limit(1)) is not None:
        return None
    row = EvidenceUse(
        digest=found,
        case_kind=of.case_kind,
        case_id=of.case_id,
        person_id=of.person_id,
        material=of.material,
        name=name,
        note=note,
        added_on=desk.today,
        added_by=desk.clerk.id,
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def content(workspace: Workspace, found: str, name: str) -> bytes:
    """Return what a kept file holds; Unreadable when it is not there or no longer what it was."""
    return b"".join(_pieces(workspace, found, name))


@contextmanager
def lent(workspace: Workspace, found: str, name: str) -> Iterator[Path]:
    """Lend an open copy of a kept file under a name of its own, to be read by what goes by names; gone afterwards.

    Unreadable when the kept file is not there or no longer what it was.
    """
    with tempfile.TemporaryDirectory(prefix="zhipei-") as folder:
        copy = Path(folder) / Path(name).name
        try:
            with copy.open("wb") as file:
                file.writelines(_pieces(workspace, found, name))
        except OSError as fault:
            raise _lost(name) from fault
        yield copy


def copy_out(workspace: Workspace, found: str, name: str, target: Path) -> None:
    """Write an open copy of a kept file to `target`, where it is whole or not at all; raises as `content`, OSError."""
    with writing(target) as file:
        file.writelines(_pieces(workspace, found, name))


def whole(workspace: Workspace, found: str) -> bool:
    """Tell whether a kept file is there and is, byte for byte, what was kept."""
    return _whole(path(workspace, found), _key(workspace), found)


def _pieces(workspace: Workspace, found: str, name: str) -> Iterator[bytes]:
    try:
        yield from sealed.pieces(path(workspace, found), _key(workspace), found)
    except (OSError, sealed.Damaged) as fault:
        raise _lost(name) from fault


def _lost(name: str) -> Unreadable:
    return Unreadable(f"收存的文件“{name}”不在或已损坏，不能打开。", "请从备份取回工作区的 evidence 文件夹。")


def _key(workspace: Workspace) -> bytes:
    try:
        return read_key(workspace.folder / KEY)
    except KeyMissing as fault:
        raise Refused(
            f"密钥文件 {KEY} 缺失或损坏，佐证文件不能收存，也读不出来。",
            "请从备份介质取回密钥文件放到工作区文件夹。",
        ) from fault


SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (0, b"FLV", "video/x-flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg"),
    (0, b".RMF", "video/x-realvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\xff\xfe", "text/plain"),
    (0, b"\xfe\xff", "text/plain"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
"""Where in a file which bytes stand that show what it is; the first that fits counts."""

UNKNOWN = "application/octet-stream"


def media_of(file: Path) -> str:
    """Return the media type of a file by what it holds, never by its name; text is told by having no zero byte."""
    with file.open("rb") as source:
        head = source.read(4096)
    for at, sign, media in SIGNS:
        if head[at : at + len(sign)] == sign:
            return media
    if head.startswith((b"MZ", b"\x7fELF", b"#!")) or not head:
        return UNKNOWN
    return UNKNOWN if b"\x00" in head else "text/plain"


def path(workspace: Workspace, found: str) -> Path:
    """Return where the file with this digest lies, sealed."""
    return sealed.path(workspace.folder / "evidence", found)


def _whole(place: Path, key: bytes, found: str) -> bool:
    try:
        for _ in sealed.pieces(place, key, found):
            pass
    except (OSError, sealed.Damaged):
        return False
    return True


def _same(part: Path, key: bytes, found: str) -> None:
    if not _whole(part, key, found):
        raise Unreadable("收存的文件与原件不一致，没有收存。", "请检查磁盘空间和介质后重试。")
