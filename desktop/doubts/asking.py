"""What a check is asked about (some lines, or all of the county's), what it may read, and how it says what it found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from json import dumps
from typing import Any

from sqlalchemy import Row

from desktop.policy import Policy, Value
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: which variant of which flag, on which lines and filings it rests, and its figures.

    `key` is what makes it the same matter when it is met again. The first line (or, without lines, the first
    filing) is the one in question, the others are those it is held against. `rests` are further rows as
    (kind, id). `words` fill the blanks of the sentence.
    """

    variant: str
    key: tuple[object, ...]
    lines: tuple[int, ...] = ()
    filings: tuple[int, ...] = ()
    words: Mapping[str, object] = field(default_factory=dict)
    rests: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks know of a filing: its plan, its class, its parties and its claim, which is no advance."""

    id: int
    uid: str
    number: str
    title: str
    state: str
    case_kind: str
    training_type: str
    occupation: str
    level: str
    planned: int
    opened: str
    ended: str
    employer_id: int | None
    employer: str
    institution_id: int | None
    institution: str
    site: str
    phone: str
    claim_id: int | None
    claim: str
    applied: str
    class_uid: str
    claim_uid: str

    @property
    def scope(self) -> dict[str, str]:
        """What the policy is asked by."""
        return {
            "case_kind": self.case_kind,
            "training_type": self.training_type,
            "occupation": self.occupation,
            "level": self.level,
        }


def law_day(policy: Policy, case: Case) -> date:
    """Return the day whose law decides on a case: its opening day, unless that day's law names another."""
    opened = day(case.opened)
    counts = policy.on(opened).day_that_counts
    if counts == "ended_on":
        return day(case.ended)
    return day(case.applied) if counts == "applied_on" and case.applied else opened


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that another office gave, as of a day."""

    id: int
    kind: str
    as_of: date
    rows: int


CASES = """
SELECT f.id, f.uid, coalesce(f.number, ''), f.title, f.state, f.case_kind, f.training_type, f.occupation, f.level,
       f.planned_people, coalesce(c.opened_on, f.starts_on), coalesce(c.ended_on, f.ends_on),
       f.employer_id, coalesce(e.name, ''), f.institution_id, coalesce(i.name, ''), f.site, f.phone,
       m.id, coalesce(m.number, ''), coalesce(m.applied_on, ''), coalesce(c.uid, ''), coalesce(m.uid, '')
FROM json_each(:filings) AS x
CROSS JOIN filing AS f ON f.id = x.value
LEFT JOIN training_class AS c ON c.filing_id = f.id
LEFT JOIN employer AS e ON e.id = f.employer_id
LEFT JOIN institution AS i ON i.id = f.institution_id
LEFT JOIN claim AS m ON m.filing_id = f.id AND m.state <> 'refused' AND m.stage <> 'advance'
"""

# A unit or person that a newer list of the same kind names too: what the newer one says counts.
NAMED_ANEW = """EXISTS (
  SELECT 1 FROM outside_list AS was
  CROSS JOIN outside_entry AS anew ON anew.number = o.number
  CROSS JOIN outside_list AS newer ON newer.id = anew.list_id
  WHERE was.id = o.list_id AND newer.kind = was.kind AND newer.as_of > was.as_of)"""


class Reading:
    """A way to the store: SQL with named parameters in, rows out."""

    def __init__(self, desk: Desk, lists: Sequence[Listed]) -> None:
        self.desk = desk
        self.connection = desk.session.connection()
        self.policy = desk.policy
        self.county = desk.workspace.county
        self.every_list = lists
        self.lists = {each.kind: each for each in sorted(lists, key=lambda each: (each.as_of, each.id))}
        """The newest list of each kind."""

    def ids_of_lists(self, *kinds: str) -> str:
        """Return the ids of every list of some kinds, the newest or not, as one JSON parameter."""
        return dumps([each.id for each in self.every_list if each.kind in kinds])

    def rows(self, sql: str, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return what a statement selects; lists go in as one JSON parameter each."""
        return self.connection.exec_driver_sql(sql, values).all()

    def ids(self, sql: str, **values: Any) -> list[int]:
        """Return the first column of what a statement selects."""
        return [row[0] for row in self.rows(sql, **values)]

    def every(self, name: str) -> tuple[Value, ...]:
        """Return every value of a name through time."""
        return tuple(value for value in self.policy.values if value.name == name)


class Asked(Reading):
    """Some lines and some filings that a check is asked about, with what several checks read of them."""

    def __init__(self, reading: Reading, lines: Iterable[int], filings: Iterable[int]) -> None:
        super().__init__(reading.desk, reading.every_list)
        self.policy = reading.policy
        self.line_ids = tuple(lines)
        self.filing_ids = tuple(filings)
        self._values = {"lines": dumps(self.line_ids), "filings": dumps(self.filing_ids)}
        self._kept: dict[Any, Any] = {}

    def rows(self, sql: str, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return what a statement selects of the lines (`:lines`) and filings (`:filings`) asked about."""
        given = {name: value for name, value in self._values.items() if f":{name}" in sql}
        return super().rows(sql, **given, **values)

    def kept(self, read: "Callable[[Asked], Any]") -> Any:
        """Return what `read` reads of these lines, read once however many checks want it."""
        if read not in self._kept:
            self._kept[read] = read(self)
        return self._kept[read]

    @cached_property
    def cases(self) -> dict[int, Case]:
        """The filings asked about, by id."""
        return {row[0]: Case(*row) for row in self.rows(CASES)}


Sieve = Callable[[Reading], Iterable[int]]
"""Picks from all of the county's lines or filings those that a check has to look at."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it finds near some lines, and the sieve that picks from all of the county's what to look at.

    The sieve may let too much through, never too little: `near` decides. `by` says whether it yields lines
    (trainees) or filings.
    """

    near: Callable[[Asked], Iterator[Found]]
    sieve: Sieve
    by: str = "lines"


def day(text_of: str) -> date:
    """Return a day as the store writes it."""
    return date.fromisoformat(text_of)


def yuan(fen: int) -> str:
    """Return an amount of the store in yuan, as it is told."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"
