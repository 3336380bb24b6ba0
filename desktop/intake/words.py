"""The words senders write: headings and values from resources/intake, in one normal form."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from desktop.codes import codes, resource
from desktop.intake.reading import Column

_TABLES = {
    "level": "levels",
    "groups": "groups",
    "certificate_type": "certificate_types",
    "occupation": "occupations",
}
"""Which official code table stands behind a table of words."""

INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]|_x000[0-9A-Fa-f]_"
)
"""Marks that show nothing, and what a spreadsheet writes for some of them."""

_NOTHING = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]+|_x000[0-9A-Fa-f]_")


def plain(text: str) -> str:
    """Give a word in its normal form: half-width, without any blank or invisible mark, NFKC."""
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text))


@cache
def resource_table(name: str) -> dict[str, Any]:
    """Give a table of resources/intake by its file's name without ending."""
    return tomllib.loads(resource("intake", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def values(table: str) -> Mapping[str, str]:
    """Give what senders write for the codes of a table: word in normal form to code."""
    found: dict[str, str] = {}
    if table in _TABLES:
        for entry in codes(_TABLES[table]):
            found[plain(entry.title).casefold()] = entry.code
    for code, written in resource_table("words")[table].items():
        for word in written:
            found.setdefault(plain(word).casefold(), code)
    return found


@cache
def titles(table: str) -> tuple[str, ...]:
    """Give the words to offer to a sender, one a code, in the order of the table."""
    return tuple(written[0] for written in resource_table("words")[table].values())


@cache
def row_words(name: str) -> frozenset[str]:
    """Give the words by which a row or cell shows that it is no record: `totals`, `notes` or `blanks`."""
    return frozenset(plain(word) for word in resource_table("words")["rows"][name])


def speaker(column: Column) -> Callable[[object], object]:
    """Give what says a value of a column as a clerk would: the word for a code; any other value as it is."""
    table = column.field if column.kind == "code" else column.kind
    if table == "occupation":
        said = {each.code: each.title for each in codes(_TABLES[table])}
    elif table in resource_table("words"):
        said = {code: written[0] for code, written in resource_table("words")[table].items()}
    else:
        return lambda value: value

    def say(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(say, value))
        return said.get(value, value) if isinstance(value, str) else value

    return say
