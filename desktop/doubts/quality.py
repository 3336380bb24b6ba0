"""How well an institution works, from its own history: problems in what it sent, cases sent back, doubts upheld."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from typing import TypeAlias

from desktop.doubts.finding import reading
from desktop.workspace import Desk

Figures: TypeAlias = tuple[int, int, int, int, int, int, int]
"""Filings, people, rows, problems, returns, doubts, doubts upheld."""
NOTHING: Figures = (0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one kind of fault costs in points: how often it was met, by what measure, and the rule in words."""

    title: str
    figure: str
    points: Decimal
    rule: str

    @property
    def sentence(self) -> str:
        """The deduction as a clerk would say it."""
        lost = f"扣{self.points.normalize():f}分" if self.points else "不扣分"
        return f"{self.title}：{self.figure}，{lost}（{self.rule}）"


@dataclass(frozen=True, slots=True)
class QualityYear:
    """One year of an institution: what it sent in, what was wrong with it, and the score out of 100 that follows."""

    year: int
    filings: int
    people: int
    rows: int
    problems: int
    returns: int
    doubts: int
    upheld: int
    score: int

    @property
    def problems_per_100(self) -> Decimal:
        """Problems in every hundred rows of its workbooks."""
        return _per_100(self.problems, self.rows)

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """What the score is made of: the points lost of 100, by kind of fault."""
        return _deductions(
            (self.filings, self.people, self.rows, self.problems, self.returns, 0, self.upheld)
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """An institution's record from its own history, year by year, and the score over all of it (None: nothing yet)."""

    institution_id: int
    years: tuple[QualityYear, ...]
    score: int | None

    @property
    def trend(self) -> int:
        """How many points the last year is better (or, below nought, worse) than the one before."""
        return self.years[-1].score - self.years[-2].score if len(self.years) > 1 else 0


PROBLEM_WEIGHT, PROBLEM_MOST = 2, 30
RETURN_WEIGHT, RETURN_MOST = 3, 30
UPHELD_WEIGHT, UPHELD_MOST = 8, 40
"""Points lost for each problem in 100 rows, return in 10 cases, and doubt upheld in 100 people; and at most."""

_FILINGS = """
SELECT f.id, cast(strftime('%Y', f.filed_on) AS INTEGER),
       (SELECT count(*) FROM trainee AS t WHERE t.filing_id = f.id),
       (SELECT count(*) FROM correction AS c WHERE c.filing_id = f.id)
     + (SELECT count(*) FROM claim AS m CROSS JOIN opinion AS o ON o.case_kind = 'claim' AND o.case_id = m.id
        WHERE m.filing_id = f.id AND o.verdict = '退回')
FROM filing AS f WHERE f.institution_id = :institution AND f.state <> 'draft'
"""
_BATCHES = """
SELECT b.filing_id, sum(b.rows), sum(json_array_length(b.problems)), sum(b.state = 'returned')
FROM filing AS f CROSS JOIN import_batch AS b ON b.filing_id = f.id
WHERE f.institution_id = :institution AND b.state <> 'undone'
GROUP BY b.filing_id
"""
# A matter found at the filing, again at the claim, and from both of its classes, is one doubt.
_DOUBTS = """
SELECT filing, count(*), sum(upheld)
FROM (SELECT min(f.id) AS filing,
             max(coalesce(d.verdict, '') IN ('removed', 'sent_back', 'referred')) AS upheld
      FROM filing AS f
      LEFT JOIN claim AS m ON m.filing_id = f.id
      CROSS JOIN doubt AS q
        ON (q.case_kind = 'filing' AND q.case_id = f.id) OR (q.case_kind = 'claim' AND q.case_id = m.id)
      LEFT JOIN disposal AS d ON d.id = q.disposal_id
      WHERE f.institution_id = :institution
      GROUP BY q.fingerprint)
GROUP BY filing
"""


def quality(desk: Desk, institution_id: int) -> Quality:
    """Return an institution's record: problems in its workbooks, cases sent back, doubts upheld, and the score.

    Each year starts at 100 and loses 2 points for every problem in 100 rows (30 at most), 3 for every return in 10
    cases (30 at most) and 8 for every doubt upheld in 100 people (40 at most).
    """
    read = reading(desk)
    batches = {row[0]: row[1:] for row in read.rows(_BATCHES, institution=institution_id)}
    doubts = {row[0]: row[1:] for row in read.rows(_DOUBTS, institution=institution_id)}
    sums: dict[int, Figures] = defaultdict(lambda: NOTHING)
    for filing_id, year, people, returns in read.rows(_FILINGS, institution=institution_id):
        rows, problems, handed_back = batches.get(filing_id, (0, 0, 0))
        found, upheld = doubts.get(filing_id, (0, 0))
        each = (1, people, rows or 0, problems or 0, returns + (handed_back or 0), found, upheld or 0)
        sums[year] = _added(sums[year], each)
    years = tuple(QualityYear(year, *figures, _score(figures)) for year, figures in sorted(sums.items()))
    whole = reduce(_added, sums.values(), NOTHING)
    return Quality(institution_id, years, _score(whole) if years else None)


def _added(one: Figures, other: Figures) -> Figures:
    a, b, c, d, e, f, g = (had + more for had, more in zip(one, other, strict=True))
    return a, b, c, d, e, f, g


def _score(figures: Figures) -> int:
    lost = sum((each.points for each in _deductions(figures)), Decimal(0))
    return int((100 - lost).quantize(Decimal(1), ROUND_HALF_UP))


def _deductions(figures: Figures) -> tuple[Deduction, ...]:
    filings, people, rows, problems, returns, _, upheld = figures
    per_row, per_ten, per_person = (
        _per_100(problems, rows),
        _per_100(returns, filings) / 10,
        _per_100(upheld, people),
    )
    return (
        Deduction(
            "表格问题",
            f"每百行{per_row}个（{rows}行中{problems}个）",
            min(PROBLEM_WEIGHT * per_row, Decimal(PROBLEM_MOST)),
            f"每个扣{PROBLEM_WEIGHT}分，最多{PROBLEM_MOST}分",
        ),
        Deduction(
            "退回补正",
            f"每十件{per_ten.normalize():f}次（{filings}件中{returns}次）",
            min(RETURN_WEIGHT * per_ten, Decimal(RETURN_MOST)),
            f"每次扣{RETURN_WEIGHT}分，最多{RETURN_MOST}分",
        ),
        Deduction(
            "查实疑点",
            f"每百人{per_person}条（{people}人中{upheld}条）",
            min(UPHELD_WEIGHT * per_person, Decimal(UPHELD_MOST)),
            f"每条扣{UPHELD_WEIGHT}分，最多{UPHELD_MOST}分",
        ),
    )


def _per_100(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else Decimal(0)
