"""A finished paper opened again: what stands on its pages and in its properties, from the file's bytes alone.

Only papers that `page.py` made are read: composite fonts with two-byte codes and a map to Unicode each.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_OBJECT_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_REFERENCE = re.compile(rb"/(Z\w+) (\d+) 0 R")
_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_SHOWN = re.compile(rb"/(Z\w+) [\d.]+ Tf|<([0-9A-F]*)>Tj|(Td)")
_PROPERTY = re.compile(rb"/(?:Title|Author|Subject|Keywords|Creator|Producer) (\(.*?(?<!\\)\))", re.DOTALL)
_OCTAL = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Reread:
    """What a paper holds: the text of each page, each text apart, and its properties."""

    pages: tuple[str, ...]
    properties: tuple[str, ...]


def reread(pdf: bytes) -> Reread:
    """Give the texts and properties of a paper that this program made."""
    objects = _objects(pdf)
    maps = {name: _to_unicode(objects, number) for name, number in _fonts(objects)}
    pages = tuple(
        _page_text(_content(objects[_number(body, rb"/Contents (\d+) 0 R")]), maps)
        for body in objects.values()
        if b"/Type /Page\n" in body or b"/Type /Page " in body
    )
    properties = tuple(
        _property(each)
        for body in objects.values()
        if b"/Producer" in body
        for each in _PROPERTY.findall(body)
    )
    return Reread(pages, properties)


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Give each object by its number, from the table of places at the end of the file."""
    table = pdf[int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0]) :]
    places = [int(place) for place in _OBJECT_PLACE.findall(table)]
    ends = sorted([*places, len(pdf) - len(table)])
    after = dict(pairwise(ends))
    return {number: pdf[place : after[place]] for number, place in enumerate(places, start=1)}


def _fonts(objects: dict[int, bytes]) -> Iterator[tuple[bytes, int]]:
    for body in objects.values():
        if b"stream\n" not in body:
            yield from ((name, int(number)) for name, number in _REFERENCE.findall(body))


def _number(body: bytes, pattern: bytes) -> int:
    found = re.search(pattern, body)
    if found is None:
        raise ValueError("the paper was not made by this program")
    return int(found[1])


def _content(body: bytes) -> bytes:
    start = body.index(b"stream\n") + len(b"stream\n")
    return zlib.decompressobj().decompress(body[start:])


def _to_unicode(objects: dict[int, bytes], font: int) -> dict[int, str]:
    pairs = _PAIR.findall(_content(objects[_number(objects[font], rb"/ToUnicode (\d+) 0 R")]))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _page_text(content: bytes, maps: dict[bytes, dict[int, str]]) -> str:
    """Give the page's texts in the order in which they were set, a line end where the pen moved."""
    parts: list[str] = []
    characters: dict[int, str] = {}
    for face, shown, moved in _SHOWN.findall(content):
        if face:
            characters = maps[face]
        elif moved:
            parts.append("\n")
        else:
            parts.append(bytes.fromhex(shown.decode()).decode("utf-16-be").translate(characters))
    return "".join(parts)


def _property(written: bytes) -> str:
    def plain(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes((int(code, 8),)) if len(code) == 3 else _ESCAPES.get(code, code)

    text = _OCTAL.sub(plain, written[1:-1])
    return text.decode("utf-16") if text.startswith((b"\xfe\xff", b"\xff\xfe")) else text.decode("latin-1")
