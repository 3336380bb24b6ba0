"""Policy files read block by block, each with the file and line a fault can point to."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.problems import Refused

_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([\w.]+)\s*\]")
_KEY = re.compile(r"^\s*([\w-]+)\s*[=.]")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

KINDS = ("value", "missing", "rule")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a policy file: where, and what."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}：{self.what}"


class PolicyFault(Refused):
    """A region's policy cannot be used; `faults` lists everything that is wrong, each with file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(
            f"政策文件有{len(self.faults)}处错误，不能使用：\n{listed}", "请按所列文件和行号改正后重新打开。"
        )


@dataclass(frozen=True, slots=True)
class Block:
    """One `[[value]]`, `[[missing]]` or `[[rule]]` (or the `[region]`) with the lines its keys stand on."""

    kind: str
    file: str
    line: int
    keys: Mapping[str, Any]
    lines: Mapping[str, int]

    def fault(self, what: str, key: str = "") -> Fault:
        """Give a fault at this block or at one of its keys."""
        return Fault(self.file, self.lines.get(key, self.line), what)


def read_blocks(folder: Path) -> tuple[list[Block], list[Fault]]:
    """Give the blocks of every .toml file of a folder, by file name, and what could not be read."""
    blocks: list[Block] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        name = f"{folder.name}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as fault:
            faults.append(Fault(name, 1, f"不是UTF-8编码的文本（第{fault.start + 1}字节），无法读取。"))
            continue
        try:
            content = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as fault:
            faults.append(Fault(name, _line_of(fault, text), f"不符合TOML格式：{fault}"))
        else:
            _collect(name, content, _places(text), blocks, faults)
    return blocks, faults


def _collect(
    name: str,
    content: Mapping[str, Any],
    places: Mapping[str, list[dict[str, int]]],
    blocks: list[Block],
    faults: list[Fault],
) -> None:
    for kind, body in content.items():
        listed = body if isinstance(body, list) else [body]
        wanted = list if kind in KINDS else dict
        found = places.get(kind, [])
        if kind not in {*KINDS, "region"} or not isinstance(body, wanted) or len(found) != len(listed):
            line = found[0][""] if found else places.get("", [{}])[0].get(kind, 1)
            faults.append(
                Fault(name, line, f"不认识“{kind}”，这里只能写 [region]、[[value]]、[[missing]]、[[rule]]。")
            )
            continue
        for keys, lines in zip(listed, found, strict=True):
            blocks.append(Block(kind, name, lines[""], keys, lines))


def _places(text: str) -> dict[str, list[dict[str, int]]]:
    """Give, for each kind of block, the line of every block ("") and of the keys in it."""
    places: dict[str, list[dict[str, int]]] = {"": [{}]}
    lines = places[""][0]
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            lines = {"": number}
            places.setdefault(header[1], []).append(lines)
        elif (table := _TABLE.match(line)) and "." not in table[1]:
            lines = {"": number}
            places.setdefault(table[1], []).append(lines)
        elif table:
            lines.setdefault(table[1].split(".")[1], number)
        elif key := _KEY.match(line):
            lines.setdefault(key[1], number)
    return places


def _line_of(fault: tomllib.TOMLDecodeError, text: str) -> int:
    found = _AT_LINE.search(str(fault))
    return int(found[1]) if found else len(text.splitlines())
