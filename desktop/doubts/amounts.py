"""R16: amounts that differ between standard, decision, list and payment; money that left before the list's time."""

from collections.abc import Iterator
from datetime import date
from json import dumps

from desktop.doubts.asking import Asked, Check, Found, Reading, day, yuan
from desktop.problems import Refused

OVER = """
SELECT l.trainee_id, l.id, l.amount, l.asked
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value
CROSS JOIN claim_line AS l INDEXED BY ix_claim_line_over ON l.claim_id = m.id AND l.amount > l.asked
WHERE l.state IN ('proposed', 'granted', 'cut') AND l.trainee_id IN (SELECT value FROM json_each(:lines))
"""
EVERY_OVER = "SELECT trainee_id FROM claim_line WHERE amount > asked"

STANDARDS = """
SELECT m.filing_id, group_concat(DISTINCT l.asked)
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value AND m.state <> 'refused' AND m.stage = 'whole'
CROSS JOIN claim_line AS l ON l.claim_id = m.id
WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted') AND l.asked > 0
GROUP BY m.id HAVING min(l.asked) <> max(l.asked)
"""
EVERY_STANDARD = """
SELECT m.filing_id
FROM (SELECT claim_id FROM claim_line
      WHERE scheme = 'training' AND state IN ('proposed', 'granted') AND asked > 0
      GROUP BY claim_id HAVING min(asked) <> max(asked)) AS x
CROSS JOIN claim AS m ON m.id = x.claim_id AND m.stage = 'whole'
"""

PUBLISHED = """
SELECT l.trainee_id, n.id, n.amount, l.amount
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN notice_line AS n ON n.line_id = l.id
WHERE n.state <> 'withdrawn' AND n.amount <> l.amount
"""
PAID = """
SELECT l.trainee_id, p.id, n.amount, p.amount
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id
CROSS JOIN payment_batch AS b ON b.id = o.batch_id
CROSS JOIN notice_line AS n ON n.notice_id = b.notice_id AND n.line_id = l.id
WHERE o.state <> 'returned' AND p.amount <> n.amount
"""
EVERY_UNTIED = """
SELECT l.trainee_id
FROM claim_line AS l
CROSS JOIN notice_line AS n ON n.line_id = l.id
LEFT JOIN payment_line AS p ON p.line_id = n.line_id
WHERE (n.state <> 'withdrawn' AND n.amount <> l.amount) OR p.amount <> n.amount
"""

NOTICES = """
SELECT n.id, n.number, n.posted_on, n.ends_on, n.closed_on, n.working_days,
       (SELECT min(b.released_on) FROM payment_batch AS b WHERE b.notice_id = n.id)
FROM json_each(:ids) AS x
CROSS JOIN notice AS n ON n.id = x.value
WHERE n.posted_on IS NOT NULL
"""
NOTICES_OF = """
SELECT n.notice_id, m.filing_id
FROM json_each(:filings) AS x
CROSS JOIN claim AS m ON m.filing_id = x.value
CROSS JOIN claim_line AS l ON l.claim_id = m.id
CROSS JOIN notice_line AS n ON n.line_id = l.id
GROUP BY n.notice_id, m.filing_id
"""
FILINGS_ON = """
SELECT DISTINCT m.filing_id
FROM json_each(:ids) AS x
CROSS JOIN notice_line AS n ON n.notice_id = x.value
CROSS JOIN claim_line AS l ON l.id = n.line_id
CROSS JOIN claim AS m ON m.id = l.claim_id
"""

OBJECTED = """
SELECT l.trainee_id, b.id, c.number
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value
CROSS JOIN notice_line AS n ON n.line_id = l.id
CROSS JOIN objection AS b ON b.notice_line_id = n.id
CROSS JOIN notice AS c ON c.id = n.notice_id
WHERE b.outcome IS NULL AND EXISTS (
  SELECT 1 FROM payment_line AS p CROSS JOIN payment_order AS o ON o.id = p.order_id
  WHERE p.line_id = l.id AND o.state <> 'returned')
"""
EVERY_OBJECTED = """
SELECT l.trainee_id
FROM objection AS b
CROSS JOIN notice_line AS n ON n.id = b.notice_line_id
CROSS JOIN claim_line AS l ON l.id = n.line_id
WHERE b.outcome IS NULL
"""


def over(asked: Asked) -> Iterator[Found]:
    """Nothing is granted beyond what the standard gives."""
    for line, row, amount, standard in asked.rows(OVER):
        words = {"amount": yuan(amount), "asked": yuan(standard)}
        yield Found("R16.over", (row, amount), (line,), words=words, rests=(("claim_line", row),))


def standards(asked: Asked) -> Iterator[Found]:
    """The amount of a class is people times one standard; an apprenticeship is paid as a whole instead."""
    for filing_id, amounts in asked.rows(STANDARDS):
        each = sorted(int(amount) for amount in str(amounts).split(","))
        words = {"count": len(each), "standards": "、".join(map(yuan, each))}
        yield Found("R16.standard", (filing_id, *each), filings=(filing_id,), words=words)


def untied(asked: Asked) -> Iterator[Found]:
    """What was decided, what was made public and what is paid are one amount."""
    for line, row, published, granted in asked.rows(PUBLISHED):
        words = {"published": yuan(published), "granted": yuan(granted)}
        yield Found(
            "R16.published", (row, published, granted), (line,), words=words, rests=(("notice_line", row),)
        )
    for line, row, published, paid in asked.rows(PAID):
        words = {"published": yuan(published), "paid": yuan(paid)}
        yield Found("R16.paid", (row, published, paid), (line,), words=words, rests=(("payment_line", row),))


def early(asked: Asked) -> Iterator[Found]:
    """A list stays up for all of its working days before it is closed or paid."""
    filings: dict[int, list[int]] = {}
    for notice, filing_id in asked.rows(NOTICES_OF):
        filings.setdefault(notice, []).append(filing_id)
    for notice, words in _short(asked, list(filings)):
        yield Found(
            "R16.short",
            (notice, words["what"], words["day"]),
            filings=tuple(filings[notice]),
            words=words,
            rests=(("notice", notice),),
        )


def _short(reading: Reading, notices: list[int]) -> Iterator[tuple[int, dict[str, object]]]:
    for notice, number, posted, ends, closed, days, released in reading.rows(NOTICES, ids=dumps(notices)):
        due = _due(reading, day(posted), days)
        if due is None:
            continue
        words: dict[str, object] = {"number": number, "posted": posted, "days": days, "due": due}
        if ends and day(ends) < due:
            yield notice, {**words, "what": "公示截止日写为", "day": ends}
        if closed and day(closed) <= due:
            yield notice, {**words, "what": "却在期满前结束公示，结束日为", "day": closed}
        if released and day(released) <= due:
            yield notice, {**words, "what": "却在期满前拨付，拨付日为", "day": released}


def _due(reading: Reading, posted: date, days: int) -> date | None:
    """The last day of a list, or None for a year whose holidays are not known."""
    try:
        return reading.desk.calendar.add_working_days(posted, days)
    except Refused:
        return None


def objected(asked: Asked) -> Iterator[Found]:
    """Nothing is paid to whom somebody objected until the objection is answered."""
    for line, row, number in asked.rows(OBJECTED):
        yield Found("R16.objected", (row,), (line,), words={"number": number}, rests=(("objection", row),))


def _every_early(reading: Reading) -> list[int]:
    short = sorted({notice for notice, _ in _short(reading, reading.ids("SELECT id FROM notice"))})
    return reading.ids(FILINGS_ON, ids=dumps(short)) if short else []


R16 = (
    Check(over, lambda reading: reading.ids(EVERY_OVER)),
    Check(standards, lambda reading: reading.ids(EVERY_STANDARD), by="filings"),
    Check(untied, lambda reading: reading.ids(EVERY_UNTIED)),
    Check(early, _every_early, by="filings"),
    Check(objected, lambda reading: reading.ids(EVERY_OBJECTED)),
)
