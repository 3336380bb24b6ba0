"""The questions of the red flags as bare SQL, written by hand: near one class for SQLite, in the whole county for DuckDB.

An answer is, for each variant, the lines (or filings) that it rests on, and their names: no policy, no words, no digest.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.calendar import working_day
from desktop.doubts.files import SHARED
from desktop.doubts.finding import Hit

FOLDER = Path(__file__).parent
Answers = dict[str, set[int]]

NAMES = """
SELECT t.id, p.name, p.id_number, t.position, t.source, f.number, f.title,
       coalesce(c.opened_on, f.starts_on), coalesce(c.ended_on, f.ends_on)
FROM json_each(:ids) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
"""
WHOLE_NAMES = """
SELECT t.id, p.name, p.id_number, t.position, t.source, f.number, f.title, f.opened, f.ended
FROM trainee AS t
JOIN person AS p ON p.id = t.person_id
JOIN held AS f ON f.id = t.filing_id
WHERE t.id IN (SELECT unnest($ids))
"""


def statements(name: str) -> tuple[str, ...]:
    """Give the statements of a file beside this one, without its remarks."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    return tuple(each.strip() for each in text.split(";") if each.strip())


NEAR, WHOLE = statements("near.sql"), statements("whole.sql")
WORKDAYS = [
    day.isoformat()
    for day in (date(2020, 1, 1) + timedelta(days=at) for at in range(366 * 5))
    if day.year < 2025 and working_day(day)
]


def near(connection: Any, lines: Iterable[int], filings: Iterable[int]) -> tuple[Answers, list[Any]]:
    """Ask the store itself about some lines and filings; gives the answers, and the names of the lines in them."""
    given = {
        "lines": json.dumps(list(lines)),
        "filings": json.dumps(list(filings)),
        "shared": json.dumps(SHARED),
        "workdays": json.dumps(WORKDAYS),
    }
    found: Answers = defaultdict(set)
    for sql in NEAR:
        for variant, *ids in connection.execute(sql, given):
            found[variant].update(ids)
    doubted = {each for variant, ids in found.items() for each in ids}
    return found, connection.execute(NAMES, {"ids": json.dumps(sorted(doubted))}).fetchall()


def whole(connection: Any) -> tuple[Answers, list[Any]]:
    """Ask DuckDB about the whole county; gives the answers, and the names of the lines in them."""
    found: Answers = defaultdict(set)
    for sql in WHOLE:
        for variant, *ids in connection.execute(
            sql, {"shared": list(SHARED)} if "$shared" in sql else None
        ).fetchall():
            found[variant].update(ids)
    doubted = sorted({each for variant, ids in found.items() for each in ids})
    return found, connection.execute(WHOLE_NAMES, {"ids": doubted}).fetchall()


def answers(hits: Iterable[Hit]) -> Answers:
    """Give what the product found in the same form."""
    found: Answers = defaultdict(set)
    for hit in hits:
        found[hit.variant].update(hit.lines or hit.filings)
    return found


def differences(ours: Answers, theirs: Answers) -> dict[str, tuple[list[int], list[int]]]:
    """Give, by variant, what only one of the two found."""
    return {
        variant: (
            sorted(ours.get(variant, set()) - theirs.get(variant, set()))[:9],
            sorted(theirs.get(variant, set()) - ours.get(variant, set()))[:9],
        )
        for variant in sorted({*ours, *theirs})
        if ours.get(variant, set()) != theirs.get(variant, set())
    }
