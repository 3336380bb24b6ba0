"""Holding a checked roster against its filing and the register: another name under a number, another trade or level."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from db.audit import AuditEntry
from db.filings import Filing, Trainee
from db.registers import Person
from desktop import batches
from desktop.codes import codes
from desktop.filings.columns import ROSTER
from desktop.filings.entry import find
from desktop.intake import Reading, Row
from desktop.intake.packed import pieces
from desktop.pages import listed
from desktop.problems import Problem
from desktop.workspace import Desk

AT = {column.field: at for at, column in enumerate(ROSTER)}
MOST_MARKS = 20
"""Up to so many rows with the same other trade or level are marked one by one; more are told once, at the first."""

OF_FILING = {"occupation": ("职业（工种）", "occupations"), "level": ("培训等级", "levels")}


class Renamed(NamedTuple):
    """A row that gives a known number another name; `rests` says what rests on the name that is known, "" for nothing."""

    row: Row
    known: str
    name: str
    rests: str


def check_roster(desk: Desk, filing_id: int, reading: Reading) -> Reading:
    """Return a roster held against its filing and the register of persons.

    A number known under another name keeps its row out where anything but this filing's own lists rests on the name;
    otherwise the name is put right, and that is told. Another trade or level than the filing's is told too.
    """
    filing = find(desk, filing_id)
    found = renamed(desk, filing, reading)
    faults = [(each.row, _other_name(reading, each)) for each in found if each.rests]
    remarks = [_name_changed(reading, each) for each in found if not each.rests]
    for field in OF_FILING:
        remarks += _others(filing, reading, field)
    return batches.judged(reading, faults, remarks)


def column(reading: Reading, field: str) -> Iterator[Any]:
    """Give the values of one field, row by row."""
    return (value for piece in pieces(reading.rows) for value in piece.columns[AT[field]])


def renamed(desk: Desk, filing: Filing, reading: Reading) -> list[Renamed]:
    """Return the rows whose citizen number the register knows under another name, with what rests on that."""
    numbers = listed(column(reading, "id_number"))
    chosen = select(Person.id_number, Person.id, Person.uid, Person.name)
    known = {row.id_number: row for row in desk.session.execute(chosen.where(Person.id_number.in_(numbers)))}
    if not known:
        return []
    others = {
        number
        for number, name in zip(column(reading, "id_number"), column(reading, "name"), strict=True)
        if number in known and known[number].name != name
    }
    if not others:
        return []
    rests = _rests(desk, filing, [known[number] for number in others])
    return [
        Renamed(row, each.name, str(row.values[AT["name"]]), rests.get(each.id, ""))
        for row in reading.rows
        if row.values[AT["id_number"]] in others
        for each in (known[str(row.values[AT["id_number"]])],)
    ]


def _rests(desk: Desk, filing: Filing, people: Sequence[Any]) -> dict[int, str]:
    """What rests on the names of people besides the lists of this filing, by person; those without are left out."""
    if filing.reopened_on is not None:
        return {each.id: "本件曾经同意，结果已用这个姓名办理" for each in people}
    keys = listed(each.id for each in people)
    entered = select(Person.id).where(Person.id.in_(keys))
    entered = entered.join(AuditEntry, AuditEntry.subject_uid == Person.uid)
    found = dict.fromkeys(desk.session.scalars(entered), "经办人核对证件后登记")
    applied = select(Filing.person_id, Filing.title).where(Filing.person_id.in_(keys))
    found |= {key or 0: f"是“{name}”的申请人" for key, name in desk.session.execute(applied)}
    elsewhere = select(Trainee.person_id, Filing.title).join(Filing, Filing.id == Trainee.filing_id)
    elsewhere = elsewhere.where(Trainee.person_id.in_(keys), Filing.id != filing.id)
    return found | {key: f"也在“{name}”的花名册上" for key, name in desk.session.execute(elsewhere)}


def _other_name(reading: Reading, found: Renamed) -> Problem:
    what = f"此身份证号已登记为“{found.known}”（{found.rests}），本次写作“{found.name}”，不能导入。"
    remedy = "请核对身份证原件：本表有误的，改正后重新提交；登记有误的，先在人员卡片中更正姓名。"
    return batches.problem(reading, found.row, "name", "other_name", what, remedy)


def _name_changed(reading: Reading, found: Renamed) -> Problem:
    what = f"此身份证号上次报的姓名是“{found.known}”，本次写作“{found.name}”，导入后按本次更正。"
    remedy = "请对照身份证核对；身份证号填错的，改正后重新提交。"
    return batches.problem(reading, found.row, "name", "name_changed", what, remedy)


def _others(filing: Filing, reading: Reading, field: str) -> Iterable[Problem]:
    """Tell the rows that name another trade or level than the filing."""
    own = getattr(filing, field)
    if not {value for value in column(reading, field) if value} - {own}:
        return
    found: dict[str, list[Row]] = defaultdict(list)
    for row in reading.rows:
        value = row.values[AT[field]]
        if value and value != own:
            found[str(value)].append(row)
    name, group = OF_FILING[field]
    titles = {each.code: each.title for each in codes(group)}
    remedy = "请核对是否选对了备案；导入后以备案为准，需要变更的请先更正备案。"
    for value, rows in found.items():
        what = f"{name}写作“{titles.get(value, value)}”，本件备案是“{titles.get(own, own)}”"
        many = len(rows) > MOST_MARKS
        more = f"，同样的共 {len(rows):,} 行" if many else ""
        for row in rows[:1] if many else rows:
            yield batches.problem(reading, row, field, f"other_{field}", f"{what}{more}。", remedy)
