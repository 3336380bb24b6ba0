"""A paper as others read it: through poppler and qpdf, not through the code that made it."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import pytest

MM = 72 / 25.4


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@dataclass(frozen=True)
class Word:
    """A word on a page and its box in millimetres from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Paper:
    path: Path

    @cached_property
    def pages(self) -> list[str]:
        return run("pdftotext", "-layout", self.path, "-").removesuffix("\f").split("\f")

    @cached_property
    def text(self) -> str:
        """All text without blanks and line ends, so that a wrapped sentence is found."""
        return re.sub(r"\s", "", run("pdftotext", "-raw", self.path, "-"))

    @cached_property
    def fonts(self) -> list[list[str]]:
        """Of each font: embedded, subset, has a map to Unicode."""
        return [line.split()[-5:-2] for line in run("pdffonts", self.path).splitlines()[2:]]

    @cached_property
    def words_by_page(self) -> list[list[Word]]:
        found = run("pdftotext", "-bbox", self.path, "-")
        pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
        return [
            [
                Word(text, *(float(each) / MM for each in (left, top, right, bottom)))
                for left, top, right, bottom, text in re.findall(pattern, page)
            ]
            for page in found.split("<page ")[1:]
        ]

    @cached_property
    def millimetres(self) -> tuple[float, float]:
        """Width and height of the first page."""
        found = re.search(r"Page size: +([0-9.]+) x ([0-9.]+) pts", run("pdfinfo", self.path))
        assert found
        return float(found[1]) / MM, float(found[2]) / MM

    def words(self, page: int) -> list[Word]:
        return self.words_by_page[page - 1]

    def check(self) -> str:
        return run("qpdf", "--check", self.path)


def overlaps(words: list[Word]) -> list[tuple[Word, Word]]:
    """Give words that stand on each other; only a tick stands on its box.

    Marks may be squeezed by half their width, and a word's box is as high as its font says, more than its line.
    """

    def cover(one: Word, other: Word) -> bool:
        em = min(one.bottom - one.top, other.bottom - other.top)
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        return across > 0.6 * em and down > 0.35 * em

    solid = [word for word in words if word.text != "√"]
    return [(one, other) for one, other in combinations(solid, 2) if cover(one, other)]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Paper]:
    """Give what reads a PDF back."""

    def reading(pdf: bytes) -> Paper:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        path.write_bytes(pdf)
        return Paper(path)

    return reading
