"""How a case goes from state to state: each move is a line in a table with its role and its guards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from desktop import audit
from desktop.codes import title
from desktop.problems import Refused
from desktop.workspace import Desk


class Case(Protocol):
    """Anything with a state that only a move may change."""

    __tablename__: str
    id: Any
    uid: Any
    number: Any
    state: Any


C = TypeVar("C", bound=Case)


@dataclass(frozen=True, slots=True)
class Move(Generic[C]):
    """One way from some states to another: who may take it, and the guards that may say why not.

    A guard returns the reason that forbids the move, or an empty string.
    """

    code: str
    title: str
    sources: tuple[str, ...]
    target: str
    role: str
    part: str
    guards: tuple[Callable[[Desk, C], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A move as it is offered to a clerk: allowed, or why not."""

    code: str
    title: str
    allowed: bool
    why_not: str = ""


def why_not(desk: Desk, case: C, move: Move[C]) -> str:
    """Return what keeps this clerk from taking the move now, or an empty string."""
    if case.state not in move.sources:
        return f"当前状态不能“{move.title}”。"
    if move.role not in desk.clerk.roles:
        return f"需要“{title('roles', move.role)}”岗位。"
    for guard in move.guards:
        reason = guard(desk, case)
        if reason:
            return reason
    return ""


def offers(desk: Desk, case: C, moves: Iterable[Move[C]]) -> tuple[Offer, ...]:
    """Return every move that leads out of the case's state, each allowed or with the reason why not."""
    found = ((move, why_not(desk, case, move)) for move in moves if case.state in move.sources)
    return tuple(Offer(move.code, move.title, not reason, reason) for move, reason in found)


def demand(desk: Desk, case: C, move: Move[C]) -> None:
    """Refuse with the reason unless this clerk may take the move now: asked before a deed changes anything."""
    reason = why_not(desk, case, move)
    if reason:
        raise Refused(f"不能“{move.title}”：{reason}", "请按提示处理后再办。")


def take(desk: Desk, case: C, move: Move[C], **details: Any) -> None:
    """Move the case and leave the audit entry, or refuse with the reason."""
    demand(desk, case, move)
    case.state = move.target
    desk.session.flush()
    audit.record(desk, move.title, move.part, case.__tablename__, case.uid, case.number, **details)


def named(moves: Iterable[Move[C]], code: str) -> Move[C]:
    """Return the move with this code."""
    return next(move for move in moves if move.code == code)


def somebody_else(part: str, *uids_of: Callable[[Any], str]) -> Callable[[Desk, Any], str]:
    """Return the guard that keeps a clerk who had `part` in any of the records from taking the move."""
    words = {audit.HANDLING: "经办", audit.DECIDING: "审批", audit.PAYING: "拨付"}

    def guard(desk: Desk, case: Any) -> str:
        had = audit.who_had(desk.session, part, [uid_of(case) for uid_of in uids_of])
        return f"{desk.clerk.name}{words[part]}过本件，须由他人办理。" if desk.clerk.id in had else ""

    return guard
