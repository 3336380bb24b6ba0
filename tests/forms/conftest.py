"""A paper as others read it: through poppler and qpdf, not through the code that made it."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Paper:
    path: Path

    @property
    def pages(self) -> list[str]:
        return run("pdftotext", "-layout", self.path, "-").removesuffix("\f").split("\f")

    @property
    def text(self) -> str:
        """All text without blanks and line ends, so that a wrapped sentence is found."""
        return re.sub(r"\s", "", run("pdftotext", "-raw", self.path, "-"))

    @property
    def fonts(self) -> list[list[str]]:
        """Of each font: embedded, subset, has a map to Unicode."""
        return [line.split()[-5:-2] for line in run("pdffonts", self.path).splitlines()[2:]]

    def words(self, page: int) -> list[Word]:
        found = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), self.path, "-")
        pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
        return [
            Word(text, *(float(each) / MM for each in (left, top, right, bottom)))
            for left, top, right, bottom, text in re.findall(pattern, found)
        ]

    def check(self) -> str:
        return run("qpdf", "--check", self.path)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Paper]:
    """Give what reads a PDF back."""

    def reading(pdf: bytes) -> Paper:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        path.write_bytes(pdf)
        return Paper(path)

    return reading
