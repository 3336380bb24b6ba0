"""The bank's answer as a file (J14): each row matched to its order, every difference told at its cell, then recorded."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from db.payments import PaymentBatch, PaymentOrder
from desktop import batches
from desktop.batches import Subject, Taken
from desktop.codes import title
from desktop.identity import mask_account
from desktop.intake import Reading, Row
from desktop.payments.columns import BANK_RESULT
from desktop.payments.paying import Settlement, find, settle
from desktop.problems import Problem, Refused
from desktop.workspace import Desk

KIND, BANK = "bank_result", "银行"
FIELDS = tuple(column.field for column in BANK_RESULT)
PENDING = "pending"


@dataclass(frozen=True, slots=True)
class BankLine:
    """One row of the bank's file beside its order; `position` is 0 where no order fits. The account is masked."""

    row: int
    position: int
    payee: str
    account: str
    amount: Decimal
    result: str
    result_title: str
    reason: str
    day: date | None
    known: bool
    faults: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BankComparison:
    """A bank's file held against a payment batch; paid and returned count only rows without a difference.

    `waiting` are the orders that would still have no answer; `reading` has the differences among its problems.
    """

    lines: tuple[BankLine, ...]
    paid: int
    paid_amount: Decimal
    returned: int
    returned_amount: Decimal
    known: int
    faulty: int
    waiting: tuple[str, ...]
    reading: Reading


@dataclass(slots=True)
class _Held:
    """A file while it is held against a batch."""

    desk: Desk
    batch: PaymentBatch
    reading: Reading
    day: date
    answered: dict[int, int] = field(default_factory=dict)
    faults: list[tuple[Row, Problem]] = field(default_factory=list)
    results: list[Settlement] = field(default_factory=list)
    by_account: dict[str, list[PaymentOrder]] = field(default_factory=lambda: defaultdict(list))
    lines: list["BankLine"] = field(default_factory=list)
    known: int = 0

    def hold(self) -> None:
        """Hold every row against the orders."""
        for order in self.batch.orders:
            self.by_account[_digits(order.account)].append(order)
        self.lines += [_line(self, row) for row in self.reading.rows]

    def fault(self, row: Row, name: str, code: str, what: str, remedy: str) -> None:
        """Note a difference at the cell of a field."""
        found = batches.problem(self.reading, row, name, code, f"{what}，没有登记。", remedy)
        self.faults.append((row, found))


def compare_bank_result(
    desk: Desk, batch_id: int, reading: Reading, day: date | None = None
) -> BankComparison:
    """Return a checked bank result beside the orders of a batch: what fits, and each difference at its cell.

    `day` is the day of rows that name none, today if not given. Nothing is written.
    """
    return _compared(_hold(desk, batch_id, reading, day))


def _hold(desk: Desk, batch_id: int, reading: Reading, day: date | None) -> _Held:
    held = _Held(desk, find(desk, batch_id), reading, day or desk.today)
    held.hold()
    return held


def _compared(held: _Held) -> BankComparison:
    lines = tuple(held.lines)
    paid = [line for line in lines if not line.faults and line.result == "paid"]
    returned = [line for line in lines if not line.faults and line.result == "returned"]
    verdict = batches.judged(held.reading, held.faults)
    return BankComparison(
        lines,
        len(paid),
        sum((line.amount for line in paid), Decimal(0)),
        len(returned),
        sum((line.amount for line in returned), Decimal(0)),
        held.known,
        verdict.faulty,
        tuple(
            f"第{order.position}笔 {order.payee} {order.amount:,.2f}元"
            for order in held.batch.orders
            if order.state == PENDING and order.id not in held.answered
        ),
        verdict,
    )


def take_bank_result(
    desk: Desk, batch_id: int, reading: Reading, *, only_sound: bool = False, day: date | None = None
) -> Taken:
    """Record what a bank's file says of the orders of a released batch; orders it does not name go on waiting.

    Refused with every difference - another account, name or amount, an order named twice, a return without a reason -
    unless the clerk takes the rows that fit alone. Never is more recorded than was ordered.
    """
    desk.needs("cashier", title("roles", "cashier"))
    held = _hold(desk, batch_id, reading, day)
    compared = _compared(held)
    subject = Subject("payment_batch", batch_id)
    taken = batches.taken_before(desk, KIND, subject, compared.reading, "笔")
    if taken is not None:
        return taken
    if compared.faulty and not only_sound:
        raise Refused(*_differences(compared))
    if not held.results:
        again = batches.nothing_new(desk, KIND, subject, compared.reading, "笔") if held.known else None
        if again is not None:
            return again
        known = f"：{held.known}笔以前都已登记" if held.known else ""
        raise Refused(f"银行结果中没有可以登记的行{known}。", "请检查是否选对了文件和拨付批次。")
    batch = batches.begin(desk, KIND, subject, compared.reading, sender=BANK)
    counts = {"new": len(held.results), "changed": 0, "unchanged": held.known}
    notes = [*compared.reading.notes]
    if compared.waiting:
        notes.append(f"还有{len(compared.waiting)}笔没有结果。")
    taken = batches.finish(desk, batch, counts, compared.reading, notes=notes, unit="笔")
    settle(desk, batch_id, held.results)
    return taken


def _differences(compared: BankComparison) -> tuple[str, str]:
    problems = compared.reading.problems
    shown = "；".join(
        f"{each.where}（{each.name}）{each.what.removesuffix('，没有登记。')}" for each in problems[:20]
    )
    more = f"；另有{len(problems) - 20}处" if len(problems) > 20 else ""
    return (
        f"银行结果有{compared.faulty}行与付款单不符，没有登记：{shown}{more}。",
        "请向银行核实后重新导入，或选择“先登记相符的行”。",
    )


def _line(held: _Held, row: Row) -> BankLine:
    """One row beside its order; a result that fits is noted, a difference is told at its cell."""
    values: dict[str, Any] = dict(zip(FIELDS, row.values, strict=True))
    before = len(held.faults)
    order = _order_of(held, row, values)
    known = False
    if order is not None and len(held.faults) == before:
        known = order.state != PENDING
        if known:
            held.known += 1
        else:
            reason = (values["reason"] or "").strip()
            paid = values["result"] == "paid"
            held.results.append(Settlement(order.id, paid, values["day"] or held.day, "" if paid else reason))
        held.answered[order.id] = row.number
    return BankLine(
        row.number,
        order.position if order else 0,
        values["name"],
        mask_account(values["account"]),
        values["amount"],
        values["result"],
        title("order_states", values["result"]),
        values["reason"] or "",
        values["day"],
        known,
        tuple(problem for _, problem in held.faults[before:]),
    )


def _order_of(held: _Held, row: Row, values: dict[str, Any]) -> PaymentOrder | None:
    """The order that a row is about, with every difference between the two noted; None when none can be meant.

    A bank that tells what it paid out tells 0 of what it returned: that is no other amount.
    """
    order = _likeliest(held, values)
    if order is None:
        held.fault(
            row,
            "account",
            "no_order",
            f"本批次没有账号尾号{values['account'][-4:]}、{values['amount']:,.2f}元的付款单",
            "请核对是否选对了拨付批次，或向银行核实。",
        )
        return None
    called = f"第{order.position}笔（{order.payee}）"
    if values["result"] == "returned" and not values["amount"]:
        values["amount"] = order.amount
    if not _same_account(values["account"], order.account):
        own, ours = values["account"][-4:], order.account[-4:]
        what = f"账号尾号{own}与{called}的账号尾号{ours}不同"
        if own == ours:
            what = f"账号与{called}的账号尾号都是{ours}，前面的数字不同"
        held.fault(row, "account", "other_account", what, "请向银行核实款项转入了哪个账户。")
    if _plain(values["name"]) != _plain(order.payee):
        what = f"户名“{values['name']}”与{called}不一致"
        held.fault(row, "name", "other_name", what, "请核对账户户名。")
    _amount_and_answer(held, row, values, order, called)
    return order


def _amount_and_answer(
    held: _Held, row: Row, values: dict[str, Any], order: PaymentOrder, called: str
) -> None:
    amount = values["amount"]
    if amount != order.amount:
        more = "高于" if amount > order.amount else "低于"
        what = f"金额{amount:,.2f}元{more}{called}的{order.amount:,.2f}元"
        held.fault(row, "amount", "other_amount", what, "请向银行核实实际支付金额。")
    if order.id in held.answered:
        what = f"{called}在第{held.answered[order.id]}行已有结果"
        held.fault(row, "account", "twice", what, "请只保留一行。")
    elif order.state not in (PENDING, values["result"]):
        what = f"{called}已登记为“{title('order_states', order.state)}”，这一行却是另一结果"
        held.fault(row, "result", "other_result", what, "请向银行核实。")
    if order.state != PENDING:
        return
    if values["result"] == "returned" and not (values["reason"] or "").strip():
        held.fault(row, "reason", "no_reason", f"{called}退回，但没有写明原因", "请填写银行给出的退回原因。")
    day = values["day"] or held.day
    if held.batch.released_on and not held.batch.released_on <= day <= held.desk.today:
        what = f"日期{day}不在拨付日{held.batch.released_on}与今天之间"
        held.fault(row, "day", "day", what, "请核对银行回单日期。")


def _likeliest(held: _Held, values: dict[str, Any]) -> PaymentOrder | None:
    """The order with the row's account, best with its name and amount too; else the one with both of these.

    An account of which the bank shows only some places is that of every order with these places.
    """
    name, amount = _plain(values["name"]), values["amount"]

    def likeness(order: PaymentOrder) -> tuple[bool, bool, bool]:
        return (
            order.id not in held.answered,
            order.amount == amount,
            _plain(order.payee) == name,
        )

    own = held.by_account.get(_digits(values["account"]), [])
    if not own and _HIDDEN.search(values["account"]):
        own = [order for order in held.batch.orders if _same_account(values["account"], order.account)]
    if own:
        return max(own, key=likeness)
    same = [order for order in held.batch.orders if (_plain(order.payee), order.amount) == (name, amount)]
    return same[0] if len(same) == 1 else None


_HIDDEN = re.compile(r"[*●•×]+|(?<=[0-9])X{2,}(?=[0-9])|^X{2,}(?=[0-9])")
"""What a bank puts in place of the digits of an account that it does not show."""
_FEWEST = 4
"""So many digits of an account must show, for it to be told by them."""


def _same_account(written: str, account: str) -> bool:
    """Tell whether an account is the one of an order; of one that is partly hidden, what shows has to agree."""
    if not _HIDDEN.search(written):
        return _digits(written) == _digits(account)
    shown = [_digits(part) for part in _HIDDEN.split(written)]
    pattern = ".+".join(map(re.escape, shown))
    return len("".join(shown)) >= _FEWEST and re.fullmatch(pattern, _digits(account)) is not None


def _digits(account: str) -> str:
    return "".join(character for character in account if character.isalnum()).upper()


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
