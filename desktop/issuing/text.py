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
_OF_STRIP = re.compile(
    r"(?:文书编号\s*印〔.*号\s*第\s*[0-9]+\s*份(?:补打)?|核验码\s*[0-9A-Z-]{14}|(?:内容摘要|审计链)(?:\s*[0-9A-F]{4}){4})\s*$"
)
"""What a line of the strip says, at the end of a line of the page that may stand level with it."""


def digest(content: bytes) -> str:
    """Give the SHA-256 of what the pages of a PDF say in the order of drawing, without blanks and strips."""
    pages = (_STRIP.sub("", page) for page in pdf.drawn(content))
    return hashlib.sha256("\f".join(pages).encode()).hexdigest()


def strips(reading: Reading) -> tuple[re.Match[str] | None, ...]:
    """Give the strip of each page, None for a page without one."""
    return tuple(_STRIP.search(_close(page)) for page in reading.pages)


def lines(content: bytes) -> tuple[tuple[int, int, str], ...]:
    """Give what the paper says as (page, line, text), row by row as one reads it, without the strips."""
    said = []
    for number, page in enumerate(pdf.lines(content), 1):
        without = (_OF_STRIP.sub("", line).strip() for line in page)
        said += [(number, at, line) for at, line in enumerate(filter(None, without), 1)]
    return tuple(said)


def _close(page: tuple[str, ...]) -> str:
    return "".join("".join(line.split()) for line in page)
