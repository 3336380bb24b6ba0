"""A round over every case that is still under way, and what the county's checks can and cannot look at."""

from collections.abc import Callable
from dataclasses import dataclass
from json import dumps

from desktop.doubts.finding import Coverage, coverage, reading
from desktop.doubts.running import run
from desktop.problems import Refused
from desktop.workspace import Desk

UNDER_WAY = """
SELECT 'filing', id FROM filing WHERE state IN ('accepted', 'correcting')
UNION ALL SELECT 'claim', id FROM claim WHERE state IN ('submitted', 'reviewed', 'returned')
UNION ALL SELECT 'payment_batch', id FROM payment_batch WHERE state = 'draft'
"""
OPEN_OF = """
SELECT count(*) FROM doubt
WHERE case_kind || ':' || case_id IN (SELECT value FROM json_each(:cases)) AND state IN ('open', 'sent_back')
"""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a round came to: cases looked at, doubts found about them, those open now and how many were open before."""

    cases: int
    found: int
    open: int
    before: int

    @property
    def sentence(self) -> str:
        """What the clerk is told."""
        if not self.cases:
            return "没有在办的备案、补贴申请或拨付批次，不需要核查。"
        more = self.open - self.before
        change = f"，比核查前多{more}条" if more > 0 else f"，比核查前少{-more}条" if more < 0 else ""
        return f"已核查在办的{self.cases}件，发现疑点{self.found}条，还有{self.open}条没有处理{change}。"


def sweep(
    desk: Desk,
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Swept:
    """Check every filing, claim and payment batch that waits for a decision, as after a new list has come in."""
    read = reading(desk)
    cases = [(str(row[0]), int(row[1])) for row in read.rows(UNDER_WAY)]
    keys = dumps([f"{kind}:{case_id}" for kind, case_id in cases])
    before = read.ids(OPEN_OF, cases=keys)[0]
    found = 0
    for at, (kind, case_id) in enumerate(cases):
        progress(at, len(cases))
        if cancelled():
            raise Refused("核查已停止，没有留下这次的结果。", "需要时请重新核查。")
        found += run(desk, kind, case_id).found
    progress(len(cases), len(cases))
    return Swept(len(cases), found, read.ids(OPEN_OF, cases=keys)[0], before)


def covered(desk: Desk) -> tuple[Coverage, ...]:
    """Return by flag which outside lists, as of which day, the checks look at today, and what they cannot check."""
    return coverage(reading(desk))
