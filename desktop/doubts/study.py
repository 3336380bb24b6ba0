"""R7, R15: attendance too neat, days too long, plans too short, and lines claimed in spite of too little attendance."""

from collections.abc import Iterator
from decimal import Decimal
from json import dumps

from desktop.doubts.asking import Asked, Case, Check, Found, Reading, day, yuan
from desktop.doubts.rosters import BOTH_PRESENT, every_pair, pairs
from desktop.doubts.thresholds import threshold
from desktop.policy import Value
from desktop.policy.figures import plain
from desktop.policy.law import number

MOST_TENTHS = 10 * threshold("day_hours")
"""More class hours than this, in tenths, are not taught in one day; the store keeps an index of them for 80."""

LONG_DAYS = f"""
SELECT a.trainee_id, a.day, a.online_hours + a.offline_hours
FROM json_each(:lines) AS s
CROSS JOIN attendance AS a ON a.trainee_id = s.value
WHERE a.online_hours + a.offline_hours > {MOST_TENTHS}
"""  # noqa: S608  # our own figure

# Below the highest share that was ever in force: the law of each class decides afterwards.
ABSENT = """
WITH plan AS MATERIALIZED (
  SELECT i.filing_id AS id, sum(i.hours) AS hours
  FROM json_each(:filings) AS x CROSS JOIN course_item AS i ON i.filing_id = x.value
  GROUP BY i.filing_id),
sat AS (
  SELECT t.id, t.filing_id, p.hours AS planned,
         (SELECT coalesce(sum(a.online_hours + a.offline_hours), 0) FROM attendance AS a
          WHERE a.trainee_id = t.id) AS hours
  FROM json_each(:lines) AS s
  CROSS JOIN trainee AS t ON t.id = s.value
  CROSS JOIN plan AS p ON p.id = t.filing_id)
SELECT sat.id, sat.filing_id, l.amount, sat.hours, sat.planned
FROM sat
CROSS JOIN claim_line AS l ON l.trainee_id = sat.id
CROSS JOIN claim AS m ON m.id = l.claim_id
WHERE 100 * sat.hours < :share * sat.planned
  AND l.scheme = 'training' AND l.amount > 0 AND m.state <> 'refused' AND m.stage <> 'advance'
"""

PLANNED = """
SELECT x.value, sum(i.hours), sum(iif(i.mode = 'offline', 0, i.hours))
FROM json_each(:filings) AS x CROSS JOIN course_item AS i ON i.filing_id = x.value
GROUP BY x.value
"""

NEAT = """
WITH tidy AS MATERIALIZED (
  SELECT t.filing_id, t.id
  FROM json_each(:filings) AS x
  CROSS JOIN trainee AS t ON t.filing_id = x.value
  WHERE NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.trainee_id = t.id AND a.state <> 'present')),
whole AS MATERIALIZED (
  SELECT f.id FROM tidy CROSS JOIN filing AS f ON f.id = tidy.filing_id
  GROUP BY f.id HAVING count(*) >= max(f.planned_people, :people))
SELECT filing_id, count(*), min(days)
FROM (SELECT tidy.filing_id, (SELECT count(*) FROM attendance AS a WHERE a.trainee_id = tidy.id) AS days
      FROM whole CROSS JOIN tidy ON tidy.filing_id = whole.id)
WHERE days >= :days
GROUP BY filing_id HAVING count(*) >= :people
"""

EVERY_NEAT = """
WITH untidy AS MATERIALIZED (
  SELECT t.filing_id AS id, count(DISTINCT a.trainee_id) AS people
  FROM attendance AS a CROSS JOIN trainee AS t ON t.id = a.trainee_id
  WHERE a.state <> 'present' GROUP BY t.filing_id)
SELECT f.id
FROM filing AS f LEFT JOIN untidy AS u ON u.id = f.id
WHERE (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id) - coalesce(u.people, 0)
      >= max(f.planned_people, :people)
"""

# A tenth below the lowest share in force: the law of each class decides afterwards.
EVERY_ABSENT = """
WITH plan AS MATERIALIZED (
  SELECT i.filing_id AS id, sum(i.hours) AS hours FROM course_item AS i GROUP BY i.filing_id)
SELECT t.id
FROM plan AS f
CROSS JOIN trainee AS t ON t.filing_id = f.id
WHERE 100 * (SELECT coalesce(sum(a.online_hours + a.offline_hours), 0) FROM attendance AS a
             WHERE a.trainee_id = t.id) < :share * f.hours
  AND EXISTS (SELECT 1 FROM claim_line AS l WHERE l.trainee_id = t.id AND l.scheme = 'training' AND l.amount > 0)
"""

AWAY_DAYS = """
SELECT t.filing_id, a.day, count(*)
FROM json_each(:filings) AS x
CROSS JOIN trainee AS t ON t.filing_id = x.value
CROSS JOIN attendance AS a ON a.trainee_id = t.id
WHERE a.state <> 'present' AND a.state IN ('absent', 'leave')
GROUP BY t.filing_id, a.day
"""

EVERY_AWAY = """
SELECT t.filing_id
FROM attendance AS a
CROSS JOIN trainee AS t ON t.id = a.trainee_id
CROSS JOIN filing AS f ON f.id = t.filing_id
WHERE a.state <> 'present' AND a.state IN ('absent', 'leave')
GROUP BY t.filing_id, a.day HAVING 100 * count(*) > :away * min(f.planned_people)
"""

# `values` lists what was ever in force as [name, since, until, figure].
EVERY_PLAN = """
WITH law AS MATERIALIZED (
  SELECT value ->> 0 AS name, value ->> 1 AS since, value ->> 2 AS until, value ->> 3 AS figure
  FROM json_each(:values)),
plan AS MATERIALIZED (
  SELECT i.filing_id AS id, sum(i.hours) AS hours, sum(iif(i.mode = 'offline', 0, i.hours)) AS online,
         coalesce(c.opened_on, f.starts_on) AS opened
  FROM course_item AS i
  CROSS JOIN filing AS f ON f.id = i.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  GROUP BY i.filing_id)
SELECT DISTINCT p.id
FROM plan AS p CROSS JOIN law AS v ON v.since <= p.opened AND (v.until IS NULL OR p.opened <= v.until)
WHERE (v.name = 'minimum_hours' AND p.hours < 10 * v.figure)
   OR (v.name = 'online_share_ceiling' AND 100 * p.online > v.figure * p.hours)
"""


def long_days(asked: Asked) -> Iterator[Found]:
    """Nobody sits more class hours in a day than a day has."""
    longest: dict[int, tuple[int, str, str]] = {}
    for line, on, hours in asked.rows(LONG_DAYS):
        longest[line] = max(longest.get(line, (0, "", "")), (hours, on, ""))
    for line, (hours, on, _) in longest.items():
        yield Found("R7.long_day", (line, on), (line,), words=_long(on, hours, ""))


def long_together(asked: Asked) -> Iterator[Found]:
    """Nobody sits more class hours in a day than a day has in two classes together."""
    for _, mine, other in asked.kept(pairs):
        if mine.case.opened <= other.case.ended and other.case.opened <= mine.case.ended:
            both = asked.rows(BOTH_PRESENT, line=mine.line, other=other.line)
            too_long = [(hours, on) for on, hours in both if hours > MOST_TENTHS]
            if too_long:
                hours, on = max(too_long)
                yield Found(
                    "R7.long_day",
                    (*sorted((mine.line, other.line)), on),
                    (mine.line, other.line),
                    words=_long(on, hours, "（两个班期合计）"),
                )


def _long(on: str, tenths: int, where: str) -> dict[str, object]:
    return {"day": on, "hours": _hours(tenths), "limit": _hours(MOST_TENTHS), "where": where}


def _hours(tenths: int) -> str:
    return f"{Decimal(tenths).scaleb(-1).normalize():f}"


def neat(asked: Asked) -> Iterator[Found]:
    """A whole class in which nobody was ever late, ill or away is looked at."""
    least = {"days": threshold("perfect_days"), "people": threshold("perfect_people")}
    for filing_id, people, days in asked.rows(NEAT, **least):
        case = asked.cases[filing_id]
        if people >= case.planned:
            words = {"count": people, "days": days, "planned": case.planned}
            yield Found("R7.perfect", (filing_id,), filings=(filing_id,), words=words)


def plans(asked: Asked) -> dict[int, tuple[int, int]]:
    """Return the planned hours and those online, in tenths, by filing."""
    return {row[0]: (row[1], row[2]) for row in asked.rows(PLANNED)}


def absent(asked: Asked) -> Iterator[Found]:
    """Who attended too little is not claimed for."""
    for line, filing_id, amount, hours, planned in asked.rows(ABSENT, share=_highest_share(asked)):
        share = _of(asked, "attendance_share", asked.cases[filing_id])
        if share is not None and 100 * hours < number(share) * planned:
            words = {
                "hours": _hours(hours),
                "planned": _hours(planned),
                "share": int(100 * hours / planned),
                "limit": int(number(share)),
                "amount": yuan(amount),
            }
            yield Found("R15.attendance", (line,), (line,), words=words)


def away(asked: Asked) -> Iterator[Found]:
    """A day on which too many of those planned stayed away is looked at, however many were added to the roster."""
    for filing_id, on, count in asked.rows(AWAY_DAYS):
        case = asked.cases[filing_id]
        if case.claim_id is None:
            continue
        share = _of(asked, "class_attendance_share", case)
        most = 100 - int(number(share)) if share is not None else threshold("class_away")
        if 100 * count > most * case.planned:
            words = {"day": on, "count": count, "planned": case.planned, "limit": most}
            yield Found("R15.day", (filing_id, on), filings=(filing_id,), words=words)


def hours(asked: Asked) -> Iterator[Found]:
    """A plan has the hours that are asked for, and not too many of them online."""
    for filing_id, (total, online) in asked.kept(plans).items():
        case = asked.cases[filing_id]
        least = _of(asked, "minimum_hours", case)
        if least is not None and total < number(least) * 10:
            words: dict[str, object] = {"total": _hours(total), "limit": plain(number(least))}
            yield Found("R15.hours", (filing_id,), filings=(filing_id,), words=words)
        most = _of(asked, "online_share_ceiling", case)
        if most is not None and total and 100 * online > number(most) * total:
            words = {
                "online": _hours(online),
                "total": _hours(total),
                "share": int(100 * online / total),
                "limit": plain(number(most)),
            }
            yield Found("R15.online", (filing_id,), filings=(filing_id,), words=words)


def _of(asked: Reading, name: str, case: Case) -> Value | None:
    return asked.policy.find(name, day(case.opened), **case.scope)


def _every_plan(reading: Reading) -> list[int]:
    values = [
        (name, str(value.since), str(value.until) if value.until else None, float(number(value)))
        for name in ("minimum_hours", "online_share_ceiling")
        for value in reading.every(name)
    ]
    return reading.ids(EVERY_PLAN, values=dumps(values))


def _every_absent(reading: Reading) -> list[int]:
    share = _highest_share(reading)
    return reading.ids(EVERY_ABSENT, share=share) if share else []


def _highest_share(reading: Reading) -> int:
    return int(max((number(value) for value in reading.every("attendance_share")), default=Decimal(0)))


def _every_away(reading: Reading) -> list[int]:
    shares = [100 - int(number(value)) for value in reading.every("class_attendance_share")]
    return reading.ids(EVERY_AWAY, away=min([*shares, threshold("class_away")]))


EVERY_LONG = f"SELECT trainee_id FROM attendance WHERE online_hours + offline_hours > {MOST_TENTHS}"  # noqa: S608  # our own figure

R7 = (
    Check(long_days, lambda reading: reading.ids(EVERY_LONG)),
    Check(long_together, every_pair),
    Check(neat, lambda reading: reading.ids(EVERY_NEAT, people=threshold("perfect_people")), by="filings"),
)
R15 = (
    Check(hours, _every_plan, by="filings"),
    Check(absent, _every_absent),
    Check(away, _every_away, by="filings"),
)
