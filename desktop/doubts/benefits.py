"""R1: the same person subsidised too often, twice for one level, or for a lower level after a higher one; here or elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Any

from desktop.codes import title
from desktop.doubts.asking import Asked, Case, Check, Found, Reading, day, law_day
from desktop.doubts.elsewhere import Elsewhere, Retold, told_elsewhere
from desktop.doubts.lists import BENEFIT
from desktop.policy import Value
from desktop.policy.history import rank

WINDOWS = {"calendar_year": "{year}年", "lifetime": "累计"}
UNRANKED = "none"
NO_LIMIT = 1_000_000
"""Stands for the limit where no law ever set one."""
TRAINING, ALLOWANCE = "training", "allowance"

# Of people who had more than any limit, one occupation twice, or something that does not stand among our claims.
# Once an apprenticeship is settled, its settlement alone says who was subsidised, also where nothing was left to pay.
PAST = """
SELECT t.id, t.person_id, l.trainee_id, l.occupation, l.level, coalesce(m.decided_on, m.applied_on)
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN claim_line AS l ON l.person_id = t.person_id
CROSS JOIN claim AS m ON m.id = l.claim_id
WHERE l.scheme = 'training' AND m.state <> 'refused'
  AND (l.state IN ('proposed', 'granted', 'cut') OR (m.stage = 'settlement' AND l.known ->> '$.place' > 0))
  AND (m.stage <> 'advance' OR NOT EXISTS (
         SELECT 1 FROM claim AS s
         WHERE s.filing_id = m.filing_id AND s.stage = 'settlement' AND s.state = 'approved'))
  AND (t.person_id IN (SELECT value FROM json_each(:more))
       OR CASE (SELECT count(*) FROM claim_line AS o WHERE o.person_id = t.person_id AND o.scheme = 'training')
          WHEN 0 THEN 0 WHEN 1 THEN 0
          ELSE (SELECT max(o.times) = 1 AND sum(o.times) <= :most
                FROM (SELECT count(*) AS times FROM claim_line AS c
                      WHERE c.person_id = t.person_id AND c.scheme = 'training' GROUP BY c.occupation) AS o) = 0
          END)
ORDER BY m.id
"""

UNCLAIMED = """
SELECT t.id, t.person_id, t.filing_id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
CROSS JOIN trainee AS t ON t.filing_id = f.id
WHERE f.state <> 'refused' AND t.id IN (SELECT value FROM json_each(:lines))
  AND NOT EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused')
"""

OFTEN = """
SELECT t.id FROM trainee AS t WHERE t.person_id IN (
  SELECT person_id FROM claim_line
  WHERE scheme = 'training' AND state IN ('proposed', 'granted', 'cut')
  GROUP BY person_id HAVING count(*) > :most)
"""

AGAIN = """
SELECT t.id FROM trainee AS t WHERE t.person_id IN (
  SELECT person_id FROM claim_line
  WHERE scheme = 'training' AND state IN ('proposed', 'granted', 'cut') AND level <> 'none'
  GROUP BY person_id, occupation HAVING count(*) > 1)
"""

# A roster that nothing was claimed for yet counts too, beside any other roster of its people.
EVERY_UNCLAIMED = """
SELECT t.id, o.id
FROM filing AS f
CROSS JOIN trainee AS t ON t.filing_id = f.id
CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id <> t.filing_id
WHERE f.state <> 'refused'
  AND NOT EXISTS (SELECT 1 FROM claim AS m WHERE m.filing_id = f.id AND m.state <> 'refused')
"""


# Lines of whose people a list tells that they had something elsewhere.
LISTED = """
SELECT t.id
FROM outside_benefit AS b
CROSS JOIN person AS p ON p.id_number = b.number
CROSS JOIN trainee AS t ON t.person_id = p.id
"""
CASE_OF = "SELECT t.id, t.filing_id FROM json_each(:of) AS s CROSS JOIN trainee AS t ON t.id = s.value"
PERSONS = """
SELECT DISTINCT t.person_id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN outside_benefit AS b ON b.number = p.id_number
"""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One training subsidy, granted or asked for, or what others paid: for what, and on which day it counts.

    `line` is 0 for what was paid elsewhere; then `entry` is the row of the list that tells it.
    """

    line: int
    occupation: str
    level: str
    day: date
    scheme: str = TRAINING
    entry: int = 0
    fund: str = ""
    told: str = ""

    @property
    def mark(self) -> object:
        """What it is known by among the benefits of a person, whichever list tells it."""
        return self.line or self.told


def paid_elsewhere(asked: Asked) -> dict[int, tuple[Elsewhere, ...]]:
    """Return, by person, what others paid to the people asked about; empty without a list that tells it."""
    return asked.kept(listed_benefits)[0]  # type: ignore[no-any-return]


def listed_benefits(asked: Asked) -> tuple[dict[int, tuple[Elsewhere, ...]], dict[int, tuple[Retold, ...]]]:
    """Return, by person asked about, what others paid, and what a list tells of our own payments."""
    persons = asked.ids(PERSONS) if BENEFIT in asked.lists else []
    return told_elsewhere(asked, persons) if persons else ({}, {})


def benefits(asked: Asked) -> dict[int, tuple[int, list[Benefit]]]:
    """Return, by line asked about, the person and all benefits of the person, the line's own among them."""
    past: dict[int, dict[object, Benefit]] = defaultdict(dict)
    own: dict[int, int] = {}
    unclaimed, others = asked.rows(UNCLAIMED), asked.kept(paid_elsewhere)
    more = [*(row[1] for row in unclaimed), *others]
    for line, person, other, occupation, level, on in asked.rows(PAST, more=dumps(more), most=_least(asked)):
        own[line] = person
        past[person][other] = Benefit(other, occupation, level, day(on))
    for line, person, filing_id in unclaimed:
        case = asked.cases[filing_id]
        own[line] = person
        past[person][line] = Benefit(line, case.occupation, case.level, day(case.ended))
    for person in past.keys() & others.keys():
        for told in others[person]:
            what = (told.occupation, told.level, told.paid_on, told.scheme)
            one = Benefit(0, *what, entry=told.id, fund=told.fund, told=told.mark)
            past[person][one.mark] = one
    return {
        line: (person, list(past[person].values()))
        for line, person in own.items()
        if len(past[person]) > 1 and line in past[person]
    }


def held_against(
    variant: str, key: tuple[object, ...], line: int, others: Sequence[Benefit], words: dict[str, Any]
) -> Found:
    """The doubt about a line, with what it is held against: lines of ours, rows of a list."""
    return Found(
        variant,
        key,
        (line, *(each.line for each in others if each.line)),
        words=words,
        rests=tuple(("outside_benefit", each.entry) for each in others if each.entry),
    )


def in_order(those: Iterable[Benefit]) -> list[Benefit]:
    """Return benefits in one order whoever asks: ours by line, then those of lists by row."""
    return sorted(those, key=lambda each: (each.entry, each.line))


def cases(asked: Asked) -> dict[int, Case]:
    """Return the case of every line asked about whose person had more than one benefit."""
    if len(asked.cases) == 1:
        return dict.fromkeys(asked.kept(benefits), next(iter(asked.cases.values())))
    rows = asked.rows(CASE_OF, of=dumps(list(asked.kept(benefits))))
    return {line: asked.cases[filing_id] for line, filing_id in rows}


def times(asked: Asked) -> Iterator[Found]:
    """A person gets no more training subsidies in a year, or altogether, than the law of the class allows."""
    limits: dict[int, Value | None] = {}
    for line, (person, had) in asked.kept(benefits).items():
        mine = next(each for each in had if each.line == line)
        case = asked.kept(cases)[line]
        if case.id not in limits:
            limits[case.id] = asked.policy.find("times_limit", law_day(asked.policy, case), **case.scope)
        limit = limits[case.id]
        if limit is None or not isinstance(limit.value, int) or len(had) <= limit.value:
            continue
        counted = in_order(each for each in had if _together(limit, each, mine))
        if len(counted) > limit.value:
            window = WINDOWS.get(str(limit.terms.get("window")), "{years}年内")
            yield held_against(
                "R1.times",
                (person, *(each.mark for each in counted)),
                line,
                [each for each in counted if each is not mine],
                {
                    "window": window.format(year=mine.day.year, years=limit.terms.get("years", "")),
                    "count": len(counted),
                    "limit": limit.value,
                },
            )


def _together(limit: Value, one: Benefit, mine: Benefit) -> bool:
    if one.scheme not in limit.terms.get("schemes", (TRAINING,)):
        return False
    together = limit.terms.get("of", "person")
    if together in ("occupation", "occupation_level") and one.occupation != mine.occupation:
        return False
    if together == "occupation_level" and one.level != mine.level:
        return False
    window = limit.terms.get("window")
    if window == "calendar_year":
        return one.day.year == mine.day.year
    return window == "lifetime" or abs((one.day - mine.day).days) < 366 * int(limit.terms.get("years", 1))


def same_level(asked: Asked) -> Iterator[Found]:
    """A person gets one subsidy for one level of one occupation."""
    for line, (person, had) in asked.kept(benefits).items():
        mine = next(each for each in had if each.line == line)
        if mine.level == UNRANKED:
            continue
        same = in_order(each for each in had if each.scheme == TRAINING and same_project(each, mine))
        if len(same) > 1:
            yield held_against(
                "R1.same_level",
                (person, mine.occupation, mine.level, *(each.mark for each in same)),
                line,
                [each for each in same if each is not mine],
                {**project_words(mine), "count": len(same)},
            )


def same_project(one: Benefit, mine: Benefit) -> bool:
    """Say whether two benefits are for one occupation and level."""
    return (one.occupation, one.level) == (mine.occupation, mine.level)


def project_words(mine: Benefit) -> dict[str, Any]:
    """Return what a sentence calls the occupation and level of a benefit."""
    return {"occupation": title("occupations", mine.occupation), "level": title("levels", mine.level)}


def lower_level(asked: Asked) -> Iterator[Found]:
    """Who was subsidised for a higher level of an occupation is not subsidised for a lower one afterwards."""
    for line, (person, had) in asked.kept(benefits).items():
        mine = next(each for each in had if each.line == line)
        higher = sorted(
            (
                each
                for each in had
                if each.scheme == TRAINING
                and each.occupation == mine.occupation
                and rank(each.level) > rank(mine.level) > 0
                and each.day < mine.day
            ),
            key=lambda each: (each.day, each.line, each.entry),
        )
        if higher:
            yield held_against(
                "R1.lower_level",
                (person, line, *(each.mark for each in higher)),
                line,
                higher,
                {
                    "occupation": title("occupations", mine.occupation),
                    "higher": title("levels", higher[0].level),
                    "lower": title("levels", mine.level),
                },
            )


def _often(reading: Reading) -> Iterable[int]:
    least = _least(reading)
    return (
        ()
        if least == NO_LIMIT
        else [*reading.ids(OFTEN, most=least), *_unclaimed(reading), *listed_lines(reading)]
    )


def _least(reading: Reading) -> int:
    """The lowest limit that ever was: who had no more is within each of them."""
    limits = [value.value for value in reading.every("times_limit") if isinstance(value.value, int)]
    return min(limits, default=NO_LIMIT)


def _again(reading: Reading) -> Iterable[int]:
    return [*reading.ids(AGAIN), *_unclaimed(reading), *listed_lines(reading)]


def listed_lines(reading: Reading) -> Iterable[int]:
    """Return the lines of everybody whom a list of benefits names."""
    return reading.ids(LISTED) if BENEFIT in reading.lists else ()


def _unclaimed(reading: Reading) -> set[int]:
    return {line for row in reading.rows(EVERY_UNCLAIMED) for line in row}


LIMITS = (Check(times, _often), Check(same_level, _again), Check(lower_level, _again))
