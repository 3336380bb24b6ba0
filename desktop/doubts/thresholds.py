"""From how many on a thing is a doubt: figures with where they come from, in resources/codes/doubt_thresholds.toml."""

from collections.abc import Iterable
from functools import cache

from desktop.codes import Code, entry


@cache
def threshold(code: str) -> int:
    """Return the figure of a threshold by its code."""
    return int(entry("doubt_thresholds", code).fields["value"])


def told(codes: Iterable[str]) -> str:
    """Return some thresholds in words, each with where it comes from."""
    return "；".join(_told(entry("doubt_thresholds", code)) for code in codes)


def _told(one: Code) -> str:
    return f"{one.title}{one.fields['value']}{one.fields['unit']}（{one.fields['basis']}）"
