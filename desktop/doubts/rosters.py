"""R2, R3, R13, R19: the same people on several rosters: at once, in two roles, as a block, for two employers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.codes import title
from desktop.doubts.asking import Asked, Case, Check, Found, Reading, day
from desktop.doubts.thresholds import threshold

JOBLESS = ("unemployed", "zero_employment", "hard_to_employ")
EMPLOYED = ("employee", "dispatched")
FREE_TRAINING = ("employment_skills", "entrepreneurship")

OTHER_ROSTERS = """
SELECT t.id, o.id, t.filing_id, o.filing_id, t.groups, o.groups,
       coalesce(t.contract_from, t.hired_on), t.contract_until,
       coalesce(o.contract_from, o.hired_on), o.contract_until, t.person_id
FROM json_each(:lines) AS s
CROSS JOIN trainee AS t ON t.id = s.value
CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id <> t.filing_id
CROSS JOIN filing AS f ON f.id = t.filing_id
CROSS JOIN filing AS g ON g.id = o.filing_id
LEFT JOIN training_class AS c ON c.filing_id = f.id
LEFT JOIN training_class AS d ON d.filing_id = g.id
WHERE g.state NOT IN ('draft', 'refused') AND f.state <> 'refused'
  AND (coalesce(c.opened_on, f.starts_on) <= coalesce(d.ended_on, g.ends_on)
       AND coalesce(d.opened_on, g.starts_on) <= coalesce(c.ended_on, f.ends_on)
    OR (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
       <> (instr(o.groups, 'employee') OR instr(o.groups, 'dispatched'))
    OR f.employer_id <> g.employer_id)
"""

EVERY_PAIR = """
WITH class AS MATERIALIZED (
  SELECT f.id, coalesce(c.opened_on, f.starts_on) AS opened, coalesce(c.ended_on, f.ends_on) AS ended,
         f.employer_id
  FROM filing AS f LEFT JOIN training_class AS c ON c.filing_id = f.id
  WHERE f.state NOT IN ('draft', 'refused'))
SELECT t.id, o.id
FROM trainee AS t
CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id > t.filing_id
CROSS JOIN class AS f ON f.id = t.filing_id
CROSS JOIN class AS g ON g.id = o.filing_id
WHERE f.opened <= g.ended AND g.opened <= f.ended
   OR (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
      <> (instr(o.groups, 'employee') OR instr(o.groups, 'dispatched'))
   OR f.employer_id <> g.employer_id
"""

BOTH_PRESENT = """
SELECT a.day, a.online_hours + a.offline_hours + b.online_hours + b.offline_hours
FROM attendance AS a JOIN attendance AS b ON b.trainee_id = :other AND b.day = a.day
WHERE a.trainee_id = :line AND a.state IN ('present', 'late') AND b.state IN ('present', 'late')
ORDER BY a.day
"""


@dataclass(frozen=True, slots=True)
class Roster:
    """A line as one of two rosters of a person: the line, its filing, groups, and the employment it states."""

    line: int
    case: Case
    groups: tuple[str, ...]
    since: str
    until: str

    @property
    def employed(self) -> bool:
        """Whether the roster names the person as somebody's staff."""
        return any(group in EMPLOYED for group in self.groups)

    @property
    def free(self) -> bool:
        """Whether the person is on it as one out of work or looking for other work."""
        return not self.employed and (
            self.case.training_type in FREE_TRAINING or any(group in JOBLESS for group in self.groups)
        )

    @property
    def employment(self) -> tuple[str, str]:
        """From when to when the person works for the employer, as far as the roster says."""
        start = self.since or self.case.opened
        return start, self.until or max(self.case.ended, start)

    @property
    def group_title(self) -> str:
        """The groups in words."""
        return "、".join(title("groups", group) for group in self.groups) or "未登记类别"


def pairs(asked: Asked) -> list[tuple[int, Roster, Roster]]:
    """Return (person, line asked about, other line) for all that overlap, contradict or name two employers."""
    rows = asked.rows(OTHER_ROSTERS)
    cases = {
        **asked.cases,
        **Asked(asked, (), {row[3] for row in rows}.union(row[2] for row in rows)).cases,
    }

    def roster(line: int, filing_id: int, groups: str, since: str | None, until: str | None) -> Roster:
        held = tuple(each for each in groups.split(",") if each)
        return Roster(line, cases[filing_id], held, since or "", until or "")

    return [
        (
            row[10],
            roster(row[0], row[2], row[4], row[6], row[7]),
            roster(row[1], row[3], row[5], row[8], row[9]),
        )
        for row in rows
    ]


def every_pair(reading: Reading) -> Iterable[int]:
    """Return all lines that may overlap, contradict or name two employers with another one of the same person."""
    return {line for row in reading.rows(EVERY_PAIR) for line in row}


def dates(asked: Asked) -> Iterator[Found]:
    """Nobody sits in two classes at once (the days of both are told, and those both of which count him present)."""
    for _, mine, other in asked.kept(pairs):
        first, last = max(mine.case.opened, other.case.opened), min(mine.case.ended, other.case.ended)
        if first > last:
            continue
        present = asked.rows(BOTH_PRESENT, line=mine.line, other=other.line)
        yield Found(
            "R2.dates",
            tuple(sorted((mine.line, other.line))),
            (mine.line, other.line),
            words={
                "days": (day(last) - day(first)).days + 1,
                "span": f"{first}至{last}",
                "both": f"，其中{len(present)}天两边都记出勤" if present else "",
            },
        )


def two_roles(asked: Asked) -> Iterator[Found]:
    """Nobody is trained as one without work while employed by a company that trains him as its own."""
    for _, mine, other in asked.kept(pairs):
        free, staff = (mine, other) if mine.free else (other, mine)
        if not free.free or not staff.employed:
            continue
        since, until = staff.employment
        if since <= free.case.ended and free.case.opened <= until:
            yield Found(
                "R3.two_roles",
                tuple(sorted((mine.line, other.line))),
                (free.line, staff.line),
                words={
                    "first": free.group_title,
                    "second": staff.group_title,
                    "employed": f"{since}至{until}",
                    "span": f"{free.case.opened}至{free.case.ended}",
                },
            )


OWN_LINE = """
SELECT t.id, t.groups FROM json_each(:lines) AS s CROSS JOIN trainee AS t ON t.id = s.value
WHERE instr(t.groups, ',') AND (instr(t.groups, 'employee') OR instr(t.groups, 'dispatched'))
"""
EVERY_OWN_LINE = """
SELECT id FROM trainee
WHERE instr(groups, ',') AND (instr(groups, 'employee') OR instr(groups, 'dispatched'))
"""


def own_line(asked: Asked) -> Iterator[Found]:
    """A roster does not name one person as employed and out of work at once."""
    for line, groups in asked.rows(OWN_LINE):
        held = groups.split(",")
        jobless = [title("groups", group) for group in held if group in JOBLESS]
        employed = [title("groups", group) for group in held if group in EMPLOYED]
        if jobless and employed:
            words = {"jobless": "、".join(jobless), "employed": "、".join(employed)}
            yield Found("R3.own_line", (line, groups), (line,), words=words)


def two_employers(asked: Asked) -> Iterator[Found]:
    """Two employers do not claim for the same person whose employments overlap; least of all for one sent out."""
    for _, mine, other in asked.kept(pairs):
        if mine.case.employer_id is None or other.case.employer_id in (None, mine.case.employer_id):
            continue
        if not mine.employed or not other.employed:
            continue
        (since, until), (from_, to) = mine.employment, other.employment
        if since > to or from_ > until:
            continue
        sent = "dispatched" in (*mine.groups, *other.groups)
        yield Found(
            "R19.dispatched_twice" if sent else "R19.two_employers",
            tuple(sorted((mine.line, other.line))),
            (mine.line, other.line),
            words={"employer": mine.case.employer, "other_employer": other.case.employer},
        )


SHARED_ROSTERS = """
SELECT x.value, o.filing_id, count(*)
FROM json_each(:filings) AS x
CROSS JOIN trainee AS t ON t.filing_id = x.value
CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id <> t.filing_id
GROUP BY x.value, o.filing_id HAVING count(*) >= :least
"""

ALIKE = """
WITH pair AS MATERIALIZED (
  SELECT t.filing_id AS one, o.filing_id AS other, count(*) AS people
  FROM trainee AS t
  CROSS JOIN trainee AS o ON o.person_id = t.person_id AND o.filing_id > t.filing_id
  GROUP BY t.filing_id, o.filing_id HAVING count(*) >= :least)
SELECT a.id, b.id
FROM pair
CROSS JOIN filing AS a ON a.id = pair.one
CROSS JOIN filing AS b ON b.id = pair.other
WHERE 100 * pair.people >= :share * min(a.planned_people, b.planned_people)
"""


def reused(asked: Asked) -> Iterator[Found]:
    """The people of one roster do not come back as a block on another (set similarity of two rosters in a year)."""
    rows = asked.rows(SHARED_ROSTERS, least=threshold("reused_people"))
    if not rows:
        return
    cases = {**asked.cases, **Asked(asked, (), {row[1] for row in rows}).cases}
    for here, other, count in rows:
        mine, theirs = cases[here], cases[other]
        apart = abs((day(mine.opened) - day(theirs.opened)).days)
        planned = min(mine.planned, theirs.planned)
        if theirs.state in ("draft", "refused") or apart > threshold("reuse_days"):
            continue
        if 100 * count < threshold("reused_share") * planned:
            continue
        changed = [
            what
            for what, differs in (
                ("机构", mine.institution_id != theirs.institution_id),
                ("职业（工种）", mine.occupation != theirs.occupation),
                ("申报单位", mine.employer_id != theirs.employer_id),
            )
            if differs
        ]
        moved = mine.institution_id != theirs.institution_id or mine.employer_id != theirs.employer_id
        union = sum(asked.ids(_COUNT, one=one)[0] for one in (here, other)) - count
        yield Found(
            "R13.moved" if moved else "R13.reused",
            tuple(sorted((here, other))),
            filings=(here, other),
            words={
                "count": count,
                "share": round(100 * count / planned) if planned else 100,
                "jaccard": round(100 * count / union) if union else 100,
                "days": apart,
                "changed": "、".join(changed),
            },
        )


_COUNT = "SELECT count(*) FROM trainee WHERE filing_id = :one"


def alike(reading: Reading) -> Iterable[int]:
    """Return the filings whose roster may be another one's."""
    rows = reading.rows(ALIKE, least=threshold("reused_people"), share=threshold("reused_share"))
    return {filing for row in rows for filing in row}


R2_DATES = Check(dates, every_pair)
R3_ROLES = (Check(two_roles, every_pair), Check(own_line, lambda reading: reading.ids(EVERY_OWN_LINE)))
R13 = (Check(reused, alike, by="filings"),)
R19_EMPLOYERS = Check(two_employers, every_pair)
