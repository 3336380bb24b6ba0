"""The planted violations of contacts: telephones, accounts and addresses of several, numbers from elsewhere."""

from desktop.practice.crowd import ELSEWHERE
from desktop.practice.held import SKILLS
from desktop.practice.planting import Field, renumbered


def phones(spoilt: Field) -> None:
    """One phone for two, and for five; and the office's own."""
    _, first = spoilt.share(employed=False)
    _, second = spoilt.share(employed=False)
    _phone(spoilt, second, spoilt.do("SELECT phone FROM person WHERE id = ?", spoilt.person(first)[0])[0][0])
    spoilt.tell("R9.shared", [first, second])
    crowd = [spoilt.share(employed=False)[1] for _ in range(5)]
    phone = spoilt.do("SELECT phone FROM person WHERE id = ?", spoilt.person(crowd[0])[0])[0][0]
    for line in crowd[1:]:
        _phone(spoilt, line, phone)
    spoilt.tell("R9.many", crowd)
    one, line = spoilt.share(employed=False)
    phone = spoilt.do("SELECT phone FROM person WHERE id = ?", spoilt.person(line)[0])[0][0]
    spoilt.do("UPDATE filing SET phone = ? WHERE id = ?", phone, one.id)
    spoilt.tell("R9.contact", [line])


def _phone(spoilt: Field, line: int, phone: str) -> None:
    spoilt.do("UPDATE person SET phone = ? WHERE id = ?", phone, spoilt.person(line)[0])


def accounts(spoilt: Field) -> None:
    """One account for two people, and an institution's account for one."""
    _, first = spoilt.share(employed=False)
    _, second = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE person SET account = (SELECT account FROM person WHERE id = ?) WHERE id = ?",
        *(spoilt.person(first)[0], spoilt.person(second)[0]),
    )
    spoilt.tell("R10.shared", [first, second])
    one, line = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE person SET account = (SELECT account FROM institution WHERE id = ?) WHERE id = ?",
        *(one.lane + 1, spoilt.person(line)[0]),
    )
    spoilt.tell("R10.organisation", [line])


def address(spoilt: Field) -> None:
    """Six at one address."""
    six = [spoilt.share(employed=False)[1] for _ in range(6)]
    where = f"演练县幸福路{spoilt.people}-{six[0]}号"
    for line in six:
        spoilt.do("UPDATE person SET address = ? WHERE id = ?", where, spoilt.person(line)[0])
    spoilt.tell("R18.address", six)


def outsiders(spoilt: Field) -> None:
    """Half a class with numbers from elsewhere."""
    one = spoilt.take(type_=SKILLS)
    for line in spoilt.everybody(one)[: one.size // 2 + 5]:
        person, number = spoilt.person(line)
        if number.startswith("9999"):
            spoilt.do(
                "UPDATE person SET id_number = ? WHERE id = ?",
                renumbered(number, area=ELSEWHERE[:5] + "3"),
                person,
            )
    spoilt.tell("R18.outside", filings=[one.id])
