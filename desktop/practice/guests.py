"""People of one made-up class as guests in another, which is where most violations begin."""

from collections.abc import Callable
from functools import partial

from desktop.practice.held import ON_JOB, Held, employer_name
from desktop.practice.planting import Field


def apart(one: Held, other: Held) -> bool:
    """Return whether two classes were held so far from each other that nobody sat in both at once."""
    return abs(one.week - other.week) > 2


def guest_class(spoilt: Field, one: Held, fits: Callable[[Held], bool], *, employed: bool) -> Held | None:
    """Return a class with a spare seat for a person of another one; one already used takes guests too."""
    for other in spoilt.writer.held:
        if (
            other.id != one.id
            and other.employed == employed
            and other.guests < 4
            and other.size >= 30
            and fits(other)
        ):
            return other
    return None


def _rival(one: Held, other: Held) -> bool:
    return other.type == ON_JOB and other.employer != one.employer and 3 < abs(other.week - one.week) < 100


def two_employers(spoilt: Field) -> None:
    """On two companies' staff at once: once plainly, once sent out by an agency."""
    for variant, group in (("R19.two_employers", "employee"), ("R19.dispatched_twice", "dispatched")):
        one, line = spoilt.share(employed=True)
        other = guest_class(spoilt, one, partial(_rival, one), employed=True)
        if other is not None:
            second = spoilt.join(other, spoilt.person(line)[0], group)
            spoilt.do(
                "UPDATE trainee SET employer_name = ? WHERE id = ?", employer_name(other.employer), second
            )
            spoilt.tell(variant, [line, second])
