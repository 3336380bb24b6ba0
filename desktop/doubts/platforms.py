"""R7 by what a learning platform recorded: signing in all in one minute, by one device, at night, or hardly learning."""

from collections.abc import Iterator
from decimal import Decimal

from desktop.doubts.asking import Asked, Check, Found, day
from desktop.doubts.thresholds import threshold
from desktop.policy.figures import plain
from desktop.policy.law import number

NIGHT = ("00:00", "05:59")

RECORDED = """
SELECT count(*) FROM json_each(:lines) AS s CROSS JOIN sign_in AS i ON i.trainee_id = s.value
"""

SAME_MINUTE = """
SELECT filing_id, max(people), minute
FROM (SELECT t.filing_id, substr(i.at, 1, 16) AS minute, count(DISTINCT i.trainee_id) AS people
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN sign_in AS i ON i.trainee_id = t.id AND i.action = 'in'
      GROUP BY t.filing_id, substr(i.at, 1, 16))
WHERE people >= :least
GROUP BY filing_id
"""
EVERY_SAME_MINUTE = """
SELECT t.filing_id
FROM sign_in AS i CROSS JOIN trainee AS t ON t.id = i.trainee_id
WHERE i.action = 'in'
GROUP BY t.filing_id, substr(i.at, 1, 16) HAVING count(DISTINCT i.trainee_id) >= :least
"""

SAME_DEVICE = """
SELECT filing_id, device, ip, json_group_array(DISTINCT trainee_id)
FROM (SELECT t.filing_id, i.device, i.ip, i.trainee_id
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN sign_in AS i ON i.trainee_id = t.id
      WHERE i.device <> '' AND i.ip <> ''
      UNION ALL
      SELECT t.filing_id, i.device, i.ip, i.trainee_id
      FROM json_each(:filings) AS x
      CROSS JOIN trainee AS t ON t.filing_id = x.value
      CROSS JOIN learning_session AS i ON i.trainee_id = t.id
      WHERE i.device <> '' AND i.ip <> '')
GROUP BY filing_id, device, ip HAVING count(DISTINCT trainee_id) >= :least
"""
EVERY_SAME_DEVICE = """
SELECT t.filing_id
FROM (SELECT trainee_id, device, ip FROM sign_in WHERE device <> '' AND ip <> ''
      UNION ALL SELECT trainee_id, device, ip FROM learning_session WHERE device <> '' AND ip <> '') AS i
CROSS JOIN trainee AS t ON t.id = i.trainee_id
GROUP BY t.filing_id, i.device, i.ip HAVING count(DISTINCT i.trainee_id) >= :least
"""

AT_NIGHT = """
SELECT s.value, count(*)
FROM json_each(:lines) AS s
CROSS JOIN sign_in AS i ON i.trainee_id = s.value AND i.action = 'in'
WHERE substr(i.at, 12, 5) BETWEEN :from AND :to
GROUP BY s.value HAVING count(*) >= :least
"""
EVERY_NIGHT = """
SELECT trainee_id FROM sign_in WHERE action = 'in' AND substr(at, 12, 5) BETWEEN :from AND :to
GROUP BY trainee_id HAVING count(*) >= :least
"""

# Each trainee's first sign-in of a day, and how many seconds after the one before it.
IN_TURN = """
SELECT filing_id, min(day), people, gap
FROM (SELECT filing_id, day, count(*) AS people, min(gap) AS gap
      FROM (SELECT filing_id, day,
                   first - lag(first) OVER (PARTITION BY filing_id, day ORDER BY first) AS gap
            FROM (SELECT t.filing_id, substr(i.at, 1, 10) AS day, strftime('%s', min(i.at)) + 0 AS first
                  FROM {chosen}
                  CROSS JOIN sign_in AS i ON i.trainee_id = t.id AND i.action = 'in'
                  GROUP BY t.filing_id, t.id, substr(i.at, 1, 10)))
      GROUP BY filing_id, day HAVING count(*) >= :least AND min(gap) = max(gap) AND min(gap) > 0)
GROUP BY filing_id
"""
EVEN = IN_TURN.format(chosen="json_each(:filings) AS x CROSS JOIN trainee AS t ON t.filing_id = x.value")
EVERY_EVEN = IN_TURN.format(chosen="trainee AS t")

# What is signed in on a day on which the class's attendance has no hours; classes whose attendance was entered.
OFF_DAYS = """
WITH signed AS MATERIALIZED (
  SELECT s.value AS line, t.filing_id, substr(i.at, 1, 10) AS day
  FROM json_each(:lines) AS s
  CROSS JOIN sign_in AS i ON i.trainee_id = s.value AND i.action = 'in'
  CROSS JOIN trainee AS t ON t.id = s.value
  GROUP BY s.value, substr(i.at, 1, 10)),
held AS MATERIALIZED (
  SELECT DISTINCT y.filing_id, a.day
  FROM (SELECT DISTINCT filing_id FROM signed) AS y
  CROSS JOIN trainee AS t ON t.filing_id = y.filing_id
  CROSS JOIN attendance AS a ON a.trainee_id = t.id
  WHERE a.online_hours + a.offline_hours > 0)
SELECT line, count(*), min(day) FROM signed
WHERE filing_id IN (SELECT filing_id FROM held) AND (filing_id, day) NOT IN (SELECT filing_id, day FROM held)
GROUP BY line HAVING count(*) >= :least
"""
EVERY_SIGNED = """
SELECT trainee_id FROM sign_in WHERE action = 'in'
GROUP BY trainee_id HAVING count(DISTINCT substr(at, 1, 10)) >= :least
"""

LEARNT = """
SELECT t.id, t.filing_id,
       (SELECT sum(coalesce(i.seconds, strftime('%s', i.ended_at) - strftime('%s', i.started_at)))
        FROM learning_session AS i WHERE i.trainee_id = t.id),
       (SELECT sum(a.online_hours) FROM attendance AS a WHERE a.trainee_id = t.id)
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
WHERE EXISTS (SELECT 1 FROM learning_session AS i WHERE i.trainee_id = t.id)
"""
EVERY_LEARNT = "SELECT DISTINCT trainee_id FROM learning_session"


def same_minute(asked: Asked) -> Iterator[Found]:
    """Half a class does not sign in within one minute."""
    for filing_id, people, minute in asked.rows(SAME_MINUTE, least=threshold("together")):
        if 100 * people >= threshold("half") * asked.cases[filing_id].planned:
            words = {"count": people, "minute": minute}
            yield Found("R7.same_minute", (filing_id,), filings=(filing_id,), words=words)


def same_device(asked: Asked) -> Iterator[Found]:
    """Several people of a class do not learn by one device at one address."""
    for filing_id, device, ip, lines in asked.rows(SAME_DEVICE, least=threshold("one_device")):
        chosen = tuple(sorted(int(line) for line in str(lines).strip("[]").split(",")))
        words = {"count": len(chosen), "what": "设备和网络地址", "value": f"{device}，{ip}"}
        yield Found("R7.one_device", (filing_id, device, ip, *chosen), chosen, (filing_id,), words=words)


def at_night(asked: Asked) -> Iterator[Found]:
    """Nobody goes to class at night."""
    first, last = NIGHT
    for line, count in asked.rows(AT_NIGHT, least=threshold("nights"), **{"from": first, "to": last}):
        yield Found("R7.night", (line,), (line,), words={"count": count, "from": first, "to": last})


def even(asked: Asked) -> Iterator[Found]:
    """A class does not sign in like clockwork, one after the other with the same number of seconds between."""
    for filing_id, on, people, gap in asked.rows(EVEN, least=threshold("even")):
        if 100 * people >= threshold("half") * asked.cases[filing_id].planned:
            words = {"day": on, "count": people, "gap": gap}
            yield Found("R7.even", (filing_id, on), filings=(filing_id,), words=words)


def off_days(asked: Asked) -> Iterator[Found]:
    """Nobody signs in on days on which the class was not held."""
    for line, count, first in asked.rows(OFF_DAYS, least=threshold("off_days")):
        yield Found("R7.off_day", (line,), (line,), words={"count": count, "day": first})


def thin(asked: Asked) -> Iterator[Found]:
    """What a platform counts of somebody's learning is as much as the class hours entered for it."""
    for line, filing_id, seconds, tenths in asked.rows(LEARNT):
        case = asked.cases[filing_id]
        value = asked.policy.find("class_hour_minutes", day(case.opened), **case.scope)
        least = int(number(value)) if value is not None else threshold("class_hour")
        minutes = (seconds or 0) // 60
        if tenths and minutes * 10 < least * tenths:
            words = {"minutes": minutes, "hours": plain(Decimal(tenths).scaleb(-1)), "limit": least}
            yield Found("R7.thin", (line, minutes, tenths), (line,), words=words)


PLATFORM_CHECKS = (
    Check(
        same_minute, lambda reading: reading.ids(EVERY_SAME_MINUTE, least=threshold("together")), by="filings"
    ),
    Check(
        same_device,
        lambda reading: reading.ids(EVERY_SAME_DEVICE, least=threshold("one_device")),
        by="filings",
    ),
    Check(
        at_night,
        lambda reading: reading.ids(
            EVERY_NIGHT, least=threshold("nights"), **{"from": NIGHT[0], "to": NIGHT[1]}
        ),
    ),
    Check(even, lambda reading: reading.ids(EVERY_EVEN, least=threshold("even")), by="filings"),
    Check(off_days, lambda reading: reading.ids(EVERY_SIGNED, least=threshold("off_days"))),
    Check(thin, lambda reading: reading.ids(EVERY_LEARNT)),
)
