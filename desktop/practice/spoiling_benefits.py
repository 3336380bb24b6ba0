"""The planted violations that a list of other offices tells: what excludes a payment of ours, or is that payment."""

from collections.abc import Callable
from datetime import date, timedelta

from db.doubts import OutsideBenefit
from db.subsidies import AllowanceDay, ClaimLine
from desktop.practice.held import LISTS, Held, uid
from desktop.practice.planting import Field

NEIGHBOUR = "邻县就业服务中心"
ALLOWANCE = 60_000_000
"""From this number on claim lines are living allowances."""


def allowances(spoilt: Field) -> None:
    """A day of living allowance that was paid elsewhere too, and one of which the list does not tell the days."""
    for variant in ("R1.days", "R1.undated"):
        one, line = spoilt.share(employed=False)
        person, number = spoilt.person(line)
        spoilt.rows += 1
        allowance = ALLOWANCE + spoilt.rows
        spoilt.enter(
            ClaimLine,
            id=allowance,
            uid=uid(33, allowance),
            claim_id=one.id,
            trainee_id=line,
            person_id=person,
            scheme="allowance",
            state="granted",
            occupation=one.occupation,
            level=one.level,
            days=len(one.days),
            asked=9000,
            amount=9000,
            findings="[]",
            sentence="按出勤天数核定。",
        )
        for day in one.days:
            spoilt.enter(AllowanceDay, person_id=person, day=day.isoformat(), line_id=allowance)
        told = one.days[0].isoformat() if variant == "R1.days" else None
        _tell(spoilt, one, number, "allowance", one.ended, since=told, until=told, office=NEIGHBOUR)
        spoilt.tell(variant, [line])


def retold(spoilt: Field) -> None:
    """What the bureau paid itself, on a list that does not say who paid it."""
    one, line = spoilt.share(employed=False)
    settled = spoilt.do("SELECT settled_on FROM payment_order WHERE id = ?", one.id)[0][0]
    more = {"occupation": one.occupation, "level": one.level}
    _tell(spoilt, one, spoilt.person(line)[1], "training", date.fromisoformat(settled), **more)
    spoilt.tell("R1.retold", [line])


def excluded(spoilt: Field) -> None:
    """What another office paid for the same occupation and level: a subsidy, and a fund, that the law excludes."""
    one = spoilt.later.pop()
    first, second = [line for line in spoilt.everybody(one) if spoilt.sound(line)][:2]
    for variant, line, scheme, fund in (
        ("R1.exclusive", first, "upgrade", ""),
        ("R1.fund", second, "assessment", "unemployment"),
    ):
        more = {"occupation": one.occupation, "level": one.level, "fund": fund, "office": NEIGHBOUR}
        _tell(spoilt, one, spoilt.person(line)[1], scheme, one.opened - timedelta(days=90), **more)
        spoilt.tell(variant, [line])


def _tell(spoilt: Field, one: Held, number: str, scheme: str, paid: date, **more: str | None) -> None:
    given = {"list_id": LISTS["benefit"], "number": number, "scheme": scheme, "paid_on": paid.isoformat()}
    spoilt.enter(OutsideBenefit, **given, source=f"名单!{one.id}", **more)


BENEFIT_SPOILERS: tuple[Callable[[Field], None], ...] = (allowances, retold, excluded)
