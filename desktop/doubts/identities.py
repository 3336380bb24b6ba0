"""R2: one person under two numbers, an old and a new one or by the same name and birth date."""

from collections import defaultdict
from collections.abc import Iterator
from json import dumps

from desktop.doubts.asking import Asked, Check, Found
from desktop.doubts.rosters import R2_DATES
from desktop.identity import from_old

OLD_FORM = """
SELECT t.id, p.id, q.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.id_number = substr(p.id_number, 1, 6) || substr(p.id_number, 9, 9)
WHERE substr(p.id_number, 7, 2) = '19' AND length(p.id_number) = 18
  AND EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
"""

STILL_OLD = """
SELECT t.id, p.id, p.id_number
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
WHERE length(p.id_number) = 15
"""

EVERY_OLD = """
SELECT t.id FROM person AS p CROSS JOIN trainee AS t ON t.person_id = p.id WHERE length(p.id_number) = 15
"""

SAME_NAME = """
SELECT t.id, p.id, q.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN person AS q ON q.name = p.name AND q.born = p.born AND q.id <> p.id
WHERE EXISTS (SELECT 1 FROM trainee AS o WHERE o.person_id = q.id)
"""

EVERY_SAME_NAME = """
SELECT t.id
FROM (SELECT name, born FROM person GROUP BY name, born HAVING count(*) > 1) AS x
CROSS JOIN person AS p ON p.name = x.name AND p.born = x.born
CROSS JOIN trainee AS t ON t.person_id = p.id
"""


def _old_pairs(asked: Asked) -> set[tuple[int, int, int]]:
    found = {(line, one, other) for line, one, other in asked.rows(OLD_FORM)}
    newer = {from_old(number): (line, one) for line, one, number in asked.rows(STILL_OLD)}
    newer.pop("", None)
    if newer:
        sql = "SELECT q.id_number, q.id FROM json_each(:numbers) AS x CROSS JOIN person AS q ON q.id_number = x.value"
        found |= {(*newer[number], other) for number, other in asked.rows(sql, numbers=dumps(list(newer)))}
    return found


def old_numbers(asked: Asked) -> Iterator[Found]:
    """The 15-place number of former cards and the 18-place number made from it are one person's."""
    for line, one, other in sorted(asked.kept(_old_pairs)):
        yield Found(
            "R2.old_number", tuple(sorted((one, other))), (line,), rests=(("person", one), ("person", other))
        )


def same_names(asked: Asked) -> Iterator[Found]:
    """Two numbers under one name and birth date may be one person's."""
    old = asked.kept(_old_pairs)
    others: dict[tuple[int, int], list[int]] = defaultdict(list)
    for line, one, other in asked.rows(SAME_NAME):
        if (line, one, other) not in old:
            others[line, one].append(other)
    for (line, one), persons in others.items():
        everyone = sorted((one, *persons))
        yield Found(
            "R2.same_name_born", tuple(everyone), (line,), rests=tuple(("person", each) for each in everyone)
        )


R2 = (
    R2_DATES,
    # Those under an old number are enough: each names the one under the new number.
    Check(old_numbers, lambda reading: reading.ids(EVERY_OLD)),
    Check(same_names, lambda reading: reading.ids(EVERY_SAME_NAME)),
)
