"""The payment batch (拨付批次): orders to payees and the lines each order pays; and what was paid back."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Key, Money, Uid
from db.notices import Notice
from db.subsidies import ClaimLine


class PaymentBatch(Base):
    """What is paid together: one scheme of one closed notice, from one fund."""

    __tablename__ = "payment_batch"

    id: Mapped[Key]
    uid: Mapped[Uid]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(20))
    fund: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="draft")
    total: Mapped[Money]
    count: Mapped[int]
    prepared_on: Mapped[date]
    prepared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    released_on: Mapped[date | None]
    released_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    notice: Mapped[Notice] = relationship()
    orders: Mapped[list["PaymentOrder"]] = relationship(
        back_populates="batch", order_by="PaymentOrder.position"
    )


class PaymentOrder(Base):
    """One transfer: to the enterprise or institution for training, to the person for the allowance (J14)."""

    __tablename__ = "payment_order"

    id: Mapped[Key]
    uid: Mapped[Uid]
    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"), index=True)
    position: Mapped[int]
    payee_kind: Mapped[str] = mapped_column(String(20))
    payee_uid: Mapped[str] = mapped_column(String(36), index=True)
    payee: Mapped[str] = mapped_column(String(200))
    bank: Mapped[str] = mapped_column(String(100))
    account: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Money]
    people: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="pending")
    settled_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    batch: Mapped[PaymentBatch] = relationship(back_populates="orders")
    lines: Mapped[list["PaymentLine"]] = relationship(back_populates="order")


class PaymentLine(Base):
    """That an order pays a claim line, and how much."""

    __tablename__ = "payment_line"
    __table_args__ = (
        UniqueConstraint("order_id", "line_id"),
        Index("ix_payment_line_amount", "line_id", "amount"),
    )

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("payment_order.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"))
    amount: Mapped[Money]
    order: Mapped[PaymentOrder] = relationship(back_populates="lines")
    line: Mapped[ClaimLine] = relationship()


class Repayment(Base):
    """What an applicant paid back of an apprenticeship's advance; `struck` says why an entry was taken back."""

    __tablename__ = "repayment"

    id: Mapped[Key]
    uid: Mapped[Uid]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    amount: Mapped[Money]
    received_on: Mapped[date]
    voucher: Mapped[str] = mapped_column(String(100))
    recorded_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    struck: Mapped[str] = mapped_column(String(200), default="")
