"""The zip around a package, in the one way it may be written: the same files always give the same bytes.

Files are stored, not compressed: two compressors would give two packages of the same content, and a stored file
cannot unpack to more than it weighs. Whoever reads a package builds the zip again from what was found in it and
compares (`differs`), so a change of any byte is noticed even where no checksum of the zip format reaches.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.problems import Problem

LARGEST_FILE = 256 * 1024 * 1024
MOST_ENTRIES = 200
LONGEST_NAME = 150

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_MADE_BY, _VERSION, _FLAGS, _STORED = 0x0314, 20, 0, 0
_OWNER_ONLY = 0o100600 << 16
_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    port + digit for port in ("COM", "LPT") for digit in "123456789¹²³"
}
_BIDI = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fault(Exception):
    """What makes a package unacceptable, as one problem with a short code, a sentence and a remedy."""

    def __init__(self, code: str, what: str, remedy: str = "", name: str = "") -> None:
        super().__init__(what)
        self.problem = Problem(code, what, remedy or RESEND, name=name)


RESEND = "请让报送单位重新导出并复制，不要用其他软件打开后另存"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file found in the zip: its name and where its bytes lie in the whole."""

    name: str
    start: int
    size: int


def chunks(files: Mapping[str, bytes], moment: datetime) -> Iterator[bytes]:
    """The bytes of the one zip that holds `files` (name -> content), entries in order of name, all dated `moment`."""
    when = _dos(moment)
    central = []
    offset = 0
    for name in sorted(files):
        content, raw = files[name], name.encode()
        sizes = (zlib.crc32(content), len(content), len(content), len(raw), 0)
        yield _LOCAL.pack(b"PK\x03\x04", _VERSION, _FLAGS, _STORED, *when, *sizes) + raw
        yield content
        head = _CENTRAL.pack(
            b"PK\x01\x02", _MADE_BY, _VERSION, _FLAGS, _STORED, *when, *sizes, 0, 0, 0, _OWNER_ONLY, offset
        )
        central.append(head + raw)
        offset += _LOCAL.size + len(raw) + len(content)
    directory = b"".join(central)
    yield directory
    yield _END.pack(b"PK\x05\x06", 0, 0, len(central), len(central), len(directory), offset, 0)


def differs(blob: bytes, files: Mapping[str, bytes], moment: datetime) -> bool:
    """Whether `blob` is anything but the one zip that holds `files`."""
    at = 0
    for chunk in chunks(files, moment):
        if blob[at : at + len(chunk)] != chunk:
            return True
        at += len(chunk)
    return at != len(blob)


def unpack(blob: bytes) -> dict[str, bytes]:
    """The files in a zip by name; raises `Fault` with the reason where the zip is not one of ours."""
    return {entry.name: blob[entry.start : entry.start + entry.size] for entry in _entries(blob)}


def unsafe(name: str) -> str:
    """Why a file of this name may not be in a package, as the end of a sentence; "" if it may."""
    parts = name.split("/")
    odd = any(
        unicodedata.category(char) in ("Cc", "Cs") or char in _BIDI or char in '<>:"|?*' for char in name
    )
    devices = any(part.split(".")[0].rstrip(" ").upper() in _RESERVED for part in parts)
    doubts = (
        (name.startswith(("/", "\\")), "是绝对路径"),
        (re.match(r"[A-Za-z]:", name), "带有盘符"),
        ("\\" in name, "含有反斜杠"),
        (any(part in ("", ".", "..") for part in parts), "含有空的或指向上级的路径段"),
        (odd, "含有控制字符或系统不允许的字符"),
        (devices, "是 Windows 保留的设备名"),
        (any(part.endswith((" ", ".")) for part in parts), "以空格或句点结尾"),
        (not unicodedata.is_normalized("NFC", name), "不是规范的 Unicode 写法（NFC）"),
        (len(name) > LONGEST_NAME, "过长"),
    )
    return next((why for doubt, why in doubts if doubt), "")


def _dos(moment: datetime) -> tuple[int, int]:
    year = min(max(moment.year, 1980), 2107)
    clock = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return clock, (year - 1980) << 9 | moment.month << 5 | moment.day


def _entries(blob: bytes) -> list[Entry]:
    directory, count = _directory(blob)
    found: list[Entry] = []
    at, end = directory, len(blob) - _END.size
    expected_offset = 0
    for _ in range(count):
        if at + _CENTRAL.size > end or blob[at : at + 4] != b"PK\x01\x02":
            raise Fault("zip-directory", "压缩包的目录残缺，包内文件无法全部找到")
        fields = _CENTRAL.unpack_from(blob, at)
        name_end = at + _CENTRAL.size + fields[10]
        raw = blob[at + _CENTRAL.size : name_end]
        at = name_end + fields[11] + fields[12]
        if at > end:
            raise Fault("zip-directory", "压缩包的目录残缺，包内文件无法全部找到")
        found.append(_entry(blob, raw, fields, expected_offset, directory))
        expected_offset = found[-1].start + found[-1].size
    if at != end or expected_offset != directory:
        raise Fault("zip-stray-bytes", "压缩包里夹有不属于任何文件的内容")
    _check_names([entry.name for entry in found])
    return found


def _directory(blob: bytes) -> tuple[int, int]:
    """Where the zip's directory starts and how many files it lists."""
    if not blob:
        raise Fault("empty", "文件是空的，没有任何内容")
    if not blob.startswith(b"PK\x03\x04"):
        raise Fault("not-a-zip", "文件开头不是数据包（zip）的标记，它不是数据包，或前面夹了别的内容")
    at = len(blob) - _END.size
    if at < 0 or blob[at : at + 4] != b"PK\x05\x06":
        raise Fault("zip-end", "文件结尾不是数据包的结束标记：文件不完整，或后面被添加了注释等内容")
    _, disk, start_disk, here, total, size, offset, comment = _END.unpack_from(blob, at)
    if comment or disk or start_disk or here != total:
        raise Fault("zip-end", "压缩包的结束标记被改动，或它是分卷压缩包的一卷")
    if total > MOST_ENTRIES:
        raise Fault("too-many-entries", f"包内有 {total} 个文件，超过 {MOST_ENTRIES} 个的上限")
    if offset + size != at:
        raise Fault("zip-directory", "压缩包目录的位置与文件长度对不上，内容有缺失或多余")
    return offset, total


def _entry(blob: bytes, raw: bytes, fields: tuple[int, ...], expected: int, directory: int) -> Entry:
    """One line of the directory, checked against the file's own header where the file must begin."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise Fault("unsafe-name", "包内有文件的名称不是 UTF-8 文字") from None
    flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
    if flags & 1:
        raise Fault("encrypted", f"包内文件“{name}”加了压缩密码，无法核对内容", name=name)
    if method != _STORED or packed != size:
        raise Fault("compressed", f"包内文件“{name}”被压缩过；数据包内的文件一律不压缩存放", name=name)
    if fields[11] or fields[12]:
        raise Fault("extra-field", f"包内文件“{name}”带有附加字段或注释", name=name)
    if fields[15] >> 16 & 0o170000 == 0o120000:
        raise Fault("symlink", f"包内“{name}”是符号链接，不是文件", name=name)
    start = fields[16] + _LOCAL.size + len(raw)
    if fields[16] != expected or start + size > directory:
        raise Fault(
            "zip-overlap", f"包内文件“{name}”不在它应在的位置，内容可能重叠、夹带或次序被调换", name=name
        )
    if blob[expected + _LOCAL.size : start] != raw or blob[expected : expected + 4] != b"PK\x03\x04":
        raise Fault("zip-header", f"包内文件“{name}”的文件头与目录不一致", name=name)
    if zlib.crc32(blob[start : start + size]) != crc:
        raise Fault("content-changed", f"包内文件“{name}”的内容与校验值不符，已损坏或被改动", name=name)
    return Entry(name, start, size)


def _check_names(names: list[str]) -> None:
    for name in names:
        if why := unsafe(name):
            raise Fault("unsafe-name", f"包内文件名“{name[:60]}”{why}", name=name)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Fault("duplicate-entry", f"包内有两个同名文件“{twice}”，无法确定以哪个为准", name=twice)
    folded = [unicodedata.normalize("NFC", name.casefold()) for name in names]
    if len(set(folded)) < len(folded):
        twice = next(name for name, low in zip(names, folded, strict=True) if folded.count(low) > 1)
        raise Fault("case-collision", f"包内有两个文件名只有大小写不同（“{twice}”）", name=twice)
    if names != sorted(names):
        raise Fault("entry-order", "包内文件没有按名称排列，次序被改动过")
