"""A folder that is watched: files named by case, material and person are attached, the rest is listed with the reason.

Nothing in the folder is moved or deleted; a file that was attached before is passed over the next time.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Row, select

from db.classes import TrainingClass
from db.filings import Filing, Trainee
from db.registers import Person
from db.subsidies import Claim
from desktop import audit, materials
from desktop.attachments.attaching import Case, attach, case_of, filing_of
from desktop.codes import codes, title
from desktop.files import called
from desktop.problems import Refused
from desktop.workspace import Desk

MOST_FILES = 2_000
DEEPEST = 3
WATCHED = "watched_folder"
_PASSED_OVER = re.compile(
    r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|\.(?:tmp|part|crdownload|download|lnk)$", re.IGNORECASE
)
_CASE = re.compile(
    r"(备|补|班)\s*[\[({〔【第]?\s*((?:19|20)\d\d)\s*[\])}〕】年]?\s*[-_第]?\s*0*(\d{1,5})\s*号?"
)
_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_CUT = re.compile(r"[-_—–,，、/\\\s.()（）+]+")
_PAGE = re.compile(r"(?:第?\d{1,3}[页张]?|[一二三四五六七八九十]{1,3}|正面?|反面?|正反面)$")
_SHORTEST = 3
_KINDS = {"备": "filing", "补": "claim", "班": "class"}


@dataclass(frozen=True, slots=True)
class SweptFile:
    """One file of the folder: where it lies in it, and what it was attached to, or why it was left and what helps."""

    path: str
    case_number: str = ""
    material: str = ""
    person: str = ""
    why: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of a folder's files: attached now, attached before, left."""

    attached: tuple[SweptFile, ...]
    already: int
    left: tuple[SweptFile, ...]

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        said = f"收存{len(self.attached)}份"
        said += f"，{self.already}份原已收存" if self.already else ""
        return said + (f"，{len(self.left)}份没有认出归属，请逐个处理。" if self.left else "。")


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a file's name says it is evidence of."""

    kind: str
    case: Case
    material: str | None
    person_id: int | None
    person: str


def sweep(desk: Desk, folder: Path) -> Swept:
    """Attach every file below a folder whose name, or whose folder's, tells its case; list the others.

    A name holds a case number (备〔2020〕0001号, or simply 备2020-1; 补 and 班 likewise), then perhaps a material of the
    checklist and a person by name or citizen number, e.g. `备2020-1/张三-劳动合同.jpg`. Refused when there is no folder.
    """
    desk.needs("handler", title("roles", "handler"))
    if not folder.is_dir():
        raise Refused(f"收件文件夹“{folder.name}”不存在，没有收存。", "请检查文件夹是否被移走或改名。")
    attached: list[SweptFile] = []
    left: list[SweptFile] = []
    already = 0
    for at, file in enumerate(_files(folder)):
        shown = "/".join(called(Path(part)) for part in file.relative_to(folder).parts)
        if at == MOST_FILES:
            why = f"文件夹里的文件超过{MOST_FILES}个，其余没有处理"
            left.append(SweptFile("…", why=why, remedy="请先移走已收存的文件。"))
            break
        try:
            meant = _meant(desk, shown)
            result = attach(
                desk,
                meant.kind,
                meant.case.id,
                [file],
                person_id=meant.person_id,
                material=meant.material,
            )
        except Refused as refused:
            left.append(SweptFile(shown, why=refused.sentence, remedy=refused.remedy))
            continue
        left += [SweptFile(shown, why=each.why, remedy=each.remedy) for each in result.left]
        already += len(result.already)
        named = title("materials", meant.material) if meant.material else ""
        attached += [SweptFile(shown, meant.case.number or "", named, meant.person) for _ in result.attached]
    return Swept(tuple(attached), already, tuple(left))


def watch(desk: Desk, folder: Path | None) -> None:
    """Note which folder is looked into from now on for what scanners and cameras put there; None for none."""
    desk.needs("handler", title("roles", "handler"))
    if folder is not None and not folder.is_dir():
        raise Refused(f"文件夹“{folder}”不存在，没有设置。", "请重新选择。")
    if folder is not None and desk.workspace.folder.resolve() in (
        folder.resolve(),
        *folder.resolve().parents,
    ):
        raise Refused("收件文件夹不能放在工作区里，没有设置。", "请另选一个文件夹。")
    desk.workspace.set(desk, WATCHED, str(folder) if folder else "")
    audit.record(
        desk, "设置收件文件夹", audit.OTHER, "workspace", desk.workspace.county, 启用="是" if folder else "否"
    )


def watched(desk: Desk) -> Path | None:
    """Return the folder that is looked into, None when none was chosen."""
    chosen = desk.settings.get(WATCHED, desk.workspace.contact(WATCHED))
    return Path(chosen) if chosen else None


def waiting(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return what lies in a watched folder now, by path, size and time: another answer means that something came."""
    if not folder.is_dir():
        return frozenset()
    stats = ((str(file), file.stat()) for file in islice(_files(folder), MOST_FILES))
    return frozenset((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats)


def on_roster(desk: Desk, case_kind: str, case_id: int, words: str) -> int:
    """Return the person of a case's roster whom a name or a citizen number tells; refused when none or several."""
    case = case_of(desk, case_kind, case_id)
    found = _person(desk, filing_of(case).id, unicodedata.normalize("NFKC", words).strip())
    if found is None:
        raise Refused(f"本件的花名册上没有“{words}”，佐证没有收存。", "请核对姓名，或改写身份证号。")
    return found[0]


def _files(folder: Path, depth: int = DEEPEST) -> Iterator[Path]:
    """The files below a folder by name, without links, hidden ones and those that another program is still writing."""
    for entry in sorted(folder.iterdir()):
        if _PASSED_OVER.search(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            if depth > 1:
                yield from _files(entry, depth - 1)
        elif entry.is_file():
            yield entry


def _meant(desk: Desk, path: str) -> _Meant:
    words = unicodedata.normalize("NFKC", str(Path(path).with_suffix("")))
    kind, case = _case(desk, words)
    rest = _CASE.sub("/", words)
    person = _person(desk, filing_of(case).id, rest)
    if person is not None:
        rest = _NUMBER.sub("/", rest).replace(person[1], "/")
    parts = [_PAGE.sub("", part) for part in _CUT.split(rest)]
    material = None if kind == "class" else _material(desk, kind, case.id, [p for p in parts if p])
    return _Meant(kind, case, material, person[0] if person else None, person[1] if person else "")


def _case(desk: Desk, words: str) -> tuple[str, Case]:
    """The case that a name tells; refused when it tells none, several, or one that is not there."""
    told = {f"{kind}〔{year}〕{int(number):04d}号" for kind, year, number in _CASE.findall(words)}
    if not told:
        raise Refused("文件名里没有案号。", "请把案号写进文件名或文件夹名，例如“备2020-1 营业执照.jpg”。")
    if len(told) > 1:
        raise Refused(f"文件名里有几个案号（{'、'.join(sorted(told))}）。", "请只写一个案号。")
    number = told.pop()
    case = _numbered(desk, number)
    if case is None:
        raise Refused(f"没有案号为{number}的案件。", "请核对案号。")
    return _KINDS[number[0]], case


def _numbered(desk: Desk, number: str) -> Case | None:
    if number[0] == "备":
        return desk.session.scalar(select(Filing).where(Filing.number == number))
    if number[0] == "补":
        return desk.session.scalar(select(Claim).where(Claim.number == number))
    return desk.session.scalar(select(TrainingClass).where(TrainingClass.number == number))


def _person(desk: Desk, filing_id: int, words: str) -> tuple[int, str] | None:
    """The one person of the roster whom a name tells by number or by name; refused when it could be several."""
    roster = desk.session.execute(
        select(Person.id, Person.name, Person.id_number).join(Trainee).where(Trainee.filing_id == filing_id)
    ).all()
    number = _NUMBER.search(words)
    if number is not None:
        own = [row for row in roster if row.id_number == number[0].upper()]
        if not own:
            raise Refused("这个身份证号不在本件的花名册上。", "请核对案号和身份证号。")
        return own[0].id, own[0].name
    parts = set(_CUT.split(words))
    own = [row for row in roster if row.name in parts] or _named_with_more(roster, parts)
    if len(own) > 1:
        raise Refused(f"花名册上有{len(own)}个“{own[0].name}”。", "请改写身份证号。")
    return (own[0].id, own[0].name) if own else None


def _named_with_more(roster: Sequence[Row[int, str, str]], parts: set[str]) -> list[Row[int, str, str]]:
    """Those whose name stands at one end of a part that otherwise is a word of the materials: 张三身份证."""
    words = "/".join(_plain(each.title) for each in codes("materials"))
    own = [
        row
        for row in roster
        for part in parts
        if row.name in (part[: len(row.name)], part[-len(row.name) :])
        and len(rest := _plain(part.replace(row.name, "", 1))) >= 2
        and rest in words
    ]
    longest = max((len(row.name) for row in own), default=0)
    return [row for row in own if len(row.name) == longest]


def _material(desk: Desk, kind: str, case_id: int, parts: list[str]) -> str | None:
    """The one material of the checklist that a name tells; refused when it could be several."""
    asked = {line.code: _plain(line.title) for line in materials.checklist(desk, kind, case_id)}
    said = _plain("".join(parts))
    whole = [code for code, name in asked.items() if name in said or code in parts]
    if whole:
        return max(whole, key=lambda code: len(asked[code]))
    near = {
        code
        for part in map(_plain, parts)
        if len(part) >= _SHORTEST
        for code, name in asked.items()
        if part in name
    }
    if len(near) > 1:
        names = "、".join(asked[code][:20] for code in sorted(near))
        raise Refused(f"文件名可以指几项材料（{names}）。", "请把材料名称写完整。")
    return next(iter(near), None)


def _plain(words: str) -> str:
    return re.sub(r"[\s()（）]|复印件|扫描件|原件|照片", "", unicodedata.normalize("NFKC", words))
