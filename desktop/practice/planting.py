"""Violations planted in a made-up county, each of a known kind on known rows, so that a check can be held to them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import DeclarativeBase

from db.doubts import OutsideEntry
from db.notices import Notice
from db.payments import PaymentBatch
from db.registers import Person
from desktop import audit
from desktop.identity import check_digit
from desktop.practice.bulk import Rows
from desktop.practice.crowd import somebody
from desktop.practice.held import LISTS, SKILLS, Held, Known, Writer, uid
from desktop.workspace import Clerk, Desk

PLANTED_PEOPLE = 4_000_000
"""From this number on people are made for planting."""


AMOUNTS = ("claim_line", "notice_line", "payment_line")
"""Where the amount of a line stands, in the order of its way to the bank."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted violation: its variant, the trainee-lines and filings it must be found on."""

    variant: str
    lines: tuple[int, ...] = ()
    filings: tuple[int, ...] = ()


@dataclass
class Field:
    """The county that is planted in: its rows, and classes not used yet, those under the latest law apart (`later`)."""

    desk: Desk
    writer: Writer
    clerks: Sequence[Clerk]
    dice: random.Random
    free: list[Held]
    later: list[Held]
    people: int = PLANTED_PEOPLE
    rows: int = 50_000_000
    planted: list[Planted] = field(default_factory=list)
    shared: dict[bool, tuple[Held, list[int]]] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The connection of the desk."""
        return self.desk.session.connection()

    def do(self, sql: str, *values: Any) -> list[Any]:
        """Run one statement; returns its rows, if it has any."""
        done = self.connection.exec_driver_sql(sql, values)
        return list(done) if done.returns_rows else []

    def enter(self, model: type[DeclarativeBase], **values: Any) -> None:
        """Write one row; what is not named gets its default."""
        rows = Rows(self.connection, model, *values)
        rows.add(*values.values())
        rows.write()

    def copy(self, model: type[DeclarativeBase], row_id: int, **changed: Any) -> None:
        """Write a row again with some fields changed."""
        table = model.__table__
        found = self.connection.execute(select(table).where(table.c.id == row_id))
        kept = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.mappings().one().items()
        }
        self.enter(model, **{**kept, **changed})

    def take(
        self, *, employed: bool | None = None, type_: str = "", fits: Callable[[Held], bool] | None = None
    ) -> Held:
        """Return a class that nothing was planted in yet."""
        for at, one in enumerate(self.free):
            if (
                (employed is None or one.employed == employed)
                and (not type_ or one.type == type_)
                and one.size >= 30
                and (fits is None or fits(one))
            ):
                return self.free.pop(at)
        message = "the county is too small to plant so much"
        raise LookupError(message)

    def share(self, *, employed: bool) -> tuple[Held, int]:
        """Return a class in which several single lines are spoilt, and the next sound one of its lines."""
        one, left = self.shared.get(employed, (None, []))
        while one is None or not left:
            one = self.take(employed=employed, type_="on_job" if employed else SKILLS)
            left = [line for line in self.everybody(one) if self.sound(line)][:12]
            self.shared[employed] = (one, left)
        return one, left.pop()

    def sound(self, line: int) -> bool:
        """Whether a line is paid, and its person sits in this class only."""
        found = self.do(
            "SELECT (SELECT count(*) FROM trainee AS o WHERE o.person_id = t.person_id), l.amount"
            " FROM trainee AS t JOIN claim_line AS l ON l.trainee_id = t.id WHERE t.id = ?",
            line,
        )
        return bool(found) and found[0][0] == 1 and found[0][1] > 0

    def person(self, line: int) -> tuple[int, str]:
        """Return the id and the number of the person of a line."""
        row = self.do(
            "SELECT p.id, p.id_number FROM trainee AS t JOIN person AS p ON p.id = t.person_id WHERE t.id = ?",
            line,
        )[0]
        return row[0], row[1]

    def join(self, one: Held, person: int, group: str) -> int:
        """Let a person sit in a class besides those it was planned for; returns the line."""
        self.writer.write()
        one.guests += 1
        known = Known(person, person, 0, 0, ())
        line, amount = self.writer.sit(one, one.size + one.guests, known, group, sound=True)
        self.writer.line(one, line, person, amount)
        self.writer.write()
        return line

    def newcomer(self, **changed: Any) -> int:
        """Enter a person made for planting, with some fields changed; returns the id."""
        self.people += 1
        who = replace(somebody(self.people), address="")
        who = replace(who, **changed)
        self.enter(
            Person,
            id=self.people,
            uid=uid(30, self.people),
            id_number=who.id_number,
            name=who.name,
            sex=who.sex,
            born=who.born.isoformat(),
            phone=who.phone,
            account=who.account,
        )
        return self.people

    def listed(
        self, kind: str, line: int, since: date | None, until: date | None = None, unit: str = ""
    ) -> None:
        """Put a line's person on the outside list of a kind."""
        self.enter(
            OutsideEntry,
            list_id=LISTS[kind],
            number=self.person(line)[1],
            unit=unit,
            since=since.isoformat() if since else None,
            until=until.isoformat() if until else None,
        )

    def add_to(self, line: int, fen: int, *tables: str) -> None:
        """Raise (or lower) what a line has in some of claim_line, notice_line and payment_line."""
        for table in tables:
            key = "id" if table == "claim_line" else "line_id"
            self.do(f"UPDATE {table} SET amount = amount + ? WHERE {key} = ?", fen, line)  # noqa: S608 - own names

    def tell(self, variant: str, lines: Sequence[int] = (), filings: Sequence[int] = ()) -> None:
        """Write into the list what was planted."""
        self.planted.append(Planted(variant, tuple(lines), tuple(filings)))

    def everybody(self, one: Held) -> list[int]:
        """Return the lines of a class as planned."""
        return list(range(one.first_line, one.first_line + one.size))

    def own_notice(self, one: Held) -> int:
        """Give a class a notice of its own, so that what is wrong with it is wrong with no other; returns its id."""
        self.rows += 1
        new = self.rows
        suffix = f"之{new - 50_000_000}"
        self.copy(Notice, one.notice, id=new, uid=uid(31, new), number=f"示{suffix}")
        self.do(
            "UPDATE notice_line SET notice_id = ? WHERE line_id BETWEEN ? AND ?",
            *(new, one.first_line, one.first_line + one.size - 1),
        )
        batch = self.do("SELECT batch_id, amount FROM payment_order WHERE id = ?", one.id)[0]
        self.copy(
            PaymentBatch,
            batch[0],
            id=new,
            uid=uid(32, new),
            number=f"付{suffix}",
            notice_id=new,
            total=batch[1],
            count=1,
        )
        self.do("UPDATE payment_order SET batch_id = ? WHERE id = ?", new, one.id)
        return new

    def deed(self, clerk: Clerk, day: date, deed: str, part: str, kind: str, subject: str) -> None:
        """Leave an audit entry as a clerk on some day would have left it."""
        desk = replace(self.desk, clerk=clerk, now=datetime.combine(day, time(15)))
        audit.record(desk, deed, part, kind, subject)


def plant(
    desk: Desk, writer: Writer, clerks: Sequence[Clerk], spoilers: Sequence[Callable[["Field"], None]]
) -> tuple[Planted, ...]:
    """Plant every kind of violation, as often as the county is large (twice at least), and return the list."""
    times = max(2, min(100, len(writer.held) // 250))
    large = [one for one in writer.held if one.size >= 30]
    dice = random.Random(len(writer.held))
    dice.shuffle(large)
    free, later = ([one for one in large if one.later == late] for late in (False, True))
    spoilt = Field(desk, writer, clerks, dice, free, later)
    for _ in range(times):
        for spoil in spoilers:
            spoil(spoilt)
    writer.write()
    return tuple(spoilt.planted)


def renumbered(number: str, **parts: str) -> str:
    """Return a citizen number with its area, birth date or order changed and the right check digit."""
    first_17 = (
        parts.get("area", number[:6]) + parts.get("born", number[6:14]) + parts.get("order", number[14:17])
    )
    return first_17 + check_digit(first_17)
