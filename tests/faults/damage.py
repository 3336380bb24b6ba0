"""Ways to damage a workbook: its bytes, the parts inside it, its text; each takes its chances from one Random."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

_ODD_VALUES = (
    "", " ", "0", "-1", "1e309", "-1e309", "NaN", "INF", "1E-400", "9" * 400, "2958466", "-693594", "0x10", "&#0;",
    "&#xD800;", "&#1114112;", "&amp;", "_x0000_", "\u202e\u0000", "\ud7ff\ufffe", "🈲" * 50, "=1/0", "#REF!", "TRUE",
    "2020-02-30", "18446744073709551616", "％", "{0.__class__}", "%s%n",
)  # fmt: skip
_ODD_NUMBERS = (
    "0",
    "-1",
    "1",
    "65536",
    "1048576",
    "1048577",
    "16384",
    "4294967296",
    "9" * 25,
    "1.5",
    "x",
    "",
)
_ODD_TYPES = ("s", "n", "b", "e", "d", "str", "inlineStr", "zz", "")
_ODD_CELLS = ("A1", "XFD1048576", "ZZZZ1", "A0", "A99999999999", "1A", "", "a1", "AMJ1", "AAAAAAAA1")
_ODD_AREAS = ("A1:XFD1048576", "B2:A1", "A1", "A:Z", "1:9", ":", "A1:A1:A1", "A0:B0")
_OPENINGS = (
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    '<?xml version="1.0" encoding="utf-16"?>',
    '<?xml version="1.0" encoding="gb2312"?>',
    '<?xml version="1.1"?>',
    "\ufeff",
    "<!-- " + "-" * 200 + " -->",
    "<![CDATA[x]]>",
    "\x00\x00",
)


def damaged_bytes(content: bytes, rng: Random, other: bytes) -> bytes:
    """Give content with bytes flipped, cut out, put in, doubled, blanked or taken from another file."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3, 8, 40))):
        if not data:
            break
        at = rng.randrange(len(data))
        length = rng.choice((1, 2, 4, 16, 200, 3000))
        match rng.randrange(7):
            case 0:
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                data[at] = rng.choice((0, 0xFF, 0x7F, 0x80, rng.randrange(256)))
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = rng.randbytes(length)
            case 4:
                data[at:at] = data[at : at + length]
            case 5:
                data[at : at + length] = bytes(len(data[at : at + length]))
            case _:
                begin = rng.randrange(max(len(other), 1))
                data[at : at + length] = other[begin : begin + length]
    if rng.random() < 0.15:
        del data[rng.randrange(len(data) + 1) :]
    return bytes(data)


def damaged_parts(content: bytes, rng: Random, other: bytes) -> bytes:
    """Give an .xlsx with one or more of its parts changed, its container whole; not one: its bytes damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zipfile.zlib.error):
        return damaged_bytes(content, rng, other)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        names = sorted(parts)
        if not names:
            break
        name = (
            rng.choice([each for each in names if "sheet" in each] or names)
            if rng.random() < 0.7
            else rng.choice(names)
        )
        if rng.random() < 0.1:
            _misplace(parts, name, rng)
        else:
            parts[name] = _changed(parts[name], rng)
    return packed_parts(parts, rng)


def packed_parts(parts: Mapping[str, bytes], rng: Random) -> bytes:
    """Give parts packed as an .xlsx, in their order or another, deflated or not."""
    names = list(parts)
    if rng.random() < 0.2:
        rng.shuffle(names)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), parts[name], archive.compression)
    return file.getvalue()


def _misplace(parts: dict[str, bytes], name: str, rng: Random) -> None:
    """Take a part out, give it another name, or put another's content into it."""
    match rng.randrange(4):
        case 0:
            del parts[name]
        case 1:
            parts[name.upper() + rng.choice(("", "/", ".xml", "\\..\\x"))] = parts.pop(name)
        case 2:
            parts[name] = parts[rng.choice(sorted(parts))]
        case _:
            parts["xl/worksheets/sheet99.xml"] = parts[name]


def _changed(content: bytes, rng: Random) -> bytes:
    if rng.random() < 0.12:
        return damaged_bytes(content, rng, content)
    text = content.decode("utf-8", "surrogateescape")
    text = rng.choice(_CHANGES)(text, rng)
    if rng.random() < 0.04:
        return text.encode(rng.choice(("utf-16", "utf-16-be", "gb18030", "utf-32")), "replace")
    return text.encode("utf-8", "surrogatepass" if rng.random() < 0.5 else "replace")


def _value(text: str, rng: Random) -> str:
    return _one(text, r">([^<]*)<", lambda _: f">{rng.choice(_ODD_VALUES)}<", rng)


def _number(text: str, rng: Random) -> str:
    return _one(text, r'="-?\d+"', lambda _: f'="{rng.choice(_ODD_NUMBERS)}"', rng)


def _type(text: str, rng: Random) -> str:
    return _one(
        text, r'\bt="\w*"|<c ', lambda old: f'{"<c " if "<" in old else ""}t="{rng.choice(_ODD_TYPES)}" ', rng
    )


def _cell(text: str, rng: Random) -> str:
    return _one(text, r'\br="[A-Z]+\d+"', lambda _: f'r="{rng.choice(_ODD_CELLS)}"', rng)


def _area(text: str, rng: Random) -> str:
    area = rng.choice(_ODD_AREAS)
    if "<dimension" in text:
        return re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{area}"', text)
    merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    return text.replace("</sheetData>", f"</sheetData>{merged}")


def _opening(text: str, rng: Random) -> str:
    return rng.choice(_OPENINGS) + (text if rng.random() < 0.7 else re.sub(r"^<\?xml[^>]*\?>", "", text))


def _cut_tag(text: str, rng: Random) -> str:
    return _one(text, r"</?[\w:]+[^>]*>", lambda _: "", rng)


def _double(text: str, rng: Random) -> str:
    return _one(
        text, r"<row\b.*?</row>|<c\b.*?</c>|<[\w:]+[^>]*/>", lambda old: old * rng.choice((2, 3, 500)), rng
    )


def _huge(text: str, rng: Random) -> str:
    filling = rng.choice(("长", "x", " ", "&lt;", "\n", "９")) * rng.choice((300, 33_000, 400_000))
    return _one(text, r">([^<]+)<", lambda _: f">{filling}<", rng)


def _prefix(text: str, rng: Random) -> str:
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")


def _hide(text: str, rng: Random) -> str:
    return _one(text, r"<(row|sheet|col) ", lambda old: f'{old}hidden="1" state="veryHidden" ', rng)


def _error(text: str, rng: Random) -> str:
    """Turn a cell into an error or a formula without result."""
    cell = rng.choice(
        ('t="e"><v>#N/A</v></c>', "><f>A1</f></c>", "><f>SUM(</f><v></v></c>", 't="b"><v>7</v></c>')
    )
    return _one(
        text,
        r'<c r="([A-Z]+\d+)"[^>]*>.*?</c>',
        lambda old: f"{old.split('>')[0].split(' t=')[0]} {cell}",
        rng,
    )


def _one(text: str, pattern: str, change: Callable[[str], str], rng: Random) -> str:
    """Change one of the places that fit a pattern, or all of them."""
    found = list(re.finditer(pattern, text[:60_000], re.DOTALL))
    if not found:
        return text[: len(text) // 2]
    if rng.random() < 0.1:
        return re.sub(pattern, lambda match: change(match[0]), text[:60_000], flags=re.DOTALL) + text[60_000:]
    chosen = rng.choice(found)
    return text[: chosen.start()] + change(chosen[0]) + text[chosen.end() :]


_CHANGES: tuple[Callable[[str, Random], str], ...] = (
    _value, _value, _value, _number, _number, _type, _type, _cell, _cell, _area, _opening, _cut_tag, _double, _huge,
    _prefix, _hide, _error, _error,
)  # fmt: skip

_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis",
              "utf-7", "latin-1")  # fmt: skip


def damaged_text(content: bytes, rng: Random, other: bytes) -> bytes:
    """Give a delimited text in another encoding, with other delimiters, quotes, line ends and marks."""
    text = content.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 2, 5))):
        old, new = rng.choice(
            ((",", "\t"), (",", ";"), (",", ",,"), ("\r\n", "\r"), ("\r\n", "\n\r"), ("\n", "\u2028"), (",", '","'),
             ('"', ""), ("\n", '"\n'), (",", "\x00"), ("1", "\x1a"), ("0", "０"), ("\n", "\n\n"))
        )  # fmt: skip
        text = text.replace(old, new, rng.choice((1, -1)))
    encoded = text.encode(rng.choice(_ENCODINGS), "replace")
    return damaged_bytes(encoded, rng, other) if rng.random() < 0.4 else encoded


def bomb(rng: Random) -> bytes:
    """Give an .xlsx one of whose parts unpacks to many times its size."""
    piece = rng.choice((b"<row/>", b"<si><t>a</t></si>", b" ", b'<c r="A1"/>', b"<row><c><v>1</v></c></row>"))
    size = rng.choice((1, 9, 40)) << 20
    name = rng.choice(
        ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "x.bin")
    )
    parts = {"xl/workbook.xml": b"<workbook><sheets/></workbook>", "[Content_Types].xml": b"<Types/>"}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in {
            **parts,
            name: b"<worksheet><sheetData>" + piece * (size // len(piece)),
        }.items():
            archive.writestr(zipfile.ZipInfo(each, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def renamed(path: Path, rng: Random) -> Path:
    """Give a file another ending, or none."""
    return path.rename(
        path.with_suffix(rng.choice((".xlsx", ".xls", ".csv", ".et", ".txt", ".xlsm", ".pdf", "")))
    )
