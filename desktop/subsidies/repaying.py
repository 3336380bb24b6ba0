"""What an apprenticeship was paid in advance beyond what its class came to, and what of that was paid back (J15)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from db.accounts import Account
from db.base import new_uid
from db.payments import PaymentLine, PaymentOrder, Repayment
from db.subsidies import Claim, ClaimLine
from desktop import audit, editions
from desktop.codes import title
from desktop.policy import ApprenticeFacts, LineFacts
from desktop.problems import Refused
from desktop.subsidies.deciding import find
from desktop.subsidies.gathering import ADVANCE, SETTLEMENT
from desktop.subsidies.recalling import recall
from desktop.subsidies.sharing import advanced, due
from desktop.workspace import Desk

DECIDED = ("approved", "refused")
NOTHING = Decimal(0)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class RepaymentRow:
    """One sum that came back, in yuan: when, by which voucher, who entered it; `struck` says why it was taken back."""

    id: int
    amount: Decimal
    received_on: date
    voucher: str
    recorded_on: date
    recorded_by: str
    struck: str


@dataclass(frozen=True, slots=True)
class Overpayment:
    """What was paid in advance (yuan) beside what is due for the `people` who finished, and what came back of it.

    `claim_id` and `number` are the advance's, `settlement` and `state` the settlement's.
    """

    claim_id: int
    number: str
    settlement: str
    state: str
    people: int
    paid: Decimal
    due: Decimal
    rows: tuple[RepaymentRow, ...]

    @property
    def over(self) -> Decimal:
        """What was paid beyond what is due."""
        return max(self.paid - self.due, NOTHING)

    @property
    def repaid(self) -> Decimal:
        """What came back."""
        return sum((row.amount for row in self.rows if not row.struck), NOTHING)

    @property
    def left(self) -> Decimal:
        """What still has to come back; below zero where more came back than was overpaid."""
        return self.over - self.repaid


def overpayment(desk: Desk, claim: Claim) -> Overpayment | None:
    """Return what was paid too much in advance for a claim's class, asked at its advance or its settlement.

    None where nothing was overpaid and nothing came back, or where no settlement says yet what the class comes to.
    """
    if claim.stage not in {ADVANCE, SETTLEMENT}:
        return None
    claims = list(
        desk.session.scalars(select(Claim).where(Claim.filing_id == claim.filing_id).order_by(Claim.id))
    )
    advance = next((each for each in claims if each.stage == ADVANCE and each.state != "refused"), None)
    settlements = [each for each in claims if each.stage == SETTLEMENT]
    if advance is None or not settlements:
        return None
    settled = max(settlements, key=lambda each: (each.state != "refused", each.id))
    whole = _whole(settled)
    if whole is None or whole.finished_people is None:
        return None
    policy = editions.of(desk, settled.policy_version) or desk.policy
    found = Overpayment(
        claim_id=advance.id,
        number=advance.number,
        settlement=settled.number,
        state=settled.state,
        people=whole.finished_people,
        paid=advanced(desk.session, advance.filing_id),
        due=due(policy, whole, whole.finished_people),
        rows=_rows(desk, advance.id),
    )
    return found if found.over or found.rows else None


def _whole(settled: Claim) -> ApprenticeFacts | None:
    facts = next((known for line in settled.lines if isinstance(known := recall(line), LineFacts)), None)
    return facts.apprenticeship if facts else None


def _rows(desk: Desk, claim_id: int) -> tuple[RepaymentRow, ...]:
    chosen = (
        select(Repayment, Account.name)
        .join(Account, Account.id == Repayment.recorded_by)
        .where(Repayment.claim_id == claim_id)
        .order_by(Repayment.received_on, Repayment.id)
    )
    return tuple(
        RepaymentRow(row.id, row.amount, row.received_on, row.voucher, row.recorded_on, name, row.struck)
        for row, name in desk.session.execute(chosen)
    )


def take_repayment(desk: Desk, claim_id: int, amount: Decimal, day: date, voucher: str) -> int:
    """Record that `amount` yuan of an overpaid advance came back on a day by a voucher of the bank; returns its id.

    Refused beyond what is still owing, before the settlement is decided, and for a voucher that was entered before.
    """
    desk.needs("cashier", title("roles", "cashier"))
    claim = find(desk, claim_id)
    found = overpayment(desk, claim)
    if found is None:
        raise Refused(
            "本件没有多预支的款项，没有登记退款。", "先申请结算，按合格结业的人数算出多预支的金额后再登记。"
        )
    if found.state not in DECIDED:
        raise Refused(
            f"结算申请{found.settlement}还没有办结，多预支多少还没有确定，没有登记退款。",
            "请先办结结算申请的审批。",
        )
    voucher = voucher.strip()
    _must_fit(desk, found, amount, day, voucher)
    row = Repayment(
        uid=new_uid(),
        claim_id=found.claim_id,
        amount=amount,
        received_on=day,
        voucher=voucher,
        recorded_on=desk.today,
        recorded_by=desk.clerk.id,
    )
    desk.session.add(row)
    desk.session.flush()
    _record(desk, "登记退款", found, row, 尚未退回=str(found.left - amount))
    return row.id


def strike_repayment(desk: Desk, repayment_id: int, reason: str) -> None:
    """Take back an entry that was made wrongly; it stays to be read with its reason, and counts no more."""
    desk.needs("cashier", title("roles", "cashier"))
    row = desk.session.get(Repayment, repayment_id)
    found = overpayment(desk, find(desk, row.claim_id)) if row else None
    if row is None or found is None or row.struck:
        raise Refused("没有找到这笔退款，或者已经撤销。", "请刷新后再看。")
    if not reason.strip():
        raise Refused("没有写明撤销的原因，没有撤销。", "请写明原因。")
    row.struck = reason.strip()[:200]
    desk.session.flush()
    _record(desk, "撤销退款登记", found, row, 原因=row.struck)


def _record(desk: Desk, deed: str, found: Overpayment, row: Repayment, **facts: str) -> None:
    claim = find(desk, found.claim_id)
    given = {"金额": str(row.amount), "到账日期": row.received_on.isoformat(), "凭证": row.voucher}
    audit.record(desk, deed, audit.PAYING, "claim", claim.uid, claim.number, **given, **facts)


def _must_fit(desk: Desk, found: Overpayment, amount: Decimal, day: date, voucher: str) -> None:
    if not 0 < amount <= found.left or amount != round(amount, 2):
        raise Refused(
            f"退款{amount:,.2f}元，应大于0元、不超过尚未退回的{found.left:,.2f}元，没有登记。",
            "请核对银行回单的金额。",
        )
    paid_on = desk.session.scalar(
        select(func.max(PaymentOrder.settled_on))
        .join(PaymentLine, PaymentLine.order_id == PaymentOrder.id)
        .join(ClaimLine, ClaimLine.id == PaymentLine.line_id)
        .where(ClaimLine.claim_id == found.claim_id, PaymentOrder.state == "paid")
    )
    if day > desk.today or (paid_on is not None and day < paid_on):
        raise Refused(f"到账日期{day}不在预支拨付日{paid_on}与今天之间，没有登记。", "请核对银行回单的日期。")
    if not voucher or len(voucher) > LONGEST:
        raise Refused(
            f"没有写明退款凭证，或者超过{LONGEST}个字，没有登记。", "请填写银行回单或者缴款书的编号。"
        )
    if any(row.voucher == voucher and not row.struck for row in found.rows):
        raise Refused(f"凭证{voucher}已经登记过，没有重复登记。", "请核对凭证编号。")


def repaid_in_all(desk: Desk) -> Decimal:
    """Return what came back of all advances, in yuan."""
    return desk.session.scalar(select(func.sum(Repayment.amount)).where(Repayment.struck == "")) or NOTHING
