"""R16 of apprenticeships: advances beyond the share allowed, never settled after the end, or more than the class came to."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from json import loads
from typing import Any

from desktop.codes import entry, title
from desktop.doubts.asking import Asked, Check, Found, Reading, day, law_day, yuan
from desktop.doubts.thresholds import threshold
from desktop.money import fen_of, yuan_of
from desktop.policy import ApprenticeFacts, decide_apprenticeship
from desktop.problems import Refused

FEN = Decimal("0.01")

# What was granted in advance, beside what the class's standard is asked by.
GRANTED = """
SELECT m.id, m.filing_id, m.number, f.level, f.occupation, coalesce(c.opened_on, f.starts_on), f.planned_people,
       f.years, f.budget, sum(l.asked > 0), sum(l.amount)
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value AND m.stage = 'advance' AND m.state <> 'refused'
CROSS JOIN filing AS f ON f.id = m.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN claim_line AS l ON l.claim_id = m.id
WHERE f.years > 0 AND l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut')
GROUP BY m.id HAVING sum(l.amount) > 0
"""

# What was paid in advance to the employers asked about, with what was settled and what came back since: a new case
# shows what is owing.
PAID = """
SELECT m.id, m.filing_id, m.number, coalesce(c.ended_on, f.ends_on), sum(p.amount),
       s.id, s.number, s.state,
       f.level, f.occupation, coalesce(c.opened_on, f.starts_on), f.planned_people, f.years, f.budget,
       s.known ->> '$.apprenticeship.finished_people',
       (SELECT json_array(count(*), sum(n.amount)) FROM claim_line AS n
        WHERE n.claim_id = s.id AND n.scheme = 'training' AND n.amount > 0),
       (SELECT coalesce(sum(r.amount), 0) FROM repayment AS r WHERE r.claim_id = m.id AND r.struck = '')
FROM (SELECT DISTINCT employer_id FROM filing WHERE id IN (SELECT value FROM json_each(:filings))) AS e
CROSS JOIN filing AS f ON f.employer_id = e.employer_id AND f.training_type = 'apprenticeship' AND f.years > 0
CROSS JOIN claim AS m ON m.filing_id = f.id AND m.stage = 'advance' AND m.state <> 'refused'
LEFT JOIN training_class AS c ON c.filing_id = f.id
LEFT JOIN claim AS s ON s.id = (
  SELECT d.id FROM claim AS d WHERE d.filing_id = f.id AND d.stage = 'settlement'
  ORDER BY d.state = 'refused', d.id DESC LIMIT 1)
CROSS JOIN claim_line AS l ON l.claim_id = m.id
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id AND o.state = 'paid'
GROUP BY m.id
"""

# From which funds the two stages are paid, or are to be.
FUNDS = """
SELECT x.value, m.id, m.stage, m.number, b.fund
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value AND m.stage IN ('advance', 'settlement') AND m.state <> 'refused'
CROSS JOIN claim_line AS l ON l.claim_id = m.id AND l.scheme = 'training'
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id AND o.state IN ('pending', 'paid')
CROSS JOIN payment_batch AS b ON b.id = o.batch_id
GROUP BY m.id, b.fund
ORDER BY m.id
"""

EVERY_ADVANCE = "SELECT filing_id FROM claim WHERE stage = 'advance' AND state <> 'refused'"


def beyond(asked: Asked) -> Iterator[Found]:
    """Nothing is granted in advance beyond the share of a year that the standard allows."""
    for claim, filing_id, number, *course, people, granted in asked.rows(GRANTED):
        allowed = _comes_to(asked, course, people=people)
        if allowed is not None and granted > allowed:
            words = {"number": number, "amount": yuan(granted), "allowed": yuan(allowed), "people": people}
            yield Found(
                "R16.advance", (claim, granted), filings=(filing_id,), words=words, rests=(("claim", claim),)
            )


@dataclass(frozen=True, slots=True)
class _Paid:
    """An advance that was paid, its settlement (None: none was applied for), and what came back; money in fen.

    `course` is what the class's standard is asked by, `granted` how many people the settlement pays and how much.
    """

    claim: int
    filing_id: int
    number: str
    ended: str
    paid: int
    settled: int | None
    called: str
    state: str | None
    course: Sequence[Any]
    finished: int | None
    granted: tuple[int, int]
    repaid: int

    @property
    def both(self) -> tuple[tuple[str, int], ...]:
        """The two claims, as what a doubt rests on."""
        return (("claim", self.claim), *((("claim", self.settled),) if self.settled else ()))


def _paid(row: Sequence[Any]) -> _Paid:
    claim, filing_id, number, ended, paid, settled, called, state, *course, finished, granted, repaid = row
    people, amount = loads(granted)
    return _Paid(
        claim,
        filing_id,
        number,
        ended,
        paid,
        settled,
        called,
        state,
        course,
        None if finished is None else int(finished),
        (people, amount or 0),
        repaid,
    )


def owing(asked: Asked) -> Iterator[Found]:
    """What was paid in advance is settled soon after the end, and what the class did not come to is paid back."""
    for row in asked.rows(PAID):
        one = _paid(row)
        due = None if one.finished is None else _comes_to(asked, one.course, finished=one.finished)
        for found in (_unsettled(asked, one, due), _beyond_due(asked, one), _overpaid(one, due)):
            if found is not None:
                yield found


def _unsettled(asked: Asked, one: _Paid, due: int | None) -> Found | None:
    """What was never settled; a settlement that was refused is, once nothing more than is due has been kept."""
    since = (asked.desk.today - day(one.ended)).days
    kept = one.paid - one.repaid
    if one.state not in {None, "refused"} or since <= threshold("unsettled"):
        return None
    if one.repaid and due is not None and kept <= due:
        return None
    how = f"结算申请{one.called}已不予补贴，仍没有结算" if one.called else "没有申请结算"
    words = {"number": one.number, "amount": yuan(one.paid), "day": one.ended, "count": since, "how": how}
    return Found(
        "R16.unsettled", (one.claim,), filings=(one.filing_id,), words=words, rests=(("claim", one.claim),)
    )


def _overpaid(one: _Paid, due: int | None) -> Found | None:
    """What was paid in advance beyond what is due for those who finished, until all of it came back."""
    if due is None or one.paid - one.repaid <= due:
        return None
    words = {
        "number": one.number,
        "amount": yuan(one.paid),
        "people": one.finished,
        "due": yuan(due),
        "back": yuan(one.paid - due),
        "repaid": f"，已退回{yuan(one.repaid)}元" if one.repaid else "",
    }
    key = (one.claim, one.paid, one.finished)
    return Found("R16.overpaid", key, filings=(one.filing_id,), words=words, rests=one.both)


def two_funds(asked: Asked) -> Iterator[Found]:
    """Advance and settlement of one apprenticeship are not paid from two funds that exclude each other."""
    paid: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for filing_id, *row in asked.rows(FUNDS):
        paid[filing_id].append(row)
    for filing_id, rows in paid.items():
        barred = asked.policy.find("exclusive_funds", law_day(asked.policy, asked.cases[filing_id]))
        named = barred.value if barred is not None and isinstance(barred.value, tuple) else ()
        told = [row for row in rows if row[3] in named]
        if len({row[3] for row in told}) > 1:
            sources = "、".join(f"{called}由{title('fund_sources', fund)}" for _, _, called, fund in told)
            yield Found(
                "R16.two_funds",
                (filing_id, *(row[3] for row in told)),
                filings=(filing_id,),
                words={"sources": sources},
                rests=tuple(dict.fromkeys(("claim", row[0]) for row in told)),
            )


def _beyond_due(asked: Asked, one: _Paid) -> Found | None:
    """What an advance and the settlement come to beyond the standard for those whom the settlement pays."""
    people, amount = one.granted
    due = _comes_to(asked, one.course, finished=people) if people else None
    if due is None or one.paid - one.repaid + amount <= due:
        return None
    words = {"number": one.number, "paid": yuan(one.paid), "settlement": one.called, "amount": yuan(amount)}
    return Found(
        "R16.beyond_due",
        (one.settled, one.paid + amount, people),
        filings=(one.filing_id,),
        words={**words, "people": people, "due": yuan(due)},
        rests=one.both,
    )


def _comes_to(
    read: Reading, course: Sequence[Any], *, people: int | None = None, finished: int | None = None
) -> int | None:
    """What may be advanced for `people`, or is due for `finished`, in fen; None where no standard is known."""
    level, occupation, opened, planned, years, budget = course
    facts = ApprenticeFacts(
        level=level,
        occupation=occupation,
        category=str(entry("occupations", occupation).fields.get("category", "")),
        opened_on=day(opened),
        planned_people=planned if people is None else min(planned, people),
        years=years,
        finished_people=finished,
        cost=(yuan_of(budget) / (planned * years)).quantize(FEN) if budget else None,
    )
    try:
        return fen_of(decide_apprenticeship(read.policy, facts).amount)
    except Refused:
        return None


ADVANCES = (
    Check(beyond, lambda reading: reading.ids(EVERY_ADVANCE), by="filings"),
    Check(two_funds, lambda reading: reading.ids(EVERY_ADVANCE), by="filings"),
    Check(owing, lambda reading: reading.ids(EVERY_ADVANCE), by="filings"),
)
