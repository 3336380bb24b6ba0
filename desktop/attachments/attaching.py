"""Evidence files of a case (J8, J9, J13): scans, pictures, papers and videos, many at once, each kept once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db.classes import TrainingClass
from db.filings import EvidenceFile, EvidenceUse, Filing, Material, Trainee
from db.registers import Person
from db.subsidies import Claim
from desktop import audit, evidence, materials
from desktop.codes import title
from desktop.evidence import Use
from desktop.files import called
from desktop.problems import Refused, Unreadable
from desktop.workspace import Desk

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp", "image/tiff"})
MEDIA = {
    "image": "图片",
    "video": "视频",
    "audio": "录音",
    "text": "文本",
    "application/pdf": "PDF",
    "application/zip": "文档",
    "application/x-ole-storage": "文档",
    "application/vnd.rar": "压缩包",
    "application/x-7z-compressed": "压缩包",
}
"""What a file is called, by its media type or the part before the stroke."""

SHOWABLE = 64 << 20
"""Bytes of a file that are handed to a window at once; a longer one is copied out and opened by its own program."""

Case = Filing | Claim | TrainingClass


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as a case shows it; `elsewhere` tells what else the very same file is evidence of."""

    id: int
    digest: str
    name: str
    media: str
    media_title: str
    picture: bool
    size: int
    person_id: int | None
    person: str
    material: str
    material_title: str
    note: str
    added_on: date
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not kept: which, why, and what helps."""

    name: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of files that were handed over together: each is in one of the three."""

    attached: tuple[FileLine, ...]
    already: tuple[str, ...]
    left: tuple[Left, ...]

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        said = f"收存{len(self.attached)}份"
        said += f"，{len(self.already)}份原已收存" if self.already else ""
        said += f"，{len(self.left)}份没有收存" if self.left else ""
        again = sum(1 for each in self.attached if each.elsewhere)
        return said + (f"；其中{again}份与别的佐证是同一文件，请核实。" if again else "。")


@dataclass(frozen=True, slots=True)
class FileContent:
    """A kept file as a window shows it."""

    name: str
    media: str
    data: bytes


def attach(
    desk: Desk,
    case_kind: str,
    case_id: int,
    files: Sequence[Path],
    *,
    person_id: int | None = None,
    material: str | None = None,
    note: str = "",
) -> Attached:
    """Keep files as evidence of a case, of a person in it, or of a material on its checklist, which is then received.

    `case_kind` is filing, claim or class. A file that cannot be kept does not hinder the others. Refused
    as a whole when the case is archived, or the person or the material is none of its.
    """
    desk.needs("handler", title("roles", "handler"))
    case = case_of(desk, case_kind, case_id)
    _may_take(desk, case, case_kind, person_id, material)
    attached: list[int] = []
    already: list[str] = []
    left: list[Left] = []
    for file in files:
        try:
            used = _attach(desk, Use(case_kind, case_id, person_id, material), file, note)
        except Refused as refused:
            left.append(Left(called(file), refused.sentence, refused.remedy))
            continue
        if used is None:
            already.append(called(file))
        else:
            attached.append(used.id)
    if attached:
        receive = material is not None and _not_received(desk, case_kind, case_id, material)
        if receive and material is not None:
            materials.receive(desk, case_kind, case_id, case.uid, (material,), note=note)
        audit.record(
            desk,
            "收存佐证文件",
            audit.HANDLING,
            case.__tablename__,
            case.uid,
            case.number,
            份数=len(attached),
        )
    return Attached(_files(desk, EvidenceUse.id.in_(attached)), tuple(already), tuple(left))


def detach(desk: Desk, use_id: int, reason: str) -> None:
    """Take a file off a case with the reason, e.g. one attached by mistake; the file itself stays kept.

    A material whose last file goes counts as not received again, while the case still takes materials.
    """
    desk.needs("handler", title("roles", "handler"))
    row = desk.session.get(EvidenceUse, use_id)
    if row is None:
        raise Refused("没有找到这份佐证文件。", "请刷新后再试。")
    if not reason.strip():
        raise Refused("没有填写移除的原因。", "请写明原因。")
    case = case_of(desk, row.case_kind, row.case_id)
    _may_take(desk, case, row.case_kind, None, row.material)
    desk.session.delete(row)
    desk.session.flush()
    if row.material is not None:
        _give_back(desk, row)
    audit.record(
        desk, "移除佐证文件", audit.HANDLING, case.__tablename__, case.uid, case.number, 原因=reason.strip()
    )


def files_of(desk: Desk, case_kind: str, case_id: int) -> tuple[FileLine, ...]:
    """Return the files of one case, in the order in which they were added."""
    return _files(desk, EvidenceUse.case_kind == case_kind, EvidenceUse.case_id == case_id)


def folder_of(desk: Desk, filing_id: int) -> tuple[FileLine, ...]:
    """Return every file of a filing, of its class and of its claims: the whole case as an auditor asks for it."""
    classes = select(TrainingClass.id).where(TrainingClass.filing_id == filing_id)
    claims = select(Claim.id).where(Claim.filing_id == filing_id)
    kind, key = EvidenceUse.case_kind, EvidenceUse.case_id
    return _files(
        desk,
        ((kind == "filing") & (key == filing_id))
        | ((kind == "class") & key.in_(classes))
        | ((kind == "claim") & key.in_(claims)),
    )


def content(desk: Desk, use_id: int) -> FileContent:
    """Return a kept file to be shown; refused when it is too long for that, gone or changed."""
    row = desk.session.get(EvidenceUse, use_id)
    file = desk.session.get(EvidenceFile, row.digest) if row is not None else None
    if row is None or file is None:
        raise Refused("没有找到这份佐证文件。", "请刷新后再试。")
    if file.size > SHOWABLE:
        raise Refused(f"“{row.name}”太大，不能在窗口中显示。", "请另存后用其他程序打开。")
    return FileContent(row.name, file.media, evidence.content(desk.workspace, row.digest, row.name))


def copy_out(desk: Desk, use_id: int, target: Path) -> None:
    """Write a kept file of any length to `target`, to be opened by another program; refused when gone or changed."""
    row = desk.session.get(EvidenceUse, use_id)
    if row is None:
        raise Refused("没有找到这份佐证文件。", "请刷新后再试。")
    evidence.copy_out(desk.workspace, row.digest, row.name, target)


def case_of(desk: Desk, case_kind: str, case_id: int) -> Case:
    """Return the case that files belong to, or refuse when there is none."""
    case: Case | None = None
    if case_kind == "filing":
        case = desk.session.get(Filing, case_id)
    elif case_kind == "claim":
        case = desk.session.get(Claim, case_id)
    elif case_kind == "class":
        case = desk.session.get(TrainingClass, case_id)
    if case is None:
        raise Refused("没有找到这件案卷，佐证没有收存。", "请刷新列表后再试。")
    return case


def filing_of(case: Case) -> Filing:
    """Return the filing to which a case belongs."""
    return case if isinstance(case, Filing) else case.filing


def _may_take(desk: Desk, case: Case, case_kind: str, person_id: int | None, material: str | None) -> None:
    filing = filing_of(case)
    if filing.state == "archived":
        raise Refused("本件已归档，佐证不能再变动。", "确需补充的，请另行说明并存档。")
    if person_id is not None:
        there = select(Trainee.id).where(Trainee.filing_id == filing.id, Trainee.person_id == person_id)
        if filing.person_id != person_id and desk.session.scalar(there.limit(1)) is None:
            raise Refused("本件的花名册上没有这个人，佐证没有收存。", "请核对所选的人员。")
    if material is None:
        return
    if _material(desk, case_kind, case.id, material) is None:
        raise Refused("材料不在本件的清单上，佐证没有收存。", "请刷新后从清单中选择。")
    state, reopened = getattr(case, "state", ""), getattr(case, "reopened_on", None)
    if state not in materials.OPEN[case_kind] and reopened is None:
        raise Refused(
            f"本件{title(f'{case_kind}_states', state)}，不能再登记材料。", "确需补充的，请先退回或补正。"
        )


def _attach(desk: Desk, of: Use, file: Path, note: str) -> EvidenceUse | None:
    if not file.is_file():
        raise Unreadable(f"“{called(file)}”不是文件，没有收存。", "请逐个选择文件。")
    if not file.stat().st_size:
        raise Unreadable(f"“{called(file)}”是空文件，没有收存。", "请重新扫描或拍摄后再收存。")
    if evidence.media_of(file) == evidence.UNKNOWN:
        raise Unreadable(
            f"“{called(file)}”不是图片、PDF、视频、录音或文档，没有收存。", "请转换为常用格式后再收存。"
        )
    found = evidence.keep(desk, file)
    if of.material is not None:
        row = _material(desk, of.case_kind, of.case_id, of.material)
        if row is not None and row.digest is None:
            row.digest = found
    return evidence.use(desk, found, of, called(file), note)


def _material(desk: Desk, case_kind: str, case_id: int, code: str) -> Material | None:
    return desk.session.scalar(
        select(Material).where(
            Material.case_kind == case_kind, Material.case_id == case_id, Material.code == code
        )
    )


def _not_received(desk: Desk, case_kind: str, case_id: int, code: str) -> bool:
    row = _material(desk, case_kind, case_id, code)
    return row is not None and row.received_on is None


def _give_back(desk: Desk, gone: EvidenceUse) -> None:
    """Let a material point at another of its files, or count as not received when there is none."""
    row = _material(desk, gone.case_kind, gone.case_id, gone.material or "")
    if row is None or row.digest != gone.digest:
        return
    other = select(EvidenceUse.digest).where(
        EvidenceUse.case_kind == gone.case_kind,
        EvidenceUse.case_id == gone.case_id,
        EvidenceUse.material == gone.material,
    )
    row.digest = desk.session.scalar(other.order_by(EvidenceUse.id).limit(1))
    if row.digest is None:
        row.received_on = None
    desk.session.flush()


def _files(desk: Desk, *where: Any) -> tuple[FileLine, ...]:
    rows = desk.session.execute(
        select(EvidenceUse, EvidenceFile, Person.name)
        .join(EvidenceFile, EvidenceFile.digest == EvidenceUse.digest)
        .outerjoin(Person, Person.id == EvidenceUse.person_id)
        .where(*where)
        .order_by(EvidenceUse.id)
    ).all()
    others = _others(desk, {use.digest for use, _, _ in rows})
    return tuple(
        FileLine(
            use.id,
            use.digest,
            use.name,
            file.media,
            MEDIA.get(file.media, MEDIA.get(file.media.split("/")[0], "文件")),
            file.media in PICTURES,
            file.size,
            use.person_id,
            person or "",
            use.material or "",
            title("materials", use.material) if use.material else "",
            use.note,
            use.added_on,
            tuple(dict.fromkeys(said for other, said in others.get(use.digest, ()) if _differ(use, other))),
        )
        for use, file, person in rows
    )


def _differ(use: EvidenceUse, other: EvidenceUse) -> bool:
    """Tell whether one file stands for two things: two cases, two people, or under two names what one person did."""
    return (use.case_kind, use.case_id, use.person_id) != (
        other.case_kind,
        other.case_id,
        other.person_id,
    ) or (use.name != other.name and use.material == other.material)


def _others(desk: Desk, digests: set[str]) -> dict[str, list[tuple[EvidenceUse, str]]]:
    """Every use of files that are used more than once: by digest, with how it is called."""
    several = (
        select(EvidenceUse.digest)
        .where(EvidenceUse.digest.in_(digests))
        .group_by(EvidenceUse.digest)
        .having(func.count() > 1)
    )
    rows = desk.session.execute(
        select(EvidenceUse, Person.name)
        .outerjoin(Person, Person.id == EvidenceUse.person_id)
        .where(EvidenceUse.digest.in_(several))
    )
    found: dict[str, list[tuple[EvidenceUse, str]]] = {}
    for use, person in rows:
        case = case_of(desk, use.case_kind, use.case_id)
        number = case.number or filing_of(case).title
        said = f"{number}（{person}）" if person else f"{number}的“{use.name}”"
        found.setdefault(use.digest, []).append((use, said))
    return found
