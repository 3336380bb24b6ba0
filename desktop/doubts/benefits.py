"""R1: the same person subsidised too often, twice for one level, or for a lower level after a higher one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from json import dumps

from desktop.codes import entry, title
from desktop.doubts.asking import Asked, Check, Found, Reading, day
from desktop.policy import Value

WINDOWS = {"calendar_year": "{year}年", "lifetime": "累计"}
UNRANKED = "none"

PAST = """
SELECT t.id, t.person_id, l.trainee_id, l.occupation, l.level, coalesce(m.decided_on, m.applied_on)
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN claim_line AS l ON l.person_id = t.person_id
CROSS JOIN claim AS m ON m.id = l.claim_id
WHERE l.scheme = 'training' AND l.state IN ('proposed', 'granted', 'cut') AND m.state <> 'refused'
  AND (t.person_id IN (SELECT value FROM json_each(:unclaimed))
       OR (SELECT count(*) FROM claim_line AS o WHERE o.person_id = t.person_id AND o.scheme = 'training') > 1)
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


@dataclass(frozen=True, slots=True)
class Benefit:
    """One training subsidy, granted or asked for: on which line, for what, on which day it counts."""

    line: int
    occupation: str
    level: str
    day: date


def benefits(asked: Asked) -> dict[int, tuple[int, list[Benefit]]]:
    """Return, by line asked about, the person and all benefits of the person, the line's own among them."""
    past: dict[int, dict[int, Benefit]] = defaultdict(dict)
    own: dict[int, int] = {}
    unclaimed = asked.rows(UNCLAIMED)
    for line, person, other, occupation, level, on in asked.rows(
        PAST, unclaimed=dumps([row[1] for row in unclaimed])
    ):
        own[line] = person
        past[person][other] = Benefit(other, occupation, level, day(on))
    for line, person, filing_id in unclaimed:
        case = asked.cases[filing_id]
        own[line] = person
        past[person][line] = Benefit(line, case.occupation, case.level, day(case.ended))
    return {
        line: (person, list(past[person].values()))
        for line, person in own.items()
        if len(past[person]) > 1 and line in past[person]
    }


def times(asked: Asked) -> Iterator[Found]:
    """A person gets no more training subsidies in a year, or altogether, than the region allows."""
    limits: dict[date, Value | None] = {}
    for line, (person, had) in asked.kept(benefits).items():
        mine = next(each for each in had if each.line == line)
        if mine.day not in limits:
            limits[mine.day] = asked.policy.find("times_limit", mine.day)
        limit = limits[mine.day]
        if limit is None or not isinstance(limit.value, int) or len(had) <= limit.value:
            continue
        counted = sorted(each.line for each in had if _together(limit, each, mine))
        if len(counted) > limit.value:
            window = WINDOWS.get(str(limit.terms.get("window")), "{years}年内")
            yield Found(
                "R1.times",
                (person, *counted),
                (line, *(each for each in counted if each != line)),
                words={
                    "window": window.format(year=mine.day.year, years=limit.terms.get("years", "")),
                    "count": len(counted),
                    "limit": limit.value,
                },
            )


def _together(limit: Value, one: Benefit, mine: Benefit) -> bool:
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
        same = sorted(
            each.line for each in had if (each.occupation, each.level) == (mine.occupation, mine.level)
        )
        if len(same) > 1:
            yield Found(
                "R1.same_level",
                (person, mine.occupation, mine.level, *same),
                (line, *(each for each in same if each != line)),
                words={
                    "occupation": title("occupations", mine.occupation),
                    "level": title("levels", mine.level),
                    "count": len(same),
                },
            )


def lower_level(asked: Asked) -> Iterator[Found]:
    """Who was subsidised for a higher level of an occupation is not subsidised for a lower one afterwards."""
    for line, (person, had) in asked.kept(benefits).items():
        mine = next(each for each in had if each.line == line)
        higher = sorted(
            (
                each
                for each in had
                if each.occupation == mine.occupation
                and rank(each.level) > rank(mine.level) > 0
                and each.day < mine.day
            ),
            key=lambda each: (each.day, each.line),
        )
        if higher:
            yield Found(
                "R1.lower_level",
                (person, line, *(each.line for each in higher)),
                (line, *(each.line for each in higher)),
                words={
                    "occupation": title("occupations", mine.occupation),
                    "higher": title("levels", higher[0].level),
                    "lower": title("levels", mine.level),
                },
            )


def rank(level: str) -> int:
    """Return how high a level is; 0 for one outside the ladder."""
    return int(entry("levels", level).fields["rank"])


def _often(reading: Reading) -> Iterable[int]:
    limits = [value.value for value in reading.every("times_limit") if isinstance(value.value, int)]
    return [*reading.ids(OFTEN, most=min(limits)), *_unclaimed(reading)] if limits else ()


def _again(reading: Reading) -> Iterable[int]:
    return [*reading.ids(AGAIN), *_unclaimed(reading)]


def _unclaimed(reading: Reading) -> set[int]:
    return {line for row in reading.rows(EVERY_UNCLAIMED) for line in row}


def lines_of(reading: Reading, persons: Iterable[int]) -> list[int]:
    """Return every line of some persons."""
    return reading.ids(
        "SELECT t.id FROM json_each(:persons) AS x CROSS JOIN trainee AS t ON t.person_id = x.value",
        persons=dumps(list(persons)),
    )


R1 = (Check(times, _often), Check(same_level, _again), Check(lower_level, _again))
