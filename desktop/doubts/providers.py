"""R12, R14, R19: classes beyond scope or size, trainers and rooms used twice, and employers who are not the trainees'."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from json import dumps

from desktop.codes import title
from desktop.doubts.asking import NAMED_ANEW, Asked, Case, Check, Found, Reading, day, law_day
from desktop.doubts.people import entries, insured_lines
from desktop.doubts.rosters import R19_EMPLOYERS
from desktop.policy import Value
from desktop.policy.figures import months_after
from desktop.policy.law import number
from desktop.policy.values import applies

OUT_OF_SCOPE = """
SELECT f.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
WHERE f.institution_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM qualification AS q
  WHERE q.institution_id = f.institution_id AND q.since <= coalesce(c.opened_on, f.starts_on)
    AND (q.until IS NULL OR q.until >= coalesce(c.opened_on, f.starts_on))
    AND (json_array_length(q.occupations) = 0
         OR EXISTS (SELECT 1 FROM json_each(q.occupations) AS o WHERE o.value = f.occupation)))
"""
EVERY_OUT_OF_SCOPE = OUT_OF_SCOPE.replace(
    "json_each(:filings) AS x\nCROSS JOIN filing AS f ON f.id = x.value", "filing AS f"
)

SIZES = """
SELECT x.value, (SELECT count(*) FROM trainee AS t WHERE t.filing_id = x.value)
FROM json_each(:filings) AS x
"""
EVERY_TOO_LARGE = """
SELECT f.id FROM filing AS f
WHERE (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id) > f.planned_people
"""

SAME_TRAINER = """
SELECT x.value, a.name, g.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN trainer AS a ON a.filing_id = f.id
CROSS JOIN trainer AS b ON b.name = a.name AND b.title = a.title AND b.filing_id <> a.filing_id
CROSS JOIN filing AS g ON g.id = b.filing_id
LEFT JOIN training_class AS d ON d.filing_id = g.id
WHERE g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
  AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
  AND coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on)
"""
# In the order of their beginning, a period overlaps an earlier one when it begins before the latest end so far.
EVERY_TRAINER = """
WITH held AS (
  SELECT a.name, a.title, f.id, coalesce(c.opened_on, f.starts_on) AS opened,
         coalesce(c.ended_on, f.ends_on) AS ended
  FROM trainer AS a
  CROSS JOIN filing AS f ON f.id = a.filing_id
  LEFT JOIN training_class AS c ON c.filing_id = f.id
  WHERE f.state NOT IN ('draft', 'refused')),
ordered AS (
  SELECT id, opened, max(ended) OVER (
    PARTITION BY name, title ORDER BY opened, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
  FROM held)
SELECT id FROM ordered WHERE opened <= latest
"""

SAME_SITE = """
SELECT x.value, g.id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN filing AS g ON g.site = f.site AND g.id <> f.id
LEFT JOIN training_class AS d ON d.filing_id = g.id
WHERE f.site <> '' AND g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
  AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
  AND coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on)
"""
EVERY_SITE = """
WITH ordered AS (
  SELECT f.id, coalesce(c.opened_on, f.starts_on) AS opened,
         max(coalesce(c.ended_on, f.ends_on)) OVER (
           PARTITION BY f.site ORDER BY coalesce(c.opened_on, f.starts_on), f.id
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
  FROM filing AS f LEFT JOIN training_class AS c ON c.filing_id = f.id
  WHERE f.site <> '' AND f.state NOT IN ('draft', 'refused'))
SELECT id FROM ordered WHERE opened <= latest
"""

HIRED = """
SELECT t.id, t.filing_id, t.groups, t.hired_on, t.contract_from, t.contract_until
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN trainee AS t ON t.filing_id = f.id
WHERE f.training_type = 'pre_job' AND t.id IN (SELECT value FROM json_each(:lines))
  AND (t.hired_on > coalesce(c.opened_on, f.starts_on)
       OR t.hired_on < date(coalesce(c.opened_on, f.starts_on), :earliest)
       OR t.contract_until < date(t.contract_from, :shortest))
"""
EVERY_HIRED = """
SELECT t.id
FROM filing AS f
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN trainee AS t ON t.filing_id = f.id
WHERE f.training_type = 'pre_job'
  AND (t.hired_on > coalesce(c.opened_on, f.starts_on)
       OR t.hired_on < date(coalesce(c.opened_on, f.starts_on), :earliest)
       OR t.contract_until < date(t.contract_from, :shortest))
"""

STAFF = """
SELECT t.id, t.filing_id
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
CROSS JOIN trainee AS t ON t.filing_id = f.id
WHERE f.employer_id IS NOT NULL AND t.id IN (SELECT value FROM json_each(:lines))
  AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
"""

DISHONEST = f"""
SELECT x.value, e.name, o.id, coalesce(o.since, ''), l.as_of
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
CROSS JOIN employer AS e ON e.id = f.employer_id
CROSS JOIN outside_entry AS o ON o.number = e.credit_code
CROSS JOIN outside_list AS l ON l.id = o.list_id AND l.kind = 'dishonest'
WHERE (o.since IS NULL OR o.since <= coalesce(c.ended_on, f.ends_on))
  AND (o.until IS NULL OR o.until >= coalesce(c.opened_on, f.starts_on))
  AND NOT {NAMED_ANEW}
"""  # noqa: S608  # our own words only
EVERY_DISHONEST = """
SELECT f.id
FROM outside_entry AS o
CROSS JOIN employer AS e ON e.credit_code = o.number
CROSS JOIN filing AS f ON f.employer_id = e.id
WHERE o.list_id IN (SELECT value FROM json_each(:ids))
"""

INSURED_BY = f"""
SELECT x.value, count(DISTINCT o.number)
FROM json_each(:names) AS x
CROSS JOIN outside_entry AS o ON o.unit = x.value AND o.list_id IN (SELECT value FROM json_each(:ids))
WHERE NOT {NAMED_ANEW}
GROUP BY x.value
"""  # noqa: S608  # our own words only
EVERY_MORE = """
SELECT f.id
FROM filing AS f
CROSS JOIN employer AS e ON e.id = f.employer_id
WHERE (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id)
    > (SELECT count(*) FROM outside_entry AS o WHERE o.list_id = :id AND o.unit = e.name)
  AND (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id
       AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched')))
    > (SELECT count(*) FROM outside_entry AS o WHERE o.list_id = :id AND o.unit = e.name)
"""
STAFF_OF = """
SELECT x.value, e.name, e.credit_code,
       (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id
        AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched')))
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
CROSS JOIN employer AS e ON e.id = f.employer_id
"""


def scope(asked: Asked) -> Iterator[Found]:
    """An institution teaches only what it is qualified for on the opening day."""
    for filing_id in asked.ids(OUT_OF_SCOPE):
        case = asked.cases[filing_id]
        words = {
            "institution": case.institution,
            "opened": case.opened,
            "occupation": title("occupations", case.occupation),
        }
        yield Found("R12.scope", (filing_id,), filings=(filing_id,), words=words)


def size(asked: Asked) -> Iterator[Found]:
    """A class has no more people than were filed for."""
    for filing_id, count in asked.rows(SIZES):
        case = asked.cases[filing_id]
        if count > case.planned:
            words = {"count": count, "planned": case.planned}
            yield Found("R12.size", (filing_id,), filings=(filing_id,), words=words)


def trainers(asked: Asked) -> Iterator[Found]:
    """A trainer does not teach in two classes at once."""
    others: dict[tuple[int, str], set[int]] = defaultdict(set)
    for filing_id, name, other in asked.rows(SAME_TRAINER):
        others[filing_id, name].add(other)
    for (filing_id, name), filings in others.items():
        everywhere = sorted((filing_id, *filings))
        yield Found(
            "R12.trainer",
            (name, *everywhere),
            filings=(filing_id, *sorted(filings)),
            words={"trainer": name},
        )


def sites(asked: Asked) -> Iterator[Found]:
    """One room does not hold two classes at once."""
    others: dict[int, set[int]] = defaultdict(set)
    for filing_id, other in asked.rows(SAME_SITE):
        others[filing_id].add(other)
    for filing_id, filings in others.items():
        everywhere = sorted((filing_id, *filings))
        words = {"site": asked.cases[filing_id].site}
        yield Found("R12.site", tuple(everywhere), filings=(filing_id, *sorted(filings)), words=words)


def hired(asked: Asked) -> Iterator[Found]:
    """Who is trained as newly hired was hired lately, and by a contract of some length."""
    for line, filing_id, groups, hired_on, since, until in asked.rows(HIRED, **_bounds(asked)):
        case = asked.cases[filing_id]
        opened = day(case.opened)
        groups_of = frozenset(groups.split(","))
        words: dict[str, object] = {"hired": hired_on, "opened": case.opened}
        window = _asked_for(asked, "hire_window", "hire_window_months", case, groups_of)
        if hired_on and hired_on > case.opened:
            yield Found("R14.before", (line, hired_on), (line,), words=words)
        elif hired_on and window is not None:
            months = int(number(window))
            if opened > months_after(day(hired_on), months):
                yield Found("R14.late", (line, hired_on), (line,), words={**words, "limit": months})
        length = _asked_for(asked, "contract_length", "contract_months", case, groups_of)
        if since and until and length is not None:
            months = int(number(length))
            if (day(until) - day(since)).days + 1 < (months_after(day(since), months) - day(since)).days:
                words = {"since": since, "until": until, "limit": months}
                yield Found("R14.contract", (line, since, until), (line,), words=words)


def _asked_for(asked: Asked, rule: str, name: str, case: Case, groups: frozenset[str]) -> Value | None:
    """Return a value of the law of a case where the rule that uses it asks it of a person of these groups."""
    on = law_day(asked.policy, case)
    whom: dict[str, str | frozenset[str]] = {**case.scope, "group": groups}
    acting = (each for each in asked.policy.rules_on(on) if each.rule.code == rule)
    if not any(applies(each.scope, whom) for each in acting):
        return None
    return asked.policy.find(name, on, **whom)


def _bounds(reading: Reading) -> dict[str, str]:
    """Return the widest bounds that any value through time could ask for."""
    windows = [int(number(value)) for value in reading.every("hire_window_months")]
    lengths = [int(number(value)) for value in reading.every("contract_months")]
    return {
        "earliest": f"-{min(windows, default=1200)} months",
        "shortest": f"+{max(lengths, default=0)} months",
    }


def employers(asked: Asked) -> Iterator[Found]:
    """Whom a company signs up as its own it also insures."""
    listed = asked.lists.get("insured")
    staff = asked.rows(STAFF) if listed is not None else []
    if listed is None or not staff:
        return
    units: dict[int, list[tuple[str, int]]] = defaultdict(list)
    any_entry: set[int] = set()
    for each in asked.kept(entries):
        if each.listed.kind == "insured":
            any_entry.add(each.line)
            if each.covers(asked.cases[each.filing].opened):
                units[each.line].append((each.unit, each.id))
    codes = _credit_codes(asked)
    as_of = listed.as_of.isoformat()
    for line, filing_id in staff:
        case = asked.cases[filing_id]
        own = {case.employer, codes.get(filing_id, case.employer)}
        words = {"employer": case.employer, "as_of": as_of, "opened": case.opened}
        if line not in any_entry:
            yield Found("R14.uninsured", (line,), (line,), words=words)
        elif units[line] and not any(unit in own for unit, _ in units[line]):
            unit, row = units[line][0]
            rests = (("outside_entry", row),)
            yield Found(
                "R14.elsewhere",
                (line, unit),
                (line,),
                words={**words, "unit": unit or "其他单位"},
                rests=rests,
            )


def _credit_codes(asked: Asked) -> dict[int, str]:
    return {row[0]: row[2] for row in asked.kept(_staff)}


def _staff(asked: Asked) -> list[tuple[int, str, str, int]]:
    return [(row[0], row[1], row[2], row[3]) for row in asked.rows(STAFF_OF)]


def dishonest(asked: Asked) -> Iterator[Found]:
    """An enterprise on the list of the dishonest gets no subsidy unseen."""
    if "dishonest" not in asked.lists:
        return
    for filing_id, name, row, since, as_of in asked.rows(DISHONEST):
        words = {"unit": name, "since": since or "日期不详", "as_of": as_of}
        yield Found(
            "R14.dishonest", (filing_id,), filings=(filing_id,), words=words, rests=(("outside_entry", row),)
        )


def headcounts(asked: Asked) -> Iterator[Found]:
    """A company does not send more people than it insures."""
    listed = asked.lists.get("insured")
    staff = asked.kept(_staff) if listed is not None else []
    if listed is None or not staff:
        return
    names = sorted({each for row in staff for each in row[1:3]})
    insured = {
        row[0]: row[1]
        for row in asked.rows(INSURED_BY, names=dumps(names), ids=asked.ids_of_lists("insured"))
    }
    for filing_id, name, code, count in staff:
        known = insured.get(name, 0) + insured.get(code, 0)
        if count > known:
            words = {
                "employer": name,
                "count": count,
                "insured": known,
                "as_of": listed.as_of.isoformat(),
            }
            yield Found("R19.more_than_insured", (filing_id,), filings=(filing_id,), words=words)


def _every_more(reading: Reading) -> Iterable[int]:
    """The filings with more people than the newest list of insured staff has of their employer."""
    listed = reading.lists.get("insured")
    return () if listed is None else reading.ids(EVERY_MORE, id=listed.id)


R12 = (
    Check(scope, lambda reading: reading.ids(EVERY_OUT_OF_SCOPE), by="filings"),
    Check(size, lambda reading: reading.ids(EVERY_TOO_LARGE), by="filings"),
    Check(trainers, lambda reading: reading.ids(EVERY_TRAINER), by="filings"),
    Check(sites, lambda reading: reading.ids(EVERY_SITE), by="filings"),
)
R14 = (
    Check(hired, lambda reading: reading.ids(EVERY_HIRED, **_bounds(reading))),
    Check(employers, insured_lines),
    Check(
        dishonest,
        lambda reading: reading.ids(EVERY_DISHONEST, ids=reading.ids_of_lists("dishonest")),
        by="filings",
    ),
)
R19 = (
    Check(headcounts, _every_more, by="filings"),
    R19_EMPLOYERS,
)
