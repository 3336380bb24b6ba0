"""Finished PDFs: what is drawn is what every reader finds, and the strip of an issued paper stands clear of the rest."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from desktop import pdf
from desktop.forms import FORMS, Form, seal
from desktop.forms.page import MM
from desktop.forms.seal import Seal
from desktop.issuing import text
from desktop.issuing.code import Mark, grouped
from desktop.problems import Unreadable

MARK = Mark("999901", "印〔2026〕0012号", 12, "5f" * 32, "a0" * 32)
STRIP = Seal(
    MARK.number, "第12份补打", grouped(MARK.code), "5F5F 5F5F 5F5F 5F5F", "A0A0 A0A0 A0A0 A0A0", MARK.payload
)


def close(content: str) -> str:
    return "".join(content.split())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_three_readings_of_every_form_agree(form: Form) -> None:
    content = form.sample()
    drawn = pdf.drawn(content)
    assert drawn == tuple(close(page.extract_text()) for page in PdfReader(BytesIO(content)).pages)
    lines = ("".join(map(close, page)) for page in pdf.read(content).pages)
    assert [sorted(page) for page in lines] == [sorted(page) for page in drawn]


@pytest.mark.parametrize("official", [False, True])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_the_strip_stands_clear_on_every_page_of_every_form(
    form: Form, official: bool, tmp_path: Path
) -> None:
    content = form.sample()
    left, top = strip_corner(official)
    with_text = [
        (box, page_number)
        for page_number, page in enumerate(PdfDocument(content))
        for box in boxes(page)
        if box[2] > left and box[1] < top
    ]
    assert with_text == []
    stamped = pdf.stamp(content, seal.draw(STRIP, official=official))
    assert pdf.drawn(stamped) == pdf.drawn(content)
    assert text.digest(stamped) == text.digest(content)
    assert all(strip and strip["code"] == STRIP.code for strip in text.strips(pdf.read(stamped)))
    path = tmp_path / "stamped.pdf"
    path.write_bytes(stamped)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts[2:])


def strip_corner(official: bool) -> tuple[float, float]:
    """How far left and up the strip reaches, in points from the lower left corner of the page."""
    (page,) = PdfDocument(seal.draw(STRIP, official=official))
    found = boxes(page)
    return min(box[0] for box in found), max(*(box[3] for box in found), (297 - 277) * MM)


def boxes(page: object) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every character that is seen; the pale word across the page is no obstacle."""
    chars = page.get_textpage()
    found = (chars.get_charbox(at) for at in range(chars.count_chars()))
    return [box for box in found if 0 < box[3] - box[1] < 60]


def test_a_new_strip_takes_the_place_of_the_old_one() -> None:
    content = FORMS[0].sample()
    once = pdf.stamp(content, seal.draw(STRIP))
    other = Mark("999901", "印〔2026〕0013号", 1, "5f" * 32, "a0" * 32)
    twice = pdf.stamp(
        once,
        seal.draw(Seal(other.number, "第1份", grouped(other.code), STRIP.digest, STRIP.head, other.payload)),
    )
    assert {strip["code"] for strip in text.strips(pdf.read(twice)) if strip} == {grouped(other.code)}
    assert len(twice) < len(once) * 1.2


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj"]
)
def test_what_is_no_whole_pdf_ends_in_a_sentence(content: bytes) -> None:
    for ask in (
        pdf.read,
        pdf.drawn,
        lambda given: list(pdf.pictures(given)),
        lambda given: pdf.stamp(given, given),
    ):
        with pytest.raises(Unreadable):
            ask(content)


@pytest.mark.parametrize(
    "code, row",
    [
        ("notice", "4 李\u3000龘 999901********2341 班〔2026〕0006号 1,000.00"),
        ("subsidy_approval", "8 赵海燕 999901********0166 职业培训补贴 1,500.00 0.00 不予补贴"),
        ("payment_list", "2 演练县博学职业培训学校 单位 6200000000000000002 48 49,080.50"),
    ],
)
def test_a_row_of_a_list_is_one_line_whatever_faces_and_sizes_it_is_set_in(code: str, row: str) -> None:
    read = [
        line
        for page in pdf.lines(next(each for each in FORMS if each.code == code).sample())
        for line in page
    ]
    assert row in read


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_lines_hold_every_character_and_leave_the_strip_out(form: Form) -> None:
    content = form.sample()
    assert [sorted(close("".join(page))) for page in pdf.lines(content)] == [
        sorted(page) for page in pdf.drawn(content)
    ]
    stamped = pdf.stamp(content, seal.draw(STRIP, official=False))
    assert text.lines(stamped) == text.lines(content)
