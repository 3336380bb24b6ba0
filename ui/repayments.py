"""退款: what an apprenticeship was paid too much in advance, what of it came back, and entering a sum that did."""

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop import subsidies
from desktop.subsidies import Overpayment, RepaymentRow
from ui.cells import CENTRE, RIGHT, Column, money
from ui.days import DateField
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import DecimalField, TextField
from ui.parts import role
from ui.seat import Seat
from ui.sections import ScrollPage, SmallTable, facts_section
from ui.theme import button

COLUMNS = (
    Column("received_on", "到账日期", 98, align=CENTRE),
    Column("amount", "金额", 104, align=RIGHT),
    Column("voucher", "凭证", 160, grows=True),
    Column("recorded_on", "登记日期", 98, align=CENTRE, rank=2),
    Column("recorded_by", "登记人", 76, rank=1),
    Column("struck", "撤销原因", 160, grows=True, rank=3),
)


class RepaymentsPage(ScrollPage):
    """The sums as facts, each repayment as a row, and the two deeds for a cashier."""

    def __init__(self, seat: Seat, claim_id: int, found: Overpayment) -> None:
        super().__init__()
        self._seat = seat
        self._claim_id = claim_id
        self._found = found
        facts = (
            ("预支申请", found.number),
            ("结算申请", found.settlement),
            ("已拨付预支", f"{money(found.paid)} 元"),
            ("应补", f"{money(found.due)} 元（合格结业 {found.people} 人）"),
            ("多预支", f"{money(found.over)} 元"),
            ("已退回", f"{money(found.repaid)} 元"),
            ("尚未退回", f"{money(found.left)} 元"),
        )
        self.put(facts_section("多预支的款项", facts))
        self.table = SmallTable(COLUMNS, found.rows, "退款")
        if seat.may("cashier"):
            self.put(self._deeds())
        if found.rows:
            self.put(self.table)

    def _deeds(self) -> QFrame:
        bar = role(QFrame(), "plain")
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        take = button("登记退款", role="primary", icon_name="fa6s.rotate-left")
        take.setEnabled(self._found.left > 0)
        take.clicked.connect(self._take)
        line.addWidget(take)
        if any(not row.struck for row in self._found.rows):
            strike = button("撤销登记", tip="登记错了的，撤销后重新登记；原记录保留")
            strike.clicked.connect(lambda: self._strike(self.table.current))
            line.addWidget(strike)
            self.table.choose_first()
        line.addStretch(1)
        return bar

    def _take(self) -> None:
        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: subsidies.take_repayment(
                    desk, self._claim_id, values["amount"], values["day"], values["voucher"]
                ),
                lambda _id: self._seat.tell(
                    f"已登记 {self._found.number} 的退款 {money(values['amount'])} 元。"
                ),
                dialog=dialog,
            )

        day = DateField(required=True, today=self._seat.today)
        day.fill(self._seat.today)
        amount = DecimalField(required=True)
        amount.fill(self._found.left)
        asks = [
            Ask("amount", "退款金额", amount),
            Ask("day", "到账日期", day),
            Ask("voucher", "凭证", TextField(required=True), "银行回单或者缴款书的编号"),
        ]
        words = f"{self._found.number}　尚未退回 {money(self._found.left)} 元"
        self._seat.dialogs.form(self, Wording("登记退款", "登记退款", words), asks, submit)

    def _strike(self, row: RepaymentRow | None) -> None:
        if row is None or row.struck:
            self._seat.tell("请选中一笔没有撤销的退款。", "info")
            return

        def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
            self._seat.act(
                lambda desk: subsidies.strike_repayment(desk, row.id, values["text"]),
                lambda _none: self._seat.tell("退款登记已撤销。", "info"),
                dialog=dialog,
            )

        words = f"{row.received_on}　{money(row.amount)} 元　{row.voucher}"
        wording = Wording("撤销退款登记", "撤销", words, danger=True)
        self._seat.dialogs.reason(self, wording, submit, prompt="撤销原因")
