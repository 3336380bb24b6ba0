"""A package on disk: written whole or not at all, and read only after every byte of it has been accounted for.

It knows no tables. What may stand in a record is said by resources/schemas; docs/package-format.md is the
specification for those who write or read packages without this program.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop import files
from desktop.exchange import bag, container, schemas
from desktop.exchange.container import RESEND, Fault
from desktop.exchange.inspection import Package, Verdict, inspect, refusal
from desktop.exchange.jsonl import canonical
from desktop.exchange.manifest import MANIFEST, Control, Head, build
from desktop.problems import Problem, Refused, Unreadable


@dataclass(frozen=True, slots=True)
class Written:
    """A package as it lies on the disk."""

    path: Path
    digest: str
    manifest: Mapping[str, Any]


def compose(head: Head, records: Mapping[str, Iterable[Mapping[str, Any]]]) -> bytes:
    """The one zip that these records make under this head; raises Refused when a record breaks its schema."""
    payload: dict[str, bytes] = {}
    control = Control()
    listed: list[dict[str, Any]] = []
    for kind in sorted(records, key=schemas.KINDS.__getitem__):
        rows = sorted(records[kind], key=lambda row: str(row["uid"]))
        for row in rows:
            if wrong := schemas.fault(kind, row):
                what = (
                    f"{schemas.title(kind)}记录（{row.get('number') or row['uid']}）{wrong}，数据包没有生成。"
                )
                raise Refused(what, "请在本机补正这条记录后再生成。")
            control.add(kind, row)
        if rows:
            path = f"data/{schemas.KINDS[kind]}.jsonl"
            payload[path] = b"".join(canonical(row) + b"\n" for row in rows)
            listed.append({"path": path, "kind": kind, "records": len(rows)})
    sums = bag.weigh(payload)
    for entry in listed:
        entry |= {"bytes": len(payload[entry["path"]]), "sha256": sums.digests[entry["path"]]}
    manifest = build(head, listed, control)
    payload[MANIFEST] = canonical(manifest) + b"\n"
    return b"".join(
        container.chunks(_tree(manifest, payload), datetime.fromisoformat(manifest["created_at"]))
    )


def write(folder: Path, head: Head, records: Mapping[str, Iterable[Mapping[str, Any]]]) -> Written:
    """Put the package and its digest line into `folder`; it stands under its name only after being read back whole.

    Writing the same package again changes nothing; another one of the same name is never replaced (Refused).
    """
    return place(folder, compose(head, records))


def place(folder: Path, blob: bytes) -> Written:
    """Put a package given as bytes into `folder` under its own name, with the line that holds its digest."""
    verdict = inspect(blob)
    if not verdict.ok or verdict.package is None:
        raise Refused(f"数据包没有生成：{verdict.reason}", "请把这句话告诉技术人员；原有数据没有改动。")
    path = folder / f"{verdict.package.name}.zip"
    try:
        if path.exists() and files.digest(path) != verdict.digest:
            raise Refused(
                f"“{path.name}”已经存在而内容不同，没有覆盖。", "请先核对那个文件的来历，或换一个文件夹。"
            )
        if not path.exists():
            files.write(path, blob, verify=lambda part: _read_back(part, verdict.digest))
        files.write(_sidecar(path), f"{verdict.digest}  {path.name}\n".encode())
    except OSError as wrong:
        raise Refused(
            f"数据包没有写成：{folder} 写不进去或读不回来（{wrong.strerror or wrong}）。",
            "请检查磁盘空间和介质后重做；没有留下半个文件。",
        ) from wrong
    return Written(path, verdict.digest, verdict.package.manifest)


def verify(path: Path) -> Verdict:
    """Look at any file whatever and say whether it is a whole, unchanged package; never raises."""
    try:
        blob = _bytes(path)
        beside = _sidecar(path)
        expected = beside.read_bytes()[:1000] if beside.is_file() else None
    except Fault as wrong:
        return refusal([wrong.problem])
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or "路径不可用"
        return refusal(
            [Problem("unopenable", f"文件打不开（{reason}）", "请检查路径、权限和介质", name=path.name)]
        )
    verdict = inspect(blob)
    if expected is not None and not re.match(rb"%s  " % verdict.digest.encode(), expected):
        what = f"摘要与旁边的“{beside.name}”所记不符，数据包或摘要文件被换过或损坏"
        problem = Problem("sidecar", what, RESEND, name=beside.name)
        return refusal([problem, *verdict.problems], verdict.digest)
    return verdict


def read(path: Path) -> Package:
    """The package in a file, for reading its records; raises Unreadable with the reason if it is not wholly sound."""
    verdict = verify(path)
    if not verdict.ok or verdict.package is None:
        raise Unreadable(verdict.reason)
    return verdict.package


def _tree(manifest: Mapping[str, Any], payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the zip by its full name: the bag's folder with payload and tag files."""
    base = bag.name(manifest)
    inner = {**payload, **bag.tags(manifest, bag.weigh(payload))}
    return {f"{base}/{path}": content for path, content in inner.items()}


def _read_back(part: Path, digest: str) -> None:
    """Refuse a file whose bytes on the medium are not those that were written; the cache is dropped first."""
    if hasattr(os, "posix_fadvise"):
        handle = os.open(part, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
    if files.digest(part) != digest:
        raise Refused(
            "写好的数据包读回来与原内容不同，已经删除。", "介质可能已坏或容量不实，请换一个U盘或磁盘再做。"
        )


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    if not path.exists():
        raise Fault("missing", f"没有找到文件“{name}”", "请检查路径")
    if not path.is_file():
        what = "是文件夹，不是数据包" if path.is_dir() else "不是普通文件，无法读取"
        raise Fault("not-a-file", f"“{name}”{what}", "请选择扩展名为 zip 的数据包文件")
    if path.stat().st_size > container.LARGEST_FILE:
        limit = container.LARGEST_FILE // 1024 // 1024
        raise Fault("too-large", f"文件超过 {limit} MB 的上限", "请报送单位分成几包报送")
    with path.open("rb") as file:
        return file.read(container.LARGEST_FILE)
