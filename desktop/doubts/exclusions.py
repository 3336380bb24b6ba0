"""R1: what another office paid that excludes ours, day by day or for one project; and our own payment told once more."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from json import dumps

from desktop.codes import title
from desktop.doubts.asking import Asked, Check, Found, day, law_day
from desktop.doubts.benefits import (
    ALLOWANCE,
    Benefit,
    benefits,
    cases,
    held_against,
    in_order,
    listed_benefits,
    listed_lines,
    paid_elsewhere,
    project_words,
    same_project,
)

FUNDS_OF = """
SELECT l.trainee_id, b.fund
FROM json_each(:lines) AS s
CROSS JOIN claim_line AS l ON l.trainee_id = s.value AND l.scheme = 'training'
CROSS JOIN payment_line AS p ON p.line_id = l.id
CROSS JOIN payment_order AS o ON o.id = p.order_id
CROSS JOIN payment_batch AS b ON b.id = o.batch_id
WHERE o.state IN ('pending', 'paid')
"""
LINES_OF = """
SELECT t.id, t.person_id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
WHERE t.person_id IN (SELECT value FROM json_each(:persons))
"""
ALLOWANCE_DAYS = """
SELECT t.id, t.person_id, d.day
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN claim_line AS l ON l.trainee_id = t.id AND l.scheme = 'allowance'
CROSS JOIN allowance_day AS d ON d.line_id = l.id
WHERE t.person_id IN (SELECT value FROM json_each(:persons)) AND l.state IN ('proposed', 'granted', 'cut')
ORDER BY t.id, d.day
"""


def exclusive(asked: Asked) -> Iterator[Found]:
    """Who had another office's subsidy for the same occupation and level gets nothing more for it."""
    for line, person, mine, had in _beside_others(asked):
        barred = asked.policy.find("exclusive_schemes", law_day(asked.policy, asked.kept(cases)[line]))
        schemes = barred.value if barred is not None and isinstance(barred.value, tuple) else ()
        same = [each for each in had if each.scheme in schemes and same_project(each, mine)]
        if same:
            key = (person, line, *(each.mark for each in same))
            yield held_against("R1.exclusive", key, line, same, project_words(mine))


def fund(asked: Asked) -> Iterator[Found]:
    """Nothing is paid from one fund for what another that excludes it has paid: the fund of the batch counts."""
    others = list(_beside_others(asked))
    funds = dict(asked.rows(FUNDS_OF)) if any(each.fund for *_, had in others for each in had) else {}
    for line, person, mine, had in others:
        barred = asked.policy.find("exclusive_funds", law_day(asked.policy, asked.kept(cases)[line]))
        own = funds.get(line, "")
        if barred is None or not isinstance(barred.value, tuple) or own not in barred.value:
            continue
        same = [
            each
            for each in had
            if each.fund in barred.value and each.fund != own and same_project(each, mine)
        ]
        if same:
            key = (person, line, own, *(each.mark for each in same))
            yield held_against(
                "R1.fund", key, line, same, {**project_words(mine), "fund": title("fund_sources", own)}
            )


def days_twice(asked: Asked) -> Iterator[Found]:
    """Nobody gets the living allowance for a day that was paid elsewhere; where the list has no days, nobody knows."""
    others = {
        person: [each for each in paid if each.scheme == ALLOWANCE]
        for person, paid in asked.kept(paid_elsewhere).items()
    }
    persons = [person for person, paid in others.items() if paid]
    if not persons:
        return
    here: dict[tuple[int, int], set[date]] = defaultdict(set)
    for line, person, on in asked.rows(ALLOWANCE_DAYS, persons=dumps(persons)):
        here[line, person].add(day(on))
    for (line, person), own in here.items():
        met = [each for each in others[person] if own & each.days()]
        twice = sorted(own.intersection(*[frozenset().union(*(each.days() for each in met))]))
        if twice:
            yield Found(
                "R1.days",
                (person, line, *twice),
                (line,),
                words={"count": len(twice), "span": f"{twice[0]}至{twice[-1]}"},
                rests=tuple(("outside_benefit", each.id) for each in met),
            )
        unknown = [each for each in others[person] if not each.days() and each.paid_on >= min(own)]
        if unknown:
            yield Found(
                "R1.undated",
                (person, line, *(each.paid_on for each in unknown)),
                (line,),
                rests=tuple(("outside_benefit", each.id) for each in unknown),
            )


def retold(asked: Asked) -> Iterator[Found]:
    """What a list tells without a payer that anybody could know is taken for our own payment, and told as such."""
    found = asked.kept(listed_benefits)[1]
    for line, person in asked.rows(LINES_OF, persons=dumps(list(found))) if found else ():
        for each in found[person]:
            lines = (line,) if line == each.line else (line, each.line)
            yield Found(
                "R1.retold", (person, each.told.mark), lines, rests=(("outside_benefit", each.told.id),)
            )


def _beside_others(asked: Asked) -> Iterator[tuple[int, int, Benefit, list[Benefit]]]:
    """Each line whose person had something elsewhere: line, person, its own benefit, those from elsewhere."""
    for line, (person, had) in asked.kept(benefits).items() if asked.kept(paid_elsewhere) else ():
        others = in_order(each for each in had if each.entry)
        if others:
            yield line, person, next(each for each in had if each.line == line), others


EXCLUSIONS = tuple(Check(near, listed_lines) for near in (exclusive, fund, days_twice, retold))
