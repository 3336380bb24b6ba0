"""The two ways in which something handed in, or asked for, can be wrong, and the sentences that say so."""

from dataclasses import dataclass


class Refused(Exception):
    """A state, a right or a rule forbids the deed; `str()` is the sentence to show, `remedy` what helps."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


class Unreadable(Refused):
    """A file as a whole cannot be taken in: damaged, encrypted, too large, or not of the kind asked for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in something handed in: where it is, what is wrong, how to mend it."""

    code: str
    what: str
    remedy: str
    sheet: str = ""
    address: str = ""
    field: str = ""
    name: str = ""

    @property
    def where(self) -> str:
        """The place as a clerk would say it, e.g. `花名册!C12`."""
        return f"{self.sheet}!{self.address}" if self.sheet and self.address else self.address or self.field
