"""Persons: one card each, with the groups they belong to and every class they took part in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.sqlite import insert

from db.base import new_uid
from db.registers import Person, PersonGroup
from desktop import audit
from desktop.codes import title
from desktop.identity import birth_date, mask_account, mask_id, mask_phone, sex_of
from desktop.pages import Page, PageQuery, like, listed, page
from desktop.problems import Refused
from desktop.workspace import Desk


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as a list shows it; the number is masked."""

    id: int
    name: str
    id_number: str
    sex: str
    born: date
    phone: str
    groups: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person's card; number, phone and account are masked."""

    id: int
    name: str
    id_number: str
    sex: str
    born: date
    phone: str
    education: str
    household: str
    address: str
    bank: str
    account: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as a roster row brings it; empty texts leave what the register already knows."""

    id_number: str
    name: str
    phone: str = ""
    education: str = ""
    household: str = ""
    address: str = ""
    bank: str = ""
    account: str = ""


COPIED = ("phone", "education", "household", "address", "bank", "account")


def persons(desk: Desk, query: PageQuery) -> Page[PersonLine]:
    """Return a page of persons found by name, by number, or by the number's last places."""
    chosen = select(Person)
    if query.text.strip():
        pattern = like(query.text)
        chosen = chosen.where(
            or_(Person.name.like(pattern, escape="\\"), Person.id_number.like(pattern, escape="\\"))
        )
    sortable = {"name": Person.name, "id_number": Person.id_number, "sex": Person.sex, "born": Person.born}
    return page(desk.session, query, chosen, sortable, Person.id, lambda row: _line(row[0]))


def person(desk: Desk, person_id: int) -> PersonSheet:
    """Return one person's card."""
    row = desk.session.get(Person, person_id)
    if row is None:
        raise Refused("没有找到这个人。", "请刷新列表后再试。")
    return PersonSheet(
        row.id,
        row.name,
        mask_id(row.id_number),
        row.sex,
        row.born,
        mask_phone(row.phone),
        row.education,
        row.household,
        row.address,
        row.bank,
        mask_account(row.account),
        tuple(title("groups", each.group) for each in row.groups),
    )


def set_groups(
    desk: Desk, person_id: int, groups: Sequence[str], evidence: str, since: date | None = None
) -> None:
    """Record that a person belongs to groups of J2 or J11, and on which evidence."""
    row = desk.session.get(Person, person_id)
    if row is None:
        raise Refused("没有找到这个人。", "请刷新列表后再试。")
    known = {each.group for each in row.groups}
    row.groups += [
        PersonGroup(group=group, evidence=evidence, since=since, until=None)
        for group in groups
        if group not in known
    ]
    audit.record(
        desk, "登记人员类别", audit.HANDLING, "person", row.uid, 类别="、".join(groups), 依据=evidence
    )


def enter(desk: Desk, entries: Sequence[PersonEntry]) -> dict[str, int]:
    """Enter the persons of a roster, known ones brought up to date; returns id by citizen number.

    A known person whose name differs is refused by name: two people cannot share a number. The roster's
    own deed leaves the audit entry.
    """
    known = known_ids(desk, (entry.id_number for entry in entries))
    for entry in entries:
        name = known[entry.id_number][1] if entry.id_number in known else entry.name
        if name != entry.name:
            raise Refused(
                f"身份证号 {mask_id(entry.id_number)} 已登记为“{name}”，本次写作“{entry.name}”，花名册未导入。",
                "请核对身份证原件；若登记有误，请先在人员卡片中更正。",
            )
    rows = [
        {
            "uid": new_uid(),
            "id_number": entry.id_number,
            "name": entry.name,
            "sex": sex_of(entry.id_number),
            "born": birth_date(entry.id_number),
            **{field: getattr(entry, field) for field in COPIED},
        }
        for entry in entries
    ]
    fresh = [row for row in rows if row["id_number"] not in known]
    if fresh:
        desk.session.execute(insert(Person), fresh)
    for entry in entries:
        changes = {field: value for field in COPIED if (value := getattr(entry, field))}
        if entry.id_number in known and changes:
            desk.session.execute(
                update(Person).where(Person.id == known[entry.id_number][0]).values(**changes)
            )
    if fresh:
        known |= known_ids(desk, (str(row["id_number"]) for row in fresh))
    return {number: found[0] for number, found in known.items()}


def known_ids(desk: Desk, numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return (id, name) of every known person among `numbers`.

    The numbers go in as one JSON array: SQLite then uses the index, where a temporary table would not.
    """
    rows = desk.session.execute(
        select(Person.id_number, Person.id, Person.name).where(Person.id_number.in_(listed(numbers)))
    )
    return {row.id_number: (row.id, row.name) for row in rows}


def _line(row: Person) -> PersonLine:
    groups = "、".join(title("groups", each.group) for each in row.groups)
    return PersonLine(
        row.id, row.name, mask_id(row.id_number), row.sex, row.born, mask_phone(row.phone), groups
    )
