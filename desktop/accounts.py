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
    asked = set(roles)
    chosen = [code.code for code in codes("roles") if code.code in asked]
    login, name = login.strip(), name.strip()
    if not login or not name:
        raise Refused("登录名和姓名都要填写。", "请补全后保存。")
    if not chosen or len(chosen) < len(asked):
        raise Refused("至少要选择一个岗位。", "请在经办、复核、负责人、财务中选择。")
    if desk.session.scalar(select(Account).where(Account.login == login)):
        raise Refused(f"登录名“{login}”已有人使用。", "请换一个登录名。")
    if not desk.workspace.practice and len(password) < SHORTEST_PASSWORD:
        raise Refused(f"密码至少 {SHORTEST_PASSWORD} 位。", "请设置更长的密码。")
    account = Account(login=login, name=name, roles=chosen, password=_digest(password) if password else "")
    desk.session.add(account)
    desk.session.flush()
    audit.record(desk, "新增账户", audit.OTHER, "account", account.uid, account.login, 岗位="、".join(chosen))
    return _clerk(account)


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
