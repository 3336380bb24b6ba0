"""What a doubt said when somebody judged it: its figures, read back from the sentence, so that others can be told apart."""

import re
from functools import cache

from desktop.doubts.flags import variant

PLACES = frozenset({"who", "here", "other", "others"})
"""Blanks that say where the same matter was met: they differ from case to case and are no figures."""
DAYS_OF_LISTS = frozenset({"as_of"})
"""The day of an outside list: a newer list that says the same is no other matter."""


def figures(code: str, sentence: str) -> tuple[str, ...]:
    """Return the figures in the sentence of a variant; the whole sentence when it was worded in another way."""
    met = _shape(code).fullmatch(sentence)
    return met.groups() if met else (sentence,)


def same_matter(code: str, judged: str, now: str) -> bool:
    """Tell whether a sentence says of the same matter what was judged, wherever it was met."""
    return judged == now or figures(code, judged) == figures(code, now)


@cache
def _shape(code: str) -> re.Pattern[str]:
    """Return how sentences of a variant are built, with a group for each figure."""
    parts = re.split(r"\{(\w+)\}", variant(code).sentence)
    built = [re.escape(part) if at % 2 == 0 else _blank(part) for at, part in enumerate(parts)]
    return re.compile("".join(built), re.DOTALL)


def _blank(name: str) -> str:
    return ".*?" if name in PLACES | DAYS_OF_LISTS else "(.*?)"
