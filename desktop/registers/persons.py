"""Persons: one card each, with the groups they belong to and every class they took part in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import selectinload

from db.bulk import insert_rows
from db.registers import Person, PersonGroup
from desktop import audit
from desktop.codes import title
from desktop.identity import birth_date, check_id, mask_account, mask_id, mask_phone, sex_of
from desktop.pages import Chosen, Page, PageQuery, like, listed, page
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


class PersonEntry(NamedTuple):
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
UPDATED = ("name", *COPIED)


def persons(desk: Desk, query: PageQuery) -> Page[PersonLine]:
    """Return a page of persons found by name, by number, or by the number's last places."""
    chosen: Chosen = select(Person).options(selectinload(Person.groups))
    if query.text.strip():
        pattern = like(query.text)
        found = (each.like(pattern, escape="\\") for each in (Person.name, Person.id_number))
        chosen = chosen.where(or_(*found))
    sortable = {"name": Person.name, "id_number": Person.id_number, "sex": Person.sex, "born": Person.born}
    return page(desk.session, query, chosen, sortable, Person.id, lambda row: _line(row[0]))


def person(desk: Desk, person_id: int) -> PersonSheet:
    """Return one person's card."""
    row = _get(desk, person_id)
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


def recall(desk: Desk, id_number: str) -> PersonEntry | None:
    """Return what the register knows of the person with a citizen number, whole, to go on a form; None for nobody."""
    row = _known(desk, [id_number]).get(id_number)
    if row is None:
        return None
    return PersonEntry(row.id_number, row.name, *(getattr(row, field) for field in COPIED))


def save_person(desk: Desk, entry: PersonEntry) -> int:
    """Enter one person, e.g. a self-directed learner (J9), or bring a known one up to date; returns the id.

    Empty texts leave what is known. Refused when the number is wrong or known under another name.
    """
    desk.needs("handler", title("roles", "handler"))
    number, problem = check_id(entry.id_number, desk.today)
    if problem is not None:
        raise Refused(f"{problem.what.rstrip('。')}，没有保存。", problem.remedy)
    if not entry.name.strip():
        raise Refused("姓名没有填写，没有保存。", "请按身份证填写姓名。")
    entered = enter(desk, [entry._replace(id_number=number, name=entry.name.strip())])
    key = (entered.known | entered.added)[number]
    uid = desk.session.get_one(Person, key).uid
    audit.record(desk, "登记人员", audit.HANDLING, "person", uid)
    return key


def correct_name(desk: Desk, person_id: int, name: str, reason: str) -> None:
    """Put a person's name right where it was entered wrongly; the citizen number never changes."""
    desk.needs("handler", title("roles", "handler"))
    row = _get(desk, person_id)
    if not name.strip() or name.strip() == row.name:
        raise Refused("没有填写新的姓名，或与登记的相同。", "请按身份证填写姓名。")
    if len(reason.strip()) < 5:
        raise Refused("没有写明更正的依据。", "请写明核对了什么证件，至少5个字。")
    row.name = name.strip()
    desk.session.flush()
    audit.record(desk, "更正姓名", audit.HANDLING, "person", row.uid, 依据=reason.strip())


def set_groups(
    desk: Desk, person_id: int, groups: Sequence[str], evidence: str, since: date | None = None
) -> None:
    """Record that a person belongs to further groups of J2 or J11, since when, and on which evidence."""
    desk.needs("handler", title("roles", "handler"))
    row = _get(desk, person_id)
    for group in groups:
        title("groups", group)
    if not evidence.strip():
        raise Refused("没有写明人员类别的依据，没有登记。", "请填写证明材料的名称和编号。")
    known = {each.group for each in row.groups}
    fresh = [group for group in dict.fromkeys(groups) if group not in known]
    row.groups += [
        PersonGroup(group=group, evidence=evidence.strip(), since=since, until=None) for group in fresh
    ]
    desk.session.flush()
    # Which group it is says much about a person: the register tells it, the trail does not.
    audit.record(desk, "登记人员类别", audit.HANDLING, "person", row.uid, 新增类别数=len(fresh))


@dataclass(frozen=True, slots=True)
class Entered:
    """The persons of a roster by citizen number, and for how many known ones the account or the name is another now."""

    known: dict[str, int]
    added: dict[str, int]
    accounts_changed: int
    names_changed: int = 0


def enter(
    desk: Desk,
    entries: Sequence[PersonEntry],
    found: Callable[[Collection[int]], None] = lambda _: None,
    *,
    names_follow: bool = False,
) -> Entered:
    """Enter the persons of a roster, known ones brought up to date; the roster's own deed leaves the entry.

    `found` gets the keys of those known before any of them changes. Refused, naming them, when known persons are
    written otherwise: two people cannot share a number. With `names_follow` the caller has seen that nothing rests on
    the known names, and they follow.
    """
    known = _known(desk, (entry.id_number for entry in entries))
    if not names_follow:
        _refuse_other_names(entries, known)
    found([row.id for row in known.values()])
    changed: list[dict[str, Any]] = []
    accounts = names = 0
    for entry in entries if known else ():
        row = known.get(entry.id_number)
        if row is None:
            continue
        values = {field: getattr(entry, field) or getattr(row, field) for field in UPDATED}
        if any(values[field] != getattr(row, field) for field in UPDATED):
            changed.append({**values, "id": row.id})
            accounts += bool(row.account) and values["account"] != row.account
            names += values["name"] != row.name
    if changed:
        desk.session.execute(update(Person), changed)
    added = _add(desk, [entry for entry in entries if entry.id_number not in known])
    return Entered({number: row.id for number, row in known.items()}, added, accounts, names)


ADDED = ("id", "id_number", "name", "sex", "born", *COPIED)


def _add(desk: Desk, entries: Sequence[PersonEntry]) -> dict[str, int]:
    """Put new persons into the register under the next keys; returns the keys by number."""
    if not entries:
        return {}
    first = (desk.session.scalar(select(func.max(Person.id))) or 0) + 1
    keys = range(first, first + len(entries))
    numbers, names, *copied = zip(*entries, strict=True)
    facts = (map(sex_of, numbers), map(birth_date, numbers))
    rows = zip(keys, numbers, names, *facts, *copied, strict=True)
    insert_rows(desk.session, Person, ADDED, desk.pace.through(rows, len(entries)))
    return dict(zip(numbers, keys, strict=True))


def _refuse_other_names(entries: Sequence[PersonEntry], known: Mapping[str, Any]) -> None:
    others = [
        f"{mask_id(entry.id_number)}已登记为“{row.name}”，本次写作“{entry.name}”"
        for entry in entries
        if (row := known.get(entry.id_number)) is not None and row.name != entry.name
    ]
    if others:
        more = f"；另有{len(others) - 20}人" if len(others) > 20 else ""
        raise Refused(
            f"以下身份证号登记的姓名与本次不同，没有导入：{'；'.join(others[:20])}{more}。",
            "请核对身份证原件；登记有误的，请先在人员卡片中更正姓名。",
        )


def _known(desk: Desk, numbers: Iterable[str]) -> dict[str, Any]:
    """Return what is known of every person among `numbers`, by number.

    The numbers go in as one JSON array: SQLite then uses the index, where a temporary table would not.
    """
    columns = (Person.id, Person.id_number, Person.name, *(getattr(Person, field) for field in COPIED))
    rows = desk.session.execute(select(*columns).where(Person.id_number.in_(listed(numbers))))
    return {row.id_number: row for row in rows}


def _get(desk: Desk, person_id: int) -> Person:
    row = desk.session.get(Person, person_id)
    if row is None:
        raise Refused("没有找到这个人。", "请刷新列表后再试。")
    return row


def _line(row: Person) -> PersonLine:
    groups = "、".join(title("groups", each.group) for each in row.groups)
    return PersonLine(
        row.id, row.name, mask_id(row.id_number), row.sex, row.born, mask_phone(row.phone), groups
    )
