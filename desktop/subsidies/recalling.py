"""What was known when a line was worked out: kept with it as plain facts, and read back as the rules saw them."""

from collections.abc import Mapping
from typing import Any

from db.subsidies import ClaimLine
from desktop.policy import AllowanceFacts, LineFacts, from_record, to_record
from desktop.subsidies.gathering import TRAINING

Facts = LineFacts | AllowanceFacts
OWN = ("trainee", "attended_hours", "certificate", "history", "place")
"""What each line of a claim has for itself; the rest is the same for all."""


def common(facts: LineFacts) -> dict[str, Any]:
    """Return what all lines of a claim share, as it is kept with the claim."""
    return {name: each for name, each in to_record(facts).items() if name not in OWN}


def own(facts: Facts, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a line knows beyond what all share, as it is kept with the line."""
    return {name: each for name, each in to_record(facts).items() if name in OWN or shared.get(name) != each}


def recall(line: ClaimLine) -> Facts | None:
    """Return the facts on which a line was worked out; None for a line that was kept without them."""
    if line.known is None:
        return None
    kind: type[Facts] = LineFacts if line.scheme == TRAINING else AllowanceFacts
    return from_record(kind, {**(line.claim.known or {}), **line.known})
