"""Judging the bytes of a package: container, bag, manifest, records, counts and control sums, in that order."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.exchange import bag, container, manifest, schemas
from desktop.exchange.container import Fault
from desktop.exchange.jsonl import parse_lines
from desktop.exchange.manifest import MANIFEST, RECEIPT, Control, money
from desktop.problems import Problem

MOST_PROBLEMS = 200
_ANSWERING = {"receipt", "answer"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a package: kind, stable identifier, case number, digest of its line, and all its fields."""

    kind: str
    uid: str
    number: str
    digest: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that can be read: its manifest, the digest of the zip, and its files."""

    manifest: Mapping[str, Any]
    digest: str
    payload: Mapping[str, bytes] = field(repr=False)

    @property
    def name(self) -> str:
        """The file name without its ending: sender-receiver-kind-sequence."""
        return bag.name(self.manifest)

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind in an order in which a record follows those it refers to."""
        paths = {entry["kind"]: entry["path"] for entry in self.manifest["files"]}
        for kind in schemas.KINDS:
            if kind in paths:
                for line, fields in parse_lines(paths[kind], self.payload[paths[kind]]):
                    digest = hashlib.sha256(line).hexdigest()
                    yield Record(kind, fields["uid"], str(fields.get("number", "")), digest, fields)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking at a file: `ok`, or the reason in a sentence and every problem found.

    `readable` holds for a package that is sound as a whole though some of its records break their schema;
    `package` is there as soon as its manifest can be trusted.
    """

    ok: bool
    reason: str
    problems: tuple[Problem, ...] = ()
    readable: bool = False
    digest: str = ""
    package: Package | None = field(default=None, repr=False)

    @property
    def manifest(self) -> Mapping[str, Any] | None:
        """The package's manifest, if it could be read."""
        return self.package.manifest if self.package else None


def inspect(blob: bytes) -> Verdict:
    """Judge the bytes of a package: container, bag, manifest, records, counts and control sums."""
    digest = hashlib.sha256(blob).hexdigest()
    package = None
    try:
        package = _open(blob, digest)
        problems = tuple(_record_problems(package))
    except Fault as wrong:
        return refusal([wrong.problem], digest, package)
    if problems:
        first = (
            f"{problems[0].what}。"
            if len(problems) == 1
            else f"有 {len(problems)} 条记录不合格式：{problems[0].what}等。"
        )
        return Verdict(False, f"{first}{problems[0].remedy}。", problems, True, digest, package)
    return Verdict(True, "", (), True, digest, package)


def refusal(problems: list[Problem], digest: str = "", package: Package | None = None) -> Verdict:
    """The verdict on a file that is no sound package, for the first of these problems.

    The package is given when zip, bag and manifest are sound and only its records do not hold together.
    """
    first = problems[0]
    return Verdict(
        False, f"{first.what}，数据包不能接收。{first.remedy}。", tuple(problems), False, digest, package
    )


def _open(blob: bytes, digest: str) -> Package:
    """The package whose zip, bag and manifest are sound; raises Fault with what is not."""
    found = container.unpack(blob)
    bases = {name.split("/", 1)[0] for name in found}
    if len(bases) != 1 or any("/" not in name for name in found):
        raise Fault("bag-folder", "包内文件不在同一个文件夹下，不是一个完整的数据包")
    base = bases.pop()
    inner = {name.split("/", 1)[1]: content for name, content in found.items()}
    about = manifest.read(inner)
    payload = {path: content for path, content in inner.items() if path.startswith(bag.PAYLOAD)}
    _check_listing(about, payload)
    expected = bag.tags(about, bag.weigh(payload))
    if extra := sorted(inner.keys() - payload.keys() - expected.keys()):
        raise Fault("extra-file", f"包内多出文件“{extra[0]}”", name=extra[0])
    for path, content in expected.items():
        if path not in inner:
            raise Fault("missing-file", f"包内缺少文件“{path}”", name=path)
        if inner[path] != content:
            raise Fault("tag-file", f"包内的“{path}”与实际内容不符，清单或摘要被改动", name=path)
    if base != bag.name(about):
        raise Fault("bag-folder", f"包内文件夹“{base}”与清单所记的单位和序号不符")
    if container.differs(blob, found, datetime.fromisoformat(about["created_at"])):
        raise Fault("not-canonical", "压缩包的结构字段与规定写法不一致，被改动过或用其他软件另存过")
    return Package(about, digest, payload)


def _check_listing(about: Mapping[str, Any], payload: Mapping[str, bytes]) -> None:
    """Hold the manifest's list of files against the files."""
    listed = {entry["path"]: entry for entry in about["files"]}
    for path in sorted(payload.keys() - listed.keys() - {MANIFEST}):
        raise Fault("extra-file", f"包内多出清单没有列出的文件“{path}”", name=path)
    if list(listed) != sorted(listed) or len(listed) != len(about["files"]):
        raise Fault("manifest-files", "数据包清单的文件列表次序不对或有重复", name=MANIFEST)
    for path, entry in listed.items():
        if path not in payload:
            raise Fault("missing-file", f"包内缺少清单列出的文件“{path}”", name=path)
        kind = entry["kind"]
        if kind not in schemas.KINDS or path != f"data/{schemas.KINDS[kind]}.jsonl":
            raise Fault(
                "unknown-kind", f"文件“{path}”装的是本机不认识的记录种类“{kind}”", "请升级本机软件", path
            )
        if (kind in _ANSWERING) != (about["kind"] == RECEIPT):
            raise Fault("wrong-kind", f"“{schemas.title(kind)}”不该出现在这种数据包里", name=path)
        if (
            entry["bytes"] != len(payload[path])
            or entry["sha256"] != hashlib.sha256(payload[path]).hexdigest()
        ):
            raise Fault("content-changed", f"文件“{path}”与清单所记的大小或摘要不符，内容被改动", name=path)


def _record_problems(package: Package) -> Iterator[Problem]:
    """Every record that breaks its schema; raises Fault where the package as a whole does not hold together."""
    seen: set[str] = set()
    control = Control()
    given = 0
    for entry in package.manifest["files"]:
        count, last = 0, ""
        for _, fields in parse_lines(entry["path"], package.payload[entry["path"]]):
            count += 1
            uid = fields.get("uid")
            place = f"{entry['path']} 第 {count} 行"
            if not isinstance(uid, str) or not re.fullmatch(r"[0-9a-f-]{36}", uid):
                raise Fault("record-uid", f"{place}没有记录标识", name=entry["path"])
            if uid <= last or uid in seen:
                raise Fault("record-order", f"{place}的记录重复，或没有按标识排列", name=entry["path"])
            seen.add(uid)
            last = uid
            control.add(entry["kind"], fields)
            wrong = schemas.fault(entry["kind"], fields)
            if wrong and given < MOST_PROBLEMS:
                given += 1
                yield Problem(
                    "record-schema",
                    f"{place}{wrong}",
                    "请报送单位补正后重新报送",
                    field=entry["kind"],
                    name=uid,
                )
        if count != entry["records"]:
            raise Fault(
                "count",
                f"“{entry['path']}”有 {count} 条记录，清单记的是 {entry['records']} 条",
                name=entry["path"],
            )
    if control.sums != package.manifest["control"]:
        raise Fault(
            "control-sum",
            f"记录的合计 {money(control.sums)} 与清单的控制总额 {money(package.manifest['control'])} 不符",
        )
