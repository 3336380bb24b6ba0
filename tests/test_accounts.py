"""Who works here: named people with roles, passwords kept as digests, and no account out of thin air."""

from pathlib import Path

import pytest
from sqlalchemy import select

from db.accounts import Account
from desktop import accounts
from desktop.problems import Refused
from desktop.workspace import SYSTEM, Workspace
from tests import builders

PASSWORD = "春江潮水连海平十个字"


@pytest.fixture
def real(tmp_path: Path):
    """A workspace for real cases: passwords are asked for."""
    workspace = Workspace.create(tmp_path / "county", region="anhui", bureau="某县局", county="999901")
    with workspace.desk(SYSTEM) as desk:
        accounts.add_account(desk, " lin ", " 林小禾 ", ["handler", "director"], PASSWORD)
    yield workspace
    workspace.close()


def test_who_gives_the_right_password_is_let_in_as_what_he_is(real: Workspace):
    with real.reading(SYSTEM) as desk:
        clerk = accounts.log_in(desk, "lin", PASSWORD)
    assert (clerk.name, clerk.roles) == ("林小禾", {"handler", "director"})


@pytest.mark.parametrize(
    "login, password", [("lin", ""), ("lin", PASSWORD[:-1]), ("nobody", PASSWORD), ("LIN", PASSWORD)]
)
def test_a_wrong_login_and_a_wrong_password_are_told_alike(real: Workspace, login: str, password: str):
    with pytest.raises(Refused) as raised, real.reading(SYSTEM) as desk:
        accounts.log_in(desk, login, password)
    assert raised.value.sentence == "登录名或密码不对。"
    assert raised.value.remedy


def test_a_password_is_nowhere_in_the_store_and_two_equal_ones_look_different(real: Workspace):
    with real.desk(SYSTEM) as desk:
        accounts.add_account(desk, "zhou", "周正明", ["reviewer"], PASSWORD)
        kept = desk.session.scalars(select(Account.password)).all()
    assert len(set(kept)) == 2
    assert all(PASSWORD not in each and len(each) > 90 for each in kept)


def test_a_closed_account_lets_nobody_in(real: Workspace):
    with real.desk(SYSTEM) as desk:
        account = desk.session.scalars(select(Account)).one()
        account.active = False
    with pytest.raises(Refused), real.reading(SYSTEM) as desk:
        accounts.log_in(desk, "lin", PASSWORD)


@pytest.mark.parametrize(
    "given",
    [
        {"login": "  "},
        {"name": ""},
        {"roles": []},
        {"roles": ["handler", "king"]},
        {"login": "lin"},
        {"password": "123456789"},
    ],
)
def test_an_account_that_cannot_be_is_not_made(real: Workspace, given: dict[str, object]):
    values = {"login": "zhou", "name": "周正明", "roles": ["reviewer"], "password": PASSWORD} | given
    with pytest.raises(Refused) as raised, real.desk(SYSTEM) as desk:
        accounts.add_account(desk, **values)
    assert raised.value.remedy
    with real.reading(SYSTEM) as desk:
        assert len(accounts.lines(desk)) == 1


def test_later_accounts_are_entered_by_the_director_only():
    with builders.stage("empty") as county:
        for login in ("jingban", "fuhe", "caiwu"):
            with pytest.raises(Refused, match="没有“负责人”岗位"), county.desk(login) as desk:
                accounts.add_account(desk, "second", "另一个我", ["reviewer", "director", "cashier"])
        with county.desk("fuze") as desk:
            accounts.add_account(desk, "new", "新来者", ["cashier", "handler"])
            line = accounts.lines(desk)[-1]
    assert (line.name, line.roles, line.role_titles) == ("新来者", ("handler", "cashier"), "经办、财务")


def test_a_practice_county_asks_for_no_password():
    with builders.stage("empty") as county, county.reading() as desk:
        assert accounts.log_in(desk, "fuhe").name == "周正明"
        with pytest.raises(Refused):
            accounts.log_in(desk, "nobody")


def _two(real: Workspace) -> tuple[object, object]:
    """The director of the real county and a reviewer, both logged in."""
    with real.desk(SYSTEM) as desk:
        director = accounts.log_in(desk, "lin", PASSWORD)
        reviewer = accounts.add_account(desk, "zhou", "周正明", ["reviewer"], PASSWORD)
    return director, reviewer


def test_everybody_changes_his_own_password_knowing_the_present_one(real: Workspace):
    _, reviewer = _two(real)
    for old, new, told in (
        ("不对的密码不对的密码", "另一个足够长的密码啊", "现在的密码不对"),
        (PASSWORD, "太短", "至少 10 位"),
        (PASSWORD, PASSWORD, "与现在的相同"),
    ):
        with pytest.raises(Refused, match=told), real.desk(reviewer) as desk:
            accounts.change_password(desk, old, new)
    with real.desk(reviewer) as desk:
        accounts.change_password(desk, PASSWORD, "另一个足够长的密码啊")
    with real.reading(SYSTEM) as desk:
        assert accounts.log_in(desk, "zhou", "另一个足够长的密码啊") == reviewer
        with pytest.raises(Refused):
            accounts.log_in(desk, "zhou", PASSWORD)


def test_only_the_director_resets_a_password_and_never_his_own(real: Workspace):
    director, reviewer = _two(real)
    with pytest.raises(Refused, match="负责人"), real.desk(reviewer) as desk:
        accounts.reset_password(desk, director.id, "另一个足够长的密码啊")
    with pytest.raises(Refused, match="本人的密码不能重设"), real.desk(director) as desk:
        accounts.reset_password(desk, director.id, "另一个足够长的密码啊")
    with real.desk(director) as desk:
        accounts.reset_password(desk, reviewer.id, "另一个足够长的密码啊")
    with real.reading(SYSTEM) as desk:
        assert accounts.log_in(desk, "zhou", "另一个足够长的密码啊") == reviewer


def test_who_left_is_let_in_no_more_until_the_account_is_opened_again(real: Workspace):
    director, reviewer = _two(real)
    with real.desk(director) as desk:
        accounts.set_active(desk, reviewer.id, active=False)
    with pytest.raises(Refused), real.reading(SYSTEM) as desk:
        accounts.log_in(desk, "zhou", PASSWORD)
    with real.desk(director) as desk:
        accounts.set_active(desk, reviewer.id, active=True)
        assert accounts.log_in(desk, "zhou", PASSWORD) == reviewer


def test_a_county_is_never_left_without_a_director(real: Workspace):
    director, reviewer = _two(real)
    for deed in (
        lambda desk: accounts.set_active(desk, director.id, active=False),
        lambda desk: accounts.change_roles(desk, director.id, ["handler"]),
    ):
        with pytest.raises(Refused, match="唯一在用的负责人"), real.desk(director) as desk:
            deed(desk)
    with real.desk(director) as desk:
        accounts.change_roles(desk, reviewer.id, ["reviewer", "director"])
        accounts.set_active(desk, director.id, active=False)
        states = {line.login: (line.active, line.role_titles) for line in accounts.lines(desk)}
    assert states == {"lin": (False, "经办、负责人"), "zhou": (True, "复核、负责人")}
