"""Every way of spoiling a package that a test knows by name, each made from a sound one."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from desktop.exchange import bag, container
from desktop.exchange.jsonl import canonical
from tests.exchange.samples import blob, uid, zipped

BASE = "999901-340000-report-000001/"
Spoil = Callable[[], bytes]


def files() -> dict[str, bytes]:
    """The files of the sample package by full name."""
    return container.unpack(blob())


def inner() -> dict[str, bytes]:
    """The payload of the sample package by path in the bag."""
    return {name.removeprefix(BASE): content for name, content in files().items() if "/data/" in name}


def rebuilt(payload: dict[str, bytes], *, recount: bool = True, **changes: Any) -> bytes:
    """A zip in which bag and digests agree with a changed payload; the manifest is changed as told."""
    manifest = json.loads(payload["data/manifest.json"])
    if recount:
        for entry in manifest["files"]:
            content = payload[entry["path"]]
            entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            entry["records"] = content.count(b"\n")
    manifest |= changes
    payload = payload | {"data/manifest.json": canonical(manifest) + b"\n"}
    tags = bag.tags(manifest, bag.weigh(payload))
    base = bag.name(manifest)
    return zipped(dict(sorted((f"{base}/{path}", content) for path, content in {**payload, **tags}.items())))


def edited(path: str, old: str, new: str, **changes: Any) -> bytes:
    """A package in which one text of one record file is another, and everything else agrees with it."""
    payload = inner()
    assert old.encode() in payload[path], old
    payload[path] = payload[path].replace(old.encode(), new.encode())
    return rebuilt(payload, **changes)


def renamed(name: str) -> bytes:
    """A package with one more file of this name."""
    return zipped(dict(sorted((files() | {name: b"x"}).items())))


def patched(at: int, content: bytes) -> bytes:
    """The sample package with bytes overwritten at a place (from the end if negative)."""
    whole = bytearray(blob())
    start = at % len(whole)
    whole[start : start + len(content)] = content
    return bytes(whole)


def _central(offset: int, content: bytes) -> bytes:
    """The sample package with a field of its first directory line overwritten."""
    return patched(blob().index(b"PK\x01\x02") + offset, content)


def _swapped() -> bytes:
    items = list(files().items())
    items[2], items[3] = items[3], items[2]
    return zipped(items)


def _exchanged() -> bytes:
    found = files()
    one, two = BASE + "data/claims.jsonl", BASE + "data/lines.jsonl"
    found[one], found[two] = found[two], found[one]
    return zipped(found)


def _without(path: str) -> bytes:
    return zipped({name: content for name, content in files().items() if name != BASE + path})


def _with(path: str, content: bytes) -> bytes:
    return zipped(dict(sorted((files() | {BASE + path: content}).items())))


def _lines_backwards() -> bytes:
    payload = inner()
    payload["data/lines.jsonl"] = b"".join(reversed(payload["data/lines.jsonl"].splitlines(keepends=True)))
    return rebuilt(payload)


def _record_twice() -> bytes:
    payload = inner()
    payload["data/claims.jsonl"] *= 2
    return rebuilt(payload)


def _manifest(**changes: Any) -> Spoil:
    return lambda: rebuilt(inner(), **changes)


def _unknown_kind() -> bytes:
    payload = inner()
    manifest = json.loads(payload["data/manifest.json"])
    manifest["files"][0] |= {"kind": "riddle", "path": "data/aaa.jsonl"}
    payload["data/aaa.jsonl"] = payload.pop("data/certificates.jsonl")
    return rebuilt(payload, files=manifest["files"], recount=False)


CONTAINER: dict[str, tuple[str, Spoil]] = {
    "empty": ("empty", lambda: b""),
    "text": ("not-a-zip", "这不是数据包".encode),
    "gzip": ("not-a-zip", lambda: b"\x1f\x8b" + blob()[2:]),
    "leading bytes": ("not-a-zip", lambda: b"\x00" + blob()),
    "trailing bytes": ("zip-end", lambda: blob() + b"\x00"),
    "twice over": ("zip-directory", lambda: blob() + blob()),
    "comment": ("zip-end", lambda: blob()[:-2] + b"\x02\x00hi"),
    "half a file": ("zip-end", lambda: blob()[: len(blob()) // 2]),
    "last byte missing": ("zip-end", lambda: blob()[:-1]),
    "empty zip": ("not-a-zip", lambda: zipped({})),
    "too many entries": (
        "too-many-entries",
        lambda: zipped({f"{BASE}data/{number:04d}": b"" for number in range(300)}),
    ),
    "encrypted": ("encrypted", lambda: _central(8, b"\x01\x08")),
    "compressed": ("compressed", lambda: _central(10, b"\x08\x00")),
    "extra field": ("extra-field", lambda: _central(30, b"\x01\x00")),
    "symlink": ("symlink", lambda: _central(38, b"\x00\x00\xff\xa1")),
    "moved entry": ("zip-overlap", lambda: _central(42, b"\x01\x00\x00\x00")),
    "date of an entry": ("not-canonical", lambda: _central(14, b"\x21\x50")),
    "file mode": ("not-canonical", lambda: _central(38, b"\x00\x00\xff\x81")),
    "swapped entries": ("entry-order", _swapped),
    "duplicate entry": ("duplicate-entry", lambda: zipped([*files().items(), list(files().items())[-1]])),
    "case collision": ("case-collision", lambda: renamed(BASE + "BAGIT.txt")),
}
NAMES: dict[str, tuple[str, Spoil]] = {
    name: ("unsafe-name", lambda name=name: renamed(name))  # type: ignore[misc]
    for name in (
        "../evil",
        "/etc/passwd",
        "\\\\server\\share",
        "C:/x",
        "c:x",
        BASE + "data\\x",
        BASE + "a//b",
        BASE + "./b",
        BASE + "data/con",
        BASE + "data/Aux.txt",
        BASE + "COM1",
        BASE + "lpt9.jsonl",
        BASE + "x.",
        BASE + "x ",
        BASE + "e\u0301",
        BASE + "x\u202egpj",
        BASE + "x\ny",
        BASE + "x?",
        BASE + "x:y",
        BASE + "x" * 200,
        "",
    )
}
CONTENT: dict[str, tuple[str, Spoil]] = {
    "two folders": ("bag-folder", lambda: renamed("zzz/x")),
    "file outside": ("bag-folder", lambda: renamed("zzz")),
    "wrong folder": (
        "bag-folder",
        lambda: zipped(dict(sorted(("other/" + n.removeprefix(BASE), c) for n, c in files().items()))),
    ),
    "extra tag file": ("extra-file", lambda: _with("notes.txt", b"x")),
    "fetch.txt": ("extra-file", lambda: _with("fetch.txt", b"http://x - data/x\n")),
    "extra payload": ("extra-file", lambda: _with("data/notes.jsonl", b"{}\n")),
    "no manifest": ("missing-file", lambda: _without("data/manifest.json")),
    "no bagit.txt": ("missing-file", lambda: _without("bagit.txt")),
    "no tagmanifest": ("missing-file", lambda: _without("tagmanifest-sha256.txt")),
    "no lines": ("missing-file", lambda: _without("data/lines.jsonl")),
    "older bag": ("tag-file", lambda: _with("bagit.txt", b"BagIt-Version: 0.97\n")),
    "listing reordered": (
        "tag-file",
        lambda: _with(
            "manifest-sha256.txt",
            b"".join(reversed(files()[BASE + "manifest-sha256.txt"].splitlines(keepends=True))),
        ),
    ),
    "contents exchanged": ("content-changed", _exchanged),
    "record edited": ("content-changed", lambda: _with("data/persons.jsonl", b"{}\n")),
    "manifest of blanks": ("manifest-json", lambda: _with("data/manifest.json", b"   ")),
    "manifest indented": (
        "manifest-json",
        lambda: _with(
            "data/manifest.json", json.dumps(json.loads(inner()["data/manifest.json"]), indent=1).encode()
        ),
    ),
    "manifest is a list": ("manifest-json", lambda: _with("data/manifest.json", b"[]\n")),
    "manifest nested deep": ("manifest-json", lambda: _with("data/manifest.json", b"[" * 99999 + b"\n")),
    "manifest in UTF-16": ("manifest-json", lambda: _with("data/manifest.json", "{}\n".encode("utf-16"))),
    "another format": ("format", _manifest(format="other")),
    "newer major": ("version", _manifest(version="2.0")),
    "newer minor": ("version", _manifest(version="1.1")),
    "field unknown": ("manifest-schema", _manifest(colour="red")),
    "no such day": (
        "manifest-schema",
        lambda: _with(
            "data/manifest.json", inner()["data/manifest.json"].replace(b"2020-06-01T", b"2020-02-30T")
        ),
    ),
    "sequence nought": ("manifest-schema", _manifest(sequence=0)),
    "first with a past": ("manifest-chain", _manifest(previous="a" * 64)),
    "second without one": ("manifest-chain", _manifest(sequence=2)),
    "unknown kind": ("unknown-kind", _unknown_kind),
    "records in a receipt": ("wrong-kind", _manifest(kind="receipt")),
    "record twice": ("record-order", _record_twice),
    "records backwards": ("record-order", _lines_backwards),
    "uid in two files": ("record-order", lambda: edited("data/claims.jsonl", uid(7), uid(1))),
    "no uid": ("record-uid", lambda: edited("data/claims.jsonl", uid(7), "seven")),
    "doubled key": ("record-json", lambda: edited("data/persons.jsonl", '{"', '{"a":1,"a":2,"')),
    "fraction": ("record-json", lambda: edited("data/lines.jsonl", "100000", "100000.5")),
    "not a number": ("record-json", lambda: edited("data/lines.jsonl", "100000", "NaN")),
    "blank in a line": ("record-json", lambda: edited("data/persons.jsonl", '","', '", "')),
    "escaped letters": (
        "record-json",
        lambda: edited("data/persons.jsonl", "演练一", "\\u6f14\\u7ec3\\u4e00"),
    ),
    "endless line": ("record-json", lambda: edited("data/persons.jsonl", "演练一", "演" * 3_000_000)),
    "half a surrogate": ("record-json", lambda: edited("data/persons.jsonl", "演练一", "\\ud800")),
    "count one too many": (
        "count",
        lambda: rebuilt(
            inner(),
            recount=False,
            files=[e | {"records": 9} for e in json.loads(inner()["data/manifest.json"])["files"]],
        ),
    ),
    "a fen more": (
        "control-sum",
        _manifest(control={"lines": {"count": 2, "fen": 106001}, "payments": {"count": 2, "fen": 106000}}),
    ),
    "granted otherwise": (
        "control-sum",
        lambda: edited("data/lines.jsonl", '"granted_fen":6000', '"granted_fen":9000'),
    ),
}
RECORDS: dict[str, Spoil] = {
    "level unknown": lambda: edited("data/certificates.jsonl", '"level":"none"', '"level":"9"'),
    "field missing": lambda: edited("data/classes.jsonl", '"people":1,', ""),
    "field unknown": lambda: edited("data/persons.jsonl", '"name"', '"nickname"'),
    "ID number too short": lambda: edited("data/persons.jsonl", "999901199001010012", "99990119900101"),
    "no such day": lambda: edited("data/classes.jsonl", "2020-04-10", "2020-04-31"),
    "kind of another file": lambda: edited("data/claims.jsonl", '"kind":"claim"', '"kind":"line"'),
    "negative money": lambda: edited("data/claims.jsonl", '"asked_fen":106000', '"asked_fen":-1'),
    "money as text": lambda: edited("data/claims.jsonl", '"asked_fen":106000', '"asked_fen":"106000"'),
    "uid of version 4": lambda: edited("data/filings.jsonl", uid(3), uid(3).replace("-7000-", "-4000-")),
}
