"""R4, R5, R6: people who cannot be trainees by their age, by the register of deaths, or by what others pay them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from json import dumps

from desktop.codes import title
from desktop.doubts.asking import Asked, Check, Found, Listed, Reading, Sieve, day
from desktop.doubts.rosters import EMPLOYED, FREE_TRAINING
from desktop.policy.figures import age_on
from desktop.policy.law import number
from desktop.policy.persons import retires_on

# Coarse bounds (16, 60 and 50 years); the law of the opening day and its ladder decide afterwards.
OF_AGE = """
SELECT t.id, t.filing_id, p.sex, p.born
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE p.born > date(coalesce(c.opened_on, f.starts_on), '-16 years')
   OR p.born <= date(coalesce(c.opened_on, f.starts_on), iif(p.sex = '男', '-60 years', '-50 years'))
"""

EVERY_AGE = """
WITH span AS (SELECT min(starts_on) AS first, max(ends_on) AS last FROM filing)
SELECT t.id FROM span
CROSS JOIN person AS p ON (p.sex = '男' AND p.born <= date(span.last, '-60 years'))
                       OR (p.sex = '女' AND p.born <= date(span.last, '-50 years'))
                       OR (p.sex IN ('男', '女') AND p.born > date(span.first, '-16 years'))
CROSS JOIN trainee AS t ON t.person_id = p.id
"""

LISTED = """
SELECT t.id, t.filing_id, t.groups, e.list_id, e.unit, e.since, e.until, e.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person AS p ON p.id = t.person_id
CROSS JOIN outside_entry AS e ON e.number = p.id_number AND +e.list_id IN (SELECT value FROM json_each(:ids))
"""

EVERY_LISTED = """
SELECT t.id
FROM outside_entry AS e
CROSS JOIN person AS p ON p.id_number = e.number
CROSS JOIN trainee AS t ON t.person_id = p.id
WHERE e.list_id IN (SELECT value FROM json_each(:ids))
"""

# One pass over all rosters: staff who are not insured, not any more, or by another unit; and others who are insured.
EVERY_INSURED = """
WITH class AS MATERIALIZED (
  SELECT f.id, coalesce(c.opened_on, f.starts_on) AS opened, coalesce(e.name, '') AS employer,
         coalesce(e.credit_code, '') AS code
  FROM filing AS f
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  LEFT JOIN employer AS e ON e.id = f.employer_id
  WHERE f.state NOT IN ('draft', 'refused')),
held AS MATERIALIZED (
  SELECT p.id AS person, e.unit, coalesce(e.since, '') AS since, coalesce(e.until, '9999') AS until
  FROM outside_entry AS e CROSS JOIN person AS p ON p.id_number = e.number
  WHERE +e.list_id IN (SELECT value FROM json_each(:ids)))
SELECT t.id
FROM held AS h
CROSS JOIN trainee AS t ON t.person_id = h.person
CROSS JOIN class AS c ON c.id = t.filing_id
WHERE CASE WHEN instr(t.groups, 'employee') OR instr(t.groups, 'dispatched')
           THEN c.employer <> '' AND (h.until < c.opened
                OR (h.since <= c.opened AND h.unit NOT IN (c.employer, c.code)))
           ELSE h.since <= c.opened AND c.opened <= h.until END
UNION
SELECT t.id
FROM trainee AS t
WHERE (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
  AND t.person_id NOT IN (SELECT person FROM held)
  AND t.filing_id IN (SELECT id FROM class WHERE employer <> '')
"""

DISABLED = """
SELECT t.id, t.filing_id, g.since, g.id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN person_group AS g ON g.person_id = t.person_id AND g."group" = 'disabled'
CROSS JOIN filing AS f ON f.id = t.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE instr(t.groups, 'disabled') AND g.since > coalesce(c.opened_on, f.starts_on)
"""

EVERY_DISABLED = """
SELECT t.id
FROM person_group AS g
CROSS JOIN trainee AS t ON t.person_id = g.person_id
CROSS JOIN filing AS f ON f.id = t.filing_id
WHERE g."group" = 'disabled' AND g.since > f.starts_on AND instr(t.groups, 'disabled')
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person's entry on a list of another office, beside the line it speaks against."""

    line: int
    filing: int
    groups: tuple[str, ...]
    listed: Listed
    unit: str
    since: str
    until: str
    id: int

    @property
    def words(self) -> dict[str, object]:
        """The blanks that every sentence about an entry has."""
        return {
            "as_of": self.listed.as_of.isoformat(),
            "unit": self.unit or "单位未写明",
            "since": self.since or "日期不详",
            "until": self.until or "今",
            "list": title("outside_lists", self.listed.kind),
        }

    def covers(self, when: str) -> bool:
        """Whether the entry holds on a day, as far as it says."""
        return (not self.since or self.since <= when) and (not self.until or when <= self.until)


def ages(asked: Asked) -> Iterator[Found]:
    """Nobody is trained below the working age or after having reached the retirement age on the opening day."""
    for line, filing_id, sex, born_on in asked.rows(OF_AGE):
        case = asked.cases[filing_id]
        opened, born = day(case.opened), day(born_on)
        words: dict[str, object] = {"born": born_on, "opened": case.opened, "sex": sex}
        least = asked.policy.find("minimum_age", opened)
        if least is not None and age_on(born, opened) < number(least):
            yield Found("R4.young", (line,), (line,), words={**words, "limit": int(number(least))})
            continue
        retires = _retires(asked, "retirement_age", sex, born, opened)
        if retires is not None and retires <= opened:
            yield Found("R4.retired", (line,), (line,), words={**words, "retires": retires})
            continue
        earlier = _retires(asked, "worker_retirement_age", sex, born, opened)
        if earlier is not None and earlier <= opened:
            yield Found("R4.worker", (line,), (line,), words={**words, "retires": earlier})


def _retires(asked: Reading, name: str, sex: str, born: date, opened: date) -> date | None:
    age = asked.policy.find(name, opened, sex=sex)
    return retires_on(born, age) if age is not None else None


def entries(asked: Asked) -> list[Entry]:
    """Return what the lists say of the people asked about; of those of one kind the newest that names the person."""
    by_id = {each.id: each for each in asked.every_list}
    if not by_id:
        return []
    told = [
        Entry(
            row[0],
            row[1],
            tuple(row[2].split(",")),
            by_id[row[3]],
            row[4],
            row[5] or "",
            row[6] or "",
            row[7],
        )
        for row in asked.rows(LISTED, ids=dumps(list(by_id)))
    ]
    newest: dict[tuple[int, str], date] = {}
    for each in told:
        of = (each.line, each.listed.kind)
        newest[of] = max(each.listed.as_of, newest.get(of, date.min))
    return [each for each in told if each.listed.as_of == newest[each.line, each.listed.kind]]


def dead(asked: Asked) -> Iterator[Found]:
    """Nobody is trained after his death."""
    for each in asked.kept(entries):
        case = asked.cases[each.filing]
        if each.listed.kind != "death" or (each.since and each.since > case.ended):
            continue
        variant = "R5.dead" if each.since else "R5.dead_undated"
        words = {**each.words, "span": f"{case.opened}至{case.ended}"}
        yield Found(
            variant, (each.line, each.since), (each.line,), words=words, rests=(("outside_entry", each.id),)
        )


def disabled(asked: Asked) -> Iterator[Found]:
    """Nobody is trained as a disabled person before having been registered as one."""
    for line, filing_id, since, row in asked.rows(DISABLED):
        words = {"since": since, "opened": asked.cases[filing_id].opened}
        yield Found("R5.disabled", (line, since), (line,), words=words, rests=(("person_group", row),))


def excluded(asked: Asked) -> Iterator[Found]:
    """Nobody is trained who is on the public payroll, draws a pension, or goes to school."""
    for each in asked.kept(entries):
        opened = asked.cases[each.filing].opened
        if each.listed.kind in ("payroll", "pension", "student") and each.covers(opened):
            yield Found(
                f"R6.{each.listed.kind}" if each.since else "R6.undated",
                (each.line, each.listed.kind, each.since),
                (each.line,),
                words={**each.words, "opened": opened},
                rests=(("outside_entry", each.id),),
            )


def left(asked: Asked) -> Iterator[Found]:
    """Nobody is trained as staff of a company that stopped insuring him before the opening day."""
    listed = [each for each in asked.kept(entries) if each.listed.kind == "insured"]
    still = {each.line for each in listed if each.covers(asked.cases[each.filing].opened)}
    for each in listed:
        opened = asked.cases[each.filing].opened
        employed = any(group in EMPLOYED for group in each.groups)
        if employed and each.until and each.until < opened and each.line not in still:
            yield Found(
                "R6.left",
                (each.line, each.until),
                (each.line,),
                words={**each.words, "opened": opened},
                rests=(("outside_entry", each.id),),
            )


def insured(asked: Asked) -> Iterator[Found]:
    """Nobody takes a free class for people out of work while insured as somebody's staff."""
    for each in asked.kept(entries):
        case = asked.cases[each.filing]
        if each.listed.kind != "insured" or not each.covers(case.opened):
            continue
        if case.training_type in FREE_TRAINING and not any(group in EMPLOYED for group in each.groups):
            group = "、".join(title("groups", one) for one in each.groups if one) or "未登记类别"
            words = {**each.words, "group": group, "opened": case.opened}
            yield Found(
                "R3.insured", (each.line,), (each.line,), words=words, rests=(("outside_entry", each.id),)
            )


def insured_lines(reading: Reading) -> Iterable[int]:
    """Return the lines of staff not insured by their employer, and of others who are insured by anybody."""
    if "insured" not in reading.lists:
        return ()
    return reading.ids(EVERY_INSURED, ids=reading.ids_of_lists("insured"))


def _on(*kinds: str) -> Sieve:
    """Return the sieve that picks the lines whose people stand on a list of one of some kinds."""
    return lambda reading: reading.ids(EVERY_LISTED, ids=reading.ids_of_lists(*kinds))


R3_INSURED = Check(insured, insured_lines)
R4 = (Check(ages, lambda reading: reading.ids(EVERY_AGE)),)
R5 = (Check(dead, _on("death")), Check(disabled, lambda reading: reading.ids(EVERY_DISABLED)))
R6 = (Check(excluded, _on("payroll", "pension", "student")), Check(left, insured_lines))
