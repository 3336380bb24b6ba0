"""What the authorities prescribe for each paper, read from resources/forms: titles, clauses, set phrases.

A bureau may word the phrases itself (`house`); while `worded` is in force, those stand in place of the shipped ones.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "forms"
RULED = "＿" * 6
Phrases = Mapping[str, Mapping[str, str]]
"""The text of phrases by the paper's code and the phrase's name."""

_OWN: ContextVar[Phrases] = ContextVar("own", default=MappingProxyType({}))


@contextmanager
def worded(own: Phrases) -> Iterator[None]:
    """Let the bureau's own phrases stand in place of the shipped ones for what is drawn meanwhile."""
    token = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(token)


@dataclass(frozen=True, slots=True)
class Wording:
    """A paper's title, number, clause, copies and signers, and its phrases with blanks in braces."""

    code: str
    number: str
    title: str
    clause: str
    copies: int
    signers: tuple[str, ...]
    phrases: MappingProxyType[str, str]

    def say(self, phrase: str, **blanks: str | int) -> str:
        """Give a phrase with its blanks filled, an empty text as a ruled blank to write in.

        Raises KeyError for a phrase or a blank that is not there.
        """
        own = _OWN.get().get(self.code, self.phrases)
        ruled = {name: RULED if value == "" else value for name, value in blanks.items()}
        return own.get(phrase, self.phrases[phrase]).format(**ruled)

    def blanks(self, phrase: str) -> set[str]:
        """Give the names of a phrase's blanks."""
        return {name for _, name, _, _ in Formatter().parse(self.phrases[phrase]) if name}


@cache
def wording(code: str) -> Wording:
    """Give the wording of one paper, read once."""
    with (FOLDER / f"{code}.toml").open("rb") as file:
        read = tomllib.load(file)
    return Wording(
        code=code,
        number=read["number"],
        title=read["title"],
        clause=read["clause"],
        copies=read["copies"],
        signers=tuple(read["signers"]),
        phrases=MappingProxyType(read["phrases"]),
    )
