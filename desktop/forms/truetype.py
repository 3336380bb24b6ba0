"""A TrueType font file as the papers need it: which characters it draws, how wide, and a subset of it to embed.

Only the small tables are read at the start (some 10 ms a font); outlines are read when a subset is made.
Figures are given one width in every font, so that columns of amounts stand one under the other.
"""

from __future__ import annotations

import struct
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from pathlib import Path
from struct import Struct
from sys import byteorder

_HEAD, _HHEA, _MAXP = "head", "hhea", "maxp"
_KEPT_WHOLE = ("cvt ", "fpgm", "prep")
_MAGIC = 0xB1B0AFBA
_FIGURES = "0123456789"

_RESTRICTED = 0x2
# Flags of a composite glyph's parts (OpenType, table glyf).
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures a PDF's font descriptor states, in thousandths of the em."""

    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]


def _big_endian(kind: str, data: bytes) -> array[int]:
    values = array(kind, data)
    if byteorder == "little":
        values.byteswap()
    return values


class FontFile:
    """One font file with glyf outlines; characters are given as `str` of length one, widths per 1000 em."""

    def __init__(self, path: Path) -> None:
        self.path = path
        latin = "".join(each for each in path.stem if each.isascii() and (each.isalnum() or each in "-_"))
        self.name = latin or "Office"
        with path.open("rb") as file:
            count = struct.unpack(">4xH6x", file.read(12))[0]
            records = [struct.unpack(">4sLLL", file.read(16)) for _ in range(count)]
        self._places = {tag.decode("ascii"): (offset, length) for tag, _, offset, length in records}
        head = self._table(_HEAD)
        self._scale: float = 1000 / struct.unpack_from(">H", head, 18)[0]
        self._long_places = struct.unpack_from(">h", head, 50)[0] == 1
        self._glyphs = struct.unpack_from(">H", self._table(_MAXP), 4)[0]

    def _table(self, tag: str) -> bytes:
        offset, length = self._places[tag]
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    @cached_property
    def metrics(self) -> Metrics:
        """Ascent, descent, height of capitals and the box around all glyphs."""

        def scaled(value: int) -> int:
            return round(value * self._scale)

        ascent, descent = struct.unpack_from(">hh", self._table(_HHEA), 4)
        left, bottom, right, top = struct.unpack_from(">hhhh", self._table(_HEAD), 36)
        return Metrics(
            scaled(ascent),
            scaled(descent),
            scaled(ascent) * 4 // 5,
            (scaled(left), scaled(bottom), scaled(right), scaled(top)),
        )

    @cached_property
    def _bearings(self) -> list[tuple[int, int]]:
        """(advance, left bearing) of each glyph in the font's own units."""
        stated = struct.unpack_from(">H", self._table(_HHEA), 34)[0]
        data = self._table("hmtx")
        pairs: list[tuple[int, int]] = list(struct.iter_unpack(">Hh", data[: stated * 4]))
        rest = struct.iter_unpack(">h", data[stated * 4 :])
        return [*pairs, *((pairs[-1][0], bearing) for (bearing,) in rest)]

    @cached_property
    def _figure_advance(self) -> int:
        figures = (self._glyph_of.get(ord(figure)) for figure in _FIGURES)
        return max((self._bearings[glyph][0] for glyph in figures if glyph is not None), default=0)

    def _bearing(self, character: str) -> tuple[int, int]:
        advance, left = self._bearings[self._glyph_of[ord(character)]]
        if character in _FIGURES:
            left += (self._figure_advance - advance) // 2
            advance = self._figure_advance
        return advance, left

    @cached_property
    def _glyph_places(self) -> array[int]:
        raw = self._table("loca")
        if self._long_places:
            return _big_endian("I", raw)
        return array("I", (place * 2 for place in _big_endian("H", raw)))

    @cached_property
    def _glyph_of(self) -> dict[int, int]:
        """Glyph by code point; a character other than a blank whose glyph is empty counts as not there."""
        places = self._glyph_places
        return {
            code: glyph
            for code, glyph in _character_map(self._table("cmap"))
            if places[glyph] != places[glyph + 1] or unicodedata.category(chr(code)) == "Zs"
        }

    @property
    def outlined(self) -> bool:
        """Whether the outlines are of the kind that can be subset here (glyf)."""
        return {"glyf", "loca", "cmap", "hmtx"} <= self._places.keys()

    @property
    def embeddable(self) -> bool:
        """Whether its maker lets the font be embedded in a document (OS/2 fsType; a font that says nothing does)."""
        if "OS/2" not in self._places:
            return True
        kind: int = struct.unpack_from(">H", self._table("OS/2"), 8)[0]
        return kind & _RESTRICTED != _RESTRICTED

    @cached_property
    def families(self) -> frozenset[str]:
        """The names that the font gives itself, in every language it has (table name, entries 1, 4, 6 and 16)."""
        table = self._table("name")
        count, strings = struct.unpack_from(">2xHH", table)
        names = set()
        for at in range(6, 6 + 12 * count, 12):
            platform, encoding, _, kind, length, offset = struct.unpack_from(">6H", table, at)
            if kind in {1, 4, 6, 16}:
                raw = table[strings + offset : strings + offset + length]
                coding = "gb18030" if (platform, encoding) in {(3, 3), (1, 25)} else "utf-16-be"
                coding = "latin-1" if (platform, encoding) == (1, 0) else coding
                names.add(raw.decode(coding, "ignore").replace("\0", "").strip())
        return frozenset(names - {""})

    def draws(self, character: str) -> bool:
        """Whether the font has an outline for the character (a cmap entry alone does not count)."""
        return ord(character) in self._glyph_of

    def advance(self, character: str) -> int:
        """The character's width in thousandths of the em; raises KeyError when the font does not draw it."""
        return round(self._bearing(character)[0] * self._scale)

    def subset(self, characters: Sequence[str]) -> bytes:
        """Give a font file with glyph 0 (.notdef) and then glyph i+1 for character i, for embedding in a PDF."""
        order = [0, *(self._glyph_of[ord(character)] for character in characters)]
        bearings = [self._bearings[0], *map(self._bearing, characters)]
        outlines, order = self._outlines(order)
        bearings.extend(self._bearings[glyph] for glyph in order[len(bearings) :])
        places = array("I", [0])
        for outline in outlines:
            places.append(places[-1] + len(outline))
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in (_HEAD, _HHEA, _MAXP))
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(order))
        struct.pack_into(">H", maxp, 4, len(order))
        if byteorder == "little":
            places.byteswap()
        tables = {tag: self._table(tag) for tag in _KEPT_WHOLE if tag in self._places}
        tables |= {
            _HEAD: bytes(head),
            _HHEA: bytes(hhea),
            _MAXP: bytes(maxp),
            "hmtx": b"".join(starmap(Struct(">Hh").pack, bearings)),
        }
        tables |= {"loca": places.tobytes(), "glyf": b"".join(outlines)}
        return _font_file(tables)

    def _outlines(self, order: list[int]) -> tuple[list[bytes], list[int]]:
        """Give the outlines of the glyphs, those that compounds are made of added at the end and renumbered."""
        order = list(order)
        number: dict[int, int] = {}
        for position, glyph in enumerate(order):
            number.setdefault(glyph, position)
        start = self._places["glyf"][0]
        outlines: list[bytes] = []
        with self.path.open("rb") as file:
            position = 0
            while position < len(order):
                place, end = self._glyph_places[order[position] : order[position] + 2]
                file.seek(start + place)
                outline = bytearray(file.read(end - place))
                for part in _parts(outline):
                    glyph = struct.unpack_from(">H", outline, part)[0]
                    if glyph not in number:
                        number[glyph] = len(order)
                        order.append(glyph)
                    struct.pack_into(">H", outline, part, number[glyph])
                outline.extend(bytes(-len(outline) % 4))
                outlines.append(bytes(outline))
                position += 1
        return outlines, order


def _parts(outline: bytearray) -> list[int]:
    """Give where in a compound glyph the numbers of its parts stand; none for a simple or empty glyph."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    places, offset, more = [], 10, True
    while more:
        flags = struct.unpack_from(">H", outline, offset)[0]
        places.append(offset + 2)
        offset += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            offset += 2
        elif flags & _XY_SCALE:
            offset += 4
        elif flags & _TWO_BY_TWO:
            offset += 8
        more = bool(flags & _MORE)
    return places


def _character_map(table: bytes) -> list[tuple[int, int]]:
    """Give (code point, glyph) from the widest Unicode map of table cmap."""
    count = struct.unpack_from(">2xH", table)[0]
    found: dict[int, int] = {}
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + record * 8)
        if platform == 0 or (platform == 3 and encoding in {1, 10}):
            found.setdefault(struct.unpack_from(">H", table, offset)[0], offset)
    if 12 in found:
        return _segments_12(table, found[12])
    return _segments_4(table, found[4])


def _segments_12(table: bytes, offset: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">L", table, offset + 12)[0]
    pairs: list[tuple[int, int]] = []
    for first, last, glyph in struct.iter_unpack(">LLL", table[offset + 16 : offset + 16 + groups * 12]):
        pairs.extend(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return pairs


def _segments_4(table: bytes, offset: int) -> list[tuple[int, int]]:
    length, segments = struct.unpack_from(">2xH2xH", table, offset)
    words = _big_endian("H", table[offset + 14 : offset + length - length % 2])
    segments //= 2
    ends, starts = words[:segments], words[segments + 1 : 2 * segments + 1]
    deltas, ranges = words[2 * segments + 1 : 3 * segments + 1], 3 * segments + 1
    pairs: list[tuple[int, int]] = []
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        shift = words[ranges + index]
        for code in range(first, last + 1 if last < 0xFFFF else last):
            glyph = code if not shift else words[ranges + index + shift // 2 + code - first]
            if glyph or not shift:
                pairs.append((code, (glyph + deltas[index]) & 0xFFFF))
    return [pair for pair in pairs if pair[1]]


def _checksum(data: bytes) -> int:
    return sum(_big_endian("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Give the font file made of these tables, with its checksums right."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, count * 16 - (16 << power))
    offset, records, body, adjust_at = len(header) + 16 * count, b"", b"", 0
    for tag in sorted(tables):
        data = tables[tag]
        records += struct.pack(">4sLLL", tag.encode("ascii"), _checksum(data), offset + len(body), len(data))
        if tag == _HEAD:
            adjust_at = offset + len(body) + 8
        body += data + bytes(-len(data) % 4)
    whole = bytearray(header + records + body)
    struct.pack_into(">L", whole, adjust_at, (_MAGIC - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)
