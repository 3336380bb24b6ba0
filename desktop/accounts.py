"""Who may work here and as what; passwords are kept only as salted scrypt digests."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from db.accounts import Account
from desktop import audit
from desktop.codes import codes, title
from desktop.problems import Refused
from desktop.workspace import SYSTEM, Clerk, Desk

SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as the list of accounts shows it."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    role_titles: str
    active: bool


def add_account(desk: Desk, login: str, name: str, roles: Iterable[str], password: str = "") -> Clerk:
    """Enter a person who works here.

    The first ones are entered by the workstation itself while it is set up, later ones by the director. A
    practice county needs no password; elsewhere one of at least ten characters is asked for.
    """
    if desk.clerk.id != SYSTEM.id:
        desk.needs("director", title("roles", "director"))
    chosen = _chosen(roles)
    login, name = login.strip(), name.strip()
    if not login or not name:
        raise Refused("登录名和姓名都要填写。", "请补全后保存。")
    if desk.session.scalar(select(Account).where(Account.login == login)):
        raise Refused(f"登录名“{login}”已有人使用。", "请换一个登录名。")
    _must_be_long(desk, password)
    account = Account(login=login, name=name, roles=chosen, password=_digest(password) if password else "")
    desk.session.add(account)
    desk.session.flush()
    audit.record(desk, "新增账户", audit.OTHER, "account", account.uid, account.login, 岗位="、".join(chosen))
    return _clerk(account)


def change_password(desk: Desk, old: str, new: str) -> None:
    """Give oneself another password; the present one is asked for, so that an unattended seat cannot be taken."""
    account = _get(desk, desk.clerk.id)
    if not desk.workspace.practice and not _matches(old, account.password):
        raise Refused("现在的密码不对，没有修改。", "请重新输入；忘记密码请找本单位负责人重设。")
    _must_be_long(desk, new)
    if old and old == new:
        raise Refused("新密码与现在的相同，没有修改。", "请换一个密码。")
    account.password = _digest(new)
    audit.record(desk, "修改密码", audit.OTHER, "account", account.uid, account.login)


def reset_password(desk: Desk, account_id: int, new: str) -> None:
    """Give somebody who forgot his password another one; the director's deed, and not for his own account."""
    desk.needs("director", title("roles", "director"))
    if account_id == desk.clerk.id:
        raise Refused("本人的密码不能重设。", "请用“修改密码”，输入现在的密码。")
    account = _get(desk, account_id)
    _must_be_long(desk, new)
    account.password = _digest(new)
    audit.record(desk, "重设密码", audit.OTHER, "account", account.uid, account.login)


def change_roles(desk: Desk, account_id: int, roles: Iterable[str]) -> None:
    """Give somebody other roles; what he did before stays his, so the two pairs of eyes still look at it."""
    desk.needs("director", title("roles", "director"))
    account, chosen = _get(desk, account_id), _chosen(roles)
    if "director" not in chosen:
        _must_leave_a_director(desk, account)
    before, account.roles = account.roles, chosen
    audit.record(
        desk,
        "调整岗位",
        audit.OTHER,
        "account",
        account.uid,
        account.login,
        原岗位="、".join(before),
        岗位="、".join(chosen),
    )


def set_active(desk: Desk, account_id: int, *, active: bool) -> None:
    """Close the account of somebody who left, or open it again; nothing that he did is touched."""
    desk.needs("director", title("roles", "director"))
    account = _get(desk, account_id)
    if account.active == active:
        raise Refused(f"{account.name}的账户已经是{'在用' if active else '停用'}状态。", "请刷新后再看。")
    if not active:
        _must_leave_a_director(desk, account)
    account.active = active
    audit.record(
        desk, "启用账户" if active else "停用账户", audit.OTHER, "account", account.uid, account.login
    )


def _must_leave_a_director(desk: Desk, leaving: Account) -> None:
    others = desk.session.scalars(select(Account).where(Account.active, Account.id != leaving.id))
    if leaving.active and "director" in leaving.roles and not any("director" in row.roles for row in others):
        raise Refused(
            f"{leaving.name}是唯一在用的负责人，没有修改：此后将无人能登记人员、最终审批。",
            "请先登记另一位负责人。",
        )


def _chosen(roles: Iterable[str]) -> list[str]:
    """Return the roles in the order of their table; refused when there is none or an unknown one."""
    asked = set(roles)
    chosen = [code.code for code in codes("roles") if code.code in asked]
    if not chosen or len(chosen) < len(asked):
        raise Refused("至少要选择一个岗位。", "请在经办、复核、负责人、财务中选择。")
    return chosen


def _must_be_long(desk: Desk, password: str) -> None:
    if not desk.workspace.practice and len(password) < SHORTEST_PASSWORD:
        raise Refused(f"密码至少 {SHORTEST_PASSWORD} 位。", "请设置更长的密码。")


def _get(desk: Desk, account_id: int) -> Account:
    account = desk.session.get(Account, account_id)
    if account is None:
        raise Refused("没有找到这个账户。", "请刷新后再看。")
    return account


def lines(desk: Desk) -> tuple[AccountLine, ...]:
    """Return all accounts in the order in which they were made."""
    return tuple(
        AccountLine(
            account.id,
            account.login,
            account.name,
            tuple(account.roles),
            "、".join(title("roles", role) for role in account.roles),
            account.active,
        )
        for account in desk.session.scalars(select(Account).order_by(Account.id))
    )


def log_in(desk: Desk, login: str, password: str = "") -> Clerk:
    """Return the clerk with this login and password; the same sentence for a wrong login and a wrong password."""
    account = desk.session.scalar(select(Account).where(Account.login == login, Account.active))
    if account is None or not (desk.workspace.practice or _matches(password, account.password)):
        raise Refused("登录名或密码不对。", "请检查大小写后重新输入；忘记密码请找本单位负责人。")
    return _clerk(account)


def _clerk(account: Account) -> Clerk:
    return Clerk(account.id, account.name, frozenset(account.roles))


def _digest(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(password, salt).hex()}"


def _matches(password: str, kept: str) -> bool:
    salt, _, digest = kept.partition("$")
    return bool(digest) and hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)).hex(), digest)


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26)
