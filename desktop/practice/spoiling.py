"""The planted violations of people and papers: one function each spoils some rows and says on which it must be found."""

from collections.abc import Callable
from datetime import date, timedelta

from db.doubts import OutsideBenefit
from db.notices import Objection
from db.registers import PersonGroup
from desktop.practice.guests import apart, guest_class, two_employers
from desktop.practice.held import LISTS, ON_JOB, PRE_JOB, SKILLS, uid
from desktop.practice.planting import AMOUNTS, Field, renumbered
from desktop.practice.spoiling_classes import CLASS_SPOILERS
from desktop.practice.spoiling_contacts import accounts, address, outsiders, phones


def times(spoilt: Field) -> None:
    """Four subsidies in one year."""
    one, line = spoilt.share(employed=False)
    person, lines, seen = spoilt.person(line)[0], [line], [one]
    while len(lines) < 4:
        other = guest_class(
            spoilt,
            one,
            lambda held: (
                all(apart(held, each) and held.occupation != each.occupation for each in seen)
                and held.decided.year == one.decided.year
            ),
            employed=False,
        )
        if other is None:
            return
        seen.append(other)
        lines.append(spoilt.join(other, person, "unemployed"))
    spoilt.tell("R1.times", lines)


def same_level(spoilt: Field) -> None:
    """One occupation and level twice; every other time the second was paid elsewhere."""
    one, line = spoilt.share(employed=False)
    if sum(each.variant == "R1.same_level" for each in spoilt.planted) % 2:
        spoilt.enter(
            OutsideBenefit,
            list_id=LISTS["benefit"],
            number=spoilt.person(line)[1],
            scheme="training",
            occupation=one.occupation,
            level=one.level,
            paid_on="2019-06-28",
            source="名单!2",
        )
        spoilt.tell("R1.same_level", [line])
        return
    other = guest_class(
        spoilt,
        one,
        lambda held: apart(held, one) and (held.occupation, held.level) == (one.occupation, one.level),
        employed=False,
    )
    if other is not None:
        spoilt.tell("R1.same_level", [line, spoilt.join(other, spoilt.person(line)[0], "unemployed")])


def lower_level(spoilt: Field) -> None:
    """A lower level after a higher one."""
    higher = spoilt.take(type_=SKILLS, fits=lambda held: held.level == "4" and held.week < 60)
    line = next(each for each in spoilt.everybody(higher) if spoilt.sound(each))
    other = guest_class(
        spoilt,
        higher,
        lambda held: (
            held.week > higher.week + 5 and held.occupation == higher.occupation and held.level == "5"
        ),
        employed=False,
    )
    if other is not None:
        spoilt.tell("R1.lower_level", [spoilt.join(other, spoilt.person(line)[0], "unemployed"), line])


def overlap(spoilt: Field) -> None:
    """Two classes in the same week."""
    one, line = spoilt.share(employed=False)
    other = guest_class(
        spoilt, one, lambda held: held.week == one.week and held.occupation != one.occupation, employed=False
    )
    if other is not None:
        spoilt.tell("R2.dates", [line, spoilt.join(other, spoilt.person(line)[0], "unemployed")])


def old_number(spoilt: Field) -> None:
    """A second time under the 15-place number of old."""
    one, line = spoilt.share(employed=False)
    person, number = spoilt.person(line)
    if number[6:8] != "19":
        return
    name, born = spoilt.do("SELECT name, born FROM person WHERE id = ?", person)[0]
    second = spoilt.newcomer(id_number=number[:6] + number[8:17], name=name, born=date.fromisoformat(born))
    other = guest_class(spoilt, one, lambda held: apart(held, one), employed=False)
    if other is not None:
        spoilt.tell("R2.old_number", [spoilt.join(other, second, "unemployed")])


def same_name(spoilt: Field) -> None:
    """The same name and birth date under another number."""
    one, line = spoilt.share(employed=False)
    person, number = spoilt.person(line)
    name, born = spoilt.do("SELECT name, born FROM person WHERE id = ?", person)[0]
    twin = renumbered(number, area="999902")
    second = spoilt.newcomer(id_number=twin, name=name, born=date.fromisoformat(born))
    other = guest_class(spoilt, one, lambda held: apart(held, one), employed=False)
    if other is not None:
        spoilt.tell("R2.same_name_born", [line, spoilt.join(other, second, "unemployed")])


def own_line(spoilt: Field) -> None:
    """Employed and unemployed on one line."""
    _, line = spoilt.share(employed=False)
    spoilt.do("UPDATE trainee SET groups = 'unemployed,employee' WHERE id = ?", line)
    spoilt.tell("R3.own_line", [line])


def two_roles(spoilt: Field) -> None:
    """Unemployed here, on the staff there at the same time."""
    one, line = spoilt.share(employed=False)
    other = guest_class(
        spoilt, one, lambda held: held.type == ON_JOB and 3 < one.week - held.week < 90, employed=True
    ) or guest_class(
        spoilt, one, lambda held: held.type == ON_JOB and 3 < held.week - one.week < 9, employed=True
    )
    if other is None:
        return
    second = spoilt.join(other, spoilt.person(line)[0], "employee")
    spoilt.do(
        "UPDATE trainee SET contract_from = ?, hired_on = ? WHERE id = ?",
        *(
            (one.opened - timedelta(days=300)).isoformat(),
            (one.opened - timedelta(days=300)).isoformat(),
            second,
        ),
    )
    spoilt.tell("R3.two_roles", [line, second])


def insured(spoilt: Field) -> None:
    """In a free class while insured as somebody's staff."""
    one, line = spoilt.share(employed=False)
    spoilt.listed("insured", line, one.opened - timedelta(days=400), unit="演练县某商贸有限公司")
    spoilt.tell("R3.insured", [line])


def _reborn(spoilt: Field, line: int, born: date, sex: str = "") -> None:
    person, number = spoilt.person(line)
    sex = sex or spoilt.do("SELECT sex FROM person WHERE id = ?", person)[0][0]
    spoilt.people += 1
    order = f"{spoilt.people * 2 % 1000 + (sex == '男'):03d}"
    spoilt.do(
        "UPDATE person SET id_number = ?, born = ?, sex = ? WHERE id = ?",
        *(
            renumbered(number, area="999903", born=f"{born:%Y%m%d}", order=order),
            born.isoformat(),
            sex,
            person,
        ),
    )


def young(spoilt: Field) -> None:
    """Fifteen on the opening day."""
    one, line = spoilt.share(employed=False)
    _reborn(spoilt, line, one.opened - timedelta(days=365 * 15 + spoilt.people % 300))
    spoilt.tell("R4.young", [line])


def retired(spoilt: Field) -> None:
    """Sixty-one and a man."""
    one, line = spoilt.share(employed=False)
    _reborn(spoilt, line, one.opened - timedelta(days=366 * 61 + spoilt.people % 900), "男")
    spoilt.tell("R4.retired", [line])


def worker(spoilt: Field) -> None:
    """Fifty-two and a woman."""
    one, line = spoilt.share(employed=False)
    _reborn(spoilt, line, one.opened - timedelta(days=366 * 52 + spoilt.people % 500), "女")
    spoilt.tell("R4.worker", [line])


def dead(spoilt: Field) -> None:
    """Dead before the class, with and without a day."""
    one, line = spoilt.share(employed=False)
    spoilt.listed("death", line, one.opened - timedelta(days=90))
    spoilt.tell("R5.dead", [line])
    _, line = spoilt.share(employed=False)
    spoilt.listed("death", line, None)
    spoilt.tell("R5.dead_undated", [line])


def disabled(spoilt: Field) -> None:
    """Trained as disabled before being registered so."""
    one, line = spoilt.share(employed=False)
    spoilt.do("UPDATE trainee SET groups = 'disabled' WHERE id = ?", line)
    since = (one.ended + timedelta(days=200)).isoformat()
    spoilt.enter(
        PersonGroup, person_id=spoilt.person(line)[0], group="disabled", evidence="残疾人证", since=since
    )
    spoilt.tell("R5.disabled", [line])


def excluded(spoilt: Field) -> None:
    """On the public payroll, drawing a pension, at school; once without a day."""
    for kind, variant, unit in (
        ("payroll", "R6.payroll", "演练县某局"),
        ("pension", "R6.pension", ""),
        ("student", "R6.student", "演练县第一中学"),
    ):
        one, line = spoilt.share(employed=False)
        spoilt.listed(kind, line, one.opened - timedelta(days=100), one.ended + timedelta(days=300), unit)
        spoilt.tell(variant, [line])
    _, line = spoilt.share(employed=False)
    spoilt.listed("payroll", line, None, unit="演练县某局")
    spoilt.tell("R6.undated", [line])


def left(spoilt: Field) -> None:
    """No longer insured by the company when the class opened."""
    one, line = spoilt.share(employed=True)
    spoilt.do(
        "UPDATE outside_entry SET until = ? WHERE list_id = ? AND number = ?",
        *((one.opened - timedelta(days=20)).isoformat(), LISTS["insured"], spoilt.person(line)[1]),
    )
    spoilt.tell("R6.left", [line])


def long_day(spoilt: Field) -> None:
    """Twelve class hours in a day."""
    _, line = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE attendance SET online_hours = 68 WHERE trainee_id = ? AND day = (SELECT min(day) FROM attendance WHERE trainee_id = ?)",
        line,
        line,
    )
    spoilt.tell("R7.long_day", [line])


def certificates(spoilt: Field) -> None:
    """One number in two writings, a number of another year, another's number, and one issued before the class."""
    _, first = spoilt.share(employed=False)
    _, second = spoilt.share(employed=False)
    number = spoilt.do("SELECT number FROM certificate WHERE trainee_id = ?", first)[0][0]
    spoilt.do(
        "UPDATE certificate SET number = ? WHERE trainee_id = ?", f"{number[:7].lower()}-{number[7:]}", second
    )
    spoilt.tell("R11.number", [first, second])
    _, line = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE certificate SET number = substr(number, 1, 13) || '09' || substr(number, 16, 1) || ? WHERE trainee_id = ?",
        *(f"{700_000 + line % 100_000:06d}", line),
    )
    spoilt.tell("R11.coding", [line])
    _, line = spoilt.share(employed=False)
    _, other = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE certificate SET type = 'operation', number = ? WHERE trainee_id = ?",
        f"T{spoilt.person(other)[1]}",
        line,
    )
    spoilt.tell("R11.holder", [line])
    one, line = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE certificate SET issued_on = ? WHERE trainee_id = ?",
        *((one.opened - timedelta(days=5)).isoformat(), line),
    )
    spoilt.tell("R11.early", [line])


def hired(spoilt: Field) -> None:
    """Hired too long ago, hired after the class, and by a contract of half a year."""
    one = spoilt.take(type_=PRE_JOB)
    late, before, short = [line for line in spoilt.everybody(one) if spoilt.sound(line)][:3]
    for line, days in ((late, -500), (before, 10)):
        spoilt.do(
            "UPDATE trainee SET hired_on = ? WHERE id = ?",
            (one.opened + timedelta(days=days)).isoformat(),
            line,
        )
    spoilt.do(
        "UPDATE trainee SET contract_until = ? WHERE id = ?",
        (one.opened + timedelta(days=150)).isoformat(),
        short,
    )
    spoilt.tell("R14.late", [late])
    spoilt.tell("R14.before", [before])
    spoilt.tell("R14.contract", [short])


def elsewhere(spoilt: Field) -> None:
    """Insured by another company, and by nobody."""
    _, line = spoilt.share(employed=True)
    spoilt.do(
        "UPDATE outside_entry SET unit = '演练县某物流有限公司' WHERE list_id = ? AND number = ?",
        *(LISTS["insured"], spoilt.person(line)[1]),
    )
    spoilt.tell("R14.elsewhere", [line])
    _, line = spoilt.share(employed=True)
    listed = (LISTS["insured"], spoilt.person(line)[1])
    spoilt.do("DELETE FROM outside_entry WHERE list_id = ? AND number = ?", *listed)
    spoilt.tell("R14.uninsured", [line])


def absent(spoilt: Field) -> None:
    """Paid for in spite of one day out of three."""
    _, line = spoilt.share(employed=False)
    spoilt.do(
        "UPDATE attendance SET state = 'absent', online_hours = 0, offline_hours = 0"
        " WHERE trainee_id = ? AND day > (SELECT min(day) FROM attendance WHERE trainee_id = ?)",
        *(line, line),
    )
    spoilt.tell("R15.attendance", [line])


def amounts(spoilt: Field) -> None:
    """Granted beyond the standard; published, and paid, otherwise than granted; paid in spite of an objection."""
    for variant, fen, tables in (
        ("R16.over", 10_000, AMOUNTS),
        ("R16.published", -5_000, AMOUNTS[1:]),
        ("R16.paid", -7_000, AMOUNTS[2:]),
    ):
        _, line = spoilt.share(employed=False)
        spoilt.add_to(line, fen, *tables)
        spoilt.tell(variant, [line])
    one, line = spoilt.share(employed=False)
    spoilt.rows += 1
    spoilt.enter(
        Objection,
        id=spoilt.rows,
        uid=uid(33, spoilt.rows),
        notice_line_id=line,
        received_on=one.decided.isoformat(),
        received_by=spoilt.clerks[0].id,
        text="反映该学员未到场",
    )
    spoilt.tell("R16.objected", [line])


SPOILERS: tuple[Callable[[Field], None], ...] = (
    *CLASS_SPOILERS,
    outsiders,
    hired,
    lower_level,
    times,
    same_level,
    overlap,
    old_number,
    same_name,
    own_line,
    two_roles,
    insured,
    young,
    retired,
    worker,
    dead,
    disabled,
    excluded,
    left,
    long_day,
    phones,
    accounts,
    certificates,
    elsewhere,
    absent,
    amounts,
    address,
    two_employers,
)
"""Whole classes first, while there are many to choose from."""
