"""Finished PDFs: what they say page by page, what they carry besides, and a strip set on every page.

This module alone knows pypdf, which reads what a file is made of, and PDFium, which reads and shows its pages. A file may come from anywhere: whatever is wrong with it ends in `Unreadable`.
"""

import logging
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass
from io import BytesIO
from math import inf
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)
from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as pdfium

from desktop.problems import Unreadable

LARGEST = 200 * 1024 * 1024
MOST_PAGES = 20_000
STRIP = "/ZPStrip"

# What pypdf, and what it calls, raise for a file that is damaged or made to confuse.
_FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)

# What a drawing says: a font is chosen, a text is shown in figures or letters, a form is drawn.
_TOKENS = re.compile(
    rb"/([^\s/<>\[\]()]+)\s+[-+.0-9]+\s+Tf\b|<([0-9A-Fa-f\s]+)>(?!>)|\(((?:\\.|[^\\()])*)\)|/([^\s/<>\[\]()]+)\s+Do\b",
    re.DOTALL,
)
FORM_INK = re.compile(rb"/ZPForm BMC\b.*?\bEMC\b", re.DOTALL)
_PLACE = re.compile(rb"q [-0-9. ]+ cm")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_TABLES = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")
DEEPEST = 20
_WORDS = re.compile(r"[^ \t\r\n]+")
SAME_LINE = 2.0
"""How far apart, in points, the baselines of one line may lie: figures and names of different sizes side by side."""

_ONE_AT_A_TIME = threading.RLock()

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a PDF says: the lines of each page, texts that no page shows (place, text), and what cannot be read.

    `opaque` names what may say something that no reading of text finds: pictures, attached files, scripts,
    earlier versions kept in the same file.
    """

    pages: tuple[tuple[str, ...], ...]
    unseen: tuple[tuple[str, str], ...]
    opaque: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything the pages say, without blanks and line ends, so that no line break can hide a number."""
        return "".join("".join(line.split()) for page in self.pages for line in page)


def read(content: bytes) -> Reading:
    """Read a whole PDF; raises Unreadable for one that is damaged, locked or too large."""
    with _opened(content) as reader:
        unseen, opaque = tuple(_unseen(reader)), tuple(dict.fromkeys(_opaque(reader, content)))
    with _shown(content) as document:
        return Reading(tuple(_lines(page) for page in document), unseen, opaque)


def lines(content: bytes) -> tuple[tuple[str, ...], ...]:
    """Give what each page says line by line as one reads it: all that stands on one baseline, from left to right.

    A change of font or of column starts no new line, so a row of a table is one; raises Unreadable.
    """
    with _shown(content) as document:
        return tuple(_baselines(page) for page in document)


def drawn(content: bytes) -> tuple[str, ...]:
    """Give what each page says in the order in which it is drawn, without blanks and without a strip set over it.

    Unlike lines, which every reader finds in its own way, this is what the file itself says; raises Unreadable.
    """
    with _opened(content) as reader:
        fonts: dict[int, _Font] = {}
        return tuple("".join("".join(_said(page, reader, fonts)).split()) for page in reader.pages)


def pictures(content: bytes, dots: int = 200) -> Iterator[bytes]:
    """Give the pages as they look, at `dots` an inch, each as a picture file; raises Unreadable."""
    with _shown(content) as document:
        for page in document:
            picture = BytesIO()
            page.render(scale=dots / 72, grayscale=True).to_pil().save(picture, "BMP")
            yield picture.getvalue()


def stamp(content: bytes, strip: bytes) -> bytes:
    """Set the first page of the PDF `strip` over every page of `content`, in place of a strip set before.

    Both are of the same size. Raises Unreadable.
    """
    with _opened(content) as reader, _opened(strip) as strips:
        writer = PdfWriter(clone_from=reader)
        writer.pdf_header = reader.pdf_header
        form = writer._add_object(_form(writer, strips.pages[0]))  # noqa: SLF001 - pypdf has no public way to add one
        drawn = StreamObject()
        drawn.set_data(f"q {STRIP} Do Q".encode())
        drawing = writer._add_object(drawn)  # noqa: SLF001
        again = [_set_on(page, form, drawing) for page in writer.pages]
        if any(again):
            writer.compress_identical_objects(remove_unreferenced=True)
        made = BytesIO()
        writer.write(made)
        return made.getvalue()


def has_form(content: bytes) -> bool:
    """Whether the first page marks what a pre-printed sheet has already, so that the rest can be printed alone."""
    with _opened(content) as reader:
        return bool(FORM_INK.search(_contents(reader.pages[0])))


def only(content: bytes, *, form: bool) -> bytes:
    """Give the same pages with only what a pre-printed form has (`form`), or only what is filled in; raises Unreadable.

    The strip of an issued paper is of what is filled in.
    """
    with _opened(content) as reader:
        writer = PdfWriter(clone_from=reader)
        for page in writer.pages:
            before = _contents(page)
            place = _PLACE.match(before.strip())
            kept = b"\n".join(FORM_INK.findall(before)) if form else FORM_INK.sub(b"", before)
            drawn = StreamObject()
            drawn.set_data(b"%s\n%s\nQ" % (place[0], kept) if form and place else kept)
            page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())  # noqa: SLF001
        made = BytesIO()
        writer.write(made)
        return made.getvalue()


def _contents(page: PageObject) -> bytes:
    contents = page.get_contents()
    return contents.get_data() if contents is not None else b""


@contextmanager
def _opened(content: bytes) -> Iterator[PdfReader]:
    if len(content) > LARGEST:
        raise Unreadable("这个PDF文件超过200兆字节，没有读取。", "请拆分后再试。")
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Unreadable("这个PDF文件加了密码，读不出内容。", "请向对方索取不加密的文件。")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"这个PDF文件超过{MOST_PAGES}页，没有读取。", "请拆分后再试。")
        yield reader
    except _FAULTS as fault:
        raise Unreadable("这个文件不是完整的PDF，读不出内容。", "请重新取得文件后再试。") from fault


@contextmanager
def _shown(content: bytes) -> Iterator[PdfDocument]:
    """PDFium works for one caller at a time."""
    with _ONE_AT_A_TIME:
        try:
            document = PdfDocument(content)
            try:
                yield document
            finally:
                document.close()
        except PdfiumError as fault:
            raise Unreadable("这个文件不是完整的PDF，读不出内容。", "请重新取得文件后再试。") from fault


def _lines(page: PdfPage) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in page.get_textpage().get_text_range().splitlines())
    return tuple(line for line in lines if line)


def _baselines(page: PdfPage) -> tuple[str, ...]:
    """The words of a page joined to lines: those whose baselines are at most SAME_LINE points apart are one line."""
    shown = page.get_textpage()
    text, x, y = shown.get_text_range(), c_double(), c_double()
    words: list[tuple[float, float, str]] = []
    wide = end = 0  # PDFium counts a character beyond the basic plane as two
    for found in _WORDS.finditer(text):
        wide += sum(each > "\uffff" for each in text[end : found.start()])
        pdfium.FPDFText_GetCharOrigin(shown, found.start() + wide, x, y)
        words.append((-y.value, x.value, found[0]))
        wide, end = wide + sum(each > "\uffff" for each in found[0]), found.end()
    rows: list[list[tuple[float, str]]] = []
    baseline = -inf
    for low, left, word in sorted(words):
        if low - baseline > SAME_LINE:
            rows.append([])
            baseline = low
        rows[-1].append((left, word))
    return tuple(" ".join(word for _, word in sorted(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Font:
    """How many bytes a character takes in a font, and which characters its codes stand for."""

    size: int
    characters: dict[int, str]

    def text(self, codes: bytes) -> str:
        step, known = self.size, self.characters
        numbers = (int.from_bytes(codes[at : at + step], "big") for at in range(0, len(codes), step))
        return "".join(known.get(number, chr(number) if step == 1 else "") for number in numbers)


def _font(font: DictionaryObject) -> _Font:
    characters: dict[int, str] = {}
    table = font.get("/ToUnicode")
    for kind, body in _TABLES.findall(table.get_object().get_data() if table is not None else b""):
        codes = [bytes.fromhex(code.decode()) for code in _CODES.findall(body)]
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(codes) - step + 1, step):
            first, last = (int.from_bytes(code, "big") for code in (codes[at], codes[at + step - 2]))
            text = codes[at + step - 1]
            for number in range(first, min(last, first + 0xFFFF) + 1):
                end = int.from_bytes(text[-2:], "big") + number - first
                characters[number] = (text[:-2] + (end & 0xFFFF).to_bytes(2, "big")).decode(
                    "utf-16-be", "replace"
                )
    return _Font(2 if font.get("/Subtype") == "/Type0" else 1, characters)


def _said(drawing: Any, reader: PdfReader, fonts: dict[int, _Font], depth: int = 0) -> Iterator[str]:
    """The texts of a page, or of a form drawn on it, one after the other."""
    resources = drawing.get("/Resources", DictionaryObject()).get_object()
    named = resources.get("/Font", DictionaryObject()).get_object()
    contents = drawing.get_contents() if isinstance(drawing, PageObject) else drawing
    font = _Font(1, {})
    for name, figures, literal, form in _TOKENS.findall(contents.get_data() if contents is not None else b""):
        if name:
            reference = named.raw_get(f"/{name.decode()}")
            known = reference.idnum if isinstance(reference, IndirectObject) else id(reference)
            if known not in fonts:
                fonts[known] = _font(reference.get_object())
            font = fonts[known]
        elif figures:
            yield font.text(bytes.fromhex(figures.decode()))
        elif literal:
            yield font.text(_ESCAPED.sub(rb"\1", literal))
        elif form and f"/{form.decode()}" != STRIP and depth < DEEPEST:
            inner = resources["/XObject"][f"/{form.decode()}"].get_object()
            if inner.get("/Subtype") == "/Form":
                yield from _said(inner, reader, fonts, depth + 1)


def _objects(reader: PdfReader) -> Iterator[tuple[IndirectObject, Any]]:
    """Every object of the file, also those no page leads to."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(numbers):
        reference = IndirectObject(number, generation, reader)
        yield reference, reader.get_object(reference)


def _unseen(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for name, value in (reader.metadata or {}).items():
        yield f"文档属性{name}", str(value)
    for reference, each in _objects(reader):
        place = f"对象{reference.idnum}"
        if isinstance(each, StreamObject) and each.get("/Type") == "/Metadata":
            yield f"{place}（元数据）", each.get_data().decode("utf-8", "replace")
        for text in _strings(each):
            yield place, text


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > 50:
        return
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, ByteStringObject):
        yield value.decode("utf-16-be" if value[:2] == b"\xfe\xff" else "latin-1", "replace")
    elif isinstance(value, DictionaryObject):
        for each in value.values():
            yield from _strings(each, depth + 1)
    elif isinstance(value, ArrayObject):
        for each in value:
            yield from _strings(each, depth + 1)


def _opaque(reader: PdfReader, content: bytes) -> Iterator[str]:
    if content.count(b"startxref") > 1:
        yield "文件里保留着修改前的版本"
    for _, each in _objects(reader):
        if not isinstance(each, DictionaryObject):
            continue
        if each.get("/Subtype") == "/Image":
            yield "图片"
        if each.get("/Type") in {"/EmbeddedFile", "/Filespec"}:
            yield "附带的文件"
        if "/JS" in each or each.get("/S") in {"/JavaScript", "/Launch"}:
            yield "脚本"
        if "/AcroForm" in each:
            yield "可填写的表单"
        if isinstance(each, StreamObject) and _draws(each) and b"/ActualText" in each.get_data():
            yield "与显示不同的替代文字"


def _draws(stream: StreamObject) -> bool:
    """Whether a stream may hold drawing operators: not a picture, a font program, or a table of objects."""
    kind, sub = stream.get("/Type"), stream.get("/Subtype")
    return sub != "/Image" and kind not in {"/XRef", "/ObjStm", "/Metadata"} and "/Length1" not in stream


def _form(writer: PdfWriter, page: PageObject) -> StreamObject:
    """The page as something that can be drawn on other pages, with its own fonts."""
    contents = page.get_contents()
    form = StreamObject()
    form.set_data(contents.get_data() if contents is not None else b"")
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): page.mediabox.clone(writer),
            NameObject("/Resources"): page.get("/Resources", DictionaryObject()).get_object().clone(writer),
        }
    )
    packed: StreamObject = form.flate_encode()
    return packed


def _set_on(page: PageObject, form: Any, drawing: Any) -> bool:
    """Let the page draw the strip; returns whether it drew one before."""
    resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    before = STRIP in forms
    forms[NameObject(STRIP)] = form
    if not before:
        contents = page.raw_get("/Contents") if "/Contents" in page else NullObject()
        found = contents.get_object()
        parts = list(found) if isinstance(found, ArrayObject) else [contents]
        page[NameObject("/Contents")] = ArrayObject([*(part for part in parts if part is not None), drawing])
    return before
