"""The painter: A4 pages with text, rules and boxes, made into a PDF whose fonts are all embedded.

This module alone knows reportlab. Lengths are points; x runs from the left edge, y from the TOP edge of the page
downwards, and a text stands on its baseline. Every glyph run is written once, as two-byte glyph numbers of one
composite font per face, so that any character, also beyond the BMP, can be searched and copied.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, TypeVar

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas

from desktop.files import MAKER
from desktop.forms.faces import BOX, TICK, TICKED, Face, draws, font, runs

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of paper in points; what is drawn for A4 stands `right` from its left edge, the tops together."""

    width: float
    height: float
    right: float = 0.0


A4 = Stock(WIDTH, HEIGHT)
CONTINUOUS = Stock(241 * MM, 279.4 * MM, right=15.5 * MM)
"""Continuous paper for dot-matrix printers, 241 mm wide with its holes, 11 inches from fold to fold."""

_PER_BLOCK = 100  # a ToUnicode map may hold that many pairs in one block

# Streams stay binary: the text form doubles the time of a long list and adds a quarter to its size.
rl_config.useA85 = 0


class _Canvas(canvas.Canvas):
    """A canvas that names no font of its own, so that no face outside ours gets into the document."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"

    def set_origin(self, stock: Stock) -> None:
        """Let the upper left corner of an A4 drawing stand where the stock wants it."""
        if stock != A4:
            self._preamble = f"q 1 0 0 1 {stock.right:.2f} {stock.height - HEIGHT:.2f} cm"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc, unused-ignore]
    """What the document says of itself: the paper's own day, or none, as the clock would give each print other bytes."""

    def __init__(self, on: date | None) -> None:
        super().__init__()
        self._on = on

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Give the entries; the day stands without an hour, which no paper has."""
        entries = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        if self._on is not None:
            entries |= dict.fromkeys(("CreationDate", "ModDate"), f"D:{self._on:%Y%m%d}")
        written = _dictionary(**{name: pdfdoc.PDFString(text) for name, text in entries.items()})
        made: bytes = written.format(document)
        return made


class _Glyphs(dict[str, str]):
    """The glyph numbers, as four hexadecimal figures, that one document gives to the characters of one face."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face
        self.name = f"Z{face.code}"

    def __missing__(self, character: str) -> str:
        if not draws(self.face, character):
            raise KeyError(character)
        self[character] = f"{len(self) + 1:04X}"
        return self[character]

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802 - the name reportlab calls
        """Add the font, subset to the characters that were set, to the document that is being closed."""
        if not self:
            return
        characters = list(self)
        file = font(self.face)
        name = pdfdoc.PDFName(f"ZP{self.face.code[:4].upper():X<4}+{file.name}")
        widths = pdfdoc.PDFArray([file.advance(each) for each in characters])
        inner = _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
            ),
            FontDescriptor=document.Reference(self._descriptor(document, name, characters)),
            CIDToGIDMap=pdfdoc.PDFName("Identity"),
            DW=1000,
            W=pdfdoc.PDFArray([1, widths]),
        )
        outer = _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("Type0"),
            BaseFont=name,
            Encoding=pdfdoc.PDFName("Identity-H"),
            DescendantFonts=pdfdoc.PDFArray([document.Reference(inner)]),
            ToUnicode=document.Reference(_stream(_to_unicode(self.items()))),
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(outer)

    def _descriptor(
        self, document: pdfdoc.PDFDocument, name: pdfdoc.PDFName, characters: Sequence[str]
    ) -> pdfdoc.PDFDictionary:
        file = font(self.face)
        metrics = file.metrics
        data = file.subset(characters)
        return _dictionary(
            Type=pdfdoc.PDFName("FontDescriptor"),
            FontName=name,
            Flags=4,
            FontBBox=pdfdoc.PDFArray(metrics.box),
            ItalicAngle=0,
            Ascent=metrics.ascent,
            Descent=metrics.descent,
            CapHeight=metrics.cap_height,
            StemV=80,
            FontFile2=document.Reference(_stream(data, Length1=len(data))),
        )


def _dictionary(**entries: object) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary(entries)


def _stream(content: bytes, **entries: object) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(_dictionary(**entries), content, [pdfdoc.PDFZCompress])


def _to_unicode(glyphs: Iterable[tuple[str, str]]) -> bytes:
    """Give the map from glyph numbers back to characters, those beyond the BMP as surrogate pairs."""
    pairs = [f"<{code}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in glyphs]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), _PER_BLOCK):
        block = pairs[start : start + _PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


class Sheet:
    """One document being drawn, page after page; `finish` closes it and gives the PDF.

    The same drawing gives the same bytes; `on` is the day it says it was made. Texts must be NFC and drawable (`facts.settled` sees to both).
    """

    def __init__(self, title: str, author: str, stock: Stock = A4, *, on: date | None = None) -> None:
        self._file = BytesIO()
        self._canvas = _Canvas(
            self._file,
            pagesize=(stock.width, stock.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 5),
            lang="zh-CN",
        )
        self._stock = stock
        self._canvas.set_origin(stock)
        self._canvas._doc.info = _Info(on)  # noqa: SLF001 - reportlab's own knows only the clock or the year 2000
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(title)
        self._canvas.setCreator(MAKER)
        self._canvas.setProducer(MAKER)
        self._glyphs: dict[Face, _Glyphs] = {}
        self._memory: dict[Hashable, Any] = {}
        self.write = self._canvas._code.append  # noqa: SLF001 - the page's operators, written as they are

    def _glyphs_of(self, face: Face) -> _Glyphs:
        if face not in self._glyphs:
            self._glyphs[face] = _Glyphs(face)
            self._canvas._doc.delayedFonts.append(self._glyphs[face])  # noqa: SLF001 - closed with the document
        return self._glyphs[face]

    def select(self, face: Face, size: float) -> str:
        """Give the operator that sets face and size within a text object."""
        return f"/{self._glyphs_of(face).name} {size:g} Tf"

    def show(self, text: str, face: Face, size: float) -> str:
        """Give the operators that set a text at the current place; face and size must be selected before."""
        glyphs = self._glyphs_of(face)
        try:
            return f"<{''.join(map(glyphs.__getitem__, text))}>Tj"
        except KeyError:
            before, ticked, after = text.partition(TICKED)
            if ticked:
                drawn = f"{self.show(BOX, face, size)} [1000]TJ {self.show(TICK, face, size)}"
                return f"{self.show(before, face, size)} {drawn} {self.show(after, face, size)}"
            parts = []
            for found, run in runs(face, text):
                code = "".join(map(self._glyphs_of(found).__getitem__, run))
                parts.append(f"{self.select(found, size)}<{code}>Tj")
            return " ".join([*parts, self.select(face, size)])

    def shown(self, parts: Iterable[tuple[str, int]], face: Face, size: float) -> str:
        """Give the operators that set parts of a line, each followed by a step back in thousandths of the size."""
        return " ".join(
            self.show(part, face, size) + (f"[{back}]TJ" if back else "") for part, back in parts if part
        )

    def text(self, x: float, y: float, text: str, face: Face, size: float, *, spacing: float = 0.0) -> None:
        """Set a text from x with its baseline at y; `spacing` points are added after each character."""
        self.texts(x, y, [(text, 0)], face, size, spacing=spacing)

    def texts(
        self,
        x: float,
        y: float,
        parts: Iterable[tuple[str, int]],
        face: Face,
        size: float,
        *,
        spacing: float = 0.0,
    ) -> None:
        """Set parts of a line one after the other, each followed by a step back in thousandths of the size."""
        space = (f"{spacing:.3f} Tc ", " 0 Tc") if spacing else ("", "")
        self.write(
            f"BT {self.select(face, size)} {x:.2f} {HEIGHT - y:.2f} Td {space[0]}{self.shown(parts, face, size)}{space[1]} ET"
        )

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5) -> None:
        """Draw a straight line of `weight` points."""
        self.write(f"{weight:g} w {x1:.2f} {HEIGHT - y1:.2f} m {x2:.2f} {HEIGHT - y2:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.5) -> None:
        """Draw the four sides of a box whose upper left corner is at (x, y)."""
        self.write(f"{weight:g} w {x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re S")

    def mark(self, text: str, face: Face, size: float) -> None:
        """Set a pale word across the middle of the page, e.g. 演练 or 草稿; draw it before anything else."""
        code = self.show(text, face, size)
        across = (
            sum(font(found).advance(each) for found, run in runs(face, text) for each in run) * size / 1000
        )
        slant = f"0.7071 0.7071 -0.7071 0.7071 {WIDTH / 2:.2f} {HEIGHT / 2:.2f} cm"
        self.write(
            f"q 0.94 g {slant} BT {self.select(face, size)} {-across / 2:.2f} {-size * 0.38:.2f} Td {code} ET Q"
        )

    def remembered(self, owner: Hashable, make: Callable[["Sheet"], T]) -> T:
        """Give what `make` gave for this owner in this document, made on the first call."""
        if owner not in self._memory:
            self._memory[owner] = make(self)
        made: T = self._memory[owner]
        return made

    @contextmanager
    def form(self) -> Iterator[None]:
        """Mark what is drawn meanwhile as the form itself, which a pre-printed sheet already has (`pdf.only`)."""
        self.write("/ZPForm BMC")
        yield
        self.write("EMC")

    def end_page(self) -> None:
        """Close the page; what is drawn next stands on a new one."""
        if self._stock != A4:
            self.write("Q")
        self._canvas.showPage()
        self.write = self._canvas._code.append  # noqa: SLF001 - the new page's operators

    def finish(self) -> bytes:
        """Close the document and give the PDF; every page must have been ended."""
        self._canvas.save()
        return self._file.getvalue()
