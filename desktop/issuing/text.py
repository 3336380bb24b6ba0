"""What an issued paper says, apart from the strip at its foot; the digest of it, and the codes that the strips name."""

import hashlib
import re

from desktop import pdf
from desktop.pdf import Reading

_STRIP = re.compile(
    r"文书编号(?P<number>印〔[0-9]{4}〕[0-9]+号)(?P<copy>第[0-9]+份(?:补打)?)"
    r"核验码(?P<code>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})"
    r"内容摘要(?P<digest>[0-9A-F]{16})审计链(?P<head>[0-9A-F]{16})"
)
_LINES = re.compile(r"文书编号|核验码|内容摘要|审计链")


def digest(content: bytes) -> str:
    """Give the SHA-256 of what the pages of a PDF say in the order of drawing, without blanks and strips."""
    pages = (_STRIP.sub("", page) for page in pdf.drawn(content))
    return hashlib.sha256("\f".join(pages).encode()).hexdigest()


def strips(reading: Reading) -> tuple[re.Match[str] | None, ...]:
    """Give the strip of each page, None for a page without one."""
    return tuple(_STRIP.search(_close(page)) for page in reading.pages)


def lines(reading: Reading) -> tuple[tuple[int, int, str], ...]:
    """Give what the paper says as (page, line, text), without the strips."""
    said = []
    for number, page in enumerate(reading.pages, 1):
        without = [line for line in page if not _of_strip(line)]
        said += [(number, at, line) for at, line in enumerate(without, 1)]
    return tuple(said)


def _of_strip(line: str) -> bool:
    return bool(_LINES.match("".join(line.split()))) and bool(re.search(r"[0-9A-Z]{4}", line))


def _close(page: tuple[str, ...]) -> str:
    return "".join("".join(line.split()) for line in page)
