"""人员账户: who works here and as what, their passwords, and who has left."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import accounts
from desktop.accounts import AccountLine
from desktop.problems import Refused
from ui.cells import CENTRE, Column
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import ManyField, TextField
from ui.filing_form import choices
from ui.first_start import PasswordField
from ui.parts import clear, label
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable
from ui.theme import button

ACCOUNT_COLUMNS = (
    Column("name", "姓名", 110),
    Column("login", "登录名", 130),
    Column("role_titles", "岗位", 180, grows=True),
    Column("active", "状态", 90, align=CENTRE, show=lambda on: "在用" if on else "停用"),
)
DIFFERENT = Refused("两次输入的密码不同，没有修改。", "请重新输入。")


class AccountsPage(ScrollPage):
    """Who works here; the director changes it, everybody his own password."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._table: SmallTable | None = None
        self._holder = QVBoxLayout()
        self.put(label("经办与审批、审批与拨付必须由不同的人办理，至少登记两人", "muted"))
        part = QWidget()
        part.setLayout(self._holder)
        self.put(part)
        self.add = button("登记人员", icon_name="fa6s.user-plus")
        self.roles = button("调整岗位")
        self.reset = button("重设密码")
        self.close_ = button("停用")
        self.own = button("修改本人密码", icon_name="fa6s.key")
        deeds = (self._add, self._change_roles, self._reset, self._close, self._change_own)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for each, deed in zip((self.add, self.roles, self.reset, self.close_, self.own), deeds, strict=True):
            each.clicked.connect(deed)
            line.addWidget(each)
        line.addStretch(1)
        self.put(row)

    def refresh(self) -> None:
        """Ask who works here."""
        self._seat.ask(accounts.lines, self._show, owner=self)

    def _show(self, found: Sequence[AccountLine]) -> None:
        clear(self._holder)
        self._table = SmallTable(ACCOUNT_COLUMNS, found, "人员账户")
        self._table.selectionModel().currentRowChanged.connect(lambda *_rows: self._offer())
        self._holder.addWidget(self._table)
        self._offer()

    def _offer(self) -> None:
        """Let only that be pressed which this clerk may do with the chosen account."""
        practice, director = self._seat.workspace.practice, self._seat.may("director")
        chosen = self._chosen
        self.add.setEnabled(director)
        self.roles.setEnabled(director and chosen is not None)
        self.reset.setEnabled(director and chosen is not None and chosen.id != self._seat.clerk.id)
        self.close_.setEnabled(director and chosen is not None)
        self.close_.setText("启用" if chosen is not None and not chosen.active else "停用")
        self.reset.setVisible(not practice)
        self.own.setVisible(not practice)

    @property
    def _chosen(self) -> AccountLine | None:
        chosen: AccountLine | None = self._table.current if self._table is not None else None
        return chosen

    def _add(self) -> None:
        asks = [
            Ask("login", "登录名", TextField(required=True, longest=40)),
            Ask("name", "姓名", TextField(required=True, longest=60)),
            Ask("roles", "岗位", ManyField(choices("roles"), required=True, columns=4)),
        ]
        if not self._seat.workspace.practice:
            asks.append(Ask("password", "密码", PasswordField(), "由本人设置"))

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: accounts.add_account(
                    desk, given["login"], given["name"], given["roles"], given.get("password", "")
                ),
                lambda _clerk: self._seat.tell(f"已登记 {given['name']}。"),
                dialog=dialog,
            )

        self._seat.dialogs.form(self, Wording("登记人员", "登记"), asks, submit)

    def _change_roles(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        field = ManyField(choices("roles"), required=True, columns=4)
        field.fill(chosen.roles)

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: accounts.change_roles(desk, chosen.id, given["roles"]),
                lambda _none: self._seat.tell(f"已调整 {chosen.name} 的岗位，下次登录起生效。"),
                dialog=dialog,
            )

        wording = Wording("调整岗位", "调整", f"{chosen.name}（{chosen.login}）以前办理的记录不变。")
        self._seat.dialogs.form(self, wording, [Ask("roles", "岗位", field)], submit)

    def _reset(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        wording = Wording("重设密码", "重设", f"为忘记密码的 {chosen.name}（{chosen.login}）设置新密码。")
        self._ask_password(
            wording, [], lambda desk, given: accounts.reset_password(desk, chosen.id, given["new"])
        )

    def _change_own(self) -> None:
        old = Ask("old", "现在的密码", PasswordField())
        self._ask_password(
            Wording("修改本人密码", "修改"),
            [old],
            lambda desk, given: accounts.change_password(desk, given["old"], given["new"]),
        )

    def _ask_password(self, wording: Wording, before: list[Ask], deed: Any) -> None:
        """Ask for a new password twice and have it set."""
        asks = [
            *before,
            Ask("new", "新密码", PasswordField(), f"至少 {accounts.SHORTEST_PASSWORD} 位，由本人输入"),
            Ask("again", "再输入一次", PasswordField()),
        ]

        def submit(dialog: FormDialog, given: dict[str, Any]) -> None:
            if given["new"] != given["again"]:
                dialog.refuse(DIFFERENT)
                return
            self._seat.act(
                lambda desk: deed(desk, given),
                lambda _none: self._seat.tell("密码已修改。"),
                dialog=dialog,
            )

        self._seat.dialogs.form(self, wording, asks, submit)

    def _close(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        verb = "停用" if chosen.active else "启用"
        words = "停用后不能再登录，以前办理的记录不变。" if chosen.active else "启用后可以重新登录。"
        self._seat.dialogs.confirm(
            self,
            Wording(f"{verb} {chosen.name} 的账户", verb, words, danger=chosen.active),
            lambda: self._seat.act(
                lambda desk: accounts.set_active(desk, chosen.id, active=not chosen.active),
                lambda _none: self._seat.tell(f"已{verb} {chosen.name} 的账户。"),
            ),
        )
