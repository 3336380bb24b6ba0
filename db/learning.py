"""What a learning platform recorded of a trainee: registration, sign-ins, sessions, tests, interaction (J5, J8, J9).

Each row keeps the batch and the number of the row in the sheet that it was read from.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import NEVER_AGAIN, Base, Key, Scaled


class Recorded:
    """What all of them have: whose it is, and the row that says so."""

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row: Mapped[int]


class LearningRegistration(Recorded, Base):
    """That a trainee registered on a platform under an own account."""

    __tablename__ = "learning_registration"
    __table_args__ = (UniqueConstraint("trainee_id", "login"), NEVER_AGAIN)

    login: Mapped[str] = mapped_column(String(100), default="")
    registered_at: Mapped[datetime | None]
    phone: Mapped[str] = mapped_column(String(20), default="")
    verified: Mapped[str] = mapped_column(String(40), default="")
    device: Mapped[str] = mapped_column(String(100), default="")
    ip: Mapped[str] = mapped_column(String(45), default="")


class SignIn(Recorded, Base):
    """One signing in (`out_at` where the same row says when the trainee signed out), or one signing out alone."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("trainee_id", "at", "action"), NEVER_AGAIN)

    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(3))
    out_at: Mapped[datetime | None]
    course: Mapped[str] = mapped_column(String(200), default="")
    device: Mapped[str] = mapped_column(String(100), default="")
    ip: Mapped[str] = mapped_column(String(45), default="")


class LearningSession(Recorded, Base):
    """One stretch of learning: from when to when; `seconds` is what the platform itself counts of it, if it says."""

    __tablename__ = "learning_session"
    __table_args__ = (UniqueConstraint("trainee_id", "started_at", "course"), NEVER_AGAIN)

    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    seconds: Mapped[int | None]
    course: Mapped[str] = mapped_column(String(200), default="")
    device: Mapped[str] = mapped_column(String(100), default="")
    ip: Mapped[str] = mapped_column(String(45), default="")


class LearningTest(Recorded, Base):
    """One test that a trainee sat."""

    __tablename__ = "learning_test"
    __table_args__ = (UniqueConstraint("trainee_id", "taken_at", "title"), NEVER_AGAIN)

    title: Mapped[str] = mapped_column(String(200), default="")
    taken_at: Mapped[datetime]
    score: Mapped[Decimal | None] = mapped_column(Scaled(2))
    passed: Mapped[bool | None]


class LearningInteraction(Recorded, Base):
    """One question, answer or live interaction."""

    __tablename__ = "learning_interaction"
    __table_args__ = (UniqueConstraint("trainee_id", "at", "form", "content"), NEVER_AGAIN)

    at: Mapped[datetime]
    form: Mapped[str] = mapped_column(String(40), default="")
    course: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[str] = mapped_column(String(500), default="")
