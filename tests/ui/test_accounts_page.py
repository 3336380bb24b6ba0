"""The page of the people: what the director changes there and what everybody else may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import accounts
from desktop.workspace import SYSTEM, Workspace
from tests.ui.hands import button, look_at, press, write
from tests.ui.looking import looks_well
from tests.ui.staging import Stage

OLD, NEW = "春江潮水连海平十个字", "海上明月共潮生十个字"


def _page(stage: Stage) -> Any:
    screen = stage.go("settings")
    look_at(screen, "人员账户")
    stage.settle()
    return screen.accounts


def _choose(page: Any, login: str) -> None:
    table = page._table
    at = next(at for at, line in enumerate(table.rows) if line.login == login)
    table.setCurrentIndex(table.model().index(at, 0))


def test_the_director_closes_the_account_of_one_who_left(stage: Stage):
    stage.sit("fuze")
    page = _page(stage)
    _choose(page, "caiwu")
    press(page, "停用")
    press(stage.dialog(), "停用")
    stage.settle()
    _choose(page, "caiwu")
    assert button(page, "启用").isEnabled()
    stage.picture("settings-accounts")
    with stage.workspace.reading(SYSTEM) as desk:
        assert {line.login for line in accounts.lines(desk) if not line.active} == {"caiwu"}


def test_who_is_not_the_director_can_change_nobody(stage: Stage):
    stage.sit("jingban")
    page = _page(stage)
    _choose(page, "caiwu")
    for text in ("登记人员", "调整岗位", "停用"):
        assert not button(page, text).isEnabled()


def test_the_director_gives_somebody_another_role(stage: Stage):
    stage.sit("fuze")
    page = _page(stage)
    _choose(page, "jingban")
    press(page, "调整岗位")
    dialog = stage.dialog()
    looks_well(dialog, "account-roles")
    press(dialog, "财务")
    press(dialog, "调整")
    stage.settle()
    with stage.workspace.reading(SYSTEM) as desk:
        assert "cashier" in next(line.roles for line in accounts.lines(desk) if line.login == "jingban")


def test_a_password_is_changed_by_its_owner_typed_twice(
    tmp_path: Path, open_stage: Callable[[Workspace, str], Stage]
):
    workspace = Workspace.create(tmp_path / "real", region="anhui", bureau="某县局", county="999901")
    with workspace.desk(SYSTEM) as desk:
        accounts.add_account(desk, "lin", "林小禾", ["handler", "director"], OLD)
        clerk = accounts.log_in(desk, "lin", OLD)
    stage = open_stage(workspace, clerk)
    page = _page(stage)
    press(page, "修改本人密码")
    dialog = stage.dialog()
    looks_well(dialog, "account-password")
    for label, text in (("现在的密码", OLD), ("新密码", NEW), ("再输入一次", NEW[::-1])):
        write(dialog, label, text)
    press(dialog, "修改")
    assert "两次输入的密码不同" in dialog.banner.text.text()
    write(dialog, "再输入一次", NEW)
    press(dialog, "修改")
    stage.settle()
    with workspace.reading(SYSTEM) as desk:
        assert accounts.log_in(desk, "lin", NEW) == clerk


def test_the_director_changes_the_offices_telephone(stage: Stage):
    stage.sit("fuze")
    screen = stage.go("settings")
    look_at(screen, "本单位")
    stage.settle()
    press(screen.bureau, "修改联系方式")
    dialog = stage.dialog()
    looks_well(dialog, "bureau")
    write(dialog, "联系电话", "0000-8810099")
    press(dialog, "保存")
    stage.settle()
    stage.picture("settings-bureau")
    assert stage.workspace.contact("phone") == "0000-8810099"
