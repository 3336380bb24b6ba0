"""Records as lines of text: canonical JSON (RFC 8785 without fractions), so that one record has one digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from desktop.exchange.container import Fault

LONGEST_LINE = 8 * 1024 * 1024


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way to write a record: keys sorted, no blanks, UTF-8, only whole numbers."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a record's canonical line, in hex; the same on every machine."""
    return hashlib.sha256(canonical(content)).hexdigest()


def parse(line: bytes, where: str, code: str = "record-json") -> dict[str, Any]:
    """The record in a line; raises Fault if it is not an object in canonical JSON (a doubled key is not)."""
    try:
        content = json.loads(line.decode(), parse_float=_refuse, parse_constant=_refuse)
        if isinstance(content, dict) and canonical(content) == line:
            return content
    except (ValueError, RecursionError):
        pass  # what is not JSON at all gets the same answer as JSON in another writing
    raise Fault(code, f"{where}不是规定写法的 JSON，内容残缺或被其他软件改写过", name=where)


def parse_lines(path: str, content: bytes) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Every line of a record file with the record in it."""
    if not content.endswith(b"\n"):
        raise Fault("record-json", f"“{path}”的最后一行残缺", name=path)
    for number, line in enumerate(content[:-1].split(b"\n"), 1):
        if len(line) > LONGEST_LINE:
            raise Fault("record-json", f"{path} 第 {number} 行过长", name=path)
        yield line, parse(line, f"{path} 第 {number} 行")


def _refuse(text: str) -> NoReturn:
    """Money and counts are whole numbers; a fraction would be rounded differently elsewhere."""
    raise ValueError(text)
