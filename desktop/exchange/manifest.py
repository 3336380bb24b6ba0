"""data/manifest.json: what a package is, for whom, the how-manieth, and what it must come to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.exchange import schemas
from desktop.exchange.container import Fault
from desktop.exchange.jsonl import parse
from desktop.money import yuan_text
from desktop.problems import Refused

FORMAT, MAJOR, MINOR = "zhipei-package", 1, 0
REPORT, RECEIPT = "report", "receipt"
MANIFEST = "data/manifest.json"
_SUMMED = {"lines": ("line", "granted_fen", ""), "payments": ("payment", "amount_fen", "paid")}


@dataclass(frozen=True, slots=True)
class Party:
    """One end of the exchange: its place code (6 to 12 digits) and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the maker of a package says of it; the rest of the manifest is counted from the records.

    `previous` is the digest of the package before, None for sequence 1; `created_at` has an offset.
    """

    uid: str
    kind: str
    sender: Party
    receiver: Party
    region: str
    sequence: int
    previous: str | None
    created_at: datetime
    number: str = ""
    practice: bool = False
    anchor: str | None = None
    software: str = "zhipei"


class Control:
    """The control sums, added up record by record: how many lines and paid payments, and their fen."""

    def __init__(self) -> None:
        self.sums = {name: {"count": 0, "fen": 0} for name in _SUMMED}

    def add(self, kind: str, record: Mapping[str, Any]) -> None:
        """Count a record in, if it is of a kind that is summed."""
        for name, (summed, money, result) in _SUMMED.items():
            amount = record.get(money)
            if kind != summed or not isinstance(amount, int):
                continue
            if not result or record.get("result") == result:
                self.sums[name]["count"] += 1
                self.sums[name]["fen"] += amount


def money(control: Mapping[str, Any]) -> str:
    """The control sums as a clerk reads them, in yuan."""
    lines, payments = control["lines"]["fen"], control["payments"]["fen"]
    return f"补贴 {yuan_text(lines)} 元、拨付 {yuan_text(payments)} 元"


def build(head: Head, listed: list[dict[str, Any]], control: Control) -> dict[str, Any]:
    """The manifest of a package with these record files; raises Refused where a setting breaks the schema."""
    moment = head.created_at.astimezone() if head.created_at.tzinfo is None else head.created_at
    manifest = {
        "format": FORMAT,
        "version": f"{MAJOR}.{MINOR}",
        "uid": head.uid,
        "number": head.number,
        "kind": head.kind,
        "sender": {"code": head.sender.code, "name": head.sender.name},
        "receiver": {"code": head.receiver.code, "name": head.receiver.name},
        "region": head.region,
        "practice": head.practice,
        "sequence": head.sequence,
        "previous": head.previous,
        "anchor": head.anchor,
        "created_at": moment.replace(microsecond=0).isoformat(),
        "software": head.software,
        "files": listed,
        "control": control.sums,
    }
    if wrong := schemas.fault("manifest", manifest):
        raise Refused(f"数据包没有生成，清单不合格式：{wrong}。", "请检查单位名称和区划代码等设置。")
    return manifest


def read(inner: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The manifest among the bag's files; raises Fault if it is missing, too new, or breaks its schema."""
    if MANIFEST not in inner:
        raise Fault("missing-file", f"包内缺少清单“{MANIFEST}”", name=MANIFEST)
    content = inner[MANIFEST]
    if not content.endswith(b"\n"):
        raise Fault("manifest-json", "数据包清单残缺", name=MANIFEST)
    manifest = parse(content[:-1], "数据包清单", "manifest-json")
    version = re.fullmatch(r"([0-9]+)\.([0-9]+)", str(manifest.get("version")))
    if manifest.get("format") != FORMAT or not version:
        raise Fault("format", "文件不是本系统的数据包格式", "请选择“数据包”功能导出的 zip 文件")
    if (int(version[1]), int(version[2])) > (MAJOR, MINOR):
        what = f"数据包是 {manifest['version']} 版格式，本机只认到 {MAJOR}.{MINOR} 版"
        raise Fault("version", what, "请升级本机软件，或请对方按旧版格式导出")
    if wrong := schemas.fault("manifest", manifest):
        raise Fault("manifest-schema", f"数据包清单不合格式：{wrong}", name=MANIFEST)
    if (manifest["sequence"] == 1) != (manifest["previous"] is None):
        raise Fault("manifest-chain", "数据包清单的序号与上一包摘要互相矛盾", name=MANIFEST)
    return manifest
