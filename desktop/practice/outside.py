"""The outside lists of a made-up county: one of each kind, full of strangers who sit in no class."""

from datetime import date, timedelta

from sqlalchemy import Connection

from db.doubts import OutsideBenefit, OutsideEntry, OutsideList
from desktop.practice.bulk import Rows, write_all
from desktop.practice.crowd import Somebody, somebody
from desktop.practice.held import LISTS, OCCUPATIONS, uid

STRANGERS = 5_000_001
"""From this number on people stand on outside lists only."""

UNITS = {"death": "", "pension": "", "payroll": "演练县某单位", "student": "演练县某学校"}
"""The lists of persons on which every stranger stands, with the unit that each names."""


def write_lists(connection: Connection, account: int, strangers: int, as_of: date) -> None:
    """Write the head of each list, as taken in by an account, and so many strangers on those of persons."""
    head = ("id", "uid", "kind", "source", "as_of", "taken_on", "file_name", "digest", "rows", "account_id")
    lists = Rows(connection, OutsideList, *head)
    for kind, number in LISTS.items():
        lists.add(
            *(number, uid(23, number), kind, "演练数据", as_of.isoformat(), as_of.isoformat()),
            *(f"{kind}.xlsx", f"{number:064d}", strangers, account),
        )
    entries = Rows(connection, OutsideEntry, "list_id", "number", "name", "unit", "since", "source")
    paid = ("list_id", "number", "name", "scheme", "occupation", "level", "paid_on", "source")
    benefits = Rows(connection, OutsideBenefit, *paid)
    for number in range(strangers):
        _enter(entries, benefits, number, somebody(STRANGERS + number))
    write_all((lists, entries, benefits))


def _enter(entries: Rows, benefits: Rows, number: int, who: Somebody) -> None:
    since = (date(2015, 1, 1) + timedelta(days=number % 1500)).isoformat()
    source = f"名单!{number + 2}"
    for kind, unit in UNITS.items():
        entries.add(LISTS[kind], who.id_number, who.name, unit, since, source)
    occupation, level = OCCUPATIONS[number % len(OCCUPATIONS)], str(5 - number % 3)
    benefits.add(*(LISTS["benefit"], who.id_number, who.name, "training", occupation, level, since, source))
