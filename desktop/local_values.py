"""Policy values that the bureau enters itself with its own citation: proposed by one, in force when another confirms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from db.accounts import Account
from db.policy import LocalValue
from desktop import audit
from desktop.codes import title
from desktop.policy import figure_words, scope_words
from desktop.problems import Refused
from desktop.workspace import Desk

ScopeKey = tuple[tuple[str, tuple[str, ...]], ...]
Line = tuple[str, ScopeKey, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEntry:
    """A local value as it is entered: either `amount` in yuan or a plain `value`, with the bureau's own citation."""

    name: str
    since: date
    document: str
    document_number: str
    clause: str
    amount: Decimal | None = None
    value: str | None = None
    until: date | None = None
    scope: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class LocalLine:
    """One local value in words: what, for whom, from when, by which clause, who proposed and who confirmed it."""

    id: int
    name: str
    title: str
    scope: str
    since: date
    until: date | None
    figure: str
    cites: str
    proposed_by: str
    proposed_on: date
    confirmed_by: str
    confirmed_on: date | None
    may_confirm: bool
    may_withdraw: bool

    @property
    def who(self) -> str:
        """Who proposed it and who confirmed it, with the days."""
        said = f"{self.proposed_by} {self.proposed_on} 提出"
        return (
            f"{said}，{self.confirmed_by} {self.confirmed_on} 确认"
            if self.confirmed_by
            else f"{said}，尚未确认"
        )


def propose(desk: Desk, entry: LocalEntry) -> int:
    """Propose a local value; it counts only after another account has confirmed it.

    Refused with the policy's own sentence when the value is not one that the region leaves to the locality.
    """
    if not desk.clerk.roles & {"handler", "reviewer", "director"}:
        desk.needs("handler", "经办")
    if not entry.document.strip() or not entry.clause.strip():
        raise Refused("没有写明依据的文件和条款，不能登记。", "请填写本地文件名称、文号和条款。")
    if (entry.amount is None) == (entry.value is None):
        raise Refused("金额和取值应当填写其中一项，没有登记。", "请按政策值的单位填写。")
    if entry.amount is not None and entry.amount != round(entry.amount, 2):
        raise Refused(f"金额{entry.amount}元的小数超过两位，没有登记。", "请精确到分。")
    row = LocalValue(
        name=entry.name,
        scope={key: list(codes) for key, codes in (entry.scope or {}).items()},
        since=entry.since,
        until=entry.until,
        amount=entry.amount,
        value=entry.value,
        document=entry.document.strip(),
        document_number=entry.document_number.strip(),
        clause=entry.clause.strip(),
        proposed_by=desk.clerk.id,
        proposed_on=desk.today,
    )
    desk.policy_with(row)
    desk.session.add(row)
    desk.session.flush()
    figure = str(entry.amount if entry.amount is not None else entry.value)
    audit.record(desk, "提出本地政策值", audit.OTHER, "local_value", row.uid, 名称=entry.name, 取值=figure)
    return row.id


def confirm(desk: Desk, value_id: int) -> None:
    """Confirm a proposed value; done by another account, and only when the policy takes the value as sound."""
    if not desk.clerk.roles & {"reviewer", "director"}:
        desk.needs("reviewer", "复核")
    row = _waiting(desk, value_id)
    if row.proposed_by == desk.clerk.id:
        raise Refused("提出政策值的人不能自己确认。", "请由另一名人员核对文件原文后确认。")
    desk.policy_with(row)
    row.confirmed_by, row.confirmed_on = desk.clerk.id, desk.today
    desk.session.flush()
    desk.forget_policy()
    audit.record(
        desk,
        "确认本地政策值",
        audit.OTHER,
        "local_value",
        row.uid,
        名称=row.name,
        政策=desk.policy.version[:8],
    )


def withdraw(desk: Desk, value_id: int, reason: str) -> None:
    """Take a proposal back that was never confirmed, with the reason; one in force is only ever followed by another."""
    row = _waiting(desk, value_id)
    if row.proposed_by != desk.clerk.id and not desk.clerk.roles & {"reviewer", "director"}:
        desk.needs("reviewer", "复核")
    if not reason.strip():
        raise Refused("没有填写撤回的原因。", "请写明原因。")
    desk.session.delete(row)
    desk.session.flush()
    audit.record(
        desk, "撤回本地政策值", audit.OTHER, "local_value", row.uid, 名称=row.name, 原因=reason.strip()
    )


def _waiting(desk: Desk, value_id: int) -> LocalValue:
    row = desk.session.get(LocalValue, value_id)
    if row is None or row.confirmed_by is not None:
        raise Refused("没有找到待确认的政策值。", "请刷新后再试。")
    return row


def lines(desk: Desk) -> tuple[LocalLine, ...]:
    """Return every local value, newest first; nothing is ever edited in place.

    One left open ends, as it is told, on the day before another of the same scope follows it.
    """
    names = {row.id: row.name for row in desk.session.execute(select(Account.id, Account.name))}
    rows = desk.session.scalars(select(LocalValue).order_by(LocalValue.id.desc()))
    ends = {(each.name, _scope_key(each.scope), each.since): each.until for each in desk.policy.local}
    return tuple(_line(desk, row, names, ends) for row in rows)


def _scope_key(scope: Mapping[str, Sequence[str]]) -> ScopeKey:
    return tuple(sorted((key, tuple(chosen)) for key, chosen in scope.items()))


def _line(
    desk: Desk, row: LocalValue, names: Mapping[int, str], ends: Mapping[Line, date | None]
) -> LocalLine:
    waiting, own = row.confirmed_by is None, row.proposed_by == desk.clerk.id
    number = f"（{row.document_number}）" if row.document_number else ""
    return LocalLine(
        id=row.id,
        name=row.name,
        title=title("policy_values", row.name),
        scope=scope_words({key: tuple(chosen) for key, chosen in row.scope.items()}),
        since=row.since,
        until=row.until or ends.get((row.name, _scope_key(row.scope), row.since)),
        figure=figure_words(row.name, row.amount if row.amount is not None else row.value, row.scope),
        cites=f"《{row.document}》{number}{row.clause}",
        proposed_by=names.get(row.proposed_by, ""),
        proposed_on=row.proposed_on,
        confirmed_by=names.get(row.confirmed_by, "") if row.confirmed_by else "",
        confirmed_on=row.confirmed_on,
        may_confirm=waiting and not own,
        may_withdraw=waiting and (own or bool(desk.clerk.roles & {"reviewer", "director"})),
    )
