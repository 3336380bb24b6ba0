"""What a step will run into: the doubts as a check made now would leave them, told before anybody presses a button."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.doubts import Doubt
from desktop.doubts.finding import Hit, coverage, hits, reading, scope
from desktop.doubts.running import (
    EXPLAINED,
    GONE,
    OPEN,
    REFERRED,
    REMOVED,
    WAITING,
    check_of,
    coverage_record,
    digest_over,
    doubts_of,
    remembered_of,
    undone,
)
from desktop.doubts.signing import unsigned
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Ahead:
    """What stands in the way of a case's next step on account of doubts.

    `open` are those not disposed of, `new` among them those that no check has found yet, `referred` those still
    being looked into by others (they do not hold back a filing), `unsigned` says why the signature is wanting.
    """

    open: int
    new: int
    referred: int
    unsigned: str

    @property
    def why_not(self) -> str:
        """What keeps the step from being taken, empty when nothing does."""
        if self.open:
            new = f"，其中{self.new}条是上次核查以后新出现的" if self.new else ""
            return f"有 {self.open} 条疑点没有处理{new}。"
        if self.referred:
            return f"有 {self.referred} 条疑点已移送核查、没有结论。"
        return self.unsigned


def ahead(desk: Desk, kind: str, case_id: int) -> Ahead:
    """Return what doubts will hold back a step on a filing, claim or payment_batch; nothing is written.

    The step itself checks anew, so the case is looked at as it stands now, not as the last check left it.
    """
    of = scope(desk, kind, case_id)
    read = reading(desk)
    found = {hit.fingerprint: hit for hit in hits(read, of.lines, of.filings)}
    before = {row.fingerprint: row for row in doubts_of(desk, of)}
    settled = remembered_of(desk, {mark: hit for mark, hit in found.items() if mark not in before})
    after = _after(found, before, settled)
    by = {
        mark: row.disposal.uid
        for mark, row in before.items()
        if row.disposal and not (mark in found and undone(row, found[mark]))
    }
    by |= {mark: row.uid for mark, row in settled.items()}
    says = {mark: row.sentence for mark, row in before.items()}
    says |= {mark: hit.sentence for mark, hit in found.items()}
    now = digest_over(
        of,
        [(mark, state, by.get(mark, ""), says[mark]) for mark, state in after.items()],
        coverage_record(coverage(read, of.lines)),
    )
    kept = check_of(desk, kind, case_id)
    return Ahead(
        open=sum(state in WAITING for state in after.values()),
        new=sum(mark not in before and state == OPEN for mark, state in after.items()),
        referred=sum(state == REFERRED for state in after.values()) if kind != "filing" else 0,
        unsigned=unsigned(kept, now) if kind == "payment_batch" else "",
    )


def _after(
    found: Mapping[str, Hit], before: Mapping[str, Doubt], settled: Mapping[str, object]
) -> dict[str, str]:
    """Return the state of each matter after a check: as `check` would leave it."""
    states = {}
    for mark, row in before.items():
        if mark not in found:
            states[mark] = REMOVED if row.state == REMOVED else GONE
        else:
            states[mark] = OPEN if undone(row, found[mark]) else row.state
    return states | {mark: EXPLAINED if mark in settled else OPEN for mark in found if mark not in before}
