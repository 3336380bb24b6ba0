"""Picking from the whole county what the checks have to look at, with as many hands as help."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from json import dumps

from desktop.doubts.asking import Asked, Reading, Sieve

HANDS = 2
"""So many sieves are worked at a time: each has the store to itself, and most of the time goes into opening its pages."""

FILINGS_OF = "SELECT DISTINCT t.filing_id FROM json_each(:ids) AS s CROSS JOIN trainee AS t ON t.id = s.value"


def sieved(read: Reading, sieves: Iterable[Sieve]) -> Mapping[Sieve, list[int]]:
    """Return what each sieve lets through, in order.

    They are worked side by side, each hand at a desk of its own, unless this desk writes: what is not committed
    yet nobody else can see.
    """
    if read.connection.get_execution_options().get("writes"):
        return {sieve: sorted(set(sieve(read))) for sieve in sieves}
    waiting = iter(list(sieves))  # shared: whoever is free takes the next one

    def work() -> dict[Sieve, list[int]]:
        with read.desk.workspace.reading(read.desk.clerk, read.desk.now) as desk:
            own = Reading(desk, read.every_list)
            return {sieve: sorted(set(sieve(own))) for sieve in waiting}

    with ThreadPoolExecutor(HANDS) as pool:
        hands = [pool.submit(work) for _ in range(HANDS)]
        return {sieve: ids for hand in hands for sieve, ids in hand.result().items()}


def asked_about(read: Reading, chosen: list[int], by: str) -> Asked:
    """Return the lines or filings that a sieve let through as what a check is asked about."""
    if by == "filings" or not chosen:
        return Asked(read, (), chosen)
    return Asked(read, chosen, read.ids(FILINGS_OF, ids=dumps(chosen)))
